/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trying.h - which bundle was being checked when this program or the machine died
 *
 * STORE/trying.json is on the disk before new content is read for the first time,
 * and goes when that ended with any answer. What is there at the next try was left
 * by a kill, a watchdog or a power cut, and is counted; a stop that was asked for is
 * not. After TRYING_MAX such ends the bundle is refused instead of tried, for a while
 * (refusals_limit()): power cuts are no fault of the content. Another bundle, or
 * another version of this program, begins at none. */
#ifndef CHECK_TRYING_H
#define CHECK_TRYING_H

#include "generation/store.h"

enum { TRYING_MAX = 3 };

/* How often a try of this bundle by this version died so far. Absent or damaged: never. */
int trying_deaths(const struct store *s, const char *bundle_sha256);
/* On the disk when it returns: a try begins, which is dead until trying_end() says otherwise. */
MUST_USE bool trying_begin(const struct store *s, const char *bundle_sha256, int deaths, struct err *e);
/* The try ended with an answer, durable. */
MUST_USE bool trying_end(const struct store *s, struct err *e);
/* The try was stopped on request: as before it began. */
MUST_USE bool trying_take_back(const struct store *s, const char *bundle_sha256, int deaths, struct err *e);

#endif
