/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tiles.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/schema.h"

enum { INFLATE_CHUNK = 64 * 1024, GZIP_WINDOW_BITS = 15 + 32 };

struct tiles {
	struct db db;
	sqlite3_stmt *find;
	struct tiles_info info;
};

static void read_bounds(struct tiles_info *info, const char *text)
{
	double b[4];
	char copy[128];
	char *rest = copy;
	if (!str_copy(copy, sizeof copy, text)) {
		return;
	}
	for (int i = 0; i < 4; i++) {
		char *word = strsep(&rest, ",");
		if (!word || !str_to_double(word + strspn(word, " "), &b[i])) {
			return;
		}
	}
	bool good = b[0] >= -180 && b[2] <= 180 && b[0] < b[2] && b[1] >= -90 && b[3] <= 90 && b[1] < b[3];
	if (good) {
		info->west = b[0];
		info->south = b[1];
		info->east = b[2];
		info->north = b[3];
	}
}

static void read_value(struct tiles_info *info, const char *name, const char *value)
{
	long zoom;
	if (str_equal(name, "format")) {
		str_cut(info->format, sizeof info->format, value);
	} else if (str_equal(name, "attribution")) {
		str_cut(info->attribution, sizeof info->attribution, value);
	} else if (str_equal(name, "extract_date")) {
		(void)date_parse(value, &info->extract);
	} else if (str_equal(name, "bounds")) {
		read_bounds(info, value);
	} else if (str_equal(name, "minzoom") && str_to_long(value, 0, TILES_ZOOM_MAX, &zoom)) {
		info->min_zoom = (int)zoom;
	} else if (str_equal(name, "maxzoom") && str_to_long(value, 0, TILES_ZOOM_MAX, &zoom)) {
		info->max_zoom = (int)zoom;
	}
}

