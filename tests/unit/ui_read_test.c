/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page as it is read aloud. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/read.h"

#include <cmocka.h>

enum { NODES_MAX = 16, PLACE_ACTION = 7 };

/* A tree by depth: each node is below the last one that is less deep. */
struct given {
	int depth;
	enum role role;
	const char *name;
	int action;
};

static struct node nodes[NODES_MAX];

static const struct node *tree(const struct given *given, size_t count)
{
	memset(nodes, 0, sizeof nodes);
	nodes[0].role = ROLE_WINDOW;
	for (size_t i = 0; i < count; i++) {
		struct node *n = &nodes[i + 1];
		*n = (struct node){ .role = given[i].role, .name = given[i].name, .action = { given[i].action, 0 } };
		size_t up = i + 1;
		while (up > 0 && (up == i + 1 || (up > 0 && given[up - 1].depth >= given[i].depth))) {
			up--;
		}
		n->parent = &nodes[up];
		if (n->parent->last) {
			n->parent->last->next = n;
		} else {
			n->parent->first = n;
		}
		n->parent->last = n;
	}
	return &nodes[0];
}

static const char *said(const struct node *root, int index)
{
	static char words[READ_BYTES];
	struct read_at at;
	assert_true(read_find(root, index, &at));
	read_words(&at, words, sizeof words, NULL);
	return words;
}

static void a_text_is_read_sentence_by_sentence(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_HEADING, "Choisir un métier", 0 },
		{ 1, ROLE_TEXT, "Voyez M. Durand au 3 rue L. Blum. C’est gratuit ! Rien n’est noté… Venez", 0 } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	assert_int_equal(read_count(root), 5);
	assert_string_equal(said(root, 0), "Choisir un métier");
	assert_string_equal(said(root, 1), "Voyez M. Durand au 3 rue L. Blum.");
	assert_string_equal(said(root, 2), "C’est gratuit !");
	assert_string_equal(said(root, 3), "Rien n’est noté…");
	assert_string_equal(said(root, 4), "Venez");
}

static void what_closes_a_sentence_belongs_to_it(void **state)
{
	(void)state;
	static const char text[] = "Il dit : « Venez. » Puis (enfin.) il part. Puis 2 h. 30 plus tard";
	size_t first = read_sentence_end(text, 0);
	assert_int_equal(strncmp(text + first, " Puis", 5), 0);
	size_t second = read_sentence_end(text, first + 1);
	assert_int_equal(strncmp(text + second, " Puis 2 h", 5), 0);
	assert_int_equal(read_sentence_end(text, second + 1), strlen(text)); /* a figure follows "h." */
}

static void a_line_ends_a_sentence_and_too_long_a_one_is_cut_at_a_space(void **state)
{
	(void)state;
	assert_int_equal(read_sentence_end("un\ndeux", 0), 2);
	char text[3 * READ_BYTES];
	memset(text, 'a', sizeof text);
	text[sizeof text - 1] = '\0';
	text[300] = ' ';
	assert_int_equal(read_sentence_end(text, 0), 300);
	size_t cut = read_sentence_end(text, 301);
	assert_true(cut > 301 && cut - 301 < READ_BYTES);
	memcpy(text + 301 + READ_BYTES - 2, "é", 2); /* never within a character */
	cut = read_sentence_end(text, 301);
	assert_true(utf8_valid(text + 301, cut - 301));
}

static void a_control_is_one_sentence_with_its_texts(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_BUTTON, "France services", PLACE_ACTION },
		{ 2, ROLE_TEXT, "Ouvert. Ferme à 17 h", 0 }, { 2, ROLE_NONE, NULL, 0 }, { 3, ROLE_TEXT, "320 m", 0 },
		{ 2, ROLE_BUTTON, "Autre chose", PLACE_ACTION }, { 3, ROLE_TEXT, "Pas de lui", 0 },
		{ 2, ROLE_TEXT, "4 min", 0 }, { 1, ROLE_TEXT, "Après", 0 } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	assert_int_equal(read_count(root), 2);
	assert_string_equal(said(root, 0), "France services, Ouvert. Ferme à 17 h, 320 m, 4 min");
	assert_string_equal(said(root, 1), "Après");
	assert_int_equal(read_index(root, &nodes[1]), 0);
	assert_int_equal(read_index(root, &nodes[8]), 1);
	assert_int_equal(read_index(root, &nodes[4]), -1);
}

