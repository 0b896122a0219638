/* SPDX-License-Identifier: GPL-3.0-or-later */
/* touchcommand.h - what borne-unit does with the panel: lists input devices, replays a recording, calibrates
 *
 * Results go to the standard output, words for the technician to the standard error. */
#ifndef HEALTH_TOUCHCOMMAND_H
#define HEALTH_TOUCHCOMMAND_H

#include "base/err.h"
#include "health/health.h"

/* Borrowed. */
struct touchcommand {
	const char *root;        /* a copy of a unit's files lies below it; "": this unit */
	const char *config_path; /* of borne.yaml, below root */
	const char *state;       /* below root: where a calibration is kept (calibrate_keep) */
	const char *language;    /* of the words */
	const char *points;      /* calibrate: a file of five lines "u v"; NULL: taps on the panel */
	bool write;              /* calibrate: puts the matrix into borne.yaml */
	bool json;               /* list, calibrate: the outcome as JSON */
	const char *recording;   /* replay: by evemu */
};

/* Every input device with what it is taken for, and why. HEALTH_BROKEN: none is a touchscreen. */
enum health_state touchcommand_list(const struct touchcommand *c);
/* What a recording does on this unit's screen. *state: HEALTH_ATTENTION, when it is not of a touchscreen. */
MUST_USE bool touchcommand_replay(const struct touchcommand *c, enum health_state *state, struct err *e);
/* Prints the matrix that five points lead to. */
MUST_USE bool touchcommand_calibrate(const struct touchcommand *c, struct err *e);
/* calibrate_restore() after the settings came from the card; says what it did. */
MUST_USE bool touchcommand_restore(const struct touchcommand *c, struct err *e);

#endif
