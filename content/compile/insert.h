/* SPDX-License-Identifier: GPL-3.0-or-later */
/* insert.h - adding rows to a SQLite file without ceremony
 *
 * The first failure is remembered and the rest does nothing, so that a writer can
 * be read top to bottom and checked once at the end. One thread. */
#ifndef COMPILE_INSERT_H
#define COMPILE_INSERT_H

#include <sqlite3.h>
#include <stddef.h>

#include "base/err.h"

/* A lost scratch file costs nothing: no journal, no waiting for the disk. */
#define INSERT_SCRATCH_PRAGMAS                                                                                         \
	"PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"     \
	"PRAGMA auto_vacuum = NONE"

struct insert {
	sqlite3 *db;
	sqlite3_stmt *stmt; /* of the table below, kept while the table stays the same */
	const char *table;
	struct err e;
	bool failed;
};

struct blob {
	const void *bytes;
	size_t len;
};

/* `types`, one letter a column: i int64_t, d double, t text (NULL allowed), b struct blob *, r int64_t where 0 is NULL.
 */
void insert_row(struct insert *in, const char *table, const char *types, ...);
void insert_sql(struct insert *in, const char *sql);
/* Ends the statement kept; false and *e when anything failed. */
MUST_USE bool insert_finish(struct insert *in, struct err *e);
/* VACUUM INTO: lays tables and rows out anew in one order, whatever the order of the inserts was. */
MUST_USE bool insert_compact(const char *from, const char *to, struct err *e);

#endif
