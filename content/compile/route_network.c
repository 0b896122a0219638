/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/route_network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define EARTH_RADIUS_M 6371008.8
enum { SQUARE_POINTS_MAX = 2000, INSIDE_TRIES = 9 };

double route_network_metres(double lon1, double lat1, double lon2, double lat2)
{
	double x = (lon2 - lon1) * cos((lat1 + lat2) / 2 * M_PI / 180);
	double y = lat2 - lat1;
	return sqrt(x * x + y * y) * (M_PI / 180) * EARTH_RADIUS_M;
}

static uint32_t length_cm(const struct extract *x, uint32_t a, uint32_t b)
{
	const struct extract_point *p = &x->points[a];
	const struct extract_point *q = &x->points[b];
	return (uint32_t)lround(100 * route_network_metres(p->lon / 1e7, p->lat / 1e7, q->lon / 1e7, q->lat / 1e7));
}

bool route_network_allows(const struct route_network *w, const struct route_edge *edge, bool forward,
		enum route_wheels wheels)
{
	const struct foot_way *f = &w->x->ways[edge->way].foot;
	if (wheels == ROUTE_ON_WHEELS) {
		return forward ? f->wheel_forward : f->wheel_backward;
	}
	return forward ? f->forward : f->backward;
}

/* ---- only the points that some way uses ---- */

static void compact_points(struct extract *x)
{
	uint32_t *to = mem_zalloc(x->points_len + 1, sizeof *to);
	for (size_t i = 0; i < x->ways_len; i++) {
		for (uint32_t k = 0; k < x->ways[i].len; k++) {
			uint32_t ref = x->refs[x->ways[i].first + k];
			if (ref != EXTRACT_NOWHERE) {
				to[ref] = 1;
			}
		}
	}
	uint32_t kept = 0;
	for (size_t i = 0; i < x->points_len; i++) {
		if (to[i]) {
			to[i] = kept;
			x->points[kept++] = x->points[i];
		}
	}
	for (size_t i = 0; i < x->refs_len; i++) {
		x->refs[i] = x->refs[i] == EXTRACT_NOWHERE ? EXTRACT_NOWHERE : to[x->refs[i]];
	}
	x->points_len = kept;
	x->points = mem_resize(x->points, kept + 1U, sizeof *x->points);
	free(to);
}

/* ---- edges ---- */

struct growing {
	struct route_network *w;
	size_t capacity;
	uint8_t *uses; /* by point: ways it is on, up to 2 */
};

static void add_edge(struct growing *g, uint32_t a, uint32_t b, uint32_t way, bool across)
{
	struct route_network *w = g->w;
	if (a == b) {
		return;
	}
	if (w->edges_len == g->capacity) {
		g->capacity = g->capacity ? g->capacity + g->capacity / 2 : 4096;
		w->edges = mem_resize(w->edges, g->capacity, sizeof *w->edges);
	}
	w->edges[w->edges_len++] = (struct route_edge){ a, b, way, length_cm(w->x, a, b), across };
}

static void count_uses(struct growing *g)
{
	const struct extract *x = g->w->x;
	uint32_t *last = mem_zalloc(x->points_len + 1, sizeof *last);
	for (uint32_t i = 0; i < x->ways_len; i++) {
		for (uint32_t k = 0; k < x->ways[i].len; k++) {
			uint32_t ref = x->refs[x->ways[i].first + k];
			if (ref != EXTRACT_NOWHERE && last[ref] != i + 1) {
				last[ref] = i + 1;
				g->uses[ref] = (uint8_t)(g->uses[ref] < 2 ? g->uses[ref] + 1 : 2);
			}
		}
	}
	free(last);
}

static int64_t side(const struct extract_point *p, const struct extract_point *q, const struct extract_point *r)
{
	return (int64_t)(q->lon - p->lon) * (r->lat - p->lat) - (int64_t)(q->lat - p->lat) * (r->lon - p->lon);
}

static bool cross(const struct extract_point *a, const struct extract_point *b, const struct extract_point *c,
		const struct extract_point *d)
{
	int64_t s1 = side(a, b, c);
	int64_t s2 = side(a, b, d);
	int64_t s3 = side(c, d, a);
	int64_t s4 = side(c, d, b);
	return ((s1 > 0 && s2 < 0) || (s1 < 0 && s2 > 0)) && ((s3 > 0 && s4 < 0) || (s3 < 0 && s4 > 0));
}

