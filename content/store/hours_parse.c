/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "store/hours_rules.h"

enum { STEP_MAX = 53, EASTER_OFFSET_MAX = 60 };

static const char *const weekdays[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	"Dec" };

struct parser {
	const char *text, *at;
	struct arena *arena;
	struct hours *hours;
	struct err *e;
	int *column;
	bool failed;
};

static bool refuse(struct parser *p, const char *at, const char *why)
{
	if (!p->failed) {
		int column = (int)(at - p->text) + 1;
		if (p->column) {
			*p->column = column;
		}
		(void)fail_kind(p->e, ERR_FORMAT, "column %d: %s", column, why);
	}
	p->failed = true;
	return false;
}

static void skip_blanks(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\t') {
		p->at++;
	}
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A word stands here, whole: "Mo" is not the start of "Mon". */
static bool at_word(const struct parser *p, const char *word)
{
	size_t len = strlen(word);
	return strncasecmp(p->at, word, len) == 0 && !is_letter(p->at[len]);
}

static bool take_word(struct parser *p, const char *word)
{
	if (!at_word(p, word)) {
		return false;
	}
	p->at += strlen(word);
	skip_blanks(p);
	return true;
}

static bool take_char(struct parser *p, char c)
{
	if (*p->at != c) {
		return false;
	}
	p->at++;
	skip_blanks(p);
	return true;
}

/* Hyphen, or the dash people paste. */
static bool take_hyphen(struct parser *p)
{
	if (strncmp(p->at, "–", strlen("–")) == 0) {
		p->at += strlen("–");
		skip_blanks(p);
		return true;
	}
	return take_char(p, '-');
}

static int find_word(const struct parser *p, const char *const *words, int len)
{
	for (int i = 0; i < len; i++) {
		if (at_word(p, words[i])) {
			return i;
		}
	}
	return -1;
}

/* -1 and refused when there is no number from min to max. */
static int take_number(struct parser *p, int min, int max, const char *what)
{
	const char *start = p->at;
	int n = 0;
	int digits = 0;
	while (is_digit(*p->at) && digits < 5) {
		n = n * 10 + (*p->at++ - '0');
		digits++;
	}
	if (digits == 0 || n < min || n > max || is_digit(*p->at)) {
		refuse(p, start, what);
		return -1;
	}
	skip_blanks(p);
	return n;
}

/* The list with room for one more; most have one to four items. */
static void *push_room(struct parser *p, void *list, size_t len, size_t bytes_each)
{
	if (len == SELECTORS_MAX) {
		refuse(p, p->at, "too many items in one rule");
		return list;
	}
	if (len != 0 && (len < 4 || (len & (len - 1)) != 0)) {
		return list;
	}
	char *bigger = arena_alloc(p->arena, len ? len * 2 : 4, bytes_each);
	if (len) {
		memcpy(bigger, list, len * bytes_each);
	}
	return bigger;
}

#define PUSH(p, list, len)                                                                                             \
	((list) = push_room((p), (list), (len), sizeof *(list)), (p)->failed ? NULL : &(list)[(len)++])

