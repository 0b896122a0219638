/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles made to hurt: each is decoded and painted within the bounds that are counted (bytes, points, px, steps), and
 * what came before the harm is on the picture. Time is not measured here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/label/labels.h"
#include "map/raster/tilepaint.h"
#include "store/tiles.h"
#include "unit/mvt_bytes.h"

#include <cmocka.h>

enum { SIZE_PX = 256, EXTENT = 4096, MIB = 1024 * 1024 };

struct given {
	struct arena *parsed, *scratch, *styles;
	struct raster *raster;
	struct style style;
	struct mvt_tile tile;
	struct buf bytes, layer;
	uint32_t argb[SIZE_PX * SIZE_PX];
	bool whole;  /* all was painted */
	size_t used; /* bytes of the decoded tile */
	size_t scratch_used;
};

static int open_given(void **state)
{
	struct err e = { 0 };
	struct given *g = calloc(1, sizeof *g);
	g->parsed = arena_create(0);
	g->scratch = arena_create(0);
	g->styles = arena_create(0);
	g->raster = raster_create(&e);
	*state = g;
	return g->raster ? 0 : -1;
}

static int close_given(void **state)
{
	struct given *g = *state;
	arena_destroy(g->parsed);
	arena_destroy(g->scratch);
	arena_destroy(g->styles);
	raster_destroy(g->raster);
	buf_finish(&g->bytes);
	buf_finish(&g->layer);
	free(g);
	return 0;
}

/* Green ground, then whatever the test is about, on the layer "x"; JSON with ' for ". */
static void set_style(struct given *g, const char *layers)
{
	char *json;
	struct err e = { 0 };
	assert_true(asprintf(&json,
				    "{'version': 8, 'sources': {'s': {'type': 'vector'}}, 'layers': [{'id': 'g', "
				    "'type': "
				    "'background', 'paint': {'background-color': '#00ff00'}}, {'id': 'm', 'type': "
				    "'fill', "
				    "'source': 's', 'source-layer': 'mark', 'paint': {'fill-color': '#ff0000'}}, %s]}",
				    layers) > 0);
	for (char *at = json; *at; at++) {
		*at = *at == '\'' ? '"' : *at;
	}
	assert_true(style_parse(&g->style, "hostile", json, strlen(json), g->styles, NULL, NULL, &e));
	assert_int_equal(g->style.warnings, 0);
	free(json);
}

#define LINES "{'id': 'l', 'type': 'line', 'source': 's', 'source-layer': 'x', 'paint': {%s}}"
#define PLAIN_LINES                                                                                                    \
	"{'id': 'l', 'type': 'line', 'source': 's', 'source-layer': 'x', 'layout': {'line-join': 'round', "            \
	"'line-cap': "                                                                                                 \
	"'round'}, 'paint': {'line-width': 4}}"

/* A red square in the upper left corner: what is valid, and first. */
static void add_mark(struct given *g)
{
	struct buf mark = { 0 };
	const uint64_t square[] = { 9, zz(0), zz(0), 3 << 3 | 2, zz(512), zz(0), zz(0), zz(512), zz(-512), zz(0), 15 };
	feature(&mark, 3, square, ARRAY_LEN(square), "", 0);
	number(&mark, 5, EXTENT);
	finish_layer(&g->bytes, &mark, "mark");
}

static void paint(struct given *g)
{
	struct err e = { 0 };
	struct tile_data data = { .source = STYLE_SOURCE, .tile = &g->tile };
	struct tile_job job = { .size_px = SIZE_PX,
		.px_per_unit = 1,
		.style = &g->style,
		.data = &data,
		.data_len = 1 };
	finish_layer(&g->bytes, &g->layer, "x");
	add_mark(g);
	assert_true(g->bytes.len <= TILES_TILE_BYTES_MAX);
	assert_true(mvt_parse((const uint8_t *)buf_text(&g->bytes), g->bytes.len, g->parsed, &g->tile, &e));
	g->used = arena_used_bytes(g->parsed);
	assert_true(g->used <= 36 * MIB);
	g->whole = tilepaint(g->raster, &job, g->scratch, g->argb);
	g->scratch_used = arena_used_bytes(g->scratch);
	assert_true(g->scratch_used <= 16 * MIB);
}

static void mark_is_there(const struct given *g)
{
	assert_int_equal(g->argb[10 * SIZE_PX + 10] & 0xFFFFFF, 0xFF0000);
}

static uint32_t seed = 1;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* ---- points ---- */

