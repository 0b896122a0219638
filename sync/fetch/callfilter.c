/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/callfilter.h"

#include <errno.h>

bool callfilter_load(scmp_filter_ctx filter, int bad, const char *what, struct err *e)
{
	if (bad == 0) {
		bad = seccomp_load(filter);
	}
	seccomp_release(filter);
	if (bad != 0) {
		errno = -bad;
		return fail_errno(e, "%s (seccomp)", what);
	}
	return true;
}

bool callfilter_allow_only(const int *calls, size_t len, int (*by_argument)(scmp_filter_ctx filter), const char *what,
		struct err *e)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (!filter) {
		return fail(e, "this machine has no seccomp");
	}
	int bad = 0;
	for (size_t i = 0; i < len; i++) {
		int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
		bad |= result == -EDOM ? 0 : result; /* this architecture has no such call */
	}
	bad |= by_argument(filter);
	return callfilter_load(filter, bad, what, e);
}
