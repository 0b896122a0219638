/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.h - what a bundle needs that the store does not have, and the room for it
 *
 * An object counts as there only when its bytes on the disk are still right: what
 * has rotted on the card is fetched again. */
#ifndef DAEMON_PLAN_H
#define DAEMON_PLAN_H

#include "generation/store.h"
#include "store/bundle.h"
#include "transfer/delta.h"

/* Folders, metadata, and what a file system keeps for itself. */
enum { PLAN_MARGIN_BYTES = 2 * 1024 * 1024 };

struct plan {
	bool *missing;            /* by component; owned */
	struct delta *deltas;     /* by component; those without a target.name are fetched whole; owned */
	size_t len;               /* of both */
	uint64_t missing_bytes;   /* of whole components */
	uint64_t partial_bytes;   /* of those, already in the spool */
	uint64_t largest_missing; /* bytes */
	uint64_t patch_bytes;     /* of the patches, while they are there */
	uint64_t download_bytes;  /* over the line: patches, and whole files without one */
	uint64_t search_bytes;    /* room for the index */
};

/* Hashes every object that is there; once the store's work was ended, the plan is worth nothing. `tick` (may be NULL)
 * is called after each. */
void plan_make(struct plan *out, const struct store *s, const struct bundle *b, void (*tick)(void *ctx), void *ctx);
/* Looks for a patch for everything that is missing. */
void plan_patches(struct plan *p, const struct store *s, struct tuf_client *client, const struct bundle *b);
void plan_finish(struct plan *p);
/* Bytes lacking on the disk of the store, or of the spool if that is another; 0 when there is room. */
uint64_t plan_lacking(const struct plan *p, const struct store *s);

#endif
