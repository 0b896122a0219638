/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A repository in memory, signed with real keys, that misbehaves in one way at a time. */
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/client.h"
#include "tuf/metadata.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { NOW = 1795413600, DAY = 24 * 3600, FILES_MAX = 64, KEYS_MAX = 12 };

struct signer {
	EVP_PKEY *pkey;
	json_t *public_key;
	char id[65];
};

struct file {
	char name[64];
	char *bytes;
	size_t len;
};

struct repo {
	struct signer keys[KEYS_MAX]; /* 0-2 root, 3 timestamp, 4 snapshot, 5 targets, 6.. delegated and spare */
	struct file files[FILES_MAX];
	size_t files_len;
	json_t *targets, *delegations; /* of targets.json */
	json_t *snapshot_extra;        /* further entries of snapshot's meta */
	time_t expires;
	int root, timestamp, snapshot, targets_version;
	int timestamp_key;
	bool consistent;
	char dir[64];
	int requests;
	time_t now;
};

/* ---- signing ---- */

static void make_key(struct signer *s)
{
	uint8_t raw[32];
	size_t len = sizeof raw;
	char hex[65];
	s->pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	assert_int_equal(EVP_PKEY_get_raw_public_key(s->pkey, raw, &len), 1);
	hex_encode(raw, len, hex);
	s->public_key = json_pack("{s:s, s:s, s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public",
			hex);
	tuf_sha256_hex(hex, 64, s->id);
}

static json_t *sign_one(const struct signer *s, const json_t *part)
{
	struct buf bytes = { 0 };
	struct err e;
	uint8_t signature[64];
	size_t len = sizeof signature;
	char hex[129];
	assert_true(tuf_json_canonical(part, &bytes, &e));
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	assert_int_equal(EVP_DigestSignInit(ctx, NULL, NULL, NULL, s->pkey), 1);
	assert_int_equal(EVP_DigestSign(ctx, signature, &len, (const uint8_t *)buf_text(&bytes), bytes.len), 1);
	EVP_MD_CTX_free(ctx);
	buf_finish(&bytes);
	hex_encode(signature, len, hex);
	return json_pack("{s:s, s:s}", "keyid", s->id, "sig", hex);
}

static void put(struct repo *r, const char *name, const char *bytes, size_t len)
{
	size_t i = 0;
	while (i < r->files_len && !str_equal(r->files[i].name, name)) {
		i++;
	}
	assert_true(i < FILES_MAX);
	free(r->files[i].bytes);
	str_cut(r->files[i].name, sizeof r->files[i].name, name);
	r->files[i].bytes = mem_strndup(bytes, len);
	r->files[i].len = len;
	r->files_len += i == r->files_len;
}

/* Takes over `part`. */
static void publish(struct repo *r, const char *name, json_t *part, const int *keys, size_t count)
{
	json_t *signatures = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(signatures, sign_one(&r->keys[keys[i]], part));
	}
	json_t *all = json_pack("{s:o, s:o}", "signatures", signatures, "signed", part);
	char *text = json_dumps(all, JSON_INDENT(1));
	put(r, name, text, strlen(text));
	free(text);
	json_decref(all);
}

static json_t *part_of(const struct repo *r, const char *type, int version)
{
	char when[CLOCK_RFC3339_BYTES];
	clock_format_rfc3339(r->expires, when);
	return json_pack("{s:s, s:s, s:i, s:s}", "_type", type, "spec_version", "1.0.31", "version", version, "expires",
			when);
}

static json_t *role(const struct repo *r, const int *keys, size_t count, int threshold)
{
	json_t *ids = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(ids, json_string(r->keys[keys[i]].id));
	}
	return json_pack("{s:o, s:i}", "keyids", ids, "threshold", threshold);
}

