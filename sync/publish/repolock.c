/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/repolock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"

enum { STEP_MS = 200, DIR_MODE = 0755, FILE_MODE = 0644, LOCK_MODE = 0664 };

/* Another account may have made it: reading is enough for flock(2). */
static int open_lock(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, (mode_t)LOCK_MODE);
	return fd < 0 && errno == EACCES ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : fd;
}

static bool wait_for_lock(int fd, const char *dir, const char *path, long wait_s, struct err *e)
{
	int64_t until_us = clock_monotonic_us() + (int64_t)wait_s * 1000000;
	bool said = false;
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR) {
			return fail_errno(e, "lock %s", path);
		}
		if (clock_monotonic_us() >= until_us) {
			return fail(e,
					"another borne-publish is writing %s: run this again when it has ended (fuser "
					"%s names it)",
					dir, path);
		}
		if (!said) {
			(void)fprintf(stderr, "borne-publish: waiting for another borne-publish that is writing %s\n",
					dir);
			said = true;
		}
		(void)poll(NULL, 0, STEP_MS);
	}
	return true;
}

bool repolock_take(const char *dir, long wait_s, int *fd, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, ".lock");
	if (!fs_make_dirs(dir, DIR_MODE, e)) {
		return false;
	}
	int lock = open_lock(path);
	if (lock < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (!wait_for_lock(lock, dir, path, wait_s, e)) {
		fs_close_fd(&lock);
		return false;
	}
	*fd = lock;
	return true;
}

static bool file_is(const char *path, const void *bytes, size_t len)
{
	struct buf there = { 0 };
	struct err ignored;
	bool same = fs_read_file(path, len, &there, &ignored) && there.len == len &&
		    memcmp(buf_text(&there), bytes, len) == 0;
	buf_finish(&there);
	return same;
}

/* Not every file system takes RENAME_NOREPLACE (NFS does not), and not every one has hard links (vfat has none). */
static bool rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
		return true;
	}
	if (errno != EINVAL && errno != ENOSYS) {
		return false;
	}
	return link(from, to) == 0 && unlink(from) == 0;
}

bool repolock_write_new(const char *path, const void *bytes, size_t len, struct err *e)
{
	CLEANUP(free_ptr) char *part = mem_printf("%s.new.%ld", path, (long)getpid());
	CLEANUP(free_ptr) char *dir = mem_strndup(path, (size_t)(strrchr(path, '/') - path));
	bool ok = fs_write_file_atomic(part, bytes, len, FILE_MODE, e);
	if (ok && !rename_new(part, path)) {
		ok = errno == EEXIST && file_is(path, bytes, len);
		if (!ok && errno == EEXIST) {
			(void)fail(e,
					"%s is there with other content, and such a file never changes: something else "
					"writes this folder; find it, then publish again",
					path);
		} else if (!ok) {
			(void)fail_errno(e, "rename %s to %s", part, path);
		}
	}
	(void)unlink(part);
	return ok && fs_sync_dir(dir, e);
}
