/* SPDX-License-Identifier: GPL-3.0-or-later */
/* callfilter.h - the system calls that a process keeps, by seccomp */
#ifndef FETCH_CALLFILTER_H
#define FETCH_CALLFILTER_H

#include <seccomp.h>

#include "base/err.h"

/* From here on the process and its threads may make these calls, and those that `by_argument` adds (0, or a negative
 * errno); all others fail with EPERM. For good. `what` names the step in the error. */
MUST_USE bool callfilter_allow_only(const int *calls, size_t len, int (*by_argument)(scmp_filter_ctx filter),
		const char *what, struct err *e);
/* Puts a filter in force and frees it, unless `bad` says that a rule could not be added. */
MUST_USE bool callfilter_load(scmp_filter_ctx filter, int bad, const char *what, struct err *e);

#endif
