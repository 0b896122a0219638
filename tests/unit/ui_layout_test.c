/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where boxes and texts go. A screen of 400 x 300 px of 1 mm, so that millimetres are px. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/laid.h"
#include "ui/ui.h"

#include <cmocka.h>

#define NOTO "/usr/share/fonts/truetype/noto/"
#define CHECK_RECT(node, rx, ry, rw, rh)                                                                               \
	do {                                                                                                           \
		assert_int_equal((node)->rect.x, rx);                                                                  \
		assert_int_equal((node)->rect.y, ry);                                                                  \
		assert_int_equal((node)->rect.w, rw);                                                                  \
		assert_int_equal((node)->rect.h, rh);                                                                  \
	} while (0)

enum { WIDTH = 400, HEIGHT = 300, BOXES_MAX = 4 };

struct page {
	struct fonts *fonts;
	struct arena *arena;
	struct draw_list list;
	struct ui *ui;
};

static int set_up(void **state)
{
	static const char *const regular[] = { NOTO "NotoSans-Regular.ttf", NOTO "NotoSansArabic-Regular.ttf" };
	static const char *const bold[] = { NOTO "NotoSans-Bold.ttf", NOTO "NotoSansArabic-Bold.ttf" };
	static struct page page;
	struct err e;
	page = (struct page){ .fonts = fonts_open(regular, bold, 2, &e), .arena = arena_create(0) };
	*state = &page;
	return page.fonts ? 0 : -1;
}

static int tear_down(void **state)
{
	struct page *p = *state;
	fonts_close(p->fonts);
	arena_destroy(p->arena);
	return 0;
}

static struct ui *begin(struct page *p, bool rtl, struct box root)
{
	struct metrics m = { .width_px = WIDTH,
		.height_px = HEIGHT,
		.mm_per_px = 1,
		.glass_mm_per_px = 1,
		.text_scale = 1 };
	draw_list_init(&p->list, p->arena);
	p->ui = ui_start(m, (struct ui_look){ .rtl = rtl, .line_breaks = "fr" }, p->fonts, p->arena, &p->list);
	ui_begin(p->ui, root);
	return p->ui;
}

static const struct node *finish(struct page *p)
{
	ui_end(p->ui);
	return ui_finish(p->ui);
}

static const struct node *add(struct page *p, struct box box)
{
	ui_begin(p->ui, box);
	ui_end(p->ui);
	const struct node *n = p->ui->open->node.last;
	return n;
}

/* A row or a column of these, on the whole screen. */
static void lay(struct page *p, bool rtl, struct box root, const struct box *boxes, size_t count,
		const struct node *at[BOXES_MAX])
{
	(void)begin(p, rtl, root);
	for (size_t i = 0; i < count; i++) {
		at[i] = add(p, boxes[i]);
	}
	(void)finish(p);
}

static void a_column_stacks_with_gaps_and_stretches_across(void **state)
{
	const struct node *at[BOXES_MAX];
	lay(*state, false, (struct box){ .dir = DOWN, .gap = 10, .pad = 20 },
			(struct box[]){ { .h = 30 }, { .h = 50 } }, 2, at);
	CHECK_RECT(at[0], 20, 20, 360, 30);
	CHECK_RECT(at[1], 20, 60, 360, 50);
}

static void what_grows_shares_what_is_left(void **state)
{
	const struct node *at[BOXES_MAX];
	const struct box boxes[] = { { .w = 100 }, { .grow = 1 }, { .grow = 3 } };
	lay(*state, false, (struct box){ .dir = ACROSS }, boxes, 3, at);
	CHECK_RECT(at[0], 0, 0, 100, HEIGHT);
	CHECK_RECT(at[1], 100, 0, 75, HEIGHT);
	CHECK_RECT(at[2], 175, 0, 225, HEIGHT);
	const struct box column[] = { { .h = 60 }, { .grow = 1 }, { .h = 40 } };
	lay(*state, false, (struct box){ .dir = DOWN }, column, 3, at);
	CHECK_RECT(at[1], 0, 60, WIDTH, 200);
	CHECK_RECT(at[2], 0, 260, WIDTH, 40);
}

static void room_along_is_spread_as_justify_says(void **state)
{
	static const struct {
		enum align justify;
		int first, second;
	} rows[] = { { ALIGN_START, 0, 50 }, { ALIGN_CENTER, 150, 200 }, { ALIGN_END, 300, 350 },
		{ ALIGN_BETWEEN, 0, 350 } };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct node *at[BOXES_MAX];
		const struct box boxes[] = { { .w = 50, .h = 20 }, { .w = 50, .h = 20 } };
		lay(*state, false, (struct box){ .dir = ACROSS, .justify = rows[i].justify }, boxes, 2, at);
		assert_int_equal(at[0]->rect.x, rows[i].first);
		assert_int_equal(at[1]->rect.x, rows[i].second);
	}
}

