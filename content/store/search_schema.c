/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_schema.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "store/schema.h"
#include "store/search_words.h"

static const char tables[] =
		"CREATE TABLE doc (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, row INTEGER NOT NULL, professional "
		"INTEGER NOT NULL,"
		" commune TEXT NOT NULL);"
		"CREATE TABLE title (doc INTEGER NOT NULL, lang INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY "
		"(doc, lang))"
		" WITHOUT ROWID;"
		"CREATE TABLE word (folded TEXT PRIMARY KEY, display TEXT NOT NULL, count INTEGER NOT NULL, langs "
		"INTEGER NOT NULL) WITHOUT "
		"ROWID;"
		"CREATE TABLE synonym (grp INTEGER NOT NULL, position INTEGER NOT NULL, words TEXT NOT NULL,"
		" PRIMARY KEY (grp, position)) WITHOUT ROWID;"
		"CREATE TABLE language (lang INTEGER PRIMARY KEY, code TEXT NOT NULL);";

static const char before_code[] = "tokenize='borne ";

/* Codes stand in SQL: what a damaged file calls a language is replaced. */
static bool is_code(const char *code)
{
	size_t len = strlen(code);
	return len > 0 && len < SEARCH_CODE_BYTES && strspn(code, "abcdefghijklmnopqrstuvwxyz-") == len;
}

static bool create_index(sqlite3 *db, const char *table, const char *code)
{
	char sql[320];
	(void)snprintf(sql, sizeof sql,
			"CREATE VIRTUAL TABLE %s USING fts5(title, names, body, content='', %s%s', prefix='1 2 3');"
			"INSERT INTO %s (%s, rank) VALUES ('rank', 'bm25(10.0, 6.0, 1.0)')",
			table, before_code, code, table, table);
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

const char *search_schema_main(unsigned lang, char out[SEARCH_TABLE_BYTES])
{
	(void)snprintf(out, SEARCH_TABLE_BYTES, "main%u", lang);
	return out;
}

bool search_schema_create(sqlite3 *db, const char codes[][SEARCH_CODE_BYTES], unsigned len)
{
	bool ok = sqlite3_exec(db, tables, NULL, NULL, NULL) == SQLITE_OK;
	for (unsigned l = 0; ok && l < len; l++) {
		char table[SEARCH_TABLE_BYTES];
		const char *code = is_code(codes[l]) ? codes[l] : "fr";
		ok = create_index(db, search_schema_main(l, table), code) && (l > 0 || create_index(db, "place", code));
	}
	return ok;
}

/* The code that the SQL of a main table names, "" when it names none. */
static void read_code(const char *sql, char out[SEARCH_CODE_BYTES])
{
	const char *from = sql ? strstr(sql, before_code) : NULL;
	size_t len = from ? strcspn(from + strlen(before_code), "'") : 0;
	out[0] = '\0';
	if (len > 0 && len < SEARCH_CODE_BYTES) {
		memcpy(out, from + strlen(before_code), len);
		out[len] = '\0';
	}
}

static bool read_codes(struct db *db, char codes[CATALOGUE_LANGUAGES_MAX][SEARCH_CODE_BYTES], unsigned *len,
		struct err *e)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT sql FROM sqlite_schema WHERE name = ?1", e);
	int code = SQLITE_ROW;
	*len = 0;
	while (s && code == SQLITE_ROW && *len < CATALOGUE_LANGUAGES_MAX) {
		char table[SEARCH_TABLE_BYTES];
		sqlite3_bind_text(s, 1, search_schema_main(*len, table), -1, SQLITE_STATIC);
		code = sqlite3_step(s);
		if (code == SQLITE_ROW) {
			read_code((const char *)sqlite3_column_text(s, 0), codes[(*len)++]);
		}
		sqlite3_reset(s);
	}
	bool ok = s && (code == SQLITE_ROW || code == SQLITE_DONE || db_fail(db, "the list of tables", e));
	sqlite3_finalize(s);
	return ok;
}

bool search_schema_check(struct db *db, struct err *e)
{
	char codes[CATALOGUE_LANGUAGES_MAX][SEARCH_CODE_BYTES];
	unsigned len;
	sqlite3 *made = NULL;
	if (!read_codes(db, codes, &len, e)) {
		return false;
	}
	bool ok = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		  search_register_tokenizer(made) &&
		  search_schema_create(made, (const char(*)[SEARCH_CODE_BYTES])codes, len);
	ok = ok ? schema_compare(db, made, false, e)
		: fail(e, "the expected tables: %s", made ? sqlite3_errmsg(made) : "out of memory");
	sqlite3_close(made);
	return ok;
}
