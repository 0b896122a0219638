/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.h - the network of ways, and shortest walks on it
 *
 * Lengths are whole centimetres and ties go to the lower index, so that the same
 * extract gives the same walks. A walk starts and ends at the nearest spot of a way,
 * anywhere between two of its points. One thread. */
#ifndef COMPILE_WALK_H
#define COMPILE_WALK_H

#include "compile/extract.h"

enum {
	WALK_SITE_GAP_M = 150,    /* from a kiosk to the nearest way */
	WALK_PLACE_GAP_M = 150,   /* from the nearest way to a place */
	WALK_WHEEL_GAP_M = 50,    /* the same with wheels: what is off the map may have steps */
	WALK_DETOUR_GAP_M = 60,   /* a way that can be reached may be that much farther than one that cannot */
	WALK_ISLAND_CM = 50000,   /* ways that hang together on less than 500 m lead nowhere */
	WALK_SQUARE_ENTRIES = 48, /* squares with more ways into them are walked round */
};

enum walk_wheels { WALK_ON_FOOT, WALK_ON_WHEELS };

struct walk_edge {
	uint32_t a, b; /* points, in the way's direction */
	uint32_t way;
	uint32_t cm;
	bool across; /* over a square, not along a way */
};

/* Edges at a point: at[first .. next point's first). Bit 0: the edge's far end is its `a`. */
struct walk {
	struct extract *x; /* owned; points and ways */
	struct walk_edge *edges;
	size_t edges_len;
	uint32_t *first, *at;
	struct foot_node *barriers; /* by point */
	struct walk_cell *cells;    /* edges by place */
	size_t cells_len;
	uint32_t *islands[2]; /* by point: cm of way that hang together, per enum walk_wheels */
	/* of the last walk_spread() */
	uint32_t *dist_cm, *from; /* from: entry of `at` that led here */
	uint32_t *touched;
	size_t touched_len;
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

/* Owned: walk_destroy(). Takes over the extract. */
struct walk *walk_create(struct extract *x);
void walk_destroy(struct walk *w);
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
/* Whether that edge may be gone in that direction. */
bool walk_may(const struct walk *w, const struct walk_edge *edge, bool forward, enum walk_wheels wheels);
/* Metres between two points of the map; equirectangular, right to a millimetre over the lengths that matter here. */
double walk_metres(double lon1, double lat1, double lon2, double lat2);

#endif
