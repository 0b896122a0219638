/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raster_private.h - what raster.c, raster_stroke.c and raster_dash.c share */
#ifndef RASTER_RASTER_PRIVATE_H
#define RASTER_RASTER_PRIVATE_H

#include <ft2build.h>
#include FT_FREETYPE_H

#include "map/raster/raster_pen.h"

struct raster_part {
	size_t from, len;
	bool closed;
};

struct raster {
	FT_Library library;
	uint32_t *argb;
	int w, h;
	uint32_t color; /* premultiplied, of the spans being painted */
	/* what is left of the picture's work */
	int64_t points_left, pixels_left;
	bool cut; /* something did not fit into an outline */
	/* the shape */
	float *xy;
	size_t len, capacity;
	struct raster_part *parts;
	size_t parts_len, parts_capacity;
	size_t part_from;
	/* the outline handed to FreeType */
	FT_Vector *points;
	char *tags;
	short *contours;
	int point_len, contour_len;
	/* clipping takes turns between two buffers; strokes use them for cleaned and shifted lines */
	float *spare[2];
	size_t spare_capacity; /* points of each */
};

/* Points of one outline: FreeType counts them with short. */
enum { RASTER_OUTLINE_MAX = 32000 };

uint32_t raster_premultiply(struct color c);
/* Paints the outline so far and begins a new one. */
void raster_flush(struct raster *r, bool even_odd);
/* Adds a ring of points, px, to the outline. */
void raster_emit(struct raster *r, const float *xy, size_t count);
/* Room for `count` points in both spare buffers. */
void raster_spare(struct raster *r, size_t count);

enum { STROKE_FAN_POINTS_MAX = 96, STROKE_MITER_LIMIT = 2 };

/* One pen on one picture. */
struct stroker {
	struct raster *r;
	const struct raster_pen *pen;
	float half;
	float step; /* radians from point to point of a curve */
	int fan;    /* points of a full circle */
	int batch;  /* points after which an outline is painted */
};

/* A line of no length where caps are round. */
void stroke_dot(struct stroker *s, float x, float y);
/* A line without dashes; no two points in a row are the same. */
void stroke_solid(struct stroker *s, const float *xy, size_t count, bool closed);
void stroke_dashed(struct stroker *s, const float *xy, size_t count, bool closed);
/* Cuts a segment to the part near the picture; false: there is none. */
bool stroke_shorten(const struct stroker *s, float *a, float *b);

#endif
