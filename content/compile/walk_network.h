/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk_network.h - the ways of an extract as a network of edges
 *
 * Edges, squares, barriers, what hangs together, and where to find an edge. Lengths are whole centimetres. One thread.
 */
#ifndef COMPILE_WALK_NETWORK_H
#define COMPILE_WALK_NETWORK_H

#include "compile/extract.h"

enum {
	WALK_ISLAND_CM = 50000,   /* ways that hang together on less than 500 m lead nowhere */
	WALK_SQUARE_ENTRIES = 48, /* squares with more ways into them are walked round */
	WALK_CELL_UNITS = 30000,  /* side of a cell: 0.003 degrees, 330 m north, 230 m east at 46 degrees */
};

enum walk_wheels { WALK_ON_FOOT, WALK_ON_WHEELS };

/* Squares of the earth with the edges whose box touches them, by key. */
struct walk_cell {
	uint64_t key;
	uint32_t edge;
};

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
	struct walk_cell *cells;    /* edges by place, see walk_cell_key() */
	size_t cells_len;
	uint32_t *islands[2]; /* by point: cm of way that hang together, per enum walk_wheels */
	/* of the last walk_spread() */
	uint32_t *dist_cm, *from; /* from: entry of `at` that led here */
	uint32_t *touched;
	size_t touched_len;
};

/* Owned: walk_destroy(). Takes over the extract. */
struct walk *walk_create(struct extract *x);
void walk_destroy(struct walk *w);
/* Whether that edge may be gone in that direction. */
bool walk_may(const struct walk *w, const struct walk_edge *edge, bool forward, enum walk_wheels wheels);
/* Metres between two points of the map; equirectangular, right to a millimetre over the lengths that matter here. */
double walk_metres(double lon1, double lat1, double lon2, double lat2);
/* Columns and rows of cells count from 0 degrees. */
uint64_t walk_cell_key(int column, int row);

#endif
