/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours.h - opening hours in the OpenStreetMap syntax: from text to rules
 *
 * The whole grammar (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, version 0.7.2) but points in
 * time, which opening_hours has no use for. FORMAT.md, "What opening hours may say", lists it with the bounds. The
 * rules mean what the reference evaluator opening_hours.js takes them for; tests/sync/hours-differences.md has the
 * exceptions. Anything else is an error with its column, never a guess. What the rules say of a time:
 * store/hours_state.h. Pure. Values live in the arena they were parsed into. Any thread. */
#ifndef STORE_HOURS_H
#define STORE_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct hours; /* parsed rules, in an arena */

enum { HOURS_TEXT_MAX = 512 };

/* On error *column (may be NULL) is the 1-based byte where it stopped; the message names it as well.
 * `text` is copied. An empty text is an error: unknown hours are a NULL struct hours. */
MUST_USE bool hours_parse(const char *text, struct arena *arena, const struct hours **out, int *column, struct err *e);

struct holidays; /* store/holidays.h */

/* What opening hours ask of the place they are for, besides the time. */
struct hours_where {
	const struct holidays *holidays; /* NULL: no holidays are known, PH and SH never come. Outlives the hours */
	uint32_t areas;                  /* holidays_areas() of the place */
	bool located;                    /* else the sun rises at 06:00 and sets at 18:00 */
	double lat, lon;                 /* degrees; PH and the sun go by the process's time zone */
};

/* The same hours, at a place: `h` itself where it makes no difference to them. Shares the rules of `h`. */
const struct hours *hours_at(const struct hours *h, const struct hours_where *where, struct arena *arena);
/* The place makes a difference: by its holidays, by its sun. */
bool hours_need_holidays(const struct hours *h);
bool hours_need_sun(const struct hours *h);
/* SH is named. */
bool hours_name_school(const struct hours *h);

/* Mistakes that are good grammar. */
enum hours_doubt {
	HOURS_DOUBT_NONE,
	HOURS_DOUBT_SAME,     /* `00:00-00:00`: ends when it begins, which is a day later */
	HOURS_DOUBT_LONG,     /* `12:00-09:00`: ends before it begins, and lasts 18 hours or more */
	HOURS_DOUBT_OPEN_END, /* `07:00+,12:00-16:00`: a period within an open end, which ends with it */
};
/* The first one of the rules. */
enum hours_doubt hours_doubt(const struct hours *h);

enum hours_status {
	HOURS_UNKNOWN, /* no hours known, or the rules say `unknown`: call before going */
	HOURS_CLOSED,
	HOURS_OPEN,
};

/* How much there is to look at: rules, periods and selectors. hours_state() looks at each at most once a day for 366
 * days, and at much fewer where they recur. */
int hours_parts(const struct hours *h);

#endif
