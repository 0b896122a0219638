/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a day looks like depends on which rules apply to it and to the day before, and on nothing else. A search for the
 * next change paints each such pair once, and goes from one day on which a date of the rules begins or ends to the
 * next: its cost follows the rules, not the days. */
#include "store/hours_state.h"

#include <string.h>

#include "store/holidays.h"
#include "store/hours_calendar.h"
#include "store/hours_timeline.h"

enum {
	CLOSING_SOON_MIN = 30,
	SEARCH_DAYS = 366,
	SEARCH_DAYS_STABLE = 8, /* every week is the same */
	PATTERNS_MAX = 16,      /* pairs remembered in a search */
};

static void set_change(struct hours_change *c, const struct calendar_day *d, int days_ahead, int minute)
{
	*c = (struct hours_change){
		.known = true,
		.days_ahead = days_ahead,
		.minute = minute,
		.weekday = d->weekday,
		.date = d->date,
	};
}

/* Pairs of rule sets whose days were painted in full and had nothing. */
struct patterns {
	struct {
		uint64_t today, before;
	} at[PATTERNS_MAX];
	size_t len;
};

static bool was_seen(struct patterns *p, uint64_t today, uint64_t before)
{
	for (size_t i = 0; i < p->len && i < PATTERNS_MAX; i++) {
		if (p->at[i].today == today && p->at[i].before == before) {
			return true;
		}
	}
	p->at[p->len % PATTERNS_MAX].today = today;
	p->at[p->len % PATTERNS_MAX].before = before;
	p->len++;
	return false;
}

struct wanted {
	enum hours_status status;
	bool other; /* any status but this */
};

/* The first minute from `minute` on that is wanted, or -1. */
static int find_minute(const struct hours *h, const struct timeline *t, int minute, struct wanted w)
{
	for (int i = 0; i < t->len; i++) {
		if (timeline_run_end(t, i) > minute && (timeline_status(h, t->at[i].cell) == w.status) != w.other) {
			return t->at[i].from > minute ? t->at[i].from : minute;
		}
	}
	return -1;
}

/* A search: from a minute of a day on, for a status, over so many days. */
struct search {
	int32_t start;
	int minute, days;
	struct wanted wanted;
};

static void find_change(const struct hours *h, const struct search *s, struct hours_change *out)
{
	bool stable = !h->varies && !h->holidays && !h->sunny;
	int32_t last = s->start + (stable ? SEARCH_DAYS_STABLE : s->days);
	uint64_t reaching = calendar_nights(h);
	struct calendar_day yesterday = calendar_day(s->start - 1);
	uint64_t before = calendar_applying(h, &yesterday);
	struct patterns seen = { .len = 0 };
	struct timeline t;
	for (int32_t number = s->start; number <= last;) {
		struct calendar_day d = calendar_day(number);
		uint64_t today = calendar_applying(h, &d);
		bool first = number == s->start && s->minute > 0;             /* painted from its middle only */
		bool sunny = ((today | (before & reaching)) & h->sunny) != 0; /* no day is like another */
		if (first || sunny || !was_seen(&seen, today, before & reaching)) {
			struct sun_times sun = sunny ? timeline_sun(h, number) : sun_times_usual();
			timeline_paint(h, &sun, today, before & reaching, 0, MINUTES_A_DAY, &t);
			int found = find_minute(h, &t, first ? s->minute : 0, s->wanted);
			if (found >= 0) {
				set_change(out, &d, (int)(number - s->start), found);
				return;
			}
		}
		/* Days after two like each other are like them until a date of some rule comes. */
		bool steady = !first && !sunny && (before & reaching) == (today & reaching);
		number = steady ? calendar_same_until(h, &d) + 1 : number + 1;
		before = today;
	}
}

/* Date and minute of the day; nonsense is brought into range. */
static int read_clock(const struct tm *local, struct date *today)
{
	*today = (struct date){ (int16_t)(local->tm_year + 1900), (int8_t)(local->tm_mon + 1), (int8_t)local->tm_mday };
	int minute = local->tm_hour * 60 + local->tm_min;
	return minute < 0 ? 0 : minute >= MINUTES_A_DAY ? MINUTES_A_DAY - 1 : minute;
}

static uint16_t cell_at(const struct hours *h, struct date date, int minute)
{
	struct timeline t;
	struct calendar_day d = calendar_day(date_to_days(date));
	uint64_t before = calendar_nights(h);
	if (before) {
		struct calendar_day yesterday = calendar_day(d.number - 1);
		before &= calendar_applying(h, &yesterday);
	}
	struct sun_times sun = timeline_sun(h, d.number);
	timeline_paint(h, &sun, calendar_applying(h, &d), before, minute, minute + 1, &t);
	return t.at[0].cell;
}

