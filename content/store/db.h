/* SPDX-License-Identifier: GPL-3.0-or-later */
/* db.h - reading SQLite files that may be damaged or hostile
 *
 * Read-only and immutable, with the defences SQLite offers for files from outside:
 * no triggers run, schemas are not trusted, corrupt pages are errors. For content/store and
 * content/build. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"

struct db {
	sqlite3 *handle; /* NULL: closed */
};

MUST_USE bool db_open(struct db *out, const char *path, struct err *e);
void db_close(struct db *db);
/* Owned: sqlite3_finalize(). NULL on error. */
MUST_USE sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e);
/* Copies column `i` into the arena as text; NULL and malformed UTF-8 become "". */
const char *db_text(sqlite3_stmt *s, int i, struct arena *arena);
/* Fills *e from the connection after a step that failed. Returns false. */
bool db_fail(struct db *db, const char *what, struct err *e);
/* The value of a PRAGMA or other one-number query; false on error. */
MUST_USE bool db_number(struct db *db, const char *sql, long long *out, struct err *e);

#endif
