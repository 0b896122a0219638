/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours in style.c and the sizes in tokens.c are those of assets/theme/tokens.json. Run from the top of the
 * project. */
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/style.h"

#include <cmocka.h>

#define COLOR(french, field)                                                                                           \
	{                                                                                                              \
		french, offsetof(struct palette, field)                                                                \
	}
static bool color_equal(struct color a, struct color b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static const struct {
	const char *token;
	size_t offset;
} colors[] = {
	COLOR("fond", ground),
	COLOR("surface", surface),
	COLOR("surface2", surface2),
	COLOR("encre", ink),
	COLOR("encre2", ink2),
	COLOR("primaire", primary),
	COLOR("primaireAppui", primary_pressed),
	COLOR("surPrimaire", on_primary),
	COLOR("surPrimaire2", on_primary2),
	COLOR("accent", accent),
	COLOR("accentAppui", accent_pressed),
	COLOR("accentDoux", accent_soft),
	COLOR("surAccent", on_accent),
	COLOR("bord", border),
	COLOR("filet", hairline),
	COLOR("succes", success),
	COLOR("succesDoux", success_soft),
	COLOR("alerte", warning),
	COLOR("alerteDoux", warning_soft),
	COLOR("danger", danger),
	COLOR("dangerDoux", danger_soft),
	COLOR("info", info),
	COLOR("desactiveFond", disabled_fill),
	COLOR("desactiveTexte", disabled_text),
	COLOR("focusExt", focus_outer),
	COLOR("focusInt", focus_inner),
	COLOR("voile", veil),
	COLOR("ombre", shadow),
};

static const char *const themes[THEME_COUNT] = { "clair", "sombre", "contraste" };

static struct color parse(const char *hex)
{
	unsigned r = 0;
	unsigned g = 0;
	unsigned b = 0;
	unsigned a = 255;
	assert_true(sscanf(hex, "#%2x%2x%2x%2x", &r, &g, &b, &a) >= 3);
	return (struct color){ (uint8_t)r, (uint8_t)g, (uint8_t)b, (uint8_t)a };
}

static json_t *tokens(void)
{
	json_t *all = json_load_file("assets/theme/tokens.json", 0, NULL);
	assert_non_null(all);
	return all;
}

static void every_colour_is_the_designer_s(void **state)
{
	(void)state;
	json_t *all = tokens();
	for (int t = 0; t < THEME_COUNT; t++) {
		const json_t *theme = json_object_get(json_object_get(all, "themes"), themes[t]);
		assert_int_equal(json_object_size(theme), ARRAY_LEN(colors));
		for (size_t i = 0; i < ARRAY_LEN(colors); i++) {
			const char *hex = json_string_value(json_object_get(theme, colors[i].token));
			assert_non_null(hex);
			const struct color *ours =
					(const struct color *)(const void *)((const char *)palette_of(
											     (enum theme_id)t) +
									     colors[i].offset);
			if (!color_equal(parse(hex), *ours)) {
				fail_msg("%s %s is %s in the tokens", themes[t], colors[i].token, hex);
			}
		}
	}
	json_decref(all);
}

/* WCAG 2.1, "relative luminance" and "contrast ratio". */
static double channel(uint8_t value)
{
	double c = value / 255.0;
	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c)
{
	return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}

static double contrast(struct color a, struct color b)
{
	double la = luminance(a);
	double lb = luminance(b);
	return ((la > lb ? la : lb) + 0.05) / ((la > lb ? lb : la) + 0.05);
}

/* DESIGN.md section 11: what is read, on what it lies. */
static void what_is_read_stands_out_in_every_theme(void **state)
{
	(void)state;
	for (int t = 0; t < THEME_COUNT; t++) {
		const struct palette *p = palette_of((enum theme_id)t);
		const struct {
			struct color on, what;
			double least;
		} pairs[] = {
			{ p->ground, p->ink, 7 },
			{ p->ground, p->ink2, 7 },
			{ p->surface, p->ink, 7 },
			{ p->surface, p->ink2, 7 },
			{ p->surface2, p->ink, 7 },
			{ p->primary, p->on_primary, 7 },
			{ p->primary, p->on_primary2, 7 },
			{ p->primary_pressed, p->on_primary, 7 },
			{ p->accent, p->on_accent, 7 },
			{ p->accent_soft, p->ink, 7 },
			{ p->success_soft, p->success, 7 },
			{ p->warning_soft, p->warning, 7 },
			{ p->danger_soft, p->danger, 7 },
			{ p->disabled_fill, p->disabled_text, 4.5 },
			{ p->ground, p->border, 3 },
			{ p->surface, p->border, 3 },
			{ p->ground, p->focus_outer, 3 },
			{ p->surface, p->focus_outer, 3 },
			{ p->focus_inner, p->focus_outer, 3 },
		};
		for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
			double ratio = contrast(pairs[i].on, pairs[i].what);
			if (ratio < pairs[i].least) {
				fail_msg("%s, pair %zu: %.2f:1, least %.1f", themes[t], i, ratio, pairs[i].least);
			}
		}
	}
}

