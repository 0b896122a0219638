/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dashed lines (raster.h): the pattern runs on around corners and past the edge of the picture. */
#include <math.h>
#include <string.h>

#include "map/raster/raster.h"
#include "map/raster/raster_private.h"

enum { DASH_POINTS = 128 };

/* Where a line is in its pattern, and the dash under construction: it goes on around corners. */
struct dasher {
	struct stroker *s;
	int index;
	float left; /* px of the pattern's piece */
	float xy[2 * DASH_POINTS];
	size_t len;
};

/* A dash of no length is a dot where caps are round: it gets a little from the gap after it, so that it has a direction
 * and the pattern keeps its length. No pattern is shorter than half a px. */
static float piece_px(const struct raster_pen *pen, int index)
{
	const float least_on = 0.1F;
	const float least_off = 0.4F;
	float px = pen->dashes[index % pen->dashes_len];
	if (index % 2 == 0) {
		return fmaxf(px, least_on);
	}
	float before = pen->dashes[(index - 1) % pen->dashes_len];
	return fmaxf(px - fmaxf(least_on - before, 0), least_off);
}

/* An odd number of pieces is gone through twice, on and off changing places (CSS and SVG stroke-dasharray). */
static int pieces(const struct raster_pen *pen)
{
	return pen->dashes_len % 2 == 0 ? pen->dashes_len : 2 * pen->dashes_len;
}

static void dash_turn(struct dasher *d)
{
	d->index = (d->index + 1) % pieces(d->s->pen);
	d->left = piece_px(d->s->pen, d->index);
}

static void dash_end(struct dasher *d)
{
	if (d->len >= 2) {
		stroke_solid(d->s, d->xy, d->len, false);
	}
	d->len = 0;
}

static void dash_point(struct dasher *d, float x, float y)
{
	if (d->len == DASH_POINTS) {
		dash_end(d);
		memcpy(d->xy, d->xy + 2 * (DASH_POINTS - 1), 2 * sizeof *d->xy);
		d->len = 1;
	}
	d->xy[2 * d->len] = x;
	d->xy[2 * d->len + 1] = y;
	d->len++;
}

/* What is far away costs nothing, but the pattern goes on. */
static void dash_skip(struct dasher *d, float len)
{
	float all = piece_px(d->s->pen, 0);
	for (int i = 1; i < pieces(d->s->pen); i++) {
		all += piece_px(d->s->pen, i);
	}
	dash_end(d);
	for (len = fmodf(len, all); len > d->left;) {
		len -= d->left;
		dash_turn(d);
	}
	d->left -= len;
}

static void dash_along(struct dasher *d, const float *a, const float *b, float len)
{
	for (float done = 0; !raster_is_spent(d->s->r); dash_turn(d)) {
		bool on = d->index % 2 == 0;
		if (on && d->len == 0) {
			dash_point(d, a[0] + (b[0] - a[0]) * done / len, a[1] + (b[1] - a[1]) * done / len);
		}
		if (len - done <= d->left) {
			d->left -= len - done;
			if (on) {
				dash_point(d, b[0], b[1]);
			}
			return;
		}
		done += d->left;
		if (on) {
			dash_point(d, a[0] + (b[0] - a[0]) * done / len, a[1] + (b[1] - a[1]) * done / len);
			dash_end(d);
		}
	}
}

void stroke_dashed(struct stroker *s, const float *xy, size_t count, bool closed)
{
	struct dasher d = { .s = s, .left = piece_px(s->pen, 0) };
	size_t segments = closed ? count : count - 1;
	for (size_t i = 0; i < segments && !raster_is_spent(s->r); i++) {
		const float *a = xy + 2 * i;
		const float *b = xy + 2 * ((i + 1) % count);
		float from[2] = { a[0], a[1] };
		float to[2] = { b[0], b[1] };
		float len = hypotf(b[0] - a[0], b[1] - a[1]);
		if (!stroke_shorten(s, from, to)) {
			dash_skip(&d, len);
			continue;
		}
		float before = hypotf(from[0] - a[0], from[1] - a[1]);
		float seen = hypotf(to[0] - from[0], to[1] - from[1]);
		if (before > 0) {
			dash_skip(&d, before);
		}
		if (seen > 0) {
			dash_along(&d, from, to, seen);
		}
		if (len - before - seen > 0.01F) {
			dash_skip(&d, len - before - seen);
		}
	}
	dash_end(&d);
}
