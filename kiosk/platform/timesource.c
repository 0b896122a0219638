/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/timesource.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"

void timesource_init(struct timesource *t)
{
	memset(t, 0, sizeof *t);
}

int64_t timesource_now_us(const struct timesource *t)
{
	return t->manual ? t->standing_us : clock_monotonic_us() + t->moved_us;
}

/* `wall_set` only decides where wall time comes from; manual time needs a fixed start as well. */
time_t timesource_wall_s(const struct timesource *t)
{
	if (!t->wall_set) {
		return clock_wall_s();
	}
	return t->wall_s + (time_t)((timesource_now_us(t) - t->wall_at_us) / 1000000);
}

struct tm timesource_local(const struct timesource *t)
{
	time_t wall = timesource_wall_s(t);
	struct tm local;
	if (t->zone_set) {
		time_t moved = wall + t->zone_s;
		(void)gmtime_r(&moved, &local);
		local.tm_gmtoff = t->zone_s;
		local.tm_zone = "";
	} else {
		(void)localtime_r(&wall, &local);
	}
	return local;
}

void timesource_set_wall(struct timesource *t, time_t wall_s)
{
	t->wall_set = true;
	t->wall_s = wall_s;
	t->wall_at_us = timesource_now_us(t);
}

void timesource_set_zone(struct timesource *t, long zone_s)
{
	t->zone_set = true;
	t->zone_s = zone_s;
}

bool timesource_set_zone_name(struct timesource *t, const char *name)
{
	(void)t; /* libc has one zone for the whole process */
	CLEANUP(free_ptr) char *path = mem_printf("/usr/share/zoneinfo/%s", name);
	const char *now = getenv("TZ");
	if (!fs_is_safe_relative(name) || !fs_exists(path)) {
		return false;
	}
	if (!now || strcmp(now, name) != 0) {
		(void)setenv("TZ", name, 1);
		tzset();
	}
	return true;
}

void timesource_set_manual(struct timesource *t, bool manual)
{
	if (manual == t->manual) {
		return;
	}
	int64_t now = timesource_now_us(t);
	if (!t->wall_set) {
		timesource_set_wall(t, clock_wall_s());
	}
	t->manual = manual;
	if (manual) {
		t->standing_us = now;
	} else {
		t->moved_us = now - clock_monotonic_us(); /* monotonic time never jumps back */
	}
}

void timesource_advance(struct timesource *t, int64_t us)
{
	if (us <= 0) {
		return;
	}
	if (!t->wall_set) {
		timesource_set_wall(t, clock_wall_s());
	}
	if (t->manual) {
		t->standing_us += us;
	} else {
		t->moved_us += us;
	}
}
