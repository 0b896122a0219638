/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values written as text and JSON (expr_value.h). */
#include <math.h>
#include <string.h>

#include "map/style/expr_value.h"

enum { FORMATTED_MAX = 65536 }; /* bytes of all sections; those that begin beyond are left out */

static void add_number(double n, struct buf *out)
{
	char text[VALUE_NUMBER_BYTES];
	value_number_text(n, text);
	buf_add_text(out, text);
}

static void add_json_string(struct mvt_slice s, struct buf *out)
{
	static const char escaped[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.bytes[i];
		const char *at = c ? strchr(escaped, c) : NULL;
		if (at) {
			buf_add_char(out, '\\');
			buf_add_char(out, letters[at - escaped]);
		} else if ((unsigned char)c < 0x20) {
			buf_printf(out, "\\u%04x", c);
		} else {
			buf_add_char(out, c);
		}
	}
	buf_add_char(out, '"');
}

/* A comma before all but the first; then "name": */
static void add_key(const char *name, bool first, struct buf *out)
{
	buf_add_text(out, first ? "" : ",");
	add_json_string((struct mvt_slice){ name, strlen(name) }, out);
	buf_add_char(out, ':');
}

static void add_json_number(double n, struct buf *out)
{
	if (isfinite(n)) {
		add_number(n, out);
	} else {
		buf_add_text(out, "null");
	}
}

/* Premultiplied, as the reference keeps them. */
static void add_json_color(struct rgba c, struct buf *out)
{
	static const char *const keys[] = { "r", "g", "b", "a" };
	const double parts[4] = { c.r * c.a, c.g * c.a, c.b * c.a, c.a };
	buf_add_char(out, '{');
	for (int i = 0; i < 4; i++) {
		add_key(keys[i], i == 0, out);
		add_json_number(parts[i], out);
	}
	buf_add_char(out, '}');
}

static void add_json_list(const struct value *items, size_t len, struct buf *out)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < len; i++) {
		buf_add_text(out, i ? "," : "");
		value_add_json(&items[i], out);
	}
	buf_add_char(out, ']');
}

static void add_json_object(const struct value *v, struct buf *out)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < v->len; i++) {
		buf_add_text(out, i ? "," : "");
		add_json_string(v->members[i].key, out);
		buf_add_char(out, ':');
		value_add_json(&v->members[i].value, out);
	}
	buf_add_char(out, '}');
}

static void add_json_fields(const struct value *items, const char *const *keys, size_t len, struct buf *out)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < len; i++) {
		add_key(keys[i], i == 0, out);
		value_add_json(&items[i], out);
	}
	buf_add_char(out, '}');
}

static void add_json_sections(const struct value *v, struct buf *out)
{
	static const char *const keys[SECTION_FIELDS] = { [SECTION_TEXT] = "text",
		[SECTION_IMAGE] = "image",
		[SECTION_SCALE] = "scale",
		[SECTION_FONT] = "fontStack",
		[SECTION_COLOR] = "textColor",
		[SECTION_ALIGN] = "verticalAlign" };
	buf_add_text(out, "{\"sections\":[");
	for (size_t i = 0; i < v->len; i += SECTION_FIELDS) {
		buf_add_text(out, i ? "," : "");
		add_json_fields(v->items + i, keys, SECTION_FIELDS, out);
	}
	buf_add_text(out, "]}");
}

