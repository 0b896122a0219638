/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a language says of its prose: words with two endings, and words whose full stop ends no sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "compile/prose.h"
#include "store/language.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static const char avoid[] = "· (e) -e-s .e /trice ère";

static void an_ending_is_found_behind_a_letter(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int at; /* bytes before the ending; -1: none */
	} cases[] = {
		{ "Vous êtes inscrit·e.", 18 },
		{ "inscrit(e)", 7 },
		{ "les apprenti-e-s et", 12 },
		{ "un conseiller/trice", 13 },
		{ "salarié.e", 8 },          /* behind a letter of two bytes */
		{ "première, dernière", 5 }, /* the first one of two; it ends in a letter, and so does the word */
		{ "l’ère des pères", -1 },   /* not behind a letter; the word goes on */
		{ "salarié.es", -1 },
		{ "(e) en tête", -1 }, /* behind nothing */
		{ "voir (e)", -1 },    /* behind a blank */
		{ "a·", 1 },           /* a mark alone, at the end */
		{ "3·4", 1 },          /* a digit is as good as a letter */
		{ "·", -1 },
		{ "-e-", -1 }, /* cut short */
		{ "", -1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *found = prose_find_ending(cases[i].text, avoid);
		if (cases[i].at < 0) {
			assert_null(found);
		} else {
			assert_ptr_equal(found, cases[i].text + cases[i].at);
		}
	}
}

static void a_language_without_endings_has_none(void **state)
{
	(void)state;
	assert_null(prose_find_ending("inscrit·e (e) x-e-s", ""));
}

/* ---- sentences ---- */

static size_t warnings(const char *text, bool easy, const char *abbreviations)
{
	struct report r;
	struct arena *a = arena_create(0);
	report_init(&r, a);
	prose_check_sentences(&r, "file", 1, text, easy, abbreviations);
	size_t found = r.warnings;
	report_finish(&r);
	arena_destroy(a);
	return found;
}

/* Sixteen words, cut by the full stop of a shortened one. */
static const char cut[] = "un deux trois quatre cinq six sept Mme. neuf dix onze douze treize quatorze quinze seize.";

static void a_shortened_word_ends_no_sentence_where_the_language_says_so(void **state)
{
	(void)state;
	assert_int_equal(warnings(cut, false, "art Mme"), 1);
	assert_int_equal(warnings(cut, false, "art mme"), 0); /* written otherwise it is another word */
	assert_int_equal(warnings(cut, false, LANGUAGE_NONE), 0);
	assert_int_equal(warnings(cut, false, NULL), 0);
}

static void one_line_of_easy_reading_is_one_sentence(void **state)
{
	(void)state;
	assert_int_equal(warnings("Appelez Mme. Dupont.", true, "Mme"), 0);
	assert_int_equal(warnings("Appelez Mme. Dupont.", true, LANGUAGE_NONE), 1);
	assert_int_equal(warnings("Appelez. Venez.\nPrenez le bus.", true, "Mme"), 1);
}

static void what_ends_a_sentence_is_no_matter_of_language(void **state)
{
	(void)state;
	static const char *const ends[] = { "!", "?", ";", "…", "؟", "؛", ".»", ".)", "A." };
	static const size_t sentences[] = { 2, 2, 2, 2, 2, 2, 2, 2, 1 };
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char text[64];
		assert_true(snprintf(text, sizeof text, "un %s%s deux.",
					    strlen(ends[i]) > 1 && ends[i][0] == 'A' ? "" : "mot",
					    ends[i]) < (int)sizeof text);
		assert_int_equal(warnings(text, true, NULL), sentences[i] > 1);
	}
}

/* Each language that is built in has the rule, or says that it has no use for it. */
static void the_rule_is_in_the_file_of_the_language(void **state)
{
	(void)state;
	struct err e;
	const char *own = language_builtin(language_builtin_code(), LANGUAGE_ABBREVIATIONS);
	assert_non_null(own);
	assert_true(language_rule_check(LANGUAGE_ABBREVIATIONS, own, &e));
	assert_true(language_rule_is_optional(LANGUAGE_ABBREVIATIONS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ending_is_found_behind_a_letter),
		cmocka_unit_test(a_language_without_endings_has_none),
		cmocka_unit_test(a_shortened_word_ends_no_sentence_where_the_language_says_so),
		cmocka_unit_test(one_line_of_easy_reading_is_one_sentence),
		cmocka_unit_test(what_ends_a_sentence_is_no_matter_of_language),
		cmocka_unit_test(the_rule_is_in_the_file_of_the_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
