/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules and states of opening hours, and the order of what a rule is made of. */
#include <string.h>

#include "base/str.h"
#include "store/hours_lex.h"

static bool parse_comment(struct lexer *p, struct rule *r)
{
	const char *start = p->at++;
	const char *end = strchr(p->at, '"');
	if (!end) {
		return lex_refuse(p, start, "the comment has no closing quote");
	}
	if (end == p->at) {
		return lex_refuse(p, start, "the comment is empty");
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
	bool before = r->comment != NULL; /* `"summer": Mo 10:00-12:00`: perhaps */
	r->status = before ? HOURS_UNKNOWN : HOURS_OPEN;
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		if (lex_take_word(p, states[i].word)) {
			r->status = before && states[i].status == HOURS_CLOSED ? HOURS_UNKNOWN : states[i].status;
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

/* 24/7 */
static bool select_always(struct lexer *p, struct rule *r)
{
	struct span_minutes *s = LEX_PUSH(p, r->times, r->times_len);
	if (!s) {
		return false;
	}
	p->at += 4;
	lex_skip_blanks(p);
	*s = (struct span_minutes){ .from = { 0, -1 }, .to = { MINUTES_A_DAY, -1 } };
	return true;
}

static bool at_always(const struct lexer *p)
{
	return strncmp(p->at, "24/7", 4) == 0;
}

static bool at_dates(const struct lexer *p)
{
	return select_at_month(p) || select_at_dated_year(p);
}

static bool at_weeks(const struct lexer *p)
{
	return lex_at_word(p, "week");
}

static bool take_weeks(struct lexer *p, struct rule *r)
{
	(void)lex_take_word(p, "week");
	return select_weeks(p, r);
}

/* In the order of the specification; months may stand before dates, holidays before weekdays. The first that is seen
 * here reads. */
static const struct selector {
	bool (*at)(const struct lexer *);
	bool (*read)(struct lexer *, struct rule *);
	int most; /* of them in a rule, one after the other */
} selectors[] = {
	{ at_always, select_always, 1 },
	{ lex_at_clock, select_times, 1 },
	{ at_dates, select_dates, 2 },
	{ select_at_year, select_years, 1 },
	{ at_weeks, take_weeks, 1 },
	{ select_at_weekday, select_weekdays, 2 },
};
/* Place of each of them in a rule. */
static const int places[ARRAY_LEN(selectors)] = { 5, 5, 2, 1, 3, 4 };

static const struct selector *selector_here(const struct lexer *p)
{
	for (size_t i = 0; i < ARRAY_LEN(selectors); i++) {
		if (selectors[i].at(p)) {
			return &selectors[i];
		}
	}
	return NULL;
}

static bool parse_selectors(struct lexer *p, struct rule *r, bool *any)
{
	int place = 0;
	int count = 0;
	for (const struct selector *s = selector_here(p); s; s = selector_here(p)) {
		int here = places[s - selectors];
		count = here == place ? count + 1 : 1;
		bool holidays = s->read != select_weekdays || count == 1 || r->holidays_len > 0;
		if (here < place || count > s->most || !holidays) {
			return lex_refuse(p, p->at,
					"a rule goes from years to dates, weeks, weekdays, times, each once; rules are "
					"separated by a semicolon or a comma");
		}
		place = here;
		if (!s->read(p, r)) {
			return false;
		}
		*any = true;
		if (place < places[0]) {
			(void)lex_take_char(p, ':'); /* `Dec: Mo 10:00-12:00` */
		}
	}
	return true;
}

/* `"summer": Mo 10:00-12:00` */
static bool parse_words_before(struct lexer *p, struct rule *r)
{
	struct lexer ahead = *p;
	if (*p->at != '"' || !parse_comment(&ahead, r) || *ahead.at != ':') {
		r->comment = NULL;
		return !ahead.failed || (p->failed = true, false);
	}
	p->at = ahead.at;
	return lex_take_char(p, ':');
}

static bool parse_rule(struct lexer *p, enum rule_kind kind)
{
	if (p->hours->len == RULES_MAX) {
		return lex_refuse(p, p->at, "too many rules");
	}
	struct rule r = { .kind = kind };
	bool any = false;
	const char *start = p->at;
	if (!parse_words_before(p, &r) || !parse_selectors(p, &r, &any) || !parse_state(p, &r, &any)) {
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
		} else if (lex_take_char(p, ',')) { /* what is added to a fallback is one */
			kind = kind == RULE_FALLBACK ? RULE_FALLBACK : RULE_ADDITIONAL;
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

const struct hours *hours_at(const struct hours *h, const struct hours_where *where, struct arena *arena)
{
	if (!hours_need_holidays(h) && !hours_need_sun(h)) {
		return h;
	}
	struct hours *at = ARENA_NEW(arena, struct hours);
	*at = *h;
	at->where = *where;
	return at;
}

bool hours_need_holidays(const struct hours *h)
{
	return h->holidays;
}

bool hours_need_sun(const struct hours *h)
{
	return h->sunny != 0;
}

/* Times of the sun are found anew for each day. */
enum { PARTS_OF_SUN = 8 };

int hours_parts(const struct hours *h)
{
	size_t parts = h->len;
	for (size_t i = 0; i < h->len; i++) {
		const struct rule *r = &h->rules[i];
		parts += r->times_len * (h->sunny >> i & 1 ? PARTS_OF_SUN : 1);
		parts += r->years_len + r->weeks_len + r->weekdays_len + r->holidays_len + r->months_len + r->dates_len;
	}
	return (int)parts;
}
