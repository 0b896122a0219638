/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by period: what is added, what is told, and the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/usage.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static const struct usage_period day = { 2026, 11, 24 };
static const struct usage_period month = { 2026, 11, 0 };

static void counts_add_up_and_small_ones_are_not_told(void **state)
{
	(void)state;
	struct usage u = { 0 };
	struct buf text = { 0 };
	usage_add(&u, month, USAGE_LANGUAGE, "uk", 4);
	usage_add(&u, month, USAGE_LANGUAGE, "fr", 3);
	usage_add(&u, month, USAGE_LANGUAGE, "fr", 2);
	usage_add(&u, day, USAGE_VISITS, "", 7);
	assert_int_equal(usage_count(&u, month, USAGE_LANGUAGE, "fr"), 5);
	assert_int_equal(usage_count(&u, day, USAGE_LANGUAGE, "fr"), 0);
	usage_sort(&u);
	usage_write(&u, USAGE_LEAST, &text);
	assert_string_equal(buf_text(&text), "borne-usage 1\n2026-11\tlanguage\tfr\t5\n2026-11-24\tvisits\t\t7\n");
	buf_finish(&text);
	usage_finish(&u);
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	struct usage u = { 0 };
	struct usage again = { 0 };
	struct buf text = { 0 };
	struct buf second = { 0 };
	struct err e;
	for (int i = 0; i < USAGE_KINDS; i++) {
		usage_add(&u, i % 2 ? day : month, (enum usage_what)i, "élan/\t1\x1b[31m", (uint32_t)i + 1);
	}
	usage_write(&u, 1, &text);
	assert_null(strchr(buf_text(&text), '\x1b'));
	assert_true(usage_parse(buf_text(&text), text.len, &again, &e));
	usage_write(&again, 1, &second);
	assert_string_equal(buf_text(&text), buf_text(&second));
	buf_finish(&text);
	buf_finish(&second);
	usage_finish(&u);
	usage_finish(&again);
}

static void what_is_no_count_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "borne-usage 2\n", "borne-usage 1", "borne-usage 1\nx\n",
		"borne-usage 1\n2026-13\ttheme\ta\t1\n", "borne-usage 1\n2026-11-24 \ttheme\ta\t1\n",
		"borne-usage 1\n2026-11\tsubject\ta\t1\n", "borne-usage 1\n2026-11\ttheme\ta\t0\n",
		"borne-usage 1\n2026-11\ttheme\ta\t-1\n", "borne-usage 1\n2026-11\ttheme\ta\t1\t1\n",
		"borne-usage 1\n2026-11\ttheme\t\xff\t1\n", "borne-usage 1\n2026-11\ttheme\ta\x1b\t1\n" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct usage u = { 0 };
		struct err e;
		if (usage_parse(bad[i], strlen(bad[i]), &u, &e)) {
			fail_msg("taken: %s", bad[i]);
		}
	}
}

static void the_oldest_make_room_and_go_in_time(void **state)
{
	(void)state;
	struct usage u = { 0 };
	char key[16];
	struct usage_period old = { 2026, 9, 0 };
	usage_add(&u, old, USAGE_PLACE, "first", 9);
	for (int i = 0; i < USAGE_ROWS_MAX; i++) {
		(void)snprintf(key, sizeof key, "p%d", i);
		usage_add(&u, month, USAGE_PLACE, key, 1);
	}
	assert_int_equal(u.len, USAGE_ROWS_MAX);
	assert_int_equal(usage_count(&u, old, USAGE_PLACE, "first"), 0);
	usage_add(&u, day, USAGE_VISITS, "", 1); /* the month makes room as a whole */
	assert_int_equal(u.len, 1);
	usage_forget(&u, (struct usage_period){ 2026, 12, 0 });
	assert_int_equal(u.len, 0);
	usage_finish(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_add_up_and_small_ones_are_not_told),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(what_is_no_count_is_refused),
		cmocka_unit_test(the_oldest_make_room_and_go_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
