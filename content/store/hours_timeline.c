/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_timeline.h"

#include <string.h>

#include "store/hours_calendar.h"

enum hours_status timeline_status(const struct hours *h, uint16_t cell)
{
	if ((cell & CELL_RULE) == 0) {
		return HOURS_CLOSED;
	}
	enum hours_status s = h->rules[(cell & CELL_RULE) - 1].status;
	return s == HOURS_OPEN && (cell & CELL_OPEN_END) ? HOURS_UNKNOWN : s;
}

const char *timeline_comment(const struct hours *h, uint16_t cell)
{
	return (cell & CELL_RULE) ? h->rules[(cell & CELL_RULE) - 1].comment : NULL;
}

/* The first run at or after `minute`, cut there. */
static int cut(struct timeline *t, int minute)
{
	int i = 0;
	while (i < t->len && t->at[i].from < minute) {
		i++;
	}
	if (minute >= t->to || (i < t->len && t->at[i].from == minute) || t->len == RUNS_MAX) {
		return i;
	}
	memmove(&t->at[i + 1], &t->at[i], (size_t)(t->len - i) * sizeof t->at[0]);
	t->at[i] = (struct run){ (int16_t)minute, t->at[i - 1].cell };
	t->len++;
	return i;
}

static void paint(const struct hours *h, struct timeline *t, int from, int to, uint16_t cell, bool fallback)
{
	from = from < t->from ? t->from : from;
	to = to > t->to ? t->to : to;
	if (from >= to) {
		return;
	}
	int first = cut(t, from);
	int end = cut(t, to);
	for (int i = first; i < end; i++) {
		if (!fallback || timeline_status(h, t->at[i].cell) == HOURS_CLOSED) {
			t->at[i].cell = cell;
		}
	}
}

struct sun_times timeline_sun(const struct hours *h, int32_t number)
{
	bool known = h->sunny && h->where.located;
	return known ? sun_times(number, h->where.lat, h->where.lon) : sun_times_usual();
}

/* SUN_NEVER: the sun does not get there. */
static int clock_minute(const struct clock_time *t, const struct sun_times *sun)
{
	if (t->event < 0) {
		return t->minutes;
	}
	int at = sun->at[t->event];
	return at == SUN_NEVER ? SUN_NEVER : at + t->minutes;
}

/* Minutes of the day that a period covers; empty where the sun does not get there. */
struct period {
	int from, to;
};

static struct period period_today(const struct span_minutes *s, const struct sun_times *sun)
{
	struct period p = { clock_minute(&s->from, sun), clock_minute(&s->to, sun) };
	if (p.from == SUN_NEVER || p.to == SUN_NEVER) {
		return (struct period){ 0, 0 };
	}
	bool turns = s->night || s->from.event >= 0; /* else it began too late on that day: `17:30-sunset` */
	if (s->to.event >= 0 && p.to <= p.from && turns) {
		p.to += MINUTES_A_DAY;
	}
	return p;
}

/* What is left of it after midnight. The sun is that of the morning. */
static struct period period_night(const struct span_minutes *s, const struct sun_times *sun)
{
	struct period p = { clock_minute(&s->from, sun), clock_minute(&s->to, sun) };
	if (!s->night || p.from == SUN_NEVER || p.to == SUN_NEVER) {
		return (struct period){ 0, 0 };
	}
	p.to -= s->to.event < 0 ? MINUTES_A_DAY : 0;
	if ((s->from.event >= 0 || s->to.event >= 0) && p.to > p.from) { /* it ended on the evening */
		return (struct period){ 0, 0 };
	}
	return (struct period){ p.from > MINUTES_A_DAY ? p.from - MINUTES_A_DAY : 0, p.to };
}

/* `07:00+,12:00-16:00`: the period after an open end says when that ends, also past midnight. */
static bool cuts_open_end(const struct rule *r, size_t i, struct period evening, const struct sun_times *sun,
		struct period *next)
{
	if (!r->times[i].open_end || i + 1 == r->times_len) {
		return false;
	}
	*next = period_today(&r->times[i + 1], sun);
	return next->to > evening.from && next->from < evening.to;
}

static struct period period_of(const struct rule *r, size_t i, bool wrapped, const struct sun_times *sun)
{
	struct period p = period_today(&r->times[i], sun);
	struct period next;
	bool cut = cuts_open_end(r, i, p, sun, &next);
	if (!wrapped) {
		return (struct period){ p.from, cut ? next.from : p.to };
	}
	return cut ? (struct period){ 0, 0 } : period_night(&r->times[i], sun);
}

static void paint_rule(const struct hours *h, const struct sun_times *sun, struct timeline *t, size_t rule,
		bool wrapped)
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
		struct period p = period_of(r, i, wrapped, sun);
		paint(h, t, p.from, p.to, how, fallback);
	}
}

/* What a rule with its own days (or after one without) erases: everything that came before it on this day. */
static bool erases(const struct hours *h, size_t rule, bool previous_has_dates)
{
	const struct rule *r = &h->rules[rule];
	return r->kind == RULE_NORMAL && r->status != HOURS_CLOSED &&
	       (calendar_rule_has_dates(r) || (rule > 0 && r->status == HOURS_OPEN && !previous_has_dates));
}

static void wash(struct timeline *t)
{
	t->at[0] = (struct run){ (int16_t)t->from, 0 };
	t->len = 1;
}

void timeline_paint(const struct hours *h, const struct sun_times *sun, uint64_t today, uint64_t before, int from,
		int to, struct timeline *t)
{
	t->from = from;
	t->to = to;
	wash(t);
	for (size_t i = 0; i < h->len; i++) {
		if (today >> i & 1) {
			if (erases(h, i, i > 0 && calendar_rule_has_dates(&h->rules[i - 1]))) {
				wash(t);
			}
			paint_rule(h, sun, t, i, false);
		}
		if (before >> i & 1) {
			paint_rule(h, sun, t, i, true);
		}
	}
}

void timeline_paint_date(const struct hours *h, struct date date, struct timeline *t)
{
	struct calendar_day d = calendar_day(date_to_days(date));
	struct calendar_day yesterday = calendar_day(d.number - 1);
	struct sun_times sun = timeline_sun(h, d.number);
	timeline_paint(h, &sun, calendar_applying(h, &d), calendar_applying(h, &yesterday) & calendar_nights(h), 0,
			MINUTES_A_DAY, t);
}

int timeline_run_end(const struct timeline *t, int i)
{
	return i + 1 < t->len ? t->at[i + 1].from : t->to;
}
