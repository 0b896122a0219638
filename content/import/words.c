/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/words.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "compile/pack.h"
#include "store/search_words.h"

void words_fold(const char *text, struct buf *out)
{
	struct word w;
	size_t at = 0;
	size_t len = strlen(text);
	while (word_next(NULL, text, len, &at, &w)) {
		if (out->len) {
			buf_add_char(out, ' ');
		}
		buf_add(out, w.text, w.len);
	}
}

const char *words_folded(struct arena *a, const char *text)
{
	struct buf out = { 0 };
	words_fold(text, &out);
	const char *folded = arena_strdup(a, buf_text(&out));
	buf_finish(&out);
	return folded;
}

void words_add(struct word_set *s, struct arena *a, const char *text)
{
	s->written = pack_grow(a, s->written, s->len, sizeof *s->written);
	s->folded = pack_grow(a, s->folded, s->len, sizeof *s->folded);
	s->written[s->len] = text;
	s->folded[s->len++] = words_folded(a, text);
}

int words_find(const struct word_set *s, const char *folded)
{
	for (size_t i = 0; i < s->len; i++) {
		if (str_equal(s->folded[i], folded)) {
			return (int)i;
		}
	}
	return -1;
}

/* ---- blanks and replacements ---- */

static const char *in_arena(struct arena *a, struct buf *b)
{
	const char *text = arena_strndup(a, buf_text(b), b->len);
	buf_finish(b);
	return text;
}

const char *words_replace(struct arena *a, const char *text, const struct word_pairs *pairs)
{
	for (size_t i = 0; i < pairs->len; i++) {
		const char *from = pairs->at[i].from;
		size_t len = strlen(from);
		struct buf out = { 0 };
		const char *found;
		while (len > 0 && (found = strstr(text, from)) != NULL) {
			buf_add(&out, text, (size_t)(found - text));
			buf_add_text(&out, pairs->at[i].to);
			text = found + len;
		}
		buf_add_text(&out, text);
		text = in_arena(a, &out);
	}
	return text;
}

static const char *one_blank(struct arena *a, const char *text)
{
	struct buf out = { 0 };
	for (const char *at = text; *at;) {
		at += strspn(at, " \t\r\n");
		size_t len = strcspn(at, " \t\r\n");
		if (len > 0 && out.len > 0) {
			buf_add_char(&out, ' ');
		}
		buf_add(&out, at, len);
		at += len;
	}
	return in_arena(a, &out);
}

const char *words_tidy(const struct words *w, struct arena *a, const char *text)
{
	/* Twice: a replacement may stand for a blank, and may leave two. */
	return one_blank(a, words_replace(a, one_blank(a, text), &w->replace));
}

/* ---- capitals ---- */

/* Latin, Greek and Cyrillic: the alphabets in which a source may write names in capitals. */
static uint32_t small_of(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
			(c >= 0x410 && c <= 0x42F)) {
		return c + 32;
	}
	if (c >= 0x400 && c <= 0x40F) {
		return c + 80;
	}
	if (c == 0x178) {
		return 0xFF;
	}
	bool even_first = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
	bool odd_first = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
	return (even_first && c % 2 == 0) || (odd_first && c % 2 == 1) ? c + 1 : c;
}

static bool is_letter(uint32_t c)
{
	return (c < 0x80 && isalpha((int)c)) || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000);
}

struct token {
	const char *from, *to;
	size_t letters;
	bool capitals; /* no small letter in it */
	char folded[WORD_BYTES];
};

