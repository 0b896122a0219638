/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/painter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draw/pieces.h"
#include "paint/iconset.h"
#include "paint/maskcache.h"

#define LOG_MODULE "painter"
#include "base/log.h"

struct painter {
	struct fonts *fonts;
	struct shaper *shaper;
	struct maskcache *masks;
	struct iconset *icons;
};

struct painter *painter_create(struct fonts *fonts, const char *icons_dir, size_t cache_bytes, struct err *e)
{
	struct painter *p = mem_zalloc(1, sizeof *p);
	p->fonts = fonts;
	p->masks = maskcache_create(cache_bytes);
	p->shaper = shaper_create(e);
	if (!p->shaper) {
		painter_destroy(p);
		return NULL;
	}
	p->icons = iconset_create(icons_dir, p->shaper);
	return p;
}

void painter_destroy(struct painter *p)
{
	if (!p) {
		return;
	}
	iconset_destroy(p->icons);
	shaper_destroy(p->shaper);
	maskcache_destroy(p->masks);
	free(p);
}

void painter_forget_text(struct painter *p)
{
	maskcache_clear(p->masks);
}

size_t painter_cache_bytes(const struct painter *p)
{
	return maskcache_bytes(p->masks);
}

/* ---- boxes ---- */

static const float KAPPA = 0.5522847F;

/* Appends a round rectangle to verbs (at least 10) and xy (at least 34 floats); `reverse` winds it the other way. */
static size_t round_rect(enum path_verb *verbs, float *xy, const float r[4], struct rectf b, size_t *points)
{
	float x0 = b.x;
	float y0 = b.y;
	float x1 = b.x + b.w;
	float y1 = b.y + b.h;
	const float k = 1 - KAPPA;
	const float path[] = { x0 + r[0], y0, x1 - r[1], y0, x1 - k * r[1], y0, x1, y0 + k * r[1], x1, y0 + r[1], x1,
		y1 - r[2], x1, y1 - k * r[2], x1 - k * r[2], y1, x1 - r[2], y1, x0 + r[3], y1, x0 + k * r[3], y1, x0,
		y1 - k * r[3], x0, y1 - r[3], x0, y0 + r[0], x0, y0 + k * r[0], x0 + k * r[0], y0, x0 + r[0], y0 };
	static const enum path_verb shape[] = { PATH_MOVE, PATH_LINE, PATH_CUBIC, PATH_LINE, PATH_CUBIC, PATH_LINE,
		PATH_CUBIC, PATH_LINE, PATH_CUBIC, PATH_CLOSE };
	memcpy(verbs, shape, sizeof shape);
	memcpy(xy, path, sizeof path);
	*points = sizeof path / sizeof path[0] / 2;
	return sizeof shape / sizeof shape[0];
}

/* One corner's coverage: a square of `side` px whose (0,0) is the corner, for a disc of radius r set in by inset. */
static const struct mask *corner_mask(struct painter *p, int side, int radius, int inset)
{
	uint64_t key = maskcache_key("corner", (const int[]){ side, radius, inset }, 3 * sizeof(int));
	const struct mask *found = maskcache_find(p->masks, key);
	if (found) {
		return found;
	}
	enum path_verb verbs[10];
	float xy[34];
	size_t points;
	float inner = (float)(radius > inset ? radius - inset : 0);
	float r[4] = { inner, 0, 0, 0 };
	struct rectf b = { (float)inset, (float)inset, (float)(side * 2), (float)(side * 2) };
	size_t verb_count = round_rect(verbs, xy, r, b, &points);
	struct path path = { verbs, verb_count, xy, 1, 1 };
	struct mask raw;
	if (!shape_fill(p->shaper, &path, (struct shape_place){ 1, 1, 0, 0 }, &raw)) {
		raw = (struct mask){ 0 };
	}
	struct mask corner = { .bytes = mem_zalloc((size_t)side * (size_t)side, 1), .w = side, .h = side };
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			int from_x = x - raw.x;
			int from_y = y - raw.y;
			if (from_x >= 0 && from_y >= 0 && from_x < raw.w && from_y < raw.h) {
				corner.bytes[y * side + x] = raw.bytes[from_y * raw.w + from_x];
			}
		}
	}
	free(raw.bytes);
	return maskcache_insert(p->masks, key, corner);
}

