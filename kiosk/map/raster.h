/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raster.h - polygons and thick lines to pixels
 *
 * FreeType's smooth rasteriser with direct spans; outlines of lines are our own
 * (each segment a quad, each join and cap a fan, all wound the same way, so that nonzero winding is
 * their union). Coordinates are px of the picture, clipped to it with a margin
 * beforehand, so that absurd ones cost nothing. One struct raster per thread. */
#ifndef MAP_RASTER_H
#define MAP_RASTER_H

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"

struct raster;
/* Owned: raster_destroy(). */
MUST_USE struct raster *raster_create(struct err *e);
void raster_destroy(struct raster *r);

/* Premultiplied 0xAARRGGBB; borrowed until the next call. */
void raster_target(struct raster *r, uint32_t *argb, int w, int h);
void raster_clear(struct raster *r, struct color color);

/* Shape under construction: parts of points, px. */
void raster_begin(struct raster *r);
void raster_point(struct raster *r, float x, float y);
/* Ends the part; a closed one joins its ends. */
void raster_end_part(struct raster *r, bool closed);
/* Fills the parts, nonzero winding (even_odd: the other rule). */
void raster_fill(struct raster *r, struct color color, bool even_odd);

enum raster_cap { CAP_BUTT, CAP_ROUND, CAP_SQUARE };
enum raster_join { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL };
struct raster_pen {
	struct color color;
	float width_px;
	enum raster_cap cap;
	enum raster_join join;
	const float *dashes; /* px, pairs of on and off; NULL: solid */
	int dashes_len;
	float offset_px; /* to the right of the direction */
};
/* Draws the parts as lines. */
void raster_stroke(struct raster *r, const struct raster_pen *pen);

#endif
