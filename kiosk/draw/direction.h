/* SPDX-License-Identifier: GPL-3.0-or-later */
/* direction.h - whether words are read from right to left (UAX #9, rules P2 and P3)
 *
 * The base direction of a paragraph decides where its full stop and its numbers stand, so it is that of its words, not
 * of the page: an address in France stays readable on an Arabic page. Pure. */
#ifndef DRAW_DIRECTION_H
#define DRAW_DIRECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Invisible characters that only order text: direction marks, embeddings and isolates (U+200E to U+2069). */
bool direction_is_control(uint32_t c);
/* A letter of a script that is read from right to left, or a right-to-left mark, is in it. */
bool direction_has_rtl(const char *text, size_t len);
/* A letter of any script is in it. */
bool direction_has_letter(const char *text, size_t len);
/* The base direction of a paragraph on a page of direction `page_rtl`: on a page from right to left, that of the page
 * as soon as one of its letters is in the text (a sentence may begin with a name in Latin letters); else that of its
 * first letter. Numbers alone are from left to right: telephone numbers. True: from right to left. */
bool direction_of(const char *text, size_t len, bool page_rtl);
/* What opens the isolate that is still open `len` bytes into the text (LRI, RLI or FSI); 0: none is. A line that begins
 * there begins with it, as each line is ordered by itself. */
uint32_t direction_open_isolate(const char *text, size_t len);

#endif
