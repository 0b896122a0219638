/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_words.h - from text to the words a search compares
 *
 * Private to content/store. A word is letters and digits; it is folded: lower case, no
 * accents, œ and æ opened. Elisions before an apostrophe (l', d', qu') are dropped.
 * What lies here must be the same when an index is written and read: raise SEARCH_FORMAT with any change. */
#ifndef STORE_SEARCH_WORDS_H
#define STORE_SEARCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sb_stemmer;

enum {
	SEARCH_FORMAT = 1,
	WORD_BYTES = 64, /* longer words are cut */
};

struct word {
	char text[WORD_BYTES]; /* folded */
	size_t len;
	size_t from, to; /* bytes of the source */
};

/* The next word from *at (an offset) on. False at the end. */
bool word_next(const char *text, size_t len, size_t *at, struct word *out);
/* Words that mean nothing by themselves: le, de, pour, the... Folded. */
bool word_is_stop(const char *folded);
/* A Snowball stemmer for a language code, NULL when there is none. Owned: sb_stemmer_delete(). */
struct sb_stemmer *word_stemmer(const char *language);
/* Its buffer keeps the word it stemmed last, which a visitor may have typed: writes over it. NULL is fine. */
void word_stemmer_forget(struct sb_stemmer *stemmer);
/* Stem of a folded word into `out`; the word itself without a stemmer. */
void word_stem(struct sb_stemmer *stemmer, const char *word, size_t len, char out[WORD_BYTES]);
/* Optimal string alignment distance (insert, delete, replace, swap neighbours) of two folded words, in bytes; more than
 * `max` comes back as max + 1. `prefix`: the best distance of `a` to any beginning of `b`. */
int word_distance(const char *a, const char *b, int max, bool prefix);

/* Teaches a connection the tokenizer "borne <language>". Index text yields each word folded, and at the same position
 * "=" and its stem. Query text is taken as it is, split at blanks. */
struct sqlite3;
bool search_register_tokenizer(struct sqlite3 *db);

#endif
