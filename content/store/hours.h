/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours.h - opening hours in the OpenStreetMap syntax
 *
 * The subset found in practice (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification):
 * weekdays, lists, ranges and nth weekdays (Th[1]); times, also past midnight and open ended (18:00+); 24/7; months,
 * month days, dates with years, Easter; ISO weeks with a step; years; PH (French public holidays) and SH (always taken
 * as not now); off/closed/open/unknown; comments in quotes; `;` overrides the same days, `,` adds, `||` falls back.
 * Anything else is an error with its column, never a guess. Pure: the caller brings date and time, which are local
 * wall-clock time. Values live in the arena they were parsed into. Any thread. */
#ifndef STORE_HOURS_H
#define STORE_HOURS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/date.h"

struct hours; /* parsed rules, in an arena */

enum { HOURS_TEXT_MAX = 512, HOURS_RANGES_MAX = 12 };

/* On error *column (may be NULL) is the 1-based byte where it stopped; the message names it as well.
 * `text` is copied. An empty text is an error: unknown hours are a NULL struct hours. */
MUST_USE bool hours_parse(const char *text, struct arena *arena, const struct hours **out, int *column, struct err *e);

enum hours_status {
	HOURS_UNKNOWN, /* no hours known, or the rules say `unknown`: call before going */
	HOURS_CLOSED,
	HOURS_OPEN,
};

/* A change to come. */
struct hours_change {
	bool known;     /* false: nothing changes within the next 366 days */
	int days_ahead; /* 0 today, 1 tomorrow... */
	int minute;     /* since midnight of that day, 0 to 1439 */
	int weekday;    /* of that day, 0 is Monday */
	struct date date;
};

struct hours_state {
	enum hours_status status;
	bool closing_soon;        /* open, and closes within 30 minutes */
	bool always;              /* open and never closes (24/7) */
	struct hours_change next; /* open: when it closes; closed: when it opens */
	const char *comment;      /* words of the rule in force ("sur rendez-vous"), NULL for none; lives with `h` */
};

/* `h` may be NULL: unknown. Reads only year, month, day, hour and minute of `local`. */
void hours_state(const struct hours *h, const struct tm *local, struct hours_state *out);

/* The status alone, without looking ahead: cheap enough to ask of every place. */
enum hours_status hours_status_at(const struct hours *h, const struct tm *local);

struct hours_range {
	int16_t from, to; /* minutes since midnight of the day; to > from, up to 2880 when it ends the next day */
	bool open_end;    /* "18:00+": to is only a guess */
	bool unknown;     /* perhaps open: by appointment */
	const char *comment;
};

struct hours_day {
	struct date date;
	bool is_holiday;
	const char *comment; /* of the rule that closes the day, NULL for none */
	int len;             /* 0: closed all day */
	struct hours_range at[HOURS_RANGES_MAX];
};

/* What the table of a place shows for one day: only the ranges that start on it, in order, touching ones merged. */
void hours_day(const struct hours *h, struct date date, struct hours_day *out);
/* Monday to Sunday of the week that holds `date`. */
void hours_week(const struct hours *h, struct date date, struct hours_day out[7]);
/* How much there is to look at: rules, periods and selectors. hours_state() looks at each at most once a day for 366
 * days, and at much fewer where they recur. */
int hours_parts(const struct hours *h);
/* True when the rules depend on the date (years, months, weeks, nth weekdays): the week shown is only this week. */
bool hours_vary(const struct hours *h);

#endif
