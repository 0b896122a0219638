/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that survive: whole or not at all, nothing left behind, nothing followed out of the tree. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

#include <cmocka.h>

static char work[64];

static int set_up(void **state)
{
	(void)state;
	(void)umask(022);
	str_cut(work, sizeof work, "/tmp/borne-fsutil-XXXXXX");
	return mkdtemp(work) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	struct err e;
	return fs_remove_tree(work, &e) ? 0 : -1;
}

static char *in(const char *name)
{
	return fs_join(work, name);
}

static void assert_holds(const char *path, const char *text)
{
	struct buf bytes = { 0 };
	struct err e;
	assert_true(fs_read_file(path, 1000, &bytes, &e));
	assert_string_equal(buf_text(&bytes), text);
	buf_finish(&bytes);
}

static size_t count_entries(const char *dir)
{
	CLEANUP(free_ptr) char *command = mem_printf("ls -A %s", dir);
	FILE *list = popen(command, "r");
	size_t count = 0;
	for (int c; list && (c = fgetc(list)) != EOF;) {
		count += c == '\n';
	}
	assert_int_equal(pclose(list), 0);
	return count;
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *path = in("file");
	assert_true(fs_write_file_atomic(path, "first", 5, 0640, &e));
	assert_holds(path, "first");
	assert_true(fs_write_file_volatile(path, "", 0, 0640, &e));
	assert_holds(path, "");
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(fs_file_size(path), 0);
	assert_int_equal(count_entries(work), 1);
}

