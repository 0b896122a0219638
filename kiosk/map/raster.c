/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	BATCH_POINTS = 240, /* the rasteriser's cells grow with the outline: short ones are fastest */
	FILL_POINTS_MAX = 32000,
	FAN_POINTS_MAX = 96,
	MITER_LIMIT = 2,
	DASH_POINTS = 128,
};

#define CURVE_ERROR_PX 0.06F /* between a curve and its chords */

struct part {
	size_t from, len;
	bool closed;
};

struct raster {
	FT_Library library;
	uint32_t *argb;
	int w, h;
	uint32_t color; /* premultiplied, of the spans being painted */
	/* the shape */
	float *xy;
	size_t len, capacity;
	struct part *parts;
	size_t parts_len, parts_capacity;
	size_t part_from;
	/* the outline handed to FreeType */
	FT_Vector *points;
	char *tags;
	short *contours;
	int point_len, contour_len;
	/* clipping takes turns between two buffers */
	float *clip[2];
	size_t clip_capacity;
};

struct raster *raster_create(struct err *e)
{
	struct raster *r = mem_zalloc(1, sizeof *r);
	if (FT_Init_FreeType(&r->library) != 0) {
		(void)fail(e, "start FreeType");
		free(r);
		return NULL;
	}
	r->points = mem_zalloc(FILL_POINTS_MAX, sizeof *r->points);
	r->tags = mem_zalloc(FILL_POINTS_MAX, 1);
	r->contours = mem_zalloc(FILL_POINTS_MAX, sizeof *r->contours);
	memset(r->tags, FT_CURVE_TAG_ON, FILL_POINTS_MAX);
	return r;
}

void raster_destroy(struct raster *r)
{
	if (r) {
		(void)FT_Done_FreeType(r->library);
		free(r->xy);
		free(r->parts);
		free(r->points);
		free(r->tags);
		free(r->contours);
		free(r->clip[0]);
		free(r->clip[1]);
		free(r);
	}
}

void raster_target(struct raster *r, uint32_t *argb, int w, int h)
{
	r->argb = argb;
	r->w = w;
	r->h = h;
}

static uint32_t premultiply(struct color c)
{
	uint32_t a = c.a;
	return a << 24 | ((c.r * a + 127) / 255) << 16 | ((c.g * a + 127) / 255) << 8 | (c.b * a + 127) / 255;
}

void raster_clear(struct raster *r, struct color color)
{
	uint32_t value = premultiply(color);
	for (size_t i = 0; i < (size_t)r->w * (size_t)r->h; i++) {
		r->argb[i] = value;
	}
}

/* ---- spans ---- */

static inline uint32_t scale(uint32_t argb, uint32_t a)
{
	uint32_t rb = (argb & 0x00FF00FFU) * a + 0x00800080U;
	uint32_t ag = (argb >> 8 & 0x00FF00FFU) * a + 0x00800080U;
	rb = (rb + (rb >> 8 & 0x00FF00FFU)) >> 8 & 0x00FF00FFU;
	ag = (ag + (ag >> 8 & 0x00FF00FFU)) & 0xFF00FF00U;
	return rb | ag;
}

static void on_spans(int y, int count, const FT_Span *spans, void *user)
{
	struct raster *r = user;
	if (y < 0 || y >= r->h) {
		return;
	}
	uint32_t *row = r->argb + (size_t)y * (size_t)r->w;
	for (int i = 0; i < count; i++) {
		int from = spans[i].x < 0 ? 0 : spans[i].x;
		int to = spans[i].x + spans[i].len;
		to = to > r->w ? r->w : to;
		uint32_t value = spans[i].coverage == 255 ? r->color : scale(r->color, spans[i].coverage);
		uint32_t rest = 255 - (value >> 24);
		for (int x = from; x < to; x++) {
			row[x] = rest == 0 ? value : value + scale(row[x], rest);
		}
	}
}

static void flush(struct raster *r, bool even_odd)
{
	if (r->contour_len > 0) {
		FT_Outline outline = { .n_contours = (short)r->contour_len,
			.n_points = (short)r->point_len,
			.points = r->points,
			.tags = r->tags,
			.contours = r->contours,
			.flags = even_odd ? FT_OUTLINE_EVEN_ODD_FILL : 0 };
		FT_Raster_Params params = { .flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
			.gray_spans = on_spans,
			.user = r,
			.clip_box = { 0, 0, r->w, r->h } };
		(void)FT_Outline_Render(r->library, &outline, &params);
	}
	r->point_len = 0;
	r->contour_len = 0;
}

