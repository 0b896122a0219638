/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daemon.h - the parent's life: check, wait, follow the interface's verdict, stop
 *
 * One thread. Signals: TERM and INT stop, HUP checks now. Talks to systemd when it
 * is there (READY, STATUS, WATCHDOG). The network is already given up when it runs. */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

#include "daemon/daemon_options.h"

/* Blocks the signals it handles; call before anything is forked, so that none is lost. */
void daemon_block_signals(void);
/* Returns when asked to stop, or after one check with `once`; then false means that it met a problem, which is
 * in *e. Without `once` false means that it could not start. */
MUST_USE bool daemon_run(const struct daemon_options *options, struct err *e);

#endif
