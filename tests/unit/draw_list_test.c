/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draw lists as values: rectangles, hashes that do not depend on addresses, damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include "draw/damage.h"
#include "draw/draw.h"

#include <cmocka.h>

static const struct rect screen = { 0, 0, 400, 300 };
static const struct color red = { 255, 0, 0, 255 };
static const struct color blue = { 0, 0, 255, 255 };

static struct fonts *open_fonts(void)
{
	static const char *const regular[] = { "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf" };
	static const char *const bold[] = { "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf" };
	struct err e;
	struct fonts *f = fonts_open(regular, bold, 1, &e);
	assert_non_null(f);
	return f;
}

static void rectangles(void **state)
{
	(void)state;
	struct rect a = { 0, 0, 10, 10 };
	struct rect b = { 5, 5, 10, 10 };
	struct rect far = { 50, 50, 5, 5 };
	struct rect both = rect_intersect(a, b);
	assert_int_equal(both.x, 5);
	assert_int_equal(both.w, 5);
	assert_true(rect_is_empty(rect_intersect(a, far)));
	assert_true(rect_intersect(a, far).w >= 0);
	struct rect all = rect_union(a, far);
	assert_int_equal(all.w, 55);
	assert_int_equal(rect_union(a, (struct rect){ 99, 99, 0, 0 }).w, 10);
	assert_true(rect_contains(a, 0, 0));
	assert_true(rect_contains(a, 9, 9));
	assert_false(rect_contains(a, 10, 9));
	assert_int_equal(rect_inset(a, 3).w, 4);
	assert_int_equal(rect_inset(a, -3).x, -3);
	assert_true(rect_inset(a, 8).w >= 0);
}

static void push_text(struct draw_list *l, const char *text, int x)
{
	struct draw_command *c = draw_push(l, DRAW_TEXT);
	c->text = (struct draw_text){ .text = text,
		.len = strlen(text),
		.size_px = 20,
		.x = x,
		.baseline_y = 100,
		.color = red };
}

static bool same_commands(const struct draw_list *a, const struct draw_list *b)
{
	for (size_t i = 0; i < a->len && a->len == b->len; i++) {
		if (draw_command_hash(&a->commands[i]) != draw_command_hash(&b->commands[i])) {
			return false;
		}
	}
	return a->len == b->len;
}

static void the_hash_is_of_what_is_painted_not_of_where_it_lies(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct draw_list a;
	struct draw_list b;
	draw_list_init(&a, arena);
	draw_list_init(&b, arena);
	char here[] = "Accueil";
	char there[] = "Accueil";
	push_text(&a, here, 5);
	push_text(&b, there, 5);
	assert_true(same_commands(&a, &b));
	there[0] = 'a';
	assert_false(same_commands(&a, &b));
	there[0] = 'A';
	b.commands[0].text.color.g = 1;
	assert_false(same_commands(&a, &b));
	b.commands[0].text.color.g = 0;
	draw_push_box(&b, screen, 0, red);
	assert_false(same_commands(&a, &b));
	arena_destroy(arena);
}

static void every_field_of_every_command_counts(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	static const enum path_verb verbs[] = { PATH_MOVE, PATH_LINE };
	static const float xy[] = { 0, 0, 1, 1 };
	static const float moved[] = { 0, 0, 1, 2 };
	static const uint32_t argb[1] = { 0 };
	struct path path = { verbs, 2, xy, 1, 1 };
	struct path other = { verbs, 2, moved, 1, 1 };
	struct draw_pixels p1 = { .id = 1, .w = 1, .h = 1, .argb = argb };
	struct draw_pixels p2 = { .id = 2, .w = 1, .h = 1, .argb = argb };
	struct rect obstacle = { 1, 2, 3, 4 };
	const struct draw_command commands[] = {
		{ .type = DRAW_BOX, .box = { .rect = screen, .fill = red } },
		{ .type = DRAW_BOX, .box = { .rect = screen, .fill = red, .radius = { 1, 0, 0, 0 } } },
		{ .type = DRAW_BOX, .box = { .rect = screen, .fill = red, .dashed = true } },
		{ .type = DRAW_PATH, .path = { .path = &path, .to = { 0, 0, 1, 1 }, .stroke = red, .stroke_px = 1 } },
		{ .type = DRAW_PATH, .path = { .path = &other, .to = { 0, 0, 1, 1 }, .stroke = red, .stroke_px = 1 } },
		{ .type = DRAW_PATH,
				.path = { .path = &path, .to = { 0, 0, 1, 1 }, .stroke = red, .stroke_px = 1.5F } },
		{ .type = DRAW_ICON, .icon = { .name = "accueil", .to = screen, .color = red } },
		{ .type = DRAW_ICON, .icon = { .name = "retour", .to = screen, .color = red } },
		{ .type = DRAW_ICON, .icon = { .name = "retour", .to = screen, .color = red, .mirrored = true } },
		{ .type = DRAW_IMAGE, .image = { .pixels = &p1, .to = { 0, 0, 1, 1 }, .alpha = 255 } },
		{ .type = DRAW_IMAGE, .image = { .pixels = &p2, .to = { 0, 0, 1, 1 }, .alpha = 255 } },
		{ .type = DRAW_IMAGE, .image = { .pixels = &p1, .to = { 0, 0.5F, 1, 1 }, .alpha = 255 } },
		{ .type = DRAW_MAP, .map = { .rect = screen, .camera = { 4.8, 46.2, 14, 0 }, .lang = "fr" } },
		{ .type = DRAW_MAP, .map = { .rect = screen, .camera = { 4.8, 46.2, 14.001, 0 }, .lang = "fr" } },
		{ .type = DRAW_MAP, .map = { .rect = screen, .camera = { 4.8, 46.2, 14, 0 }, .lang = "en" } },
		{ .type = DRAW_MAP,
				.map = { .rect = screen,
						.camera = { 4.8, 46.2, 14, 0 },
						.lang = "fr",
						.obstacles = &obstacle,
						.obstacle_count = 1 } },
		{ .type = DRAW_CLIP, .clip = screen },
		{ .type = DRAW_UNCLIP },
	};
	enum { COUNT = sizeof commands / sizeof commands[0] };
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < COUNT; j++) {
			assert_int_equal(draw_command_hash(&commands[i]) == draw_command_hash(&commands[j]), i == j);
		}
	}
	arena_destroy(arena);
}

