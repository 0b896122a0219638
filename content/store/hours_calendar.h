/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_calendar.h - which rules of parsed opening hours apply to a day
 *
 * Private to content/store. A set of rules is a word with a bit for each. Pure. */
#ifndef STORE_HOURS_CALENDAR_H
#define STORE_HOURS_CALENDAR_H

#include "store/date.h"
#include "store/hours_rules.h"

_Static_assert((int)RULES_MAX <= 64, "a set of rules is one word");

/* A day and what selectors ask of it; week and holiday are found when first asked for. */
struct calendar_day {
	struct date date;
	int32_t number; /* since 1970 */
	int weekday;
	int week;      /* 0: not yet */
	int holiday;   /* of the day itself; -1: not yet */
	int in_school; /* holidays; -1: not yet */
};

/* `number`: days since 1970. */
struct calendar_day calendar_day(int32_t number);
/* The rules that apply to a day. */
uint64_t calendar_applying(const struct hours *h, struct calendar_day *d);
/* The rules whose periods reach into the next day. */
uint64_t calendar_nights(const struct hours *h);
/* The last day, in the year of `d`, until which the same rules apply as on it: until a date of some rule begins or
 * ends. `d` itself where rules go by weeks or weekdays. */
int32_t calendar_same_until(const struct hours *h, const struct calendar_day *d);
/* The rule has selectors of days of its own. */
bool calendar_rule_has_dates(const struct rule *r);

#endif
