/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fsutil.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"

enum { COPY_CHUNK_BYTES = 64 * 1024, SYNC_EVERY_BYTES = 8 * 1024 * 1024, TREE_DEPTH_MAX = 64 };

void fs_close_fd(int *fd)
{
	if (*fd >= 0) {
		(void)close(*fd);
		*fd = -1;
	}
}

ssize_t fs_read_some(int fd, void *out, size_t size)
{
	ssize_t got;
	do {
		got = read(fd, out, size);
	} while (got < 0 && errno == EINTR);
	return got;
}

bool fs_read_fd(int fd, const char *path, size_t max_bytes, struct buf *out, struct err *e)
{
	char chunk[COPY_CHUNK_BYTES];
	size_t total = 0;
	buf_reserve(out, 0); /* an empty file is still a string */
	for (;;) {
		ssize_t got = fs_read_some(fd, chunk, sizeof chunk);
		if (got < 0) {
			return fail_errno(e, "read %s", path);
		}
		if (got == 0) {
			return true;
		}
		total += (size_t)got;
		if (total > max_bytes) {
			return fail_kind(e, ERR_FORMAT, "%s is larger than the limit of %zu bytes", path, max_bytes);
		}
		buf_add(out, chunk, (size_t)got);
	}
}

static bool read_path(const char *path, int flags, size_t max_bytes, struct buf *out, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	struct stat st;
	if (fstat(fd, &st) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	if (S_ISDIR(st.st_mode)) {
		return fail(e, "%s is a folder, not a file", path);
	}
	if (!S_ISREG(st.st_mode) && (flags & O_NONBLOCK)) {
		return fail_kind(e, ERR_FORMAT, "%s is not a regular file", path);
	}
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > max_bytes) {
		return fail_kind(e, ERR_FORMAT, "%s has %lld bytes, more than the limit of %zu", path,
				(long long)st.st_size, max_bytes);
	}
	return fs_read_fd(fd, path, max_bytes, out, e);
}

bool fs_read_file(const char *path, size_t max_bytes, struct buf *out, struct err *e)
{
	return read_path(path, O_NONBLOCK, max_bytes, out, e);
}

bool fs_read_stream(const char *path, size_t max_bytes, struct buf *out, struct err *e)
{
	return read_path(path, 0, max_bytes, out, e);
}

bool fs_write_all(int fd, const void *bytes, size_t len, struct err *e)
{
	const char *at = bytes;
	while (len > 0) {
		ssize_t put = write(fd, at, len);
		if (put < 0 && errno == EINTR) {
			continue;
		}
		if (put < 0) {
			return fail_errno(e, "write");
		}
		at += put;
		len -= (size_t)put;
	}
	return true;
}

static char *parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash) {
		return mem_strdup(".");
	}
	return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

static bool write_temporary(const char *temporary, const void *bytes, size_t len, mode_t mode, bool durable,
		struct err *e)
{
	/* What a crash left, or another account put there: never opened, so that the file that is written is a new one.
	 */
	if (unlink(temporary) != 0 && errno != ENOENT) {
		return fail_errno(e, "remove %s", temporary);
	}
	CLEANUP(fs_close_fd) int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0) {
		return fail_errno(e, "create %s", temporary);
	}
	if (!fs_write_all(fd, bytes, len, e)) {
		return fail_wrap(e, "%s", temporary);
	}
	if (durable && fsync(fd) != 0) {
		return fail_errno(e, "fsync %s", temporary);
	}
	return true;
}

static bool write_file(const char *path, const void *bytes, size_t len, mode_t mode, bool durable, struct err *e)
{
	CLEANUP(free_ptr) char *temporary = mem_printf("%s.tmp.%ld", path, (long)getpid());
	bool ok = write_temporary(temporary, bytes, len, mode, durable, e);
	if (ok && rename(temporary, path) != 0) {
		ok = fail_errno(e, "rename %s to %s", temporary, path);
	}
	if (!ok) {
		(void)unlink(temporary);
		return false;
	}
	CLEANUP(free_ptr) char *dir = parent_of(path);
	return !durable || fs_sync_dir(dir, e);
}

bool fs_write_file_atomic(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e)
{
	return write_file(path, bytes, len, mode, true, e);
}

bool fs_write_file_volatile(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e)
{
	return write_file(path, bytes, len, mode, false, e);
}

static bool is_own_file(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_nlink == 1;
}

bool fs_open_own(const char *path, mode_t mode, int *fd, struct err *e)
{
	enum { FLAGS = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK };
	struct stat st;
	bool there = lstat(path, &st) == 0;
	if (there && !is_own_file(&st) && !fs_remove_tree(path, e)) {
		return false;
	}
	int opened = open(path, FLAGS, mode);
	if (opened < 0 && errno == EACCES && there && chmod(path, mode) == 0) {
		opened = open(path, FLAGS, mode);
	}
	if (opened < 0 && (errno == EACCES || errno == EPERM) && unlink(path) == 0) {
		opened = open(path, FLAGS, mode);
	}
	if (opened < 0) {
		return fail_errno(e, "open %s", path);
	}
	*fd = opened;
	return true;
}

static bool sync_path(const char *path, int flags, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (fsync(fd) != 0) {
		return fail_errno(e, "fsync %s", path);
	}
	return true;
}

bool fs_sync_dir(const char *path, struct err *e)
{
	return sync_path(path, O_DIRECTORY, e);
}

bool fs_sync_file(const char *path, struct err *e)
{
	return sync_path(path, 0, e);
}

