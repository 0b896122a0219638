/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/tiles.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static char path[64];

static void run(sqlite3 *db, const char *sql)
{
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void put(sqlite3 *db, int z, int column, int row, const void *bytes, size_t len)
{
	sqlite3_stmt *s;
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO tiles VALUES (?,?,?,?)", -1, &s, NULL), SQLITE_OK);
	sqlite3_bind_int(s, 1, z);
	sqlite3_bind_int(s, 2, column);
	sqlite3_bind_int(s, 3, row);
	sqlite3_bind_blob(s, 4, bytes, (int)len, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(s), SQLITE_DONE);
	sqlite3_finalize(s);
}

/* gzip of `len` bytes of value `byte`. */
static size_t pack(char byte, size_t len, unsigned char *out, size_t room)
{
	char *raw = mem_alloc(len + 1);
	memset(raw, byte, len);
	z_stream z = { .next_in = (unsigned char *)raw,
		.avail_in = (unsigned)len,
		.next_out = out,
		.avail_out = (unsigned)room };
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	size_t used = room - z.avail_out;
	deflateEnd(&z);
	free(raw);
	return used;
}

static int set_up(void **state)
{
	(void)state;
	static unsigned char packed[64 * 1024];
	sqlite3 *db;
	strcpy(path, "/tmp/borne-tiles-XXXXXX");
	int fd = mkstemp(path);
	close(fd);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	run(db, "CREATE TABLE metadata (name TEXT, value TEXT);"
		"CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
		"CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
		"INSERT INTO metadata VALUES ('format','pbf'), ('minzoom','2'), ('maxzoom','14'),"
		"('bounds','3.6,44.0,7.3,46.6'), ('attribution','<a href=\"https://x\">© OpenStreetMap</a>')");
	put(db, 2, 1, 3, packed, pack('a', 100, packed, sizeof packed)); /* row 3 from the south is y 0 */
	put(db, 2, 0, 0, packed, pack('a', 0, packed, sizeof packed));   /* tilemaker's empty tile */
	put(db, 2, 2, 0, "plain", 5);
	put(db, 2, 3, 0, "\x1f\x8b garbage", 10);
	put(db, 3, 0, 0, packed, pack('a', TILES_TILE_BYTES_MAX + 1, packed, sizeof packed));
	put(db, 3, 1, 0, "", 0);
	sqlite3_close(db);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

static void rows_are_counted_from_the_north(void **state)
{
	(void)state;
	struct buf b = { 0 };
	struct err e = { 0 };
	struct tiles *t = tiles_open(path, &e);
	assert_non_null(t);
	assert_int_equal(tiles_get(t, 2, 1, 0, &b, &e), TILES_FOUND);
	assert_int_equal(b.len, 100);
	assert_int_equal(b.bytes[99], 'a');
	assert_int_equal(tiles_get(t, 2, 1, 3, &b, &e), TILES_EMPTY);
	assert_int_equal(tiles_get(t, 2, 2, 3, &b, &e), TILES_FOUND); /* stored unpacked */
	assert_string_equal(buf_text(&b), "plain");
	buf_finish(&b);
	tiles_close(t);
}

static void the_header_is_read(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct tiles *t = tiles_open(path, &e);
	assert_int_equal(tiles_info(t)->min_zoom, 2);
	assert_int_equal(tiles_info(t)->max_zoom, 14);
	assert_true(tiles_info(t)->west > 3.5 && tiles_info(t)->west < 3.7);
	assert_string_equal(tiles_info(t)->attribution, "© OpenStreetMap");
	tiles_close(t);
}

static void empty_absent_and_impossible_tiles_draw_nothing(void **state)
{
	(void)state;
	struct buf b = { 0 };
	struct err e = { 0 };
	struct tiles *t = tiles_open(path, &e);
	assert_int_equal(tiles_get(t, 2, 0, 3, &b, &e), TILES_EMPTY);
	assert_int_equal(tiles_get(t, 3, 1, 7, &b, &e), TILES_EMPTY);
	assert_int_equal(tiles_get(t, 2, 4, 0, &b, &e), TILES_EMPTY);
	assert_int_equal(tiles_get(t, -1, 0, 0, &b, &e), TILES_EMPTY);
	assert_int_equal(tiles_get(t, 40, 0, 0, &b, &e), TILES_EMPTY);
	buf_finish(&b);
	tiles_close(t);
}

static void a_bad_tile_says_what_is_wrong_with_it(void **state)
{
	(void)state;
	struct buf b = { 0 };
	struct err e = { 0 };
	struct tiles *t = tiles_open(path, &e);
	assert_int_equal(tiles_get(t, 2, 3, 3, &b, &e), TILES_BAD);
	assert_non_null(strstr(e.message, "tile 2/3/3"));
	assert_int_equal(b.len, 0);
	assert_int_equal(tiles_get(t, 3, 0, 7, &b, &e), TILES_BAD); /* unpacks to more than is allowed */
	assert_non_null(strstr(e.message, "more than"));
	assert_int_equal(tiles_get(t, 2, 1, 0, &b, &e), TILES_FOUND);
	buf_finish(&b);
	tiles_close(t);
}

static void what_is_no_map_is_refused(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_null(tiles_open("/nonexistent.mbtiles", &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_null(tiles_open("Makefile", &e));
	assert_non_null(strstr(e.message, "Makefile"));
}

/* Bytes asked of the kernel by this process so far. */
static long read_so_far(void)
{
	char line[80];
	long bytes = 0;
	FILE *f = fopen("/proc/self/io", "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		bytes = strncmp(line, "rchar:", 6) == 0 ? strtol(line + 6, NULL, 10) : bytes;
	}
	(void)fclose(f);
	return bytes;
}

/* A map of 40 MB: what opening it and finding one tile reads does not grow with it. Counted, not timed. */
static void a_large_map_opens_by_reading_little(void **state)
{
	enum { TILES = 5000, BYTES = 8000, LITTLE = 128 * 1024 };
	(void)state;
	char large[] = "/tmp/borne-large-XXXXXX";
	static unsigned char tile[BYTES];
	struct buf b = { 0 };
	struct err e;
	sqlite3 *db;
	close(mkstemp(large));
	assert_int_equal(sqlite3_open(large, &db), SQLITE_OK);
	run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
		"CREATE TABLE metadata (name TEXT, value TEXT);"
		"CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
		"INSERT INTO metadata VALUES ('format','pbf')");
	memset(tile, 'a', sizeof tile);
	for (int i = 0; i < TILES; i++) {
		put(db, 14, i, 7, tile, sizeof tile);
	}
	run(db, "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row); COMMIT");
	sqlite3_close(db);

	long before = read_so_far();
	struct tiles *t = tiles_open(large, &e);
	assert_non_null(t);
	assert_true(read_so_far() - before < LITTLE);
	assert_int_equal(tiles_get(t, 14, TILES / 2, (1U << 14) - 1 - 7, &b, &e), TILES_FOUND);
	assert_true(read_so_far() - before < LITTLE);
	assert_int_equal(b.len, BYTES);
	buf_finish(&b);
	tiles_close(t);
	(void)unlink(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_counted_from_the_north),
		cmocka_unit_test(the_header_is_read),
		cmocka_unit_test(empty_absent_and_impossible_tiles_draw_nothing),
		cmocka_unit_test(a_bad_tile_says_what_is_wrong_with_it),
		cmocka_unit_test(what_is_no_map_is_refused),
		cmocka_unit_test(a_large_map_opens_by_reading_little),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