/* The next run of letters from *at on; false at the end. */
static bool next_token(const char **at, struct token *t)
{
	const char *end = *at + strlen(*at);
	*t = (struct token){ .capitals = true };
	const char *p = *at;
	while (p < end) {
		const char *from = p;
		uint32_t c = utf8_next(&p, end);
		if (is_letter(c)) {
			t->from = t->from ? t->from : from;
			t->to = p;
			t->letters++;
			t->capitals = t->capitals && small_of(c) != c;
		} else if (t->from) {
			break;
		}
	}
	if (!t->from) {
		return false;
	}
	struct word w;
	size_t start = 0;
	if (word_next(NULL, t->from, (size_t)(t->to - t->from), &start, &w)) {
		str_cut(t->folded, sizeof t->folded, w.text);
	}
	*at = t->to;
	return true;
}

/* The first letter as it is or small, the others small. */
static void add_small(struct buf *out, const struct token *t, bool first_too)
{
	bool first = !first_too;
	for (const char *p = t->from; p < t->to;) {
		uint32_t c = utf8_next(&p, t->to);
		char bytes[4];
		buf_add(out, bytes, utf8_put(first ? c : small_of(c), bytes));
		first = false;
	}
}

static uint32_t capital_of(uint32_t c)
{
	if (c < 0x80) {
		return (uint32_t)toupper((int)c);
	}
	return small_of(c - 32) == c ? c - 32 : c;
}

static void add_capital(struct buf *out, const char *text)
{
	const char *rest = text;
	uint32_t c = utf8_next(&rest, text + strlen(text));
	char bytes[4];
	buf_add(out, bytes, utf8_put(capital_of(c), bytes));
	buf_add_text(out, rest);
}

static bool begins_with_vowel(const char *text)
{
	struct word w;
	size_t at = 0;
	return word_next(NULL, text, strlen(text), &at, &w) && strchr("aeiouyh", w.text[0]);
}

/* Writes one word that stands in capitals. */
static void add_uncapital(const struct words *w, struct buf *out, const struct token *t, bool first)
{
	int kept = words_find(&w->keep, t->folded);
	int spelled = words_find(&w->spelled, t->folded);
	if (kept >= 0) {
		buf_add_text(out, w->keep.written[kept]);
	} else if (spelled >= 0) {
		buf_add_text(out, w->spelled.written[spelled]);
	} else if (t->letters == 1) { /* the letter of a number: 1 B */
		buf_add(out, t->from, (size_t)(t->to - t->from));
	} else {
		bool small = words_find(&w->small, t->folded) >= 0 || words_find(&w->streets, t->folded) >= 0;
		add_small(out, t, small && !first);
	}
}

/* A word of a source that has no accents: "Ecole" where the list has "École". Words in small letters stay. */
static void add_accents(const struct words *w, struct buf *out, const struct token *t)
{
	const char *from = t->from;
	uint32_t first = utf8_next(&from, t->to);
	int spelled = small_of(first) != first ? words_find(&w->spelled, t->folded) : -1;
	if (spelled >= 0) {
		buf_add_text(out, w->spelled.written[spelled]);
	} else {
		buf_add(out, t->from, (size_t)(t->to - t->from));
	}
}

const char *words_uncapital(const struct words *w, struct arena *a, const char *text)
{
	struct buf out = { 0 };
	const char *from = text;
	const char *at = text;
	struct token t;
	while (next_token(&at, &t)) {
		bool first = out.len == 0 && t.from == text;
		buf_add(&out, from, (size_t)(t.from - from));
		from = t.to;
		bool elision = t.letters == 1 && t.capitals && words_find(&w->elided, t.folded) >= 0 && *t.to == ' ' &&
			       begins_with_vowel(t.to);
		if (elision) {
			const char *written = w->elided.written[words_find(&w->elided, t.folded)];
			if (first) {
				add_capital(&out, written);
			} else {
				buf_add_text(&out, written);
			}
			from++;
		} else if (t.capitals) {
			add_uncapital(w, &out, &t, first);
		} else {
			add_accents(w, &out, &t);
		}
	}
	buf_add_text(&out, from);
	return in_arena(a, &out);
}

/* ---- addresses ---- */

