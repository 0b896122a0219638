/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines as a pen draws them (raster.h): cleaned, moved aside, then stroked in one piece or in dashes. */
#include <math.h>
#include <string.h>

#include "map/raster/raster.h"
#include "map/raster/raster_private.h"

enum { BATCH_POINTS = 240 }; /* the rasteriser's cells grow with the outline: short ones are fastest */

#define CURVE_ERROR_PX 0.06F /* between a curve and its chords */

/* ---- beside the line ---- */

struct offset {
	float *xy;
	size_t len, room;
	float px;
};

static void offset_add(struct offset *o, float x, float y)
{
	if (o->len < o->room) {
		o->xy[2 * o->len] = x;
		o->xy[2 * o->len + 1] = y;
		o->len++;
	}
}

/* The corner at b of a line `px` to the right of a, b, c: where both sides' lines meet, and two points where that is
 * far away. */
static void offset_corner(struct offset *o, const float *a, const float *b, const float *c)
{
	float d1x = b[0] - a[0];
	float d1y = b[1] - a[1];
	float d2x = c[0] - b[0];
	float d2y = c[1] - b[1];
	float l1 = hypotf(d1x, d1y);
	float l2 = hypotf(d2x, d2y);
	float n1[2] = { -d1y / l1, d1x / l1 };
	float n2[2] = { -d2y / l2, d2x / l2 };
	float mx = n1[0] + n2[0];
	float my = n1[1] + n2[1];
	float m = mx * mx + my * my; /* 4 straight on, 0 back again */
	bool inside = (n1[0] * n2[1] - n1[1] * n2[0]) * o->px > 0;
	/* On the inner side the corner may not lie further back than the shorter segment. */
	float reach = m > 0 ? 2 * fabsf(o->px) / sqrtf(m) : INFINITY;
	bool fits = inside ? reach < fminf(l1, l2) + fabsf(o->px) : reach <= STROKE_MITER_LIMIT * fabsf(o->px);
	if (fits) {
		offset_add(o, b[0] + mx * 2 / m * o->px, b[1] + my * 2 / m * o->px);
	} else {
		offset_add(o, b[0] + n1[0] * o->px, b[1] + n1[1] * o->px);
		offset_add(o, b[0] + n2[0] * o->px, b[1] + n2[1] * o->px);
	}
}

static void offset_end(struct offset *o, const float *at, const float *a, const float *b)
{
	float dx = b[0] - a[0];
	float dy = b[1] - a[1];
	float len = hypotf(dx, dy);
	offset_add(o, at[0] - dy / len * o->px, at[1] + dx / len * o->px);
}

/* No two points in a row are the same. */
static size_t offset_line(float *to, size_t room, const float *xy, size_t count, bool closed, float px)
{
	struct offset o = { to, 0, room, px };
	for (size_t i = 0; i < count; i++) {
		const float *b = xy + 2 * i;
		const float *a = xy + 2 * (i > 0 ? i - 1 : count - 1);
		const float *c = xy + 2 * (i + 1 < count ? i + 1 : 0);
		if (!closed && i == 0) {
			offset_end(&o, b, b, c);
		} else if (!closed && i + 1 == count) {
			offset_end(&o, b, a, b);
		} else {
			offset_corner(&o, a, b, c);
		}
	}
	return o.len;
}

/* ---- all parts ---- */

/* Points that differ; a ring's last one from its first, too. A single one stays for a line of no length. */
static size_t clean(float *to, const float *xy, size_t count, bool closed)
{
	const float apart = 1.0F / 64;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		const float *p = xy + 2 * i;
		if (kept == 0 || fabsf(p[0] - to[2 * kept - 2]) >= apart || fabsf(p[1] - to[2 * kept - 1]) >= apart) {
			to[2 * kept] = p[0];
			to[2 * kept + 1] = p[1];
			kept++;
		}
	}
	while (closed && kept > 1 && fabsf(to[0] - to[2 * kept - 2]) < apart &&
			fabsf(to[1] - to[2 * kept - 1]) < apart) {
		kept--;
	}
	return kept;
}

static void stroke_part(struct stroker *s, const struct raster_part *p)
{
	struct raster *r = s->r;
	/* An offset corner may become two points. */
	raster_spare(r, 2 * p->len + 2);
	float *xy = r->spare[0];
	size_t count = clean(xy, r->xy + 2 * p->from, p->len, p->closed);
	bool closed = p->closed && count > 2;
	if (count < 2) {
		/* A line of no length: a dot where the caps are round. */
		if (p->len > 1 && s->pen->cap == CAP_ROUND) {
			stroke_dot(s, xy[0], xy[1]);
		}
		return;
	}
	if (s->pen->offset_px != 0) {
		size_t room = 2 * p->len + 2;
		count = offset_line(r->spare[1], room, xy, count, closed, s->pen->offset_px);
		count = clean(xy, r->spare[1], count, closed);
	}
	if (count < 2) {
		return;
	}
	if (s->pen->dashes && s->pen->dashes_len > 0) {
		stroke_dashed(s, xy, count, closed);
	} else {
		stroke_solid(s, xy, count, closed);
	}
}

void raster_stroke(struct raster *r, const struct raster_pen *pen)
{
	struct stroker s = { .r = r, .pen = pen, .half = fmaxf(pen->width_px, 0.1F) / 2 };
	s.step = 2 * acosf(1 - fminf(CURVE_ERROR_PX / s.half, 0.3F));
	s.fan = (int)fminf(ceilf(2 * (float)M_PI / s.step), STROKE_FAN_POINTS_MAX);
	/* What shows through must be one outline: two would be seen where they meet. */
	s.batch = pen->color.a < 255 ? RASTER_OUTLINE_MAX : BATCH_POINTS;
	r->color = raster_premultiply(pen->color);
	for (size_t i = 0; i < r->parts_len && !raster_is_spent(r); i++) {
		stroke_part(&s, &r->parts[i]);
	}
	raster_flush(r, false);
}
