/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a walk, in the languages of assets/strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/say_route.h"
#include "base/mem.h"
#include "base/str.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#include "unit/po_words.h"

struct article_row {
	const char *name, *said; /* NULL: stands after a colon */
};

static const struct article_row article_rows[] = {
	{ "Rue de la Gare", "la rue de la Gare" },
	{ "rue Pierre Goujon", "la rue Pierre Goujon" },
	{ "Avenue des Sports", "l’avenue des Sports" },
	{ "Boulevard Rainier III", "le boulevard Rainier III" },
	{ "Chemin des Révoires", "le chemin des Révoires" },
	{ "Impasse de la Saulaie", "l’impasse de la Saulaie" },
	{ "Allée Guillaume Apollinaire", "l’allée Guillaume Apollinaire" },
	{ "Place Bellecour", "la place Bellecour" },
	{ "Quai Albert 1er", "le quai Albert 1er" },
	{ "Ruelle du Puits", "la ruelle du Puits" },
	{ "Escaliers Sainte-Dévote", "les escaliers Sainte-Dévote" },
	{ "Esplanade", "l’esplanade" },
	{ "Grande Rue", "la Grande Rue" },
	{ "Montée du Four", "la montée du Four" },
	{ "Rond-Point Sainte-Dévote", "le rond-point Sainte-Dévote" },
	{ "Rueil", NULL },
	{ "Les Terreaux", NULL },
	{ "Landstrasse", NULL },
	{ "Accès Villa Yéyé", NULL },
	{ "", NULL },
};

static void french_names_get_their_article(void **state)
{
	(void)state;
	struct voice v = voice(FR);
	for (size_t i = 0; i < ARRAY_LEN(article_rows); i++) {
		const char *said = say_route_with_article(&v, article_rows[i].name);
		if (!str_equal(said ? said : "-", article_rows[i].said ? article_rows[i].said : "-")) {
			fail_msg("%s: %s", article_rows[i].name, said ? said : "no article");
		}
	}
	struct voice english = voice(EN);
	assert_null(say_route_with_article(&english, "Rue de la Gare"));
}

struct step_row {
	struct route_step step;
	const char *french, *english;
};

static const struct step_row step_rows[] = {
	{ { ROUTE_DEPART, 2, ROUTE_ROAD, "Rue de la Poste", false, 100, 0, 0 },
			"Partez vers l’est par la rue de la Poste", "Head east along Rue de la Poste" },
	{ { ROUTE_DEPART, 0, ROUTE_TRACK, "", false, 100, 0, 0 }, "Partez vers le nord par le chemin",
			"Head north along the path" },
	{ { ROUTE_DEPART, 5, ROUTE_ROAD, "Les Terreaux", false, 100, 0, 0 },
			"Partez vers le sud-ouest\u00a0: Les Terreaux", "Head south-west along Les Terreaux" },
	{ { ROUTE_DEPART, 1, ROUTE_STAIRWAY, "", false, 0, 0, 0 }, "Partez vers le nord-est", "Head north-east" },
	{ { ROUTE_TURN, ROUTE_LEFT, ROUTE_ROAD, "Rue du Stade", false, 80, 0, 1 }, "Prenez à gauche la rue du Stade",
			"Turn left onto Rue du Stade" },
	{ { ROUTE_TURN, ROUTE_RIGHT, ROUTE_ROAD, "Avenue des Pins", false, 80, 0, 1 },
			"Prenez à droite l’avenue des Pins", "Turn right onto Avenue des Pins" },
	{ { ROUTE_TURN, ROUTE_STRAIGHT, ROUTE_ROAD, "Quai Sud", false, 80, 0, 1 }, "Continuez par le quai Sud",
			"Continue along Quai Sud" },
	{ { ROUTE_TURN, ROUTE_RIGHT, ROUTE_ROAD, "Landstrasse", false, 80, 0, 1 },
			"Tournez à droite\u00a0: Landstrasse", "Turn right onto Landstrasse" },
	{ { ROUTE_TURN, ROUTE_STRAIGHT, ROUTE_ROAD, "Landstrasse", false, 80, 0, 1 },
			"Continuez tout droit\u00a0: Landstrasse", "Continue along Landstrasse" },
	{ { ROUTE_TURN, ROUTE_SLIGHT_LEFT, ROUTE_ROAD, "D 28", true, 80, 0, 1 }, "Prenez un peu à gauche la route D 28",
			"Bear left onto road D 28" },
	{ { ROUTE_TURN, ROUTE_LEFT, ROUTE_FOOTPATH, "", false, 80, 0, 1 }, "Prenez à gauche le chemin piéton",
			"Turn left onto the footpath" },
	{ { ROUTE_TURN, ROUTE_BACK, ROUTE_SIDEWALK, "", false, 80, 0, 1 }, "Faites demi-tour par le trottoir",
			"Turn back along the pavement" },
	{ { ROUTE_ROUNDABOUT, ROUTE_LEFT, ROUTE_ROAD, "Rue du Stade", false, 80, 0, 1 },
			"Au rond-point, prenez à gauche la rue du Stade",
			"At the roundabout, turn left onto Rue du Stade" },
	{ { ROUTE_STAIRS, ROUTE_UP, ROUTE_STAIRWAY, "", false, 12, 24, 1 }, "Attention, montez l’escalier, 24 marches",
			"Mind the steps: go up the stairs, 24 steps" },
	{ { ROUTE_STAIRS, ROUTE_DOWN, ROUTE_STAIRWAY, "Rampe Major", false, 12, 0, 1 },
			"Attention, descendez l’escalier (Rampe Major)",
			"Mind the steps: go down the stairs (Rampe Major)" },
	{ { ROUTE_CROSS_SQUARE, ROUTE_STRAIGHT, ROUTE_SQUARE, "Place du Marché", false, 40, 0, 1 },
			"Traversez la place du Marché", "Cross Place du Marché" },
	{ { ROUTE_CROSS_SQUARE, ROUTE_STRAIGHT, ROUTE_SQUARE, "", false, 40, 0, 1 }, "Traversez la place",
			"Cross the square" },
	{ { ROUTE_LIFT, ROUTE_STRAIGHT, ROUTE_FOOTPATH, "", false, 5, 0, 1 }, "Prenez l’ascenseur", "Take the lift" },
	{ { ROUTE_ARRIVE, ROUTE_STRAIGHT, ROUTE_ROAD, "", false, 2, 0, 1 }, "Vous y êtes\u00a0: Mairie",
			"You are there: Mairie" },
	{ { ROUTE_ARRIVE, ROUTE_LEFT, ROUTE_ROAD, "", false, 12, 0, 1 }, "Vous y êtes, sur la gauche\u00a0: Mairie",
			"You are there, on the left: Mairie" },
	/* Off the known ways: said as such, with how far. */
	{ { ROUTE_ARRIVE, ROUTE_RIGHT, ROUTE_ROAD, "", false, 62, 0, 1 },
			"Le chemin connu s’arrête là. À 60 m, sur la droite\u00a0: Mairie",
			"The known way ends here. 60 m on the right: Mairie" },
};

