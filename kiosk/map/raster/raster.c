/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures, shapes and their filling (raster.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "map/raster/raster.h"
#include "map/raster/raster_private.h"

#include FT_OUTLINE_H

struct raster *raster_create(struct err *e)
{
	struct raster *r = mem_zalloc(1, sizeof *r);
	if (FT_Init_FreeType(&r->library) != 0) {
		(void)fail(e, "start FreeType");
		free(r);
		return NULL;
	}
	r->points = mem_zalloc(RASTER_OUTLINE_MAX, sizeof *r->points);
	r->tags = mem_zalloc(RASTER_OUTLINE_MAX, 1);
	r->contours = mem_zalloc(RASTER_OUTLINE_MAX, sizeof *r->contours);
	memset(r->tags, FT_CURVE_TAG_ON, RASTER_OUTLINE_MAX);
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
		free(r->spare[0]);
		free(r->spare[1]);
		free(r);
	}
}

void raster_target(struct raster *r, uint32_t *argb, int w, int h)
{
	r->argb = argb;
	r->w = w;
	r->h = h;
	r->points_left = RASTER_POINTS_MAX;
	r->pixels_left = (int64_t)w * h * RASTER_LAYERS_MAX;
	r->cut = false;
}

bool raster_is_spent(const struct raster *r)
{
	return r->points_left <= 0 || r->pixels_left <= 0;
}

bool raster_is_whole(const struct raster *r)
{
	return !raster_is_spent(r) && !r->cut;
}

uint32_t raster_premultiply(struct color c)
{
	uint32_t a = c.a;
	return a << 24 | ((c.r * a + 127) / 255) << 16 | ((c.g * a + 127) / 255) << 8 | (c.b * a + 127) / 255;
}

void raster_clear(struct raster *r, struct color color)
{
	uint32_t value = raster_premultiply(color);
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
		r->pixels_left -= to > from ? to - from : 0;
		for (int x = from; x < to; x++) {
			row[x] = rest == 0 ? value : value + scale(row[x], rest);
		}
	}
}

void raster_flush(struct raster *r, bool even_odd)
{
	if (r->contour_len > 0 && !raster_is_spent(r)) {
		r->points_left -= r->point_len;
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

void raster_emit(struct raster *r, const float *xy, size_t count)
{
	bool fits = (size_t)r->point_len + count <= RASTER_OUTLINE_MAX;
	r->cut = r->cut || !fits;
	if (count < 3 || !fits) {
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
		r->parts[r->parts_len++] = (struct raster_part){ r->part_from, r->len - r->part_from, closed };
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

void raster_spare(struct raster *r, size_t count)
{
	if (r->spare_capacity < count) {
		r->spare_capacity = count + count / 2;
		r->spare[0] = mem_resize(r->spare[0], r->spare_capacity * 2, sizeof(float));
		r->spare[1] = mem_resize(r->spare[1], r->spare_capacity * 2, sizeof(float));
	}
}

/* Leaves out points that lie near the one before, further and further, until `most` are left. */
static size_t thin_out(float *xy, size_t count, size_t most)
{
	for (float apart = 0.25F; count > most; apart *= 2) {
		size_t kept = 1;
		for (size_t i = 1; i < count; i++) {
			if (fabsf(xy[2 * i] - xy[2 * kept - 2]) >= apart ||
					fabsf(xy[2 * i + 1] - xy[2 * kept - 1]) >= apart) {
				xy[2 * kept] = xy[2 * i];
				xy[2 * kept + 1] = xy[2 * i + 1];
				kept++;
			}
		}
		count = kept;
	}
	return count;
}

/* `most`: points that this ring may have of the outline. */
static void fill_ring(struct raster *r, const float *xy, size_t count, size_t most)
{
	enum { MARGIN = 8 };
	if (count <= most && is_inside(r, xy, count, MARGIN)) {
		raster_emit(r, xy, count);
		return;
	}
	const float edges[4] = { -MARGIN, (float)r->w + MARGIN, -MARGIN, (float)r->h + MARGIN };
	for (int side = 0; side < 4 && count > 0; side++) {
		/* A side may add a point for each that there is: both buffers grow, and keep what they have. */
		raster_spare(r, 2 * count + 16);
		count = clip_side(side == 0 ? xy : r->spare[(side - 1) % 2], count, r->spare[side % 2], side,
				edges[side]);
	}
	if (count > 0) {
		raster_emit(r, r->spare[1], thin_out(r->spare[1], count, most));
	}
}

/* What a ring may have of the outline, in the measure of its points. */
static size_t share_of(size_t count, size_t total)
{
	enum { LEAST = 4, ROOM = RASTER_OUTLINE_MAX - 2000 };
	size_t share = total <= ROOM ? RASTER_OUTLINE_MAX : (size_t)((double)count * ROOM / (double)total);
	return share < LEAST ? LEAST : share;
}

void raster_fill(struct raster *r, struct color color, bool even_odd)
{
	r->color = raster_premultiply(color);
	for (size_t i = 0; i < r->parts_len; i++) {
		fill_ring(r, r->xy + 2 * r->parts[i].from, r->parts[i].len, share_of(r->parts[i].len, r->len));
	}
	raster_flush(r, even_odd);
}