static void a_failed_write_leaves_the_old_file_and_no_scraps(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *dir = in("dir");
	CLEANUP(free_ptr) char *inside = in("dir/inside");
	assert_true(fs_make_dirs(dir, 0755, &e));
	assert_true(fs_write_file_atomic(inside, "old", 3, 0644, &e));
	/* A folder cannot be replaced by a file: rename fails after everything was written. */
	assert_false(fs_write_file_atomic(dir, "new", 3, 0644, &e));
	assert_holds(inside, "old");
	assert_int_equal(count_entries(work), 1);
	CLEANUP(free_ptr) char *absent = in("absent/file");
	assert_false(fs_write_file_atomic(absent, "x", 1, 0644, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

static void a_full_disk_says_so(void **state)
{
	(void)state;
	struct err e;
	int fd = open("/dev/full", O_WRONLY);
	assert_true(fd >= 0);
	assert_false(fs_write_all(fd, "x", 1, &e));
	assert_int_equal(e.kind, ERR_NO_SPACE);
	assert_int_equal(close(fd), 0);
}

static void reading_has_a_limit(void **state)
{
	(void)state;
	struct err e;
	struct buf bytes = { 0 };
	CLEANUP(free_ptr) char *path = in("file");
	assert_true(fs_write_file_atomic(path, "12345", 5, 0644, &e));
	assert_true(fs_read_file(path, 5, &bytes, &e));
	buf_clear(&bytes);
	assert_false(fs_read_file(path, 4, &bytes, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_int_equal(bytes.len, 0);
	/* A device has no size to look at beforehand. */
	assert_false(fs_read_file("/dev/zero", 100000, &bytes, &e));
	assert_true(bytes.len <= 100000);
	assert_false(fs_read_file(work, 100, &bytes, &e));
	assert_non_null(strstr(e.message, "folder"));
	CLEANUP(free_ptr) char *absent = in("absent");
	assert_false(fs_read_file(absent, 100, &bytes, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	buf_finish(&bytes);
}

static void folders_are_made_with_their_parents(void **state)
{
	(void)state;
	struct err e;
	static const char *const paths[] = { "a/b/c", "a/b/c", "a//d", "e/" };
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		CLEANUP(free_ptr) char *path = in(paths[i]);
		assert_true(fs_make_dirs(path, 0755, &e));
		assert_true(fs_exists(path));
		assert_int_equal(fs_file_size(path), -1);
	}
	CLEANUP(free_ptr) char *file = in("file");
	CLEANUP(free_ptr) char *below = in("file/x");
	assert_true(fs_write_file_volatile(file, "", 0, 0644, &e));
	assert_false(fs_make_dirs(file, 0755, &e));
	assert_false(fs_make_dirs(below, 0755, &e));
	assert_false(fs_make_dirs("", 0755, &e));
	assert_true(fs_make_dirs("/", 0755, &e));
}

static void removing_a_tree_follows_no_link(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *outside = in("outside");
	CLEANUP(free_ptr) char *kept = in("outside/kept");
	CLEANUP(free_ptr) char *tree = in("tree");
	CLEANUP(free_ptr) char *deep = in("tree/a/b");
	CLEANUP(free_ptr) char *link = in("tree/a/link");
	CLEANUP(free_ptr) char *dangling = in("tree/dangling");
	assert_true(fs_make_dirs(outside, 0755, &e) && fs_make_dirs(deep, 0755, &e));
	assert_true(fs_write_file_volatile(kept, "x", 1, 0644, &e));
	assert_int_equal(symlink(outside, link), 0);
	assert_int_equal(symlink("/nonexistent", dangling), 0);
	assert_true(fs_exists(dangling));
	assert_true(fs_remove_tree(tree, &e));
	assert_false(fs_exists(tree));
	assert_holds(kept, "x");
	assert_true(fs_remove_tree(tree, &e)); /* absent is success */
	assert_true(fs_remove_tree(kept, &e));
	assert_false(fs_exists(kept));
}

static bool count_down(void *ctx)
{
	int *left = ctx;
	return (*left)-- > 0;
}

static void large_work_is_ended_when_asked(void **state)
{
	(void)state;
	struct err e;
	enum { BYTES = 1024 * 1024 };
	CLEANUP(free_ptr) char *from = in("large");
	CLEANUP(free_ptr) char *to = in("large-copy");
	char *big = mem_zalloc(1, BYTES);
	assert_true(fs_write_file_volatile(from, big, BYTES, 0644, &e));
	free(big);
	int left = 4;
	struct work some = { .step = count_down, .ctx = &left };
	assert_false(fs_copy_large(from, to, 0600, &some, &e));
	assert_int_equal(e.kind, ERR_STOPPED);
	assert_in_range(fs_file_size(to), 1, BYTES - 1);
	assert_true(fs_copy_large(from, to, 0600, NULL, &e));
	assert_int_equal(fs_file_size(to), BYTES);
	unsigned char digest[SHA256_BYTES];
	CLEANUP(fs_close_fd) int fd = open(from, O_RDONLY | O_CLOEXEC);
	left = 4;
	assert_false(sha256_of_fd(fd, from, &some, NULL, digest, &e));
	assert_int_equal(e.kind, ERR_STOPPED);
}

static void copies_and_renames(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *from = in("from");
	CLEANUP(free_ptr) char *to = in("to");
	char *big = mem_zalloc(1, 200001);
	memset(big, 'b', 200000);
	assert_true(fs_write_file_volatile(from, big, 200000, 0644, &e));
	assert_true(fs_copy_file(from, to, 0600, &e));
	assert_int_equal(fs_file_size(to), 200000);
	struct buf bytes = { 0 };
	assert_true(fs_read_file(to, 200000, &bytes, &e));
	assert_string_equal(buf_text(&bytes), big);
	buf_finish(&bytes);
	free(big);
	assert_true(fs_rename_durable(to, from, &e));
	assert_false(fs_exists(to));
	assert_false(fs_rename_durable(to, from, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_false(fs_copy_file(to, from, 0600, &e));
	assert_true(fs_sync_file(from, &e));
	assert_false(fs_sync_dir(from, &e));
	assert_true(fs_free_bytes(work) > 0);
	assert_int_equal(fs_free_bytes(to), -1);
}

static void only_relative_paths_that_stay_inside_are_safe(void **state)
{
	(void)state;
	static const char *const good[] = { "a", "a/b.c", "map/région.mbtiles", "..a", "a..", "...", ".hidden" };
	static const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/.", "a\nb",
		"a\x7F" };
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(fs_is_safe_relative(good[i]));
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(fs_is_safe_relative(bad[i]));
	}
}

static void joining_needs_one_slash(void **state)
{
	(void)state;
	CLEANUP(free_ptr) char *a = fs_join("/run/borne", "x");
	CLEANUP(free_ptr) char *b = fs_join("/", "x");
	assert_string_equal(a, "/run/borne/x");
	assert_string_equal(b, "/x");
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(what_is_written_is_read),
		IN_A_FOLDER(a_failed_write_leaves_the_old_file_and_no_scraps),
		IN_A_FOLDER(a_full_disk_says_so),
		IN_A_FOLDER(reading_has_a_limit),
		IN_A_FOLDER(folders_are_made_with_their_parents),
		IN_A_FOLDER(removing_a_tree_follows_no_link),
		IN_A_FOLDER(large_work_is_ended_when_asked),
		IN_A_FOLDER(copies_and_renames),
		cmocka_unit_test(only_relative_paths_that_stay_inside_are_safe),
		cmocka_unit_test(joining_needs_one_slash),
	};
	return cmocka_run_group_tests_name("base_fsutil", tests, NULL, NULL);
}