static void a_child_may_align_itself(void **state)
{
	const struct node *at[BOXES_MAX];
	const struct box boxes[] = { { .w = 40, .h = 20 }, { .w = 40, .h = 20, .self = ALIGN_END },
		{ .w = 40, .h = 20, .self = ALIGN_CENTER } };
	lay(*state, false, (struct box){ .dir = DOWN, .align = ALIGN_START }, boxes, 3, at);
	CHECK_RECT(at[0], 0, 0, 40, 20);
	CHECK_RECT(at[1], 360, 20, 40, 20);
	CHECK_RECT(at[2], 180, 40, 40, 20);
}

/* Right to left, every page is the mirror of what it is left to right: rows, paddings, alignment, absolute places. */
static void arabic_is_the_mirror_of_french(void **state)
{
	const struct box roots[] = { { .dir = ACROSS, .gap = 7, .pad_start = 30, .pad_end = 10 },
		{ .dir = ACROSS, .justify = ALIGN_END, .pad = 5 },
		{ .dir = DOWN, .align = ALIGN_START, .pad_start = 12 }, { .dir = DOWN, .align = ALIGN_END },
		{ .dir = STACK, .align = ALIGN_START } };
	const struct box boxes[] = { { .w = 60, .h = 20 }, { .w = 90, .h = 30 },
		{ .w = 20, .h = 20, .absolute = true, .x_px = 33, .y_px = 44 } };
	for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
		const struct node *left[BOXES_MAX];
		const struct node *right[BOXES_MAX];
		lay(*state, false, roots[i], boxes, 3, left);
		lay(*state, true, roots[i], boxes, 3, right);
		for (size_t k = 0; k < 3; k++) {
			CHECK_RECT(right[k], WIDTH - left[k]->rect.x - left[k]->rect.w, left[k]->rect.y,
					left[k]->rect.w, left[k]->rect.h);
		}
	}
}

/* A keyboard and a French article on an Arabic page: their content is laid out as if the page were French. */
static void a_part_has_a_direction_of_its_own(void **state)
{
	const struct box boxes[] = { { .w = 60, .h = 20 }, { .w = 90, .h = 30 } };
	const struct node *plain[BOXES_MAX];
	const struct node *own[BOXES_MAX];
	const struct node *turned[BOXES_MAX];
	lay(*state, false, (struct box){ .dir = ACROSS, .gap = 7, .pad_start = 30 }, boxes, 2, plain);
	lay(*state, true, (struct box){ .dir = ACROSS, .direction = DIRECTION_LTR, .gap = 7, .pad_start = 30 }, boxes,
			2, own);
	for (size_t i = 0; i < 2; i++) {
		CHECK_RECT(own[i], plain[i]->rect.x, plain[i]->rect.y, plain[i]->rect.w, plain[i]->rect.h);
	}
	lay(*state, false, (struct box){ .dir = ACROSS, .direction = DIRECTION_RTL, .gap = 7 }, boxes, 2, turned);
	assert_int_equal(turned[0]->rect.x, WIDTH - 60);
	struct page *p = *state;
	struct ui *ui = begin(p, true, (struct box){ .dir = DOWN, .direction = DIRECTION_LTR });
	ui_begin(ui, (struct box){ .dir = ACROSS });
	const struct node *inner = add(p, boxes[0]);
	ui_end(ui);
	(void)finish(p);
	assert_int_equal(inner->rect.x, 0); /* handed down */
}

static void what_may_shrink_leaves_the_rest_its_place(void **state)
{
	const struct node *at[BOXES_MAX];
	const struct box boxes[] = { { .h = 100 }, { .h = 250, .shrink = true }, { .h = 50 } };
	lay(*state, false, (struct box){ .dir = DOWN }, boxes, 3, at);
	CHECK_RECT(at[1], 0, 100, WIDTH, 150);
	CHECK_RECT(at[2], 0, 250, WIDTH, 50);
}

static const struct node *text_of(const struct node *root, const char *name)
{
	const struct node *n = tree_find(root, ROLE_TEXT, name, 0);
	assert_non_null(n);
	assert_non_null(n->text);
	return n;
}

static void a_text_wraps_and_pushes_down_what_follows(void **state)
{
	struct page *p = *state;
	const char *words = "Un texte qui est bien plus long que la largeur de cette petite page, et qui passe donc à "
			    "la ligne, "
			    "une fois au moins, sans qu’aucun de ses mots ne soit coupé, quelle que soit la taille des "
			    "lettres.";
	(void)begin(p, false, (struct box){ .dir = DOWN });
	ui_text(p->ui, words, (struct text_look){ .type = TYPE_BODY });
	const struct node *below = add(p, (struct box){ .h = 10 });
	const struct node *root = finish(p);
	const struct node *text = text_of(root, words);
	assert_true(text->text->line_count > 1);
	assert_int_equal(text->rect.w, WIDTH);
	assert_int_equal(below->rect.y, text->rect.h);
	assert_false(text->text->cut);
}

