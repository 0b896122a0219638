/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/shape.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MASK_SIDE_MAX = 4096, POINTS_MAX = 30000, CURVE_STEPS = 16 };

struct shaper {
	FT_Library library;
	FT_Stroker stroker;
};

struct shaper *shaper_create(struct err *e)
{
	struct shaper *s = mem_zalloc(1, sizeof *s);
	if (FT_Init_FreeType(&s->library) != 0 || FT_Stroker_New(s->library, &s->stroker) != 0) {
		(void)fail(e, "start FreeType");
		shaper_destroy(s);
		return NULL;
	}
	return s;
}

void shaper_destroy(struct shaper *s)
{
	if (!s) {
		return;
	}
	if (s->stroker) {
		FT_Stroker_Done(s->stroker);
	}
	if (s->library) {
		(void)FT_Done_FreeType(s->library);
	}
	free(s);
}

struct walker {
	const struct path *path;
	struct shape_place place;
	size_t verb;
	size_t point;
};

/* 26.6, kept to what FreeType's 32-bit arithmetic can add up; not a number counts as far out. */
static FT_Pos fixed(float px)
{
	const float far = 1 << 20;
	float kept = px < far ? (px > -far ? px : -far) : far;
	return lroundf(kept * 64);
}

/* FreeType's y points up: everything is flipped here and again when the mask is placed. */
static FT_Vector next_point(struct walker *w)
{
	const float *xy = w->path->xy + 2 * w->point++;
	float x = xy[0] * w->place.scale_x + w->place.move_x;
	float y = xy[1] * w->place.scale_y + w->place.move_y;
	return (FT_Vector){ fixed(x), -fixed(y) };
}

/* ---- filling ---- */

struct outline {
	FT_Vector *points;
	char *tags;
	short *contours;
	short point_len, contour_len;
};

static void outline_add(struct outline *o, FT_Vector p, char tag)
{
	if (o->point_len < POINTS_MAX) {
		o->points[o->point_len] = p;
		o->tags[o->point_len++] = tag;
	}
}

static void outline_end(struct outline *o)
{
	short last = (short)(o->point_len - 1);
	short previous = o->contour_len ? o->contours[o->contour_len - 1] : (short)-1;
	if (last > previous) {
		o->contours[o->contour_len++] = last;
	}
}

static void outline_build(struct outline *o, const struct path *path, struct shape_place place)
{
	struct walker w = { .path = path, .place = place };
	for (size_t i = 0; i < path->verb_count; i++) {
		switch (path->verbs[i]) {
		case PATH_MOVE:
			outline_end(o);
			outline_add(o, next_point(&w), FT_CURVE_TAG_ON);
			break;
		case PATH_LINE:
			outline_add(o, next_point(&w), FT_CURVE_TAG_ON);
			break;
		case PATH_QUAD:
			outline_add(o, next_point(&w), FT_CURVE_TAG_CONIC);
			outline_add(o, next_point(&w), FT_CURVE_TAG_ON);
			break;
		case PATH_CUBIC:
			outline_add(o, next_point(&w), FT_CURVE_TAG_CUBIC);
			outline_add(o, next_point(&w), FT_CURVE_TAG_CUBIC);
			outline_add(o, next_point(&w), FT_CURVE_TAG_ON);
			break;
		case PATH_CLOSE:
			break;
		}
	}
	outline_end(o);
}

/* Renders an outline whose y points up into a mask of just its size. */
static bool render(struct shaper *s, FT_Outline *outline, struct mask *out)
{
	*out = (struct mask){ 0 };
	FT_BBox box;
	FT_Outline_Get_CBox(outline, &box);
	FT_Pos left = box.xMin & ~63L;
	FT_Pos bottom = box.yMin & ~63L;
	FT_Pos w = (box.xMax - left + 63) / 64;
	FT_Pos h = (box.yMax - bottom + 63) / 64;
	if (outline->n_points == 0 || w <= 0 || h <= 0) {
		return true;
	}
	if (w > MASK_SIDE_MAX || h > MASK_SIDE_MAX) {
		return false;
	}
	FT_Outline_Translate(outline, -left, -bottom);
	out->bytes = mem_zalloc((size_t)(w * h), 1);
	out->w = (int)w;
	out->h = (int)h;
	out->x = (int)(left / 64);
	out->y = (int)(-(bottom / 64) - h);
	FT_Bitmap bitmap = { .rows = (unsigned)h,
		.width = (unsigned)w,
		.pitch = (int)w,
		.buffer = out->bytes,
		.num_grays = 256,
		.pixel_mode = FT_PIXEL_MODE_GRAY };
	if (FT_Outline_Get_Bitmap(s->library, outline, &bitmap) != 0) {
		free(out->bytes);
		*out = (struct mask){ 0 };
		return false;
	}
	return true;
}

