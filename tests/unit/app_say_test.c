/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and directions in the words of each language of assets/strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/say.h"
#include "store/routes.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#include "unit/po_words.h"

static const long numbers[] = { 0, 1, 2, 3, 5, 10, 11, 12, 14, 21, 22, 25, 100, 101, 102, 103, 111, 112 };

static const struct {
	const char *key;
	bool has_forms;
} messages_of[STRING_COUNT] = {
#define STR(id, key) [id] = { key, false },
#define STRN(id, key) [id] = { key, true },
#include "app/strings.def"
#undef STRN
#undef STR
};

/* The rules by hand: French has one form for 0 and 1, English, Portuguese and Turkish for 1 alone. */
static int expected_form(unsigned lang, long n)
{
	long last = n % 100;
	if (lang == AR) { /* none, one, two, 3 to 10, 11 to 99, hundreds */
		return n < 3 ? (int)n : last >= 3 && last <= 10 ? 3 : last > 10 ? 4 : 5;
	}
	if (lang == UK) { /* 1 and 21; 2 to 4 and 22; the rest, with 11 to 14 */
		bool teens = last > 10 && last < 20;
		return n % 10 == 1 && !teens ? 0 : n % 10 >= 2 && n % 10 <= 4 && !teens ? 1 : 2;
	}
	return lang == FR ? n > 1 : n != 1;
}

static void every_message_takes_the_form_of_its_number(void **state)
{
	(void)state;
	int messages = 0;
	for (int id = 0; id < STRING_COUNT; id++) {
		const char *key = messages_of[id].key;
		messages += messages_of[id].has_forms;
		for (unsigned lang = FR; messages_of[id].has_forms && lang < PO_LANGUAGES; lang++) {
			struct voice v = voice(lang);
			for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
				const char *form_key =
						arena_printf(arena, "%s#%d", key, expected_form(lang, numbers[i]));
				const char *form = catalogue_string(&catalogue, form_key, lang);
				const char *said = say_count(&v, (enum string_id)id, numbers[i], "TWO");
				const char *wanted = string_fill(arena, form, say_number(&v, numbers[i]),
						lang == AR ? "\u2066TWO\u2069" : "TWO", NULL);
				assert_string_not_equal(form, form_key); /* each language has each form */
				assert_string_equal(said, wanted);
				assert_null(strchr(said, '{'));
			}
		}
	}
	assert_true(messages > 15);
}

/* A message with a mark for a number, and no forms, says "1 questions" one day. */
static void no_message_puts_a_number_before_a_noun_without_forms(void **state)
{
	(void)state;
	static const char *const plain[] = { "distance.metres", "distance.kilometres", "distance.minutes",
		"theme.minutes", "time.hour", "time.hour_minutes", "unit.minutes_ago", "unit.hours_ago",
		"unit.downloading", "code.wait", "home.place_open", "places.page_short", "usage.mean" };
	for (int id = 0; id < STRING_COUNT; id++) {
		const char *words = string_builtin((enum string_id)id);
		const char *mark = strchr(words, '{');
		bool counts = mark == words && strncmp(words, "{1} ", 4) == 0 && words[4] >= 'a' && words[4] <= 'z';
		for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
			counts = counts && !str_equal(plain[i], messages_of[id].key);
		}
		/* "{1} à pied", "{1} par {2}": what is before is words, not a number */
		counts = counts && strncmp(words, "{1} à", 5) != 0;
		if (counts && !messages_of[id].has_forms) {
			fail_msg("%s: \"%s\" needs forms (STRN)", messages_of[id].key, words);
		}
	}
}

static void the_words_people_complained_about(void **state)
{
	(void)state;
	struct voice fr = voice(FR);
	struct voice en = voice(EN);
	assert_string_equal(say_places(&fr, 0, 0), "Pas de lieu près d’ici");
	assert_string_equal(say_places(&fr, 1, 0), "1 lieu près d’ici");
	assert_string_equal(say_places(&fr, 1, 1), "1 lieu, ouvert maintenant");
	assert_string_equal(say_places(&fr, 8, 0), "8 lieux près d’ici");
	assert_string_equal(say_places(&fr, 8, 1), "8 lieux dont 1 ouvert maintenant");
	assert_string_equal(say_places(&fr, 8, 3), "8 lieux dont 3 ouverts maintenant");
	assert_string_equal(say_places(&en, 8, 1), "8 places, 1 open now");
	assert_string_equal(say_places(&en, 0, 0), "No place near here");
	assert_string_equal(say_count(&fr, STR_PLACES_COUNT, 1, NULL), "1 lieu");
	assert_string_equal(say_count(&fr, STR_GUIDE_MINUTES, 1, NULL), "Encore 1 minute environ");
	assert_string_equal(say_count(&en, STR_GUIDE_MINUTES, 0, NULL), "About 0 more minutes");
	assert_string_equal(say_distance(&fr, 1500), "1,5 km");
	assert_string_equal(say_distance(&en, 1500), "1.5 km");
}