/* Mirrored copies of a corner mask are cached as well. */
static const struct mask *corner_turned(struct painter *p, int side, int radius, int inset, int corner)
{
	const struct mask *base = corner_mask(p, side, radius, inset);
	if (corner == 0) {
		return base;
	}
	uint64_t key = maskcache_key("turned", (const int[]){ side, radius, inset, corner }, 4 * sizeof(int));
	const struct mask *found = maskcache_find(p->masks, key);
	if (found) {
		return found;
	}
	bool flip_x = corner == 1 || corner == 2;
	bool flip_y = corner >= 2;
	struct mask turned = { .bytes = mem_alloc((size_t)side * (size_t)side), .w = side, .h = side };
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			int from_x = flip_x ? side - 1 - x : x;
			int from_y = flip_y ? side - 1 - y : y;
			turned.bytes[y * side + x] = base->bytes[from_y * side + from_x];
		}
	}
	return maskcache_insert(p->masks, key, turned);
}

/* Fills the round rectangle set in by `inset`, leaving out the one set in by `hole` (0: nothing left out). */
static void fill_round(struct painter *p, struct canvas *c, struct rect r, const int radius[4], int inset,
		struct color color)
{
	int sides[4];
	for (int i = 0; i < 4; i++) {
		sides[i] = radius[i] > inset ? radius[i] : inset;
	}
	int top = sides[0] > sides[1] ? sides[0] : sides[1];
	int bottom = sides[2] > sides[3] ? sides[2] : sides[3];
	struct rect inner = rect_inset(r, inset);
	canvas_fill(c, (struct rect){ inner.x, r.y + top, inner.w, r.h - top - bottom }, color);
	canvas_fill(c, (struct rect){ r.x + sides[0], inner.y, r.w - sides[0] - sides[1], top - inset }, color);
	canvas_fill(c, (struct rect){ r.x + sides[3], r.y + r.h - bottom, r.w - sides[3] - sides[2], bottom - inset },
			color);
	for (int i = 0; i < 4; i++) {
		bool right = i == 1 || i == 2;
		bool low = i >= 2;
		int band = low ? bottom : top;
		int x = right ? r.x + r.w - sides[i] : r.x;
		int y = low ? r.y + r.h - sides[i] : r.y;
		/* A smaller corner next to a larger one leaves a strip beside it. */
		if (sides[i] < band) {
			int strip_y = low ? r.y + r.h - band : r.y + sides[i];
			int from = right ? x : inner.x;
			int w = right ? inner.x + inner.w - x : r.x + sides[i] - inner.x;
			canvas_fill(c, (struct rect){ from, strip_y, w, band - sides[i] }, color);
		}
		if (sides[i] > 0) {
			canvas_mask(c, corner_turned(p, sides[i], radius[i], inset, i), x, y, color);
		}
	}
}

static void paint_ring(struct painter *p, struct canvas *c, const struct draw_box *b, const int radius[4])
{
	enum path_verb verbs[10];
	float xy[34];
	size_t points;
	float half = (float)b->border_px / 2;
	float r[4];
	for (int i = 0; i < 4; i++) {
		r[i] = fmaxf((float)radius[i] - half, 0);
	}
	struct rectf box = { half, half, (float)b->rect.w - 2 * half, (float)b->rect.h - 2 * half };
	size_t verb_count = round_rect(verbs, xy, r, box, &points);
	struct path path = { verbs, verb_count, xy, 1, 1 };
	float dash = b->dashed ? (float)b->border_px * 3 : 0;
	int key_parts[] = { b->rect.w, b->rect.h, radius[0], radius[1], radius[2], radius[3], b->border_px, b->dashed };
	uint64_t key = maskcache_key("ring", key_parts, sizeof key_parts);
	const struct mask *m = maskcache_find(p->masks, key);
	if (!m) {
		struct mask made;
		struct shape_place place = { 1, 1, 0, 0 };
		if (!shape_stroke(p->shaper, &path, place, (float)b->border_px, dash, dash, &made)) {
			return;
		}
		m = maskcache_insert(p->masks, key, made);
	}
	canvas_mask(c, m, b->rect.x, b->rect.y, b->border);
}