static json_t *root_part(const struct repo *r, int version)
{
	json_t *part = part_of(r, "root", version);
	json_t *keys = json_object();
	for (int i = 0; i < KEYS_MAX; i++) {
		json_object_set(keys, r->keys[i].id, r->keys[i].public_key);
	}
	json_object_set_new(part, "consistent_snapshot", json_boolean(r->consistent));
	json_object_set_new(part, "keys", keys);
	json_object_set_new(part, "roles",
			json_pack("{s:o, s:o, s:o, s:o}", "root", role(r, (int[]){ 0, 1, 2 }, 3, 2), "timestamp",
					role(r, &r->timestamp_key, 1, 1), "snapshot", role(r, (int[]){ 4 }, 1, 1),
					"targets", role(r, (int[]){ 5 }, 1, 1)));
	return part;
}

static void publish_root(struct repo *r, int version, const int *keys, size_t count)
{
	char name[32];
	(void)snprintf(name, sizeof name, "%d.root.json", version);
	publish(r, name, root_part(r, version), keys, count);
	r->root = version;
}

static void publish_targets(struct repo *r)
{
	char name[32];
	(void)snprintf(name, sizeof name, "%d.targets.json", r->targets_version);
	json_t *part = part_of(r, "targets", r->targets_version);
	json_object_set(part, "targets", r->targets);
	if (r->delegations) {
		json_object_set(part, "delegations", r->delegations);
	}
	publish(r, name, part, (int[]){ 5 }, 1);
}

static void publish_snapshot(struct repo *r)
{
	char name[32];
	(void)snprintf(name, sizeof name, "%d.snapshot.json", r->snapshot);
	json_t *part = part_of(r, "snapshot", r->snapshot);
	json_t *meta = json_deep_copy(r->snapshot_extra);
	json_object_set_new(meta, "targets.json", json_pack("{s:i}", "version", r->targets_version));
	json_object_set_new(part, "meta", meta);
	publish(r, name, part, (int[]){ 4 }, 1);
}

static void publish_timestamp(struct repo *r)
{
	json_t *part = part_of(r, "timestamp", r->timestamp);
	json_object_set_new(part, "meta", json_pack("{s:{s:i}}", "snapshot.json", "version", r->snapshot));
	publish(r, "timestamp.json", part, &r->timestamp_key, 1);
}

static void publish_all(struct repo *r)
{
	publish_targets(r);
	publish_snapshot(r);
	publish_timestamp(r);
}

/* ---- a unit ---- */

static const struct file *find(const struct repo *r, const char *name)
{
	for (size_t i = 0; i < r->files_len; i++) {
		if (str_equal(r->files[i].name, name)) {
			return &r->files[i];
		}
	}
	return NULL;
}

static enum tuf_fetch_result get(void *ctx, const char *path, uint64_t max_bytes, struct buf *out, struct err *e)
{
	struct repo *r = ctx;
	const struct file *f = find(r, path);
	r->requests++;
	if (!f) {
		return TUF_FETCH_ABSENT;
	}
	if (f->len > max_bytes) {
		(void)fail_kind(e, ERR_NETWORK, "%s is too large", path);
		return TUF_FETCH_FAILED;
	}
	buf_add(out, f->bytes, f->len);
	return TUF_FETCH_OK;
}

static time_t now_of(void *ctx)
{
	return ((struct repo *)ctx)->now;
}

static struct tuf_client *client(struct repo *r)
{
	struct err e = { 0 };
	struct tuf_client *c = tuf_client_create(r->dir, (struct tuf_fetcher){ r, get }, now_of, r);
	const struct file *root = find(r, "1.root.json");
	if (!tuf_client_init(c, root->bytes, root->len, &e)) {
		fail_msg("%s", e.message);
	}
	return c;
}

static bool refresh(struct repo *r, enum tuf_trouble *trouble)
{
	struct err e = { 0 };
	struct tuf_client *c = client(r);
	bool ok = tuf_client_refresh(c, &e);
	if (trouble) {
		*trouble = tuf_client_trouble(c);
	}
	tuf_client_destroy(c);
	return ok;
}

