/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event.h - everything that can happen to the interface, as values
 *
 * platform/ turns touches, timers, worker answers and sync notices into these and
 * hands them to update(), one at a time, on the UI thread. Time comes in with the
 * event: update() never reads a clock. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include <time.h>

#include "app/listing.h"
#include "base/usage.h"
#include "draw/draw.h"
#include "map/coverage.h"
#include "store/article.h"
#include "store/catalogue.h"
#include "store/routes.h"
#include "store/search.h"
#include "ui/tree.h"

enum touch_phase { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_CANCEL };

struct event_touch {
	int finger; /* stable while the finger stays down; 0.. */
	enum touch_phase phase;
	int x, y; /* device px */
};

/* Keys of the tactile keypad (and of a keyboard during development). */
enum keypad_key {
	KEYPAD_UP,
	KEYPAD_DOWN,
	KEYPAD_LEFT,
	KEYPAD_RIGHT,
	KEYPAD_ENTER,
	KEYPAD_BACK,
	KEYPAD_HELP,   /* where one is, and which keys there are */
	KEYPAD_LOUDER, /* the next step of loudness, from the loudest to the first */
	KEYPAD_KEYS
};

/* Both are lent until the next EVENT_CONTENT, which only comes at start and outside of visits. NULL: no content that
 * can be shown. */
struct event_content {
	const struct catalogue *catalogue;
	const struct routes *routes; /* routes from this unit's site; NULL: none */
	uint64_t generation;
	const char *const *credits; /* attributions of its maps, each once */
	size_t credits_len;
	const struct map_area *areas; /* what its maps cover */
	size_t areas_len;
};

/* Answers carry the number of their question; a late one is ignored. */
struct event_found {
	uint32_t question;
	struct search_results results; /* by value */
};

struct event_article {
	uint32_t question;
	const struct article *article; /* NULL: could not be read. Lent until the next answer or the end of the visit */
	/* By block of the article, lent as long: its picture; NULL for other blocks and for what cannot be shown. */
	const struct draw_pixels *const *pictures;
};

/* What the technician page and the "date of contents" line show; from the sync daemon's status.json. */
struct event_sync {
	bool known;          /* false: no daemon is running */
	bool unreached;      /* the last check failed in the network: a problem of that area */
	time_t last_success; /* 0: never */
	time_t signed_until; /* what is known is believed until then; 0: unknown */
	/* For the technician. Codes and outcomes are those of sync/FORMAT.md section 3; "" when there is none. */
	char problem[32];
	char stick[16]; /* "imported", "current", "refused" */
	char stick_problem[32];
	char stick_edition[32];
	time_t stick_at;
	int64_t free_bytes;           /* of the store; -1: unknown */
	int64_t done_bytes, of_bytes; /* while downloading, else 0 */
	int64_t restart_pid;          /* of the interface that is asked to start again; 0: none */
};

/* What only the layout of a page knows. */
struct event_layout {
	struct rect map;     /* of the map; empty: the page has none */
	struct list_fit fit; /* places on a page of the list; room[1] 0: no list */
	bool dialog;         /* the pages are those of a dialog */
	int page, pages;     /* of what is cut into pages; 0 of 0: nothing is */
};

/* For the technician: one thing that was found about the machine, in the words of borne-unit doctor. */
enum unit_grade { UNIT_WELL, UNIT_ATTENTION, UNIT_BROKEN };
struct unit_fact {
	const char *area; /* the word of board/health: "network" */
	enum unit_grade grade;
	const char *text, *remedy; /* remedy NULL: nothing to do */
};

/* Lent until the next one. */
struct event_unit {
	const struct unit_fact *facts;
	size_t len;
};

/* What the unit can be heard through. */
struct event_sound {
	bool absent;  /* no audio device: nothing can be read aloud */
	bool headset; /* one is plugged in */
};

/* To EFFECT_ASK_UNIT. */
struct event_answered {
	uint32_t question;
	bool done;
	char why[32]; /* of a failure: a word (base/request.h) */
};

/* To whom a code belongs. */
enum code_owner { CODE_WRONG, CODE_PROFESSIONAL, CODE_TECHNICIAN };

enum event_type {
	EVENT_TICK, /* time passed: at the latest when app_next_wake_us() said */
	EVENT_TOUCH,
	EVENT_KEYPAD,
	EVENT_ACTION, /* a control with that action is used, on whatever page: by the robot, without a finger */
	EVENT_TEXT,   /* typed through the control socket or a development keyboard */
	EVENT_CONTENT,
	EVENT_FOUND,
	EVENT_ARTICLE,
	EVENT_SYNC,
	EVENT_CODE, /* answer to EFFECT_CHECK_CODE */
	EVENT_UNIT,
	EVENT_ANSWERED,
	EVENT_USAGE,
	EVENT_SPOKEN, /* what EFFECT_SPEAK asked for was said to its end */
	EVENT_SOUND,  /* the audio device or the headset came or went */
	EVENT_LAYOUT, /* what laying out the page found; carries no time */
};

struct event {
	enum event_type type;
	int64_t now_us;  /* monotonic */
	time_t wall;     /* unix seconds; what people call the time */
	struct tm local; /* the same in the unit's time zone */
	union {
		struct event_touch touch;
		enum keypad_key keypad;
		struct action action;
		char text[64]; /* UTF-8 */
		struct event_content content;
		struct event_found found;
		struct event_article article;
		struct event_sync sync;
		struct event_layout layout;
		struct event_unit unit;
		struct event_answered answered;
		const struct usage *usage; /* sorted; lent for as long as the program runs, changes between visits */
		struct {
			uint32_t question;
			enum code_owner owner;
		} code;
		struct event_sound sound;
		struct {
			uint32_t question;
			bool failed; /* it was not: the language has no voice */
		} spoken;
	};
};

#endif
