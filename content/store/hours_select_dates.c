/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <monthday_selector>: months, dates, weekdays of months and Easter, and the spans between them. */
#include <string.h>

#include "base/str.h"
#include "store/hours_lex.h"

enum { STEP_MAX = 366, YEAR_MIN = 1900, YEAR_MAX = 9999 };

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	"Dec" };
static const char days_range[] = "days go from 1 to 31";
static const char no_such_day[] = "the month has no such day, or the range goes backwards";

bool select_at_month(const struct lexer *p)
{
	return lex_find_word(p, months, ARRAY_LEN(months)) >= 0 || lex_at_word(p, "easter");
}

bool select_at_day(const struct lexer *p)
{
	return lex_is_digit(*p->at) && !lex_at_time(p) && !select_at_year(p);
}

/* `Su[1]`: one number, else it is a weekday of every month named before. */
static bool at_nth_weekday(const struct lexer *p)
{
	if (lex_find_weekday(p) < 0 || p->at[2] != '[') {
		return false;
	}
	const char *number = p->at + 3 + (p->at[3] == '-');
	return lex_is_digit(*number) && number[1] == ']';
}

static struct lexer past_word(const struct lexer *p, size_t len)
{
	struct lexer ahead = *p;
	ahead.at += len;
	lex_skip_blanks(&ahead);
	return ahead;
}

bool select_at_dated_year(const struct lexer *p)
{
	if (!select_at_year(p)) { /* the text may end here */
		return false;
	}
	struct lexer ahead = past_word(p, 4);
	if (!select_at_month(&ahead)) {
		return false;
	}
	if (lex_at_word(&ahead, "easter")) {
		return true;
	}
	ahead = past_word(&ahead, 3);
	if (select_at_day(&ahead) || at_nth_weekday(&ahead)) {
		return true;
	}
	return lex_take_hyphen(&ahead) && select_at_year(&ahead);
}

static bool parse_nth_weekday(struct lexer *p, struct day_point *d)
{
	d->weekday = (int8_t)lex_find_weekday(p);
	p->at += 3;
	bool last = lex_take_char(p, '-');
	int n = lex_take_number(p, 1, 5, "the number of a weekday within its month goes from 1 to 5, or -1 to -5");
	d->nth = (int8_t)(last ? -n : n);
	return n > 0 && lex_take_char(p, ']');
}

/* `+Su`: the next Sunday; `-Su`: the last before. Then days. */
static bool parse_offset(struct lexer *p, struct day_point *d)
{
	struct lexer ahead = *p;
	bool minus = lex_take_char(&ahead, '-');
	if (minus || lex_take_char(&ahead, '+')) {
		int weekday = lex_find_weekday(&ahead);
		if (weekday >= 0) {
			p->at = ahead.at + 2;
			lex_skip_blanks(p);
			d->toward = (int8_t)(minus ? -(weekday + 1) : weekday + 1);
		}
	}
	(void)lex_take_days(p, &d->offset);
	return !p->failed;
}

static bool at_date(const struct lexer *p);

/* `Mar Su[-1]` is a date where a span or a list of dates goes on after it. Else the month is all of the selector, and
 * the weekday the next one: `Feb,Jun Th[-1]` is in both months. */
static bool nth_weekday_is_date(const struct lexer *p, bool in_dates)
{
	struct lexer ahead = *p;
	struct day_point d = { 0 };
	ahead.e = NULL;
	ahead.column = NULL;
	if (!at_nth_weekday(p)) {
		return false;
	}
	if (in_dates) {
		return true;
	}
	if (!parse_nth_weekday(&ahead, &d) || !parse_offset(&ahead, &d)) {
		return false;
	}
	return lex_take_comma_before(&ahead, at_date) || (lex_take_hyphen(&ahead) && at_date(&ahead)) ||
	       (*ahead.at == '+');
}

