/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routeline.h - the route on foot, drawn over the map and under its markers
 *
 * DESIGN.md section 8: a raspberry line with a white edge and white dots, whose form says
 * "on foot"; the ends that leave the ways are dots alone. Only what a screen can show is put
 * into the draw list: the rest is cut off and what lies closer than a px is left
 * out, so that a route of 5 km costs no more than one round the corner. Pure. */
#ifndef MAP_ROUTELINE_H
#define MAP_ROUTELINE_H

#include "draw/draw.h"

struct routeline {
	struct map_camera camera;
	struct rect rect;       /* of the map, device px */
	const int32_t *lon_lat; /* pairs, millionths of a degree */
	int count;
	/* The first and the last so many segments are off the ways: 0 or 1. */
	int loose_start, loose_end;
	struct color line, edge;
	float px_per_mm;
	float scale; /* 1 on a large screen, less on a small one */
};

/* Adds the line to the list. Paths live in the list's arena. */
void routeline_draw(const struct routeline *r, struct draw_list *list);

#endif
