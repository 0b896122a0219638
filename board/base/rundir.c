/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rundir.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

/* The umask of the services (0027) leaves the folder to its owner and the group that both programs are in. */
enum { FOLDER_MODE = 0755, FILE_MODE = 0644 };

static const char *const parts[] = { [RUNDIR_UI] = "ui",
	[RUNDIR_SYNC] = "sync",
	[RUNDIR_UNIT] = "unit",
	[RUNDIR_FIRMWARE] = "firmware" };

char *rundir_path(const char *run, enum rundir_part part, const char *name)
{
	CLEANUP(free_ptr) char *folder = fs_join(run, parts[part]);
	return name ? fs_join(folder, name) : mem_strdup(folder);
}

bool rundir_make(const char *run, enum rundir_part part, struct err *e)
{
	CLEANUP(free_ptr) char *folder = rundir_path(run, part, NULL);
	struct stat st;
	if (!fs_make_dirs(folder, FOLDER_MODE, e)) {
		return false;
	}
	if (lstat(folder, &st) != 0) {
		return fail_errno(e, "stat %s", folder);
	}
	if (!S_ISDIR(st.st_mode)) {
		return fail(e, "%s is a link, not a folder: remove it", folder);
	}
	if (st.st_uid != geteuid() && geteuid() != 0) {
		return fail_kind(e, ERR_DENIED,
				"%s belongs to the account %ld and this program runs as %ld: remove the folder or give "
				"it to that account",
				folder, (long)st.st_uid, (long)geteuid());
	}
	return true;
}

/* A folder that is a link would let its owner choose what is read. */
static int open_folder(const char *path, struct stat *st, struct err *e)
{
	*st = (struct stat){ 0 };
	int fd = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, st) != 0) {
		(void)fail_errno(e, "open %s", path);
		fs_close_fd(&fd);
	}
	return fd;
}

static bool is_acceptable(const char *path, const struct stat *st, const struct stat *folder, size_t max_bytes,
		struct err *e)
{
	if (!S_ISREG(st->st_mode)) {
		return fail_kind(e, ERR_FORMAT, "%s is not a regular file: remove it", path);
	}
	if (st->st_uid != folder->st_uid && st->st_uid != 0) {
		return fail_kind(e, ERR_DENIED, "%s belongs to the account %ld, its folder to %ld: remove it", path,
				(long)st->st_uid, (long)folder->st_uid);
	}
	if ((uint64_t)st->st_size > max_bytes) {
		return fail_kind(e, ERR_FORMAT, "%s has %lld bytes, more than the limit of %zu", path,
				(long long)st->st_size, max_bytes);
	}
	return true;
}

bool rundir_read_path(const char *path, size_t max_bytes, struct buf *out, struct err *e)
{
	struct stat folder;
	struct stat st;
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	CLEANUP(free_ptr) char *parent = slash ? mem_strndup(path, (size_t)(slash - path)) : mem_strdup(".");
	CLEANUP(fs_close_fd) int dir = open_folder(parent, &folder, e);
	if (dir < 0) {
		return false;
	}
	/* Looked at before it is opened: opening a device can have an effect of its own. */
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	if (!is_acceptable(path, &st, &folder, max_bytes, e)) {
		return false;
	}
	CLEANUP(fs_close_fd) int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (fstat(fd, &st) != 0) {
		return fail_errno(e, "stat %s", path);
	}
	return is_acceptable(path, &st, &folder, max_bytes, e) && fs_read_fd(fd, path, max_bytes, out, e);
}

bool rundir_read(const char *run, enum rundir_part part, const char *name, size_t max_bytes, struct buf *out,
		struct err *e)
{
	CLEANUP(free_ptr) char *path = rundir_path(run, part, name);
	return rundir_read_path(path, max_bytes, out, e);
}

bool rundir_write(const char *run, enum rundir_part part, const char *name, const void *bytes, size_t len,
		struct err *e)
{
	CLEANUP(free_ptr) char *path = rundir_path(run, part, name);
	return fs_write_file_volatile(path, bytes, len, FILE_MODE, e);
}
