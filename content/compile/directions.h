/* SPDX-License-Identifier: GPL-3.0-or-later */
/* directions.h - from a route over edges to a line and instructions
 *
 * For reading and listening: a new instruction where the street
 * changes or where one has to choose, none where a road merely bends, none for the
 * few metres of a kerb or a crossing. No words: the kiosk has them. Pure. */
#ifndef COMPILE_DIRECTIONS_H
#define COMPILE_DIRECTIONS_H

#include "compile/route_search.h"

struct directions {
	struct route_plan route; /* in the arena */
	int metres, seconds;
	bool has_steps;
};

/* `from` and `to`: where kiosk and place stand, degrees. False: longer or more winding than a route may be. */
bool directions_make(const struct route_network *w, const struct route_path *path, const double from[2],
		const double to[2], struct arena *arena, struct directions *out);

#endif
