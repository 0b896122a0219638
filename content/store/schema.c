/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* The path is relative to the top of the tree, where make runs the compiler; the Makefile names the dependency. */
__asm__(".section .rodata\n"
	".global schema_sql\n"
	".type schema_sql, %object\n"
	"schema_sql:\n"
	".incbin \"content/schema.sql\"\n"
	".byte 0\n"
	".size schema_sql, . - schema_sql\n"
	".global routes_schema_sql\n"
	".type routes_schema_sql, %object\n"
	"routes_schema_sql:\n"
	".incbin \"content/routes-schema.sql\"\n"
	".byte 0\n"
	".size routes_schema_sql, . - routes_schema_sql\n"
	".previous\n");

const char mbtiles_tables_sql[] =
		"CREATE TABLE metadata (name TEXT, value TEXT);"
		"CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)";
const char mbtiles_index_sql[] = "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)";
/* As tilemaker writes them, for maps that are looked at before they are built into a bundle. */
static const char tilemaker_tables_sql[] =
		"CREATE TABLE metadata (name text, value text, UNIQUE (name));"
		"CREATE TABLE \"tiles\" (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)";

enum { OBJECTS_MAX = 128, NAME_BYTES = 48, FORMS_MAX = 2 };

/* `optional`: files of earlier compilers have no indexes. */
static const struct kind {
	const char *what;
	const char *tables[FORMS_MAX]; /* any of these; NULL: none */
	const char *index;
	const char *newer; /* a table that files of earlier compilers do not have */
	bool optional;
} kinds[] = {
	[SCHEMA_CONTENT] = { "content.sqlite", { schema_sql, NULL }, "", NULL, true },
	[SCHEMA_ROUTES] = { "routes.sqlite", { routes_schema_sql, NULL }, "", "beyond", false },
	[SCHEMA_MBTILES] = { "a map", { mbtiles_tables_sql, tilemaker_tables_sql }, mbtiles_index_sql, NULL, false },
};

static const char list_sql[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema";

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Comments and the width of blanks are not compared: schema.sql may explain itself better in a later edition. */
static void add_plain(struct buf *out, const char *sql)
{
	bool gap = false;
	for (const char *c = sql; *c;) {
		if (c[0] == '-' && c[1] == '-') {
			c += strcspn(c, "\n");
			gap = true;
		} else if (is_blank(*c)) {
			c++;
			gap = true;
		} else {
			if (gap) {
				buf_add_char(out, ' ');
			}
			gap = false;
			buf_add_char(out, *c++);
		}
	}
}

/* One row of sqlite_schema as one text; parts cannot run into each other. The tables that FTS5 keeps for itself are
 * told by their quotes; their columns are the library's affair. */
static void describe(sqlite3_stmt *s, struct buf *out)
{
	buf_clear(out);
	for (int i = 0; i < 4; i++) {
		const char *text = (const char *)sqlite3_column_text(s, i);
		if (text && i == 3 && str_starts(text, "CREATE TABLE '")) {
			text = "by FTS5";
		}
		buf_add_text(out, text ? "|" : "-");
		if (text && i < 3) {
			buf_printf(out, "%zu:%s", strlen(text), text);
		} else if (text) {
			add_plain(out, text);
		}
	}
}

/* Everything the SQL made. */
struct list {
	struct buf at[OBJECTS_MAX];
	char name[OBJECTS_MAX][NAME_BYTES];
	bool needed[OBJECTS_MAX], seen[OBJECTS_MAX];
	size_t len;
};

static void list_finish(struct list *l)
{
	for (size_t i = 0; i < l->len; i++) {
		buf_finish(&l->at[i]);
	}
}

static bool list_read(struct list *l, sqlite3 *made, bool optional, const char *newer, struct err *e)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(made, list_sql, -1, &s, NULL);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s);
		if (code != SQLITE_ROW || l->len == OBJECTS_MAX) {
			break;
		}
		const char *type = (const char *)sqlite3_column_text(s, 0);
		const char *name = (const char *)sqlite3_column_text(s, 1);
		str_cut(l->name[l->len], NAME_BYTES, name ? name : ""); /* for the message */
		describe(s, &l->at[l->len]);
		/* Of an index that SQLite makes for a key, a table's own SQL is the proof. */
		bool index = type && str_equal(type, "index") && sqlite3_column_type(s, 3) != SQLITE_NULL;
		bool is_newer = newer && name && str_equal(name, newer);
		l->needed[l->len++] = !(optional && index) && !is_newer;
	}
	bool ok = code == SQLITE_DONE || fail(e, "the expected tables: %s", sqlite3_errmsg(made));
	sqlite3_finalize(s);
	return ok;
}

