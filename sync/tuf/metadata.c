/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tuf/metadata.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "tuf/key.h"

enum { KEYIDS_MAX = 1024 };

void tuf_metadata_finish(struct tuf_metadata *m)
{
	json_decref(m->all);
	*m = (struct tuf_metadata){ 0 };
}

/* Section 4.3: "1.0.31", "1.0"; a higher major version may mean anything. */
static bool spec_version_is_ours(const char *text)
{
	if (!text || !str_starts(text, "1.")) {
		return false;
	}
	int dots = 0;
	for (const char *at = text; *at; at++) {
		dots += *at == '.';
		if (*at != '.' && (*at < '0' || *at > '9')) {
			return false;
		}
	}
	return (dots == 1 || dots == 2) && !str_ends(text, ".");
}

static bool role_is_sound(const json_t *role)
{
	json_int_t threshold;
	const json_t *keyids = json_object_get(role, "keyids");
	if (!json_is_array(keyids) || json_array_size(keyids) > KEYIDS_MAX ||
			!tuf_json_integer(role, "threshold", 1, &threshold)) {
		return false;
	}
	size_t i;
	json_t *keyid;
	json_array_foreach(keyids, i, keyid)
	{
		if (!json_is_string(keyid)) {
			return false;
		}
	}
	return true;
}

static bool root_is_sound(const json_t *s)
{
	static const char *const roles[] = { "root", "timestamp", "snapshot", "targets" };
	const json_t *all = json_object_get(s, "roles");
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		if (!role_is_sound(json_object_get(all, roles[i]))) {
			return false;
		}
	}
	const json_t *consistent = json_object_get(s, "consistent_snapshot");
	return json_is_object(json_object_get(s, "keys")) && (!consistent || json_is_boolean(consistent));
}

/* {"name.json": {"version": n, "length"?: n, "hashes"?: {...}}} */
static bool meta_is_sound(const json_t *s, const char *needed)
{
	const json_t *meta = json_object_get(s, "meta");
	const char *name;
	json_t *entry;
	if (!json_is_object(meta) || !json_object_get(meta, needed)) {
		return false;
	}
	json_object_foreach((json_t *)meta, name, entry)
	{
		json_int_t number;
		const json_t *hashes = json_object_get(entry, "hashes");
		if (!tuf_json_integer(entry, "version", 1, &number) ||
				(json_object_get(entry, "length") && !tuf_json_integer(entry, "length", 0, &number)) ||
				(hashes && !json_is_object(hashes))) {
			return false;
		}
	}
	return true;
}

/* A delegated role called "root" would be kept, and believed, under the name of the real one. */
static bool delegated_name_is_sound(const char *name)
{
	static const char *const taken[] = { "", "root", "timestamp", "snapshot", "targets" };
	for (size_t i = 0; name && i < ARRAY_LEN(taken); i++) {
		if (str_equal(name, taken[i])) {
			return false;
		}
	}
	return name != NULL;
}

/* TAP 15: 2^bit_length bins named PREFIX-<hex>. */
static bool succinct_is_sound(const json_t *role)
{
	json_int_t bits;
	const char *prefix = tuf_json_text(role, "name_prefix");
	return role_is_sound(role) && prefix && prefix[0] && tuf_json_integer(role, "bit_length", 1, &bits) &&
	       bits <= TUF_BIN_BITS_MAX;
}

static bool delegations_are_sound(const json_t *delegations)
{
	const json_t *roles = json_object_get(delegations, "roles");
	const json_t *succinct = json_object_get(delegations, "succinct_roles");
	if (!json_is_object(json_object_get(delegations, "keys"))) {
		return false;
	}
	if (succinct) {
		return !roles && succinct_is_sound(succinct);
	}
	if (!json_is_array(roles)) {
		return false;
	}
	size_t i;
	json_t *role;
	json_array_foreach(roles, i, role)
	{
		const json_t *paths = json_object_get(role, "paths");
		const json_t *prefixes = json_object_get(role, "path_hash_prefixes");
		if (!delegated_name_is_sound(tuf_json_text(role, "name")) || !role_is_sound(role) ||
				(!paths == !prefixes) || (paths && !json_is_array(paths)) ||
				(prefixes && !json_is_array(prefixes))) {
			return false;
		}
	}
	return true;
}

