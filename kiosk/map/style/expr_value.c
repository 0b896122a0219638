/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/style/expr_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

struct value value_null(void)
{
	return (struct value){ .type = VALUE_NULL };
}

struct value value_number(double n)
{
	return (struct value){ .type = VALUE_NUMBER, .number = n };
}

struct value value_bool(bool b)
{
	return (struct value){ .type = VALUE_BOOL, .number = b };
}

struct value value_string(const char *text, size_t len)
{
	return (struct value){ .type = VALUE_STRING, .string = { text, len } };
}

struct value value_list(enum value_type type, const struct value *items, size_t len)
{
	struct value v = { .type = type };
	v.items = items;
	v.len = len;
	return v;
}

struct value value_text(const char *text, struct arena *arena)
{
	return value_string(arena_strdup(arena, text), strlen(text));
}

struct value value_copy_text(const struct buf *b, struct arena *arena)
{
	return value_string(arena_strndup(arena, buf_text(b), b->len), b->len);
}

bool value_is_list(const struct value *v)
{
	switch (v->type) {
	case VALUE_ARRAY:
	case VALUE_FORMATTED:
	case VALUE_PADDING:
	case VALUE_NUMBERS:
	case VALUE_COLORS:
	case VALUE_ANCHORS:
	case VALUE_PROJECTION:
		return true;
	default:
		return false;
	}
}

bool value_same_text(struct mvt_slice a, struct mvt_slice b)
{
	return a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0;
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->type != b->type) {
		return false;
	}
	switch (a->type) {
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
	case VALUE_NUMBER:
		return a->number == b->number;
	case VALUE_STRING:
		return value_same_text(a->string, b->string);
	case VALUE_ARRAY:
	case VALUE_OBJECT:
		return a->items == b->items && a->len == b->len; /* the very same, not alike: as in ECMAScript */
	default:
		return false;
	}
}

int value_order_text(struct mvt_slice a, struct mvt_slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	for (size_t i = 0; i < len; i++) {
		unsigned x = (unsigned char)a.bytes[i];
		unsigned y = (unsigned char)b.bytes[i];
		if (x != y) {
			/* UTF-16 writes what is above U+FFFF with surrogates, which sort before U+E000. */
			bool swap = x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0);
			return (x < y) != swap ? -1 : 1;
		}
	}
	return (a.len > b.len) - (a.len < b.len);
}

bool value_truth(const struct value *v)
{
	switch (v->type) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
	case VALUE_NUMBER:
		return v->number != 0 && !isnan(v->number);
	case VALUE_STRING:
		return v->string.len > 0;
	default:
		return true;
	}
}

const struct value *value_find(const struct value *object, struct mvt_slice key)
{
	for (size_t i = 0; object && object->type == VALUE_OBJECT && i < object->len; i++) {
		if (value_same_text(object->members[i].key, key)) {
			return &object->members[i].value;
		}
	}
	return NULL;
}

/* ---- numbers as ECMAScript reads and writes them ---- */

static double parse_digits(const char *text, int base)
{
	double n = 0;
	if (!*text) {
		return NAN;
	}
	for (; *text; text++) {
		char low = (char)(*text | 0x20);
		int digit = *text >= '0' && *text <= '9' ? *text - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : 99;
		if (digit >= base) {
			return NAN;
		}
		n = n * base + digit;
	}
	return n;
}

