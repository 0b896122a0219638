/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_postings.h - which documents have a word, while an index is written
 *
 * Private to content/store. A hash table that only grows. Words are kept by language; lang POSTINGS_THINGS has what is
 * no word: towns, days, what a network is called; POSTINGS_THINGS - lang groups of names and single names in the texts
 * of a language (search_names.h has the keys). Documents are added in the order of their numbers. One thread. */
#ifndef STORE_SEARCH_POSTINGS_H
#define STORE_SEARCH_POSTINGS_H

#include <sqlite3.h>

#include "store/search_words.h"

enum { POSTINGS_THINGS = -1 };

/* Where in a document it stands; a lower number says more. */
enum posting_field { FIELD_TITLE, FIELD_NAMES, FIELD_BODY, FIELD_COUNT };

struct posting;

/* Zeroed is empty. */
struct postings {
	struct posting *slots;
	size_t len, capacity;
};

/* Document `doc` has the word. Of several fields the first that is added counts. */
void postings_add(struct postings *p, int lang, const char *word, uint32_t doc, enum posting_field field);
/* Proposes the word, as it is written in `text`, in the languages whose bits are set: for completions and corrections.
 * Numbers and words of less than three letters are no proposals. */
void postings_propose(struct postings *p, int lang, const struct word *w, const char *text, unsigned langs);
/* Fills the table `posting`. False: sqlite3_errmsg(). */
MUST_USE bool postings_write(const struct postings *p, const struct search_languages *languages, sqlite3 *out);
void postings_finish(struct postings *p);

/* The stored form: for each document, ascending, a varint of (step << 2 | field). */
struct posting_reader {
	const unsigned char *at, *end;
	uint32_t doc;
	enum posting_field field;
};
/* The next document. False at the end, and where the bytes are no good. Begin with .doc = UINT32_MAX. */
bool posting_next(struct posting_reader *r);

#endif
