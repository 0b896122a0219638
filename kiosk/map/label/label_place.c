/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names along lines and around points are placed with: the style's values, room, drawing. */
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "map/label/labels_private.h"

enum { SCRATCH_BYTES_MAX = 48 * 1024 * 1024 };

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
	if (c->apart > 0 && p->named_len < LABEL_NAMED_MAX) {
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
	double side = LABEL_WORLD_PX * exp2(p->job->camera.zoom - r->data->id.z); /* px of the tile */
	return (struct label_transform){ .scale = side / r->layer->extent,
		.x = (double)r->data->id.x * side - p->origin_x,
		.y = (double)r->data->id.y * side - p->origin_y,
		.extent = r->layer->extent };
}

/* An order that does not depend on which tiles are there. */
bool label_may_go_on(const struct placer *p)
{
	return p->tries > 0 && p->steps > 0 && arena_used_bytes(p->scratch) < SCRATCH_BYTES_MAX;
}

void label_see(struct placer *p, const struct mvt_layer *layer, const struct mvt_feature *f)
{
	p->steps -= 1 + (int64_t)(arena_used_bytes(p->scene.arena) / 4);
	arena_reset(p->scene.arena);
	p->scene.layer = layer;
	p->scene.feature = f;
}
