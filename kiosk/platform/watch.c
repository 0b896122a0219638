/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/watch.h"

#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rundir.h"

void watch_open(struct watch *w, const char *store_dir, const char *run_dir)
{
	*w = WATCH_CLOSED;
	w->store_dir = store_dir;
	w->run_dir = run_dir;
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	watch_retry(w);
}

void watch_close(struct watch *w)
{
	if (w->fd >= 0) {
		(void)close(w->fd);
	}
	*w = WATCH_CLOSED;
}

void watch_retry(struct watch *w)
{
	if (w->fd < 0) {
		return;
	}
	if (w->store < 0 && w->store_dir) {
		w->store = inotify_add_watch(w->fd, w->store_dir, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
	}
	if (w->unit < 0 && w->run_dir) {
		CLEANUP(free_ptr) char *folder = rundir_path(w->run_dir, RUNDIR_UNIT, NULL);
		w->unit = inotify_add_watch(w->fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
	}
	if (w->run < 0 && w->run_dir) {
		CLEANUP(free_ptr) char *folder = rundir_path(w->run_dir, RUNDIR_SYNC, NULL);
		w->run = inotify_add_watch(w->fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
	}
}

static unsigned meaning(struct watch *w, const struct inotify_event *ev)
{
	if (ev->mask & IN_IGNORED) { /* the folder was removed */
		w->store = ev->wd == w->store ? -1 : w->store;
		w->run = ev->wd == w->run ? -1 : w->run;
		w->unit = ev->wd == w->unit ? -1 : w->unit;
		return 0;
	}
	if (ev->mask & IN_Q_OVERFLOW) {
		return WATCH_STORE | WATCH_STATUS | WATCH_ANSWER;
	}
	if (ev->len > 0 && ev->wd == w->store && strcmp(ev->name, "current") == 0) {
		return WATCH_STORE;
	}
	if (ev->len > 0 && ev->wd == w->run && strcmp(ev->name, "status.json") == 0) {
		return WATCH_STATUS;
	}
	if (ev->len > 0 && ev->wd == w->unit && strcmp(ev->name, "answer") == 0) {
		return WATCH_ANSWER;
	}
	return 0;
}

unsigned watch_read(struct watch *w)
{
	unsigned changed = 0;
	_Alignas(struct inotify_event) char bytes[4096];
	ssize_t len;
	while (w->fd >= 0 && (len = read(w->fd, bytes, sizeof bytes)) > 0) {
		for (const char *at = bytes; at < bytes + len;) {
			const struct inotify_event *ev = (const struct inotify_event *)(const void *)at;
			changed |= meaning(w, ev);
			at += sizeof *ev + ev->len;
		}
	}
	return changed;
}
