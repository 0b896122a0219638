/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - from a pack without errors to content.sqlite
 *
 * The same pack gives the same bytes: fixed page size, rows by stable ids, VACUUM
 * INTO a new file, nothing from a clock. */
#ifndef COMPILE_CONTENT_H
#define COMPILE_CONTENT_H

#include "compile/news.h"
#include "compile/pack.h"

/* What the content says of more than its pack. All of it may be absent. */
struct content_facts {
	const struct news *before;       /* the edition to compare with */
	const char *routes;              /* path of the new routes.sqlite */
	struct date map_first, map_last; /* of the extracts that the street maps were made of */
	struct date routes_last;         /* the same of the routes */
	struct buf *told;                /* what `before` has found, for staff; needed with it */
};

/* Replaces `path`. */
MUST_USE bool content_write(const struct pack *p, const struct content_facts *facts, const char *path, struct err *e);

#endif
