/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop.h - waiting, and nothing else, until something happens
 *
 * One poll(2) over everything that can wake the interface: touches (libinput),
 * workers, the control socket, the sync daemon's files, signals, the next timer.
 * In a window SDL must be asked for events instead; a small thread polls the rest
 * and wakes it. An idle kiosk sleeps. Feeds systemd's watchdog. UI thread. */
#ifndef PLATFORM_LOOP_H
#define PLATFORM_LOOP_H

#include "platform/control.h"
#include "platform/kiosk.h"

/* Before kiosk_create(): a thread that was started without would take the signal, and the program would end on the spot
 * instead of ending well. One that comes early is found by loop_run(). */
void loop_block_signals(void);
/* Until SIGTERM, SIGINT, the window's close button, {"do":"quit"}, or until kiosk_wants_restart(). `control` may be
 * NULL. False: the screen failed. */
MUST_USE bool loop_run(struct kiosk *k, struct control *control, struct err *e);

#endif
