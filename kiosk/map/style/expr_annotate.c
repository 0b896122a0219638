/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assertions (string, number, boolean, object, array) and coercions (to-...), written or inserted by the compiler. */
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- assertions ---- */

static struct value run_assertion(const struct expr *x, const struct expr_scene *scene)
{
	for (size_t i = 0;; i++) {
		struct value v = expr_run(x->args[i], scene);
		if (v.type == VALUE_ERROR) {
			return v;
		}
		if (v.type == x->type->kind &&
				(v.type != VALUE_ARRAY || expr_type_accepts(x->type, expr_type_of(&v, scene->arena)))) {
			return v;
		}
		if (i + 1 == x->len) {
			return expr_fail(scene, "Expected value to be of type %s, but found %s instead.",
					expr_type_name(x->type, scene->arena), expr_type_text_of(&v, scene));
		}
	}
}

static struct expr *new_annotation(const struct expr_place *p, expr_fn run, const struct expr_type *type, size_t len)
{
	struct expr *x = expr_new(p, run, type, len);
	x->form = FORM_ANNOTATION;
	return x;
}

const struct expr *expr_assertion(const struct expr_place *p, const struct expr_type *type, const struct expr *arg)
{
	struct expr *x = new_annotation(p, run_assertion, type, 1);
	x->args[x->len++] = arg;
	return expr_done(x);
}

/* ["array", item type, length, value]: both optional. *at moves to the value. NULL: an error. */
static const struct expr_type *array_type(const struct expr_place *p, const json_t *json, int *at)
{
	static const struct {
		const char *name;
		enum value_type type;
	} items[] = { { "string", VALUE_STRING }, { "number", VALUE_NUMBER }, { "boolean", VALUE_BOOL } };
	int size = (int)json_array_size(json);
	enum value_type item = VALUE_ANY;
	int64_t len = -1;
	if (size > 2) {
		const char *name = expr_json_text(json_array_get(json, 1));
		for (size_t i = 0; i < ARRAY_LEN(items); i++) {
			item = str_equal(items[i].name, name) ? items[i].type : item;
		}
		if (item == VALUE_ANY) {
			(void)expr_error_at(p, 1, -1,
					"The item type argument of \"array\" must be one of string, number, boolean");
			return NULL;
		}
		(*at)++;
	}
	if (size > 3) {
		const json_t *length = json_array_get(json, 2);
		double n = json_number_value(length);
		if (!json_is_null(length) &&
				(!json_is_number(length) || n < 0 || n != floor(n) || n > 9007199254740991)) {
			(void)expr_error_at(p, 2, -1,
					"The length argument to \"array\" must be a positive integer literal");
			return NULL;
		}
		len = json_is_null(length) ? -1 : (int64_t)n;
		(*at)++;
	}
	return expr_type_array(expr_type_simple(item), len, p->compiler->arena);
}

/* Arguments from `at` on, of any type. */
static const struct expr *add_values(struct expr *x, const struct expr_place *p, const json_t *json, int at)
{
	for (; at < (int)json_array_size(json); at++) {
		const struct expr *arg = expr_argument(p, json, at, expr_type_simple(VALUE_ANY));
		if (!arg) {
			return NULL;
		}
		x->args[x->len++] = arg;
	}
	return expr_done(x);
}

const struct expr *expr_compile_assertion(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	int at = 1;
	if (json_array_size(json) < 2) {
		return expr_error(p, "Expected at least one argument.");
	}
	const struct expr_type *type =
			row->op == VALUE_ARRAY ? array_type(p, json, &at) : expr_type_simple((enum value_type)row->op);
	return type ? add_values(new_annotation(p, run_assertion, type, json_array_size(json)), p, json, at) : NULL;
}

/* ---- coercions ---- */

/* ECMAScript's [a, b].join(", ") */
static const char *joined(const struct value *items, size_t len, struct arena *arena)
{
	struct buf b = { 0 };
	for (size_t i = 0; i < len; i++) {
		buf_add_text(&b, i ? ", " : "");
		value_add_text(&items[i], &b);
	}
	const char *text = value_copy_text(&b, arena).string.bytes;
	buf_finish(&b);
	return text;
}

/* NULL: three numbers 0..255 and perhaps one 0..1. */
static const char *wrong_rgba(const struct value *v, struct arena *arena)
{
	if (v->len < 3 || v->len > 4) {
		return arena_printf(arena,
				"Invalid rgba value %s: expected an array containing either three or four numeric "
				"values.",
				value_json_text(v, arena));
	}
	for (size_t i = 0; i < 3; i++) {
		if (v->items[i].type != VALUE_NUMBER || !(v->items[i].number >= 0 && v->items[i].number <= 255)) {
			size_t shown = v->len == 4 && v->items[3].type == VALUE_NUMBER ? 4 : 3;
			return arena_printf(arena,
					"Invalid rgba value [%s]: 'r', 'g', and 'b' must be between 0 and 255.",
					joined(v->items, shown, arena));
		}
	}
	if (v->len == 4 &&
			(v->items[3].type != VALUE_NUMBER || !(v->items[3].number >= 0 && v->items[3].number <= 1))) {
		return arena_printf(arena, "Invalid rgba value [%s]: 'a' must be between 0 and 1.",
				joined(v->items, 4, arena));
	}
	return NULL;
}

