/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons and lines, as pictures: each shape beside cairo's, against areas known by arithmetic, and as it looked when
 * they were looked at (tests/golden/unit/raster.png; UPDATE_GOLDEN=1 rewrites it: look at it then). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo/cairo.h>

#include "base/str.h"
#include "bench/map_reference.h"
#include "unit/mvt_bytes.h"

#include <cmocka.h>

enum { SIDE = 64, COLUMNS = 8, GAP = 4 };
static const struct color ink = { 30, 60, 120, 255 };
static const struct color veil = { 200, 40, 40, 128 };
static const struct color paper = { 255, 255, 255, 255 };

/* Our rasteriser or cairo. */
struct brush {
	struct raster *r;
	void (*begin)(struct raster *r);
	void (*point)(struct raster *r, float x, float y);
	void (*end_part)(struct raster *r, bool closed);
	void (*fill)(struct raster *r, struct color color, bool even_odd);
	void (*stroke)(struct raster *r, const struct raster_pen *pen);
};

#define POINTS(...) (const float[]){ __VA_ARGS__ }, sizeof((const float[]){ __VA_ARGS__ }) / 8
static void part(const struct brush *b, const float *xy, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		b->point(b->r, xy[2 * i], xy[2 * i + 1]);
	}
	b->end_part(b->r, closed);
}

/* ---- shapes ---- */

static void square_with_hole(const struct brush *b)
{
	part(b, POINTS(8, 8, 56, 8, 56, 56, 8, 56), true);
	part(b, POINTS(20, 20, 20, 44, 44, 44, 44, 20), true);
	b->fill(b->r, ink, false);
}

/* A hole that turns the same way is none, unless crossings are counted. */
static void hole_of_the_same_turn(const struct brush *b)
{
	part(b, POINTS(8, 8, 56, 8, 56, 56, 8, 56), true);
	part(b, POINTS(20, 20, 44, 20, 44, 44, 20, 44), true);
	b->fill(b->r, ink, false);
}

static void hole_by_even_odd(const struct brush *b)
{
	part(b, POINTS(8, 8, 56, 8, 56, 56, 8, 56), true);
	part(b, POINTS(20, 20, 44, 20, 44, 44, 20, 44), true);
	b->fill(b->r, ink, true);
}

static void star(const struct brush *b)
{
	float xy[10];
	for (int i = 0; i < 5; i++) {
		xy[2 * i] = 32 + 28 * sinf((float)(i * 2) * 2 * (float)M_PI / 5);
		xy[2 * i + 1] = 34 - 28 * cosf((float)(i * 2) * 2 * (float)M_PI / 5);
	}
	part(b, xy, 5, true);
}

static void star_nonzero(const struct brush *b)
{
	star(b);
	b->fill(b->r, ink, false);
}

static void star_even_odd(const struct brush *b)
{
	star(b);
	b->fill(b->r, ink, true);
}

static void islands_that_overlap(const struct brush *b)
{
	part(b, POINTS(6, 6, 40, 10, 36, 40, 10, 36), true);
	part(b, POINTS(28, 28, 58, 26, 56, 58, 24, 54), true);
	b->fill(b->r, veil, false); /* once, where both are */
}

static void lake_island_lake(const struct brush *b)
{
	part(b, POINTS(4, 4, 60, 4, 60, 60, 4, 60), true);
	part(b, POINTS(14, 14, 14, 50, 50, 50, 50, 14), true);
	part(b, POINTS(24, 24, 40, 24, 40, 40, 24, 40), true);
	b->fill(b->r, ink, false);
}

static void far_over_the_edge(const struct brush *b)
{
	part(b, POINTS(-400, 20, 30, -300, 500, 40, 34, 900), true);
	part(b, POINTS(10, 32, 32, 54, 54, 32, 32, 10), true);
	b->fill(b->r, ink, true);
}

static void only_the_buffer(const struct brush *b)
{
	part(b, POINTS(-20, -20, 84, -20, 84, -2, -20, -2), true);
	part(b, POINTS(66, 0, 90, 0, 90, 64, 66, 64), true);
	part(b, POINTS(-9, 10, 5, 20, -9, 30), true);
	b->fill(b->r, ink, false);
}

