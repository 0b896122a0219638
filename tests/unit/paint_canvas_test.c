/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels: blending, copying, scaling without seams, clipping, boxes with round corners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draw/faces.h"
#include "paint/canvas.h"
#include "paint/fontlist.h"
#include "paint/painter.h"

#include <cmocka.h>

static const struct color red = { 255, 0, 0, 255 };
static const struct color half_white = { 255, 255, 255, 128 };

static uint32_t at(const struct canvas *c, int x, int y)
{
	return c->argb[(size_t)y * (size_t)c->w + (size_t)x];
}

static void filling_blends_and_stays_inside_the_clip(void **state)
{
	(void)state;
	struct canvas c;
	canvas_init(&c, 10, 10);
	c.clip = (struct rect){ 2, 2, 4, 4 };
	canvas_fill(&c, (struct rect){ -100, -100, 1000, 1000 }, red);
	assert_int_equal(at(&c, 1, 2), 0xFF000000);
	assert_int_equal(at(&c, 2, 2), 0xFFFF0000);
	assert_int_equal(at(&c, 5, 5), 0xFFFF0000);
	assert_int_equal(at(&c, 6, 5), 0xFF000000);
	canvas_fill(&c, (struct rect){ 2, 2, 1, 1 }, half_white);
	assert_int_equal(at(&c, 2, 2), 0xFFFF8080);
	canvas_fill(&c, (struct rect){ 3, 3, -5, 2 }, half_white); /* nothing, not everything */
	assert_int_equal(at(&c, 3, 3), 0xFFFF0000);
	canvas_finish(&c);
	canvas_finish(&c);
}

static void a_mask_is_coverage(void **state)
{
	(void)state;
	struct canvas c;
	canvas_init(&c, 4, 1);
	uint8_t bytes[] = { 0, 128, 255 };
	struct mask m = { .bytes = bytes, .w = 3, .h = 1, .x = -1, .y = 0 };
	canvas_mask(&c, &m, 1, 0, (struct color){ 255, 255, 255, 255 });
	assert_int_equal(at(&c, 0, 0), 0xFF000000);
	assert_int_equal(at(&c, 1, 0), 0xFF808080);
	assert_int_equal(at(&c, 2, 0), 0xFFFFFFFF);
	assert_int_equal(at(&c, 3, 0), 0xFF000000);
	canvas_mask(&c, &m, -2, 0, red); /* mostly outside */
	canvas_mask(&c, &m, 100, 100, red);
	assert_int_equal(at(&c, 3, 0), 0xFF000000);
	canvas_finish(&c);
}

static void neighbouring_images_leave_no_seam_at_any_scale(void **state)
{
	(void)state;
	uint32_t white[16];
	memset(white, 0xFF, sizeof white);
	struct draw_pixels pixels = { .id = 1, .w = 4, .h = 4, .opaque = true, .argb = white };
	for (int i = 0; i < 50; i++) {
		struct canvas c;
		canvas_init(&c, 40, 10);
		float size = 4.0F + (float)i * 0.11F;
		float start = (float)i * 0.07F;
		for (int n = 0; n < 4; n++) {
			struct draw_image image = { .pixels = &pixels,
				.to = { start + (float)n * size, 0, size, 10 },
				.alpha = 255,
				.smooth = i % 2 };
			canvas_image(&c, &image);
		}
		for (int x = 5; x < (int)(start + 4 * size) - 1; x++) {
			assert_int_equal(at(&c, x, 5), 0xFFFFFFFF);
		}
		canvas_finish(&c);
	}
}

static void part_of_an_image_is_copied_exactly(void **state)
{
	(void)state;
	uint32_t argb[16];
	for (uint32_t i = 0; i < 16; i++) {
		argb[i] = 0xFF000000 | i;
	}
	struct draw_pixels pixels = { .id = 1, .w = 4, .h = 4, .opaque = true, .argb = argb };
	struct canvas c;
	canvas_init(&c, 4, 4);
	struct draw_image image = { .pixels = &pixels, .from = { 1, 1, 2, 2 }, .to = { -1, 0, 2, 2 }, .alpha = 255 };
	canvas_image(&c, &image);
	assert_int_equal(at(&c, 0, 0), 0xFF000006);
	assert_int_equal(at(&c, 0, 1), 0xFF00000A);
	assert_int_equal(at(&c, 1, 0), 0xFF000000);
	canvas_finish(&c);
}

