/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request line as the fetching child reads it. */
#include <assert.h>
#include <string.h>

#include "fetch/worker.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct worker_request r;
	struct err e;
	if (worker_parse_request((const char *)bytes, len, &r, &e)) {
		assert(r.url[0] != '\0' && strpbrk(r.url, "\r\n") == NULL);
		assert(r.resume_from == 0 || headers_etag_is_strong(r.if_range));
	}
	return 0;
}
