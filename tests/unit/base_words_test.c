/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts compiled in from the .po files: languages, forms and values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "base/words.h"

#include <cmocka.h>

static void each_language_has_its_own_words(void **state)
{
	(void)state;
	assert_string_equal(words_find("fr", "health.state.broken"), "PANNE");
	assert_string_equal(words_find("en", "health.state.broken"), "BROKEN");
	assert_non_null(words_find("fr", "problem.tls"));
}

static void a_language_without_words_gets_english(void **state)
{
	(void)state;
	assert_string_equal(words_find("xx", "health.state.broken"), "BROKEN");
	assert_string_equal(words_count("xx", "health.duration.days", 1), "{n} day");
	assert_false(words_has_language("xx"));
	assert_null(words_find("fr", "health.no-such-key"));
	assert_null(words_count("fr", "health.no-such-key", 1));
}

static void the_form_is_the_rule_of_the_language(void **state)
{
	(void)state;
	static const struct {
		const char *language;
		unsigned long n;
		const char *text;
	} rows[] = {
		{ "fr", 0, "{n} jour" },
		{ "fr", 1, "{n} jour" },
		{ "fr", 2, "{n} jours" },
		{ "en", 0, "{n} days" },
		{ "en", 1, "{n} day" },
		{ "en", 2, "{n} days" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(words_count(rows[i].language, "health.duration.days", rows[i].n), rows[i].text);
	}
}

static void values_are_filled_in_and_never_read_again(void **state)
{
	(void)state;
	static const struct {
		const char *text, *filled;
	} rows[] = {
		{ "{a} and {b}", "{b} and two" }, /* a value is no text: its marks stay */
		{ "{b}{b}", "twotwo" },
		{ "{c} {a", "{c} {a" },
		{ "{", "{" },
		{ "", "" },
		{ "{ab}{b}", "{ab}two" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = { 0 };
		words_fill(&out, rows[i].text, WORDS_VALUES({ "a", "{b}" }, { "b", "two" }));
		assert_string_equal(buf_text(&out), rows[i].filled);
		buf_finish(&out);
	}
	struct buf out = { 0 };
	words_fill(&out, "{a}", NULL);
	assert_string_equal(buf_text(&out), "{a}");
	buf_finish(&out);
}

static void languages_are_listed_once_and_the_main_one_is_among_them(void **state)
{
	(void)state;
	size_t len = 0;
	bool main_is_there = false;
	const char *code;
	for (; (code = words_language(len)) != NULL; len++) {
		main_is_there = main_is_there || str_equal(code, words_main());
		for (size_t i = 0; i < len; i++) {
			assert_string_not_equal(words_language(i), code);
		}
	}
	assert_true(len >= 2);
	assert_true(main_is_there);
	assert_true(words_has_language(words_main()));
	assert_true(words_has_language(WORDS_ENGLISH));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_language_has_its_own_words),
		cmocka_unit_test(a_language_without_words_gets_english),
		cmocka_unit_test(the_form_is_the_rule_of_the_language),
		cmocka_unit_test(values_are_filled_in_and_never_read_again),
		cmocka_unit_test(languages_are_listed_once_and_the_main_one_is_among_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
