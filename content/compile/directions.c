/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/directions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	LOOK_M = 12,          /* a direction is that of the next metres, not of the last kink */
	TINY_M = 15,          /* a stretch without a name as short as that is not worth a sentence */
	GAP_IN_STREET_M = 35, /* nor is one between two stretches of the same street */
	CORNER_M = 7,         /* nor is the corner of a street that is only touched */
	CROSSING_M = 30,      /* no road is wider */
	END_M = 3,            /* where the nearest spot of a way is a corner, one of its two streets is not walked on */
	CHOICE_DEG = 40,      /* turning less than that in the same street is following it */
	STRAIGHTER_DEG = 10,
	STRAIGHT_DEG = 22,
	SLIGHT_DEG = 50,
	TURN_DEG = 125,
	SHARP_DEG = 160,
	SIDE_M = 4, /* a place nearer to the way than that lies on it */
};
#define SIMPLIFY_M 0.4
#define SECONDS_PER_M 0.75 /* 80 m a minute: DESIGN.md section 10; twice that on stairs */

struct spot {
	double lon, lat;
	double at_m; /* from the kiosk along the line */
};

/* A stretch that becomes one instruction. */
struct stretch {
	size_t joint; /* point where it begins */
	size_t body;  /* point where its own street begins; after the joint where something short was swallowed */
	size_t end;
	const struct extract_way *way;
	enum route_kind kind;
	int climb, stairs;
	bool stairs_known;
};

struct making {
	const struct walk *w;
	const struct walk_path *path;
	struct spot *spots; /* kiosk, first spot of the way, ..., last spot, place */
	size_t spots_len;
	struct stretch *at;
	size_t len;
};

/* ---- directions ---- */

static double bearing(const struct spot *a, const struct spot *b)
{
	double x = (b->lon - a->lon) * cos((a->lat + b->lat) / 2 * M_PI / 180);
	double degrees = atan2(x, b->lat - a->lat) * 180 / M_PI;
	return degrees < 0 ? degrees + 360 : degrees;
}

/* -180 to 180; right is positive. */
static double difference(double from, double to)
{
	double d = fmod(to - from + 540, 360) - 180;
	return d;
}

static struct spot along(const struct making *m, double at_m)
{
	size_t i = 1;
	while (i + 1 < m->spots_len && m->spots[i].at_m < at_m) {
		i++;
	}
	const struct spot *a = &m->spots[i - 1];
	const struct spot *b = &m->spots[i];
	double t = b->at_m > a->at_m ? (at_m - a->at_m) / (b->at_m - a->at_m) : 1;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return (struct spot){ a->lon + t * (b->lon - a->lon), a->lat + t * (b->lat - a->lat), at_m };
}

/* How one comes to a point of the line, and how one leaves it; within the ways, not the gaps at both ends. */
static double coming(const struct making *m, size_t point)
{
	struct spot before = along(m, fmax(m->spots[1].at_m, m->spots[point].at_m - LOOK_M));
	return bearing(&before, &m->spots[point]);
}

static double leaving(const struct making *m, size_t point)
{
	struct spot after = along(m, fmin(m->spots[m->spots_len - 2].at_m, m->spots[point].at_m + LOOK_M));
	return bearing(&m->spots[point], &after);
}

static enum route_turn turn_of(double degrees)
{
	double size = fabs(degrees);
	bool right = degrees > 0;
	if (size < STRAIGHT_DEG) {
		return ROUTE_STRAIGHT;
	}
	if (size < SLIGHT_DEG) {
		return right ? ROUTE_SLIGHT_RIGHT : ROUTE_SLIGHT_LEFT;
	}
	if (size < TURN_DEG) {
		return right ? ROUTE_RIGHT : ROUTE_LEFT;
	}
	if (size < SHARP_DEG) {
		return right ? ROUTE_SHARP_RIGHT : ROUTE_SHARP_LEFT;
	}
	return ROUTE_BACK;
}

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

static enum route_kind kind_of(const struct walk *w, const struct walk_leg *leg)
{
	const struct walk_edge *e = &w->edges[leg->edge];
	const struct foot_way *f = &w->x->ways[e->way].foot;
	return e->across                     ? ROUTE_CROSS_SQUARE
	       : f->ground == ROUTE_STAIRWAY ? ROUTE_STAIRS
	       : f->lift                     ? ROUTE_LIFT
	       : f->roundabout               ? ROUTE_ROUNDABOUT
					     : ROUTE_TURN;
}

static int climb_of(const struct walk *w, const struct walk_leg *leg)
{
	int climb = w->x->ways[w->edges[leg->edge].way].foot.climb;
	return leg->forward || climb == ROUTE_LEVEL ? climb : climb == ROUTE_UP ? ROUTE_DOWN : ROUTE_UP;
}

