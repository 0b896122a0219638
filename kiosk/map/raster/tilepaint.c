/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/raster/tilepaint.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

struct painter {
	struct raster *r;
	const struct tile_job *job;
	struct arena *scratch;
	struct expr_scene scene;
	const struct style_layer *layer;
	struct tile_place place;
	int64_t steps_left;
};

static bool load_shape(struct painter *p, const struct mvt_feature *f)
{
	struct mvt_shape shape;
	if (!mvt_shape(f, p->scratch, &shape)) {
		return false;
	}
	p->steps_left -= (int64_t)shape.point_len;
	raster_begin(p->r);
	size_t at = 0;
	for (size_t part = 0; part < shape.part_len; part++) {
		for (; at < shape.ends[part]; at++) {
			raster_point(p->r, (float)shape.xy[2 * at] * p->place.scale + p->place.move_x,
					(float)shape.xy[2 * at + 1] * p->place.scale + p->place.move_y);
		}
		raster_end_part(p->r, shape.closed[part] || f->type == MVT_POLYGON);
	}
	return true;
}

static struct color with_opacity(struct painter *p, struct color c, enum style_property property)
{
	double opacity = expr_number(p->layer->properties[property], &p->scene, 1);
	c.a = (uint8_t)lround(c.a * fmin(fmax(opacity, 0), 1));
	return c;
}

static struct color color_of(struct painter *p, enum style_property property, struct color fallback)
{
	return with_opacity(p, expr_color(p->layer->properties[property], &p->scene, fallback), STYLE_OPACITY);
}

static void paint_fill(struct painter *p, const struct mvt_feature *f)
{
	static const struct color black = { 0, 0, 0, 255 };
	struct color fill = color_of(p, STYLE_COLOR, black);
	if (f->type != MVT_POLYGON || !load_shape(p, f)) {
		return;
	}
	raster_fill(p->r, fill, false);
	if (p->layer->properties[STYLE_OUTLINE]) {
		struct raster_pen pen = { .color = color_of(p, STYLE_OUTLINE, fill),
			.width_px = p->job->px_per_unit,
			.join = JOIN_BEVEL };
		raster_stroke(p->r, &pen);
	}
}

static bool text_is(struct painter *p, enum style_property property, const char *word)
{
	const struct expr *x = p->layer->properties[property];
	if (!x) {
		return false;
	}
	struct value v = expr_eval(x, &p->scene);
	return v.type == VALUE_STRING && v.string.len == strlen(word) &&
	       memcmp(v.string.bytes, word, v.string.len) == 0;
}

static void paint_line(struct painter *p, const struct mvt_feature *f)
{
	static const struct color black = { 0, 0, 0, 255 };
	float unit = p->job->px_per_unit;
	float width = (float)expr_number(p->layer->properties[STYLE_WIDTH], &p->scene, 1) * unit;
	float gap = (float)expr_number(p->layer->properties[STYLE_GAP], &p->scene, 0) * unit;
	float dashes[STYLE_DASHES_MAX];
	struct color color = color_of(p, STYLE_COLOR, black);
	if (f->type == MVT_POINT || width <= 0 || color.a == 0 || !load_shape(p, f)) {
		return;
	}
	double parts[STYLE_DASHES_MAX];
	size_t dashes_len = expr_numbers(p->layer->properties[STYLE_DASHES], &p->scene, parts, STYLE_DASHES_MAX);
	for (size_t i = 0; i < dashes_len; i++) {
		dashes[i] = (float)parts[i] * width;
	}
	struct raster_pen pen = { .color = color,
		.width_px = width,
		.cap = text_is(p, STYLE_CAP, "round")    ? CAP_ROUND
		       : text_is(p, STYLE_CAP, "square") ? CAP_SQUARE
							 : CAP_BUTT,
		.join = text_is(p, STYLE_JOIN, "round")   ? JOIN_ROUND
			: text_is(p, STYLE_JOIN, "bevel") ? JOIN_BEVEL
							  : JOIN_MITER,
		.dashes = dashes_len ? dashes : NULL,
		.dashes_len = (int)dashes_len,
		.offset_px = (float)expr_number(p->layer->properties[STYLE_LINE_OFFSET], &p->scene, 0) * unit };
	if (gap <= 0) {
		raster_stroke(p->r, &pen);
		return;
	}
	/* A gap: two lines, each outside of it. */
	float middle = pen.offset_px;
	for (int side = -1; side <= 1; side += 2) {
		pen.offset_px = middle + (float)side * (gap + width) / 2;
		raster_stroke(p->r, &pen);
	}
}

static void add_circle(struct raster *r, float cx, float cy, float radius)
{
	/* So many chords that none is further than a tenth of a px from the circle. */
	int chords = (int)fminf(fmaxf(ceilf((float)M_PI / acosf(1 - fminf(0.1F / fmaxf(radius, 0.1F), 1))), 8), 256);
	for (int k = 0; k < chords; k++) {
		float angle = (float)k * 2 * (float)M_PI / (float)chords;
		raster_point(r, cx + radius * cosf(angle), cy + radius * sinf(angle));
	}
	raster_end_part(r, true);
}

