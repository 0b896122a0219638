/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column cut into pages: everything is on one page, and on one only. Boxes alone: no font is needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "ui/ui.h"

#include <cmocka.h>

enum { BLOCKS_MAX = 40, BLOCK = 100, FOOT = 200, PAGER = 300 };

struct page {
	bool block[BLOCKS_MAX];
	bool foot, pager;
	int page, pages;
};

struct column {
	int count;
	int h_mm[BLOCKS_MAX];
	bool heading[BLOCKS_MAX];
	int foot_mm; /* 0: none */
	int group;   /* so many blocks stand in a box that may be cut; 0: none do */
};

static void pager(void *context, int page, int pages)
{
	struct ui *ui = context;
	(void)page;
	ui_begin(ui, (struct box){ .dir = DOWN, .h = 10 });
	ui_role(ui, ROLE_BUTTON, "pager");
	ui_action(ui, PAGER, pages);
	ui_end(ui);
}

static void add_block(struct ui *ui, const struct column *c, int i)
{
	ui_begin(ui, (struct box){ .dir = c->heading[i] ? ACROSS : DOWN, .h = (float)c->h_mm[i] });
	ui_role(ui, c->heading[i] ? ROLE_NONE : ROLE_BUTTON, "block");
	if (!c->heading[i]) {
		ui_action(ui, BLOCK, i);
	} else { /* a row with a heading is one, whatever stands before it */
		ui_begin(ui, (struct box){ .dir = DOWN, .w = 5, .h = 5 });
		ui_end(ui);
		ui_begin(ui, (struct box){ .dir = DOWN, .grow = 1, .h = (float)c->h_mm[i] });
		ui_role(ui, ROLE_HEADING, "heading");
		ui_action(ui, BLOCK, i);
		ui_end(ui);
	}
	ui_end(ui);
}

/* A screen of 200 by 100 mm with 1 px a mm. */
static struct page lay_out(struct arena *arena, const struct column *c, int wanted)
{
	struct page out = { .page = -1 };
	struct draw_list list;
	draw_list_init(&list, arena);
	struct ui *ui = ui_start(metrics_make(200, 100, 1, 1), (struct ui_look){ 0 }, NULL, arena, &list);
	ui_begin(ui, (struct box){ .dir = DOWN });
	ui_begin(ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 2 });
	ui_flow(ui, wanted, pager, ui);
	for (int i = 0; i < c->count; i++) {
		if (c->group > 0 && i % c->group == 0) {
			ui_begin(ui, (struct box){ .dir = DOWN, .gap = 1, .pad_y = 3, .parts = true });
		}
		add_block(ui, c, i);
		if (c->group > 0 && (i % c->group == c->group - 1 || i + 1 == c->count)) {
			ui_end(ui);
		}
	}
	if (c->foot_mm > 0) {
		ui_begin(ui, (struct box){ .dir = DOWN, .h = (float)c->foot_mm, .keep = true });
		ui_role(ui, ROLE_BUTTON, "foot");
		ui_action(ui, FOOT, 0);
		ui_end(ui);
	}
	ui_end(ui);
	ui_end(ui);
	const struct node *root = ui_finish(ui);
	ui_pages(ui, &out.page, &out.pages);
	int below = 0;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->action.type == 0) {
			continue;
		}
		assert_true(n->rect.y >= below); /* nothing over anything else */
		below = n->rect.y + n->rect.h;
		out.foot |= n->action.type == FOOT;
		out.pager |= n->action.type == PAGER;
		if (n->action.type == BLOCK) {
			int drawn = c->h_mm[n->action.arg];
			int finger = (int)token_mm(TARGET, FORMAT_SEVEN);
			assert_int_equal(n->rect.h, drawn > finger ? drawn : finger); /* a control is never cut */
			out.block[n->action.arg] = true;
		} else {
			assert_true(below <= 100); /* what leads on is never pushed out */
		}
	}
	return out;
}

