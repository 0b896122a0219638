/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/directions.h"

#include <math.h>

#include "compile/stretches.h"

enum {
	CROSSING_M = 30, /* no road is wider */
	STRAIGHT_DEG = 22,
	SLIGHT_DEG = 50,
	TURN_DEG = 125,
	SHARP_DEG = 160,
	SIDE_M = 4, /* a place nearer to the way than that lies on it */
};
#define SECONDS_PER_M 0.75 /* 80 m a minute: DESIGN.md section 10; twice that on stairs */

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

static int arrival_turn(const struct stretches *m)
{
	size_t last = m->line.len - 1;
	if (m->line.spots[last].at_m - m->line.spots[last - 1].at_m < SIDE_M) {
		return ROUTE_STRAIGHT;
	}
	double side = route_line_difference(route_line_coming(&m->line, last - 1),
			route_line_bearing(&m->line.spots[last - 1], &m->line.spots[last]));
	return fabs(side) < 30 || fabs(side) > 150 ? ROUTE_STRAIGHT : side > 0 ? ROUTE_RIGHT : ROUTE_LEFT;
}

static int turn_to_say(const struct stretches *m, size_t i)
{
	const struct stretch *s = &m->at[i];
	if (i == 0 && s->kind != ROUTE_STAIRS) {
		return (int)floor(route_line_leaving(&m->line, s->body) / 45 + 0.5) % 8;
	}
	if (s->kind == ROUTE_STAIRS) {
		return s->climb;
	}
	double degrees = stretch_turn_degrees(m, s);
	/* On a roundabout nothing is slight: there are exits. */
	bool ahead = s->kind == ROUTE_ROUNDABOUT && fabs(degrees) < SLIGHT_DEG;
	return ahead ? ROUTE_STRAIGHT : (int)turn_of(degrees);
}

/* A stretch that begins with a crossing and goes on as a footpath is a footpath. */
static enum route_ground ground_of(const struct stretches *m, const struct stretch *s)
{
	enum route_ground g = s->way->foot.ground;
	return g == ROUTE_CROSSING && stretch_metres(m, s) > CROSSING_M ? ROUTE_FOOTPATH : g;
}

static struct route_step say(const struct stretches *m, size_t i, const size_t *index_of)
{
	const struct stretch *s = &m->at[i];
	double from = i == 0 ? 0 : m->line.spots[s->joint].at_m;
	return (struct route_step){ .kind = i == 0 && s->kind != ROUTE_STAIRS ? ROUTE_DEPART : s->kind,
		.turn = turn_to_say(m, i),
		.ground = ground_of(m, s),
		.name = s->way->name,
		.is_ref = s->way->is_ref,
		/* Rounded so that the parts add up to the whole. */
		.metres = (int)(lround(m->line.spots[s->end].at_m) - lround(from)),
		.stairs = s->kind == ROUTE_STAIRS && s->stairs_known ? s->stairs : 0,
		.point = i == 0 ? 0 : (int)index_of[s->joint] };
}

static bool say_all(struct stretches *m, struct arena *arena, struct directions *out)
{
	size_t *index_of = ARENA_ARRAY(arena, size_t, m->line.len);
	struct route_step *steps = ARENA_ARRAY(arena, struct route_step, m->len + 2);
	size_t len = 0;
	size_t last = m->line.len - 1;
	bool *keep = ARENA_ARRAY(arena, bool, m->line.len);
	for (size_t i = 0; i < m->len; i++) {
		keep[m->at[i].joint] = true;
	}
	route_line_draw(&m->line, keep, arena, index_of, &out->route);
	if (m->at[0].kind == ROUTE_STAIRS) { /* the first thing said is always where to go */
		steps[len++] = (struct route_step){ .kind = ROUTE_DEPART,
			.turn = (int)floor(route_line_leaving(&m->line, 1) / 45 + 0.5) % 8,
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
	int gap = (int)(lround(m->line.spots[last].at_m) - lround(m->line.spots[last - 1].at_m));
	steps[len++] = (struct route_step){ .kind = ROUTE_ARRIVE,
		.turn = arrival_turn(m),
		.name = "",
		.metres = gap,
		.point = (int)out->route.points_len - 1 };
	out->route.steps = steps;
	out->route.steps_len = len;
	out->route.start_gap_m = (int)lround(m->line.spots[1].at_m);
	out->route.end_gap_m = gap;
	out->metres = (int)lround(m->line.spots[last].at_m);
	return len <= ROUTE_STEPS_MAX && out->metres <= ROUTE_METRES_MAX;
}

bool directions_make(const struct route_network *w, const struct route_path *path, const double from[2],
		const double to[2], struct arena *arena, struct directions *out)
{
	struct stretches m = { .w = w, .path = path };
	if (!route_line_lay(&m.line, w, path, from, to, arena)) {
		return false;
	}
	stretches_make(&m, arena);
	*out = (struct directions){ 0 };
	double seconds = 0;
	for (size_t i = 0; i < path->len; i++) {
		bool stairs = stretch_kind_of(w, &path->legs[i]) == ROUTE_STAIRS;
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
