/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c - strikes at the n-th call that changes the store
 *
 * Preloaded into borne-syncd by faults.test. Counts, in it and in the process that checks new content for it, the calls
 * that change something below FAULT_DIR; at number FAULT_AT it does what FAULT_KIND says:
 *   kill    half of a write, or nothing of another call, then SIGKILL of the daemon
 *   enospc  this call and every later one that needs space fail
 *   eio     this call alone fails
 *   short   this write takes half of its bytes (other calls are left alone)
 * At the end, the names of the calls are written to FAULT_REPORT, one a line, each with the file below FAULT_DIR that it
 * changes; rename has the old name after the new one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMES_MAX = 4096, FILE_BYTES = 224 };
enum kind { NONE, KILL, ENOSPC_FROM_HERE, EIO_ONCE, SHORT };

/* One for the daemon and what it forks. They do not work at the same time. */
static struct shared {
	long calls;
	bool kill_wanted; /* by a child, whose filter lets it signal no process */
	const char *called[NAMES_MAX];
	char files[NAMES_MAX][FILE_BYTES];
} *shared;
static pid_t owner;
static long strike_at;
static enum kind kind;
static char dir[PATH_MAX];
static size_t dir_len;
static _Thread_local char file[FILE_BYTES]; /* of the call that is looked at, below dir */

static void __attribute__((constructor)) start(void)
{
	static const char *const names[] = { "none", "kill", "enospc", "eio", "short" };
	const char *wanted = getenv("FAULT_KIND");
	const char *folder = getenv("FAULT_DIR");
	const char *at = getenv("FAULT_AT");
	for (size_t i = 0; wanted && i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], wanted) == 0) {
			kind = (enum kind)i;
		}
	}
	if (folder) {
		(void)snprintf(dir, sizeof dir, "%s", folder);
		dir_len = strlen(dir);
	}
	strike_at = at ? atol(at) : 0;
	owner = getpid();
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

static void __attribute__((destructor)) report(void)
{
	const char *path = getenv("FAULT_REPORT");
	FILE *f = path && getpid() == owner ? fopen(path, "w") : NULL;
	if (f) {
		dir_len = 0;
		for (long i = 0; i < shared->calls && i < NAMES_MAX; i++) {
			(void)fprintf(f, "%s %s\n", shared->called[i], shared->files[i]);
		}
		(void)fclose(f);
	}
}

static bool inside(const char *path)
{
	bool is = dir_len > 0 && strncmp(path, dir, dir_len) == 0;
	if (is) {
		(void)snprintf(file, sizeof file, "%s", path + dir_len);
	}
	return is;
}

/* Both names, if the new one is inside. */
static bool moved_inside(const char *from, const char *to)
{
	char old[FILE_BYTES];
	bool known = inside(from);
	(void)snprintf(old, sizeof old, "%s", known ? file : from);
	if (!inside(to)) {
		return false;
	}
	size_t len = strlen(file);
	(void)snprintf(file + len, sizeof file - len, " %s", old);
	return true;
}

static bool fd_inside(int fd)
{
	char link[64];
	char path[PATH_MAX];
	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof path - 1);
	if (len < 0) {
		return false;
	}
	path[len] = '\0';
	return inside(path);
}

static void kill_daemon(void)
{
	if (getpid() != owner) {
		shared->kill_wanted = true; /* waitpid() below does it */
		_exit(0);
	}
	(void)kill(owner, SIGKILL);
}

/* 0: go on. Otherwise the call is this errno's; -1: a write is to be cut in half. */
static int strike(const char *name, bool concerned, bool needs_space, bool is_write)
{
	if (!concerned) {
		return 0;
	}
	long n = ++shared->calls;
	if (n <= NAMES_MAX) {
		shared->called[n - 1] = name;
		memcpy(shared->files[n - 1], file, FILE_BYTES);
	}
	if (strike_at == 0 || n < strike_at || (n > strike_at && kind != ENOSPC_FROM_HERE)) {
		return 0;
	}
	switch (kind) {
	case NONE:
		return 0;
	case KILL:
		if (!is_write) {
			kill_daemon();
		}
		return -1;
	case ENOSPC_FROM_HERE:
		return needs_space ? ENOSPC : 0;
	case EIO_ONCE:
		return EIO;
	case SHORT:
		return is_write ? -1 : 0;
	}
	return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(problem) \
	do { \
		int why = (problem); \
		if (why > 0) { \
			errno = why; \
			return -1; \
		} \
	} while (0)

static ssize_t after_half(ssize_t written)
{
	if (kind == KILL) {
		kill_daemon();
	}
	return written;
}

pid_t waitpid(pid_t pid, int *status, int flags)
{
	if (shared->kill_wanted) {
		(void)kill(owner, SIGKILL);
	}
	return REAL(waitpid)(pid, status, flags);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	int why = fd > 2 ? strike("write", fd_inside(fd), true, true) : 0;
	FAIL_IF(why);
	return why < 0 && len > 1 ? after_half(REAL(write)(fd, bytes, len / 2)) : REAL(write)(fd, bytes, len);
}

#define PWRITE(name, offset_type) \
	ssize_t name(int fd, const void *bytes, size_t len, offset_type at) \
	{ \
		int why = strike(#name, fd_inside(fd), true, true); \
		FAIL_IF(why); \
		return why < 0 && len > 1 ? after_half(REAL(name)(fd, bytes, len / 2, at)) : REAL(name)(fd, bytes, len, at); \
	}
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		va_list args; \
		va_start(args, flags); \
		mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0; \
		va_end(args); \
		FAIL_IF(strike(#name, (flags & (O_CREAT | O_TRUNC)) && inside(path), true, false)); \
		return REAL(name)(path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

#define PATH_CALL(name, space, parameters, path, arguments) \
	int name parameters \
	{ \
		FAIL_IF(strike(#name, inside(path), space, false)); \
		return REAL(name) arguments; \
	}
PATH_CALL(unlink, false, (const char *path), path, (path))
PATH_CALL(rmdir, false, (const char *path), path, (path))
PATH_CALL(mkdir, true, (const char *path, mode_t mode), path, (path, mode))
PATH_CALL(symlink, true, (const char *target, const char *path), path, (target, path))
PATH_CALL(chmod, false, (const char *path, mode_t mode), path, (path, mode))

int rename(const char *from, const char *to)
{
	FAIL_IF(strike("rename", moved_inside(from, to), true, false));
	return REAL(rename)(from, to);
}

#define FD_CALL(name, space, parameters, fd, arguments) \
	int name parameters \
	{ \
		FAIL_IF(strike(#name, fd_inside(fd), space, false)); \
		return REAL(name) arguments; \
	}
FD_CALL(fsync, true, (int fd), fd, (fd))
FD_CALL(fdatasync, true, (int fd), fd, (fd))
FD_CALL(ftruncate, false, (int fd, off_t len), fd, (fd, len))
FD_CALL(ftruncate64, false, (int fd, off64_t len), fd, (fd, len))
FD_CALL(fchmod, false, (int fd, mode_t mode), fd, (fd, mode))

int unlinkat(int at, const char *path, int flags)
{
	FAIL_IF(strike("unlinkat", path[0] == '/' ? inside(path) : at == AT_FDCWD ? false : fd_inside(at), false, false));
	return REAL(unlinkat)(at, path, flags);
}