/* Corners that do not fit beside each other shrink together, so that a half circle stays one. True: none is round. */
static bool fit_radii(const struct draw_box *b, int radius[4])
{
	float shrink = 1;
	for (int i = 0; i < 4; i++) {
		int next = (i + 1) % 4;
		int side = i % 2 == 0 ? b->rect.w : b->rect.h;
		int sum = b->radius[i] + b->radius[next];
		if (sum > side) {
			shrink = fminf(shrink, (float)side / (float)sum);
		}
	}
	bool square = true;
	for (int i = 0; i < 4; i++) {
		radius[i] = (int)((float)b->radius[i] * shrink);
		square = square && radius[i] == 0;
	}
	return square;
}

static void paint_box(struct painter *p, struct canvas *c, const struct draw_box *b)
{
	int radius[4];
	bool square = fit_radii(b, radius);
	bool border = b->border.a > 0 && b->border_px > 0;
	if (border && !b->dashed && b->fill.a == 255) {
		fill_round(p, c, b->rect, radius, 0, b->border);
		fill_round(p, c, b->rect, radius, b->border_px, b->fill);
		return;
	}
	if (b->fill.a > 0 && square) {
		canvas_fill(c, b->rect, b->fill);
	} else if (b->fill.a > 0) {
		fill_round(p, c, b->rect, radius, 0, b->fill);
	}
	if (border) {
		paint_ring(p, c, b, radius);
	}
}

/* ---- text ---- */

static const struct mask *glyph_mask(struct painter *p, TTF_Font *font, const struct piece *piece)
{
	/* By value: a font's address may be another font's by now. */
	const struct font_ref *ref = &piece->font;
	char key_text[PIECE_BYTES_MAX + 64];
	int len = snprintf(key_text, sizeof key_text, "%d %d %d %d %s", (int)ref->weight, ref->size_px,
			ref->chain_index, piece->rtl, piece->text);
	uint64_t key = maskcache_key("text", key_text, (size_t)len);
	explicit_bzero(key_text, sizeof key_text); /* may be what a visitor typed */
	const struct mask *found = maskcache_find(p->masks, key);
	if (found) {
		return found;
	}
	piece_prepare(font, piece);
	SDL_Surface *s = TTF_RenderUTF8_Blended(font, piece->text, (SDL_Color){ 255, 255, 255, 255 });
	if (!s) {
		return NULL; /* nothing to draw: a lone space, or a character no font has */
	}
	struct mask m = { .bytes = mem_alloc((size_t)s->w * (size_t)s->h), .w = s->w, .h = s->h };
	for (int y = 0; y < s->h; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)s->pixels +
								       (size_t)y * (size_t)s->pitch);
		for (int x = 0; x < s->w; x++) {
			m.bytes[(size_t)y * (size_t)s->w + (size_t)x] = (uint8_t)(row[x] >> 24);
		}
	}
	SDL_FreeSurface(s);
	return maskcache_insert(p->masks, key, m);
}

static void paint_text(struct painter *p, struct canvas *c, const struct draw_text *t)
{
	struct pieces pieces;
	pieces_make(fonts_faces(p->fonts), t->weight, t->size_px, t->text, t->len, t->rtl, &pieces);
	for (size_t i = 0; i < pieces.len; i++) {
		const struct piece *piece = &pieces.at[i];
		TTF_Font *font = faces_at(fonts_faces(p->fonts), piece->font);
		const struct mask *m = font ? glyph_mask(p, font, piece) : NULL;
		if (m) {
			canvas_mask(c, m, t->x + piece->x, t->baseline_y - TTF_FontAscent(font), t->color);
		}
	}
	explicit_bzero(&pieces, sizeof pieces); /* may be what a visitor typed */
}

/* ---- paths and icons ---- */

