/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/compose.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "draw/damage.h"

enum {
	SETS = 256, /* a texture stands in one of the ways of the set that its key names */
	WAYS = 8,
	SIDE_MAX = 2048, /* px; OpenGL ES 2.0 promises 64, and all boards have this. A larger command is cut to what is
			    seen */
};

struct texture {
	uint64_t key; /* 0: none */
	SDL_Texture *gpu;
	size_t bytes;
	uint64_t frame; /* that used it last */
};

struct compositor {
	SDL_Renderer *renderer;
	SDL_BlendMode over; /* of premultiplied colours */
	struct texture at[SETS][WAYS];
	size_t bytes, budget;
	uint64_t frame;
	uint64_t uploaded;
};

struct compositor *compositor_create(struct SDL_Renderer *renderer, size_t budget_bytes, struct err *e)
{
	struct compositor *c = mem_zalloc(1, sizeof *c);
	c->renderer = renderer;
	c->budget = budget_bytes;
	c->frame = 1;
	c->over = SDL_ComposeCustomBlendMode(SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA,
			SDL_BLENDOPERATION_ADD, SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA,
			SDL_BLENDOPERATION_ADD);
	if (SDL_SetRenderDrawBlendMode(renderer, c->over) != 0) {
		(void)fail(e, "blend on the GPU: %s", SDL_GetError());
		free(c);
		return NULL;
	}
	return c;
}

static void drop(struct compositor *c, struct texture *t)
{
	if (t->key != 0) {
		SDL_DestroyTexture(t->gpu);
		c->bytes -= t->bytes;
		*t = (struct texture){ 0 };
	}
}

void compositor_forget(struct compositor *c)
{
	for (size_t i = 0; i < SETS * WAYS; i++) {
		drop(c, &c->at[i / WAYS][i % WAYS]);
	}
}

void compositor_destroy(struct compositor *c)
{
	if (c) {
		compositor_forget(c);
		free(c);
	}
}

/* Keys are odd: 0 stands for none. */
static struct texture *set_of(struct compositor *c, uint64_t key)
{
	return c->at[key / 2 % SETS];
}

static struct texture *find(struct compositor *c, uint64_t key)
{
	struct texture *set = set_of(c, key);
	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].key == key) {
			set[i].frame = c->frame;
			return &set[i];
		}
	}
	return NULL;
}

/* The way of the set that was used longest ago. What this frame has drawn already may go: SDL keeps a texture until
 * what was drawn with it is done. */
static struct texture *make_room(struct compositor *c, uint64_t key)
{
	struct texture *set = set_of(c, key);
	struct texture *oldest = &set[0];
	for (size_t i = 1; i < WAYS; i++) {
		oldest = set[i].frame < oldest->frame ? &set[i] : oldest;
	}
	drop(c, oldest);
	return oldest;
}

/* `argb` is premultiplied, its rows without a gap. */
static struct texture *upload(struct compositor *c, uint64_t key, const uint32_t *argb, int w, int h, struct err *e)
{
	int pitch = w * (int)sizeof *argb;
	SDL_Texture *gpu = SDL_CreateTexture(c->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, w, h);
	if (!gpu || SDL_UpdateTexture(gpu, NULL, argb, pitch) != 0 || SDL_SetTextureBlendMode(gpu, c->over) != 0) {
		if (gpu) {
			SDL_DestroyTexture(gpu);
		}
		(void)fail(e, "make a texture of %dx%d px: %s", w, h, SDL_GetError());
		return NULL;
	}
	struct texture *t = make_room(c, key);
	*t = (struct texture){ .key = key, .gpu = gpu, .bytes = (size_t)pitch * (size_t)h, .frame = c->frame };
	c->bytes += t->bytes;
	c->uploaded += t->bytes;
	return t;
}

/* ---- pictures ---- */

/* Source px of the picture that land at `to`. SDL takes whole ones alone in SDL_RenderCopy(): corners of a texture
 * else, at the same edges. */
static bool draw_stretched(struct compositor *c, SDL_Texture *gpu, const struct draw_image *image, struct rectf from,
		SDL_Rect to)
{
	float w = (float)image->pixels->w;
	float h = (float)image->pixels->h;
	SDL_Color tint = { image->alpha, image->alpha, image->alpha, image->alpha };
	SDL_Vertex corners[4];
	for (int i = 0; i < 4; i++) {
		bool right = i & 1;
		bool lower = i >> 1;
		corners[i] = (SDL_Vertex){ .position = { (float)(to.x + (right ? to.w : 0)),
							   (float)(to.y + (lower ? to.h : 0)) },
			.color = tint,
			.tex_coord = { (from.x + (right ? from.w : 0)) / w, (from.y + (lower ? from.h : 0)) / h } };
	}
	static const int triangles[] = { 0, 1, 2, 2, 1, 3 };
	return SDL_RenderGeometry(c->renderer, gpu, corners, 4, triangles, 6) == 0;
}

