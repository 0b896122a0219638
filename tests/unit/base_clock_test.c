/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as text, both ways, and clocks that go forward. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/str.h"

#include <cmocka.h>

static void dates_survive_the_round_trip(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		time_t when;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-23T06:00:00Z", 1795413600 },
		{ "2000-02-29T23:59:59Z", 951868799 },
		{ "2038-01-19T03:14:08Z", 2147483648 },
		{ "1969-12-31T23:59:59Z", -1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char text[CLOCK_RFC3339_BYTES];
		time_t when = 42;
		clock_format_rfc3339(rows[i].when, text);
		assert_string_equal(text, rows[i].text);
		assert_true(clock_parse_rfc3339(rows[i].text, &when));
		assert_int_equal(when, rows[i].when);
	}
}

static void what_is_no_date_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "2026-11-23", "2026-11-23T06:00:00", "2026-11-23T06:00:00+00:00",
		"2026-11-23t06:00:00z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
		"2026-11-31T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T06:60:00Z", "2026-11-23T06:00:60Z",
		"2026-11-23T06:00:00Z ", " 026-11-23T06:00:00Z", "2026-1--23T06:00:00Z", "+026-11-23T06:00:00Z" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		time_t when = 42;
		assert_false(clock_parse_rfc3339(bad[i], &when));
		assert_int_equal(when, 42);
	}
}

static void clocks_go_forward(void **state)
{
	(void)state;
	int64_t a = clock_monotonic_us();
	int64_t cpu = clock_cpu_us();
	volatile unsigned work = 0;
	for (unsigned i = 0; i < 3000000; i++) {
		work += i;
	}
	assert_true(clock_monotonic_us() > a);
	assert_true(clock_cpu_us() > cpu);
	assert_true(clock_wall_s() > 0);
	(void)clock_is_synchronised();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_survive_the_round_trip),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(clocks_go_forward),
	};
	return cmocka_run_group_tests_name("base_clock", tests, NULL, NULL);
}
