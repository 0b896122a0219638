/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TUF metadata from a server: the first byte chooses the role. */
#include "tuf/metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const types[] = { "root", "timestamp", "snapshot", "targets" };
	struct tuf_metadata m;
	struct err e;
	if (len < 1) {
		return 0;
	}
	if (tuf_metadata_parse(&m, "input", types[bytes[0] & 3], (const char *)bytes + 1, len - 1, &e)) {
		(void)!tuf_metadata_verify(&m, "input", json_object_get(m.signed_part, "keys"),
				json_object_get(json_object_get(m.signed_part, "roles"), "root"), &e);
		tuf_metadata_finish(&m);
	}
	return 0;
}
