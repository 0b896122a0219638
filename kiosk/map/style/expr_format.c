/* SPDX-License-Identifier: GPL-3.0-or-later */
/* format (text in sections) and image */
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- format: args are SECTION_FIELDS for each section; NULL where the style says nothing ---- */

static const struct {
	const char *name;
	enum section_field field;
	enum value_type type; /* VALUE_ARRAY: of strings */
} options[] = {
	{ "font-scale", SECTION_SCALE, VALUE_NUMBER },
	{ "text-font", SECTION_FONT, VALUE_ARRAY },
	{ "text-color", SECTION_COLOR, VALUE_COLOR },
	{ "vertical-align", SECTION_ALIGN, VALUE_STRING },
};

static struct value joined_font(const struct value *names, const struct expr_scene *scene)
{
	struct buf b = { 0 };
	for (size_t i = 0; names->type == VALUE_ARRAY && i < names->len; i++) {
		buf_add_text(&b, i ? "," : "");
		value_add_text(&names->items[i], &b);
	}
	struct value v = value_copy_text(&b, scene->arena);
	buf_finish(&b);
	return v;
}

static struct value run_format(const struct expr *x, const struct expr_scene *scene)
{
	/* Which child is which was written down as labels. */
	struct value *items = ARENA_ARRAY(scene->arena, struct value, x->labels_len + 1);
	for (size_t i = 0; i < x->len; i++) {
		size_t at = x->labels[i].output;
		struct value v = expr_run(x->args[i], scene);
		if (v.type == VALUE_ERROR) {
			return v;
		}
		if (at % SECTION_FIELDS == SECTION_TEXT) {
			bool image = v.type == VALUE_IMAGE;
			struct mvt_slice text = image ? (struct mvt_slice){ "", 0 } : value_to_text(&v, scene->arena);
			items[at + SECTION_IMAGE] = image ? v : value_null();
			v = value_string(text.bytes, text.len);
		} else if (at % SECTION_FIELDS == SECTION_FONT) {
			v = joined_font(&v, scene);
		}
		items[at] = v;
	}
	return value_list(VALUE_FORMATTED, items, x->labels_len);
}

/* Child `x->len` fills this field of this section. */
static const struct expr *add_field(struct expr *x, struct expr_label *where, size_t section, enum section_field field,
		const struct expr *arg)
{
	where[x->len].output = section * SECTION_FIELDS + field;
	x->args[x->len++] = arg;
	return arg;
}

/* All of them count as argument 1, so the reference has it. */
static const struct expr *argument(const struct expr_place *p, const json_t *json, const struct expr_type *type)
{
	struct expr_place child = *p;
	child.parent = p;
	child.index = 1;
	child.depth = p->depth + 1;
	child.expected = type;
	return expr_compile_here(&child, json, ANNOTATE_DEFAULT);
}

static bool add_options(const struct expr_place *p, const json_t *json, struct expr *x, struct expr_label *where,
		size_t section)
{
	for (size_t i = 0; i < ARRAY_LEN(options); i++) {
		const json_t *value = json_object_get(json, options[i].name);
		const char *text = json_string_value(value);
		if (!expr_given(value)) {
			continue;
		}
		if (options[i].field == SECTION_ALIGN && text && !str_equal(text, "bottom") &&
				!str_equal(text, "center") && !str_equal(text, "top")) {
			(void)expr_error(p,
					"'vertical-align' must be one of: 'bottom', 'center', 'top' but found '%s' "
					"instead.",
					text);
			return false;
		}
		const struct expr_type *type = options[i].type == VALUE_ARRAY
							       ? expr_type_array(expr_type_simple(VALUE_STRING), -1,
										 p->compiler->arena)
							       : expr_type_simple(options[i].type);
		const struct expr *arg = argument(p, value, type);
		if (!arg) {
			return false;
		}
		(void)add_field(x, where, section, options[i].field, arg);
	}
	return true;
}

const struct expr *expr_compile_format(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	struct arena *arena = p->compiler->arena;
	size_t size = json_array_size(json);
	if (size < 2) {
		return expr_error(p, "Expected at least one argument.");
	}
	if (json_is_object(json_array_get(json, 1)) || json_is_null(json_array_get(json, 1))) {
		return expr_error(p, "First argument must be an image or text section.");
	}
	struct expr *x = expr_new(p, run_format, expr_type_simple(VALUE_FORMATTED), size * SECTION_FIELDS);
	struct expr_label *where = ARENA_ARRAY(arena, struct expr_label, size * SECTION_FIELDS);
	size_t sections = 0;
	bool options_may_come = false;
	for (size_t i = 1; i < size; i++) {
		const json_t *one = json_array_get(json, i);
		if (options_may_come && (json_is_object(one) || json_is_null(one))) {
			options_may_come = false;
			if (!add_options(p, one, x, where, sections - 1)) {
				return NULL;
			}
			continue;
		}
		const struct expr *content = argument(p, one, expr_type_simple(VALUE_ANY));
		if (!content) {
			return NULL;
		}
		enum value_type kind = content->type->kind;
		if (kind != VALUE_STRING && kind != VALUE_ANY && kind != VALUE_NULL && kind != VALUE_IMAGE) {
			return expr_error(p, "Formatted text type must be 'string', 'value', 'image' or 'null'.");
		}
		(void)add_field(x, where, sections++, SECTION_TEXT, content);
		options_may_come = true;
	}
	x->labels = where;
	x->labels_len = sections * SECTION_FIELDS;
	return expr_done(x);
}

/* ---- image ---- */

static struct value run_image(const struct expr *x, const struct expr_scene *scene)
{
	static const struct mvt_slice key = { "availableImages", 15 };
	struct value name;
	if (!expr_want(x, 0, VALUE_STRING, scene, &name)) {
		return name;
	}
	struct value v = value_to_image(name.string);
	const struct value *known = value_find(scene->globals, key);
	for (size_t i = 0; v.type == VALUE_IMAGE && known && known->type == VALUE_ARRAY && i < known->len; i++) {
		v.available = v.available || value_equal(&known->items[i], &name);
	}
	return v;
}

const struct expr *expr_compile_image(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	if (json_array_size(json) != 2) {
		return expr_error(p, "Expected two arguments.");
	}
	const struct expr *name = expr_argument(p, json, 1, expr_type_simple(VALUE_STRING));
	if (!name) {
		return expr_error(p, "No image name provided.");
	}
	struct expr *x = expr_new(p, run_image, expr_type_simple(VALUE_IMAGE), 1);
	x->args[x->len++] = name;
	return expr_done(x);
}
