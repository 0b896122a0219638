/* SPDX-License-Identifier: GPL-3.0-or-later */
/* str.h - small helpers on UTF-8 text and ASCII keywords
 *
 * Pure; no allocation. Text from outside may be malformed: decoding yields
 * U+FFFD for a bad byte and always moves forward. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

bool str_equal(const char *a, const char *b);
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);
/* Next code point at *text (before end), moving it; U+FFFD for a malformed byte. */
uint32_t utf8_next(const char **text, const char *end);
/* Writes 1 to 4 bytes to out; returns how many. Surrogates and > U+10FFFF become U+FFFD. */
size_t utf8_put(uint32_t code_point, char out[4]);
/* RFC 3629: no overlong forms, surrogates, or values above U+10FFFF. */
bool utf8_valid(const char *text, size_t len);
/* Copies at most size-1 bytes, never splitting a character; ends with NUL (size 0: nothing is written). False: the text
 * was cut. For names of files and sockets, numbers, hashes and keys: one that is cut is another one. */
MUST_USE bool str_copy(char *to, size_t size, const char *from);
/* The same where a cut does no harm: words that are shown, the first bytes of a text, text whose length was checked. */
void str_cut(char *to, size_t size, const char *from);
/* Decimal, whole text, within [min, max]; false leaves *out alone. */
bool str_to_long(const char *text, long min, long max, long *out);
/* Finite decimal with a point, whatever the locale; whole text. */
bool str_to_double(const char *text, double *out);

#endif
