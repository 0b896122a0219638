/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a file of content against the table of limits.c. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "store/article.h"
#include "store/limits.h"

/* ---- one value ---- */

static bool bad(const struct limit *l, int64_t row, const char *why, struct err *e)
{
	return fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %s", l->table, l->column, (long long)row, why);
}

static bool check_text(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct err *e)
{
	const char *text = (const char *)sqlite3_column_text(s, i);
	int64_t len = sqlite3_column_bytes(s, i);
	if (len < l->min || len > l->max) {
		return fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %lld bytes where %lld to %lld are allowed", l->table,
				l->column, (long long)row, (long long)len, (long long)l->min, (long long)l->max);
	}
	bool good = text && utf8_valid(text, (size_t)len) && strlen(text) == (size_t)len;
	return good || bad(l, row, "is not UTF-8 without NUL", e);
}

static bool check_body(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct arena *scratch, struct err *e)
{
	const struct block *blocks;
	size_t blocks_len;
	const void *bytes = sqlite3_column_blob(s, i);
	size_t len = (size_t)sqlite3_column_bytes(s, i);
	bool ok = article_decode(bytes ? bytes : "", bytes ? len : 0, scratch, &blocks, &blocks_len, e);
	arena_reset(scratch);
	return ok || fail_wrap(e, "%s.%s, row %lld", l->table, l->column, (long long)row);
}

static bool check_number(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct err *e)
{
	bool real = l->type == LIMIT_REAL;
	double d = sqlite3_column_double(s, i);
	int64_t n = sqlite3_column_int64(s, i);
	bool within = real ? isfinite(d) && d >= (double)l->min && d <= (double)l->max : n >= l->min && n <= l->max;
	return within || fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %g is not from %lld to %lld", l->table, l->column,
					 (long long)row, d, (long long)l->min, (long long)l->max);
}

static bool check_value(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct arena *scratch,
		struct err *e)
{
	static const int types[] = {
		[LIMIT_TEXT] = SQLITE_TEXT,
		[LIMIT_BODY] = SQLITE_BLOB,
		[LIMIT_INTEGER] = SQLITE_INTEGER,
		[LIMIT_REAL] = SQLITE_FLOAT,
	};
	int type = sqlite3_column_type(s, i);
	if (type == SQLITE_NULL && l->null) {
		return true;
	}
	if (type != types[l->type]) {
		return bad(l, row, "is of another type than the column", e);
	}
	if (l->type == LIMIT_TEXT) {
		return check_text(l, row, s, i, e);
	}
	return l->type == LIMIT_BODY ? check_body(l, row, s, i, scratch, e) : check_number(l, row, s, i, e);
}

/* ---- a table ---- */

/* The words of a field have a limit of their own. */
static bool check_words(sqlite3_stmt *s, int64_t row, struct err *e)
{
	const char *field = (const char *)sqlite3_column_text(s, 1);
	return check_text(limits_find(LIMITS_WORDS, field ? field : ""), row, s, 3, e);
}

static sqlite3_stmt *select_all(struct db *db, const struct limit *from, size_t len, struct err *e)
{
	struct buf sql = { 0 };
	buf_add_text(&sql, "SELECT ");
	for (size_t i = 0; i < len; i++) {
		buf_printf(&sql, "%s%s", i ? ", " : "", from[i].column);
	}
	buf_printf(&sql, " FROM %s", from->table);
	sqlite3_stmt *s = db_prepare(db, buf_text(&sql), e);
	buf_finish(&sql);
	return s;
}

static bool check_table(struct db *db, const struct limit *from, size_t len, struct arena *scratch, struct err *e)
{
	sqlite3_stmt *s = select_all(db, from, len, e);
	size_t most = limits_rows(from->table);
	bool words = str_equal(from->table, "words");
	size_t rows = 0;
	int code = SQLITE_DONE;
	bool ok = s != NULL;
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		/* The first column names the row well enough in every table. */
		int64_t row = sqlite3_column_int64(s, 0);
		if (++rows > most) {
			ok = fail_kind(e, ERR_FORMAT, "%s: more than %zu rows", from->table, most);
		}
		for (size_t i = 0; ok && i < len; i++) {
			ok = check_value(&from[i], row, s, (int)i, scratch, e);
		}
		ok = ok && (!words || check_words(s, row, e));
	}
	ok = ok && (code == SQLITE_DONE || db_fail(db, from->table, e));
	sqlite3_finalize(s);
	return ok && (rows > 0 || limits_may_be_empty(from->table) ||
				     fail_kind(e, ERR_FORMAT, "%s: there is no row", from->table));
}

bool limits_check(struct db *db, struct err *e)
{
	size_t len;
	const struct limit *limits = limits_all(&len);
	struct arena *scratch = arena_create(0);
	bool ok = true;
	for (size_t from = 0; ok && from < len;) {
		size_t to = from + 1;
		while (to < len && str_equal(limits[to].table, limits[from].table)) {
			to++;
		}
		ok = str_equal(limits[from].table, LIMITS_WORDS) ||
		     check_table(db, &limits[from], to - from, scratch, e);
		from = to;
	}
	arena_destroy(scratch);
	return ok;
}
