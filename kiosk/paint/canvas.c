/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/canvas.h"

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"

void canvas_init(struct canvas *c, int w, int h)
{
	*c = (struct canvas){ .w = w, .h = h, .clip = { 0, 0, w, h } };
	c->argb = mem_alloc((size_t)w * (size_t)h * sizeof *c->argb);
	for (size_t i = 0; i < (size_t)w * (size_t)h; i++) {
		c->argb[i] = 0xFF000000U;
	}
}

void canvas_finish(struct canvas *c)
{
	free(c->argb);
	*c = (struct canvas){ 0 };
}

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills px");

/* x * a / 255 for each of the four bytes, rounded. */
static inline uint32_t scale_argb(uint32_t argb, uint32_t a)
{
	uint32_t rb = (argb & 0x00FF00FFU) * a + 0x00800080U;
	uint32_t ag = (argb >> 8 & 0x00FF00FFU) * a + 0x00800080U;
	rb = (rb + (rb >> 8 & 0x00FF00FFU)) >> 8 & 0x00FF00FFU;
	ag = (ag + (ag >> 8 & 0x00FF00FFU)) & 0xFF00FF00U;
	return rb | ag;
}

static inline uint32_t over(uint32_t source, uint32_t under)
{
	return source + scale_argb(under, 255 - (source >> 24));
}

