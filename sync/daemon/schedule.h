/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - when to ask the server again
 *
 * Thousands of units must not ask together, neither by habit nor after a power cut
 * that hit a whole region, so every delay has a random part, passed in as a number
 * from 0 to 1. Pure. */
#ifndef DAEMON_SCHEDULE_H
#define DAEMON_SCHEDULE_H

#include <stdint.h>

#include "base/err.h"

enum { SCHEDULE_NO_QUIET = -1, SCHEDULE_DAY_MIN = 24 * 60 };

struct schedule {
	int64_t interval_s;
	int quiet_from_min; /* minute of the local day; SCHEDULE_NO_QUIET: never quiet */
	int quiet_to_min;   /* may be smaller: over midnight */
};

/* "22:00-06:30", the hours in which the line is left alone; "" means none. */
MUST_USE bool schedule_parse_quiet(const char *text, struct schedule *s, struct err *e);
/* After the start: at once-ish without content, spread over up to 5 minutes with. */
int64_t schedule_first_s(const struct schedule *s, bool has_content, double random);
/* After the first check that ends well since the start: from a tenth of the interval to the whole of it. What lost
 * power together comes back within minutes; without this it would keep asking within minutes for days. */
int64_t schedule_second_s(const struct schedule *s, double random);
/* The interval, plus or minus a tenth. */
int64_t schedule_next_s(const struct schedule *s, double random);
/* After the n-th failure in a row (from 1): 30 s, doubling up to the interval, each between half and whole;
 * never before the server's Retry-After (-1: none). */
int64_t schedule_retry_s(const struct schedule *s, unsigned failures, int64_t retry_after_s, double random);
/* Seconds of quiet hours left at this local time; 0 outside of them. */
int64_t schedule_quiet_left_s(const struct schedule *s, int minute_of_day, int second);

#endif