static double parse_number(const char *text)
{
	double n;
	const char *digits = text + (*text == '-' || *text == '+');
	if (str_equal(digits, "Infinity")) {
		return *text == '-' ? -INFINITY : INFINITY;
	}
	if (text[0] == '0' && text[1] != '\0' && strchr("xXoObB", text[1])) {
		char kind = (char)(text[1] | 0x20);
		return parse_digits(text + 2, kind == 'x' ? 16 : kind == 'o' ? 8 : 2);
	}
	if (str_to_double(text, &n)) {
		return n;
	}
	/* What is beyond a double is infinite, and no error. */
	if (strspn(text, "+-.0123456789eE") == strlen(text)) {
		char *end;
		n = strtod(text, &end);
		return end != text && *end == '\0' ? n : NAN;
	}
	return NAN;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

double value_to_number(const struct value *v, struct arena *arena)
{
	switch (v->type) {
	case VALUE_NULL:
		return 0;
	case VALUE_BOOL:
	case VALUE_NUMBER:
		return v->number;
	case VALUE_ARRAY:
		return v->len == 0 ? 0 : v->len == 1 ? value_to_number(&v->items[0], arena) : NAN;
	case VALUE_STRING:
		break;
	default:
		return NAN;
	}
	const char *from = v->string.bytes;
	const char *to = from + v->string.len;
	while (from < to && is_space(*from)) {
		from++;
	}
	while (from < to && is_space(to[-1])) {
		to--;
	}
	if (from == to) {
		return 0;
	}
	char text[400];
	size_t len = (size_t)(to - from);
	if (len >= sizeof text || memchr(from, '\0', len)) {
		return NAN;
	}
	memcpy(text, from, len);
	text[len] = '\0';
	return parse_number(text);
}

void value_number_text(double n, char out[VALUE_NUMBER_BYTES])
{
	if (isnan(n) || isinf(n) || n == 0) {
		str_cut(out, VALUE_NUMBER_BYTES, isnan(n) ? "NaN" : n == 0 ? "0" : n > 0 ? "Infinity" : "-Infinity");
		return;
	}
	/* The fewest digits that read back as the same number: d.ddde±x. */
	char digits[VALUE_NUMBER_BYTES];
	for (int precision = 0; precision <= 16; precision++) {
		(void)snprintf(digits, sizeof digits, "%.*e", precision, fabs(n));
		if (strtod(digits, NULL) == fabs(n)) {
			break;
		}
	}
	char *mark = strchr(digits, 'e');
	int exponent = mark ? (int)strtol(mark + 1, NULL, 10) : 0;
	char plain[20];
	int len = 0;
	for (const char *c = digits; c < mark; c++) {
		if (*c >= '0' && *c <= '9') {
			plain[len++] = *c;
		}
	}
	plain[len] = '\0';
	const char *sign = n < 0 ? "-" : "";
	if (exponent >= 21 || exponent < -6) {
		(void)snprintf(out, VALUE_NUMBER_BYTES, "%s%c%s%se%+d", sign, plain[0], len > 1 ? "." : "", plain + 1,
				exponent);
	} else if (exponent < 0) {
		(void)snprintf(out, VALUE_NUMBER_BYTES, "%s0.%.*s%s", sign, -exponent - 1, "000000", plain);
	} else if (exponent >= len - 1) {
		(void)snprintf(out, VALUE_NUMBER_BYTES, "%s%s%.*s", sign, plain, exponent - len + 1,
				"00000000000000000000");
	} else {
		(void)snprintf(out, VALUE_NUMBER_BYTES, "%s%.*s.%s", sign, exponent + 1, plain, plain + exponent + 1);
	}
}

/* ---- from outside ---- */

struct value value_from_mvt(struct mvt_value v)
{
	switch (v.type) {
	case MVT_STRING:
		return value_string(v.string.bytes, v.string.len);
	case MVT_NUMBER:
		return value_number(v.number);
	case MVT_BOOL:
		return value_bool(v.number != 0);
	case MVT_NULL:
		break;
	}
	return value_null();
}

static struct value object_from_json(const json_t *json, struct arena *arena)
{
	struct value_member *members = ARENA_ARRAY(arena, struct value_member, json_object_size(json) + 1);
	size_t len = 0;
	const char *key;
	json_t *one;
	json_object_foreach((json_t *)json, key, one)
	{
		members[len].key = value_text(key, arena).string;
		members[len++].value = value_from_json(one, arena);
	}
	struct value v = { .type = VALUE_OBJECT };
	v.members = members;
	v.len = len;
	return v;
}

struct value value_from_json(const json_t *json, struct arena *arena)
{
	switch (json ? json_typeof(json) : JSON_NULL) {
	case JSON_STRING:
		return value_string(arena_strndup(arena, json_string_value(json), json_string_length(json)),
				json_string_length(json));
	case JSON_INTEGER:
	case JSON_REAL:
		return value_number(json_number_value(json));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(json_is_true(json));
	case JSON_OBJECT:
		return object_from_json(json, arena);
	case JSON_ARRAY:
		break;
	case JSON_NULL:
	default:
		return value_null();
	}
	size_t len = json_array_size(json);
	struct value *items = ARENA_ARRAY(arena, struct value, len + 1);
	for (size_t i = 0; i < len; i++) {
		items[i] = value_from_json(json_array_get(json, i), arena);
	}
	return value_list(VALUE_ARRAY, items, len);
}
