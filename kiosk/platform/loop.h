/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop.h - waiting, and nothing else, until something happens
 *
 * One poll(2) over everything that can wake the interface: touches (libinput),
 * workers, a source of requests, the sync daemon's files, signals, the next timer.
 * In a window SDL must be asked for events instead; a small thread polls the rest
 * and wakes it. An idle kiosk sleeps. Feeds systemd's watchdog. UI thread. */
#ifndef PLATFORM_LOOP_H
#define PLATFORM_LOOP_H

#include <poll.h>

#include "platform/kiosk.h"

/* What else is to be waited for and served between two steps, such as a control socket. */
struct loop_source {
	/* Fills fds for poll(2), at most LOOP_SOURCE_FDS_MAX; returns how many. */
	int (*fds)(const void *ctx, struct pollfd *fds);
	/* When serve is due although no fd says so; monotonic, INT64_MAX: not by time. */
	int64_t (*due_us)(const void *ctx);
	/* Serves without waiting. False: the program is asked to end. */
	bool (*serve)(void *ctx, struct kiosk *k);
	void *ctx; /* borrowed */
};
enum { LOOP_SOURCE_FDS_MAX = 8 };

/* Until SIGTERM, SIGINT, SIGHUP (ending_block_signals() was called before kiosk_create()), the window's close button, a
 * source that asks for it, or until kiosk_wants_restart(). `source` may be NULL. False: the screen failed. */
MUST_USE bool loop_run(struct kiosk *k, const struct loop_source *source, struct err *e);

#endif
