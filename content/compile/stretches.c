/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/stretches.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

enum {
	TINY_M = 15,          /* a stretch without a name as short as that is not worth a sentence */
	GAP_IN_STREET_M = 35, /* nor is one between two stretches of the same street */
	CORNER_M = 7,         /* nor is the corner of a street that is only touched */
	END_M = 3,            /* where the nearest spot of a way is a corner, one of its two streets is not walked on */
	CHOICE_DEG = 40,      /* turning less than that in the same street is following it */
	STRAIGHTER_DEG = 10,
};

/* ---- which legs belong together ---- */

static bool is_walkway(enum route_ground g)
{
	return g == ROUTE_FOOTPATH || g == ROUTE_SIDEWALK || g == ROUTE_CROSSING || g == ROUTE_CYCLEWAY ||
	       g == ROUTE_TRACK;
}

static bool same_street(const struct extract_way *a, const struct extract_way *b)
{
	if (a->name[0] || b->name[0]) {
		return str_equal(a->name, b->name);
	}
	return a->foot.ground == b->foot.ground || (is_walkway(a->foot.ground) && is_walkway(b->foot.ground));
}

enum route_kind stretch_kind_of(const struct route_network *w, const struct route_leg *leg)
{
	const struct route_edge *e = &w->edges[leg->edge];
	const struct foot_way *f = &w->x->ways[e->way].foot;
	return e->across                     ? ROUTE_CROSS_SQUARE
	       : f->ground == ROUTE_STAIRWAY ? ROUTE_STAIRS
	       : f->lift                     ? ROUTE_LIFT
	       : f->roundabout               ? ROUTE_ROUNDABOUT
					     : ROUTE_TURN;
}

static int climb_of(const struct route_network *w, const struct route_leg *leg)
{
	int climb = w->x->ways[w->edges[leg->edge].way].foot.climb;
	return leg->forward || climb == ROUTE_LEVEL ? climb : climb == ROUTE_UP ? ROUTE_DOWN : ROUTE_UP;
}

/* At the point between two legs there is a way that goes on straighter: who is not told would take it. */
static bool must_choose(const struct stretches *m, size_t leg, double degrees)
{
	const struct route_network *w = m->w;
	uint32_t node = m->path->legs[leg - 1].node;
	double in = route_line_coming(&m->line, leg + 1);
	const struct extract_point *here = &w->x->points[node];
	for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++) {
		uint32_t edge = w->at[i] >> 1;
		bool forward = (w->at[i] & 1) == 0;
		const struct route_edge *e = &w->edges[edge];
		if (edge == m->path->legs[leg].edge || edge == m->path->legs[leg - 1].edge || e->across ||
				!route_network_allows(w, e, forward, ROUTE_ON_FOOT)) {
			continue;
		}
		const struct extract_point *there = &w->x->points[forward ? e->b : e->a];
		struct route_line_spot a = { here->lon / 1e7, here->lat / 1e7, 0 };
		struct route_line_spot b = { there->lon / 1e7, there->lat / 1e7, 0 };
		if (fabs(route_line_difference(in, route_line_bearing(&a, &b))) < fabs(degrees) - STRAIGHTER_DEG) {
			return true;
		}
	}
	return false;
}

/* Leg i leads from spot i + 1 to spot i + 2. */
static bool begins_new(const struct stretches *m, const struct stretch *now, size_t leg)
{
	const struct route_leg *l = &m->path->legs[leg];
	const struct extract_way *way = &m->w->x->ways[m->w->edges[l->edge].way];
	enum route_kind kind = stretch_kind_of(m->w, l);
	if (kind != now->kind) {
		return true;
	}
	if (kind == ROUTE_STAIRS) {
		return climb_of(m->w, l) != now->climb;
	}
	if (kind != ROUTE_TURN) {
		return false;
	}
	double degrees = route_line_difference(route_line_coming(&m->line, leg + 1),
			route_line_leaving(&m->line, leg + 1));
	return !same_street(now->way, way) || (fabs(degrees) >= CHOICE_DEG && must_choose(m, leg, degrees));
}

static void add_stairs(const struct stretches *m, struct stretch *s, size_t leg)
{
	const struct route_leg *l = &m->path->legs[leg];
	uint32_t way = m->w->edges[l->edge].way;
	bool again = leg > 0 && m->w->edges[m->path->legs[leg - 1].edge].way == way && s->end > s->joint;
	if (s->kind == ROUTE_STAIRS && !again) {
		int count = m->w->x->ways[way].foot.stairs;
		s->stairs_known = s->stairs_known && count > 0;
		s->stairs += count;
	}
}

