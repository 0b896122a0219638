/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mapicons.h - the interface's icons for icon-image of a map style
 *
 * One per thread. */
#ifndef MAPSHOW_MAPICONS_H
#define MAPSHOW_MAPICONS_H

#include "base/err.h"
#include "map/label/labels.h"

struct mapicons;
/* `dir` (assets/icons) is copied. Owned. */
MUST_USE struct mapicons *mapicons_create(const char *dir, struct err *e);
void mapicons_destroy(struct mapicons *m);
/* Borrowed, as long as `m`. */
const struct label_icons *mapicons_source(const struct mapicons *m);

#endif
