/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value.h - a value of the style specification: what expressions are made of and answer
 *
 * expr_value.h has what is done with one. Text and items are borrowed. */
#ifndef STYLE_VALUE_H
#define STYLE_VALUE_H

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

#endif
