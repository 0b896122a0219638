/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a taken-over fetching child could say. The first byte says where the stream is cut. */
#include <assert.h>
#include <string.h>

#include "transfer/message.h"

static bool on_message(void *ctx, const struct message *m, struct err *e)
{
	(void)e;
	(void)ctx;
	assert(m->len <= MESSAGE_DATA_MAX_BYTES);
	assert(m->status >= 0 && m->status <= 599);
	assert(strpbrk(m->text, "\r\n") == NULL && strpbrk(m->etag, "\r\n ") == NULL);
	return true;
}

static bool on_raw(void *ctx, const char *bytes, size_t len, struct err *e)
{
	(void)bytes;
	(void)e;
	*(size_t *)ctx += len;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct message_stream stream;
	size_t raw = 0;
	struct err e;
	struct message_handler handler = { .ctx = &raw, .message = on_message, .raw = on_raw };
	if (len == 0) {
		return 0;
	}
	stream = (struct message_stream){ 0 };
	size_t cut = bytes[0] < len ? bytes[0] : len;
	const char *text = (const char *)bytes;
	bool ok = cut <= 1 || message_stream_feed(&stream, text + 1, cut - 1, &handler, &e);
	size_t from = cut > 1 ? cut : 1;
	if (ok && from < len) {
		ok = message_stream_feed(&stream, text + from, len - from, &handler, &e);
	}
	assert(raw <= len);
	return 0;
}
