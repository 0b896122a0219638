/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loader.h - what the parts of catalogue loading share
 *
 * Private to content/store. Rows of content.sqlite become array elements; references
 * become indexes. A broken reference is an error: the file then is not what the compiler wrote. */
#ifndef STORE_LOADER_H
#define STORE_LOADER_H

#include "store/catalogue.h"
#include "store/limits.h"

/* From the row of a record to its index in its list. */
struct row_index {
	int64_t row;
	int index;
};

struct row_map {
	struct row_index *at; /* by row, after row_map_sort() */
	size_t len;
};

/* The texts of one record: where the words of each field go. */
struct words_target {
	int64_t row;
	const char *field;
	struct text *text;
};

/* No text of content.sqlite but bodies is longer. */
enum { LOADER_TEXT_BYTES_MAX = 4000 };

struct contact_words; /* catalogue_contacts.c */

struct loader {
	struct db db;
	struct arena *arena;
	struct catalogue *c;
	struct row_map themes, networks, articles, territories, places, sites;
	struct contact_words *contacts; /* the newest first */
	struct text *counts;            /* how many communes each territory has, in digits */
	struct words_target *targets;   /* heap */
	size_t targets_len, targets_capacity;
	size_t text_bytes;   /* of all texts so far */
	bool too_long;       /* a text was */
	bool off_map;        /* a position was */
	size_t limit, steps; /* rows the array now being filled has room for; rows seen */
	struct err *e;
};

/* NULL and *e on error. */
MUST_USE sqlite3_stmt *loader_select(struct loader *l, const char *sql);
/* Steps: true while there is a row. After the last one *ok says whether it ended well, and the statement is finished.
 */
bool loader_next(struct loader *l, sqlite3_stmt *s, bool *ok);
/* Number of rows of a table; false when it is above limits_rows(). The next walk fails on more rows than that: in a
 * damaged file the two may differ. */
MUST_USE bool loader_count(struct loader *l, const char *table, size_t *out);
/* Remembers that the words of `field` of record `row` belong in `text`. */
void loader_want_words(struct loader *l, int64_t row, const char *field, struct text *text);
void row_map_add(struct loader *l, struct row_map *m, size_t capacity, int64_t row, int index);
void row_map_sort(struct row_map *m);
/* Index of that row, -1: it is not there. */
int row_map_find(const struct row_map *m, int64_t row);
/* Index of a reference that must exist; false and *e when it does not. */
MUST_USE bool loader_reference(struct loader *l, const struct row_map *m, int64_t row, const char *what, int *out);

/* A table of pairs (owner, target), in the order of each owner's list. */
struct loader_pairs {
	const char *table, *select;
	const struct row_map *owners, *targets;
	const char *owner_of, *target_of; /* for messages: what refers to it */
	/* The next target of an owner is at `at`, behind the others of it. */
	void (*add)(struct catalogue *c, int owner, const int16_t *at);
};
/* Indexes of the targets in one array, which the owners' lists are cut from. */
MUST_USE bool loader_read_pairs(struct loader *l, const struct loader_pairs *pairs);

/* Column `i` in the arena, never NULL. Bounded one by one and together: past that the load fails, see read_all(). */
const char *loader_text(struct loader *l, sqlite3_stmt *s, int i);
/* NULL where the column is. */
const char *loader_text_or_null(struct loader *l, sqlite3_stmt *s, int i);
/* `column`: "lat" or "lon". A position off the map overflows what is computed of it: the load fails, see read_all(). */
double loader_degrees(struct loader *l, sqlite3_stmt *s, int i, const char *column);
/* Unset where the column is no date. */
struct date loader_date(sqlite3_stmt *s, int i);

static inline int64_t loader_number(sqlite3_stmt *s, int i)
{
	return sqlite3_column_int64(s, i);
}

static inline bool loader_flag(sqlite3_stmt *s, int i)
{
	return sqlite3_column_int(s, i) != 0;
}

/* The tables, in the order in which they need each other. catalogue_articles.c: */
MUST_USE bool loader_read_themes(struct loader *l);
MUST_USE bool loader_read_articles(struct loader *l);
MUST_USE bool loader_read_versions(struct loader *l);
MUST_USE bool loader_read_networks(struct loader *l);
MUST_USE bool loader_read_article_networks(struct loader *l);
/* catalogue_places.c: */
MUST_USE bool loader_read_territories(struct loader *l);
MUST_USE bool loader_read_departments(struct loader *l);
MUST_USE bool loader_settle_territories(struct loader *l); /* after the words */
MUST_USE bool loader_read_places(struct loader *l);
MUST_USE bool loader_read_communes(struct loader *l);
MUST_USE bool loader_read_sites(struct loader *l);
/* catalogue_contacts.c: which networks and sites have one, and after the words what these say. */
MUST_USE bool loader_read_contacts(struct loader *l);
MUST_USE bool loader_settle_contacts(struct loader *l);
/* catalogue_news.c: after all that it names. */
MUST_USE bool loader_read_news(struct loader *l);
/* catalogue_guide.c: */
MUST_USE bool loader_read_guide(struct loader *l);

#endif
