/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trustclock.h - what time it is on a machine without a clock
 *
 * The latest of: the kernel's time when it is synchronised, the last time at which
 * signed metadata was found valid, the time this program was built. The second one
 * is bounded by the metadata's own expiry, so a clock that once stood in 2099
 * cannot make every later release look expired. */
#ifndef DAEMON_TRUSTCLOCK_H
#define DAEMON_TRUSTCLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct trustclock {
	time_t floor_s;         /* not earlier than this ... */
	int64_t floor_at_us;    /* ... at this monotonic time */
	bool system_is_trusted; /* a PC, or a unit with a battery-backed clock */
};

/* `last_trusted` as kept by the store, 0 when there is none. */
void trustclock_init(struct trustclock *c, time_t last_trusted, bool system_is_trusted);
time_t trustclock_now(const struct trustclock *c);
/* For people to read: the system's time unless that is earlier than what is known. Decides nothing. */
time_t trustclock_shown(const struct trustclock *c);
/* Signed metadata was valid at `when`. Never goes back. */
void trustclock_raise(struct trustclock *c, time_t when);
/* True when certificates' dates can be judged: the kernel's time counts. */
bool trustclock_is_sure(const struct trustclock *c);
time_t trustclock_build_time(void);
/* The rule itself, pure. */
time_t trustclock_rule(time_t floor_s, int64_t elapsed_us, time_t system_s, bool system_counts);

#endif
