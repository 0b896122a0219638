/* SPDX-License-Identifier: GPL-3.0-or-later */
/* foot.h - may one walk here: OpenStreetMap tags, judged
 *
 * The wiki's rules for foot=* and access=* (OSM tags for routing/Access
 * restrictions, Key:barrier, Key:wheelchair, Key:kerb, Key:incline), stricter in two
 * places: no trunk road without a sidewalk, no indoor corridor, whose doors close at
 * night. Tables, pure. */
#ifndef COMPILE_FOOT_H
#define COMPILE_FOOT_H

#include <stdbool.h>
#include <stddef.h>

#include "store/route.h"

struct osm_tag {
	const char *key, *value;
};

/* Whether a way may be walked. "Forward" is the way's own direction. */
struct foot_way {
	bool forward, backward;             /* on foot */
	bool wheel_forward, wheel_backward; /* also with a wheelchair or a pram */
	enum route_ground ground;
	bool area; /* may be crossed, when the way is closed */
	bool roundabout, lift;
	int climb;  /* stairs: ROUTE_UP, ROUTE_DOWN in the forward direction, or ROUTE_LEVEL: not known */
	int stairs; /* how many steps, 0: not known */
};

/* False: walking is not allowed there, or it is not a way to walk on at all. */
bool foot_judge_way(const struct osm_tag *tags, size_t len, struct foot_way *out);

/* What a point on a way is: a barrier may be closed to all, or to wheels. */
struct foot_node {
	bool blocked, wheel_blocked;
};
struct foot_node foot_judge_node(const struct osm_tag *tags, size_t len);

/* The value of a tag; NULL when it is not there. */
const char *osm_tag_find(const struct osm_tag *tags, size_t len, const char *key);

#endif
