/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maskcache.h - coverage masks that were costly to make
 *
 * Bounded by bytes, least recently used out first. Masks found or inserted stay
 * valid until maskcache_trim() or maskcache_clear(). UI thread only. */
#ifndef PAINT_MASKCACHE_H
#define PAINT_MASKCACHE_H

#include "paint/canvas.h"

struct maskcache;
struct maskcache *maskcache_create(size_t budget_bytes);
void maskcache_destroy(struct maskcache *mc);
/* Same kind and same bytes, same key. */
uint64_t maskcache_key(const char *kind, const void *bytes, size_t len);
/* Borrowed; NULL: not here. */
const struct mask *maskcache_find(struct maskcache *mc, uint64_t key);
/* Owns mask.bytes (malloc) from here on. Returns the cached one. */
const struct mask *maskcache_insert(struct maskcache *mc, uint64_t key, struct mask mask);
/* Once a frame: brings the size under the budget. */
void maskcache_trim(struct maskcache *mc);
/* Zeroes and frees everything. */
void maskcache_clear(struct maskcache *mc);
size_t maskcache_bytes(const struct maskcache *mc);

#endif