void value_add_json(const struct value *v, struct buf *out)
{
	static const char *const projection[] = { "from", "to", "transition" };
	switch (v->type) {
	case VALUE_BOOL:
		buf_add_text(out, v->number != 0 ? "true" : "false");
		break;
	case VALUE_NUMBER:
		add_json_number(v->number, out);
		break;
	case VALUE_STRING:
		add_json_string(v->string, out);
		break;
	case VALUE_COLOR:
		add_json_color(v->color, out);
		break;
	case VALUE_ARRAY:
		add_json_list(v->items, v->len, out);
		break;
	case VALUE_OBJECT:
		add_json_object(v, out);
		break;
	case VALUE_FORMATTED:
		add_json_sections(v, out);
		break;
	case VALUE_IMAGE:
		buf_add_text(out, "{\"name\":");
		add_json_string(v->string, out);
		buf_printf(out, ",\"available\":%s}", v->available ? "true" : "false");
		break;
	case VALUE_PADDING:
	case VALUE_NUMBERS:
	case VALUE_COLORS:
	case VALUE_ANCHORS:
		buf_add_text(out, "{\"values\":");
		add_json_list(v->items, v->len, out);
		buf_add_char(out, '}');
		break;
	case VALUE_PROJECTION:
		add_json_fields(v->items, projection, 3, out);
		break;
	case VALUE_NULL:
	case VALUE_COLLATOR:
	case VALUE_ERROR:
	case VALUE_ANY:
	case VALUE_TYPES:
		buf_add_text(out, "null");
		break;
	}
}

/* "rgba(255,0,0,0.5)" */
static void add_color(struct rgba c, struct buf *out)
{
	const double parts[3] = { c.r, c.g, c.b };
	buf_add_text(out, "rgba(");
	for (int i = 0; i < 3; i++) {
		buf_printf(out, "%.0f,", floor(parts[i] * 255 + 0.5));
	}
	add_number(c.a, out);
	buf_add_char(out, ')');
}

void value_add_text(const struct value *v, struct buf *out)
{
	switch (v->type) {
	case VALUE_NULL:
		break;
	case VALUE_STRING:
	case VALUE_IMAGE:
		buf_add(out, v->string.bytes, v->string.len);
		break;
	case VALUE_NUMBER:
		add_number(v->number, out);
		break;
	case VALUE_COLOR:
		add_color(v->color, out);
		break;
	case VALUE_FORMATTED:
		for (size_t i = 0; i < v->len && out->len <= FORMATTED_MAX; i += SECTION_FIELDS) {
			value_add_text(&v->items[i + SECTION_TEXT], out);
		}
		break;
	case VALUE_PROJECTION:
		if (value_equal(&v->items[0], &v->items[1]) && v->items[2].number == 1) {
			value_add_text(&v->items[0], out);
		} else {
			add_json_list(v->items, v->len, out);
		}
		break;
	case VALUE_PADDING:
	case VALUE_NUMBERS:
	case VALUE_COLORS:
	case VALUE_ANCHORS:
		add_json_list(v->items, v->len, out);
		break;
	default:
		value_add_json(v, out);
	}
}

struct mvt_slice value_to_text(const struct value *v, struct arena *arena)
{
	if (v->type == VALUE_STRING) {
		return v->string;
	}
	struct buf b = { 0 };
	value_add_text(v, &b);
	struct value text = value_copy_text(&b, arena);
	buf_finish(&b);
	return text.string;
}

const char *value_json_text(const struct value *v, struct arena *arena)
{
	struct buf b = { 0 };
	value_add_json(v, &b);
	const char *text = value_copy_text(&b, arena).string.bytes;
	buf_finish(&b);
	return text;
}

static void add_loose(const struct value *v, bool top, struct buf *out)
{
	if (v->type == VALUE_ARRAY) {
		for (size_t i = 0; i < v->len; i++) {
			buf_add_text(out, i ? "," : "");
			add_loose(&v->items[i], false, out);
		}
	} else if (v->type == VALUE_OBJECT) {
		buf_add_text(out, "[object Object]");
	} else if (v->type == VALUE_NULL) {
		buf_add_text(out, top ? "null" : "");
	} else {
		value_add_text(v, out);
	}
}

const char *value_loose_text(const struct value *v, struct arena *arena)
{
	struct buf b = { 0 };
	add_loose(v, true, &b);
	const char *text = value_copy_text(&b, arena).string.bytes;
	buf_finish(&b);
	return text;
}
