/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header lines of a hostile server: separated by newlines, then looked at as a whole. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "fetch/headers.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct headers h;
	headers_init(&h);
	const char *at = (const char *)bytes;
	const char *end = at + len;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *next = newline ? newline + 1 : end;
		headers_add_line(&h, at, (size_t)(next - at), 784111777);
		at = next;
	}
	assert(memchr(h.etag, '\0', sizeof h.etag) && memchr(h.content_type, '\0', sizeof h.content_type));
	assert(h.retry_after_s >= -1 && h.retry_after_s <= HEADERS_RETRY_MAX_S);
	assert(h.content_length >= -1 && h.range_start >= -1 && h.range_total >= -1);
	assert(h.status == 0 || (h.status >= 100 && h.status <= 599));
	for (const char *c = h.etag; *c; c++) {
		assert(*c > 0x20 && *c < 0x7F);
	}
	return 0;
}
