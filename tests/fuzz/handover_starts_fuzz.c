/* SPDX-License-Identifier: GPL-3.0-or-later */
/* starts.json as a bad card may have left it, the words of a rehearsal, and tried.json. */
#include <assert.h>
#include <string.h>

#include "handover/rehearsal.h"
#include "handover/starts.h"
#include "handover/tried.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct starts_table t;
	struct err e;
	if (starts_parse((const char *)bytes, len, "1", &t, &e)) {
		assert(t.len <= STARTS_KEPT_MAX);
		starts_judge(&t, "boot", 1);
		for (size_t i = 0; i < t.len; i++) {
			assert(t.at[i].failed >= 0 && !t.at[i].running && t.at[i].generation > 0);
			assert(memchr(t.at[i].id, '\0', sizeof t.at[i].id));
		}
	}
	char sha256[SHA256_HEX_BYTES] = "";
	bool tried = tried_parse((const char *)bytes, len, "1", sha256, &e);
	assert(strlen(sha256) == (tried ? SHA256_HEX_BYTES - 1 : 0));
	struct rehearsal r = REHEARSAL_NONE;
	rehearsal_take(&r, (const char *)bytes, len / 2);
	rehearsal_take(&r, (const char *)bytes + len / 2, len - len / 2);
	assert(memchr(r.step, '\0', sizeof r.step) && memchr(r.bad, '\0', sizeof r.bad));
	return 0;
}
