/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that leaves the program: UTF-8, without control characters but those that are kept, without the name and
 * password of an address; filtered again it stays what it is, and what is cut is the beginning of the whole. The first
 * byte says what is kept, the second where it is cut. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/outward.h"
#include "base/str.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look(const char *text, const char *kept)
{
	const char *end = text + strlen(text);
	need(utf8_valid(text, strlen(text)));
	for (const char *at = text; at < end;) {
		uint32_t code = utf8_next(&at, end);
		need(code >= 0x20 || strchr(kept, (int)code));
		need(code < 0x7F || code >= 0xA0);
		need((code < 0x202A || code > 0x202E) && (code < 0x2066 || code > 0x2069));
	}
	for (const char *at = strstr(text, "://"); at; at = strstr(at + 3, "://")) {
		const char *authority = at + 3;
		const char *user = memrchr(authority, '@', strcspn(authority, "/?# \"\t\n"));
		need(!user || (user - authority == 3 && str_starts(authority, "***")));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const kept[] = { "", "\n", "\n\t" };
	if (size < 2) {
		return 0;
	}
	const char *keeps = kept[data[0] % ARRAY_LEN(kept)];
	char cut[256];
	struct buf text = { 0 };
	struct buf whole = { 0 };
	struct buf again = { 0 };
	buf_add(&text, data + 2, size - 2);
	outward_add(&whole, buf_text(&text), keeps);
	look(buf_text(&whole), keeps);
	outward_add(&again, buf_text(&whole), keeps);
	need(str_equal(buf_text(&whole), buf_text(&again)));
	size_t room = 1 + data[1] % (sizeof cut - 1);
	outward_copy(cut, room, buf_text(&text), keeps);
	need(strlen(cut) < room && utf8_valid(cut, strlen(cut)) && str_starts(buf_text(&whole), cut));
	buf_finish(&text);
	buf_finish(&whole);
	buf_finish(&again);
	return 0;
}