static int set_up(void **state)
{
	struct repo *r = mem_zalloc(1, sizeof *r);
	*r = (struct repo){ .expires = NOW + 30 * DAY,
		.now = NOW,
		.consistent = true,
		.timestamp_key = 3,
		.timestamp = 1,
		.snapshot = 1,
		.targets_version = 1,
		.targets = json_object(),
		.snapshot_extra = json_object() };
	str_cut(r->dir, sizeof r->dir, "/tmp/borne-tuf-XXXXXX");
	assert_non_null(mkdtemp(r->dir));
	for (int i = 0; i < KEYS_MAX; i++) {
		make_key(&r->keys[i]);
	}
	publish_root(r, 1, (int[]){ 0, 1 }, 2);
	publish_all(r);
	*state = r;
	return 0;
}

static int tear_down(void **state)
{
	struct repo *r = *state;
	struct err e;
	for (int i = 0; i < KEYS_MAX; i++) {
		EVP_PKEY_free(r->keys[i].pkey);
		json_decref(r->keys[i].public_key);
	}
	for (size_t i = 0; i < r->files_len; i++) {
		free(r->files[i].bytes);
	}
	json_decref(r->targets);
	json_decref(r->delegations);
	json_decref(r->snapshot_extra);
	assert_true(fs_remove_tree(r->dir, &e));
	free(r);
	return 0;
}

/* ---- complaints ---- */

static void a_sound_repository_is_trusted_and_read_again_with_one_request(void **state)
{
	struct repo *r = *state;
	assert_true(refresh(r, NULL));
	r->requests = 0;
	assert_true(refresh(r, NULL));
	/* the next root, which is not there, and timestamp.json: the rest comes from the cache */
	assert_int_equal(r->requests, 2);
}

static void a_root_signed_by_one_key_of_two_is_refused(void **state)
{
	struct repo *r = *state;
	publish_root(r, 2, (int[]){ 0 }, 1);
	enum tuf_trouble trouble;
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_SIGNATURE);
}

static void the_same_key_signing_twice_counts_once(void **state)
{
	struct repo *r = *state;
	publish_root(r, 2, (int[]){ 0, 0 }, 2);
	assert_false(refresh(r, NULL));
}

/* Of the root that the client trusts from now on. */
static int64_t kept_root_version(const struct repo *r)
{
	struct buf bytes = { 0 };
	struct err e = { 0 };
	CLEANUP(free_ptr) char *path = fs_join(r->dir, "root.json");
	assert_true(fs_read_file(path, 1 << 20, &bytes, &e));
	json_t *all = json_loadb(buf_text(&bytes), bytes.len, 0, NULL);
	int64_t version = json_integer_value(json_object_get(json_object_get(all, "signed"), "version"));
	json_decref(all);
	buf_finish(&bytes);
	return version;
}

static void roots_are_walked_one_version_at_a_time(void **state)
{
	struct repo *r = *state;
	publish_root(r, 2, (int[]){ 0, 1 }, 2);
	publish_root(r, 3, (int[]){ 1, 2 }, 2);
	struct err e = { 0 };
	struct tuf_client *c = client(r);
	assert_true(tuf_client_refresh(c, &e));
	assert_int_equal(kept_root_version(r), 3);
	tuf_client_destroy(c);
}

static void a_root_file_with_another_version_inside_is_refused(void **state)
{
	struct repo *r = *state;
	publish(r, "2.root.json", root_part(r, 5), (int[]){ 0, 1 }, 2);
	assert_false(refresh(r, NULL));
}

static void metadata_signed_by_a_foreign_key_is_refused(void **state)
{
	struct repo *r = *state;
	json_t *part = part_of(r, "timestamp", 2);
	json_object_set_new(part, "meta", json_pack("{s:{s:i}}", "snapshot.json", "version", 1));
	publish(r, "timestamp.json", part, (int[]){ 7 }, 1);
	enum tuf_trouble trouble;
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_SIGNATURE);
}

