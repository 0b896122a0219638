/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styles: what is left out is named with its path, and the rest is used. JSON with ' for ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "map/style/style.h"

#include <cmocka.h>

struct given {
	struct style style;
	struct arena *arena;
	struct buf warnings; /* "path: why\n" */
};

static void on_warning(void *ctx, const char *path, const char *why)
{
	buf_printf(ctx, "%s: %s\n", path, why);
}

static struct given *given_style(const char *text)
{
	struct given *g = calloc(1, sizeof *g);
	struct err e = { 0 };
	assert_non_null(g);
	char *json = strdup(text);
	assert_non_null(json);
	for (char *c = json; *c; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
	g->arena = arena_create(0);
	if (!style_parse(&g->style, "test", json, strlen(json), g->arena, on_warning, &g->warnings, &e)) {
		fail_msg("%s", e.message);
	}
	free(json);
	return g;
}

static void finish(struct given *g)
{
	arena_destroy(g->arena);
	buf_finish(&g->warnings);
	free(g);
}

/* One layer of the given type, with what stands between its braces. */
static struct given *given_layer(const char *type, const char *rest)
{
	char text[1024];
	(void)snprintf(text, sizeof text,
			"{'version': 8, 'sources': {'omt': {'type': 'vector'}, 'hills': {'type': 'raster'}}, 'layers': "
			"[{'id': 'a', 'type': '%s', 'source': 'omt', 'source-layer': 'b', %s}]}",
			type, rest);
	return given_style(text);
}

static void every_fault_is_named_with_its_path(void **state)
{
	(void)state;
	static const struct {
		const char *type, *rest, *warning;
		size_t layers; /* that are left */
	} faults[] = {
		{ "line", "'paint': {'line-blur': 2}", "layers[0].paint.line-blur: not supported\n", 1 },
		{ "line", "'paint': {'fill-color': 'red'}", "layers[0].paint.fill-color: not supported\n", 1 },
		{ "line", "'paint': {'line-cap': 'round'}", "layers[0].paint.line-cap: not supported\n", 1 },
		{ "line", "'layout': {'line-cap': 'sharp'}",
				"layers[0].layout.line-cap: not one of the values that the specification has\n", 1 },
		{ "line", "'paint': {'line-width': 'wide'}",
				"layers[0].paint.line-width: Expected number but found string instead.\n", 1 },
		{ "line", "'paint': {'line-width': ['step', ['zoom'], 1, 5, ['+', 'a', 1]]}",
				"layers[0].paint.line-width[4][1]: Expected number but found string instead.\n", 1 },
		{ "line", "'paint': {'line-color': '#12345'}",
				"layers[0].paint.line-color: Could not parse color from value '#12345'\n", 1 },
		{ "line", "'paint': {'line-dasharray': ['a']}",
				"layers[0].paint.line-dasharray: Expected array<number> but found array<string, 1> "
				"instead.\n",
				1 },
		{ "symbol", "'layout': {'symbol-placement': ['get', 'x']}",
				"layers[0].layout.symbol-placement: data expressions not supported\n", 1 },
		{ "symbol", "'layout': {'visibility': ['get', 'x']}",
				"layers[0].layout.visibility: only \"visible\" and \"none\" are supported\n", 1 },
		{ "fill", "'paint': {'fill-color': {'stops': 5}}",
				"layers[0].paint.fill-color: A function needs a list of 1 to 2048 stops.\n", 1 },
		{ "fill", "'filter': ['==', ['get', 'a']]", "layers[0].filter: Expected two or three arguments.\n", 0 },
		{ "fill", "'filter': ['all', ['==', ['get', 'a'], 1], ['in', 'b', 'c']]",
				"layers[0].filter: a legacy filter within an expression is read as an expression\n",
				1 },
		{ "fill", "'ref': 'b'", "layers[0].ref: not supported\n", 1 },
		{ "heatmap", "'minzoom': 3",
				"layers[0].type: a layer needs an id and one of the types background, fill, line, "
				"symbol, circle\n",
				0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		struct given *g = given_layer(faults[i].type, faults[i].rest);
		assert_string_equal(buf_text(&g->warnings), faults[i].warning);
		assert_int_equal(g->style.layers_len, faults[i].layers);
		assert_int_equal(g->style.warnings, 1);
		finish(g);
	}
}

static void what_the_style_itself_has_too_much_is_named(void **state)
{
	(void)state;
	struct given *g = given_style(
			"{'version': 7, 'terrain': {}, 'glyphs': 'x', 'sources': {'hills': {'type': 'raster'}}, "
			"'layers': [{'id': 'a', 'type': 'fill', 'source': 'hills'}, {'id': 'b', 'type': 'fill', "
			"'source': 'gone'}, {'id': 'c', 'type': 'fill'}]}");
	assert_string_equal(buf_text(&g->warnings), "terrain: not supported\n"
						    "version: only version 8 of the specification is known\n"
						    "layers[0].source: only vector sources are supported\n"
						    "layers[1].source: not one of the style's sources\n"
						    "layers[2].source: a layer needs a source, by name\n");
	assert_int_equal(g->style.layers_len, 1);
	finish(g);
}

static void what_is_right_is_used_without_a_word(void **state)
{
	(void)state;
	struct given *g = given_layer("line",
			"'minzoom': 5, 'maxzoom': 9, 'metadata': {}, 'filter': ['==', 'class', 'path'], "
			"'layout': {'line-cap': 'round', 'visibility': 'visible'}, "
			"'paint': {'line-width': {'base': 2, 'stops': [[0, 0], [2, 30]]}, "
			"'line-dasharray': [2, 1], 'line-color': ['interpolate', ['linear'], ['zoom'], "
			"0, 'hsl(0, 100%, 50%)', 2, 'blue']}");
	struct expr_scene scene = { .zoom = 1, .arena = g->arena };
	const struct style_layer *l = &g->style.layers[0];
	double dashes[8];
	assert_string_equal(buf_text(&g->warnings), "");
	assert_int_equal(g->style.layers_len, 1);
	assert_string_equal(l->source, STYLE_SOURCE);
	assert_false(style_layer_shown(l, 4.9));
	assert_true(style_layer_shown(l, 5));
	assert_false(style_layer_shown(l, 9));
	assert_true(expr_number(l->properties[STYLE_WIDTH], &scene, -1) == 10);
	struct color mixed = expr_color(l->properties[STYLE_COLOR], &scene, (struct color){ 0, 0, 0, 0 });
	assert_int_equal(mixed.r, 128);
	assert_int_equal(mixed.g, 0);
	assert_int_equal(mixed.b, 128);
	assert_int_equal(expr_numbers(l->properties[STYLE_DASHES], &scene, dashes, 8), 2);
	assert_true(dashes[0] == 2 && dashes[1] == 1);
	finish(g);
}

static void a_bold_font_is_found_in_lists_and_expressions(void **state)
{
	(void)state;
	struct given *g = given_layer("symbol",
			"'layout': {'text-font': ['step', ['zoom'], ['literal', ['A Regular']], 10, "
			"['literal', ['A Bold', 'B']]]}");
	struct expr_scene near = { .zoom = 12, .arena = g->arena };
	struct expr_scene far = { .zoom = 2, .arena = g->arena };
	assert_true(style_is_bold(&g->style.layers[0], &near));
	assert_false(style_is_bold(&g->style.layers[0], &far));
	finish(g);
	g = given_layer("symbol", "'layout': {'text-font': ['Noto Sans Bold']}");
	assert_true(style_is_bold(&g->style.layers[0], &far));
	finish(g);
}

static void abbreviations_that_cannot_be_used_are_named(void **state)
{
	(void)state;
	struct given *g = given_style("{'version': 8, 'metadata': {'borne:abbreviations': [['avenue', 'av.', 'first', "
				      "1], ['rue', 'r.', "
				      "'middle', 1], ['rue', 'street', 'any', 1], ['rue', 'r.', 'any', 3], ['', '', "
				      "'any', 1], [], 'rue', "
				      "['rue', 'r.', 'any', 2]]}, 'layers': []}");
	assert_int_equal(g->style.warnings, 6);
	assert_non_null(strstr(buf_text(&g->warnings), "metadata.borne:abbreviations[1]: the third word"));
	assert_non_null(strstr(buf_text(&g->warnings), "abbreviations[2]: the word"));
	assert_non_null(strstr(buf_text(&g->warnings), "abbreviations[3]: the degree"));
	assert_non_null(strstr(buf_text(&g->warnings), "abbreviations[6]: a row is"));
	assert_int_equal(g->style.abbreviations.len, 2);
	assert_string_equal(g->style.abbreviations.at[0].shorter, "av.");
	assert_int_equal(g->style.abbreviations.at[1].degree, 2);
	finish(g);
}

static void no_layers_is_no_style(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", "[]", "{}", "{\"layers\": {}}", "{\"layers\": [}" };
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct arena *arena = arena_create(0);
		struct style style;
		struct err e = { 0 };
		assert_false(style_parse(&style, "wrong", wrong[i], strlen(wrong[i]), arena, NULL, NULL, &e));
		assert_non_null(strstr(e.message, "wrong"));
		arena_destroy(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_is_named_with_its_path),
		cmocka_unit_test(what_the_style_itself_has_too_much_is_named),
		cmocka_unit_test(what_is_right_is_used_without_a_word),
		cmocka_unit_test(a_bold_font_is_found_in_lists_and_expressions),
		cmocka_unit_test(abbreviations_that_cannot_be_used_are_named),
		cmocka_unit_test(no_layers_is_no_style),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
