/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "map/mvt.h"
#include "unit/mvt_bytes.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static struct mvt_value value_of(const struct mvt_layer *layer, const struct mvt_feature *f, const char *key)
{
	return mvt_get_slice(layer, f, (struct mvt_slice){ key, strlen(key) });
}

static struct arena *arena;
static struct mvt_tile tile;
static struct err e;

static bool parse(const struct buf *b)
{
	e = (struct err){ 0 };
	return mvt_parse((const uint8_t *)buf_text(b), b->len, arena, &tile, &e);
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

enum { MOVE = 1 << 3 | 1, CLOSE = 1 << 3 | 7 };

/* ---- tests ---- */

static void every_kind_of_value_is_read(void **state)
{
	(void)state;
	struct buf t = { 0 };
	struct buf l = { 0 };
	static const char *const keys[] = { "text", "float", "double", "int", "uint", "sint", "bool" };
	const uint64_t at[] = { MOVE, 2, 2 };
	const char tags[] = { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6 };
	feature(&l, MVT_POINT, at, 3, tags, sizeof tags);
	for (size_t i = 0; i < 7; i++) {
		block(&l, 3, keys[i], strlen(keys[i]));
	}
	block(&l, 4,
			"\x0a\x03"
			"Ain",
			5);
	block(&l, 4, "\x15\x00\x00\xc0\x3f", 5);                 /* 1.5 */
	block(&l, 4, "\x19\x00\x00\x00\x00\x00\x00\x04\xc0", 9); /* -2.5 */
	block(&l, 4, "\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11);
	block(&l, 4, "\x28\x2a", 2);
	block(&l, 4, "\x30\x05", 2);
	block(&l, 4, "\x38\x01", 2);
	finish_layer(&t, &l, "place");
	assert_true(parse(&t));
	const struct mvt_layer *layer = mvt_find_layer(&tile, "place");
	assert_non_null(layer);
	const struct mvt_feature *f = &layer->features[0];
	struct mvt_value text = value_of(layer, f, "text");
	assert_int_equal(text.type, MVT_STRING);
	assert_memory_equal(text.string.bytes, "Ain", 3);
	static const double numbers[] = { 1.5, -2.5, -1, 42, -3 };
	for (size_t i = 0; i < 5; i++) {
		struct mvt_value v = value_of(layer, f, keys[i + 1]);
		assert_int_equal(v.type, MVT_NUMBER);
		assert_float_equal(v.number, numbers[i], 0);
	}
	assert_int_equal(value_of(layer, f, "bool").type, MVT_BOOL);
	assert_int_equal(value_of(layer, f, "nothing").type, MVT_NULL);
	assert_null(mvt_find_layer(&tile, "places"));
	buf_finish(&t);
}

static void tags_that_point_outside_are_no_value(void **state)
{
	(void)state;
	struct buf t = { 0 };
	struct buf l = { 0 };
	const uint64_t at[] = { MOVE, 2, 2 };
	feature(&l, MVT_POINT, at, 3, "\x07\x00\x00\x00", 4);
	block(&l, 3, "k", 1);
	block(&l, 4, "\x38\x01", 2);
	finish_layer(&t, &l, "a");
	assert_true(parse(&t));
	assert_int_equal(value_of(&tile.layers[0], &tile.layers[0].features[0], "k").type, MVT_NULL);
	buf_finish(&t);
}

static void a_polygon_with_a_hole_has_two_closed_parts(void **state)
{
	(void)state;
	struct buf t = { 0 };
	struct buf l = { 0 };
	const uint64_t rings[] = { MOVE, zz(0), zz(0), 3 << 3 | 2, zz(10), zz(0), zz(0), zz(10), zz(-10), zz(0), CLOSE,
		MOVE, zz(2), zz(-8), 3 << 3 | 2, zz(0), zz(6), zz(6), zz(0), zz(0), zz(-6), CLOSE };
	feature(&l, MVT_POLYGON, rings, sizeof rings / sizeof *rings, "", 0);
	finish_layer(&t, &l, "a");
	assert_true(parse(&t));
	struct mvt_shape s;
	assert_true(mvt_shape(&tile.layers[0].features[0], arena, &s));
	assert_int_equal(s.part_len, 2);
	assert_int_equal(s.ends[0], 4);
	assert_int_equal(s.ends[1], 8);
	assert_true(s.closed[0] && s.closed[1]);
	static const int32_t expected[] = { 0, 0, 10, 0, 10, 10, 0, 10, 2, 2, 2, 8, 8, 8, 8, 2 };
	assert_memory_equal(s.xy, expected, sizeof expected);
	buf_finish(&t);
}

static void wrong_geometry_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint64_t commands[6];
		size_t len;
	} rows[] = {
		{ "line before a move", { 1 << 3 | 2, 2, 2 }, 3 },
		{ "more points than bytes", { MOVE, 2, 2, 0x1FFFFFFFU << 3 | 2, 2, 2 }, 6 },
		{ "unknown command", { 5, 2, 2 }, 3 },
		{ "half a point", { MOVE, 2 }, 2 },
		{ "move of two in a line", { 2 << 3 | 1, 2, 2, 2, 2 }, 5 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf t = { 0 };
		struct buf l = { 0 };
		struct mvt_shape s;
		feature(&l, MVT_LINE, rows[i].commands, rows[i].len, "", 0);
		finish_layer(&t, &l, "a");
		assert_true(parse(&t));
		if (mvt_shape(&tile.layers[0].features[0], arena, &s)) {
			fail_msg("accepted: %s", rows[i].name);
		}
		buf_finish(&t);
	}
}

static void a_wrong_layer_is_left_out_and_the_rest_used(void **state)
{
	(void)state;
	struct buf t = { 0 };
	struct buf good = { 0 };
	struct buf future = { 0 };
	const uint64_t at[] = { MOVE, 2, 2 };
	feature(&good, MVT_POINT, at, 3, "", 0);
	finish_layer(&t, &good, "good");
	number(&future, 15, 3);
	block(&future, 1, "future", 6);
	block(&t, 3, buf_text(&future), future.len);
	block(&t, 3, "\x12\x7f", 2);
	assert_true(parse(&t));
	assert_int_equal(tile.layers_len, 1);
	assert_int_equal(tile.left_out, 2);
	assert_non_null(mvt_find_layer(&tile, "good"));
	buf_finish(&future);
	buf_finish(&t);
}

static void garbage_is_refused_with_a_reason(void **state)
{
	(void)state;
	struct buf t = { 0 };
	buf_add(&t, "\x1a\xff\xff\xff\xff\x0fPNG", 9);
	assert_false(parse(&t));
	assert_string_not_equal(e.message, "");
	buf_finish(&t);
}

/* Every way to cut a good tile: read or refused, never past its end (the sanitizers watch). */
static void a_tile_cut_anywhere_is_survived(void **state)
{
	(void)state;
	struct buf t = { 0 };
	struct buf l = { 0 };
	const uint64_t line[] = { MOVE, 2, 2, 2 << 3 | 2, 20, 20, 20, 21 };
	feature(&l, MVT_LINE, line, 8, "\0\0", 2);
	block(&l, 3, "k", 1);
	block(&l, 4,
			"\x0a\x03"
			"Ain",
			5);
	finish_layer(&t, &l, "a");
	for (size_t len = 0; len < t.len; len++) {
		uint8_t *exact = malloc(len + 1);
		memcpy(exact, buf_text(&t), len);
		exact = realloc(exact, len ? len : 1);
		if (mvt_parse(exact, len, arena, &tile, &e) && tile.layers_len > 0 && tile.layers[0].features_len > 0) {
			struct mvt_shape s;
			(void)mvt_shape(&tile.layers[0].features[0], arena, &s);
		}
		free(exact);
	}
	buf_finish(&t);
}

/* Four million bytes of nothing, in one layer or in many: what is allocated stays within its bound. */
static void a_tile_of_empty_parts_stays_small(void **state)
{
	(void)state;
	enum { TILE_BYTES = 4 * 1024 * 1024, BOUND_BYTES = 32 * 1024 * 1024 };
	static const size_t layer_parts[] = { 1000000, 100000, 1000 };
	static const unsigned fields[] = { 2, 3, 4 };
	for (size_t i = 0; i < sizeof layer_parts / sizeof layer_parts[0]; i++) {
		for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
			struct buf t = { 0 };
			while (t.len + 2 * layer_parts[i] + 16 < TILE_BYTES) {
				struct buf l = { 0 };
				for (size_t n = 0; n < layer_parts[i]; n++) {
					block(&l, fields[f], "", 0);
				}
				finish_layer(&t, &l, "a");
			}
			struct arena *own = arena_create(0);
			assert_true(mvt_parse((const uint8_t *)buf_text(&t), t.len, own, &tile, &e));
			assert_in_range(arena_used_bytes(own), 0, BOUND_BYTES);
			assert_true(layer_parts[i] < MVT_PARTS_MAX || tile.left_out > 0);
			arena_destroy(own);
			buf_finish(&t);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(tags_that_point_outside_are_no_value),
		cmocka_unit_test(a_polygon_with_a_hole_has_two_closed_parts),
		cmocka_unit_test(wrong_geometry_is_refused),
		cmocka_unit_test(a_wrong_layer_is_left_out_and_the_rest_used),
		cmocka_unit_test(garbage_is_refused_with_a_reason),
		cmocka_unit_test(a_tile_cut_anywhere_is_survived),
		cmocka_unit_test(a_tile_of_empty_parts_stays_small),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
