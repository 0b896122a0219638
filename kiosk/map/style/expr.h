/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr.h - typed expressions of the MapLibre style specification v8
 *
 * A property's value or a filter is compiled once, with the types that the specification
 * gives the property: what cannot work is an error with its place ("[2][1]") and the
 * specification's own words. It is then evaluated for each feature, without allocation
 * but for text and lists that it makes. Legacy functions ({stops}) and filters are turned
 * into expressions. Depth, size and cost are bounded: a hostile style is refused, not run.
 * Pure. Spec: https://maplibre.org/maplibre-style-spec/expressions/ */
#ifndef STYLE_EXPR_H
#define STYLE_EXPR_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "draw/draw.h"
#include "map/style/expr_scene.h"

/* A property's value: a constant, an expression, or a legacy function. NULL: see the errors (at least one). */
MUST_USE const struct expr *expr_compile(const json_t *json, const struct expr_spec *spec, struct arena *arena,
		struct expr_errors *errors);
/* A filter: expression or legacy form; NULL json: always true. NULL: see *e. */
MUST_USE const struct expr *expr_compile_filter(const json_t *json, struct arena *arena, struct err *e);
bool expr_filter_is_legacy(const json_t *json);
/* An expression with legacy filters in it: they are read as expressions, which is hardly what was meant. */
bool expr_filter_is_mixed(const json_t *json);
/* True for ["name of an operator", ...]: other arrays are constants. */
bool expr_is_expression(const json_t *json);
/* The expression's type, "array<number, 2>"; and what it depends on. */
const char *expr_type_text(const struct expr *x, struct arena *arena);
/* Steps that one evaluation takes at most. */
unsigned expr_cost(const struct expr *x);
bool expr_uses_zoom(const struct expr *x);
bool expr_uses_feature(const struct expr *x);

/* VALUE_ERROR when it cannot be evaluated. */
struct value expr_eval(const struct expr *x, const struct expr_scene *scene);
double expr_number(const struct expr *x, const struct expr_scene *scene, double fallback);
struct color expr_color(const struct expr *x, const struct expr_scene *scene, struct color fallback);
bool expr_true(const struct expr *x, const struct expr_scene *scene);
/* Text of a string, of all sections of a formatted value, or an image's name; length 0: none. */
struct mvt_slice expr_text(const struct expr *x, const struct expr_scene *scene);
/* Numbers of an array, at most `max`; returns how many. */
size_t expr_numbers(const struct expr *x, const struct expr_scene *scene, double *out, size_t max);

/* Adds the text in capitals or in small letters: upcase, downcase, text-transform. */
void expr_letter_case(struct mvt_slice text, bool up, struct buf *out);

#endif
