/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/keystore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/keystore_state.h"
#include "publish/privatekey.h"
#include "tuf/key.h"

enum { FILE_BYTES_MAX = 1024 * 1024, SPEC_BYTES = 64 };
#define SPEC_VERSION "1.0.31"

static const struct {
	const char *role;
	int keys, threshold;
} first_roles[] = {
	{ "root", KEYSTORE_ROOT_KEYS, KEYSTORE_ROOT_THRESHOLD },
	{ "targets", 1, 1 },
	{ "snapshot", 1, 1 },
	{ "timestamp", 1, 1 },
};

char *keystore_root_path(const struct keystore *k, int64_t version)
{
	return mem_printf("%s/root/%lld.root.json", k->dir, (long long)version);
}

/* ---- making keys ---- */

bool keystore_add_key(struct keystore *k, const char *role, struct err *e)
{
	if (!k->access.no_passphrase && (!k->access.passphrase || !k->access.passphrase[0])) {
		return fail(e, "new keys need a passphrase: BORNE_PASSPHRASE, --passphrase-file, or "
			       "--insecure-no-passphrase");
	}
	json_int_t next = json_integer_value(json_object_get(k->all, "next"));
	CLEANUP(free_ptr) char *name = mem_printf("%s-%lld", role, (long long)next);
	CLEANUP(free_ptr) char *path = keystore_file(k, name, ".pem");
	EVP_PKEY *key = privatekey_generate(e);
	bool ok = key && privatekey_write(path, key, k->access.no_passphrase ? NULL : k->access.passphrase, e);
	if (ok) {
		char id[65];
		json_t *public_key = privatekey_public(key, e);
		privatekey_id(public_key, id);
		json_object_set_new(json_object_get(k->all, "keys"), name,
				json_pack("{s:s, s:o}", "keyid", id, "public", public_key));
		json_array_append_new(json_object_get(keystore_role(k, role), "keys"), json_string(name));
		json_object_set_new(k->all, "next", json_integer(next + 1));
	}
	EVP_PKEY_free(key);
	return ok;
}

/* ---- roots ---- */

static json_t *root_part(const struct keystore *k, int64_t version, time_t expires)
{
	json_t *keys = json_object();
	json_t *roles = json_object();
	for (size_t r = 0; r < ARRAY_LEN(first_roles); r++) {
		json_object_set_new(roles, first_roles[r].role, keystore_role_object(k, first_roles[r].role));
		keystore_add_public(k, first_roles[r].role, keys);
	}
	char when[CLOCK_RFC3339_BYTES];
	clock_format_rfc3339(expires, when);
	return json_pack("{s:s, s:s, s:I, s:s, s:b, s:o, s:o}", "_type", "root", "spec_version", SPEC_VERSION,
			"version", (json_int_t)version, "expires", when, "consistent_snapshot", 1, "keys", keys,
			"roles", roles);
}

/* ---- signing ---- */

static char *sign_with(struct keystore *k, const char *name, const struct buf *bytes, struct err *e)
{
	const char *command = tuf_json_text(keystore_key(k, name), "sign_with");
	if (command) {
		return command_sign(command, buf_text(bytes), bytes->len, e);
	}
	CLEANUP(free_ptr) char *path = keystore_file(k, name, ".pem");
	if (!fs_exists(path)) {
		(void)fail_kind(e, ERR_ABSENT, "%s is not in this key folder", name);
		return NULL;
	}
	EVP_PKEY *key = privatekey_read(path, k->access.passphrase, e);
	char *hex = key ? privatekey_sign(key, buf_text(bytes), bytes->len, e) : NULL;
	EVP_PKEY_free(key);
	return hex;
}

/* Adds a signature of each of `names` that can sign; *made counts them. Keys kept elsewhere are passed over. */
static bool add_signatures(struct keystore *k, const json_t *names, const struct buf *bytes, json_t *signatures,
		int *made, struct err *e)
{
	size_t i;
	json_t *name;
	json_array_foreach(names, i, name)
	{
		struct err why = { 0 };
		char *hex = sign_with(k, json_string_value(name), bytes, &why);
		if (!hex && why.kind != ERR_ABSENT) {
			*e = why;
			return false;
		}
		if (hex && !tuf_key_verify(json_object_get(keystore_key(k, json_string_value(name)), "public"),
					   buf_text(bytes), bytes->len, hex)) {
			free(hex);
			return fail(e, "what '%s' signed does not verify with its public key: is it another key?",
					json_string_value(name));
		}
		if (hex) {
			const char *id = tuf_json_text(keystore_key(k, json_string_value(name)), "keyid");
			json_array_append_new(signatures, json_pack("{s:s, s:s}", "keyid", id, "sig", hex));
			*made += 1;
		}
		free(hex);
	}
	return true;
}

/* By the keys of `role`, and those of `more` that are here. */
static json_t *sign_by(struct keystore *k, const char *role, const json_t *more, json_t *part, struct err *e)
{
	const json_t *r = keystore_role(k, role);
	const json_t *names = json_object_get(r, "keys");
	int threshold = (int)json_integer_value(json_object_get(r, "threshold"));
	struct buf bytes = { 0 };
	json_t *signatures = json_array();
	int made = 0;
	int ignored = 0;
	bool ok = tuf_json_canonical(part, &bytes, e) && add_signatures(k, names, &bytes, signatures, &made, e) &&
		  (!more || add_signatures(k, more, &bytes, signatures, &ignored, e));
	buf_finish(&bytes);
	if (ok && made < threshold) {
		ok = fail(e, "%d of the %d keys that must sign '%s' are in %s: bring the others, or use --sign-with",
				made, threshold, role, k->dir);
	}
	if (!ok) {
		json_decref(signatures);
		return NULL;
	}
	return json_pack("{s:o, s:O}", "signatures", signatures, "signed", part);
}

