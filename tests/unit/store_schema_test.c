/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of content may contain besides rows: nothing that runs. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/str.h"
#include "store/schema.h"
#include "store/tiles.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char path[64];

static int set_up(void **state)
{
	(void)state;
	strcpy(path, "/tmp/borne-schema-XXXXXX");
	int fd = mkstemp(path);
	return fd < 0 || close(fd) != 0;
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

static const char *sql_of(enum schema_kind kind)
{
	return kind == SCHEMA_CONTENT ? schema_sql : kind == SCHEMA_ROUTES ? routes_schema_sql : mbtiles_tables_sql;
}

static void write_file(enum schema_kind kind, const char *more)
{
	sqlite3 *db;
	char *problem = NULL;
	(void)unlink(path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql_of(kind), NULL, NULL, NULL), SQLITE_OK);
	if (kind == SCHEMA_MBTILES) {
		assert_int_equal(sqlite3_exec(db, mbtiles_index_sql, NULL, NULL, NULL), SQLITE_OK);
	}
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	if (sqlite3_exec(db, more, NULL, NULL, &problem) != SQLITE_OK) {
		fail_msg("%s: %s", more, problem);
	}
	sqlite3_close(db);
}

static bool check(enum schema_kind kind, struct err *e)
{
	struct db db;
	assert_true(db_open(&db, path, e));
	bool ok = schema_check(&db, kind, e);
	db_close(&db);
	return ok;
}

static void files_as_written_are_taken(void **state)
{
	(void)state;
	struct err e = { 0 };
	for (int kind = SCHEMA_CONTENT; kind <= SCHEMA_MBTILES; kind++) {
		write_file((enum schema_kind)kind, "");
		if (!check((enum schema_kind)kind, &e)) {
			fail_msg("kind %d: %s", kind, e.message);
		}
	}
}

#define ENDLESS "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

