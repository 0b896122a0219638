/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slow.c - a card that reads slowly
 *
 * Preloaded into borne-syncd by check.test: every read of a file below SLOW_DIR takes SLOW_MS milliseconds for
 * each 128 KiB, and these are counted in the file SLOW_COUNT, 8 bytes. What SQLite reads, a page at a time, is left
 * alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PIECE_BYTES = 128 * 1024 };

static _Atomic uint64_t *count;

/* Mapped at the start: a process that is confined later cannot open it. */
__attribute__((constructor)) static void open_count(void)
{
	const char *path = getenv("SLOW_COUNT");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED) {
		abort();
	}
	count = page;
	(void)close(fd);
}

static void delay(int fd, size_t bytes)
{
	const char *dir = getenv("SLOW_DIR");
	const char *ms = getenv("SLOW_MS");
	char link[64];
	char path[PATH_MAX];
	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t len = dir && ms && fd > 2 ? readlink(link, path, sizeof path - 1) : -1;
	if (len > 0 && strncmp(path, dir, strlen(dir)) == 0) {
		long pieces = (long)(bytes / PIECE_BYTES);
		long wait = atol(ms) * pieces;
		struct timespec t = { .tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000 };
		(void)nanosleep(&t, NULL);
		(void)atomic_fetch_add(count, (uint64_t)pieces);
	}
}

ssize_t read(int fd, void *out, size_t len)
{
	static ssize_t (*real)(int, void *, size_t);
	real = real ? real : (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
	delay(fd, len);
	return real(fd, out, len);
}

ssize_t pread(int fd, void *out, size_t len, off_t at)
{
	static ssize_t (*real)(int, void *, size_t, off_t);
	real = real ? real : (ssize_t (*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread");
	delay(fd, len);
	return real(fd, out, len, at);
}
