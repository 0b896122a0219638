/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_index.h - what a search keeps in memory of its index
 *
 * Private to content/store: the vocabulary for completions and corrections, the names of things, the documents without
 * their words, the rules of the languages. */
#ifndef STORE_SEARCH_INDEX_H
#define STORE_SEARCH_INDEX_H

#include "base/arena.h"
#include "store/db.h"
#include "store/search_names.h"
#include "store/search_results.h"
#include "store/search_words.h"

enum {
	QUERY_WORDS_MAX = 12,
	VOCABULARY_MAX = 400000,
	DOCS_MAX = 150000, /* more than the limits of content.sqlite let in */
};

struct known_word {
	const char *folded, *display;
	const char *stem; /* in the first language of langs */
	int count;        /* places in the texts */
	unsigned langs;   /* bit per language it was read in */
	uint32_t letters; /* bit per letter it has: most words are ruled out by these alone */
};

/* Networks, themes, articles and places, by their number less 1. */
struct search_doc {
	int64_t row;
	float lat, lon;    /* of a place */
	uint8_t kind;      /* enum hit_kind */
	uint8_t words;     /* of its title, those that mean something */
	bool professional; /* of the professionals' space */
};

struct search_index {
	struct arena *arena; /* borrowed: holds the words */
	struct search_languages languages;
	struct known_word *words; /* by folded */
	size_t words_len;
	struct name_list names;
	struct search_doc *docs;
	size_t docs_len;
};

/* Fills all of it; s->arena is set. False: languages may have been added all the same. */
MUST_USE bool search_index_read(struct search_index *s, struct db *db, struct err *e);
/* The word of the language (or of language 0) nearest to a misspelt one, or NULL. `prefix`: it may be unfinished. */
const struct known_word *search_index_nearest(const struct search_index *s, unsigned lang, const char *folded,
		bool prefix);
/* Adds to *out up to SEARCH_SUGGESTIONS_MAX words of the language that begin so, the most common first. */
void search_index_complete(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out);
/* Borrowed, NULL when it is not known. */
const struct known_word *search_index_find(const struct search_index *s, const char *folded);
/* Does any word of the language, or of language 0, begin so? */
bool search_index_begins(const struct search_index *s, unsigned lang, const char *folded);
/* Adds the words of the language within correction distance, nearest first. */
void search_index_suggest(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out);

#endif
