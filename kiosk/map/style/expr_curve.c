/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step and interpolate */
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

/* ---- evaluating: args[0] is the input, then the outputs ---- */

/* Index of the last label that is not above the input; false: the input is no number. */
static bool find_label(const struct expr_curve *c, double input, size_t *out)
{
	size_t low = 0;
	size_t high = c->len;
	if (isnan(input)) {
		return false;
	}
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c->labels[middle] <= input) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	*out = low ? low - 1 : 0;
	return true;
}

static struct value run_step(const struct expr *x, const struct expr_scene *scene)
{
	struct value input;
	size_t i;
	if (!expr_want(x, 0, VALUE_NUMBER, scene, &input)) {
		return input;
	}
	if (!find_label(x->steps, input.number, &i)) {
		return expr_fail(scene, "Input is not a number.");
	}
	return expr_run(x->args[1 + i], scene);
}

/* The curve from (0,0) to (1,1) with these control points, solved for x: Newton, then halving. */
static double bezier(const double control[4], double x)
{
	double cx = 3 * control[0];
	double bx = 3 * (control[2] - control[0]) - cx;
	double ax = 1 - cx - bx;
	double cy = 3 * control[1];
	double by = 3 * (control[3] - control[1]) - cy;
	double ay = 1 - cy - by;
	double t = x;
	double low = 0;
	double high = 1;
	bool found = false;
	for (int i = 0; i < 8 && !found; i++) {
		double miss = ((ax * t + bx) * t + cx) * t - x;
		double slope = (3 * ax * t + 2 * bx) * t + cx;
		found = fabs(miss) < 1e-6;
		if (!found && fabs(slope) < 1e-6) {
			break;
		}
		t -= found ? 0 : miss / slope;
	}
	t = found ? t : x;
	for (int i = 0; i < 20 && !found; i++) {
		double at = ((ax * t + bx) * t + cx) * t;
		found = fabs(at - x) < 1e-6;
		if (!found) {
			low = x > at ? t : low;
			high = x > at ? high : t;
			t = (low + high) / 2;
		}
	}
	return ((ay * t + by) * t + cy) * t;
}

static double progress(const struct expr_curve *c, double input, double low, double high)
{
	double linear = (input - low) / (high - low);
	switch (c->mixing) {
	case MIX_EXPONENTIAL:
		return c->base == 1 ? linear : (pow(c->base, input - low) - 1) / (pow(c->base, high - low) - 1);
	case MIX_BEZIER:
		return linear <= 0 ? 0 : linear >= 1 ? 1 : bezier(c->control, linear);
	case MIX_LINEAR:
		break;
	}
	return linear;
}

static struct value mix_lists(const struct expr *x, const struct value *a, const struct value *b, double t,
		const struct expr_scene *scene)
{
	bool colors = x->type->kind == VALUE_COLORS;
	if (colors && a->len != b->len) {
		return expr_fail(scene, "%s: Arrays have mismatched length (%zu vs. %zu), cannot interpolate.",
				expr_type_name(x->type, scene->arena), a->len, b->len);
	}
	struct value *items = ARENA_ARRAY(scene->arena, struct value, a->len + 1);
	for (size_t i = 0; i < a->len; i++) {
		const struct value *from = &a->items[i];
		const struct value nothing = value_number(NAN);
		const struct value *to = i < b->len ? &b->items[i] : &nothing;
		items[i] = *from;
		if (from->type != to->type) {
			return expr_fail(scene, "Cannot interpolate values of different types.");
		}
		if (from->type == VALUE_NUMBER) {
			items[i].number = from->number + t * (to->number - from->number);
		} else if (from->type == VALUE_COLOR) {
			items[i].color = color_mix(from->color, to->color, t, x->steps->space);
		}
	}
	return value_list(x->type->kind, items, a->len);
}

