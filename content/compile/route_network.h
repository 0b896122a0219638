/* SPDX-License-Identifier: GPL-3.0-or-later */
/* route_network.h - the ways of an extract as a network of edges
 *
 * Edges, squares, barriers, what hangs together, and where to find an edge. Lengths are whole centimetres. One thread.
 */
#ifndef COMPILE_ROUTE_NETWORK_H
#define COMPILE_ROUTE_NETWORK_H

#include "compile/extract.h"

enum {
	ROUTE_ISLAND_CM = 50000,   /* ways that hang together on less than 500 m lead nowhere */
	ROUTE_SQUARE_ENTRIES = 48, /* squares with more ways into them are walked round */
	ROUTE_CELL_UNITS = 30000,  /* side of a cell: 0.003 degrees, 330 m north, 230 m east at 46 degrees */
};

enum route_wheels { ROUTE_ON_FOOT, ROUTE_ON_WHEELS };

/* Squares of the earth with the edges whose box touches them, by key. */
struct route_cell {
	uint64_t key;
	uint32_t edge;
};

struct route_edge {
	uint32_t a, b; /* points, in the way's direction */
	uint32_t way;
	uint32_t cm;
	bool across; /* over a square, not along a way */
};

/* Edges at a point: at[first .. next point's first). Bit 0: the edge's far end is its `a`. */
struct route_network {
	struct extract *x; /* owned; points and ways */
	struct route_edge *edges;
	size_t edges_len;
	uint32_t *first, *at;
	struct foot_node *barriers; /* by point */
	struct route_cell *cells;   /* edges by place, see route_cell_key() */
	size_t cells_len;
	uint32_t *islands[2]; /* by point: cm of way that hang together, per enum route_wheels */
	/* of the last route_search_spread() */
	uint32_t *dist_cm, *from; /* from: entry of `at` that led here */
	uint32_t *touched;
	size_t touched_len;
};

/* Owned: route_network_destroy(). Takes over the extract. */
struct route_network *route_network_create(struct extract *x);
void route_network_destroy(struct route_network *w);
/* Whether that edge may be gone in that direction. */
bool route_network_allows(const struct route_network *w, const struct route_edge *edge, bool forward,
		enum route_wheels wheels);
/* Metres between two points of the map; equirectangular, right to a millimetre over the lengths that matter here. */
double route_network_metres(double lon1, double lat1, double lon2, double lat2);
/* Columns and rows of cells count from 0 degrees. */
uint64_t route_cell_key(int column, int row);

#endif
