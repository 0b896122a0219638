/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr_value.h - values and types of style expressions
 *
 * The types are those of the specification; what is a subtype of what, how a value is
 * written as text and compared follow the reference implementation, which has ECMAScript's
 * rules. Pure; allocates in the caller's arena. */
#ifndef STYLE_EXPR_VALUE_H
#define STYLE_EXPR_VALUE_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "draw/draw.h"
#include "map/style/value.h"

/* Borrowed, never freed; simple ones are the same object each time. */
struct expr_type {
	enum value_type kind;
	const struct expr_type *item; /* of an array */
	int64_t len;                  /* of an array; -1: any */
};

const struct expr_type *expr_type_simple(enum value_type kind);
const struct expr_type *expr_type_array(const struct expr_type *item, int64_t len, struct arena *arena);
/* ["a", "b"] is an array<string, 2>. */
const struct expr_type *expr_type_of(const struct value *v, struct arena *arena);
bool expr_type_accepts(const struct expr_type *expected, const struct expr_type *found);
/* "number", "array<string>", "array<value, 2>"; in the arena or static. */
const char *expr_type_name(const struct expr_type *t, struct arena *arena);

struct value value_null(void);
struct value value_number(double n);
struct value value_bool(bool b);
struct value value_string(const char *text, size_t len);
struct value value_list(enum value_type type, const struct value *items, size_t len);
/* Copied into the arena. */
struct value value_text(const char *text, struct arena *arena);
struct value value_copy_text(const struct buf *b, struct arena *arena);

bool value_is_list(const struct value *v);
/* ECMAScript's === */
bool value_equal(const struct value *a, const struct value *b);
bool value_same_text(struct mvt_slice a, struct mvt_slice b);
/* By UTF-16 code units, as ECMAScript does: <0, 0, >0. */
int value_order_text(struct mvt_slice a, struct mvt_slice b);
/* ECMAScript's Boolean(). */
bool value_truth(const struct value *v);
/* ECMAScript's Number(); NaN when it is none. */
double value_to_number(const struct value *v, struct arena *arena);
/* NULL: absent. */
const struct value *value_find(const struct value *object, struct mvt_slice key);

/* ECMAScript's String(number): "0.1", "1e+21", "NaN". */
enum { VALUE_NUMBER_BYTES = 64 };
void value_number_text(double n, char out[VALUE_NUMBER_BYTES]);
/* As to-string has it. */
void value_add_text(const struct value *v, struct buf *out);
/* As JSON.stringify has it. */
void value_add_json(const struct value *v, struct buf *out);
struct mvt_slice value_to_text(const struct value *v, struct arena *arena);
const char *value_json_text(const struct value *v, struct arena *arena);

/* ECMAScript's String(): lists joined by commas, "null", "[object Object]". */
const char *value_loose_text(const struct value *v, struct arena *arena);

/* Depth is what the JSON reader allows. */
struct value value_from_json(const json_t *json, struct arena *arena);
struct value value_from_mvt(struct mvt_value v);

/* CSS colour, level 4: names, hex, rgb[a]() and hsl[a]() in both syntaxes. */
bool color_parse(const char *text, size_t len, struct rgba *out);
enum color_space { COLOR_RGB, COLOR_HCL, COLOR_LAB };
struct rgba color_mix(struct rgba from, struct rgba to, double t, enum color_space space);
struct color color_bytes(struct rgba c);

/* Conversions that properties ask for; false: not possible. */
bool value_to_padding(const struct value *v, struct value *out, struct arena *arena);
bool value_to_numbers(const struct value *v, struct value *out, struct arena *arena);
bool value_to_colors(const struct value *v, struct value *out, struct arena *arena);
bool value_to_anchors(const struct value *v, struct value *out);
bool value_to_projection(const struct value *v, struct value *out, struct arena *arena);
struct value value_to_formatted(const struct value *text, struct arena *arena);
struct value value_to_image(struct mvt_slice name);

#endif
