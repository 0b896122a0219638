/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/pace.h"

enum { FLOOR_MIN_BYTES_S = 500, FLOOR_MAX_BYTES_S = 4096, LONGEST_S = 2 * 24 * 3600, SECOND_US = 1000000 };

struct pace pace_start(uint64_t length, int64_t rate_limit_bytes_s, long patience_s, int64_t now_us)
{
	uint64_t wanted = length / LONGEST_S;
	int64_t floor_bytes_s = wanted > FLOOR_MAX_BYTES_S ? FLOOR_MAX_BYTES_S : (int64_t)wanted;
	if (floor_bytes_s < FLOOR_MIN_BYTES_S) {
		floor_bytes_s = FLOOR_MIN_BYTES_S;
	}
	if (rate_limit_bytes_s > 0 && floor_bytes_s > rate_limit_bytes_s / 2) {
		floor_bytes_s = rate_limit_bytes_s / 2;
	}
	return (struct pace){ .floor_bytes_s = floor_bytes_s,
		.window_us = 2 * (int64_t)patience_s * SECOND_US,
		.start_us = now_us };
}

void pace_add(struct pace *p, uint64_t bytes)
{
	p->bytes += bytes;
}

void pace_excuse(struct pace *p, int64_t us)
{
	p->start_us += us;
}

bool pace_is_too_slow(struct pace *p, int64_t now_us)
{
	if (now_us - p->start_us < p->window_us) {
		return false;
	}
	bool too_slow = p->bytes < (uint64_t)(p->floor_bytes_s * (p->window_us / SECOND_US));
	p->start_us = now_us;
	p->bytes = 0;
	return too_slow;
}
