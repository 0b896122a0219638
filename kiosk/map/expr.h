/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr.h - expressions of the MapLibre style specification v8
 *
 * Operators: literal get has case match coalesce step interpolate (linear,
 * exponential) zoom == != < <= > >= all any ! in to-number to-string to-boolean to-color
 * concat + - * / % ^ min max abs floor ceil round geometry-type; legacy filters and
 * functions (stops) are turned into them. Compiled once, evaluated for each feature
 * without allocation but for concat. Pure. */
#ifndef MAP_EXPR_H
#define MAP_EXPR_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"
#include "map/mvt.h"

enum value_type { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_COLOR, VALUE_ARRAY };

struct value {
	enum value_type type;
	double number; /* bool: 0 or 1 */
	struct mvt_slice string;
	struct color color;
	const struct value *items; /* array */
	size_t len;
};

struct expr; /* in an arena */

/* What one evaluation sees. layer and feature NULL: zoom alone. */
struct expr_scene {
	double zoom;
	const struct mvt_layer *layer;
	const struct mvt_feature *feature;
	const char *lang;    /* {name} tokens and name:xx: see style.h */
	struct arena *arena; /* for concatenated text */
};

/* A property's value: a constant, an expression, or a legacy function {stops}. NULL on error, with its path. */
MUST_USE const struct expr *expr_compile(const json_t *json, struct arena *arena, struct err *e);
/* A filter: expression or legacy form. NULL json: always true. */
MUST_USE const struct expr *expr_compile_filter(const json_t *json, struct arena *arena, struct err *e);
struct value expr_eval(const struct expr *x, const struct expr_scene *scene);
double expr_number(const struct expr *x, const struct expr_scene *scene, double fallback);
struct color expr_color(const struct expr *x, const struct expr_scene *scene, struct color fallback);
bool expr_true(const struct expr *x, const struct expr_scene *scene);
/* CSS colour: #rgb, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla() and the 16 basic names. */
bool color_parse(const char *text, size_t len, struct color *out);

#endif
