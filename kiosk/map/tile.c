/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/tile.h"

#include <math.h>

struct tile_place tile_place(struct tile_id data, uint32_t extent, struct tile_id picture, int size_px)
{
	int deeper = picture.z - data.z;
	double parts = exp2(deeper); /* pictures along a side of the data tile */
	double scale = size_px * parts / extent;
	double left = (double)picture.x - (double)data.x * parts;
	double top = (double)picture.y - (double)data.y * parts;
	return (struct tile_place){ (float)scale, (float)(-left * size_px), (float)(-top * size_px) };
}