enum hours_status hours_status_at(const struct hours *h, const struct tm *local)
{
	struct date today;
	int minute = read_clock(local, &today);
	return h ? timeline_status(h, cell_at(h, today, minute)) : HOURS_UNKNOWN;
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
	out->status = timeline_status(h, cell);
	out->comment = timeline_comment(h, cell);
	struct search search = { date_to_days(today), minute, SEARCH_DAYS, { HOURS_OPEN, false } };
	if (out->status == HOURS_OPEN) {
		search.wanted.other = true;
		find_change(h, &search, &out->next);
		out->always = !out->next.known;
		int left = out->next.days_ahead * MINUTES_A_DAY + out->next.minute - minute;
		out->closing_soon = out->next.known && left <= CLOSING_SOON_MIN;
	} else {
		find_change(h, &search, &out->next);
	}
}

void hours_next(const struct hours *h, const struct tm *local, int days, struct hours_change *out)
{
	*out = (struct hours_change){ 0 };
	if (!h) {
		return;
	}
	struct date today;
	int minute = read_clock(local, &today);
	enum hours_status now = timeline_status(h, cell_at(h, today, minute));
	struct search search = { date_to_days(today), minute, days, { now, true } };
	find_change(h, &search, out);
}

static bool same_run(const struct hours *h, uint16_t a, uint16_t b)
{
	return timeline_status(h, a) == timeline_status(h, b) && timeline_comment(h, a) == timeline_comment(h, b) &&
	       (a & CELL_OPEN_END) == (b & CELL_OPEN_END);
}

/* How far past midnight the run that ends the day goes on: only what began the evening before counts. */
static int night_minutes(const struct hours *h, const struct timeline *next, uint16_t last)
{
	for (int i = 0; i < next->len; i++) {
		if (!(next->at[i].cell & CELL_WRAPPED) || !same_run(h, next->at[i].cell, last)) {
			return next->at[i].from;
		}
	}
	return MINUTES_A_DAY - 1;
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
		.unknown = timeline_status(h, cell) == HOURS_UNKNOWN,
		.comment = timeline_comment(h, cell),
	};
}

/* `|| "sur rendez-vous"`: fills what other rules leave, and is no period of its own. */
static bool is_rest(const struct hours *h, uint16_t cell)
{
	const struct rule *r = (cell & CELL_RULE) ? &h->rules[(cell & CELL_RULE) - 1] : NULL;
	return r && r->kind == RULE_FALLBACK && r->times_len == 0 && r->status == HOURS_UNKNOWN;
}

void hours_day(const struct hours *h, struct date date, struct hours_day *out)
{
	*out = (struct hours_day){ .date = date };
	if (!h) {
		return;
	}
	out->is_holiday = holidays_public(h->where.holidays, h->where.areas, date_to_days(date));
	struct timeline today;
	struct timeline next;
	timeline_paint_date(h, date, &today);
	timeline_paint_date(h, date_add_days(date, 1), &next);
	for (int i = 0; i < today.len;) {
		uint16_t cell = today.at[i].cell;
		int from = today.at[i].from;
		int to = timeline_run_end(&today, i++);
		while (i < today.len && same_run(h, today.at[i].cell, cell) &&
				((today.at[i].cell ^ cell) & CELL_WRAPPED) == 0) {
			to = timeline_run_end(&today, i++);
		}
		if (is_rest(h, cell)) {
			out->rest = timeline_comment(h, cell) ? timeline_comment(h, cell) : "";
			continue;
		}
		bool closed = timeline_status(h, cell) == HOURS_CLOSED;
		if (closed && timeline_comment(h, cell)) {
			out->comment = timeline_comment(h, cell);
		}
		if (!closed && !(cell & CELL_WRAPPED)) {
			int end = to == MINUTES_A_DAY ? to + night_minutes(h, &next, cell) : to;
			add_range(h, out, from, end, cell);
		}
	}
}

void hours_week(const struct hours *h, struct date date, struct hours_day out[7])
{
	struct date monday = date_add_days(date, -date_weekday(date));
	for (int i = 0; i < 7; i++) {
		hours_day(h, date_add_days(monday, i), &out[i]);
	}
}

/* Both NULL, or the same words. */
static bool same_words(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_like(const struct hours_day *a, const struct hours_day *b)
{
	if (a->len != b->len || !same_words(a->comment, b->comment) || !same_words(a->rest, b->rest)) {
		return false;
	}
	for (int i = 0; i < a->len; i++) {
		const struct hours_range *one = &a->at[i];
		const struct hours_range *other = &b->at[i];
		if (one->from != other->from || one->to != other->to || one->open_end != other->open_end ||
				one->unknown != other->unknown || !same_words(one->comment, other->comment)) {
			return false;
		}
	}
	return true;
}

unsigned hours_days_alike(const struct hours_day week[7], int day)
{
	unsigned days = 0;
	for (int i = 0; i < 7; i++) {
		days |= is_like(&week[i], &week[day]) ? 1U << i : 0;
	}
	return days;
}
