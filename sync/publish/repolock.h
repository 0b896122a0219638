/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repolock.h - one program writes a folder of signed files at a time
 *
 * What is signed next depends on what is there: two publishers, or cron's `timestamp` beside a `publish`, would each
 * build on the same state and the later one would take the other's release back. Held from the first read to the last
 * write, by flock(2) on the file `.lock` of the folder; it ends with the process, however that ends. */
#ifndef PUBLISH_REPOLOCK_H
#define PUBLISH_REPOLOCK_H

#include "base/err.h"

/* Makes the folder when it is missing. Waits up to wait_s for another program, and says so on standard error when it
 * has to. *fd is closed by the caller (fs_close_fd), which ends the lock. */
MUST_USE bool repolock_take(const char *dir, long wait_s, int *fd, struct err *e);
/* Writes a file whose name says its version and whose bytes never change again: only under a name that is free. The
 * same bytes under that name are success, other bytes an error. */
MUST_USE bool repolock_write_new(const char *path, const void *bytes, size_t len, struct err *e);

#endif