/* "10 Rue" -> "10 rue": a kind of street is small where it does not begin the part. */
static const char *small_streets(const struct words *w, struct arena *a, const char *part)
{
	struct buf out = { 0 };
	const char *from = part;
	const char *at = part;
	struct token t;
	bool numbered = isdigit((unsigned char)part[0]);
	while (numbered && next_token(&at, &t)) {
		if (words_find(&w->streets, t.folded) >= 0) {
			buf_add(&out, from, (size_t)(t.from - from));
			add_small(&out, &t, true);
			from = t.to;
			break;
		}
		if (t.letters > 3) { /* further than "12 bis A": the name of the street has begun */
			break;
		}
	}
	buf_add_text(&out, from);
	return in_arena(a, &out);
}

static bool goes_last(const struct words *w, const char *part)
{
	struct word first;
	size_t at = 0;
	if (!word_next(NULL, part, strlen(part), &at, &first)) {
		return false;
	}
	char letters[WORD_BYTES]; /* "BP12" and "BP 12" */
	str_cut(letters, sizeof letters, first.text);
	letters[strcspn(letters, "0123456789")] = '\0';
	return letters[0] && words_find(&w->last, letters) >= 0;
}

/* The next part between commas, without marks around it; NULL at the end. A number alone belongs to what follows:
 * "212, rue" is one part. */
static const char *next_part(struct arena *a, const char **at)
{
	const char *number = NULL;
	for (;;) {
		*at += strspn(*at, " ,.;");
		if (**at == '\0') {
			return number;
		}
		size_t len = strcspn(*at, ",");
		size_t used = len;
		while (used > 0 && strchr(" .;", (*at)[used - 1])) {
			used--;
		}
		const char *part = number ? arena_printf(a, "%s %.*s", number, (int)used, *at)
					  : arena_strndup(a, *at, used);
		*at += len;
		if (number || strspn(part, "0123456789") != used) {
			return part;
		}
		number = part;
	}
}

const char *words_address(const struct words *w, struct arena *a, const char *text)
{
	text = one_blank(a, words_replace(a, text, &w->address_replace));
	struct buf out = { 0 };
	for (int last = 0; last < 2; last++) {
		const char *part;
		for (const char *at = text; (part = next_part(a, &at)) != NULL;) {
			if (goes_last(w, part) == (last == 1)) {
				buf_add_text(&out, out.len ? ", " : "");
				add_capital(&out, small_streets(w, a, part));
			}
		}
	}
	return in_arena(a, &out);
}

/* ---- names in another spelling ---- */

static const char *in_full(const struct words *w, const char *word)
{
	for (size_t i = 0; i < w->abbreviated.len; i++) {
		if (str_equal(w->abbreviated.at[i].from, word)) {
			return w->abbreviated.at[i].to;
		}
	}
	return word;
}

const char *words_in_full(const struct words *w, struct arena *a, const char *text)
{
	struct buf out = { 0 };
	struct word next;
	size_t at = 0;
	size_t len = strlen(text);
	while (word_next(NULL, text, len, &at, &next)) {
		buf_printf(&out, "%s%s", out.len ? " " : "", in_full(w, next.text));
	}
	return in_arena(a, &out);
}

const char *words_respell(const struct words *w, struct arena *a, const char *text, const char *name)
{
	const char *wanted = words_in_full(w, a, name);
	size_t len = strlen(text);
	struct word first;
	for (size_t start = 0; wanted[0] && word_next(NULL, text, len, &start, &first);) {
		struct buf found = { 0 };
		size_t at = first.from;
		struct word next = first;
		while (found.len < strlen(wanted) && word_next(NULL, text, len, &at, &next)) {
			buf_printf(&found, "%s%s", found.len ? " " : "", in_full(w, next.text));
		}
		bool same = str_equal(buf_text(&found), wanted);
		buf_finish(&found);
		if (same) {
			return arena_printf(a, "%.*s%s%s", (int)first.from, text, name, text + next.to);
		}
	}
	return text;
}
