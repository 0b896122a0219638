/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks out of files that may be damaged or hostile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/routes.h"
#include "store/schema.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static const struct route_point points[] = { { 4887750, 46265410 }, { 4887760, 46265400 }, { 4880000, 46270000 },
	{ -179999999, -89999999 }, { 180000000, 90000000 } };
static const struct route_step steps[] = {
	{ ROUTE_DEPART, 3, ROUTE_ROAD, "Rue de la Gare", false, 120, 0, 0 },
	{ ROUTE_TURN, ROUTE_LEFT, ROUTE_ROAD, "D 28", true, 80, 0, 1 },
	{ ROUTE_STAIRS, ROUTE_UP, ROUTE_STAIRWAY, "", false, 12, 24, 2 },
	{ ROUTE_ARRIVE, ROUTE_RIGHT, ROUTE_ROAD, "", false, 15, 0, 4 },
};

static struct arena *arena;
static struct buf line, words;
static char path[64];

static int set_up(void **state)
{
	(void)state;
	arena = arena_create(0);
	route_encode_points(points, ARRAY_LEN(points), &line);
	route_encode_steps(steps, ARRAY_LEN(steps), &words);
	(void)snprintf(path, sizeof path, "/tmp/borne-routes-%d.sqlite", (int)getpid());
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_finish(&line);
	buf_finish(&words);
	arena_destroy(arena);
	(void)unlink(path);
	return 0;
}

static void what_is_written_comes_back(void **state)
{
	(void)state;
	struct route_plan r = { 0 };
	struct err e = { 0 };
	assert_true(route_decode_points(line.bytes, line.len, arena, &r, &e));
	assert_true(route_decode_steps(words.bytes, words.len, arena, &r, &e));
	assert_int_equal(r.points_len, ARRAY_LEN(points));
	assert_memory_equal(r.points, points, sizeof points);
	assert_int_equal(r.steps_len, ARRAY_LEN(steps));
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		assert_int_equal(r.steps[i].kind, steps[i].kind);
		assert_int_equal(r.steps[i].turn, steps[i].turn);
		assert_int_equal(r.steps[i].ground, steps[i].ground);
		assert_int_equal(r.steps[i].is_ref, steps[i].is_ref);
		assert_int_equal(r.steps[i].metres, steps[i].metres);
		assert_int_equal(r.steps[i].stairs, steps[i].stairs);
		assert_int_equal(r.steps[i].point, steps[i].point);
		assert_string_equal(r.steps[i].name, steps[i].name);
	}
	struct route_point low;
	struct route_point high;
	assert_true(route_bounds(line.bytes, line.len, &low, &high));
	assert_int_equal(low.lon, -179999999);
	assert_int_equal(high.lat, 90000000);
}

/* Small steps between neighbours are a byte or two each. */
static void a_line_is_small(void **state)
{
	(void)state;
	struct route_point near[100];
	struct buf b = { 0 };
	for (int i = 0; i < 100; i++) {
		near[i] = (struct route_point){ 4887750 + i * 60, 46265410 - i * 50 };
	}
	route_encode_points(near, 100, &b);
	assert_in_range(b.len, 200, 320);
	buf_finish(&b);
}

struct bad_row {
	const char *what;
	unsigned char bytes[24];
	size_t len;
};