/* A straight line is called so, a walk is that of a known route: minutes are not made of a straight line. */
static void a_distance_says_how_it_was_measured(void **state)
{
	(void)state;
	struct voice fr = voice(FR);
	struct route_record record = { .seconds = 421, .metres = 470 };
	struct near here = { .metres = 12 };
	struct near straight = { .metres = 1500 };
	struct near walk = { .metres = 470, .route = &record };
	assert_string_equal(say_how_far(&fr, &here), "ici");
	assert_string_equal(say_how_far(&fr, &straight), "1,5 km, à vol d’oiseau");
	assert_string_equal(say_how_far(&fr, &walk), "8 min à pied");
	assert_string_equal(say_measure(&fr, &straight), "à vol d’oiseau");
	assert_string_equal(say_measure(&fr, &walk), "8 min à pied");
	assert_null(say_minutes(&fr, &straight));
	assert_string_equal(say_far(&fr, &here), "ici");
	assert_string_equal(say_far(&fr, &straight), "1,5 km");
}

static void numbers_stand_in_the_grammar_of_each_language(void **state)
{
	(void)state;
	struct voice ar = voice(AR);
	struct voice pt = voice(PT);
	struct voice tr = voice(TR);
	struct voice uk = voice(UK);
	assert_string_equal(say_count(&ar, STR_PLACES_COUNT_HERE, 2, NULL), "مكانان على الخريطة");
	assert_string_equal(say_count(&ar, STR_PLACES_COUNT_HERE, 7, NULL), "7 أماكن على الخريطة");
	assert_string_equal(say_count(&ar, STR_PLACES_COUNT_HERE, 11, NULL), "11 مكانًا على الخريطة");
	assert_string_equal(say_count(&uk, STR_PLACES_COUNT_HERE, 2, NULL), "2 місця на карті");
	assert_string_equal(say_count(&uk, STR_PLACES_COUNT_HERE, 12, NULL), "12 місць на карті");
	assert_string_equal(say_count(&uk, STR_PLACES_COUNT_HERE, 21, NULL), "21 місце на карті");
	assert_string_equal(say_count(&tr, STR_PLACES_COUNT_HERE, 7, NULL), "Haritada 7 yer");
	assert_string_equal(say_count(&pt, STR_PLACES_COUNT_HERE, 0, NULL), "0 locais no mapa");
	assert_string_equal(say_distance(&ar, 1500), "1,5 كم");
	assert_string_equal(say_distance(&uk, 1500), "1,5 км");
	assert_string_equal(say_hour(&pt, 9 * 60), "9h");
	assert_string_equal(say_hour(&tr, 9 * 60 + 5), "9:05");
	assert_string_equal(say_date(&uk, (struct date){ 2026, 11, 29 }), "29 листопада 2026");
	assert_string_equal(say_date(&pt, (struct date){ 2026, 11, 29 }), "29 de novembro de 2026");
}

/* French counts the first day of a month in another way than the others; no other language does. */
static void the_first_day_of_a_month_has_the_form_of_the_language(void **state)
{
	static const char *const august[PO_LANGUAGES] = { [FR] = "1er août 2025",
		[EN] = "1 August 2025",
		[AR] = "1 أغسطس 2025",
		[PT] = "1 de agosto de 2025",
		[TR] = "1 Ağustos 2025",
		[UK] = "1 серпня 2025" };
	(void)state;
	for (unsigned lang = FR; lang < PO_LANGUAGES; lang++) {
		struct voice v = voice(lang);
		assert_string_equal(say_date(&v, (struct date){ 2025, 8, 1 }), august[lang]);
		assert_string_equal(say_day(&v, 1), lang == FR ? "1er" : "1");
		assert_string_equal(say_day(&v, 11), "11");
		assert_string_equal(say_day(&v, 21), "21");
	}
}

/* What a French name and a telephone number need within an Arabic sentence (UAX #9): LRI, PDI; Arabic words need none.
 */