static bool draw_picture(struct compositor *c, const struct draw_image *image, struct err *e)
{
	const struct draw_pixels *p = image->pixels;
	struct draw_placed placed = draw_image_place(image);
	SDL_Rect to = { placed.to.x, placed.to.y, placed.to.w, placed.to.h };
	if (to.w <= 0 || to.h <= 0) {
		return true;
	}
	uint64_t key = hash_add(HASH_START, &p->id, sizeof p->id) | 1;
	struct texture *t = find(c, key);
	t = t ? t : upload(c, key, p->argb, p->w, p->h, e);
	if (!t) {
		return false;
	}
	(void)SDL_SetTextureScaleMode(t->gpu,
			image->smooth && !placed.copied ? SDL_ScaleModeLinear : SDL_ScaleModeNearest);
	(void)SDL_SetTextureBlendMode(t->gpu, p->opaque && image->alpha == 255 ? SDL_BLENDMODE_NONE : c->over);
	if (placed.copied && image->alpha == 255) {
		SDL_Rect part = { (int)placed.from.x, (int)placed.from.y, to.w, to.h };
		return SDL_RenderCopy(c->renderer, t->gpu, &part, &to) == 0 || fail(e, "draw: %s", SDL_GetError());
	}
	return draw_stretched(c, t->gpu, image, placed.from, to) || fail(e, "draw: %s", SDL_GetError());
}

/* ---- everything else ---- */

static bool is_plain(const struct draw_box *b)
{
	return b->radius[0] == 0 && b->radius[1] == 0 && b->radius[2] == 0 && b->radius[3] == 0 && b->border.a == 0;
}

static bool draw_box(struct compositor *c, const struct draw_box *b, struct err *e)
{
	SDL_Rect to = { b->rect.x, b->rect.y, b->rect.w, b->rect.h };
	unsigned a = b->fill.a;
	bool ok = SDL_SetRenderDrawColor(c->renderer, (Uint8)(b->fill.r * a / 255), (Uint8)(b->fill.g * a / 255),
				  (Uint8)(b->fill.b * a / 255), (Uint8)a) == 0 &&
		  SDL_RenderFillRect(c->renderer, &to) == 0;
	return ok || fail(e, "draw: %s", SDL_GetError());
}

/* Paints the command alone on nothing, `area` (px of the screen) of it. */
static struct texture *paint_sprite(struct compositor *c, uint64_t key, const struct draw_command *moved,
		struct rect area, struct painter *painter, struct err *e)
{
	struct draw_command command = *moved;
	struct draw_list list = { .commands = &command, .len = 1, .capacity = 1 };
	struct canvas canvas;
	canvas_init(&canvas, area.w, area.h);
	memset(canvas.argb, 0, (size_t)area.w * (size_t)area.h * sizeof *canvas.argb);
	painter_paint(painter, &canvas, &list, (struct rect){ 0, 0, area.w, area.h });
	struct texture *t = upload(c, key, canvas.argb, area.w, area.h, e);
	canvas_finish(&canvas);
	return t;
}

static bool draw_sprite(struct compositor *c, const struct layer_item *item, struct painter *painter, struct err *e)
{
	struct rect area = item->bounds;
	if (area.w > SIDE_MAX || area.h > SIDE_MAX) {
		area = rect_intersect(area, item->clip);
	}
	struct draw_command moved = *item->command;
	draw_command_move(&moved, -area.x, -area.y);
	uint64_t key = draw_command_hash(&moved);
	key = hash_add(key, &area.w, sizeof area.w);
	key = hash_add(key, &area.h, sizeof area.h) | 1;
	struct texture *t = find(c, key);
	t = t ? t : paint_sprite(c, key, &moved, area, painter, e);
	if (!t) {
		return false;
	}
	(void)SDL_SetTextureScaleMode(t->gpu, SDL_ScaleModeNearest);
	SDL_Rect to = { area.x, area.y, area.w, area.h };
	return SDL_RenderCopy(c->renderer, t->gpu, NULL, &to) == 0 || fail(e, "draw: %s", SDL_GetError());
}

bool compositor_draw(struct compositor *c, const struct layer_item *items, size_t len, struct painter *painter,
		struct err *e)
{
	bool ok = SDL_SetRenderDrawBlendMode(c->renderer, c->over) == 0 || fail(e, "blend: %s", SDL_GetError());
	for (size_t i = 0; ok && i < len; i++) {
		const struct layer_item *item = &items[i];
		const struct draw_command *d = item->command;
		SDL_Rect clip = { item->clip.x, item->clip.y, item->clip.w, item->clip.h };
		(void)SDL_RenderSetClipRect(c->renderer, &clip);
		if (d->type == DRAW_IMAGE) {
			ok = draw_picture(c, &d->image, e);
		} else if (d->type == DRAW_BOX && is_plain(&d->box)) {
			ok = draw_box(c, &d->box, e);
		} else {
			ok = draw_sprite(c, item, painter, e);
		}
	}
	(void)SDL_RenderSetClipRect(c->renderer, NULL);
	return ok;
}

void compositor_end_frame(struct compositor *c)
{
	while (c->bytes > c->budget) {
		struct texture *oldest = NULL;
		for (size_t i = 0; i < SETS * WAYS; i++) {
			struct texture *t = &c->at[i / WAYS][i % WAYS];
			bool unused = t->key != 0 && t->frame < c->frame;
			oldest = unused && (!oldest || t->frame < oldest->frame) ? t : oldest;
		}
		if (!oldest) {
			break;
		}
		drop(c, oldest);
	}
	c->frame++;
}

uint64_t compositor_uploaded_bytes(const struct compositor *c)
{
	return c->uploaded;
}
