/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maplabels.h - names over the map's tiles: made by a worker, drawn where the camera is
 *
 * Names are placed for the view at rest and for some way beyond it (map/label/labels.h). While the map is
 * dragged they move along and are made anew before the drawn ones run out; while it is zoomed they stay at what they
 * name. The view's edge and what covers the map hide them, each whole. UI thread only. */
#ifndef MAPSHOW_MAPLABELS_H
#define MAPSHOW_MAPLABELS_H

#include "draw/draw.h"
#include "jobs/worker.h"
#include "mapshow/maptiles.h"

struct maplabels;
/* `worker` is borrowed. Owned. */
MUST_USE struct maplabels *maplabels_create(struct worker *worker);
/* Nothing of it may be queued or running any more (worker_drain_group). */
void maplabels_destroy(struct maplabels *m);
/* Another set of tiles: what is shown is forgotten, what is being made is thrown away. Its jobs must have been drained.
 */
void maplabels_forget(struct maplabels *m);
/* Before a frame's maps are expanded. */
void maplabels_begin_frame(struct maplabels *m);
/* Adds the names of one map, and notes what is missing. px_per_unit: device px per style px, text scale left out. */
void maplabels_expand(struct maplabels *m, struct maptiles *tiles, const struct draw_map *d, float px_per_unit,
		int priority, struct draw_list *out);
/* Asks workers for what the frame missed. */
void maplabels_order(struct maplabels *m);
/* Names came since the frame began. */
bool maplabels_is_dirty(const struct maplabels *m);
/* The last frame's names are still those of another view. */
bool maplabels_is_pending(const struct maplabels *m);

#endif
