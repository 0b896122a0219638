/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maptiles.h - pictures of map tiles and names, made by workers
 *
 * What a worker needs to make one: the files, the styles, and per thread a handle of
 * each file, a rasteriser and a set of fonts. Made by mapview.c for each set of
 * files; jobs keep it alive until they are done. */
#ifndef MAPSHOW_MAPTILES_H
#define MAPSHOW_MAPTILES_H

#include "jobs/worker.h"
#include "map/label/labels.h"
#include "store/tiles.h"

enum { MAPTILES_FILES_MAX = 16, MAPTILES_THEMES = 3, MAPTILES_DATA_MAX = 256 };

struct maptiles;
/* Where the map's looks come from; copied. */
struct maptiles_assets {
	const char *style_dir;  /* clair.json, sombre.json, contraste.json */
	const char *fonts_yaml; /* for names */
	const char *icons_dir;  /* for icon-image */
};
/* A map file and what it says of itself, read before: no file is opened on the UI thread. */
struct maptiles_file {
	const char *path; /* .mbtiles */
	struct tiles_info info;
};
/* `path` is borrowed. False: it cannot be opened as a map. For a worker or a bench: reads the file. */
MUST_USE bool maptiles_look(struct maptiles_file *out, const char *path, struct err *e);
/* `files` are copied, MAPTILES_FILES_MAX at the most; more are left out. Owned. NULL: no style or font. */
MUST_USE struct maptiles *maptiles_create(const struct maptiles_assets *assets, const struct maptiles_file *files,
		size_t count, struct err *e);
/* Nothing may run on it any more. */
void maptiles_destroy(struct maptiles *t);
/* Deepest zoom that any file has data for. */
int maptiles_deepest(const struct maptiles *t);
/* Degrees that hold all files; false when there is none. */
bool maptiles_bounds(const struct maptiles *t, double *west, double *south, double *east, double *north);

/* Any worker thread; `thread` as worker_run gets it. Pixels: owned by the caller, size_px squared. */
uint32_t *maptiles_paint(struct maptiles *t, int thread, struct tile_id id, int size_px, int theme, float px_per_unit);
/* The world in one tile as it is without any file: for the thread that draws, which may not wait for one. No worker
 * runs on *t yet. Pixels as above; NULL: out of memory. */
uint32_t *maptiles_ground(const struct maptiles *t, int size_px, int theme);
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
