/* SPDX-License-Identifier: GPL-3.0-or-later */
/* db.h - reading SQLite files that may be damaged or hostile
 *
 * Read-only and immutable, with the defences SQLite offers for files from outside: no view is read, no trigger runs,
 * schemas are not trusted, corrupt pages are errors, values and statements have a largest size. Every statement stops
 * at a deadline of monotonic time, so that nothing read from a file runs for ever. Which tables a file may have says
 * store/schema.h. For content/store and content/compile. One thread at a time. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"

struct db_watch; /* when the running operation must end, and who is told that it goes on */

struct db {
	sqlite3 *handle; /* NULL: closed */
	struct db_watch *watch;
};

enum {
	DB_VALUE_BYTES_MAX = 8 * 1024 * 1024, /* one text, blob or row; a map tile is the largest */
	DB_OPEN_MS = 60 * 1000,               /* the deadline that db_open() sets */
	DB_ANSWER_MS = 10 * 1000,             /* for one tile, article or search: far above what a slow card needs */
};

/* Called every few milliseconds of work, from the thread that works. False: stop, the operation fails with ERR_OTHER.
 */
typedef bool db_progress(void *ctx);

/* The calling thread draws, and may not wait for a card: that it opens or asks a file from here on is an error of ours,
 * which is in the log once. Its call is answered all the same. */
void db_forbid_this_thread(void);
/* How often it did, since the start. Any thread. */
unsigned db_forbidden_uses(void);
/* The deadline is DB_OPEN_MS from now. A file that is not there: ERR_ABSENT. */
MUST_USE bool db_open(struct db *out, const char *path, struct err *e);
/* The same for a map as its maker wrote it, on a machine of staff: `tiles` may be a view. */
MUST_USE bool db_open_foreign(struct db *out, const char *path, struct err *e);
/* A closed or zeroed one is legal. */
void db_close(struct db *db);
/* From now on statements fail when `ms` milliseconds have passed: call it before each operation of a handle that is
 * kept open. */
void db_allow(struct db *db, int64_t ms);
/* `progress` may be NULL: progress is not told. `ctx` is borrowed until db_close(). */
void db_report(struct db *db, db_progress *progress, void *ctx);
/* Owned: sqlite3_finalize(). NULL on error. */
MUST_USE sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e);
/* Copies column `i` into the arena as text; NULL and malformed UTF-8 become "". */
const char *db_text(sqlite3_stmt *s, int i, struct arena *arena);
/* Fills *e from the connection after a step that failed: ERR_FORMAT for what lies in the file (its deadline too),
 * ERR_NO_SPACE for a full disk, ERR_OTHER for a disk that cannot be read and for a progress call that said stop.
 * Returns false. */
bool db_fail(struct db *db, const char *what, struct err *e);
/* The value of a PRAGMA or other one-number query; false on error. */
MUST_USE bool db_number(struct db *db, const char *sql, long long *out, struct err *e);

#endif
