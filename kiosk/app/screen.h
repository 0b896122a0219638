/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen.h - what a page is: one file in screens/, one row of the table in screens/frame.c
 *
 * The row says what differs from page to page, so that update() and the frame need not know any of them. Hooks may be
 * NULL. Those that get the state run within update(), `view` after it. */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H

#include "app/effect.h"
#include "app/event.h"

struct state;
struct view;

/* Values of enum screen (app/state.h) are indexes of the table. */
struct screen_def {
	const char *name;
	void (*view)(struct view *v);
	void (*sheet)(struct view *v); /* what its visitor takes away, or is asked, as a dialog; NULL: nothing */
	bool bare;                     /* draws the whole screen itself: no header, no bar */
	bool title_in_page;            /* landscape: the page brings its own top line, with Terminer */

	bool rests;       /* where a unit waits for visitors: nothing is idle, no way leads back to it */
	bool reading;     /* is read: the idle warning comes later */
	bool typing;      /* the same key twice in a row is meant */
	bool unit_news;   /* shows what the sync daemon says */
	bool choice;      /* of a language: leaves when one was chosen */
	bool list_on_map; /* has a list of places and the map they stand on: each follows the other */

	/* A control leads to it afresh: prepares what it keeps while the visitor comes back to it. Returns the screen
	 * to go to, which may be another. */
	int (*open)(struct state *s);
	void (*enter)(struct state *s, struct effects *fx);
	/* The visitor came back to it: its page is the one that was left. */
	void (*come_back)(struct state *s);
	void (*turn_page)(struct state *s, bool animate);
	/* The map has another size than it was fitted to. */
	void (*fit_map)(struct state *s);
	/* The button that brings the map back; NULL: to the kiosk. */
	void (*recenter)(struct state *s, bool animate);
	/* Easy reading was switched. */
	void (*easy)(struct state *s, struct effects *fx);
	/* Each touch, before any control gets it. True: it is taken. */
	bool (*touch)(struct state *s, const struct event *ev, struct effects *fx);
	/* EVENT_TEXT, and answers to the questions of this page: EVENT_FOUND, EVENT_ARTICLE, EVENT_CODE,
	 * EVENT_USAGE. */
	void (*answer)(struct state *s, const struct event *ev, struct effects *fx);
};

#endif
