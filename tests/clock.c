/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.c - a clock that a test moves on
 *
 * Preloaded into a program by testclock.py: the wall clock and the monotonic clock are ahead of the machine's by the seconds in the
 * file TEST_CLOCK, 8 bytes. The file is mapped at the start, so that a process may close its file system afterwards. Waits are
 * not shortened: a test that moves the clock wakes the program, by a signal or a request. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t *ahead_s;

__attribute__((constructor)) static void open_clock(void)
{
	const char *path = getenv("TEST_CLOCK");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead_s, PROT_READ, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED) {
		abort(); /* a test without its clock would wait for an hour that never comes */
	}
	ahead_s = page;
	(void)close(fd);
}

int clock_gettime(clockid_t id, struct timespec *out)
{
	long result = syscall(SYS_clock_gettime, id, out);
	if (result == 0 && ahead_s && (id == CLOCK_MONOTONIC || id == CLOCK_REALTIME)) {
		out->tv_sec += (time_t)atomic_load(ahead_s);
	}
	return (int)result;
}

time_t time(time_t *out)
{
	struct timespec now = { 0 };
	(void)clock_gettime(CLOCK_REALTIME, &now);
	if (out) {
		*out = now.tv_sec;
	}
	return now.tv_sec;
}
