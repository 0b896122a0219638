/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/keystore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/privatekey.h"
#include "tuf/metadata.h"

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

struct keystore {
	char *dir;
	struct keystore_access access;
	json_t *all; /* keys.json: {format, next, roles: {role: {threshold, keys: [name]}}, keys: {name: {keyid, public,
			sign_with?}}} */
	struct tuf_metadata root;
};

/* ---- files ---- */

static char *file_path(const struct keystore *k, const char *name, const char *suffix)
{
	return mem_printf("%s/%s%s", k->dir, name, suffix);
}

char *keystore_root_path(const struct keystore *k, int64_t version)
{
	return mem_printf("%s/root/%lld.root.json", k->dir, (long long)version);
}

static bool write_json(const char *path, const json_t *value, mode_t mode, struct err *e)
{
	char *text = json_dumps(value, JSON_INDENT(1) | JSON_SORT_KEYS);
	if (!text) {
		return fail(e, "write %s: not JSON", path);
	}
	bool ok = fs_write_file_atomic(path, text, strlen(text), mode, e);
	free(text);
	return ok;
}

static bool save(const struct keystore *k, struct err *e)
{
	CLEANUP(free_ptr) char *path = file_path(k, "keys", ".json");
	return write_json(path, k->all, 0644, e);
}

static json_t *role_of(const struct keystore *k, const char *role)
{
	return json_object_get(json_object_get(k->all, "roles"), role);
}

static json_t *key_of(const struct keystore *k, const char *name)
{
	return json_object_get(json_object_get(k->all, "keys"), name);
}

/* ---- making keys ---- */

static bool add_key(struct keystore *k, const char *role, struct err *e)
{
	json_int_t next = json_integer_value(json_object_get(k->all, "next"));
	CLEANUP(free_ptr) char *name = mem_printf("%s-%lld", role, (long long)next);
	CLEANUP(free_ptr) char *path = file_path(k, name, ".pem");
	EVP_PKEY *key = privatekey_generate(e);
	bool ok = key && privatekey_write(path, key, k->access.no_passphrase ? NULL : k->access.passphrase, e);
	if (ok) {
		char id[65];
		json_t *public_key = privatekey_public(key);
		privatekey_id(public_key, id);
		json_object_set_new(json_object_get(k->all, "keys"), name,
				json_pack("{s:s, s:o}", "keyid", id, "public", public_key));
		json_array_append_new(json_object_get(role_of(k, role), "keys"), json_string(name));
		json_object_set_new(k->all, "next", json_integer(next + 1));
	}
	EVP_PKEY_free(key);
	return ok;
}

/* ---- roots ---- */

static json_t *role_object(const struct keystore *k, const char *role)
{
	json_t *keyids = json_array();
	size_t i;
	json_t *name;
	json_array_foreach(json_object_get(role_of(k, role), "keys"), i, name)
	{
		json_array_append(keyids, json_object_get(key_of(k, json_string_value(name)), "keyid"));
	}
	return json_pack("{s:o, s:O}", "keyids", keyids, "threshold", json_object_get(role_of(k, role), "threshold"));
}

static json_t *root_part(const struct keystore *k, int64_t version, time_t expires)
{
	json_t *keys = json_object();
	json_t *roles = json_object();
	for (size_t r = 0; r < ARRAY_LEN(first_roles); r++) {
		size_t i;
		json_t *name;
		json_object_set_new(roles, first_roles[r].role, role_object(k, first_roles[r].role));
		json_array_foreach(json_object_get(role_of(k, first_roles[r].role), "keys"), i, name)
		{
			const json_t *key = key_of(k, json_string_value(name));
			json_object_set(keys, tuf_json_text(key, "keyid"), json_object_get(key, "public"));
		}
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
	const char *command = tuf_json_text(key_of(k, name), "sign_with");
	if (command) {
		return command_sign(command, buf_text(bytes), bytes->len, e);
	}
	CLEANUP(free_ptr) char *path = file_path(k, name, ".pem");
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
		if (hex) {
			const char *id = tuf_json_text(key_of(k, json_string_value(name)), "keyid");
			json_array_append_new(signatures, json_pack("{s:s, s:s}", "keyid", id, "sig", hex));
			*made += 1;
		}
		free(hex);
	}
	return true;
}

static json_t *sign_by(struct keystore *k, const json_t *names, int threshold, const json_t *more, json_t *part,
		struct err *e)
{
	struct buf bytes = { 0 };
	json_t *signatures = json_array();
	int made = 0;
	int ignored = 0;
	bool ok = tuf_json_canonical(part, &bytes, e) && add_signatures(k, names, &bytes, signatures, &made, e) &&
		  (!more || add_signatures(k, more, &bytes, signatures, &ignored, e));
	buf_finish(&bytes);
	if (ok && made < threshold) {
		ok = fail(e, "%d of the %d keys that must sign '%s' are in %s: bring the others, or use --sign-with",
				made, threshold, tuf_json_text(part, "_type"), k->dir);
	}
	if (!ok) {
		json_decref(signatures);
		return NULL;
	}
	return json_pack("{s:o, s:O}", "signatures", signatures, "signed", part);
}