static bool take(struct list *l, const struct buf *object)
{
	for (size_t i = 0; i < l->len; i++) {
		if (!l->seen[i] && str_equal(buf_text(&l->at[i]), buf_text(object))) {
			l->seen[i] = true;
			return true;
		}
	}
	return false;
}

/* Names out of a hostile file are cut and made printable. */
static void add_name(struct buf *out, sqlite3_stmt *s, int column)
{
	enum { NAME_MAX_SHOWN = 40 };
	const char *text = (const char *)sqlite3_column_text(s, column);
	for (int i = 0; text && text[i] && i < NAME_MAX_SHOWN; i++) {
		buf_add_char(out, text[i] >= ' ' && text[i] < 127 ? text[i] : '?');
	}
}

static bool refuse(sqlite3_stmt *s, struct err *e)
{
	struct buf name = { 0 };
	add_name(&name, s, 0);
	buf_add_char(&name, ' ');
	add_name(&name, s, 1);
	bool ok = fail_kind(e, ERR_FORMAT, "the %s is not one of the tables and indexes of the format",
			buf_text(&name));
	buf_finish(&name);
	return ok;
}

static bool compare(struct db *file, struct list *l, struct err *e)
{
	sqlite3_stmt *s = db_prepare(file, list_sql, e);
	struct buf object = { 0 };
	int code = SQLITE_DONE;
	bool ok = s != NULL;
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		describe(s, &object);
		ok = take(l, &object) || refuse(s, e);
	}
	ok = ok && (code == SQLITE_DONE || db_fail(file, "the list of tables", e));
	sqlite3_finalize(s);
	buf_finish(&object);
	for (size_t i = 0; ok && i < l->len; i++) {
		if (l->needed[i] && !l->seen[i]) {
			ok = fail_kind(e, ERR_FORMAT, "the table or index %s is missing", l->name[i]);
		}
	}
	return ok;
}

static bool compare_with(struct db *file, sqlite3 *made, bool optional, const char *newer, struct err *e)
{
	static const struct list empty;
	struct list l = empty;
	bool ok = list_read(&l, made, optional, newer, e) && compare(file, &l, e);
	list_finish(&l);
	return ok;
}

bool schema_compare(struct db *file, sqlite3 *made, bool optional, struct err *e)
{
	return compare_with(file, made, optional, NULL, e);
}

static bool check_form(struct db *db, const struct kind *k, const char *tables, struct err *e)
{
	sqlite3 *made = NULL;
	bool ok = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		  sqlite3_exec(made, tables, NULL, NULL, NULL) == SQLITE_OK &&
		  sqlite3_exec(made, k->index, NULL, NULL, NULL) == SQLITE_OK;
	ok = ok ? compare_with(db, made, k->optional, k->newer, e)
		: fail(e, "the expected tables: %s", made ? sqlite3_errmsg(made) : "out of memory");
	sqlite3_close(made);
	return ok;
}

bool schema_check(struct db *db, enum schema_kind kind, struct err *e)
{
	const struct kind *k = &kinds[kind];
	struct err first = { 0 };
	bool ok = false;
	for (size_t i = 0; !ok && i < FORMS_MAX && k->tables[i]; i++) {
		ok = check_form(db, k, k->tables[i], i == 0 ? &first : NULL);
	}
	return ok || fail_kind(e, first.kind, "%s", first.message);
}
