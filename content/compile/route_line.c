/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/route_line.h"

#include <math.h>

enum { LOOK_M = 12 }; /* a direction is that of the next metres, not of the last kink */
#define SIMPLIFY_M 0.4

double route_line_bearing(const struct route_line_spot *a, const struct route_line_spot *b)
{
	double x = (b->lon - a->lon) * cos((a->lat + b->lat) / 2 * M_PI / 180);
	double degrees = atan2(x, b->lat - a->lat) * 180 / M_PI;
	return degrees < 0 ? degrees + 360 : degrees;
}

double route_line_difference(double from, double to)
{
	double d = fmod(to - from + 540, 360) - 180;
	return d;
}

static struct route_line_spot along(const struct route_line *m, double at_m)
{
	size_t i = 1;
	while (i + 1 < m->len && m->spots[i].at_m < at_m) {
		i++;
	}
	const struct route_line_spot *a = &m->spots[i - 1];
	const struct route_line_spot *b = &m->spots[i];
	double t = b->at_m > a->at_m ? (at_m - a->at_m) / (b->at_m - a->at_m) : 1;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return (struct route_line_spot){ a->lon + t * (b->lon - a->lon), a->lat + t * (b->lat - a->lat), at_m };
}

double route_line_coming(const struct route_line *m, size_t point)
{
	struct route_line_spot before = along(m, fmax(m->spots[1].at_m, m->spots[point].at_m - LOOK_M));
	return route_line_bearing(&before, &m->spots[point]);
}

double route_line_leaving(const struct route_line *m, size_t point)
{
	struct route_line_spot after = along(m, fmin(m->spots[m->len - 2].at_m, m->spots[point].at_m + LOOK_M));
	return route_line_bearing(&m->spots[point], &after);
}

bool route_line_lay(struct route_line *m, const struct route_network *w, const struct route_path *p,
		const double from[2], const double to[2], struct arena *arena)
{
	if (p->len + 3 > ROUTE_POINTS_MAX) {
		return false;
	}
	m->spots = ARENA_ARRAY(arena, struct route_line_spot, p->len + 3);
	size_t n = 0;
	m->spots[n++] = (struct route_line_spot){ from[0], from[1], 0 };
	m->spots[n++] = (struct route_line_spot){ p->start.lon, p->start.lat, 0 };
	for (size_t i = 0; i + 1 < p->len; i++) {
		const struct extract_point *point = &w->x->points[p->legs[i].node];
		m->spots[n++] = (struct route_line_spot){ point->lon / 1e7, point->lat / 1e7, 0 };
	}
	m->spots[n++] = (struct route_line_spot){ p->end.lon, p->end.lat, 0 };
	m->spots[n++] = (struct route_line_spot){ to[0], to[1], 0 };
	m->len = n;
	for (size_t i = 1; i < n; i++) {
		bool gap = i == 1 || i == n - 1;
		double step = gap ? route_network_metres(m->spots[i - 1].lon, m->spots[i - 1].lat, m->spots[i].lon,
						    m->spots[i].lat)
				  : p->legs[i - 2].cm / 100.0;
		m->spots[i].at_m = m->spots[i - 1].at_m + step;
	}
	return true;
}

/* Douglas and Peucker, between points that have to stay. */
static void thin(const struct route_line *m, size_t first, size_t last, bool *keep)
{
	const struct route_line_spot *a = &m->spots[first];
	const struct route_line_spot *b = &m->spots[last];
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

void route_line_draw(const struct route_line *m, bool *keep, struct arena *arena, size_t *index_of,
		struct route_plan *out)
{
	struct route_point *points = ARENA_ARRAY(arena, struct route_point, m->len + 1);
	size_t len = 0;
	size_t before = 0;
	keep[0] = keep[1] = keep[m->len - 2] = keep[m->len - 1] = true;
	for (size_t i = 1; i < m->len; i++) {
		if (keep[i]) {
			thin(m, before, i, keep);
			before = i;
		}
	}
	for (size_t i = 0; i < m->len; i++) {
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
