/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiles.h - reading map tiles out of an MBTiles file
 *
 * MBTiles 1.3: SQLite, rows counted from the south (TMS), vector tiles gzipped or as they are.
 * Callers use the usual z/x/y with y from the north. Opening reads the header and
 * the metadata only, whatever the file's size. A handle belongs to one thread at a
 * time: each worker opens its own. */
#ifndef STORE_TILES_H
#define STORE_TILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/date.h"

struct tiles;

enum { TILES_TILE_BYTES_MAX = 4 * 1024 * 1024, TILES_ZOOM_MAX = 22 };

struct tiles_info {
	int min_zoom, max_zoom;
	double west, south, east, north; /* degrees; the whole world when the file does not say */
	char format[16];                 /* "pbf" */
	char attribution[256];           /* plain text, may be empty */
	struct date extract;             /* of the newest change in what it was made of (extract_date); may be unset */
};

/* Owned: tiles_close(). NULL on error. A map of a bundle: it has the tables of store/schema.h and no other object. */
MUST_USE struct tiles *tiles_open(const char *path, struct err *e);
/* The same for a map as its maker wrote it, on a machine of staff: `tiles` may be a view. */
MUST_USE struct tiles *tiles_open_foreign(const char *path, struct err *e);
void tiles_close(struct tiles *t);
const struct tiles_info *tiles_info(const struct tiles *t);

enum tiles_result {
	TILES_FOUND,
	TILES_EMPTY, /* no such tile, or one with nothing in it: draw the background */
	TILES_BAD,   /* the bytes are damaged: *e says how; draw the background */
};

/* Replaces *out by the tile's bytes, decompressed (at most TILES_TILE_BYTES_MAX). */
enum tiles_result tiles_get(struct tiles *t, int z, uint32_t x, uint32_t y, struct buf *out, struct err *e);

/* Appends a stored tile, gzipped, in a zlib stream or as it is, unpacked (at most TILES_TILE_BYTES_MAX). Pure. */
MUST_USE bool tiles_unpack(const void *bytes, size_t len, struct buf *out, struct err *e);

#endif
