/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_calendar.h"

#include "store/holidays.h"

struct calendar_day calendar_day(int32_t number)
{
	return (struct calendar_day){
		.date = date_from_days(number),
		.number = number,
		.weekday = (int)(((number + 3) % 7 + 7) % 7),
		.holiday = -1,
		.in_school = -1,
	};
}

static bool is_holiday(const struct hours_where *w, struct calendar_day *d, int offset)
{
	if (offset) {
		return holidays_public(w->holidays, w->areas, d->number - offset);
	}
	d->holiday = d->holiday < 0 ? holidays_public(w->holidays, w->areas, d->number) : d->holiday;
	return d->holiday > 0;
}

static bool in_school_holidays(const struct hours_where *w, struct calendar_day *d)
{
	d->in_school = d->in_school < 0 ? holidays_school(w->holidays, w->areas, d->number) : d->in_school;
	return d->in_school > 0;
}

static bool is_nth(const struct span_weekdays *s, struct date date)
{
	int nth = (date.day - 1) / 7 + 1;
	int nth_last = (date_days_in_month(date.year, date.month) - date.day) / 7 + 1;
	return (s->nth & 1U << nth) || (s->nth & 1U << (nth_last + 5));
}

static bool weekday_matches(const struct hours_where *w, const struct span_weekdays *s, struct calendar_day *d)
{
	if (s->school) {
		return in_school_holidays(w, d);
	}
	if (s->holiday) {
		return is_holiday(w, d, s->offset);
	}
	int weekday = ((d->weekday - s->offset) % 7 + 7) % 7;
	bool within = s->from <= s->to ? weekday >= s->from && weekday <= s->to
				       : weekday >= s->from || weekday <= s->to;
	if (!within || s->nth == 0) {
		return within;
	}
	return is_nth(s, s->offset ? date_from_days(d->number - s->offset) : d->date);
}

static bool any_weekday(const struct hours_where *w, const struct span_weekdays *list, size_t len,
		struct calendar_day *d)
{
	for (size_t i = 0; i < len; i++) {
		if (weekday_matches(w, &list[i], d)) {
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

static bool any_date(const struct rule *r, const struct calendar_day *d)
{
	return dates_any(r->months, r->months_len, d->date, d->number) &&
	       dates_any(r->dates, r->dates_len, d->date, d->number);
}

static bool applies(const struct hours *h, const struct rule *r, struct calendar_day *d)
{
	return any_year(r, d->date.year) && any_date(r, d) && any_week(r, d) &&
	       any_weekday(&h->where, r->weekdays, r->weekdays_len, d) &&
	       any_weekday(&h->where, r->holidays, r->holidays_len, d);
}

uint64_t calendar_applying(const struct hours *h, struct calendar_day *d)
{
	uint64_t set = 0;
	for (size_t i = 0; i < h->len; i++) {
		set |= (uint64_t)applies(h, &h->rules[i], d) << i;
	}
	return set;
}

/* The last day, in this year, until which the rule applies as it does today: until a date begins or ends. Selectors of
 * weeks and weekdays count only where the dates let them. */
static int32_t same_until(const struct rule *r, const struct calendar_day *d, int32_t last)
{
	if (!any_year(r, d->date.year)) {
		return last;
	}
	last = dates_same_until(r->months, r->months_len, d->date, d->number, last);
	last = dates_same_until(r->dates, r->dates_len, d->date, d->number, last);
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
	return r->years_len || r->months_len || r->dates_len || r->weeks_len || r->weekdays_len || r->holidays_len;
}

static bool has_night(const struct rule *r)
{
	for (size_t i = 0; i < r->times_len; i++) {
		if (r->times[i].night) {
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