/* Builds the same little page; `colour` of its second box, text of its line. */
static struct rect next(struct damage *d, struct fonts *f, struct arena *arena, struct color colour, const char *text)
{
	struct draw_list l;
	draw_list_init(&l, arena);
	draw_push_box(&l, screen, 0, blue);
	draw_push_box(&l, (struct rect){ 10, 20, 30, 40 }, 4, colour);
	push_text(&l, text, 200);
	return damage_next(d, &l, f, screen);
}

static void an_unchanged_page_has_no_damage(void **state)
{
	(void)state;
	struct fonts *f = open_fonts();
	struct arena *arena = arena_create(0);
	struct damage *d = damage_create();
	struct rect first = next(d, f, arena, red, "Lieux");
	assert_int_equal(first.w, screen.w);
	assert_true(rect_is_empty(next(d, f, arena, red, "Lieux")));
	struct rect box = next(d, f, arena, blue, "Lieux");
	assert_int_equal(box.x, 10);
	assert_int_equal(box.y, 20);
	assert_int_equal(box.w, 30);
	assert_int_equal(box.h, 40);
	struct rect line = next(d, f, arena, blue, "Lieux proches");
	assert_false(rect_is_empty(line));
	assert_true(line.x > 100);
	assert_true(rect_intersect(line, screen).w == line.w);
	damage_all(d);
	assert_int_equal(next(d, f, arena, blue, "Lieux proches").h, screen.h);
	damage_destroy(d);
	arena_destroy(arena);
	fonts_close(f);
}

static void what_is_gone_is_damage_too(void **state)
{
	(void)state;
	struct fonts *f = open_fonts();
	struct arena *arena = arena_create(0);
	struct damage *d = damage_create();
	struct draw_list l;
	draw_list_init(&l, arena);
	draw_push_box(&l, screen, 0, blue);
	draw_push_box(&l, (struct rect){ 300, 200, 50, 50 }, 0, red);
	(void)damage_next(d, &l, f, screen);
	l.len = 1;
	struct rect gone = damage_next(d, &l, f, screen);
	assert_true(rect_contains(gone, 300, 200) && rect_contains(gone, 349, 249));
	assert_true(gone.w < 100);
	damage_destroy(d);
	arena_destroy(arena);
	fonts_close(f);
}

static void what_a_clip_hides_is_no_damage(void **state)
{
	(void)state;
	struct fonts *f = open_fonts();
	struct arena *arena = arena_create(0);
	struct damage *d = damage_create();
	struct rect changed = { 0 };
	for (int turn = 0; turn < 2; turn++) {
		struct draw_list l;
		draw_list_init(&l, arena);
		draw_push_clip(&l, (struct rect){ 0, 0, 50, 50 });
		draw_push_box(&l, (struct rect){ 100, 100, 50, 50 }, 0, turn ? red : blue);
		draw_push_unclip(&l);
		changed = damage_next(d, &l, f, screen);
	}
	assert_true(rect_is_empty(changed));
	damage_destroy(d);
	arena_destroy(arena);
	fonts_close(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rectangles),
		cmocka_unit_test(the_hash_is_of_what_is_painted_not_of_where_it_lies),
		cmocka_unit_test(every_field_of_every_command_counts),
		cmocka_unit_test(an_unchanged_page_has_no_damage),
		cmocka_unit_test(what_is_gone_is_damage_too),
		cmocka_unit_test(what_a_clip_hides_is_no_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
