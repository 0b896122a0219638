/* SPDX-License-Identifier: GPL-3.0-or-later */
/* obtain.h - a component that is missing here, over the line: by a patch, else whole
 *
 * What is obtained is verified and an object of the store. The caller takes one
 * component after the other, so that a break costs little. */
#ifndef TRANSFER_OBTAIN_H
#define TRANSFER_OBTAIN_H

#include "generation/store.h"
#include "store/bundle.h"
#include "transfer/delta.h"
#include "transfer/transport.h"

/* How far the components of one release are. */
struct obtain_progress {
	const char *name; /* of the component on its way; borrowed */
	uint64_t bytes, total;
};

/* What obtaining works with; borrowed. */
struct obtain {
	const struct store *store;
	const struct transports *from;
	const char *targets_url; /* folder of the targets, without a slash at the end */
	const char *pack;
	bool check_dates; /* of TLS certificates */
	uint64_t before;  /* bytes of components that were obtained earlier */
	struct obtain_progress progress;
	/* Progress changed, or a segment of a patch was applied. May be NULL. */
	void (*changed)(void *ctx, const struct obtain_progress *progress);
	void *ctx;
};

/* Fetches a target into the spool; *path is owned. */
MUST_USE bool obtain_target(struct obtain *o, const struct tuf_target *target, char **path, struct result *r);
/* One component, by `delta` when that has a target. `client` finds its target. */
MUST_USE bool obtain_component(struct obtain *o, struct tuf_client *client, const struct bundle_component *c,
		const struct delta *delta, struct result *r);

#endif
