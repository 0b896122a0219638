/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tour.h - a picture of every screen, in every format, without a display
 *
 * What `make run` shows on a machine without screen, what staff look at before they
 * publish, and what is laid beside the mock-ups. Drives the interface like a visitor,
 * through the tree; the time is always Tuesday 24 November 2026, 14:12 in Paris, so
 * that the same content gives the same pictures. UI thread. */
#ifndef REMOTE_TOUR_H
#define REMOTE_TOUR_H

#include "platform/kiosk.h"

struct tour_options {
	const char *dir; /* borrowed */
	int text;        /* index of text_scales (app/action.h) that its visitor chooses */
};
/* Writes DIR/<format>-<nn>-<name>.png, and <name>-<p> for page p of the same screen, printing each path. Its visitor
 * reads the unit's language (app.language of `options`; "": the content's first). Size and video of `options` are
 * ignored. False: the content has not that language (ERR_ABSENT), or a step could not be done; the pictures made so far
 * stay. */
MUST_USE bool tour_run(const struct kiosk_options *options, const struct tour_options *tour, struct err *e);

#endif
