/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tilepaint.h - one tile as a picture: style layers over vector data
 *
 * Any zoom is sharp: the picture of tile z/x/y is made at the size the camera shows
 * it, from the data of the deepest tile there is (over-zoom). Pure but for its output;
 * one struct raster per thread. */
#ifndef MAP_TILEPAINT_H
#define MAP_TILEPAINT_H

#include "map/mvt.h"
#include "map/raster.h"
#include "map/style.h"

struct tile_id {
	int z;
	uint32_t x, y;
};

/* Data of one source for this picture. */
struct tile_data {
	const char *source;          /* as the style names it: "region", "streets" */
	const struct mvt_tile *tile; /* NULL: none here */
	struct tile_id id;           /* the tile it is; an ancestor of the picture's, or itself */
};

struct tile_job {
	struct tile_id id;
	int size_px;       /* side of the picture */
	double zoom;       /* what the style's expressions see */
	float px_per_unit; /* device px per style px: widths and sizes are given for 96 dpi */
	const struct style *style;
	const struct tile_data *data;
	size_t data_len;
};

/* What one picture may cost: steps of expressions and points of shapes, beside the rasteriser's own bounds. The
 * busiest tile of the extracts takes 150,000. */
enum { TILEPAINT_STEPS_MAX = 16 * 1000 * 1000 };
/* Paints all but symbols into size_px * size_px pixels. `scratch` is reset. False: the picture cost too much, and what
 * came last in the style is missing. */
bool tilepaint(struct raster *r, const struct tile_job *job, struct arena *scratch, uint32_t *argb);

/* Where a point of a data tile lies in the picture: px = unit * scale + move. */
struct tile_place {
	float scale, move_x, move_y;
};
struct tile_place tile_place(struct tile_id data, uint32_t extent, struct tile_id picture, int size_px);

#endif
