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

/* Content before the map, the map before what is the same on every page. */
enum group { GROUP_CONTENT, GROUP_MAP, GROUP_BAR, GROUP_HEADER };

static enum group group_of(const struct node *within, const struct node *n)
{
	/* What ends the visit stands in the header, or where the page has none beside its title. */
	if (n->action.type == ACTION_FINISH && within->role != ROLE_DIALOG) {
		return GROUP_HEADER;
	}
	for (const struct node *up = n; up; up = up == within ? NULL : up->parent) {
		if (up->role == ROLE_MAP || up->role == ROLE_NAVIGATION || up->role == ROLE_BANNER) {
			return up->role == ROLE_MAP          ? GROUP_MAP
			       : up->role == ROLE_NAVIGATION ? GROUP_BAR
							     : GROUP_HEADER;
		}
	}
	return GROUP_CONTENT;
}

/* Where a control comes: its group, then its place in the tree. */
struct place_in_order {
	enum group group;
	int at;
};

static bool is_before(struct place_in_order a, struct place_in_order b)
{
	return a.group != b.group ? a.group < b.group : a.at < b.at;
}

/* The nearest control after `from`, or before it, in that order; of all of them the first, or the last, where there is
 * none or `from` is NULL. */
static const struct node *in_order(const struct node *within, const struct node *from, bool forward)
{
	struct place_in_order start = { GROUP_CONTENT, -1 };
	int at = 0;
	for (const struct node *n = within; n && from; n = tree_next(within, n), at++) {
		start = n == from ? (struct place_in_order){ group_of(within, n), at } : start;
	}
	const struct node *best[2] = { NULL, NULL }; /* beyond `from`; of all */
	struct place_in_order best_at[2] = { 0 };
	at = 0;
	for (const struct node *n = within; n; n = tree_next(within, n), at++) {
		if (!can_focus(n)) {
			continue;
		}
		struct place_in_order here = { group_of(within, n), at };
		bool beyond = n != from && (forward ? is_before(start, here) : is_before(here, start));
		for (int i = beyond ? 0 : 1; i < 2; i++) {
			bool nearer = forward ? is_before(here, best_at[i]) : is_before(best_at[i], here);
			if (!best[i] || nearer) {
				best[i] = n;
				best_at[i] = here;
			}
		}
	}
	return best[0] ? best[0] : best[1];
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
		to = in_order(within, from, forward || !from);
	}
	return to ? to->action : focus;
}

static int64_t apart(struct rect a, struct rect b)
{
	int64_t dx = (a.x + a.w / 2) - (b.x + b.w / 2);
	int64_t dy = (a.y + a.h / 2) - (b.y + b.h / 2);
	return dx * dx + dy * dy;
}

const struct node *focus_place(const struct node *root, struct action focus, struct rect was)
{
	const struct node *within = root ? area(root) : NULL;
	const struct node *same = focus_node(root, focus);
	if (!within || same) {
		return same;
	}
	if (focus.type == ACTION_NONE || rect_is_empty(was)) {
		return in_order(within, NULL, true);
	}
	const struct node *best = NULL;
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (can_focus(n) && (!best || apart(n->rect, was) < apart(best->rect, was))) {
			best = n;
		}
	}
	return best;
}
