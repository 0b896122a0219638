/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tilepaint.h - one tile as a picture: style layers over vector data
 *
 * Any zoom is sharp: the picture of tile z/x/y is made at the size the camera shows
 * it, from the data of the deepest tile there is (over-zoom). Pure but for its output;
 * one struct raster per thread. */
#ifndef RASTER_TILEPAINT_H
#define RASTER_TILEPAINT_H

#include "map/raster/raster.h"
#include "map/style/style.h"
#include "map/tile.h"

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

#endif
