/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/label/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/camera.h"
#include "map/label/labels_private.h"

enum {
	SCRATCH_BYTES_MAX = 48 * 1024 * 1024,
	NAMED_MAX = 2048,
	TRIES_MAX = 30000,
	STEPS_MAX = 16 * 1000 * 1000,
	WORLD_PX = 512
};

/* ---- the style, for the feature of the scene ---- */

float label_number(const struct placer *p, enum style_property property, double fallback)
{
	return (float)expr_number(p->layer->properties[property], &p->scene, fallback);
}

bool label_flag(const struct placer *p, enum style_property property, bool fallback)
{
	const struct expr *x = p->layer->properties[property];
	return x ? expr_true(x, &p->scene) : fallback;
}

bool label_word(const struct placer *p, enum style_property property, const char *word)
{
	const struct expr *x = p->layer->properties[property];
	struct mvt_slice text = x ? expr_text(x, &p->scene) : (struct mvt_slice){ "", 0 };
	return text.len == strlen(word) && memcmp(text.bytes, word, text.len) == 0;
}

struct lettering_type label_type(const struct placer *p)
{
	/* To a quarter of a px: while the zoom changes, letters and halos that are kept fit again. */
	float size = roundf(label_number(p, STYLE_SIZE, 16) * p->job->px_per_unit * 4) / 4;
	return (struct lettering_type){ .bold = style_is_bold(p->layer, &p->scene),
		.size_px = size,
		.spacing_px = label_number(p, STYLE_LETTER_SPACING, 0) * size };
}

static struct color faded(const struct placer *p, enum style_property property, struct color fallback,
		enum style_property opacity)
{
	struct color c = expr_color(p->layer->properties[property], &p->scene, fallback);
	c.a = (uint8_t)lround(c.a * fmin(fmax(expr_number(p->layer->properties[opacity], &p->scene, 1), 0), 1));
	return c;
}

/* ---- room ---- */

uint64_t label_hash(const char *text)
{
	uint64_t hash = 0xCBF29CE484222325ULL;
	for (; *text; text++) {
		hash = (hash ^ (unsigned char)*text) * 0x100000001B3ULL;
	}
	return hash;
}

static bool is_named_nearby(const struct placer *p, const struct candidate *c)
{
	for (size_t i = 0; i < p->named_len; i++) {
		const struct named *n = &p->named[i];
		if (n->name == c->name && hypotf(n->x - c->x, n->y - c->y) < c->apart) {
			return true;
		}
	}
	return false;
}

bool label_fits(struct placer *p, const struct candidate *c, const struct label_box *boxes, size_t len, bool always)
{
	if (p->tries == 0) {
		return false;
	}
	p->tries--;
	if (c->number && !labelquota_has(p->numbers, c->x, c->y)) {
		return false;
	}
	return !is_named_nearby(p, c) && (always || labelroom_is_free(p->room, boxes, len));
}

bool label_keeps_to_tile(const struct placer *p, const struct ranked *r, const struct label_box *boxes, size_t len)
{
	if (!label_flag(p, STYLE_AVOID_EDGES, false)) {
		return true;
	}
	struct label_transform t = label_transform(p, r);
	struct label_box all = label_box_around(boxes, len);
	double side = t.scale * t.extent;
	return all.x0 >= t.x && all.y0 >= t.y && all.x1 <= t.x + side && all.y1 <= t.y + side;
}

void label_take(struct placer *p, const struct candidate *c, const struct label_box *boxes, size_t len, bool ghost)
{
	if (!ghost && !labelroom_take(p->room, boxes, len)) {
		p->tries = 0; /* full: what comes now is less important than all that is there */
	}
	if (c->number) {
		labelquota_take(p->numbers, c->x, c->y);
	}
	if (c->apart > 0 && p->named_len < NAMED_MAX) {
		p->named[p->named_len++] = (struct named){ c->name, c->x, c->y };
	}
}

/* ---- drawing ---- */

static struct label *next_label(struct placer *p, const struct candidate *c, struct label_box box)
{
	bool full = c->number ? p->numbers_len == LABELS_NUMBERS_MAX : p->out->len - p->numbers_len == LABELS_NAMES_MAX;
	if (full || !label_box_overlaps(box, p->drawn)) {
		return NULL;
	}
	struct label *l = &p->out->at[p->out->len];
	box.x0 += p->move_x;
	box.y0 += p->move_y;
	box.x1 += p->move_x;
	box.y1 += p->move_y;
	uint64_t x = (uint64_t)llround((p->origin_x + (double)c->x) * 4);
	uint64_t y = (uint64_t)llround((p->origin_y + (double)c->y) * 4);
	*l = (struct label){ .box = box,
		.x = c->x + p->move_x,
		.y = c->y + p->move_y,
		.id = c->name ^ x * 0x9E3779B97F4A7C15ULL ^ y * 0xC2B2AE3D27D4EB4FULL };
	return l;
}

