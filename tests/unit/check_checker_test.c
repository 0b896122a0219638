/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way the process that reads new content may end. It is played by what runs in place of its confinement. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "check/checker.h"
#include "check/checker_child.h"
#include "check/trying.h"

#include <cmocka.h>

enum { MIB = 1024 * 1024, PIPE_FD = 3 };

struct fixture {
	char dir[64];
	struct store store;
	char *staging;
};

static int setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof *f);
	struct err e;
	(void)snprintf(f->dir, sizeof f->dir, "/tmp/borne-checker-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	store_init(&f->store, f->dir, NULL);
	assert_true(store_ready(&f->store, &e));
	f->staging = store_staging_path(&f->store, 1, NULL);
	assert_true(fs_make_dirs(f->staging, 0755, &e));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	struct err e;
	store_close(&f->store);
	assert_true(fs_remove_tree(f->dir, &e));
	free(f->staging);
	free(f);
	return 0;
}

static void tell(const char *words)
{
	(void)!write(PIPE_FD, words, strlen(words));
}

#define PLAYS(name) static bool name(const char *const *readable, size_t len, const char *writable, struct err *e)
#define UNUSED_PARTS (void)readable, (void)len, (void)writable, (void)e

PLAYS(burns)
{
	UNUSED_PARTS;
	for (volatile unsigned i = 0;; i++) {
	}
	return true;
}

PLAYS(hangs)
{
	UNUSED_PARTS;
	for (;;) {
		(void)pause();
	}
	return true;
}

PLAYS(crashes)
{
	UNUSED_PARTS;
	(void)signal(SIGSEGV, SIG_DFL); /* a sanitizer's handler exits */
	(void)raise(SIGSEGV);
	return true;
}

PLAYS(is_killed)
{
	UNUSED_PARTS;
	(void)raise(SIGKILL);
	return true;
}

PLAYS(devours)
{
	UNUSED_PARTS;
	for (;;) {
		memset(mem_alloc(MIB), 1, MIB);
	}
	return true;
}

PLAYS(writes_much)
{
	UNUSED_PARTS;
	CLEANUP(free_ptr) char *path = fs_join(writable, "search.sqlite");
	char *much = mem_zalloc(2, MIB);
	return fs_write_file_volatile(path, much, 2 * MIB, 0644, e);
}

PLAYS(says_nonsense)
{
	UNUSED_PARTS;
	tell("good\n"); /* without having read a file */
	_exit(0);
}

PLAYS(says_too_much)
{
	UNUSED_PARTS;
	for (int i = 0; i < 2000; i++) {
		tell("x");
	}
	_exit(0);
}

PLAYS(changes_its_mind)
{
	UNUSED_PARTS;
	tell("stage index\ngood\nbad format it is not\n");
	_exit(0);
}

PLAYS(closes_and_goes_on)
{
	UNUSED_PARTS;
	tell("stage index\ngood\n");
	(void)close(PIPE_FD);
	for (;;) {
		(void)pause();
	}
	return true;
}

/* What reads the content quotes it: bytes that no JSON file could hold, and that a terminal would obey. */
PLAYS(quotes_bytes)
{
	UNUSED_PARTS;
	tell("stage files\nbad format row \xFF\x1B[2J: no name\n");
	_exit(0);
}

PLAYS(leaves_no_index)
{
	UNUSED_PARTS;
	tell("stage index\ngood\n");
	_exit(0);
}

PLAYS(leaves_a_link)
{
	UNUSED_PARTS;
	CLEANUP(free_ptr) char *path = fs_join(writable, "search.sqlite");
	if (symlink("/etc/passwd", path) == 0) {
		tell("stage index\ngood\n");
	}
	_exit(0);
}

PLAYS(cannot_be_confined)
{
	UNUSED_PARTS;
	return fail_kind(e, ERR_OTHER, "no such thing here");
}

PLAYS(reads_nothing)
{
	UNUSED_PARTS;
	return true;
}

static enum checker_outcome run(struct fixture *f, checker_confine_fn *plays, struct err *e)
{
	const struct checker_job job = { .store = &f->store,
		.staging = f->staging,
		.confine = plays,
		.limits = { .processor_s = 1,
				.wall_s = plays == hangs ? 1 : 60,
				.memory_bytes = 64 * MIB,
				.file_bytes = MIB } };
	*e = (struct err){ 0 };
	enum checker_outcome outcome = checker_run(&job, e);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
	return outcome;
}

