/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema.h - which tables a file of content has, and nothing else
 *
 * The SQL that writers create tables with is compiled in here, and readers compare a file with what that SQL makes:
 * there is no second list. A view, trigger, virtual table, generated column, default, constraint or index that the SQL
 * does not have is refused before any table is read, because SQLite runs such things while it reads. FORMAT.md part 2.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/db.h"

/* content/schema.sql and content/routes-schema.sql, NUL-terminated. */
extern const char schema_sql[];
extern const char routes_schema_sql[];
/* MBTiles as compile/mapfile.h writes them; the index is made after the rows. */
extern const char mbtiles_tables_sql[];
extern const char mbtiles_index_sql[];

enum schema_kind { SCHEMA_CONTENT, SCHEMA_ROUTES, SCHEMA_MBTILES };

/* The file has exactly the tables and indexes of its kind; ERR_FORMAT names the first thing that is wrong. Reads
 * sqlite_schema only: a few pages, whatever the size of the file. */
MUST_USE bool schema_check(struct db *db, enum schema_kind kind, struct err *e);

/* What a connection's SQL has made must be what `file` has. `optional`: indexes may be missing. Private to
 * content/store. */
MUST_USE bool schema_compare(struct db *file, sqlite3 *made, bool optional, struct err *e);

#endif