static void what_is_on_every_page_is_not_read(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_BANNER, NULL, 0 }, { 2, ROLE_TEXT, "Mairie", 0 },
		{ 1, ROLE_TEXT, "La page", 0 }, { 1, ROLE_MAP, "Carte", 0 },
		{ 2, ROLE_MARKER, "Un lieu", PLACE_ACTION }, { 2, ROLE_BUTTON, "Agrandir", PLACE_ACTION },
		{ 1, ROLE_PAGES, NULL, 0 }, { 2, ROLE_BUTTON, "Suite", PLACE_ACTION }, { 1, ROLE_NAVIGATION, NULL, 0 },
		{ 2, ROLE_BUTTON, "Accueil", PLACE_ACTION } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	assert_int_equal(read_count(root), 1);
	assert_string_equal(said(root, 0), "La page");
}

static void a_dialog_is_read_alone(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_TEXT, "La page", 0 }, { 1, ROLE_DIALOG, "Alerte", 0 },
		{ 2, ROLE_HEADING, "Êtes-vous là ?", 0 }, { 2, ROLE_BUTTON, "Oui", PLACE_ACTION } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	assert_int_equal(read_count(root), 2);
	assert_string_equal(said(root, 0), "Êtes-vous là ?");
	assert_int_equal(read_index(root, &nodes[1]), -1);
}

static void nothing_is_read_of_nothing(void **state)
{
	(void)state;
	struct read_at at;
	assert_int_equal(read_count(NULL), 0);
	assert_false(read_find(NULL, 0, &at));
	static const struct given blank[] = { { 1, ROLE_TEXT, " \n ", 0 }, { 1, ROLE_TEXT, "", 0 } };
	const struct node *root = tree(blank, ARRAY_LEN(blank));
	assert_int_equal(read_count(root), 0);
	assert_false(read_find(root, -1, &at));
}

static void words_are_cut_to_the_room_there_is(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_BUTTON, "étés", PLACE_ACTION }, { 2, ROLE_TEXT, "suite", 0 } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	struct read_at at;
	assert_true(read_find(root, 0, &at));
	for (size_t size = 1; size < 20; size++) {
		char words[20];
		memset(words, 'x', sizeof words);
		read_words(&at, words, size, NULL);
		assert_true(strlen(words) < size);
		assert_true(utf8_valid(words, strlen(words)));
	}
}

/* A French name on an English page is for a French voice; what stands beside it is not. */
static void each_part_has_its_language(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_BUTTON, "Mission locale", PLACE_ACTION },
		{ 2, ROLE_TEXT, "Open", 0 }, { 2, ROLE_TEXT, "3 km", 0 }, { 2, ROLE_TEXT, "10 rue Haute", 0 } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	nodes[1].lang = "fr";
	nodes[4].lang = "fr";
	struct read_at at;
	struct read_parts parts;
	char words[READ_BYTES];
	assert_true(read_find(root, 0, &at));
	read_words(&at, words, sizeof words, &parts);
	assert_string_equal(words, "Mission locale, Open, 3 km, 10 rue Haute");
	assert_int_equal(parts.len, 3);
	assert_string_equal(parts.at[0].lang, "fr");
	assert_int_equal(parts.at[0].to, strlen("Mission locale"));
	assert_null(parts.at[1].lang);
	assert_int_equal(parts.at[1].to, strlen("Mission locale, Open, 3 km"));
	assert_string_equal(parts.at[2].lang, "fr");
	assert_int_equal(parts.at[2].to, strlen(words));
}

