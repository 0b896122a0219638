/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raster.h - polygons and thick lines to pixels
 *
 * FreeType's smooth rasteriser with direct spans; outlines of lines are our own
 * (each segment a quad, each join and cap a fan, all wound the same way, so that nonzero winding is
 * their union). Coordinates are px of the picture, clipped to it with a margin
 * beforehand, so that absurd ones cost nothing. What one picture may cost is bounded. One struct raster per thread. */
#ifndef RASTER_RASTER_H
#define RASTER_RASTER_H

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"
#include "map/raster/raster_pen.h"

/* Of one picture: points handed to the rasteriser, and how often each of its px may be painted. The
 * busiest tile of the extracts takes 117,000 and 3. */
enum { RASTER_POINTS_MAX = 2 * 1000 * 1000, RASTER_LAYERS_MAX = 64 };

struct raster;
/* Owned: raster_destroy(). */
MUST_USE struct raster *raster_create(struct err *e);
void raster_destroy(struct raster *r);

/* Premultiplied 0xAARRGGBB; borrowed until the next call. A new picture, with all its work before it. */
void raster_target(struct raster *r, uint32_t *argb, int w, int h);
void raster_clear(struct raster *r, struct color color);
/* The picture has cost what one may: nothing more is painted on it. */
bool raster_is_spent(const struct raster *r);
/* It is not, and no ring had to be left out of an area that has too many. */
bool raster_is_whole(const struct raster *r);

/* Shape under construction: parts of points, px. */
void raster_begin(struct raster *r);
void raster_point(struct raster *r, float x, float y);
/* Ends the part; a closed one joins its ends. */
void raster_end_part(struct raster *r, bool closed);
/* Fills the parts, nonzero winding (even_odd: the other rule). An area of more points than the rasteriser takes is
 * drawn with fewer, in all of its rings. */
void raster_fill(struct raster *r, struct color color, bool even_odd);

/* Draws the parts as lines. A line that crosses itself is painted once where it does, as long as the whole shape has
 * no more than some 30,000 points of outline. */
void raster_stroke(struct raster *r, const struct raster_pen *pen);

#endif
