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

/* Writes DIR/<format>-<nn>-<name>.png, printing each path. Size and video of `options` are ignored. False: a step
 * could not be done; the pictures made so far stay. */
MUST_USE bool tour_run(const struct kiosk_options *options, const char *dir, struct err *e);

#endif
