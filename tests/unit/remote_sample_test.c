/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of many records are opened: all of few; of many the odd ones, and others from everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "remote/sample.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { MANY = 100000, MOST = 300 };

static int64_t values[MANY];

static int64_t value(const void *records, size_t i)
{
	return ((const int64_t *)records)[i];
}

static int64_t less(const void *records, size_t i)
{
	return -value(records, i);
}

static const sample_measure measures[] = { value, less };

static void choose(struct sample *s, size_t most, size_t count)
{
	sample_choose(s, most, count, values, measures, sizeof measures / sizeof measures[0]);
	for (size_t i = 0; i < s->len; i++) {
		assert_true(s->at[i] < count);
		assert_true(i == 0 || s->at[i] > s->at[i - 1]);
	}
}

static void few_are_all_opened(void **unused)
{
	(void)unused;
	struct sample s;
	for (size_t count = 0; count <= MOST; count++) {
		choose(&s, MOST, count);
		assert_int_equal(s.len, count);
	}
}

static void many_are_bounded_whatever_their_number(void **unused)
{
	(void)unused;
	struct sample s;
	for (size_t count = MOST + 1; count <= MANY; count = count * 3 / 2) {
		choose(&s, MOST, count);
		assert_int_equal(s.len, MOST);
	}
	choose(&s, MANY, MANY);
	assert_int_equal(s.len, SAMPLE_MAX);
	choose(&s, 1, MANY);
	assert_int_equal(s.len, 1);
	choose(&s, 0, MANY);
	assert_int_equal(s.len, 0);
}

static size_t times(const struct sample *s, size_t record)
{
	size_t n = 0;
	for (size_t i = 0; i < s->len; i++) {
		n += s->at[i] == record;
	}
	return n;
}

static void the_odd_ones_are_among_them(void **unused)
{
	(void)unused;
	struct sample s;
	values[61234] = 9;
	values[61235] = 8;
	values[777] = -5;
	choose(&s, MOST, MANY);
	assert_int_equal(times(&s, 61234), 1);
	assert_int_equal(times(&s, 61235), 1);
	assert_int_equal(times(&s, 777), 1);
	values[61234] = values[61235] = values[777] = 0;
}

static void the_others_come_from_everywhere(void **unused)
{
	(void)unused;
	struct sample s;
	choose(&s, MOST, MANY);
	assert_int_equal(s.at[0], 0);
	assert_int_equal(s.at[s.len - 1], MANY - 1);
	for (size_t i = 1; i < s.len; i++) {
		assert_true(s.at[i] - s.at[i - 1] <= 2 * (size_t)MANY / MOST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_are_all_opened),
		cmocka_unit_test(many_are_bounded_whatever_their_number),
		cmocka_unit_test(the_odd_ones_are_among_them),
		cmocka_unit_test(the_others_come_from_everywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
