/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mvt.h - Mapbox Vector Tile 2.1: a bounded reader without copies
 *
 * A tile comes from a file that may be damaged: counts, nesting and lengths are
 * checked against the bytes there are, and a layer or feature that is wrong is left
 * out while the rest is used. Names and values point into the tile's bytes, which the caller
 * keeps. Pure; allocates in the caller's arena. Spec: mapbox/vector-tile-spec 2.1. */
#ifndef MAP_MVT_H
#define MAP_MVT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum {
	MVT_LAYERS_MAX = 64,
	/* Keys, values and features of a tile together: at most 32 MB are allocated for them. */
	MVT_PARTS_MAX = 480 * 1024,
	MVT_POINTS_MAX = 500000, /* of one feature */
	MVT_TEXT_MAX = 4096,     /* bytes of a value: a longer one is none */
};

struct mvt_slice {
	const char *bytes; /* not NUL-terminated */
	size_t len;
};

enum mvt_type { MVT_NULL, MVT_STRING, MVT_NUMBER, MVT_BOOL };
struct mvt_value {
	enum mvt_type type;
	struct mvt_slice string;
	double number; /* bool: 0 or 1 */
};

enum mvt_geometry { MVT_UNKNOWN, MVT_POINT, MVT_LINE, MVT_POLYGON };
struct mvt_feature {
	enum mvt_geometry type;
	uint64_t id;
	bool has_id;
	const uint8_t *tags, *geometry; /* packed varints */
	size_t tags_len, geometry_len;  /* bytes */
};

struct mvt_layer {
	struct mvt_slice name;
	uint32_t extent; /* 4096 usually */
	struct mvt_slice *keys;
	size_t keys_len;
	struct mvt_value *values;
	size_t values_len;
	struct mvt_feature *features;
	size_t features_len;
};

struct mvt_tile {
	struct mvt_layer layers[MVT_LAYERS_MAX];
	size_t layers_len;
	size_t parts;    /* keys, values and features announced so far */
	size_t left_out; /* layers and features that were wrong, or too many */
};

/* False only when the bytes are no tile at all; *e says why. */
MUST_USE bool mvt_parse(const uint8_t *bytes, size_t len, struct arena *arena, struct mvt_tile *out, struct err *e);
/* NULL: no layer of that name. */
const struct mvt_layer *mvt_find_layer(const struct mvt_tile *t, const char *name);
struct mvt_value mvt_get_slice(const struct mvt_layer *layer, const struct mvt_feature *f, struct mvt_slice key);
/* One after the other: *at starts at 0. False at the end, or where the tags are wrong. */
bool mvt_next(const struct mvt_layer *layer, const struct mvt_feature *f, size_t *at, struct mvt_slice *key,
		struct mvt_value *value);

/* Points of all parts one after another, tile units (may lie outside 0..extent). */
struct mvt_shape {
	int32_t *xy;    /* pairs */
	uint32_t *ends; /* index after the last point of each part */
	bool *closed;   /* part is a ring */
	size_t point_len, part_len;
};
/* Decodes the commands (spec section 4.3). False: they are wrong. */
bool mvt_shape(const struct mvt_feature *f, struct arena *arena, struct mvt_shape *out);

#endif