static bool targets_are_sound(const json_t *s)
{
	const json_t *targets = json_object_get(s, "targets");
	const json_t *delegations = json_object_get(s, "delegations");
	const char *name;
	json_t *target;
	if (!json_is_object(targets) || (delegations && !delegations_are_sound(delegations))) {
		return false;
	}
	json_object_foreach((json_t *)targets, name, target)
	{
		json_int_t length;
		if (!tuf_json_integer(target, "length", 0, &length) ||
				json_object_size(json_object_get(target, "hashes")) == 0) {
			return false;
		}
	}
	return true;
}

static bool body_is_sound(const char *type, const json_t *s)
{
	if (str_equal(type, "root")) {
		return root_is_sound(s);
	}
	if (str_equal(type, "timestamp")) {
		return meta_is_sound(s, "snapshot.json");
	}
	return str_equal(type, "snapshot") ? meta_is_sound(s, "targets.json") : targets_are_sound(s);
}

/* Section 4.2.1: a keyid stands once in the list of signatures. */
static bool signatures_are_sound(const json_t *signatures)
{
	size_t i;
	json_t *signature;
	if (json_array_size(signatures) > KEYIDS_MAX) {
		return false;
	}
	json_t *seen = json_object();
	bool ok = true;
	json_array_foreach(signatures, i, signature)
	{
		const char *keyid = tuf_json_text(signature, "keyid");
		ok = ok && keyid && !json_object_get(seen, keyid) && json_object_set_new(seen, keyid, json_true()) == 0;
	}
	json_decref(seen);
	return ok;
}

static bool read_common(struct tuf_metadata *m, const char *name, const char *type, struct err *e)
{
	m->signed_part = json_object_get(m->all, "signed");
	m->signatures = json_object_get(m->all, "signatures");
	const char *found = tuf_json_text(m->signed_part, "_type");
	const char *expires = tuf_json_text(m->signed_part, "expires");
	json_int_t version;
	if (!json_is_object(m->signed_part) || !json_is_array(m->signatures)) {
		return fail_kind(e, ERR_FORMAT, "%s has no signed part or no signatures", name);
	}
	if (!signatures_are_sound(m->signatures)) {
		return fail_kind(e, ERR_FORMAT, "%s has too many signatures, or two of one keyid", name);
	}
	if (!found || !str_equal(found, type)) {
		return fail_kind(e, ERR_FORMAT, "%s says it is '%s', not '%s'", name, found ? found : "nothing", type);
	}
	if (!spec_version_is_ours(tuf_json_text(m->signed_part, "spec_version"))) {
		return fail_kind(e, ERR_FORMAT, "%s is written to another major version of the TUF specification",
				name);
	}
	if (!tuf_json_integer(m->signed_part, "version", 1, &version)) {
		return fail_kind(e, ERR_FORMAT, "%s has no version of at least 1", name);
	}
	if (!expires || !clock_parse_rfc3339(expires, &m->expires)) {
		return fail_kind(e, ERR_FORMAT, "%s has no expiry date of the form 2026-11-23T00:00:00Z", name);
	}
	m->version = (int64_t)version;
	return true;
}

bool tuf_metadata_parse(struct tuf_metadata *out, const char *name, const char *type, const char *bytes, size_t len,
		struct err *e)
{
	struct tuf_metadata m = { .all = tuf_json_parse(name, bytes, len, e) };
	if (!m.all) {
		return false;
	}
	if (!read_common(&m, name, type, e)) {
		tuf_metadata_finish(&m);
		return false;
	}
	if (!body_is_sound(type, m.signed_part)) {
		tuf_metadata_finish(&m);
		return fail_kind(e, ERR_FORMAT, "%s lacks parts that its role needs", name);
	}
	*out = m;
	return true;
}

