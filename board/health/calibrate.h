/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate.h - where five taps come from, and where the matrix goes
 *
 * For borne-unit. The taps come from the panel itself or from a file; the result
 * replaces touch.calibration in borne.yaml, and nothing else in it. */
#ifndef HEALTH_CALIBRATE_H
#define HEALTH_CALIBRATE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "device/calibration.h"
#include "health/health.h"

/* Asks on `prompts` for a tap on each cross, two minutes at most for each. */
MUST_USE bool calibrate_tap(FILE *prompts, const char *language, struct calibration_pair pairs[CALIBRATION_POINTS],
		struct err *e);
/* Five lines "u v", numbers from 0 to 1, in the order of calibration_target(). */
MUST_USE bool calibrate_parse(const char *name, const char *text, struct calibration_pair pairs[CALIBRATION_POINTS],
		struct err *e);
/* Appends `text`, a borne.yaml, with its touch options replaced. Refuses, when the file has a shape that cannot be
 * edited safely: the result is read again and compared. `day` is "2026-11-23". Pure. */
MUST_USE bool calibrate_edit(const char *name, const char *text, size_t len, const struct touchpoint_matrix *m,
		const char *day, struct buf *out, struct err *e);
/* The same on the file itself, which keeps its owner and permissions. */
MUST_USE bool calibrate_write(const char *path, const struct touchpoint_matrix *m, const char *day, struct err *e);

/* On a unit from an image the settings come from the card at each start, so that what calibrate_write() changed in them
 * would end with the power. `state` is the folder of what the unit keeps; where it is absent, as on a unit from
 * packages, the settings themselves last and nothing is kept.
 * STATE/calibration.yaml is the calibration, STATE/calibration-before.yaml that of the settings which it replaced. */
MUST_USE bool calibrate_keep(const char *state, const char *path, const struct touchpoint_matrix *m, const char *day,
		struct err *e);

enum calibrate_restored {
	CALIBRATE_NONE_KEPT,
	CALIBRATE_RESTORED,
	CALIBRATE_SUPERSEDED, /* the card has another calibration than at that time: the kept one is removed */
};

/* After the settings at `path` were written anew. False leaves them as they are. */
MUST_USE bool calibrate_restore(const char *state, const char *path, enum calibrate_restored *what, struct err *e);
/* Appends the two lines for borne.yaml. */
void calibrate_lines(const struct touchpoint_matrix *m, const char *day, struct buf *out);

#endif