/* `in_dates`: dates stand before it, not months. */
static bool parse_month(struct lexer *p, struct day_point *d, bool in_dates, bool months_only)
{
	int month = lex_find_word(p, months, ARRAY_LEN(months));
	if (month < 0) {
		return lex_refuse(p, p->at, "a month is expected: Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
	}
	(void)lex_take_word(p, months[month]);
	d->month = (int8_t)(month + 1);
	if (!months_only && nth_weekday_is_date(p, in_dates)) {
		return parse_nth_weekday(p, d) && parse_offset(p, d);
	}
	if (!select_at_day(p)) {
		return true;
	}
	const char *start = p->at;
	int day = lex_take_number(p, 1, 31, days_range);
	if (day > date_days_in_month(2000, d->month)) {
		return lex_refuse(p, start, "the month has no such day");
	}
	d->day = (int8_t)(day > 0 ? day : 0);
	return day > 0 && parse_offset(p, d);
}

/* `Dec`, `Dec 24`, `2026 Dec 24`, `Mar Su[-1] +1 day`, `easter`. */
static bool parse_point(struct lexer *p, struct day_point *d, bool in_dates, bool months_only)
{
	*d = (struct day_point){ 0 };
	if (select_at_year(p)) {
		d->year = (int16_t)lex_take_number(p, YEAR_MIN, YEAR_MAX, "years go from 1900 to 9999");
	}
	if (p->failed || !lex_take_word(p, "easter")) {
		return !p->failed && parse_month(p, d, in_dates, months_only);
	}
	return parse_offset(p, d);
}

static bool at_date(const struct lexer *p)
{
	return select_at_month(p) || select_at_dated_year(p);
}

static bool names_month(const struct day_point *d)
{
	return d->month && !d->day && !d->nth;
}

static bool check_ends(struct lexer *p, const char *at, struct span_dates *s)
{
	if (names_month(&s->from) != names_month(&s->to)) {
		return lex_refuse(p, at, "both ends of a range name a day, or neither does");
	}
	if ((s->from.year == 0) != (s->to.year == 0)) {
		return lex_refuse(p, at, "both ends of a range name a year, or neither does");
	}
	if (s->to.year < s->from.year) {
		return lex_refuse(p, at, "a range of years goes upwards");
	}
	if (s->to.month == 0) { /* the reference evaluator ends a range before an Easter that ends it */
		s->to.offset = (int16_t)(s->to.offset - 1);
	}
	return true;
}

static bool parse_end(struct lexer *p, struct span_dates *s)
{
	const char *start = p->at;
	if (!select_at_day(p)) {
		bool months_only = names_month(&s->from);
		return parse_point(p, &s->to, !months_only, months_only) && check_ends(p, start, s);
	}
	if (s->from.day == 0) { /* Dec 24-26 */
		return lex_refuse(p, p->at, "a month is expected after the hyphen");
	}
	int day = lex_take_number(p, 1, 31, days_range);
	if (day < s->from.day || day > date_days_in_month(2000, s->from.month)) {
		return lex_refuse(p, start, no_such_day);
	}
	s->to = s->from;
	s->to.day = (int8_t)day;
	s->to.toward = 0;
	s->to.offset = 0;
	return parse_offset(p, &s->to);
}

/* What may follow the beginning: nothing, an end, an open end, a step. */
static bool parse_rest(struct lexer *p, struct span_dates *s)
{
	s->to = s->from;
	if (!names_month(&s->from) && lex_take_char(p, '+')) {
		s->open_end = true;
		if (s->from.year == 0) {
			s->to = (struct day_point){ .month = 12, .day = 31 };
			s->open_end = false;
		}
	} else if (lex_take_hyphen(p)) {
		if (!parse_end(p, s)) {
			return false;
		}
	} else {
		s->single = true;
		return true;
	}
	if (!names_month(&s->from) && lex_take_char(p, '/')) {
		int step = lex_take_number(p, 1, STEP_MAX, "a step goes from 1 to 366 days");
		s->step = (int16_t)(step > 0 ? step : 0);
	}
	return !p->failed;
}

/* `Dec 25,31`: more days of the month of the last item. */
static bool parse_more_days(struct lexer *p, struct rule *r)
{
	while (r->dates[r->dates_len - 1].from.day && lex_take_comma_before(p, select_at_day)) {
		struct day_point point = r->dates[r->dates_len - 1].from;
		const char *start = p->at;
		int day = lex_take_number(p, 1, 31, days_range);
		struct span_dates *s = day > 0 ? LEX_PUSH(p, r->dates, r->dates_len) : NULL;
		if (!s) {
			return false;
		}
		if (day > date_days_in_month(2000, point.month)) {
			return lex_refuse(p, start, "the month has no such day");
		}
		*s = (struct span_dates){ .from = { .year = point.year, .month = point.month, .day = (int8_t)day } };
		if (!parse_rest(p, s)) {
			return false;
		}
	}
	return true;
}

static bool only_months(const struct rule *r)
{
	for (size_t i = 0; i < r->dates_len; i++) {
		if (!names_month(&r->dates[i].from)) {
			return false;
		}
	}
	return true;
}

bool select_dates(struct lexer *p, struct rule *r)
{
	p->hours->varies = true;
	if (r->dates_len) {
		if (!only_months(r) || r->months_len) {
			return lex_refuse(p, p->at, "dates in a rule are separated by commas");
		}
		r->months = r->dates;
		r->months_len = r->dates_len;
		r->dates = NULL;
		r->dates_len = 0;
	}
	do {
		struct span_dates *s = LEX_PUSH(p, r->dates, r->dates_len);
		if (!s) {
			return false;
		}
		bool in_dates = r->dates_len > 1 && !names_month(&s[-1].from);
		*s = (struct span_dates){ 0 };
		if (!parse_point(p, &s->from, in_dates, false) || !parse_rest(p, s) || !parse_more_days(p, r)) {
			return false;
		}
	} while (lex_take_comma_before(p, at_date));
	return true;
}
