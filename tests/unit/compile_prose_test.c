/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words with two endings, as a language lists them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "compile/prose.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ending_is_found_behind_a_letter),
		cmocka_unit_test(a_language_without_endings_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