static void every_end_has_its_meaning(void **state)
{
	static const struct {
		checker_confine_fn *plays;
		enum checker_outcome outcome;
		const char *words;
	} rows[] = {
		{ burns, CHECKER_LIMIT, "more than 1 s of processor time" },
		{ hangs, CHECKER_ENDED, "did not end within 1 s" },
		{ crashes, CHECKER_CRASHED, "crashed (Segmentation fault)" },
		{ is_killed, CHECKER_ENDED, "ended from outside (Killed)" },
		{ writes_much, CHECKER_LIMIT, "grows past 1 MiB" },
		{ says_nonsense, CHECKER_CRASHED, "without a valid answer" },
		{ says_too_much, CHECKER_CRASHED, "without a valid answer" },
		{ changes_its_mind, CHECKER_CRASHED, "without a valid answer" },
		{ closes_and_goes_on, CHECKER_CRASHED, "went on" },
		{ quotes_bytes, CHECKER_BAD, "row \xEF\xBF\xBD [2J: no name" },
		{ leaves_no_index, CHECKER_INDEX, "look at" },
		{ leaves_a_link, CHECKER_CRASHED, "not a plain file" },
		{ cannot_be_confined, CHECKER_UNABLE, "no such thing here" },
		{ reads_nothing, CHECKER_BAD, "bundle.json" },
#ifndef __SANITIZE_ADDRESS__ /* memory is not limited there */
		{ devours, CHECKER_LIMIT, "more than 64 MiB of memory" },
#endif
	};
	struct err e;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		enum checker_outcome outcome = run(*state, rows[i].plays, &e);
		if (outcome != rows[i].outcome || !strstr(e.message, rows[i].words)) {
			fail_msg("row %zu: outcome %d, '%s' where '%s' was due", i, (int)outcome, e.message,
					rows[i].words);
		}
	}
#ifdef __SANITIZE_ADDRESS__
	(void)devours;
#endif
}

static bool never(void *ctx)
{
	(void)ctx;
	return false;
}

static void a_stop_ends_the_child(void **state)
{
	struct fixture *f = *state;
	struct err e;
	f->store.work = (struct work){ .step = never };
	assert_int_equal(run(f, hangs, &e), CHECKER_STOPPED);
	assert_int_equal(e.kind, ERR_STOPPED);
}

static void larger_content_gets_more(void **state)
{
	(void)state;
	struct bundle_component components[] = { { .name = (char *)(uintptr_t) "content.sqlite", .length = 6 * MIB },
		{ .name = (char *)(uintptr_t) "map/a.mbtiles", .length = UINT64_C(400) * MIB } };
	struct bundle b = { .components = components, .components_len = 1 };
	struct checker_limits small = checker_limits_for(&b, CHECKER_TIME_S);
	b.components_len = 2;
	struct checker_limits large = checker_limits_for(&b, CHECKER_TIME_S);
	assert_in_range(small.processor_s, CHECKER_TIME_S, 2 * CHECKER_TIME_S);
	assert_int_equal(large.processor_s, small.processor_s + 200);
	assert_true(large.wall_s > large.processor_s);
	assert_int_equal(large.file_bytes, small.file_bytes);
	/* No signed length makes a limit that is none. */
	components[1].length = BUNDLE_LENGTH_MAX;
	assert_in_range(checker_limits_for(&b, CHECKER_TIME_S).processor_s, 1, CHECKER_TIME_MAX_S);
}

static void deaths_are_counted_per_bundle(void **state)
{
	struct fixture *f = *state;
	struct err e;
	char one[SHA256_HEX_BYTES];
	char other[SHA256_HEX_BYTES];
	memset(one, '1', sizeof one - 1);
	memset(other, '2', sizeof other - 1);
	one[SHA256_HEX] = other[SHA256_HEX] = '\0';
	assert_int_equal(trying_deaths(&f->store, one), 0);
	for (int deaths = 0; deaths < TRYING_MAX; deaths++) {
		assert_int_equal(trying_deaths(&f->store, one), deaths);
		assert_true(trying_begin(&f->store, one, deaths, &e));
		assert_true(trying_take_back(&f->store, one, deaths, &e));
		assert_int_equal(trying_deaths(&f->store, one), deaths);
		assert_true(trying_begin(&f->store, one, deaths, &e));
	}
	assert_int_equal(trying_deaths(&f->store, one), TRYING_MAX);
	assert_int_equal(trying_deaths(&f->store, other), 0);
	CLEANUP(free_ptr) char *path = store_path(&f->store, "trying.json");
	static const char *const damaged[] = { "", "{", "[]", "{\"tries\": \"x\"}", "{\"bundle_sha256\": 3}" };
	for (size_t i = 0; i < ARRAY_LEN(damaged); i++) {
		assert_true(fs_write_file_volatile(path, damaged[i], strlen(damaged[i]), 0644, &e));
		assert_int_equal(trying_deaths(&f->store, one), 0);
	}
	assert_true(trying_end(&f->store, &e));
	assert_true(trying_end(&f->store, &e));
	assert_false(fs_exists(path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_end_has_its_meaning, setup, teardown),
		cmocka_unit_test_setup_teardown(a_stop_ends_the_child, setup, teardown),
		cmocka_unit_test(larger_content_gets_more),
		cmocka_unit_test_setup_teardown(deaths_are_counted_per_bundle, setup, teardown),
	};
	return cmocka_run_group_tests_name("check_checker", tests, NULL, NULL);
}