static void add_scribble(struct given *g, size_t points, unsigned type)
{
	uint64_t *commands = calloc(2 * points + 8, sizeof *commands);
	size_t len = 0;
	commands[len++] = 9;
	commands[len++] = zz(2048);
	commands[len++] = zz(2048);
	commands[len++] = (uint64_t)(points - 1) << 3 | 2;
	int32_t x = 2048;
	int32_t y = 2048;
	for (size_t i = 1; i < points; i++) {
		int32_t nx = (int32_t)any(EXTENT - 600) + 600;
		int32_t ny = (int32_t)any(EXTENT - 600) + 600;
		commands[len++] = zz(nx - x);
		commands[len++] = zz(ny - y);
		x = nx;
		y = ny;
	}
	if (type == 3) {
		commands[len++] = 15;
	}
	feature(&g->layer, type, commands, len, "", 0);
	free(commands);
}

static void a_line_of_too_many_points_is_cut_short(void **state)
{
	struct given *g = *state;
	set_style(g, PLAIN_LINES);
	add_scribble(g, 450000, 2); /* each of its segments goes across the whole tile */
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
}

static void a_million_points_are_no_feature(void **state)
{
	struct given *g = *state;
	set_style(g, PLAIN_LINES);
	add_scribble(g, 1000000, 2);
	paint(g);
	mark_is_there(g);
	assert_true(g->whole); /* left out: more than MVT_POINTS_MAX */
	assert_int_equal(g->argb[200 * SIZE_PX + 200] & 0xFFFFFF, 0x00FF00);
}

static void an_area_of_too_many_points_is_drawn_with_fewer(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'f', 'type': 'fill', 'source': 's', 'source-layer': 'x', 'paint': {'fill-color': "
		     "'#0000ff'}}");
	/* A square whose sides have 120,000 points. */
	enum { SIDE = 30000 };
	uint64_t *commands = calloc(8 * SIDE + 8, sizeof *commands);
	size_t len = 0;
	commands[len++] = 9;
	commands[len++] = zz(1000);
	commands[len++] = zz(1000);
	commands[len++] = (uint64_t)(4 * SIDE - 1) << 3 | 2;
	for (int i = 1; i < 4 * SIDE; i++) {
		int side = (i - 1) / SIDE;
		bool moves = i % 15 == 0; /* 2,000 steps of 1 on each side */
		commands[len++] = zz(moves ? (side == 0) - (side == 2) : 0);
		commands[len++] = zz(moves ? (side == 1) - (side == 3) : 0);
	}
	commands[len++] = 15;
	feature(&g->layer, 3, commands, len, "", 0);
	free(commands);
	paint(g);
	mark_is_there(g);
	assert_true(g->whole);
	assert_int_equal(g->argb[100 * SIZE_PX + 100] & 0xFFFFFF, 0x0000FF);
	assert_int_equal(g->argb[200 * SIZE_PX + 200] & 0xFFFFFF, 0x00FF00);
}

static void coordinates_at_the_ends_of_32_bits(void **state)
{
	struct given *g = *state;
	set_style(g, PLAIN_LINES
			","
			"{'id': 'f', 'type': 'fill', 'source': 's', 'source-layer': 'x', 'paint': {'fill-color': "
			"'#0000ff', 'fill-outline-color': '#000'}},"
			"{'id': 'd', 'type': 'line', 'source': 's', 'source-layer': 'x', 'paint': {'line-width': 3, "
			"'line-dasharray': [1, 1], 'line-offset': 5, 'line-gap-width': 4}}");
	const uint64_t far[] = { 9, zz(INT32_MAX), zz(INT32_MIN), 4 << 3 | 2, zz(INT32_MIN), zz(INT32_MAX),
		zz(INT32_MAX), zz(INT32_MAX), zz(2), zz(-7), zz(INT32_MIN), zz(INT32_MIN), 15 };
	for (int i = 0; i < 200; i++) {
		feature(&g->layer, 3, far, ARRAY_LEN(far), "", 0);
		feature(&g->layer, 2, far, ARRAY_LEN(far) - 1, "", 0);
	}
	paint(g);
}

static void counts_that_are_not_there(void **state)
{
	struct given *g = *state;
	set_style(g, PLAIN_LINES);
	const uint64_t huge[] = { 9, 2, 2, 0x1FFFFFFFULL << 3 | 2, 4, 4 };
	const uint64_t many_moves[] = { 0x1FFFFFFFULL << 3 | 1, 4, 4 };
	for (int i = 0; i < 1000; i++) {
		feature(&g->layer, 2, huge, ARRAY_LEN(huge), "", 0);
		feature(&g->layer, 1, many_moves, ARRAY_LEN(many_moves), "", 0);
	}
	paint(g);
	mark_is_there(g);
	assert_true(g->whole);
}

/* ---- pens ---- */

