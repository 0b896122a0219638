/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiling one expression: finding its operator, making its type fit, folding what is constant (expr_node.h). */
#include "map/style/expr_node.h"

/* ---- folding ---- */

static bool is_constant(const struct expr *x)
{
	if (x->form == FORM_VARIABLE) {
		return is_constant(x->args[0]);
	}
	if (x->form == FORM_VOLATILE || x->uses) {
		return false;
	}
	for (size_t i = 0; i < x->len; i++) {
		if (x->form == FORM_ANNOTATION ? !is_constant(x->args[i]) : x->args[i]->form != FORM_LITERAL) {
			return false;
		}
	}
	return true;
}

static const struct expr *fold(const struct expr_place *p, const struct expr *x)
{
	if (x->form == FORM_LITERAL || x->type->kind == VALUE_IMAGE || x->cost > EXPR_COST_MAX || !is_constant(x)) {
		return x;
	}
	struct expr_scene nowhere = { .arena = p->compiler->arena, .explain = true };
	struct value v = expr_run(x, &nowhere);
	if (v.type == VALUE_ERROR) {
		return expr_error(p, "%.*s", (int)v.string.len, v.string.bytes);
	}
	return expr_literal(p->compiler->arena, v, x->type);
}

/* ---- types ---- */

#define KIND(k) (1U << (k))
/* What is converted, and what is asserted, to become the expected type; otherwise it must be a subtype. */
static const unsigned coerced[VALUE_TYPES] = {
	[VALUE_PROJECTION] = KIND(VALUE_STRING) | KIND(VALUE_ARRAY) | KIND(VALUE_ANY),
	[VALUE_COLOR] = KIND(VALUE_STRING) | KIND(VALUE_ANY),
	[VALUE_FORMATTED] = KIND(VALUE_STRING) | KIND(VALUE_ANY),
	[VALUE_IMAGE] = KIND(VALUE_STRING) | KIND(VALUE_ANY),
	[VALUE_PADDING] = KIND(VALUE_NUMBER) | KIND(VALUE_ARRAY) | KIND(VALUE_ANY),
	[VALUE_NUMBERS] = KIND(VALUE_NUMBER) | KIND(VALUE_ARRAY) | KIND(VALUE_ANY),
	[VALUE_COLORS] = KIND(VALUE_STRING) | KIND(VALUE_ARRAY) | KIND(VALUE_ANY),
	[VALUE_ANCHORS] = KIND(VALUE_ARRAY) | KIND(VALUE_ANY),
};
static const unsigned asserted =
		KIND(VALUE_STRING) | KIND(VALUE_NUMBER) | KIND(VALUE_BOOL) | KIND(VALUE_OBJECT) | KIND(VALUE_ARRAY);

static const struct expr *annotate(const struct expr_place *p, const struct expr *x, enum annotation how)
{
	const struct expr_type *expected = p->expected;
	if (!expected) {
		return x;
	}
	bool assertion = x->type->kind == VALUE_ANY && (asserted & KIND(expected->kind));
	if (!assertion && !(coerced[expected->kind] & KIND(x->type->kind))) {
		return expr_check(p, -1, expected, x->type) ? x : NULL;
	}
	if (how == ANNOTATE_OMIT) {
		return x;
	}
	return assertion && how != ANNOTATE_COERCE ? expr_assertion(p, expected, x) : expr_coercion(p, expected, x);
}

/* ---- expressions ---- */

static const struct expr *compile_operator(const struct expr_place *p, const json_t *json)
{
	const char *name = json_string_value(json_array_get(json, 0));
	if (json_array_size(json) == 0) {
		return expr_error(p, "Expected an array with at least one element. If you wanted a literal array, use "
				     "[\"literal\", []].");
	}
	if (!name) {
		return expr_error_at(p, 0, -1,
				"Expression name must be a string, but found %s instead. If you wanted a literal "
				"array, use "
				"[\"literal\", [...]].",
				expr_json_typeof(json_array_get(json, 0)));
	}
	const struct expr_form_row *form = expr_find_form(name);
	if (form) {
		return form->compile(p, json, form);
	}
	if (expr_is_call(name)) {
		return expr_compile_call(p, json);
	}
	return expr_error_at(p, 0, -1,
			"Unknown expression \"%s\". If you wanted a literal array, use [\"literal\", [...]].", name);
}

const struct expr *expr_compile_here(const struct expr_place *p, const json_t *json, enum annotation annotation)
{
	struct arena *arena = p->compiler->arena;
	const struct expr *x = NULL;
	if (p->depth > EXPR_DEPTH_MAX || ++p->compiler->nodes > EXPR_NODES_MAX) {
		return expr_error(p, p->depth > EXPR_DEPTH_MAX ? "Expressions are nested too deeply."
							       : "The expression is too large.");
	}
	if (json_is_array(json)) {
		x = compile_operator(p, json);
	} else if (json_is_object(json)) {
		return expr_error(p, "Bare objects invalid. Use [\"literal\", {...}] instead.");
	} else {
		struct value v = value_from_json(json, arena);
		x = expr_literal(arena, v, expr_type_simple(v.type));
	}
	x = x ? annotate(p, x, annotation) : NULL;
	return x ? fold(p, x) : NULL;
}