static void a_flipped_byte_is_refused(void **state)
{
	struct repo *r = *state;
	static const char *const names[] = { "timestamp.json", "1.snapshot.json", "1.targets.json" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *version = strstr((char *)find(r, names[i])->bytes, "1.0.31");
		version[4] = '2';
		assert_false(refresh(r, NULL));
		version[4] = '3';
	}
	assert_true(refresh(r, NULL));
}

static void going_back_is_noticed_for_every_role(void **state)
{
	struct repo *r = *state;
	enum tuf_trouble trouble;
	r->timestamp = r->snapshot = r->targets_version = 5;
	publish_all(r);
	assert_true(refresh(r, NULL));
	r->timestamp = 4;
	publish_timestamp(r);
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_ROLLBACK);
	r->timestamp = 6;
	r->snapshot = 4;
	publish_snapshot(r);
	publish_timestamp(r);
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_ROLLBACK);
	r->snapshot = 6;
	r->targets_version = 4;
	publish_all(r);
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_ROLLBACK);
}

static void a_targets_role_may_not_disappear_from_the_snapshot(void **state)
{
	struct repo *r = *state;
	json_object_set_new(r->snapshot_extra, "ain.json", json_pack("{s:i}", "version", 3));
	publish_all(r);
	assert_true(refresh(r, NULL));
	json_object_del(r->snapshot_extra, "ain.json");
	r->timestamp = r->snapshot = 2;
	publish_all(r);
	assert_false(refresh(r, NULL));
}

static void expired_metadata_is_not_believed(void **state)
{
	struct repo *r = *state;
	enum tuf_trouble trouble;
	r->now = NOW + 31 * DAY;
	assert_false(refresh(r, &trouble));
	assert_int_equal(trouble, TUF_TROUBLE_EXPIRED);
}

static void expired_stored_metadata_still_allows_a_refresh(void **state)
{
	struct repo *r = *state;
	assert_true(refresh(r, NULL));
	r->now = NOW + 60 * DAY;
	r->expires = NOW + 90 * DAY;
	r->timestamp = r->snapshot = r->targets_version = 2;
	publish_root(r, 2, (int[]){ 0, 1 }, 2);
	publish_all(r);
	assert_true(refresh(r, NULL));
}

static void a_new_timestamp_key_frees_from_a_version_that_ran_ahead(void **state)
{
	struct repo *r = *state;
	r->timestamp = 1000000;
	publish_all(r);
	assert_true(refresh(r, NULL));
	r->timestamp = 2;
	r->timestamp_key = 8;
	publish_root(r, 2, (int[]){ 0, 1 }, 2);
	publish_timestamp(r);
	assert_true(refresh(r, NULL));
}

static void another_major_version_of_the_specification_is_refused(void **state)
{
	struct repo *r = *state;
	json_t *part = part_of(r, "timestamp", 2);
	json_object_set_new(part, "spec_version", json_string("2.0.0"));
	json_object_set_new(part, "meta", json_pack("{s:{s:i}}", "snapshot.json", "version", 1));
	publish(r, "timestamp.json", part, &r->timestamp_key, 1);
	assert_false(refresh(r, NULL));
}

static void a_key_of_an_unknown_type_is_passed_over(void **state)
{
	struct repo *r = *state;
	json_t *part = root_part(r, 2);
	json_object_set_new(json_object_get(part, "keys"), "strange",
			json_pack("{s:s, s:s, s:{s:s}}", "keytype", "lattice", "scheme", "future", "keyval", "public",
					"00"));
	json_array_append_new(json_object_get(json_object_get(json_object_get(part, "roles"), "timestamp"), "keyids"),
			json_string("strange"));
	publish(r, "2.root.json", part, (int[]){ 0, 1 }, 2);
	assert_true(refresh(r, NULL));
}

/* ---- targets ---- */

static void add_target(json_t *targets, const char *name)
{
	char sha256[65];
	tuf_sha256_hex(name, strlen(name), sha256);
	json_object_set_new(targets, name,
			json_pack("{s:i, s:{s:s}}", "length", (int)strlen(name), "hashes", "sha256", sha256));
}