static void split(struct stretches *m)
{
	for (size_t i = 0; i < m->path->len; i++) {
		const struct route_leg *leg = &m->path->legs[i];
		if (i == 0 || begins_new(m, &m->at[m->len - 1], i)) {
			m->at[m->len++] = (struct stretch){ .joint = i + 1,
				.body = i + 1,
				.end = i + 1,
				.way = &m->w->x->ways[m->w->edges[leg->edge].way],
				.kind = stretch_kind_of(m->w, leg),
				.climb = climb_of(m->w, leg),
				.stairs_known = true };
		}
		struct stretch *s = &m->at[m->len - 1];
		add_stairs(m, s, i);
		s->end = i + 2;
	}
}

/* ---- what is too short to say ---- */

double stretch_metres(const struct stretches *m, const struct stretch *s)
{
	return m->line.spots[s->end].at_m - m->line.spots[s->joint].at_m;
}

static void drop(struct stretches *m, size_t i)
{
	memmove(&m->at[i], &m->at[i + 1], (m->len - i - 1) * sizeof *m->at);
	m->len--;
}

/* Stretch i becomes the beginning of the next one: the turn is from before it to after it. */
static void swallow_into_next(struct stretches *m, size_t i)
{
	m->at[i + 1].joint = m->at[i].joint;
	drop(m, i);
}

static void swallow_into_previous(struct stretches *m, size_t i)
{
	struct stretch *s = &m->at[i - 1];
	s->stairs += m->at[i].stairs;
	s->stairs_known = s->stairs_known && m->at[i].stairs_known;
	s->end = m->at[i].end;
	drop(m, i);
}

static bool is_tiny(const struct stretches *m, size_t i)
{
	const struct stretch *s = &m->at[i];
	bool between = i > 0 && i + 1 < m->len && m->at[i - 1].kind == ROUTE_TURN && m->at[i + 1].kind == ROUTE_TURN &&
		       same_street(m->at[i - 1].way, m->at[i + 1].way);
	bool nameless = !s->way->name[0] || s->way->foot.ground == ROUTE_CROSSING;
	bool inner = i > 0 && i + 1 < m->len;
	double most = between ? GAP_IN_STREET_M : nameless ? TINY_M : inner ? CORNER_M : END_M;
	return s->kind == ROUTE_TURN && stretch_metres(m, s) < most;
}

double stretch_turn_degrees(const struct stretches *m, const struct stretch *s)
{
	return route_line_difference(route_line_coming(&m->line, s->joint), route_line_leaving(&m->line, s->body));
}

static bool continues(const struct stretches *m, size_t i)
{
	const struct stretch *a = &m->at[i - 1];
	const struct stretch *b = &m->at[i];
	if (a->kind != b->kind) {
		return false;
	}
	return (a->kind == ROUTE_STAIRS && a->climb == b->climb) ||
	       (a->kind == ROUTE_TURN && b->joint != b->body && same_street(a->way, b->way) &&
			       fabs(stretch_turn_degrees(m, b)) < CHOICE_DEG);
}

static void shorten(struct stretches *m)
{
	for (size_t i = 0; i + 1 < m->len;) {
		if (is_tiny(m, i)) {
			swallow_into_next(m, i);
			i = i > 0 ? i - 1 : 0;
			continue;
		}
		i++;
	}
	if (m->len > 1 && is_tiny(m, m->len - 1)) {
		swallow_into_previous(m, m->len - 1);
	}
	for (size_t i = 0; i + 1 < m->len; i++) {
		if (m->at[i].kind == ROUTE_ROUNDABOUT && m->at[i + 1].kind == ROUTE_TURN) {
			m->at[i + 1].kind = ROUTE_ROUNDABOUT;
			swallow_into_next(m, i);
		}
	}
	for (size_t i = 1; i < m->len;) {
		if (continues(m, i)) {
			swallow_into_previous(m, i);
		} else {
			i++;
		}
	}
}

void stretches_make(struct stretches *m, struct arena *arena)
{
	m->at = ARENA_ARRAY(arena, struct stretch, m->path->len);
	split(m);
	shorten(m);
}