void label_draw(struct placer *p, const struct candidate *c, const struct glyph_run *run, struct glyph_place *places,
		struct label_box box)
{
	static const struct color black = { 0, 0, 0, 255 };
	static const struct color none = { 0, 0, 0, 0 };
	struct label *l = next_label(p, c, box);
	struct lettering_look look = { .text = faded(p, STYLE_COLOR, black, STYLE_OPACITY),
		.halo = faded(p, STYLE_OUTLINE, none, STYLE_OPACITY),
		.halo_px = label_number(p, STYLE_WIDTH, 0) * p->job->px_per_unit };
	for (size_t i = 0; i < run->len; i++) {
		places[i].x += p->move_x;
		places[i].y += p->move_y;
	}
	if (l && lettering_draw(p->letters, run, places, &look, &l->letters)) {
		p->out->len++;
		p->numbers_len += c->number;
	}
}

void label_draw_icon(struct placer *p, const struct candidate *c, const char *name, struct label_box icon,
		struct label_box box)
{
	static const struct color black = { 0, 0, 0, 255 };
	static const struct color none = { 0, 0, 0, 0 };
	struct label *l = next_label(p, c, box);
	struct lettering_look look = { .text = faded(p, STYLE_ICON_COLOR, black, STYLE_ICON_OPACITY),
		.halo = faded(p, STYLE_ICON_HALO, none, STYLE_ICON_OPACITY),
		.halo_px = label_number(p, STYLE_ICON_HALO_WIDTH, 0) * p->job->px_per_unit };
	const struct label_icons *icons = p->job->icons;
	if (l && icons->draw(icons->ctx, name, icon.x1 - icon.x0, &look, &l->letters)) {
		l->id = ~l->id; /* the text has the other one */
		l->letters.x += (int)lroundf(icon.x0 + p->move_x);
		l->letters.y += (int)lroundf(icon.y0 + p->move_y);
		p->out->len++;
	}
}

/* ---- features ---- */

uint64_t label_tile_number(struct tile_id id)
{
	return (uint64_t)id.z << 58 | (uint64_t)id.y << 29 | id.x;
}

struct label_transform label_transform(const struct placer *p, const struct ranked *r)
{
	double side = WORLD_PX * exp2(p->job->camera.zoom - r->data->id.z); /* px of the tile */
	return (struct label_transform){ .scale = side / r->layer->extent,
		.x = (double)r->data->id.x * side - p->origin_x,
		.y = (double)r->data->id.y * side - p->origin_y,
		.extent = r->layer->extent };
}

/* An order that does not depend on which tiles are there. */
static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	uint64_t s = label_tile_number(x->data->id);
	uint64_t t = label_tile_number(y->data->id);
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	if (s != t) {
		return s < t ? -1 : 1;
	}
	if (x->data != y->data) {
		return x->data < y->data ? -1 : 1; /* two files, in the order they have everywhere */
	}
	return (x->place > y->place) - (x->place < y->place);
}

bool label_may_go_on(const struct placer *p)
{
	return p->tries > 0 && p->steps > 0 && arena_used_bytes(p->scratch) < SCRATCH_BYTES_MAX;
}

/* For the next feature: what expressions wrote is forgotten, and paid for. */
static void next_feature(struct placer *p, const struct mvt_layer *layer, const struct mvt_feature *f)
{
	p->steps -= 1 + (int64_t)(arena_used_bytes(p->scene.arena) / 4);
	arena_reset(p->scene.arena);
	p->scene.layer = layer;
	p->scene.feature = f;
}

void label_see(struct placer *p, const struct ranked *r)
{
	next_feature(p, r->layer, r->feature);
}

static struct ranked *rank_features(struct placer *p, size_t *len)
{
	size_t count = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct mvt_layer *layer = mvt_find_layer(p->job->tiles[i].tile, p->layer->source_layer);
		count += layer ? layer->features_len : 0;
	}
	struct ranked *all = ARENA_ARRAY(p->scratch, struct ranked, count + 1);
	*len = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct tile_data *data = &p->job->tiles[i];
		const struct mvt_layer *layer = mvt_find_layer(data->tile, p->layer->source_layer);
		for (size_t k = 0; layer && k < layer->features_len && p->steps > 0; k++) {
			next_feature(p, layer, &layer->features[k]);
			p->steps -= expr_cost(p->layer->filter);
			if (expr_true(p->layer->filter, &p->scene)) {
				const struct expr *sort = p->layer->properties[STYLE_SORT_KEY];
				double key = expr_number(sort, &p->scene, 0);
				p->steps -= expr_cost(sort);
				all[(*len)++] = (struct ranked){ data, layer, p->scene.feature, key, k };
			}
		}
	}
	qsort(all, *len, sizeof *all, by_rank);
	return all;
}