static void dashes_too_small_to_see(void **state)
{
	struct given *g = *state;
	char layer[400];
	(void)snprintf(layer, sizeof layer, LINES, "'line-width': 1, 'line-dasharray': [1e-9, 1e-9]");
	set_style(g, layer);
	add_scribble(g, 200000, 2);
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
}

static void a_pen_wider_than_the_world(void **state)
{
	struct given *g = *state;
	char layer[400];
	(void)snprintf(layer, sizeof layer, LINES, "'line-width': 1e12, 'line-offset': -1e12, 'line-gap-width': 1e30");
	set_style(g, layer);
	add_scribble(g, 1000, 2);
	paint(g);
}

/* ---- features ---- */

static void a_hundred_thousand_areas_over_all(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'f', 'type': 'fill', 'source': 's', 'source-layer': 'x', 'paint': {'fill-color': 'rgba(0, "
		     "0, "
		     "255, 0.5)'}}");
	const uint64_t all[] = { 9, zz(600), zz(0), 3 << 3 | 2, zz(3400), 0, 0, zz(4096), zz(-3400), 0, 15 };
	for (int i = 0; i < 100000; i++) {
		feature(&g->layer, 3, all, ARRAY_LEN(all), "", 0);
	}
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
	assert_int_equal(g->argb[200 * SIZE_PX + 200] & 0xFF, 0xFF); /* some are there */
}

static void as_many_features_as_fit_are_asked_a_costly_question(void **state)
{
	struct given *g = *state;
	char question[4000] = "0";
	/* Some 200 steps for each feature. */
	for (int i = 0; i < 100; i++) {
		char next[4100];
		(void)snprintf(next, sizeof next, "['+', %s, ['zoom']]", question);
		str_cut(question, sizeof question, i % 2 ? question : next);
	}
	/* Asked again by a second layer. */
	char layers[12000];
	(void)snprintf(layers, sizeof layers,
			"{'id': 'c', 'type': 'circle', 'source': 's', 'source-layer': 'x', 'filter': ['==', %s, "
			"7]},{'id': 'd', "
			"'type': 'circle', 'source': 's', 'source-layer': 'x', 'filter': ['==', %s, 7]}",
			question, question);
	set_style(g, layers);
	const uint64_t point[] = { 9, zz(2000), zz(2000) };
	for (int i = 0; i < 290000; i++) {
		feature(&g->layer, 1, point, ARRAY_LEN(point), "", 0);
	}
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
}

static void points_of_one_feature_as_big_discs(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'c', 'type': 'circle', 'source': 's', 'source-layer': 'x', 'paint': {'circle-radius': 90, "
		     "'circle-stroke-width': 9}}");
	enum { POINTS = 400000 };
	uint64_t *commands = calloc(2 * POINTS + 1, sizeof *commands);
	commands[0] = (uint64_t)POINTS << 3 | 1;
	commands[1] = zz(3000);
	commands[2] = zz(3000);
	feature(&g->layer, 1, commands, 2 * POINTS + 1, "", 0);
	free(commands);
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
}

/* ---- text ---- */

/* A layer of many points that all have the same very long text under "k". */
static void add_talkers(struct given *g, size_t count, size_t bytes)
{
	const uint64_t point[] = { 9, zz(2000), zz(2000) };
	struct buf value = { 0 };
	char *text = malloc(bytes);
	memset(text, 'a', bytes);
	for (size_t i = 0; i < count; i++) {
		feature(&g->layer, 1, point, ARRAY_LEN(point), "\0\0", 2);
	}
	block(&g->layer, 3, "k", 1);
	block(&value, 1, text, bytes);
	block(&g->layer, 4, buf_text(&value), value.len);
	buf_finish(&value);
	free(text);
}

static void text_as_long_as_a_tile_is_none(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'c', 'type': 'circle', 'source': 's', 'source-layer': 'x', 'filter': ['has', 'k']}");
	add_talkers(g, 10, MVT_TEXT_MAX + 1);
	paint(g);
	assert_int_equal(g->argb[125 * SIZE_PX + 125] & 0xFFFFFF, 0x00FF00);
}

