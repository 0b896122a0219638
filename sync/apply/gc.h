/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gc.h - gives disk space back without touching anything in use
 *
 * Kept always: `current`, `previous`, the generation the interface has open, and
 * the objects of a bundle that is arriving. If the list of a kept generation cannot
 * be read, no object is removed at all. */
#ifndef APPLY_GC_H
#define APPLY_GC_H

#include "apply/store.h"
#include "store/bundle.h"

/* `open_generation`: what ui.json says, 0 for none. `arriving`: borrowed, NULL for none. */
MUST_USE bool gc_run(const struct store *s, int64_t open_generation, const struct bundle *arriving, struct err *e);
/* Nothing is arriving any more. */
MUST_USE bool gc_clear_spool(const struct store *s, struct err *e);

#endif