/* ---- the painter ---- */

struct given {
	struct fonts *fonts;
	struct painter *painter;
	struct arena *arena;
	struct canvas canvas;
	struct draw_list list;
};

static void given(struct given *g)
{
	struct err e;
	g->fonts = fontlist_open("assets/fonts.yaml", &e);
	assert_non_null(g->fonts);
	g->painter = painter_create(g->fonts, "assets/icons", 1024 * 1024, &e);
	assert_non_null(g->painter);
	g->arena = arena_create(0);
	canvas_init(&g->canvas, 200, 100);
	draw_list_init(&g->list, g->arena);
}

static void forget(struct given *g)
{
	canvas_finish(&g->canvas);
	painter_destroy(g->painter);
	fonts_close(g->fonts);
	arena_destroy(g->arena);
}

static void paint_all(struct given *g)
{
	painter_paint(g->painter, &g->canvas, &g->list, (struct rect){ 0, 0, g->canvas.w, g->canvas.h });
}

static void corners_that_do_not_fit_make_a_half_circle(void **state)
{
	(void)state;
	struct given g;
	given(&g);
	struct draw_command *c = draw_push(&g.list, DRAW_BOX);
	c->box = (struct draw_box){ .rect = { 0, 0, 60, 40 }, .radius = { 100, 100, 0, 0 }, .fill = red };
	paint_all(&g);
	assert_int_equal(at(&g.canvas, 30, 1), 0xFFFF0000);
	assert_int_equal(at(&g.canvas, 1, 1), 0xFF000000);
	assert_int_equal(at(&g.canvas, 58, 1), 0xFF000000);
	assert_int_equal(at(&g.canvas, 0, 39), 0xFFFF0000);
	assert_int_equal(at(&g.canvas, 0, 31), 0xFFFF0000); /* radius 30: straight from there on */
	assert_int_not_equal(at(&g.canvas, 0, 10), 0xFFFF0000);
	forget(&g);
}

static void a_border_lies_inside_its_box(void **state)
{
	(void)state;
	struct given g;
	given(&g);
	const struct color white = { 255, 255, 255, 255 };
	struct draw_command *c = draw_push(&g.list, DRAW_BOX);
	c->box = (struct draw_box){ .rect = { 10, 10, 40, 20 }, .fill = white, .border = red, .border_px = 2 };
	paint_all(&g);
	assert_int_equal(at(&g.canvas, 9, 15), 0xFF000000);
	assert_int_equal(at(&g.canvas, 10, 15), 0xFFFF0000);
	assert_int_equal(at(&g.canvas, 11, 15), 0xFFFF0000);
	assert_int_equal(at(&g.canvas, 12, 15), 0xFFFFFFFF);
	assert_int_equal(at(&g.canvas, 49, 29), 0xFFFF0000);
	assert_int_equal(at(&g.canvas, 50, 29), 0xFF000000);
	forget(&g);
}

static void only_the_damaged_part_changes(void **state)
{
	(void)state;
	struct given g;
	given(&g);
	draw_push_box(&g.list, (struct rect){ 0, 0, 200, 100 }, 0, red);
	struct draw_command *t = draw_push(&g.list, DRAW_TEXT);
	t->text = (struct draw_text){ .text = "Pont-de-Veyle",
		.len = 13,
		.size_px = 20,
		.x = 5,
		.baseline_y = 30,
		.color = { 255, 255, 255, 255 } };
	struct draw_command *i = draw_push(&g.list, DRAW_ICON);
	i->icon = (struct draw_icon){ .name = "accueil", .to = { 150, 10, 24, 24 }, .color = { 0, 0, 0, 255 } };
	painter_paint(g.painter, &g.canvas, &g.list, (struct rect){ 20, 20, 10, 10 });
	for (int y = 0; y < 100; y++) {
		for (int x = 0; x < 200; x++) {
			bool inside = x >= 20 && x < 30 && y >= 20 && y < 30;
			assert_int_equal(at(&g.canvas, x, y) != 0xFF000000, inside);
		}
	}
	/* ...and pieces put together are the whole. */
	struct canvas whole;
	canvas_init(&whole, 200, 100);
	painter_paint(g.painter, &whole, &g.list, (struct rect){ 0, 0, 200, 100 });
	for (int y = 0; y < 100; y += 10) {
		for (int x = 0; x < 200; x += 10) {
			painter_paint(g.painter, &g.canvas, &g.list, (struct rect){ x, y, 10, 10 });
		}
	}
	assert_memory_equal(whole.argb, g.canvas.argb, 200 * 100 * sizeof *whole.argb);
	canvas_finish(&whole);
	forget(&g);
}

