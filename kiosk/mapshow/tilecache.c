/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/tilecache.h"

#include <stdlib.h>

#include "base/mem.h"

/* Numbers of pixels must not meet those that others give. */
#define PIXELS_IDS ((uint64_t)1 << 63)

struct tilecache {
	size_t budget_bytes, bytes;
	uint64_t frame, next_id;
	/* Of the picture with the same index, without its size: what searching goes through. */
	uint64_t keys[TILECACHE_PICTURES_MAX];
	struct picture pictures[TILECACHE_PICTURES_MAX];
};

/* Never 0, which is a free place. */
static uint64_t key_of(struct tile_id id, uint8_t theme)
{
	return (uint64_t)1 << 63 | (uint64_t)theme << 53 | (uint64_t)(unsigned)id.z << 48 | (uint64_t)id.x << 24 | id.y;
}

struct tilecache *tilecache_create(size_t budget_bytes)
{
	struct tilecache *tc = mem_zalloc(1, sizeof *tc);
	tc->budget_bytes = budget_bytes;
	return tc;
}

void tilecache_destroy(struct tilecache *tc)
{
	if (tc) {
		tilecache_forget_all(tc);
		free(tc);
	}
}

static size_t bytes_of(const struct picture *p)
{
	return p->argb ? (size_t)p->size_px * (size_t)p->size_px * sizeof *p->argb : 0;
}

void tilecache_forget(struct tilecache *tc, struct picture *p)
{
	tc->bytes -= bytes_of(p);
	free(p->argb);
	*p = (struct picture){ 0 };
	tc->keys[p - tc->pictures] = 0;
}

void tilecache_forget_all(struct tilecache *tc)
{
	for (size_t i = 0; i < TILECACHE_PICTURES_MAX; i++) {
		tilecache_forget(tc, &tc->pictures[i]);
	}
}

/* Least recently used of those that neither this frame nor the last one used. */
static struct picture *oldest(struct tilecache *tc, bool with_pixels)
{
	struct picture *found = NULL;
	for (size_t i = 0; i < TILECACHE_PICTURES_MAX; i++) {
		struct picture *p = &tc->pictures[i];
		bool may_go = p->ready && !p->pinned && p->last_frame + 1 < tc->frame && (!with_pixels || p->argb);
		if (may_go && (!found || p->last_frame < found->last_frame)) {
			found = p;
		}
	}
	return found;
}

void tilecache_begin_frame(struct tilecache *tc)
{
	tc->frame++;
	struct picture *p;
	while (tc->bytes > tc->budget_bytes && (p = oldest(tc, true))) {
		tilecache_forget(tc, p);
	}
}

void tilecache_shed(struct tilecache *tc)
{
	struct picture *p;
	while ((p = oldest(tc, true))) {
		tilecache_forget(tc, p);
	}
}

struct picture *tilecache_find(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme)
{
	uint64_t key = key_of(id, theme);
	for (size_t i = 0; i < TILECACHE_PICTURES_MAX; i++) {
		struct picture *p = &tc->pictures[i];
		if (tc->keys[i] == key && p->size_px == size_px) {
			p->last_frame = tc->frame;
			return p;
		}
	}
	return NULL;
}

struct picture *tilecache_find_any(struct tilecache *tc, struct tile_id id, uint8_t theme)
{
	uint64_t key = key_of(id, theme);
	struct picture *found = NULL;
	for (size_t i = 0; i < TILECACHE_PICTURES_MAX; i++) {
		struct picture *p = &tc->pictures[i];
		if (tc->keys[i] == key && p->ready && (!found || p->last_frame > found->last_frame)) {
			found = p;
		}
	}
	if (found) {
		found->last_frame = tc->frame;
	}
	return found;
}

struct picture *tilecache_reserve(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme)
{
	size_t at = 0;
	while (at < TILECACHE_PICTURES_MAX && tc->keys[at] != 0) {
		at++;
	}
	if (at == TILECACHE_PICTURES_MAX) {
		struct picture *p = oldest(tc, false);
		if (!p) {
			return NULL;
		}
		at = (size_t)(p - tc->pictures);
		tilecache_forget(tc, p);
	}
	tc->keys[at] = key_of(id, theme);
	tc->pictures[at] = (struct picture){ .used = true,
		.id = id,
		.size_px = size_px,
		.theme = theme,
		.last_frame = tc->frame };
	return &tc->pictures[at];
}

void tilecache_pin(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme)
{
	struct picture *p = tilecache_find(tc, id, size_px, theme);
	if (p) {
		p->pinned = true;
	}
}

static bool is_flat(const uint32_t *argb, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (argb[i] != argb[0]) {
			return false;
		}
	}
	return argb[0] >> 24 == 255;
}

void tilecache_fill(struct tilecache *tc, struct picture *p, uint32_t *argb)
{
	p->ready = true;
	p->awaited = false;
	p->flat = is_flat(argb, (size_t)p->size_px * (size_t)p->size_px);
	if (p->flat) {
		p->color = (struct color){ (uint8_t)(argb[0] >> 16), (uint8_t)(argb[0] >> 8), (uint8_t)argb[0], 255 };
		free(argb);
		return;
	}
	p->argb = argb;
	p->pixels = (struct draw_pixels){ .id = PIXELS_IDS | ++tc->next_id,
		.w = p->size_px,
		.h = p->size_px,
		.opaque = true,
		.argb = argb };
	tc->bytes += bytes_of(p);
}

struct picture *tilecache_next_unwanted(struct tilecache *tc, struct picture *p)
{
	size_t i = p ? (size_t)(p - tc->pictures) + 1 : 0;
	for (; i < TILECACHE_PICTURES_MAX; i++) {
		struct picture *at = &tc->pictures[i];
		if (at->used && !at->ready && !at->pinned && at->last_frame < tc->frame) {
			return at;
		}
	}
	return NULL;
}

size_t tilecache_bytes(const struct tilecache *tc)
{
	return tc->bytes;
}

size_t tilecache_budget(const struct tilecache *tc)
{
	return tc->budget_bytes;
}
