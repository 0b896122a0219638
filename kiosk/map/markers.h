/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markers.h - which markers stand alone and which become a cluster
 *
 * Two markers whose touch areas overlap cannot both be touched: they are shown as
 * one disc with their number (DESIGN.md section 8). Clusters are stable: they are
 * found in world coordinates, from the closest zoom outwards, so that they depend
 * neither on where the map stands nor on how it came there, and what has joined at
 * one zoom stays together at all zooms farther out. Pure. */
#ifndef MAP_MARKERS_H
#define MAP_MARKERS_H

#include <stdbool.h>

#define MARKERS_ZOOM_STEP 0.25

struct marker {
	double x, y; /* world, 0 to 1 (struct world) */
	int item;    /* for the caller alone */
};

struct cluster {
	double x, y;       /* world: of the marker alone, or the middle of its members */
	int first;         /* index in the input of its first member */
	int count;         /* of members */
	double parts_zoom; /* at this zoom it is no longer one; above CAMERA_ZOOM_MAX: never */
};

/* `out` and `home` have room for count; home[i] becomes the index in `out` of marker i's cluster. Clusters come in the
 * order of their first members. `apart_px`: side of the touch area. Returns how many. */
int markers_cluster(const struct marker *in, int count, double zoom, double apart_px, struct cluster *out, int *home);
/* The zoom whose clusters are shown at `zoom`: the next step below. */
double markers_level(double zoom);

#endif
