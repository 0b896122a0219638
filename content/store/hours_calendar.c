/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_calendar.h"

struct calendar_day calendar_day(int32_t number)
{
	return (struct calendar_day){
		.date = date_from_days(number),
		.number = number,
		.weekday = (int)(((number + 3) % 7 + 7) % 7),
		.holiday = -1,
	};
}

static bool weekday_matches(const struct span_weekdays *s, struct calendar_day *d)
{
	if (s->school) {
		return false;
	}
	if (s->holiday) {
		d->holiday = d->holiday < 0 ? date_is_french_holiday(d->date) : d->holiday;
		return d->holiday > 0;
	}
	bool within = s->from <= s->to ? d->weekday >= s->from && d->weekday <= s->to
				       : d->weekday >= s->from || d->weekday <= s->to;
	if (!within || s->nth == 0) {
		return within;
	}
	int nth = (d->date.day - 1) / 7 + 1;
	int nth_last = (date_days_in_month(d->date.year, d->date.month) - d->date.day) / 7 + 1;
	return (s->nth & 1U << nth) || (s->nth & 1U << (nth_last + 5));
}

static bool any_weekday(const struct span_weekdays *list, size_t len, struct calendar_day *d)
{
	for (size_t i = 0; i < len; i++) {
		if (weekday_matches(&list[i], d)) {
			return true;
		}
	}
	return len == 0;
}

static bool any_year(const struct rule *r, int year)
{
	for (size_t i = 0; i < r->years_len; i++) {
		const struct span_years *s = &r->years[i];
		if (year >= s->from && year <= s->to && (year - s->from) % s->step == 0) {
			return true;
		}
	}
	return r->years_len == 0;
}

static bool any_week(const struct rule *r, struct calendar_day *d)
{
	if (r->weeks_len > 0 && d->week == 0) {
		d->week = date_iso_week(d->date);
	}
	for (size_t i = 0; i < r->weeks_len; i++) {
		const struct span_weeks *s = &r->weeks[i];
		if (d->week >= s->from && d->week <= s->to && (d->week - s->from) % s->step == 0) {
			return true;
		}
	}
	return r->weeks_len == 0;
}

/* The point in a given year, as days since 1970: the first day it covers, or the last. */
static int32_t point_day(const struct day_point *p, int year, bool last)
{
	year = p->year ? p->year : year;
	if (p->month == 0) {
		return date_to_days(date_easter(year)) + p->offset;
	}
	int days = date_days_in_month(year, p->month);
	int day = p->day ? p->day : last ? days : 1;
	return date_to_days((struct date){ (int16_t)year, p->month, (int8_t)(day > days ? days : day) });
}

static bool date_matches(const struct span_dates *s, const struct calendar_day *d)
{
	int32_t from = point_day(&s->from, d->date.year, false);
	int32_t to = point_day(&s->to, d->date.year, true);
	bool every_year = s->from.year == 0;
	if (every_year && to < from) { /* over New Year */
		return d->number >= from || d->number <= to;
	}
	return d->number >= from && d->number <= to;
}

static bool any_date(const struct rule *r, const struct calendar_day *d)
{
	for (size_t i = 0; i < r->dates_len; i++) {
		if (date_matches(&r->dates[i], d)) {
			return true;
		}
	}
	return r->dates_len == 0;
}

static bool applies(const struct rule *r, struct calendar_day *d)
{
	return any_year(r, d->date.year) && any_date(r, d) && any_week(r, d) &&
	       any_weekday(r->weekdays, r->weekdays_len, d) && any_weekday(r->holidays, r->holidays_len, d);
}

uint64_t calendar_applying(const struct hours *h, struct calendar_day *d)
{
	uint64_t set = 0;
	for (size_t i = 0; i < h->len; i++) {
		set |= (uint64_t)applies(&h->rules[i], d) << i;
	}
	return set;
}

static int32_t sooner(int32_t last, int32_t change, int32_t today)
{
	return change > today && change - 1 < last ? change - 1 : last;
}

/* The last day, in this year, until which the rule applies as it does today: until a date begins or ends. Selectors of
 * weeks and weekdays count only where the dates let them. */
static int32_t same_until(const struct rule *r, const struct calendar_day *d, int32_t last)
{
	if (!any_year(r, d->date.year)) {
		return last;
	}
	for (size_t i = 0; i < r->dates_len; i++) {
		last = sooner(last, point_day(&r->dates[i].from, d->date.year, false), d->number);
		last = sooner(last, point_day(&r->dates[i].to, d->date.year, true) + 1, d->number);
	}
	bool by_day = r->weeks_len || r->weekdays_len || r->holidays_len;
	return by_day && any_date(r, d) ? d->number : last;
}

int32_t calendar_same_until(const struct hours *h, const struct calendar_day *d)
{
	int32_t last = date_to_days((struct date){ d->date.year, 12, 31 });
	for (size_t i = 0; i < h->len && last > d->number; i++) {
		last = same_until(&h->rules[i], d, last);
	}
	return last;
}

bool calendar_rule_has_dates(const struct rule *r)
{
	return r->years_len || r->dates_len || r->weeks_len || r->weekdays_len || r->holidays_len;
}

static bool has_night(const struct rule *r)
{
	for (size_t i = 0; i < r->times_len; i++) {
		if (r->times[i].to > MINUTES_A_DAY) {
			return true;
		}
	}
	return false;
}

uint64_t calendar_nights(const struct hours *h)
{
	uint64_t set = 0;
	for (size_t i = 0; i < h->len; i++) {
		set |= (uint64_t)has_night(&h->rules[i]) << i;
	}
	return set;
}