static void emit(struct raster *r, const float *xy, size_t count)
{
	if (count < 3 || (size_t)r->point_len + count > FILL_POINTS_MAX) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		r->points[r->point_len++] = (FT_Vector){ lroundf(xy[2 * i] * 64), lroundf(xy[2 * i + 1] * 64) };
	}
	r->contours[r->contour_len++] = (short)(r->point_len - 1);
}

/* ---- the shape ---- */

void raster_begin(struct raster *r)
{
	r->len = 0;
	r->parts_len = 0;
	r->part_from = 0;
}

void raster_point(struct raster *r, float x, float y)
{
	if (r->len == r->capacity) {
		r->capacity = r->capacity ? r->capacity * 2 : 1024;
		r->xy = mem_resize(r->xy, r->capacity * 2, sizeof *r->xy);
	}
	/* Far beyond any tile nothing is seen; floats stay exact enough for clipping. */
	r->xy[2 * r->len] = fminf(fmaxf(x, -1e6F), 1e6F);
	r->xy[2 * r->len + 1] = fminf(fmaxf(y, -1e6F), 1e6F);
	r->len++;
}

void raster_end_part(struct raster *r, bool closed)
{
	if (r->len > r->part_from) {
		if (r->parts_len == r->parts_capacity) {
			r->parts_capacity = r->parts_capacity ? r->parts_capacity * 2 : 64;
			r->parts = mem_resize(r->parts, r->parts_capacity, sizeof *r->parts);
		}
		r->parts[r->parts_len++] = (struct part){ r->part_from, r->len - r->part_from, closed };
	}
	r->part_from = r->len;
}

/* ---- filling ---- */

/* Sutherland and Hodgman, one side: 0 left, 1 right, 2 top, 3 bottom. */
static size_t clip_side(const float *in, size_t count, float *out, int side, float edge)
{
	int axis = side < 2 ? 0 : 1;
	float sign = side % 2 == 0 ? 1.0F : -1.0F;
	size_t made = 0;
	for (size_t i = 0; i < count; i++) {
		const float *a = in + 2 * i;
		const float *b = in + 2 * ((i + 1) % count);
		float da = (a[axis] - edge) * sign;
		float db = (b[axis] - edge) * sign;
		if (da >= 0) {
			out[2 * made] = a[0];
			out[2 * made + 1] = a[1];
			made++;
		}
		if ((da >= 0) != (db >= 0)) {
			float t = da / (da - db);
			out[2 * made] = a[0] + (b[0] - a[0]) * t;
			out[2 * made + 1] = a[1] + (b[1] - a[1]) * t;
			made++;
		}
	}
	return made;
}

static bool is_inside(const struct raster *r, const float *xy, size_t count, float margin)
{
	for (size_t i = 0; i < count; i++) {
		if (xy[2 * i] < -margin || xy[2 * i + 1] < -margin || xy[2 * i] > (float)r->w + margin ||
				xy[2 * i + 1] > (float)r->h + margin) {
			return false;
		}
	}
	return true;
}

static void fill_ring(struct raster *r, const float *xy, size_t count)
{
	enum { MARGIN = 8 };
	if (is_inside(r, xy, count, MARGIN)) {
		emit(r, xy, count);
		return;
	}
	size_t need = 2 * count + 16;
	if (r->clip_capacity < need) {
		r->clip_capacity = need * 2;
		r->clip[0] = mem_resize(r->clip[0], r->clip_capacity * 2, sizeof(float));
		r->clip[1] = mem_resize(r->clip[1], r->clip_capacity * 2, sizeof(float));
	}
	const float edges[4] = { -MARGIN, (float)r->w + MARGIN, -MARGIN, (float)r->h + MARGIN };
	const float *in = xy;
	for (int side = 0; side < 4 && count > 0; side++) {
		if (2 * count > r->clip_capacity * 2 - 2) {
			return;
		}
		count = clip_side(in, count, r->clip[side % 2], side, edges[side]);
		in = r->clip[side % 2];
	}
	emit(r, in, count);
}

