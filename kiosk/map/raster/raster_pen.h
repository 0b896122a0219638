/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raster_pen.h - how a line is drawn: its width, ends, corners and dashes */
#ifndef RASTER_RASTER_PEN_H
#define RASTER_RASTER_PEN_H

#include "draw/draw.h"

enum { RASTER_DASHES_MAX = 16 };

enum raster_cap { CAP_BUTT, CAP_ROUND, CAP_SQUARE };
enum raster_join { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL };
struct raster_pen {
	struct color color;
	float width_px;
	enum raster_cap cap;
	enum raster_join join; /* a miter longer than twice the width is a bevel */
	const float *dashes;   /* px, on and off in turn (an odd number goes on, off, off, on, ...); NULL: solid */
	int dashes_len;        /* at most RASTER_DASHES_MAX */
	float offset_px;       /* to the right of the direction */
};

#endif
