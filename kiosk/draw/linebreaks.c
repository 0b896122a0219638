/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/linebreaks.h"

#include <linebreak.h>
#include <string.h>

#include "base/str.h"

_Static_assert((int)LINEBREAKS_MUST == LINEBREAK_MUSTBREAK && (int)LINEBREAKS_MAY == LINEBREAK_ALLOWBREAK &&
				(int)LINEBREAKS_NO == LINEBREAK_NOBREAK &&
				(int)LINEBREAKS_INSIDE == LINEBREAK_INSIDEACHAR,
		"the library's own numbers");

enum { END_OF_TEXT = 0xFFFF }; /* libunibreak's EOS */

void linebreaks_find(char *text, size_t len, const char *language, char *breaks)
{
	const char *end = text + len;
	for (const char *at = text; at < end;) {
		const char *from = at;
		uint32_t c = utf8_next(&at, end);
		size_t bytes = (size_t)(at - from);
		if (c == END_OF_TEXT || !utf8_valid(from, bytes)) {
			memset(text + (from - text), '?', bytes);
		}
	}
	set_linebreaks_utf8((const utf8_t *)text, len, language, breaks);
}
