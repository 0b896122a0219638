/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/hours_lex.h"

#include <string.h>
#include <strings.h>

enum { DAYS_OFFSET_MAX = 366 };

bool lex_refuse(struct lexer *p, const char *at, const char *why)
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

void lex_skip_blanks(struct lexer *p)
{
	while (*p->at == ' ' || *p->at == '\t') {
		p->at++;
	}
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool lex_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A word stands here, whole: "Mo" is not the start of "Mon". */
bool lex_at_word(const struct lexer *p, const char *word)
{
	size_t len = strlen(word);
	return strncasecmp(p->at, word, len) == 0 && !is_letter(p->at[len]);
}

bool lex_take_word(struct lexer *p, const char *word)
{
	if (!lex_at_word(p, word)) {
		return false;
	}
	p->at += strlen(word);
	lex_skip_blanks(p);
	return true;
}

bool lex_take_char(struct lexer *p, char c)
{
	if (*p->at != c) {
		return false;
	}
	p->at++;
	lex_skip_blanks(p);
	return true;
}

/* Hyphen, or the dash people paste. */
bool lex_take_hyphen(struct lexer *p)
{
	if (strncmp(p->at, "–", strlen("–")) == 0) {
		p->at += strlen("–");
		lex_skip_blanks(p);
		return true;
	}
	return lex_take_char(p, '-');
}

int lex_find_word(const struct lexer *p, const char *const *words, int len)
{
	for (int i = 0; i < len; i++) {
		if (lex_at_word(p, words[i])) {
			return i;
		}
	}
	return -1;
}

/* -1 and refused when there is no number from min to max. */
int lex_take_number(struct lexer *p, int min, int max, const char *what)
{
	const char *start = p->at;
	int n = 0;
	int digits = 0;
	while (lex_is_digit(*p->at) && digits < 5) {
		n = n * 10 + (*p->at++ - '0');
		digits++;
	}
	if (digits == 0 || n < min || n > max || lex_is_digit(*p->at)) {
		lex_refuse(p, start, what);
		return -1;
	}
	lex_skip_blanks(p);
	return n;
}

/* The list with room for one more; most have one to four items. */
void *lex_push_room(struct lexer *p, void *list, size_t len, size_t bytes_each)
{
	if (len == SELECTORS_MAX) {
		lex_refuse(p, p->at, "too many items in one rule");
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

/* True when digits and a colon follow: a time, not a year or a day. `Sep 15: Mo` has a colon for the eye. */
bool lex_at_time(const struct lexer *p)
{
	size_t digits = strspn(p->at, "0123456789");
	if (digits < 1 || digits > 2) {
		return false;
	}
	char after = p->at[digits];
	return after == '.' || after == 'h' || (after == ':' && p->at[digits + 1] != ' ' && p->at[digits + 1] != '\0');
}

/* The comma after an item: does the next thing continue this list? Leaves the comma when it does not. */
bool lex_take_comma_before(struct lexer *p, bool (*continues)(const struct lexer *))
{
	if (*p->at != ',') {
		return false;
	}
	struct lexer ahead = *p;
	ahead.at++;
	lex_skip_blanks(&ahead);
	if (!continues(&ahead)) {
		return false;
	}
	p->at = ahead.at;
	return true;
}

bool lex_at_clock(const struct lexer *p)
{
	static const char *const events[] = { "dawn", "sunrise", "sunset", "dusk" };
	return *p->at == '(' || lex_at_time(p) || lex_find_word(p, events, 4) >= 0;
}

bool lex_take_days(struct lexer *p, int16_t *days)
{
	struct lexer ahead = *p;
	bool minus = lex_take_char(&ahead, '-');
	if (!minus && !lex_take_char(&ahead, '+')) {
		return false;
	}
	const char *number = ahead.at;
	ahead.at += strspn(ahead.at, "0123456789");
	lex_skip_blanks(&ahead);
	if (ahead.at == number || (!lex_at_word(&ahead, "day") && !lex_at_word(&ahead, "days"))) {
		return false;
	}
	p->at = number;
	int n = lex_take_number(p, 1, DAYS_OFFSET_MAX, "a number of days goes from 1 to 366");
	if (n < 0) {
		return false;
	}
	p->at = ahead.at + (lex_at_word(&ahead, "days") ? strlen("days") : strlen("day"));
	lex_skip_blanks(p);
	*days = (int16_t)(minus ? -n : n);
	return true;
}

int lex_find_weekday(const struct lexer *p)
{
	static const char *const weekdays[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
	return lex_find_word(p, weekdays, 7);
}
