/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifest.h - putting a bundle together: its files and bundle.json
 *
 * The folder may hold an older bundle: what that one listed and this one does not
 * is removed, unchanged files are not written again. One thread. */
#ifndef BUILD_MANIFEST_H
#define BUILD_MANIFEST_H

#include "base/err.h"
#include "base/opt.h"
#include "build/pack.h"

/* Writes the whole bundle of a pack without errors to `out`. `maps`: "area=file.mbtiles" each. */
MUST_USE bool manifest_build(const struct pack *p, const char *out, const struct opt_list *maps, struct err *e);

#endif