static void names_in_latin_letters_keep_their_order_in_arabic(void **state)
{
	(void)state;
	struct voice ar = voice(AR);
	struct voice fr = voice(FR);
	assert_string_equal(say_with(&ar, STR_TERRITORY_NEAREST, "Mission locale, 10 rue Neuve", "3 كم", NULL),
			"الأقرب: \u2066Mission locale, 10 rue Neuve\u2069، 3 كم");
	assert_string_equal(say_with(&ar, STR_SETUP_IDENTITY, "04 74 50 14 00", NULL, NULL),
			"لتسجيل هذه الشاشة، وجّه الكاميرا نحو الرمز: فيه هويتها، \u206604 74 50 14 00\u2069.");
	assert_string_equal(say_with(&ar, STR_DISTANCE_METRES, "320", NULL, NULL), "320 م");
	assert_string_equal(say_list(&ar, "شبكة", "مكان"), "شبكة، مكان");
	assert_string_equal(say_list(&ar, "", "مكان"), "مكان");
	assert_string_equal(say_list(&fr, "Ain", "Isère"), "Ain, Isère");
	assert_string_equal(say_beside(&fr, "gratuit", ""), "gratuit");
	assert_string_equal(say_beside(&fr, "gratuit", "9\u00a0h"), "gratuit · 9\u00a0h");
}

/* Up to its comma, behind which stands how the distance was measured. */
static void says_first(const char *said, const char *wanted)
{
	size_t len = strlen(wanted);
	assert_true(strlen(said) > len && said[len] == ',');
	assert_memory_equal(said, wanted, len);
}

static void eight_directions_have_their_article(void **state)
{
	(void)state;
	static const char *const french[] = { "27 km au nord", "27 km au nord-est", "27 km à l’est", "27 km au sud-est",
		"27 km au sud", "27 km au sud-ouest", "27 km à l’ouest", "27 km au nord-ouest" };
	static const char *const english[] = { "27 km to the north", "27 km to the north-east", "27 km to the east",
		"27 km to the south-east", "27 km to the south", "27 km to the south-west", "27 km to the west",
		"27 km to the north-west" };
	struct voice fr = voice(FR);
	struct voice en = voice(EN);
	struct voice bare = { .arena = arena };
	for (int i = 0; i < 8; i++) {
		says_first(say_direction(&fr, 27000, 45 * i), french[i]);
		says_first(say_direction(&fr, 27000, 45 * i + 22), french[i]);
		says_first(say_direction(&fr, 27000, 45 * i - 382), french[i]);
		says_first(say_direction(&bare, 27000, 45 * i), french[i]);
		says_first(say_direction(&en, 27000, 45 * i), english[i]);
	}
}

/* What a place's table and its state say of the forms that hours may have. */
static void hours_are_said_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *hours, *french, *english; /* of the first period on Monday 23 November 2026; NULL: none */
	} rows[] = {
		{ "Mo 09:00-12:00", "9 h – 12 h", "9:00 – 12:00" },
		{ "Mo 09:00-12:00 open \"entrée par la cour\"", "9 h – 12 h (entrée par la cour)", NULL },
		{ "Mo 09:00-12:00 \"sur rendez-vous\"", "9 h – 12 h (sur rendez-vous)", NULL },
		{ "Mo 09:00-12:00 unknown", "9 h – 12 h (appeler avant)", "9:00 – 12:00 (call first)" },
		{ "Mo \"sur rendez-vous\"", "sur rendez-vous", NULL }, { "Mo unknown", "appeler avant", "call first" },
		{ "24/7", "toute la journée", "all day" }, { "Mo 18:00+", "dès 18 h", "from 18:00" },
		{ "sunrise-sunset", "6 h – 18 h", "6:00 – 18:00" }, /* of no place: the sun's usual times */
	};
	struct voice fr = voice(FR);
	struct voice en = voice(EN);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct hours *h = NULL;
		struct hours_day day;
		assert_true(hours_parse(rows[i].hours, arena, &h, NULL, NULL));
		hours_day(h, (struct date){ 2026, 11, 23 }, &day);
		assert_int_equal(day.len, 1);
		assert_string_equal(say_period(&fr, &day.at[0]), rows[i].french);
		if (rows[i].english) {
			assert_string_equal(say_period(&en, &day.at[0]), rows[i].english);
		}
	}
}

