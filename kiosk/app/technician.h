/* SPDX-License-Identifier: GPL-3.0-or-later */
/* technician.h - what the technician's pages keep during a visit: facts, tests, what was asked of the unit
 *
 * Part of struct state, written by act_unit.c alone. Ends with the visit. */
#ifndef APP_TECHNICIAN_H
#define APP_TECHNICIAN_H

#include "app/effect.h"
#include "app/event.h"
#include "base/commission.h"
#include "base/request.h"

enum {
	TOUCH_CELLS_MAX = 1024,
	CROSS_COUNT = CALIBRATE_POINTS,
	CLEAN_S = 30,       /* long enough for a cloth */
	LOOK_AGAIN_S = 10,  /* a cable that is plugged in shows at the first start */
	ANSWER_WAIT_S = 20, /* a request that has no answer by then has none: the service is not there */
};

/* How the unit's screen is cut into cells that a finger has to reach. */
struct touch_grid {
	int columns, rows; /* both at least 1, at most TOUCH_CELLS_MAX together */
};

/* How the picture is to be, as it is edited on its page. */
enum unit_adjust { ADJUST_BRIGHTNESS, ADJUST_NIGHT_FROM, ADJUST_NIGHT_TO, ADJUST_FLOOR, ADJUST_COUNT };
struct unit_picture {
	int rotate;
	bool night;
	int values[ADJUST_COUNT]; /* percent, minutes of the day, millimetres */
};

struct technician {
	const struct unit_fact *facts; /* lent until the next EVENT_UNIT */
	size_t facts_len;
	bool looked;       /* facts have come */
	int64_t looked_us; /* when they were asked for last */

	struct unit_picture picture;
	int64_t clean_until_us; /* touches do nothing until then */

	int site; /* that was chosen for this unit: index + 1; 0: none */

	bool touched[TOUCH_CELLS_MAX];
	int touched_len;
	int colour;                    /* of the test of the panel, index */
	float crosses[CROSS_COUNT][2]; /* where each was touched, share of the screen's width and height */
	int crosses_len;
	bool heard; /* the sound was played at least once */

	bool walking; /* the commissioning was begun, at: */
	int64_t walking_us;
	enum commission_verdict steps[COMMISSION_STEPS];

	enum request asked; /* in the dialog, or waiting for its answer */
	bool waiting;
	int64_t waiting_us;
	uint32_t question; /* of what is waited for */
	bool answered;     /* asked has its answer: */
	struct event_answered answer;
};

struct state;
struct touch_grid technician_grid(const struct state *s);
/* Asks the unit for what effect.id says; the answer is EVENT_ANSWERED. */
void technician_ask(struct state *s, struct effect effect, struct effects *fx);
/* Asks for the facts: EVENT_UNIT. */
void technician_look(struct state *s, struct effects *fx);
/* The verdict of a step of the commissioning, of what the unit itself knows of it; COMMISSION_OPEN: it is the
 * technician's to say, or not known yet. */
enum commission_verdict technician_verdict(const struct state *s, enum commission_step step);
/* The first step by hand that has no answer yet; COMMISSION_STEPS: all have one. */
enum commission_step technician_next_step(const struct state *s);
/* What was found there fails the step. */
bool technician_fails(enum commission_step step, const struct unit_fact *f);
/* Whole seconds since the commissioning was begun. */
long technician_seconds(const struct state *s);
/* The unit was not told where it stands: the page of rest asks. */
bool technician_asks_site(const struct state *s);
/* Gives up waiting for an answer that does not come. */
void technician_tick(struct state *s);
/* When that is due, monotonic; INT64_MAX: never. */
int64_t technician_due_us(const struct state *s);
/* EVENT_UNIT and EVENT_ANSWERED. */
void technician_event(struct state *s, const struct event *ev);

#endif