static void damaged_lines_are_refused(void **state)
{
	(void)state;
	static const struct bad_row rows[] = {
		{ "nothing", { 0 }, 0 },
		{ "one point", { 1, 2, 2 }, 3 },
		{ "more points than bytes", { 0xFF, 0x3F, 2, 2, 2, 2 }, 6 },
		{ "a number without end", { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, 12 },
		{ "bytes left over", { 2, 2, 2, 2, 2, 0 }, 6 },
		{ "north of the pole", { 2, 0, 0x82, 0xaa, 0xea, 0x55, 0, 0 }, 8 },
		{ "cut short", { 2, 2, 2, 2 }, 4 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct route_plan r = { 0 };
		struct err e = { 0 };
		if (route_decode_points(rows[i].bytes, rows[i].len, arena, &r, &e)) {
			fail_msg("%s was taken", rows[i].what);
		}
		assert_int_equal(e.kind, ERR_FORMAT);
		assert_null(r.points);
	}
}

static void damaged_steps_are_refused(void **state)
{
	(void)state;
	static const struct bad_row rows[] = {
		{ "nothing", { 0 }, 0 },
		{ "no arrival", { 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "two departures", { 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "a kind that is none", { 2, 9, 0, 0, 1, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "a turn that is none", { 2, 0, 8, 0, 1, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "stairs to the side", { 3, 0, 0, 0, 1, 0, 0, 0, 3, 5, 0, 1, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0 }, 22 },
		{ "a ground that is none", { 2, 0, 0, 15, 1, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "a point off the line", { 2, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 1, 0, 9, 0 }, 15 },
		{ "a name past the end", { 2, 0, 0, 0, 1, 0, 0, 90, 6, 0, 0, 1, 0, 0, 0 }, 15 },
		{ "a name that is no text", { 2, 0, 0, 0, 1, 0, 0, 1, 0xFF, 6, 0, 0, 1, 0, 0, 0 }, 16 },
		{ "bytes left over", { 2, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 1, 0, 0, 0, 7 }, 16 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct route_plan r = { .points = points, .points_len = ARRAY_LEN(points) };
		struct err e = { 0 };
		if (route_decode_steps(rows[i].bytes, rows[i].len, arena, &r, &e)) {
			fail_msg("%s was taken", rows[i].what);
		}
		assert_int_equal(e.kind, ERR_FORMAT);
	}
}

/* ---- files ---- */

static const char schema[] =
		"PRAGMA application_id = 0x42726e32; PRAGMA user_version = 1;"
		"CREATE TABLE origin (site INTEGER PRIMARY KEY, reach INTEGER NOT NULL);"
		"CREATE TABLE route (site, variant, place, metres, seconds, flags, start_gap, end_gap, line, "
		"steps, PRIMARY KEY (site, variant, place)) WITHOUT ROWID;"
		"INSERT INTO origin VALUES (7, 5000), (8, 5000);";

/* Rows were written that the real tables would have refused: now the file says that it has the real ones. */
static void name_real_tables(sqlite3 *db)
{
	sqlite3 *made;
	sqlite3_stmt *from;
	sqlite3_stmt *to;
	assert_int_equal(sqlite3_open(":memory:", &made), SQLITE_OK);
	assert_int_equal(sqlite3_exec(made, routes_schema_sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA writable_schema = ON", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_prepare_v2(made, "SELECT sql, name FROM sqlite_schema WHERE sql NOTNULL", -1, &from, NULL);
	sqlite3_prepare_v2(db, "UPDATE sqlite_schema SET sql = ?1 WHERE name = ?2 AND type = 'table'", -1, &to, NULL);
	while (sqlite3_step(from) == SQLITE_ROW) {
		sqlite3_bind_value(to, 1, sqlite3_column_value(from, 0));
		sqlite3_bind_value(to, 2, sqlite3_column_value(from, 1));
		assert_int_equal(sqlite3_step(to), SQLITE_DONE);
		sqlite3_reset(to);
	}
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	sqlite3_close(made);
}

static void write_file(const char *more, int walks)
{
	sqlite3 *db;
	(void)unlink(path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, schema, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_stmt *s;
	const char *sql = "INSERT INTO route VALUES (7, ?1, ?2, 200, 150, 2, 0, 15, ?3, ?4)";
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	for (int i = 0; i < walks; i++) {
		sqlite3_bind_int(s, 1, i % 2);
		sqlite3_bind_int(s, 2, 1000 - i / 2);
		sqlite3_bind_blob(s, 3, line.bytes, (int)line.len, SQLITE_STATIC);
		sqlite3_bind_blob(s, 4, words.bytes, (int)words.len, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(s), SQLITE_DONE);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	assert_int_equal(sqlite3_exec(db, more, NULL, NULL, NULL), SQLITE_OK);
	name_real_tables(db);
	sqlite3_close(db);
}

static void a_site_gets_its_own_routes(void **state)
{
	(void)state;
	struct routes r;
	struct err e = { 0 };
	write_file("", 6);
	assert_true(routes_read(path, 7, arena, &r, &e));
	assert_true(r.known);
	assert_int_equal(r.len, 6);
	assert_int_equal(r.reach_m, 5000);
	const struct route_record *found = routes_find(&r, 999, ROUTE_STEPLESS);
	assert_non_null(found);
	assert_int_equal(found->end_gap_m, 15);
	struct route_plan plan;
	assert_true(routes_decode(found, arena, &plan, &e));
	assert_string_equal(plan.steps[0].name, "Rue de la Gare");
	assert_null(routes_find(&r, 5, ROUTE_SHORTEST));
	assert_null(routes_find(NULL, 999, ROUTE_SHORTEST));
	/* On the extract, but nothing around it; and not on it at all. */
	assert_true(routes_read(path, 8, arena, &r, &e));
	assert_true(r.known);
	assert_int_equal(r.len, 0);
	assert_true(routes_read(path, 9, arena, &r, &e));
	assert_false(r.known);
	assert_true(routes_check(path, &e));
}

#define BEYOND "CREATE TABLE beyond (site, place, PRIMARY KEY (site, place)) WITHOUT ROWID;"

static void a_site_knows_what_is_too_far(void **state)
{
	(void)state;
	struct routes r;
	struct err e = { 0 };
	write_file(BEYOND "INSERT INTO beyond VALUES (7, 40), (7, 30), (8, 50)", 2);
	assert_true(routes_read(path, 7, arena, &r, &e));
	assert_true(routes_is_beyond(&r, 30));
	assert_true(routes_is_beyond(&r, 40));
	assert_false(routes_is_beyond(&r, 50));
	assert_false(routes_is_beyond(&r, 1000));
	assert_false(routes_is_beyond(NULL, 30));
	assert_true(routes_read(path, 9, arena, &r, &e));
	assert_false(routes_is_beyond(&r, 30));
	assert_true(routes_check(path, &e));
}

static void hostile_files_are_refused(void **state)
{
	(void)state;
	static const char *const tricks[] = {
		"PRAGMA user_version = 2",
		"PRAGMA application_id = 1",
		"DROP TABLE origin",
		"DROP TABLE route; CREATE VIEW route AS SELECT 7 site, 0 variant, 1 place",
		"UPDATE origin SET reach = 1000000000",
		"UPDATE origin SET reach = -1",
		"UPDATE route SET metres = -5",
		"UPDATE route SET metres = 1e300",
		"UPDATE route SET seconds = 'soon'",
		"UPDATE route SET variant = variant + 7",
		"UPDATE route SET end_gap = 99999999999",
		"UPDATE route SET line = NULL",
		"UPDATE route SET line = 'text'",
		"UPDATE route SET line = zeroblob(9000000)",
		"UPDATE route SET steps = x'02'",
		"UPDATE route SET steps = line",
		"CREATE VIEW beyond AS SELECT 7 site, 1 place",
		BEYOND "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
		       "INSERT INTO beyond SELECT 7, i FROM n",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
		"INSERT INTO route SELECT 7, 0, 100000 + i, 1, 1, 0, 0, 0, (SELECT line FROM route), "
		"(SELECT steps FROM route) FROM n",
	};
	for (size_t i = 0; i < ARRAY_LEN(tricks); i++) {
		struct routes r = { 0 };
		struct err e = { 0 };
		write_file(tricks[i], 4);
		if (routes_check(path, &e)) {
			fail_msg("taken: %s", tricks[i]);
		}
		assert_false(routes_read(path, 7, arena, &r, &e));
		assert_int_equal(r.len, 0);
		assert_int_not_equal(strlen(e.message), 0);
	}
}

/* A triple of bytes at every place of the file: whatever comes of it, nothing dies and what loads decodes. */
static void flipped_bytes_never_crash(void **state)
{
	(void)state;
	struct buf whole = { 0 };
	struct err e = { 0 };
	write_file("", 8);
	assert_true(fs_read_file(path, 1 << 20, &whole, &e));
	int refused = 0;
	for (size_t at = 0; at < whole.len; at += 61) {
		char kept = whole.bytes[at];
		whole.bytes[at] = (char)(kept ^ 0x5A);
		assert_true(fs_write_file_volatile(path, whole.bytes, whole.len, 0600, &e));
		whole.bytes[at] = kept;
		struct routes r;
		if (!routes_read(path, 7, arena, &r, &e)) {
			refused++;
			continue;
		}
		for (size_t i = 0; i < r.len; i++) {
			struct route_plan plan;
			assert_true(routes_decode(&r.records[i], arena, &plan, &e));
		}
		arena_reset(arena);
	}
	assert_true(refused > 0);
	buf_finish(&whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_comes_back),
		cmocka_unit_test(a_line_is_small),
		cmocka_unit_test(damaged_lines_are_refused),
		cmocka_unit_test(damaged_steps_are_refused),
		cmocka_unit_test(a_site_gets_its_own_routes),
		cmocka_unit_test(a_site_knows_what_is_too_far),
		cmocka_unit_test(hostile_files_are_refused),
		cmocka_unit_test(flipped_bytes_never_crash),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
