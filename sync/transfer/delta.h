/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delta.h - the shortest way to a component: a patch that was published for what this unit has
 *
 * A patch is a target like any other, signed and verified as one before it is opened; what
 * it makes is verified again. Whatever is wrong with it, the whole file remains. */
#ifndef TRANSFER_DELTA_H
#define TRANSFER_DELTA_H

#include "generation/store.h"
#include "patch/apply.h"
#include "store/bundle.h"
#include "tuf/client.h"

struct delta {
	struct tuf_target target; /* the patch */
	char *old;                /* owned: path of the object that it starts from; NULL: from nothing */
	char old_sha256[SHA256_HEX_BYTES];
};

/* True: *out (delta_finish()) is the patch with the fewest bytes, fewer than are still missing of the whole file. */
bool delta_find(const struct store *s, struct tuf_client *client, const char *pack, const struct bundle_component *c,
		struct delta *out);
/* The same of a patch from one file that is not in the store: its hash, and its path (borrowed until the call ends). */
bool delta_find_from(const struct store *s, struct tuf_client *client, const char *pack,
		const struct bundle_component *c, const char *old_sha256, const char *old_path, struct delta *out);
void delta_finish(struct delta *d);

/* Owned: where the component grows, in the spool. */
char *delta_growing_path(const struct store *s, const struct bundle_component *c);
/* From the verified patch in the spool to the component, likewise in the spool and verified. Continues what an
 * interrupted run began. `tick` is called after each segment. */
enum patch_result delta_apply(const struct store *s, const struct delta *d, const struct bundle_component *c,
		const char *patch_path, void (*tick)(void *ctx, uint64_t bytes), void *ctx, struct err *e);

#endif
