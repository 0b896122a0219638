/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/work.h"

#include <stddef.h>

bool work_goes_on(const struct work *w, struct err *e)
{
	if (!w || !w->step || w->step(w->ctx)) {
		return true;
	}
	return fail_kind(e, ERR_STOPPED, "asked to stop");
}
