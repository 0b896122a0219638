/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going round a page with four arrows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/action.h"
#include "app/focus.h"

#include <cmocka.h>

/* A page of two rows, as it is read: A B / C (disabled) D, and the map, which the arrows pass over. */
enum { A, B, C, D, MAP, NODES };
struct page {
	struct node root, at[NODES];
};

static struct node control(int action, int64_t arg, int x, int y)
{
	return (struct node){ .role = ROLE_BUTTON, .name = "x", .action = { action, arg }, .rect = { x, y, 90, 40 } };
}

static struct page *page(void)
{
	static struct page p;
	p = (struct page){ .root = { .role = ROLE_WINDOW, .rect = { 0, 0, 400, 300 } } };
	p.at[A] = control(ACTION_PLACE, A, 0, 0);
	p.at[B] = control(ACTION_PLACE, B, 100, 10);
	p.at[C] = control(ACTION_PLACE, C, 0, 60);
	p.at[C].state = STATE_DISABLED;
	p.at[D] = control(ACTION_PLACE, D, 100, 60);
	p.at[MAP] = control(ACTION_MAP, 0, 0, 120);
	for (int i = 0; i < NODES; i++) {
		p.at[i].parent = &p.root;
		p.at[i].next = i + 1 < NODES ? &p.at[i + 1] : NULL;
	}
	p.root.first = &p.at[A];
	p.root.last = &p.at[MAP];
	return &p;
}

static int64_t next(const struct page *p, int from, enum keypad_key key, bool rtl)
{
	return focus_next(&p->root, p->at[from].action, key, rtl).arg;
}

static void the_first_arrow_goes_to_the_first_control(void **state)
{
	(void)state;
	const struct page *p = page();
	struct action none = { ACTION_NONE, 0 };
	assert_int_equal(focus_next(&p->root, none, KEYPAD_DOWN, false).type, ACTION_PLACE);
	assert_int_equal(focus_next(&p->root, none, KEYPAD_DOWN, false).arg, A);
	struct action gone = { ACTION_PLACE, 99 }; /* what had it is not on this page */
	assert_int_equal(focus_next(&p->root, gone, KEYPAD_UP, false).arg, A);
}

static void up_and_down_follow_the_reading_order_and_go_round(void **state)
{
	(void)state;
	const struct page *p = page();
	assert_int_equal(next(p, A, KEYPAD_DOWN, false), B);
	assert_int_equal(next(p, B, KEYPAD_DOWN, false), D); /* not the disabled one */
	assert_int_equal(next(p, D, KEYPAD_DOWN, false), A); /* nor the map */
	assert_int_equal(next(p, A, KEYPAD_UP, false), D);
	assert_int_equal(next(p, D, KEYPAD_UP, false), B);
}

static void left_and_right_stay_on_the_line(void **state)
{
	(void)state;
	const struct page *p = page();
	assert_int_equal(next(p, A, KEYPAD_RIGHT, false), B);
	assert_int_equal(next(p, B, KEYPAD_LEFT, false), A);
	assert_int_equal(next(p, A, KEYPAD_RIGHT, true), B); /* the arrows are those of the eye, in Arabic too */
	assert_int_equal(next(p, B, KEYPAD_LEFT, true), A);
}

static void at_the_end_of_a_line_an_arrow_goes_on_as_one_reads(void **state)
{
	(void)state;
	const struct page *p = page();
	assert_int_equal(next(p, B, KEYPAD_RIGHT, false), D);
	assert_int_equal(next(p, D, KEYPAD_LEFT, false), B);
	assert_int_equal(next(p, B, KEYPAD_RIGHT, true), A); /* against the reading direction: back */
	assert_int_equal(next(p, A, KEYPAD_LEFT, true), B);
}

static void a_dialog_keeps_the_focus(void **state)
{
	(void)state;
	struct page *p = page();
	struct node inside[2] = { control(ACTION_CLOSE, 1, 0, 200), control(ACTION_TAKE, 2, 100, 200) };
	struct node dialog = { .role = ROLE_DIALOG, .parent = &p->root, .first = &inside[0], .last = &inside[1] };
	inside[0].parent = inside[1].parent = &dialog;
	inside[0].next = &inside[1];
	p->at[MAP].next = &dialog;
	assert_null(focus_node(&p->root, p->at[A].action)); /* behind it */
	assert_ptr_equal(focus_node(&p->root, inside[1].action), &inside[1]);
	assert_int_equal(focus_next(&p->root, p->at[A].action, KEYPAD_DOWN, false).arg, 1);
	assert_int_equal(focus_next(&p->root, inside[1].action, KEYPAD_DOWN, false).arg, 1);
	assert_int_equal(focus_next(&p->root, inside[0].action, KEYPAD_UP, false).arg, 2);
}

static void a_page_without_controls_keeps_what_was(void **state)
{
	(void)state;
	struct node empty = { .role = ROLE_WINDOW };
	struct action was = { ACTION_PLACE, 5 };
	assert_int_equal(focus_next(&empty, was, KEYPAD_DOWN, false).arg, 5);
	assert_int_equal(focus_next(NULL, was, KEYPAD_DOWN, false).arg, 5);
	assert_null(focus_node(NULL, was));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_arrow_goes_to_the_first_control),
		cmocka_unit_test(up_and_down_follow_the_reading_order_and_go_round),
		cmocka_unit_test(left_and_right_stay_on_the_line),
		cmocka_unit_test(at_the_end_of_a_line_an_arrow_goes_on_as_one_reads),
		cmocka_unit_test(a_dialog_keeps_the_focus),
		cmocka_unit_test(a_page_without_controls_keeps_what_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
