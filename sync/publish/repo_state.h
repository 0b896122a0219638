/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repo_state.h - a repository being written; private to sync/publish */
#ifndef PUBLISH_REPO_STATE_H
#define PUBLISH_REPO_STATE_H

#include "publish/keystore.h"
#include "tuf/metadata.h"

/* A delegated role: the files of one pack, signed by its own keys. */
struct repo_role {
	char *name;
	struct tuf_metadata m;
};

struct repo {
	char *metadata_dir, *targets_dir;
	struct tuf_metadata timestamp, snapshot, targets; /* as published; empty for a new repository */
	struct repo_role *roles;                          /* as published, also those delegated no more */
	size_t roles_len;
	int lock_fd; /* repolock.h; -1: none */
};

/* Takes the lock (waits for it up to wait_s seconds), reads what is published, and refuses keys that were replaced
 * since. A new folder is made. False: nothing is held. */
MUST_USE bool repo_open(struct repo *out, const char *dir, const struct keystore *k, long wait_s, struct err *e);
/* Reads what is published, without the lock and without keys: for staff to compare with, not to sign. `dir` must have a
 * release. repo_finish() it. */
MUST_USE bool repo_look(struct repo *out, const char *dir, struct err *e);
/* Gives the lock back. A zeroed one with lock_fd -1 is fine. */
void repo_finish(struct repo *r);
/* Borrowed: a delegated role as published, or NULL. */
const struct tuf_metadata *repo_role_published(const struct repo *r, const char *role);
/* Borrowed: what lists the files of a pack as published: its own role, or targets.json. */
const struct tuf_metadata *repo_listing(const struct repo *r, const char *pack);
/* An earlier version of that list, by whichever role signed it then. */
MUST_USE bool repo_read_listing(const struct repo *r, const char *pack, int64_t version, struct tuf_metadata *out,
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
