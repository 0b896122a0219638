/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selectors of days in opening hours that go by the week or the year: weekdays, holidays, weeks, years. */
#include <string.h>

#include "store/hours_lex.h"

enum { STEP_MAX = 53, YEAR_MIN = 1900, YEAR_MAX = 9999, WEEKS_MAX = 53 };

static const char years_range[] = "years go from 1900 to 9999";

bool select_at_weekday(const struct lexer *p)
{
	return lex_find_weekday(p) >= 0 || lex_at_word(p, "PH") || lex_at_word(p, "SH");
}

static bool parse_nth_item(struct lexer *p, struct span_weekdays *s)
{
	bool last = lex_take_char(p, '-');
	int from = lex_take_number(p, 1, 5, "the number of a weekday within its month goes from 1 to 5, or -1 to -5");
	int to = from;
	if (from > 0 && !last && lex_take_hyphen(p)) {
		to = lex_take_number(p, from, 5, "the number of a weekday within its month goes from 1 to 5");
	}
	if (from < 0 || to < 0) {
		return false;
	}
	for (int n = from; n <= to; n++) {
		s->nth = (uint16_t)(s->nth | 1U << (last ? n + 5 : n));
	}
	return true;
}

static bool parse_nth(struct lexer *p, struct span_weekdays *s)
{
	p->hours->varies = true;
	do {
		if (!parse_nth_item(p, s)) {
			return false;
		}
	} while (lex_take_char(p, ','));
	if (!lex_take_char(p, ']')) {
		return lex_refuse(p, p->at, "a ] is missing");
	}
	(void)lex_take_days(p, &s->offset);
	return !p->failed;
}

static bool parse_holiday(struct lexer *p, struct span_weekdays *s)
{
	p->hours->holidays = true;
	s->school = lex_take_word(p, "SH");
	s->holiday = !s->school && lex_take_word(p, "PH");
	if (s->holiday) {
		(void)lex_take_days(p, &s->offset);
	}
	return !p->failed;
}

static bool parse_weekday(struct lexer *p, struct span_weekdays *s)
{
	if (lex_at_word(p, "PH") || lex_at_word(p, "SH")) {
		return parse_holiday(p, s);
	}
	int from = lex_find_weekday(p);
	if (from < 0) {
		return lex_refuse(p, p->at, "a weekday is expected: Mo Tu We Th Fr Sa Su");
	}
	p->at += 2;
	lex_skip_blanks(p);
	s->from = s->to = (int8_t)from;
	if (lex_take_char(p, '[')) {
		return parse_nth(p, s);
	}
	if (lex_take_hyphen(p)) {
		int to = lex_find_weekday(p);
		if (to < 0) {
			return lex_refuse(p, p->at, "a weekday is expected after the hyphen: Mo Tu We Th Fr Sa Su");
		}
		p->at += 2;
		lex_skip_blanks(p);
		s->to = (int8_t)to;
	}
	return true;
}

/* `PH,Mo-Fr` means holidays and weekdays; `PH Mo-Fr` and `PH: Mo-Fr` mean weekdays that are holidays. */
bool select_weekdays(struct lexer *p, struct rule *r)
{
	bool only_holidays = true;
	do {
		struct span_weekdays *s = LEX_PUSH(p, r->weekdays, r->weekdays_len);
		if (!s) {
			return false;
		}
		*s = (struct span_weekdays){ 0 };
		if (!parse_weekday(p, s)) {
			return false;
		}
		only_holidays = only_holidays && (s->holiday || s->school);
	} while (lex_take_comma_before(p, select_at_weekday));
	if (only_holidays && r->holidays_len == 0) {
		r->holidays = r->weekdays;
		r->holidays_len = r->weekdays_len;
		r->weekdays = NULL;
		r->weekdays_len = 0;
	}
	return true;
}

static bool at_week(const struct lexer *p)
{
	return select_at_day(p);
}

bool select_weeks(struct lexer *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		int from = lex_take_number(p, 1, WEEKS_MAX, "weeks go from 1 to 53");
		int to = from;
		int step = 1;
		if (from > 0 && lex_take_hyphen(p)) {
			to = lex_take_number(p, 1, WEEKS_MAX, "weeks go from 1 to 53");
		}
		if (from > 0 && to > 0 && lex_take_char(p, '/')) {
			step = lex_take_number(p, 1, STEP_MAX, "a step goes from 1 to 53");
		}
		struct span_weeks *s = from > 0 && to > 0 && step > 0 ? LEX_PUSH(p, r->weeks, r->weeks_len) : NULL;
		if (!s) {
			return false;
		}
		if (to < from) {
			return lex_refuse(p, p->at, "a range of weeks goes upwards");
		}
		*s = (struct span_weeks){ (int8_t)from, (int8_t)to, (int8_t)step };
	} while (lex_take_comma_before(p, at_week));
	return true;
}

bool select_at_year(const struct lexer *p)
{
	return strspn(p->at, "0123456789") == 4;
}

bool select_years(struct lexer *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		int from = lex_take_number(p, YEAR_MIN, YEAR_MAX, years_range);
		int to = from;
		int step = 1;
		bool more = from > 0 && lex_take_char(p, '+');
		if (from > 0 && !more && lex_take_hyphen(p)) {
			to = lex_take_number(p, YEAR_MIN, YEAR_MAX, years_range);
		}
		if (from > 0 && to > 0 && !more && lex_take_char(p, '/')) { /* `2026/2`: from then on */
			more = to == from;
			step = lex_take_number(p, 1, STEP_MAX, "a step goes from 1 to 53");
		}
		struct span_years *s = from > 0 && to > 0 && step > 0 ? LEX_PUSH(p, r->years, r->years_len) : NULL;
		if (!s) {
			return false;
		}
		if (to < from) {
			return lex_refuse(p, p->at, "a range of years goes upwards");
		}
		*s = (struct span_years){ (int16_t)from, (int16_t)(more ? YEAR_MAX : to), (int16_t)step };
	} while (lex_take_comma_before(p, select_at_year));
	return true;
}
