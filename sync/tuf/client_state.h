/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client_state.h - what the parts of the client share; private to sync/tuf */
#ifndef TUF_CLIENT_STATE_H
#define TUF_CLIENT_STATE_H

#include "tuf/client_types.h"
#include "tuf/key.h"
#include "tuf/metadata.h"

struct tuf_client {
	char *dir; /* owned */
	struct tuf_fetcher fetcher;
	time_t (*now)(void *ctx);
	void *now_ctx;
	time_t start; /* section 5.1: one time for the whole update cycle */
	enum tuf_trouble trouble;
	time_t delegated_expires; /* earliest of the delegated roles read since the refresh; 0: none was */
	enum tuf_seed seed;
	char seed_sha256[SHA256_HEX_BYTES]; /* of the installed root that `root` grew from; "" when it is not known
					     */
	int64_t root_floor;                 /* highest version of root.json that was ever trusted since that seed */
	struct tuf_metadata root, timestamp, snapshot, targets; /* all NULL: not trusted yet */
};

/* Sets what kind of rule was broken; returns false. */
bool tuf_broke(struct tuf_client *c, enum tuf_trouble trouble);
bool tuf_is_consistent(const struct tuf_client *c);
/* Fetches name.json, with its version in front when snapshots are consistent. ABSENT is a failure here. */
MUST_USE bool tuf_fetch(struct tuf_client *c, const char *role, int64_t version, uint64_t max_bytes, struct buf *out,
		struct err *e);
/* Bytes of the cached role; false (quietly) when there is none. */
bool tuf_read_cache(const struct tuf_client *c, const char *role, size_t max_bytes, struct buf *out);
MUST_USE bool tuf_write_cache(const struct tuf_client *c, const char *role, const char *bytes, size_t len,
		struct err *e);
void tuf_drop_cache(const struct tuf_client *c, const char *role);
/* A root verified by `signer`, or by itself when that is NULL (section 5.3.4). */
MUST_USE bool tuf_read_root(struct tuf_client *c, const char *name, const char *bytes, size_t len,
		const struct tuf_metadata *signer, struct tuf_metadata *out, struct err *e);
/* Remembers the seed and the version of the trusted root in root.seed, after root.json was written. */
MUST_USE bool tuf_write_seed(struct tuf_client *c, struct err *e);
/* A targets role, from the cache when that is still what the snapshot names, else fetched; verified against the
 * role's description ({keyids, threshold} and keys) of the delegator that leads to it now (section 5.6.1 to 5.6.6). */
MUST_USE bool tuf_load_targets(struct tuf_client *c, const char *role, const json_t *keys, const json_t *description,
		struct tuf_metadata *out, struct err *e);

#endif
