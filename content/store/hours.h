/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours.h - opening hours in the OpenStreetMap syntax: from text to rules
 *
 * The subset found in practice (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification):
 * weekdays, lists, ranges and nth weekdays (Th[1]); times, also past midnight and open ended (18:00+); 24/7; months,
 * month days, dates with years, Easter; ISO weeks with a step; years; PH (French public holidays) and SH (always taken
 * as not now); off/closed/open/unknown; comments in quotes; `;` overrides the same days, `,` adds, `||` falls back.
 * Anything else is an error with its column, never a guess. What the rules say of a time: store/hours_state.h. Pure.
 * Values live in the arena they were parsed into. Any thread. */
#ifndef STORE_HOURS_H
#define STORE_HOURS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

struct hours; /* parsed rules, in an arena */

enum { HOURS_TEXT_MAX = 512 };

/* On error *column (may be NULL) is the 1-based byte where it stopped; the message names it as well.
 * `text` is copied. An empty text is an error: unknown hours are a NULL struct hours. */
MUST_USE bool hours_parse(const char *text, struct arena *arena, const struct hours **out, int *column, struct err *e);

enum hours_status {
	HOURS_UNKNOWN, /* no hours known, or the rules say `unknown`: call before going */
	HOURS_CLOSED,
	HOURS_OPEN,
};

/* How much there is to look at: rules, periods and selectors. hours_state() looks at each at most once a day for 366
 * days, and at much fewer where they recur. */
int hours_parts(const struct hours *h);

#endif
