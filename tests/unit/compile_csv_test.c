/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "compile/csv.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char text[100000];
static struct csv csv;
static struct csv_row row;
static const char *problem;
static int problem_line;

static void given(const char *table)
{
	strcpy(text, table);
	csv_init(&csv, text, strlen(text));
}

static enum csv_result next(void)
{
	return csv_next(&csv, &row, &problem, &problem_line);
}

static void fields_come_apart_at_commas(void **state)
{
	(void)state;
	given("a,b,c\n1,,3\r\nlast,row,without newline");
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.len, 3);
	assert_string_equal(row.fields[2], "c");
	assert_int_equal(next(), CSV_ROW);
	assert_string_equal(row.fields[1], "");
	assert_string_equal(row.fields[2], "3");
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.line, 3);
	assert_string_equal(row.fields[2], "without newline");
	assert_int_equal(next(), CSV_END);
}

static void quotes_hold_commas_quotes_and_lines(void **state)
{
	(void)state;
	given("\"66, Grande Rue\",\"dit \"\"le bon\"\"\",\"deux\nlignes\"\nnext,row,here\n");
	assert_int_equal(next(), CSV_ROW);
	assert_string_equal(row.fields[0], "66, Grande Rue");
	assert_string_equal(row.fields[1], "dit \"le bon\"");
	assert_string_equal(row.fields[2], "deux\nlignes");
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.line, 3);
}

static void a_trailing_comma_is_an_empty_field(void **state)
{
	(void)state;
	given("a,\n\"\",\n,");
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.len, 2);
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.len, 2);
	assert_int_equal(next(), CSV_ROW);
	assert_int_equal(row.len, 2);
	assert_string_equal(row.fields[1], "");
	assert_int_equal(next(), CSV_END);
}

static void a_bad_row_is_named_and_the_next_one_read(void **state)
{
	(void)state;
	given("good,1\nba\"d,2\n\"never closed,3\n\"after\"x,4\ngood,5\n");
	assert_int_equal(next(), CSV_ROW);
	static const int lines[] = { 2, 3, 4 };
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		assert_int_equal(next(), CSV_BAD);
		assert_int_equal(problem_line, lines[i]);
		assert_non_null(problem);
	}
	assert_int_equal(next(), CSV_ROW);
	assert_string_equal(row.fields[1], "5");
	assert_int_equal(row.line, 5);
}

static void limits_are_kept(void **state)
{
	(void)state;
	memset(text, ',', 70);
	text[70] = '\0';
	csv_init(&csv, text, 70);
	assert_int_equal(next(), CSV_BAD);
	memset(text, 'x', 20000);
	strcpy(text + 20000, "\nok\n");
	csv_init(&csv, text, strlen(text));
	assert_int_equal(next(), CSV_BAD);
	assert_int_equal(next(), CSV_ROW);
	assert_string_equal(row.fields[0], "ok");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_come_apart_at_commas),
		cmocka_unit_test(quotes_hold_commas_quotes_and_lines),
		cmocka_unit_test(a_trailing_comma_is_an_empty_field),
		cmocka_unit_test(a_bad_row_is_named_and_the_next_one_read),
		cmocka_unit_test(limits_are_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
