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
		"CREATE TABLE language (lang INTEGER NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL,"
		" PRIMARY KEY (lang, rule)) WITHOUT ROWID;";

static bool create_index(sqlite3 *db, const char *table, unsigned lang)
{
	char sql[320];
	(void)snprintf(sql, sizeof sql,
			"CREATE VIRTUAL TABLE %s USING fts5(title, names, body, content='', tokenize='borne %u', "
			"prefix='1 2 3');"
			"INSERT INTO %s (%s, rank) VALUES ('rank', 'bm25(10.0, 6.0, 1.0)')",
			table, lang, table, table);
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

const char *search_schema_main(unsigned lang, char out[SEARCH_TABLE_BYTES])
{
	(void)snprintf(out, SEARCH_TABLE_BYTES, "main%u", lang);
	return out;
}

bool search_schema_create(sqlite3 *db, unsigned len)
{
	bool ok = sqlite3_exec(db, tables, NULL, NULL, NULL) == SQLITE_OK && create_index(db, "place", LANGUAGE_MAIN);
	for (unsigned l = 0; ok && l < len; l++) {
		char table[SEARCH_TABLE_BYTES];
		ok = create_index(db, search_schema_main(l, table), l);
	}
	return ok;
}

/* How many main tables there are, without a gap. */
static bool count_languages(struct db *db, unsigned *len, struct err *e)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT 1 FROM sqlite_schema WHERE name = ?1", e);
	int code = SQLITE_ROW;
	*len = 0;
	while (s && code == SQLITE_ROW && *len < CATALOGUE_LANGUAGES_MAX) {
		char table[SEARCH_TABLE_BYTES];
		sqlite3_bind_text(s, 1, search_schema_main(*len, table), -1, SQLITE_STATIC);
		code = sqlite3_step(s);
		*len += code == SQLITE_ROW;
		sqlite3_reset(s);
	}
	bool ok = s && (code == SQLITE_ROW || code == SQLITE_DONE || db_fail(db, "the list of tables", e));
	sqlite3_finalize(s);
	return ok;
}

bool search_schema_check(struct db *db, struct err *e)
{
	static const struct search_languages none = { 0 };
	unsigned len;
	sqlite3 *made = NULL;
	if (!count_languages(db, &len, e)) {
		return false;
	}
	bool ok = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		  search_register_tokenizer(made, &none) && search_schema_create(made, len);
	ok = ok ? schema_compare(db, made, false, e)
		: fail(e, "the expected tables: %s", made ? sqlite3_errmsg(made) : "out of memory");
	sqlite3_close(made);
	return ok;
}
