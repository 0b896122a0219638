/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a draw list is composed above the page, and what stays in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include "draw/layers.h"

#include <cmocka.h>

static const struct rect screen = { 0, 0, 400, 300 };
static const struct rect map = { 0, 100, 400, 100 };
static const struct color red = { 255, 0, 0, 255 };
static const uint32_t px[4] = { 0 };
static const struct draw_pixels tile = { .id = 7, .w = 2, .h = 2, .opaque = true, .argb = px };

static int make(void **state)
{
	*state = arena_create(0);
	return 0;
}

static int drop(void **state)
{
	arena_destroy(*state);
	return 0;
}

/* A page, and its map from `x` on: a tile, cut off by the map's rectangle. */
static size_t push_page(struct draw_list *l, float x)
{
	draw_push_box(l, screen, 0, red);
	size_t first = l->len;
	draw_push_clip(l, map);
	struct draw_command *c = draw_push(l, DRAW_IMAGE);
	c->image.pixels = &tile;
	c->image.to = (struct rectf){ x, 0, 300, 300 };
	c->image.alpha = 255;
	draw_push_unclip(l);
	return first;
}

static size_t count(const struct draw_list *l, enum draw_type type)
{
	size_t n = 0;
	for (size_t i = 0; i < l->len; i++) {
		n += l->commands[i].type == type;
	}
	return n;
}

static void without_a_map_all_is_page(void **state)
{
	struct draw_list l;
	struct layers layers;
	draw_list_init(&l, *state);
	(void)push_page(&l, 0);
	layers_split(&layers, &l, l.len, NULL, screen);
	assert_int_equal(layers.above_len, 0);
	assert_int_equal(layers.below.len, l.len);
}

static void what_lies_over_the_map_is_above_and_the_rest_is_page(void **state)
{
	struct draw_list l;
	struct layers layers;
	draw_list_init(&l, *state);
	size_t first = push_page(&l, 0);
	draw_push_box(&l, (struct rect){ 350, 110, 40, 40 }, 4, red); /* on the map, beside the tile */
	draw_push_box(&l, (struct rect){ 0, 250, 400, 50 }, 0, red);  /* the bar */
	draw_push_box(&l, (struct rect){ 0, 190, 50, 30 }, 0, red);   /* half on the map */
	draw_push_box(&l, (struct rect){ 10, 205, 10, 10 }, 0, red);  /* on that one alone */
	layers_split(&layers, &l, first, NULL, screen);
	assert_int_equal(layers.above_len, 4);
	assert_int_equal(layers.above[0].command->type, DRAW_IMAGE);
	assert_true(rect_equal(layers.above[0].clip, map));
	assert_int_equal(layers.above[1].command->box.rect.x, 350);
	assert_int_equal(layers.above[2].command->box.rect.y, 190);
	assert_int_equal(layers.above[3].command->box.rect.y, 205);
	assert_int_equal(count(&layers.below, DRAW_BOX), 2);
	assert_int_equal(count(&layers.below, DRAW_IMAGE), 0);
	/* Clips stay in pairs. */
	assert_int_equal(count(&layers.below, DRAW_CLIP), count(&layers.below, DRAW_UNCLIP));
}

static void a_veil_over_all_brings_all_above_it(void **state)
{
	struct draw_list l;
	struct layers layers;
	draw_list_init(&l, *state);
	size_t first = push_page(&l, 0);
	draw_push_box(&l, (struct rect){ 0, 250, 400, 50 }, 0, red);
	draw_push_box(&l, screen, 0, (struct color){ 0, 0, 0, 128 });
	draw_push_box(&l, (struct rect){ 20, 20, 50, 30 }, 0, red); /* of the dialog, off the map */
	layers_split(&layers, &l, first, NULL, screen);
	assert_int_equal(layers.above_len, 3);
	assert_int_equal(layers.above[2].command->box.rect.x, 20);
	assert_int_equal(count(&layers.below, DRAW_BOX), 2);
}

