/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keystore.h - the publisher's keys and what each may sign
 *
 * A folder: keys.json says which key belongs to which role and how many must sign;
 * NAME.pem holds a private key (PKCS #8, encrypted with scrypt and AES-256 unless
 * the staff chose otherwise); a key may instead name a command that signs, for a
 * hardware token or a cloud service. root/N.root.json are the roots made so far. */
#ifndef PUBLISH_KEYSTORE_H
#define PUBLISH_KEYSTORE_H

#include <stdint.h>
#include <time.h>

#include "publish/keystore_access.h"
#include "tuf/metadata.h"

struct keystore;

enum { KEYSTORE_ROOT_KEYS = 3, KEYSTORE_ROOT_THRESHOLD = 2 };

/* A new folder: three root keys of which two must sign, one each for targets, snapshot and timestamp (ed25519), and
 * the first root, valid until `root_expires`. Refuses a folder that has keys already. */
MUST_USE bool keystore_init(const char *dir, struct keystore_access access, time_t root_expires, struct err *e);
/* Owned: keystore_close(). NULL on error. */
MUST_USE struct keystore *keystore_open(const char *dir, struct keystore_access access, struct err *e);
void keystore_close(struct keystore *k);
/* Signs `part` (a "signed" object, borrowed) with the keys of `role`, at least its threshold of them. Owned:
 * {"signatures": [...], "signed": part}; NULL on error. */
MUST_USE json_t *keystore_sign(struct keystore *k, const char *role, json_t *part, struct err *e);
/* Replaces the keys of `role` ("root", "targets", "snapshot", "timestamp" or a delegated pack) by new ones and, but for
 * a pack, makes the next root, signed by the old and the new root keys. The old private files stay, renamed
 * NAME.pem.retired. */
MUST_USE bool keystore_rotate(struct keystore *k, const char *role, time_t root_expires, struct err *e);
/* The same root again with a later expiry. */
MUST_USE bool keystore_renew_root(struct keystore *k, time_t root_expires, struct err *e);
/* One more key of `role`: a new file here, or, with both given, one whose public half is the PEM file `public_path` and
 * whose signatures the command `sign_with` makes. Makes the next root. */
MUST_USE bool keystore_add(struct keystore *k, const char *role, const char *public_path, const char *sign_with,
		time_t root_expires, struct err *e);
/* Takes the key `name` (as keystore_print() shows it) out of its role and makes the next root. Refused when too few
 * keys would be left to sign. */
MUST_USE bool keystore_revoke(struct keystore *k, const char *name, time_t root_expires, struct err *e);
/* From now on the files of `pack` are signed by keys of its own, of which this makes the first (as keystore_add does).
 * Units learn it from the next targets.json. */
MUST_USE bool keystore_delegate(struct keystore *k, const char *pack, const char *public_path, const char *sign_with,
		struct err *e);
/* So many of a delegated pack's keys must sign from the next targets.json on; at least 1, at most all of them. */
MUST_USE bool keystore_set_threshold(struct keystore *k, const char *pack, long must_sign, struct err *e);
/* The role "targets" signs the pack again. */
MUST_USE bool keystore_withdraw(struct keystore *k, const char *pack, struct err *e);
/* Borrowed: who signs the files of a pack: itself when delegated, else "targets". */
const char *keystore_role_of(const struct keystore *k, const char *pack);
/* Owned: what targets.json says of delegated packs ({keys, roles}), NULL when there is none. */
json_t *keystore_delegations(const struct keystore *k);
/* A threshold of the role's keys is here, or a command is. */
bool keystore_can_sign(const struct keystore *k, const char *role);
/* Borrowed: the newest root. */
const struct tuf_metadata *keystore_root(const struct keystore *k);
/* Version and expiry of the newest root. */
int64_t keystore_root_version(const struct keystore *k);
time_t keystore_root_expires(const struct keystore *k);
/* Owned: path of root/N.root.json. */
char *keystore_root_path(const struct keystore *k, int64_t version);
/* Prints roles, thresholds, keyids and where each key is. */
void keystore_print(const struct keystore *k);

#endif
