/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for a target through delegations. Each line of the input is what one targets role says, the first
 * targets.json, and is signed here with a key that everything delegates to: what a publisher who holds keys may write.
 * The search ends, loads no more roles than it may, and what it finds is described within its limits. */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"
#include "fuzz/ramfile.h"
#include "tuf/client.h"
#include "tuf/client_state.h"

enum { NOW = 1795413600, ROLES_MAX = 8, INPUT_BYTES_MAX = 16 * 1024 };

static const char *const role_names[ROLES_MAX] = { "targets", "a", "b", "c", "d", "maps-0", "maps-1", "maps-f" };
static const char *const wanted[] = { "rhone-alpes/bundle.json", "objects/ab", "x", "maps/bresse/1.mbtiles", "" };

struct repo {
	struct buf files[ROLES_MAX]; /* signed */
	int loaded;
	EVP_PKEY *key;
	json_t *keys;        /* {id: key} */
	json_t *description; /* {keyids, threshold} */
	char keyid[SHA256_HEX_BYTES];
};

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void make_key(struct repo *r)
{
	static const uint8_t secret[32] = { 1, 2, 3, 4 };
	uint8_t raw[32];
	size_t len = sizeof raw;
	char hex[2 * sizeof raw + 1];
	r->key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, sizeof secret);
	need(r->key && EVP_PKEY_get_raw_public_key(r->key, raw, &len) == 1);
	hex_encode(raw, len, hex);
	tuf_sha256_hex("key", 3, r->keyid);
	r->keys = json_pack("{s:{s:s, s:s, s:{s:s}}}", r->keyid, "keytype", "ed25519", "scheme", "ed25519", "keyval",
			"public", hex);
	r->description = json_pack("{s:[s], s:i}", "keyids", r->keyid, "threshold", 1);
}

/* Puts the key and the description where the role delegates, and the fields that every role has where they are missing:
 * the rest is the input's. */
static void complete(const struct repo *r, json_t *part)
{
	json_t *delegations = json_object_get(part, "delegations");
	size_t i;
	json_t *role;
	if (json_is_object(delegations)) {
		json_object_set(delegations, "keys", r->keys);
	}
	json_array_foreach(json_object_get(delegations, "roles"), i, role)
	{
		if (json_is_object(role)) {
			json_object_update_missing(role, r->description);
		}
	}
	json_t *succinct = json_object_get(delegations, "succinct_roles");
	if (json_is_object(succinct)) {
		json_object_update_missing(succinct, r->description);
	}
	json_t *common = json_pack("{s:s, s:s, s:i, s:s, s:{}}", "_type", "targets", "spec_version", "1.0.31",
			"version", 1, "expires", "2027-11-23T00:00:00Z", "targets");
	json_object_update_missing(part, common);
	json_decref(common);
}

static void sign(const struct repo *r, const char *line, size_t len, struct buf *out)
{
	struct err e;
	json_t *part = tuf_json_parse("input", line, len, &e);
	struct buf bytes = { 0 };
	uint8_t signature[64];
	size_t signature_len = sizeof signature;
	char hex[2 * sizeof signature + 1];
	if (part) {
		complete(r, part);
	}
	if (!part || !tuf_json_canonical(part, &bytes, &e)) {
		buf_add(out, line, len);
		json_decref(part);
		buf_finish(&bytes);
		return;
	}
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	need(EVP_DigestSignInit(ctx, NULL, NULL, NULL, r->key) == 1);
	need(EVP_DigestSign(ctx, signature, &signature_len, (const uint8_t *)buf_text(&bytes), bytes.len) == 1);
	EVP_MD_CTX_free(ctx);
	buf_finish(&bytes);
	hex_encode(signature, signature_len, hex);
	json_t *all = json_pack("{s:[{s:s, s:s}], s:o}", "signatures", "keyid", r->keyid, "sig", hex, "signed", part);
	char *text = json_dumps(all, JSON_COMPACT);
	buf_add_text(out, text);
	free(text);
	json_decref(all);
}

static enum tuf_fetch_result get(void *ctx, const char *path, uint64_t max_bytes, struct buf *out, struct err *e)
{
	struct repo *r = ctx;
	for (size_t i = 1; i < ROLES_MAX; i++) {
		size_t len = strlen(role_names[i]);
		if (strncmp(path, role_names[i], len) == 0 && str_equal(path + len, ".json") && r->files[i].len) {
			r->loaded++;
			if (r->files[i].len > max_bytes) {
				(void)fail(e, "too long");
				return TUF_FETCH_FAILED;
			}
			buf_add(out, r->files[i].bytes, r->files[i].len);
			return TUF_FETCH_OK;
		}
	}
	return TUF_FETCH_ABSENT;
}

static json_t *snapshot_meta(void)
{
	json_t *meta = json_object();
	for (size_t i = 0; i < ROLES_MAX; i++) {
		CLEANUP(free_ptr) char *name = mem_printf("%s.json", role_names[i]);
		json_object_set_new(meta, name, json_pack("{s:i}", "version", 1));
	}
	return meta;
}

static void look(const struct tuf_target *t, const char *name)
{
	need(str_equal(t->name, name) && t->url_path && t->list_version >= 1);
	need(t->sha256[0] || t->sha512[0]);
	need(strspn(t->sha256, "0123456789abcdef") == strlen(t->sha256));
	need(strspn(t->sha512, "0123456789abcdef") == strlen(t->sha512));
	need(!strchr(t->url_path, ' ') && !strchr(t->url_path, '?') && !strchr(t->url_path, '#'));
}

static void search(struct repo *r)
{
	struct err e = { 0 };
	struct tuf_client c = { .dir = (char *)ramfile_dir(), .fetcher = { r, get }, .start = NOW };
	json_t *snapshot = json_pack("{s:o}", "meta", snapshot_meta());
	json_t *root = json_pack("{s:b}", "consistent_snapshot", 0);
	c.snapshot = (struct tuf_metadata){ .all = snapshot, .signed_part = snapshot };
	c.root = (struct tuf_metadata){ .all = root, .signed_part = root };
	if (tuf_metadata_parse(&c.targets, "targets", "targets", buf_text(&r->files[0]), r->files[0].len, &e)) {
		for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
			struct tuf_target t = { 0 };
			r->loaded = 0;
			e.message[0] = '\0';
			for (size_t k = 1; k < ROLES_MAX; k++) {
				tuf_drop_cache(&c, role_names[k]);
			}
			if (tuf_client_find_target(&c, wanted[i], &t, &e)) {
				look(&t, wanted[i]);
			} else {
				need(e.message[0] != '\0');
			}
			need(r->loaded <= TUF_DELEGATIONS_MAX);
			tuf_target_finish(&t);
		}
	}
	tuf_metadata_finish(&c.targets);
	tuf_metadata_finish(&c.snapshot);
	tuf_metadata_finish(&c.root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct repo r;
	const char *at = (const char *)data;
	const char *end = at + size;
	if (size > INPUT_BYTES_MAX) {
		return 0;
	}
	if (!r.key) {
		make_key(&r);
	}
	for (size_t i = 0; i < ROLES_MAX && at < end; i++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		sign(&r, at, (size_t)(stop - at), &r.files[i]);
		at = newline ? newline + 1 : end;
	}
	search(&r);
	for (size_t i = 0; i < ROLES_MAX; i++) {
		buf_finish(&r.files[i]);
	}
	return 0;
}
