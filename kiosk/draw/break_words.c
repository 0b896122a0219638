/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a text may be broken: its words, and what keeps two of them together. */
#include "draw/break_private.h"

#include <string.h>

#include "draw/linebreaks.h"

size_t break_trimmed(const char *text, size_t len)
{
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n')) {
		len--;
	}
	return len;
}

bool break_ends_in_hyphen(const char *text, size_t len)
{
	return len > 1 && text[len - 1] == '-';
}

void break_add_word(struct breaker *b, size_t span, const char *text, size_t len, bool glued, bool newline)
{
	struct break_word *w = &b->words[b->word_count++];
	enum font_weight weight = b->spans[span].weight;
	size_t shown = len > 0 && text[len - 1] == '\n' ? len - 1 : len;
	*w = (struct break_word){ .text = text, .len = shown, .span = span, .glued = glued, .newline = newline };
	w->solid_len = break_trimmed(text, len);
	w->hyphen = break_ends_in_hyphen(text, shown);
	w->w = fonts_measure(b->f, weight, b->size_px, text, w->len);
	w->solid_w = fonts_measure(b->f, weight, b->size_px, text, w->solid_len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The space at `at` stands between a number of up to three digits and the word that it counts or measures: "2
 * articles", "17 h", "(42 km)" and "4,2 km" stay on one line. Longer numbers are years, postcodes and telephones. */
static bool is_after_number(const char *all, size_t at, size_t total)
{
	enum { DIGITS_MAX = 3 };
	if (all[at] != ' ' || at + 1 >= total) {
		return false;
	}
	char next = all[at + 1];
	bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next & '\x80');
	size_t digits = 0;
	while (digits < at && is_digit(all[at - 1 - digits])) {
		digits++;
	}
	size_t from = at - digits;
	char before = from > 0 ? all[from - 1] : ' ';
	bool decimal = from > 1 && (before == ',' || before == '.') && is_digit(all[from - 2]);
	bool begins = before == ' ' || before == '(' || decimal;
	return letter && begins && digits > 0 && digits <= DIGITS_MAX;
}

/* The space at `at` stands between a word of two or three capitals and a number: "CS 50415" and "BP 12" stay on one
 * line. A letter alone may be a word, and longer words are those of a title. */
static bool is_before_number(const char *all, size_t at, size_t total)
{
	enum { CAPITALS_MIN = 2, CAPITALS_MAX = 3 };
	if (all[at] != ' ' || at + 1 >= total || !is_digit(all[at + 1])) {
		return false;
	}
	size_t capitals = 0;
	while (capitals < at && all[at - 1 - capitals] >= 'A' && all[at - 1 - capitals] <= 'Z') {
		capitals++;
	}
	char before = capitals < at ? all[at - capitals - 1] : ' ';
	return capitals >= CAPITALS_MIN && capitals <= CAPITALS_MAX &&
	       (before == ' ' || before == '(' || before == '\n');
}

/* UAX #14 over all spans together: a change of weight is no opportunity by itself. */
void break_find_words(struct breaker *b)
{
	size_t total = 0;
	for (size_t i = 0; i < b->span_count; i++) {
		total += b->spans[i].len;
	}
	char *all = arena_alloc(b->arena, total + 1, 1);
	char *breaks = arena_alloc(b->arena, total + 1, 1);
	size_t at = 0;
	for (size_t i = 0; i < b->span_count; i++) {
		memcpy(all + at, b->spans[i].text, b->spans[i].len);
		at += b->spans[i].len;
	}
	linebreaks_find(all, total, b->language, breaks);
	b->words = ARENA_ARRAY(b->arena, struct break_word, total + b->span_count + 1);
	bool glued = false;
	at = 0;
	for (size_t span = 0; span < b->span_count; span++) {
		size_t from = 0;
		for (size_t i = 0; i < b->spans[span].len; i++) {
			char kind = breaks[at + i];
			bool end_of_span = i + 1 == b->spans[span].len;
			bool newline = b->spans[span].text[i] == '\n';
			bool kept = is_after_number(all, at + i, total) || is_before_number(all, at + i, total);
			bool may_break = (kind == LINEBREAKS_MAY && !kept) || newline;
			if (may_break || end_of_span) {
				break_add_word(b, span, b->spans[span].text + from, i + 1 - from, glued, newline);
				glued = !may_break;
				from = i + 1;
			}
		}
		at += b->spans[span].len;
	}
}
