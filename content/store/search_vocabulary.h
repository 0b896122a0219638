/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_vocabulary.h - the words an index has seen, for completions and corrections
 *
 * Private to content/store. A hash table that only grows. One thread. */
#ifndef STORE_SEARCH_VOCABULARY_H
#define STORE_SEARCH_VOCABULARY_H

#include <sqlite3.h>

#include "store/search_words.h"

struct vocabulary_entry;

/* Zeroed is empty. */
struct vocabulary {
	struct vocabulary_entry *slots;
	size_t len, capacity;
};

/* Counts the words of a text, but for numbers, letters alone and what means nothing. `langs`: a bit for each language;
 * words of several languages are read as words of the first of them. */
void vocabulary_learn(struct vocabulary *v, const struct search_languages *languages, const char *text, unsigned langs);
/* Fills the table `word`. False: sqlite3_errmsg(). */
MUST_USE bool vocabulary_write(const struct vocabulary *v, sqlite3 *out);
void vocabulary_finish(struct vocabulary *v);

#endif
