/* SPDX-License-Identifier: GPL-3.0-or-later */
/* route_search.h - shortest routes on the network of ways
 *
 * Ties go to the lower index, so that the same extract gives the same routes. A route starts and ends at the nearest
 * spot of a way, anywhere between two of its points. One thread. */
#ifndef COMPILE_ROUTE_SEARCH_H
#define COMPILE_ROUTE_SEARCH_H

#include "compile/route_network.h"

enum {
	ROUTE_SITE_GAP_M = 150,  /* from a kiosk to the nearest way */
	ROUTE_PLACE_GAP_M = 150, /* from the nearest way to a place */
	ROUTE_WHEEL_GAP_M = 50,  /* the same with wheels: what is off the map may have steps */
	ROUTE_DETOUR_GAP_M = 60, /* a way that can be reached may be that much farther than one that cannot */
};

/* A spot on an edge. */
struct route_spot {
	uint32_t edge;
	uint32_t from_a_cm;
	double lon, lat; /* degrees */
	double gap_m;    /* straight to what was asked for */
};

/* A stretch of a route in one direction along one edge. */
struct route_leg {
	uint32_t edge;
	bool forward;
	uint32_t cm;
	uint32_t node; /* where it ends; EXTRACT_NOWHERE: at the spot of the place */
};

struct route_path {
	struct route_leg *legs; /* owned */
	size_t len;
	uint32_t cm; /* without the gaps */
	struct route_spot start, end;
};

/* The nearest spot of a way that leads somewhere; false: none within `most_m`. */
bool route_search_start(const struct route_network *w, double lon, double lat, double most_m, enum route_wheels wheels,
		struct route_spot *out);
/* Shortest-path tree from there, as far as `reach_cm`. */
void route_search_spread(struct route_network *w, const struct route_spot *start, enum route_wheels wheels,
		uint32_t reach_cm);
/* The route of the last tree to a place; false: no way that the tree reaches is near enough. Owned:
 * route_path_finish().
 */
bool route_search_find(struct route_network *w, const struct route_spot *start, double lon, double lat, double most_m,
		enum route_wheels wheels, uint32_t reach_cm, struct route_path *out);
void route_path_finish(struct route_path *p);

#endif
