/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day is painted minute by minute: each rule that applies, in order, over what earlier ones left. The order of
 * painting and what a rule erases are those of opening_hours.js, which the tests compare with. */
#include "store/hours.h"

#include <string.h>

#include "store/hours_rules.h"

enum {
	CLOSING_SOON_MIN = 30,
	SEARCH_DAYS = 366,
	SEARCH_DAYS_STABLE = 8, /* every week is the same */
};

/* Who painted a minute: rule index + 1, and how. 0: nobody, closed. */
enum { CELL_RULE = 0xff, CELL_WRAPPED = 0x100, CELL_OPEN_END = 0x200 };
_Static_assert((int)RULES_MAX < (int)CELL_RULE, "a rule number fits its bits");

/* Only the minutes from `from` to before `to` are kept right: one minute is enough to know whether a place is open. */
struct timeline {
	int from, to;
	uint16_t cell[MINUTES_A_DAY];
};

static bool weekday_matches(const struct span_weekdays *s, struct date d)
{
	if (s->school) {
		return false;
	}
	if (s->holiday) {
		return date_is_french_holiday(d);
	}
	int weekday = date_weekday(d);
	bool within = s->from <= s->to ? weekday >= s->from && weekday <= s->to
				       : weekday >= s->from || weekday <= s->to;
	if (!within || s->nth == 0) {
		return within;
	}
	int nth = (d.day - 1) / 7 + 1;
	int nth_last = (date_days_in_month(d.year, d.month) - d.day) / 7 + 1;
	return (s->nth & 1U << nth) || (s->nth & 1U << (nth_last + 5));
}

static bool any_weekday(const struct span_weekdays *list, size_t len, struct date d)
{
	for (size_t i = 0; i < len; i++) {
		if (weekday_matches(&list[i], d)) {
			return true;
		}
	}
	return len == 0;
}

static bool any_year(const struct rule *r, struct date d)
{
	for (size_t i = 0; i < r->years_len; i++) {
		const struct span_years *s = &r->years[i];
		if (d.year >= s->from && d.year <= s->to && (d.year - s->from) % s->step == 0) {
			return true;
		}
	}
	return r->years_len == 0;
}

