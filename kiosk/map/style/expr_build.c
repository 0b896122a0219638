/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What compiling is made of (expr_node.h): errors with their place, nodes, arguments, failures of evaluation. */
#include <stdarg.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- errors ---- */

static void add_key(const struct expr_place *p, struct buf *out)
{
	if (p->parent) {
		add_key(p->parent, out);
	}
	if (p->index >= 0) {
		buf_printf(out, "[%d]", p->index);
	}
}

static void add_error(const struct expr_place *p, int key, int second, const char *fmt, va_list args)
{
	struct arena *arena = p->compiler->arena;
	struct expr_errors *all = p->errors;
	struct buf where = { 0 };
	struct buf what = { 0 };
	add_key(p, &where);
	if (key >= 0) {
		buf_printf(&where, "[%d]", key);
	}
	if (second >= 0) {
		buf_printf(&where, "[%d]", second);
	}
	buf_vprintf(&what, fmt, args);
	if ((all->len & (all->len - 1)) == 0) { /* full at each power of two */
		struct expr_error *more = ARENA_ARRAY(arena, struct expr_error, all->len ? 2 * all->len : 1);
		if (all->len) {
			memcpy(more, all->at, all->len * sizeof *more);
		}
		all->at = more;
	}
	all->at[all->len++] = (struct expr_error){ value_copy_text(&where, arena).string.bytes,
		value_copy_text(&what, arena).string.bytes };
	buf_finish(&where);
	buf_finish(&what);
}

const struct expr *expr_error(const struct expr_place *p, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add_error(p, -1, -1, fmt, args);
	va_end(args);
	return NULL;
}

const struct expr *expr_error_at(const struct expr_place *p, int key, int second, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add_error(p, key, second, fmt, args);
	va_end(args);
	return NULL;
}

bool expr_check(const struct expr_place *p, int key, const struct expr_type *expected, const struct expr_type *found)
{
	struct arena *arena = p->compiler->arena;
	if (expr_type_accepts(expected, found)) {
		return true;
	}
	(void)expr_error_at(p, key, -1, "Expected %s but found %s instead.", expr_type_name(expected, arena),
			expr_type_name(found, arena));
	return false;
}

const char *expr_json_typeof(const json_t *json)
{
	return json_is_string(json)    ? "string"
	       : json_is_number(json)  ? "number"
	       : json_is_boolean(json) ? "boolean"
				       : "object";
}

const char *expr_json_text(const json_t *json)
{
	const char *text = json_string_value(json);
	return text ? text : "";
}

bool expr_given(const json_t *json)
{
	return json && !json_is_null(json) && !json_is_false(json) &&
	       !(json_is_number(json) && json_number_value(json) == 0) &&
	       !(json_is_string(json) && json_string_length(json) == 0);
}

/* ---- nodes ---- */

struct expr *expr_new(const struct expr_place *p, expr_fn run, const struct expr_type *type, size_t len)
{
	struct arena *arena = p->compiler->arena;
	struct expr *x = ARENA_NEW(arena, struct expr);
	x->run = run;
	x->type = type;
	x->args = ARENA_ARRAY(arena, const struct expr *, len + 1);
	x->form = FORM_SPECIAL;
	return x;
}

/* The specification allows one curve over the zoom, on top; let and coalesce may stand around it. */
static void find_curve(struct expr *x)
{
	if (x->form == FORM_LET) {
		x->curve_state = x->args[x->len - 1]->curve_state;
		x->curve = x->args[x->len - 1]->curve;
	} else if (x->form == FORM_COALESCE) {
		for (size_t i = 0; i < x->len && x->curve_state == CURVE_NONE; i++) {
			x->curve_state = x->args[i]->curve_state;
			x->curve = x->args[i]->curve;
		}
	} else if (x->form == FORM_CURVE && x->args[0]->run == expr_zoom) {
		x->curve_state = x->curve_state ? x->curve_state : CURVE_STEP;
		x->curve = x;
	} else {
		x->curve_state = CURVE_NONE;
	}
	if (x->curve_state >= CURVE_NOT_ON_TOP) {
		return;
	}
	for (size_t i = 0; i < x->len; i++) {
		const struct expr *child = x->args[i];
		if (child->curve_state >= CURVE_NOT_ON_TOP) {
			x->curve_state = child->curve_state;
		} else if (child->curve_state != CURVE_NONE && x->curve_state == CURVE_NONE) {
			x->curve_state = CURVE_NOT_ON_TOP;
		} else if (child->curve_state != CURVE_NONE && child->curve != x->curve) {
			x->curve_state = CURVE_MORE_THAN_ONE;
		}
	}
}

