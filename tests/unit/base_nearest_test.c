/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which name may have been meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"

#include <cmocka.h>

static void changes_are_counted(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		int distance;
	} rows[] = {
		{ "", "", 0 },
		{ "site", "site", 0 },
		{ "", "site", 4 },
		{ "rotat", "rotate", 1 },
		{ "sceen", "screen", 1 },
		{ "pont-de-veile", "pont-de-veyle", 1 },
		{ "kitten", "sitting", 3 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(nearest_distance(rows[i].a, rows[i].b, NEAREST_BYTES_MAX - 1, false),
				rows[i].distance);
		assert_int_equal(nearest_distance(rows[i].b, rows[i].a, NEAREST_BYTES_MAX - 1, false),
				rows[i].distance);
	}
}

static void distances_count_slips(void **state)
{
	(void)state;
	assert_int_equal(nearest_distance("formation", "formation", 2, false), 0);
	assert_int_equal(nearest_distance("formatoin", "formation", 2, false), 1); /* swapped */
	assert_int_equal(nearest_distance("fomation", "formation", 2, false), 1);
	assert_int_equal(nearest_distance("forrmation", "formation", 2, false), 1);
	assert_int_equal(nearest_distance("xormatiom", "formation", 2, false), 2);
	assert_int_equal(nearest_distance("abcdef", "ghijkl", 2, false), 3);
	assert_int_equal(nearest_distance("fromat", "formation", 2, true), 1);
	assert_int_equal(nearest_distance("", "ab", 2, false), 2);
}

static void long_names_are_not_compared(void **state)
{
	(void)state;
	char name[200];
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_int_equal(nearest_distance(name, "x", NEAREST_BYTES_MAX - 1, false), 96);
	assert_int_equal(nearest_distance("x", name, NEAREST_BYTES_MAX - 1, false), 96);
}

static void the_nearest_names_come_first(void **state)
{
	(void)state;
	static const char *const offered[] = { "bonneville", "pont-de-veyle", "die", "pont-de-veule", "pont-de-vaux" };
	struct nearest n = { .wanted = "pont-de-veile" };
	for (size_t i = 0; i < ARRAY_LEN(offered); i++) {
		nearest_offer(&n, offered[i]);
		assert_int_equal(n.len, i < NEAREST_NAMES ? i + 1 : NEAREST_NAMES);
	}
	assert_string_equal(n.names[0], "pont-de-veyle"); /* of equals, the first offered */
	assert_string_equal(n.names[1], "pont-de-veule");
	assert_string_equal(n.names[2], "pont-de-vaux");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_are_counted),
		cmocka_unit_test(distances_count_slips),
		cmocka_unit_test(long_names_are_not_compared),
		cmocka_unit_test(the_nearest_names_come_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