static void place_layer(struct placer *p)
{
	size_t len;
	struct ranked *all = rank_features(p, &len);
	p->scene.layer = NULL;
	p->scene.feature = NULL;
	if (label_word(p, STYLE_PLACEMENT, "line") || label_word(p, STYLE_PLACEMENT, "line-center")) {
		label_streets(p, all, len);
		return;
	}
	for (size_t i = 0; i < len && label_may_go_on(p); i++) {
		label_see(p, &all[i]);
		label_points(p, &all[i]);
	}
}

/* ---- the screen ---- */

static struct label_box grown(struct rect r, float by)
{
	return (struct label_box){ (float)r.x - by, (float)r.y - by, (float)(r.x + r.w) + by, (float)(r.y + r.h) + by };
}

struct rect labels_area(struct rect rect, float px_per_unit)
{
	int by = (int)ceilf(LABELS_PLACED_PX * px_per_unit);
	return (struct rect){ rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by };
}

static struct label_box shifted(struct label_box b, float dx, float dy)
{
	return (struct label_box){ b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy };
}

static void take_obstacles(struct placer *p)
{
	for (size_t i = 0; i < p->job->obstacles_len; i++) {
		struct label_box box = shifted(grown(p->job->obstacles[i], 0), -p->move_x, -p->move_y);
		(void)labelroom_take(p->room, &box, 1);
	}
}

/* How many more squares the area has than the part that is drawn: what those may hold altogether is bounded. */
static double number_share(struct label_box area, struct label_box drawn, double side)
{
	double all = (ceil((double)(area.x1 - area.x0) / side) + 1) * (ceil((double)(area.y1 - area.y0) / side) + 1);
	double seen = (ceil((double)(drawn.x1 - drawn.x0) / side) + 1) *
		      (ceil((double)(drawn.y1 - drawn.y0) / side) + 1);
	return all / seen;
}

void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out)
{
	struct world centre = world_from_degrees(job->camera.lon, job->camera.lat);
	double world = WORLD_PX * exp2(job->camera.zoom);
	/* The world's px at the upper left corner of the view; positions start at a whole one. */
	double left = centre.x * world - job->rect.w / 2.0;
	double top = centre.y * world - job->rect.h / 2.0;
	struct placer p = { .letters = l,
		.job = job,
		.scratch = scratch,
		.out = out,
		.tries = TRIES_MAX,
		.steps = STEPS_MAX,
		.origin_x = floor(left),
		.origin_y = floor(top),
		.move_x = (float)(job->rect.x - (left - floor(left))),
		.move_y = (float)(job->rect.y - (top - floor(top))),
		.scene = { .zoom = job->camera.zoom, .lang = job->lang, .arena = arena_create(0) } };
	struct label_box view = grown((struct rect){ 0, 0, job->rect.w, job->rect.h }, 0);
	float drawn = LABELS_DRAWN_PX * job->px_per_unit;
	float placed = LABELS_PLACED_PX * job->px_per_unit;
	p.drawn = (struct label_box){ view.x0 - drawn, view.y0 - drawn, view.x1 + drawn, view.y1 + drawn };
	p.area = (struct label_box){ view.x0 - placed, view.y0 - placed, view.x1 + placed, view.y1 + placed };
	p.room = labelroom_create(scratch, p.area);
	/* As many as the squares that are drawn may hold: those beyond only push aside. */
	double side = LABELS_SQUARE_PX * (double)job->px_per_unit;
	size_t most = (size_t)((double)LABELS_NUMBERS_MAX * number_share(p.area, p.drawn, side));
	p.numbers = labelquota_create(scratch, p.area, p.origin_x, p.origin_y, side, most);
	p.named = ARENA_ARRAY(scratch, struct named, NAMED_MAX);
	out->len = 0;
	take_obstacles(&p);
	for (size_t i = job->style->layers_len; i-- > 0;) {
		p.layer = &job->style->layers[i];
		if (p.layer->type == STYLE_SYMBOL && p.layer->source_layer &&
				style_layer_shown(p.layer, job->camera.zoom)) {
			place_layer(&p);
		}
	}
	arena_destroy(p.scene.arena);
}

void labels_finish(struct labels *labels)
{
	for (size_t i = 0; i < labels->len; i++) {
		free(labels->at[i].letters.argb);
	}
	labels->len = 0;
}

bool labels_shown(struct label_box box, struct rect view, const struct rect *covers, size_t covers_len)
{
	struct label_box all = grown(view, 0);
	if (box.x0 < all.x0 || box.y0 < all.y0 || box.x1 > all.x1 || box.y1 > all.y1) {
		return false;
	}
	for (size_t i = 0; i < covers_len; i++) {
		if (label_box_overlaps(box, grown(covers[i], 0))) {
			return false;
		}
	}
	return true;
}