static void paint_mask_of_path(struct painter *p, struct canvas *c, const struct path *path, struct shape_place place,
		struct color color, float stroke, float on, float off)
{
	struct mask m;
	bool ok = stroke > 0 ? shape_stroke(p->shaper, path, place, stroke, on, off, &m)
			     : shape_fill(p->shaper, path, place, &m);
	if (ok && m.bytes) {
		canvas_mask(c, &m, 0, 0, color);
	}
	if (ok) {
		free(m.bytes);
	}
}

static void paint_path(struct painter *p, struct canvas *c, const struct draw_path *d)
{
	struct shape_place place = { d->to.w / d->path->box_w, d->to.h / d->path->box_h, d->to.x, d->to.y };
	if (d->mirrored) {
		place.move_x = d->to.x + d->to.w;
		place.scale_x = -place.scale_x;
	}
	if (d->fill.a > 0) {
		paint_mask_of_path(p, c, d->path, place, d->fill, 0, 0, 0);
	}
	if (d->stroke.a > 0 && d->stroke_px > 0) {
		paint_mask_of_path(p, c, d->path, place, d->stroke, d->stroke_px, d->dash_on_px, d->dash_off_px);
	}
}

static void paint_icon(struct painter *p, struct canvas *c, const struct draw_icon *d)
{
	const struct icon *icon = iconset_find(p->icons, d->name);
	if (!icon || rect_is_empty(d->to)) {
		return;
	}
	char key_text[160];
	int len = snprintf(key_text, sizeof key_text, "%s %d %d %d %d", d->name, d->to.w, d->to.h, d->mirrored,
			(int)lroundf(d->stroke * 100));
	uint64_t key = maskcache_key("icon", key_text, (size_t)len);
	const struct mask *m = maskcache_find(p->masks, key);
	if (!m) {
		struct icon_look look = { .w = d->to.w, .h = d->to.h, .mirrored = d->mirrored, .stroke = d->stroke };
		m = maskcache_insert(p->masks, key, iconset_mask(p->icons, icon, look));
	}
	canvas_mask(c, m, d->to.x, d->to.y, d->color);
}

/* ---- the list ---- */

static void paint_one(struct painter *p, struct canvas *c, const struct draw_command *d)
{
	switch (d->type) {
	case DRAW_BOX:
		paint_box(p, c, &d->box);
		break;
	case DRAW_TEXT:
		paint_text(p, c, &d->text);
		break;
	case DRAW_PATH:
		paint_path(p, c, &d->path);
		break;
	case DRAW_ICON:
		paint_icon(p, c, &d->icon);
		break;
	case DRAW_IMAGE:
		canvas_image(c, &d->image);
		break;
	case DRAW_MAP:
	case DRAW_CLIP:
	case DRAW_UNCLIP:
		break;
	}
}

/* Cheap test, so that text far from the damage is not even shaped. */
static bool may_touch(const struct draw_command *d, struct rect clip)
{
	switch (d->type) {
	case DRAW_BOX:
		return !rect_is_empty(rect_intersect(d->box.rect, clip));
	case DRAW_ICON:
		return !rect_is_empty(rect_intersect(rect_inset(d->icon.to, -2), clip));
	case DRAW_TEXT: {
		int size = d->text.size_px;
		return d->text.baseline_y + size > clip.y && d->text.baseline_y - 2 * size < clip.y + clip.h &&
		       d->text.x - size < clip.x + clip.w;
	}
	default:
		return true;
	}
}

void painter_paint(struct painter *p, struct canvas *canvas, const struct draw_list *list, struct rect area)
{
	struct draw_clips clips;
	draw_clips_init(&clips, rect_intersect(area, (struct rect){ 0, 0, canvas->w, canvas->h }));
	for (size_t i = 0; i < list->len; i++) {
		const struct draw_command *d = &list->commands[i];
		(void)draw_clips_follow(&clips, d);
		canvas->clip = draw_clips_now(&clips);
		if (!rect_is_empty(canvas->clip) && may_touch(d, canvas->clip)) {
			paint_one(p, canvas, d);
		}
	}
	maskcache_trim(p->masks);
	canvas->clip = (struct rect){ 0, 0, canvas->w, canvas->h };
}
