/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_rules.h - parsed opening hours, shared by parser and evaluator
 *
 * Private to content/store. A rule applies to a day when each kind of selector it has
 * (years, months, weeks, weekdays, holidays) accepts the day. */
#ifndef STORE_HOURS_RULES_H
#define STORE_HOURS_RULES_H

#include <stddef.h>
#include <stdint.h>

#include "store/hours.h"

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

struct span_minutes {
	int16_t from, to; /* since midnight, to up to 2880 */
	bool open_end;
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
	bool holiday;    /* PH in the list of weekdays */
	bool school;     /* SH: never */
};

/* A day of the year, with or without the year. */
struct day_point {
	int16_t year;   /* 0: every year */
	int8_t month;   /* 0: Easter */
	int8_t day;     /* 0: the whole month */
	int16_t offset; /* days after Easter */
};

struct span_dates {
	struct day_point from, to;
};

struct rule {
	enum rule_kind kind;
	enum hours_status status;
	const char *comment; /* NULL: none */
	struct span_minutes *times;
	struct span_years *years;
	struct span_weeks *weeks;
	struct span_weekdays *weekdays;
	struct span_weekdays *holidays; /* PH standing apart: `PH Mo` */
	struct span_dates *dates;
	size_t times_len, years_len, weeks_len, weekdays_len, holidays_len, dates_len;
};

struct hours {
	struct rule *rules;
	size_t len;
	bool varies;   /* years, months, weeks or nth weekdays: the week shown is not every week */
	bool holidays; /* PH is named */
};

#endif
