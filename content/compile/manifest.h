/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifest.h - putting a bundle together: its files and bundle.json
 *
 * The folder may hold an older bundle: what that one listed and this one does not
 * is removed, unchanged files are not written again. One thread. */
#ifndef COMPILE_MANIFEST_H
#define COMPILE_MANIFEST_H

#include "base/err.h"
#include "base/opt.h"
#include "compile/mapfile.h"
#include "compile/pack.h"
#include "compile/routes_write.h"

/* Files from outside of the pack. */
struct manifest_inputs {
	struct opt_list maps; /* "area=file.mbtiles" each */
	enum map_packing packing;
	struct opt_list extracts;  /* OpenStreetMap files, for routes.sqlite; none: no such component */
	const struct news *before; /* the edition to compare with; NULL: none */
	struct buf *told;          /* what that found; needed with it */
};

/* Writes the whole bundle of a pack without errors to `out`. `routes`: filled when there are extracts. */
MUST_USE bool manifest_build(const struct pack *p, const char *out, const struct manifest_inputs *in,
		struct routes_summary *routes, struct err *e);

#endif