static void what_is_not_seen_is_left_out(void **state)
{
	struct draw_list l;
	struct layers layers;
	draw_list_init(&l, *state);
	size_t first = push_page(&l, 0);
	draw_push_clip(&l, (struct rect){ 0, 0, 400, 50 });
	draw_push_box(&l, (struct rect){ 10, 120, 10, 10 }, 0, red); /* over the map, but for its clip */
	draw_push_unclip(&l);
	layers_split(&layers, &l, first, NULL, screen);
	assert_int_equal(layers.above_len, 1);
}

static uint64_t hash_at(struct arena *arena, float x, int button)
{
	struct draw_list l;
	struct layers layers;
	draw_list_init(&l, arena);
	size_t first = push_page(&l, x);
	draw_push_box(&l, (struct rect){ 350, button, 40, 40 }, 4, red);
	layers_split(&layers, &l, first, NULL, screen);
	return layers.above_hash;
}

static void a_frame_is_known_by_what_is_above(void **state)
{
	assert_true(hash_at(*state, 0, 110) == hash_at(*state, 0, 110));
	assert_true(hash_at(*state, 0, 110) != hash_at(*state, 1, 110));
	assert_true(hash_at(*state, 0, 110) != hash_at(*state, 0, 111));
}

static void a_command_that_moves_looks_the_same_elsewhere(void **state)
{
	(void)state;
	struct draw_command box = { .type = DRAW_BOX, .box = { .rect = { 30, 40, 5, 5 }, .fill = red } };
	struct draw_command text = { .type = DRAW_TEXT, .text = { .text = "a", .len = 1, .x = 30, .baseline_y = 40 } };
	struct draw_command icon = { .type = DRAW_ICON, .icon = { .name = "a", .to = { 30, 40, 5, 5 } } };
	struct draw_command image = { .type = DRAW_IMAGE, .image = { .pixels = &tile, .to = { 30.25F, 40, 5, 5 } } };
	struct draw_command *all[] = { &box, &text, &icon, &image };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		uint64_t here = draw_command_hash(all[i]);
		draw_command_move(all[i], -30, -40);
		assert_true(draw_command_hash(all[i]) != here);
		draw_command_move(all[i], 30, 40);
		assert_true(draw_command_hash(all[i]) == here);
	}
}

static void clips_too_deep_end_in_their_order(void **state)
{
	(void)state;
	struct draw_clips clips;
	draw_clips_init(&clips, screen);
	struct draw_command in = { .type = DRAW_CLIP, .clip = { 0, 0, 50, 50 } };
	struct draw_command out = { .type = DRAW_UNCLIP };
	for (int i = 0; i < 2 * DRAW_CLIP_DEPTH_MAX; i++) {
		assert_true(draw_clips_follow(&clips, &in));
	}
	for (int i = 0; i < 2 * DRAW_CLIP_DEPTH_MAX - 1; i++) {
		assert_true(draw_clips_follow(&clips, &out));
		assert_int_equal(draw_clips_now(&clips).w, 50);
	}
	assert_true(draw_clips_follow(&clips, &out));
	assert_true(rect_equal(draw_clips_now(&clips), screen));
	assert_true(draw_clips_follow(&clips, &out)); /* one too many */
	assert_true(rect_equal(draw_clips_now(&clips), screen));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_map_all_is_page, make, drop),
		cmocka_unit_test_setup_teardown(what_lies_over_the_map_is_above_and_the_rest_is_page, make, drop),
		cmocka_unit_test_setup_teardown(a_veil_over_all_brings_all_above_it, make, drop),
		cmocka_unit_test_setup_teardown(what_is_not_seen_is_left_out, make, drop),
		cmocka_unit_test_setup_teardown(a_frame_is_known_by_what_is_above, make, drop),
		cmocka_unit_test(a_command_that_moves_looks_the_same_elsewhere),
		cmocka_unit_test(clips_too_deep_end_in_their_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
