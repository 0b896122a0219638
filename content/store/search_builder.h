/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_builder.h - an index being written: what search_build.c and search_documents.c share
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_BUILDER_H
#define STORE_SEARCH_BUILDER_H

#include "base/buf.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/search_names.h"
#include "store/search_postings.h"
#include "store/search_results.h"

struct search_builder {
	sqlite3 *out;
	struct db content;
	const struct catalogue *c;
	struct search_languages languages;
	struct arena *arena;
	struct postings words;
	struct name_list names;
	db_progress *progress; /* may be NULL */
	void *ctx;
	struct err *e;
};

/* Fills *e from the index after a statement that failed. Returns false. */
bool search_builder_broken(struct search_builder *b, const char *what);
/* Before each record: its own deadline, and the watcher is told. */
MUST_USE bool search_builder_goes_on(struct search_builder *b);
/* The end of a statement that read the content. */
MUST_USE bool search_builder_read_well(struct search_builder *b, int code, const char *table);

/* search_days.c: days on which places open in a usual week; a cache, zeroed is empty. */
enum { DAYS_KEPT = 256 };
struct usual_days {
	const struct hours *hours[DAYS_KEPT];
	unsigned days[DAYS_KEPT];
};
/* Bits of the weekdays, 0 is Monday, on which the hours say open in one of the five weeks from `from` on. */
unsigned usual_days(struct usual_days *kept, const struct hours *hours, struct date from);
/* Adds the names of the days to b->names: those of the interface and those of the rule. */
void search_builder_add_days(struct search_builder *b);

/* ---- search_documents.c: what is written of a document ---- */

/* What is indexed of one document in one language. */
struct search_text {
	const char *title;
	unsigned langs;   /* whose words these are: bits */
	struct buf names; /* aliases, keywords, commune: nearly as good as the title */
	struct buf known; /* the same, and no proposals: a network's names in every language */
	struct buf body;
};

struct search_doc {
	enum hit_kind kind;
	int64_t row;
	bool professional;
	double lat, lon;
	const char *title; /* in language 0 */
};

void search_text_finish(struct search_text *t);
/* A line of its own; NULL adds nothing. */
void search_text_add_line(struct buf *to, const char *text);
/* id: number of the document, from 1. False: *b->e. */
MUST_USE bool search_builder_add_doc(struct search_builder *b, int64_t id, const struct search_doc *d);
MUST_USE bool search_builder_add_title(struct search_builder *b, int64_t id, unsigned lang, const char *title);
/* The fields in the order of what they say: the first one counts. */
void search_builder_add_index(struct search_builder *b, unsigned lang, int64_t id, const struct search_text *w);

/* *id: number of the last document, moved. */
MUST_USE bool search_builder_add_networks(struct search_builder *b, int64_t *id);
MUST_USE bool search_builder_add_themes(struct search_builder *b, int64_t *id);
/* search_articles.c */
MUST_USE bool search_builder_add_articles(struct search_builder *b, int64_t *id);
MUST_USE bool search_builder_add_places(struct search_builder *b, int64_t *id);

#endif
