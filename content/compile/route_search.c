/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/route_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FAR = UINT32_MAX, AT_START = UINT32_MAX };

/* ---- the nearest spot ---- */

/* Foot of the perpendicular on an edge, in metres of a plane at that latitude. */
static void project(const struct route_network *w, uint32_t edge, double lon, double lat, struct route_spot *out)
{
	const struct route_edge *e = &w->edges[edge];
	const struct extract_point *p = &w->x->points[e->a];
	const struct extract_point *q = &w->x->points[e->b];
	double shrink = cos(lat * M_PI / 180);
	double ax = (p->lon / 1e7 - lon) * shrink;
	double ay = p->lat / 1e7 - lat;
	double dx = (q->lon - p->lon) / 1e7 * shrink;
	double dy = (q->lat - p->lat) / 1e7;
	double square = dx * dx + dy * dy;
	double t = square > 0 ? -(ax * dx + ay * dy) / square : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	out->edge = edge;
	out->from_a_cm = (uint32_t)lround(t * e->cm);
	out->lon = (p->lon + t * (q->lon - p->lon)) / 1e7;
	out->lat = (p->lat + t * (q->lat - p->lat)) / 1e7;
	out->gap_m = route_network_metres(lon, lat, out->lon, out->lat);
}

static size_t first_cell(const struct route_network *w, uint64_t key)
{
	size_t low = 0;
	size_t high = w->cells_len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (w->cells[middle].key < key) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* The nearest edge that `wanted` accepts, nearer than best->gap_m; of several the lowest. */
typedef bool edge_filter(const struct route_network *w, const struct route_spot *spot, enum route_wheels wheels);

static bool nearest(const struct route_network *w, double lon, double lat, enum route_wheels wheels,
		edge_filter *wanted, double most_m, struct route_spot *best)
{
	bool found = false;
	int column = (int)floor(lon * 1e7 / ROUTE_CELL_UNITS);
	int row = (int)floor(lat * 1e7 / ROUTE_CELL_UNITS);
	best->gap_m = most_m;
	for (int x = column - 1; x <= column + 1; x++) {
		for (int y = row - 1; y <= row + 1; y++) {
			uint64_t key = route_cell_key(x, y);
			for (size_t i = first_cell(w, key); i < w->cells_len && w->cells[i].key == key; i++) {
				struct route_spot spot;
				project(w, w->cells[i].edge, lon, lat, &spot);
				bool nearer = spot.gap_m < best->gap_m ||
					      (found && spot.gap_m <= best->gap_m && spot.edge < best->edge);
				if (nearer && !w->edges[spot.edge].across && wanted(w, &spot, wheels)) {
					*best = spot;
					found = true;
				}
			}
		}
	}
	return found;
}

static bool leads_somewhere(const struct route_network *w, const struct route_spot *spot, enum route_wheels wheels)
{
	const struct route_edge *e = &w->edges[spot->edge];
	bool open = route_network_allows(w, e, true, wheels) || route_network_allows(w, e, false, wheels);
	return open && w->islands[wheels][e->a] >= ROUTE_ISLAND_CM;
}

bool route_search_start(const struct route_network *w, double lon, double lat, double most_m, enum route_wheels wheels,
		struct route_spot *out)
{
	return nearest(w, lon, lat, wheels, leads_somewhere, most_m, out);
}

/* ---- the tree ---- */

struct heap_item {
	uint32_t cm, node;
};
struct heap {
	struct heap_item *at; /* owned */
	size_t len, capacity;
};

static bool before(struct heap_item a, struct heap_item b)
{
	return a.cm != b.cm ? a.cm < b.cm : a.node < b.node;
}

static void heap_push(struct heap *h, struct heap_item item)
{
	if (h->len == h->capacity) {
		h->capacity = h->capacity ? h->capacity * 2 : 1024;
		h->at = mem_resize(h->at, h->capacity, sizeof *h->at);
	}
	size_t i = h->len++;
	while (i > 0 && before(item, h->at[(i - 1) / 2])) {
		h->at[i] = h->at[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	h->at[i] = item;
}

static struct heap_item heap_pop(struct heap *h)
{
	struct heap_item top = h->at[0];
	struct heap_item last = h->at[--h->len];
	size_t i = 0;
	for (size_t child = 1; child < h->len; child = 2 * i + 1) {
		if (child + 1 < h->len && before(h->at[child + 1], h->at[child])) {
			child++;
		}
		if (!before(h->at[child], last)) {
			break;
		}
		h->at[i] = h->at[child];
		i = child;
	}
	h->at[i] = last;
	return top;
}

static void reach(struct route_network *w, struct heap *h, uint32_t node, uint32_t cm, uint32_t from)
{
	if (cm >= w->dist_cm[node]) {
		return;
	}
	if (w->dist_cm[node] == FAR) {
		w->touched[w->touched_len++] = node;
	}
	w->dist_cm[node] = cm;
	w->from[node] = from;
	heap_push(h, (struct heap_item){ cm, node });
}

static bool is_blocked(const struct route_network *w, uint32_t node, enum route_wheels wheels)
{
	return wheels == ROUTE_ON_WHEELS ? w->barriers[node].wheel_blocked : w->barriers[node].blocked;
}

void route_search_spread(struct route_network *w, const struct route_spot *start, enum route_wheels wheels,
		uint32_t reach_cm)
{
	for (size_t i = 0; i < w->touched_len; i++) {
		w->dist_cm[w->touched[i]] = FAR;
	}
	w->touched_len = 0;
	struct heap h = { 0 };
	const struct route_edge *e = &w->edges[start->edge];
	if (route_network_allows(w, e, false, wheels)) {
		reach(w, &h, e->a, start->from_a_cm, AT_START);
	}
	if (route_network_allows(w, e, true, wheels)) {
		reach(w, &h, e->b, e->cm - start->from_a_cm, AT_START);
	}
	while (h.len > 0) {
		struct heap_item item = heap_pop(&h);
		if (item.cm != w->dist_cm[item.node] || is_blocked(w, item.node, wheels)) {
			continue;
		}
		for (uint32_t i = w->first[item.node]; i < w->first[item.node + 1]; i++) {
			const struct route_edge *next = &w->edges[w->at[i] >> 1];
			bool forward = (w->at[i] & 1) == 0;
			uint32_t cm = item.cm + next->cm;
			if (cm <= reach_cm && route_network_allows(w, next, forward, wheels)) {
				reach(w, &h, forward ? next->b : next->a, cm, i);
			}
		}
	}
	free(h.at);
}

/* ---- routes of the tree ---- */

/* Length to a spot coming over its edge's `a` (or `b`); FAR: not that way. */
static uint32_t cm_over(const struct route_network *w, const struct route_spot *s, bool over_a,
		enum route_wheels wheels)
{
	const struct route_edge *e = &w->edges[s->edge];
	uint32_t node = over_a ? e->a : e->b;
	uint32_t rest = over_a ? s->from_a_cm : e->cm - s->from_a_cm;
	bool pass = w->dist_cm[node] != FAR && !is_blocked(w, node, wheels) &&
		    route_network_allows(w, e, over_a, wheels);
	/* A barrier right at the spot is reached, not passed. */
	pass = pass || (w->dist_cm[node] != FAR && rest == 0);
	return pass ? w->dist_cm[node] + rest : FAR;
}

static bool is_reached(const struct route_network *w, const struct route_spot *spot, enum route_wheels wheels)
{
	return cm_over(w, spot, true, wheels) != FAR || cm_over(w, spot, false, wheels) != FAR;
}

static bool exists(const struct route_network *w, const struct route_spot *spot, enum route_wheels wheels)
{
	const struct route_edge *e = &w->edges[spot->edge];
	return route_network_allows(w, e, true, wheels) || route_network_allows(w, e, false, wheels);
}

static void add_leg(struct route_path *p, struct route_leg leg)
{
	p->legs = mem_resize(p->legs, p->len + 1, sizeof *p->legs);
	p->legs[p->len++] = leg;
}

/* From the place back to the kiosk, then turned round. */
static void collect(const struct route_network *w, const struct route_spot *start, bool over_a, struct route_path *p)
{
	const struct route_edge *e = &w->edges[p->end.edge];
	uint32_t node = over_a ? e->a : e->b;
	add_leg(p, (struct route_leg){ p->end.edge, over_a, over_a ? p->end.from_a_cm : e->cm - p->end.from_a_cm,
				   EXTRACT_NOWHERE });
	while (w->from[node] != AT_START) {
		uint32_t half = w->at[w->from[node]];
		e = &w->edges[half >> 1];
		bool forward = (half & 1) == 0;
		add_leg(p, (struct route_leg){ half >> 1, forward, e->cm, node });
		node = forward ? e->a : e->b;
	}
	e = &w->edges[start->edge];
	add_leg(p, (struct route_leg){ start->edge, node == e->b, w->dist_cm[node], node });
	for (size_t i = 0; i < p->len / 2; i++) {
		struct route_leg swap = p->legs[i];
		p->legs[i] = p->legs[p->len - 1 - i];
		p->legs[p->len - 1 - i] = swap;
	}
}

bool route_search_find(struct route_network *w, const struct route_spot *start, double lon, double lat, double most_m,
		enum route_wheels wheels, uint32_t reach_cm, struct route_path *out)
{
	struct route_spot any;
	struct route_path p = { .start = *start };
	if (!nearest(w, lon, lat, wheels, exists, most_m, &any)) {
		return false;
	}
	bool found = nearest(w, lon, lat, wheels, is_reached, fmin(most_m, any.gap_m + ROUTE_DETOUR_GAP_M), &p.end);
	/* The same stretch of way may hold both ends. */
	const struct route_edge *e = &w->edges[any.edge];
	bool forward = any.from_a_cm >= start->from_a_cm;
	uint32_t direct = any.edge == start->edge && route_network_allows(w, e, forward, wheels)
					  ? (uint32_t)abs((int)any.from_a_cm - (int)start->from_a_cm)
					  : FAR;
	uint32_t over_a = found ? cm_over(w, &p.end, true, wheels) : FAR;
	uint32_t over_b = found ? cm_over(w, &p.end, false, wheels) : FAR;
	uint32_t tree = over_a < over_b ? over_a : over_b;
	if (direct != FAR && direct <= tree) {
		p.end = any;
		p.cm = direct;
		add_leg(&p, (struct route_leg){ any.edge, forward, direct, EXTRACT_NOWHERE });
	} else if (tree <= reach_cm) {
		p.cm = tree;
		collect(w, start, over_a <= over_b, &p);
	} else {
		return false;
	}
	*out = p;
	return true;
}

void route_path_finish(struct route_path *p)
{
	free(p->legs);
	*p = (struct route_path){ 0 };
}
