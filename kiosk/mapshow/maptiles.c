/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/maptiles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "map/camera.h"
#include "map/raster/tilepaint.h"
#include "map/style/style.h"
#include "mapshow/mapicons.h"
#include "paint/fontlist.h"
#include "store/tiles.h"

#define LOG_MODULE "map"
#include "base/log.h"

/* Of decoded tiles for one screen's names, and one tile more: what is over it has no names. A real screen takes some 10
 * MB. */
enum { LABEL_BYTES_MAX = 64 * 1024 * 1024 };
enum { SCRATCH_BLOCK = 1024 * 1024, UNREPORTED_MAX = 20 };

/* What one thread has open; made when the thread first works. */
struct thread_tools {
	bool made;
	struct tiles *files[MAPTILES_FILES_MAX];
	struct raster *raster;
	struct lettering *letters;
	struct mapicons *icons;
	struct arena *parsed, *scratch;
	struct buf bytes;
	unsigned reported; /* damaged tiles said so far: a bad card must not fill the log */
};

_Static_assert((int)FONTLIST_MAX <= (int)LETTERING_FONTS_MAX, "names use every font of the list");

struct maptiles {
	char *files[MAPTILES_FILES_MAX];
	struct tiles_info infos[MAPTILES_FILES_MAX];
	size_t files_len;
	struct fontlist fonts;
	struct style *styles[MAPTILES_THEMES];
	char *icons_dir;
	struct arena *arena; /* of the styles */
	struct thread_tools tools[WORKER_THREADS_MAX];
};

/* ---- making ---- */

static void on_warning(void *ctx, const char *path, const char *why)
{
	log_warn("map style %s: %s: %s", (const char *)ctx, path, why);
}

static bool read_styles(struct maptiles *t, const char *dir, struct err *e)
{
	static const char *const names[MAPTILES_THEMES] = { "clair", "sombre", "contraste" };
	for (int i = 0; i < MAPTILES_THEMES; i++) {
		CLEANUP(free_ptr) char *path = mem_printf("%s/%s.json", dir, names[i]);
		struct buf json = { 0 };
		t->styles[i] = ARENA_NEW(t->arena, struct style);
		bool ok = fs_read_file(path, STYLE_BYTES_MAX, &json, e) &&
			  style_parse(t->styles[i], path, buf_text(&json), json.len, t->arena, on_warning,
					  (void *)names[i], e);
		buf_finish(&json);
		if (!ok) {
			return false;
		}
	}
	return true;
}

bool maptiles_look(struct maptiles_file *out, const char *path, struct err *e)
{
	struct tiles *tiles = tiles_open(path, e);
	if (!tiles) {
		return false;
	}
	*out = (struct maptiles_file){ .path = path, .info = *tiles_info(tiles) };
	tiles_close(tiles);
	return true;
}

struct maptiles *maptiles_create(const struct maptiles_assets *assets, const struct maptiles_file *files, size_t count,
		struct err *e)
{
	struct maptiles *t = mem_zalloc(1, sizeof *t);
	t->arena = arena_create(0);
	t->icons_dir = mem_strdup(assets->icons_dir);
	if (!read_styles(t, assets->style_dir, e) || !fontlist_read(&t->fonts, assets->fonts_yaml, e)) {
		maptiles_destroy(t);
		return NULL;
	}
	if (count > MAPTILES_FILES_MAX) {
		log_warn("only the first %d of %zu map files are shown", MAPTILES_FILES_MAX, count);
		count = MAPTILES_FILES_MAX;
	}
	for (; t->files_len < count; t->files_len++) {
		t->infos[t->files_len] = files[t->files_len].info;
		t->files[t->files_len] = mem_strdup(files[t->files_len].path);
	}
	return t;
}

static void thread_tools_finish(struct thread_tools *k)
{
	for (size_t i = 0; i < MAPTILES_FILES_MAX; i++) {
		tiles_close(k->files[i]);
	}
	raster_destroy(k->raster);
	lettering_destroy(k->letters);
	mapicons_destroy(k->icons);
	arena_destroy(k->parsed);
	arena_destroy(k->scratch);
	buf_finish(&k->bytes);
}

