/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_question.h - a typed question, as words and as the parts that a hit has to have
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_QUESTION_H
#define STORE_SEARCH_QUESTION_H

#include "store/search_index.h"

enum part_kind {
	PART_WORD,
	PART_NAME,   /* of a thing: « Pôle emploi », a town, a day */
	PART_NUMBER, /* digits in any grouping, PART_DIGITS_MIN at least: of a telephone, or of a postcode */
};

enum { PART_DIGITS_MIN = 4, PART_DIGITS_MAX = 32 };

struct part {
	enum part_kind kind;
	int from, len; /* words */
	const struct name *name;
	char digits[PART_DIGITS_MAX];
};

struct question {
	const struct search_language *language; /* borrowed */
	unsigned lang;
	struct word words[QUERY_WORDS_MAX];
	bool open[QUERY_WORDS_MAX]; /* the word may go on */
	int len;
	/* What follows is set by question_link(). */
	char stems[QUERY_WORDS_MAX][WORD_BYTES];       /* in the language asked */
	struct name_word first_stems[QUERY_WORDS_MAX]; /* in language 0 */
	struct part parts[QUERY_WORDS_MAX];
	int parts_len;
};

/* Words that mean nothing in the language are left out, unless there is nothing else. */
void question_read(const struct search_index *s, unsigned lang, const char *text, size_t len, struct question *q);
/* Finds stems and parts. To be called again after words were changed. */
void question_link(const struct search_index *s, struct question *q);
void question_drop_word(struct question *q, int i);
/* The synonym that word `i` is part of, or NULL. */
const struct name *question_synonym(const struct question *q, int i);

#endif
