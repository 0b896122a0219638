/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/focus.h"

#include <limits.h>
#include <stdlib.h>

#include "app/action.h"

static const struct node *area(const struct node *root)
{
	const struct node *dialog = tree_dialog(root);
	return dialog ? dialog : root;
}

static bool can_focus(const struct node *n)
{
	return n->action.type != ACTION_NONE && n->action.type != ACTION_MAP && !(n->state & STATE_DISABLED);
}

const struct node *focus_node(const struct node *root, struct action focus)
{
	if (!root || focus.type == ACTION_NONE) {
		return NULL;
	}
	const struct node *within = area(root);
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (can_focus(n) && n->action.type == focus.type && n->action.arg == focus.arg) {
			return n;
		}
	}
	return NULL;
}

/* Reading order: next or previous control, going round at the ends. */
static const struct node *in_order(const struct node *within, const struct node *from, bool forward)
{
	const struct node *first = NULL;
	const struct node *last = NULL;
	const struct node *previous = NULL;
	const struct node *next = NULL;
	bool seen = false;
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (!can_focus(n)) {
			continue;
		}
		first = first ? first : n;
		if (seen && !next) {
			next = n;
		}
		if (n == from) {
			seen = true;
			previous = last;
		}
		last = n;
	}
	if (!from) {
		return first;
	}
	if (forward) {
		return next ? next : first;
	}
	return previous ? previous : last;
}

/* The nearest control to that side whose height overlaps ours. */
static const struct node *beside(const struct node *within, const struct node *from, bool right)
{
	const struct node *best = NULL;
	int best_gap = INT_MAX;
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		bool overlaps = n->rect.y < from->rect.y + from->rect.h && from->rect.y < n->rect.y + n->rect.h;
		if (!can_focus(n) || n == from || !overlaps) {
			continue;
		}
		int gap = right ? n->rect.x - from->rect.x : from->rect.x - n->rect.x;
		if (gap > 0 && gap < best_gap) {
			best = n;
			best_gap = gap;
		}
	}
	return best;
}

struct action focus_next(const struct node *root, struct action focus, enum keypad_key key, bool rtl)
{
	if (!root) {
		return focus;
	}
	const struct node *within = area(root);
	const struct node *from = focus_node(root, focus);
	const struct node *to = NULL;
	bool forward = key == KEYPAD_DOWN || key == KEYPAD_RIGHT;
	if (from && (key == KEYPAD_LEFT || key == KEYPAD_RIGHT)) {
		to = beside(within, from, key == KEYPAD_RIGHT);
		forward = (key == KEYPAD_RIGHT) != rtl;
	}
	if (!to) {
		to = in_order(within, from, forward);
	}
	return to ? to->action : focus;
}