/* The stroke lies around the disc (circle-stroke-width of the specification). */
static void paint_circle(struct painter *p, const struct mvt_feature *f)
{
	static const struct color black = { 0, 0, 0, 255 };
	struct mvt_shape shape;
	float radius = (float)expr_number(p->layer->properties[STYLE_RADIUS], &p->scene, 5) * p->job->px_per_unit;
	float stroke = (float)expr_number(p->layer->properties[STYLE_WIDTH], &p->scene, 0) * p->job->px_per_unit;
	struct color fill = color_of(p, STYLE_COLOR, black);
	struct color edge = expr_color(p->layer->properties[STYLE_OUTLINE], &p->scene, black);
	edge = with_opacity(p, edge, STYLE_STROKE_OPACITY);
	if (f->type != MVT_POINT || !mvt_shape(f, p->scratch, &shape)) {
		return;
	}
	p->steps_left -= (int64_t)shape.point_len;
	radius = fmaxf(radius, 0);
	for (size_t i = 0; i < shape.point_len && !raster_is_spent(p->r); i++) {
		float cx = (float)shape.xy[2 * i] * p->place.scale + p->place.move_x;
		float cy = (float)shape.xy[2 * i + 1] * p->place.scale + p->place.move_y;
		raster_begin(p->r);
		add_circle(p->r, cx, cy, radius);
		raster_fill(p->r, fill, false);
		if (stroke > 0 && edge.a > 0) {
			raster_begin(p->r);
			add_circle(p->r, cx, cy, radius);
			add_circle(p->r, cx, cy, radius + stroke);
			raster_fill(p->r, edge, true);
		}
	}
}

static bool is_spent(const struct painter *p)
{
	return p->steps_left <= 0 || raster_is_spent(p->r);
}

/* Steps of everything that may be evaluated for one feature. */
static unsigned layer_cost(const struct style_layer *l)
{
	unsigned cost = 1;
	for (int i = 0; i < STYLE_PROPERTIES; i++) {
		cost += expr_cost(l->properties[i]);
	}
	return cost;
}

/* What was written on the way costs too: text as long as a tile, in each of its features. */
static int64_t text_steps(const struct arena *scratch)
{
	enum { BYTES_A_STEP = 4 };
	return (int64_t)(arena_used_bytes(scratch) / BYTES_A_STEP);
}

static void paint_layer(struct painter *p, const struct tile_data *data)
{
	const struct mvt_layer *layer = data->tile && p->layer->source_layer
							? mvt_find_layer(data->tile, p->layer->source_layer)
							: NULL;
	if (!layer) {
		return;
	}
	p->scene.layer = layer;
	p->place = tile_place(data->id, layer->extent, p->job->id, p->job->size_px);
	unsigned asked = 1 + expr_cost(p->layer->filter);
	unsigned painted = layer_cost(p->layer);
	for (size_t i = 0; i < layer->features_len && !is_spent(p); i++) {
		const struct mvt_feature *f = &layer->features[i];
		p->scene.feature = f;
		arena_reset(p->scratch);
		bool wanted = expr_true(p->layer->filter, &p->scene);
		p->steps_left -= asked + text_steps(p->scratch);
		if (!wanted) {
			continue;
		}
		if (p->layer->type == STYLE_FILL) {
			paint_fill(p, f);
		} else if (p->layer->type == STYLE_LINE) {
			paint_line(p, f);
		} else {
			paint_circle(p, f);
		}
		p->steps_left -= painted + text_steps(p->scratch);
	}
}

bool tilepaint(struct raster *r, const struct tile_job *job, struct arena *scratch, uint32_t *argb)
{
	struct painter p = { .r = r,
		.job = job,
		.scratch = scratch,
		.scene = { .zoom = job->zoom, .arena = scratch },
		.steps_left = TILEPAINT_STEPS_MAX };
	raster_target(r, argb, job->size_px, job->size_px);
	raster_clear(r, (struct color){ 0, 0, 0, 255 });
	for (size_t i = 0; i < job->style->layers_len; i++) {
		p.layer = &job->style->layers[i];
		if (!style_layer_shown(p.layer, job->zoom) || p.layer->type == STYLE_SYMBOL) {
			continue;
		}
		p.scene.layer = NULL;
		p.scene.feature = NULL;
		if (p.layer->type == STYLE_BACKGROUND) {
			struct color c = color_of(&p, STYLE_COLOR, (struct color){ 0, 0, 0, 255 });
			raster_clear(r, c);
			continue;
		}
		for (size_t d = 0; d < job->data_len; d++) {
			if (p.layer->source && str_equal(job->data[d].source, p.layer->source)) {
				paint_layer(&p, &job->data[d]);
			}
		}
	}
	return p.steps_left > 0 && raster_is_whole(r);
}
