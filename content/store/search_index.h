/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_index.h - what a search keeps in memory of its index
 *
 * Private to content/store: the vocabulary for completions and corrections, the synonyms, the rules of the languages.
 */
#ifndef STORE_SEARCH_INDEX_H
#define STORE_SEARCH_INDEX_H

#include "base/arena.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/search_results.h"
#include "store/search_words.h"

enum {
	QUERY_WORDS_MAX = 12,
	SYNONYM_WORDS_MAX = 6,
	VOCABULARY_MAX = 400000,
	SYNONYMS_MAX = 4000,
};

struct known_word {
	const char *folded, *display;
	int count;        /* places in the texts */
	unsigned langs;   /* bit per language it was read in */
	uint32_t letters; /* bit per letter it has: most words are ruled out by these alone */
};

/* One name of a group: « Pôle emploi » is two words. */
struct synonym {
	int group;
	int words_len;
	const char *words[SYNONYM_WORDS_MAX]; /* folded */
	const char *stems[SYNONYM_WORDS_MAX]; /* in language 0 */
};

struct search_index {
	struct arena *arena; /* borrowed: holds the words */
	struct search_languages languages;
	struct known_word *words; /* by folded */
	size_t words_len;
	struct synonym *synonyms; /* by group */
	size_t synonyms_len;
};

/* Fills words, synonyms, languages; s->arena is set. False: languages may have been added all the same. */
MUST_USE bool search_index_read(struct search_index *s, struct db *db, struct err *e);
/* The word of the language (or of language 0) nearest to a misspelt one, or NULL. `prefix`: it may be unfinished. */
const struct known_word *search_index_nearest(const struct search_index *s, unsigned lang, const char *folded,
		bool prefix);
/* Adds to *out up to SEARCH_SUGGESTIONS_MAX words of the language that begin so, the most common first. */
void search_index_complete(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out);
/* Does any word begin so? What is found although none does was found by its stem alone, which may be another word's. */
bool search_index_begins(const struct search_index *s, const char *folded);
/* Adds the words of the language within correction distance, nearest first. */
void search_index_suggest(const struct search_index *s, unsigned lang, const char *folded, struct search_results *out);

#endif