static void anything_else_in_the_schema_is_refused(void **state)
{
	(void)state;
	static const struct {
		enum schema_kind kind;
		const char *sql;
	} rows[] = {
		{ SCHEMA_MBTILES, "DROP TABLE tiles; CREATE VIEW tiles AS " ENDLESS
				  " SELECT i zoom_level, i tile_column, i tile_row, x'' tile_data FROM n" },
		{ SCHEMA_MBTILES, "DROP TABLE metadata; CREATE VIEW metadata AS " ENDLESS
				  " SELECT i name, i value FROM n" },
		{ SCHEMA_MBTILES, "DROP INDEX tile_index" },
		{ SCHEMA_MBTILES, "CREATE TABLE more (x)" },
		{ SCHEMA_MBTILES, "ANALYZE" },
		{ SCHEMA_MBTILES, "ALTER TABLE tiles ADD COLUMN more GENERATED ALWAYS AS (hex(zeroblob(1000000)))" },
		{ SCHEMA_MBTILES, "CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM tiles; END" },
		{ SCHEMA_MBTILES, "CREATE VIRTUAL TABLE f USING fts5(x)" },
		{ SCHEMA_CONTENT, "DROP TABLE words; CREATE VIEW words AS " ENDLESS
				  " SELECT i row, 'title' field, 0 lang, 'x' text FROM n" },
		{ SCHEMA_CONTENT, "CREATE VIEW more AS SELECT 1" },
		{ SCHEMA_CONTENT, "CREATE INDEX more ON place (lower(name))" },
		{ SCHEMA_CONTENT, "ALTER TABLE place ADD COLUMN more TEXT" },
		{ SCHEMA_CONTENT, "ALTER TABLE place RENAME COLUMN name TO names" },
		{ SCHEMA_CONTENT, "DROP TABLE guide_when" },
		{ SCHEMA_CONTENT, "DROP TABLE theme; CREATE TABLE theme (row INTEGER PRIMARY KEY, id TEXT NOT NULL, "
				  "position INTEGER NOT NULL, icon TEXT NOT NULL, professional INTEGER NOT NULL, home "
				  "INTEGER NOT NULL DEFAULT (randomblob(1000000000)))" },
		{ SCHEMA_CONTENT, "DROP TABLE theme; CREATE TABLE theme (row INTEGER PRIMARY KEY, id TEXT NOT NULL, "
				  "position INTEGER NOT NULL, icon TEXT NOT NULL, professional INTEGER NOT NULL, home "
				  "INTEGER NOT NULL) STRICT" },
		{ SCHEMA_CONTENT, "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, "
				  "'CREATE VIEW v AS SELECT 1')" },
		{ SCHEMA_CONTENT, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE theme AS "
				  "SELECT 1' WHERE name = 'theme'" },
		{ SCHEMA_ROUTES, "DROP TABLE route; CREATE VIEW route AS SELECT 1" },
		{ SCHEMA_ROUTES, "DROP TABLE origin; CREATE VIEW origin AS " ENDLESS
				 " SELECT i site, 5000 reach FROM n" },
		{ SCHEMA_ROUTES, "CREATE TABLE theme (x)" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e = { 0 };
		write_file(rows[i].kind, rows[i].sql);
		if (check(rows[i].kind, &e)) {
			fail_msg("taken: %s", rows[i].sql);
		}
		assert_int_equal(e.kind, ERR_FORMAT);
		assert_int_not_equal(strlen(e.message), 0);
	}
}

/* A file of an earlier compiler has no index in content.sqlite. */
static void content_without_indexes_is_taken(void **state)
{
	(void)state;
	struct err e = { 0 };
	sqlite3 *db;
	write_file(SCHEMA_CONTENT, "");
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DROP INDEX IF EXISTS article_version_article", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_true(check(SCHEMA_CONTENT, &e));
}

static void blanks_and_comments_do_not_count(void **state)
{
	(void)state;
	struct err e = { 0 };
	write_file(SCHEMA_ROUTES,
			"DROP TABLE origin; CREATE TABLE origin (\n\tsite INTEGER PRIMARY KEY,   -- other words\n"
			"reach INTEGER NOT NULL\n)");
	if (!check(SCHEMA_ROUTES, &e)) {
		fail_msg("%s", e.message);
	}
}

/* The readers refuse before they read: a map whose tables are endless views opens no worker's handle. */
static void a_map_of_views_is_not_opened(void **state)
{
	(void)state;
	struct err e = { 0 };
	write_file(SCHEMA_MBTILES, "DROP TABLE metadata; CREATE VIEW metadata AS " ENDLESS
				   " SELECT i name, i value FROM n LIMIT -1 OFFSET 1000000000000");
	assert_null(tiles_open(path, &e));
	assert_non_null(strstr(e.message, "metadata"));
}

/* Statements on a file are stopped by the clock, and by who is told of their progress. */
static bool stop_at_once(void *ctx)
{
	int *calls = ctx;
	return ++*calls < 3;
}

static void nothing_runs_for_ever(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct db db;
	long long n;
	int calls = 0;
	write_file(SCHEMA_ROUTES, "");
	assert_true(db_open(&db, path, &e));
	db_allow(&db, 20);
	assert_false(db_number(&db, ENDLESS " SELECT count(*) FROM n", &n, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_non_null(strstr(e.message, "too long"));
	db_allow(&db, DB_OPEN_MS);
	db_report(&db, stop_at_once, &calls);
	assert_false(db_number(&db, ENDLESS " SELECT count(*) FROM n", &n, &e));
	assert_int_equal(e.kind, ERR_OTHER);
	assert_int_equal(calls, 3);
	db_close(&db);
	db_close(&db); /* twice is fine */
}

static void values_have_a_largest_size(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct db db;
	long long n;
	write_file(SCHEMA_ROUTES, "INSERT INTO route VALUES (1,0,1,1,1,0,0,0,zeroblob(50000000),x'')");
	assert_true(db_open(&db, path, &e));
	assert_false(db_number(&db, "SELECT length(line || 'x') FROM route", &n, &e));
	assert_false(db_number(&db, "SELECT length(randomblob(100000000))", &n, &e));
	db_close(&db);
}

static int setting_of(const struct db *db, int what)
{
	int value = -1;
	assert_int_equal(sqlite3_db_config(db->handle, what, -1, &value), SQLITE_OK);
	return value;
}

static bool runs(struct db *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s);
	}
	sqlite3_finalize(s);
	return code == SQLITE_DONE;
}

/* "SELECT 1 + 1 + ...", or "SELECT 1, 1, ...": of `terms` terms. */
static bool runs_with(struct db *db, const char *between, int terms)
{
	struct buf sql = { 0 };
	buf_add_text(&sql, "SELECT 1");
	for (int i = 1; i < terms; i++) {
		buf_printf(&sql, "%s1", between);
	}
	bool ok = runs(db, buf_text(&sql));
	buf_finish(&sql);
	return ok;
}

/* What stands behind the comparison of the schema, should it ever let something through. */
static void a_file_is_read_shut_in(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct db db;
	write_file(SCHEMA_ROUTES, "CREATE VIEW v AS SELECT 1; CREATE TABLE t (x, y AS (x + 1))");
	assert_true(db_open(&db, path, &e));
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_DEFENSIVE), 1);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_TRUSTED_SCHEMA), 0);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_ENABLE_TRIGGER), 0);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_ENABLE_VIEW), 0);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_DQS_DML), 0);
	assert_int_equal(sqlite3_db_readonly(db.handle, "main"), 1);
	assert_true(runs(&db, "SELECT * FROM t"));
	assert_false(runs(&db, "SELECT * FROM v"));
	assert_false(runs(&db, "SELECT \"t\" \"u\" WHERE \"nothing\" = ''"));
	assert_false(runs(&db, "ATTACH ':memory:' AS other"));
	assert_true(runs_with(&db, " + ", 40));
	assert_false(runs_with(&db, " + ", 60));
	assert_true(runs_with(&db, ", ", 64));
	assert_false(runs_with(&db, ", ", 65));
	assert_true(runs_with(&db, " UNION SELECT ", 8));
	assert_false(runs_with(&db, " UNION SELECT ", 9));
	db_close(&db);
	/* Of staff's maps alone a view is read. */
	assert_true(db_open_foreign(&db, path, &e));
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_DEFENSIVE), 1);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_TRUSTED_SCHEMA), 0);
	assert_int_equal(setting_of(&db, SQLITE_DBCONFIG_ENABLE_TRIGGER), 0);
	assert_true(runs(&db, "SELECT * FROM v"));
	db_close(&db);
}

