/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map_paint.h - what the two halves of the map on a page share: map_part.c (picture, markers) and map_controls.c
 * (buttons, scale) */
#ifndef APP_SCREENS_MAP_PAINT_H
#define APP_SCREENS_MAP_PAINT_H

#include "app/screens/screens.h"
#include "map/routeline.h"

enum { MAP_OBSTACLES_MAX = 256, MAP_COVERS_MAX = 16 };

/* What is drawn under the controls of one map; of the frame. */
struct map_paint {
	struct draw_map map;
	struct routeline line; /* count 0: none */
	struct rect obstacles[MAP_OBSTACLES_MAX];
	struct rect covers[MAP_COVERS_MAX];
};

/* A button or a card over the map: names are hidden where it is. px from the map's upper corner on the start side. */
void map_cover(const struct view *v, struct map_paint *paint, struct rect r);
/* Absolute boxes are laid out from the start side; the map itself never turns round (DESIGN.md section 8). */
float map_from_start(const struct view *v, float x);

/* map_coverage.c: over the picture, instead of markers. */
void map_coverage(struct view *v);
/* Over the picture, in this order. */
void map_controls(struct view *v, const struct map_options *o, struct map_paint *paint);
void map_scale(struct view *v, struct map_paint *paint);
void map_legend(struct view *v, struct map_paint *paint);
void map_all_places(struct view *v, struct map_paint *paint);

#endif