static void slivers(const struct brush *b)
{
	part(b, POINTS(4, 8, 60, 8.25F, 60, 8.75F), true);
	part(b, POINTS(4, 20, 60, 30, 60, 30.3F, 4, 20.3F), true);
	part(b, POINTS(10, 40, 10, 40, 54, 44, 54, 44, 30, 60, 30, 60), true);
	b->fill(b->r, ink, false);
}

static void nothing_at_all(const struct brush *b)
{
	part(b, POINTS(10, 10), true);
	part(b, POINTS(10, 10, 50, 50), true);
	part(b, POINTS(20, 20, 20, 20, 20, 20), true);
	part(b, POINTS(8, 30, 30, 30, 50, 30), true);
	b->fill(b->r, ink, false);
}

/* ---- lines ---- */

static void zigzag(const struct brush *b, enum raster_join join)
{
	part(b, POINTS(6, 52, 18, 12, 30, 52, 34, 12, 56, 12, 56, 40, 46, 56), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 7, .join = join });
}

static void joins_miter(const struct brush *b)
{
	zigzag(b, JOIN_MITER);
}

static void joins_round(const struct brush *b)
{
	zigzag(b, JOIN_ROUND);
}

static void joins_bevel(const struct brush *b)
{
	zigzag(b, JOIN_BEVEL);
}

static void triangle_of_line(const struct brush *b)
{
	part(b, POINTS(32, 10, 56, 52, 8, 52), true);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 8, .join = JOIN_MITER });
}

static void there_and_back(const struct brush *b, enum raster_join join)
{
	part(b, POINTS(12, 16, 48, 16, 12, 16), false);
	part(b, POINTS(12, 40, 44, 52, 28, 46), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 9, .join = join });
}

static void spike_round(const struct brush *b)
{
	there_and_back(b, JOIN_ROUND);
}

static void spike_miter(const struct brush *b)
{
	there_and_back(b, JOIN_MITER);
}

static void caps(const struct brush *b, enum raster_cap cap)
{
	part(b, POINTS(16, 14, 48, 14), false);
	part(b, POINTS(16, 30, 48, 52), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 11, .cap = cap });
}

static void caps_butt(const struct brush *b)
{
	caps(b, CAP_BUTT);
}

static void caps_round(const struct brush *b)
{
	caps(b, CAP_ROUND);
}

static void caps_square(const struct brush *b)
{
	caps(b, CAP_SQUARE);
}

static void points_said_twice(const struct brush *b)
{
	part(b, POINTS(8, 12, 8, 12, 34, 12, 34, 12, 34, 12, 52, 36, 52, 36, 20, 54, 20, 54), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 9, .join = JOIN_MITER });
}

static void dot(const struct brush *b)
{
	part(b, POINTS(20, 20, 20, 20), false);
	part(b, POINTS(44, 40, 44, 40, 44, 40), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 14, .cap = CAP_ROUND });
}

static void dashed(const struct brush *b, enum raster_cap cap, const float *dashes, int len)
{
	part(b, POINTS(6, 11, 54, 11, 54, 34, 11, 34, 11, 56, 58, 56), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink,
					.width_px = 4,
					.cap = cap,
					.join = JOIN_MITER,
					.dashes = dashes,
					.dashes_len = len });
}

static void dashes_butt(const struct brush *b)
{
	dashed(b, CAP_BUTT, (const float[]){ 9, 5 }, 2);
}

static void dashes_round(const struct brush *b)
{
	dashed(b, CAP_ROUND, (const float[]){ 6, 8 }, 2);
}

static void dashes_square(const struct brush *b)
{
	dashed(b, CAP_SQUARE, (const float[]){ 5, 11 }, 2);
}

/* Dashes of no length are dots where caps are round. */
static void dotted(const struct brush *b)
{
	part(b, POINTS(8, 14, 58, 14), false);
	part(b, POINTS(8, 34, 58, 50), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink,
					.width_px = 7,
					.cap = CAP_ROUND,
					.dashes = (const float[]){ 0, 12 },
					.dashes_len = 2 });
}

static void dash_dot(const struct brush *b)
{
	dashed(b, CAP_BUTT, (const float[]){ 12, 4, 2, 3 }, 4);
}