static void check_column(const struct column *c)
{
	struct arena *arena = arena_create(0);
	int pages = lay_out(arena, c, 0).pages;
	int seen[BLOCKS_MAX] = { 0 };
	int last = -1;
	for (int page = 0; page < pages; page++) {
		struct page p = lay_out(arena, c, page);
		assert_int_equal(p.page, page);
		assert_int_equal(p.pages, pages);
		assert_int_equal(p.pager, pages > 1);
		assert_true(c->foot_mm == 0 || p.foot || pages > 1);
		for (int i = 0; i < c->count; i++) {
			seen[i] += p.block[i];
			if (p.block[i]) {
				assert_true(i > last); /* in their order */
				last = i;
			}
		}
		arena_reset(arena);
	}
	for (int i = 0; i < c->count; i++) {
		assert_int_equal(seen[i], 1);
	}
	assert_int_equal(lay_out(arena, c, pages + 7).page, pages - 1); /* there is none after the last */
	arena_destroy(arena);
}

static void what_fits_is_one_page(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct column c = { .count = 4, .h_mm = { 20, 20, 20, 20 } };
	struct page p = lay_out(arena, &c, 0);
	assert_int_equal(p.pages, 1);
	assert_false(p.pager);
	assert_true(p.block[0] && p.block[3]);
	arena_destroy(arena);
}

static void every_block_is_on_one_page(void **state)
{
	(void)state;
	uint32_t seed = 2026;
	for (int round = 0; round < 400; round++) {
		struct column c = { 0 };
		seed = seed * 1664525U + 1013904223U;
		c.count = 1 + (int)(seed >> 16) % BLOCKS_MAX;
		c.foot_mm = round % 3 == 0 ? 12 : 0;
		c.group = round % 4 == 1 ? 3 : 0;
		for (int i = 0; i < c.count; i++) {
			seed = seed * 1664525U + 1013904223U;
			c.h_mm[i] = 3 + (int)(seed >> 16) % 50;
		}
		check_column(&c);
	}
}

static void a_heading_goes_with_what_follows(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct column c = { .count = 3, .h_mm = { 60, 12, 60 }, .heading = { false, true, false } };
	struct page first = lay_out(arena, &c, 0);
	assert_int_equal(first.pages, 2);
	assert_true(first.block[0] && !first.block[1]);
	struct page second = lay_out(arena, &c, 1);
	assert_true(second.block[1] && second.block[2]);
	arena_destroy(arena);
}

/* With the heading above it the block would be cut short, or lie over it. */
static void a_heading_stays_where_what_follows_needs_the_whole_page(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct column c = { .count = 3, .h_mm = { 30, 20, 80 }, .heading = { false, true, false } };
	struct page first = lay_out(arena, &c, 0);
	assert_int_equal(first.pages, 2);
	assert_true(first.block[0] && first.block[1]);
	struct page second = lay_out(arena, &c, 1);
	assert_true(!second.block[1] && second.block[2]);
	arena_destroy(arena);
}

static void what_is_kept_stands_on_every_page(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct column c = { .count = 5, .h_mm = { 30, 30, 30, 30, 30 }, .foot_mm = 15 };
	for (int page = 0; page < 3; page++) {
		struct page p = lay_out(arena, &c, page);
		assert_true(p.pages > 2);
		assert_true(p.foot && p.pager);
	}
	c.foot_mm = 60; /* more than half of the page: it goes with the rest, or nothing else would be seen */
	assert_false(lay_out(arena, &c, 0).foot);
	arena_destroy(arena);
}

/* The next page begins with the one that did not fit. */
static void a_control_that_does_not_fit_begins_a_page(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct column c = { .count = 3, .h_mm = { 20, 20, 20 } };
	assert_int_equal(lay_out(arena, &c, 0).pages, 1);
	c.h_mm[2] = 60;
	struct page p = lay_out(arena, &c, 1);
	assert_int_equal(p.pages, 2);
	assert_true(p.block[2] && p.pager);
	arena_destroy(arena);
}

/* A card with words beside a sign and a control, under a title that leaves no room for the first of the words. Pages on
 * which each of the three is. */
