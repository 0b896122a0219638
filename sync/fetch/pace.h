/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace.h - the lowest rate at which a body may come
 *
 * A server that sends a byte now and then would hold a check for days. Each window of time must bring the floor's share
 * of bytes: 500 bytes/s, more for large files (one should be there within two days) up to 4 KiB/s, never more than half
 * of a rate limit that the unit was given itself. A whole file that is smaller than a window's share has one window.
 * Windows and not an average, so that a fast start earns no slow end. What came is kept and continued later. Pure. */
#ifndef FETCH_PACE_H
#define FETCH_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	int64_t floor_bytes_s;
	int64_t window_us;
	int64_t start_us; /* of this window */
	uint64_t bytes;   /* in this window */
};

/* `length`: bytes that are to come. `rate_limit_bytes_s` 0: none. The window is twice `patience_s`: a silence of that
 * long, which ends a transfer by itself, may lie in it. */
struct pace pace_start(uint64_t length, int64_t rate_limit_bytes_s, long patience_s, int64_t now_us);
void pace_add(struct pace *p, uint64_t bytes);
/* So much of the time was spent on this side (writing to a card). */
void pace_excuse(struct pace *p, int64_t us);
/* True when a window ended without its share. */
bool pace_is_too_slow(struct pace *p, int64_t now_us);

#endif
