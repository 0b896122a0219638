/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_schema.h - the tables of search.sqlite
 *
 * Private to content/store. main<lang>: articles, themes and networks in one language. place: places, in the words of
 * language 0 and the network names of all. Both are contentless FTS5 tables whose rowids are doc.id. word: the
 * vocabulary, for completion and correction. */
#ifndef STORE_SEARCH_SCHEMA_H
#define STORE_SEARCH_SCHEMA_H

#include "store/catalogue.h"
#include "store/db.h"

enum { SEARCH_TABLE_BYTES = 16 };

/* Name of the table of a language; returns `out`. */
const char *search_schema_main(unsigned lang, char out[SEARCH_TABLE_BYTES]);
/* Makes the tables of an index in `len` languages. The connection knows the tokenizer. False: sqlite3_errmsg(). */
MUST_USE bool search_schema_create(sqlite3 *db, unsigned len);
/* The file has exactly these tables, in whatever languages. */
MUST_USE bool search_schema_check(struct db *db, struct err *e);

#endif
