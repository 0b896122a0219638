/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_question.h"

#include <string.h>

#include "base/str.h"

enum { FIRST_LETTERS = 1 }; /* a single letter only looks at titles */

void question_read(const struct search_language *language, const char *text, size_t len, struct question *q)
{
	size_t at = 0;
	struct word w;
	*q = (struct question){ .language = language };
	while (q->len < QUERY_WORDS_MAX && word_next(language, text, len, &at, &w)) {
		bool last = w.to >= len;
		if (word_is_stop(language, w.text) && !last) {
			continue;
		}
		q->words[q->len++] = w;
		q->unfinished = last;
	}
	/* "conseil en": a little word at the end is only kept when it is all there is. */
	if (q->len > 1 && q->unfinished && word_is_stop(language, q->words[q->len - 1].text)) {
		q->len--;
		q->unfinished = false;
	}
}

bool question_is_open(const struct question *q, int i)
{
	return q->unfinished && i == q->len - 1;
}

static void add_stem(const struct search_index *s, unsigned lang, const char *word, struct buf *out)
{
	char stem[WORD_BYTES];
	word_stem(&s->languages.at[lang], word, strlen(word), stem);
	buf_printf(out, "=%s", stem);
}

/* Do the words from `i` on say this name? An unfinished last word counts from its third letter, after a whole first
 * one. */
static bool says(const struct question *q, int i, const struct synonym *y)
{
	int words = 0;
	for (int k = 0; k < y->words_len; k++) {
		if (word_is_stop(q->language, y->words[k])) {
			continue; /* the question has none either */
		}
		int at = i + words++;
		if (at >= q->len) {
			return false;
		}
		const struct word *w = &q->words[at];
		bool begins = question_is_open(q, at) && words > 1 && w->len >= 3 && str_starts(y->words[k], w->text);
		if (!begins && strcmp(w->text, y->words[k]) != 0 && strcmp(q->first_stems[at], y->stems[k]) != 0) {
			return false;
		}
	}
	return words > 0;
}

static int meaningful_words(const struct question *q, const struct synonym *y)
{
	int words = 0;
	for (int k = 0; k < y->words_len; k++) {
		words += !word_is_stop(q->language, y->words[k]);
	}
	return words;
}

/* The longest name that starts at word `i`, or NULL. */
static const struct synonym *find_synonym(const struct search_index *s, const struct question *q, int i)
{
	const struct synonym *best = NULL;
	for (size_t k = 0; k < s->synonyms_len; k++) {
		const struct synonym *y = &s->synonyms[k];
		if (says(q, i, y) && (!best || meaningful_words(q, y) > meaningful_words(q, best))) {
			best = y;
		}
	}
	return best;
}

void question_link(const struct search_index *s, unsigned lang, struct question *q)
{
	for (int i = 0; i < q->len; i++) {
		word_stem(&s->languages.at[lang], q->words[i].text, q->words[i].len, q->stems[i]);
		word_stem(&s->languages.at[LANGUAGE_MAIN], q->words[i].text, q->words[i].len, q->first_stems[i]);
	}
	for (int i = 0; i < q->len;) {
		const struct synonym *said = find_synonym(s, q, i);
		int words = said ? meaningful_words(q, said) : 1;
		for (int k = 0; k < words && i + k < q->len; k++) {
			q->groups[i + k] = said ? said->group : -1;
		}
		i += words;
	}
}

static void add_phrase(const struct search_index *s, unsigned lang, const struct synonym *y, struct buf *out)
{
	buf_add_char(out, '"');
	for (int k = 0; k < y->words_len; k++) {
		if (k > 0) {
			buf_add_char(out, ' ');
		}
		add_stem(s, lang, y->words[k], out);
	}
	buf_add_char(out, '"');
}

static void add_word(const struct search_index *s, unsigned lang, const struct question *q, int i, struct buf *out)
{
	buf_add_text(out, "(\"");
	add_stem(s, lang, q->words[i].text, out);
	buf_add_char(out, '"');
	if (question_is_open(q, i)) {
		buf_printf(out, " OR \"%s\" *", q->words[i].text);
	}
	buf_add_char(out, ')');
}

/* All names of the group, or the words as they were typed. Returns how many words of the question it took. */
static int add_unit(const struct search_index *s, unsigned lang, const struct question *q, int i, struct buf *out)
{
	const struct synonym *said = find_synonym(s, q, i);
	if (!said) {
		add_word(s, lang, q, i, out);
		return 1;
	}
	int words = meaningful_words(q, said);
	buf_add_text(out, "((");
	for (int k = 0; k < words; k++) {
		buf_add_text(out, k ? " AND " : "");
		add_word(s, lang, q, i + k, out);
	}
	buf_add_char(out, ')');
	for (size_t k = 0; k < s->synonyms_len; k++) {
		if (s->synonyms[k].group == said->group) {
			buf_add_text(out, " OR ");
			add_phrase(s, lang, &s->synonyms[k], out);
		}
	}
	buf_add_char(out, ')');
	return words;
}

/* Every word is letters and digits: nothing needs escaping. */
void question_encode(const struct search_index *s, unsigned lang, const struct question *q, bool any, struct buf *out)
{
	buf_clear(out);
	/* One letter is in most texts: the titles say enough. */
	if (q->len == 1 && q->unfinished && q->words[0].len <= FIRST_LETTERS) {
		buf_add_text(out, "title : ");
	}
	for (int i = 0; i < q->len;) {
		buf_add_text(out, i == 0 ? "" : any ? " OR " : " AND ");
		i += add_unit(s, lang, q, i, out);
	}
}
