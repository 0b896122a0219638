/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne.yaml with whatever mistakes: complaints are whole lines, values stay inside their rules. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/config.h"
#include "base/config_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct config c;
	struct buf problems = { 0 };
	size_t count = config_check_text("borne.yaml", (const char *)bytes, len, &c, &problems);
	size_t lines = 0;
	for (size_t i = 0; i < problems.len; i++) {
		lines += problems.bytes[i] == '\n';
	}
	/* A complaint may quote a value of several lines. */
	assert(lines >= count && (count > 0 || problems.len == 0));
	assert(c.screen.rotate % 90 == 0 && c.screen.rotate >= 0 && c.screen.rotate <= 270);
	assert(c.idle.seconds >= 10 && c.map.cache_mib <= 256);
	assert(c.paths.store[0] == '/' && memchr(c.paths.store, '\0', sizeof c.paths.store));
	assert(c.sync.pack[0] != '\0' && memchr(c.professional_code, '\0', sizeof c.professional_code));
	buf_finish(&problems);
	return 0;
}
