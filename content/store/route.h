/* SPDX-License-Identifier: GPL-3.0-or-later */
/* route.h - one route from a kiosk to a place, as plain values
 *
 * The line to draw and the instructions to say, without a word of any language but
 * the names of streets: the screens word them. The two byte forms are those of
 * routes.sqlite (FORMAT.md); decoding is pure, bounded and fuzzed. Any thread. */
#ifndef STORE_ROUTE_H
#define STORE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
	ROUTE_POINTS_MAX = 8192, /* 5 km with a point every 60 cm */
	ROUTE_STEPS_MAX = 400,
	ROUTE_NAME_BYTES_MAX = 160,
	ROUTE_METRES_MAX = 6000,
};

/* Millionths of a degree, WGS84: 11 cm. */
struct route_point {
	int32_t lon, lat;
};

enum route_variant {
	ROUTE_SHORTEST, /* on foot, steps included */
	ROUTE_STEPLESS, /* also for a wheelchair or a pram: no steps, firm ground, no steep slope where the map knows */
	ROUTE_VARIANTS
};

enum route_kind {
	ROUTE_DEPART, /* turn: enum of eight compass points, 0 north, clockwise */
	ROUTE_TURN,
	ROUTE_ROUNDABOUT, /* turn is that of the whole roundabout */
	ROUTE_STAIRS,     /* turn: ROUTE_UP, ROUTE_DOWN or ROUTE_LEVEL when the map does not say */
	ROUTE_CROSS_SQUARE,
	ROUTE_LIFT,
	ROUTE_ARRIVE, /* turn: ROUTE_STRAIGHT (ahead), ROUTE_LEFT, ROUTE_RIGHT: where the place lies */
	ROUTE_KINDS
};

enum route_turn {
	ROUTE_STRAIGHT,
	ROUTE_SLIGHT_RIGHT,
	ROUTE_RIGHT,
	ROUTE_SHARP_RIGHT,
	ROUTE_BACK,
	ROUTE_SHARP_LEFT,
	ROUTE_LEFT,
	ROUTE_SLIGHT_LEFT,
	ROUTE_TURNS
};
enum { ROUTE_LEVEL, ROUTE_UP, ROUTE_DOWN };

/* What is walked on, for ways without a name. */
enum route_ground {
	ROUTE_ROAD,
	ROUTE_FOOTPATH, /* made for walking */
	ROUTE_TRACK,    /* a country path */
	ROUTE_CYCLEWAY,
	ROUTE_SIDEWALK,
	ROUTE_CROSSING,
	ROUTE_SQUARE,
	ROUTE_STAIRWAY,
	ROUTE_GROUNDS
};

struct route_step {
	enum route_kind kind;
	int turn; /* see the kind */
	enum route_ground ground;
	const char *name; /* of the street as OpenStreetMap writes it; "": it has none */
	bool is_ref;      /* name is a road's number, "D 28" */
	int metres;       /* to the next step; of ROUTE_ARRIVE: the last metres, off any way, straight */
	int stairs;       /* ROUTE_STAIRS: how many steps, 0 unknown */
	int point;        /* index of the first point of this step; points rise along the list */
};

struct route_plan {
	const struct route_point *points;
	size_t points_len; /* at least 2: first and last are the kiosk and the place */
	const struct route_step *steps;
	size_t steps_len; /* at least 2: departure and arrival */
	/* The first and the last stretch lead straight to and from the nearest way; 0: they lie on it. */
	int start_gap_m, end_gap_m;
};

/* Appends the byte forms. */
void route_encode_points(const struct route_point *points, size_t len, struct buf *out);
void route_encode_steps(const struct route_step *steps, size_t len, struct buf *out);
/* In the arena. False: not what the encoders write; says what. */
MUST_USE bool route_decode_points(const void *bytes, size_t len, struct arena *arena, struct route_plan *out,
		struct err *e);
/* The corners of a line, without keeping it. False: damaged. */
MUST_USE bool route_bounds(const void *bytes, size_t len, struct route_point *low, struct route_point *high);
/* After the points: step positions must lie on them. */
MUST_USE bool route_decode_steps(const void *bytes, size_t len, struct arena *arena, struct route_plan *out,
		struct err *e);

#endif
