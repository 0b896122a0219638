/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small pure things of content/store: days, words, the stored form of articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/str.h"
#include "store/article.h"
#include "store/catalogue.h"
#include "store/date.h"
#include "store/search_words.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static void days_that_do_not_exist_are_refused(void **state)
{
	(void)state;
	struct date d = { 0 };
	static const char *const wrong[] = { "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01",
		"2026-01-01x", "2026/01/01", "1599-01-01", "2026-04-31" };
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_false(date_parse(wrong[i], &d));
	}
	assert_false(date_is_set(d));
	assert_true(date_parse("2028-02-29", &d));
	char text[DATE_TEXT_BYTES];
	date_format(d, text);
	assert_string_equal(text, "2028-02-29");
}

static void counting_days_there_and_back_agrees(void **state)
{
	(void)state;
	struct date before = date_from_days(-200000);
	for (int32_t n = -120000; n < 120000; n++) {
		struct date d = date_from_days(n);
		assert_int_equal(date_to_days(d), n);
		assert_true(date_compare(before, d) < 0);
		before = d;
	}
	assert_int_equal(date_to_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_weekday((struct date){ 2026, 11, 23 }), 0);
	assert_int_equal(date_weekday((struct date){ 1969, 12, 31 }), 2);
}

static void weeks_are_those_of_iso_8601(void **state)
{
	(void)state;
	static const struct {
		struct date d;
		int week;
	} rows[] = { { { 2026, 1, 1 }, 1 }, { { 2027, 1, 1 }, 53 }, { { 2027, 1, 4 }, 1 }, { { 2024, 12, 30 }, 1 },
		{ { 2026, 11, 23 }, 48 }, { { 2021, 1, 3 }, 53 } };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(date_iso_week(rows[i].d), rows[i].week);
	}
}

static void easter_of_some_years(void **state)
{
	(void)state;
	static const struct date easters[] = { { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 }, { 2027, 3, 28 },
		{ 2038, 4, 25 }, { 1818, 3, 22 } };
	for (size_t i = 0; i < ARRAY_LEN(easters); i++) {
		assert_int_equal(date_compare(date_easter(easters[i].year), easters[i]), 0);
	}
}

static struct search_languages languages;
static struct arena *arena;

/* The shipped language, as searches read it. */
static const struct search_language *french(void)
{
	const char *texts[SEARCH_RULES];
	for (int i = 0; languages.len == 0 && i < SEARCH_RULES; i++) {
		texts[i] = language_builtin("fr", search_rules[i]);
		assert_non_null(texts[i]);
	}
	struct err e;
	arena = arena ? arena : arena_create(0);
	assert_true(languages.len > 0 || search_languages_add(&languages, texts, arena, &e));
	return &languages.at[0];
}

static void check_words(const char *text, const char *const *expected, size_t len)
{
	struct word w;
	size_t at = 0;
	for (size_t i = 0; i < len; i++) {
		assert_true(word_next(french(), text, strlen(text), &at, &w));
		assert_string_equal(w.text, expected[i]);
	}
	assert_false(word_next(french(), text, strlen(text), &at, &w));
}

static void words_lose_accents_ligatures_and_elisions(void **state)
{
	(void)state;
	static const char *const a[] = { "oeuvre", "aujourd", "hui", "ete", "coeur", "ca", "noel" };
	check_words("L’Œuvre d'aujourd'hui : qu'ÉTÉ, cœur, ça — Noël", a, ARRAY_LEN(a));
	static const char *const b[] = { "strasse", "maitre", "e", "ile" };
	check_words("Straße MAÎTRE e\xCC\x81 Île", b, ARRAY_LEN(b)); /* a letter and its accent apart */
	static const char *const c[] = { "центр", "مركز", "istanbul" };
	check_words("ЦЕНТР مَركز، İstanbul", c, ARRAY_LEN(c));
	static const char *const written[] = { "اجر", "مدرسه", "علي", "грунт" };
	check_words("أجر مدرسة على Ґрунт", written, ARRAY_LEN(written));
	check_words("اجر مدرسه علي ґрунт", written, ARRAY_LEN(written));
	static const char *const d[] = { "c", "4", "l" };
	check_words("c 4 l", d, ARRAY_LEN(d));
}