void raster_fill(struct raster *r, struct color color, bool even_odd)
{
	r->color = premultiply(color);
	for (size_t i = 0; i < r->parts_len; i++) {
		fill_ring(r, r->xy + 2 * r->parts[i].from, r->parts[i].len);
	}
	flush(r, even_odd);
}

/* ---- stroking ---- */

struct stroker {
	struct raster *r;
	const struct raster_pen *pen;
	float half;
	float step; /* radians from point to point of a curve */
	int fan;    /* points of a full circle */
};

static void make_room(struct stroker *s, int points)
{
	if (s->r->point_len + points > BATCH_POINTS && s->r->point_len > 0) {
		flush(s->r, false);
	}
}

static void disc(struct stroker *s, float x, float y)
{
	float xy[2 * FAN_POINTS_MAX];
	make_room(s, s->fan);
	for (int i = 0; i < s->fan; i++) {
		float a = (float)i * 2 * (float)M_PI / (float)s->fan;
		xy[2 * i] = x + cosf(a) * s->half;
		xy[2 * i + 1] = y + sinf(a) * s->half;
	}
	emit(s->r, xy, (size_t)s->fan);
}

/* Same turning sense as disc(): clockwise on the screen. */
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
	emit(s->r, xy, 4);
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
	if (s->pen->join == JOIN_MITER && m > 0 && reach <= MITER_LIMIT * s->half) {
		tip[0] = b[0] + mx / m * reach;
		tip[1] = b[1] + my / m * reach;
	}
	const float forward[8] = { b[0], b[1], p[0], p[1], tip[0], tip[1], q[0], q[1] };
	const float backward[8] = { b[0], b[1], q[0], q[1], tip[0], tip[1], p[0], p[1] };
	make_room(s, 4);
	emit(s->r, side > 0 ? backward : forward, 4);
}

static bool near_target(const struct stroker *s, const float *a, const float *b)
{
	float m = s->half + 2;
	float low_x = fminf(a[0], b[0]);
	float high_x = fmaxf(a[0], b[0]);
	float low_y = fminf(a[1], b[1]);
	float high_y = fmaxf(a[1], b[1]);
	return high_x >= -m && high_y >= -m && low_x <= (float)s->r->w + m && low_y <= (float)s->r->h + m;
}

/* Liang and Barsky: the part of a segment near the picture, so that the rasteriser meets no far coordinates. */
static bool shorten(const struct stroker *s, float *a, float *b)
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

/* The part of a disc outside of a corner: a few points where a whole disc would cost twenty. */
static void pie(struct stroker *s, const float *a, const float *b, const float *c)
{
	float in = atan2f(b[1] - a[1], b[0] - a[0]);
	float turn = atan2f(c[1] - b[1], c[0] - b[0]) - in;
	turn -= 2 * (float)M_PI * roundf(turn / (2 * (float)M_PI));
	int steps = (int)ceilf(fabsf(turn) / s->step);
	steps = steps < 1 ? 1 : steps > FAN_POINTS_MAX ? FAN_POINTS_MAX : steps;
	float xy[2 * (FAN_POINTS_MAX + 2)] = { b[0], b[1] };
	/* A left turn is open on the right; the order of the points keeps the turning sense of quad(). */
	float from = turn > 0 ? in - (float)M_PI_2 : in + turn + (float)M_PI_2;
	for (int i = 0; i <= steps; i++) {
		float angle = from + fabsf(turn) * (float)i / (float)steps;
		xy[2 * i + 2] = b[0] + cosf(angle) * s->half;
		xy[2 * i + 3] = b[1] + sinf(angle) * s->half;
	}
	make_room(s, steps + 2);
	emit(s->r, xy, (size_t)steps + 2);
}

static void corner(struct stroker *s, const float *a, const float *b, const float *c)
{
	if (s->half < 0.6F || !near_target(s, b, b)) {
		return; /* a hair's corner is not seen */
	}
	if (s->pen->join == JOIN_ROUND) {
		pie(s, a, b, c);
	} else {
		wedge(s, a, b, c);
	}
}

