/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in content.sqlite is longer, larger or more than store/limits.h says: each bound is tried on a real bundle.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/content.h"
#include "compile/pack.h"
#include "store/limits.h"
#include "store/schema.h"
#include "store/search.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char good[64], copy[80], index_path[80];

static int set_up(void **state)
{
	(void)state;
	struct err e = { 0 };
	strcpy(good, "/tmp/borne-limits-XXXXXX");
	close(mkstemp(good));
	(void)snprintf(copy, sizeof copy, "%s.copy", good);
	(void)snprintf(index_path, sizeof index_path, "%s.search", good);
	struct pack *p = pack_read("tests/fixtures/good/pack-small", "assets");
	bool ok = p->report.errors == 0 && content_write(p, &(struct content_facts){ 0 }, good, &e);
	pack_destroy(p);
	return !ok;
}

static int tear_down(void **state)
{
	(void)state;
	(void)unlink(copy);
	(void)unlink(index_path);
	return unlink(good);
}

/* Rows changed by `sql` in a fresh copy. */
static int change(const char *sql)
{
	struct err e = { 0 };
	sqlite3 *db;
	char *problem = NULL;
	assert_true(fs_copy_file(good, copy, 0644, &e));
	assert_int_equal(sqlite3_open(copy, &db), SQLITE_OK);
	/* A copy for one test needs no protection against power cuts. */
	assert_int_equal(sqlite3_exec(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", NULL, NULL, NULL),
			SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK) {
		fail_msg("%s: %s", sql, problem);
	}
	int changes = sqlite3_total_changes(db);
	sqlite3_close(db);
	return changes;
}

static bool check(struct err *e)
{
	struct db db;
	assert_true(db_open(&db, copy, e));
	bool ok = schema_check(&db, SCHEMA_CONTENT, e) && limits_check(&db, e);
	db_close(&db);
	return ok;
}

static bool loads(struct err *e)
{
	struct arena *a = arena_create(0);
	bool ok = catalogue_read(copy, a, e) != NULL;
	arena_destroy(a);
	return ok;
}

static void the_pack_of_the_tests_is_within(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_int_equal(change(""), 0);
	if (!check(&e)) {
		fail_msg("%s", e.message);
	}
}

static void every_column_and_table_has_a_limit(void **state)
{
	(void)state;
	sqlite3 *db;
	sqlite3_stmt *s;
	size_t columns = 0;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, schema_sql, NULL, NULL, NULL), SQLITE_OK);
	static const char sql[] =
			"SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type "
			"= 'table'";
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(s, 0);
		const char *column = (const char *)sqlite3_column_text(s, 1);
		if (!limits_find(table, column) || limits_rows(table) == 0) {
			fail_msg("no limit for %s.%s", table, column);
		}
		columns++;
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	size_t len;
	const struct limit *all = limits_all(&len);
	for (size_t i = 0; i < len; i++) {
		columns += str_equal(all[i].table, LIMITS_WORDS);
	}
	assert_int_equal(len, columns); /* and no limit for what is not there */
}