static void endings_do_not_matter(void **state)
{
	(void)state;
	const struct search_language *fr = french();
	static const struct search_language without_rules;
	char a[WORD_BYTES];
	char b[WORD_BYTES];
	static const char *const pairs[][2] = { { "formation", "formations" }, { "metier", "metiers" },
		{ "salariee", "salarie" }, { "salariees", "salaries" }, { "salaries", "salarie" },
		{ "emplois", "emploi" }, { "ecoles", "ecole" }, { "creee", "cree" } };
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		word_stem(fr, pairs[i][0], strlen(pairs[i][0]), a);
		word_stem(fr, pairs[i][1], strlen(pairs[i][1]), b);
		assert_string_equal(a, b);
	}
	word_stem(&without_rules, "salariees", 9, a);
	assert_string_equal(a, "salariees");
}

static void a_body_survives_being_stored(void **state)
{
	(void)state;
	static const struct span spans[] = { { SPAN_TEXT, "Voir ", NULL }, { SPAN_LINK_PLACE, "le lieu", "relais" } };
	static const struct block blocks[] = {
		{ .kind = BLOCK_HEADING, .level = 2, .spans = spans, .spans_len = 1 },
		{ .kind = BLOCK_STEP, .number = 300, .title = "Étape", .spans = spans, .spans_len = 2 },
		{ .kind = BLOCK_IMAGE, .image = "media/a.png", .alt = "Une image" },
	};
	struct buf b = { 0 };
	struct arena *a = arena_create(0);
	const struct block *out;
	size_t len;
	article_encode(blocks, 3, &b);
	assert_true(article_decode((const uint8_t *)b.bytes, b.len, a, &out, &len, NULL));
	assert_int_equal(len, 3);
	assert_int_equal(out[1].number, 300);
	assert_string_equal(out[1].title, "Étape");
	assert_string_equal(out[1].spans[1].target, "relais");
	assert_null(out[0].title);
	assert_string_equal(out[2].alt, "Une image");
	/* Cut anywhere, it is refused. */
	for (size_t i = 0; i < b.len; i++) {
		struct err e = { 0 };
		assert_false(article_decode((const uint8_t *)b.bytes, i, a, &out, &len, &e));
		assert_true(e.message[0] != '\0');
	}
	buf_finish(&b);
	arena_destroy(a);
}

static void words_and_bits_of_the_closed_lists_agree(void **state)
{
	(void)state;
	for (unsigned i = 0; i < AUDIENCES_LEN; i++) {
		assert_int_equal(audience_bit(audience_name(i)), 1U << i);
	}
	for (unsigned i = 0; i < ACCESSES_LEN; i++) {
		assert_int_equal(access_bit(access_name(i)), 1U << i);
	}
	assert_int_equal(audience_bit("martiens"), 0);
	assert_string_equal(audience_name(99), "");
	assert_true(audience_matches(AUDIENCE_TOUS, AUDIENCE_CADRES));
	assert_true(audience_matches(AUDIENCE_JEUNES, 0));
	assert_false(audience_matches(AUDIENCE_JEUNES, AUDIENCE_CADRES));
}

/* Written by ear, or with another number of letters: the same sound; other words: another one. */
static void words_that_sound_alike_are_known_by_it(void **state)
{
	(void)state;
	static const struct {
		const char *right, *written;
		bool same;
	} rows[] = { { "formation", "formasion", true }, { "formation", "formassion", true },
		{ "emploi", "anploi", true }, { "cap", "kap", true }, { "pole", "pol", true },
		{ "chomage", "chomaje", true }, { "licenciement", "lissenciement", true },
		{ "competence", "competance", true }, { "handicap", "andicap", true }, { "metier", "metie", true },
		{ "apprentissage", "aprentissage", true }, { "orientation", "oriantation", true },
		{ "recherche", "creche", false }, { "racontez", "macon", false }, { "permis", "payer", false },
		{ "cadre", "cidre", false } };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char right[WORD_BYTES];
		char written[WORD_BYTES];
		word_sound(french(), rows[i].right, right);
		word_sound(french(), rows[i].written, written);
		if ((strcmp(right, written) == 0) != rows[i].same || right[0] == '\0') {
			fail_msg("%s: '%s', %s: '%s'", rows[i].right, right, rows[i].written, written);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_sound_alike_are_known_by_it),
		cmocka_unit_test(days_that_do_not_exist_are_refused),
		cmocka_unit_test(counting_days_there_and_back_agrees),
		cmocka_unit_test(weeks_are_those_of_iso_8601),
		cmocka_unit_test(easter_of_some_years),
		cmocka_unit_test(words_lose_accents_ligatures_and_elisions),
		cmocka_unit_test(endings_do_not_matter),
		cmocka_unit_test(a_body_survives_being_stored),
		cmocka_unit_test(words_and_bits_of_the_closed_lists_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
