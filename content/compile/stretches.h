/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stretches.h - a route cut into what deserves one instruction each
 *
 * A new stretch where the street changes or where one has to choose, none where a road merely bends, none for the few
 * metres of a kerb or a crossing. Pure. */
#ifndef COMPILE_STRETCHES_H
#define COMPILE_STRETCHES_H

#include "compile/route_line.h"

struct stretch {
	size_t joint; /* point where it begins */
	size_t body;  /* point where its own street begins; after the joint where something short was swallowed */
	size_t end;
	const struct extract_way *way;
	enum route_kind kind;
	int climb, stairs;
	bool stairs_known;
};

struct stretches {
	const struct route_network *w;
	const struct route_path *path;
	struct route_line line; /* of that path */
	struct stretch *at;     /* in an arena */
	size_t len;             /* at least 1 */
};

/* Fills `at`; the rest is set. */
void stretches_make(struct stretches *m, struct arena *arena);
/* What a leg is: a turn into a street, stairs, a lift... */
enum route_kind stretch_kind_of(const struct route_network *w, const struct route_leg *leg);
/* Length with what was swallowed. */
double stretch_metres(const struct stretches *m, const struct stretch *s);
/* The turn into it, right is positive. */
double stretch_turn_degrees(const struct stretches *m, const struct stretch *s);

#endif