/* Days that are alike are said together, days without hours not at all. */
static void a_week_is_said_in_one_line(void **state)
{
	(void)state;
	static const struct {
		const char *hours, *french, *english;
	} rows[] = {
		{ "Mo-Fr 08:00-19:00; Sa 09:00-12:00",
				"lundi à vendredi\u00a0: 8\u00a0h – 19\u00a0h, samedi\u00a0: 9\u00a0h – 12\u00a0h",
				"Monday to Friday: 8:00 – 19:00, Saturday: 9:00 – 12:00" },
		{ "Mo,We 09:00-12:00,14:00-16:00", "lundi, mercredi\u00a0: 9\u00a0h – 12\u00a0h, 14\u00a0h – 16\u00a0h",
				"Monday, Wednesday: 9:00 – 12:00, 14:00 – 16:00" },
		{ "Mo-We,Fr,Sa 09:00-12:00; Th 09:00-10:00",
				"lundi à mercredi, vendredi, samedi\u00a0: 9\u00a0h – 12\u00a0h, jeudi\u00a0: 9\u00a0h "
				"– 10\u00a0h",
				"Monday to Wednesday, Friday, Saturday: 9:00 – 12:00, Thursday: 9:00 – 10:00" },
		{ "24/7", "lundi à dimanche\u00a0: toute la journée", "Monday to Sunday: all day" },
		{ "off", "", "" },
	};
	struct voice fr = voice(FR);
	struct voice en = voice(EN);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct hours *h = NULL;
		assert_true(hours_parse(rows[i].hours, arena, &h, NULL, NULL));
		assert_string_equal(say_week(&fr, h, (struct date){ 2026, 11, 26 }), rows[i].french);
		assert_string_equal(say_week(&en, h, (struct date){ 2026, 11, 26 }), rows[i].english);
	}
	assert_string_equal(say_week(&fr, NULL, (struct date){ 2026, 11, 26 }), "");
}

static void a_place_by_appointment_says_so(void **state)
{
	(void)state;
	const struct hours *h = NULL;
	struct palette colors = { 0 };
	struct tm evening = { .tm_year = 126, .tm_mon = 10, .tm_mday = 23, .tm_hour = 20 };
	struct voice fr = voice(FR);
	struct hours_day day;
	assert_true(hours_parse("Mo-Fr 09:00-12:00 || \"sur rendez-vous\"", arena, &h, NULL, NULL));
	assert_string_equal(say_state(&fr, &colors, h, &evening).text, "sur rendez-vous");
	hours_day(h, (struct date){ 2026, 11, 23 }, &day);
	assert_int_equal(day.len, 1); /* the morning; the rest is no period */
	assert_string_equal(day.rest, "sur rendez-vous");
	hours_day(h, (struct date){ 2026, 11, 22 }, &day);
	assert_int_equal(day.len, 0);
	assert_string_equal(day.rest, "sur rendez-vous");
	assert_string_equal(say_with(&fr, STR_PLACE_REST, day.rest, NULL, NULL), "Sinon\u00a0: sur rendez-vous");
	assert_string_equal(say_state(&fr, &colors, NULL, &evening).text, "Horaires non connus");
}

/* Without content the built-in French has its forms too; a bundle from before there were forms gives what it has. */
static void a_unit_without_forms_still_speaks(void **state)
{
	(void)state;
	struct voice bare = { .arena = arena };
	assert_string_equal(say_count(&bare, STR_CODE_TRIES, 1, NULL), "Il vous reste 1 essai.");
	assert_string_equal(say_count(&bare, STR_CODE_TRIES, 2, NULL), "Il vous reste 2 essais.");
	struct catalogue_string one = { .key = "code.tries", .text = { .in = { "Encore {1} essais" } } };
	struct catalogue old = { .strings = &one, .strings_len = 1, .languages_len = 1 };
	struct voice v = { .catalogue = &old, .arena = arena };
	assert_string_equal(say_count(&v, STR_CODE_TRIES, 1, NULL), "Encore 1 essais");
	assert_string_equal(say_count(&v, STR_PLACES_COUNT, 1, NULL), "1 lieu");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_message_takes_the_form_of_its_number),
		cmocka_unit_test(the_first_day_of_a_month_has_the_form_of_the_language),
		cmocka_unit_test(no_message_puts_a_number_before_a_noun_without_forms),
		cmocka_unit_test(the_words_people_complained_about),
		cmocka_unit_test(a_distance_says_how_it_was_measured),
		cmocka_unit_test(numbers_stand_in_the_grammar_of_each_language),
		cmocka_unit_test(names_in_latin_letters_keep_their_order_in_arabic),
		cmocka_unit_test(eight_directions_have_their_article),
		cmocka_unit_test(hours_are_said_in_words),
		cmocka_unit_test(a_week_is_said_in_one_line),
		cmocka_unit_test(a_place_by_appointment_says_so),
		cmocka_unit_test(a_unit_without_forms_still_speaks),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