static void dashes_odd(const struct brush *b)
{
	dashed(b, CAP_BUTT, (const float[]){ 8, 4, 2 }, 3);
}

static void dashes_round_a_ring(const struct brush *b)
{
	part(b, POINTS(12, 12, 52, 12, 52, 52, 12, 52), true);
	b->stroke(b->r, &(struct raster_pen){ .color = ink,
					.width_px = 5,
					.dashes = (const float[]){ 7, 4.5F },
					.dashes_len = 2 });
}

static void dashes_from_far_away(const struct brush *b)
{
	part(b, POINTS(-1003, 20, 90, 20), false);
	part(b, POINTS(-30, -500, 40, 60), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink,
					.width_px = 4,
					.dashes = (const float[]){ 7, 5 },
					.dashes_len = 2 });
}

static void hairlines(const struct brush *b)
{
	part(b, POINTS(4, 10, 60, 14), false);
	part(b, POINTS(4, 30, 30, 22, 60, 34, 44, 44), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 0.3F });
	b->begin(b->r);
	part(b, POINTS(4, 50, 60, 54), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 1 });
}

static void wider_than_the_picture(const struct brush *b)
{
	part(b, POINTS(-60, 130, 32, 96, 140, 150), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 120, .join = JOIN_ROUND });
}

static void veil_over_itself(const struct brush *b)
{
	part(b, POINTS(8, 8, 56, 56, 56, 8, 8, 56, 32, 4, 32, 60), false);
	b->stroke(b->r, &(struct raster_pen){ .color = veil, .width_px = 8, .join = JOIN_ROUND, .cap = CAP_ROUND });
}

/* Many joins, so that one batch would not hold them. */
static void veil_of_many_points(const struct brush *b)
{
	for (int i = 0; i < 120; i++) {
		float a = (float)i * 0.26F;
		b->point(b->r, 32 + cosf(a) * (4 + (float)i * 0.2F), 32 + sinf(a) * (4 + (float)i * 0.2F));
	}
	b->end_part(b->r, false);
	b->stroke(b->r, &(struct raster_pen){ .color = veil, .width_px = 6, .join = JOIN_ROUND });
}

static void curve(const struct brush *b)
{
	for (int i = 0; i <= 60; i++) {
		b->point(b->r, 4 + (float)i * 0.93F, 32 + 24 * sinf((float)i * 0.21F));
	}
	b->end_part(b->r, false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 5, .join = JOIN_MITER });
}

/* line-offset and line-gap-width: cairo has neither. */
static void beside(const struct brush *b, float px, enum raster_join join)
{
	part(b, POINTS(8, 14, 40, 14, 40, 50, 56, 26), false);
	b->stroke(b->r, &(struct raster_pen){ .color = veil, .width_px = 1 });
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 3, .offset_px = px, .join = join });
}

static void offset_to_the_right(const struct brush *b)
{
	beside(b, 6, JOIN_MITER);
}

static void offset_to_the_left(const struct brush *b)
{
	beside(b, -6, JOIN_ROUND);
}

static void casing(const struct brush *b)
{
	part(b, POINTS(8, 16, 36, 16, 36, 50, 58, 30), false);
	for (int side = -1; side <= 1; side += 2) {
		b->stroke(b->r, &(struct raster_pen){ .color = ink,
						.width_px = 2,
						.offset_px = (float)side * 5,
						.join = JOIN_MITER });
	}
}

static void ring_beside_a_ring(const struct brush *b)
{
	part(b, POINTS(16, 16, 48, 16, 48, 48, 16, 48), true);
	b->stroke(b->r, &(struct raster_pen){ .color = veil, .width_px = 1 });
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 3, .offset_px = -8, .join = JOIN_MITER });
	b->stroke(b->r, &(struct raster_pen){ .color = ink, .width_px = 3, .offset_px = 8, .join = JOIN_MITER });
}

