/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/coverage.h"

#include <math.h>

static bool lies_in(const struct map_area *a, double lon, double lat)
{
	return lon >= a->west && lon <= a->east && lat >= a->south && lat <= a->north;
}

bool coverage_has(const struct map_area *areas, size_t count, double lon, double lat)
{
	for (size_t i = 0; i < count; i++) {
		if (lies_in(&areas[i], lon, lat)) {
			return true;
		}
	}
	return false;
}

double coverage_zoom_max(const struct map_area *areas, size_t count, double lon, double lat, double zoom_most)
{
	int deepest = -1;
	for (size_t i = 0; i < count; i++) {
		if (lies_in(&areas[i], lon, lat) && areas[i].max_zoom > deepest) {
			deepest = areas[i].max_zoom;
		}
	}
	if (count == 0 || deepest >= COVERAGE_STREETS_ZOOM) {
		return zoom_most;
	}
	return fmin(deepest < 0 ? COVERAGE_BARE_ZOOM : deepest + COVERAGE_ENLARGED, zoom_most);
}
