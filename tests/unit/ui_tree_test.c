/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree that is touched and read: order, search, dialogs and touch targets. Px of 1 mm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/ui.h"

#include <cmocka.h>

enum { OPEN = 1, CLOSE, BEHIND, INSIDE };

struct page {
	struct arena *arena;
	struct draw_list list;
	struct ui *ui;
};

static int set_up(void **state)
{
	static struct page page;
	page = (struct page){ .arena = arena_create(0) };
	struct metrics m = { .width_px = 400, .height_px = 300, .mm_per_px = 1, .glass_mm_per_px = 1, .text_scale = 1 };
	draw_list_init(&page.list, page.arena);
	page.ui = ui_start(m, (struct ui_look){ .line_breaks = "fr" }, NULL, page.arena,
			&page.list); /* no text: no fonts */
	ui_begin(page.ui, (struct box){ .dir = STACK });
	ui_role(page.ui, ROLE_WINDOW, "page");
	*state = &page;
	return 0;
}

static int tear_down(void **state)
{
	struct page *p = *state;
	arena_destroy(p->arena);
	return 0;
}

static void control(struct ui *ui, enum role role, const char *name, int action, struct rect r)
{
	ui_begin(ui, (struct box){ .absolute = true, .x_px = r.x, .y_px = r.y, .w_px = r.w, .h_px = r.h });
	ui_role(ui, role, name);
	ui_action(ui, action, r.x);
	ui_end(ui);
}

static const struct node *finish(struct page *p)
{
	ui_end(p->ui);
	return ui_finish(p->ui);
}

static void nodes_come_in_reading_order(void **state)
{
	struct page *p = *state;
	ui_begin(p->ui, (struct box){ .dir = DOWN });
	ui_role(p->ui, ROLE_LIST, "liste");
	control(p->ui, ROLE_BUTTON, "un", OPEN, (struct rect){ 0, 0, 50, 50 });
	ui_begin(p->ui, (struct box){ 0 }); /* lays out only: is not read */
	control(p->ui, ROLE_BUTTON, "deux", OPEN, (struct rect){ 60, 0, 50, 50 });
	ui_end(p->ui);
	ui_end(p->ui);
	control(p->ui, ROLE_LINK, "trois", OPEN, (struct rect){ 120, 0, 50, 50 });
	const struct node *root = finish(p);
	static const char *const names[] = { "page", "liste", "un", "deux", "trois" };
	int count = 0;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->role != ROLE_NONE) {
			assert_int_equal(n->order, count);
			assert_string_equal(n->name, names[count++]);
		}
	}
	assert_int_equal(count, 5);
	const struct node *list = tree_find(root, ROLE_LIST, "liste", 0);
	const struct node *last = list;
	for (const struct node *n = list; n; n = tree_next(list, n)) {
		last = n; /* within a part of the tree it ends with that part */
	}
	assert_string_equal(last->name, "deux");
}

static void a_whole_name_is_found_before_a_beginning(void **state)
{
	struct page *p = *state;
	control(p->ui, ROLE_BUTTON, "Fermer la page", OPEN, (struct rect){ 0, 0, 50, 50 });
	control(p->ui, ROLE_LINK, "Fermer", OPEN, (struct rect){ 60, 0, 50, 50 });
	const struct node *root = finish(p);
	assert_int_equal(tree_find(root, ROLE_NONE, "Fermer", 0)->role, ROLE_LINK);
	assert_string_equal(tree_find(root, ROLE_BUTTON, "Fermer", 0)->name, "Fermer la page");
	assert_null(tree_find(root, ROLE_NONE, "Ouvrir", 0));
	assert_null(tree_find(root, ROLE_TAB, "Fermer", 0));
	/* Those that begin with it are counted with the whole one. */
	assert_string_equal(tree_find(root, ROLE_NONE, "Fermer", 1)->name, "Fermer");
	assert_null(tree_find(root, ROLE_NONE, "Fermer", 2));
}

