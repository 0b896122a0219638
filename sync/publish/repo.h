/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repo.h - writing a TUF repository of static files
 *
 * One program at a time writes a folder (repolock.h): each function below holds its lock from the first read to the
 * last write, and refuses keys that were replaced since (a newer root in the folder names others).
 *
 * Any web server can serve the folder. Order matters to a unit that polls in the
 * middle: targets first, then N.targets.json and N.snapshot.json under names of their
 * own, timestamp.json last, each whole. Old versions stay for units on their way. */
#ifndef PUBLISH_REPO_H
#define PUBLISH_REPO_H

#include "publish/keystore.h"
#include "publish/repo_order.h"
#include "store/bundle.h"

/* Publishes the bundle, which must be whole: every component has the length and hash of bundle.json. An edition older
 * than the published one of the same pack, and one that takes maps, routes or many records away from units, is refused
 * unless allowed. */
MUST_USE bool repo_publish(const char *repo, struct keystore *k, const struct bundle *b, const struct repo_order *order,
		struct repo_result *out, struct err *e);
/* The same of a firmware (firmware/firmware.h), whose files were hashed. Its pack must have keys of its own. `share`:
 * percent of the units that take it (firmware_in_share()); units read it from the signed list. A version older than the
 * published one is refused unless allowed. */
MUST_USE bool repo_publish_firmware(const char *repo, struct keystore *k, const struct bundle *b, long share,
		const struct repo_order *order, struct repo_result *out, struct err *e);
/* Publishes nothing new: signs again what is past half of its life, and the lists of packs whose key is here. */
MUST_USE bool repo_renew(const char *repo, struct keystore *k, const struct repo_order *order, struct err *e);
/* Signs timestamp.json again with a later expiry and nothing else (for cron). */
MUST_USE bool repo_renew_timestamp(const char *repo, struct keystore *k, const struct repo_order *order, struct err *e);

#endif
