/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties and filters as a whole, and their results; the parts are in the other expr_*.c. */
#include "map/style/expr.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- what a property allows ---- */

static const struct expr_type *type_of_spec(const struct expr_spec *spec, struct arena *arena)
{
	if (spec->type == VALUE_ARRAY) {
		return expr_type_array(expr_type_simple(spec->item), spec->length ? spec->length : -1, arena);
	}
	return spec->type == VALUE_ANY ? NULL : expr_type_simple(spec->type);
}

/* NULL: x may be this property's value. */
static const char *forbidden(const struct expr *x, const struct expr_spec *spec)
{
	static const char not_on_top[] = "\"zoom\" expression may only be used as input to a top-level \"step\" or "
					 "\"interpolate\" expression.";
	if (expr_uses_feature(x) && !spec->feature) {
		return "data expressions not supported";
	}
	if (expr_uses_zoom(x) && !spec->zoom) {
		return "zoom expressions not supported";
	}
	switch (x->curve_state) {
	case CURVE_NONE:
		return expr_uses_zoom(x) ? not_on_top : NULL;
	case CURVE_NOT_ON_TOP:
		return not_on_top;
	case CURVE_MORE_THAN_ONE:
		return "Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in an expression.";
	case CURVE_INTERPOLATE:
		return spec->interpolated ? NULL : "\"interpolate\" expressions cannot be used with this property";
	case CURVE_STEP:
		break;
	}
	return NULL;
}

const struct expr *expr_compile(const json_t *json, const struct expr_spec *spec, struct arena *arena,
		struct expr_errors *errors)
{
	struct expr_compiler compiler = { .arena = arena, .compile = expr_compile_here };
	struct expr_place top = { .compiler = &compiler,
		.index = -1,
		.expected = type_of_spec(spec, arena),
		.errors = errors };
	*errors = (struct expr_errors){ 0 };
	json_t *modern = NULL;
	if (json_is_object(json)) {
		struct err why = { 0 };
		modern = expr_modern_function(json, spec, &why);
		if (!modern) {
			return expr_error(&top, "%s", why.message);
		}
	} else if (json_is_string(json) && spec->tokens) {
		modern = expr_modern_tokens(json_string_value(json));
	}
	/* Text is what numbers become; enums are strings that are checked. */
	bool text = spec->type == VALUE_STRING && !spec->values;
	const struct expr *x =
			expr_compile_here(&top, modern ? modern : json, text ? ANNOTATE_COERCE : ANNOTATE_DEFAULT);
	json_decref(modern);
	if (x && x->cost > EXPR_COST_MAX) {
		return expr_error(&top, "The expression takes too long to evaluate.");
	}
	const char *why = x ? forbidden(x, spec) : NULL;
	return why ? expr_error(&top, "%s", why) : x;
}

/* A filter may use the zoom anywhere. */
const struct expr *expr_compile_filter(const json_t *json, struct arena *arena, struct err *e)
{
	struct expr_errors errors = { 0 };
	struct expr_compiler compiler = { .arena = arena, .compile = expr_compile_here };
	struct expr_place top = { .compiler = &compiler,
		.index = -1,
		.expected = expr_type_simple(VALUE_BOOL),
		.errors = &errors };
	if (!json || json_is_null(json)) {
		return expr_literal(arena, value_bool(true), expr_type_simple(VALUE_BOOL));
	}
	json_t *modern = expr_filter_is_legacy(json) ? expr_modern_filter(json, 0) : NULL;
	const struct expr *x = expr_compile_here(&top, modern ? modern : json, ANNOTATE_DEFAULT);
	json_decref(modern);
	if (x && x->cost > EXPR_COST_MAX) {
		x = expr_error(&top, "The filter takes too long to evaluate.");
	}
	if (!x) {
		(void)fail_kind(e, ERR_FORMAT, "%s%s%s", errors.at[0].key, errors.at[0].key[0] ? ": " : "",
				errors.at[0].message);
	}
	return x;
}

bool expr_is_expression(const json_t *json)
{
	const char *name = json_string_value(json_array_get(json, 0));
	return name && (expr_find_form(name) || expr_is_call(name));
}

const char *expr_type_text(const struct expr *x, struct arena *arena)
{
	return expr_type_name(x->type, arena);
}

bool expr_uses_zoom(const struct expr *x)
{
	return x->uses & USE_ZOOM;
}

bool expr_uses_feature(const struct expr *x)
{
	return x->uses & USE_FEATURE;
}

/* ---- results ---- */

struct value expr_eval(const struct expr *x, const struct expr_scene *scene)
{
	return expr_run(x, scene);
}

double expr_number(const struct expr *x, const struct expr_scene *scene, double fallback)
{
	struct value v = x ? expr_run(x, scene) : value_null();
	return v.type == VALUE_NUMBER && isfinite(v.number) ? v.number : fallback;
}

struct color expr_color(const struct expr *x, const struct expr_scene *scene, struct color fallback)
{
	struct value v = x ? expr_run(x, scene) : value_null();
	return v.type == VALUE_COLOR ? color_bytes(v.color) : fallback;
}

bool expr_true(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = x ? expr_run(x, scene) : value_bool(true);
	return v.type == VALUE_BOOL && v.number != 0;
}

unsigned expr_cost(const struct expr *x)
{
	return x ? x->cost : 0;
}

struct mvt_slice expr_text(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = x ? expr_run(x, scene) : value_null();
	if (v.type == VALUE_FORMATTED && v.len == SECTION_FIELDS) {
		v = v.items[SECTION_TEXT];
	}
	if (v.type == VALUE_FORMATTED || v.type == VALUE_STRING || v.type == VALUE_IMAGE) {
		return value_to_text(&v, scene->arena);
	}
	return (struct mvt_slice){ "", 0 };
}

size_t expr_numbers(const struct expr *x, const struct expr_scene *scene, double *out, size_t max)
{
	struct value v = x ? expr_run(x, scene) : value_null();
	size_t len = 0;
	for (size_t i = 0; value_is_list(&v) && i < v.len && len < max; i++) {
		if (v.items[i].type == VALUE_NUMBER && isfinite(v.items[i].number)) {
			out[len++] = v.items[i].number;
		}
	}
	return len;
}