static void the_topmost_control_is_hit(void **state)
{
	struct page *p = *state;
	control(p->ui, ROLE_BUTTON, "dessous", OPEN, (struct rect){ 100, 100, 100, 100 });
	control(p->ui, ROLE_BUTTON, "dessus", OPEN, (struct rect){ 150, 150, 100, 100 });
	const struct node *root = finish(p);
	assert_string_equal(tree_hit(root, 160, 160)->name, "dessus");
	assert_string_equal(tree_hit(root, 110, 110)->name, "dessous");
	assert_null(tree_hit(root, 20, 20)); /* what is no control is not touched */
	assert_null(tree_hit(root, 250, 160));
}

/* A small control answers round about itself, up to the touch target of 15 mm, but what is drawn under the finger wins.
 */
static void a_small_control_answers_beside_itself(void **state)
{
	struct page *p = *state;
	control(p->ui, ROLE_BUTTON, "voisin", OPEN, (struct rect){ 80, 100, 19, 20 });
	control(p->ui, ROLE_BUTTON, "petit", OPEN, (struct rect){ 100, 100, 5, 5 });
	control(p->ui, ROLE_BUTTON, "au bord", OPEN, (struct rect){ 0, 0, 5, 5 });
	const struct node *root = finish(p);
	const struct node *small = tree_find(root, ROLE_BUTTON, "petit", 0);
	assert_int_equal(small->hit.w, 15);
	assert_int_equal(small->hit.h, 15);
	assert_int_equal(small->rect.w, 5);
	assert_string_equal(tree_hit(root, 107, 106)->name, "petit");
	assert_string_equal(tree_hit(root, 98, 104)->name, "voisin"); /* within the hit of both */
	assert_null(tree_hit(root, 112, 106));
	const struct node *edge = tree_find(root, ROLE_BUTTON, "au bord", 0);
	assert_true(edge->hit.x >= 0 && edge->hit.y >= 0); /* never off the screen */
}

static void a_dialog_hides_what_is_behind_it(void **state)
{
	struct page *p = *state;
	control(p->ui, ROLE_BUTTON, "derrière", BEHIND, (struct rect){ 0, 0, 400, 300 });
	ui_begin(p->ui, (struct box){ .absolute = true, .x_px = 100, .y_px = 100, .w_px = 200, .h_px = 100 });
	ui_role(p->ui, ROLE_DIALOG, "question");
	control(p->ui, ROLE_BUTTON, "oui", INSIDE, (struct rect){ 10, 10, 50, 50 });
	ui_end(p->ui);
	const struct node *root = finish(p);
	assert_string_equal(tree_dialog(root)->name, "question");
	assert_string_equal(tree_hit(root, 120, 120)->name, "oui");
	assert_null(tree_hit(root, 20, 20));
	assert_null(tree_hit(root, 250, 180)); /* on the dialog, beside its control */
}

static void of_two_dialogs_the_later_is_on_top(void **state)
{
	struct page *p = *state;
	for (int i = 0; i < 2; i++) {
		ui_begin(p->ui, (struct box){ .absolute = true, .x_px = 0, .y_px = 0, .w_px = 400, .h_px = 300 });
		ui_role(p->ui, ROLE_DIALOG, i ? "dessus" : "dessous");
		control(p->ui, ROLE_BUTTON, i ? "B" : "A", INSIDE, (struct rect){ i ? 200 : 0, 0, 50, 50 });
		ui_end(p->ui);
	}
	const struct node *root = finish(p);
	assert_string_equal(tree_dialog(root)->name, "dessus");
	assert_string_equal(tree_hit(root, 210, 10)->name, "B");
	assert_null(tree_hit(root, 10, 10));
}

static void a_page_without_dialog_has_none(void **state)
{
	const struct node *root = finish(*state);
	assert_null(tree_dialog(root));
	assert_null(tree_hit(root, 10, 10));
	assert_null(tree_next(root, root));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nodes_come_in_reading_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_whole_name_is_found_before_a_beginning, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_topmost_control_is_hit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_small_control_answers_beside_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_dialog_hides_what_is_behind_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_two_dialogs_the_later_is_on_top, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_page_without_dialog_has_none, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
