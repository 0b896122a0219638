/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words on the map: shaped in the order they are read, shortened, broken into lines. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/label/labelwords.h"

#include <cmocka.h>

#define FONTS "/usr/share/fonts/truetype/noto/"

static int open_fonts(void **state)
{
	static const char *const regular[] = { FONTS "NotoSans-Regular.ttf", FONTS "NotoSansArabic-Regular.ttf",
		FONTS "no-such-font.ttf", FONTS "NotoSansHebrew-Regular.ttf" };
	static const char *const bold[] = { FONTS "NotoSans-Bold.ttf", FONTS "NotoSansArabic-Bold.ttf",
		FONTS "no-such-font.ttf", FONTS "NotoSansHebrew-Bold.ttf" };
	struct err e = { 0 };
	*state = lettering_create(regular, bold, ARRAY_LEN(regular), &e);
	return *state ? 0 : -1;
}

static int close_fonts(void **state)
{
	lettering_destroy(*state);
	return 0;
}

static struct glyph_run shaped(void **state, const char *text, float spacing)
{
	struct glyph_run run;
	struct lettering_type type = { .size_px = 20, .spacing_px = spacing };
	if (!lettering_shape(*state, text, strlen(text), type, &run)) {
		fail_msg("not shaped: %s", text);
	}
	return run;
}

/* ---- shaping ---- */

static void latin_runs_from_left_to_right(void **state)
{
	struct glyph_run run = shaped(state, "Rue Né", 0);
	assert_int_equal(run.len, 6);
	assert_false(run.rtl);
	float sum = 0;
	for (size_t i = 0; i < run.len; i++) {
		assert_int_equal(run.at[i].byte, i);
		assert_true(fabsf(run.at[i].x - sum) < 0.01F);
		sum += run.at[i].advance;
	}
	assert_true(fabsf(run.width - sum) < 0.01F);
	struct glyph_run wide = shaped(state, "Rue Né", 3);
	assert_true(fabsf(wide.width - sum - 15) < 0.01F); /* between letters, not after the last */
}

static void arabic_is_joined_and_runs_from_right_to_left(void **state)
{
	/* seen, lam, alef, meem: lam and alef become one glyph. */
	struct glyph_run run = shaped(state, "سلام", 0);
	assert_true(run.rtl);
	assert_int_equal(run.len, 3);
	assert_int_equal(run.at[0].byte, 6); /* the last letter stands on the left */
	assert_int_equal(run.at[2].byte, 0);
	assert_int_equal(run.at[0].font, 1);
	/* Joined: each form differs from the letter's own. */
	struct glyph_run seen = shaped(state, "س", 0);
	assert_true(seen.at[0].id != run.at[2].id);
	/* Letters that touch are not pulled apart. */
	assert_true(fabsf(shaped(state, "سلام", 5).width - run.width) < 0.01F);
}

static size_t left_most(const struct glyph_run *run, size_t byte)
{
	for (size_t i = 0; i < run->len; i++) {
		if (run->at[i].byte == byte) {
			return i;
		}
	}
	fail_msg("no glyph of byte %zu", byte);
	return 0;
}

static void a_name_in_two_scripts_keeps_both_orders(void **state)
{
	const char *text = "Rue شارع 12";
	struct glyph_run run = shaped(state, text, 0);
	assert_false(run.rtl);
	assert_int_equal(run.at[0].font, 0);
	assert_int_equal(run.at[0].byte, 0);
	/* The Arabic word backwards, the number after it (UAX #9: digits after Arabic letters stay on its left). */
	size_t first = left_most(&run, 4);
	size_t last = left_most(&run, 10);
	assert_true(last < first);
	size_t one = left_most(&run, 13);
	size_t two = left_most(&run, 14);
	assert_int_equal(two, one + 1);
	assert_true(one < last);

	/* The other way round. */
	run = shaped(state, "شارع Voltaire", 0);
	assert_true(run.rtl);
	assert_true(left_most(&run, 9) < left_most(&run, 0));
	assert_true(left_most(&run, 9) < left_most(&run, 16)); /* V before e */
}

static void brackets_are_mirrored_and_marks_stay_on_their_letters(void **state)
{
	struct glyph_run open = shaped(state, "(", 0);
	struct glyph_run hebrew = shaped(state, "א(ב)", 0);
	/* What is an opening bracket in the text opens to the left. */
	size_t at = left_most(&hebrew, 2);
	assert_true(at > left_most(&hebrew, 5));
	assert_true(hebrew.at[at].id != open.at[0].id || hebrew.at[at].font != open.at[0].font);
	struct glyph_run marked = shaped(state, "e\xCC\x81t", 4); /* e, combining acute */
	assert_true(marked.width < shaped(state, "et", 4).width + 0.5F);
}

