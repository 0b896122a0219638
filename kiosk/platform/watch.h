/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.h - wakes the interface when the sync daemon has changed something
 *
 * inotify on the store (its `current` link) and the run folder (sync/status.json, unit/answer). Where
 * a folder does not exist yet, watch_retry() tries again; inotify can also miss
 * things, so callers look for themselves every minute as well. UI thread. */
#ifndef PLATFORM_WATCH_H
#define PLATFORM_WATCH_H

#include <stdbool.h>

enum { WATCH_STORE = 1, WATCH_STATUS = 2, WATCH_ANSWER = 4 };

struct watch {
	int fd; /* -1: closed */
	int store, run, unit;
	const char *store_dir, *run_dir; /* borrowed; NULL: not watched */
};

#define WATCH_CLOSED ((struct watch){ .fd = -1, .store = -1, .run = -1, .unit = -1 })

/* Without inotify fd stays -1: polling alone. */
void watch_open(struct watch *w, const char *store_dir, const char *run_dir);
void watch_close(struct watch *w);
void watch_retry(struct watch *w);
/* What has changed since the last call, WATCH_ bits; never blocks. */
unsigned watch_read(struct watch *w);

#endif
