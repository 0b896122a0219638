/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

bool str_equal(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool str_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *text, const char *suffix)
{
	size_t text_len = strlen(text);
	size_t suffix_len = strlen(suffix);
	return text_len >= suffix_len && strcmp(text + text_len - suffix_len, suffix) == 0;
}

/* Length of the sequence that starts with `lead`, 0 when no sequence starts so. */
static size_t sequence_len(unsigned char lead)
{
	if (lead < 0x80) {
		return 1;
	}
	if (lead >= 0xC2 && lead <= 0xDF) {
		return 2;
	}
	if (lead >= 0xE0 && lead <= 0xEF) {
		return 3;
	}
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* RFC 3629 section 4; 0 when the bytes at `text` are not one whole character. */
static size_t decode(const char *text, const char *end, uint32_t *out)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = (unsigned char)*text;
	size_t len = sequence_len(lead);
	if (len == 0 || (size_t)(end - text) < len) {
		return 0;
	}
	uint32_t value = len == 1 ? lead : (uint32_t)(lead & (0x7F >> len));
	for (size_t i = 1; i < len; i++) {
		unsigned char next = (unsigned char)text[i];
		if ((next & 0xC0) != 0x80) {
			return 0;
		}
		value = value << 6 | (next & 0x3F);
	}
	if (value < smallest[len] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
		return 0;
	}
	*out = value;
	return len;
}

uint32_t utf8_next(const char **text, const char *end)
{
	uint32_t value;
	size_t len = decode(*text, end, &value);
	if (len == 0) {
		*text += 1;
		return 0xFFFD;
	}
	*text += len;
	return value;
}

size_t utf8_put(uint32_t code_point, char out[4])
{
	uint32_t c = code_point;
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
		c = 0xFFFD;
	}
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool utf8_valid(const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		uint32_t ignored;
		size_t used = decode(text, end, &ignored);
		if (used == 0) {
			return false;
		}
		text += used;
	}
	return true;
}

bool str_copy(char *to, size_t size, const char *from)
{
	if (size == 0) {
		return false;
	}
	size_t len = strlen(from);
	bool whole = len < size;
	if (!whole) {
		len = size - 1;
		while (len > 0 && ((unsigned char)from[len] & 0xC0) == 0x80) {
			len--;
		}
	}
	memcpy(to, from, len);
	to[len] = '\0';
	return whole;
}

void str_cut(char *to, size_t size, const char *from)
{
	bool whole = str_copy(to, size, from);
	(void)whole;
}

bool str_to_long(const char *text, long min, long max, long *out)
{
	char *end;
	/* strtol() alone would take " 5" and "+5". */
	if (*text != '-' && (*text < '0' || *text > '9')) {
		return false;
	}
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || value < min || value > max) {
		return false;
	}
	*out = value;
	return true;
}

static locale_t c_locale;
static once_flag locale_made = ONCE_FLAG_INIT;

static void make_locale(void)
{
	c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

bool str_to_double(const char *text, double *out)
{
	call_once(&locale_made, make_locale);
	if (*text == '\0' || strspn(text, "+-.0123456789eE") != strlen(text)) {
		return false;
	}
	char *end;
	double value = strtod_l(text, &end, c_locale);
	if (end == text || *end != '\0' || !isfinite(value)) {
		return false;
	}
	*out = value;
	return true;
}
