/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tile.h - which tile of the web-mercator pyramid, its data, and where the one lies in the other
 *
 * Tiles are counted as OSM's slippy maps do: x from 180 degrees west, y from the north, 2^z along each side. Plain
 * values. */
#ifndef MAP_TILE_H
#define MAP_TILE_H

#include "map/mvt.h"

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

/* Where a point of a data tile lies in the picture: px = unit * scale + move. */
struct tile_place {
	float scale, move_x, move_y;
};
struct tile_place tile_place(struct tile_id data, uint32_t extent, struct tile_id picture, int size_px);

#endif
