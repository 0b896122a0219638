/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selectors of days in opening hours: weekdays, weeks, years, months and dates. */
#include <string.h>

#include "base/str.h"
#include "store/date.h"
#include "store/hours_lex.h"

enum { STEP_MAX = 53, EASTER_OFFSET_MAX = 60 };

static const char *const weekdays[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	"Dec" };

bool select_at_weekday(const struct lexer *p)
{
	return lex_find_word(p, weekdays, ARRAY_LEN(weekdays)) >= 0 || lex_at_word(p, "PH") || lex_at_word(p, "SH");
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
	return lex_take_char(p, ']') || lex_refuse(p, p->at, "a ] is missing");
}

static bool parse_weekday(struct lexer *p, struct span_weekdays *s)
{
	if (lex_take_word(p, "PH")) {
		s->holiday = true;
		p->hours->holidays = true;
		return true;
	}
	if (lex_take_word(p, "SH")) {
		s->school = true;
		return true;
	}
	int from = lex_find_word(p, weekdays, ARRAY_LEN(weekdays));
	if (from < 0) {
		return lex_refuse(p, p->at, "a weekday is expected: Mo Tu We Th Fr Sa Su");
	}
	(void)lex_take_word(p, weekdays[from]);
	s->from = s->to = (int8_t)from;
	if (lex_take_char(p, '[')) {
		return parse_nth(p, s);
	}
	if (lex_take_hyphen(p)) {
		int to = lex_find_word(p, weekdays, ARRAY_LEN(weekdays));
		if (to < 0) {
			return lex_refuse(p, p->at, "a weekday is expected after the hyphen: Mo Tu We Th Fr Sa Su");
		}
		(void)lex_take_word(p, weekdays[to]);
		s->to = (int8_t)to;
	}
	return true;
}

/* `PH,Mo-Fr` means holidays and weekdays; `PH Mo-Fr` means weekdays that are holidays. */
bool select_weekdays(struct lexer *p, struct rule *r)
{
	struct span_weekdays first = { 0 };
	if (!parse_weekday(p, &first)) {
		return false;
	}
	bool apart = (first.holiday || first.school) && *p->at != ',' && select_at_weekday(p);
	if (apart) {
		struct span_weekdays *s = LEX_PUSH(p, r->holidays, r->holidays_len);
		*(s ? s : &first) = first;
		return s != NULL;
	}
	for (;;) {
		struct span_weekdays *s = LEX_PUSH(p, r->weekdays, r->weekdays_len);
		if (!s) {
			return false;
		}
		*s = first;
		if (!lex_take_comma_before(p, select_at_weekday)) {
			return true;
		}
		first = (struct span_weekdays){ 0 };
		if (!parse_weekday(p, &first)) {
			return false;
		}
	}
}

static bool at_digit(const struct lexer *p)
{
	return lex_is_digit(*p->at) && !lex_at_time(p);
}

bool select_weeks(struct lexer *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		int from = lex_take_number(p, 1, 53, "weeks go from 1 to 53");
		int to = from;
		int step = 1;
		if (from > 0 && lex_take_hyphen(p)) {
			to = lex_take_number(p, 1, 53, "weeks go from 1 to 53");
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
	} while (lex_take_comma_before(p, at_digit));
	return true;
}

bool select_at_year(const struct lexer *p)
{
	return strspn(p->at, "0123456789") == 4;
}

bool select_at_month(const struct lexer *p)
{
	return lex_find_word(p, months, ARRAY_LEN(months)) >= 0 || lex_at_word(p, "easter");
}

