/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map_check - what the oracles of tests/scenario/map.test ask
 *
 *   map_check dump FILE              a decoded tile (MVT bytes, not compressed) as JSON, one object
 *   map_check cairo FILE.mbtiles...  paints tiles with data twice, by us and by cairo, and prints the differences
 *
 * Run from the top of the sources (assets/). */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "map/camera.h"
#include "store/tiles.h"

#include "map_reference.h"

enum { FILE_BYTES_MAX = 16 << 20, SIZE_PX = 512 };

/* ---- dump ---- */

static json_t *value_json(struct mvt_value v)
{
	switch (v.type) {
	case MVT_STRING:
		return json_stringn(v.string.bytes, v.string.len);
	case MVT_NUMBER:
		return json_real(v.number);
	case MVT_BOOL:
		return json_boolean(v.number != 0);
	case MVT_NULL:
		break;
	}
	return json_null();
}

static json_t *geometry_json(const struct mvt_feature *f, struct arena *arena)
{
	struct mvt_shape s;
	if (!mvt_shape(f, arena, &s)) {
		return json_null();
	}
	json_t *parts = json_array();
	size_t at = 0;
	for (size_t part = 0; part < s.part_len; part++) {
		json_t *points = json_array();
		for (; at < s.ends[part]; at++) {
			json_array_append_new(points, json_pack("[i, i]", s.xy[2 * at], s.xy[2 * at + 1]));
		}
		json_array_append_new(parts, json_pack("{s:b, s:o}", "closed", s.closed[part], "points", points));
	}
	return parts;
}

static json_t *feature_json(const struct mvt_layer *layer, const struct mvt_feature *f, struct arena *arena)
{
	json_t *properties = json_object();
	for (size_t k = 0; k < layer->keys_len; k++) {
		char *key = arena_strndup(arena, layer->keys[k].bytes, layer->keys[k].len);
		struct mvt_value v = mvt_get_slice(layer, f, layer->keys[k]);
		if (v.type != MVT_NULL) {
			json_object_set_new(properties, key, value_json(v));
		}
	}
	return json_pack("{s:i, s:o, s:o}", "type", (int)f->type, "properties", properties, "parts",
			geometry_json(f, arena));
}

static int dump(const char *path)
{
	struct buf bytes = { 0 };
	struct err e = { 0 };
	struct mvt_tile *tile = mem_zalloc(1, sizeof *tile);
	struct arena *arena = arena_create(0);
	json_t *out = json_object();
	if (!fs_read_file(path, FILE_BYTES_MAX, &bytes, &e) ||
			!mvt_parse((const uint8_t *)buf_text(&bytes), bytes.len, arena, tile, &e)) {
		json_object_set_new(out, "error", json_string(e.message));
	} else {
		json_t *layers = json_object();
		for (size_t i = 0; i < tile->layers_len; i++) {
			const struct mvt_layer *layer = &tile->layers[i];
			json_t *features = json_array();
			for (size_t k = 0; k < layer->features_len; k++) {
				json_array_append_new(features, feature_json(layer, &layer->features[k], arena));
			}
			json_object_setn_new(layers, layer->name.bytes, layer->name.len,
					json_pack("{s:i, s:o}", "extent", (int)layer->extent, "features", features));
		}
		json_object_set_new(out, "layers", layers);
		json_object_set_new(out, "left_out", json_integer((json_int_t)tile->left_out));
	}
	(void)json_dumpf(out, stdout, JSON_SORT_KEYS);
	(void)puts("");
	json_decref(out);
	arena_destroy(arena);
	buf_finish(&bytes);
	free(tile);
	return 0;
}

/* ---- cairo ---- */

struct check {
	struct style style;
	struct arena *styles, *parsed, *scratch;
	struct raster *ours, *theirs;
	uint32_t *a, *b;
	struct mvt_tile tile;
	int count, over;
	double worst, sum;
};

/* Root of the mean squared difference of the colour channels, 1 is black against white. */
static double difference(const uint32_t *a, const uint32_t *b, size_t count)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		for (int shift = 0; shift < 24; shift += 8) {
			double d = ((double)(a[i] >> shift & 255) - (double)(b[i] >> shift & 255)) / 255;
			sum += d * d;
		}
	}
	return sqrt(sum / (3.0 * (double)count));
}

