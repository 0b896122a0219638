/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base directions of paragraphs, on pages of both directions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "draw/direction.h"

#include <cmocka.h>

static void words_decide_and_not_the_page(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool on_ltr, on_rtl;
	} rows[] = {
		{ "10 rue de la Poste, 01290 Pont-de-Veyle", false, false }, { "04 74 50 14 00", false, false },
		{ "العربية", true, true }, { "3 أماكن", true, true },
		{ "Mission locale، 3 كم", false, true }, /* a sentence of the page begins with a name */
		{ "12 שלום", true, true }, { "", false, false }, { "Українська", false, false },
		{ "\u200f1 – 2", true, true }, /* a mark is enough */
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(direction_of(rows[i].text, strlen(rows[i].text), false), rows[i].on_ltr);
		assert_int_equal(direction_of(rows[i].text, strlen(rows[i].text), true), rows[i].on_rtl);
	}
}

static void letters_and_marks_are_told_apart(void **state)
{
	(void)state;
	assert_true(direction_has_letter("9 h", 3));
	assert_true(direction_has_letter("م", 2));
	assert_false(direction_has_letter("09:00 – 12,5 %", 16));
	assert_true(direction_has_rtl("a م", 4));
	assert_false(direction_has_rtl("été", 5));
	assert_true(direction_is_control(0x2066));
	assert_true(direction_is_control(0x200F));
	assert_false(direction_is_control(0x200B)); /* a place where a line may end */
	assert_false(direction_is_control(' '));
}

static void an_isolate_is_open_until_it_is_closed(void **state)
{
	(void)state;
	static const char text[] = "a\u2066b\u2068c\u2069d\u2069e\u2069f";
	static const struct {
		size_t len;
		uint32_t open;
	} rows[] = { { 0, 0 }, { 1, 0 }, { 4, 0x2066 }, { 8, 0x2068 }, { 12, 0x2066 }, { 16, 0 },
		{ sizeof text - 1, 0 } };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(direction_open_isolate(text, rows[i].len), rows[i].open);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_decide_and_not_the_page),
		cmocka_unit_test(letters_and_marks_are_told_apart),
		cmocka_unit_test(an_isolate_is_open_until_it_is_closed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
