/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text helpers, with UTF-8 that is malformed in every way RFC 3629 names. */
#include <dlfcn.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

#include <cmocka.h>

static int locales_made;

/* In the C library's place. */
locale_t newlocale(int categories, const char *name, locale_t base)
{
	locale_t (*real)(int, const char *, locale_t);
	*(void **)&real = dlsym(RTLD_NEXT, "newlocale");
	locales_made++;
	return real(categories, name, base);
}

static void prefixes_and_suffixes(void **state)
{
	(void)state;
	assert_true(str_starts("borne-syncd", "borne"));
	assert_true(str_starts("borne", ""));
	assert_false(str_starts("bor", "borne"));
	assert_true(str_ends("tile.pbf", ".pbf"));
	assert_false(str_ends("pbf", ".pbf"));
	assert_true(str_equal("", ""));
}

static void every_character_survives_the_round_trip(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF) {
			continue;
		}
		char bytes[4];
		size_t len = utf8_put(c, bytes);
		const char *at = bytes;
		assert_int_equal(utf8_next(&at, bytes + len), c);
		assert_ptr_equal(at, bytes + len);
		assert_true(utf8_valid(bytes, len));
	}
}

static void what_is_no_character_becomes_the_replacement(void **state)
{
	(void)state;
	char bytes[4];
	assert_int_equal(utf8_put(0xD800, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
	assert_int_equal(utf8_put(0x110000, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void malformed_bytes_are_refused_and_skipped_one_by_one(void **state)
{
	(void)state;
	static const char *const bad[] = { "\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE2\x82",
		"\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x28\xA1" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		size_t len = strlen(bad[i]);
		assert_false(utf8_valid(bad[i], len));
		const char *at = bad[i];
		assert_int_equal(utf8_next(&at, bad[i] + len), 0xFFFD);
		assert_ptr_equal(at, bad[i] + 1);
	}
	assert_true(utf8_valid("Pont-de-Veyle, « é » €", strlen("Pont-de-Veyle, « é » €")));
	assert_true(utf8_valid("", 0));
}

static void a_copy_never_splits_a_character(void **state)
{
	(void)state;
	static const char text[] = "aé€😀";
	for (size_t size = 1; size <= sizeof text + 1; size++) {
		char to[sizeof text + 2];
		memset(to, 'x', sizeof to);
		bool whole = str_copy(to, size, text);
		size_t len = strlen(to);
		assert_int_equal(whole, len == strlen(text));
		assert_true(len < size);
		assert_int_equal(strlen(to), len);
		assert_true(utf8_valid(to, len));
		assert_memory_equal(to, text, len);
		assert_int_equal(to[size], 'x');
	}
	assert_false(str_copy(NULL, 0, text));
}

static void whole_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		long value;
	} rows[] = {
		{ "0", true, 0 },
		{ "-12", true, -12 },
		{ "100", true, 100 },
		{ "007", true, 7 },
		{ "101", false, 0 },
		{ "-101", false, 0 },
		{ "", false, 0 },
		{ " 5", false, 0 },
		{ "+5", false, 0 },
		{ "5 ", false, 0 },
		{ "5x", false, 0 },
		{ "0x10", false, 0 },
		{ "1e2", false, 0 },
		{ "-", false, 0 },
		{ "--5", false, 0 },
		{ "99999999999999999999", false, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		long value = 42;
		assert_int_equal(str_to_long(rows[i].text, -100, 100, &value), rows[i].ok);
		assert_int_equal(value, rows[i].ok ? rows[i].value : 42);
	}
}

static void decimals_have_a_point_whatever_the_locale(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "1,5", "nan", "inf", "0x1p3", "1.5m", " 1", "1e999", ".", "-" };
	(void)setlocale(LC_ALL, "fr_FR.UTF-8"); /* where it is installed, its comma must not matter */
	double value = 0;
	assert_true(str_to_double("46.26541", &value));
	assert_true(value > 46.2654 && value < 46.2655);
	assert_true(str_to_double("-1.5e-3", &value));
	assert_true(value < -0.0014 && value > -0.0016);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		value = 42;
		assert_false(str_to_double(bad[i], &value));
		assert_true(value > 41.9 && value < 42.1);
	}
	assert_int_equal(locales_made, 1); /* a coordinate of each of 60,000 places asks for it */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefixes_and_suffixes),
		cmocka_unit_test(every_character_survives_the_round_trip),
		cmocka_unit_test(what_is_no_character_becomes_the_replacement),
		cmocka_unit_test(malformed_bytes_are_refused_and_skipped_one_by_one),
		cmocka_unit_test(a_copy_never_splits_a_character),
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(decimals_have_a_point_whatever_the_locale),
	};
	return cmocka_run_group_tests_name("base_str", tests, NULL, NULL);
}
