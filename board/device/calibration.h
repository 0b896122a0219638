/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibration.h - the matrix that makes a touch land where the finger is
 *
 * The technician taps five crosses; the affine matrix that brings the taps closest to
 * the crosses (least squares) goes into touch.calibration of borne.yaml. Pure. */
#ifndef DEVICE_CALIBRATION_H
#define DEVICE_CALIBRATION_H

#include <stddef.h>

#include "base/err.h"
#include "device/touchpoint.h"

enum { CALIBRATION_POINTS = 5, CALIBRATION_POINTS_MAX = 32 };

/* All from 0 to 1 on the panel, before the rotation of the picture. */
struct calibration_pair {
	double target_u, target_v;   /* where the cross is */
	double touched_u, touched_v; /* what the panel said, without any calibration of ours */
};

/* The nth cross: near each corner (clockwise from the top left), then the middle. */
void calibration_target(size_t nth, double *u, double *v);
/* Refuses fewer than three points, points on one line, and a tap that lands further than 4 % of the panel from its
 * cross even with the best matrix: it missed. `worst` (may be NULL) gets that largest distance. */
MUST_USE bool calibration_solve(const struct calibration_pair *pairs, size_t count, struct touchpoint_matrix *out,
		double *worst, struct err *e);

#endif
