/* SPDX-License-Identifier: GPL-3.0-or-later */
/* touch.h - the touchscreens of this unit, through libinput
 *
 * libinput's udev backend on one seat, so that a panel that is unplugged and put
 * back works again. Only touchscreens are ever opened (touchdevice.h). The way to
 * the pixel is udev's LIBINPUT_CALIBRATION_MATRIX, then the calibration of
 * borne.yaml, then the rotation of the picture. UI thread.
 *
 * A poll loop: wait until touch_fd() is readable, then take touch_next() until it
 * says no. */
#ifndef DEVICE_TOUCH_H
#define DEVICE_TOUCH_H

#include <stddef.h>

#include "base/err.h"
#include "device/touchpoint.h"

struct touch_options {
	const char *seat;          /* NULL: "seat0" */
	const double *calibration; /* config.touch.calibration, six numbers; NULL: none */
	long rotate;               /* config.screen.rotate */
	int width_px, height_px;   /* of the picture as the visitor sees it, after the rotation */
};

struct touch;
/* Owned: touch_close(). NULL when the seat cannot be opened, or when it has touchscreens and none could be opened
 * (no permission): the error says who may. A seat without any touchscreen is not an error: one may be plugged in;
 * see touch_device_count(). Options are copied. */
MUST_USE struct touch *touch_open(const struct touch_options *options, struct err *e);
/* NULL is fine. */
void touch_close(struct touch *t);
/* To poll for reading; valid until touch_close(). */
int touch_fd(const struct touch *t);
/* The next event, never blocking; false when there is none now. */
bool touch_next(struct touch *t, struct touchpoint *out);
/* The picture was turned or resized; fingers that are down are cancelled first. */
void touch_set_picture(struct touch *t, long rotate, int width_px, int height_px);
/* Touchscreens that are open now. */
size_t touch_device_count(const struct touch *t);

#endif
