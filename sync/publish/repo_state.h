/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repo_state.h - a repository being written; private to sync/publish */
#ifndef PUBLISH_REPO_STATE_H
#define PUBLISH_REPO_STATE_H

#include "tuf/metadata.h"

struct repo {
	char *metadata_dir, *targets_dir;
	struct tuf_metadata timestamp, snapshot, targets; /* as published; empty for a new repository */
};

/* A version of a role's metadata out of the repository; 0: the file without a number. */
MUST_USE bool repo_read_metadata(const struct repo *r, const char *role, int64_t version, struct tuf_metadata *out,
		struct err *e);
/* Owned: HASH.name in the folder of the name, as consistent snapshots want it (specification section 6.2). */
char *repo_target_path(const struct repo *r, const char *name, const char *sha256);
/* Copies the file `from` into the repository unless it is there, and describes it in `targets`. `custom` (may be NULL)
 * is taken. *added counts files copied. */
MUST_USE bool repo_add_target(struct repo *r, json_t *targets, const char *name, const char *from, uint64_t length,
		const char *sha256, json_t *custom, size_t *added, struct err *e);
/* Borrowed, NULL when it is not there: the description of a target in signed targets metadata, and its SHA-256. */
json_t *repo_described(const struct tuf_metadata *targets, const char *name);
const char *repo_described_sha256(const struct tuf_metadata *targets, const char *name);

#endif
