/* SPDX-License-Identifier: GPL-3.0-or-later */
/* color_parse() of expr.h: the ways a style may write a colour. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/expr.h"

static bool parse_hex(const char *text, size_t len, struct color *out)
{
	unsigned digits[8];
	if (len != 3 && len != 6 && len != 8) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		char c = (char)(text[i] | 0x20);
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (!digit && !(c >= 'a' && c <= 'f')) {
			return false;
		}
		digits[i] = digit ? (unsigned)(text[i] - '0') : (unsigned)(c - 'a' + 10);
	}
	if (len == 3) {
		*out = (struct color){ (uint8_t)(digits[0] * 17), (uint8_t)(digits[1] * 17), (uint8_t)(digits[2] * 17),
			255 };
		return true;
	}
	*out = (struct color){ (uint8_t)(digits[0] * 16 + digits[1]), (uint8_t)(digits[2] * 16 + digits[3]),
		(uint8_t)(digits[4] * 16 + digits[5]), len == 8 ? (uint8_t)(digits[6] * 16 + digits[7]) : 255 };
	return true;
}

static double hue_part(double p, double q, double t)
{
	t -= floor(t);
	return t < 1.0 / 6 ? p + (q - p) * 6 * t : t < 0.5 ? q : t < 2.0 / 3 ? p + (q - p) * (2.0 / 3 - t) * 6 : p;
}

static uint8_t byte_of(double v)
{
	return (uint8_t)lround(fmin(fmax(v, 0), 255));
}

static bool parse_call(const char *text, struct color *out)
{
	double v[4] = { 0, 0, 0, 1 };
	bool hsl = text[0] == 'h';
	const char *at = strchr(text, '(');
	if (!at) {
		return false;
	}
	for (int i = 0; i < 4; i++) {
		char *end;
		v[i] = strtod(at + 1, &end);
		if (end == at + 1) {
			return i >= 3;
		}
		at = end;
		while (*at == '%' || *at == ' ') {
			at++;
		}
		if (*at == ')' || *at == '\0') {
			break;
		}
	}
	if (hsl) {
		double h = v[0] / 360;
		double s = v[1] / 100;
		double l = v[2] / 100;
		double q = l < 0.5 ? l * (1 + s) : l + s - l * s;
		double p = 2 * l - q;
		v[0] = hue_part(p, q, h + 1.0 / 3) * 255;
		v[1] = hue_part(p, q, h) * 255;
		v[2] = hue_part(p, q, h - 1.0 / 3) * 255;
	}
	*out = (struct color){ byte_of(v[0]), byte_of(v[1]), byte_of(v[2]), byte_of(v[3] * 255) };
	return true;
}

bool color_parse(const char *text, size_t len, struct color *out)
{
	static const struct {
		const char *name;
		struct color color;
	} names[] = {
		{ "black", { 0, 0, 0, 255 } },
		{ "white", { 255, 255, 255, 255 } },
		{ "red", { 255, 0, 0, 255 } },
		{ "lime", { 0, 255, 0, 255 } },
		{ "blue", { 0, 0, 255, 255 } },
		{ "yellow", { 255, 255, 0, 255 } },
		{ "gray", { 128, 128, 128, 255 } },
		{ "silver", { 192, 192, 192, 255 } },
		{ "green", { 0, 128, 0, 255 } },
		{ "transparent", { 0, 0, 0, 0 } },
	};
	char copy[64];
	if (len == 0 || len >= sizeof copy) {
		return false;
	}
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (copy[0] == '#') {
		return parse_hex(copy + 1, len - 1, out);
	}
	if (str_starts(copy, "rgb") || str_starts(copy, "hsl")) {
		return parse_call(copy, out);
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (str_equal(copy, names[i].name)) {
			*out = names[i].color;
			return true;
		}
	}
	return false;
}