static void *use_freely(void *arg)
{
	struct err e = { 0 };
	struct db db;
	(void)arg;
	bool ok = db_open(&db, path, &e);
	db_close(&db);
	return ok ? path : NULL;
}

/* Each way to a file is seen, in the thread that may not take it and in no other. Last: it stays so. */
static void a_thread_that_draws_is_told_on(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct db db;
	pthread_t other;
	void *done = NULL;
	write_file(SCHEMA_ROUTES, "");
	assert_int_equal(db_forbidden_uses(), 0);
	db_forbid_this_thread();
	assert_int_equal(pthread_create(&other, NULL, use_freely, NULL), 0);
	assert_int_equal(pthread_join(other, &done), 0);
	assert_non_null(done);
	assert_int_equal(db_forbidden_uses(), 0);
	assert_true(db_open(&db, path, &e)); /* the call is answered */
	unsigned opened = db_forbidden_uses();
	assert_true(opened > 0);
	db_allow(&db, DB_ANSWER_MS);
	assert_int_equal(db_forbidden_uses(), opened + 1);
	sqlite3_finalize(db_prepare(&db, "SELECT 1", &e));
	assert_int_equal(db_forbidden_uses(), opened + 2);
	db_close(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_as_written_are_taken),
		cmocka_unit_test(anything_else_in_the_schema_is_refused),
		cmocka_unit_test(content_without_indexes_is_taken),
		cmocka_unit_test(blanks_and_comments_do_not_count),
		cmocka_unit_test(a_map_of_views_is_not_opened),
		cmocka_unit_test(nothing_runs_for_ever),
		cmocka_unit_test(values_have_a_largest_size),
		cmocka_unit_test(a_file_is_read_shut_in),
		cmocka_unit_test(a_thread_that_draws_is_told_on),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
