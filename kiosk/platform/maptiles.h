/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maptiles.h - pictures of map tiles and names, made by workers
 *
 * What a worker needs to make one: the files, the styles, and per thread a handle of
 * each file, a rasteriser and a set of fonts. Made by mapview.c for each set of
 * files; jobs keep it alive until they are done. */
#ifndef PLATFORM_MAPTILES_H
#define PLATFORM_MAPTILES_H

#include "map/labels.h"
#include "platform/worker.h"

enum { MAPTILES_FILES_MAX = 16, MAPTILES_THEMES = 3, MAPTILES_DATA_MAX = 256 };

struct maptiles;
/* Where the map's looks come from; copied. */
struct maptiles_assets {
	const char *style_dir;  /* clair.json, sombre.json, contraste.json */
	const char *fonts_yaml; /* for names */
	const char *icons_dir;  /* for icon-image */
};
/* `files`: .mbtiles, copied; one that cannot be opened is left out and named in *e, with *complete false. Owned. NULL:
 * no style or font. */
MUST_USE struct maptiles *maptiles_create(const struct maptiles_assets *assets, const char *const *files, size_t count,
		bool *complete, struct err *e);
/* Nothing may run on it any more. */
void maptiles_destroy(struct maptiles *t);
/* Deepest zoom that any file has data for. */
int maptiles_deepest(const struct maptiles *t);
/* Degrees that hold all files; false when there is none. */
bool maptiles_bounds(const struct maptiles *t, double *west, double *south, double *east, double *north);

/* Any worker thread; `thread` as worker_run gets it. Pixels: owned by the caller, size_px squared. */
uint32_t *maptiles_paint(struct maptiles *t, int thread, struct tile_id id, int size_px, int theme, float px_per_unit);
/* Names for one view; see labels.h. */
struct maptiles_view {
	struct map_camera camera;
	struct rect rect;
	const struct rect *obstacles;
	size_t obstacles_len;
	int theme;
	char lang[12];
	float px_per_unit;
};
void maptiles_label(struct maptiles *t, int thread, const struct maptiles_view *view, struct labels *out);

#endif
