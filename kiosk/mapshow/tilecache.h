/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tilecache.h - pictures of map tiles: those that are there and those being made
 *
 * Bounded by bytes, not by count: a tile of one colour costs nothing, one of a zoomed
 * town four MiB. What this frame or the last one used is never thrown away. UI
 * thread only; pictures stay where they are until they are forgotten. */
#ifndef MAPSHOW_TILECACHE_H
#define MAPSHOW_TILECACHE_H

#include <stdbool.h>

#include "draw/draw.h"
#include "map/tile.h"

enum { TILECACHE_PICTURES_MAX = 512 };

struct picture {
	bool used;
	bool ready;
	bool pinned;
	bool flat;    /* all of one colour: no px are kept */
	bool awaited; /* not ready, and its place on the screen is stood in for */
	struct tile_id id;
	int size_px;
	uint8_t theme;
	int priority; /* of the job that makes it */
	uint64_t last_frame;
	struct color color; /* when flat */
	struct draw_pixels pixels;
	uint32_t *argb; /* owned */
};

struct tilecache;
struct tilecache *tilecache_create(size_t budget_bytes);
void tilecache_destroy(struct tilecache *tc);
/* A new frame: forgets the least recently used ones until the bytes fit again. */
void tilecache_begin_frame(struct tilecache *tc);
/* Memory is short: forgets what neither this frame nor the last one used, whatever the budget. */
void tilecache_shed(struct tilecache *tc);
/* Borrowed, marked as used in this frame. NULL: neither here nor being made. */
struct picture *tilecache_find(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme);
/* One that is ready at whatever size, the one used last first. Marked as used. NULL: none. */
struct picture *tilecache_find_any(struct tilecache *tc, struct tile_id id, uint8_t theme);
/* A place for a picture that is to be made. NULL: all are in use. */
struct picture *tilecache_reserve(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme);
/* It is wanted for ever: neither thrown away nor in tilecache_next_unwanted(). */
void tilecache_pin(struct tilecache *tc, struct tile_id id, int size_px, uint8_t theme);
/* The picture is there: size_px squared px, owned by the cache from here on. */
void tilecache_fill(struct tilecache *tc, struct picture *p, uint32_t *argb);
void tilecache_forget(struct tilecache *tc, struct picture *p);
void tilecache_forget_all(struct tilecache *tc);
/* Next one after p (NULL: the first) that is being made and was not used in this frame. */
struct picture *tilecache_next_unwanted(struct tilecache *tc, struct picture *p);
size_t tilecache_bytes(const struct tilecache *tc);
size_t tilecache_budget(const struct tilecache *tc);

#endif