void maptiles_destroy(struct maptiles *t)
{
	if (!t) {
		return;
	}
	for (size_t i = 0; i < WORKER_THREADS_MAX; i++) {
		thread_tools_finish(&t->tools[i]);
	}
	for (size_t i = 0; i < t->files_len; i++) {
		free(t->files[i]);
	}
	fontlist_finish(&t->fonts);
	arena_destroy(t->arena);
	free(t->icons_dir);
	free(t);
}

int maptiles_deepest(const struct maptiles *t)
{
	int deepest = 0;
	for (size_t i = 0; i < t->files_len; i++) {
		deepest = t->infos[i].max_zoom > deepest ? t->infos[i].max_zoom : deepest;
	}
	return deepest;
}

bool maptiles_bounds(const struct maptiles *t, double *west, double *south, double *east, double *north)
{
	for (size_t i = 0; i < t->files_len; i++) {
		const struct tiles_info *info = &t->infos[i];
		*west = i == 0 ? info->west : fmin(*west, info->west);
		*south = i == 0 ? info->south : fmin(*south, info->south);
		*east = i == 0 ? info->east : fmax(*east, info->east);
		*north = i == 0 ? info->north : fmax(*north, info->north);
	}
	return t->files_len > 0;
}

static struct thread_tools *thread_tools_of(struct maptiles *t, int thread)
{
	struct thread_tools *k = &t->tools[thread];
	struct err e;
	if (k->made) {
		return k;
	}
	k->made = true;
	k->parsed = arena_create(SCRATCH_BLOCK);
	k->scratch = arena_create(SCRATCH_BLOCK);
	k->raster = raster_create(&e);
	k->letters = lettering_create((const char *const *)t->fonts.files[FONT_REGULAR],
			(const char *const *)t->fonts.files[FONT_BOLD], t->fonts.len, &e);
	if (!k->letters) {
		log_warn("no names on the map: %s", e.message);
	}
	k->icons = mapicons_create(t->icons_dir, &e);
	if (!k->icons) {
		log_warn("no icons on the map: %s", e.message);
	}
	for (size_t i = 0; i < t->files_len; i++) {
		k->files[i] = tiles_open(t->files[i], &e);
	}
	return k;
}

/* ---- data ---- */

/* The tile of one file that covers `id`, parsed; false: nothing there. */
static bool load(struct maptiles *t, struct thread_tools *k, size_t file, struct tile_id id, struct tile_data *out)
{
	const struct tiles_info *info = &t->infos[file];
	struct err e = { 0 };
	int up = id.z > info->max_zoom ? id.z - info->max_zoom : 0;
	struct tile_id from = { id.z - up, id.x >> up, id.y >> up };
	if (!k->files[file] || from.z < info->min_zoom) {
		return false;
	}
	enum tiles_result result = tiles_get(k->files[file], from.z, from.x, from.y, &k->bytes, &e);
	struct mvt_tile *tile = ARENA_NEW(k->parsed, struct mvt_tile);
	bool ok = result == TILES_FOUND;
	if (ok) {
		/* The arena keeps the bytes: the parsed tile points into them. */
		uint8_t *bytes = arena_alloc(k->parsed, k->bytes.len + 1, 1);
		memcpy(bytes, buf_text(&k->bytes), k->bytes.len);
		ok = mvt_parse(bytes, k->bytes.len, k->parsed, tile, &e);
	}
	if (!ok && (result == TILES_BAD || result == TILES_FOUND) && k->reported++ < UNREPORTED_MAX) {
		log_warn("map tile left out file=%s z=%d x=%u y=%u cause=\"%s\"", t->files[file], from.z, from.x,
				from.y, e.message);
	}
	*out = (struct tile_data){ .source = "map", .tile = tile, .id = from };
	return ok;
}