bool fs_seal_file(const char *path, mode_t mode, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (fchmod(fd, mode) != 0) {
		return fail_errno(e, "chmod %s", path);
	}
	if (fsync(fd) != 0) {
		return fail_errno(e, "fsync %s", path);
	}
	return true;
}

bool fs_rename_durable(const char *from, const char *to, struct err *e)
{
	if (rename(from, to) != 0) {
		return fail_errno(e, "rename %s to %s", from, to);
	}
	CLEANUP(free_ptr) char *dir = parent_of(to);
	return fs_sync_dir(dir, e);
}

bool fs_make_dirs(const char *path, mode_t mode, struct err *e)
{
	CLEANUP(free_ptr) char *copy = mem_strdup(path);
	for (char *slash = copy[0] ? strchr(copy + 1, '/') : NULL;; slash = strchr(slash + 1, '/')) {
		if (slash) {
			*slash = '\0';
		}
		if (mkdir(copy, mode) != 0 && errno != EEXIST) {
			return fail_errno(e, "create folder %s", copy);
		}
		if (!slash) {
			break;
		}
		*slash = '/';
		if (slash[1] == '\0') {
			break;
		}
	}
	struct stat st;
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		return fail(e, "%s exists and is not a folder", path);
	}
	return true;
}

static bool remove_entry(int parent, const char *name, int depth, struct err *e);

static bool remove_children(int dir_fd, const char *name, int depth, struct err *e)
{
	DIR *dir = fdopendir(dir_fd);
	if (!dir) {
		(void)close(dir_fd);
		return fail_errno(e, "list %s", name);
	}
	bool ok = true;
	const struct dirent *entry;
	while (ok && (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			ok = remove_entry(dirfd(dir), entry->d_name, depth + 1, e);
		}
	}
	(void)closedir(dir);
	return ok;
}

static bool remove_entry(int parent, const char *name, int depth, struct err *e)
{
	if (depth > TREE_DEPTH_MAX) {
		return fail(e, "remove %s: folders nested deeper than %d", name, TREE_DEPTH_MAX);
	}
	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) {
		return true;
	}
	if (errno != EISDIR && errno != EPERM) {
		return fail_errno(e, "remove %s", name);
	}
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "remove %s", name);
	}
	if (!remove_children(fd, name, depth, e)) {
		return false;
	}
	if (unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT) {
		return fail_errno(e, "remove folder %s", name);
	}
	return true;
}

bool fs_remove_tree(const char *path, struct err *e)
{
	return remove_entry(AT_FDCWD, path, 0, e);
}

bool fs_clear_name(const char *path, struct err *e)
{
	struct stat st;
	return lstat(path, &st) != 0 || !S_ISDIR(st.st_mode) || fs_remove_tree(path, e);
}

/* `sync_every` 0: the disk may take its time. */
static bool copy_bytes(int in, int out, const char *from, const char *to, size_t sync_every, const struct work *work,
		struct err *e)
{
	char chunk[COPY_CHUNK_BYTES];
	size_t unsynced = 0;
	while (work_goes_on(work, e)) {
		ssize_t got = fs_read_some(in, chunk, sizeof chunk);
		if (got < 0) {
			return fail_errno(e, "read %s", from);
		}
		if (got > 0 && !fs_write_all(out, chunk, (size_t)got, e)) {
			return fail_wrap(e, "%s", to);
		}
		unsynced += (size_t)got;
		if (sync_every > 0 && (got == 0 || unsynced >= sync_every)) {
			unsynced = 0;
			if (fdatasync(out) != 0) {
				return fail_errno(e, "sync %s", to);
			}
		}
		if (got == 0) {
			return true;
		}
	}
	return false;
}

static bool copy_file(const char *from, const char *to, mode_t mode, size_t sync_every, const struct work *work,
		struct err *e)
{
	CLEANUP(fs_close_fd) int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0) {
		return fail_errno(e, "open %s", from);
	}
	CLEANUP(fs_close_fd) int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (out < 0) {
		return fail_errno(e, "create %s", to);
	}
	return copy_bytes(in, out, from, to, sync_every, work, e);
}

bool fs_copy_file(const char *from, const char *to, mode_t mode, struct err *e)
{
	return copy_file(from, to, mode, 0, NULL, e);
}

bool fs_copy_large(const char *from, const char *to, mode_t mode, const struct work *work, struct err *e)
{
	return copy_file(from, to, mode, SYNC_EVERY_BYTES, work, e);
}

int64_t fs_file_size(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
}

bool fs_exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

int64_t fs_free_bytes(const char *path)
{
	struct statvfs vfs;
	if (statvfs(path, &vfs) != 0) {
		return -1;
	}
	return (int64_t)vfs.f_bavail * (int64_t)vfs.f_frsize;
}

char *fs_join(const char *dir, const char *name)
{
	size_t len = strlen(dir);
	bool slash = len > 0 && dir[len - 1] == '/';
	return mem_printf("%s%s%s", dir, slash ? "" : "/", name);
}

bool fs_is_safe_relative(const char *path)
{
	for (const char *part = path;;) {
		const char *slash = strchrnul(part, '/');
		size_t len = (size_t)(slash - part);
		if (len == 0 || (len == 1 && part[0] == '.') || (len == 2 && part[0] == '.' && part[1] == '.')) {
			return false;
		}
		for (size_t i = 0; i < len; i++) {
			if ((unsigned char)part[i] < 0x20 || part[i] == 0x7F) {
				return false;
			}
		}
		if (*slash == '\0') {
			return true;
		}
		part = slash + 1;
	}
}
