/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, truth and colours (expr_calls.h). */
#include <math.h>

#include "map/style/expr_calls.h"

static const double ln10 = 2.302585092994046;

static bool number_of(const struct expr *x, size_t i, const struct expr_scene *scene, struct value *v)
{
	return expr_want(x, i, VALUE_NUMBER, scene, v);
}

struct value call_sum(const struct expr *x, const struct expr_scene *scene)
{
	double result = x->op == '*' ? 1 : 0;
	for (size_t i = 0; i < x->len; i++) {
		struct value v;
		if (!number_of(x, i, scene, &v)) {
			return v;
		}
		result = x->op == '*' ? result * v.number : result + v.number;
	}
	return value_number(result);
}

struct value call_two(const struct expr *x, const struct expr_scene *scene)
{
	struct value a;
	struct value b;
	if (!number_of(x, 0, scene, &a)) {
		return a;
	}
	if (x->len == 1) {
		return value_number(-a.number);
	}
	if (!number_of(x, 1, scene, &b)) {
		return b;
	}
	switch (x->op) {
	case '-':
		return value_number(a.number - b.number);
	case '/':
		return value_number(a.number / b.number);
	case '%':
		return value_number(fmod(a.number, b.number));
	default:
		return value_number(pow(a.number, b.number));
	}
}

struct value call_most(const struct expr *x, const struct expr_scene *scene)
{
	double result = x->op == 'm' ? INFINITY : -INFINITY;
	for (size_t i = 0; i < x->len; i++) {
		struct value v;
		if (!number_of(x, i, scene, &v)) {
			return v;
		}
		bool further = x->op == 'm' ? v.number < result : v.number > result;
		result = further || isnan(v.number) ? v.number : result;
	}
	return value_number(result);
}

struct value call_one(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	if (!number_of(x, 0, scene, &v)) {
		return v;
	}
	double n = v.number;
	switch (x->op) {
	case ONE_ABS:
		return value_number(fabs(n));
	case ONE_CEIL:
		return value_number(ceil(n));
	case ONE_FLOOR:
		return value_number(floor(n));
	case ONE_ROUND: /* away from zero, unlike Math.round() */
		return value_number(round(n));
	case ONE_SQRT:
		return value_number(sqrt(n));
	case ONE_LN:
		return value_number(log(n));
	case ONE_LOG2:
		return value_number(log(n) / M_LN2);
	case ONE_LOG10:
		return value_number(log(n) / ln10);
	case ONE_SIN:
		return value_number(sin(n));
	case ONE_COS:
		return value_number(cos(n));
	case ONE_TAN:
		return value_number(tan(n));
	case ONE_ASIN:
		return value_number(asin(n));
	case ONE_ACOS:
		return value_number(acos(n));
	default:
		return value_number(atan(n));
	}
}

struct value call_constant(const struct expr *x, const struct expr_scene *scene)
{
	(void)scene;
	return value_number(x->op == 'e' ? M_E : x->op == 'p' ? M_PI : M_LN2);
}

struct value expr_zoom(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	return value_number(scene->zoom);
}

struct value call_logic(const struct expr *x, const struct expr_scene *scene)
{
	bool all = x->op == '&';
	for (size_t i = 0; i < x->len; i++) {
		struct value v;
		if (!expr_want(x, i, VALUE_BOOL, scene, &v)) {
			return v;
		}
		if ((v.number != 0) != all) {
			return value_bool(!all);
		}
	}
	return value_bool(all);
}

struct value call_not(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	return expr_want(x, 0, VALUE_BOOL, scene, &v) ? value_bool(v.number == 0) : v;
}

struct value call_rgba(const struct expr *x, const struct expr_scene *scene)
{
	double parts[4] = { 0, 0, 0, 1 };
	for (size_t i = 0; i < x->len; i++) {
		struct value v;
		if (!number_of(x, i, scene, &v)) {
			return v;
		}
		parts[i] = v.number;
	}
	for (size_t i = 0; i < 4; i++) {
		if (!(parts[i] >= 0 && parts[i] <= (i < 3 ? 255 : 1))) {
			char text[4][VALUE_NUMBER_BYTES];
			for (size_t k = 0; k < 4; k++) {
				value_number_text(parts[k], text[k]);
			}
			return expr_fail(scene, "Invalid rgba value [%s, %s, %s, %s]: %s.", text[0], text[1], text[2],
					text[3],
					i < 3 ? "'r', 'g', and 'b' must be between 0 and 255"
					      : "'a' must be between 0 and 1");
		}
	}
	return (struct value){ .type = VALUE_COLOR,
		.color = { parts[0] / 255, parts[1] / 255, parts[2] / 255, parts[3] } };
}

struct value call_to_rgba(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	if (!expr_want(x, 0, VALUE_COLOR, scene, &v)) {
		return v;
	}
	struct value *items = ARENA_ARRAY(scene->arena, struct value, 4);
	items[0] = value_number(v.color.r * 255);
	items[1] = value_number(v.color.g * 255);
	items[2] = value_number(v.color.b * 255);
	items[3] = value_number(v.color.a);
	return value_list(VALUE_ARRAY, items, 4);
}
