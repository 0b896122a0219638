/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linebreaks.h - where a line may end: UAX #14 by libunibreak, for text of any bytes */
#ifndef DRAW_LINEBREAKS_H
#define DRAW_LINEBREAKS_H

#include <stddef.h>

/* What breaks[i] says of the place after byte i. */
enum { LINEBREAKS_MUST = 0, LINEBREAKS_MAY = 1, LINEBREAKS_NO = 2, LINEBREAKS_INSIDE = 3 };

/* Fills breaks[0..len). `language` is an ISO 639-1 code, "" for none. libunibreak 1.1 ends the program over bytes that
 * are no UTF-8, and takes U+FFFF for the end of the text: in `text`, both become as many '?'. */
void linebreaks_find(char *text, size_t len, const char *language, char *breaks);

#endif
