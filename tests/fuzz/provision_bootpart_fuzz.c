/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first bytes of a card or an image: a partition is found within what can be addressed, or a reason is given. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "provision/bootpart.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err e = { .message = "" };
	uint64_t offset = 1;
	size_t size = len < BOOTPART_HEAD_BYTES ? len : BOOTPART_HEAD_BYTES;
	if (bootpart_parse("card", bytes, size, &offset, &e)) {
		assert(offset % 512 == 0 && offset <= INT64_MAX);
	} else {
		assert(strstr(e.message, "card") && offset == 1);
	}
	return 0;
}
