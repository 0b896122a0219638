/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ui.json as another program may have left it. */
#include <assert.h>
#include <string.h>

#include "daemon/trial.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct uistate ui;
	struct err e;
	if (uistate_parse((const char *)bytes, len, &ui, &e)) {
		assert(ui.generation >= 0 && ui.refused_generation >= 0 && ui.pid >= 0 && !ui.alive);
		assert(ui.shown >= 0 && ui.trying >= 0 && ui.step >= 0);
		assert(memchr(ui.refused_why, '\0', sizeof ui.refused_why));
	}
	return 0;
}
