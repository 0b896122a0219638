/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void buf_finish(struct buf *b)
{
	free(b->bytes);
	*b = (struct buf){ 0 };
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->bytes) {
		b->bytes[0] = '\0';
	}
}

void buf_reserve(struct buf *b, size_t more)
{
	if (more >= SIZE_MAX / 2 - b->len) {
		abort();
	}
	size_t need = b->len + more + 1;
	if (need <= b->capacity) {
		return;
	}
	size_t capacity = b->capacity ? b->capacity : 128;
	while (capacity < need) {
		capacity *= 2;
	}
	b->bytes = mem_resize(b->bytes, capacity, 1);
	b->capacity = capacity;
	b->bytes[b->len] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	buf_reserve(b, len);
	if (len > 0) {
		memcpy(b->bytes + b->len, bytes, len);
	}
	b->len += len;
	b->bytes[b->len] = '\0';
}

void buf_add_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_add_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_vprintf(struct buf *b, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	if (len > 0) {
		buf_reserve(b, (size_t)len);
		(void)vsnprintf(b->bytes + b->len, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
	}
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	buf_vprintf(b, fmt, args);
	va_end(args);
}

char *buf_take(struct buf *b)
{
	buf_reserve(b, 0);
	char *bytes = b->bytes;
	*b = (struct buf){ 0 };
	return bytes;
}

const char *buf_text(const struct buf *b)
{
	return b->bytes ? b->bytes : "";
}

void buf_add_quoted(struct buf *b, const char *text, bool keep_slash)
{
	for (; *text; text++) {
		char c = *text;
		bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			     strchr("-._~", c);
		if (plain || (keep_slash && c == '/')) {
			buf_add_char(b, c);
		} else {
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)c);
		}
	}
}

char *buf_quoted(const char *text, bool keep_slash)
{
	struct buf out = { 0 };
	buf_add_quoted(&out, text, keep_slash);
	return buf_take(&out);
}