bool shape_fill(struct shaper *s, const struct path *path, struct shape_place place, struct mask *out)
{
	size_t most = path->verb_count * 3 + 1;
	if (most > POINTS_MAX) {
		*out = (struct mask){ 0 };
		return false;
	}
	struct outline o = { .points = mem_zalloc(most, sizeof(FT_Vector)),
		.tags = mem_zalloc(most, 1),
		.contours = mem_zalloc(most, sizeof(short)) };
	outline_build(&o, path, place);
	FT_Outline outline = { .n_contours = o.contour_len,
		.n_points = o.point_len,
		.points = o.points,
		.tags = o.tags,
		.contours = o.contours };
	bool ok = render(s, &outline, out);
	free(o.points);
	free(o.tags);
	free(o.contours);
	return ok;
}

/* ---- stroking ---- */

/* The path as polylines: dashes need lengths, and the stroker likes short straight pieces as well. */
struct polyline {
	FT_Vector *points;
	size_t len, capacity;
	bool closed;
};

static void polyline_add(struct polyline *p, FT_Vector v)
{
	if (p->len > 0 && p->points[p->len - 1].x == v.x && p->points[p->len - 1].y == v.y) {
		return;
	}
	if (p->len == p->capacity) {
		p->capacity = p->capacity ? p->capacity * 2 : 64;
		p->points = mem_resize(p->points, p->capacity, sizeof *p->points);
	}
	p->points[p->len++] = v;
}

static FT_Pos cubic_at(FT_Pos a, FT_Pos b, FT_Pos c, FT_Pos d, double t)
{
	double u = 1 - t;
	return lround(u * u * u * (double)a + 3 * u * u * t * (double)b + 3 * u * t * t * (double)c +
			t * t * t * (double)d);
}

static void polyline_cubic(struct polyline *p, FT_Vector b, FT_Vector c, FT_Vector d)
{
	if (p->len == 0) { /* a curve from nowhere: no path of ours starts so */
		return;
	}
	FT_Vector a = p->points[p->len - 1];
	for (int i = 1; i <= CURVE_STEPS; i++) {
		double t = (double)i / CURVE_STEPS;
		polyline_add(p, (FT_Vector){ cubic_at(a.x, b.x, c.x, d.x, t), cubic_at(a.y, b.y, c.y, d.y, t) });
	}
}

static void polyline_quad(struct polyline *p, FT_Vector b, FT_Vector c)
{
	if (p->len == 0) {
		return;
	}
	FT_Vector a = p->points[p->len - 1];
	FT_Vector first = { a.x + (b.x - a.x) * 2 / 3, a.y + (b.y - a.y) * 2 / 3 };
	FT_Vector second = { c.x + (b.x - c.x) * 2 / 3, c.y + (b.y - c.y) * 2 / 3 };
	polyline_cubic(p, first, second, c);
}

static void stroke_part(FT_Stroker stroker, const FT_Vector *points, size_t len, bool closed)
{
	FT_Vector first = points[0];
	(void)FT_Stroker_BeginSubPath(stroker, &first, !closed);
	if (len == 1) {
		/* A dot: the stroker ignores a line of no length. */
		FT_Vector nudged = { first.x + 1, first.y };
		(void)FT_Stroker_LineTo(stroker, &nudged);
	}
	for (size_t i = 1; i < len; i++) {
		FT_Vector v = points[i];
		(void)FT_Stroker_LineTo(stroker, &v);
	}
	(void)FT_Stroker_EndSubPath(stroker);
}

