/* SPDX-License-Identifier: GPL-3.0-or-later */
/* color_parse(): CSS colours as a style may write them (CSS Color level 4, sections 5.1, 6.1 and 7). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_value.h"

/* In the order of the alphabet: looked up by halves. */
static const struct color_name {
	const char *name;
	uint32_t rgb;
} names[] = {
	{ "aliceblue", 0xF0F8FF },
	{ "antiquewhite", 0xFAEBD7 },
	{ "aqua", 0x00FFFF },
	{ "aquamarine", 0x7FFFD4 },
	{ "azure", 0xF0FFFF },
	{ "beige", 0xF5F5DC },
	{ "bisque", 0xFFE4C4 },
	{ "black", 0x000000 },
	{ "blanchedalmond", 0xFFEBCD },
	{ "blue", 0x0000FF },
	{ "blueviolet", 0x8A2BE2 },
	{ "brown", 0xA52A2A },
	{ "burlywood", 0xDEB887 },
	{ "cadetblue", 0x5F9EA0 },
	{ "chartreuse", 0x7FFF00 },
	{ "chocolate", 0xD2691E },
	{ "coral", 0xFF7F50 },
	{ "cornflowerblue", 0x6495ED },
	{ "cornsilk", 0xFFF8DC },
	{ "crimson", 0xDC143C },
	{ "cyan", 0x00FFFF },
	{ "darkblue", 0x00008B },
	{ "darkcyan", 0x008B8B },
	{ "darkgoldenrod", 0xB8860B },
	{ "darkgray", 0xA9A9A9 },
	{ "darkgreen", 0x006400 },
	{ "darkgrey", 0xA9A9A9 },
	{ "darkkhaki", 0xBDB76B },
	{ "darkmagenta", 0x8B008B },
	{ "darkolivegreen", 0x556B2F },
	{ "darkorange", 0xFF8C00 },
	{ "darkorchid", 0x9932CC },
	{ "darkred", 0x8B0000 },
	{ "darksalmon", 0xE9967A },
	{ "darkseagreen", 0x8FBC8F },
	{ "darkslateblue", 0x483D8B },
	{ "darkslategray", 0x2F4F4F },
	{ "darkslategrey", 0x2F4F4F },
	{ "darkturquoise", 0x00CED1 },
	{ "darkviolet", 0x9400D3 },
	{ "deeppink", 0xFF1493 },
	{ "deepskyblue", 0x00BFFF },
	{ "dimgray", 0x696969 },
	{ "dimgrey", 0x696969 },
	{ "dodgerblue", 0x1E90FF },
	{ "firebrick", 0xB22222 },
	{ "floralwhite", 0xFFFAF0 },
	{ "forestgreen", 0x228B22 },
	{ "fuchsia", 0xFF00FF },
	{ "gainsboro", 0xDCDCDC },
	{ "ghostwhite", 0xF8F8FF },
	{ "gold", 0xFFD700 },
	{ "goldenrod", 0xDAA520 },
	{ "gray", 0x808080 },
	{ "green", 0x008000 },
	{ "greenyellow", 0xADFF2F },
	{ "grey", 0x808080 },
	{ "honeydew", 0xF0FFF0 },
	{ "hotpink", 0xFF69B4 },
	{ "indianred", 0xCD5C5C },
	{ "indigo", 0x4B0082 },
	{ "ivory", 0xFFFFF0 },
	{ "khaki", 0xF0E68C },
	{ "lavender", 0xE6E6FA },
	{ "lavenderblush", 0xFFF0F5 },
	{ "lawngreen", 0x7CFC00 },
	{ "lemonchiffon", 0xFFFACD },
	{ "lightblue", 0xADD8E6 },
	{ "lightcoral", 0xF08080 },
	{ "lightcyan", 0xE0FFFF },
	{ "lightgoldenrodyellow", 0xFAFAD2 },
	{ "lightgray", 0xD3D3D3 },
	{ "lightgreen", 0x90EE90 },
	{ "lightgrey", 0xD3D3D3 },
	{ "lightpink", 0xFFB6C1 },
	{ "lightsalmon", 0xFFA07A },
	{ "lightseagreen", 0x20B2AA },
	{ "lightskyblue", 0x87CEFA },
	{ "lightslategray", 0x778899 },
	{ "lightslategrey", 0x778899 },
	{ "lightsteelblue", 0xB0C4DE },
	{ "lightyellow", 0xFFFFE0 },
	{ "lime", 0x00FF00 },
	{ "limegreen", 0x32CD32 },
	{ "linen", 0xFAF0E6 },
	{ "magenta", 0xFF00FF },
	{ "maroon", 0x800000 },
	{ "mediumaquamarine", 0x66CDAA },
	{ "mediumblue", 0x0000CD },
	{ "mediumorchid", 0xBA55D3 },
	{ "mediumpurple", 0x9370DB },
	{ "mediumseagreen", 0x3CB371 },
	{ "mediumslateblue", 0x7B68EE },
	{ "mediumspringgreen", 0x00FA9A },
	{ "mediumturquoise", 0x48D1CC },
	{ "mediumvioletred", 0xC71585 },
	{ "midnightblue", 0x191970 },
	{ "mintcream", 0xF5FFFA },
	{ "mistyrose", 0xFFE4E1 },
	{ "moccasin", 0xFFE4B5 },
	{ "navajowhite", 0xFFDEAD },
	{ "navy", 0x000080 },
	{ "oldlace", 0xFDF5E6 },
	{ "olive", 0x808000 },
	{ "olivedrab", 0x6B8E23 },
	{ "orange", 0xFFA500 },
	{ "orangered", 0xFF4500 },
	{ "orchid", 0xDA70D6 },
	{ "palegoldenrod", 0xEEE8AA },
	{ "palegreen", 0x98FB98 },
	{ "paleturquoise", 0xAFEEEE },
	{ "palevioletred", 0xDB7093 },
	{ "papayawhip", 0xFFEFD5 },
	{ "peachpuff", 0xFFDAB9 },
	{ "peru", 0xCD853F },
	{ "pink", 0xFFC0CB },
	{ "plum", 0xDDA0DD },
	{ "powderblue", 0xB0E0E6 },
	{ "purple", 0x800080 },
	{ "rebeccapurple", 0x663399 },
	{ "red", 0xFF0000 },
	{ "rosybrown", 0xBC8F8F },
	{ "royalblue", 0x4169E1 },
	{ "saddlebrown", 0x8B4513 },
	{ "salmon", 0xFA8072 },
	{ "sandybrown", 0xF4A460 },
	{ "seagreen", 0x2E8B57 },
	{ "seashell", 0xFFF5EE },
	{ "sienna", 0xA0522D },
	{ "silver", 0xC0C0C0 },
	{ "skyblue", 0x87CEEB },
	{ "slateblue", 0x6A5ACD },
	{ "slategray", 0x708090 },
	{ "slategrey", 0x708090 },
	{ "snow", 0xFFFAFA },
	{ "springgreen", 0x00FF7F },
	{ "steelblue", 0x4682B4 },
	{ "tan", 0xD2B48C },
	{ "teal", 0x008080 },
	{ "thistle", 0xD8BFD8 },
	{ "tomato", 0xFF6347 },
	{ "turquoise", 0x40E0D0 },
	{ "violet", 0xEE82EE },
	{ "wheat", 0xF5DEB3 },
	{ "white", 0xFFFFFF },
	{ "whitesmoke", 0xF5F5F5 },
	{ "yellow", 0xFFFF00 },
	{ "yellowgreen", 0x9ACD32 },
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct color_name *)row)->name);
}

