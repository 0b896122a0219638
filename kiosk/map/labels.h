/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels.h - names on the map, placed for one screen
 *
 * Symbol layers of the style are worked through from the last (most important) to
 * the first. A name that would touch another, an obstacle or the edge is not drawn; a
 * road's name is first tried with the usual abbreviation (bd, av., ch.). Names along a line
 * stand upright and only where the line is straight enough. The order of trials depends on the data
 * alone, so that a moved map keeps its names. Pure; one struct lettering per thread. */
#ifndef MAP_LABELS_H
#define MAP_LABELS_H

#include "map/lettering.h"
#include "map/tilepaint.h"

enum { LABELS_MAX = 160, LABEL_TEXT_BYTES = 96 };

struct labels_job {
	struct map_camera camera;
	struct rect rect;             /* of the map, device px */
	const struct rect *obstacles; /* device px */
	size_t obstacles_len;
	const struct style *style;
	const struct tile_data *tiles; /* those on the screen, of all sources */
	size_t tiles_len;
	const char *lang;
	float px_per_unit; /* device px per style px, text scale included */
};

/* Sprites in device px for the camera of the job. Each argb is owned by the caller. */
struct labels {
	struct letters at[LABELS_MAX];
	size_t len;
};

void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out);
void labels_finish(struct labels *labels);

/* Abbreviates the generic word of a French street name; false when there is nothing to abbreviate. */
bool labels_abbreviate(const char *name, char *out, size_t size);

#endif
