/* SPDX-License-Identifier: GPL-3.0-or-later */
/* losses.h - what a release would take away from the units that have the one before; private to sync/publish
 *
 * A release built without --map or --osm is a valid release, and every unit that takes
 * it loses its streets and its routes. So what was published is compared with what is
 * about to be: components by name and size, records of content.sqlite and routes.sqlite
 * by id. */
#ifndef PUBLISH_LOSSES_H
#define PUBLISH_LOSSES_H

#include "base/buf.h"
#include "publish/repo_state.h"
#include "store/bundle.h"

/* Adds a line to `out` for each loss of `b` against what `r` has published of its pack, and returns how many lines.
 * Nothing published: none. Published files that are gone or cannot be read are compared by name alone. */
size_t losses_find(const struct repo *r, const struct bundle *b, struct buf *out);

#endif