/* [anchor, [x, y], ...]: the same anchors on both sides. */
static struct value mix_anchors(const struct value *a, const struct value *b, double t, const struct expr_scene *scene)
{
	struct arena *arena = scene->arena;
	if (a->len != b->len) {
		return expr_fail(scene, "Cannot interpolate values of different length. from: %s, to: %s",
				scene->explain ? value_to_text(a, arena).bytes : "",
				scene->explain ? value_to_text(b, arena).bytes : "");
	}
	struct value *items = ARENA_ARRAY(arena, struct value, a->len + 1);
	for (size_t i = 0; i + 1 < a->len; i += 2) {
		if (!value_equal(&a->items[i], &b->items[i])) {
			return expr_fail(scene,
					"Cannot interpolate values containing mismatched anchors. from[%zu]: %.*s, "
					"to[%zu]: %.*s",
					i, (int)a->items[i].string.len, a->items[i].string.bytes, i,
					(int)b->items[i].string.len, b->items[i].string.bytes);
		}
		const struct value *from = a->items[i + 1].items;
		const struct value *to = b->items[i + 1].items;
		struct value *offset = ARENA_ARRAY(arena, struct value, 2);
		for (int k = 0; k < 2; k++) {
			offset[k] = value_number(from[k].number + t * (to[k].number - from[k].number));
		}
		items[i] = a->items[i];
		items[i + 1] = value_list(VALUE_ARRAY, offset, 2);
	}
	return value_list(VALUE_ANCHORS, items, a->len);
}

static struct value mix(const struct expr *x, const struct value *a, const struct value *b, double t,
		const struct expr_scene *scene)
{
	if (x->type->kind == VALUE_PROJECTION) {
		struct value *items = ARENA_ARRAY(scene->arena, struct value, 3);
		items[0] = *a;
		items[1] = *b;
		items[2] = value_number(t);
		return value_list(VALUE_PROJECTION, items, 3);
	}
	if (a->type != x->type->kind || b->type != x->type->kind) {
		return expr_fail(scene, "Cannot interpolate values of different types.");
	}
	switch (x->type->kind) {
	case VALUE_NUMBER:
		return value_number(a->number + t * (b->number - a->number));
	case VALUE_COLOR:
		return (struct value){ .type = VALUE_COLOR,
			.color = color_mix(a->color, b->color, t, x->steps->space) };
	case VALUE_ANCHORS:
		return mix_anchors(a, b, t, scene);
	default:
		return mix_lists(x, a, b, t, scene);
	}
}

static struct value run_interpolate(const struct expr *x, const struct expr_scene *scene)
{
	const struct expr_curve *c = x->steps;
	struct value input;
	size_t i;
	if (c->len == 1) {
		return expr_run(x->args[1], scene);
	}
	if (!expr_want(x, 0, VALUE_NUMBER, scene, &input)) {
		return input;
	}
	if (!find_label(c, input.number, &i)) {
		return expr_fail(scene, "Input is not a number.");
	}
	if (input.number <= c->labels[0] || i == c->len - 1) {
		return expr_run(x->args[1 + i], scene);
	}
	struct value low = expr_run(x->args[1 + i], scene);
	if (low.type == VALUE_ERROR) {
		return low;
	}
	struct value high = expr_run(x->args[2 + i], scene);
	if (high.type == VALUE_ERROR) {
		return high;
	}
	return mix(x, &low, &high, progress(c, input.number, c->labels[i], c->labels[i + 1]), scene);
}

/* ---- compiling ---- */

static struct expr *new_curve(const struct expr_place *p, expr_fn run, const struct expr *input, size_t most)
{
	struct expr *x = expr_new(p, run, expr_wanted(p), most + 1);
	x->form = FORM_CURVE;
	x->steps = ARENA_NEW(p->compiler->arena, struct expr_curve);
	x->steps->labels = ARENA_ARRAY(p->compiler->arena, double, most);
	x->args[x->len++] = input;
	return x;
}

/* Labels and outputs alternate from index `at` on; `first`: the label before the first output (step has none). */
static bool add_stops(const struct expr_place *p, const json_t *json, struct expr *x, int at, const char *name)
{
	struct expr_curve *c = x->steps;
	for (; at + 1 < (int)json_array_size(json); at += 2) {
		const json_t *label = json_array_get(json, (size_t)at);
		bool open = c->len == 0 && x->run == run_step;
		double n = open ? -INFINITY : json_number_value(label);
		if (!open && !json_is_number(label)) {
			(void)expr_error_at(p, at, -1,
					"Input/output pairs for \"%s\" expressions must be defined using literal "
					"numeric values (not "
					"computed expressions) for the input values.",
					name);
			return false;
		}
		if (c->len > 0 && c->labels[c->len - 1] >= n) {
			(void)expr_error_at(p, at, -1,
					"Input/output pairs for \"%s\" expressions must be arranged with input values "
					"in strictly "
					"ascending order.",
					name);
			return false;
		}
		const struct expr *output = expr_argument(p, json, at + 1, x->type);
		if (!output) {
			return false;
		}
		x->type = x->type ? x->type : output->type;
		c->labels[c->len++] = n;
		x->args[x->len++] = output;
	}
	return true;
}