struct dasher {
	FT_Stroker stroker;
	struct polyline piece;
	double on, off; /* 26.6 */
	double left;    /* of the present dash or gap */
	bool drawing;
};

static void dash_end(struct dasher *d)
{
	if (d->drawing && d->piece.len > 0) {
		stroke_part(d->stroker, d->piece.points, d->piece.len, false);
	}
	d->piece.len = 0;
}

static void dash_line(struct dasher *d, FT_Vector from, FT_Vector to)
{
	double dx = (double)(to.x - from.x);
	double dy = (double)(to.y - from.y);
	double length = hypot(dx, dy);
	double done = 0;
	if (d->drawing) {
		polyline_add(&d->piece, from);
	}
	while (length - done > d->left) {
		done += d->left;
		FT_Vector at = { from.x + lround(dx * done / length), from.y + lround(dy * done / length) };
		if (d->drawing) {
			polyline_add(&d->piece, at);
			dash_end(d);
		} else {
			polyline_add(&d->piece, at);
		}
		d->drawing = !d->drawing;
		d->left = d->drawing ? d->on : d->off;
	}
	d->left -= length - done;
	if (d->drawing) {
		polyline_add(&d->piece, to);
	}
}

static void stroke_polyline(struct shaper *s, struct polyline *p, float dash_on_px, float dash_off_px)
{
	if (p->len == 0) {
		return;
	}
	if (dash_on_px <= 0 || dash_off_px <= 0) {
		stroke_part(s->stroker, p->points, p->len, p->closed);
	} else {
		struct dasher d = { .stroker = s->stroker, .on = dash_on_px * 64.0, .off = dash_off_px * 64.0 };
		d.left = d.on;
		d.drawing = true;
		for (size_t i = 0; i + 1 < p->len; i++) {
			dash_line(&d, p->points[i], p->points[i + 1]);
		}
		if (p->closed) {
			dash_line(&d, p->points[p->len - 1], p->points[0]);
		}
		dash_end(&d);
		free(d.piece.points);
	}
	p->len = 0;
	p->closed = false;
}

static void stroke_path(struct shaper *s, const struct path *path, struct shape_place place, float on, float off)
{
	struct walker w = { .path = path, .place = place };
	struct polyline p = { 0 };
	for (size_t i = 0; i < path->verb_count; i++) {
		switch (path->verbs[i]) {
		case PATH_MOVE:
			stroke_polyline(s, &p, on, off);
			polyline_add(&p, next_point(&w));
			break;
		case PATH_LINE:
			polyline_add(&p, next_point(&w));
			break;
		case PATH_QUAD: {
			FT_Vector b = next_point(&w);
			polyline_quad(&p, b, next_point(&w));
			break;
		}
		case PATH_CUBIC: {
			FT_Vector b = next_point(&w);
			FT_Vector c = next_point(&w);
			polyline_cubic(&p, b, c, next_point(&w));
			break;
		}
		case PATH_CLOSE:
			p.closed = p.len > 2;
			break;
		}
	}
	stroke_polyline(s, &p, on, off);
	free(p.points);
}

bool shape_stroke(struct shaper *s, const struct path *path, struct shape_place place, float stroke_px,
		float dash_on_px, float dash_off_px, struct mask *out)
{
	*out = (struct mask){ 0 };
	FT_Stroker_Set(s->stroker, lroundf(stroke_px * 32), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
	stroke_path(s, path, place, dash_on_px, dash_off_px);
	FT_UInt points = 0;
	FT_UInt contours = 0;
	if (FT_Stroker_GetCounts(s->stroker, &points, &contours) != 0 || points > POINTS_MAX) {
		return false;
	}
	FT_Outline outline;
	if (FT_Outline_New(s->library, points, (FT_Int)contours, &outline) != 0) {
		return false;
	}
	outline.n_points = 0;
	outline.n_contours = 0;
	FT_Stroker_Export(s->stroker, &outline);
	bool ok = render(s, &outline, out);
	(void)FT_Outline_Done(s->library, &outline);
	return ok;
}