static void text_that_is_changed_in_every_feature_is_paid_for(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'c', 'type': 'circle', 'source': 's', 'source-layer': 'x', 'filter': ['==', ['upcase', "
		     "['concat', "
		     "['get', 'k'], ['get', 'k']]], 'y']}");
	add_talkers(g, 100000, MVT_TEXT_MAX);
	paint(g);
	mark_is_there(g);
	assert_false(g->whole);
}

/* ---- nesting ---- */

static void blocks_within_blocks(void **state)
{
	struct given *g = *state;
	struct buf inner = { 0 };
	set_style(g, PLAIN_LINES);
	for (int i = 0; i < 2000; i++) {
		struct buf outer = { 0 };
		block(&outer, (unsigned)(1 + i % 5), buf_text(&inner), inner.len);
		buf_finish(&inner);
		inner = outer;
	}
	block(&g->layer, 2, buf_text(&inner), inner.len);
	block(&g->layer, 3, buf_text(&inner), inner.len);
	block(&g->layer, 4, buf_text(&inner), inner.len);
	buf_finish(&inner);
	paint(g);
	mark_is_there(g);
	assert_true(g->whole);
}

/* ---- names ---- */

/* Letters the layer "x" with the style, within its bounds; returns how many names there are. */
static size_t name_it(struct given *g)
{
	static const char *const regular[] = { "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf" };
	static const char *const bold[] = { "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf" };
	struct err e = { 0 };
	struct labels *out = calloc(1, sizeof *out);
	struct lettering *letters = lettering_create(regular, bold, 1, &e);
	assert_non_null(letters);
	finish_layer(&g->bytes, &g->layer, "x");
	assert_true(mvt_parse((const uint8_t *)buf_text(&g->bytes), g->bytes.len, g->parsed, &g->tile, &e));
	struct tile_data data = { .source = STYLE_SOURCE, .tile = &g->tile };
	struct labels_job job = { .rect = { 0, 0, 512, 512 },
		.style = &g->style,
		.tiles = &data,
		.tiles_len = 1,
		.lang = "fr",
		.px_per_unit = 1 };
	labels_place(letters, &job, g->scratch, out);
	assert_true(arena_used_bytes(g->scratch) <= 64 * MIB);
	size_t len = out->len;
	assert_true(len <= LABELS_MAX);
	labels_finish(out);
	free(out);
	lettering_destroy(letters);
	return len;
}

static void names_everywhere(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'n', 'type': 'symbol', 'source': 's', 'source-layer': 'x', 'layout': {'symbol-placement': "
		     "'line', "
		     "'text-field': 'Boulevard du Général de Gaulle', 'symbol-spacing': 1, 'text-size': 30}},"
		     "{'id': 'p', 'type': 'symbol', 'source': 's', 'source-layer': 'x', 'layout': {'text-field': "
		     "'Mairie', "
		     "'text-allow-overlap': true, 'text-ignore-placement': true}}");
	add_scribble(g, 200000, 2);
	add_scribble(g, 200000, 3);
	const uint64_t far[] = { 9, zz(INT32_MAX), zz(INT32_MIN), 2 << 3 | 2, zz(INT32_MIN), zz(INT32_MAX), zz(5),
		zz(INT32_MAX) };
	for (int i = 0; i < 20000; i++) {
		feature(&g->layer, 2, far, ARRAY_LEN(far), "", 0);
	}
	(void)name_it(g);
}

static void names_that_talk_too_much(void **state)
{
	struct given *g = *state;
	set_style(g, "{'id': 'p', 'type': 'symbol', 'source': 's', 'source-layer': 'x', 'filter': ['!=', ['concat', "
		     "['get', 'k'], "
		     "['get', 'k']], ''], 'layout': {'text-field': ['concat', ['get', 'k'], ['get', 'k']]}}");
	add_talkers(g, 100000, MVT_TEXT_MAX);
	assert_int_equal(name_it(g), 0);
	assert_true(arena_used_bytes(g->scratch) <= 16 * MIB);
}

int main(void)
{
#define GIVEN_TEST(f) cmocka_unit_test_setup_teardown(f, open_given, close_given)
	const struct CMUnitTest tests[] = {
		GIVEN_TEST(a_line_of_too_many_points_is_cut_short),
		GIVEN_TEST(a_million_points_are_no_feature),
		GIVEN_TEST(an_area_of_too_many_points_is_drawn_with_fewer),
		GIVEN_TEST(coordinates_at_the_ends_of_32_bits),
		GIVEN_TEST(counts_that_are_not_there),
		GIVEN_TEST(dashes_too_small_to_see),
		GIVEN_TEST(a_pen_wider_than_the_world),
		GIVEN_TEST(a_hundred_thousand_areas_over_all),
		GIVEN_TEST(as_many_features_as_fit_are_asked_a_costly_question),
		GIVEN_TEST(points_of_one_feature_as_big_discs),
		GIVEN_TEST(text_as_long_as_a_tile_is_none),
		GIVEN_TEST(text_that_is_changed_in_every_feature_is_paid_for),
		GIVEN_TEST(names_that_talk_too_much),
		GIVEN_TEST(blocks_within_blocks),
		GIVEN_TEST(names_everywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
