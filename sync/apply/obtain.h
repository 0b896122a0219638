/* SPDX-License-Identifier: GPL-3.0-or-later */
/* obtain.h - what a release lacks here, over the line: by a patch, else whole
 *
 * What is obtained is verified and an object of the store; one component after the
 * other, so that a break costs little. */
#ifndef APPLY_OBTAIN_H
#define APPLY_OBTAIN_H

#include "apply/install.h"
#include "apply/plan.h"

/* Fetches a target into the spool; *path is owned. */
MUST_USE bool obtain_target(struct install *in, const struct tuf_target *target, char **path, struct err *e);
/* Every component that the plan says is missing. */
MUST_USE bool obtain_missing(struct install *in, struct tuf_client *client, const struct bundle *b,
		const struct plan *plan, struct err *e);

#endif