/* At the point between two legs there is a way that goes on straighter: who is not told would take it. */
static bool must_choose(const struct making *m, size_t leg, double degrees)
{
	const struct walk *w = m->w;
	uint32_t node = m->path->legs[leg - 1].node;
	double in = coming(m, leg + 1);
	const struct extract_point *here = &w->x->points[node];
	for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++) {
		uint32_t edge = w->at[i] >> 1;
		bool forward = (w->at[i] & 1) == 0;
		const struct walk_edge *e = &w->edges[edge];
		if (edge == m->path->legs[leg].edge || edge == m->path->legs[leg - 1].edge || e->across ||
				!walk_may(w, e, forward, WALK_ON_FOOT)) {
			continue;
		}
		const struct extract_point *there = &w->x->points[forward ? e->b : e->a];
		struct spot a = { here->lon / 1e7, here->lat / 1e7, 0 };
		struct spot b = { there->lon / 1e7, there->lat / 1e7, 0 };
		if (fabs(difference(in, bearing(&a, &b))) < fabs(degrees) - STRAIGHTER_DEG) {
			return true;
		}
	}
	return false;
}

/* Leg i leads from spot i + 1 to spot i + 2. */
static bool begins_new(const struct making *m, const struct stretch *now, size_t leg)
{
	const struct walk_leg *l = &m->path->legs[leg];
	const struct extract_way *way = &m->w->x->ways[m->w->edges[l->edge].way];
	enum route_kind kind = kind_of(m->w, l);
	if (kind != now->kind) {
		return true;
	}
	if (kind == ROUTE_STAIRS) {
		return climb_of(m->w, l) != now->climb;
	}
	if (kind != ROUTE_TURN) {
		return false;
	}
	double degrees = difference(coming(m, leg + 1), leaving(m, leg + 1));
	return !same_street(now->way, way) || (fabs(degrees) >= CHOICE_DEG && must_choose(m, leg, degrees));
}

static void add_stairs(const struct making *m, struct stretch *s, size_t leg)
{
	const struct walk_leg *l = &m->path->legs[leg];
	uint32_t way = m->w->edges[l->edge].way;
	bool again = leg > 0 && m->w->edges[m->path->legs[leg - 1].edge].way == way && s->end > s->joint;
	if (s->kind == ROUTE_STAIRS && !again) {
		int count = m->w->x->ways[way].foot.stairs;
		s->stairs_known = s->stairs_known && count > 0;
		s->stairs += count;
	}
}

static void split(struct making *m)
{
	for (size_t i = 0; i < m->path->len; i++) {
		const struct walk_leg *leg = &m->path->legs[i];
		if (i == 0 || begins_new(m, &m->at[m->len - 1], i)) {
			m->at[m->len++] = (struct stretch){ .joint = i + 1,
				.body = i + 1,
				.end = i + 1,
				.way = &m->w->x->ways[m->w->edges[leg->edge].way],
				.kind = kind_of(m->w, leg),
				.climb = climb_of(m->w, leg),
				.stairs_known = true };
		}
		struct stretch *s = &m->at[m->len - 1];
		add_stairs(m, s, i);
		s->end = i + 2;
	}
}

/* ---- what is too short to say ---- */

static double metres_of(const struct making *m, const struct stretch *s)
{
	return m->spots[s->end].at_m - m->spots[s->joint].at_m;
}

static void drop(struct making *m, size_t i)
{
	memmove(&m->at[i], &m->at[i + 1], (m->len - i - 1) * sizeof *m->at);
	m->len--;
}

/* Stretch i becomes the beginning of the next one: the turn is from before it to after it. */
static void swallow_into_next(struct making *m, size_t i)
{
	m->at[i + 1].joint = m->at[i].joint;
	drop(m, i);
}

static void swallow_into_previous(struct making *m, size_t i)
{
	struct stretch *s = &m->at[i - 1];
	s->stairs += m->at[i].stairs;
	s->stairs_known = s->stairs_known && m->at[i].stairs_known;
	s->end = m->at[i].end;
	drop(m, i);
}

static bool is_tiny(const struct making *m, size_t i)
{
	const struct stretch *s = &m->at[i];
	bool between = i > 0 && i + 1 < m->len && m->at[i - 1].kind == ROUTE_TURN && m->at[i + 1].kind == ROUTE_TURN &&
		       same_street(m->at[i - 1].way, m->at[i + 1].way);
	bool nameless = !s->way->name[0] || s->way->foot.ground == ROUTE_CROSSING;
	bool inner = i > 0 && i + 1 < m->len;
	double most = between ? GAP_IN_STREET_M : nameless ? TINY_M : inner ? CORNER_M : END_M;
	return s->kind == ROUTE_TURN && metres_of(m, s) < most;
}

