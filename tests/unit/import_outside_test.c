/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of other bodies: encodings, separators, rows in pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/outside.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct arena *arena;
static struct report report;
static struct outside in;
static struct csv_row row;
static struct err e;

static int begin(void **state)
{
	(void)state;
	arena = arena_create(0);
	report_init(&report, arena);
	return 0;
}

static int end(void **state)
{
	(void)state;
	report_finish(&report);
	arena_destroy(arena);
	return 0;
}

static bool given_bytes(const char *bytes, size_t len)
{
	struct buf b = { 0 };
	buf_add(&b, bytes, len);
	bool ok = outside_begin(&in, &report, arena, "list.csv", &b, &e);
	buf_finish(&b);
	return ok;
}

static bool given(const char *text)
{
	return given_bytes(text, strlen(text));
}

static void separators_and_line_ends_are_found(void **state)
{
	(void)state;
	static const char *const tables[] = { "id,name\n1,Gex\n", "id;name\r\n1;Gex\r\n", "id\tname\n1\tGex",
		"id|name\n1|Gex\n", "\xEF\xBB\xBFid,name\n1,Gex\n", "id,name\r1,Gex\r", "id;name;;\n1;Gex;;\n" };
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		assert_true(given(tables[i]));
		assert_int_equal(outside_column(&in, "id"), 0);
		assert_int_equal(outside_column(&in, "nom"), -1);
		assert_true(outside_next(&in, &row));
		assert_string_equal(row.fields[1], "Gex");
		assert_int_equal(row.line, 2);
		assert_false(outside_next(&in, &row));
	}
	assert_int_equal(report.errors + report.warnings, 0);
}

static void older_encodings_are_read_and_said(void **state)
{
	(void)state;
	assert_true(given("id,name\n1,Amb\xE9rieu \x96 l\x92\xE9t\xE9\n"));
	assert_true(outside_next(&in, &row));
	assert_string_equal(row.fields[1], "Ambérieu – l’été");
	assert_int_equal(report.warnings, 1);
	assert_false(given("id,name\n1,\x81\n"));
	assert_non_null(strstr(e.message, "list.csv:2:"));
	assert_false(given_bytes("\xFF\xFEi\0d\0", 6));
	assert_non_null(strstr(e.message, "UTF-16"));
	assert_false(given_bytes("PK\003\004", 4));
	assert_non_null(strstr(e.message, "Save it as CSV"));
	assert_false(given(""));
}

static void rows_in_pieces_are_put_together_or_named(void **state)
{
	(void)state;
	assert_true(given("id,name,note\n1,\"two\nlines\",x\n2,cut,in\n3,here\n it goes "
			  "on,y\n4,short\n5,a,b,c\n6,ok,z\n"));
	assert_true(outside_next(&in, &row));
	assert_string_equal(row.fields[1], "two\nlines");
	assert_true(outside_next(&in, &row));
	assert_true(outside_next(&in, &row));
	assert_string_equal(row.fields[1], "here  it goes on");
	assert_int_equal(row.line, 5);
	assert_int_equal(report.warnings, 1);
	assert_int_equal(report.errors, 0);
	assert_true(outside_next(&in, &row));
	assert_string_equal(row.fields[0], "6");
	assert_int_equal(report.errors, 2);
	assert_int_equal(report.findings[1].line, 7);
	assert_int_equal(report.findings[2].line, 8);
	assert_false(outside_next(&in, &row));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(separators_and_line_ends_are_found, begin, end),
		cmocka_unit_test_setup_teardown(older_encodings_are_read_and_said, begin, end),
		cmocka_unit_test_setup_teardown(rows_in_pieces_are_put_together_or_named, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
