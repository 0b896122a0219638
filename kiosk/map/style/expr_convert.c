/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as the types of properties want them (expr_value.h). */
#include <string.h>

#include "base/str.h"
#include "map/style/expr_value.h"

static bool are(const struct value *items, size_t len, enum value_type type)
{
	for (size_t i = 0; i < len; i++) {
		if (items[i].type != type) {
			return false;
		}
	}
	return true;
}

/* Like CSS: one for all sides, two for vertical and horizontal, three, or four. */
bool value_to_padding(const struct value *v, struct value *out, struct arena *arena)
{
	static const unsigned char sides[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	const struct value *from = v->type == VALUE_NUMBER ? v : v->items;
	size_t len = v->type == VALUE_NUMBER ? 1 : v->len;
	if (v->type == VALUE_PADDING) {
		*out = *v;
		return true;
	}
	if ((v->type != VALUE_NUMBER && v->type != VALUE_ARRAY) || len < 1 || len > 4 ||
			!are(from, len, VALUE_NUMBER)) {
		return false;
	}
	struct value *items = ARENA_ARRAY(arena, struct value, 4);
	for (size_t i = 0; i < 4; i++) {
		items[i] = from[sides[len - 1][i]];
	}
	*out = value_list(VALUE_PADDING, items, 4);
	return true;
}

bool value_to_numbers(const struct value *v, struct value *out, struct arena *arena)
{
	if (v->type == VALUE_NUMBER) {
		struct value *one = ARENA_NEW(arena, struct value);
		*one = *v;
		*out = value_list(VALUE_NUMBERS, one, 1);
		return true;
	}
	if (v->type != VALUE_NUMBERS && (v->type != VALUE_ARRAY || !are(v->items, v->len, VALUE_NUMBER))) {
		return false;
	}
	*out = value_list(VALUE_NUMBERS, v->items, v->len);
	return true;
}

bool value_to_colors(const struct value *v, struct value *out, struct arena *arena)
{
	const struct value *from = v->type == VALUE_STRING ? v : v->items;
	size_t len = v->type == VALUE_STRING ? 1 : v->len;
	if (v->type == VALUE_COLORS) {
		*out = *v;
		return true;
	}
	if ((v->type != VALUE_STRING && v->type != VALUE_ARRAY) || !are(from, len, VALUE_STRING)) {
		return false;
	}
	struct value *items = ARENA_ARRAY(arena, struct value, len + 1);
	for (size_t i = 0; i < len; i++) {
		items[i].type = VALUE_COLOR;
		if (!color_parse(from[i].string.bytes, from[i].string.len, &items[i].color)) {
			return false;
		}
	}
	*out = value_list(VALUE_COLORS, items, len);
	return true;
}

static bool is_anchor(const struct value *v)
{
	static const char *const anchors[] = { "center", "left", "right", "top", "bottom", "top-left", "top-right",
		"bottom-left", "bottom-right" };
	for (size_t i = 0; v->type == VALUE_STRING && i < ARRAY_LEN(anchors); i++) {
		if (value_same_text(v->string, (struct mvt_slice){ anchors[i], strlen(anchors[i]) })) {
			return true;
		}
	}
	return false;
}

bool value_to_anchors(const struct value *v, struct value *out)
{
	if (v->type != VALUE_ANCHORS && (v->type != VALUE_ARRAY || v->len < 1 || v->len % 2 != 0)) {
		return false;
	}
	for (size_t i = 0; i + 1 < v->len; i += 2) {
		const struct value *offset = &v->items[i + 1];
		if (!is_anchor(&v->items[i]) || offset->type != VALUE_ARRAY || offset->len != 2 ||
				!are(offset->items, 2, VALUE_NUMBER)) {
			return false;
		}
	}
	*out = value_list(VALUE_ANCHORS, v->items, v->len);
	return true;
}

bool value_to_projection(const struct value *v, struct value *out, struct arena *arena)
{
	if (v->type == VALUE_STRING) {
		struct value *items = ARENA_ARRAY(arena, struct value, 3);
		items[0] = *v;
		items[1] = *v;
		items[2] = value_number(1);
		*out = value_list(VALUE_PROJECTION, items, 3);
		return true;
	}
	if (v->type != VALUE_PROJECTION && (v->type != VALUE_ARRAY || v->len != 3 || !are(v->items, 2, VALUE_STRING) ||
							   v->items[2].type != VALUE_NUMBER)) {
		return false;
	}
	*out = value_list(VALUE_PROJECTION, v->items, 3);
	return true;
}

struct value value_to_formatted(const struct value *text, struct arena *arena)
{
	if (text->type == VALUE_FORMATTED) {
		return *text;
	}
	struct value *items = ARENA_ARRAY(arena, struct value, SECTION_FIELDS);
	struct mvt_slice s = value_to_text(text, arena);
	items[SECTION_TEXT] = value_string(s.bytes, s.len);
	return value_list(VALUE_FORMATTED, items, SECTION_FIELDS);
}

struct value value_to_image(struct mvt_slice name)
{
	struct value v = { .type = VALUE_IMAGE, .string = name };
	return name.len ? v : value_null();
}
