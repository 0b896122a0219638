/* SPDX-License-Identifier: GPL-3.0-or-later */
/* patches.h - the ways from earlier releases to this one
 *
 * For every component that changed: one patch from each of its last contents, and one
 * from nothing for new units; each only when it is much smaller than the file. They
 * are targets like any other. A patch is tried before it is published. */
#ifndef PUBLISH_PATCHES_H
#define PUBLISH_PATCHES_H

#include "publish/repo_order.h"
#include "publish/repo_state.h"
#include "store/bundle.h"

/* Adds the descriptions to `targets`, which has those of the bundle's components already. */
MUST_USE bool patches_add(struct repo *r, json_t *targets, const struct bundle *b, const struct repo_order *order,
		struct repo_result *result, struct err *e);

#endif