static void delegate(struct repo *r, const char *name, const char *pattern, int key, bool terminating, json_t *targets)
{
	char file[64];
	if (!r->delegations) {
		r->delegations = json_pack("{s:{}, s:[]}", "keys", "roles");
	}
	json_object_set(json_object_get(r->delegations, "keys"), r->keys[key].id, r->keys[key].public_key);
	json_t *description = role(r, &key, 1, 1);
	json_object_set_new(description, "name", json_string(name));
	json_object_set_new(description, "paths", json_pack("[s]", pattern));
	json_object_set_new(description, "terminating", json_boolean(terminating));
	json_array_append_new(json_object_get(r->delegations, "roles"), description);
	(void)snprintf(file, sizeof file, "%s.json", name);
	json_object_set_new(r->snapshot_extra, file, json_pack("{s:i}", "version", 1));
	json_t *part = part_of(r, "targets", 1);
	json_object_set_new(part, "targets", targets);
	(void)snprintf(file, sizeof file, "1.%s.json", name);
	publish(r, file, part, &key, 1);
}

static bool finds(struct repo *r, const char *name, char **url_path)
{
	struct err e = { 0 };
	struct tuf_target t = { 0 };
	struct tuf_client *c = client(r);
	if (!tuf_client_refresh(c, &e)) {
		fail_msg("%s", e.message);
	}
	bool ok = tuf_client_find_target(c, name, &t, &e);
	if (ok && url_path) {
		*url_path = mem_strdup(t.url_path);
	}
	tuf_target_finish(&t);
	tuf_client_destroy(c);
	return ok;
}

static void a_target_is_found_under_its_hash_and_with_its_name_quoted(void **state)
{
	struct repo *r = *state;
	char *url = NULL;
	char sha256[65];
	static const char name[] = "pack/map/pont de veyle?.mbtiles";
	add_target(r->targets, name);
	r->timestamp = r->snapshot = r->targets_version = 2;
	publish_all(r);
	assert_true(finds(r, name, &url));
	tuf_sha256_hex(name, strlen(name), sha256);
	CLEANUP(free_ptr) char *wanted = mem_printf("pack/map/%s.pont%%20de%%20veyle%%3F.mbtiles", sha256);
	assert_string_equal(url, wanted);
	free(url);
	assert_false(finds(r, "pack/other", NULL));
}

static void a_territory_signs_its_own_paths_and_no_others(void **state)
{
	struct repo *r = *state;
	json_t *targets = json_object();
	add_target(targets, "ain/places.csv");
	add_target(targets, "isere/places.csv");
	add_target(targets, "ain/deep/places.csv");
	delegate(r, "ain", "ain/*", 6, false, targets);
	publish_all(r);
	assert_true(finds(r, "ain/places.csv", NULL));
	assert_false(finds(r, "isere/places.csv", NULL));
	assert_false(finds(r, "ain/deep/places.csv", NULL)); /* each part of a path by itself */
}

static void a_terminating_role_ends_the_search(void **state)
{
	struct repo *r = *state;
	json_t *second = json_object();
	add_target(second, "ain/late");
	delegate(r, "first", "ain/*", 6, true, json_object());
	delegate(r, "second", "ain/*", 7, false, second);
	publish_all(r);
	assert_false(finds(r, "ain/late", NULL));
}

static void the_first_role_that_has_the_target_wins(void **state)
{
	struct repo *r = *state;
	char *url = NULL;
	json_t *first = json_object();
	json_t *second = json_object();
	json_object_set_new(first, "ain/x",
			json_pack("{s:i, s:{s:s}}", "length", 1, "hashes", "sha256",
					"1111111111111111111111111111111111111111111111111111111111111111"));
	add_target(second, "ain/x");
	delegate(r, "first", "ain/*", 6, false, first);
	delegate(r, "second", "ain/*", 7, false, second);
	publish_all(r);
	assert_true(finds(r, "ain/x", &url));
	assert_true(str_starts(url, "ain/1111"));
	free(url);
}

