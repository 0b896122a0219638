/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of lines without dashes (raster_private.h): segments, joins, caps. */
#include <math.h>
#include <string.h>

#include "map/raster/raster.h"
#include "map/raster/raster_private.h"

static void make_room(struct stroker *s, int points)
{
	if (s->r->point_len + points > s->batch && s->r->point_len > 0) {
		raster_flush(s->r, false);
	}
}

void stroke_dot(struct stroker *s, float x, float y)
{
	float xy[2 * STROKE_FAN_POINTS_MAX];
	make_room(s, s->fan);
	for (int i = 0; i < s->fan; i++) {
		float a = (float)i * 2 * (float)M_PI / (float)s->fan;
		xy[2 * i] = x + cosf(a) * s->half;
		xy[2 * i + 1] = y + sinf(a) * s->half;
	}
	raster_emit(s->r, xy, (size_t)s->fan);
}

/* Same turning sense as stroke_dot(): clockwise on the screen. */
static void quad(struct stroker *s, const float *a, const float *b, float before, float after)
{
	float dx = b[0] - a[0];
	float dy = b[1] - a[1];
	float len = hypotf(dx, dy);
	if (len <= 0) {
		return;
	}
	dx /= len;
	dy /= len;
	float nx = -dy * s->half;
	float ny = dx * s->half;
	float ax = a[0] - dx * before;
	float ay = a[1] - dy * before;
	float bx = b[0] + dx * after;
	float by = b[1] + dy * after;
	const float xy[8] = { ax - nx, ay - ny, bx - nx, by - ny, bx + nx, by + ny, ax + nx, ay + ny };
	make_room(s, 4);
	raster_emit(s->r, xy, 4);
}

/* The wedge outside of a corner. */
static void wedge(struct stroker *s, const float *a, const float *b, const float *c)
{
	float d1x = b[0] - a[0];
	float d1y = b[1] - a[1];
	float d2x = c[0] - b[0];
	float d2y = c[1] - b[1];
	float l1 = hypotf(d1x, d1y);
	float l2 = hypotf(d2x, d2y);
	if (l1 <= 0 || l2 <= 0) {
		return;
	}
	float turn = (d1x * d2y - d1y * d2x) / (l1 * l2);
	float side = turn > 0 ? -1.0F : 1.0F;
	float p[2] = { b[0] + -d1y / l1 * s->half * side, b[1] + d1x / l1 * s->half * side };
	float q[2] = { b[0] + -d2y / l2 * s->half * side, b[1] + d2x / l2 * s->half * side };
	float mx = p[0] + q[0] - 2 * b[0];
	float my = p[1] + q[1] - 2 * b[1];
	float m = hypotf(mx, my);
	float tip[2] = { (p[0] + q[0]) / 2, (p[1] + q[1]) / 2 };
	float reach = m > 0 ? 2 * s->half * s->half / m : 0;
	if (s->pen->join == JOIN_MITER && m > 0 && reach <= STROKE_MITER_LIMIT * s->half) {
		tip[0] = b[0] + mx / m * reach;
		tip[1] = b[1] + my / m * reach;
	}
	const float forward[8] = { b[0], b[1], p[0], p[1], tip[0], tip[1], q[0], q[1] };
	const float backward[8] = { b[0], b[1], q[0], q[1], tip[0], tip[1], p[0], p[1] };
	make_room(s, 4);
	raster_emit(s->r, side > 0 ? backward : forward, 4);
}

static bool near_target(const struct stroker *s, const float *a, const float *b)
{
	float m = STROKE_MITER_LIMIT * s->half + 2;
	float low_x = fminf(a[0], b[0]);
	float high_x = fmaxf(a[0], b[0]);
	float low_y = fminf(a[1], b[1]);
	float high_y = fmaxf(a[1], b[1]);
	return high_x >= -m && high_y >= -m && low_x <= (float)s->r->w + m && low_y <= (float)s->r->h + m;
}