static void every_network_has_its_form_and_colours(void **state)
{
	(void)state;
	json_t *all = tokens();
	const char *key;
	json_t *network;
	bool taken[SHAPE_COUNT] = { false };
	json_object_foreach(json_object_get(all, "reseaux"), key, network)
	{
		const struct symbol *s = symbol_find(key);
		assert_string_equal(s->key, key);
		assert_false(taken[s->shape]); /* the form alone must tell them apart */
		taken[s->shape] = true;
		for (int t = 0; t < THEME_COUNT; t++) {
			const char *fill = json_string_value(
					json_object_get(json_object_get(network, "couleur"), themes[t]));
			const char *glyph = json_string_value(
					json_object_get(json_object_get(network, "glyphe"), themes[t]));
			assert_true(color_equal(parse(fill), s->fill[t]));
			assert_true(color_equal(parse(glyph), s->glyph[t]));
		}
	}
	assert_false(taken[symbol_find("mdph")->shape]);
	assert_string_equal(symbol_find("no-such-network")->key, "rsp");
	json_decref(all);
}

/* The number at a path of keys, "a/b/c". */
static double number_at(json_t *all, const char *path)
{
	char keys[96];
	char *rest = NULL;
	snprintf(keys, sizeof keys, "%s", path);
	for (char *key = strtok_r(keys, "/", &rest); key; key = strtok_r(NULL, "/", &rest)) {
		all = json_object_get(all, key);
	}
	if (!json_is_number(all)) {
		fail_msg("%s is no number of the tokens", path);
	}
	return json_number_value(all);
}

static void check_mm(json_t *all, const char *path, float mm)
{
	double wanted = number_at(all, path);
	if (fabs((double)mm - wanted) > 1e-4) {
		fail_msg("%s is %g in the tokens, %g in tokens.c", path, wanted, (double)mm);
	}
}

static void every_size_is_the_designer_s(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		enum token token;
		enum format format;
	} sizes[] = {
		{ "espace/e1/mm", SPACE_1, FORMAT_PORTRAIT },
		{ "espace/e2/mm", SPACE_2, FORMAT_PORTRAIT },
		{ "espace/e3/mm", SPACE_3, FORMAT_PORTRAIT },
		{ "espace/e4/mm", SPACE_4, FORMAT_LANDSCAPE },
		{ "espace/e6/mm", SPACE_6, FORMAT_LANDSCAPE },
		{ "espace/e8/mm", SPACE_8, FORMAT_LANDSCAPE },
		{ "rayon/carte/mm", RADIUS_CARD, FORMAT_PORTRAIT },
		{ "rayon/feuille/mm", RADIUS_SHEET, FORMAT_PORTRAIT },
		{ "trait/controle/mm", STROKE_CONTROL, FORMAT_PORTRAIT },
		{ "trait/selection/mm", STROKE_CURSOR, FORMAT_PORTRAIT },
		{ "grille/portrait/marge/mm", PAGE_MARGIN, FORMAT_PORTRAIT },
		{ "grille/paysage/rail/mm", RAIL_W, FORMAT_LANDSCAPE },
		{ "grille/bureau7/rail/mm", RAIL_W, FORMAT_SEVEN },
		{ "grille/bureau7/marge/mm", PAGE_MARGIN, FORMAT_SEVEN },
	};
	static const struct {
		const char *path;
		enum type type;
		enum format format;
	} texts[] = {
		{ "texte/affiche/corps/mm", TYPE_POSTER, FORMAT_PORTRAIT },
		{ "texte/titre1/corps/mm", TYPE_TITLE1, FORMAT_PORTRAIT },
		{ "texte/titre2/corps/mm", TYPE_TITLE2, FORMAT_LANDSCAPE },
		{ "texte/corps/corps/mm", TYPE_BODY, FORMAT_PORTRAIT },
		{ "texte/corpsFort/corps/mm", TYPE_BODY_STRONG, FORMAT_LANDSCAPE },
		{ "texte/libelle/corps/mm", TYPE_LABEL, FORMAT_PORTRAIT },
		{ "texteBureau7/titre2/mm", TYPE_TITLE1, FORMAT_SEVEN },
		{ "texteBureau7/corps/mm", TYPE_BODY, FORMAT_SEVEN },
		{ "texteBureau7/libelle/mm", TYPE_LABEL, FORMAT_SEVEN },
		{ "texteBureau7/note/mm", TYPE_NOTE, FORMAT_SEVEN },
	};
	json_t *all = tokens();
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		check_mm(all, sizes[i].path, token_mm(sizes[i].token, sizes[i].format));
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		check_mm(all, texts[i].path, type_mm(texts[i].type, texts[i].format, 1));
	}
	json_decref(all);
}