static bool parse_hex(const char *text, struct rgba *out)
{
	double parts[4] = { 0, 0, 0, 255 };
	size_t len = strlen(text);
	if (strspn(text, "0123456789abcdef") != len || (len != 3 && len != 4 && len != 6 && len != 8)) {
		return false;
	}
	size_t step = len < 6 ? 1 : 2;
	for (size_t i = 0; i * step < len; i++) {
		char pair[3] = { text[i * step], text[i * step + step - 1], '\0' };
		parts[i] = (double)strtol(pair, NULL, 16);
	}
	*out = (struct rgba){ parts[0] / 255, parts[1] / 255, parts[2] / 255, parts[3] / 255 };
	return true;
}

static const char *skip_spaces(const char *at)
{
	return at + strspn(at, " \t\n\v\f\r");
}

/* rgb() or hsl() taken apart; what the letters of `units` say is '%' or ' ' for each number. */
struct call {
	double number[4];
	char unit[4];
	char separator[3]; /* ' ', ',' or '/' before the second, third and fourth number */
	int len;
};

static bool read_number(const char **at, bool hue, double *out, char *unit)
{
	char text[64];
	size_t len = strspn(*at, "0123456789e.+-");
	if (len == 0 || len >= sizeof text) {
		return false;
	}
	memcpy(text, *at, len);
	text[len] = '\0';
	struct value v = value_string(text, len);
	*out = value_to_number(&v, NULL);
	*at += len;
	*unit = **at == '%' && !hue ? '%' : ' ';
	*at += *unit == '%' ? 1 : 0;
	*at += hue && str_starts(*at, "deg") ? 3 : 0;
	return !isnan(*out);
}

