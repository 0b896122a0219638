/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.h - the two kinds of time
 *
 * Monotonic time orders events; wall time is for people and can be wrong (no
 * RTC). Only platform code and daemons call these; pure code gets time as an
 * argument. Any thread. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* Microseconds since an arbitrary start; never goes back. */
int64_t clock_monotonic_us(void);
/* Microseconds of CPU this process has used. */
int64_t clock_cpu_us(void);
/* Seconds since 1970-01-01 UTC, as libc says. */
time_t clock_wall_s(void);
/* True when the kernel says its clock is synchronised (adjtimex(2)). */
bool clock_is_synchronised(void);
/* RFC 3339 in UTC: 2026-11-23T06:00:00Z. */
enum { CLOCK_RFC3339_BYTES = 32 };
void clock_format_rfc3339(time_t when, char out[CLOCK_RFC3339_BYTES]);
/* The form above, whole text; false when it is not, or not a real date. */
bool clock_parse_rfc3339(const char *text, time_t *out);

#endif
