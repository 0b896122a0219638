/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - names and addresses of a source, set as the pack writes them
 *
 * Lists of foreign origin write capitals, straight apostrophes, "Rue" for "rue" and
 * codes of large-volume mail in between. What is done about it is data: the file
 * import/common.yaml of the pack lists replacements, words that stay in capitals, words
 * that are small inside of a name, kinds of streets. No rule of a language is in here.
 * All functions are pure but for the arena, which holds what they return. One thread. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct word_pair {
	const char *from, *to;
};

struct word_pairs {
	struct word_pair *at;
	size_t len;
};

/* Words as they are written, and beside each what it is compared by. */
struct word_set {
	const char **written, **folded;
	size_t len;
};

struct words {
	struct word_pairs replace;         /* in every text, in this order */
	struct word_pairs address_replace; /* in addresses, after the former */
	struct word_set small;             /* small letters inside of a name: de, la */
	struct word_set elided;            /* with their apostrophe: d’, l’ */
	struct word_set keep;              /* written as here, whatever the source does: ZAC */
	struct word_set spelled;           /* what capitals took the accents from: République */
	struct word_set streets;           /* kinds of streets: rue, avenue */
	struct word_pairs abbreviated;     /* st -> saint, where names are compared; folded */
	struct word_set last;              /* a part of an address that begins so goes to its end: BP */
};

/* Adds `text` to a set; it is folded here. */
void words_add(struct word_set *s, struct arena *a, const char *text);
/* The index of a folded word in the set, or -1. */
int words_find(const struct word_set *s, const char *folded);
/* The words of a text, small and without accents, with one blank between: what two spellings are compared by. Appends.
 */
void words_fold(const char *text, struct buf *out);
/* The same as a text in the arena. */
const char *words_folded(struct arena *a, const char *text);

/* Each `from` by its `to`, pair after pair. */
const char *words_replace(struct arena *a, const char *text, const struct word_pairs *pairs);
/* Without blanks around, with one blank between words, replacements made. */
const char *words_tidy(const struct words *w, struct arena *a, const char *text);
/* Words in capitals become words with a capital, small words small, elisions get their apostrophe, lost accents their
 * place. For sources that
 * write everything in capitals: in others, capitals are acronyms. */
const char *words_uncapital(const struct words *w, struct arena *a, const char *text);
/* An address in one line: kinds of streets small after a number, parts between commas, boxes of mail last. */
const char *words_address(const struct words *w, struct arena *a, const char *text);
/* The folded text with abbreviated words in full. */
const char *words_in_full(const struct words *w, struct arena *a, const char *text);
/* `text` with `name` in place of the same words in another spelling. `name` itself when text is nothing else. */
const char *words_respell(const struct words *w, struct arena *a, const char *text, const char *name);

#endif