static bool is_inside(const struct extract *x, const uint32_t *ring, uint32_t len, double lon, double lat)
{
	bool inside = false;
	for (uint32_t i = 0; i + 1 < len; i++) {
		const struct extract_point *p = &x->points[ring[i]];
		const struct extract_point *q = &x->points[ring[i + 1]];
		if ((p->lat > lat) != (q->lat > lat) &&
				lon < (q->lon - p->lon) * (lat - p->lat) / (double)(q->lat - p->lat) + p->lon) {
			inside = !inside;
		}
	}
	return inside;
}

/* The straight line from one to the other stays on the square. */
static bool sees(const struct extract *x, const uint32_t *ring, uint32_t len, uint32_t from, uint32_t to)
{
	const struct extract_point *a = &x->points[from];
	const struct extract_point *b = &x->points[to];
	for (uint32_t i = 0; i + 1 < len; i++) {
		if (cross(a, b, &x->points[ring[i]], &x->points[ring[i + 1]])) {
			return false;
		}
	}
	for (int i = 1; i <= INSIDE_TRIES; i++) {
		double t = (double)i / (INSIDE_TRIES + 1);
		if (!is_inside(x, ring, len, a->lon + t * (b->lon - a->lon), a->lat + t * (b->lat - a->lat))) {
			return false;
		}
	}
	return true;
}

/* People cross a square; they do not follow its edge. Straight between any two ways that lead into it. */
static void add_square(struct growing *g, uint32_t way)
{
	const struct extract *x = g->w->x;
	const struct extract_way *area = &x->ways[way];
	const uint32_t *ring = &x->refs[area->first];
	uint32_t entries[ROUTE_SQUARE_ENTRIES];
	size_t len = 0;
	bool whole = area->len >= 4 && area->len <= SQUARE_POINTS_MAX && ring[0] == ring[area->len - 1];
	for (uint32_t i = 0; whole && i < area->len; i++) {
		whole = ring[i] != EXTRACT_NOWHERE;
	}
	for (uint32_t i = 0; whole && i + 1 < area->len; i++) {
		if (g->uses[ring[i]] < 2) {
			continue;
		}
		if (len == ROUTE_SQUARE_ENTRIES) {
			return;
		}
		entries[len++] = ring[i];
	}
	for (size_t i = 0; i < len; i++) {
		for (size_t k = i + 1; k < len; k++) {
			if (sees(x, ring, area->len, entries[i], entries[k])) {
				add_edge(g, entries[i], entries[k], way, true);
			}
		}
	}
}

static void add_edges(struct route_network *w)
{
	struct growing g = { .w = w, .uses = mem_zalloc(w->x->points_len + 1, 1) };
	count_uses(&g);
	for (uint32_t i = 0; i < w->x->ways_len; i++) {
		const struct extract_way *way = &w->x->ways[i];
		const uint32_t *ref = &w->x->refs[way->first];
		for (uint32_t k = 0; k + 1 < way->len; k++) {
			if (ref[k] != EXTRACT_NOWHERE && ref[k + 1] != EXTRACT_NOWHERE) {
				add_edge(&g, ref[k], ref[k + 1], i, false);
			}
		}
		if (way->foot.area) {
			add_square(&g, i);
		}
	}
	free(g.uses);
}

/* ---- edges at points ---- */

static void index_points(struct route_network *w)
{
	size_t points = w->x->points_len;
	w->first = mem_zalloc(points + 2, sizeof *w->first);
	w->at = mem_zalloc(2 * w->edges_len + 1, sizeof *w->at);
	for (size_t i = 0; i < w->edges_len; i++) {
		w->first[w->edges[i].a + 2]++;
		w->first[w->edges[i].b + 2]++;
	}
	for (size_t i = 2; i < points + 2; i++) {
		w->first[i] += w->first[i - 1];
	}
	for (uint32_t i = 0; i < w->edges_len; i++) {
		w->at[w->first[w->edges[i].a + 1]++] = i << 1;
		w->at[w->first[w->edges[i].b + 1]++] = i << 1 | 1;
	}
}

static void place_barriers(struct route_network *w)
{
	const struct extract *x = w->x;
	w->barriers = mem_zalloc(x->points_len + 1, sizeof *w->barriers);
	size_t k = 0;
	for (size_t i = 0; i < x->points_len; i++) {
		while (k < x->barriers_len && x->barriers[k].id < x->points[i].id) {
			k++;
		}
		if (k < x->barriers_len && x->barriers[k].id == x->points[i].id) {
			w->barriers[i] = x->barriers[k].node;
		}
	}
}

/* ---- islands ---- */

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

