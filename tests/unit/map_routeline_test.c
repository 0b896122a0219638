/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "map/camera.h"
#include "map/routeline.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { LONG = 4000 };

static struct arena *arena;

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

static struct routeline make(const int32_t *lon_lat, int count, double zoom)
{
	return (struct routeline){ .camera = { .lon = 4.89, .lat = 46.26, .zoom = zoom },
		.rect = { 100, 200, 800, 600 },
		.lon_lat = lon_lat,
		.count = count,
		.line = { 1, 2, 3, 255 },
		.edge = { 255, 255, 255, 255 },
		.px_per_mm = 4,
		.scale = 1 };
}

static struct draw_list draw(struct routeline r)
{
	struct draw_list list;
	draw_list_init(&list, arena);
	routeline_draw(&r, &list);
	return list;
}

static const int32_t across[] = { 4888000, 46260000, 4892000, 46260000 };

static void a_line_has_an_edge_a_body_and_dots(void **state)
{
	(void)state;
	struct draw_list list = draw(make(across, 2, 15));
	assert_int_equal(list.len, 5);
	assert_int_equal(list.commands[0].type, DRAW_CLIP);
	assert_int_equal(list.commands[0].clip.x, 100);
	const struct draw_path *edge = &list.commands[1].path;
	const struct draw_path *body = &list.commands[2].path;
	const struct draw_path *dots = &list.commands[3].path;
	assert_true(edge->stroke_px > body->stroke_px && body->stroke_px > dots->stroke_px);
	assert_int_equal(body->stroke.r, 1);
	assert_int_equal(dots->stroke.r, 255);
	assert_int_equal(body->path->verb_count, 2);
	/* 4,000 millionths of a degree at zoom 15: 512 * 2^15 / 360 px a degree. */
	float px = body->path->xy[2] - body->path->xy[0];
	assert_true(fabsf(px - 0.004F * 512 * 32768 / 360) < 0.5F);
	assert_true(fabsf(body->path->xy[1] - 300) < 0.5F);
	assert_int_equal(list.commands[4].type, DRAW_UNCLIP);
}

static void loose_ends_are_dots_alone(void **state)
{
	(void)state;
	static const int32_t line[] = { 4888000, 46260000, 4889000, 46260000, 4891000, 46260000, 4891000, 46261000 };
	struct routeline r = make(line, 4, 15);
	r.loose_start = r.loose_end = 1;
	struct draw_list list = draw(r);
	assert_int_equal(list.len, 9);
	for (size_t i = 1; i < 5; i++) { /* two ends, edge and colour: dots are moves without lines */
		for (size_t k = 0; k < list.commands[i].path.path->verb_count; k++) {
			assert_int_equal(list.commands[i].path.path->verbs[k], PATH_MOVE);
		}
	}
	assert_int_equal(list.commands[5].path.path->verb_count, 2);
}

static void what_lies_off_the_map_is_not_drawn(void **state)
{
	(void)state;
	static const int32_t far[] = { 5888000, 46260000, 5892000, 46290000 };
	assert_int_equal(draw(make(far, 2, 15)).len, 2);
	/* Through the map from far on both sides: cut to it. */
	static const int32_t through[] = { -5000000, 46260000, 15000000, 46260000 };
	struct draw_list list = draw(make(through, 2, 19));
	const struct path *body = list.commands[2].path.path;
	assert_int_equal(body->verb_count, 2);
	assert_true(body->xy[0] > -100 && body->xy[2] < 900);
}

/* A walk of 5 km with a point a metre costs as many vertices as there are px to show. */
static void crowded_points_are_left_out(void **state)
{
	(void)state;
	static int32_t line[2 * LONG];
	for (int i = 0; i < LONG; i++) {
		line[2 * i] = 4886000 + 2 * i;
		line[2 * i + 1] = 46260000 + (i % 2);
	}
	struct draw_list list = draw(make(line, LONG, 13));
	assert_in_range(list.commands[2].path.path->verb_count, 20, 120);
}

/* Dots stay on their ground: the map moved by a px moves all of them by a px, whatever the edge cuts off. */
static void dots_do_not_crawl(void **state)
{
	(void)state;
	static const int32_t line[] = { 4860000, 46260000, 4920000, 46262000 };
	struct routeline r = make(line, 2, 16);
	struct draw_list a = draw(r);
	r.camera = camera_pan(r.camera, 1, 0);
	struct draw_list b = draw(r);
	const struct path *before = a.commands[3].path.path;
	const struct path *after = b.commands[3].path.path;
	assert_true(before->verb_count > 30);
	size_t matched = 0;
	for (size_t i = 0; i < before->verb_count; i++) {
		for (size_t k = 0; k < after->verb_count; k++) {
			matched += fabsf(after->xy[2 * k] - before->xy[2 * i] - 1) < 0.1F &&
				   fabsf(after->xy[2 * k + 1] - before->xy[2 * i + 1]) < 0.1F;
		}
	}
	assert_true(matched + 2 >= before->verb_count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_has_an_edge_a_body_and_dots),
		cmocka_unit_test(loose_ends_are_dots_alone),
		cmocka_unit_test(what_lies_off_the_map_is_not_drawn),
		cmocka_unit_test(crowded_points_are_left_out),
		cmocka_unit_test(dots_do_not_crawl),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
