/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run folder: what is not a plain file of the folder's owner is neither waited for nor believed. */
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
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"

#include <cmocka.h>

enum { LIMIT = 100, OTHER_ACCOUNT = 65534 };

static char run[64];

static int set_up(void **state)
{
	(void)state;
	struct err e;
	(void)umask(022);
	(void)snprintf(run, sizeof run, "/tmp/borne-rundir-XXXXXX");
	return mkdtemp(run) && rundir_make(run, RUNDIR_UI, &e) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	struct err e;
	return fs_remove_tree(run, &e) ? 0 : -1;
}

static enum err_kind kind_of_reading(const char *name)
{
	struct buf bytes = { 0 };
	struct err e = { 0 };
	(void)alarm(5); /* a reader that waits ends the test */
	bool ok = rundir_read(run, RUNDIR_UI, name, LIMIT, &bytes, &e);
	(void)alarm(0);
	assert_false(ok);
	assert_int_equal(bytes.len, 0);
	buf_finish(&bytes);
	return e.kind;
}

static void what_was_written_is_read(void **state)
{
	(void)state;
	struct buf bytes = { 0 };
	struct err e;
	assert_true(rundir_write(run, RUNDIR_UI, "ui.json", "{}", 2, &e));
	assert_true(rundir_read(run, RUNDIR_UI, "ui.json", LIMIT, &bytes, &e));
	assert_string_equal(buf_text(&bytes), "{}");
	buf_finish(&bytes);
	assert_int_equal(kind_of_reading("absent"), ERR_ABSENT);
}

static void what_is_no_plain_file_is_refused_at_once(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *fifo = rundir_path(run, RUNDIR_UI, "fifo");
	CLEANUP(free_ptr) char *link = rundir_path(run, RUNDIR_UI, "link");
	CLEANUP(free_ptr) char *folder = rundir_path(run, RUNDIR_UI, "folder");
	assert_int_equal(mkfifo(fifo, 0644), 0);
	assert_true(rundir_write(run, RUNDIR_UI, "target", "{}", 2, &e));
	assert_int_equal(symlink("target", link), 0);
	assert_int_equal(mkdir(folder, 0755), 0);
	assert_int_equal(kind_of_reading("fifo"), ERR_FORMAT);
	assert_int_equal(kind_of_reading("link"), ERR_FORMAT);
	assert_int_equal(kind_of_reading("folder"), ERR_FORMAT);
}

static void a_large_file_is_refused_unread(void **state)
{
	(void)state;
	struct err e;
	char bytes[LIMIT + 1] = { 0 };
	assert_true(rundir_write(run, RUNDIR_UI, "large", bytes, sizeof bytes, &e));
	assert_int_equal(kind_of_reading("large"), ERR_FORMAT);
}

/* The writer's temporary name may be taken by anything: it is replaced, never opened. */
static void a_taken_temporary_name_is_not_opened(void **state)
{
	(void)state;
	struct buf bytes = { 0 };
	struct err e;
	CLEANUP(free_ptr) char *path = rundir_path(run, RUNDIR_UI, "ui.json");
	CLEANUP(free_ptr) char *temporary = mem_printf("%s.tmp.%ld", path, (long)getpid());
	assert_int_equal(mkfifo(temporary, 0644), 0);
	(void)alarm(5);
	assert_true(rundir_write(run, RUNDIR_UI, "ui.json", "{\"a\": 1}", 8, &e));
	(void)alarm(0);
	assert_true(rundir_read(run, RUNDIR_UI, "ui.json", LIMIT, &bytes, &e));
	assert_string_equal(buf_text(&bytes), "{\"a\": 1}");
	buf_finish(&bytes);
}

static void another_accounts_file_is_not_believed(void **state)
{
	(void)state;
	struct err e;
	if (geteuid() != 0) {
		skip();
	}
	CLEANUP(free_ptr) char *path = rundir_path(run, RUNDIR_UI, "planted");
	assert_true(rundir_write(run, RUNDIR_UI, "planted", "{}", 2, &e));
	assert_int_equal(chown(path, OTHER_ACCOUNT, OTHER_ACCOUNT), 0);
	assert_int_equal(kind_of_reading("planted"), ERR_DENIED);
}

/* In a child, as an ordinary account: another one's folder is not written into, and a link is no folder. */
static void only_a_folder_of_ones_own_is_written_into(void **state)
{
	(void)state;
	struct err e;
	CLEANUP(free_ptr) char *link = rundir_path(run, RUNDIR_SYNC, NULL);
	assert_int_equal(symlink("ui", link), 0);
	assert_false(rundir_make(run, RUNDIR_SYNC, &e));
	assert_non_null(strstr(e.message, "link"));
	if (geteuid() != 0) {
		skip();
	}
	assert_int_equal(chmod(run, 0755), 0);
	pid_t child = fork();
	if (child == 0) {
		bool ok = setuid(OTHER_ACCOUNT) == 0 && !rundir_make(run, RUNDIR_UI, &e) && e.kind == ERR_DENIED &&
			  strstr(e.message, "belongs to");
		_exit(ok ? 0 : 1);
	}
	int status = 1;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(what_is_no_plain_file_is_refused_at_once),
		cmocka_unit_test(a_large_file_is_refused_unread),
		cmocka_unit_test(a_taken_temporary_name_is_not_opened),
		cmocka_unit_test(another_accounts_file_is_not_believed),
		cmocka_unit_test(only_a_folder_of_ones_own_is_written_into),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
