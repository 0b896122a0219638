/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config_text.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

#define REMEDY "Save it as UTF-8: in Notepad, Save as, Encoding"

static uint32_t unit_at(const unsigned char *bytes, size_t at, bool big)
{
	return big ? (uint32_t)bytes[at] << 8 | bytes[at + 1] : (uint32_t)bytes[at + 1] << 8 | bytes[at];
}

static bool is_high(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(uint32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

static bool decode_utf16(const char *name, const unsigned char *bytes, size_t len, bool big, struct buf *out,
		struct err *e)
{
	int line = 1;
	for (size_t at = 0; at + 1 < len; at += 2) {
		uint32_t c = unit_at(bytes, at, big);
		char utf8[4];
		if (is_high(c) && at + 3 < len && is_low(unit_at(bytes, at + 2, big))) {
			c = 0x10000 + ((c - 0xD800) << 10) + (unit_at(bytes, at + 2, big) - 0xDC00);
			at += 2;
		} else if (is_high(c) || is_low(c)) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: half a character of UTF-16. " REMEDY, name, line);
		}
		buf_add(out, utf8, utf8_put(c, utf8));
		line += c == '\n';
	}
	return len % 2 == 0 ||
	       fail_kind(e, ERR_FORMAT, "%s:%d: UTF-16 that ends in half a character. " REMEDY, name, line);
}

static bool add_utf8(const char *name, const char *bytes, size_t len, struct buf *out, struct err *e)
{
	if (!utf8_valid(bytes, len)) {
		int line = 1;
		for (const char *at = bytes; at < bytes + len; line++) {
			const char *end = memchr(at, '\n', (size_t)(bytes + len - at));
			end = end ? end + 1 : bytes + len;
			if (!utf8_valid(at, (size_t)(end - at))) {
				break;
			}
			at = end;
		}
		return fail_kind(e, ERR_FORMAT, "%s:%d: not UTF-8. " REMEDY, name, line);
	}
	buf_add(out, bytes, len);
	return true;
}

bool config_text_decode(const char *name, const char *bytes, size_t len, struct buf *out, struct err *e)
{
	const unsigned char *b = (const unsigned char *)bytes;
	bool big = len >= 2 && ((b[0] == 0xFE && b[1] == 0xFF) || (b[0] == 0 && b[1] != 0));
	bool little = len >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] != 0 && b[1] == 0));
	size_t mark = len >= 2 && (b[0] == 0xFE || b[0] == 0xFF) ? 2 : 0;
	if (big || little) {
		struct buf text = { 0 };
		bool ok = decode_utf16(name, b + mark, len - mark, big, &text, e);
		if (ok) {
			buf_add(out, buf_text(&text), text.len);
		}
		buf_finish(&text);
		return ok;
	}
	mark = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	return add_utf8(name, bytes + mark, len - mark, out, e);
}