/* Map makers write <a href=...>: the kiosk shows the words alone. */
static void strip_tags(char *text)
{
	char *to = text;
	bool inside = false;
	for (const char *from = text; *from; from++) {
		if (*from == '<') {
			inside = true;
		} else if (*from == '>') {
			inside = false;
		} else if (!inside) {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static bool read_info(struct tiles *t, struct err *e)
{
	t->info = (struct tiles_info){ .max_zoom = 14, .west = -180, .south = -90, .east = 180, .north = 90 };
	sqlite3_stmt *s = db_prepare(&t->db, "SELECT name, value FROM metadata LIMIT 200", e);
	if (!s) {
		return false;
	}
	int code;
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		const char *value = (const char *)sqlite3_column_text(s, 1);
		if (name && value && utf8_valid(value, strlen(value))) {
			read_value(&t->info, name, value);
		}
	}
	sqlite3_finalize(s);
	strip_tags(t->info.attribution);
	if (code != SQLITE_DONE) {
		return db_fail(&t->db, "metadata", e);
	}
	if (t->info.format[0] && !str_equal(t->info.format, "pbf")) {
		return fail_kind(e, ERR_FORMAT, "the tiles are %s pictures, not vector tiles (pbf)", t->info.format);
	}
	return true;
}

static struct tiles *open_map(const char *path, bool foreign, struct err *e)
{
	struct tiles *t = mem_zalloc(1, sizeof *t);
	bool ok = foreign ? db_open_foreign(&t->db, path, e)
			  : db_open(&t->db, path, e) && schema_check(&t->db, SCHEMA_MBTILES, e);
	ok = ok && read_info(t, e);
	if (ok) {
		/* The same few pages of the index come again, tiles hardly ever: a large map needs no more than a small
		 * one. */
		sqlite3_exec(t->db.handle, "PRAGMA cache_size = -384", NULL, NULL, NULL);
	}
	if (ok) {
		t->find = db_prepare(&t->db,
				"SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = "
				"?3",
				e);
		ok = t->find != NULL;
	}
	if (!ok) {
		(void)fail_wrap(e, "map %s", path);
		tiles_close(t);
		return NULL;
	}
	return t;
}

struct tiles *tiles_open(const char *path, struct err *e)
{
	return open_map(path, false, e);
}

struct tiles *tiles_open_foreign(const char *path, struct err *e)
{
	return open_map(path, true, e);
}

void tiles_close(struct tiles *t)
{
	if (t) {
		sqlite3_finalize(t->find);
		db_close(&t->db);
		free(t);
	}
}

const struct tiles_info *tiles_info(const struct tiles *t)
{
	return &t->info;
}

/* Grows by what was unpacked: a size that the header claims allocates nothing. */
static bool inflate_all(z_stream *z, struct buf *out, struct err *e)
{
	unsigned char chunk[INFLATE_CHUNK];
	for (;;) {
		z->next_out = chunk;
		z->avail_out = sizeof chunk;
		int code = inflate(z, Z_NO_FLUSH);
		size_t got = sizeof chunk - z->avail_out;
		if (out->len + got > TILES_TILE_BYTES_MAX) {
			return fail_kind(e, ERR_FORMAT, "the tile unpacks to more than %d bytes", TILES_TILE_BYTES_MAX);
		}
		buf_add(out, chunk, got);
		if (code == Z_STREAM_END) {
			return true;
		}
		if (code != Z_OK || (got == 0 && z->avail_in == 0)) {
			return fail_kind(e, ERR_FORMAT, "the tile's compressed bytes are damaged");
		}
	}
}

bool tiles_unpack(const void *stored, size_t len, struct buf *out, struct err *e)
{
	const unsigned char *bytes = stored;
	bool packed = len >= 2 && ((bytes[0] == 0x1f && bytes[1] == 0x8b) || (bytes[0] == 0x78 && bytes[1] != 0));
	if (!packed) {
		if (len > TILES_TILE_BYTES_MAX) {
			return fail_kind(e, ERR_FORMAT, "the tile is larger than %d bytes", TILES_TILE_BYTES_MAX);
		}
		buf_add(out, bytes, len);
		return true;
	}
	z_stream z = { .next_in = (unsigned char *)bytes, .avail_in = (unsigned)len };
	if (inflateInit2(&z, GZIP_WINDOW_BITS) != Z_OK) {
		return fail(e, "zlib does not start");
	}
	bool ok = inflate_all(&z, out, e);
	inflateEnd(&z);
	return ok;
}

static enum tiles_result read_tile(struct tiles *t, struct buf *out, struct err *e)
{
	int code = sqlite3_step(t->find);
	if (code == SQLITE_DONE) {
		return TILES_EMPTY;
	}
	if (code != SQLITE_ROW) {
		(void)db_fail(&t->db, "the map file is damaged", e);
		return TILES_BAD;
	}
	const unsigned char *bytes = sqlite3_column_blob(t->find, 0);
	size_t len = (size_t)sqlite3_column_bytes(t->find, 0);
	if (!bytes || len == 0) {
		return TILES_EMPTY;
	}
	if (!tiles_unpack(bytes, len, out, e)) {
		buf_clear(out);
		return TILES_BAD;
	}
	return out->len == 0 ? TILES_EMPTY : TILES_FOUND;
}

enum tiles_result tiles_get(struct tiles *t, int z, uint32_t x, uint32_t y, struct buf *out, struct err *e)
{
	buf_clear(out);
	if (z < 0 || z > TILES_ZOOM_MAX || x >= UINT32_C(1) << z || y >= UINT32_C(1) << z) {
		return TILES_EMPTY;
	}
	db_allow(&t->db, DB_ANSWER_MS);
	sqlite3_bind_int(t->find, 1, z);
	sqlite3_bind_int64(t->find, 2, x);
	sqlite3_bind_int64(t->find, 3, (int64_t)(UINT32_C(1) << z) - 1 - y);
	enum tiles_result result = read_tile(t, out, e);
	sqlite3_reset(t->find);
	if (result == TILES_BAD) {
		(void)fail_wrap(e, "tile %d/%u/%u", z, x, y);
	}
	return result;
}