static uint32_t premultiplied(struct color color)
{
	uint32_t opaque = 0xFF000000U | (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
	return scale_argb(opaque, color.a);
}

static uint32_t *row_at(struct canvas *c, int x, int y)
{
	return c->argb + (size_t)y * (size_t)c->w + (size_t)x;
}

void canvas_fill(struct canvas *c, struct rect r, struct color color)
{
	r = rect_intersect(r, c->clip);
	uint32_t value = premultiplied(color);
	for (int y = r.y; y < r.y + r.h; y++) {
		uint32_t *to = row_at(c, r.x, y);
		if (color.a == 255) { /* half of all the time a page takes: libc's fastest loop */
			(void)wmemset((wchar_t *)to, (wchar_t)value, (size_t)r.w);
			continue;
		}
		for (int x = 0; x < r.w; x++) {
			to[x] = over(value, to[x]);
		}
	}
}

void canvas_mask(struct canvas *c, const struct mask *m, int x, int y, struct color color)
{
	struct rect at = { x + m->x, y + m->y, m->w, m->h };
	struct rect r = rect_intersect(at, c->clip);
	uint32_t value = premultiplied(color);
	for (int row = r.y; row < r.y + r.h; row++) {
		const uint8_t *from = m->bytes + (size_t)(row - at.y) * (size_t)m->w + (size_t)(r.x - at.x);
		uint32_t *to = row_at(c, r.x, row);
		for (int i = 0; i < r.w; i++) {
			if (from[i] == 255 && color.a == 255) {
				to[i] = value;
			} else if (from[i] != 0) {
				to[i] = over(scale_argb(value, from[i]), to[i]);
			}
		}
	}
}

static inline uint32_t mix_argb(uint32_t a, uint32_t b, uint32_t t) /* t: 0 to 256 */
{
	uint32_t rb = ((a & 0x00FF00FFU) * (256 - t) + (b & 0x00FF00FFU) * t) >> 8 & 0x00FF00FFU;
	uint32_t ag = ((a >> 8 & 0x00FF00FFU) * (256 - t) + (b >> 8 & 0x00FF00FFU) * t) & 0xFF00FF00U;
	return rb | ag;
}

struct sampler {
	const struct draw_pixels *pixels;
	int64_t x0, y0;                 /* 16.16 source position of the first destination px centre */
	int64_t dx, dy;                 /* 16.16 step */
	int min_x, min_y, max_x, max_y; /* inclusive bounds in the source */
};

static int clamp_int(int64_t v, int low, int high)
{
	return v < low ? low : v > high ? high : (int)v;
}

/* What one destination column is mixed of. */
struct column {
	int x0, x1;
	uint32_t t;
};

/* One source row, resampled to the destination's columns. A map that grows uses each source row for several rows of the
 * destination: they are made once. */
struct resampled {
	int source_y; /* -1: none yet */
	uint32_t *px;
};

static void resample(const struct sampler *s, const struct column *columns, int count, int y, struct resampled *out)
{
	if (out->source_y == y) {
		return;
	}
	const uint32_t *from = s->pixels->argb + (size_t)y * (size_t)s->pixels->w;
	for (int i = 0; i < count; i++) {
		out->px[i] = mix_argb(from[columns[i].x0], from[columns[i].x1], columns[i].t);
	}
	out->source_y = y;
}

/* mix_argb() of whole rows, byte by byte: compilers turn it into 16 bytes at a time (the Makefile asks for it). */
static void mix_rows(uint8_t *restrict to, const uint8_t *restrict a, const uint8_t *restrict b, size_t bytes,
		uint16_t t)
{
	uint16_t s = (uint16_t)(256 - t);
	for (size_t i = 0; i < bytes; i++) {
		to[i] = (uint8_t)((uint16_t)(a[i] * s + b[i] * t) >> 8);
	}
}

static void store_row(uint32_t *to, const uint32_t *values, int count, const struct draw_image *image)
{
	for (int i = 0; i < count; i++) {
		uint32_t value = image->alpha == 255 ? values[i] : scale_argb(values[i], image->alpha);
		to[i] = value >> 24 == 255 ? value : over(value, to[i]);
	}
}

static void image_smooth(struct canvas *c, const struct draw_image *image, struct rect r, const struct sampler *s,
		struct rect at)
{
	size_t count = (size_t)r.w;
	bool plain = image->pixels->opaque && image->alpha == 255;
	uint32_t *px = mem_alloc(3 * count * sizeof *px);
	struct column *columns = mem_alloc(count * sizeof *columns);
	struct resampled rows[2] = { { -1, px }, { -1, px + count } };
	for (int i = 0; i < r.w; i++) {
		int64_t fx = s->x0 + s->dx * (r.x - at.x + i) - 0x8000;
		columns[i] = (struct column){ clamp_int(fx >> 16, s->min_x, s->max_x),
			clamp_int((fx >> 16) + 1, s->min_x, s->max_x), (uint32_t)(fx >> 8 & 0xFF) };
	}
	for (int y = r.y; y < r.y + r.h; y++) {
		int64_t fy = s->y0 + s->dy * (y - at.y) - 0x8000;
		int y0 = clamp_int(fy >> 16, s->min_y, s->max_y);
		int y1 = clamp_int((fy >> 16) + 1, s->min_y, s->max_y);
		uint32_t t = (uint32_t)(fy >> 8 & 0xFF);
		if (rows[1].source_y == y0) { /* the lower row of the last pair is the upper one now */
			struct resampled upper = rows[1];
			rows[1] = rows[0];
			rows[0] = upper;
		}
		resample(s, columns, r.w, y0, &rows[0]);
		resample(s, columns, r.w, y1, &rows[1]);
		uint32_t *to = row_at(c, r.x, y);
		uint32_t *mixed = plain ? to : px + 2 * count;
		mix_rows((uint8_t *)mixed, (const uint8_t *)rows[0].px, (const uint8_t *)rows[1].px, 4 * count,
				(uint16_t)t);
		if (!plain) {
			store_row(to, mixed, r.w, image);
		}
	}
	free(px);
	free(columns);
}

static void image_nearest(struct canvas *c, const struct draw_image *image, struct rect r, const struct sampler *s,
		struct rect at)
{
	for (int y = r.y; y < r.y + r.h; y++) {
		int row = clamp_int((s->y0 + s->dy * (y - at.y)) >> 16, s->min_y, s->max_y);
		const uint32_t *from = s->pixels->argb + (size_t)row * (size_t)s->pixels->w;
		int64_t sx = s->x0 + s->dx * (r.x - at.x);
		uint32_t *to = row_at(c, r.x, y);
		for (int x = 0; x < r.w; x++, sx += s->dx) {
			uint32_t value = from[clamp_int(sx >> 16, s->min_x, s->max_x)];
			store_row(to + x, &value, 1, image);
		}
	}
}

static void image_copied(struct canvas *c, const struct draw_image *image, struct rect r, int source_x, int source_y)
{
	const struct draw_pixels *p = image->pixels;
	for (int y = 0; y < r.h; y++) {
		const uint32_t *from = p->argb + (size_t)(source_y + y) * (size_t)p->w + (size_t)source_x;
		uint32_t *to = row_at(c, r.x, r.y + y);
		if (p->opaque && image->alpha == 255) {
			memcpy(to, from, (size_t)r.w * sizeof *to);
			continue;
		}
		for (int x = 0; x < r.w; x++) {
			uint32_t value = image->alpha == 255 ? from[x] : scale_argb(from[x], image->alpha);
			if (value >> 24 == 255) {
				to[x] = value;
			} else if (value != 0) {
				to[x] = over(value, to[x]);
			}
		}
	}
}

void canvas_image(struct canvas *c, const struct draw_image *image)
{
	const struct draw_pixels *p = image->pixels;
	struct draw_placed placed = draw_image_place(image);
	struct rectf from = placed.from;
	struct rect at = placed.to;
	struct rect r = rect_intersect(at, c->clip);
	if (rect_is_empty(r) || at.w <= 0 || at.h <= 0) {
		return;
	}
	if (placed.copied) {
		image_copied(c, image, r, (int)from.x + r.x - at.x, (int)from.y + r.y - at.y);
		return;
	}
	struct sampler s = { .pixels = p };
	s.dx = (int64_t)((double)from.w * 65536.0 / at.w);
	s.dy = (int64_t)((double)from.h * 65536.0 / at.h);
	s.x0 = (int64_t)((double)from.x * 65536.0) + s.dx / 2;
	s.y0 = (int64_t)((double)from.y * 65536.0) + s.dy / 2;
	s.min_x = clamp_int((int64_t)from.x, 0, p->w - 1);
	s.min_y = clamp_int((int64_t)from.y, 0, p->h - 1);
	s.max_x = clamp_int((int64_t)ceilf(from.x + from.w) - 1, 0, p->w - 1);
	s.max_y = clamp_int((int64_t)ceilf(from.y + from.h) - 1, 0, p->h - 1);
	(image->smooth ? image_smooth : image_nearest)(c, image, r, &s, at);
}

bool canvas_write_png(const struct canvas *c, const char *path, struct err *e)
{
	size_t count = (size_t)c->w * (size_t)c->h;
	uint8_t *rgb = mem_alloc(count * 3);
	for (size_t i = 0; i < count; i++) {
		rgb[3 * i] = (uint8_t)(c->argb[i] >> 16);
		rgb[3 * i + 1] = (uint8_t)(c->argb[i] >> 8);
		rgb[3 * i + 2] = (uint8_t)c->argb[i];
	}
	/* FAST: flat areas come out small without trying filters, which takes three times as long. */
	png_image image = { .version = PNG_IMAGE_VERSION,
		.width = (png_uint_32)c->w,
		.height = (png_uint_32)c->h,
		.format = PNG_FORMAT_RGB,
		.flags = PNG_IMAGE_FLAG_FAST };
	bool ok = png_image_write_to_file(&image, path, 0, rgb, 0, NULL) != 0;
	free(rgb);
	return ok || fail(e, "write %s: %s", path, image.message);
}
