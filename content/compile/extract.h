/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extract.h - the ways to walk on, out of OpenStreetMap extracts
 *
 * Two readings of each file, so that any order of its objects will do: points, then
 * ways. Only what lies in a box around some site is kept (16 bytes a point), so that
 * a region's 400 MB file takes the memory of its sites, not of itself. Several
 * files are one map. One thread. */
#ifndef COMPILE_EXTRACT_H
#define COMPILE_EXTRACT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "compile/foot.h"
#include "store/date.h"

/* 10 to the -7 degrees, as OpenStreetMap stores them. */
struct extract_point {
	int64_t id;
	int32_t lon, lat;
};

enum { EXTRACT_NOWHERE = UINT32_MAX };

struct extract_way {
	int64_t id;
	size_t first; /* in extract.refs */
	uint32_t len;
	struct foot_way foot;
	const char *name; /* "" for none */
	bool is_ref;
};

struct extract_barrier {
	int64_t id;
	struct foot_node node;
};

struct extract {
	struct arena *arena;          /* names */
	struct extract_point *points; /* by id */
	size_t points_len;
	struct extract_way *ways; /* by id */
	size_t ways_len;
	uint32_t *refs; /* indexes of points; EXTRACT_NOWHERE: outside of the boxes, the way is cut there */
	size_t refs_len;
	struct extract_barrier *barriers; /* by id */
	size_t barriers_len;
	struct extract_point *cuts; /* where a way goes on to a point that is outside of the boxes, or of the files */
	size_t cuts_len;
	struct date last; /* the newest change of any point or way; unset where the files do not say */
};

struct extract_site {
	double lon, lat; /* degrees */
};

/* Owned: extract_destroy(). `files`: .osm.pbf or .osm. `box_m`: half the side of the box kept around each site. */
MUST_USE struct extract *extract_read(const char *const *files, size_t files_len, const struct extract_site *sites,
		size_t sites_len, double box_m, struct err *e);
void extract_destroy(struct extract *x);

#endif
