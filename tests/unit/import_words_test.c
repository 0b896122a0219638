/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and addresses of sources, pieces of a text, hours by day, likeness of two records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/daytimes.h"
#include "import/likeness.h"
#include "import/pieces.h"
#include "import/settle.h"
#include "import/words.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct arena *arena;
static struct words words;
static struct pack pack;

static void add_all(struct word_set *set, const char *list)
{
	for (const char *at = list; *at;) {
		size_t len = strcspn(at, " ");
		words_add(set, arena, arena_strndup(arena, at, len));
		at += len + strspn(at + len, " ");
	}
}

static int begin(void **state)
{
	(void)state;
	static struct word_pair apostrophe[] = { { "'", "’" } };
	static struct word_pair dash[] = { { " - ", ", " } };
	static struct word_pair saint[] = { { "st", "saint" } };
	arena = arena_create(0);
	words = (struct words){ .replace = { apostrophe, 1 },
		.address_replace = { dash, 1 },
		.abbreviated = { saint, 1 } };
	add_all(&words.small, "de du des la le et à sur");
	add_all(&words.elided, "d’ l’");
	add_all(&words.keep, "ZI MDPH");
	add_all(&words.spelled, "République École");
	add_all(&words.streets, "rue avenue place");
	add_all(&words.last, "BP CS");
	pack = (struct pack){ .arena = arena, .assets = "assets", .south = 44, .north = 47, .west = 3, .east = 8 };
	report_init(&pack.report, arena);
	return 0;
}

static int end(void **state)
{
	(void)state;
	report_finish(&pack.report);
	arena_destroy(arena);
	return 0;
}

static void capitals_become_names(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "BOURG EN BRESSE", "Bourg En Bresse" },
		{ "1 RUE D ARMENIE", "1 rue d’Armenie" },
		{ "ZI DE LA REPUBLIQUE", "ZI de la République" },
		{ "1 B RUE DU PORT SEC", "1 B rue du Port Sec" },
		{ "3 Rue de l’Ecole", "3 Rue de l’École" },
		{ "30 Avenue du Général LECLERC", "30 Avenue du Général Leclerc" },
		{ "ÉCOLE ŒUVRE", "École Œuvre" },
		{ "LA POSTE", "La Poste" },
		{ "", "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(words_uncapital(&words, arena, rows[i][0]), rows[i][1]);
	}
}

static void addresses_are_one_line(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "10 Rue de la Poste", "10 rue de la Poste" },
		{ "rue Denis - BP 106", "Rue Denis, BP 106" },
		{ "BP 42, 32 route d’Albertville", "32 route d’Albertville, BP 42" },
		{ "CS20063, 7 rue du Colombier", "7 rue du Colombier, CS20063" },
		{ "212, rue des Martyrs", "212 rue des Martyrs" },
		{ "13 rue Crepet.", "13 rue Crepet" },
		{ "5 Place de la Rue", "5 place de la Rue" },
		{ "Mairie,, Place du Marché ,", "Mairie, Place du Marché" },
		{ "école", "École" },
		{ " , ", "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(words_address(&words, arena, rows[i][0]), rows[i][1]);
	}
	assert_string_equal(words_tidy(&words, arena, "  a\t b'c \n"), "a b’c");
}

static void names_of_communes_get_their_spelling(void **state)
{
	(void)state;
	assert_string_equal(words_respell(&words, arena, "Relais ST FONS sud", "Saint-Fons"), "Relais Saint-Fons sud");
	assert_string_equal(words_respell(&words, arena, "Bourg saint andéol", "Bourg-Saint-Andéol"),
			"Bourg-Saint-Andéol");
	assert_string_equal(words_respell(&words, arena, "Mairie de Gex", "Die"), "Mairie de Gex");
	assert_string_equal(words_respell(&words, arena, "Gex", ""), "Gex");
}

static void a_pattern_takes_a_text_apart(void **state)
{
	(void)state;
	struct pieces p;
	const char *pattern = "Adresse : {rue}, {code:digits}, {ville} | Tél : {tel}";
	assert_true(pieces_match(pattern, "Adresse : Parc - 33 rue A, 2e étage,38080,L'Isle | Tél : 04", arena, &p));
	assert_string_equal(p.texts[0], "Parc - 33 rue A, 2e étage");
	assert_string_equal(p.texts[1], "38080");
	assert_string_equal(p.texts[2], "L'Isle");
	assert_string_equal(p.texts[3], "04");
	assert_string_equal(p.names[1], "code");
	assert_true(pieces_match(pattern, "Adresse :a,1,b|Tél:", arena, &p));
	assert_false(pieces_match(pattern, "Adresse : a, 1x, b | Tél : 04", arena, &p));
	assert_string_equal(p.texts[0], "");
	assert_false(pieces_match("{", "x", arena, &p));
	assert_false(pieces_match("no piece", "no piece", arena, &p));
	char many[4000];
	memset(many, 'a', sizeof many);
	many[sizeof many - 1] = '\0';
	/* Ends, though each piece may end anywhere. */
	assert_false(pieces_match("{a}{b}{c}{d}{e}x", many, arena, &p));
}

