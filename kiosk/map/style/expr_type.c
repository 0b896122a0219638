/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/style/expr_value.h"

#include <inttypes.h>

static const char *const names[VALUE_TYPES] = {
	[VALUE_NULL] = "null",
	[VALUE_BOOL] = "boolean",
	[VALUE_NUMBER] = "number",
	[VALUE_STRING] = "string",
	[VALUE_COLOR] = "color",
	[VALUE_ARRAY] = "array",
	[VALUE_OBJECT] = "object",
	[VALUE_FORMATTED] = "formatted",
	[VALUE_IMAGE] = "resolvedImage",
	[VALUE_PADDING] = "padding",
	[VALUE_NUMBERS] = "numberArray",
	[VALUE_COLORS] = "colorArray",
	[VALUE_ANCHORS] = "variableAnchorOffsetCollection",
	[VALUE_PROJECTION] = "projectionDefinition",
	[VALUE_COLLATOR] = "collator",
	[VALUE_ERROR] = "error",
	[VALUE_ANY] = "value",
};

#define SIMPLE(kind) [kind] = { kind, NULL, -1 }
static const struct expr_type simple[VALUE_TYPES] = {
	SIMPLE(VALUE_NULL),
	SIMPLE(VALUE_BOOL),
	SIMPLE(VALUE_NUMBER),
	SIMPLE(VALUE_STRING),
	SIMPLE(VALUE_COLOR),
	[VALUE_ARRAY] = { VALUE_ARRAY, &simple[VALUE_ANY], -1 },
	SIMPLE(VALUE_OBJECT),
	SIMPLE(VALUE_FORMATTED),
	SIMPLE(VALUE_IMAGE),
	SIMPLE(VALUE_PADDING),
	SIMPLE(VALUE_NUMBERS),
	SIMPLE(VALUE_COLORS),
	SIMPLE(VALUE_ANCHORS),
	SIMPLE(VALUE_PROJECTION),
	SIMPLE(VALUE_COLLATOR),
	SIMPLE(VALUE_ERROR),
	SIMPLE(VALUE_ANY),
};

const struct expr_type *expr_type_simple(enum value_type kind)
{
	return &simple[kind];
}

const struct expr_type *expr_type_array(const struct expr_type *item, int64_t len, struct arena *arena)
{
	struct expr_type *t = ARENA_NEW(arena, struct expr_type);
	*t = (struct expr_type){ VALUE_ARRAY, item, len };
	return t;
}

const struct expr_type *expr_type_of(const struct value *v, struct arena *arena)
{
	if (v->type != VALUE_ARRAY) {
		return &simple[v->type];
	}
	const struct expr_type *item = NULL;
	for (size_t i = 0; i < v->len; i++) {
		const struct expr_type *t = expr_type_of(&v->items[i], arena);
		if (!item) {
			item = t;
		} else if (item != t) { /* also two arrays, even alike: so the reference has it */
			item = &simple[VALUE_ANY];
			break;
		}
	}
	return expr_type_array(item ? item : &simple[VALUE_ANY], (int64_t)v->len, arena);
}

bool expr_type_accepts(const struct expr_type *expected, const struct expr_type *found)
{
	if (found->kind == VALUE_ERROR) {
		return true;
	}
	if (expected->kind == VALUE_ARRAY) {
		return found->kind == VALUE_ARRAY &&
		       ((found->len == 0 && found->item->kind == VALUE_ANY) ||
				       expr_type_accepts(expected->item, found->item)) &&
		       (expected->len < 0 || expected->len == found->len);
	}
	if (expected->kind == VALUE_ANY && found->kind == VALUE_ARRAY) {
		return expr_type_accepts(&simple[VALUE_ARRAY], found);
	}
	return expected->kind == found->kind || (expected->kind == VALUE_ANY && found->kind != VALUE_COLLATOR);
}

const char *expr_type_name(const struct expr_type *t, struct arena *arena)
{
	if (t->kind != VALUE_ARRAY) {
		return names[t->kind];
	}
	const char *item = expr_type_name(t->item, arena);
	if (t->len >= 0) {
		return arena_printf(arena, "array<%s, %" PRId64 ">", item, t->len);
	}
	return t->item->kind == VALUE_ANY ? "array" : arena_printf(arena, "array<%s>", item);
}