static void what_no_font_has_is_refused(void **state)
{
	struct glyph_run run;
	struct lettering_type type = { .size_px = 20 };
	assert_false(lettering_shape(*state, "中国", 6, type, &run));
	assert_false(lettering_shape(*state, "", 0, type, &run));
	char long_text[LETTERING_BYTES_MAX + 2];
	memset(long_text, 'a', sizeof long_text);
	assert_false(lettering_shape(*state, long_text, sizeof long_text, type, &run));
	assert_false(lettering_shape(*state, long_text, LETTERING_GLYPHS_MAX + 1, type, &run));
	assert_true(lettering_shape(*state, long_text, LETTERING_GLYPHS_MAX, type, &run));
	/* A mark that shows nothing is no reason. */
	assert_true(lettering_shape(*state,
			"a\xE2\x80\x8E"
			"b",
			5, type, &run));
}

/* ---- drawing ---- */

static size_t inked(const struct letters *l)
{
	size_t count = 0;
	for (int i = 0; i < l->w * l->h; i++) {
		count += l->argb[i] >> 24 > 128;
	}
	return count;
}

static void a_picture_is_no_larger_than_its_letters(void **state)
{
	struct glyph_run run = shaped(state, "Il", 0);
	struct lettering_look look = { .text = { 10, 20, 30, 255 } };
	struct letters plain;
	struct letters haloed;
	struct glyph_place places[2] = { { 100, 200, 0 }, { 100 + run.at[1].x, 200, 0 } };
	assert_true(lettering_draw(*state, &run, places, &look, &plain));
	assert_true(plain.w <= 14 && plain.h <= 18 && plain.x >= 99 && plain.y + plain.h <= 202);
	look.halo = (struct color){ 255, 255, 255, 255 };
	look.halo_px = 3;
	assert_true(lettering_draw(*state, &run, places, &look, &haloed));
	assert_in_range(haloed.w - plain.w, 5, 7);
	assert_in_range(haloed.h - plain.h, 5, 7);
	assert_true(inked(&haloed) > inked(&plain) + 50);
	free(plain.argb);
	/* Turned by a quarter it is as high as it was wide. */
	struct letters turned;
	for (int i = 0; i < 2; i++) {
		places[i] = (struct glyph_place){ 100, 200 + run.at[i].x, (float)M_PI / 2 };
	}
	assert_true(lettering_draw(*state, &run, places, &look, &turned));
	assert_true(abs(turned.h - haloed.w) <= 2 && abs(turned.w - haloed.h) <= 2);
	free(haloed.argb);
	free(turned.argb);
}

static void kept_glyphs_draw_the_same_when_there_are_many(void **state)
{
	struct lettering_look look = { .text = { 0, 0, 0, 255 }, .halo = { 255, 255, 255, 255 }, .halo_px = 2 };
	struct glyph_run run = shaped(state, "Ag", 0);
	struct glyph_place places[2] = { { 10, 30, 0 }, { 25, 30, 0 } };
	struct letters first;
	struct letters again;
	assert_true(lettering_draw(*state, &run, places, &look, &first));
	/* More sizes than are kept. */
	for (int i = 0; i < 700; i++) {
		struct letters l;
		struct glyph_run other = run;
		other.size_px = 12 + (float)i / 50;
		assert_true(lettering_draw(*state, &other, places, &look, &l));
		free(l.argb);
	}
	assert_true(lettering_draw(*state, &run, places, &look, &again));
	assert_int_equal(first.w, again.w);
	assert_int_equal(first.h, again.h);
	assert_memory_equal(first.argb, again.argb, (size_t)first.w * (size_t)first.h * 4);
	free(first.argb);
	free(again.argb);
}

/* ---- shorter ---- */

static void no_warning(void *ctx, size_t row, const char *why)
{
	(void)ctx;
	fail_msg("row %zu: %s", row, why);
}