static void hours_come_from_a_cell_a_day(void **state)
{
	(void)state;
	static const struct {
		const char *cells[MAPPING_DAYS], *hours;
		size_t findings;
	} rows[] = {
		{ { "09:00 - 12:00 / 13:30 - 17:00", "09:00 - 12:00 / 13:30 - 17:00", NULL, "", "9h-12h" },
				"Mo-Tu 09:00-12:00,13:30-17:00; Fr 09:00-12:00", 0 },
		{ { "00:00 - 00:00 / 09:00 - 12:00", "09:00 - 12:00" }, "Mo unknown; Tu 09:00-12:00", 1 },
		{ { "08:30 - 17:30 / 08:30 - 12:30" }, "", 1 },
		{ { "12:00 - 09:00", "soon" }, "", 2 },
		{ { "09:00 - 13:30 / 13:30 - 16:30" }, "Mo 09:00-16:30", 0 },
		{ { "fermé", "10:00-11:00" }, "Tu 10:00-11:00", 0 },
		{ { NULL }, "", 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		size_t before = pack.report.warnings;
		assert_string_equal(daytimes_read(&pack, "list.csv", 7, rows[i].cells), rows[i].hours);
		assert_int_equal(pack.report.warnings - before, rows[i].findings);
	}
	assert_int_equal(pack.report.findings[0].line, 7);
}

static void telephones_postcodes_and_points_are_settled(void **state)
{
	(void)state;
	static const char *const phones[][2] = {
		{ "0475308851", "04 75 30 88 51" },
		{ "04.75.30.88.51 / 06 11 22 33 44", "04 75 30 88 51" },
		{ "+33 4 75 30 88 51", "04 75 30 88 51" },
		{ "0033475308851", "04 75 30 88 51" },
		{ "+33 (0)4 75 30 88 51", "04 75 30 88 51" },
		{ "39 49", "39 49" },
		{ "0800111009", "0 800 11 10 09" },
		{ "+33 809 36 12 12", "0 809 36 12 12" },
		{ "09 62 66 27 35 09", "" },
		{ "04 75 30 88 51 poste 12", "" },
		{ "appelez", "" },
		{ "", "" },
	};
	struct word_pair shape = { "08", "# ### ## ## ##" };
	struct common common = { .words = words, .phone = { 10, "0", "33", 2, { &shape, 1 } }, .far_km = 15 };
	static const char *own[] = { "69500" };
	struct known_commune list[] = {
		{ .insee = "69029", .name = "Bron", .postcodes = own, .postcodes_len = 1, .y = 45.7, .x = 4.9 }
	};
	struct communes communes = { .at = list, .len = 1 };
	struct settler s = { &pack, &common, "list.csv", 3, &communes, &list[0] };
	for (size_t i = 0; i < ARRAY_LEN(phones); i++) {
		assert_string_equal(settle_phone(&s, phones[i][0]), phones[i][1]);
	}
	assert_string_equal(settle_zeros(arena, "7100", 5), "07100");
	assert_string_equal(settle_zeros(arena, "07100", 5), "07100");
	assert_string_equal(settle_zeros(arena, "7A", 5), "7A");
	assert_string_equal(settle_postcode(&s, "69505"), "69505"); /* of large-volume mail: no commune has it */
	assert_string_equal(settle_address(&s, "9 rue A 69500 Bron", "69500"), "9 rue A");
	const char *lat;
	const char *lon;
	settle_position(&s, "45,70001", "4,90001", &lat, &lon);
	assert_string_equal(lat, "45.70001");
	assert_string_equal(lon, "4.90001");
	settle_position(&s, "4.9", "45.7", &lat, &lon); /* swapped */
	assert_string_equal(lat, "");
	settle_position(&s, "46.0", "4.9", &lat, &lon); /* too far from its commune */
	assert_string_equal(lon, "");
}

static void two_records_may_be_one_place(void **state)
{
	(void)state;
	static const struct {
		const char *address, *phone, *name, *insee;
		enum likeness like;
	} rows[] = {
		{ "Le Château, 10 rue de la Poste", "1", "Relais de Veyle", "01306", LIKE_SURELY },
		{ "10 rue de la Poste", "2", "Relais de Veyle", "01306", LIKE_SURELY },
		{ "10 rue de la Poste", "2", "Autre bureau", "01306", LIKE_PERHAPS },
		{ "Rue de la Poste", "2", "Autre bureau", "01306", LIKE_PERHAPS },
		{ "12 rue de la Poste", "1", "Relais de Veyle", "01306", LIKE_NOT },
		{ "10 rue de la Poste", "1", "Relais de Veyle", "01307", LIKE_NOT },
		{ "9 place Verte", "2", "Autre bureau", "01306", LIKE_NOT },
		{ "", "1", "Relais de Veyle", "01306", LIKE_PERHAPS },
		{ "", "", "", "01306", LIKE_NOT },
	};
	const char *x[PLACE_COLUMNS] = { [PLACE_NETWORK] = "rsp",
		[PLACE_INSEE] = "01306",
		[PLACE_PHONE] = "1",
		[PLACE_NAME] = "Relais du Veyle",
		[PLACE_ADDRESS] = "10 rue de la Poste" };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *y[PLACE_COLUMNS] = { [PLACE_NETWORK] = "rsp",
			[PLACE_INSEE] = rows[i].insee,
			[PLACE_PHONE] = rows[i].phone,
			[PLACE_NAME] = rows[i].name,
			[PLACE_ADDRESS] = rows[i].address };
		struct likeness_side a;
		struct likeness_side b;
		likeness_prepare(&a, &words, arena, x);
		likeness_prepare(&b, &words, arena, y);
		assert_int_equal(likeness_of(&a, &b), rows[i].like);
		assert_int_equal(likeness_of(&b, &a), rows[i].like);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(capitals_become_names),
		cmocka_unit_test(addresses_are_one_line),
		cmocka_unit_test(names_of_communes_get_their_spelling),
		cmocka_unit_test(a_pattern_takes_a_text_apart),
		cmocka_unit_test(hours_come_from_a_cell_a_day),
		cmocka_unit_test(telephones_postcodes_and_points_are_settled),
		cmocka_unit_test(two_records_may_be_one_place),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
