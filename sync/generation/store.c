/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generation/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "store"
#include "base/log.h"

#define STAGING_SUFFIX ".new"

enum { DIR_MODE = 0755, SPOOL_MODE = 0700, OBJECT_MODE = 0444 };

static const char *const names[] = { [STORE_CURRENT] = "current", [STORE_PREVIOUS] = "previous" };
static const char *const folders[] = { "objects", "generations", "tuf" };

char *store_path(const struct store *s, const char *file)
{
	return fs_join(s->root, file);
}

char *store_object_path(const struct store *s, const char *sha256)
{
	return mem_printf("%s/objects/%s", s->root, sha256);
}

char *store_spool_path(const struct store *s, const char *sha256, const char *suffix)
{
	return mem_printf("%s/%s%s", s->spool, sha256, suffix);
}

static char *generation_path(const struct store *s, int64_t generation, const char *suffix, const char *file)
{
	return mem_printf("%s/generations/%lld%s%s%s", s->root, (long long)generation, suffix, file ? "/" : "",
			file ? file : "");
}

char *store_generation_path(const struct store *s, int64_t generation, const char *file)
{
	return generation_path(s, generation, "", file);
}

char *store_staging_path(const struct store *s, int64_t generation, const char *file)
{
	return generation_path(s, generation, STAGING_SUFFIX, file);
}

/* ---- opening ------------------------------------------------------------------------------------------- */

/* Opened for reading: a lock needs no more, and an open file for writing would keep the file system from being mounted
 * read-only for repair. */
static bool take_lock(struct store *s, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_path(s, "lock");
	int fd = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, (mode_t)0644);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		(void)(errno == EWOULDBLOCK ? fail_kind(e, ERR_BUSY,
							      "another program is updating %s: wait for it to end",
							      s->root)
					    : fail_errno(e, "lock %s", path));
		fs_close_fd(&fd);
		return false;
	}
	s->lock_fd = fd;
	return true;
}

/* What only an interrupted run leaves: half-made generations, links and temporary files. */
static bool is_leftover(const char *name)
{
	return str_ends(name, STAGING_SUFFIX) || strstr(name, ".tmp.") != NULL;
}

/* Nothing is built on what stays: it costs room, not correctness. */
static void sweep(const char *dir_path)
{
	struct err why;
	DIR *dir = opendir(dir_path);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir)) != NULL) {
		if (is_leftover(entry->d_name)) {
			CLEANUP(free_ptr) char *path = fs_join(dir_path, entry->d_name);
			if (!fs_remove_tree(path, &why)) {
				log_warn("what an interrupted run left stays path=%s cause=\"%s\"", path, why.message);
			}
		}
	}
	if (dir) {
		(void)closedir(dir);
	}
}

/* Made when missing. A folder of ours that lost its write bit gets it back; of another account's, the owner is named.
 */
static bool make_writable(const char *path, mode_t mode, struct err *e)
{
	struct stat st;
	if (!fs_make_dirs(path, mode, e)) {
		return false;
	}
	if (faccessat(AT_FDCWD, path, R_OK | W_OK | X_OK, AT_EACCESS) == 0) {
		return true;
	}
	int problem = errno;
	if (problem == EACCES && stat(path, &st) == 0) {
		if (st.st_uid != geteuid()) {
			return fail_kind(e, ERR_DENIED, "%s belongs to account %ld, and this one is %ld", path,
					(long)st.st_uid, (long)geteuid());
		}
		if (chmod(path, (st.st_mode & 07777) | S_IRWXU) == 0) {
			log_warn("a folder could not be written and has its mode back path=%s", path);
			return true;
		}
	}
	errno = problem;
	return fail_errno(e, "write in %s", path);
}

static bool make_folders(const struct store *s, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		CLEANUP(free_ptr) char *path = store_path(s, folders[i]);
		if (!make_writable(path, DIR_MODE, e)) {
			return false;
		}
	}
	return make_writable(s->spool, SPOOL_MODE, e);
}

static bool sweep_all(struct store *s, struct err *e)
{
	sweep(s->root);
	sweep(s->spool);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		CLEANUP(free_ptr) char *path = store_path(s, folders[i]);
		sweep(path);
	}
	s->swept = fs_sync_dir(s->root, e);
	return s->swept;
}

bool store_ready(struct store *s, struct err *e)
{
	bool ok = make_writable(s->root, DIR_MODE, e) && (s->lock_fd >= 0 || take_lock(s, e)) && make_folders(s, e) &&
		  (s->swept || sweep_all(s, e));
	return ok || fail_wrap(e, "store %s", s->root);
}

void store_init(struct store *out, const char *root, const char *spool)
{
	*out = (struct store){ .root = mem_strdup(root),
		.spool = spool ? mem_strdup(spool) : fs_join(root, "spool"),
		.lock_fd = -1 };
}

void store_close(struct store *s)
{
	fs_close_fd(&s->lock_fd);
	free(s->root);
	free(s->spool);
	*s = STORE_CLOSED;
}

/* ---- names --------------------------------------------------------------------------------------------- */

/* "12": digits only, no leading zero. 0 when it is not a generation's name. */
static int64_t parse_number(const char *text)
{
	long number;
	if (text[0] < '1' || text[0] > '9' || !str_to_long(text, 1, STORE_GENERATION_MAX, &number)) {
		return 0;
	}
	return number;
}

