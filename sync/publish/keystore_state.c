/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/keystore_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

char *keystore_file(const struct keystore *k, const char *name, const char *suffix)
{
	return mem_printf("%s/%s%s", k->dir, name, suffix);
}

bool keystore_write_json(const char *path, const json_t *value, mode_t mode, struct err *e)
{
	char *text = json_dumps(value, JSON_INDENT(1) | JSON_SORT_KEYS);
	if (!text) {
		return fail(e, "write %s: not JSON", path);
	}
	bool ok = fs_write_file_atomic(path, text, strlen(text), mode, e);
	free(text);
	return ok;
}

bool keystore_save(const struct keystore *k, struct err *e)
{
	CLEANUP(free_ptr) char *path = keystore_file(k, "keys", ".json");
	return keystore_write_json(path, k->all, 0644, e);
}

json_t *keystore_role(const struct keystore *k, const char *role)
{
	return json_object_get(json_object_get(k->all, "roles"), role);
}

json_t *keystore_key(const struct keystore *k, const char *name)
{
	return json_object_get(json_object_get(k->all, "keys"), name);
}

json_t *keystore_role_object(const struct keystore *k, const char *role)
{
	json_t *keyids = json_array();
	size_t i;
	json_t *name;
	json_array_foreach(json_object_get(keystore_role(k, role), "keys"), i, name)
	{
		json_array_append(keyids, json_object_get(keystore_key(k, json_string_value(name)), "keyid"));
	}
	return json_pack("{s:o, s:O}", "keyids", keyids, "threshold",
			json_object_get(keystore_role(k, role), "threshold"));
}

void keystore_add_public(const struct keystore *k, const char *role, json_t *keys)
{
	size_t i;
	json_t *name;
	json_array_foreach(json_object_get(keystore_role(k, role), "keys"), i, name)
	{
		const json_t *key = keystore_key(k, json_string_value(name));
		json_object_set(keys, tuf_json_text(key, "keyid"), json_object_get(key, "public"));
	}
}

bool keystore_has_name(const json_t *names, const char *name)
{
	size_t i;
	json_t *one;
	json_array_foreach(names, i, one)
	{
		if (str_equal(json_string_value(one), name)) {
			return true;
		}
	}
	return false;
}

bool keystore_is_top(const char *role)
{
	static const char *const top[] = { "root", "targets", "snapshot", "timestamp" };
	for (size_t i = 0; i < ARRAY_LEN(top); i++) {
		if (str_equal(role, top[i])) {
			return true;
		}
	}
	return false;
}
