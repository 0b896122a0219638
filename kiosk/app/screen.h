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

/* Whose index the page is opened with; a visitor may say what is wrong with it (report.h). */
enum screen_record { RECORD_NONE, RECORD_ARTICLE, RECORD_PLACE };

enum screen {
	SCREEN_ATTRACT,
	SCREEN_HOME,
	SCREEN_THEME,
	SCREEN_TERRITORY,
	SCREEN_ARTICLE,
	SCREEN_PLACES,
	SCREEN_PLACE,
	SCREEN_ROUTE,
	SCREEN_BASKET,
	SCREEN_GUIDE,
	SCREEN_RESULT,
	SCREEN_SEARCH,
	SCREEN_MENU, /* what the rail has no room for */
	SCREEN_LANGUAGE,
	SCREEN_SOURCES,
	SCREEN_EDITION,
	SCREEN_ACCESS,
	SCREEN_CODE,
	SCREEN_PRO,
	SCREEN_COVERAGE,
	SCREEN_USAGE,
	SCREEN_UNIT,
	SCREEN_UNIT_NETWORK,
	SCREEN_UNIT_MACHINE,
	SCREEN_UNIT_TOUCH,
	SCREEN_UNIT_CROSSES,
	SCREEN_UNIT_PANEL,
	SCREEN_UNIT_COLOUR,
	SCREEN_UNIT_SOUND,
	SCREEN_UNIT_ACTIONS,
	SCREEN_UNIT_START,
	SCREEN_UNIT_SITE,
	SCREEN_UNIT_SCREEN,
	SCREEN_UNIT_CLEAN,
	SCREEN_SETUP,
	SCREEN_COUNT
};

/* Indexes of the table are values of enum screen. */
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
	bool invites;     /* rests, and calls visitors: turns pages of its own, is dark at night, moves by a pixel */
	bool home;        /* where a visit begins: nothing on it leads back or ends the visit */
	bool searches;    /* what was typed may find nothing */
	enum screen_record record; /* what it shows one of, the one that it was opened with */

	/* A control leads to it afresh: prepares what it keeps while the visitor comes back to it. Returns the screen
	 * to go to, which may be another. */
	int (*open)(struct state *s);
	void (*enter)(struct state *s, struct effects *fx);
	/* The visitor came back to it: its page is the one that was left. */
	void (*come_back)(struct state *s);
	void (*turn_page)(struct state *s, bool animate);
	/* The map has another size than it was fitted to. */
	void (*fit_map)(struct state *s);
	/* Low reach: the page has a map, for the upper half. NULL: never. */
	bool (*low_map)(const struct state *s);
	/* Low reach: what stands above that map. */
	void (*low_head)(struct view *v);
	/* The button that brings the map back; NULL: to the kiosk. */
	void (*recenter)(struct state *s, bool animate);
	/* Easy reading was switched. */
	void (*easy)(struct state *s, struct effects *fx);
	/* Percent of the panel's light while it is shown; NULL: that of the settings. */
	int (*light)(const struct state *s);
	/* When it wants to be ticked next, monotonic; INT64_MAX: not. NULL: never. */
	int64_t (*due_us)(const struct state *s);
	void (*tick)(struct state *s, struct effects *fx);
	/* After each control: what the visit counts of this page (visit.h). */
	void (*visited)(struct state *s);
	/* Each touch, before any control gets it. True: it is taken. */
	bool (*touch)(struct state *s, const struct event *ev, struct effects *fx);
	/* EVENT_TEXT, and answers to the questions of this page: EVENT_FOUND, EVENT_ARTICLE, EVENT_CODE,
	 * EVENT_USAGE. */
	void (*answer)(struct state *s, const struct event *ev, struct effects *fx);
};

/* The row of a page. */
const struct screen_def *screen_of(enum screen screen);

#endif