static void latin_words_among_others_have_a_language_of_their_own(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		const char *latin[4]; /* the stretches in Latin letters, in order */
	} rows[] = {
		{ "Читайте про France Travail 1 січня.", { "France Travail " } },
		{ "France services, Pont-de-Veyle", { "France services, Pont-de-Veyle" } },
		{ "اذهبوا إلى France services (Caf) أو 39 49.", { "France services (Caf) " } },
		{ "Джерело: liste France services (ANCT), 2.0, 1 серпня.", { "liste France services (ANCT), " } },
		{ "Угода («contrat d’engagement»), RSA і Caf", { "(«contrat d’engagement»), RSA ", "Caf" } },
		{ "Wi-Fi-мережа 8:30", { NULL } },
		{ "", { NULL } },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct read_parts parts = { .at = { { NULL, strlen(rows[i].words) } }, .len = 1 };
		read_latin(rows[i].words, &parts, "fr");
		int found = 0;
		size_t from = 0;
		for (int k = 0; k < parts.len; k++) {
			if (parts.at[k].lang) {
				const char *latin = rows[i].latin[found++];
				assert_non_null(latin);
				assert_int_equal(parts.at[k].to - from, strlen(latin));
				assert_memory_equal(rows[i].words + from, latin, strlen(latin));
			}
			from = parts.at[k].to;
		}
		assert_int_equal(from, strlen(rows[i].words));
		assert_null(rows[i].latin[found]);
	}
}

static void latin_words_leave_other_parts_as_they_are(void **state)
{
	(void)state;
	static const char words[] = "Le Pont, тут, Wi-Fi";
	struct read_parts parts = { .at = { { "pt", 8 }, { NULL, strlen(words) } }, .len = 2 };
	read_latin(words, &parts, "fr");
	assert_int_equal(parts.len, 3);
	assert_string_equal(parts.at[0].lang, "pt");
	assert_null(parts.at[1].lang);
	assert_string_equal(parts.at[2].lang, "fr");
	/* More changes than there is room for: the last part has the rest. */
	char many[READ_PARTS_MAX * (sizeof "ab ґґ " - 1) + 1] = "";
	for (int i = 0; i < READ_PARTS_MAX; i++) {
		strcat(many, "ab ґґ ");
	}
	parts = (struct read_parts){ .at = { { NULL, strlen(many) } }, .len = 1 };
	read_latin(many, &parts, "fr");
	assert_int_equal(parts.len, READ_PARTS_MAX);
	assert_int_equal(parts.at[READ_PARTS_MAX - 1].to, strlen(many));
}

static void marks_of_direction_are_not_said(void **state)
{
	(void)state;
	static const struct given page[] = { { 1, ROLE_TEXT, "\u2066320 m\u2069 \u200Eici", 0 } };
	const struct node *root = tree(page, ARRAY_LEN(page));
	assert_string_equal(said(root, 0), "320 m ici");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_read_sentence_by_sentence),
		cmocka_unit_test(what_closes_a_sentence_belongs_to_it),
		cmocka_unit_test(a_line_ends_a_sentence_and_too_long_a_one_is_cut_at_a_space),
		cmocka_unit_test(a_control_is_one_sentence_with_its_texts),
		cmocka_unit_test(what_is_on_every_page_is_not_read),
		cmocka_unit_test(a_dialog_is_read_alone),
		cmocka_unit_test(nothing_is_read_of_nothing),
		cmocka_unit_test(words_are_cut_to_the_room_there_is),
		cmocka_unit_test(each_part_has_its_language),
		cmocka_unit_test(latin_words_among_others_have_a_language_of_their_own),
		cmocka_unit_test(latin_words_leave_other_parts_as_they_are),
		cmocka_unit_test(marks_of_direction_are_not_said),
	};
	return cmocka_run_group_tests_name("ui_read", tests, NULL, NULL);
}
