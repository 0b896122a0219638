/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/ghost.h"

#include <math.h>
#include <string.h>

enum { SECOND_US = 1000000 };
static const double usual_mm_per_px = 0.248;

void ghost_init(struct ghost *g, double mm_per_px)
{
	memset(g, 0, sizeof *g);
	g->radius_px = (int)ceil(GHOST_RADIUS_MM / (mm_per_px > 0 ? mm_per_px : usual_mm_per_px));
}

static bool is_near(const struct ghost *g, int x1, int y1, int x2, int y2)
{
	int64_t dx = x1 - x2;
	int64_t dy = y1 - y2;
	return dx * dx + dy * dy <= (int64_t)g->radius_px * g->radius_px;
}

static struct ghost_spot *spot_at(struct ghost *g, int x, int y)
{
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		struct ghost_spot *s = &g->spots[i];
		if (s->touches > 0 && is_near(g, s->x_px, s->y_px, x, y)) {
			return s;
		}
	}
	return NULL;
}

/* A free entry, or that of the spot that was touched longest ago. NULL: all are muted. */
static struct ghost_spot *entry(struct ghost *g)
{
	struct ghost_spot *oldest = NULL;
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		struct ghost_spot *s = &g->spots[i];
		if (s->touches == 0) {
			return s;
		}
		if (!s->muted && (!oldest || s->last_us < oldest->last_us)) {
			oldest = s;
		}
	}
	return oldest;
}

static bool fires_by_itself(const struct ghost_spot *s)
{
	int64_t span_us = s->last_us - s->first_us;
	bool fast = s->touches >= GHOST_FAST && span_us <= s->touches * GHOST_FAST_GAP_S * SECOND_US;
	bool slow = s->alone && s->touches >= GHOST_SLOW && span_us >= (int64_t)GHOST_SLOW_SPAN_S * SECOND_US;
	return fast || slow;
}

static int64_t quiet_us(const struct ghost_spot *s)
{
	int64_t gap_us = s->touches > 1 ? (s->last_us - s->first_us) / (s->touches - 1) : 0;
	int64_t usual = gap_us * GHOST_QUIET_GAPS;
	int64_t least = (int64_t)GHOST_QUIET_S * SECOND_US;
	return usual > least ? usual : least;
}

/* Something was touched that is not that spot. */
static void touched_beside(struct ghost *g, const struct ghost_spot *spot)
{
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		g->spots[i].alone = g->spots[i].alone && &g->spots[i] == spot;
	}
}

static void count(struct ghost *g, int x, int y, int64_t at_us, bool held)
{
	struct ghost_spot *s = spot_at(g, x, y);
	if (!s || !s->muted) { /* what is known to be no finger says nothing about the others */
		touched_beside(g, s);
	}
	bool old = s && !s->muted && at_us - s->last_us > quiet_us(s) && !s->alone;
	if (!s || old) {
		s = s ? s : entry(g);
		if (!s) {
			return;
		}
		*s = (struct ghost_spot){ .x_px = x, .y_px = y, .alone = true, .first_us = at_us };
	}
	s->touches++;
	s->last_us = at_us;
	s->muted = s->muted || held || fires_by_itself(s);
}

bool ghost_pass(struct ghost *g, struct touchpoint *p)
{
	if (p->id < 0 || p->id >= TOUCHPOINT_FINGERS_MAX) {
		return true;
	}
	struct ghost_finger *f = &g->fingers[p->id];
	if (p->phase == TOUCHPOINT_DOWN) {
		struct ghost_spot *s = spot_at(g, p->x_px, p->y_px);
		*f = (struct ghost_finger){ .down = true,
			.swallowed = s && s->muted,
			.x_px = p->x_px,
			.y_px = p->y_px,
			.down_us = p->time_us };
		if (f->swallowed) {
			count(g, p->x_px, p->y_px, p->time_us, false);
		}
		return !f->swallowed;
	}
	f->moved = f->moved || !is_near(g, f->x_px, f->y_px, p->x_px, p->y_px);
	bool held = f->down && !f->swallowed && !f->moved &&
		    p->time_us - f->down_us >= (int64_t)GHOST_HELD_S * SECOND_US;
	bool swallowed = f->swallowed;
	if (p->phase == TOUCHPOINT_MOVE && held) {
		count(g, f->x_px, f->y_px, p->time_us, true);
		f->swallowed = true;
		p->phase = TOUCHPOINT_CANCEL;
		return true;
	}
	struct ghost_spot *muted = swallowed ? spot_at(g, f->x_px, f->y_px) : NULL;
	if (muted) {
		muted->last_us = p->time_us; /* what lies there is there still */
	}
	if (p->phase != TOUCHPOINT_MOVE) {
		if (f->down && !swallowed && !f->moved) {
			count(g, f->x_px, f->y_px, p->time_us, held);
		} else if (f->down && !swallowed) {
			touched_beside(g, NULL); /* a drag */
		}
		*f = (struct ghost_finger){ .down = false };
	}
	return !swallowed;
}

bool ghost_tick(struct ghost *g, int64_t now_us)
{
	bool healed = false;
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		struct ghost_spot *s = &g->spots[i];
		bool over = s->touches > 0 && s->muted && now_us - s->last_us > quiet_us(s);
		bool old = s->touches > 0 && !s->muted && now_us - s->last_us > (int64_t)GHOST_FORGET_S * SECOND_US;
		if (over || old) {
			*s = (struct ghost_spot){ .touches = 0 };
			healed = healed || over;
		}
	}
	return healed;
}

int ghost_muted(const struct ghost *g)
{
	int muted = 0;
	for (int i = 0; i < GHOST_SPOTS_MAX; i++) {
		muted += g->spots[i].touches > 0 && g->spots[i].muted;
	}
	return muted;
}
