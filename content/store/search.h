/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search.h - finding articles, places, themes and networks while a question is typed
 *
 * The index is built on the unit from content.sqlite and never shipped. Words are stemmed (Snowball), accents folded,
 * elisions cut and stop words left out by the rules of their language (store/language.h), œ and æ opened. A question is
 * read as words, names of things (the pack's synonyms, towns, days) and telephone numbers. The last word may be
 * unfinished; a word that the index does not know is replaced by one that sounds the same, or by the nearest. Every
 * part of a question counts for as much as it is rare, and by where it stands: title, other names, text (points in
 * search_match.c). A struct search belongs to one thread at a time; results are plain values. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "store/search_results.h"

struct search;

enum { SEARCH_TEXT_MAX = 256 }; /* bytes of a question that are read */

/* Writes the index of `content_path` (a content.sqlite) to `out_path`, replacing it; fsynced. ERR_FORMAT: the content
 * is wrong, and no other disk would help. Reads each article once. */
MUST_USE bool search_build(const char *content_path, const char *out_path, struct err *e);
/* The same, and `progress` is called every few milliseconds of work with `ctx`: to feed a watchdog, or to stop by
 * returning false (ERR_OTHER; nothing is left behind). */
MUST_USE bool search_build_watched(const char *content_path, const char *out_path, bool (*progress)(void *ctx),
		void *ctx, struct err *e);
/* Owned: search_close(). NULL on error. */
MUST_USE struct search *search_open(const char *path, struct err *e);
void search_close(struct search *s);
/* `limit`: hits wanted, at most SEARCH_HITS_MAX. An empty or wordless text gives no hits. False only when the index
 * itself cannot be read. */
MUST_USE bool search_query(struct search *s, const char *text, const struct search_asker *asker, size_t limit,
		struct search_results *out, struct err *e);

/* For editors: the same, and calls `each` for every hit. `points`: 0 to 120. `why` says of each part of the question
 * how and where the hit has it: "pole emploi: synonym, title, 70; lyon: stands there, title, 120". */
typedef void search_reason(void *ctx, const struct search_hit *hit, int points, const char *why);
MUST_USE bool search_explain(struct search *s, const char *text, const struct search_asker *asker, size_t limit,
		search_reason *each, void *ctx, struct search_results *out, struct err *e);

#endif