static bool keyid_in(const json_t *keyids, const char *keyid)
{
	size_t i;
	json_t *one;
	json_array_foreach(keyids, i, one)
	{
		if (str_equal(json_string_value(one), keyid)) {
			return true;
		}
	}
	return false;
}

/* One key under two keyids is still one signer: it counts once. */
static json_int_t count_valid(const json_t *signatures, const json_t *keys, const json_t *keyids,
		const struct buf *bytes)
{
	json_t *counted = json_object();
	size_t i;
	json_t *signature;
	json_array_foreach(signatures, i, signature)
	{
		const char *keyid = tuf_json_text(signature, "keyid");
		const char *hex = tuf_json_text(signature, "sig");
		const json_t *key = keyid && keyid_in(keyids, keyid) ? json_object_get(keys, keyid) : NULL;
		char identity[SHA256_HEX_BYTES];
		if (hex && key && tuf_key_identity(key, identity) && !json_object_get(counted, identity) &&
				tuf_key_verify(key, buf_text(bytes), bytes->len, hex)) {
			json_object_set_new(counted, identity, json_true());
		}
	}
	json_int_t valid = (json_int_t)json_object_size(counted);
	json_decref(counted);
	return valid;
}

bool tuf_metadata_verify(const struct tuf_metadata *m, const char *name, const json_t *keys, const json_t *role,
		struct err *e)
{
	struct buf bytes = { 0 };
	json_int_t threshold = 0;
	if (!role || !tuf_json_integer(role, "threshold", 1, &threshold)) {
		return fail_kind(e, ERR_TRUST, "%s: no keys are named for it", name);
	}
	if (!tuf_json_canonical(m->signed_part, &bytes, e)) {
		buf_finish(&bytes);
		return fail_wrap(e, "%s", name);
	}
	json_int_t valid = count_valid(m->signatures, keys, json_object_get(role, "keyids"), &bytes);
	buf_finish(&bytes);
	if (valid < threshold) {
		return fail_kind(e, ERR_TRUST, "%s: %d of the %d signatures that are needed are valid", name,
				(int)valid, (int)threshold);
	}
	return true;
}

bool tuf_metadata_matches(const char *name, const json_t *description, const char *bytes, size_t len, struct err *e)
{
	json_int_t length;
	if (tuf_json_integer(description, "length", 0, &length) && (size_t)length != len) {
		return fail_kind(e, ERR_TRUST, "%s has %zu bytes, not the %lld that are signed", name, len,
				(long long)length);
	}
	const char *algorithm;
	json_t *value;
	json_object_foreach(json_object_get(description, "hashes"), algorithm, value)
	{
		char hex[TUF_SHA512_HEX_BYTES] = "";
		if (str_equal(algorithm, "sha256")) {
			tuf_sha256_hex(bytes, len, hex);
		} else if (str_equal(algorithm, "sha512")) {
			tuf_sha512_hex(bytes, len, hex);
		} else {
			return fail_kind(e, ERR_TRUST, "%s is signed by its %s hash, which is not known here", name,
					algorithm);
		}
		if (!json_is_string(value) || strcasecmp(hex, json_string_value(value)) != 0) {
			return fail_kind(e, ERR_TRUST, "%s does not have the %s hash that is signed", name, algorithm);
		}
	}
	return true;
}

const json_t *tuf_root_role(const struct tuf_metadata *root, const char *name)
{
	return json_object_get(json_object_get(root->signed_part, "roles"), name);
}

const json_t *tuf_root_keys(const struct tuf_metadata *root)
{
	return json_object_get(root->signed_part, "keys");
}
