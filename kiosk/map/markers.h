/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markers.h - which markers stand alone and which become a cluster
 *
 * Two markers whose touch areas overlap cannot both be touched: they are shown as
 * one disc with their number (DESIGN.md section 8). Stable: the result depends on
 * the input order (nearest first) and the camera alone. Pure. */
#ifndef MAP_MARKERS_H
#define MAP_MARKERS_H

#include <stdbool.h>

struct marker {
	float x, y; /* device px */
	int item;   /* for the caller alone */
};

struct cluster {
	float x, y; /* px: of the marker alone, or the middle of its members */
	int item;   /* index in the input of its first member */
	int count;
};

/* `out` has room for count. Clusters come in the order of their first members. `apart_px`: side of the touch area. A
 * marker for which alone[i] is true (the chosen one) is never put into a cluster; alone may be NULL. */
int markers_cluster(const struct marker *in, const bool *alone, int count, float apart_px, struct cluster *out);

#endif