/* Titles grow by 0.4 of what the visitor adds, and are no smaller than the body. */
static bool is_title_grown(float normal, float giant, float body)
{
	return giant >= normal * 1.39F && (giant <= normal * 1.41F || giant <= fminf(body, normal * 2) * 1.01F);
}

/* A row left out of the table would be a text of no height. All text grows with the choice: as much, as a title, a bar
 * or a header does, or not at all. */
static void every_role_has_a_size(void **state)
{
	(void)state;
	static const float shares[] = { 1, 1.3F, 1.6F, 2 };
	for (int format = 0; format < FORMATS; format++) {
		float body = type_mm(TYPE_BODY, (enum format)format, 2);
		for (int type = 0; type < TYPE_COUNT; type++) {
			float normal = type_mm((enum type)type, (enum format)format, 1);
			float giant = type_mm((enum type)type, (enum format)format, 2);
			bool known = is_title_grown(normal, giant, body);
			for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
				known = known || fabsf(giant - normal * shares[i]) < 0.01F;
			}
			assert_true(normal > 3);
			assert_true(type_line((enum type)type) >= 1);
			assert_true(known);
		}
	}
}

static void text_to_read_grows_as_the_visitor_asks(void **state)
{
	(void)state;
	static const struct {
		enum type type;
		float times;
	} rows[] = { { TYPE_BODY, 2 }, { TYPE_ARTICLE, 2 }, { TYPE_FACT, 2 }, { TYPE_DAY, 2 }, { TYPE_POSTER, 1.4F },
		{ TYPE_KEY, 1 }, { TYPE_CREDIT, 1 } };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		float normal = type_mm(rows[i].type, FORMAT_PORTRAIT, 1);
		assert_float_equal(type_mm(rows[i].type, FORMAT_PORTRAIT, 2), normal * rows[i].times, 0.01);
	}
}

static void the_three_formats_are_recognised(void **state)
{
	(void)state;
	assert_int_equal(metrics_make(1080, 1920, 0.248F, 1).format, FORMAT_PORTRAIT);
	assert_int_equal(metrics_make(1920, 1080, 0.248F, 1).format, FORMAT_LANDSCAPE);
	assert_int_equal(metrics_make(800, 480, 0.193F, 1).format, FORMAT_SEVEN);
}

/* 40 windows: the pages are drawn for 267 by 475 mm, or 154 by 92 on seven inches. */
static void no_screen_is_smaller_than_the_pages(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++) {
		int w = 640 + i * 20;
		int h = 480 + (i * 7 % 40) * 53;
		float mm = metrics_fit_mm(w, h, 0.248F);
		struct metrics m = metrics_make(w, h, mm, 1);
		float width = (float)w * mm;
		float height = (float)h * mm;
		assert_true(mm >= 0.248F);
		assert_true(width > (m.format == FORMAT_SEVEN ? 153 : m.format == FORMAT_PORTRAIT ? 266 : 474));
		assert_true(height > (m.format == FORMAT_SEVEN ? 91 : m.format == FORMAT_PORTRAIT ? 474 : 266));
	}
	assert_true(metrics_fit_mm(1080, 1920, 0.248F) == 0.248F);
	assert_true(metrics_fit_mm(1920, 1080, 0.248F) == 0.248F);
	assert_true(metrics_fit_mm(800, 480, 0.193F) == 0.193F);
}

static void text_grows_with_the_visitor_s_choice(void **state)
{
	(void)state;
	struct metrics normal = metrics_make(1080, 1920, 0.248F, 1);
	struct metrics giant = metrics_make(1080, 1920, 0.248F, 2);
	assert_int_equal(metrics_type_px(&normal, TYPE_BODY), 30);
	assert_int_equal(metrics_type_px(&giant, TYPE_BODY), 60);
	assert_true(metrics_type_px(&giant, TYPE_POSTER) < 2 * metrics_type_px(&normal, TYPE_POSTER));
	assert_int_equal(metrics_px(&normal, 0), 0);
	assert_int_equal(metrics_px(&normal, 0.01F), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_colour_is_the_designer_s),
		cmocka_unit_test(what_is_read_stands_out_in_every_theme),
		cmocka_unit_test(every_network_has_its_form_and_colours),
		cmocka_unit_test(every_size_is_the_designer_s),
		cmocka_unit_test(every_role_has_a_size),
		cmocka_unit_test(text_to_read_grows_as_the_visitor_asks),
		cmocka_unit_test(the_three_formats_are_recognised),
		cmocka_unit_test(no_screen_is_smaller_than_the_pages),
		cmocka_unit_test(text_grows_with_the_visitor_s_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
