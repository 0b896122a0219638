/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territories: a pack whose files only the holders of its own keys sign (specification section 4.5). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/keystore.h"
#include "publish/keystore_state.h"

enum { NAME_BYTES_MAX = 80, FOLDERS_MAX = 8 };

/* An id of a pack, which names files and folders as well. */
static bool is_pack(const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < len; i++) {
		if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i]) && name[i] != '-') {
			return false;
		}
	}
	return len > 0 && len <= NAME_BYTES_MAX && name[0] != '-' && !keystore_is_top(name);
}

bool keystore_delegate(struct keystore *k, const char *pack, const char *public_path, const char *sign_with,
		struct err *e)
{
	if (!is_pack(pack)) {
		return fail(e, "'%s' is no pack's id: small letters, digits and dashes", pack);
	}
	if (keystore_role(k, pack)) {
		return fail(e, "'%s' has keys of its own already: see borne-publish keys list", pack);
	}
	json_object_set_new(json_object_get(k->all, "roles"), pack, json_pack("{s:i, s:[]}", "threshold", 1, "keys"));
	return keystore_new_key(k, pack, public_path, sign_with, e) && keystore_save(k, e);
}

bool keystore_set_threshold(struct keystore *k, const char *pack, long must_sign, struct err *e)
{
	json_t *role = keystore_is_top(pack) ? NULL : keystore_role(k, pack);
	if (!role) {
		return fail(e, "'%s' has no keys of its own: see borne-publish keys list", pack);
	}
	size_t keys = json_array_size(json_object_get(role, "keys"));
	if (must_sign < 1 || (size_t)must_sign > keys) {
		return fail(e, "--must-sign must be 1 to %zu, the keys that '%s' has", keys, pack);
	}
	json_object_set_new(role, "threshold", json_integer(must_sign));
	return keystore_save(k, e);
}

bool keystore_withdraw(struct keystore *k, const char *pack, struct err *e)
{
	if (keystore_is_top(pack) || !keystore_role(k, pack)) {
		return fail(e, "'%s' has no keys of its own: see borne-publish keys list", pack);
	}
	json_t *names = json_incref(json_object_get(keystore_role(k, pack), "keys"));
	json_object_del(json_object_get(k->all, "roles"), pack);
	bool ok = keystore_save(k, e) && keystore_retire(k, names, e);
	json_decref(names);
	return ok;
}

const char *keystore_role_of(const struct keystore *k, const char *pack)
{
	return !keystore_is_top(pack) && keystore_role(k, pack) ? pack : "targets";
}

/* A star does not cross a slash: one pattern for each depth of folders that a pack has. */
static json_t *paths_of(const char *pack)
{
	json_t *paths = json_array();
	struct buf pattern = { 0 };
	buf_add_text(&pattern, pack);
	for (int i = 0; i < FOLDERS_MAX; i++) {
		buf_add_text(&pattern, "/*");
		json_array_append_new(paths, json_string(buf_text(&pattern)));
	}
	buf_finish(&pattern);
	return paths;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_delegation(const struct keystore *k, const char *pack, json_t *keys, json_t *roles)
{
	json_t *role = keystore_role_object(k, pack);
	json_object_set_new(role, "name", json_string(pack));
	json_object_set_new(role, "paths", paths_of(pack));
	/* No other role is searched for what a territory does not list (specification section 5.6.7). */
	json_object_set_new(role, "terminating", json_true());
	json_array_append_new(roles, role);
	keystore_add_public(k, pack, keys);
}

json_t *keystore_delegations(const struct keystore *k)
{
	json_t *all = json_object_get(k->all, "roles");
	const char **names = mem_zalloc(json_object_size(all) + 1, sizeof *names);
	size_t count = 0;
	const char *name;
	json_t *ignored;
	json_object_foreach(all, name, ignored)
	{
		if (!keystore_is_top(name)) {
			names[count++] = name;
		}
	}
	qsort(names, count, sizeof *names, by_name);
	json_t *keys = json_object();
	json_t *roles = json_array();
	for (size_t i = 0; i < count; i++) {
		add_delegation(k, names[i], keys, roles);
	}
	free(names);
	json_t *delegations = json_pack("{s:o, s:o}", "keys", keys, "roles", roles);
	if (count == 0) {
		json_decref(delegations);
		return NULL;
	}
	return delegations;
}

/* ---- what is there ---- */

static bool is_here(const struct keystore *k, const char *name)
{
	CLEANUP(free_ptr) char *path = keystore_file(k, name, ".pem");
	return tuf_json_text(keystore_key(k, name), "sign_with") || fs_exists(path);
}

bool keystore_can_sign(const struct keystore *k, const char *role)
{
	size_t i;
	json_t *name;
	json_int_t here = 0;
	json_array_foreach(json_object_get(keystore_role(k, role), "keys"), i, name)
	{
		here += is_here(k, json_string_value(name));
	}
	return here > 0 && here >= json_integer_value(json_object_get(keystore_role(k, role), "threshold"));
}

static void print_role(const struct keystore *k, const char *name)
{
	const json_t *role = keystore_role(k, name);
	size_t i;
	json_t *key_name;
	printf("%s: %lld of %zu must sign%s\n", name, (long long)json_integer_value(json_object_get(role, "threshold")),
			json_array_size(json_object_get(role, "keys")),
			keystore_is_top(name) ? "" : ", the files of its own pack");
	json_array_foreach(json_object_get(role, "keys"), i, key_name)
	{
		const json_t *key = keystore_key(k, json_string_value(key_name));
		CLEANUP(free_ptr) char *path = keystore_file(k, json_string_value(key_name), ".pem");
		const char *command = tuf_json_text(key, "sign_with");
		printf("  %-14s %s  %s\n", json_string_value(key_name), tuf_json_text(key, "keyid"),
				command           ? command
				: fs_exists(path) ? path
						  : "(not here)");
	}
}

void keystore_print(const struct keystore *k)
{
	static const char *const top[] = { "root", "targets", "snapshot", "timestamp" };
	char when[CLOCK_RFC3339_BYTES];
	const char *name;
	json_t *ignored;
	clock_format_rfc3339(k->root.expires, when);
	printf("root version %lld, expires %s\n", (long long)k->root.version, when);
	for (size_t i = 0; i < ARRAY_LEN(top); i++) {
		print_role(k, top[i]);
	}
	json_object_foreach(json_object_get(k->all, "roles"), name, ignored)
	{
		if (!keystore_is_top(name)) {
			print_role(k, name);
		}
	}
}
