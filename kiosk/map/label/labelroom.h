/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labelroom.h - what is taken on the map: boxes of names and markers, found by a grid
 *
 * Whether a name finds room is asked some thousand times for one screen. Pure; lives in an arena. */
#ifndef LABEL_LABELROOM_H
#define LABEL_LABELROOM_H

#include "base/arena.h"
#include "draw/draw.h"

enum { LABELROOM_BOXES_MAX = 8192 };

/* px; x1 and y1 outside. */
struct label_box {
	float x0, y0, x1, y1;
};

struct labelroom;
/* For boxes in and around `area`; those beyond it are found too, only not as fast. */
struct labelroom *labelroom_create(struct arena *a, struct label_box area);
/* None of the boxes touches one that is taken. */
bool labelroom_is_free(const struct labelroom *room, const struct label_box *boxes, size_t len);
/* All or nothing; false: there are too many. */
bool labelroom_take(struct labelroom *room, const struct label_box *boxes, size_t len);

/* A budget by place: so many points in each square of the world. What is left of it does not depend on how much lies
 * elsewhere, so that nothing appears here because something there has left the screen. */
struct labelquota;
/* `area`: of positions, px from `origin` in the world. `side`: of a square, px. `most`: of points in all squares that
 * touch the area; at least one a square. */
struct labelquota *labelquota_create(struct arena *a, struct label_box area, double origin_x, double origin_y,
		double side, size_t most);
/* Whether the square of the point has something left. */
bool labelquota_has(const struct labelquota *q, float x, float y);
void labelquota_take(struct labelquota *q, float x, float y);

bool label_box_overlaps(struct label_box a, struct label_box b);
struct label_box label_box_around(const struct label_box *boxes, size_t len);

#endif
