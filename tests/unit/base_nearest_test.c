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
		size_t distance;
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
		assert_int_equal(nearest_distance(rows[i].a, rows[i].b), rows[i].distance);
		assert_int_equal(nearest_distance(rows[i].b, rows[i].a), rows[i].distance);
	}
}

static void long_names_are_not_compared(void **state)
{
	(void)state;
	char name[200];
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_int_equal(nearest_distance(name, "x"), 96);
	assert_int_equal(nearest_distance("x", name), 96);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_are_counted),
		cmocka_unit_test(long_names_are_not_compared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
