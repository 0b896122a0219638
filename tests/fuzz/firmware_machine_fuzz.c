/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RUN/firmware/status.json as borne-syncd reads it: what is read is written again as the same. */
#include <assert.h>
#include <string.h>

#include "firmware/machine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct machine m;
	struct machine again;
	struct err e;
	if (len > MACHINE_FILE_BYTES_MAX || !machine_parse((const char *)bytes, len, &m, &e)) {
		return 0;
	}
	assert(firmware_version_is_sound(m.here.version) && memchr(m.message, '\0', sizeof m.message));
	assert(!m.idle.there || m.idle.left >= SLOTS_UNCOUNTED);
	if (m.here.slot != '\0') {
		struct buf text = { 0 };
		machine_encode(&m, &text);
		assert(machine_parse(buf_text(&text), text.len, &again, &e));
		assert(strcmp(again.here.version, m.here.version) == 0 && again.problem == m.problem);
		assert(machine_waits(&again) == machine_waits(&m));
		buf_finish(&text);
	}
	return 0;
}
