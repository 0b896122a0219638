/* SPDX-License-Identifier: GPL-3.0-or-later */
/* work.h - long work that keeps its caller alive and can be ended
 *
 * Hashing, copying or patching a map of 400 MB takes longer than a watchdog or a
 * stop may wait. Such work calls work_goes_on() at least every few MiB: the caller
 * feeds its watchdog there and looks whether it was asked to stop. Plain values,
 * on the thread that does the work. */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/err.h"

/* Zeroed: nothing is told, and the work always goes on. */
struct work {
	/* False: end now. Called often, so it must be cheap; borrowed `ctx`. */
	bool (*step)(void *ctx);
	void *ctx;
};

/* False, with ERR_STOPPED in *e, when the work is to end. `w` may be NULL. */
MUST_USE bool work_goes_on(const struct work *w, struct err *e);

#endif
