/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/prose.h"

#include <limits.h>
#include <string.h>

#include "base/str.h"
#include "store/language.h"

/* The word is an item of the list (store/language.h); NULL: of none. */
static bool is_listed(const char *list, const char *word, size_t len)
{
	const char *item;
	size_t item_len;
	for (const char *at = list; at && language_next(&at, &item, &item_len);) {
		if (item_len == len && memcmp(item, word, len) == 0) {
			return true;
		}
	}
	return false;
}

/* The bytes with which the items of a list begin. Most places of a text begin with none of them, and the list is not
 * read there: a text of megabytes is checked in a fraction of a second. */
struct first_bytes {
	bool of[UCHAR_MAX + 1];
};

static struct first_bytes first_bytes_of(const char *list)
{
	struct first_bytes first = { 0 };
	const char *item;
	size_t len;
	for (const char *at = list; at && language_next(&at, &item, &len);) {
		first.of[(unsigned char)*item] = true;
	}
	return first;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

/* Letters and digits make a word; punctuation standing alone (« : ») does not. */
static bool is_wordy(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x2BFF) && c != 0x3001 && c != 0x3002);
}

struct token {
	const char *from, *to; /* without the blanks around it */
	bool wordy;
	bool ends_sentence;
};

/* Bytes of the closing quote or bracket that the token ends with; 0: none. */
static size_t closing(const char *from, const char *end)
{
	static const char *const marks[] = { ")", "\"", "»", "”" };
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		size_t len = strlen(marks[i]);
		if ((size_t)(end - from) >= len && memcmp(end - len, marks[i], len) == 0) {
			return len;
		}
	}
	return 0;
}

static bool ends_sentence(const struct token *t, const char *abbreviations)
{
	const char *end = t->to;
	/* A closing quote or bracket may follow the full stop. */
	for (size_t len = closing(t->from, end); len > 0; len = closing(t->from, end)) {
		end -= len;
	}
	if (end == t->from) {
		return false;
	}
	char last = end[-1];
	if (last == '!' || last == '?' || last == ';') {
		return true;
	}
	if (end - t->from >= 3 && memcmp(end - 3, "…", 3) == 0) {
		return true;
	}
	if (end - t->from >= 2 && (memcmp(end - 2, "؟", 2) == 0 || memcmp(end - 2, "؛", 2) == 0)) {
		return true; /* Arabic question mark and semicolon */
	}
	return last == '.' && !is_listed(abbreviations, t->from, (size_t)(end - 1 - t->from)) && end - 1 - t->from != 1;
}

static bool next_token(const char **at, const char *end, const char *abbreviations, struct token *out)
{
	const char *p = *at;
	const char *before = p;
	while (p < end && is_blank(utf8_next(&p, end))) {
		before = p;
	}
	if (before >= end) {
		return false;
	}
	*out = (struct token){ .from = before, .to = end };
	for (p = before; p < end;) {
		const char *start = p;
		uint32_t c = utf8_next(&p, end);
		if (is_blank(c)) {
			out->to = start;
			break;
		}
		out->wordy |= is_wordy(c);
	}
	out->ends_sentence = ends_sentence(out, abbreviations);
	*at = p;
	return true;
}

int prose_count_words(const char *text)
{
	int words = 0;
	const char *at = text;
	struct token t;
	while (next_token(&at, text + strlen(text), NULL, &t)) {
		words += t.wordy;
	}
	return words;
}

enum { EASY_QUOTED = 60 }; /* bytes of a line in a message */

/* Sentences of one line; words behind the last full stop are one more. */
static int count_sentences(const char *line, const char *end, const char *abbreviations)
{
	int sentences = 0;
	bool words = false;
	struct token t;
	for (const char *at = line; next_token(&at, end, abbreviations, &t);) {
		words |= t.wordy;
		if (words && t.ends_sentence) {
			sentences++;
			words = false;
		}
	}
	return sentences + words;
}

static void check_lines(struct report *r, const char *file, int line, const char *text, const char *abbreviations)
{
	for (const char *at = text; *at;) {
		size_t len = strcspn(at, "\n");
		if (count_sentences(at, at + len, abbreviations) > 1) {
			report_warning(r, file, line,
					"several sentences on one line in easy reading: \"%.*s\". Give each a line of "
					"its "
					"own, or keep one",
					len < EASY_QUOTED ? (int)len : EASY_QUOTED, at);
		}
		at += len + (at[len] == '\n');
	}
}