/* The columns of a table's key, with commas. */
static char *key(const char *table)
{
	CLEANUP(free_ptr)
	char *sql = mem_printf("SELECT group_concat(name) FROM pragma_table_info('%s') WHERE pk > 0", table);
	sqlite3 *db;
	sqlite3_stmt *s;
	assert_int_equal(sqlite3_open(good, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	char *columns = mem_printf("%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_close(db);
	return columns;
}

/* In the last row alone, which is as wrong as the first. */
static int set(const struct limit *l, const char *value)
{
	bool words = str_equal(l->table, LIMITS_WORDS);
	const char *table = words ? "words" : l->table;
	CLEANUP(free_ptr)
	char *of_field = words ? mem_printf("WHERE field = '%s'", l->column) : mem_printf("%s", "");
	CLEANUP(free_ptr) char *by = key(table);
	CLEANUP(free_ptr)
	char *sql = mem_printf(
			"DROP INDEX article_version_article; UPDATE OR IGNORE %s SET %s = %s WHERE (%s) = (SELECT %s "
			"FROM %s %s ORDER BY %s DESC LIMIT 1)",
			table, words ? "text" : l->column, value, by, by, table, of_field, by);
	return change(sql);
}

static void refused_beyond(const struct limit *l, const char *value)
{
	struct err e = { 0 };
	if (set(l, value) == 0) {
		return;
	}
	if (check(&e)) {
		fail_msg("%s.%s = %s was taken", l->table, l->column, value);
	}
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_non_null(strstr(e.message, "row"));
}

/* One more than the most, one less than the least, and what is of another type. */
static void what_is_beyond_a_limit_is_refused(void **state)
{
	(void)state;
	size_t len;
	const struct limit *all = limits_all(&len);
	for (size_t i = 0; i < len; i++) {
		const struct limit *l = &all[i];
		long long over = (long long)l->max + 1;
		char value[80];
		if (l->type == LIMIT_TEXT) {
			(void)snprintf(value, sizeof value, "printf('%%.*c', %lld, 'x')", over);
			refused_beyond(l, value);
			refused_beyond(l, "CAST(x'6100' AS TEXT)");
			refused_beyond(l, "CAST(x'ff' AS TEXT)");
		} else if (l->type == LIMIT_BODY) {
			(void)snprintf(value, sizeof value, "zeroblob(%lld)", over);
			refused_beyond(l, value);
			refused_beyond(l, "x'01ff'");
			refused_beyond(l, "'text'");
		} else if (l->type == LIMIT_INTEGER) {
			(void)snprintf(value, sizeof value, "%lld", over);
			refused_beyond(l, value);
			refused_beyond(l, "-1000000001");
		} else {
			(void)snprintf(value, sizeof value, "%lld.5", over);
			refused_beyond(l, value);
			refused_beyond(l, "9e999");
			refused_beyond(l, "-9e999");
		}
	}
}

static void five_megabytes_in_one_text_are_refused_by_every_reader(void **state)
{
	(void)state;
	static const char *const columns[][2] = { { "place", "name" }, { "words", "text" }, { "string", "text" },
		{ "meta", "value" }, { "article_version", "title" }, { "commune", "name" } };
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		struct err e = { 0 };
		assert_true(set(limits_find(columns[i][0], columns[i][1]), "printf('%.*c', 5000000, 'x')") > 0);
		assert_false(check(&e));
		assert_false(loads(&e));
		assert_int_equal(e.kind, ERR_FORMAT);
		assert_false(search_build(copy, index_path, &e));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
}

static void a_position_off_the_map_is_refused_by_every_reader(void **state)
{
	(void)state;
	static const char *const tables[] = { "site", "place", "commune" };
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		struct err e = { 0 };
		assert_true(set(limits_find(tables[i], "lat"), "9e999") > 0);
		assert_false(loads(&e));
		assert_true(set(limits_find(tables[i], "lon"), "-1e300") > 0);
		assert_false(loads(&e));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
}

/* Content is wrong, not the card: the error says so. */
static void an_article_twice_is_the_contents_fault(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_true(change("DROP INDEX article_version_article; INSERT INTO article_version SELECT row + 1, article, "
			   "lang, easy, minutes, title, summary, keywords, body FROM article_version WHERE easy = 0 "
			   "LIMIT 1") > 0);
	assert_false(loads(&e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_non_null(strstr(e.message, "twice"));
	assert_false(search_build(copy, index_path, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
}

static void too_many_rows_are_refused(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_true(change("WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n LIMIT 130) INSERT INTO "
			   "meta SELECT 'k' || i, '' FROM n") > 0);
	assert_false(check(&e));
	assert_non_null(strstr(e.message, "more than 128 rows"));
	assert_true(change("WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n LIMIT 70) INSERT INTO "
			   "theme SELECT i, 't' || i, i, 'i', 0, 0 FROM n") > 0);
	assert_false(check(&e));
	assert_false(loads(&e));
}

/* 512 bytes of rules become 7 KiB when parsed: 60,000 texts of their own would take 400 MiB. */
static void odd_hours_at_every_place_are_refused(void **state)
{
	(void)state;
	struct err e = { 0 };
	static const char many[] =
			"WITH RECURSIVE n(i) AS (SELECT 100000 UNION ALL SELECT i + 1 FROM n LIMIT 60000) INSERT INTO "
			"place "
			"(row, id, network, name, address, postcode, commune, insee, phone, email, website, "
			"audience_note, "
			"opening_hours, source, verified, access, lat, lon, approximate) SELECT i, 'p' || i, "
			"p.network, p.name, "
			"p.address, p.postcode, p.commune, p.insee, p.phone, p.email, p.website, p.audience_note, %s, "
			"p.source, "
			"p.verified, p.access, p.lat, p.lon, p.approximate FROM n, (SELECT * FROM place LIMIT 1) p";
	static const char odd[] =
			"'Mo,Tu;We off;Th[1] off;Fr;Sa off;Su off;Jan off;Feb off;Mar off;Apr off;May off;Jun off;"
			"Jul off;Mo;Tu;We;Th;Fr;Sa;Su;\"' || i || '\"'";
	CLEANUP(free_ptr) char *each = mem_printf(many, odd);
	CLEANUP(free_ptr) char *equal = mem_printf(many, "'2026 Dec 24 off'");
	assert_int_equal(change(each), 60000);
	assert_false(loads(&e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_non_null(strstr(e.message, "opening hours of all places"));
	assert_int_equal(change(equal), 60000);
	if (!loads(&e)) {
		fail_msg("%s", e.message);
	}
}

/* The same in a pack, with the line of places.csv where it is too much; one text that is slow to evaluate has a
 * warning. */
static void a_pack_of_odd_hours_is_told_the_line(void **state)
{
	(void)state;
	struct pack *p = pack_read("tests/fixtures/good/pack-small", "assets");
	struct pack_place first = p->places[0];
	size_t from = p->places_len;
	struct buf slow = { 0 };
	assert_int_equal(p->report.errors, 0);
	int warnings = (int)p->report.warnings;
	for (int i = 0; i < 60; i++) {
		buf_printf(&slow, "Mo off;");
	}
	p->places[0].opening_hours = buf_text(&slow);
	pack_check_limits(p);
	assert_int_equal(p->report.warnings, warnings + 1);
	assert_int_equal(p->report.errors, 0);
	for (int i = 0; i < 5000; i++) {
		struct pack_place odd = first;
		odd.opening_hours = arena_printf(p->arena, "%s\"%d\"", buf_text(&slow), i);
		odd.where.line = i + 2;
		*PACK_PUSH(p->arena, p->places, p->places_len) = odd;
	}
	pack_check_limits(p);
	assert_int_equal(p->report.errors, 1);
	assert_int_equal(p->places_len, from + 5000);
	buf_finish(&slow);
	pack_destroy(p);
}

/* FORMAT.md is what makers of other compilers read. */
static void the_manual_names_every_limit(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct buf text = { 0 };
	size_t len;
	const struct limit *all = limits_all(&len);
	assert_true(fs_read_file("content/FORMAT.md", 1 << 20, &text, &e));
	for (size_t i = 0; i < len; i++) {
		char wanted[80];
		if (all[i].type != LIMIT_TEXT || !all[i].what) {
			continue;
		}
		(void)snprintf(wanted, sizeof wanted, "`%s%s%s` %lld", all[i].table,
				str_ends(all[i].table, "/") ? "" : ".", all[i].column, (long long)all[i].max);
		if (!strstr(buf_text(&text), wanted)) {
			fail_msg("content/FORMAT.md does not say %s", wanted);
		}
	}
	buf_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pack_of_the_tests_is_within),
		cmocka_unit_test(every_column_and_table_has_a_limit),
		cmocka_unit_test(what_is_beyond_a_limit_is_refused),
		cmocka_unit_test(five_megabytes_in_one_text_are_refused_by_every_reader),
		cmocka_unit_test(a_position_off_the_map_is_refused_by_every_reader),
		cmocka_unit_test(an_article_twice_is_the_contents_fault),
		cmocka_unit_test(too_many_rows_are_refused),
		cmocka_unit_test(odd_hours_at_every_place_are_refused),
		cmocka_unit_test(a_pack_of_odd_hours_is_told_the_line),
		cmocka_unit_test(the_manual_names_every_limit),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
