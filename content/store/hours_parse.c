/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules, times and states of opening hours. */
#include <string.h>

#include "base/str.h"
#include "store/hours_lex.h"

/* HH:MM; the colon must follow. */
static int take_time(struct lexer *p)
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
	if (hours * 60 + minutes > 2 * MINUTES_A_DAY) {
		lex_refuse(p, start, "a time is at most 48:00");
		return -1;
	}
	return hours * 60 + minutes;
}

/* When an open end is thought to close: what the reference evaluator opening_hours.js assumes. */
static int guess_end(int from)
{
	if (from >= 22 * 60) {
		return from + 8 * 60;
	}
	return from >= 17 * 60 ? from + 10 * 60 : MINUTES_A_DAY;
}

static bool add_time(struct lexer *p, struct rule *r, int from, int to, bool open_end)
{
	struct span_minutes *s = LEX_PUSH(p, r->times, r->times_len);
	if (!s) {
		return false;
	}
	*s = (struct span_minutes){ (int16_t)from, (int16_t)to, open_end };
	return true;
}

static bool parse_time_span(struct lexer *p, struct rule *r)
{
	const char *start = p->at;
	int from = take_time(p);
	if (from < 0) {
		return false;
	}
	if (from >= MINUTES_A_DAY) {
		return lex_refuse(p, start, "a period starts before 24:00");
	}
	if (lex_take_char(p, '+')) {
		return add_time(p, r, from, guess_end(from), true);
	}
	if (!lex_take_hyphen(p)) {
		return lex_refuse(p, p->at, "a period needs its end: 09:00-12:00");
	}
	if (!lex_is_digit(*p->at)) {
		return lex_refuse(p, p->at, "the end of the period is missing or is not a time");
	}
	const char *end = p->at;
	int to = take_time(p);
	if (to < 0) {
		return false;
	}
	to += to <= from ? MINUTES_A_DAY : 0;
	if (to > 2 * MINUTES_A_DAY) {
		return lex_refuse(p, end, "a period ends before the second midnight");
	}
	if (lex_take_char(p, '+') &&
			!add_time(p, r, to, guess_end(to) > 2 * MINUTES_A_DAY ? 2 * MINUTES_A_DAY : guess_end(to),
					true)) {
		return false;
	}
	return add_time(p, r, from, to, false);
}

static bool parse_times(struct lexer *p, struct rule *r)
{
	do {
		if (!parse_time_span(p, r)) {
			return false;
		}
	} while (lex_take_comma_before(p, lex_at_time));
	return true;
}

static bool parse_comment(struct lexer *p, struct rule *r)
{
	const char *start = p->at++;
	const char *end = strchr(p->at, '"');
	if (!end) {
		return lex_refuse(p, start, "the comment has no closing quote");
	}
	r->comment = arena_strndup(p->arena, p->at, (size_t)(end - p->at));
	p->at = end + 1;
	lex_skip_blanks(p);
	return true;
}

/* The end of a rule: open, off, unknown, a comment. Words alone mean "perhaps", as the specification says. */
static bool parse_state(struct lexer *p, struct rule *r, bool *any)
{
	static const struct {
		const char *word;
		enum hours_status status;
	} states[] = {
		{ "open", HOURS_OPEN },
		{ "off", HOURS_CLOSED },
		{ "closed", HOURS_CLOSED },
		{ "unknown", HOURS_UNKNOWN },
	};
	bool named = false;
	r->status = HOURS_OPEN;
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		if (lex_take_word(p, states[i].word)) {
			r->status = states[i].status;
			named = true;
			break;
		}
	}
	if (*p->at == '"') {
		if (!parse_comment(p, r)) {
			return false;
		}
		r->status = named ? r->status : HOURS_UNKNOWN;
		named = true;
	}
	*any |= named;
	return true;
}

/* A year may stand alone, or belong to a date: 2026 Dec 24. */
static bool year_starts_date(const struct lexer *p)
{
	struct lexer ahead = *p;
	ahead.at += 4;
	lex_skip_blanks(&ahead);
	return select_at_month(&ahead);
}

static bool parse_selectors(struct lexer *p, struct rule *r, bool *any)
{
	for (;;) {
		const char *before = p->at;
		bool ok = true;
		if (lex_at_time(p)) {
			ok = parse_times(p, r);
		} else if (strncmp(p->at, "24/7", 4) == 0) {
			p->at += 4;
			lex_skip_blanks(p);
			ok = add_time(p, r, 0, MINUTES_A_DAY, false);
		} else if (select_at_month(p) || (select_at_year(p) && year_starts_date(p))) {
			ok = select_dates(p, r);
		} else if (select_at_year(p)) {
			ok = select_years(p, r);
		} else if (lex_take_word(p, "week")) {
			ok = select_weeks(p, r);
		} else if (select_at_weekday(p)) {
			ok = select_weekdays(p, r);
		}
		if (!ok) {
			return false;
		}
		if (p->at == before) {
			return true;
		}
		*any = true;
		(void)lex_take_char(p, ':'); /* `Dec: Mo 10:00-12:00` */
	}
}

static bool parse_rule(struct lexer *p, enum rule_kind kind)
{
	if (p->hours->len == RULES_MAX) {
		return lex_refuse(p, p->at, "too many rules");
	}
	struct rule r = { .kind = kind };
	bool any = false;
	const char *start = p->at;
	if (!parse_selectors(p, &r, &any) || !parse_state(p, &r, &any)) {
		return false;
	}
	if (!any) {
		return lex_refuse(p, start, *start ? "this is not understood" : "a rule is missing");
	}
	p->hours->rules[p->hours->len++] = r;
	return true;
}

static bool parse_all(struct lexer *p)
{
	enum rule_kind kind = RULE_NORMAL;
	lex_skip_blanks(p);
	for (;;) {
		if (!parse_rule(p, kind)) {
			return false;
		}
		if (!*p->at) {
			return true;
		}
		if (lex_take_char(p, ';')) {
			kind = RULE_NORMAL;
		} else if (strncmp(p->at, "||", 2) == 0) {
			p->at += 2;
			lex_skip_blanks(p);
			kind = RULE_FALLBACK;
		} else if (lex_take_char(p, ',')) {
			kind = RULE_ADDITIONAL;
		} else {
			return lex_refuse(p, p->at, "this is not understood");
		}
		if (!*p->at && kind == RULE_NORMAL) {
			return true; /* a last semicolon does no harm */
		}
	}
}

bool hours_parse(const char *text, struct arena *arena, const struct hours **out, int *column, struct err *e)
{
	struct lexer p = { .text = text, .at = text, .arena = arena, .e = e, .column = column };
	if (strlen(text) > HOURS_TEXT_MAX) {
		return lex_refuse(&p, text + HOURS_TEXT_MAX, "longer than 512 bytes");
	}
	struct rule rules[RULES_MAX] = { 0 };
	p.hours = ARENA_NEW(arena, struct hours);
	p.hours->rules = rules;
	if (!parse_all(&p)) {
		return false;
	}
	struct rule *kept = ARENA_ARRAY(arena, struct rule, p.hours->len);
	memcpy(kept, rules, p.hours->len * sizeof *kept);
	p.hours->rules = kept;
	*out = p.hours;
	return true;
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