/* HH:MM; the colon must follow. */
static int take_time(struct parser *p)
{
	const char *start = p->at;
	int hours = take_number(p, 0, 48, "hours go from 0 to 48");
	if (hours < 0) {
		return -1;
	}
	if (*p->at != ':') {
		refuse(p, p->at, "a time is written with a colon, 09:00");
		return -1;
	}
	p->at++;
	const char *minutes_at = p->at;
	int minutes = take_number(p, 0, 59, "minutes go from 00 to 59");
	if (minutes < 0) {
		return -1;
	}
	if (p->at - minutes_at < 2 || !is_digit(minutes_at[1])) {
		refuse(p, minutes_at, "minutes have two digits");
		return -1;
	}
	if (hours * 60 + minutes > 2 * MINUTES_A_DAY) {
		refuse(p, start, "a time is at most 48:00");
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

static bool add_time(struct parser *p, struct rule *r, int from, int to, bool open_end)
{
	struct span_minutes *s = PUSH(p, r->times, r->times_len);
	if (!s) {
		return false;
	}
	*s = (struct span_minutes){ (int16_t)from, (int16_t)to, open_end };
	return true;
}

static bool parse_time_span(struct parser *p, struct rule *r)
{
	const char *start = p->at;
	int from = take_time(p);
	if (from < 0) {
		return false;
	}
	if (from >= MINUTES_A_DAY) {
		return refuse(p, start, "a period starts before 24:00");
	}
	if (take_char(p, '+')) {
		return add_time(p, r, from, guess_end(from), true);
	}
	if (!take_hyphen(p)) {
		return refuse(p, p->at, "a period needs its end: 09:00-12:00");
	}
	if (!is_digit(*p->at)) {
		return refuse(p, p->at, "the end of the period is missing or is not a time");
	}
	const char *end = p->at;
	int to = take_time(p);
	if (to < 0) {
		return false;
	}
	to += to <= from ? MINUTES_A_DAY : 0;
	if (to > 2 * MINUTES_A_DAY) {
		return refuse(p, end, "a period ends before the second midnight");
	}
	if (take_char(p, '+') &&
			!add_time(p, r, to, guess_end(to) > 2 * MINUTES_A_DAY ? 2 * MINUTES_A_DAY : guess_end(to),
					true)) {
		return false;
	}
	return add_time(p, r, from, to, false);
}

/* True when digits and a colon follow: a time, not a year or a day. */
static bool at_time(const struct parser *p)
{
	size_t digits = strspn(p->at, "0123456789");
	return digits >= 1 && digits <= 2 && p->at[digits] && strchr(":.h", p->at[digits]);
}

/* The comma after an item: does the next thing continue this list? Leaves the comma when it does not. */
static bool take_comma_before(struct parser *p, bool (*continues)(const struct parser *))
{
	if (*p->at != ',') {
		return false;
	}
	struct parser ahead = *p;
	ahead.at++;
	skip_blanks(&ahead);
	if (!continues(&ahead)) {
		return false;
	}
	p->at = ahead.at;
	return true;
}

static bool parse_times(struct parser *p, struct rule *r)
{
	do {
		if (!parse_time_span(p, r)) {
			return false;
		}
	} while (take_comma_before(p, at_time));
	return true;
}

static bool at_weekday(const struct parser *p)
{
	return find_word(p, weekdays, ARRAY_LEN(weekdays)) >= 0 || at_word(p, "PH") || at_word(p, "SH");
}

static bool parse_nth_item(struct parser *p, struct span_weekdays *s)
{
	bool last = take_char(p, '-');
	int from = take_number(p, 1, 5, "the number of a weekday within its month goes from 1 to 5, or -1 to -5");
	int to = from;
	if (from > 0 && !last && take_hyphen(p)) {
		to = take_number(p, from, 5, "the number of a weekday within its month goes from 1 to 5");
	}
	if (from < 0 || to < 0) {
		return false;
	}
	for (int n = from; n <= to; n++) {
		s->nth = (uint16_t)(s->nth | 1U << (last ? n + 5 : n));
	}
	return true;
}

static bool parse_nth(struct parser *p, struct span_weekdays *s)
{
	p->hours->varies = true;
	do {
		if (!parse_nth_item(p, s)) {
			return false;
		}
	} while (take_char(p, ','));
	return take_char(p, ']') || refuse(p, p->at, "a ] is missing");
}

static bool parse_weekday(struct parser *p, struct span_weekdays *s)
{
	if (take_word(p, "PH")) {
		s->holiday = true;
		p->hours->holidays = true;
		return true;
	}
	if (take_word(p, "SH")) {
		s->school = true;
		return true;
	}
	int from = find_word(p, weekdays, ARRAY_LEN(weekdays));
	if (from < 0) {
		return refuse(p, p->at, "a weekday is expected: Mo Tu We Th Fr Sa Su");
	}
	(void)take_word(p, weekdays[from]);
	s->from = s->to = (int8_t)from;
	if (take_char(p, '[')) {
		return parse_nth(p, s);
	}
	if (take_hyphen(p)) {
		int to = find_word(p, weekdays, ARRAY_LEN(weekdays));
		if (to < 0) {
			return refuse(p, p->at, "a weekday is expected after the hyphen: Mo Tu We Th Fr Sa Su");
		}
		(void)take_word(p, weekdays[to]);
		s->to = (int8_t)to;
	}
	return true;
}

/* `PH,Mo-Fr` means holidays and weekdays; `PH Mo-Fr` means weekdays that are holidays. */
static bool parse_weekdays(struct parser *p, struct rule *r)
{
	struct span_weekdays first = { 0 };
	if (!parse_weekday(p, &first)) {
		return false;
	}
	bool apart = (first.holiday || first.school) && *p->at != ',' && at_weekday(p);
	if (apart) {
		struct span_weekdays *s = PUSH(p, r->holidays, r->holidays_len);
		*(s ? s : &first) = first;
		return s != NULL;
	}
	for (;;) {
		struct span_weekdays *s = PUSH(p, r->weekdays, r->weekdays_len);
		if (!s) {
			return false;
		}
		*s = first;
		if (!take_comma_before(p, at_weekday)) {
			return true;
		}
		first = (struct span_weekdays){ 0 };
		if (!parse_weekday(p, &first)) {
			return false;
		}
	}
}

static bool at_digit(const struct parser *p)
{
	return is_digit(*p->at) && !at_time(p);
}

static bool parse_weeks(struct parser *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		int from = take_number(p, 1, 53, "weeks go from 1 to 53");
		int to = from;
		int step = 1;
		if (from > 0 && take_hyphen(p)) {
			to = take_number(p, 1, 53, "weeks go from 1 to 53");
		}
		if (from > 0 && to > 0 && take_char(p, '/')) {
			step = take_number(p, 1, STEP_MAX, "a step goes from 1 to 53");
		}
		struct span_weeks *s = from > 0 && to > 0 && step > 0 ? PUSH(p, r->weeks, r->weeks_len) : NULL;
		if (!s) {
			return false;
		}
		if (to < from) {
			return refuse(p, p->at, "a range of weeks goes upwards");
		}
		*s = (struct span_weeks){ (int8_t)from, (int8_t)to, (int8_t)step };
	} while (take_comma_before(p, at_digit));
	return true;
}

static bool at_year(const struct parser *p)
{
	return strspn(p->at, "0123456789") == 4;
}

static bool at_month(const struct parser *p)
{
	return find_word(p, months, ARRAY_LEN(months)) >= 0 || at_word(p, "easter");
}

static bool parse_years(struct parser *p, struct rule *r)
{
	static const char years[] = "years go from 1600 to 9999";
	p->hours->varies = true;
	do {
		int from = take_number(p, 1600, 9999, years);
		int to = from;
		int step = 1;
		if (from > 0 && take_char(p, '+')) {
			to = 9999;
		} else if (from > 0 && take_hyphen(p)) {
			to = take_number(p, 1600, 9999, years);
		}
		if (from > 0 && to > 0 && take_char(p, '/')) {
			step = take_number(p, 1, STEP_MAX, "a step goes from 1 to 53");
		}
		struct span_years *s = from > 0 && to > 0 && step > 0 ? PUSH(p, r->years, r->years_len) : NULL;
		if (!s) {
			return false;
		}
		if (to < from) {
			return refuse(p, p->at, "a range of years goes upwards");
		}
		*s = (struct span_years){ (int16_t)from, (int16_t)to, (int16_t)step };
	} while (take_comma_before(p, at_year));
	return true;
}

/* `easter`, `easter -2 days`. */
static bool parse_easter(struct parser *p, struct day_point *d)
{
	d->month = 0;
	d->day = 1;
	bool minus = *p->at == '-' && strstr(p->at, "day") && is_digit(p->at[1 + strspn(p->at + 1, " ")]);
	if (!minus && *p->at != '+') {
		return true;
	}
	p->at++;
	skip_blanks(p);
	int days = take_number(p, 1, EASTER_OFFSET_MAX, "days from Easter go from 1 to 60");
	if (days < 0) {
		return false;
	}
	if (!take_word(p, "days") && !take_word(p, "day")) {
		return refuse(p, p->at, "the word days is missing");
	}
	d->offset = (int16_t)(minus ? -days : days);
	return true;
}

/* `Dec`, `Dec 24`, `2026 Dec 24`, `easter`. */
static bool parse_point(struct parser *p, struct day_point *d)
{
	*d = (struct day_point){ 0 };
	if (at_year(p)) {
		d->year = (int16_t)take_number(p, 1600, 9999, "years go from 1600 to 9999");
	}
	if (take_word(p, "easter")) {
		return parse_easter(p, d);
	}
	int month = find_word(p, months, ARRAY_LEN(months));
	if (month < 0) {
		return refuse(p, p->at, "a month is expected: Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
	}
	(void)take_word(p, months[month]);
	d->month = (int8_t)(month + 1);
	if (at_digit(p) && !at_year(p)) {
		const char *start = p->at;
		int day = take_number(p, 1, 31, "days go from 1 to 31");
		if (day > date_days_in_month(2000, d->month)) {
			return refuse(p, start, "the month has no such day");
		}
		d->day = (int8_t)(day > 0 ? day : 0);
	}
	return !p->failed;
}

static bool parse_date_span(struct parser *p, struct span_dates *s)
{
	if (!parse_point(p, &s->from)) {
		return false;
	}
	s->to = s->from;
	if (!take_hyphen(p)) {
		return true;
	}
	if (at_digit(p) && !at_year(p)) { /* Dec 24-26 */
		if (s->from.day == 0 || s->from.month == 0) {
			return refuse(p, p->at, "a month is expected after the hyphen");
		}
		const char *start = p->at;
		int day = take_number(p, 1, 31, "days go from 1 to 31");
		if (day < s->from.day || day > date_days_in_month(2000, s->from.month)) {
			return refuse(p, start, "the month has no such day, or the range goes backwards");
		}
		s->to.day = (int8_t)day;
		return true;
	}
	const char *start = p->at;
	if (!parse_point(p, &s->to)) {
		return false;
	}
	if ((s->from.day == 0) != (s->to.day == 0)) {
		return refuse(p, start, "both ends of a range name a day, or neither does");
	}
	if ((s->from.year == 0) != (s->to.year == 0)) {
		return refuse(p, start, "both ends of a range name a year, or neither does");
	}
	return true;
}

static bool parse_dates(struct parser *p, struct rule *r)
{
	p->hours->varies = true;
	do {
		struct span_dates *s = PUSH(p, r->dates, r->dates_len);
		if (!s || !parse_date_span(p, s)) {
			return false;
		}
	} while (take_comma_before(p, at_month));
	return true;
}

static bool parse_comment(struct parser *p, struct rule *r)
{
	const char *start = p->at++;
	const char *end = strchr(p->at, '"');
	if (!end) {
		return refuse(p, start, "the comment has no closing quote");
	}
	r->comment = arena_strndup(p->arena, p->at, (size_t)(end - p->at));
	p->at = end + 1;
	skip_blanks(p);
	return true;
}

/* The end of a rule: open, off, unknown, a comment. Words alone mean "perhaps", as the specification says. */
static bool parse_state(struct parser *p, struct rule *r, bool *any)
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
		if (take_word(p, states[i].word)) {
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
static bool year_starts_date(const struct parser *p)
{
	struct parser ahead = *p;
	ahead.at += 4;
	skip_blanks(&ahead);
	return at_month(&ahead);
}

static bool parse_selectors(struct parser *p, struct rule *r, bool *any)
{
	for (;;) {
		const char *before = p->at;
		bool ok = true;
		if (at_time(p)) {
			ok = parse_times(p, r);
		} else if (strncmp(p->at, "24/7", 4) == 0) {
			p->at += 4;
			skip_blanks(p);
			ok = add_time(p, r, 0, MINUTES_A_DAY, false);
		} else if (at_month(p) || (at_year(p) && year_starts_date(p))) {
			ok = parse_dates(p, r);
		} else if (at_year(p)) {
			ok = parse_years(p, r);
		} else if (take_word(p, "week")) {
			ok = parse_weeks(p, r);
		} else if (at_weekday(p)) {
			ok = parse_weekdays(p, r);
		}
		if (!ok) {
			return false;
		}
		if (p->at == before) {
			return true;
		}
		*any = true;
		(void)take_char(p, ':'); /* `Dec: Mo 10:00-12:00` */
	}
}

static bool parse_rule(struct parser *p, enum rule_kind kind)
{
	if (p->hours->len == RULES_MAX) {
		return refuse(p, p->at, "too many rules");
	}
	struct rule r = { .kind = kind };
	bool any = false;
	const char *start = p->at;
	if (!parse_selectors(p, &r, &any) || !parse_state(p, &r, &any)) {
		return false;
	}
	if (!any) {
		return refuse(p, start, *start ? "this is not understood" : "a rule is missing");
	}
	p->hours->rules[p->hours->len++] = r;
	return true;
}

static bool parse_all(struct parser *p)
{
	enum rule_kind kind = RULE_NORMAL;
	skip_blanks(p);
	for (;;) {
		if (!parse_rule(p, kind)) {
			return false;
		}
		if (!*p->at) {
			return true;
		}
		if (take_char(p, ';')) {
			kind = RULE_NORMAL;
		} else if (strncmp(p->at, "||", 2) == 0) {
			p->at += 2;
			skip_blanks(p);
			kind = RULE_FALLBACK;
		} else if (take_char(p, ',')) {
			kind = RULE_ADDITIONAL;
		} else {
			return refuse(p, p->at, "this is not understood");
		}
		if (!*p->at && kind == RULE_NORMAL) {
			return true; /* a last semicolon does no harm */
		}
	}
}

bool hours_parse(const char *text, struct arena *arena, const struct hours **out, int *column, struct err *e)
{
	struct parser p = { .text = text, .at = text, .arena = arena, .e = e, .column = column };
	if (strlen(text) > HOURS_TEXT_MAX) {
		return refuse(&p, text + HOURS_TEXT_MAX, "longer than 512 bytes");
	}
	struct rule rules[RULES_MAX];
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
