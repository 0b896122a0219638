/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/db.h"

#include <string.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/str.h"

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

bool db_open(struct db *out, const char *path, struct err *e)
{
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
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_exec(handle, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
	out->handle = handle;
	return true;
}

void db_close(struct db *db)
{
	sqlite3_close(db->handle);
	db->handle = NULL;
}

bool db_fail(struct db *db, const char *what, struct err *e)
{
	return fail_kind(e, ERR_FORMAT, "%s: %s", what, sqlite3_errmsg(db->handle));
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e)
{
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
