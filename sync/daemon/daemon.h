/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daemon.h - the parent's life: check, wait, follow the interface's verdict, stop
 *
 * One thread. Signals: TERM and INT stop, HUP checks now. Talks to systemd when it
 * is there (READY, STATUS, WATCHDOG). The network is already given up when it runs. */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

#include "daemon/schedule.h"
#include "daemon/update.h"

struct daemon_options {
	struct update_options update;
	struct link_options link; /* spawn and silence; idle is the daemon's own */
	const char *store_dir;
	const char *spool_dir; /* NULL: inside the store */
	const char *run_dir;
	const char *site; /* NULL or "": not known, everything is kept */
	struct schedule schedule;
	long confirm_timeout_s;
	const char *settings_problem; /* NULL, or the first line of what is wrong in borne.yaml, for the status */
	bool once;                    /* one check, the interface's verdict if one runs, then return */
	bool trust_system_clock;      /* see trustclock.h */
};

/* Blocks the signals it handles; call before anything is forked, so that none is lost. */
void daemon_block_signals(void);
/* Returns when asked to stop, or after one check with `once`; then false means that it met a problem, which is
 * in *e. Without `once` false means that it could not start. */
MUST_USE bool daemon_run(const struct daemon_options *options, struct err *e);

#endif
