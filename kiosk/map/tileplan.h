/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tileplan.h - which tiles a view needs, in the order they are needed
 *
 * First what is seen, nearest the centre first. Then ancestors of what is seen and of
 * what lies around it: they stand in, scaled up, for whatever a fast finger uncovers.
 * Last a ring of tiles, wider ahead of the motion. Pure: the motion comes in as px a
 * frame. Any thread. */
#ifndef MAP_TILEPLAN_H
#define MAP_TILEPLAN_H

#include "map/camera.h"
#include "map/tile.h"

enum {
	TILEPLAN_MAX = 192,
	TILEPLAN_SHOWN_MAX = 96,
	TILEPLAN_PX = 512,         /* side of a tile at a whole zoom */
	TILEPLAN_STAND_IN_PX = 256 /* side of those far ancestors: they are seen for moments, blurred */
};

enum tileplan_use { TILEPLAN_SHOWN, TILEPLAN_STAND_IN, TILEPLAN_AHEAD };

struct planned_tile {
	struct tile_id id;
	enum tileplan_use use;
	int size_px;       /* of the picture that is wanted */
	struct rectf to;   /* where it is shown; TILEPLAN_SHOWN only */
	float from_centre; /* px, squared */
};

struct tileplan {
	struct planned_tile at[TILEPLAN_MAX];
	size_t len;
	size_t shown; /* the first of them */
};

/* What the content moves by in a frame, px, smoothed; and whether the zoom changes. */
struct tileplan_motion {
	double dx, dy;
	bool zooming;
};

/* At rest, and while the map is only dragged, tiles lie on whole px and are wanted at exactly the size they have
 * there: copied, not scaled. While it zooms they are wanted at TILEPLAN_PX and lie where the camera says. */
void tileplan_make(struct tileplan *plan, const struct map_camera *c, struct rect rect, struct tileplan_motion motion);

#endif
