/* SPDX-License-Identifier: GPL-3.0-or-later */
/* robot.h - a finger that is not there: taps, drags and pinches through the same door as real ones
 *
 * Finds controls in the accessible tree by role and name, as a visitor who listens
 * would. Used by the control socket, the tour and the measurements. In manual time a
 * gesture takes its own time; otherwise it really does. UI thread only. */
#ifndef REMOTE_ROBOT_H
#define REMOTE_ROBOT_H

#include <limits.h>

#include "platform/kiosk.h"

struct robot_target {
	const char *name; /* exact, or the first that starts with it */
	const char *role; /* "button"...; NULL: any */
	int nth;          /* 0: the first */
};

enum { ROBOT_ANY_ARG = INT_MIN }; /* no action has it: -1 is the page before */

/* Borrowed until the next step. NULL: *e lists names that are there. With a dialog on top, only what is in it. */
const struct node *robot_find(struct kiosk *k, struct robot_target target, struct err *e);
/* Borrowed until the next step: the first control with that action (enum action_type) that can be touched where it
 * lies. NULL: none. `arg` ROBOT_ANY_ARG: whatever its argument. */
const struct node *robot_find_action(struct kiosk *k, int action, int64_t arg);
MUST_USE bool robot_tap(struct kiosk *k, int x, int y, struct err *e);
/* Touches the middle of the control. False: absent, nothing to touch, disabled, or covered by another. */
MUST_USE bool robot_tap_node(struct kiosk *k, const struct node *n, struct err *e);

struct robot_line {
	float x1, y1, x2, y2; /* px */
};
/* `fingers` (1 or 2) go along their lines in `ms`, then leave. */
MUST_USE bool robot_drag(struct kiosk *k, const struct robot_line *lines, int fingers, int ms, struct err *e);
/* Two fingers around x, y: the distance between them goes from `from_px` to `to_px`. */
MUST_USE bool robot_pinch(struct kiosk *k, int x, int y, float from_px, float to_px, int ms, struct err *e);
/* UTF-8, as from a keyboard. */
void robot_type(struct kiosk *k, const char *text);

#endif
