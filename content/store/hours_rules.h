/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_rules.h - parsed opening hours, shared by parser and evaluator
 *
 * Private to content/store. A rule applies to a day when each kind of selector it has
 * (years, months, dates, weeks, weekdays, holidays) accepts the day. */
#ifndef STORE_HOURS_RULES_H
#define STORE_HOURS_RULES_H

#include <stddef.h>
#include <stdint.h>

#include "store/hours.h"
#include "store/hours_dates.h"
#include "store/sun.h"

enum {
	RULES_MAX = 64,
	SELECTORS_MAX = 24, /* of one kind in one rule */
	MINUTES_A_DAY = 1440,
};

enum rule_kind {
	RULE_NORMAL,     /* `;` replaces earlier rules on its days */
	RULE_ADDITIONAL, /* `,` adds to them */
	RULE_FALLBACK,   /* `||` where nothing else says open */
};

/* Minutes since midnight, or after an event of the sun. */
struct clock_time {
	int16_t minutes;
	int8_t event; /* enum sun_event, or -1: a fixed time */
};

struct span_minutes {
	struct clock_time from, to; /* a fixed `to` goes up to 2880 */
	bool open_end;              /* `to` is a guess, and lies never before `from` */
	bool night;                 /* ends the next day, as the sun usually rises and sets */
	bool backwards;             /* written to end before or when it begins */
};

struct span_years {
	int16_t from, to, step;
};

struct span_weeks {
	int8_t from, to, step;
};

struct span_weekdays {
	int8_t from, to; /* 0 is Monday; from > to runs over Sunday */
	uint16_t nth;    /* bit 1 to 5: first to fifth of the month; bit 6 to 10: last to fifth last; 0: any */
	int16_t offset;  /* days after the holiday or the nth weekday */
	bool holiday;    /* PH in the list of weekdays */
	bool school;     /* SH */
};

struct rule {
	enum rule_kind kind;
	enum hours_status status;
	const char *comment; /* NULL: none */
	struct span_minutes *times;
	struct span_years *years;
	struct span_weeks *weeks;
	struct span_weekdays *weekdays;
	struct span_weekdays *holidays; /* PH or SH standing apart: `PH Mo` */
	struct span_dates *months;      /* months standing before dates: `Jan-Feb Jan 09-15` */
	struct span_dates *dates;
	size_t times_len, years_len, weeks_len, weekdays_len, holidays_len, months_len, dates_len;
};

struct hours {
	struct rule *rules;
	size_t len;
	struct hours_where where; /* zeroed until hours_at() */
	uint64_t sunny;           /* the rules with times of the sun */
	bool varies;              /* years, months, weeks or nth weekdays: the week shown is not every week */
	bool holidays;            /* PH or SH is named */
};

#endif
