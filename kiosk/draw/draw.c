/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/draw.h"
#include "base/hash.h"

#include <math.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

bool rect_contains(struct rect r, int x, int y)
{
	return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

bool rect_is_empty(struct rect r)
{
	return r.w <= 0 || r.h <= 0;
}

bool rect_equal(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
	int x = max_int(a.x, b.x);
	int y = max_int(a.y, b.y);
	int right = min_int(a.x + a.w, b.x + b.w);
	int bottom = min_int(a.y + a.h, b.y + b.h);
	return (struct rect){ x, y, max_int(right - x, 0), max_int(bottom - y, 0) };
}

struct rect rect_union(struct rect a, struct rect b)
{
	if (rect_is_empty(a)) {
		return b;
	}
	if (rect_is_empty(b)) {
		return a;
	}
	int x = min_int(a.x, b.x);
	int y = min_int(a.y, b.y);
	return (struct rect){ x, y, max_int(a.x + a.w, b.x + b.w) - x, max_int(a.y + a.h, b.y + b.h) - y };
}

struct rect rect_inset(struct rect r, int px)
{
	return (struct rect){ r.x + px, r.y + px, max_int(r.w - 2 * px, 0), max_int(r.h - 2 * px, 0) };
}

void draw_list_init(struct draw_list *list, struct arena *frame)
{
	*list = (struct draw_list){ .arena = frame };
}

struct draw_command *draw_push(struct draw_list *list, enum draw_type type)
{
	if (list->len == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : FIRST_CAPACITY;
		struct draw_command *grown = ARENA_ARRAY(list->arena, struct draw_command, capacity);
		if (list->len > 0) {
			memcpy(grown, list->commands, list->len * sizeof *grown);
		}
		list->commands = grown;
		list->capacity = capacity;
	}
	struct draw_command *c = &list->commands[list->len++];
	*c = (struct draw_command){ .type = type };
	return c;
}

void draw_push_box(struct draw_list *list, struct rect rect, int radius_px, struct color fill)
{
	struct draw_command *c = draw_push(list, DRAW_BOX);
	c->box.rect = rect;
	for (int i = 0; i < 4; i++) {
		c->box.radius[i] = radius_px;
	}
	c->box.fill = fill;
}

void draw_push_clip(struct draw_list *list, struct rect rect)
{
	draw_push(list, DRAW_CLIP)->clip = rect;
}

void draw_push_unclip(struct draw_list *list)
{
	(void)draw_push(list, DRAW_UNCLIP);
}

void draw_clips_init(struct draw_clips *clips, struct rect screen)
{
	clips->at[0] = screen;
	clips->depth = clips->beyond = 0;
}

bool draw_clips_follow(struct draw_clips *clips, const struct draw_command *c)
{
	if (c->type == DRAW_CLIP) {
		if (clips->depth + 1 < DRAW_CLIP_DEPTH_MAX) {
			clips->at[clips->depth + 1] = rect_intersect(clips->at[clips->depth], c->clip);
			clips->depth++;
		} else {
			clips->beyond++;
		}
		return true;
	}
	if (c->type == DRAW_UNCLIP) {
		if (clips->beyond > 0) {
			clips->beyond--;
		} else if (clips->depth > 0) {
			clips->depth--;
		}
		return true;
	}
	return false;
}

struct rect draw_clips_now(const struct draw_clips *clips)
{
	return clips->at[clips->depth];
}

struct draw_placed draw_image_place(const struct draw_image *image)
{
	const struct draw_pixels *p = image->pixels;
	struct rectf from = image->from;
	if (from.w <= 0 || from.h <= 0) {
		from = (struct rectf){ 0, 0, (float)p->w, (float)p->h };
	}
	int left = (int)lroundf(image->to.x);
	int top = (int)lroundf(image->to.y);
	struct rect to = { left, top, (int)lroundf(image->to.x + image->to.w) - left,
		(int)lroundf(image->to.y + image->to.h) - top };
	bool whole = from.x == floorf(from.x) && from.y == floorf(from.y);
	bool inside = from.x >= 0 && from.y >= 0 && from.x + from.w <= (float)p->w && from.y + from.h <= (float)p->h;
	return (struct draw_placed){ from, to, whole && inside && (int)from.w == to.w && (int)from.h == to.h };
}

static void move_rect(struct rect *r, int dx, int dy)
{
	r->x += dx;
	r->y += dy;
}

static void move_rectf(struct rectf *r, int dx, int dy)
{
	r->x += (float)dx;
	r->y += (float)dy;
}

void draw_command_move(struct draw_command *c, int dx, int dy)
{
	switch (c->type) {
	case DRAW_BOX:
		move_rect(&c->box.rect, dx, dy);
		break;
	case DRAW_TEXT:
		c->text.x += dx;
		c->text.baseline_y += dy;
		break;
	case DRAW_PATH:
		move_rectf(&c->path.to, dx, dy);
		break;
	case DRAW_ICON:
		move_rect(&c->icon.to, dx, dy);
		break;
	case DRAW_IMAGE:
		move_rectf(&c->image.to, dx, dy);
		break;
	case DRAW_MAP:
		move_rect(&c->map.rect, dx, dy);
		break;
	case DRAW_CLIP:
		move_rect(&c->clip, dx, dy);
		break;
	case DRAW_UNCLIP:
		break;
	}
}

#define MIX(hash, value) hash_add((hash), &(value), sizeof(value))

static uint64_t mix_text(uint64_t hash, const char *text)
{
	return text ? hash_add(hash, text, strlen(text) + 1) : hash;
}

static uint64_t hash_path(uint64_t hash, const struct draw_path *p)
{
	size_t points = 0;
	for (size_t i = 0; i < p->path->verb_count; i++) {
		static const size_t points_of[] = { [PATH_MOVE] = 1,
			[PATH_LINE] = 1,
			[PATH_QUAD] = 2,
			[PATH_CUBIC] = 3,
			[PATH_CLOSE] = 0 };
		points += points_of[p->path->verbs[i]];
	}
	hash = hash_add(hash, p->path->verbs, p->path->verb_count * sizeof *p->path->verbs);
	hash = hash_add(hash, p->path->xy, points * 2 * sizeof *p->path->xy);
	hash = MIX(hash, p->path->box_w);
	hash = MIX(hash, p->path->box_h);
	hash = MIX(hash, p->to);
	hash = MIX(hash, p->mirrored);
	hash = MIX(hash, p->fill);
	hash = MIX(hash, p->stroke);
	hash = MIX(hash, p->stroke_px);
	hash = MIX(hash, p->dash_on_px);
	return MIX(hash, p->dash_off_px);
}

static uint64_t hash_draw_text(uint64_t hash, const struct draw_text *t)
{
	hash = hash_add(hash, t->text, t->len);
	hash = MIX(hash, t->weight);
	hash = MIX(hash, t->size_px);
	hash = MIX(hash, t->x);
	hash = MIX(hash, t->baseline_y);
	hash = MIX(hash, t->rtl);
	return MIX(hash, t->color);
}

static uint64_t hash_map(uint64_t hash, const struct draw_map *m)
{
	hash = MIX(hash, m->rect);
	hash = MIX(hash, m->camera);
	hash = MIX(hash, m->theme);
	hash = mix_text(hash, m->lang);
	hash = MIX(hash, m->moving);
	hash = MIX(hash, m->scale);
	hash = hash_add(hash, m->obstacles, m->obstacle_count * sizeof *m->obstacles);
	return hash_add(hash, m->covers, m->cover_count * sizeof *m->covers);
}

uint64_t draw_command_hash(const struct draw_command *c)
{
	uint64_t hash = HASH_START;
	hash = MIX(hash, c->type);
	switch (c->type) {
	case DRAW_BOX:
		hash = MIX(hash, c->box.rect);
		hash = MIX(hash, c->box.radius);
		hash = MIX(hash, c->box.fill);
		hash = MIX(hash, c->box.border);
		hash = MIX(hash, c->box.border_px);
		return MIX(hash, c->box.dashed);
	case DRAW_TEXT:
		return hash_draw_text(hash, &c->text);
	case DRAW_PATH:
		return hash_path(hash, &c->path);
	case DRAW_ICON:
		hash = mix_text(hash, c->icon.name);
		hash = MIX(hash, c->icon.to);
		hash = MIX(hash, c->icon.color);
		hash = MIX(hash, c->icon.mirrored);
		return MIX(hash, c->icon.stroke);
	case DRAW_IMAGE:
		hash = MIX(hash, c->image.pixels->id);
		hash = MIX(hash, c->image.from);
		hash = MIX(hash, c->image.to);
		hash = MIX(hash, c->image.smooth);
		return MIX(hash, c->image.alpha);
	case DRAW_MAP:
		return hash_map(hash, &c->map);
	case DRAW_CLIP:
		return MIX(hash, c->clip);
	case DRAW_UNCLIP:
		return hash;
	}
	return hash;
}
