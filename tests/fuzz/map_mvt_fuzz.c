/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tile comes from a card that ages: whatever its bytes are, it is decoded, painted and lettered within bounds. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "map/label/labels.h"
#include "map/raster/tilepaint.h"

enum { SIZE_PX = 64 };

/* Everything the rasteriser can do, on layers of any name: source-layer names are those of the corpus. */
static const char style_json[] =
		"{\"version\":8,\"layers\":["
		"{\"id\":\"b\",\"type\":\"background\",\"paint\":{\"background-color\":\"#fff\"}},"
		"{\"id\":\"f\",\"type\":\"fill\",\"source\":\"map\",\"source-layer\":\"a\",\"paint\":{"
		"\"fill-color\":\"#080\",\"fill-"
		"outline-color\":\"#000\"}},"
		"{\"id\":\"l\",\"type\":\"line\",\"source\":\"map\",\"source-layer\":\"a\",\"layout\":"
		"{\"line-cap\":\"round\",\"line-"
		"join\":\"miter\"},\"paint\":{\"line-color\":\"#00f\",\"line-width\":3,\"line-"
		"dasharray\":[2,1],\"line-gap-width\":2,"
		"\"line-offset\":1}},"
		"{\"id\":\"c\",\"type\":\"circle\",\"source\":\"map\",\"source-layer\":\"a\","
		"\"filter\":[\"has\",\"k\"],\"paint\":{"
		"\"circle-radius\":3,\"circle-stroke-width\":2}},"
		"{\"id\":\"s\",\"type\":\"symbol\",\"source\":\"map\",\"source-layer\":\"a\","
		"\"layout\":{\"text-field\":[\"to-string\",[\"coalesce\",[\"get\",\"k\"],\"Rue Haute\"]],"
		"\"symbol-placement\":\"line\",\"symbol-spacing\":50,\"text-size\":12,"
		"\"text-max-angle\":80}},"
		"{\"id\":\"p\",\"type\":\"symbol\",\"source\":\"map\",\"source-layer\":\"a\","
		"\"layout\":{\"text-field\":[\"to-string\",[\"coalesce\",[\"get\",\"k\"],\"Mairie\"]],"
		"\"text-max-width\":3,\"text-size\":12,\"text-letter-spacing\":0.1}}]}";

static void visit(const struct mvt_tile *tile, struct arena *arena)
{
	for (size_t i = 0; i < tile->layers_len; i++) {
		const struct mvt_layer *layer = &tile->layers[i];
		for (size_t k = 0; k < layer->features_len && k < 200; k++) {
			const struct mvt_feature *f = &layer->features[k];
			struct mvt_shape shape;
			(void)mvt_get_slice(layer, f, (struct mvt_slice){ "name", 4 });
			if (mvt_shape(f, arena, &shape) && shape.part_len > 0 &&
					shape.ends[shape.part_len - 1] != shape.point_len) {
				abort(); /* parts cover all points */
			}
		}
	}
}

/* Names of any bytes, along any lines. */
static void name_it(const struct style *style, const struct tile_data *data, struct arena *scratch)
{
	static const char *const regular[] = { "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
		"/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf" };
	static const char *const bold[] = { "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
		"/usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf" };
	static struct lettering *letters;
	static struct labels labels;
	struct err e;
	if (!letters) {
		letters = lettering_create(regular, bold, 2, &e);
	}
	struct labels_job job = { .rect = { 0, 0, 256, 256 },
		.style = style,
		.tiles = data,
		.tiles_len = 1,
		.lang = "fr",
		.px_per_unit = 1 };
	if (letters) {
		labels_place(letters, &job, scratch, &labels);
		labels_finish(&labels);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct raster *raster;
	static struct arena *arena, *scratch, *styles;
	static struct style style;
	static struct mvt_tile tile;
	static uint32_t pixels[SIZE_PX * SIZE_PX];
	struct err e = { 0 };
	if (!raster) {
		styles = arena_create(0);
		arena = arena_create(0);
		scratch = arena_create(0);
		raster = raster_create(&e);
		if (!raster || !style_parse(&style, "fuzz", style_json, strlen(style_json), styles, NULL, NULL, &e)) {
			abort();
		}
	}
	if (!mvt_parse(data, size, arena, &tile, &e)) {
		if (e.message[0] == '\0') {
			abort(); /* a refusal says why */
		}
		arena_reset(arena);
		return 0;
	}
	visit(&tile, arena);
	struct tile_data source = { .source = "map", .tile = &tile };
	struct tile_job job = { .size_px = SIZE_PX, .px_per_unit = 1, .style = &style, .data = &source, .data_len = 1 };
	(void)tilepaint(raster, &job, scratch, pixels);
	arena_reset(scratch);
	name_it(&style, &source, scratch);
	arena_reset(arena);
	arena_reset(scratch);
	return 0;
}
