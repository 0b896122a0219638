/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/insert.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

static void broken(struct insert *in, const char *what)
{
	if (!in->failed) {
		(void)fail(&in->e, "%s: %s", what, sqlite3_errmsg(in->db));
	}
	in->failed = true;
}

static void prepare(struct insert *in, const char *table, size_t columns)
{
	if (in->stmt && strcmp(in->table, table) == 0) {
		return;
	}
	sqlite3_finalize(in->stmt);
	in->stmt = NULL;
	in->table = table;
	struct buf sql = { 0 };
	buf_printf(&sql, "INSERT INTO %s VALUES (", table);
	for (size_t i = 0; i < columns; i++) {
		buf_add_text(&sql, i ? ",?" : "?");
	}
	buf_add_char(&sql, ')');
	if (sqlite3_prepare_v2(in->db, buf_text(&sql), -1, &in->stmt, NULL) != SQLITE_OK) {
		broken(in, table);
	}
	buf_finish(&sql);
}

static int bind(sqlite3_stmt *stmt, int column, char type, va_list *args)
{
	if (type == 'i') {
		return sqlite3_bind_int64(stmt, column, va_arg(*args, int64_t));
	}
	if (type == 'r') {
		int64_t row = va_arg(*args, int64_t);
		return row ? sqlite3_bind_int64(stmt, column, row) : sqlite3_bind_null(stmt, column);
	}
	if (type == 'd') {
		return sqlite3_bind_double(stmt, column, va_arg(*args, double));
	}
	if (type == 't') {
		return sqlite3_bind_text(stmt, column, va_arg(*args, const char *), -1, SQLITE_TRANSIENT);
	}
	const struct blob *blob = va_arg(*args, const struct blob *);
	return sqlite3_bind_blob(stmt, column, blob->bytes, (int)blob->len, SQLITE_TRANSIENT);
}

void insert_row(struct insert *in, const char *table, const char *types, ...)
{
	if (!in->failed) {
		prepare(in, table, strlen(types));
	}
	if (in->failed) {
		return;
	}
	va_list args;
	va_start(args, types);
	for (int i = 0; types[i]; i++) {
		if (bind(in->stmt, i + 1, types[i], &args) != SQLITE_OK) {
			broken(in, table);
		}
	}
	va_end(args);
	if (!in->failed && sqlite3_step(in->stmt) != SQLITE_DONE) {
		broken(in, table);
	}
	sqlite3_reset(in->stmt);
}

void insert_sql(struct insert *in, const char *sql)
{
	if (!in->failed && sqlite3_exec(in->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		broken(in, "SQL");
	}
}

bool insert_finish(struct insert *in, struct err *e)
{
	sqlite3_finalize(in->stmt);
	in->stmt = NULL;
	if (in->failed && e) {
		*e = in->e;
	}
	return !in->failed;
}

bool insert_compact(const char *from, const char *to, struct err *e)
{
	sqlite3 *db;
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", to);
	bool ok = sqlite3_open_v2(from, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
	if (!ok || !sql || sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		ok = fail(e, "cannot write %s: %s", to, sqlite3_errmsg(db));
	}
	sqlite3_free(sql);
	sqlite3_close(db);
	return ok;
}
