/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_schema.h - the tables of search.sqlite
 *
 * Private to content/store. doc: networks, themes, articles and places, numbered from 1. title: what a hit is called.
 * posting: by language and word, the documents that have it and in which field (search_postings.h). name: names of
 * things (search_names.h). phone: the digits of telephone numbers. language: the rules that the index was made by. */
#ifndef STORE_SEARCH_SCHEMA_H
#define STORE_SEARCH_SCHEMA_H

#include "store/db.h"

/* Makes the tables of an index. False: sqlite3_errmsg(). */
MUST_USE bool search_schema_create(sqlite3 *db);
/* The file has exactly these tables. */
MUST_USE bool search_schema_check(struct db *db, struct err *e);

#endif
