/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routes_write.h - routes.sqlite: the routes from every site to the places around it
 *
 * From a checked pack and OpenStreetMap extracts. Deterministic: the same pack and
 * extracts give the same bytes. FORMAT.md part 2. */
#ifndef COMPILE_ROUTES_WRITE_H
#define COMPILE_ROUTES_WRITE_H

#include "base/opt.h"
#include "compile/pack.h"

struct routes_summary {
	size_t sites;          /* that lie on the extracts' ways */
	size_t routes;         /* shortest ones */
	size_t stepless;       /* places that can be reached without steps */
	size_t none;           /* places within reach as the crow flies, without a path */
	size_t beyond;         /* the same, with a path that is longer than the reach */
	size_t cut;            /* sites within whose reach the extracts end: some ways there are not known */
	const char *cut_first; /* the first of these; of the pack */
	struct date last;      /* the day of the newest change in the extracts; unset where they do not say */
};

/* Writes to `path`, replacing what was there. False: an extract cannot be read, or no site lies on its ways. */
MUST_USE bool routes_write(const struct pack *p, const struct opt_list *extracts, const char *path,
		struct routes_summary *out, struct err *e);

#endif
