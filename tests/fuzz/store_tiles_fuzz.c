/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map with changed rows and bytes: it opens or says why, and every tile is found, empty or damaged within its size.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "fuzz/database.h"
#include "store/schema.h"
#include "store/tiles.h"

/* Tiles gzipped, in a zlib stream, as they are, empty and damaged. */
static const char rows_sql[] =
		"INSERT INTO metadata VALUES ('name','seed'), ('format','pbf'), ('minzoom','0'), ('maxzoom','14'),"
		"('bounds','3.6,44.0,7.3,46.6'), ('attribution','<a href=\"https://example.org\">(c) "
		"contributors</a>');"
		"INSERT INTO tiles VALUES "
		"(0,0,0,x'"
		"1f8b08000000000002032bc9cc4955c84f5348aa2c492dd65128294fcd2ba954284e2d4bcd0300ffded7511b000000'),"
		"(1,0,0,x'789caba8180583090000e3debb81'), (1,1,0,x'1a0b0c'), (1,0,1,x''), (1,1,1,x'1f8b0800ff'), "
		"(22,4194303,0,x'78da');";

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look(struct tiles *t)
{
	static const struct {
		int z;
		uint32_t x, y;
	} asked[] = { { 0, 0, 0 }, { 1, 0, 0 }, { 1, 1, 0 }, { 1, 0, 1 }, { 1, 1, 1 }, { 22, 4194303, 4194303 },
		{ 22, 1 << 22, 0 }, { 23, 0, 0 }, { -1, 0, 0 } };
	const struct tiles_info *info = tiles_info(t);
	need(info->min_zoom >= 0 && info->min_zoom <= TILES_ZOOM_MAX && info->max_zoom >= 0 &&
			info->max_zoom <= TILES_ZOOM_MAX);
	need(isfinite(info->west) && isfinite(info->east) && info->west < info->east && info->south < info->north);
	need(fabs(info->west) <= 180 && fabs(info->east) <= 180 && fabs(info->south) <= 90 && fabs(info->north) <= 90);
	need(memchr(info->format, 0, sizeof info->format) && memchr(info->attribution, 0, sizeof info->attribution));
	need(utf8_valid(info->attribution, strlen(info->attribution)) && !strchr(info->attribution, '<'));
	struct buf out = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		struct err e = { 0 };
		switch (tiles_get(t, asked[i].z, asked[i].x, asked[i].y, &out, &e)) {
		case TILES_FOUND:
			need(out.len > 0 && out.len <= TILES_TILE_BYTES_MAX);
			break;
		case TILES_EMPTY:
			need(out.len == 0);
			break;
		case TILES_BAD:
			need(out.len == 0 && e.message[0] != '\0');
			break;
		}
	}
	buf_finish(&out);
}

static struct database *seed(void)
{
	CLEANUP(free_ptr)
	char *schema = mem_printf("%s; %s;", mbtiles_tables_sql, mbtiles_index_sql);
	return database_create("map.mbtiles", schema, rows_sql, 0, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct database *d;
	struct err e = { 0 };
	struct tiles *t;
	if (!d) {
		d = seed();
		database_write_seed(d);
		t = tiles_open(database_path(d), &e);
		need(t != NULL);
		look(t);
		tiles_close(t);
	}
	(void)database_write(d, data, size);
	for (int foreign = 0; foreign < 2; foreign++) {
		e.message[0] = '\0';
		t = foreign ? tiles_open_foreign(database_path(d), &e) : tiles_open(database_path(d), &e);
		need(t || e.message[0] != '\0');
		if (t) {
			look(t);
			tiles_close(t);
		}
	}
	return 0;
}
