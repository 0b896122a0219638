/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.h - shortest walks on the network of ways
 *
 * Ties go to the lower index, so that the same extract gives the same walks. A walk starts and ends at the nearest spot
 * of a way, anywhere between two of its points. One thread. */
#ifndef COMPILE_WALK_H
#define COMPILE_WALK_H

#include "compile/walk_network.h"

enum {
	WALK_SITE_GAP_M = 150,  /* from a kiosk to the nearest way */
	WALK_PLACE_GAP_M = 150, /* from the nearest way to a place */
	WALK_WHEEL_GAP_M = 50,  /* the same with wheels: what is off the map may have steps */
	WALK_DETOUR_GAP_M = 60, /* a way that can be reached may be that much farther than one that cannot */
};

/* A spot on an edge. */
struct walk_spot {
	uint32_t edge;
	uint32_t from_a_cm;
	double lon, lat; /* degrees */
	double gap_m;    /* straight to what was asked for */
};

/* A stretch of a walk in one direction along one edge. */
struct walk_leg {
	uint32_t edge;
	bool forward;
	uint32_t cm;
	uint32_t node; /* where it ends; EXTRACT_NOWHERE: at the spot of the place */
};

struct walk_path {
	struct walk_leg *legs; /* owned */
	size_t len;
	uint32_t cm; /* without the gaps */
	struct walk_spot start, end;
};

/* The nearest spot of a way that leads somewhere; false: none within `most_m`. */
bool walk_start(const struct walk *w, double lon, double lat, double most_m, enum walk_wheels wheels,
		struct walk_spot *out);
/* Shortest-path tree from there, as far as `reach_cm`. */
void walk_spread(struct walk *w, const struct walk_spot *start, enum walk_wheels wheels, uint32_t reach_cm);
/* The walk of the last tree to a place; false: no way that the tree reaches is near enough. Owned: walk_path_finish().
 */
bool walk_find(struct walk *w, const struct walk_spot *start, double lon, double lat, double most_m,
		enum walk_wheels wheels, uint32_t reach_cm, struct walk_path *out);
void walk_path_finish(struct walk_path *p);

#endif
