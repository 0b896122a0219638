/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_state.h - what opening hours say of a moment, a day and a week
 *
 * Pure: the caller brings date and time, which are local wall-clock time. Any thread. */
#ifndef STORE_HOURS_STATE_H
#define STORE_HOURS_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "store/date.h"
#include "store/hours.h"

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

/* When the status changes next, to whatever other one, within so many days. `h` may be NULL: never. */
void hours_next(const struct hours *h, const struct tm *local, int days, struct hours_change *out);

/* The status alone, without looking ahead: cheap enough to ask of every place. */
enum hours_status hours_status_at(const struct hours *h, const struct tm *local);

enum { HOURS_RANGES_MAX = 12 };

struct hours_range {
	int16_t from, to; /* minutes since midnight of the day; to > from, up to 2880 when it ends the next day */
	bool open_end;    /* "18:00+": to is only a guess */
	bool unknown;     /* perhaps open: by appointment */
	const char *comment;
};

struct hours_day {
	struct date date;
	bool is_holiday;     /* where the hours name PH; else it is not asked */
	const char *comment; /* of the rule that closes the day, NULL for none */
	const char *rest; /* what a fallback (`|| "sur rendez-vous"`) says of the rest of the day; "": perhaps open; or
			     NULL */
	int len;          /* 0: closed all day */
	struct hours_range at[HOURS_RANGES_MAX];
};

/* What the table of a place shows for one day: only the ranges that start on it, in order, touching ones merged. */
void hours_day(const struct hours *h, struct date date, struct hours_day *out);
/* Monday to Sunday of the week that holds `date`. */
void hours_week(const struct hours *h, struct date date, struct hours_day out[7]);
/* The days of the week that have the periods and the words of `day`, itself among them: bit 0 is Monday. */
unsigned hours_days_alike(const struct hours_day week[7], int day);

#endif
