/* SPDX-License-Identifier: GPL-3.0-or-later */
/* icon.h - the icons of assets/icons as paths
 *
 * Our own icons use a small part of SVG 1.1 (DESIGN.md section 7: a 24 grid, one
 * stroke width, round ends, currentColor): path, circle and fill="currentColor". This reads
 * just that, so that an icon can be stroked at any width and colour. A file that has
 * anything else is refused whole. UI thread only. */
#ifndef PAINT_ICON_H
#define PAINT_ICON_H

#include "base/err.h"
#include "draw/draw.h"

enum { ICON_GRID = 24, ICON_BYTES_MAX = 16 * 1024, ICON_PARTS_MAX = 8 };

struct icon_part {
	struct path path;
	bool filled; /* else stroked */
};

struct icon {
	struct icon_part parts[ICON_PARTS_MAX];
	size_t part_count;
	float stroke; /* width on the grid */
};

/* Pure; fuzzed. The paths are allocated in `arena`. */
MUST_USE bool icon_parse(const char *name, const char *svg, size_t len, struct arena *arena, struct icon *out,
		struct err *e);

#endif
