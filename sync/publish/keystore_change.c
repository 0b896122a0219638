/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing, adding and revoking keys: each makes the next root, or, for the keys of one pack, the next targets.json.
 */
#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/keystore.h"
#include "publish/keystore_state.h"
#include "publish/privatekey.h"

bool keystore_retire(struct keystore *k, const json_t *names, struct err *e)
{
	size_t i;
	json_t *name;
	json_array_foreach(names, i, name)
	{
		CLEANUP(free_ptr) char *from = keystore_file(k, json_string_value(name), ".pem");
		CLEANUP(free_ptr) char *to = keystore_file(k, json_string_value(name), ".pem.retired");
		if (fs_exists(from) && !fs_rename_durable(from, to, e)) {
			return false;
		}
	}
	return true;
}

static json_t *copy_names(const struct keystore *k, const char *role)
{
	return json_deep_copy(json_object_get(keystore_role(k, role), "keys"));
}

static bool find_role(const struct keystore *k, const char *role, json_t **out, struct err *e)
{
	*out = keystore_role(k, role);
	return *out ||
	       fail(e, "there is no role '%s': root, targets, snapshot, timestamp, or a pack that was delegated", role);
}

/* The root names the keys of the four roles; targets.json, which the next publish signs, those of a pack. */
static bool make_next_root(struct keystore *k, const char *role, const json_t *old_root, time_t root_expires,
		struct err *e)
{
	return keystore_is_top(role) ? keystore_make_root(k, old_root, root_expires, e) : keystore_save(k, e);
}

bool keystore_rotate(struct keystore *k, const char *role, time_t root_expires, struct err *e)
{
	json_t *r;
	if (!find_role(k, role, &r, e)) {
		return false;
	}
	json_t *old_names = copy_names(k, role);
	json_t *old_root = copy_names(k, "root");
	json_array_clear(json_object_get(r, "keys"));
	bool ok = true;
	for (size_t i = 0; ok && i < json_array_size(old_names); i++) {
		ok = keystore_add_key(k, role, e);
	}
	ok = ok && make_next_root(k, role, old_root, root_expires, e) && keystore_retire(k, old_names, e);
	json_decref(old_names);
	json_decref(old_root);
	return ok;
}

bool keystore_renew_root(struct keystore *k, time_t root_expires, struct err *e)
{
	json_t *old_root = copy_names(k, "root");
	bool ok = keystore_make_root(k, old_root, root_expires, e);
	json_decref(old_root);
	return ok;
}

/* A key that a command signs with: only its public half is known here. */
static bool add_external(struct keystore *k, const char *role, const char *public_path, const char *command,
		struct err *e)
{
	json_t *public_key = publickey_read(public_path, e);
	if (!public_key) {
		return false;
	}
	char id[65];
	privatekey_id(public_key, id);
	json_int_t next = json_integer_value(json_object_get(k->all, "next"));
	CLEANUP(free_ptr) char *name = mem_printf("%s-%lld", role, (long long)next);
	json_object_set_new(json_object_get(k->all, "keys"), name,
			json_pack("{s:s, s:o, s:s}", "keyid", id, "public", public_key, "sign_with", command));
	json_array_append_new(json_object_get(keystore_role(k, role), "keys"), json_string(name));
	json_object_set_new(k->all, "next", json_integer(next + 1));
	return true;
}

bool keystore_new_key(struct keystore *k, const char *role, const char *public_path, const char *sign_with,
		struct err *e)
{
	if (!public_path != !sign_with) {
		return fail(e, "a key that a command signs with needs both --sign-with and --public");
	}
	return sign_with ? add_external(k, role, public_path, sign_with, e) : keystore_add_key(k, role, e);
}

bool keystore_add(struct keystore *k, const char *role, const char *public_path, const char *sign_with,
		time_t root_expires, struct err *e)
{
	json_t *r;
	if (!find_role(k, role, &r, e)) {
		return false;
	}
	json_t *old_root = copy_names(k, "root");
	bool ok = keystore_new_key(k, role, public_path, sign_with, e) &&
		  make_next_root(k, role, old_root, root_expires, e);
	json_decref(old_root);
	return ok;
}

static const char *role_with(const struct keystore *k, const char *name)
{
	const char *role;
	json_t *r;
	json_object_foreach(json_object_get(k->all, "roles"), role, r)
	{
		if (keystore_has_name(json_object_get(r, "keys"), name)) {
			return role;
		}
	}
	return NULL;
}

static void remove_name(json_t *names, const char *name)
{
	for (size_t i = json_array_size(names); i-- > 0;) {
		if (str_equal(json_string_value(json_array_get(names, i)), name)) {
			json_array_remove(names, i);
		}
	}
}

bool keystore_revoke(struct keystore *k, const char *name, time_t root_expires, struct err *e)
{
	const char *role = role_with(k, name);
	if (!role) {
		return fail(e, "no role has a key '%s': see borne-publish keys list", name);
	}
	json_t *names = json_object_get(keystore_role(k, role), "keys");
	size_t needed = (size_t)json_integer_value(json_object_get(keystore_role(k, role), "threshold"));
	if (json_array_size(names) <= needed) {
		return fail(e, "without '%s' too few keys could sign '%s': add another key first, or rotate the role",
				name, role);
	}
	json_t *old_root = copy_names(k, "root");
	json_t *gone = json_pack("[s]", name);
	remove_name(names, name);
	bool ok = make_next_root(k, role, old_root, root_expires, e) && keystore_retire(k, gone, e);
	json_decref(gone);
	json_decref(old_root);
	return ok;
}
