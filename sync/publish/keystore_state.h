/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keystore_state.h - what the parts of the key folder share; private to publish */
#ifndef PUBLISH_KEYSTORE_STATE_H
#define PUBLISH_KEYSTORE_STATE_H

#include <time.h>

#include "publish/keystore_access.h"
#include "tuf/metadata.h"

struct keystore {
	char *dir;
	struct keystore_access access;
	json_t *all; /* keys.json: {format, next, root_version, roles: {role: {threshold, keys: [name]}}, keys: {name:
			{keyid, public, sign_with?}}} */
	struct tuf_metadata root; /* the newest; zeroed before the first */
};

bool keystore_is_top(const char *role);
/* Atomically, indented and with sorted names. */
MUST_USE bool keystore_write_json(const char *path, const json_t *value, mode_t mode, struct err *e);
/* Writes keys.json. */
MUST_USE bool keystore_save(const struct keystore *k, struct err *e);
/* Owned: {keyids, threshold} of the role. */
json_t *keystore_role_object(const struct keystore *k, const char *role);
/* Adds {keyid: public key} of the role's keys. */
void keystore_add_public(const struct keystore *k, const char *role, json_t *keys);
/* A further key of `role`, in memory: a new file, or, with both given, one that a command signs with. */
MUST_USE bool keystore_new_key(struct keystore *k, const char *role, const char *public_path, const char *sign_with,
		struct err *e);
/* The files of keys that no longer count stay, renamed NAME.pem.retired: a mistake can be looked into. */
MUST_USE bool keystore_retire(struct keystore *k, const json_t *names, struct err *e);
/* Owned: dir/NAME<suffix>. */
char *keystore_file(const struct keystore *k, const char *name, const char *suffix);
/* Borrowed objects of keys.json, or NULL. */
json_t *keystore_role(const struct keystore *k, const char *role);
json_t *keystore_key(const struct keystore *k, const char *name);
bool keystore_has_name(const json_t *names, const char *name);
/* A new key file of `role`, in memory's list only until the next root is made. */
MUST_USE bool keystore_add_key(struct keystore *k, const char *role, struct err *e);
/* Signs and writes the next root, then keys.json. `old_root_keys`: names of the previous root's keys, whose signatures
 * the units still ask for (specification 5.3.4). Nothing is written when units would refuse it. */
MUST_USE bool keystore_make_root(struct keystore *k, const json_t *old_root_keys, time_t expires, struct err *e);

#endif