const struct expr *expr_done(struct expr *x)
{
	x->cost++;
	for (size_t i = 0; i < x->len; i++) {
		x->uses |= x->args[i]->uses;
		x->cost += x->args[i]->cost;
		x->cost = x->cost < 2 * EXPR_COST_MAX ? x->cost : 2 * EXPR_COST_MAX;
	}
	find_curve(x);
	return x;
}

static struct value expr_constant(const struct expr *x, const struct expr_scene *scene)
{
	(void)scene;
	return x->constant;
}

/* What copying a constant, or looking at all of it, costs. */
static unsigned weight(const struct value *v)
{
	unsigned sum = 1;
	if (v->type == VALUE_STRING) {
		sum += (unsigned)(v->string.len / 64);
	}
	for (size_t i = 0; value_is_list(v) && i < v->len && sum < EXPR_COST_MAX; i++) {
		sum += weight(&v->items[i]);
	}
	for (size_t i = 0; v->type == VALUE_OBJECT && i < v->len && sum < EXPR_COST_MAX; i++) {
		sum += 1 + weight(&v->members[i].value);
	}
	return sum;
}

const struct expr *expr_literal(struct arena *arena, struct value v, const struct expr_type *type)
{
	struct expr *x = ARENA_NEW(arena, struct expr);
	x->run = expr_constant;
	x->type = type;
	x->form = FORM_LITERAL;
	x->constant = v;
	x->cost = weight(&v);
	return x;
}

/* ---- arguments ---- */

const struct expr *expr_argument_as(const struct expr_place *p, const json_t *json, int index,
		const struct expr_type *expected, enum annotation annotation)
{
	struct expr_place child = *p;
	child.parent = p;
	child.index = index;
	child.depth = p->depth + 1;
	child.expected = expected;
	/* What is compiled lies in the arena; no node points to a place. */
	// cppcheck-suppress returnDanglingLifetime
	return p->compiler->compile(&child, json_array_get(json, (size_t)index), annotation);
}

const struct expr *expr_argument(const struct expr_place *p, const json_t *json, int index,
		const struct expr_type *expected)
{
	return expr_argument_as(p, json, index, expected, ANNOTATE_DEFAULT);
}

const struct expr_type *expr_wanted(const struct expr_place *p)
{
	return p->expected && p->expected->kind != VALUE_ANY ? p->expected : NULL;
}

/* ---- evaluating ---- */

bool expr_text_fits(const struct buf *b, const struct expr_scene *scene, struct value *failure)
{
	if (b->len <= EXPR_TEXT_MAX) {
		return true;
	}
	*failure = expr_fail(scene, "The text is longer than %d bytes.", EXPR_TEXT_MAX);
	return false;
}

struct value expr_fail(const struct expr_scene *scene, const char *fmt, ...)
{
	struct value v = { .type = VALUE_ERROR };
	if (scene->explain) {
		struct buf b = { 0 };
		va_list args;
		va_start(args, fmt);
		buf_vprintf(&b, fmt, args);
		va_end(args);
		v.string = value_copy_text(&b, scene->arena).string;
		buf_finish(&b);
	}
	return v;
}

const char *expr_type_text_of(const struct value *v, const struct expr_scene *scene)
{
	return scene->explain ? expr_type_name(expr_type_of(v, scene->arena), scene->arena) : "";
}

bool expr_want(const struct expr *x, size_t i, enum value_type type, const struct expr_scene *scene, struct value *out)
{
	*out = expr_run(x->args[i], scene);
	if (out->type == type) {
		return true;
	}
	/* Types were checked when compiling; what slips through coalesce and variables stops here. */
	if (out->type != VALUE_ERROR) {
		*out = expr_fail(scene, "Expected value to be of type %s, but found %s instead.",
				expr_type_name(expr_type_simple(type), scene->arena), expr_type_text_of(out, scene));
	}
	return false;
}