static void stroke_part(struct stroker *s, const float *xy, size_t count, bool closed)
{
	size_t segments = closed ? count : count - 1;
	float square = s->pen->cap == CAP_SQUARE && !closed ? s->half : 0;
	for (size_t i = 0; i < segments; i++) {
		const float *a = xy + 2 * i;
		const float *b = xy + 2 * ((i + 1) % count);
		if (!near_target(s, a, b)) {
			continue;
		}
		float from[2] = { a[0], a[1] };
		float to[2] = { b[0], b[1] };
		if (shorten(s, from, to)) {
			quad(s, from, to, i == 0 ? square : 0, i + 1 == segments ? square : 0);
		}
		if (i + 1 < segments || closed) {
			corner(s, a, b, xy + 2 * ((i + 2) % count));
		}
	}
	if (!closed && s->pen->cap == CAP_ROUND && s->half >= 0.6F) {
		const float *last = xy + 2 * (count - 1);
		if (near_target(s, xy, xy)) {
			disc(s, xy[0], xy[1]);
		}
		if (near_target(s, last, last)) {
			disc(s, last[0], last[1]);
		}
	}
}

/* Where a line is in its pattern, and the dash under construction: it goes on around corners. */
struct dasher {
	struct stroker *s;
	int index;
	float left; /* px of the pattern's piece */
	float xy[2 * DASH_POINTS];
	size_t len;
};

static float piece_px(const struct raster_pen *pen, int index)
{
	return fmaxf(pen->dashes[index], 0.5F);
}

static void dash_turn(struct dasher *d)
{
	d->index = (d->index + 1) % d->s->pen->dashes_len;
	d->left = piece_px(d->s->pen, d->index);
}

static void dash_end(struct dasher *d)
{
	if (d->len >= 2) {
		stroke_part(d->s, d->xy, d->len, false);
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
	for (int i = 1; i < d->s->pen->dashes_len; i++) {
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
	for (float done = 0;; dash_turn(d)) {
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

static void stroke_dashed(struct stroker *s, const float *xy, size_t count, bool closed)
{
	struct dasher d = { .s = s, .left = piece_px(s->pen, 0) };
	size_t segments = closed ? count : count - 1;
	for (size_t i = 0; i < segments; i++) {
		const float *a = xy + 2 * i;
		const float *b = xy + 2 * ((i + 1) % count);
		float from[2] = { a[0], a[1] };
		float to[2] = { b[0], b[1] };
		float len = hypotf(b[0] - a[0], b[1] - a[1]);
		if (!shorten(s, from, to)) {
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

/* Moves every point sideways along the mean of its segments' normals. */
static void shift_part(float *to, const float *xy, size_t count, float px)
{
	for (size_t i = 0; i < count; i++) {
		const float *a = xy + 2 * (i > 0 ? i - 1 : i);
		const float *b = xy + 2 * (i + 1 < count ? i + 1 : i);
		float dx = b[0] - a[0];
		float dy = b[1] - a[1];
		float len = hypotf(dx, dy);
		to[2 * i] = xy[2 * i] + (len > 0 ? -dy / len * px : 0);
		to[2 * i + 1] = xy[2 * i + 1] + (len > 0 ? dx / len * px : 0);
	}
}

void raster_stroke(struct raster *r, const struct raster_pen *pen)
{
	struct stroker s = { .r = r, .pen = pen, .half = fmaxf(pen->width_px, 0.1F) / 2 };
	s.step = 2 * acosf(1 - fminf(CURVE_ERROR_PX / s.half, 0.3F));
	s.fan = (int)fminf(ceilf(2 * (float)M_PI / s.step), FAN_POINTS_MAX);
	r->color = premultiply(pen->color);
	for (size_t i = 0; i < r->parts_len; i++) {
		const struct part *p = &r->parts[i];
		float *xy = r->xy + 2 * p->from;
		if (p->len < 2) {
			continue;
		}
		float *moved = NULL;
		if (pen->offset_px != 0) {
			moved = mem_alloc(p->len * 2 * sizeof *moved);
			shift_part(moved, xy, p->len, pen->offset_px);
			xy = moved;
		}
		if (pen->dashes && pen->dashes_len >= 2) {
			stroke_dashed(&s, xy, p->len, p->closed);
		} else {
			stroke_part(&s, xy, p->len, p->closed);
		}
		free(moved);
	}
	flush(r, false);
}
