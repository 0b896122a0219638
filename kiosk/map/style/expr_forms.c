/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators that choose what they evaluate: case, coalesce, let, var; literal; and the table of all special forms. */
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- literal ---- */

static const struct expr *compile_literal(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	struct arena *arena = p->compiler->arena;
	if (json_array_size(json) != 2) {
		return expr_error(p, "'literal' expression requires exactly one argument, but found %zu instead.",
				json_array_size(json) - 1);
	}
	struct value v = value_from_json(json_array_get(json, 1), arena);
	const struct expr_type *type = expr_type_of(&v, arena);
	const struct expr_type *expected = p->expected;
	/* An empty list is a list of whatever is wanted. */
	if (type->kind == VALUE_ARRAY && type->len == 0 && expected && expected->kind == VALUE_ARRAY &&
			expected->len <= 0) {
		type = expected;
	}
	return expr_literal(arena, v, type);
}

/* ---- case ---- */

static struct value run_case(const struct expr *x, const struct expr_scene *scene)
{
	for (size_t i = 0; i + 1 < x->len; i += 2) {
		struct value test;
		if (!expr_want(x, i, VALUE_BOOL, scene, &test)) {
			return test;
		}
		if (test.number != 0) {
			return expr_run(x->args[i + 1], scene);
		}
	}
	return expr_run(x->args[x->len - 1], scene);
}

static const struct expr *compile_case(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	int size = (int)json_array_size(json);
	if (size < 4) {
		return expr_error(p, "Expected at least 3 arguments, but found only %d.", size - 1);
	}
	if (size % 2 != 0) {
		return expr_error(p, "Expected an odd number of arguments.");
	}
	struct expr *x = expr_new(p, run_case, expr_wanted(p), (size_t)size - 1);
	for (int i = 1; i < size; i++) {
		bool test = i % 2 == 1 && i < size - 1;
		const struct expr *arg = expr_argument(p, json, i, test ? expr_type_simple(VALUE_BOOL) : x->type);
		if (!arg) {
			return NULL;
		}
		x->type = test || x->type ? x->type : arg->type;
		x->args[x->len++] = arg;
	}
	return expr_done(x);
}

/* ---- coalesce ---- */

static struct value run_coalesce(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = value_null();
	struct value missing = value_null(); /* the first image that the sprite has not */
	for (size_t i = 0; i < x->len; i++) {
		v = expr_run(x->args[i], scene);
		if (v.type == VALUE_IMAGE && !v.available) {
			if (missing.type == VALUE_NULL) {
				missing = value_string(v.string.bytes, v.string.len);
			}
			v = i + 1 == x->len ? missing : value_null();
		}
		if (v.type != VALUE_NULL) {
			break;
		}
	}
	return v;
}

static const struct expr *compile_coalesce(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	int size = (int)json_array_size(json);
	if (size < 2) {
		return expr_error(p, "Expected at least one argument.");
	}
	struct expr *x = expr_new(p, run_coalesce, expr_wanted(p), (size_t)size - 1);
	x->form = FORM_COALESCE;
	bool loose = false;
	for (int i = 1; i < size; i++) {
		/* Not annotated: an assertion would fail on the null that is to be passed over. */
		const struct expr *arg = expr_argument_as(p, json, i, x->type, ANNOTATE_OMIT);
		if (!arg) {
			return NULL;
		}
		loose = loose || (p->expected && !expr_type_accepts(p->expected, arg->type));
		x->type = x->type ? x->type : arg->type;
		x->args[x->len++] = arg;
	}
	/* What the arguments were spared, the whole gets. */
	x->type = loose ? expr_type_simple(VALUE_ANY) : x->type;
	return expr_done(x);
}

/* ---- let, var ---- */

static struct value run_last(const struct expr *x, const struct expr_scene *scene)
{
	return expr_run(x->args[x->len - 1], scene);
}

static struct value run_variable(const struct expr *x, const struct expr_scene *scene)
{
	return expr_run(x->args[0], scene);
}

static bool is_name(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(text);
}

static const struct expr *compile_let(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	int size = (int)json_array_size(json);
	if (size < 4) {
		return expr_error(p, "Expected at least 3 arguments, but found %d instead.", size - 1);
	}
	struct expr *x = expr_new(p, run_last, NULL, (size_t)size);
	x->form = FORM_LET;
	struct expr_place inner = *p;
	for (int i = 1; i < size - 1; i += 2) {
		const json_t *name = json_array_get(json, (size_t)i);
		if (!json_is_string(name)) {
			return expr_error_at(p, i, -1, "Expected string, but found %s instead.",
					expr_json_typeof(name));
		}
		if (!is_name(json_string_value(name)) || strlen(json_string_value(name)) != json_string_length(name)) {
			return expr_error_at(p, i, -1,
					"Variable names must contain only alphanumeric characters or '_'.");
		}
		const struct expr *value = expr_argument(p, json, i + 1, NULL);
		if (!value) {
			return NULL;
		}
		x->args[x->len++] = value;
		struct expr_binding *b = ARENA_NEW(p->compiler->arena, struct expr_binding);
		*b = (struct expr_binding){ arena_strdup(p->compiler->arena, json_string_value(name)), value,
			inner.scope };
		inner.scope = b;
	}
	const struct expr *result = expr_argument(&inner, json, size - 1, p->expected);
	if (!result) {
		return NULL;
	}
	x->type = result->type;
	x->args[x->len++] = result;
	return expr_done(x);
}

