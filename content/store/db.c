/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/db.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "db"
#include "base/log.h"

/* Instructions of SQLite's machine between two looks at the clock: about a millisecond on a Raspberry Pi 3. */
enum { WATCH_STEPS = 20000 };

struct db_watch {
	int64_t deadline_us;
	db_progress *progress;
	void *ctx;
	bool stopped; /* by progress, not by the clock */
};

static _Thread_local bool forbidden;
static atomic_uint forbidden_uses;

void db_forbid_this_thread(void)
{
	forbidden = true;
}

unsigned db_forbidden_uses(void)
{
	return atomic_load(&forbidden_uses);
}

static void note_use(const char *what)
{
	if (forbidden && atomic_fetch_add(&forbidden_uses, 1) == 0) {
		log_error("the thread that draws waits for a file: %s", what);
	}
}

static int watch(void *ctx)
{
	struct db_watch *w = ctx;
	if (w->progress && !w->progress(w->ctx)) {
		w->stopped = true;
		return 1;
	}
	return clock_monotonic_us() > w->deadline_us;
}

static void add_quoted(struct buf *uri, const char *path)
{
	for (; *path; path++) {
		if (strchr("%?#", *path)) {
			buf_printf(uri, "%%%02X", (unsigned)(unsigned char)*path);
		} else {
			buf_add_char(uri, *path);
		}
	}
}

/* What a file may ask for at most. The statements of this program stay far below. */
static void limit(sqlite3 *handle)
{
	static const struct {
		int what, most;
	} limits[] = {
		{ SQLITE_LIMIT_LENGTH, DB_VALUE_BYTES_MAX },
		{ SQLITE_LIMIT_SQL_LENGTH, 64 * 1024 },
		{ SQLITE_LIMIT_COLUMN, 64 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 50 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 8 },
		{ SQLITE_LIMIT_VDBE_OP, 25000 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 16 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 64 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		sqlite3_limit(handle, limits[i].what, limits[i].most);
	}
}

static void harden(sqlite3 *handle, bool views)
{
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, views, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	limit(handle);
	/* Sorting stays in memory: no unit has a folder that a reader may write to. A mapped file would turn a card
	 * that cannot be read into SIGBUS. */
	sqlite3_exec(handle, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0", NULL,
			NULL, NULL);
}

static bool open_file(struct db *out, const char *path, bool views, struct err *e)
{
	note_use(path);
	if (!fs_exists(path)) {
		return fail_kind(e, ERR_ABSENT, "%s does not exist", path);
	}
	/* immutable: no locks, no journal is looked for; the store never changes a file in place. */
	struct buf uri = { 0 };
	buf_add_text(&uri, path[0] == '/' ? "file://" : "file:");
	add_quoted(&uri, path);
	buf_add_text(&uri, "?immutable=1");
	sqlite3 *handle = NULL;
	int code = sqlite3_open_v2(buf_text(&uri), &handle,
			SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	buf_finish(&uri);
	if (code != SQLITE_OK) {
		(void)fail(e, "open %s: %s", path, handle ? sqlite3_errmsg(handle) : "out of memory");
		sqlite3_close(handle);
		return false;
	}
	struct db_watch *w = mem_zalloc(1, sizeof *w);
	*out = (struct db){ .handle = handle, .watch = w };
	db_allow(out, DB_OPEN_MS);
	sqlite3_progress_handler(handle, WATCH_STEPS, watch, w);
	harden(handle, views);
	return true;
}

bool db_open(struct db *out, const char *path, struct err *e)
{
	return open_file(out, path, false, e);
}

bool db_open_foreign(struct db *out, const char *path, struct err *e)
{
	return open_file(out, path, true, e);
}

void db_close(struct db *db)
{
	sqlite3_close(db->handle);
	free(db->watch);
	*db = (struct db){ 0 };
}

void db_allow(struct db *db, int64_t ms)
{
	note_use("a handle that is open");
	db->watch->deadline_us = clock_monotonic_us() + ms * 1000;
}

void db_report(struct db *db, db_progress *progress, void *ctx)
{
	db->watch->progress = progress;
	db->watch->ctx = ctx;
}

/* The kind of a result code of SQLite, as db_fail() has it. */
static enum err_kind kind_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return ERR_NO_SPACE;
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_NOMEM:
		return ERR_OTHER;
	case SQLITE_PERM:
	case SQLITE_READONLY:
	case SQLITE_AUTH:
		return ERR_DENIED;
	default:
		return ERR_FORMAT;
	}
}

bool db_fail(struct db *db, const char *what, struct err *e)
{
	int code = sqlite3_errcode(db->handle);
	if ((code & 0xff) == SQLITE_INTERRUPT) {
		return db->watch->stopped ? fail(e, "%s: stopped before the end", what)
					  : fail_kind(e, ERR_FORMAT, "%s: reading it takes too long", what);
	}
	return fail_kind(e, kind_of(code), "%s: %s", what, sqlite3_errmsg(db->handle));
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e)
{
	note_use(sql);
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL) != SQLITE_OK) {
		(void)db_fail(db, "cannot read the file as expected", e);
		return NULL;
	}
	return s;
}

const char *db_text(sqlite3_stmt *s, int i, struct arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(s, i);
	if (!text) {
		return "";
	}
	size_t len = strlen(text);
	return utf8_valid(text, len) ? arena_strndup(arena, text, len) : "";
}

bool db_number(struct db *db, const char *sql, long long *out, struct err *e)
{
	sqlite3_stmt *s = db_prepare(db, sql, e);
	if (!s) {
		return false;
	}
	bool ok = sqlite3_step(s) == SQLITE_ROW;
	if (ok) {
		*out = sqlite3_column_int64(s, 0);
	} else {
		(void)db_fail(db, "cannot read the file as expected", e);
	}
	sqlite3_finalize(s);
	return ok;
}