static const struct shape {
	const char *name;
	void (*draw)(const struct brush *b);
	double apart; /* RMSE from cairo's; 0: cairo cannot draw it */
} shapes[] = {
#define SHAPE(f, apart)                                                                                                \
	{                                                                                                              \
#f, f, apart                                                                                           \
	}
	SHAPE(square_with_hole, 0.004),
	SHAPE(hole_of_the_same_turn, 0.004),
	SHAPE(hole_by_even_odd, 0.004),
	SHAPE(star_nonzero, 0.01),
	SHAPE(star_even_odd, 0.01),
	SHAPE(islands_that_overlap, 0.01),
	SHAPE(lake_island_lake, 0.004),
	SHAPE(far_over_the_edge, 0.01),
	SHAPE(only_the_buffer, 0.01),
	SHAPE(slivers, 0.01),
	SHAPE(nothing_at_all, 0.004),
	SHAPE(joins_miter, 0.01),
	SHAPE(joins_round, 0.01),
	SHAPE(joins_bevel, 0.01),
	SHAPE(triangle_of_line, 0.01),
	/* Edges that lie on each other add up to more than half a px. */
	SHAPE(spike_round, 0.06),
	SHAPE(spike_miter, 0.06),
	SHAPE(caps_butt, 0.01),
	SHAPE(caps_round, 0.01),
	SHAPE(caps_square, 0.01),
	SHAPE(points_said_twice, 0.01),
	SHAPE(dot, 0.01),
	SHAPE(dashes_butt, 0.01),
	SHAPE(dashes_round, 0.01),
	SHAPE(dashes_square, 0.01),
	SHAPE(dotted, 0.02), /* ours are half a px long */
	SHAPE(dash_dot, 0.01),
	SHAPE(dashes_odd, 0.01),
	SHAPE(dashes_round_a_ring, 0.012),
	SHAPE(dashes_from_far_away, 0.012),
	SHAPE(hairlines, 0.015),
	SHAPE(wider_than_the_picture, 0.01),
	SHAPE(veil_over_itself, 0.01),
	SHAPE(veil_of_many_points, 0.01),
	SHAPE(curve, 0.01),
	SHAPE(offset_to_the_right, 0),
	SHAPE(offset_to_the_left, 0),
	SHAPE(casing, 0),
	SHAPE(ring_beside_a_ring, 0),
};

/* ---- pictures ---- */

static struct raster *ours;

static int open_raster(void **state)
{
	struct err e = { 0 };
	(void)state;
	ours = raster_create(&e);
	return ours ? 0 : -1;
}

static int close_raster(void **state)
{
	(void)state;
	raster_destroy(ours);
	return 0;
}

static void draw_ours(const struct shape *s, uint32_t *argb)
{
	const struct brush b = { ours, raster_begin, raster_point, raster_end_part, raster_fill, raster_stroke };
	raster_target(ours, argb, SIDE, SIDE);
	raster_clear(ours, paper);
	raster_begin(ours);
	s->draw(&b);
	assert_false(raster_is_spent(ours));
}

static void draw_theirs(const struct shape *s, uint32_t *argb)
{
	struct err e;
	const struct brush b = { reference_create(&e), reference_begin, reference_point, reference_end_part,
		reference_fill, reference_stroke };
	reference_target(b.r, argb, SIDE, SIDE);
	reference_clear(b.r, paper);
	reference_begin(b.r);
	s->draw(&b);
	reference_destroy(b.r);
}

static double difference(const uint32_t *a, const uint32_t *b, size_t count)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		for (int shift = 0; shift < 24; shift += 8) {
			double d = (double)(a[i] >> shift & 255) - (double)(b[i] >> shift & 255);
			sum += d * d;
		}
	}
	return sqrt(sum / (double)(3 * count)) / 255;
}

