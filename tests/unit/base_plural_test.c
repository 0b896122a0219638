/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plural rules as translators write them: those of the manual of GNU gettext, and of other languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/plural.h"

#include <cmocka.h>

static const unsigned long numbers[] = { 0, 1, 2, 5, 11, 21, 101 };

static void every_language_takes_its_form(void **state)
{
	(void)state;
	static const struct {
		const char *language, *rule;
		int forms[7]; /* of `numbers` */
	} rows[] = {
		{ "French", "nplurals=2; plural=(n > 1);", { 0, 0, 1, 1, 1, 1, 1 } },
		{ "English", "nplurals=2; plural=(n != 1);", { 1, 0, 1, 1, 1, 1, 1 } },
		{ "Turkish before 2010", "nplurals=1; plural=0;", { 0, 0, 0, 0, 0, 0, 0 } },
		{ "Arabic",
				"nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
				"n%100>=11 ? 4 : 5);",
				{ 0, 1, 2, 3, 4, 4, 5 } },
		{ "Russian",
				"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
				"n%100>=20) ? 1 : 2);",
				{ 2, 0, 1, 2, 2, 0, 0 } },
		{ "Polish", "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
				{ 2, 0, 1, 2, 2, 2, 2 } },
		{ "Slovenian", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
				{ 3, 0, 1, 3, 3, 3, 0 } },
		{ "Latvian", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
				{ 2, 0, 1, 1, 1, 0, 0 } },
		{ "arithmetic", "nplurals=6; plural=(n + 2 * 3 - 6) / 1 % 3 + !n;", { 1, 1, 2, 2, 2, 0, 2 } },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct plural p;
		struct err e = { 0 };
		if (!plural_parse(rows[i].rule, &p, &e)) {
			fail_msg("%s: %s", rows[i].language, e.message);
		}
		for (size_t k = 0; k < 7; k++) {
			if (plural_form(&p, numbers[k]) != rows[i].forms[k]) {
				fail_msg("%s: %lu takes form %d", rows[i].language, numbers[k],
						plural_form(&p, numbers[k]));
			}
		}
	}
}

static void a_rule_that_makes_no_sense_is_refused(void **state)
{
	(void)state;
	static const char *const rules[] = { "", "plural=n", "nplurals=0; plural=0;", "nplurals=7; plural=0;",
		"nplurals=2; plural=;", "nplurals=2; plural=n >", "nplurals=2; plural=(n > 1",
		"nplurals=2; plural=n > 1)", "nplurals=2; plural=n ? 1", "nplurals=2; plural=x;",
		"nplurals=2; plural=n; drop", "nplurals=2; plural=12345678901;", "nplurals=2; plural=n n;",
		"nplurals=INTEGER; plural=EXPRESSION;" };
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct plural p;
		struct err e = { 0 };
		if (plural_parse(rules[i], &p, &e)) {
			fail_msg("accepted: %s", rules[i]);
		}
		assert_true(e.message[0] != '\0');
	}
}

static void its_size_and_depth_are_bounded(void **state)
{
	(void)state;
	static char text[PLURAL_TEXT_MAX * 2];
	struct plural p;
	struct err e;
	strcpy(text, "nplurals=2; plural=");
	memset(text + strlen(text), '(', 400);
	assert_false(plural_parse(text, &p, &e));
	memset(text + 19, '!', 400);
	assert_false(plural_parse(text, &p, &e));
	memset(text + 19, 0, 500);
	for (int i = 0; i < 200; i++) {
		strcat(text, "n+");
	}
	strcat(text, "n");
	assert_false(plural_parse(text, &p, &e)); /* more steps than there is room for */
	memset(text, ' ', sizeof text - 1);
	assert_false(plural_parse(text, &p, &e));
}

/* No number divides by zero or goes past the last form. */
static void every_number_has_a_form(void **state)
{
	(void)state;
	static const char *const rules[] = { "nplurals=2; plural=n/0;", "nplurals=2; plural=n%0;",
		"nplurals=3; plural=n;", "nplurals=1; plural=0-1;" };
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct plural p;
		struct err e;
		assert_true(plural_parse(rules[i], &p, &e));
		for (unsigned long n = 0; n < 300; n++) {
			assert_in_range(plural_form(&p, n), 0, p.forms - 1);
		}
		assert_in_range(plural_form(&p, (unsigned long)-1), 0, p.forms - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_language_takes_its_form),
		cmocka_unit_test(a_rule_that_makes_no_sense_is_refused),
		cmocka_unit_test(its_size_and_depth_are_bounded),
		cmocka_unit_test(every_number_has_a_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