json_t *keystore_sign(struct keystore *k, const char *role, json_t *part, struct err *e)
{
	return sign_by(k, role, NULL, part, e);
}

static bool load_root(struct keystore *k, struct err *e)
{
	int64_t version = (int64_t)json_integer_value(json_object_get(k->all, "root_version"));
	CLEANUP(free_ptr) char *path = keystore_root_path(k, version);
	struct buf bytes = { 0 };
	tuf_metadata_finish(&k->root);
	bool ok = fs_read_file(path, FILE_BYTES_MAX, &bytes, e) &&
		  tuf_metadata_parse(&k->root, path, "root", buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	return ok;
}

/* The root that units will make of it: signed by a threshold of its own keys, and of the previous root's. */
static bool check_root(const struct keystore *k, const char *path, const json_t *root, struct err *e)
{
	struct tuf_metadata m = { 0 };
	char *text = json_dumps(root, JSON_COMPACT);
	bool ok = text && tuf_metadata_parse(&m, path, "root", text, strlen(text), e) &&
		  tuf_metadata_verify(&m, path, tuf_root_keys(&m), tuf_root_role(&m, "root"), e);
	if (ok && k->root.all &&
			!tuf_metadata_verify(&m, path, tuf_root_keys(&k->root), tuf_root_role(&k->root, "root"), e)) {
		ok = fail_wrap(e, "units would refuse this root: bring the private files of enough present root keys");
	}
	tuf_metadata_finish(&m);
	free(text);
	return ok;
}

bool keystore_make_root(struct keystore *k, const json_t *old_root_keys, time_t expires, struct err *e)
{
	int64_t version = k->root.version + 1;
	const json_t *names = json_object_get(keystore_role(k, "root"), "keys");
	json_t *leaving = json_array(); /* in the previous root, not in this one: they sign this one as well */
	size_t i;
	json_t *name;
	json_array_foreach(old_root_keys, i, name)
	{
		if (!keystore_has_name(names, json_string_value(name))) {
			json_array_append(leaving, name);
		}
	}
	json_t *part = root_part(k, version, expires);
	json_t *root = sign_by(k, "root", leaving, part, e);
	json_decref(part);
	json_decref(leaving);
	if (!root) {
		return false;
	}
	CLEANUP(free_ptr) char *path = keystore_root_path(k, version);
	CLEANUP(free_ptr) char *dir = keystore_file(k, "root", "");
	json_object_set_new(k->all, "root_version", json_integer((json_int_t)version));
	bool ok = check_root(k, path, root, e) && fs_make_dirs(dir, 0755, e) &&
		  keystore_write_json(path, root, 0644, e) && keystore_save(k, e) && load_root(k, e);
	json_decref(root);
	return ok;
}

/* ---- life ---- */

static struct keystore *create(const char *dir, struct keystore_access access)
{
	struct keystore *k = mem_zalloc(1, sizeof *k);
	k->dir = mem_strdup(dir);
	k->access = access;
	return k;
}

void keystore_close(struct keystore *k)
{
	if (k) {
		json_decref(k->all);
		tuf_metadata_finish(&k->root);
		free(k->dir);
		free(k);
	}
}

bool keystore_init(const char *dir, struct keystore_access access, time_t root_expires, struct err *e)
{
	struct keystore *k = create(dir, access);
	CLEANUP(free_ptr) char *path = keystore_file(k, "keys", ".json");
	bool ok = true;
	if (fs_exists(path)) {
		ok = fail(e, "%s has keys already: rotate them instead, units trust only these", dir);
	}
	ok = ok && fs_make_dirs(dir, 0700, e);
	k->all = json_pack("{s:i, s:i, s:i, s:{}, s:{}}", "format", 1, "next", 1, "root_version", 0, "roles", "keys");
	for (size_t r = 0; ok && r < ARRAY_LEN(first_roles); r++) {
		json_object_set_new(json_object_get(k->all, "roles"), first_roles[r].role,
				json_pack("{s:i, s:[]}", "threshold", first_roles[r].threshold, "keys"));
		for (int i = 0; ok && i < first_roles[r].keys; i++) {
			ok = keystore_add_key(k, first_roles[r].role, e);
		}
	}
	ok = ok && keystore_make_root(k, NULL, root_expires, e);
	keystore_close(k);
	return ok;
}

struct keystore *keystore_open(const char *dir, struct keystore_access access, struct err *e)
{
	struct keystore *k = create(dir, access);
	CLEANUP(free_ptr) char *path = keystore_file(k, "keys", ".json");
	struct buf bytes = { 0 };
	bool ok = fs_read_file(path, FILE_BYTES_MAX, &bytes, e);
	if (!ok && e->kind == ERR_ABSENT) {
		(void)fail_kind(e, ERR_ABSENT, "%s holds no keys: make them with borne-publish keys init", dir);
	}
	k->all = ok ? tuf_json_parse(path, buf_text(&bytes), bytes.len, e) : NULL;
	buf_finish(&bytes);
	if (!k->all || !load_root(k, e)) {
		keystore_close(k);
		return NULL;
	}
	return k;
}

const struct tuf_metadata *keystore_root(const struct keystore *k)
{
	return &k->root;
}

int64_t keystore_root_version(const struct keystore *k)
{
	return k->root.version;
}

time_t keystore_root_expires(const struct keystore *k)
{
	return k->root.expires;
}
