/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/tileshow.h"

#include <math.h>

static void push_image(struct draw_list *out, const struct draw_pixels *p, struct rectf from, struct rectf to,
		bool smooth)
{
	struct draw_command *c = draw_push(out, DRAW_IMAGE);
	c->image.pixels = p;
	c->image.from = from;
	c->image.to = to;
	c->image.alpha = 255;
	c->image.smooth = smooth;
}

/* A part of a picture (`from`, px of it), at `to`. */
static void push_picture(struct draw_list *out, const struct picture *p, struct rectf from, struct rectf to)
{
	if (!p->flat) {
		push_image(out, &p->pixels, from, to, (int)lroundf(from.w) != (int)lroundf(to.w));
		return;
	}
	/* The same edges as a picture's: see canvas_image(). */
	int x = (int)lroundf(to.x);
	int y = (int)lroundf(to.y);
	struct rect r = { x, y, (int)lroundf(to.x + to.w) - x, (int)lroundf(to.y + to.h) - y };
	draw_push_box(out, r, 0, p->color);
}

static void push_whole(struct draw_list *out, const struct picture *p, struct rectf to)
{
	push_picture(out, p, (struct rectf){ 0, 0, (float)p->size_px, (float)p->size_px }, to);
}

/* Part of the nearest ancestor that is there, scaled up. */
static bool ancestor_in(struct tilecache *cache, struct tile_id id, uint8_t theme, struct rectf to,
		struct draw_list *out)
{
	for (int up = 1; up <= id.z; up++) {
		struct tile_id parent = { id.z - up, id.x >> up, id.y >> up };
		struct picture *p = tilecache_find_any(cache, parent, theme);
		if (p) {
			float part = (float)p->size_px / exp2f((float)up);
			float x = (float)(id.x - (parent.x << up)) * part;
			float y = (float)(id.y - (parent.y << up)) * part;
			push_picture(out, p, (struct rectf){ x, y, part, part }, to);
			return true;
		}
	}
	return false;
}

/* Children that are there, when the map was zoomed out: sharper than any ancestor. True: all four. */
static bool children_in(struct tilecache *cache, struct tile_id id, uint8_t theme, struct rectf to,
		struct draw_list *out, bool draw)
{
	int found = 0;
	for (uint32_t i = 0; i < 4; i++) {
		struct tile_id child = { id.z + 1, id.x * 2 + (i & 1), id.y * 2 + (i >> 1) };
		struct picture *p = tilecache_find_any(cache, child, theme);
		struct rectf at = { to.x + (float)(i & 1) * to.w / 2, to.y + (float)(i >> 1) * to.h / 2, to.w / 2,
			to.h / 2 };
		found += p != NULL;
		if (p && draw) {
			push_whole(out, p, at);
		}
	}
	return found == 4;
}

struct tileshow tileshow_draw(struct tilecache *cache, const struct planned_tile *t, uint8_t theme,
		struct draw_list *out)
{
	struct picture *exact = tilecache_find(cache, t->id, t->size_px, theme);
	struct picture *p = exact && exact->ready ? exact : tilecache_find_any(cache, t->id, theme);
	struct tileshow shown = { .stand_in = p != exact, .awaited = p != exact && exact };
	if (exact) {
		exact->awaited = !exact->ready;
	}
	if (p) {
		push_whole(out, p, t->to);
		return shown;
	}
	shown.blank = !children_in(cache, t->id, theme, t->to, out, false) &&
		      !ancestor_in(cache, t->id, theme, t->to, out);
	(void)children_in(cache, t->id, theme, t->to, out, true);
	return shown;
}
