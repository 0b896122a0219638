/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mapview.h - DRAW_MAP becomes images: tiles and labels that are ready, drawn where the camera wants them
 *
 * Between the draw list and the painter. Tiles are read, decoded and rasterised by
 * workers (worker.h, WORKER_GROUP_MAP) into a cache bounded by bytes (tilecache.h), in
 * the order of map/tileplan.h; what is no longer wanted is cancelled. While a tile is
 * missing its children or a scaled ancestor stand in; those that hold the whole map are
 * always there. Nothing here waits for a tile. UI thread only. */
#ifndef MAPSHOW_MAPVIEW_H
#define MAPSHOW_MAPVIEW_H

#include "base/err.h"
#include "draw/draw.h"
#include "jobs/worker.h"
#include "mapshow/maptiles.h"

struct mapview;
/* `worker` is borrowed. Owned. */
MUST_USE struct mapview *mapview_create(struct worker *worker, const struct maptiles_assets *assets, size_t cache_bytes,
		struct err *e);
/* Drains its group of the worker. NULL is fine. */
void mapview_destroy(struct mapview *m);
/* The .mbtiles to draw from here on (copied; region and street extracts in any order); forgets all tiles. False:
 * there is no map, because a style or font cannot be read. */
MUST_USE bool mapview_set_files(struct mapview *m, const struct maptiles_file *files, size_t count, struct err *e);
/* Copies `in` to `out` (in the same arena), each DRAW_MAP replaced by images within a clip. No job of a worker starts
 * or ends in here, so that no picture of `out` goes: mapview_order() is called next. Pixels of the images stay valid
 * until the next call of this. */
void mapview_expand(struct mapview *m, const struct draw_list *in, struct draw_list *out);
/* Index in the list that was expanded last of the first command of its first map; the list's length where there is
 * none. */
size_t mapview_first(const struct mapview *m);
/* Asks workers for what the last expanded frame misses, and cancels what it does not want any more. */
void mapview_order(struct mapview *m);
/* Something arrived since mapview_expand(): the next frame will differ. */
bool mapview_is_dirty(const struct mapview *m);
/* Tiles and labels the last expanded frame still waits for. */
int mapview_pending(const struct mapview *m);
/* Memory is short: forgets the pictures that are not on the screen. */
void mapview_shed(struct mapview *m);
size_t mapview_cache_bytes(const struct mapview *m);

/* Since the start. */
struct mapview_stats {
	uint64_t map_frames; /* frames with a map */
	uint64_t stand_ins;  /* tiles shown by another picture than theirs, summed over frames */
	uint64_t blanks;     /* tiles for which there was nothing at all, summed over frames: stays 0 */
	uint64_t made, cancelled;
};
const struct mapview_stats *mapview_stats(const struct mapview *m);

#endif