static void an_unknown_icon_draws_nothing(void **state)
{
	(void)state;
	struct given g;
	given(&g);
	struct draw_command *i = draw_push(&g.list, DRAW_ICON);
	i->icon = (struct draw_icon){ .name = "no-such-icon", .to = { 0, 0, 24, 24 }, .color = red };
	paint_all(&g);
	for (int x = 0; x < 24; x++) {
		assert_int_equal(at(&g.canvas, x, 12), 0xFF000000);
	}
	forget(&g);
}

static void the_cache_keeps_its_budget(void **state)
{
	(void)state;
	struct given g;
	given(&g);
	char text[16];
	for (int n = 0; n < 800; n++) {
		draw_list_init(&g.list, g.arena);
		int len = snprintf(text, sizeof text, "ligne %d", n);
		struct draw_command *t = draw_push(&g.list, DRAW_TEXT);
		t->text = (struct draw_text){ .text = text,
			.len = (size_t)len,
			.size_px = 40,
			.x = 0,
			.baseline_y = 60,
			.color = red };
		paint_all(&g);
		assert_true(painter_cache_bytes(g.painter) <= 1024 * 1024);
	}
	assert_true(painter_cache_bytes(g.painter) > 100000);
	painter_forget_text(g.painter);
	assert_int_equal(painter_cache_bytes(g.painter), 0);
	forget(&g);
}

/* Fonts make room for each other, and a new one may come to lie where another was: its text is its own all the same. */
static void text_is_that_of_its_font(void **state)
{
	(void)state;
	enum { SIZES = 2 * FACES_OPEN_MAX };
	static uint32_t first[SIZES][200 * 100];
	struct given g;
	given(&g);
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < SIZES; i++) {
			draw_list_init(&g.list, g.arena);
			draw_push_box(&g.list, (struct rect){ 0, 0, 200, 100 }, 0, red);
			struct draw_command *t = draw_push(&g.list, DRAW_TEXT);
			t->text = (struct draw_text){ .text = "nom",
				.len = 3,
				.weight = i % 2 ? FONT_BOLD : FONT_REGULAR,
				.size_px = 10 + i / 2,
				.x = 5,
				.baseline_y = 80,
				.color = { 255, 255, 255, 255 } };
			if (pass == 1) {
				painter_forget_text(g.painter);
			}
			paint_all(&g);
			if (pass == 0) {
				memcpy(first[i], g.canvas.argb, sizeof first[i]);
			} else if (memcmp(first[i], g.canvas.argb, sizeof first[i]) != 0) {
				fail_msg("size %d has the letters of another", t->text.size_px);
			}
		}
	}
	forget(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filling_blends_and_stays_inside_the_clip),
		cmocka_unit_test(a_mask_is_coverage),
		cmocka_unit_test(neighbouring_images_leave_no_seam_at_any_scale),
		cmocka_unit_test(part_of_an_image_is_copied_exactly),
		cmocka_unit_test(corners_that_do_not_fit_make_a_half_circle),
		cmocka_unit_test(a_border_lies_inside_its_box),
		cmocka_unit_test(only_the_damaged_part_changes),
		cmocka_unit_test(an_unknown_icon_draws_nothing),
		cmocka_unit_test(text_is_that_of_its_font),
		cmocka_unit_test(the_cache_keeps_its_budget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
