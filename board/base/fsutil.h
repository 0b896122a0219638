/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fsutil.h - files that survive a power cut
 *
 * Everything that must last is written to a temporary name, fsynced, renamed,
 * and its folder fsynced, in this order. Any thread. */
#ifndef BASE_FSUTIL_H
#define BASE_FSUTIL_H

#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/work.h"

/* Whole file into *out (appended). A file longer than max_bytes is refused unread. Regular files only, links to them
 * included: opening a FIFO or a device could wait for ever, so they are refused unread, ERR_FORMAT. */
MUST_USE bool fs_read_file(const char *path, size_t max_bytes, struct buf *out, struct err *e);
/* The same for what a person names on the command line: pipes and devices too, and it waits for them. */
MUST_USE bool fs_read_stream(const char *path, size_t max_bytes, struct buf *out, struct err *e);
/* From where `fd` is to its end, at most max_bytes; `path` is for messages. */
MUST_USE bool fs_read_fd(int fd, const char *path, size_t max_bytes, struct buf *out, struct err *e);
/* Old content or new content, never a mixture, also across a power cut. */
MUST_USE bool fs_write_file_atomic(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e);
/* The same without waiting for the disk: for folders in RAM such as /run. */
MUST_USE bool fs_write_file_volatile(const char *path, const void *bytes, size_t len, mode_t mode, struct err *e);
/* A file that this program alone writes and that may grow over several runs: opened for reading and writing, made when
 * missing. What is there under that name and is no plain file with one name, or may not be opened, goes away; a file of
 * ours that merely lost its write bit keeps its bytes. *fd is the caller's to close. */
MUST_USE bool fs_open_own(const char *path, mode_t mode, int *fd, struct err *e);
MUST_USE bool fs_sync_dir(const char *path, struct err *e);
MUST_USE bool fs_sync_file(const char *path, struct err *e);
/* Removes a folder that stands under the name of a file, which rename(2) would refuse to replace. */
MUST_USE bool fs_clear_name(const char *path, struct err *e);
/* Sets the mode, then waits until bytes and mode are on the disk. */
MUST_USE bool fs_seal_file(const char *path, mode_t mode, struct err *e);
/* rename(2), then fsync of the folder that holds `to`. */
MUST_USE bool fs_rename_durable(const char *from, const char *to, struct err *e);
/* Creates missing parents as well; an existing folder is success. */
MUST_USE bool fs_make_dirs(const char *path, mode_t mode, struct err *e);
/* Removes a file or a whole tree without following symlinks; absent is success. */
MUST_USE bool fs_remove_tree(const char *path, struct err *e);
MUST_USE bool fs_copy_file(const char *from, const char *to, mode_t mode, struct err *e);
/* The same for a large file that must be on the disk: synced every 8 MiB, so that the last sync is short, and `work` is
 * asked in between. The folder of `to` is not synced. */
MUST_USE bool fs_copy_large(const char *from, const char *to, mode_t mode, const struct work *work, struct err *e);
/* read() that is not interrupted by signals; -1 with errno. */
ssize_t fs_read_some(int fd, void *out, size_t size);
/* Writes all of it, through short writes and EINTR. */
MUST_USE bool fs_write_all(int fd, const void *bytes, size_t len, struct err *e);
/* -1 when it is not a regular file or does not exist. */
int64_t fs_file_size(const char *path);
bool fs_exists(const char *path);
/* Bytes an unprivileged writer may still use on that file system; -1 when unknown. */
int64_t fs_free_bytes(const char *path);
/* Owned: "dir/name". */
char *fs_join(const char *dir, const char *name);
/* True for a relative path whose parts are neither empty, "." nor ".." and that has no control characters:
 * what may be joined to a folder of ours. */
bool fs_is_safe_relative(const char *path);
/* close(2) for CLEANUP(fs_close_fd). */
void fs_close_fd(int *fd);

#endif
