/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slowdisk.c - a card that takes its time
 *
 * Preloaded into a program by a test: fsync(2) of a thread other than the first waits for as long as the file
 * TEST_SLOWDISK.held exists. Which thread asked is a line of TEST_SLOWDISK: "first" or "other". The first thread does
 * not wait: that it asked is the fault that is looked for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void tell(const char *path, const char *line, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0 || write(fd, line, len) != (ssize_t)len) {
		abort(); /* the test would believe that nothing was written */
	}
	(void)close(fd);
}

int fsync(int fd)
{
	const char *path = getenv("TEST_SLOWDISK");
	char held[4096];
	if (!path || snprintf(held, sizeof held, "%s.held", path) >= (int)sizeof held) {
		abort();
	}
	if (syscall(SYS_gettid) == getpid()) {
		tell(path, "first\n", 6);
	} else {
		tell(path, "other\n", 6);
		while (access(held, F_OK) == 0) {
			(void)nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
		}
	}
	return (int)syscall(SYS_fsync, fd);
}
