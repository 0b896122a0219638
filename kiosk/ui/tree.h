/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree.h - the tree that is drawn, spoken, focused and tested
 *
 * view() builds it every frame in the frame arena; layout gives each node its
 * rectangle; painting, hit testing, the tactile keypad, speech, the control socket
 * and scenario tests all read this one tree. A node with an action is a control and
 * must have a name. Pure; one thread. */
#ifndef UI_TREE_H
#define UI_TREE_H

#include "draw/draw.h"

struct text_layout; /* draw/text.h */

enum role {
	ROLE_NONE, /* a box that only lays out */
	ROLE_WINDOW,
	ROLE_HEADING,
	ROLE_TEXT,
	ROLE_BUTTON,
	ROLE_LINK,
	ROLE_RADIO,
	ROLE_SWITCH,
	ROLE_CHECKBOX,
	ROLE_TAB,
	ROLE_LIST,
	ROLE_LIST_ITEM,
	ROLE_TEXTBOX,
	ROLE_KEY,
	ROLE_IMAGE,
	ROLE_MAP,
	ROLE_MARKER, /* a place on the map; a button for assistive purposes */
	ROLE_PROGRESS,
	ROLE_STATUS,     /* open, closed, warning banners */
	ROLE_DIALOG,     /* traps focus and touches */
	ROLE_NAVIGATION, /* the bar: the same on every page */
	ROLE_BANNER,     /* the header: the same on every page */
	ROLE_PAGES,      /* what turns the pages of a list or text */
	ROLE_COUNT
};

/* Lower-case name used by the control socket and tests: "button", "heading"... */
const char *role_name(enum role role);
/* False: there is no role of that name. */
bool role_of_name(const char *name, enum role *out);

enum {
	STATE_PRESSED = 1 << 0,
	STATE_FOCUSED = 1 << 1,
	STATE_CHOSEN = 1 << 2,   /* selected, checked, on */
	STATE_DISABLED = 1 << 3, /* spoken as unavailable, with the reason in `hint` */
	STATE_EXPANDED = 1 << 4,
	STATE_BUSY = 1 << 5,
};

/* What touching does: a number from app/action.h and its argument. 0 means nothing. */
struct action {
	int type;
	int64_t arg;
};

struct node {
	enum role role;
	const char *name;  /* accessible name in the visitor's language; NULL for none */
	const char *value; /* state in words where there is one: typed text, "3 sur 8"... */
	const char *hint;  /* why unavailable, what it will do */
	const char *lang;  /* code of the language of `name`; NULL: the page's */
	unsigned state;
	struct action action;
	struct rect rect;               /* where it is drawn, px */
	struct rect hit;                /* where it answers: at least the touch target, clipped to what is visible */
	const struct text_layout *text; /* its lines as drawn; NULL: no text of its own */
	int order;                      /* reading order, 0.. over nodes with a role */
	struct node *parent, *first, *last, *next;
	void *layout; /* private to ui/layout */
};

/* Depth first; next node after n within root, or NULL. */
const struct node *tree_next(const struct node *root, const struct node *n);
/* The nth (from 0) in reading order with that whole name, else the nth whose name begins with it; role ROLE_NONE: any
 * that has one. NULL: there are not so many. */
const struct node *tree_find(const struct node *root, enum role role, const char *name, int nth);
/* The dialog on top, or NULL. */
const struct node *tree_dialog(const struct node *root);
/* Topmost control whose hit area holds the point; a dialog hides what is behind it. NULL for none. */
const struct node *tree_hit(const struct node *root, int x, int y);

#endif