static double turn_degrees(const struct making *m, const struct stretch *s)
{
	return difference(coming(m, s->joint), leaving(m, s->body));
}

static bool continues(const struct making *m, size_t i)
{
	const struct stretch *a = &m->at[i - 1];
	const struct stretch *b = &m->at[i];
	if (a->kind != b->kind) {
		return false;
	}
	return (a->kind == ROUTE_STAIRS && a->climb == b->climb) ||
	       (a->kind == ROUTE_TURN && b->joint != b->body && same_street(a->way, b->way) &&
			       fabs(turn_degrees(m, b)) < CHOICE_DEG);
}

static void shorten(struct making *m)
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

/* ---- the line ---- */

static bool lay_spots(struct making *m, const double from[2], const double to[2], struct arena *arena)
{
	const struct walk_path *p = m->path;
	if (p->len + 3 > ROUTE_POINTS_MAX) {
		return false;
	}
	m->spots = ARENA_ARRAY(arena, struct spot, p->len + 3);
	size_t n = 0;
	m->spots[n++] = (struct spot){ from[0], from[1], 0 };
	m->spots[n++] = (struct spot){ p->start.lon, p->start.lat, 0 };
	for (size_t i = 0; i + 1 < p->len; i++) {
		const struct extract_point *point = &m->w->x->points[p->legs[i].node];
		m->spots[n++] = (struct spot){ point->lon / 1e7, point->lat / 1e7, 0 };
	}
	m->spots[n++] = (struct spot){ p->end.lon, p->end.lat, 0 };
	m->spots[n++] = (struct spot){ to[0], to[1], 0 };
	m->spots_len = n;
	for (size_t i = 1; i < n; i++) {
		bool gap = i == 1 || i == n - 1;
		double step = gap ? walk_metres(m->spots[i - 1].lon, m->spots[i - 1].lat, m->spots[i].lon,
						    m->spots[i].lat)
				  : p->legs[i - 2].cm / 100.0;
		m->spots[i].at_m = m->spots[i - 1].at_m + step;
	}
	return true;
}

/* Douglas and Peucker, between points that have to stay. */
static void thin(const struct making *m, size_t first, size_t last, bool *keep)
{
	const struct spot *a = &m->spots[first];
	const struct spot *b = &m->spots[last];
	double shrink = cos(a->lat * M_PI / 180);
	double dx = (b->lon - a->lon) * shrink;
	double dy = b->lat - a->lat;
	double length = sqrt(dx * dx + dy * dy);
	double worst = 0;
	size_t at = first;
	for (size_t i = first + 1; i < last; i++) {
		double px = (m->spots[i].lon - a->lon) * shrink;
		double py = m->spots[i].lat - a->lat;
		double t = length > 0 ? (px * dx + py * dy) / (length * length) : 0;
		t = t < 0 ? 0 : t > 1 ? 1 : t;
		double far = hypot(px - t * dx, py - t * dy);
		if (far > worst) {
			worst = far;
			at = i;
		}
	}
	if (worst * 111195 > SIMPLIFY_M) {
		keep[at] = true;
		thin(m, first, at, keep);
		thin(m, at, last, keep);
	}
}

static int32_t micro(double degrees)
{
	return (int32_t)lround(degrees * 1e6);
}

/* Spots to points; index_of[i] is the point of spot i, where it was kept. */
static void draw(const struct making *m, struct arena *arena, size_t *index_of, struct route_plan *out)
{
	bool *keep = ARENA_ARRAY(arena, bool, m->spots_len);
	struct route_point *points = ARENA_ARRAY(arena, struct route_point, m->spots_len + 1);
	size_t len = 0;
	size_t before = 0;
	keep[0] = keep[1] = keep[m->spots_len - 2] = keep[m->spots_len - 1] = true;
	for (size_t i = 0; i < m->len; i++) {
		keep[m->at[i].joint] = true;
	}
	for (size_t i = 1; i < m->spots_len; i++) {
		if (keep[i]) {
			thin(m, before, i, keep);
			before = i;
		}
	}
	for (size_t i = 0; i < m->spots_len; i++) {
		struct route_point p = { micro(m->spots[i].lon), micro(m->spots[i].lat) };
		bool twice = len > 0 && points[len - 1].lon == p.lon && points[len - 1].lat == p.lat;
		if (keep[i] && !twice) {
			points[len++] = p;
		}
		index_of[i] = len - 1;
	}
	if (len == 1) {
		points[len++] = points[0]; /* the place is where the kiosk is: still a line */
	}
	out->points = points;
	out->points_len = len;
}

/* ---- instructions ---- */

