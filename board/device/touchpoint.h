/* SPDX-License-Identifier: GPL-3.0-or-later */
/* touchpoint.h - one finger on the glass, as a value in screen pixels
 *
 * Pure. What libinput (touch.c) and a recording (touchrecord.c) share: the way from
 * the panel's coordinates to the picture's, and the promise that every finger says
 * down, then move, then up or cancel, in this order, whatever the driver does. */
#ifndef DEVICE_TOUCHPOINT_H
#define DEVICE_TOUCHPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum touchpoint_phase { TOUCHPOINT_DOWN, TOUCHPOINT_MOVE, TOUCHPOINT_UP, TOUCHPOINT_CANCEL };

struct touchpoint {
	int id; /* 0..TOUCHPOINT_FINGERS_MAX-1, stable while the finger stays down, then used again */
	enum touchpoint_phase phase;
	int x_px, y_px; /* in the picture, 0 to size-1; for up and cancel: where it was last */
	int64_t time_us;
};

enum { TOUCHPOINT_FINGERS_MAX = 10, TOUCHPOINT_MATRIX_LEN = 6 };

/* Two rows of three: x' = m[0]x + m[1]y + m[2], y' = m[3]x + m[4]y + m[5], on coordinates from 0 to 1
 * (as in libinput and udev's LIBINPUT_CALIBRATION_MATRIX). */
struct touchpoint_matrix {
	double at[TOUCHPOINT_MATRIX_LEN];
};

struct touchpoint_matrix touchpoint_identity(void);
/* Does `first`, then `second`. */
struct touchpoint_matrix touchpoint_combine(struct touchpoint_matrix first, struct touchpoint_matrix second);
/* From the panel to a picture that was turned clockwise by 0, 90, 180 or 270 degrees on it; any other
 * angle counts as 0. */
struct touchpoint_matrix touchpoint_rotation(long degrees);
/* Panel position (u, v) to the pixel of a width x height picture, kept inside it. */
void touchpoint_place(const struct touchpoint_matrix *m, double u, double v, int width_px, int height_px, int *x_px,
		int *y_px);

/* What a device says about one of its contacts. */
struct touchpoint_contact {
	int32_t device; /* any number that tells devices apart */
	int32_t slot;
	enum touchpoint_phase phase;
	double u, v; /* 0 to 1 on the panel; ignored for up and cancel */
	int64_t time_us;
};

struct touchpoint_finger {
	bool down;
	int32_t device, slot;
	int x_px, y_px;
};

/* A zeroed tracker is empty; set the matrix and the size before the first contact. */
struct touchpoint_tracker {
	struct touchpoint_matrix matrix; /* everything: udev, calibration, rotation */
	int width_px, height_px;
	struct touchpoint_finger fingers[TOUCHPOINT_FINGERS_MAX];
};

/* True when *out is an event to deliver. False for what no visitor did: a move without a down, a move that stays on
 * its pixel, an up of a finger that is not there, the eleventh finger. */
bool touchpoint_feed(struct touchpoint_tracker *t, const struct touchpoint_contact *c, struct touchpoint *out);
/* Cancels one finger that is still down on `device` (call until false): the device went away. */
bool touchpoint_cancel(struct touchpoint_tracker *t, int32_t device, int64_t time_us, struct touchpoint *out);

#endif
