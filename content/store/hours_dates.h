/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_dates.h - spans of dates, as opening hours and lists of holidays name them
 *
 * `Dec 24-26`, `easter -2 days`, `Oct Su[-1]-Mar Su[1]`, `2026 Jul 04-2026 Aug 31`: <monthday_range> of the
 * specification of opening_hours. Private to content/store. Pure. */
#ifndef STORE_HOURS_DATES_H
#define STORE_HOURS_DATES_H

#include <stddef.h>

#include "store/date.h"

/* A day of the year, with or without the year. */
struct day_point {
	int16_t year;   /* 0: every year */
	int8_t month;   /* 0: Easter */
	int8_t day;     /* 0: the whole month, or the nth weekday */
	int8_t nth;     /* 1 to 5, -1 (last) to -5: of the weekday in the month; 0: none */
	int8_t weekday; /* 0 is Monday */
	int8_t toward;  /* 0: none; n or -n: the next or last weekday n - 1 that is not the day itself */
	int16_t offset; /* days after all that */
};

struct span_dates {
	struct day_point from, to;
	int16_t step;  /* every so many days; 0 or 1: each */
	bool single;   /* one day: `to` is `from` */
	bool open_end; /* from then on: to the end of the year, or for ever where the year is given */
};

/* One of the spans has the day, or there are none. `number`: the days since 1970 of `date`. */
bool dates_any(const struct span_dates *list, size_t len, struct date date, int32_t number);
/* The last day, at most `last` and at least `number`, until which the spans say the same as on the day. */
int32_t dates_same_until(const struct span_dates *list, size_t len, struct date date, int32_t number, int32_t last);

#endif