static void steps_are_said_in_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(step_rows); i++) {
		struct voice french = voice(FR);
		struct voice english = voice(EN);
		assert_string_equal(say_route_step(&french, &step_rows[i].step, "Mairie"), step_rows[i].french);
		assert_string_equal(say_route_step(&english, &step_rows[i].step, "Mairie"), step_rows[i].english);
	}
}

/* Every kind, turn and ground has words: no key, no mark and no empty text reaches a visitor. */
static void nothing_is_left_unsaid(void **state)
{
	(void)state;
	static const char *const names[] = { "", "Rue X", "Les X" };
	for (int lang = FR; lang < PO_LANGUAGES; lang++) {
		struct voice v = voice((unsigned)lang);
		for (int k = 0; k < ROUTE_KINDS * ROUTE_TURNS * ROUTE_GROUNDS * 3; k++) {
			struct route_step s = { .kind = (enum route_kind)(k % ROUTE_KINDS),
				.turn = k / ROUTE_KINDS % ROUTE_TURNS,
				.ground = (enum route_ground)(k / ROUTE_KINDS / ROUTE_TURNS % ROUTE_GROUNDS),
				.name = names[k / ROUTE_KINDS / ROUTE_TURNS / ROUTE_GROUNDS],
				.metres = 80 };
			s.turn = s.kind == ROUTE_STAIRS ? s.turn % 3 : s.turn;
			const char *text = say_route_step(&v, &s, "P");
			if (strstr(text, "way.") || strchr(text, '{') || strlen(text) < 8) {
				fail_msg("kind %d turn %d: %s", (int)s.kind, s.turn, text);
			}
			assert_non_null(say_route_icon(&s));
		}
	}
}

static void distances_are_those_people_pace_out(void **state)
{
	(void)state;
	static const struct {
		int metres;
		const char *said;
	} rows[] = { { 1, NULL }, { 4, "5 m" }, { 12, "10 m" }, { 13, "15 m" }, { 46, "45 m" }, { 52, "50 m" },
		{ 388, "390 m" }, { 1240, "1,2 km" } };
	struct voice v = voice(FR);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct route_step s = { .kind = ROUTE_TURN, .name = "", .metres = rows[i].metres };
		const char *said = say_route_distance(&v, &s);
		assert_string_equal(said ? said : "-", rows[i].said ? rows[i].said : "-");
	}
	assert_string_equal(say_route_summary(&v, 241, 320), "5 minutes à pied, 320\u00a0m");
	assert_string_equal(say_route_summary(&v, 30, 40), "1 minute à pied, 40\u00a0m");
}

static void what_is_taken_away_has_whole_lines(void **state)
{
	(void)state;
	struct route_step steps[40];
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		steps[i] = (struct route_step){ .kind = i == 0 ? ROUTE_DEPART : ROUTE_TURN,
			.name = "Rue de la République",
			.metres = 90 };
	}
	struct route_plan plan = { .steps = steps, .steps_len = 3 };
	struct voice v = voice(FR);
	assert_string_equal(say_route_take_away(&v, &plan, "Mairie", "1 rue A", "5 minutes à pied, 320 m", 900),
			"Mairie\n1 rue A\n5 minutes à pied, 320 m\n"
			"1. Partez vers le nord par la rue de la République, 90 m\n"
			"2. Continuez par la rue de la République, 90 m\n"
			"3. Continuez par la rue de la République, 90 m\n");
	plan.steps_len = ARRAY_LEN(steps);
	const char *cut = say_route_take_away(&v, &plan, "Mairie", "1 rue A", "5 minutes à pied, 320 m", 500);
	assert_in_range(strlen(cut), 400, 500);
	assert_true(str_ends(cut, "90 m\n…\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(french_names_get_their_article),
		cmocka_unit_test(steps_are_said_in_both_languages),
		cmocka_unit_test(nothing_is_left_unsaid),
		cmocka_unit_test(distances_are_those_people_pace_out),
		cmocka_unit_test(what_is_taken_away_has_whole_lines),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
