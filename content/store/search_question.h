/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_question.h - a typed question, as words, and as FTS5 asks for them
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_QUESTION_H
#define STORE_SEARCH_QUESTION_H

#include "base/buf.h"
#include "store/search_index.h"

struct question {
	const struct search_language *language;
	struct word words[QUERY_WORDS_MAX];
	int len;
	bool unfinished;                               /* the last word may go on */
	char stems[QUERY_WORDS_MAX][WORD_BYTES];       /* in the language asked */
	char first_stems[QUERY_WORDS_MAX][WORD_BYTES]; /* in language 0 */
	/* Group of names the word is part of (« Pôle emploi »), -1: none. These three are set by question_link(). */
	int groups[QUERY_WORDS_MAX];
};

/* Words that mean nothing in the language are left out, unless there is nothing else. Borrows the language. */
void question_read(const struct search_language *language, const char *text, size_t len, struct question *q);
/* Finds stems and the names of things in the question. */
void question_link(const struct search_index *s, unsigned lang, struct question *q);
/* Is word `i` the last one, and may it go on? */
bool question_is_open(const struct question *q, int i);
/* Replaces *out by the question in FTS5's language, with the stems of language `lang` and all names of a thing where
 * one was said. `any`: one word is enough. */
void question_encode(const struct search_index *s, unsigned lang, const struct question *q, bool any, struct buf *out);

#endif
