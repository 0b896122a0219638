/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr_scene.h - what an expression is compiled for, evaluated on, and refused with
 *
 * Values that expr.h takes from its callers and hands to the files expr_*.c. */
#ifndef STYLE_EXPR_SCENE_H
#define STYLE_EXPR_SCENE_H

#include "base/arena.h"
#include "map/style/value.h"

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

#endif
