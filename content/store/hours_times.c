/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <time_selector>: periods of the day, by the clock and by the sun. */
#include "base/str.h"
#include "store/hours_lex.h"

enum { TWO_DAYS = 2 * MINUTES_A_DAY };

/* HH:MM; the colon must follow. */
static int take_minutes(struct lexer *p)
{
	const char *start = p->at;
	int hours = lex_take_number(p, 0, 48, "hours go from 0 to 48");
	if (hours < 0) {
		return -1;
	}
	if (*p->at != ':') {
		lex_refuse(p, p->at, "a time is written with a colon, 09:00");
		return -1;
	}
	p->at++;
	const char *minutes_at = p->at;
	int minutes = lex_take_number(p, 0, 59, "minutes go from 00 to 59");
	if (minutes < 0) {
		return -1;
	}
	if (p->at - minutes_at < 2 || !lex_is_digit(minutes_at[1])) {
		lex_refuse(p, minutes_at, "minutes have two digits");
		return -1;
	}
	if (hours * 60 + minutes > TWO_DAYS) {
		lex_refuse(p, start, "a time is at most 48:00");
		return -1;
	}
	return hours * 60 + minutes;
}

static bool take_event(struct lexer *p, struct clock_time *t)
{
	static const char *const events[] = {
		[SUN_DAWN] = "dawn",
		[SUN_RISE] = "sunrise",
		[SUN_SET] = "sunset",
		[SUN_DUSK] = "dusk",
	};
	int event = lex_find_word(p, events, ARRAY_LEN(events));
	if (event >= 0) {
		(void)lex_take_word(p, events[event]);
	}
	t->event = (int8_t)event;
	return event >= 0;
}

/* `(sunset-00:30)`, without its first parenthesis. */
static bool take_sum(struct lexer *p, struct clock_time *t)
{
	if (!take_event(p, t)) {
		return lex_refuse(p, p->at, "dawn, sunrise, sunset or dusk is expected");
	}
	bool minus = *p->at == '-';
	if (!minus && *p->at != '+') {
		return lex_refuse(p, p->at, "a + or - is expected: (sunset-00:30)");
	}
	p->at++;
	lex_skip_blanks(p);
	const char *start = p->at;
	int minutes = take_minutes(p);
	if (minutes > MINUTES_A_DAY) {
		return lex_refuse(p, start, "at most 24:00 before or after the sun");
	}
	t->minutes = (int16_t)(minus ? -minutes : minutes);
	return minutes >= 0 && (lex_take_char(p, ')') || lex_refuse(p, p->at, "a ) is missing"));
}

static bool take_clock(struct lexer *p, struct clock_time *t)
{
	*t = (struct clock_time){ 0, -1 };
	if (lex_take_char(p, '(')) {
		return take_sum(p, t);
	}
	if (take_event(p, t)) {
		return true;
	}
	int minutes = take_minutes(p);
	t->minutes = (int16_t)minutes;
	return minutes >= 0;
}

/* As the sun usually rises and sets: this decides what ends the next day, the same on every day of the year. */
static int usual(const struct clock_time *t)
{
	return t->minutes + (t->event < 0 ? 0 : sun_times_usual().at[t->event]);
}

/* When an open end is thought to close: what the reference evaluator opening_hours.js assumes. */
static int guess_end(int from)
{
	if (from >= 22 * 60) {
		return from + 8 * 60;
	}
	return from >= 17 * 60 ? from + 10 * 60 : MINUTES_A_DAY;
}

static bool add_time(struct lexer *p, struct rule *r, struct span_minutes span)
{
	struct span_minutes *s = LEX_PUSH(p, r->times, r->times_len);
	if (!s) {
		return false;
	}
	*s = span;
	if (span.from.event >= 0 || span.to.event >= 0) {
		p->hours->sunny |= UINT64_C(1) << p->hours->len; /* this rule is the next one */
	}
	return true;
}

static bool add_open_end(struct lexer *p, struct rule *r, struct clock_time from)
{
	int end = guess_end(usual(&from));
	end = end > TWO_DAYS ? TWO_DAYS : end;
	return add_time(p, r, (struct span_minutes){ from, { (int16_t)end, -1 }, true, end > MINUTES_A_DAY, false });
}

static bool parse_period(struct lexer *p, struct rule *r)
{
	const char *start = p->at;
	struct clock_time from;
	struct clock_time to;
	if (!take_clock(p, &from)) {
		return false;
	}
	if (usual(&from) >= MINUTES_A_DAY) {
		return lex_refuse(p, start, "a period starts before 24:00");
	}
	if (lex_take_char(p, '+')) {
		return add_open_end(p, r, from);
	}
	if (!lex_take_hyphen(p)) {
		return lex_refuse(p, p->at, "a period needs its end: 09:00-12:00");
	}
	const char *end = p->at;
	if (!lex_at_clock(p) && !lex_is_digit(*p->at)) {
		return lex_refuse(p, p->at, "the end of the period is missing or is not a time");
	}
	if (!take_clock(p, &to)) {
		return false;
	}
	bool fixed = from.event < 0 && to.event < 0;
	bool night = usual(&to) < usual(&from) || (fixed && to.minutes == from.minutes);
	if (usual(&to) + (night ? MINUTES_A_DAY : 0) > TWO_DAYS) {
		return lex_refuse(p, end, "a period ends before the second midnight");
	}
	struct clock_time next = { (int16_t)(to.minutes + (night ? MINUTES_A_DAY : 0)), to.event };
	struct span_minutes span = { from, to.event < 0 ? next : to, false, night || usual(&to) > MINUTES_A_DAY,
		night };
	return add_time(p, r, span) && (!lex_take_char(p, '+') || add_open_end(p, r, next));
}

bool select_times(struct lexer *p, struct rule *r)
{
	do {
		if (!parse_period(p, r)) {
			return false;
		}
	} while (lex_take_comma_before(p, lex_at_clock));
	return true;
}