uint32_t *maptiles_paint(struct maptiles *t, int thread, struct tile_id id, int size_px, int theme, float px_per_unit)
{
	struct thread_tools *k = thread_tools_of(t, thread);
	struct tile_data data[MAPTILES_FILES_MAX];
	size_t len = 0;
	arena_reset(k->parsed);
	for (size_t i = 0; i < t->files_len; i++) {
		len += load(t, k, i, id, &data[len]);
	}
	uint32_t *argb = mem_alloc((size_t)size_px * (size_t)size_px * sizeof *argb);
	struct tile_job job = { .id = id,
		.size_px = size_px,
		.zoom = id.z + log2(size_px / 512.0),
		.px_per_unit = px_per_unit,
		.style = t->styles[theme],
		.data = data,
		.data_len = len };
	if (k->raster) {
		if (!tilepaint(k->raster, &job, k->scratch, argb) && k->reported++ < UNREPORTED_MAX) {
			log_warn("map tile not wholly painted z=%d x=%u y=%u cause=\"it costs more than a tile may\"",
					id.z, id.x, id.y);
		}
	}
	arena_reset(k->parsed);
	return argb;
}

uint32_t *maptiles_ground(const struct maptiles *t, int size_px, int theme)
{
	struct err e;
	struct raster *raster = raster_create(&e);
	if (!raster) {
		return NULL;
	}
	struct arena *scratch = arena_create(SCRATCH_BLOCK);
	uint32_t *argb = mem_alloc((size_t)size_px * (size_t)size_px * sizeof *argb);
	struct tile_job job = { .size_px = size_px,
		.zoom = log2(size_px / 512.0),
		.px_per_unit = (float)size_px / 512,
		.style = t->styles[theme] };
	(void)tilepaint(raster, &job, scratch, argb); /* nothing that could cost too much */
	arena_destroy(scratch);
	raster_destroy(raster);
	return argb;
}

/* ---- names ---- */

void maptiles_label(struct maptiles *t, int thread, const struct maptiles_view *view, struct labels *out)
{
	struct thread_tools *k = thread_tools_of(t, thread);
	struct tile_data data[MAPTILES_DATA_MAX];
	size_t len = 0;
	out->len = 0;
	arena_reset(k->parsed);
	arena_reset(k->scratch);
	struct world centre = world_from_degrees(view->camera.lon, view->camera.lat);
	double world = 512 * exp2(view->camera.zoom);
	struct rect area = labels_area(view->rect, view->px_per_unit);
	for (size_t file = 0; file < t->files_len; file++) {
		int z = (int)floor(view->camera.zoom);
		z = z > t->infos[file].max_zoom ? t->infos[file].max_zoom : z;
		double count = exp2(z);
		double half_w = area.w / 2.0 / world;
		double half_h = area.h / 2.0 / world;
		long x0 = (long)floor((centre.x - half_w) * count);
		long x1 = (long)floor((centre.x + half_w) * count);
		long y0 = (long)floor((centre.y - half_h) * count);
		long y1 = (long)floor((centre.y + half_h) * count);
		for (long y = y0; y <= y1; y++) {
			for (long x = x0; x <= x1; x++) {
				bool exists = x >= 0 && y >= 0 && x < (long)count && y < (long)count;
				struct tile_id id = { z, (uint32_t)x, (uint32_t)y };
				bool room = len < MAPTILES_DATA_MAX && arena_used_bytes(k->parsed) < LABEL_BYTES_MAX;
				if (exists && room) {
					len += load(t, k, file, id, &data[len]);
				}
			}
		}
	}
	struct labels_job job = { .camera = view->camera,
		.rect = view->rect,
		.obstacles = view->obstacles,
		.obstacles_len = view->obstacles_len,
		.style = t->styles[view->theme],
		.tiles = data,
		.tiles_len = len,
		.lang = view->lang,
		.px_per_unit = view->px_per_unit,
		.icons = k->icons ? mapicons_source(k->icons) : NULL };
	if (k->letters) {
		labels_place(k->letters, &job, k->scratch, out);
	}
	arena_reset(k->parsed);
	arena_reset(k->scratch);
}
