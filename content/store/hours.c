/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day is painted rule by rule over what earlier rules left, as runs of minutes. The order of painting and what a rule
 * erases are those of opening_hours.js, which the tests compare with.
 *
 * What a day looks like depends on which rules apply to it and to the day before, and on nothing else. A search for the
 * next change paints each such pair once, and goes from one day on which a date of the rules begins or ends to the
 * next: its cost follows the rules, not the days. */
#include "store/hours.h"

#include <string.h>

#include "store/hours_rules.h"

enum {
	CLOSING_SOON_MIN = 30,
	SEARCH_DAYS = 366,
	SEARCH_DAYS_STABLE = 8, /* every week is the same */
	PATTERNS_MAX = 16,      /* pairs remembered in a search */
	/* A period takes 5 bytes of a text of HOURS_TEXT_MAX, cuts two runs, and may be painted twice: today and after
	 * midnight. */
	RUNS_MAX = HOURS_TEXT_MAX / 5 * 4 + 2,
};

/* Who painted a minute: rule index + 1, and how. 0: no rule, closed. */
enum { CELL_RULE = 0xff, CELL_WRAPPED = 0x100, CELL_OPEN_END = 0x200 };
_Static_assert((int)RULES_MAX < (int)CELL_RULE, "a rule number fits its bits");
_Static_assert((int)RULES_MAX <= 64, "a set of rules is one word");

/* Minutes of one painter; it ends where the next run starts. */
struct run {
	int16_t from;
	uint16_t cell;
};

/* Only the minutes from `from` to before `to` are kept right: one minute is enough to know whether a place is open. */
struct timeline {
	int from, to;
	int len;
	struct run at[RUNS_MAX];
};

/* A day and what selectors ask of it; week and holiday are found when first asked for. */
struct day {
	struct date date;
	int32_t number; /* since 1970 */
	int weekday;
	int week;    /* 0: not yet */
	int holiday; /* -1: not yet */
};

static struct day day_of(int32_t number)
{
	return (struct day){
		.date = date_from_days(number),
		.number = number,
		.weekday = (int)(((number + 3) % 7 + 7) % 7),
		.holiday = -1,
	};
}

static bool weekday_matches(const struct span_weekdays *s, struct day *d)
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

static bool any_weekday(const struct span_weekdays *list, size_t len, struct day *d)
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

static bool any_week(const struct rule *r, struct day *d)
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

static bool date_matches(const struct span_dates *s, const struct day *d)
{
	int32_t from = point_day(&s->from, d->date.year, false);
	int32_t to = point_day(&s->to, d->date.year, true);
	bool every_year = s->from.year == 0;
	if (every_year && to < from) { /* over New Year */
		return d->number >= from || d->number <= to;
	}
	return d->number >= from && d->number <= to;
}

static bool any_date(const struct rule *r, const struct day *d)
{
	for (size_t i = 0; i < r->dates_len; i++) {
		if (date_matches(&r->dates[i], d)) {
			return true;
		}
	}
	return r->dates_len == 0;
}

static bool applies(const struct rule *r, struct day *d)
{
	return any_year(r, d->date.year) && any_date(r, d) && any_week(r, d) &&
	       any_weekday(r->weekdays, r->weekdays_len, d) && any_weekday(r->holidays, r->holidays_len, d);
}

/* The rules that apply to a day: a bit for each. */
static uint64_t applying(const struct hours *h, struct day *d)
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
static int32_t same_until(const struct rule *r, const struct day *d, int32_t last)
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

