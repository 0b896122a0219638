/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bundle.json comes from the network (verified) and from disks that age. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "store/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bundle b = { 0 };
	struct err e = { 0 };
	if (bundle_parse(&b, (const char *)data, size, &e)) {
		for (size_t i = 0; i < b.components_len; i++) {
			if (bundle_find(&b, b.components[i].name) != &b.components[i]) {
				abort();
			}
		}
		bundle_close(&b);
	} else if (e.message[0] == '\0') {
		abort();
	}
	return 0;
}
