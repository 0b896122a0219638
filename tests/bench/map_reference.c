/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same tile painter on cairo instead of our rasteriser: an independent opinion on every pixel. Only the names
 * differ: kiosk/map/raster/tilepaint.c is compiled a second time on top of the functions below. */
#define raster_create reference_create
#define raster_destroy reference_destroy
#define raster_target reference_target
#define raster_clear reference_clear
#define raster_is_spent reference_is_spent
#define raster_is_whole reference_is_whole
#define raster_begin reference_begin
#define raster_point reference_point
#define raster_end_part reference_end_part
#define raster_fill reference_fill
#define raster_stroke reference_stroke
#define tilepaint reference_tilepaint

#include <cairo/cairo.h>

#include "base/mem.h"
#include "map/raster/tilepaint.h"

struct raster {
	cairo_surface_t *surface;
	cairo_t *cr;
	bool first;
};

struct raster *raster_create(struct err *e)
{
	(void)e;
	return mem_zalloc(1, sizeof(struct raster));
}

static void drop(struct raster *r)
{
	if (r->cr) {
		cairo_surface_flush(r->surface);
		cairo_destroy(r->cr);
		cairo_surface_destroy(r->surface);
	}
}

void raster_destroy(struct raster *r)
{
	drop(r);
	free(r);
}

void raster_target(struct raster *r, uint32_t *argb, int w, int h)
{
	drop(r);
	r->surface = cairo_image_surface_create_for_data((unsigned char *)argb, CAIRO_FORMAT_ARGB32, w, h, w * 4);
	r->cr = cairo_create(r->surface);
	cairo_set_antialias(r->cr, CAIRO_ANTIALIAS_BEST);
	cairo_set_miter_limit(r->cr, 2);
}

static void source(struct raster *r, struct color c)
{
	cairo_set_source_rgba(r->cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

void raster_clear(struct raster *r, struct color color)
{
	source(r, color);
	cairo_paint(r->cr);
}

bool raster_is_spent(const struct raster *r)
{
	(void)r;
	return false; /* cairo has time */
}

bool raster_is_whole(const struct raster *r)
{
	return !raster_is_spent(r);
}

void raster_begin(struct raster *r)
{
	cairo_new_path(r->cr);
	r->first = true;
}

void raster_point(struct raster *r, float x, float y)
{
	if (r->first) {
		cairo_move_to(r->cr, (double)x, (double)y);
	} else {
		cairo_line_to(r->cr, (double)x, (double)y);
	}
	r->first = false;
}

void raster_end_part(struct raster *r, bool closed)
{
	if (closed && !r->first) {
		cairo_close_path(r->cr);
	}
	r->first = true;
}

void raster_fill(struct raster *r, struct color color, bool even_odd)
{
	source(r, color);
	cairo_set_fill_rule(r->cr, even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
	cairo_fill_preserve(r->cr);
}

void raster_stroke(struct raster *r, const struct raster_pen *pen)
{
	static const cairo_line_cap_t caps[] = { [CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
		[CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
		[CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE };
	static const cairo_line_join_t joins[] = { [JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
		[JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
		[JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL };
	double dashes[STYLE_DASHES_MAX];
	for (int i = 0; i < pen->dashes_len; i++) {
		dashes[i] = (double)pen->dashes[i];
	}
	source(r, pen->color);
	cairo_set_line_width(r->cr, (double)pen->width_px);
	cairo_set_line_cap(r->cr, caps[pen->cap]);
	cairo_set_line_join(r->cr, joins[pen->join]);
	cairo_set_dash(r->cr, dashes, pen->dashes_len, 0);
	cairo_stroke_preserve(r->cr);
}

#include "map/raster/tilepaint.c"
