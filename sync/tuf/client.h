/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client.h - a TUF client: from a first trusted root to a verified target
 *
 * The Update Framework specification 1.0, section 5 (detailed client workflow),
 * followed step by step. Metadata comes through a callback, so that the process that
 * trusts and the process that fetches can be two. What is trusted is kept in a folder as root.json,
 * timestamp.json, snapshot.json, targets.json and <role>.json (the role's name percent-encoded), written
 * atomically. One thread. */
#ifndef TUF_CLIENT_H
#define TUF_CLIENT_H

#include "tuf/client_types.h"
#include "tuf/key.h"

/* What a client reads of a role's file at most; any other name is a delegated role. A publisher keeps to it too. */
size_t tuf_client_bytes_max(const char *role);

struct tuf_client;
/* Owned: tuf_client_destroy(). The folder is made when needed. `now`: seconds since 1970, asked once per refresh. */
struct tuf_client *tuf_client_create(const char *metadata_dir, struct tuf_fetcher fetcher, time_t (*now)(void *ctx),
		void *now_ctx);
void tuf_client_destroy(struct tuf_client *c);
/* Begins with what is trusted, or with the installed root: `root` are the bytes of its file. The trusted root is used
 * as long as it grew from exactly these bytes, which root.seed in the folder remembers. Another installed root begins
 * anew: timestamp, snapshot and targets are forgotten with the keys that signed them. A damaged trusted root is grown
 * again from the same seed; what it had reached is still demanded (section 5.3.5: no rollback), and the other roles
 * stay. `len` 0: what is trusted, or an error. */
MUST_USE bool tuf_client_init(struct tuf_client *c, const char *root, size_t len, struct err *e);
/* What init did; for the log. */
enum tuf_seed tuf_client_seed(const struct tuf_client *c);
/* Sections 5.1 to 5.6: brings root, timestamp, snapshot and targets up to date. */
MUST_USE bool tuf_client_refresh(struct tuf_client *c, struct err *e);

struct tuf_target {
	char *name;
	char *role;           /* that lists it: "targets" or a delegated one */
	int64_t list_version; /* of that role's list */
	uint64_t length;
	char sha256[SHA256_HEX_BYTES];     /* "" when only sha512 is signed */
	char sha512[TUF_SHA512_HEX_BYTES]; /* "" when not signed */
	char *url_path;                    /* below the targets URL, percent-encoded, with the hash when consistent */
	char *custom;                      /* JSON text of its custom object, or NULL */
};
void tuf_target_finish(struct tuf_target *t);
/* Section 5.6.7, after a refresh: the target's description, delegations searched in pre-order. ERR_ABSENT: no role
 * that may sign it has it. */
MUST_USE bool tuf_client_find_target(struct tuf_client *c, const char *name, struct tuf_target *out, struct err *e);
/* Section 5.7.2: length and hashes of a file. */
MUST_USE bool tuf_target_verify_file(const struct tuf_target *t, const char *path, struct err *e);

enum tuf_trouble tuf_client_trouble(const struct tuf_client *c);
/* 0 before a refresh. The earliest expiry of the four roles and of the delegated ones looked at since: until then what
 * is known may be believed. */
time_t tuf_client_expires(const struct tuf_client *c);

#endif
