/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/mapfile.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "compile/insert.h"
#include "store/schema.h"
#include "store/tiles.h"

enum {
	APPLICATION_ID = 0x4d504258, /* "MPBX": MBTiles 1.3, section "Database" */
	GZIP_WINDOW_BITS = 15 + 16,
	ZOOM_SHIFT = 48,
	COLUMN_SHIFT = 24, /* both above TILES_ZOOM_MAX bits */
};

struct writer {
	struct insert in;
	enum map_packing packing;
	struct buf raw, packed;
	size_t tiles;
};

/* zlib writes no name and no time into the header: same tile, same bytes. */
static bool pack(const struct buf *raw, struct buf *out, struct err *e)
{
	z_stream z = { .next_in = (unsigned char *)raw->bytes, .avail_in = (unsigned)raw->len };
	buf_clear(out);
	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		return fail(e, "zlib does not start");
	}
	buf_reserve(out, deflateBound(&z, raw->len));
	z.next_out = (unsigned char *)out->bytes;
	z.avail_out = (unsigned)out->capacity;
	bool ok = deflate(&z, Z_FINISH) == Z_STREAM_END;
	out->len = z.total_out;
	(void)deflateEnd(&z);
	return ok || fail(e, "zlib could not pack a tile");
}

static bool add_tile(struct writer *w, sqlite3_stmt *s, struct err *e)
{
	int64_t zoom = sqlite3_column_int64(s, 0);
	int64_t column = sqlite3_column_int64(s, 1);
	int64_t row = sqlite3_column_int64(s, 2);
	if (zoom < 0 || zoom > TILES_ZOOM_MAX || column < 0 || row < 0 || column >> zoom || row >> zoom) {
		return fail_kind(e, ERR_FORMAT, "tile %lld/%lld/%lld does not exist", (long long)zoom,
				(long long)column, (long long)row);
	}
	const void *bytes = sqlite3_column_blob(s, 3);
	buf_clear(&w->raw);
	if (bytes && !tiles_unpack(bytes, (size_t)sqlite3_column_bytes(s, 3), &w->raw, e)) {
		return fail_wrap(e, "tile %lld/%lld/%lld", (long long)zoom, (long long)column, (long long)row);
	}
	if (w->raw.len == 0) {
		return true;
	}
	if (w->packing == MAP_GZIP && !pack(&w->raw, &w->packed, e)) {
		return false;
	}
	const struct buf *stored = w->packing == MAP_GZIP ? &w->packed : &w->raw;
	struct blob blob = { .bytes = stored->bytes, .len = stored->len };
	insert_row(&w->in, "tiles (rowid, zoom_level, tile_column, tile_row, tile_data)", "iiiib",
			zoom << ZOOM_SHIFT | column << COLUMN_SHIFT | row, zoom, column, row, &blob);
	w->tiles++;
	return true;
}

static bool copy_tiles(struct writer *w, struct db *from, struct err *e)
{
	sqlite3_stmt *s = db_prepare(from,
			"SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles ORDER BY 1, 2, 3", e);
	if (!s) {
		return false;
	}
	bool ok = true;
	int code = SQLITE_DONE;
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		db_allow(from, DB_ANSWER_MS);
		ok = add_tile(w, s, e);
	}
	sqlite3_finalize(s);
	if (ok && code != SQLITE_DONE) {
		return db_fail(from, "tiles", e);
	}
	return ok && (w->tiles > 0 || fail_kind(e, ERR_FORMAT, "there is no tile in it"));
}

static bool copy_metadata(struct writer *w, struct db *from, struct err *e)
{
	sqlite3_stmt *s = db_prepare(from, "SELECT name, value FROM metadata ORDER BY 1, 2", e);
	int code = SQLITE_DONE;
	while (s && (code = sqlite3_step(s)) == SQLITE_ROW) {
		insert_row(&w->in, "metadata", "tt", (const char *)sqlite3_column_text(s, 0),
				(const char *)sqlite3_column_text(s, 1));
	}
	sqlite3_finalize(s);
	return s && (code == SQLITE_DONE || db_fail(from, "metadata", e));
}

static bool fill(struct writer *w, struct db *from, struct err *e)
{
	CLEANUP(free_ptr) char *id = mem_printf("PRAGMA application_id = %d", APPLICATION_ID);
	insert_sql(&w->in, "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF;"
			   "PRAGMA synchronous = OFF; PRAGMA auto_vacuum = NONE");
	insert_sql(&w->in, id);
	insert_sql(&w->in, "BEGIN");
	insert_sql(&w->in, mbtiles_tables_sql);
	bool ok = copy_metadata(w, from, e) && copy_tiles(w, from, e);
	/* After the rows: the index then lies behind them in one piece, in order. A tile that is there twice fails
	 * here. */
	insert_sql(&w->in, mbtiles_index_sql);
	insert_sql(&w->in, "COMMIT");
	struct err written;
	bool done = insert_finish(&w->in, ok ? e : &written);
	return ok && done;
}

bool mapfile_write(const char *from, const char *to, enum map_packing packing, struct err *e)
{
	struct db source;
	struct writer w = { .packing = packing };
	CLEANUP(free_ptr) char *fresh = mem_printf("%s.new", to);
	(void)unlink(fresh);
	if (!db_open_foreign(&source, from, e)) {
		return fail_wrap(e, "map %s", from);
	}
	bool ok = sqlite3_open_v2(fresh, &w.in.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK;
	ok = ok ? fill(&w, &source, e) : fail(e, "cannot create %s", fresh);
	sqlite3_close(w.in.db);
	db_close(&source);
	buf_finish(&w.raw);
	buf_finish(&w.packed);
	ok = ok ? fs_rename_durable(fresh, to, e) : fail_wrap(e, "map %s", from);
	if (!ok) {
		(void)unlink(fresh);
	}
	return ok;
}