static const struct expr *compile_variable(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	const char *name = json_string_value(json_array_get(json, 1));
	if (json_array_size(json) != 2 || !name) {
		return expr_error(p, "'var' expression requires exactly one string literal argument.");
	}
	const struct expr_binding *b = p->scope;
	while (b && !str_equal(b->name, name)) {
		b = b->outer;
	}
	if (!b) {
		return expr_error_at(p, 1, -1,
				"Unknown variable \"%s\". Make sure \"%s\" has been bound in an enclosing \"let\" "
				"expression before "
				"using it.",
				name, name);
	}
	struct expr *x = expr_new(p, run_variable, b->value->type, 1);
	x->form = FORM_VARIABLE;
	x->args[0] = b->value; /* not a child: len stays 0 */
	x->cost = b->value->cost;
	return expr_done(x);
}

/* ---- global-state ---- */

static struct value run_global_state(const struct expr *x, const struct expr_scene *scene)
{
	static const struct mvt_slice key = { "globalState", 11 };
	const struct value *found =
			value_find(value_find(scene->globals, key), (struct mvt_slice){ x->name, strlen(x->name) });
	return found ? *found : value_null();
}

static const struct expr *compile_global_state(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	const json_t *key = json_array_get(json, 1);
	if (json_array_size(json) != 2) {
		return expr_error(p, "Expected 1 argument, but found %zu instead.", json_array_size(json) - 1);
	}
	if (json_is_null(key)) {
		return expr_error(p, "Global state property must be defined.");
	}
	if (!json_is_string(key)) {
		return expr_error(p, "Global state property must be string, but found %s instead.",
				expr_json_typeof(key));
	}
	struct expr *x = expr_new(p, run_global_state, expr_type_simple(VALUE_ANY), 0);
	x->form = FORM_VOLATILE;
	x->name = arena_strdup(p->compiler->arena, json_string_value(key));
	return expr_done(x);
}

/* ---- all special forms ---- */

const struct expr_form_row *expr_find_form(const char *name)
{
	static const struct expr_form_row rows[] = {
		{ "literal", compile_literal, 0 },
		{ "case", compile_case, 0 },
		{ "match", expr_compile_match, 0 },
		{ "coalesce", compile_coalesce, 0 },
		{ "step", expr_compile_step, 0 },
		{ "interpolate", expr_compile_interpolate, COLOR_RGB },
		{ "interpolate-hcl", expr_compile_interpolate, COLOR_HCL },
		{ "interpolate-lab", expr_compile_interpolate, COLOR_LAB },
		{ "==", expr_compile_compare, '=' },
		{ "!=", expr_compile_compare, '!' },
		{ "<", expr_compile_compare, '<' },
		{ "<=", expr_compile_compare, 'l' },
		{ ">", expr_compile_compare, '>' },
		{ ">=", expr_compile_compare, 'g' },
		{ "let", compile_let, 0 },
		{ "var", compile_variable, 0 },
		{ "array", expr_compile_assertion, VALUE_ARRAY },
		{ "boolean", expr_compile_assertion, VALUE_BOOL },
		{ "number", expr_compile_assertion, VALUE_NUMBER },
		{ "object", expr_compile_assertion, VALUE_OBJECT },
		{ "string", expr_compile_assertion, VALUE_STRING },
		{ "to-boolean", expr_compile_coercion, VALUE_BOOL },
		{ "to-color", expr_compile_coercion, VALUE_COLOR },
		{ "to-number", expr_compile_coercion, VALUE_NUMBER },
		{ "to-string", expr_compile_coercion, VALUE_STRING },
		{ "at", expr_compile_at, 0 },
		{ "collator", expr_compile_collator, 0 },
		{ "in", expr_compile_in, 0 },
		{ "index-of", expr_compile_index_of, 0 },
		{ "slice", expr_compile_slice, 0 },
		{ "length", expr_compile_length, 0 },
		{ "format", expr_compile_format, 0 },
		{ "image", expr_compile_image, 0 },
		{ "global-state", compile_global_state, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (str_equal(rows[i].name, name)) {
			return &rows[i];
		}
	}
	return NULL;
}