static void lay_out_card(struct arena *arena, int wanted, bool on_page[3], int *pages)
{
	struct draw_list list;
	draw_list_init(&list, arena);
	struct ui *ui = ui_start(metrics_make(200, 100, 1, 1), (struct ui_look){ 0 }, NULL, arena, &list);
	ui_begin(ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 2 });
	ui_flow(ui, wanted, pager, ui);
	ui_begin(ui, (struct box){ .dir = DOWN, .h = 30 });
	ui_role(ui, ROLE_BUTTON, "title");
	ui_end(ui);
	ui_begin(ui, (struct box){ .dir = ACROSS, .gap = 2 });
	ui_begin(ui, (struct box){ .dir = DOWN, .w = 20, .h = 20 });
	ui_role(ui, ROLE_BUTTON, "sign");
	ui_action(ui, BLOCK, 0);
	ui_end(ui);
	ui_begin(ui, (struct box){ .dir = DOWN, .grow = 1 });
	for (int i = 0; i < 2; i++) {
		ui_begin(ui, (struct box){ .dir = DOWN, .h = 70 });
		ui_role(ui, ROLE_BUTTON, "words");
		ui_action(ui, BLOCK, 1);
		ui_begin(ui, (struct box){ .dir = DOWN, .h = 5 }); /* its first line would have room beside the title */
		ui_end(ui);
		ui_end(ui);
	}
	ui_end(ui);
	ui_begin(ui, (struct box){ .dir = DOWN, .w = 30, .h = 20 });
	ui_role(ui, ROLE_BUTTON, "control");
	ui_action(ui, BLOCK, 2);
	ui_end(ui);
	ui_end(ui);
	ui_end(ui);
	const struct node *root = ui_finish(ui);
	int page;
	ui_pages(ui, &page, pages);
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->action.type == BLOCK) {
			on_page[n->action.arg] = true;
		}
	}
}

static void a_control_beside_words_stands_where_they_begin(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	int pages = 1;
	int controls = 0;
	for (int page = 0; page < pages; page++) {
		bool on_page[3] = { 0 };
		lay_out_card(arena, page, on_page, &pages);
		controls += on_page[2];
		assert_int_equal(on_page[2], on_page[0]);
		assert_true(!on_page[2] || on_page[1]);
		arena_reset(arena);
	}
	assert_int_equal(pages, 3);
	assert_int_equal(controls, 1);
	arena_destroy(arena);
}

/* A page of 88 mm: a block, a heading, and what it announces, in a box with edges or below some room. */
static bool heading_is_alone(struct arena *arena, int above_mm, bool boxed, int wanted)
{
	struct draw_list list;
	draw_list_init(&list, arena);
	struct ui *ui = ui_start(metrics_make(200, 100, 1, 1), (struct ui_look){ 0 }, NULL, arena, &list);
	ui_begin(ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 2 });
	ui_flow(ui, wanted, pager, ui);
	ui_begin(ui, (struct box){ .dir = DOWN, .h = (float)above_mm });
	ui_role(ui, ROLE_BUTTON, "above");
	ui_end(ui);
	for (int i = 0; i < 3; i++) {
		if (i == 1 && boxed) {
			ui_begin(ui, (struct box){ .dir = DOWN, .pad_y = 6, .parts = true });
		} else if (i == 1) {
			ui_gap(ui, 4);
		}
		ui_begin(ui, (struct box){ .dir = DOWN, .h = i == 0 ? 12 : 45 });
		ui_role(ui, i == 0 ? ROLE_HEADING : ROLE_BUTTON, "block");
		ui_action(ui, BLOCK, i);
		ui_end(ui);
	}
	if (boxed) {
		ui_end(ui);
	}
	ui_end(ui);
	const struct node *root = ui_finish(ui);
	int blocks = 0;
	bool heading = false;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		blocks += n->action.type == BLOCK;
		heading = heading || (n->action.type == BLOCK && n->action.arg == 0);
	}
	return heading && blocks < 2;
}

static void a_heading_goes_with_a_box_and_over_room(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	for (int above = 20; above <= 74; above++) {
		for (int page = 0; page < 4; page++) {
			assert_false(heading_is_alone(arena, above, true, page));
			assert_false(heading_is_alone(arena, above, false, page));
			arena_reset(arena);
		}
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_one_page),
		cmocka_unit_test(every_block_is_on_one_page),
		cmocka_unit_test(a_heading_goes_with_what_follows),
		cmocka_unit_test(a_heading_stays_where_what_follows_needs_the_whole_page),
		cmocka_unit_test(what_is_kept_stands_on_every_page),
		cmocka_unit_test(a_control_that_does_not_fit_begins_a_page),
		cmocka_unit_test(a_control_beside_words_stands_where_they_begin),
		cmocka_unit_test(a_heading_goes_with_a_box_and_over_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