/* After "rgb(" up to the end. */
static bool read_call(const char *at, bool hsl, struct call *c)
{
	at = skip_spaces(at);
	for (c->len = 0; c->len < 4; c->len++) {
		const char *next = skip_spaces(at);
		if (c->len == 3 && *next == ')') {
			break;
		}
		if (c->len > 0) {
			char mark = *next == ',' || (c->len == 3 && *next == '/') ? *next : ' ';
			if (mark == ' ' && (next == at || c->len == 3)) {
				return false;
			}
			c->separator[c->len - 1] = mark;
			at = mark == ' ' ? next : skip_spaces(next + 1);
		}
		if (!read_number(&at, hsl && c->len == 0, &c->number[c->len], &c->unit[c->len])) {
			return false;
		}
	}
	at = skip_spaces(at);
	/* Commas everywhere, or nowhere. */
	char first = c->separator[0];
	return at[0] == ')' && at[1] == '\0' && c->separator[1] == first &&
	       (c->len == 3 || c->separator[2] == (first == ',' ? ',' : '/'));
}

static double between(double n, double low, double high)
{
	return fmin(fmax(low, n), high);
}

/* https://drafts.csswg.org/css-color-4/#hsl-to-rgb */
static double hsl_part(double h, double s, double l, double n)
{
	double k = fmod(n + h / 30, 12);
	return l - s * fmin(l, 1 - l) * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static bool parse_call(const char *text, struct rgba *out)
{
	struct call c = { 0 };
	bool hsl = text[0] == 'h';
	text += text[3] == 'a' ? 4 : 3;
	if (*text != '(' || !read_call(text + 1, hsl, &c)) {
		return false;
	}
	double alpha = c.len == 4 ? between(c.unit[3] == '%' ? c.number[3] / 100 : c.number[3], 0, 1) : 1;
	if (hsl) {
		double h = fmod(c.number[0], 360);
		h = h < 0 ? h + 360 : h;
		double s = between(c.number[1], 0, 100) / 100;
		double l = between(c.number[2], 0, 100) / 100;
		*out = (struct rgba){ hsl_part(h, s, l, 0), hsl_part(h, s, l, 8), hsl_part(h, s, l, 4), alpha };
		return c.unit[1] == '%' && c.unit[2] == '%';
	}
	double most = c.unit[0] == '%' ? 100 : 255;
	*out = (struct rgba){ between(c.number[0] / most, 0, 1), between(c.number[1] / most, 0, 1),
		between(c.number[2] / most, 0, 1), alpha };
	return c.unit[0] == c.unit[1] && c.unit[1] == c.unit[2];
}

bool color_parse(const char *text, size_t len, struct rgba *out)
{
	char copy[128] = "";
	while (len > 0 && strchr(" \t\n\v\f\r", *text)) {
		text++;
		len--;
	}
	while (len > 0 && strchr(" \t\n\v\f\r", text[len - 1])) {
		len--;
	}
	if (len == 0 || len >= sizeof copy || memchr(text, '\0', len)) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		copy[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
	}
	copy[len] = '\0';
	if (copy[0] == '#') {
		return parse_hex(copy + 1, out);
	}
	if (str_starts(copy, "rgb") || str_starts(copy, "hsl")) {
		struct rgba c;
		return parse_call(copy, &c) ? (*out = c, true) : false;
	}
	if (str_equal(copy, "transparent")) {
		*out = (struct rgba){ 0, 0, 0, 0 };
		return true;
	}
	const struct color_name *found = bsearch(copy, names, ARRAY_LEN(names), sizeof *names, by_name);
	if (found) {
		*out = (struct rgba){ (found->rgb >> 16) / 255.0, (found->rgb >> 8 & 255) / 255.0,
			(found->rgb & 255) / 255.0, 1 };
	}
	return found != NULL;
}
