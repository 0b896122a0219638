/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iconset.h - the icons of a folder, by name, as coverage masks of any size
 *
 * Files are read when their icon is first wanted, and kept; one that is not there or is refused is said once in the
 * log. One set per thread. */
#ifndef PAINT_ICONSET_H
#define PAINT_ICONSET_H

#include "paint/icon.h"
#include "paint/shape.h"

struct iconset;
/* `dir` is copied, `shaper` borrowed. Owned. */
struct iconset *iconset_create(const char *dir, struct shaper *shaper);
void iconset_destroy(struct iconset *s);
/* Borrowed; NULL: there is none of that name. */
const struct icon *iconset_find(struct iconset *s, const char *name);

struct icon_look {
	int w, h;
	bool mirrored;
	float stroke; /* width on the grid; 0: as drawn */
	int margin;   /* px around, for what is wider than the icon; part of the mask, whose x and y are minus it */
	float wider;  /* px that lines are wider on each side: a halo */
};
/* All parts in one mask, so that a translucent or anti-aliased crossing is not painted twice. Bytes: owned. */
struct mask iconset_mask(struct iconset *s, const struct icon *icon, struct icon_look look);

#endif
