/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_words.h - from text to the words a search compares
 *
 * For content/store; content/compile and content/import compare names by it. A word is letters and digits; it is
 * folded: lower case, no accents, œ and æ opened. What depends on the language comes from its rules (store/language.h):
 * elisions before an apostrophe are dropped, words that mean nothing are known, endings are stemmed. What lies here
 * must be the same when an index is written and read: raise SEARCH_FORMAT with any change. */
#ifndef STORE_SEARCH_WORDS_H
#define STORE_SEARCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/catalogue.h"

struct sb_stemmer;

enum {
	SEARCH_FORMAT = 3,
	WORD_BYTES = 64, /* longer words are cut */
};

/* Sorted by strcmp. */
struct word_list {
	const char **at;
	size_t len;
};

struct word_ending {
	const char *from, *to;
	size_t from_len, to_len;
};

/* What searches need of a language. All zero: a language without rules. */
struct search_language {
	struct word_list elisions,
			stops; /* folded; also those of language 0, whose words stand in every language's texts */
	struct word_ending *endings, *sounds;
	size_t endings_len, sounds_len;
	struct word_ending *days; /* from: words, as written; to: what LANGUAGE_DAYS has behind the colon */
	size_t days_len;
	struct sb_stemmer *stemmer; /* owned; NULL: the language has none */
};

struct search_languages {
	struct search_language at[CATALOGUE_LANGUAGES_MAX];
	unsigned len;
};

/* The rules of language.h that searches need. */
enum { SEARCH_RULES = 6 };
extern const enum language_rule search_rules[SEARCH_RULES];

/* Adds a language with its texts of search_rules[], which are checked. Language 0 comes first. False: *e says which is
 * wrong, or that there are too many. */
MUST_USE bool search_languages_add(struct search_languages *l, const char *const texts[SEARCH_RULES],
		struct arena *arena, struct err *e);
/* Frees the stemmers. */
void search_languages_finish(struct search_languages *l);

struct word {
	char text[WORD_BYTES]; /* folded */
	size_t len;
	size_t from, to; /* bytes of the source */
};

/* The next word from *at (an offset) on, in a text of that language; NULL: of no language. False at the end. */
bool word_next(const struct search_language *l, const char *text, size_t len, size_t *at, struct word *out);
/* Words that mean nothing by themselves, such as articles. Folded. */
bool word_is_stop(const struct search_language *l, const char *folded);
/* The stemmer's buffer keeps the word it stemmed last, which a visitor may have typed: writes over it. */
void word_stemmer_forget(const struct search_language *l);
/* Stem of a folded word into `out`; the word itself in a language without stemmer. */
void word_stem(const struct search_language *l, const char *word, size_t len, char out[WORD_BYTES]);
/* What a folded word sounds like, as LANGUAGE_SOUNDS has it: equal for words that are only written differently. Empty
 * in a language without such rules, and for what would be shorter than SOUND_BYTES_MIN. */
enum { SOUND_BYTES_MIN = 3 };
void word_sound(const struct search_language *l, const char *word, char out[WORD_BYTES]);

#endif