/* As the reference reads a list: the parts are already multiplied by alpha. */
static struct value color_of_list(const struct value *v)
{
	double alpha = v->len == 4 ? v->items[3].number : 1;
	double f = 255 * (alpha > 0 ? alpha : 1);
	return (struct value){ .type = VALUE_COLOR,
		.color = { v->items[0].number / f, v->items[1].number / f, v->items[2].number / f, alpha } };
}

static struct value quoted_failure(const struct expr_scene *scene, const char *what, const struct value *v)
{
	if (!scene->explain) {
		return expr_fail(scene, "%s", what);
	}
	bool text = v->type == VALUE_STRING;
	return expr_fail(scene, "Could not parse %s from value '%.*s'", what, text ? (int)v->string.len : 9999,
			text ? v->string.bytes : value_json_text(v, scene->arena));
}

static struct value run_to_color(const struct expr *x, const struct expr_scene *scene)
{
	const char *why = NULL;
	struct value v = value_null();
	for (size_t i = 0; i < x->len; i++) {
		struct value out = { .type = VALUE_COLOR };
		v = expr_run(x->args[i], scene);
		why = NULL;
		if (v.type == VALUE_COLOR || v.type == VALUE_ERROR) {
			return v;
		}
		if (v.type == VALUE_STRING && color_parse(v.string.bytes, v.string.len, &out.color)) {
			return out;
		}
		if (v.type == VALUE_ARRAY) {
			why = wrong_rgba(&v, scene->arena);
			if (!why) {
				return color_of_list(&v);
			}
		}
	}
	return why ? expr_fail(scene, "%s", why) : quoted_failure(scene, "color", &v);
}

static struct value run_to_number(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = value_null();
	for (size_t i = 0; i < x->len; i++) {
		v = expr_run(x->args[i], scene);
		double n = value_to_number(&v, scene->arena);
		if (v.type == VALUE_ERROR) {
			return v;
		}
		if (!isnan(n)) {
			return value_number(n);
		}
	}
	return expr_fail(scene, "Could not convert %s to number.",
			scene->explain ? value_json_text(&v, scene->arena) : "");
}

static struct value run_to_boolean(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	return v.type == VALUE_ERROR ? v : value_bool(value_truth(&v));
}

static struct value run_to_string(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	if (v.type == VALUE_ERROR || v.type == VALUE_STRING) {
		return v;
	}
	struct mvt_slice text = value_to_text(&v, scene->arena);
	return value_string(text.bytes, text.len);
}

static struct value run_to_formatted(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	return v.type == VALUE_ERROR ? v : value_to_formatted(&v, scene->arena);
}

static struct value run_to_image(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	return v.type == VALUE_ERROR ? v : value_to_image(value_to_text(&v, scene->arena));
}

/* Into the property's own kind of list. */
static struct value run_to_list(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	struct value out;
	bool ok = false;
	if (v.type == VALUE_ERROR) {
		return v;
	}
	switch (x->type->kind) {
	case VALUE_PADDING:
		ok = value_to_padding(&v, &out, scene->arena);
		break;
	case VALUE_NUMBERS:
		ok = value_to_numbers(&v, &out, scene->arena);
		break;
	case VALUE_COLORS:
		ok = value_to_colors(&v, &out, scene->arena);
		break;
	case VALUE_ANCHORS:
		ok = value_to_anchors(&v, &out);
		break;
	default:
		ok = value_to_projection(&v, &out, scene->arena);
		out = v; /* checked, but left as it is written: so the reference has it */
		break;
	}
	return ok ? out : quoted_failure(scene, expr_type_name(x->type, scene->arena), &v);
}

static expr_fn coercion_to(enum value_type kind)
{
	static const expr_fn functions[VALUE_TYPES] = {
		[VALUE_BOOL] = run_to_boolean,
		[VALUE_COLOR] = run_to_color,
		[VALUE_NUMBER] = run_to_number,
		[VALUE_STRING] = run_to_string,
		[VALUE_FORMATTED] = run_to_formatted,
		[VALUE_IMAGE] = run_to_image,
		[VALUE_PADDING] = run_to_list,
		[VALUE_NUMBERS] = run_to_list,
		[VALUE_COLORS] = run_to_list,
		[VALUE_ANCHORS] = run_to_list,
		[VALUE_PROJECTION] = run_to_list,
	};
	return functions[kind] ? functions[kind] : run_to_string;
}

const struct expr *expr_coercion(const struct expr_place *p, const struct expr_type *type, const struct expr *arg)
{
	struct expr *x = new_annotation(p, coercion_to(type->kind), type, 1);
	x->args[x->len++] = arg;
	return expr_done(x);
}

const struct expr *expr_compile_coercion(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	enum value_type kind = (enum value_type)row->op;
	if (json_array_size(json) < 2) {
		return expr_error(p, "Expected at least one argument.");
	}
	if ((kind == VALUE_BOOL || kind == VALUE_STRING) && json_array_size(json) != 2) {
		return expr_error(p, "Expected one argument.");
	}
	struct expr *x = new_annotation(p, coercion_to(kind), expr_type_simple(kind), json_array_size(json));
	return add_values(x, p, json, 1);
}
