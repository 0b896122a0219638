/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/outward.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define MASK "***"

/* Beyond what one byte can become: U+FFFD has three, and a name of one letter becomes MASK. */
enum { GROWTH_MAX = 4 };

struct copy {
	char *out;
	size_t size;
	size_t len;
};

/* False: there is no more room. */
static bool append_whole(struct copy *c, const char *bytes, size_t len)
{
	if (c->len + len >= c->size) {
		return false;
	}
	memcpy(c->out + c->len, bytes, len);
	c->len += len;
	return true;
}

static bool is_control(uint32_t code, const char *kept)
{
	bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
	bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
	return turns || (control && !(code < 0x80 && strchr(kept, (int)code)));
}

/* Where name and password behind "://" end: at their '@'; NULL: there are none. A password may hold any sign but these;
 * what is masked too much does no harm. */
static const char *end_of_user(const char *at)
{
	return memrchr(at, '@', strcspn(at, "/?# \"\t\n"));
}

void outward_copy(char *out, size_t size, const char *text, const char *kept)
{
	struct copy c = { .out = out, .size = size };
	const char *at = text;
	const char *end = text + strlen(text);
	bool room = true;
	while (room && at < end) {
		char character[4];
		if (str_starts(at, "://")) {
			const char *user_end = end_of_user(at + 3);
			room = user_end ? append_whole(&c, "://" MASK, 6) : append_whole(&c, at, 3);
			at = user_end ? user_end : at + 3;
			continue;
		}
		uint32_t code = utf8_next(&at, end);
		room = append_whole(&c, character, utf8_put(is_control(code, kept) ? ' ' : code, character));
	}
	out[c.len] = '\0';
}

void outward_add(struct buf *out, const char *text, const char *kept)
{
	size_t size = GROWTH_MAX * strlen(text) + 1;
	CLEANUP(free_ptr) char *shown = mem_alloc(size);
	outward_copy(shown, size, text, kept);
	buf_add_text(out, shown);
}
