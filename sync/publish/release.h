/* SPDX-License-Identifier: GPL-3.0-or-later */
/* release.h - the signed files of one release, in the order that units can bear; private to sync/publish */
#ifndef PUBLISH_RELEASE_H
#define PUBLISH_RELEASE_H

#include "publish/repo_order.h"
#include "publish/repo_state.h"

/* Signs what lists `pack` (`listed`: {name: description} of its files), what that changes above it, and last the
 * timestamp. Sets out->release and out->changed. */
MUST_USE bool release_sign(struct repo *r, struct keystore *k, const char *pack, json_t *listed,
		const struct repo_order *order, struct repo_result *out, struct err *e);
/* The same contents: signs again what nears its end or was signed by keys that were replaced, then the timestamp. */
MUST_USE bool release_renew(struct repo *r, struct keystore *k, const struct repo_order *order, struct err *e);
/* timestamp.json and the roots alone. Fails when keys were replaced since. */
MUST_USE bool release_renew_timestamp(struct repo *r, struct keystore *k, time_t expires, struct err *e);

#endif