/* How much way hangs together at each point: a courtyard is no place to start from. */
static uint32_t *measure_islands(const struct route_network *w, enum route_wheels wheels)
{
	size_t points = w->x->points_len;
	uint32_t *parent = mem_zalloc(points + 1, sizeof *parent);
	uint64_t *sum = mem_zalloc(points + 1, sizeof *sum);
	for (uint32_t i = 0; i < points; i++) {
		parent[i] = i;
	}
	for (size_t i = 0; i < w->edges_len; i++) {
		const struct route_edge *edge = &w->edges[i];
		if (route_network_allows(w, edge, true, wheels) || route_network_allows(w, edge, false, wheels)) {
			parent[root_of(parent, edge->a)] = root_of(parent, edge->b);
		}
	}
	for (size_t i = 0; i < w->edges_len; i++) {
		const struct route_edge *edge = &w->edges[i];
		if (!edge->across && (route_network_allows(w, edge, true, wheels) ||
						     route_network_allows(w, edge, false, wheels))) {
			sum[root_of(parent, edge->a)] += edge->cm;
		}
	}
	uint32_t *out = mem_zalloc(points + 1, sizeof *out);
	for (uint32_t i = 0; i < points; i++) {
		uint64_t cm = sum[root_of(parent, i)];
		out[i] = cm > UINT32_MAX ? UINT32_MAX : (uint32_t)cm;
	}
	free(parent);
	free(sum);
	return out;
}

/* ---- cells ---- */

uint64_t route_cell_key(int column, int row)
{
	return (uint64_t)(uint32_t)column << 32 | (uint32_t)row;
}

static int cell_of(int32_t units)
{
	return (int)floor((double)units / ROUTE_CELL_UNITS);
}

static int compare_cells(const void *a, const void *b)
{
	const struct route_cell *x = a;
	const struct route_cell *y = b;
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	return (x->edge > y->edge) - (x->edge < y->edge);
}

static int lower(int a, int b)
{
	return a < b ? a : b;
}

static void index_cells(struct route_network *w)
{
	size_t capacity = 0;
	for (uint32_t i = 0; i < w->edges_len; i++) {
		const struct extract_point *p = &w->x->points[w->edges[i].a];
		const struct extract_point *q = &w->x->points[w->edges[i].b];
		int c[4] = { cell_of(p->lon), cell_of(q->lon), cell_of(p->lat), cell_of(q->lat) };
		for (int x = lower(c[0], c[1]); x <= c[0] + c[1] - lower(c[0], c[1]); x++) {
			for (int y = lower(c[2], c[3]); y <= c[2] + c[3] - lower(c[2], c[3]); y++) {
				if (w->cells_len == capacity) {
					capacity = capacity ? capacity + capacity / 2 : 4096;
					w->cells = mem_resize(w->cells, capacity, sizeof *w->cells);
				}
				w->cells[w->cells_len++] = (struct route_cell){ route_cell_key(x, y), i };
			}
		}
	}
	if (w->cells_len > 1) {
		qsort(w->cells, w->cells_len, sizeof *w->cells, compare_cells);
	}
}

struct route_network *route_network_create(struct extract *x)
{
	struct route_network *w = mem_zalloc(1, sizeof *w);
	w->x = x;
	compact_points(x);
	add_edges(w);
	free(x->refs); /* the edges say it all from here on */
	x->refs = NULL;
	x->refs_len = 0;
	index_points(w);
	place_barriers(w);
	index_cells(w);
	w->islands[ROUTE_ON_FOOT] = measure_islands(w, ROUTE_ON_FOOT);
	w->islands[ROUTE_ON_WHEELS] = measure_islands(w, ROUTE_ON_WHEELS);
	w->dist_cm = mem_zalloc(x->points_len + 1, sizeof *w->dist_cm);
	memset(w->dist_cm, 0xFF, (x->points_len + 1) * sizeof *w->dist_cm);
	w->from = mem_zalloc(x->points_len + 1, sizeof *w->from);
	w->touched = mem_zalloc(x->points_len + 1, sizeof *w->touched);
	return w;
}

void route_network_destroy(struct route_network *w)
{
	if (w) {
		extract_destroy(w->x);
		free(w->edges);
		free(w->first);
		free(w->at);
		free(w->barriers);
		free(w->cells);
		free(w->islands[ROUTE_ON_FOOT]);
		free(w->islands[ROUTE_ON_WHEELS]);
		free(w->dist_cm);
		free(w->from);
		free(w->touched);
		free(w);
	}
}
