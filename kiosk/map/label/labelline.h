/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labelline.h - lines that names follow: cut at their tile, joined to whole streets
 *
 * A street comes in many pieces: ways of OpenStreetMap, cut again by tiles. Pieces of one name
 * that meet are joined within a tile into strands, and strands are linked across the edges of tiles. Where a name
 * may stand is decided on a strand, so that it does not depend on which tiles are loaded; the name itself
 * may run on over the edge. Pure; everything lives in an arena. */
#ifndef LABEL_LABELLINE_H
#define LABEL_LABELLINE_H

#include <stdint.h>

#include "base/arena.h"
#include "map/label/lettering.h"
#include "map/mvt.h"

enum { LABEL_STRANDS_MAX = 8192, LABEL_PATH_POINTS_MAX = 1024 };

struct label_strand {
	float *xy;         /* px */
	float *at;         /* length up to each point, px */
	uint32_t len;      /* points; at least 2 */
	size_t item;       /* the caller's: whose name it is */
	uint64_t name;     /* hash of the name */
	uint64_t tile;     /* a number of the tile */
	bool on_edge[2];   /* its first, its last point lies on the edge of the tile */
	uint32_t other[2]; /* the strand it goes on in, + 1; 0: none */
	uint8_t other_end[2];
};

struct label_strands {
	struct label_strand *at; /* in the order of their items */
	size_t len, room;
	struct arena *arena;
	float *points; /* of the one under construction */
};

/* Room for `features` features of some parts each; what is more is left out. */
void label_strands_init(struct label_strands *s, size_t features, struct arena *a);

/* Tile units to px. */
struct label_transform {
	double scale, x, y;
	uint32_t extent;
};
/* Adds the parts of a feature, cut to its tile: what lies in the buffer belongs to the neighbour. */
void label_strands_add(struct label_strands *s, const struct mvt_shape *shape, const struct label_transform *t,
		size_t item, uint64_t name, uint64_t tile);
/* Joins and links all that were added. tolerance_px: how far ends on two tiles' common edge may be apart. */
void label_strands_join(struct label_strands *s, float tolerance_px);

float label_strand_length(const struct label_strand *s);

/* A piece of a street as one line, long enough for one name. */
struct label_path {
	float xy[2 * LABEL_PATH_POINTS_MAX];
	float at[LABEL_PATH_POINTS_MAX]; /* length up to each point */
	uint32_t len;
};
/* From `from` to `to`, px along the strand, which may lie before its start and after its end; false: the street ends
 * before. */
bool label_path_cut(const struct label_strands *s, size_t strand, float from, float to, struct label_path *out);

/* How glyphs follow a line. */
struct label_bend {
	float turn_max; /* from one glyph to the next, radians */
	float down_px;  /* from the line to the baseline */
	bool keep_upright;
};
/* Sets the run's glyphs along the middle of the path, upright, turning smoothly. False: it bends too sharply to be
 * read. */
bool label_path_follow(const struct label_path *path, const struct glyph_run *run, struct label_bend bend,
		struct glyph_place *places);

#endif