static void a_delegated_role_signed_by_the_wrong_key_is_refused(void **state)
{
	struct repo *r = *state;
	struct err e = { 0 };
	struct tuf_target t = { 0 };
	json_t *targets = json_object();
	add_target(targets, "ain/x");
	delegate(r, "ain", "ain/*", 6, false, targets);
	json_t *part = part_of(r, "targets", 1);
	json_object_set_new(part, "targets", json_object());
	publish(r, "1.ain.json", part, (int[]){ 9 }, 1);
	publish_all(r);
	struct tuf_client *c = client(r);
	assert_true(tuf_client_refresh(c, &e));
	assert_false(tuf_client_find_target(c, "ain/x", &t, &e));
	assert_int_equal(e.kind, ERR_TRUST);
	tuf_client_destroy(c);
}

static void a_file_is_compared_with_what_was_signed(void **state)
{
	struct repo *r = *state;
	struct err e = { 0 };
	struct tuf_target t = { .name = (char *)"x", .length = 3 };
	CLEANUP(free_ptr) char *path = fs_join(r->dir, "file");
	tuf_sha256_hex("abc", 3, t.sha256);
	assert_true(fs_write_file_volatile(path, "abc", 3, 0600, &e));
	assert_true(tuf_target_verify_file(&t, path, &e));
	assert_true(fs_write_file_volatile(path, "abd", 3, 0600, &e));
	assert_false(tuf_target_verify_file(&t, path, &e));
	assert_true(fs_write_file_volatile(path, "abcd", 4, 0600, &e));
	assert_false(tuf_target_verify_file(&t, path, &e));
}

static void the_canonical_form_sorts_keys_and_escapes_two_characters(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct err e;
	json_t *value = json_pack("{s:i, s:s, s:[b,n]}", "b", 1, "a", "q\"\\\n\xC3\xA9", "c", 1);
	assert_non_null(value);
	assert_true(tuf_json_canonical(value, &out, &e));
	assert_string_equal(buf_text(&out), "{\"a\":\"q\\\"\\\\\n\xC3\xA9\",\"b\":1,\"c\":[true,null]}");
	json_object_set_new(value, "d", json_real(0.5));
	assert_false(tuf_json_canonical(value, &out, &e));
	json_decref(value);
	buf_finish(&out);
}

#define COMPLAINT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		COMPLAINT(a_sound_repository_is_trusted_and_read_again_with_one_request),
		COMPLAINT(a_root_signed_by_one_key_of_two_is_refused),
		COMPLAINT(the_same_key_signing_twice_counts_once),
		COMPLAINT(roots_are_walked_one_version_at_a_time),
		COMPLAINT(a_root_file_with_another_version_inside_is_refused),
		COMPLAINT(metadata_signed_by_a_foreign_key_is_refused),
		COMPLAINT(a_flipped_byte_is_refused),
		COMPLAINT(going_back_is_noticed_for_every_role),
		COMPLAINT(a_targets_role_may_not_disappear_from_the_snapshot),
		COMPLAINT(expired_metadata_is_not_believed),
		COMPLAINT(expired_stored_metadata_still_allows_a_refresh),
		COMPLAINT(a_new_timestamp_key_frees_from_a_version_that_ran_ahead),
		COMPLAINT(another_major_version_of_the_specification_is_refused),
		COMPLAINT(a_key_of_an_unknown_type_is_passed_over),
		COMPLAINT(a_target_is_found_under_its_hash_and_with_its_name_quoted),
		COMPLAINT(a_territory_signs_its_own_paths_and_no_others),
		COMPLAINT(a_terminating_role_ends_the_search),
		COMPLAINT(the_first_role_that_has_the_target_wins),
		COMPLAINT(a_delegated_role_signed_by_the_wrong_key_is_refused),
		COMPLAINT(a_file_is_compared_with_what_was_signed),
		COMPLAINT(the_canonical_form_sorts_keys_and_escapes_two_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