static int32_t all_same_until(const struct hours *h, const struct day *d)
{
	int32_t last = date_to_days((struct date){ d->date.year, 12, 31 });
	for (size_t i = 0; i < h->len && last > d->number; i++) {
		last = same_until(&h->rules[i], d, last);
	}
	return last;
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

/* The rules whose periods reach into the next day. */
static uint64_t nights(const struct hours *h)
{
	uint64_t set = 0;
	for (size_t i = 0; i < h->len; i++) {
		set |= (uint64_t)has_night(&h->rules[i]) << i;
	}
	return set;
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
		if (!fallback || cell_status(h, t->at[i].cell) == HOURS_CLOSED) {
			t->at[i].cell = cell;
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
	t->at[0] = (struct run){ (int16_t)t->from, 0 };
	t->len = 1;
}

/* `today` and `before`: the rules that apply, and those of the evening before that reach into this day. */
static void paint_minutes(const struct hours *h, uint64_t today, uint64_t before, int from, int to, struct timeline *t)
{
	t->from = from;
	t->to = to;
	wash(t);
	for (size_t i = 0; i < h->len; i++) {
		if (today >> i & 1) {
			if (erases(h, i, i > 0 && has_dates(&h->rules[i - 1]))) {
				wash(t);
			}
			paint_rule(h, t, i, false);
		}
		if (before >> i & 1) {
			paint_rule(h, t, i, true);
		}
	}
}

static void paint_day(const struct hours *h, struct date date, struct timeline *t)
{
	struct day d = day_of(date_to_days(date));
	struct day yesterday = day_of(d.number - 1);
	paint_minutes(h, applying(h, &d), applying(h, &yesterday) & nights(h), 0, MINUTES_A_DAY, t);
}

static int run_end(const struct timeline *t, int i)
{
	return i + 1 < t->len ? t->at[i + 1].from : t->to;
}

static void set_change(struct hours_change *c, const struct day *d, int days_ahead, int minute)
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
		if (run_end(t, i) > minute && (cell_status(h, t->at[i].cell) == w.status) != w.other) {
			return t->at[i].from > minute ? t->at[i].from : minute;
		}
	}
	return -1;
}

/* The first minute from `minute` of day `start` on whose status is wanted. */
static void find_change(const struct hours *h, int32_t start, int minute, struct wanted w, struct hours_change *out)
{
	bool stable = !h->varies && !h->holidays;
	int32_t last = start + (stable ? SEARCH_DAYS_STABLE : SEARCH_DAYS);
	uint64_t reaching = nights(h);
	struct day yesterday = day_of(start - 1);
	uint64_t before = applying(h, &yesterday);
	struct patterns seen = { .len = 0 };
	struct timeline t;
	for (int32_t number = start; number <= last;) {
		struct day d = day_of(number);
		uint64_t today = applying(h, &d);
		bool first = number == start && minute > 0; /* painted from its middle only */
		if (first || !was_seen(&seen, today, before & reaching)) {
			paint_minutes(h, today, before & reaching, 0, MINUTES_A_DAY, &t);
			int found = find_minute(h, &t, first ? minute : 0, w);
			if (found >= 0) {
				set_change(out, &d, (int)(number - start), found);
				return;
			}
		}
		/* Days after two like each other are like them until a date of some rule comes. */
		bool steady = !first && (before & reaching) == (today & reaching);
		number = steady ? all_same_until(h, &d) + 1 : number + 1;
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
	struct day d = day_of(date_to_days(date));
	uint64_t before = nights(h);
	if (before) {
		struct day yesterday = day_of(d.number - 1);
		before &= applying(h, &yesterday);
	}
	paint_minutes(h, applying(h, &d), before, minute, minute + 1, &t);
	return t.at[0].cell;
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
		find_change(h, date_to_days(today), minute, (struct wanted){ HOURS_OPEN, true }, &out->next);
		out->always = !out->next.known;
		int left = out->next.days_ahead * MINUTES_A_DAY + out->next.minute - minute;
		out->closing_soon = out->next.known && left <= CLOSING_SOON_MIN;
	} else {
		find_change(h, date_to_days(today), minute, (struct wanted){ HOURS_OPEN, false }, &out->next);
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
	for (int i = 0; i < today.len;) {
		uint16_t cell = today.at[i].cell;
		int from = today.at[i].from;
		int to = run_end(&today, i++);
		while (i < today.len && same_run(h, today.at[i].cell, cell) &&
				((today.at[i].cell ^ cell) & CELL_WRAPPED) == 0) {
			to = run_end(&today, i++);
		}
		bool closed = cell_status(h, cell) == HOURS_CLOSED;
		if (closed && cell_comment(h, cell)) {
			out->comment = cell_comment(h, cell);
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

int hours_parts(const struct hours *h)
{
	size_t parts = h->len;
	for (size_t i = 0; i < h->len; i++) {
		const struct rule *r = &h->rules[i];
		parts += r->times_len + r->years_len + r->weeks_len + r->weekdays_len + r->holidays_len + r->dates_len;
	}
	return (int)parts;
}

bool hours_vary(const struct hours *h)
{
	return h && h->varies;
}
