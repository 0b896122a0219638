/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ghost.h - a spot of the panel that fires by itself is muted
 *
 * A crack, water, dust in the frame or a bad supply makes a panel report touches that no finger made, always at the
 * same spot. They would press what stands there and keep a visit alive for ever. A spot is taken for such when it was
 * touched
 *
 * - GHOST_FAST times, at most GHOST_FAST_GAP_S apart on average: people press one button a few times;
 * - or GHOST_SLOW times over at least GHOST_SLOW_SPAN_S while nothing else was touched: a visit goes from place to
 * place;
 * - or without an end for GHOST_HELD_S: something lies on the glass.
 *
 * Touches that begin there are then swallowed, all others pass. It answers again once it was quiet for a while, so that
 * a child who hammered on a button loses it for a minute. Pure: time comes in with the touches; one thread. */
#ifndef DEVICE_GHOST_H
#define DEVICE_GHOST_H

#include "device/touchpoint.h"

enum {
	GHOST_FAST = 60,
	GHOST_FAST_GAP_S = 15,
	GHOST_SLOW = 20,
	GHOST_SLOW_SPAN_S = 1200,
	GHOST_HELD_S = 90,
	GHOST_QUIET_S = 60,    /* a muted spot answers again after that... */
	GHOST_QUIET_GAPS = 10, /* ...or that many of its usual gaps, whichever is longer */
	GHOST_FORGET_S = 3600, /* a spot that is not muted is forgotten */
	GHOST_SPOTS_MAX = 4,   /* watched at a time; further ones take the place of the oldest that is not muted */
	GHOST_RADIUS_MM = 4,
};

struct ghost_spot {
	int x_px, y_px; /* of its first touch */
	long touches;   /* 0: the entry is free */
	bool alone;     /* nothing else was touched since the first */
	bool muted;
	int64_t first_us, last_us;
};

struct ghost_finger {
	bool down, swallowed, moved;
	int x_px, y_px; /* where it came down */
	int64_t down_us;
};

struct ghost {
	int radius_px;
	struct ghost_spot spots[GHOST_SPOTS_MAX];
	struct ghost_finger fingers[TOUCHPOINT_FINGERS_MAX];
};

/* mm_per_px: of the glass; 0 or less: unknown, that of a usual panel. */
void ghost_init(struct ghost *g, double mm_per_px);
/* What becomes of a touch: true, and *p is to be delivered (a finger that is held too long becomes a cancelled one);
 * false: it is swallowed. */
bool ghost_pass(struct ghost *g, struct touchpoint *p);
/* Spots that were quiet long enough answer again. True when one does. Call now and then. */
bool ghost_tick(struct ghost *g, int64_t now_us);
/* How many spots are muted. */
int ghost_muted(const struct ghost *g);

#endif