const struct expr *expr_compile_step(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	int args = (int)json_array_size(json) - 1;
	if (args < 4) {
		return expr_error(p, "Expected at least 4 arguments, but found only %d.", args);
	}
	if (args % 2 != 0) {
		return expr_error(p, "Expected an even number of arguments.");
	}
	const struct expr *input = expr_argument(p, json, 1, expr_type_simple(VALUE_NUMBER));
	if (!input) {
		return NULL;
	}
	struct expr *x = new_curve(p, run_step, input, (size_t)args);
	x->curve_state = CURVE_STEP;
	return add_stops(p, json, x, 1, row->name) ? expr_done(x) : NULL;
}

static bool read_bezier(const json_t *kind, struct expr_curve *c)
{
	bool ok = json_array_size(kind) == 5;
	c->mixing = MIX_BEZIER;
	for (size_t i = 0; ok && i < 4; i++) {
		const json_t *part = json_array_get(kind, i + 1);
		c->control[i] = json_number_value(part);
		ok = json_is_number(part) && c->control[i] >= 0 && c->control[i] <= 1;
	}
	return ok;
}

/* ["linear"], ["exponential", base], ["cubic-bezier", x1, y1, x2, y2] */
static bool read_mixing(const struct expr_place *p, const json_t *kind, struct expr_curve *c)
{
	const json_t *first = json_array_get(kind, 0);
	const char *name = expr_json_text(first);
	if (json_array_size(kind) == 0) {
		(void)expr_error_at(p, 1, -1, "Expected an interpolation type expression.");
		return false;
	}
	if (str_equal(name, "linear")) {
		c->mixing = MIX_LINEAR;
		return true;
	}
	if (str_equal(name, "exponential")) {
		c->mixing = MIX_EXPONENTIAL;
		c->base = json_number_value(json_array_get(kind, 1));
		if (!json_is_number(json_array_get(kind, 1))) {
			(void)expr_error_at(p, 1, 1, "Exponential interpolation requires a numeric base.");
			return false;
		}
		return true;
	}
	if (str_equal(name, "cubic-bezier")) {
		bool ok = read_bezier(kind, c);
		if (!ok) {
			(void)expr_error_at(p, 1, -1,
					"Cubic bezier interpolation requires four numeric arguments with values "
					"between 0 and 1.");
		}
		return ok;
	}
	struct value v = value_from_json(first, p->compiler->arena);
	(void)expr_error_at(p, 1, 0, "Unknown interpolation type %s", value_loose_text(&v, p->compiler->arena));
	return false;
}

static bool interpolatable(const struct expr_type *t)
{
	switch (t->kind) {
	case VALUE_NUMBER:
	case VALUE_COLOR:
	case VALUE_PADDING:
	case VALUE_NUMBERS:
	case VALUE_COLORS:
	case VALUE_ANCHORS:
	case VALUE_PROJECTION:
		return true;
	case VALUE_ARRAY:
		return t->item->kind == VALUE_NUMBER && t->len >= 0;
	default:
		return false;
	}
}

const struct expr *expr_compile_interpolate(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	struct expr_curve how = { .space = (enum color_space)row->op };
	int args = (int)json_array_size(json) - 1;
	if (!read_mixing(p, json_array_get(json, 1), &how)) {
		return NULL;
	}
	if (args < 4) {
		return expr_error(p, "Expected at least 4 arguments, but found only %d.", args);
	}
	if (args % 2 != 0) {
		return expr_error(p, "Expected an even number of arguments.");
	}
	const struct expr *input = expr_argument(p, json, 2, expr_type_simple(VALUE_NUMBER));
	if (!input) {
		return NULL;
	}
	struct expr *x = new_curve(p, run_interpolate, input, (size_t)args);
	how.labels = x->steps->labels;
	*x->steps = how;
	x->curve_state = CURVE_INTERPOLATE;
	/* Only colours have other spaces. */
	if (how.space != COLOR_RGB && !(p->expected && p->expected->kind == VALUE_COLORS)) {
		x->type = expr_type_simple(VALUE_COLOR);
	}
	if (!add_stops(p, json, x, 3, "interpolate")) {
		return NULL;
	}
	return interpolatable(x->type) ? expr_done(x)
				       : expr_error(p, "Type %s is not interpolatable.",
							 expr_type_name(x->type, p->compiler->arena));
}