static void names_are_abbreviated_by_degrees(void **state)
{
	static const struct {
		const char *name, *first, *second; /* NULL: nothing to shorten */
	} names[] = {
		{ "Boulevard Voltaire", "bd Voltaire", NULL },
		{ "Avenue du Général de Gaulle", "av. du Général de Gaulle", "av. du Gal de Gaulle" },
		{ "Rue Saint-Jean", "Rue St-Jean", "r. St-Jean" },
		{ "Rue de la Gare", NULL, "r. de la Gare" },
		{ "Allée des Tilleuls", "all. des Tilleuls", NULL },
		{ "Place du Docteur Calmette", "pl. du Docteur Calmette", "pl. du Dr Calmette" },
		{ "Rue de l'Avenue", NULL, "r. de l'Avenue" }, /* an avenue is only abbreviated where it is one */
		{ "Sainte-Foy", "Ste-Foy", NULL },
		{ "Rue Notre-Dame des Champs", NULL, "r. N.-D. des Champs" },
		{ "Place", NULL, NULL },
		{ "Quai", NULL, NULL },
		{ "Landstrasse", "Landstr.", NULL },
		{ "Strasse", NULL, NULL },
		{ "Placette Haute", NULL, NULL },
		{ "Rue des Saints-Pères", "Rue des Sts-Pères", "r. des Sts-Pères" },
	};
	(void)state;
	json_t *style = json_load_file("assets/mapstyle/clair.json", 0, NULL);
	assert_non_null(style);
	struct arena *arena = arena_create(4096);
	struct abbreviations all =
			abbreviations_read(json_object_get(json_object_get(style, "metadata"), ABBREVIATIONS_KEY),
					arena, no_warning, NULL);
	json_decref(style);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char out[LABEL_TEXT_BYTES];
		assert_int_equal(label_abbreviate(&all, names[i].name, 1, out, sizeof out), names[i].first != NULL);
		if (names[i].first) {
			assert_string_equal(out, names[i].first);
		}
		assert_int_equal(label_abbreviate(&all, names[i].name, 2, out, sizeof out), names[i].second != NULL);
		if (names[i].second) {
			assert_string_equal(out, names[i].second);
		}
	}
	char small[8];
	assert_false(label_abbreviate(&all, "Boulevard Voltaire", 1, small, sizeof small));
	arena_destroy(arena);
}

/* ---- lines ---- */

static void wraps_to(void **state, const char *text, float max_px, const char *expected)
{
	struct label_line lines[LABEL_LINES_MAX];
	char flat[LABEL_TEXT_BYTES];
	char got[LABEL_TEXT_BYTES + LABEL_LINES_MAX] = "";
	str_cut(flat, sizeof flat, text);
	for (char *c = flat; *c; c++) {
		*c = (char)(*c == '\n' ? ' ' : *c);
	}
	struct glyph_run run = shaped(state, flat, 0);
	size_t count = label_wrap(text, &run, max_px, lines);
	for (size_t i = 0; i < count; i++) {
		strncat(got, text + lines[i].first, lines[i].end - lines[i].first);
		strcat(got, i + 1 < count ? "|" : "");
	}
	assert_string_equal(got, expected);
}

static void lines_are_balanced(void **state)
{
	wraps_to(state, "Mairie", 100, "Mairie");
	wraps_to(state, "Maison de l'emploi et de la formation", 1000, "Maison de l'emploi et de la formation");
	wraps_to(state, "Maison de l'emploi et de la formation", 200, "Maison de l'emploi|et de la formation");
	/* Not "Centre de documentation|Nord". */
	wraps_to(state, "Centre de documentation Nord", 240, "Centre de|documentation Nord");
	/* After a hyphen too; a word longer than the line stays whole. */
	wraps_to(state, "Saint-Cyr-sur-Menthon", 120, "Saint-Cyr-|sur-Menthon");
	wraps_to(state, "Anticonstitutionnellement", 60, "Anticonstitutionnellement");
	/* A line end in the text breaks, two do not make an empty line. */
	wraps_to(state, "Vaduz\nفادوز", 1000, "Vaduz|فادوز");
	wraps_to(state, "a b c d e f g h", 1, "a|b|c|d|e|f g h");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_runs_from_left_to_right),
		cmocka_unit_test(arabic_is_joined_and_runs_from_right_to_left),
		cmocka_unit_test(a_name_in_two_scripts_keeps_both_orders),
		cmocka_unit_test(brackets_are_mirrored_and_marks_stay_on_their_letters),
		cmocka_unit_test(what_no_font_has_is_refused),
		cmocka_unit_test(a_picture_is_no_larger_than_its_letters),
		cmocka_unit_test(kept_glyphs_draw_the_same_when_there_are_many),
		cmocka_unit_test(names_are_abbreviated_by_degrees),
		cmocka_unit_test(lines_are_balanced),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