static void a_row_gives_way_where_words_can_wrap(void **state)
{
	struct page *p = *state;
	const char *words = "Des mots assez courts que rien ne coupe et qui vont à la ligne";
	(void)begin(p, false, (struct box){ .dir = ACROSS });
	const struct node *fixed = add(p, (struct box){ .w = 250, .h = 10 });
	ui_text(p->ui, words, (struct text_look){ .type = TYPE_BODY });
	const struct node *root = finish(p);
	const struct node *text = text_of(root, words);
	assert_int_equal(fixed->rect.w, 250);
	assert_int_equal(text->rect.x, 250);
	assert_true(text->rect.x + text->rect.w <= WIDTH);
}

/* A second one whose share became too little when the first took more than its own. */
static void the_words_of_all_have_room_where_the_row_has_it(void **state)
{
	struct page *p = *state;
	static const float words_w[] = { 160, 10, 10, 105 };
	const struct node *at[BOXES_MAX];
	(void)begin(p, false, (struct box){ .dir = ACROSS });
	for (size_t i = 0; i < BOXES_MAX; i++) {
		ui_begin(p->ui, (struct box){ .dir = DOWN, .grow = 1 });
		ui_text(p->ui, "a", (struct text_look){ .type = TYPE_BODY, .min_w = words_w[i] });
		ui_end(p->ui);
		at[i] = p->ui->open->node.last;
	}
	(void)finish(p);
	assert_int_equal(at[0]->rect.w, 160);
	assert_int_equal(at[3]->rect.w, 105);
	assert_int_equal(at[3]->rect.x + at[3]->rect.w, WIDTH);
}

static void a_word_wider_than_its_place_is_cut_and_said_to_be(void **state)
{
	struct page *p = *state;
	(void)begin(p, false, (struct box){ .dir = DOWN, .pad_x = 190 });
	ui_text(p->ui, "Anticonstitutionnellement", (struct text_look){ .type = TYPE_BODY });
	assert_true(text_of(finish(p), "Anticonstitutionnellement")->text->cut);
}

/* Pages are filled by measuring what was added last, and taking it out again when it does not fit. */
static void what_does_not_fit_goes_to_the_next_page(void **state)
{
	struct page *p = *state;
	struct box row = { .h = 70 };
	int used = 0;
	int rows = 0;
	(void)begin(p, false, (struct box){ .dir = DOWN });
	const struct node *kept[8] = { 0 };
	for (; rows < 8; rows++) {
		kept[rows] = add(p, row);
		int h = ui_measure_last(p->ui, WIDTH);
		assert_int_equal(h, 70);
		if (used + h > HEIGHT) {
			ui_drop_last(p->ui);
			break;
		}
		used += h;
	}
	const struct node *root = finish(p);
	assert_int_equal(rows, 4);
	assert_ptr_equal(root->last, kept[3]);
	assert_null(kept[3]->next);
	CHECK_RECT(kept[3], 0, 210, WIDTH, 70);
}

static void a_larger_text_needs_more_room(void **state)
{
	struct page *p = *state;
	int h[2];
	for (int i = 0; i < 2; i++) {
		(void)begin(p, false, (struct box){ .dir = DOWN });
		ui_text(p->ui, "Bonjour", (struct text_look){ .type = TYPE_BODY, .scale = i ? 2 : 1 });
		h[i] = text_of(finish(p), "Bonjour")->rect.h;
	}
	assert_true(h[1] > h[0] + h[0] / 2);
}

static void the_others_of_a_stack_keep_its_size(void **state)
{
	struct page *p = *state;
	for (int shown = 1; shown <= 2; shown++) {
		(void)begin(p, false, (struct box){ .dir = DOWN });
		ui_begin(p->ui, (struct box){ .dir = STACK, .only = shown });
		ui_begin(p->ui, (struct box){ .dir = DOWN, .h = 90 });
		ui_role(p->ui, ROLE_IMAGE, "first");
		ui_end(p->ui);
		ui_begin(p->ui, (struct box){ .dir = DOWN, .h = 40 });
		ui_role(p->ui, ROLE_IMAGE, "second");
		ui_end(p->ui);
		ui_end(p->ui);
		ui_begin(p->ui, (struct box){ .dir = DOWN, .h = 10 });
		ui_role(p->ui, ROLE_IMAGE, "below");
		ui_end(p->ui);
		const struct node *root = finish(p);
		assert_int_equal(tree_find(root, ROLE_IMAGE, "below", 0)->rect.y, 90);
		assert_int_equal(tree_find(root, ROLE_IMAGE, "first", 0) != NULL, shown == 1);
		assert_int_equal(tree_find(root, ROLE_IMAGE, "second", 0) != NULL, shown == 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_column_stacks_with_gaps_and_stretches_across, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_grows_shares_what_is_left, set_up, tear_down),
		cmocka_unit_test_setup_teardown(room_along_is_spread_as_justify_says, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_child_may_align_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(arabic_is_the_mirror_of_french, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_part_has_a_direction_of_its_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_may_shrink_leaves_the_rest_its_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_text_wraps_and_pushes_down_what_follows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_row_gives_way_where_words_can_wrap, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_words_of_all_have_room_where_the_row_has_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_word_wider_than_its_place_is_cut_and_said_to_be, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_does_not_fit_goes_to_the_next_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_larger_text_needs_more_room, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_others_of_a_stack_keep_its_size, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
