/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_lex.h - reading opening hours word by word
 *
 * Private to content/store. take_ moves past what it found and the blanks after it; the
 * first refusal is kept, with its column, and everything after it fails quietly. */
#ifndef STORE_HOURS_LEX_H
#define STORE_HOURS_LEX_H

#include "store/hours_rules.h"

struct lexer {
	const char *text, *at;
	struct arena *arena;
	struct hours *hours;
	struct err *e;
	int *column;
	bool failed;
};

/* Returns false. */
bool lex_refuse(struct lexer *p, const char *at, const char *why);
void lex_skip_blanks(struct lexer *p);
bool lex_is_digit(char c);
/* A word stands here, whole: "Mo" is not the start of "Mon". */
bool lex_at_word(const struct lexer *p, const char *word);
bool lex_take_word(struct lexer *p, const char *word);
bool lex_take_char(struct lexer *p, char c);
/* Hyphen, or the dash people paste. */
bool lex_take_hyphen(struct lexer *p);
/* Which of the words stands here, or -1. */
int lex_find_word(const struct lexer *p, const char *const *words, int len);
/* -1 and refused when there is no number from min to max. */
int lex_take_number(struct lexer *p, int min, int max, const char *what);
/* True when digits and a colon follow (or what people write for one): a time, not a year or a day. */
bool lex_at_time(const struct lexer *p);
/* A time of the day starts here: digits with a colon, or an event of the sun. */
bool lex_at_clock(const struct lexer *p);
/* `+3 days`, `-1 day`: false and nothing taken where none stands here. Refuses more than 366. */
bool lex_take_days(struct lexer *p, int16_t *days);
/* Which day of the week, or -1. 0 is Monday. */
int lex_find_weekday(const struct lexer *p);
/* The comma after an item: does the next thing continue this list? Leaves the comma when it does not. */
bool lex_take_comma_before(struct lexer *p, bool (*continues)(const struct lexer *));
/* The list with room for one more; most have one to four items. */
void *lex_push_room(struct lexer *p, void *list, size_t len, size_t bytes_each);
/* Pointer to the new element of a list, or NULL when there are too many. */
#define LEX_PUSH(p, list, len)                                                                                         \
	((list) = lex_push_room((p), (list), (len), sizeof *(list)), (p)->failed ? NULL : &(list)[(len)++])

/* hours_select.c, hours_select_dates.c: which days a rule is about. Each reads one kind of selector into the rule. */
bool select_weekdays(struct lexer *p, struct rule *r);
bool select_weeks(struct lexer *p, struct rule *r);
bool select_years(struct lexer *p, struct rule *r);
/* Into r->dates; months that stood there before are r->months, both must have the day. */
bool select_dates(struct lexer *p, struct rule *r);
/* hours_times.c: periods of the day. */
bool select_times(struct lexer *p, struct rule *r);
bool select_at_weekday(const struct lexer *p);
bool select_at_month(const struct lexer *p);
bool select_at_year(const struct lexer *p);
/* A year stands here that belongs to a date, `2026 Dec 24`, and not to the whole rule. */
bool select_at_dated_year(const struct lexer *p);
/* A day of the month: digits that are no time and no year. */
bool select_at_day(const struct lexer *p);

#endif