bool store_read_name(const struct store *s, enum store_name name, int64_t *generation, struct err *e)
{
	static const char prefix[] = "generations/";
	CLEANUP(free_ptr) char *path = store_path(s, names[name]);
	char target[64];
	struct stat st;
	ssize_t len = readlink(path, target, sizeof target - 1);
	if (len < 0) {
		*generation = 0;
		return errno == ENOENT || fail_errno(e, "read %s", path);
	}
	target[len] = '\0';
	int64_t number = str_starts(target, prefix) ? parse_number(target + sizeof prefix - 1) : 0;
	if (number == 0) {
		return fail_kind(e, ERR_FORMAT, "%s leads to '%s', which is no generation", path, target);
	}
	CLEANUP(free_ptr) char *folder = store_generation_path(s, number, NULL);
	bool there = lstat(folder, &st) == 0;
	if (!there && errno != ENOENT) {
		return fail_errno(e, "look at %s", folder);
	}
	*generation = there ? number : 0;
	return true;
}

int64_t store_generation(const struct store *s, enum store_name name)
{
	int64_t generation = 0;
	struct err ignored;
	return store_read_name(s, name, &generation, &ignored) ? generation : 0;
}

bool store_point(const struct store *s, enum store_name name, int64_t generation, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_path(s, names[name]);
	if (generation == 0) {
		if (unlink(path) != 0 && errno != ENOENT) {
			return fail_errno(e, "remove %s", path);
		}
		return fs_sync_dir(s->root, e);
	}
	CLEANUP(free_ptr) char *fresh = mem_printf("%s%s", path, STAGING_SUFFIX);
	CLEANUP(free_ptr) char *target = mem_printf("generations/%lld", (long long)generation);
	if (unlink(fresh) != 0 && errno != ENOENT) {
		return fail_errno(e, "remove %s", fresh);
	}
	if (symlink(target, fresh) != 0) {
		return fail_errno(e, "create %s", fresh);
	}
	return fs_rename_durable(fresh, path, e);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

bool store_list(const struct store *s, int64_t **out, size_t *len, struct err *e)
{
	CLEANUP(free_ptr) char *path = store_path(s, "generations");
	CLEANUP(free_ptr) int64_t *list = NULL;
	size_t count = 0;
	size_t capacity = 0;
	DIR *dir = opendir(path);
	if (!dir) {
		return fail_errno(e, "list %s", path);
	}
	const struct dirent *entry;
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		int64_t number = parse_number(entry->d_name);
		if (number > 0 && count == capacity) {
			capacity = capacity ? 2 * capacity : 16;
			list = mem_resize(list, capacity, sizeof *list);
		}
		if (number > 0) {
			list[count++] = number;
		}
	}
	int problem = errno;
	(void)closedir(dir);
	if (problem != 0) {
		errno = problem;
		return fail_errno(e, "list %s", path);
	}
	if (count > 0) {
		qsort(list, count, sizeof list[0], by_number);
	}
	*out = list;
	*len = count;
	list = NULL;
	return true;
}

/* ---- objects and generations --------------------------------------------------------------------------- */

/* A name among the objects means: these bytes, this mode, on the disk. Both are settled before the file gets it; an
 * interruption before that leaves a file of the spool, which fs_open_own() takes up again. */
static bool name_object(const char *path, const char *object, struct err *e)
{
	if (!fs_seal_file(path, OBJECT_MODE, e) || !fs_clear_name(object, e)) {
		return false;
	}
	return rename(path, object) == 0 || fail_errno(e, "rename %s to %s", path, object);
}

/* The spool may be another file system: then it is a copy, under a name that a restart sweeps away. */
static bool move_across(const struct store *s, const char *from, const char *to, const char *sha256, struct err *e)
{
	CLEANUP(free_ptr) char *copy = mem_printf("%s/objects/%s.tmp.move", s->root, sha256);
	if (!fs_remove_tree(copy, e)) {
		return false;
	}
	if (!fs_copy_large(from, copy, OBJECT_MODE | S_IWUSR, &s->work, e) || !name_object(copy, to, e)) {
		(void)unlink(copy);
		return false;
	}
	(void)unlink(from);
	return true;
}

static bool same_file_system(const char *a, const char *b)
{
	struct stat x;
	struct stat y;
	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev;
}

bool store_add_object(const struct store *s, const char *spool_path, const char *sha256, struct err *e)
{
	CLEANUP(free_ptr) char *to = store_object_path(s, sha256);
	CLEANUP(free_ptr) char *folder = store_path(s, "objects");
	bool moved = same_file_system(spool_path, folder) ? name_object(spool_path, to, e)
							  : move_across(s, spool_path, to, sha256, e);
	return moved && fs_sync_dir(folder, e);
}

bool store_finish_staging(const struct store *s, int64_t generation, struct err *e)
{
	CLEANUP(free_ptr) char *from = store_staging_path(s, generation, NULL);
	CLEANUP(free_ptr) char *to = store_generation_path(s, generation, NULL);
	return fs_sync_dir(from, e) && fs_rename_durable(from, to, e);
}

uint64_t store_partial_bytes(const struct store *s, const char *sha256)
{
	CLEANUP(free_ptr) char *path = store_spool_path(s, sha256, ".part");
	struct stat st;
	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}
