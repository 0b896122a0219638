/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage.h - where there are map data, and how far they may be enlarged
 *
 * A map of streets can be enlarged without end; one of a region ends in an empty picture soon after its deepest zoom.
 * Pure values. Any thread. */
#ifndef MAP_COVERAGE_H
#define MAP_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Tiles of this zoom and deeper hold every street. */
#define COVERAGE_STREETS_ZOOM 13
/* How far coarser tiles are enlarged: names and rivers still fill the picture. */
#define COVERAGE_ENLARGED 1.5
/* How near one may come to where there are no data at all. */
#define COVERAGE_BARE_ZOOM 11.5

/* One map file: what its header says. Degrees. */
struct map_area {
	double west, south, east, north;
	int max_zoom;
};

/* Some map has data at that place. */
bool coverage_has(const struct map_area *areas, size_t count, double lon, double lat);
/* The closest zoom at which a map whose middle is there still shows something; at most zoom_most, which it is wherever
 * there are streets, and everywhere when nothing is known of any area (count 0). */
double coverage_zoom_max(const struct map_area *areas, size_t count, double lon, double lat, double zoom_most);

#endif
