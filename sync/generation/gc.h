/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gc.h - gives disk space back without touching anything in use
 *
 * Kept always: `current`, `previous`, the generation the interface has open, and
 * the objects of a bundle that is arriving. They are read first; if one of them but
 * `previous` cannot be read, nothing is removed at all. A `previous` that cannot be
 * read could not be given back either: its name goes, and it counts as old. */
#ifndef GENERATION_GC_H
#define GENERATION_GC_H

#include "generation/store.h"
#include "store/bundle.h"

/* `open_generation`: what ui.json says is shown, 0 for none. `arriving`: borrowed, NULL for none. */
MUST_USE bool gc_run(const struct store *s, int64_t open_generation, const struct bundle *arriving, struct err *e);
/* Nothing is arriving any more. */
MUST_USE bool gc_clear_spool(const struct store *s, struct err *e);

#endif