static int arrival_turn(const struct making *m)
{
	size_t last = m->spots_len - 1;
	if (m->spots[last].at_m - m->spots[last - 1].at_m < SIDE_M) {
		return ROUTE_STRAIGHT;
	}
	double side = difference(coming(m, last - 1), bearing(&m->spots[last - 1], &m->spots[last]));
	return fabs(side) < 30 || fabs(side) > 150 ? ROUTE_STRAIGHT : side > 0 ? ROUTE_RIGHT : ROUTE_LEFT;
}

static int turn_to_say(const struct making *m, size_t i)
{
	const struct stretch *s = &m->at[i];
	if (i == 0 && s->kind != ROUTE_STAIRS) {
		return (int)floor(leaving(m, s->body) / 45 + 0.5) % 8;
	}
	if (s->kind == ROUTE_STAIRS) {
		return s->climb;
	}
	double degrees = turn_degrees(m, s);
	/* On a roundabout nothing is slight: there are exits. */
	bool ahead = s->kind == ROUTE_ROUNDABOUT && fabs(degrees) < SLIGHT_DEG;
	return ahead ? ROUTE_STRAIGHT : (int)turn_of(degrees);
}

/* A stretch that begins with a crossing and goes on as a footpath is a footpath. */
static enum route_ground ground_of(const struct making *m, const struct stretch *s)
{
	enum route_ground g = s->way->foot.ground;
	return g == ROUTE_CROSSING && metres_of(m, s) > CROSSING_M ? ROUTE_FOOTPATH : g;
}

static struct route_step say(const struct making *m, size_t i, const size_t *index_of)
{
	const struct stretch *s = &m->at[i];
	double from = i == 0 ? 0 : m->spots[s->joint].at_m;
	return (struct route_step){ .kind = i == 0 && s->kind != ROUTE_STAIRS ? ROUTE_DEPART : s->kind,
		.turn = turn_to_say(m, i),
		.ground = ground_of(m, s),
		.name = s->way->name,
		.is_ref = s->way->is_ref,
		/* Rounded so that the parts add up to the whole. */
		.metres = (int)(lround(m->spots[s->end].at_m) - lround(from)),
		.stairs = s->kind == ROUTE_STAIRS && s->stairs_known ? s->stairs : 0,
		.point = i == 0 ? 0 : (int)index_of[s->joint] };
}

static bool say_all(struct making *m, struct arena *arena, struct directions *out)
{
	size_t *index_of = ARENA_ARRAY(arena, size_t, m->spots_len);
	struct route_step *steps = ARENA_ARRAY(arena, struct route_step, m->len + 2);
	size_t len = 0;
	size_t last = m->spots_len - 1;
	draw(m, arena, index_of, &out->route);
	if (m->at[0].kind == ROUTE_STAIRS) { /* the first thing said is always where to go */
		steps[len++] = (struct route_step){ .kind = ROUTE_DEPART,
			.turn = (int)floor(leaving(m, 1) / 45 + 0.5) % 8,
			.ground = ROUTE_STAIRWAY,
			.name = "" };
	}
	for (size_t i = 0; i < m->len; i++) {
		steps[len] = say(m, i, index_of);
		if (len > 0 && steps[len].point < steps[len - 1].point) {
			steps[len].point = steps[len - 1].point;
		}
		len++;
	}
	int gap = (int)(lround(m->spots[last].at_m) - lround(m->spots[last - 1].at_m));
	steps[len++] = (struct route_step){ .kind = ROUTE_ARRIVE,
		.turn = arrival_turn(m),
		.name = "",
		.metres = gap,
		.point = (int)out->route.points_len - 1 };
	out->route.steps = steps;
	out->route.steps_len = len;
	out->route.start_gap_m = (int)lround(m->spots[1].at_m);
	out->route.end_gap_m = gap;
	out->metres = (int)lround(m->spots[last].at_m);
	return len <= ROUTE_STEPS_MAX && out->metres <= ROUTE_METRES_MAX;
}

bool directions_make(const struct walk *w, const struct walk_path *path, const double from[2], const double to[2],
		struct arena *arena, struct directions *out)
{
	struct making m = { .w = w, .path = path };
	if (!lay_spots(&m, from, to, arena)) {
		return false;
	}
	m.at = ARENA_ARRAY(arena, struct stretch, path->len);
	split(&m);
	shorten(&m);
	*out = (struct directions){ 0 };
	double seconds = 0;
	for (size_t i = 0; i < path->len; i++) {
		bool stairs = kind_of(w, &path->legs[i]) == ROUTE_STAIRS;
		seconds += path->legs[i].cm / 100.0 * SECONDS_PER_M * (stairs ? 2 : 1);
		out->has_steps = out->has_steps || stairs;
	}
	if (!say_all(&m, arena, out)) {
		return false;
	}
	seconds += (out->route.start_gap_m + out->route.end_gap_m) * SECONDS_PER_M;
	out->seconds = (int)lround(seconds);
	return true;
}
