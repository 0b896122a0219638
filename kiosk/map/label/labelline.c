/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streets: cutting, joining, linking (labelline.h). */
#include "map/label/labelline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MAX = 16384 };

/* A sixteenth of a px is exact in a float as far as a map goes: what a move by whole px must not change, it does not.
 */
#define STEPS_PER_PX 16.0
/* Points closer than this say nothing about a direction. */
#define STEP_MIN_PX 0.5F

void label_strands_init(struct label_strands *s, size_t features, struct arena *a)
{
	size_t room = 4 * features + 64;
	*s = (struct label_strands){ .room = room < LABEL_STRANDS_MAX ? room : LABEL_STRANDS_MAX, .arena = a };
	s->at = ARENA_ARRAY(a, struct label_strand, s->room);
	s->points = ARENA_ARRAY(a, float, 2 * (size_t)POINTS_MAX);
}

float label_strand_length(const struct label_strand *s)
{
	return s->at[s->len - 1];
}

/* ---- cutting at the tile ---- */

struct cutter {
	struct label_strands *s;
	const struct label_transform *t;
	struct label_strand like; /* what all its strands have in common */
	float *xy;                /* of the strand under construction */
	uint32_t len;
	bool began_on_edge;
};

static float to_px(double units, double scale, double move)
{
	return (float)(round((units * scale + move) * STEPS_PER_PX) / STEPS_PER_PX);
}

static void put_point(struct cutter *c, double x, double y)
{
	float px = to_px(x, c->t->scale, c->t->x);
	float py = to_px(y, c->t->scale, c->t->y);
	bool same = c->len > 0 && fabsf(px - c->xy[2 * c->len - 2]) < STEP_MIN_PX &&
		    fabsf(py - c->xy[2 * c->len - 1]) < STEP_MIN_PX;
	if (c->len < POINTS_MAX && !same) {
		c->xy[2 * c->len] = px;
		c->xy[2 * c->len + 1] = py;
		c->len++;
	}
}

static void measure(struct label_strand *s)
{
	s->at[0] = 0;
	for (uint32_t i = 1; i < s->len; i++) {
		s->at[i] = s->at[i - 1] + hypotf(s->xy[2 * i] - s->xy[2 * i - 2], s->xy[2 * i + 1] - s->xy[2 * i - 1]);
	}
}

static void end_piece(struct cutter *c, bool on_edge)
{
	if (c->len > 1 && c->s->len < c->s->room) {
		struct label_strand *s = &c->s->at[c->s->len++];
		*s = c->like;
		s->len = c->len;
		s->on_edge[0] = c->began_on_edge;
		s->on_edge[1] = on_edge;
		s->xy = ARENA_ARRAY(c->s->arena, float, 2 * (size_t)c->len);
		s->at = ARENA_ARRAY(c->s->arena, float, c->len);
		memcpy(s->xy, c->xy, 2 * c->len * sizeof *c->xy);
		measure(s);
	}
	c->len = 0;
}

/* The part of a segment within 0..extent, by Liang and Barsky: false when there is none. */
static bool clip(double extent, double ax, double ay, double bx, double by, double *enter, double *leave)
{
	const double delta[4] = { ax - bx, bx - ax, ay - by, by - ay };
	const double room[4] = { ax, extent - ax, ay, extent - ay };
	*enter = 0;
	*leave = 1;
	for (int side = 0; side < 4; side++) {
		if (delta[side] == 0) {
			if (room[side] < 0) {
				return false;
			}
			continue;
		}
		double t = room[side] / delta[side];
		if (delta[side] < 0) {
			*enter = fmax(*enter, t);
		} else {
			*leave = fmin(*leave, t);
		}
	}
	return *enter < *leave;
}