bool select_years(struct lexer *p, struct rule *r)
{
	static const char years[] = "years go from 1600 to 9999";
	p->hours->varies = true;
	do {
		int from = lex_take_number(p, 1600, 9999, years);
		int to = from;
		int step = 1;
		if (from > 0 && lex_take_char(p, '+')) {
			to = 9999;
		} else if (from > 0 && lex_take_hyphen(p)) {
			to = lex_take_number(p, 1600, 9999, years);
		}
		if (from > 0 && to > 0 && lex_take_char(p, '/')) {
			step = lex_take_number(p, 1, STEP_MAX, "a step goes from 1 to 53");
		}
		struct span_years *s = from > 0 && to > 0 && step > 0 ? LEX_PUSH(p, r->years, r->years_len) : NULL;
		if (!s) {
			return false;
		}
		if (to < from) {
			return lex_refuse(p, p->at, "a range of years goes upwards");
		}
		*s = (struct span_years){ (int16_t)from, (int16_t)to, (int16_t)step };
	} while (lex_take_comma_before(p, select_at_year));
	return true;
}

/* `easter`, `easter -2 days`. */
static bool parse_easter(struct lexer *p, struct day_point *d)
{
	d->month = 0;
	d->day = 1;
	bool minus = *p->at == '-' && strstr(p->at, "day") && lex_is_digit(p->at[1 + strspn(p->at + 1, " ")]);
	if (!minus && *p->at != '+') {
		return true;
	}
	p->at++;
	lex_skip_blanks(p);
	int days = lex_take_number(p, 1, EASTER_OFFSET_MAX, "days from Easter go from 1 to 60");
	if (days < 0) {
		return false;
	}
	if (!lex_take_word(p, "days") && !lex_take_word(p, "day")) {
		return lex_refuse(p, p->at, "the word days is missing");
	}
	d->offset = (int16_t)(minus ? -days : days);
	return true;
}

/* `Dec`, `Dec 24`, `2026 Dec 24`, `easter`. */
static bool parse_point(struct lexer *p, struct day_point *d)
{
	*d = (struct day_point){ 0 };
	if (select_at_year(p)) {
		d->year = (int16_t)lex_take_number(p, 1600, 9999, "years go from 1600 to 9999");
	}
	if (lex_take_word(p, "easter")) {
		return parse_easter(p, d);
	}
	int month = lex_find_word(p, months, ARRAY_LEN(months));
	if (month < 0) {
		return lex_refuse(p, p->at, "a month is expected: Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
	}
	(void)lex_take_word(p, months[month]);
	d->month = (int8_t)(month + 1);
	if (at_digit(p) && !select_at_year(p)) {
		const char *start = p->at;
		int day = lex_take_number(p, 1, 31, "days go from 1 to 31");
		if (day > date_days_in_month(2000, d->month)) {
			return lex_refuse(p, start, "the month has no such day");
		}
		d->day = (int8_t)(day > 0 ? day : 0);
	}
	return !p->failed;
}

static bool parse_date_span(struct lexer *p, struct span_dates *s)
{
	if (!parse_point(p, &s->from)) {
		return false;
	}
	s->to = s->from;
	if (!lex_take_hyphen(p)) {
		return true;
	}
	if (at_digit(p) && !select_at_year(p)) { /* Dec 24-26 */
		if (s->from.day == 0 || s->from.month == 0) {
			return lex_refuse(p, p->at, "a month is expected after the hyphen");
		}
		const char *start = p->at;
		int day = lex_take_number(p, 1, 31, "days go from 1 to 31");
		if (day < s->from.day || day > date_days_in_month(2000, s->from.month)) {
			return lex_refuse(p, start, "the month has no such day, or the range goes backwards");
		}
		s->to.day = (int8_t)day;
		return true;
	}
	const char *start = p->at;
	if (!parse_point(p, &s->to)) {
		return false;
	}
	if ((s->from.day == 0) != (s->to.day == 0)) {
		return lex_refuse(p, start, "both ends of a range name a day, or neither does");
	}
	if ((s->from.year == 0) != (s->to.year == 0)) {
		return lex_refuse(p, start, "both ends of a range name a year, or neither does");
	}
	return true;
}

bool select_dates(struct lexer *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		struct span_dates *s = LEX_PUSH(p, r->dates, r->dates_len);
		if (!s || !parse_date_span(p, s)) {
			return false;
		}
	} while (lex_take_comma_before(p, select_at_month));
	return true;
}