static bool any_week(const struct rule *r, struct date d)
{
	int week = date_iso_week(d);
	for (size_t i = 0; i < r->weeks_len; i++) {
		const struct span_weeks *s = &r->weeks[i];
		if (week >= s->from && week <= s->to && (week - s->from) % s->step == 0) {
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

static bool date_matches(const struct span_dates *s, struct date d)
{
	int32_t today = date_to_days(d);
	int32_t from = point_day(&s->from, d.year, false);
	int32_t to = point_day(&s->to, d.year, true);
	bool every_year = s->from.year == 0;
	if (every_year && to < from) { /* over New Year */
		return today >= from || today <= to;
	}
	return today >= from && today <= to;
}

static bool any_date(const struct rule *r, struct date d)
{
	for (size_t i = 0; i < r->dates_len; i++) {
		if (date_matches(&r->dates[i], d)) {
			return true;
		}
	}
	return r->dates_len == 0;
}

static bool applies(const struct rule *r, struct date d)
{
	return any_year(r, d) && any_date(r, d) && any_week(r, d) && any_weekday(r->weekdays, r->weekdays_len, d) &&
	       any_weekday(r->holidays, r->holidays_len, d);
}

static bool has_dates(const struct rule *r)
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

static enum hours_status cell_status(const struct hours *h, uint16_t cell)
{
	if ((cell & CELL_RULE) == 0) {
		return HOURS_CLOSED;
	}
	enum hours_status s = h->rules[(cell & CELL_RULE) - 1].status;
	return s == HOURS_OPEN && (cell & CELL_OPEN_END) ? HOURS_UNKNOWN : s;
}

static const char *cell_comment(const struct hours *h, uint16_t cell)
{
	return (cell & CELL_RULE) ? h->rules[(cell & CELL_RULE) - 1].comment : NULL;
}

static void paint(const struct hours *h, struct timeline *t, int from, int to, uint16_t cell, bool fallback)
{
	from = from < t->from ? t->from : from;
	to = to > t->to ? t->to : to;
	for (int m = from; m < to; m++) {
		if (!fallback || cell_status(h, t->cell[m]) == HOURS_CLOSED) {
			t->cell[m] = cell;
		}
	}
}

static void paint_rule(const struct hours *h, struct timeline *t, size_t rule, bool wrapped)
{
	const struct rule *r = &h->rules[rule];
	uint16_t cell = (uint16_t)((rule + 1) | (wrapped ? CELL_WRAPPED : 0));
	bool fallback = r->kind == RULE_FALLBACK && !wrapped;
	if (r->times_len == 0 && !wrapped) {
		paint(h, t, 0, MINUTES_A_DAY, cell, fallback);
	}
	for (size_t i = 0; i < r->times_len; i++) {
		const struct span_minutes *s = &r->times[i];
		uint16_t how = (uint16_t)(cell | (s->open_end ? CELL_OPEN_END : 0));
		if (wrapped && s->to > MINUTES_A_DAY) {
			int from = s->from > MINUTES_A_DAY ? s->from - MINUTES_A_DAY : 0;
			paint(h, t, from, s->to - MINUTES_A_DAY, how, fallback);
		} else if (!wrapped) {
			paint(h, t, s->from, s->to, how, fallback);
		}
	}
}

/* What a rule with its own days (or after one without) erases: everything that came before it on this day. */
static bool erases(const struct hours *h, size_t rule, bool previous_has_dates)
{
	const struct rule *r = &h->rules[rule];
	return r->kind == RULE_NORMAL && r->status != HOURS_CLOSED &&
	       (has_dates(r) || (rule > 0 && r->status == HOURS_OPEN && !previous_has_dates));
}

static void wash(struct timeline *t)
{
	memset(&t->cell[t->from], 0, (size_t)(t->to - t->from) * sizeof t->cell[0]);
}

static void paint_minutes(const struct hours *h, struct date d, int from, int to, struct timeline *t)
{
	struct date yesterday = date_add_days(d, -1);
	t->from = from;
	t->to = to;
	wash(t);
	for (size_t i = 0; i < h->len; i++) {
		const struct rule *r = &h->rules[i];
		if (applies(r, d)) {
			if (erases(h, i, i > 0 && has_dates(&h->rules[i - 1]))) {
				wash(t);
			}
			paint_rule(h, t, i, false);
		}
		if (has_night(r) && applies(r, yesterday)) {
			paint_rule(h, t, i, true);
		}
	}
}

static void paint_day(const struct hours *h, struct date d, struct timeline *t)
{
	paint_minutes(h, d, 0, MINUTES_A_DAY, t);
}

static void set_change(struct hours_change *c, struct date d, int days_ahead, int minute)
{
	*c = (struct hours_change){
		.known = true,
		.days_ahead = days_ahead,
		.minute = minute,
		.weekday = date_weekday(d),
		.date = d,
	};
}

/* The first minute from `minute` of `d` on whose status is `wanted` (or is not, when `other`). */
static void find_change(const struct hours *h, struct date d, int minute, enum hours_status wanted, bool other,
		struct hours_change *out)
{
	bool stable = !h->varies && !h->holidays;
	struct timeline t;
	for (int day = 0; day <= (stable ? SEARCH_DAYS_STABLE : SEARCH_DAYS); day++) {
		struct date then = date_add_days(d, day);
		paint_day(h, then, &t);
		for (int m = day == 0 ? minute : 0; m < MINUTES_A_DAY; m++) {
			if ((cell_status(h, t.cell[m]) == wanted) != other) {
				set_change(out, then, day, m);
				return;
			}
		}
	}
}

/* Date and minute of the day; nonsense is brought into range. */
static int read_clock(const struct tm *local, struct date *today)
{
	*today = (struct date){ (int16_t)(local->tm_year + 1900), (int8_t)(local->tm_mon + 1), (int8_t)local->tm_mday };
	int minute = local->tm_hour * 60 + local->tm_min;
	return minute < 0 ? 0 : minute >= MINUTES_A_DAY ? MINUTES_A_DAY - 1 : minute;
}

static uint16_t cell_at(const struct hours *h, struct date d, int minute)
{
	struct timeline t;
	paint_minutes(h, d, minute, minute + 1, &t);
	return t.cell[minute];
}

enum hours_status hours_status_at(const struct hours *h, const struct tm *local)
{
	struct date today;
	int minute = read_clock(local, &today);
	return h ? cell_status(h, cell_at(h, today, minute)) : HOURS_UNKNOWN;
}

void hours_state(const struct hours *h, const struct tm *local, struct hours_state *out)
{
	*out = (struct hours_state){ .status = HOURS_UNKNOWN };
	if (!h) {
		return;
	}
	struct date today;
	int minute = read_clock(local, &today);
	uint16_t cell = cell_at(h, today, minute);
	out->status = cell_status(h, cell);
	out->comment = cell_comment(h, cell);
	if (out->status == HOURS_OPEN) {
		find_change(h, today, minute, HOURS_OPEN, true, &out->next);
		out->always = !out->next.known;
		int left = out->next.days_ahead * MINUTES_A_DAY + out->next.minute - minute;
		out->closing_soon = out->next.known && left <= CLOSING_SOON_MIN;
	} else {
		find_change(h, today, minute, HOURS_OPEN, false, &out->next);
	}
}

static bool same_run(const struct hours *h, uint16_t a, uint16_t b)
{
	return cell_status(h, a) == cell_status(h, b) && cell_comment(h, a) == cell_comment(h, b) &&
	       (a & CELL_OPEN_END) == (b & CELL_OPEN_END);
}

/* How far past midnight the run that ends the day goes on: only what began the evening before counts. */
static int night_minutes(const struct hours *h, const struct timeline *next, uint16_t last)
{
	int m = 0;
	while (m < MINUTES_A_DAY - 1 && (next->cell[m] & CELL_WRAPPED) && same_run(h, next->cell[m], last)) {
		m++;
	}
	return m;
}

static void add_range(const struct hours *h, struct hours_day *out, int from, int to, uint16_t cell)
{
	if (out->len == HOURS_RANGES_MAX) {
		return;
	}
	out->at[out->len++] = (struct hours_range){
		.from = (int16_t)from,
		.to = (int16_t)to,
		.open_end = (cell & CELL_OPEN_END) != 0,
		.unknown = cell_status(h, cell) == HOURS_UNKNOWN,
		.comment = cell_comment(h, cell),
	};
}

void hours_day(const struct hours *h, struct date date, struct hours_day *out)
{
	*out = (struct hours_day){ .date = date, .is_holiday = date_is_french_holiday(date) };
	if (!h) {
		return;
	}
	struct timeline today;
	struct timeline next;
	paint_day(h, date, &today);
	paint_day(h, date_add_days(date, 1), &next);
	for (int from = 0; from < MINUTES_A_DAY;) {
		uint16_t cell = today.cell[from];
		int to = from + 1;
		while (to < MINUTES_A_DAY && same_run(h, today.cell[to], cell) &&
				((today.cell[to] ^ cell) & CELL_WRAPPED) == 0) {
			to++;
		}
		bool closed = cell_status(h, cell) == HOURS_CLOSED;
		if (closed && cell_comment(h, cell)) {
			out->comment = cell_comment(h, cell);
		}
		if (!closed && !(cell & CELL_WRAPPED)) {
			int end = to == MINUTES_A_DAY ? to + night_minutes(h, &next, cell) : to;
			add_range(h, out, from, end, cell);
		}
		from = to;
	}
}

void hours_week(const struct hours *h, struct date date, struct hours_day out[7])
{
	struct date monday = date_add_days(date, -date_weekday(date));
	for (int i = 0; i < 7; i++) {
		hours_day(h, date_add_days(monday, i), &out[i]);
	}
}

bool hours_vary(const struct hours *h)
{
	return h && h->varies;
}