void prose_check_sentences(struct report *r, const char *file, int line, const char *text, bool easy,
		const char *abbreviations)
{
	int limit = easy ? PROSE_WORDS_MAX_EASY : PROSE_WORDS_MAX;
	const char *end = text + strlen(text);
	const char *start = NULL;
	int words = 0;
	struct token t;
	if (easy) {
		check_lines(r, file, line, text, abbreviations);
	}
	for (const char *at = text; next_token(&at, end, abbreviations, &t);) {
		start = start ? start : t.from;
		words += t.wordy;
		if (!t.ends_sentence && *at) {
			continue;
		}
		if (words > limit) {
			char opening[64];
			str_cut(opening, sizeof opening, start);
			report_warning(r, file, line, "a sentence of %d words (at most %d): \"%s...\". Make it two",
					words, limit, opening);
		}
		start = NULL;
		words = 0;
	}
}

bool prose_next_acronym(const char **at, char *out, size_t size)
{
	const char *p = *at;
	const char *end = p + strlen(p);
	while (p < end) {
		const char *from = p;
		size_t len = 0;
		bool only = true;
		while (p < end) {
			const char *next = p;
			uint32_t c = utf8_next(&next, end);
			if (!is_wordy(c)) {
				break;
			}
			only = only && ((c >= 'A' && c <= 'Z') || (p > from && c >= '0' && c <= '9'));
			len++;
			p = next;
		}
		if (only && len >= 2 && len <= 8 && from[1] >= 'A' && from[1] <= 'Z' && len < size) {
			str_cut(out, len + 1, from);
			*at = p;
			return true;
		}
		if (p < end && p == from) {
			utf8_next(&p, end);
		}
	}
	*at = p;
	return false;
}

/* What a mark may stick to: letters, digits, closing brackets, and the marks {1} of messages. */
static bool sticks(uint32_t c)
{
	return is_wordy(c) || c == ')' || c == '}' || c == '{' || c == '/';
}

const char *prose_find_break(const char *text, const char *before, const char *after)
{
	const struct first_bytes first_before = first_bytes_of(before), first_after = first_bytes_of(after);
	const char *end = text + strlen(text);
	uint32_t last = 0;
	for (const char *at = text; at < end;) {
		const char *mark = at;
		uint32_t c = utf8_next(&at, end);
		const char *peek = at;
		uint32_t next = at < end ? utf8_next(&peek, end) : 0;
		size_t len = (size_t)(at - mark);
		unsigned char byte = (unsigned char)*mark;
		if (first_before.of[byte] && (last == ' ' || (sticks(last) && !sticks(next))) &&
				is_listed(before, mark, len)) {
			return mark;
		}
		if (first_after.of[byte] && (next == ' ' || is_wordy(next)) && is_listed(after, mark, len)) {
			return mark;
		}
		last = c;
	}
	return NULL;
}

/* An ending stands at `at`, and the word does not go on behind it. */
static bool is_ending(const char *at, const char *end, const char *item, size_t len)
{
	if ((size_t)(end - at) < len || memcmp(at, item, len) != 0) {
		return false;
	}
	const char *last = item + len - 1;
	while (last > item && ((unsigned char)*last & 0xC0) == 0x80) {
		last--;
	}
	const char *next = at + len;
	return !is_wordy(utf8_next(&last, item + len)) || next == end || !is_wordy(utf8_next(&next, end));
}

const char *prose_find_ending(const char *text, const char *avoid)
{
	const struct first_bytes first = first_bytes_of(avoid);
	const char *end = text + strlen(text);
	uint32_t before = 0;
	for (const char *at = text; at < end;) {
		const char *item;
		size_t len;
		bool may = is_wordy(before) && first.of[(unsigned char)*at];
		for (const char *list = avoid; may && language_next(&list, &item, &len);) {
			if (is_ending(at, end, item, len)) {
				return at;
			}
		}
		before = utf8_next(&at, end);
	}
	return NULL;
}

int prose_latest_year(const char *text)
{
	int latest = 0;
	for (const char *at = text; *at;) {
		size_t digits = strspn(at, "0123456789");
		int year = 0;
		for (size_t i = 0; i < digits && digits == 4; i++) {
			year = year * 10 + (at[i] - '0');
		}
		if (year >= 1900 && year <= 2099 && year > latest) {
			latest = year;
		}
		at += digits ? digits : 1;
	}
	return latest;
}
