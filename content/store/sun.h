/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sun.h - when the sun rises and sets at a place, and when it is light enough before and after
 *
 * The equations of NOAA's solar calculator (J. Meeus, Astronomical Algorithms, chapters 15 and 25). Sunrise and sunset:
 * the upper edge of the sun at the horizon, with the usual refraction (-0.833 degrees); dawn and dusk: civil twilight
 * (-6 degrees). Within a minute of the almanac between 65 degrees south and north, for 1950 to 2100, at a flat horizon.
 * Pure but for the time zone, which is the process's (TZ). Any thread. */
#ifndef STORE_SUN_H
#define STORE_SUN_H

#include <stdbool.h>
#include <stdint.h>

enum sun_event { SUN_DAWN, SUN_RISE, SUN_SET, SUN_DUSK, SUN_EVENTS };

enum { SUN_NEVER = INT16_MIN };

/* Local minutes since midnight of each event, or SUN_NEVER: the sun does not get there on that day. */
struct sun_times {
	int16_t at[SUN_EVENTS];
};

/* `day`: days since 1970 of the local day; degrees north and east. */
struct sun_times sun_times(int32_t day, double lat, double lon);
/* Where the place is not known: what opening_hours.js assumes, 05:30, 06:00, 18:00, 18:30. */
struct sun_times sun_times_usual(void);

#endif