static void add_segment(struct cutter *c, const int32_t *a, const int32_t *b)
{
	double enter;
	double leave;
	double dx = (double)b[0] - a[0];
	double dy = (double)b[1] - a[1];
	if (!clip(c->t->extent, a[0], a[1], b[0], b[1], &enter, &leave)) {
		end_piece(c, false);
		return;
	}
	if (enter > 0) {
		end_piece(c, false);
	}
	if (c->len == 0) {
		double x = a[0] + enter * dx;
		double y = a[1] + enter * dy;
		c->began_on_edge = x <= 0 || y <= 0 || x >= c->t->extent || y >= c->t->extent;
		put_point(c, x, y);
	}
	put_point(c, a[0] + leave * dx, a[1] + leave * dy);
	if (leave < 1) {
		end_piece(c, true);
	}
}

static bool is_on_edge(const struct label_transform *t, const int32_t *p)
{
	int64_t extent = t->extent;
	return p[0] <= 0 || p[1] <= 0 || p[0] >= extent || p[1] >= extent;
}

void label_strands_add(struct label_strands *s, const struct mvt_shape *shape, const struct label_transform *t,
		size_t item, uint64_t name, uint64_t tile)
{
	struct cutter c = { .s = s, .t = t, .like = { .item = item, .name = name, .tile = tile } };
	c.xy = s->points;
	size_t at = 0;
	for (size_t part = 0; part < shape->part_len; part++) {
		for (; at + 1 < shape->ends[part]; at++) {
			add_segment(&c, shape->xy + 2 * at, shape->xy + 2 * at + 2);
		}
		end_piece(&c, at > 0 && is_on_edge(t, shape->xy + 2 * at));
		at = shape->ends[part];
	}
}

/* ---- joining within a tile ---- */

struct end {
	float x, y;
	uint64_t name, tile;
	uint32_t strand;
	uint8_t which; /* 0: first point */
};

static int compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
	const struct end *p = a;
	const struct end *q = b;
	int c = compare_numbers(p->name, q->name);
	c = c ? c : compare_numbers(p->tile, q->tile);
	c = c ? c : compare((double)p->x, (double)q->x);
	c = c ? c : compare((double)p->y, (double)q->y);
	c = c ? c : compare_numbers(p->strand, q->strand);
	return c ? c : compare_numbers(p->which, q->which);
}

static struct end *list_ends(const struct label_strands *s)
{
	struct end *ends = ARENA_ARRAY(s->arena, struct end, 2 * s->len + 1);
	for (uint32_t i = 0; i < s->len; i++) {
		const struct label_strand *l = &s->at[i];
		const float *last = l->xy + 2 * ((size_t)l->len - 1);
		ends[2 * i] = (struct end){ l->xy[0], l->xy[1], l->name, l->tile, i, 0 };
		ends[2 * i + 1] = (struct end){ last[0], last[1], l->name, l->tile, i, 1 };
	}
	qsort(ends, 2 * s->len, sizeof *ends, by_place);
	return ends;
}

static void tie(struct label_strands *s, const struct end *a, const struct end *b)
{
	s->at[a->strand].other[a->which] = b->strand + 1;
	s->at[a->strand].other_end[a->which] = b->which;
	s->at[b->strand].other[b->which] = a->strand + 1;
	s->at[b->strand].other_end[b->which] = a->which;
}

/* Ends at the same place go on in each other, two by two. */
static void tie_within_tiles(struct label_strands *s)
{
	struct end *ends = list_ends(s);
	for (size_t i = 0; i + 1 < 2 * s->len;) {
		const struct end *a = &ends[i];
		const struct end *b = &ends[i + 1];
		bool meet = a->name == b->name && a->tile == b->tile && a->x == b->x && a->y == b->y &&
			    a->strand != b->strand && !s->at[a->strand].on_edge[a->which];
		if (meet) {
			tie(s, a, b);
		}
		i += meet ? 2 : 1;
	}
}

/* Points of `from` onto the end of `to`, which begins where that ended. */
static void append(struct label_strand *to, const struct label_strand *from, bool reversed)
{
	for (uint32_t i = 0; i < from->len; i++) {
		const float *p = from->xy + 2 * (size_t)(reversed ? from->len - 1 - i : i);
		bool same = to->len > 0 && to->xy[2 * to->len - 2] == p[0] && to->xy[2 * to->len - 1] == p[1];
		if (!same) {
			to->xy[2 * to->len] = p[0];
			to->xy[2 * to->len + 1] = p[1];
			to->len++;
		}
	}
}