/* Liang and Barsky: the part of a segment near the picture, so that the rasteriser meets no far coordinates. */
bool stroke_shorten(const struct stroker *s, float *a, float *b)
{
	float m = s->half * 2 + 8;
	float t0 = 0;
	float t1 = 1;
	float d[2] = { b[0] - a[0], b[1] - a[1] };
	const float low[2] = { -m, -m };
	const float high[2] = { (float)s->r->w + m, (float)s->r->h + m };
	for (int axis = 0; axis < 2; axis++) {
		if (d[axis] == 0) {
			if (a[axis] < low[axis] || a[axis] > high[axis]) {
				return false;
			}
			continue;
		}
		float u = (low[axis] - a[axis]) / d[axis];
		float v = (high[axis] - a[axis]) / d[axis];
		t0 = fmaxf(t0, fminf(u, v));
		t1 = fminf(t1, fmaxf(u, v));
	}
	if (t0 > t1) {
		return false;
	}
	float ax = a[0];
	float ay = a[1];
	a[0] = ax + d[0] * t0;
	a[1] = ay + d[1] * t0;
	b[0] = ax + d[0] * t1;
	b[1] = ay + d[1] * t1;
	return true;
}

/* Part of a disc round b, clockwise on the screen as quad() is. It touches the line and does not lie on it: where two
 * edges lie on each other the rasteriser adds up what they cover. */
static void arc(struct stroker *s, const float *b, float from, float turn)
{
	int steps = (int)ceilf(turn / s->step);
	steps = steps < 1 ? 1 : steps > STROKE_FAN_POINTS_MAX ? STROKE_FAN_POINTS_MAX : steps;
	float xy[2 * (STROKE_FAN_POINTS_MAX + 2)] = { b[0], b[1] };
	for (int i = 0; i <= steps; i++) {
		float angle = from + turn * (float)i / (float)steps;
		xy[2 * i + 2] = b[0] + cosf(angle) * s->half;
		xy[2 * i + 3] = b[1] + sinf(angle) * s->half;
	}
	make_room(s, steps + 2);
	raster_emit(s->r, xy, (size_t)steps + 2);
}

/* The part of a disc outside of a corner: a few points where a whole disc would cost twenty. */
static void pie(struct stroker *s, const float *a, const float *b, const float *c)
{
	float in = atan2f(b[1] - a[1], b[0] - a[0]);
	float turn = atan2f(c[1] - b[1], c[0] - b[0]) - in;
	turn -= 2 * (float)M_PI * roundf(turn / (2 * (float)M_PI));
	/* A left turn is open on the right; the order of the points keeps the turning sense of quad(). */
	arc(s, b, turn > 0 ? in - (float)M_PI_2 : in + turn + (float)M_PI_2, fabsf(turn));
}

/* Half a disc at the end b of a line that comes from a. */
static void round_cap(struct stroker *s, const float *a, const float *b)
{
	if (near_target(s, b, b)) {
		arc(s, b, atan2f(b[1] - a[1], b[0] - a[0]) - (float)M_PI_2, (float)M_PI);
	}
}

static void corner(struct stroker *s, const float *a, const float *b, const float *c)
{
	bool none = (a[0] == b[0] && a[1] == b[1]) || (b[0] == c[0] && b[1] == c[1]);
	if (none || s->half < 0.6F || !near_target(s, b, b)) {
		return; /* a line under 1.2 px: the gap at its corner covers less than a px */
	}
	if (s->pen->join == JOIN_ROUND) {
		pie(s, a, b, c);
	} else {
		wedge(s, a, b, c);
	}
}

void stroke_solid(struct stroker *s, const float *xy, size_t count, bool closed)
{
	size_t segments = closed ? count : count - 1;
	float square = s->pen->cap == CAP_SQUARE && !closed ? s->half : 0;
	for (size_t i = 0; i < segments && !raster_is_spent(s->r); i++) {
		const float *a = xy + 2 * i;
		const float *b = xy + 2 * ((i + 1) % count);
		if (!near_target(s, a, b)) {
			continue;
		}
		float from[2] = { a[0], a[1] };
		float to[2] = { b[0], b[1] };
		if (stroke_shorten(s, from, to)) {
			quad(s, from, to, i == 0 ? square : 0, i + 1 == segments ? square : 0);
		}
		if (i + 1 < segments || closed) {
			corner(s, a, b, xy + 2 * ((i + 2) % count));
		}
	}
	if (!closed && s->pen->cap == CAP_ROUND && s->half >= 0.6F) {
		round_cap(s, xy + 2, xy);
		round_cap(s, xy + 2 * (count - 2), xy + 2 * (count - 1));
	}
}
