/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timesource.h - the one place where the interface learns what time it is
 *
 * Normally the system's clocks. The control socket may set the wall clock, move the
 * monotonic one forward, or take both over ("manual": they stand still until told
 * to advance), so that a test of ten idle minutes takes none and pictures repeat to
 * the pixel. UI thread. */
#ifndef PLATFORM_TIMESOURCE_H
#define PLATFORM_TIMESOURCE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct timesource {
	bool manual;
	int64_t standing_us; /* manual: the monotonic time */
	int64_t moved_us;    /* else: added to the system's monotonic time */
	bool wall_set;
	time_t wall_s;      /* wall time at wall_at_us */
	int64_t wall_at_us; /* monotonic, ours */
	bool zone_set;
	long zone_s; /* seconds east of Greenwich; else the zone of TZ */
};

/* The system's clocks. */
void timesource_init(struct timesource *t);
int64_t timesource_now_us(const struct timesource *t);
time_t timesource_wall_s(const struct timesource *t);
struct tm timesource_local(const struct timesource *t);
void timesource_set_wall(struct timesource *t, time_t wall_s);
void timesource_set_zone(struct timesource *t, long zone_s);
/* "Europe/Paris": local time follows it from here on, unless a fixed zone was set. False: this system does not know it,
 * nothing changes. */
bool timesource_set_zone_name(struct timesource *t, const char *name);
/* From here on time moves by timesource_advance() alone, or by itself again. */
void timesource_set_manual(struct timesource *t, bool manual);
/* Both clocks go forward by us >= 0. */
void timesource_advance(struct timesource *t, int64_t us);

#endif
