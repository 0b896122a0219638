/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance.h - kilometres between two points, to within a percent up to some 100 km
 *
 * On a plane that touches the earth between them. For what is near or far; routes measure their own lengths. Pure. */
#ifndef COMPILE_DISTANCE_H
#define COMPILE_DISTANCE_H

#include <math.h>

/* Degrees, WGS84. */
static inline double distance_km(double lat1, double lon1, double lat2, double lon2)
{
	const double km_a_degree = 111.195;
	double x = (lon2 - lon1) * cos((lat1 + lat2) / 2 * M_PI / 180);
	return km_a_degree * hypot(x, lat2 - lat1);
}

#endif
