/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a firmware, the kernel's command line, and the name of a boot entry, of the same bytes. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "firmware/slots_loader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct bundle b;
	struct firmware_here here;
	struct err e;
	char slot;
	int left;
	int done;
	if (firmware_parse(&b, (const char *)bytes, len, &e)) {
		assert(firmware_is_pack(b.pack) && firmware_version_is_sound(b.edition) && b.components_len == 4);
		assert(bundle_find(&b, FIRMWARE_ENTRY)->length <= FIRMWARE_ENTRY_BYTES_MAX &&
				bundle_find(&b, FIRMWARE_ROOT));
		assert(firmware_compare(b.edition, b.edition) == 0);
		bundle_close(&b);
	}
	CLEANUP(free_ptr) char *text = mem_strndup((const char *)bytes, len);
	if (firmware_here_parse(text, &here)) {
		assert((here.slot == 'a' || here.slot == 'b') && firmware_version_is_sound(here.version) &&
				here.board[0]);
		assert(!strchr(here.board, '/'));
	}
	if (slots_parse_name(text, &slot, &left, &done)) {
		assert((slot == 'a' || slot == 'b') && left >= SLOTS_UNCOUNTED && left <= 999 && done >= 0 &&
				done <= 999);
	}
	return 0;
}
