/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr_calls.h - the functions behind the operators that have fixed signatures
 *
 * For expr_calls.c, whose table names them. Arguments have been checked by then. */
#ifndef STYLE_EXPR_CALLS_H
#define STYLE_EXPR_CALLS_H

#include "map/style/expr_node.h"

/* expr_math.c */
struct value call_sum(const struct expr *x, const struct expr_scene *scene);
struct value call_two(const struct expr *x, const struct expr_scene *scene);  /* op: - / % ^ */
struct value call_most(const struct expr *x, const struct expr_scene *scene); /* op: m(in) M(ax) */
struct value call_one(const struct expr *x,
		const struct expr_scene *scene); /* op: index into the functions of one number */
struct value call_constant(const struct expr *x, const struct expr_scene *scene); /* op: e, p(i), 2 (ln2) */
struct value call_logic(const struct expr *x, const struct expr_scene *scene);    /* op: & | */
struct value call_not(const struct expr *x, const struct expr_scene *scene);
struct value call_rgba(const struct expr *x, const struct expr_scene *scene);
struct value call_to_rgba(const struct expr *x, const struct expr_scene *scene);
enum {
	ONE_ABS,
	ONE_CEIL,
	ONE_FLOOR,
	ONE_ROUND,
	ONE_SQRT,
	ONE_LN,
	ONE_LOG2,
	ONE_LOG10,
	ONE_SIN,
	ONE_COS,
	ONE_TAN,
	ONE_ASIN,
	ONE_ACOS,
	ONE_ATAN,
	ONE_MINUS
};

/* expr_words.c */
struct value call_concat(const struct expr *x, const struct expr_scene *scene);
struct value call_letter_case(const struct expr *x, const struct expr_scene *scene); /* op: u(p) d(own) */
struct value call_split(const struct expr *x, const struct expr_scene *scene);
struct value call_join(const struct expr *x, const struct expr_scene *scene);
struct value call_typeof(const struct expr *x, const struct expr_scene *scene);
struct value call_error(const struct expr *x, const struct expr_scene *scene);
struct value call_locale(const struct expr *x, const struct expr_scene *scene);
struct value call_true(const struct expr *x, const struct expr_scene *scene);

/* expr_feature.c */
struct value call_get(const struct expr *x, const struct expr_scene *scene);
struct value call_has(const struct expr *x, const struct expr_scene *scene);
struct value call_get_in(const struct expr *x, const struct expr_scene *scene); /* of an object */
struct value call_has_in(const struct expr *x, const struct expr_scene *scene);
struct value call_state(const struct expr *x, const struct expr_scene *scene);
struct value call_properties(const struct expr *x, const struct expr_scene *scene);
struct value call_geometry(const struct expr *x, const struct expr_scene *scene);
struct value call_id(const struct expr *x, const struct expr_scene *scene);
struct value call_global(const struct expr *x,
		const struct expr_scene *scene); /* op: h(eatmap) e(levation) l(ine) a(ccumulated) */
/* Legacy filters: never an error, whatever the property is. */
struct value call_filter(const struct expr *x, const struct expr_scene *scene);      /* property; op: = < l > g */
struct value call_filter_id(const struct expr *x, const struct expr_scene *scene);   /* the same of the id */
struct value call_filter_type(const struct expr *x, const struct expr_scene *scene); /* geometry */
struct value call_filter_in(const struct expr *x, const struct expr_scene *scene);   /* op: p(roperty) i(d) t(ype) */
struct value call_filter_has_id(const struct expr *x, const struct expr_scene *scene);

#endif
