/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_schema.h"

#include "store/schema.h"

static const char tables[] =
		"CREATE TABLE doc (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, row INTEGER NOT NULL, professional "
		"INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, words INTEGER NOT NULL);"
		"CREATE TABLE title (doc INTEGER NOT NULL, lang INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY "
		"(doc, lang)) WITHOUT ROWID;"
		"CREATE TABLE posting (lang INTEGER NOT NULL, word TEXT NOT NULL, stem TEXT NOT NULL, sound TEXT NOT "
		"NULL, display TEXT NOT NULL, count INTEGER NOT NULL, langs INTEGER NOT NULL, docs BLOB NOT NULL,"
		" PRIMARY KEY (lang, word)) WITHOUT ROWID;"
		"CREATE INDEX posting_stem ON posting (lang, stem);"
		"CREATE INDEX posting_sound ON posting (lang, sound) WHERE sound <> '';"
		"CREATE TABLE name (kind INTEGER NOT NULL, grp INTEGER NOT NULL, position INTEGER NOT NULL, stems TEXT "
		"NOT NULL, text TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL);"
		"CREATE TABLE phone (digits TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (digits, doc)) WITHOUT "
		"ROWID;"
		"CREATE TABLE language (lang INTEGER NOT NULL, rule TEXT NOT NULL, text TEXT NOT NULL,"
		" PRIMARY KEY (lang, rule)) WITHOUT ROWID;";

bool search_schema_create(sqlite3 *db)
{
	return sqlite3_exec(db, tables, NULL, NULL, NULL) == SQLITE_OK;
}

bool search_schema_check(struct db *db, struct err *e)
{
	sqlite3 *made = NULL;
	bool ok = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		  search_schema_create(made);
	ok = ok ? schema_compare(db, made, false, e)
		: fail(e, "the expected tables: %s", made ? sqlite3_errmsg(made) : "out of memory");
	sqlite3_close(made);
	return ok;
}
