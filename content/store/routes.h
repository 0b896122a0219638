/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routes.h - the routes of one kiosk, out of routes.sqlite
 *
 * Loaded once per generation, for the one site where the unit stands: the interface
 * then finds and decodes routes without a database. Bounded in number and bytes, and
 * every route is decoded once at loading, so that what loads can be shown. Any
 * thread once loaded. FORMAT.md part 2. */
#ifndef STORE_ROUTES_H
#define STORE_ROUTES_H

#include "store/route.h"

struct bundle; /* store/bundle.h */

enum {
	ROUTES_MAX = 4000, /* of one site, both variants */
	ROUTES_BYTES_MAX = 8 * 1024 * 1024,
	ROUTES_SCHEMA = 1, /* PRAGMA user_version */
	ROUTES_REACH_M = 5000,
};
/* "Brn2" in PRAGMA application_id. */
#define ROUTES_APPLICATION_ID 0x42726e32

enum { ROUTE_HAS_STEPS = 1, ROUTE_IS_STEPLESS = 2 };

/* A route, not yet unpacked. */
struct route_record {
	int64_t place; /* row of the place */
	enum route_variant variant;
	int metres, seconds;
	unsigned flags; /* ROUTE_HAS_STEPS, ROUTE_IS_STEPLESS */
	int start_gap_m, end_gap_m;
	const unsigned char *line, *steps;
	size_t line_len, steps_len;
};

struct routes {
	bool known;                         /* false: this site was not on any extract; nothing is known about paths */
	int reach_m;                        /* how far was looked */
	const struct route_record *records; /* by place, then variant */
	size_t len;
	const int64_t *beyond; /* rows of places to which every known route is longer than reach_m; in order */
	size_t beyond_len;
};

/* The routes of the site with that row of content.sqlite. In the arena. A bundle without routes.sqlite, or one that
 * does not know the site: true, and out->known is false. */
MUST_USE bool routes_load(const struct bundle *b, int64_t site, struct arena *arena, struct routes *out, struct err *e);
/* The same from the file itself. */
MUST_USE bool routes_read(const char *path, int64_t site, struct arena *arena, struct routes *out, struct err *e);
/* Everything in the file can be read: every site, every route. */
MUST_USE bool routes_check(const char *path, struct err *e);
/* Borrowed; NULL when there is none. `r` may be NULL. */
const struct route_record *routes_find(const struct routes *r, int64_t place, enum route_variant variant);
/* Whether a route is known, but longer than r->reach_m. `r` may be NULL. */
bool routes_is_beyond(const struct routes *r, int64_t place);
/* Unpacked into the arena. */
MUST_USE bool routes_decode(const struct route_record *record, struct arena *arena, struct route_plan *out,
		struct err *e);

#endif
