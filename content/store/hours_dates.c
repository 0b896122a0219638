/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_dates.h"

enum { NO_DAY = INT32_MIN };

/* NO_DAY: the month has no such weekday, a fifth Sunday for example. */
static int32_t nth_weekday(int year, const struct day_point *p)
{
	struct date first = { (int16_t)year, p->month, 1 };
	int days = date_days_in_month(year, p->month);
	int day = (p->weekday - date_weekday(first) + 7) % 7 + 1;
	day += p->nth > 0 ? (p->nth - 1) * 7 : ((days - day) / 7 + p->nth + 1) * 7;
	return day >= 1 && day <= days ? date_to_days(first) + day - 1 : NO_DAY;
}

/* The month and day in a year: its first day where the month is all that is named, or its last. 29 February of a year
 * without one is 1 March as a beginning and 28 February as an end. */
static int32_t month_day(int year, const struct day_point *p, bool last)
{
	int days = date_days_in_month(year, p->month);
	int day = p->day ? p->day : last ? days : 1;
	day = last && day > days ? days : day;
	return date_to_days((struct date){ (int16_t)year, p->month, 1 }) + day - 1;
}

/* The next weekday after a day, or the last before it. */
static int32_t toward(int32_t day, int toward)
{
	int wanted = (toward > 0 ? toward : -toward) - 1;
	int weekday = date_weekday(date_from_days(day));
	int ahead = (wanted - weekday + 7) % 7;
	return toward > 0 ? day + (ahead ? ahead : 7) : day - (ahead ? 7 - ahead : 7);
}

/* The point in a given year, as days since 1970: the first day it covers, or the last. */
static int32_t point_day(const struct day_point *p, int year, bool last)
{
	int32_t day;
	year = p->year ? p->year : year;
	if (p->month == 0) {
		day = date_to_days(date_easter(year));
	} else {
		day = p->nth ? nth_weekday(year, p) : month_day(year, p, last);
	}
	if (day == NO_DAY) {
		return day;
	}
	day = p->toward ? toward(day, p->toward) : day;
	return day + p->offset;
}

static bool leaves_year(const struct day_point *p)
{
	return p->year == 0 && (p->toward || p->offset);
}

static bool single_matches(const struct span_dates *s, int year, int32_t number)
{
	int32_t from = point_day(&s->from, year, false);
	return from != NO_DAY && number >= from && number <= point_day(&s->to, year, true);
}

static bool in_step(const struct span_dates *s, int32_t from, int32_t number)
{
	return s->step <= 1 || (number - from) % s->step == 0;
}

static bool range_matches(const struct span_dates *s, int year, int32_t number)
{
	int32_t from = point_day(&s->from, year, false);
	int32_t to = point_day(&s->to, year, true);
	if (s->open_end) {
		return from != NO_DAY && number >= from && in_step(s, from, number);
	}
	if (from == NO_DAY || to == NO_DAY) {
		return false;
	}
	bool whole_months = s->from.day == 0 && s->from.nth == 0 && s->from.month != 0;
	if (s->from.year == 0 && (whole_months ? to < from : to + 1 < from)) { /* over New Year */
		return number >= from || number <= to;
	}
	return number >= from && number <= to && in_step(s, from, number);
}

static bool matches(const struct span_dates *s, int year, int32_t number)
{
	if (!s->single) {
		return range_matches(s, year, number);
	}
	bool near = leaves_year(&s->from);
	return single_matches(s, year, number) || (near && single_matches(s, year - 1, number)) ||
	       (near && single_matches(s, year + 1, number));
}

bool dates_any(const struct span_dates *list, size_t len, struct date date, int32_t number)
{
	for (size_t i = 0; i < len; i++) {
		if (matches(&list[i], date.year, number)) {
			return true;
		}
	}
	return len == 0;
}

static int32_t sooner(int32_t last, int32_t change, int32_t today)
{
	return change != NO_DAY && change > today && change - 1 < last ? change - 1 : last;
}

int32_t dates_same_until(const struct span_dates *list, size_t len, struct date date, int32_t number, int32_t last)
{
	for (size_t i = 0; i < len && last > number; i++) {
		const struct span_dates *s = &list[i];
		bool near = leaves_year(&s->from) || leaves_year(&s->to);
		for (int year = date.year - near; year <= date.year + near; year++) {
			int32_t to = point_day(&s->to, year, true);
			last = sooner(last, point_day(&s->from, year, false), number);
			last = to == NO_DAY ? last : sooner(last, to + 1, number);
		}
		if (s->step > 1 && range_matches(&(struct span_dates){ s->from, s->to, 0, false, s->open_end },
						   date.year, number)) {
			return number;
		}
	}
	return last;
}