/* The end of a chain that `first` lies in, going backwards; in a ring it is `first` itself. */
static uint32_t chain_start(const struct label_strands *s, uint32_t first, uint8_t *open_end)
{
	uint32_t at = first;
	uint8_t back = 0;
	while (s->at[at].other[back]) {
		const struct label_strand *l = &s->at[at];
		uint32_t next = l->other[back] - 1;
		back = (uint8_t)!l->other_end[back];
		at = next;
		if (at == first) {
			back = 0;
			break;
		}
	}
	*open_end = back;
	return at;
}

static struct label_strand join_chain(const struct label_strands *s, uint32_t start, uint8_t open_end, bool *used)
{
	size_t points = 0;
	struct label_strand whole = s->at[start];
	for (int pass = 0; pass < 2; pass++) {
		uint32_t at = start;
		uint8_t in = open_end;
		if (pass == 1) {
			whole.len = 0;
			whole.xy = ARENA_ARRAY(s->arena, float, 2 * points);
			whole.at = ARENA_ARRAY(s->arena, float, points);
			whole.on_edge[0] = s->at[start].on_edge[open_end];
		}
		for (;;) {
			const struct label_strand *l = &s->at[at];
			uint8_t out = (uint8_t)!in;
			points += pass == 0 ? l->len : 0;
			if (pass == 1) {
				append(&whole, l, in == 1);
				whole.item = l->item < whole.item ? l->item : whole.item;
				whole.on_edge[1] = l->on_edge[out];
				used[at] = true;
			}
			if (!l->other[out] || l->other[out] - 1 == start) {
				break;
			}
			in = l->other_end[out];
			at = l->other[out] - 1;
		}
	}
	memset(whole.other, 0, sizeof whole.other);
	measure(&whole);
	return whole;
}

/* ---- linking across the edges of tiles ---- */

/* Few streets cross the edges on one screen: each end looks at those of its name. */
static void tie_across_tiles(struct label_strands *s, float tolerance)
{
	struct end *ends = list_ends(s);
	for (size_t i = 0; i < 2 * s->len; i++) {
		const struct end *a = &ends[i];
		const struct end *best = NULL;
		float nearest = tolerance;
		if (!s->at[a->strand].on_edge[a->which] || s->at[a->strand].other[a->which]) {
			continue;
		}
		for (size_t k = i + 1; k < 2 * s->len && ends[k].name == a->name; k++) {
			const struct end *b = &ends[k];
			float away = fmaxf(fabsf(a->x - b->x), fabsf(a->y - b->y));
			bool open = s->at[b->strand].on_edge[b->which] && !s->at[b->strand].other[b->which];
			if (b->tile != a->tile && open && away <= nearest) {
				nearest = away;
				best = b;
			}
		}
		if (best) {
			tie(s, a, best);
		}
	}
}

static int by_item(const void *a, const void *b)
{
	const struct label_strand *p = a;
	const struct label_strand *q = b;
	int c = compare_numbers(p->item, q->item);
	c = c ? c : compare((double)p->xy[0], (double)q->xy[0]);
	return c ? c : compare((double)p->xy[1], (double)q->xy[1]);
}

void label_strands_join(struct label_strands *s, float tolerance_px)
{
	tie_within_tiles(s);
	struct label_strand *joined = ARENA_ARRAY(s->arena, struct label_strand, s->len + 1);
	bool *used = ARENA_ARRAY(s->arena, bool, s->len + 1);
	size_t count = 0;
	for (uint32_t i = 0; i < s->len; i++) {
		if (!used[i]) {
			uint8_t open_end;
			uint32_t start = chain_start(s, i, &open_end);
			joined[count++] = join_chain(s, start, open_end, used);
		}
	}
	qsort(joined, count, sizeof *joined, by_item);
	s->at = joined;
	s->len = count;
	tie_across_tiles(s, tolerance_px);
}
