/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layers.h - a draw list parted for a display that composes: a page below, and what a map moves above it
 *
 * A map that is dragged changes most px of the screen each frame, and nearly all of them are the same px somewhere
 * else. A GPU that holds them as textures moves them without an upload. So the list is parted: what comes before the
 * map, and what comes after it without touching it, is painted into one page as before; the map's pictures, and each
 * later command that overlaps them or one of those, are composed one by one in their order. */
#ifndef DRAW_LAYERS_H
#define DRAW_LAYERS_H

#include "draw/draw.h"
#include "draw/text.h"

struct layer_item {
	const struct draw_command *command; /* lent by the list */
	struct rect bounds;                 /* px that it may paint; reaches past the clip and the screen */
	struct rect clip;                   /* within the screen; what of `bounds` lies in it is not empty */
};

struct layers {
	struct draw_list below;
	struct layer_item *above; /* in the list's arena; the order of the list */
	size_t above_len;
	uint64_t above_hash; /* differs when `above` would look different */
};

/* Parts `list`; `first` is the index of the first command of a map (mapview_first()), list->len for none. `fonts` gives
 * the extent of text. The result lies in the list's arena. */
void layers_split(struct layers *out, const struct draw_list *list, size_t first, struct fonts *fonts,
		struct rect screen);

#endif
