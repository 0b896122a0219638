/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/pace.h"

#include <cmocka.h>

enum { S = 1000000, PATIENCE_S = 30, WINDOW_S = 60 };

static void the_floor_follows_the_size(void **state)
{
	(void)state;
	static const struct {
		uint64_t length;
		int64_t rate_limit, floor;
	} rows[] = {
		{ 0, 0, 500 },
		{ 86400000, 0, 500 },
		{ 400000000, 0, 2314 },
		{ UINT64_MAX, 0, 4096 },
		{ 400000000, 1024, 512 },
		{ 400000000, 1, 0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(pace_start(rows[i].length, rows[i].rate_limit, PATIENCE_S, 0).floor_bytes_s,
				rows[i].floor);
	}
}

static void each_window_needs_its_share(void **state)
{
	(void)state;
	struct pace p = pace_start(1000000, 0, PATIENCE_S, 0);
	pace_add(&p, 900000); /* a fast start earns nothing for later */
	assert_false(pace_is_too_slow(&p, (int64_t)(WINDOW_S - 1) * S));
	assert_false(pace_is_too_slow(&p, (int64_t)WINDOW_S * S));
	pace_add(&p, 500 * WINDOW_S - 1);
	assert_false(pace_is_too_slow(&p, (int64_t)(2 * WINDOW_S - 1) * S));
	assert_true(pace_is_too_slow(&p, (int64_t)2 * WINDOW_S * S));
}

static void time_spent_here_does_not_count(void **state)
{
	(void)state;
	struct pace p = pace_start(1000000, 0, PATIENCE_S, 0);
	pace_excuse(&p, (int64_t)50 * S);
	assert_false(pace_is_too_slow(&p, (int64_t)(WINDOW_S + 49) * S));
	assert_true(pace_is_too_slow(&p, (int64_t)(WINDOW_S + 50) * S));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_floor_follows_the_size),
		cmocka_unit_test(each_window_needs_its_share),
		cmocka_unit_test(time_spent_here_does_not_count),
	};
	return cmocka_run_group_tests_name("fetch_pace", tests, NULL, NULL);
}