/* Ours, cairo's and the difference side by side, when MAP_CHECK_PICTURES names a folder. */
static void save_picture(const struct check *c, struct tile_id id)
{
	const char *folder = getenv("MAP_CHECK_PICTURES");
	CLEANUP(free_ptr)
	char *path = folder ? mem_printf("%s/%d-%" PRIu32 "-%" PRIu32 ".ppm", folder, id.z, id.x, id.y) : NULL;
	FILE *f = path ? fopen(path, "wb") : NULL;
	if (!f) {
		return;
	}
	(void)fprintf(f, "P6\n%d %d\n255\n", 3 * SIZE_PX, SIZE_PX);
	for (size_t y = 0; y < SIZE_PX; y++) {
		for (size_t x = 0; x < (size_t)3 * SIZE_PX; x++) {
			size_t at = y * SIZE_PX + x % SIZE_PX;
			for (int shift = 16; shift >= 0; shift -= 8) {
				int a = (int)(c->a[at] >> shift & 255);
				int b = (int)(c->b[at] >> shift & 255);
				(void)fputc(x < SIZE_PX ? a : x < (size_t)2 * SIZE_PX ? b : 255 - abs(a - b), f);
			}
		}
	}
	(void)fclose(f);
}

static void compare(struct check *c, const char *file, struct tile_id id, struct buf *bytes)
{
	struct err e;
	arena_reset(c->parsed);
	if (!mvt_parse((const uint8_t *)buf_text(bytes), bytes->len, c->parsed, &c->tile, &e)) {
		return;
	}
	struct tile_data data = { .source = "map", .tile = &c->tile, .id = id };
	struct tile_job job = { .id = id,
		.size_px = SIZE_PX,
		.zoom = id.z,
		.px_per_unit = 1.067F,
		.style = &c->style,
		.data = &data,
		.data_len = 1 };
	bool whole = tilepaint(c->ours, &job, c->scratch, c->a);
	(void)reference_tilepaint(c->theirs, &job, c->scratch, c->b);
	double d = difference(c->a, c->b, (size_t)SIZE_PX * SIZE_PX);
	c->count++;
	c->over += d > 0.01 || !whole;
	c->sum += d;
	c->worst = fmax(c->worst, d);
	if (d > 0.01) {
		printf("%s z=%d x=%" PRIu32 " y=%" PRIu32 " rmse=%.4f\n", file, id.z, id.x, id.y, d);
		save_picture(c, id);
	}
}

static bool compare_file(struct check *c, const char *file)
{
	struct err e;
	struct tiles *tiles = tiles_open(file, &e);
	if (!tiles) {
		(void)fprintf(stderr, "map_check: %s\n", e.message);
		return false;
	}
	const struct tiles_info *info = tiles_info(tiles);
	struct world nw = world_from_degrees(info->west, info->north);
	struct world se = world_from_degrees(info->east, info->south);
	struct buf bytes = { 0 };
	for (int z = info->min_zoom; z <= info->max_zoom; z++) {
		double count = exp2(z);
		for (uint32_t x = (uint32_t)(nw.x * count); x <= (uint32_t)(se.x * count); x++) {
			for (uint32_t y = (uint32_t)(nw.y * count); y <= (uint32_t)(se.y * count); y++) {
				if (tiles_get(tiles, z, x, y, &bytes, &e) == TILES_FOUND) {
					compare(c, file, (struct tile_id){ z, x, y }, &bytes);
				}
			}
		}
	}
	buf_finish(&bytes);
	tiles_close(tiles);
	return true;
}

static int cairo(int count, char **files)
{
	struct check *c = mem_zalloc(1, sizeof *c);
	struct buf json = { 0 };
	struct err e = { 0 };
	c->styles = arena_create(0);
	c->parsed = arena_create(0);
	c->scratch = arena_create(0);
	c->a = mem_zalloc((size_t)SIZE_PX * SIZE_PX, sizeof *c->a);
	c->b = mem_zalloc((size_t)SIZE_PX * SIZE_PX, sizeof *c->b);
	c->ours = raster_create(&e);
	c->theirs = reference_create(&e);
	bool ok = c->ours && fs_read_file("assets/mapstyle/clair.json", STYLE_BYTES_MAX, &json, &e) &&
		  style_parse(&c->style, "clair", buf_text(&json), json.len, c->styles, NULL, NULL, &e);
	for (int i = 0; ok && i < count; i++) {
		ok = compare_file(c, files[i]);
	}
	if (!ok) {
		(void)fprintf(stderr, "map_check: %s\n", e.message);
	}
	printf("tiles=%d over=%d mean=%.4f worst=%.4f\n", c->count, c->over, c->count ? c->sum / c->count : 0,
			c->worst);
	ok = ok && c->count > 0 && c->over == 0;
	raster_destroy(c->ours);
	reference_destroy(c->theirs);
	arena_destroy(c->styles);
	arena_destroy(c->parsed);
	arena_destroy(c->scratch);
	buf_finish(&json);
	free(c->a);
	free(c->b);
	free(c);
	return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "dump") == 0) {
		return dump(argv[2]);
	}
	if (argc > 2 && strcmp(argv[1], "cairo") == 0) {
		return cairo(argc - 2, argv + 2);
	}
	(void)fprintf(stderr, "usage: map_check dump FILE | cairo FILE.mbtiles...\n");
	return 2;
}
