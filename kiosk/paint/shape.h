/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shape.h - vector outlines to coverage masks
 *
 * FreeType's smooth rasteriser and stroker do the arithmetic; this turns draw paths
 * into their terms. UI thread only. */
#ifndef PAINT_SHAPE_H
#define PAINT_SHAPE_H

#include "paint/canvas.h"

struct shaper;
/* Owned. */
MUST_USE struct shaper *shaper_create(struct err *e);
void shaper_destroy(struct shaper *s);

/* How a path's box lies on the mask's px grid: x' = x * scale_x + move_x. */
struct shape_place {
	float scale_x, scale_y, move_x, move_y;
};

/* Interior, nonzero winding. The mask (its bytes owned by the caller, NULL when nothing is covered) has its
 * position in x and y. False when the outline is too large to rasterise. */
bool shape_fill(struct shaper *s, const struct path *path, struct shape_place place, struct mask *out);
/* Round joins and caps. dash_on_px 0: solid. */
bool shape_stroke(struct shaper *s, const struct path *path, struct shape_place place, float stroke_px,
		float dash_on_px, float dash_off_px, struct mask *out);

#endif
