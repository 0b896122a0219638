/* SPDX-License-Identifier: GPL-3.0-or-later */
/* route_line.h - where a route runs: spots with their distance from the kiosk, directions on them, the line to draw
 *
 * Directions are degrees clockwise from north. Pure. */
#ifndef COMPILE_ROUTE_LINE_H
#define COMPILE_ROUTE_LINE_H

#include "compile/route_search.h"

struct route_line_spot {
	double lon, lat;
	double at_m; /* from the kiosk along the line */
};

struct route_line {
	struct route_line_spot *spots; /* kiosk, first spot of the way, ..., last spot, place; in an arena */
	size_t len;
};

/* Leg i of the path leads from spot i + 1 to spot i + 2. False: more spots than a route may have points. */
bool route_line_lay(struct route_line *m, const struct route_network *w, const struct route_path *p,
		const double from[2], const double to[2], struct arena *arena);
double route_line_bearing(const struct route_line_spot *a, const struct route_line_spot *b);
/* -180 to 180; right is positive. */
double route_line_difference(double from, double to);
/* How one comes to a spot of the line, and how one leaves it; within the ways, not the gaps at both ends. */
double route_line_coming(const struct route_line *m, size_t point);
double route_line_leaving(const struct route_line *m, size_t point);
/* Spots to points, without those that change the line by less than 40 cm; `keep`, one a spot: those that have to stay
 * (both ends do), changed. index_of[i] is the point of spot i, where it was kept. */
void route_line_draw(const struct route_line *m, bool *keep, struct arena *arena, size_t *index_of,
		struct route_plan *out);

#endif