static void shapes_are_painted_as_cairo_would(void **state)
{
	uint32_t a[SIDE * SIDE];
	uint32_t b[SIDE * SIDE];
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		draw_ours(&shapes[i], a);
		draw_theirs(&shapes[i], b);
		double d = difference(a, b, ARRAY_LEN(a));
		if (shapes[i].apart > 0 && d > shapes[i].apart) {
			print_message("%s: RMSE %.4f, more than %.4f\n", shapes[i].name, d, shapes[i].apart);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void put(const uint32_t *argb, unsigned char *sheet, int stride, size_t at, int side)
{
	int x0 = (int)(at % COLUMNS) * (2 * SIDE + 3 * GAP) + GAP + side * (SIDE + GAP);
	int y0 = (int)(at / COLUMNS) * (SIDE + GAP) + GAP;
	for (int y = 0; y < SIDE; y++) {
		memcpy(sheet + (y0 + y) * stride + x0 * 4, argb + (size_t)y * SIDE, SIDE * 4);
	}
}

/* Ours, and cairo's on its right. */
static cairo_surface_t *draw_sheet(void)
{
	int rows = (int)((ARRAY_LEN(shapes) + COLUMNS - 1) / COLUMNS);
	cairo_surface_t *sheet = cairo_image_surface_create(CAIRO_FORMAT_RGB24, COLUMNS * (2 * SIDE + 3 * GAP),
			rows * (SIDE + GAP) + GAP);
	unsigned char *bytes = cairo_image_surface_get_data(sheet);
	int stride = cairo_image_surface_get_stride(sheet);
	memset(bytes, 0x80, (size_t)stride * (size_t)cairo_image_surface_get_height(sheet));
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		uint32_t argb[SIDE * SIDE];
		draw_ours(&shapes[i], argb);
		put(argb, bytes, stride, i, 0);
		draw_theirs(&shapes[i], argb);
		if (shapes[i].apart > 0) {
			put(argb, bytes, stride, i, 1);
		}
	}
	cairo_surface_mark_dirty(sheet);
	return sheet;
}

static void shapes_look_as_they_did(void **state)
{
	const char *path = "tests/golden/unit/raster.png";
	cairo_surface_t *sheet = draw_sheet();
	(void)state;
	if (getenv("UPDATE_GOLDEN")) {
		assert_int_equal(cairo_surface_write_to_png(sheet, path), CAIRO_STATUS_SUCCESS);
	}
	cairo_surface_t *known = cairo_image_surface_create_from_png(path);
	assert_int_equal(cairo_surface_status(known), CAIRO_STATUS_SUCCESS);
	int h = cairo_image_surface_get_height(sheet);
	int stride = cairo_image_surface_get_stride(sheet);
	assert_int_equal(cairo_image_surface_get_height(known), h);
	assert_int_equal(cairo_image_surface_get_stride(known), stride);
	double d = difference((const uint32_t *)(const void *)cairo_image_surface_get_data(sheet),
			(const uint32_t *)(const void *)cairo_image_surface_get_data(known),
			(size_t)stride / 4 * (size_t)h);
	cairo_surface_destroy(known);
	cairo_surface_destroy(sheet);
	assert_true(d < 0.002);
}

/* ---- arithmetic ---- */

/* Px of ink on a picture of 64 px. */
static double area_of(void (*draw)(const struct brush *b))
{
	uint32_t argb[SIDE * SIDE];
	double sum = 0;
	draw_ours(&(struct shape){ "area", draw, 0 }, argb);
	for (size_t i = 0; i < ARRAY_LEN(argb); i++) {
		sum += (255.0 - (argb[i] >> 16 & 255)) / (255 - ink.r);
	}
	return sum;
}

static void is_about(double area, double expected)
{
	if (fabs(area - expected) > 0.01 * expected + 0.5) {
		fail_msg("%.2f px, not %.2f", area, expected);
	}
}

static void one_dashed_line(const struct brush *b)
{
	part(b, POINTS(2, 32, 62, 32), false);
	b->stroke(b->r, &(struct raster_pen){ .color = ink,
					.width_px = 6,
					.dashes = (const float[]){ 4, 2 },
					.dashes_len = 2 });
}

static void areas_are_exact(void **state)
{
	(void)state;
	is_about(area_of(square_with_hole), 48 * 48 - 24 * 24);
	is_about(area_of(hole_of_the_same_turn), 48 * 48);
	is_about(area_of(hole_by_even_odd), 48 * 48 - 24 * 24);
	is_about(area_of(lake_island_lake), 56 * 56 - 36 * 36 + 16 * 16);
	is_about(area_of(nothing_at_all), 0);
	double slant = hypot(32, 22);
	is_about(area_of(caps_butt), (32 + slant) * 11);
	is_about(area_of(caps_round), (32 + slant) * 11 + 2 * M_PI * 5.5 * 5.5);
	is_about(area_of(caps_square), (32 + slant) * 11 + 2 * 11 * 11);
	is_about(area_of(dot), 2 * M_PI * 7 * 7);
	is_about(area_of(one_dashed_line), 60 * 6 * 4 / 6.0);
}

static uint32_t pixel(const uint32_t *argb, int x, int y)
{
	return argb[y * SIDE + x] & 0xFFFFFF;
}

/* The line runs 6 px beside the other, around its corners too. */
static void an_offset_keeps_its_distance(void **state)
{
	uint32_t argb[SIDE * SIDE];
	const uint32_t blue = 0x1E3C78;
	(void)state;
	draw_ours(&(struct shape){ "", offset_to_the_right, 0 }, argb);
	assert_int_equal(pixel(argb, 20, 20), blue); /* below the line that runs to the right */
	assert_int_equal(pixel(argb, 33, 20), blue); /* the inner corner */
	assert_int_equal(pixel(argb, 34, 35), blue); /* left of the line that runs down */
	assert_true(pixel(argb, 44, 20) == 0xFFFFFF);
	draw_ours(&(struct shape){ "", offset_to_the_left, 0 }, argb);
	assert_int_equal(pixel(argb, 20, 8), blue);
	assert_int_equal(pixel(argb, 45, 9), blue); /* the outer corner is whole */
	assert_int_equal(pixel(argb, 46, 20), blue);
	draw_ours(&(struct shape){ "", ring_beside_a_ring, 0 }, argb);
	assert_int_equal(pixel(argb, 8, 8), blue);
	assert_int_equal(pixel(argb, 55, 55), blue);
	assert_int_equal(pixel(argb, 24, 24), blue);
	assert_true(pixel(argb, 32, 32) == 0xFFFFFF);
}

/* A ring that is cut at the picture's edge many times over, whatever was painted before it. */
static void many_crossings_of_the_edge(void **state)
{
	uint32_t first[SIDE * SIDE];
	uint32_t again[SIDE * SIDE];
	(void)state;
	for (int pass = 0; pass < 3; pass++) {
		uint32_t *argb = pass == 0 ? first : again;
		raster_target(ours, argb, SIDE, SIDE);
		raster_clear(ours, paper);
		if (pass == 1) { /* a small ring leaves small buffers */
			raster_begin(ours);
			for (int i = 0; i < 100; i++) {
				raster_point(ours, -20 + (float)i, (float)(i % 7));
			}
			raster_end_part(ours, true);
			raster_fill(ours, paper, false);
		}
		raster_begin(ours);
		raster_point(ours, 60, -4);
		for (int i = 0; i < 150; i++) { /* a comb over the left edge */
			raster_point(ours, i % 2 ? 40 : -40, -2 + (float)i * 0.45F);
		}
		raster_point(ours, 60, 70);
		raster_end_part(ours, true);
		raster_fill(ours, ink, true);
		if (pass > 0) {
			assert_memory_equal(first, again, sizeof first);
		}
	}
	assert_int_equal(first[32 * SIDE + 50] & 0xFFFFFF, 0x1E3C78);
}

/* Rings that have more points together than the rasteriser takes: holes stay holes. */
static void an_area_of_many_points_keeps_its_holes(void **state)
{
	enum { POINTS = 15000 };
	static const float rings[3][3] = { { 32, 32, 28 }, { 22, 32, 7 }, { 44, 32, 7 } };
	uint32_t argb[SIDE * SIDE];
	(void)state;
	raster_target(ours, argb, SIDE, SIDE);
	raster_clear(ours, paper);
	raster_begin(ours);
	for (int ring = 0; ring < 3; ring++) {
		for (int i = 0; i < POINTS; i++) {
			float a = (float)i * 2 * (float)M_PI / POINTS * (ring == 0 ? 1 : -1);
			raster_point(ours, rings[ring][0] + rings[ring][2] * cosf(a),
					rings[ring][1] + rings[ring][2] * sinf(a));
		}
		raster_end_part(ours, true);
	}
	raster_fill(ours, ink, false);
	assert_true(raster_is_whole(ours));
	assert_int_equal(argb[32 * SIDE + 22] & 0xFFFFFF, 0xFFFFFF);
	assert_int_equal(argb[32 * SIDE + 44] & 0xFFFFFF, 0xFFFFFF);
	assert_int_equal(argb[32 * SIDE + 33] & 0xFFFFFF, 0x1E3C78);
	assert_int_equal(argb[10 * SIDE + 32] & 0xFFFFFF, 0x1E3C78);
}

/* ---- tiles ---- */

/* A tile with a road, an area and two points, that ends well beyond the picture; drawn by a style with all of them. */
struct scene {
	struct arena *arena, *scratch;
	struct style style;
	struct mvt_tile tile;
	struct buf bytes;
};

static void open_scene(struct scene *s)
{
	static const char json[] =
			"{\"version\":8,\"sources\":{\"s\":{\"type\":\"vector\"}},\"layers\":["
			"{\"id\":\"g\",\"type\":\"background\",\"paint\":{\"background-color\":\"#fff\"}},"
			"{\"id\":\"f\",\"type\":\"fill\",\"source\":\"s\",\"source-layer\":\"x\",\"paint\":{\"fill-"
			"color\":\"#cdb\"}},"
			"{\"id\":\"l\",\"type\":\"line\",\"source\":\"s\",\"source-layer\":\"x\",\"filter\":[\"==\",\"$"
			"type\",\"LineString\"],"
			"\"layout\":{\"line-join\":\"round\"},\"paint\":{\"line-color\":\"#357\",\"line-width\":7}},"
			"{\"id\":\"c\",\"type\":\"circle\",\"source\":\"s\",\"source-layer\":\"x\",\"paint\":{\"circle-"
			"radius\":12,"
			"\"circle-color\":\"#fd0\",\"circle-stroke-width\":4,\"circle-stroke-color\":\"#c00\","
			"\"circle-stroke-opacity\":0.5}}]}";
	const uint64_t road[] = { 9, zz(-300), zz(3000), 3 << 3 | 2, zz(2000), zz(-1600), zz(1000), zz(900), zz(2000),
		zz(-400) };
	const uint64_t area[] = { 9, zz(700), zz(500), 3 << 3 | 2, zz(2900), zz(300), zz(-500), zz(2600), zz(-2000),
		zz(-400), 15 };
	const uint64_t points[] = { 2 << 3 | 1, zz(2048), zz(1100), zz(-1000), zz(1800) }; /* one on the seam */
	struct err e = { 0 };
	struct buf layer = { 0 };
	*s = (struct scene){ .arena = arena_create(0), .scratch = arena_create(0) };
	assert_true(style_parse(&s->style, "scene", json, strlen(json), s->arena, NULL, NULL, &e));
	assert_int_equal(s->style.warnings, 0);
	feature(&layer, 3, area, ARRAY_LEN(area), "", 0);
	feature(&layer, 2, road, ARRAY_LEN(road), "", 0);
	feature(&layer, 1, points, ARRAY_LEN(points), "", 0);
	finish_layer(&s->bytes, &layer, "x");
	assert_true(mvt_parse((const uint8_t *)buf_text(&s->bytes), s->bytes.len, s->arena, &s->tile, &e));
}

static void close_scene(struct scene *s)
{
	buf_finish(&s->bytes);
	arena_destroy(s->arena);
	arena_destroy(s->scratch);
}

static void circles_have_their_stroke(void **state)
{
	enum { PX = 128 };
	static uint32_t a[PX * PX];
	static uint32_t b[PX * PX];
	struct scene s;
	struct err e;
	(void)state;
	open_scene(&s);
	struct raster *theirs = reference_create(&e);
	struct tile_data data = { .source = STYLE_SOURCE, .tile = &s.tile };
	struct tile_job job = { .size_px = PX, .px_per_unit = 1, .style = &s.style, .data = &data, .data_len = 1 };
	assert_true(tilepaint(ours, &job, s.scratch, a));
	assert_true(reference_tilepaint(theirs, &job, s.scratch, b));
	reference_destroy(theirs);
	assert_true(difference(a, b, PX * PX) < 0.01);
	/* The upper point lies at 64, 34.4: yellow within, the stroke from 12 to 16 px. */
	assert_int_equal(a[34 * PX + 64] & 0xFFFFFF, 0xFFDD00);
	assert_int_equal(a[(34 - 11) * PX + 64] & 0xFFFFFF, 0xFFDD00);
	assert_true((a[(34 - 13) * PX + 64] & 0xFF00) < 0x9000);
	close_scene(&s);
}

/* Two pictures beside each other, of halves of the data's tile, and one of the whole. */
static void no_seam_between_tiles(void **state)
{
	enum { PX = 128 };
	static uint32_t whole[4 * PX * PX];
	static uint32_t part_of[PX * PX];
	struct scene s;
	(void)state;
	open_scene(&s);
	struct tile_data data = { .source = STYLE_SOURCE, .tile = &s.tile };
	struct tile_job job = { .size_px = 2 * PX, .px_per_unit = 1, .style = &s.style, .data = &data, .data_len = 1 };
	assert_true(tilepaint(ours, &job, s.scratch, whole));
	for (uint32_t i = 0; i < 4; i++) {
		job.size_px = PX;
		job.id = (struct tile_id){ 1, i & 1, i >> 1 };
		assert_true(tilepaint(ours, &job, s.scratch, part_of));
		for (int y = 0; y < PX; y++) {
			for (int x = 0; x < PX; x++) {
				uint32_t a = whole[(y + (int)(i >> 1) * PX) * 2 * PX + x + (int)(i & 1) * PX];
				for (int shift = 0; shift < 24; shift += 8) {
					int d = (int)(a >> shift & 255) - (int)(part_of[y * PX + x] >> shift & 255);
					assert_in_range(d + 3, 0, 6);
				}
			}
		}
	}
	close_scene(&s);
}

/* A picture is the same whether it is painted whole or as two halves: no seam between tiles. */
static void no_seam_between_neighbours(void **state)
{
	enum { WIDE = 2 * SIDE };
	static uint32_t whole[WIDE * SIDE];
	uint32_t half[SIDE * SIDE];
	(void)state;
	for (int pass = 0; pass < 3; pass++) {
		uint32_t *target = pass == 0 ? whole : half;
		float move = pass == 2 ? -SIDE : 0;
		const float area[] = { 20, 10, 110, 20, 100, 58, 40, 44 };
		const float road[] = { -40, 50, 50, 20, 66, 24, 170, 60 };
		raster_target(ours, target, pass == 0 ? WIDE : SIDE, SIDE);
		raster_clear(ours, paper);
		raster_begin(ours);
		for (int i = 0; i < 4; i++) {
			raster_point(ours, area[2 * i] + move, area[2 * i + 1]);
		}
		raster_end_part(ours, true);
		raster_fill(ours, ink, false);
		raster_begin(ours);
		for (int i = 0; i < 4; i++) {
			raster_point(ours, road[2 * i] + move, road[2 * i + 1]);
		}
		raster_end_part(ours, false);
		raster_stroke(ours, &(struct raster_pen){ .color = veil, .width_px = 9, .join = JOIN_ROUND });
		raster_stroke(ours, &(struct raster_pen){ .color = { 0, 90, 0, 255 },
						    .width_px = 3,
						    .dashes = (const float[]){ 6, 4 },
						    .dashes_len = 2 });
		for (int y = 0; pass > 0 && y < SIDE; y++) {
			for (int x = 0; x < SIDE; x++) {
				uint32_t a = whole[y * WIDE + x + (pass == 2 ? SIDE : 0)];
				uint32_t b = half[y * SIDE + x];
				for (int shift = 0; shift < 24; shift += 8) {
					int d = (int)(a >> shift & 255) - (int)(b >> shift & 255);
					assert_in_range(d + 6, 0, 12);
				}
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_are_painted_as_cairo_would),
		cmocka_unit_test(shapes_look_as_they_did),
		cmocka_unit_test(areas_are_exact),
		cmocka_unit_test(an_offset_keeps_its_distance),
		cmocka_unit_test(many_crossings_of_the_edge),
		cmocka_unit_test(an_area_of_many_points_keeps_its_holes),
		cmocka_unit_test(circles_have_their_stroke),
		cmocka_unit_test(no_seam_between_tiles),
		cmocka_unit_test(no_seam_between_neighbours),
	};
	return cmocka_run_group_tests(tests, open_raster, close_raster);
}