json_t *keystore_sign(struct keystore *k, const char *role, json_t *part, struct err *e)
{
	const json_t *r = role_of(k, role);
	return sign_by(k, json_object_get(r, "keys"), (int)json_integer_value(json_object_get(r, "threshold")), NULL,
			part, e);
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

/* `old_root_keys`: names of the previous root's keys, whose signatures the units still trust; NULL for the first. */
static bool make_root(struct keystore *k, int64_t version, const json_t *old_root_keys, time_t expires, struct err *e)
{
	const json_t *r = role_of(k, "root");
	int threshold = (int)json_integer_value(json_object_get(r, "threshold"));
	json_t *part = root_part(k, version, expires);
	const json_t *names = json_object_get(r, "keys");
	json_t *root = sign_by(k, names, threshold, old_root_keys, part, e);
	json_decref(part);
	if (!root) {
		return false;
	}
	CLEANUP(free_ptr) char *path = keystore_root_path(k, version);
	CLEANUP(free_ptr) char *dir = file_path(k, "root", "");
	json_object_set_new(k->all, "root_version", json_integer((json_int_t)version));
	bool ok = fs_make_dirs(dir, 0755, e) && write_json(path, root, 0644, e) && save(k, e) && load_root(k, e);
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
	CLEANUP(free_ptr) char *path = file_path(k, "keys", ".json");
	bool ok = true;
	if (fs_exists(path)) {
		ok = fail(e, "%s has keys already: rotate them instead, units trust only these", dir);
	} else if (!access.no_passphrase && (!access.passphrase || !access.passphrase[0])) {
		ok = fail(e, "new keys need a passphrase: BORNE_PASSPHRASE, --passphrase-file, or "
			     "--insecure-no-passphrase");
	}
	ok = ok && fs_make_dirs(dir, 0700, e);
	k->all = json_pack("{s:i, s:i, s:i, s:{}, s:{}}", "format", 1, "next", 1, "root_version", 0, "roles", "keys");
	for (size_t r = 0; ok && r < ARRAY_LEN(first_roles); r++) {
		json_object_set_new(json_object_get(k->all, "roles"), first_roles[r].role,
				json_pack("{s:i, s:[]}", "threshold", first_roles[r].threshold, "keys"));
		for (int i = 0; ok && i < first_roles[r].keys; i++) {
			ok = add_key(k, first_roles[r].role, e);
		}
	}
	ok = ok && make_root(k, 1, NULL, root_expires, e);
	keystore_close(k);
	return ok;
}

struct keystore *keystore_open(const char *dir, struct keystore_access access, struct err *e)
{
	struct keystore *k = create(dir, access);
	CLEANUP(free_ptr) char *path = file_path(k, "keys", ".json");
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

/* ---- change ---- */

static bool retire(struct keystore *k, const json_t *names, struct err *e)
{
	size_t i;
	json_t *name;
	json_array_foreach(names, i, name)
	{
		CLEANUP(free_ptr) char *from = file_path(k, json_string_value(name), ".pem");
		CLEANUP(free_ptr) char *to = file_path(k, json_string_value(name), ".pem.retired");
		if (fs_exists(from) && !fs_rename_durable(from, to, e)) {
			return false;
		}
	}
	return true;
}

bool keystore_rotate(struct keystore *k, const char *role, time_t root_expires, struct err *e)
{
	json_t *r = role_of(k, role);
	if (!r) {
		return fail(e, "there is no role '%s': root, targets, snapshot or timestamp", role);
	}
	json_t *old_names = json_deep_copy(json_object_get(r, "keys"));
	json_t *old_root = json_deep_copy(json_object_get(role_of(k, "root"), "keys"));
	size_t count = json_array_size(old_names);
	json_array_clear(json_object_get(r, "keys"));
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		ok = add_key(k, role, e);
	}
	/* When the root's own keys change, a threshold of the old ones has to sign as well (specification 5.3.4). */
	bool root_changes = str_equal(role, "root");
	ok = ok && make_root(k, k->root.version + 1, root_changes ? old_root : NULL, root_expires, e) &&
	     retire(k, old_names, e);
	json_decref(old_names);
	json_decref(old_root);
	return ok;
}

bool keystore_renew_root(struct keystore *k, time_t root_expires, struct err *e)
{
	return make_root(k, k->root.version + 1, NULL, root_expires, e);
}

int64_t keystore_root_version(const struct keystore *k)
{
	return k->root.version;
}

time_t keystore_root_expires(const struct keystore *k)
{
	return k->root.expires;
}

void keystore_print(const struct keystore *k)
{
	char when[CLOCK_RFC3339_BYTES];
	clock_format_rfc3339(k->root.expires, when);
	printf("root version %lld, expires %s\n", (long long)k->root.version, when);
	for (size_t r = 0; r < ARRAY_LEN(first_roles); r++) {
		const json_t *role = role_of(k, first_roles[r].role);
		size_t i;
		json_t *name;
		printf("%s: %lld of %zu must sign\n", first_roles[r].role,
				(long long)json_integer_value(json_object_get(role, "threshold")),
				json_array_size(json_object_get(role, "keys")));
		json_array_foreach(json_object_get(role, "keys"), i, name)
		{
			const json_t *key = key_of(k, json_string_value(name));
			CLEANUP(free_ptr) char *path = file_path(k, json_string_value(name), ".pem");
			const char *command = tuf_json_text(key, "sign_with");
			printf("  %-14s %s  %s\n", json_string_value(name), tuf_json_text(key, "keyid"),
					command           ? command
					: fs_exists(path) ? path
							  : "(not here)");
		}
	}
}
