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
#include "map/mvt.h"

/* Kinds of values, and of types: VALUE_ANY is the type "value". */
enum value_type {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_STRING,
	VALUE_COLOR,
	VALUE_ARRAY,
	VALUE_OBJECT,
	VALUE_FORMATTED,  /* sections of SECTION_FIELDS items each */
	VALUE_IMAGE,      /* its name in string */
	VALUE_PADDING,    /* 4 numbers: top, right, bottom, left */
	VALUE_NUMBERS,    /* numberArray */
	VALUE_COLORS,     /* colorArray */
	VALUE_ANCHORS,    /* variableAnchorOffsetCollection: anchor, [x, y], ... */
	VALUE_PROJECTION, /* from, to, transition */
	VALUE_COLLATOR,   /* what it minds, in number: expr_collator.c */
	VALUE_ERROR,      /* what went wrong, in string */
	VALUE_ANY,
	VALUE_TYPES
};

/* sRGB, 0..1, straight alpha. */
struct rgba {
	double r, g, b, a;
};

struct value_member;
struct value {
	enum value_type type;
	bool available; /* image: the sprite has it */
	union {
		double number; /* bool: 0 or 1 */
		struct mvt_slice string;
		struct rgba color;
		struct {
			union {
				const struct value *items;
				const struct value_member *members; /* object */
			};
			size_t len;
		};
	};
};

struct value_member {
	struct mvt_slice key;
	struct value value;
};

/* Items of one section of VALUE_FORMATTED; null where the style says nothing. */
enum section_field {
	SECTION_TEXT,
	SECTION_IMAGE,
	SECTION_SCALE,
	SECTION_FONT, /* names joined by commas */
	SECTION_COLOR,
	SECTION_ALIGN,
	SECTION_FIELDS
};

struct expr; /* in an arena */

/* What one evaluation sees. No feature and no properties: zoom alone. */
struct expr_scene {
	double zoom;
	const struct mvt_layer *layer;
	const struct mvt_feature *feature;
	const char *lang;    /* name:{lang}: see README.md */
	struct arena *arena; /* for text and lists made on the way */
	/* A feature that comes from no tile: an object, and its geometry's name and id (NULL: none). */
	const struct value *properties, *id, *geometry;
	const struct value *state, *globals; /* objects; NULL: empty */
	bool explain;                        /* errors say why; otherwise they are only errors */
};

/* A property as the specification has it. */
struct expr_spec {
	enum value_type type;      /* VALUE_ANY: no expectation */
	enum value_type item;      /* of an array; VALUE_ANY: any */
	int length;                /* of an array; 0: any */
	bool zoom, feature;        /* what its expressions may depend on */
	bool interpolated;         /* or steps only */
	bool tokens;               /* "{name}" in constants and zoom functions */
	const char *const *values; /* of an enum (type VALUE_STRING), NULL-terminated; NULL: none */
	const char *fallback;      /* the default as JSON; NULL: none */
};

struct expr_error {
	const char *key; /* "[1][2]": the index path into the expression */
	const char *message;
};

struct expr_errors {
	struct expr_error *at; /* in the arena */
	size_t len;
};

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
