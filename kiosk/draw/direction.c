/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/direction.h"

#include <fribidi.h>

#include "base/str.h"

bool direction_is_control(uint32_t c)
{
	return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool direction_has_rtl(const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		if ((c >= 0x590 && c <= 0x8FF) || c == 0x200F || (c >= 0xFB1D && c <= 0xFEFF)) {
			return true;
		}
	}
	return false;
}

/* 1: from left to right, 2: from right to left, 0: there is no letter. */
static int first_letter(const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		FriBidiCharType type = fribidi_get_bidi_type(utf8_next(&text, end));
		if (FRIBIDI_IS_LETTER(type)) {
			return FRIBIDI_IS_RTL(type) ? 2 : 1;
		}
	}
	return 0;
}

bool direction_has_letter(const char *text, size_t len)
{
	return first_letter(text, len) != 0;
}

bool direction_of(const char *text, size_t len, bool page_rtl)
{
	return page_rtl ? direction_has_rtl(text, len) : first_letter(text, len) == 2;
}

uint32_t direction_open_isolate(const char *text, size_t len)
{
	enum { FIRST = 0x2066, LAST = 0x2068, CLOSES = 0x2069, DEEPEST = 8 };
	uint32_t open[DEEPEST];
	int depth = 0;
	for (const char *end = text + len; text < end;) {
		uint32_t c = utf8_next(&text, end);
		if (c >= FIRST && c <= LAST && depth < DEEPEST) {
			open[depth++] = c;
		} else if (c == CLOSES && depth > 0) {
			depth--;
		}
	}
	return depth > 0 ? open[depth - 1] : 0;
}
