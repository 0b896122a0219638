/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tileshow.h - one tile of a frame: its picture, or what stands in for it
 *
 * Its children are sharper than a scaled ancestor, and cover what of it they have. UI thread only. */
#ifndef MAPSHOW_TILESHOW_H
#define MAPSHOW_TILESHOW_H

#include "draw/draw.h"
#include "map/tileplan.h"
#include "mapshow/tilecache.h"

struct tileshow {
	bool stand_in; /* another picture than its own was looked for */
	bool awaited;  /* its own is on its way */
	bool blank;    /* there was nothing at all */
};
/* Appends it to `out`, whose images borrow the pictures of the cache. */
struct tileshow tileshow_draw(struct tilecache *cache, const struct planned_tile *t, uint8_t theme,
		struct draw_list *out);

#endif
