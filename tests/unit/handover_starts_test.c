/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting starts: which ends are failures, and what they add up to over crashes, power cuts and new versions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "handover/starts.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define MINUTE_US INT64_C(60000000)
static const char *const id = "0123456789abcdef";

static struct starts_table given(bool running, bool healthy, const char *boot, int failed)
{
	struct starts_table t = { .len = 1 };
	t.at[0] = (struct starts_entry){ .generation = 5, .failed = failed, .running = running, .healthy = healthy };
	str_cut(t.at[0].boot, sizeof t.at[0].boot, boot);
	return t;
}

static void ends_are_judged(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		bool running, healthy;
		const char *boot; /* of the start; the present one is "now" */
		int64_t later_us;
		int before, after;
	} rows[] = {
		{ "ended on request", false, true, "now", MINUTE_US, 1, 1 },
		{ "crashed at once", true, false, "now", MINUTE_US, 1, 2 },
		{ "crashed after minutes of work", true, true, "now", 20 * MINUTE_US, 1, 2 },
		{ "crashed after a day of work", true, true, "now", 1440 * MINUTE_US, 2, 1 },
		{ "hung, and the power was taken", true, false, "then", MINUTE_US, 1, 2 },
		{ "worked until the power went", true, true, "then", MINUTE_US, 2, 2 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct starts_table t = given(rows[i].running, rows[i].healthy, rows[i].boot, rows[i].before);
		starts_judge(&t, "now", rows[i].later_us);
		if (t.at[0].failed != rows[i].after || t.at[0].running) {
			fail_msg("%s: %d", rows[i].what, t.at[0].failed);
		}
	}
}

static char *folder(void)
{
	char *dir = mem_strdup("/tmp/borne-starts-XXXXXX");
	assert_non_null(mkdtemp(dir));
	return dir;
}

static void remove_folder(char *dir)
{
	struct err e;
	assert_true(fs_remove_tree(dir, &e));
	free(dir);
}

/* A start that ends without a word. */
static bool crash(const char *dir, uint64_t generation)
{
	struct starts *s = starts_create(dir, NULL, MINUTE_US);
	bool may = starts_may_open(s, generation, id);
	if (may) {
		starts_begin(s, generation, id, MINUTE_US);
	}
	starts_destroy(s);
	return may;
}

static void so_many_crashes_use_a_generation_up(void **state)
{
	(void)state;
	char *dir = folder();
	for (int i = 0; i < STARTS_FAILED_MAX; i++) {
		assert_true(crash(dir, 5));
	}
	assert_false(crash(dir, 5));
	assert_true(crash(dir, 4));
	struct starts *s = starts_create(dir, NULL, MINUTE_US);
	assert_true(starts_may_open(s, 5, "another bundle's"));
	starts_allow_one(s, 5);
	assert_true(starts_may_open(s, 5, id));
	starts_destroy(s);
	remove_folder(dir);
}

static void ends_on_request_never_count(void **state)
{
	(void)state;
	char *dir = folder();
	for (int i = 0; i < 5 * STARTS_FAILED_MAX; i++) {
		struct starts *s = starts_create(dir, NULL, MINUTE_US);
		assert_true(starts_may_open(s, 5, id));
		starts_begin(s, 5, id, MINUTE_US);
		starts_end(s);
		starts_destroy(s);
	}
	remove_folder(dir);
}

static void good_work_confirms_and_forgets(void **state)
{
	(void)state;
	char *dir = folder();
	assert_true(crash(dir, 5));
	struct starts *s = starts_create(dir, NULL, MINUTE_US);
	assert_false(starts_is_confirmed(s, 5, id));
	starts_begin(s, 5, id, MINUTE_US);
	starts_healthy(s, 5);
	starts_forget(s, 5);
	starts_destroy(s);
	for (int i = 1; i < STARTS_FAILED_MAX; i++) { /* the healthy one above is the first */
		assert_true(crash(dir, 5));
	}
	assert_false(crash(dir, 5));
	s = starts_create(dir, NULL, MINUTE_US);
	assert_true(starts_is_confirmed(s, 5, id));
	starts_destroy(s);
	remove_folder(dir);
}

static void a_handover_is_no_failure(void **state)
{
	(void)state;
	char *dir = folder();
	for (uint64_t g = 1; g <= 3 * STARTS_KEPT_MAX; g++) {
		struct starts *s = starts_create(dir, NULL, MINUTE_US);
		starts_begin(s, 1, id, MINUTE_US);
		starts_begin(s, g + 1, id, MINUTE_US);
		starts_end(s);
		assert_true(starts_may_open(s, 1, id));
		starts_destroy(s);
	}
	remove_folder(dir);
}

static void another_version_begins_anew_and_keeps_what_was_confirmed(void **state)
{
	(void)state;
	static const char text[] = "{\"format\":1,\"program\":\"1.0\",\"generations\":[{\"generation\":5,\"id\":\"x\","
				   "\"failed\":3,\"confirmed\":true,\"running\":true,\"healthy\":false,\"boot\":\"b\","
				   "\"since_us\":1}]}";
	struct starts_table t;
	struct err e;
	assert_true(starts_parse(text, sizeof text - 1, "1.0", &t, &e));
	assert_int_equal(t.at[0].failed, 3);
	assert_true(t.at[0].running);
	assert_true(starts_parse(text, sizeof text - 1, "1.1", &t, &e));
	assert_int_equal(t.at[0].failed, 0);
	assert_true(t.at[0].confirmed && !t.at[0].running);
}

static void without_a_folder_of_its_own_ram_serves(void **state)
{
	(void)state;
	char *run = folder();
	struct starts *s = starts_create("/nonexistent", run, MINUTE_US);
	starts_begin(s, 5, id, MINUTE_US);
	starts_destroy(s);
	CLEANUP(free_ptr) char *path = fs_join(run, "starts.json");
	assert_true(fs_exists(path));
	assert_null(starts_create("/nonexistent", NULL, MINUTE_US));
	assert_true(starts_may_open(NULL, 5, id));
	starts_begin(NULL, 5, id, 0);
	starts_end(NULL);
	remove_folder(run);
}

static void a_damaged_file_counts_from_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "[]", "{\"program\":\"1\",\"generations\":[{}]}",
		"{\"generations\":[]}" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct starts_table t;
		struct err e;
		assert_false(starts_parse(bad[i], strlen(bad[i]), "1", &t, &e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_are_judged),
		cmocka_unit_test(so_many_crashes_use_a_generation_up),
		cmocka_unit_test(ends_on_request_never_count),
		cmocka_unit_test(good_work_confirms_and_forgets),
		cmocka_unit_test(a_handover_is_no_failure),
		cmocka_unit_test(another_version_begins_anew_and_keeps_what_was_confirmed),
		cmocka_unit_test(without_a_folder_of_its_own_ram_serves),
		cmocka_unit_test(a_damaged_file_counts_from_nothing),
	};
	return cmocka_run_group_tests_name("generation_starts", tests, NULL, NULL);
}
