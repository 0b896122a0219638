/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/trustclock.h"

#include <string.h>

#include "base/clock.h"

time_t trustclock_build_time(void)
{
	/* "Nov 23 2026", "Jan  1 2027"; SOURCE_DATE_EPOCH decides it in a reproducible build. */
	static const char date[] = __DATE__;
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char month[4] = { date[0], date[1], date[2], '\0' };
	const char *at = strstr(months, month);
	int tens = date[4] == ' ' ? 0 : date[4] - '0';
	struct tm utc = { .tm_mon = at ? (int)((at - months) / 3) : 0,
		.tm_mday = tens * 10 + (date[5] - '0'),
		.tm_year = (date[7] - '0') * 1000 + (date[8] - '0') * 100 + (date[9] - '0') * 10 + (date[10] - '0') -
			   1900 };
	return timegm(&utc);
}

time_t trustclock_rule(time_t floor_s, int64_t elapsed_us, time_t system_s, bool system_counts)
{
	time_t known = floor_s + (time_t)(elapsed_us / 1000000);
	return system_counts && system_s > known ? system_s : known;
}

void trustclock_init(struct trustclock *c, time_t last_trusted, bool system_is_trusted)
{
	time_t built = trustclock_build_time();
	*c = (struct trustclock){ .floor_s = last_trusted > built ? last_trusted : built,
		.floor_at_us = clock_monotonic_us(),
		.system_is_trusted = system_is_trusted };
}

bool trustclock_is_sure(const struct trustclock *c)
{
	return (c->system_is_trusted || clock_is_synchronised()) && clock_wall_s() >= trustclock_build_time();
}

time_t trustclock_now(const struct trustclock *c)
{
	return trustclock_rule(c->floor_s, clock_monotonic_us() - c->floor_at_us, clock_wall_s(),
			c->system_is_trusted || clock_is_synchronised());
}

time_t trustclock_shown(const struct trustclock *c)
{
	time_t known = trustclock_now(c);
	time_t system = clock_wall_s();
	return system > known ? system : known;
}

void trustclock_raise(struct trustclock *c, time_t when)
{
	int64_t now_us = clock_monotonic_us();
	time_t known = trustclock_rule(c->floor_s, now_us - c->floor_at_us, 0, false);
	if (when > known) {
		c->floor_s = when;
		c->floor_at_us = now_us;
	}
}
