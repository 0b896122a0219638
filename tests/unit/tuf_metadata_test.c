/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One signed file: its shape, who signed it, and what is written about it elsewhere. Signatures are made here with
 * ed25519 keys of libcrypto; tests/sync/tuf.test has the other kinds and the whole workflow. */
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/key.h"
#include "tuf/metadata.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define EXPIRES "\"expires\":\"2030-01-01T00:00:00Z\""
#define HEAD(type) "\"_type\":\"" type "\",\"spec_version\":\"1.0.31\",\"version\":3," EXPIRES
#define ROLE "{\"keyids\":[\"k\"],\"threshold\":1}"
#define ROOT_REST                                                                                                      \
	",\"keys\":{},\"roles\":{\"root\":" ROLE ",\"timestamp\":" ROLE ",\"snapshot\":" ROLE ",\"targets\":" ROLE "}"
#define DELEGATE(name, rest)                                                                                           \
	",\"targets\":{},\"delegations\":{\"keys\":{},\"roles\":[{\"name\":\"" name                                    \
	"\",\"keyids\":[],\"threshold\":1" rest "}]}"

#define BINS(rest)                                                                                                     \
	",\"targets\":{},\"delegations\":{\"keys\":{},\"succinct_roles\":{\"keyids\":[],\"threshold\":1," rest "}}"

static bool parses(const char *type, const char *signed_part, const char *signatures)
{
	struct tuf_metadata m = { 0 };
	struct err e = { .message = "" };
	CLEANUP(free_ptr) char *text = mem_printf("{\"signatures\":%s,\"signed\":{%s}}", signatures, signed_part);
	bool ok = tuf_metadata_parse(&m, "x.json", type, text, strlen(text), &e);
	assert_int_equal(ok, m.all != NULL);
	assert_true(ok || str_starts(e.message, "x.json"));
	tuf_metadata_finish(&m);
	return ok;
}

static void shapes(void **state)
{
	(void)state;
	static const struct {
		bool ok;
		const char *type, *part;
	} rows[] = {
		{ true, "root", HEAD("root") ROOT_REST },
		{ true, "root", HEAD("root") ROOT_REST ",\"consistent_snapshot\":false,\"x-new\":[1]" },
		{ false, "root", HEAD("root") ROOT_REST ",\"consistent_snapshot\":1" },
		{ false, "root", HEAD("root") },
		{ false, "root", HEAD("root") ",\"keys\":{},\"roles\":{\"root\":" ROLE "}" },
		{ false, "root", HEAD("timestamp") ROOT_REST },
		{ true, "timestamp", HEAD("timestamp") ",\"meta\":{\"snapshot.json\":{\"version\":1}}" },
		{ false, "timestamp", HEAD("timestamp") ",\"meta\":{}" },
		{ false, "timestamp", HEAD("timestamp") ",\"meta\":{\"snapshot.json\":{\"version\":0}}" },
		{ false, "timestamp", HEAD("timestamp") ",\"meta\":{\"snapshot.json\":{\"version\":\"1\"}}" },
		{ false, "timestamp", HEAD("timestamp") ",\"meta\":{\"snapshot.json\":{\"version\":1,\"length\":-1}}" },
		{ true, "targets", HEAD("targets") BINS("\"bit_length\":8,\"name_prefix\":\"b\"") },
		{ false, "targets", HEAD("targets") BINS("\"bit_length\":33,\"name_prefix\":\"b\"") },
		{ false, "targets", HEAD("targets") BINS("\"bit_length\":0,\"name_prefix\":\"b\"") },
		{ false, "targets", HEAD("targets") BINS("\"bit_length\":8,\"name_prefix\":\"\"") },
		{ false, "targets", HEAD("targets") BINS("\"name_prefix\":\"b\"") },
		{ true, "snapshot", HEAD("snapshot") ",\"meta\":{\"targets.json\":{\"version\":1}}" },
		{ false, "snapshot", HEAD("snapshot") ",\"meta\":{\"targets.json\":{\"version\":1},\"a.json\":7}" },
		{ true, "targets", HEAD("targets") ",\"targets\":{}" },
		{ true, "targets",
				HEAD("targets") ",\"targets\":{\"a\":{\"length\":0,\"hashes\":{\"sha256\":\"00\"}}}" },
		{ false, "targets", HEAD("targets") ",\"targets\":{\"a\":{\"length\":0,\"hashes\":{}}}" },
		{ false, "targets",
				HEAD("targets") ",\"targets\":{\"a\":{\"length\":-1,\"hashes\":{\"sha256\":\"00\"}}}" },
		{ true, "targets", HEAD("targets") DELEGATE("north", ",\"paths\":[\"*\"]") },
		{ true, "targets", HEAD("targets") DELEGATE("north", ",\"path_hash_prefixes\":[\"0\"]") },
		{ false, "targets", HEAD("targets") DELEGATE("north", "") },
		{ false, "targets", HEAD("targets") DELEGATE("north", ",\"paths\":[],\"path_hash_prefixes\":[]") },
		{ false, "targets", HEAD("targets") DELEGATE("root", ",\"paths\":[\"*\"]") },
		{ false, "targets", HEAD("targets") DELEGATE("targets", ",\"paths\":[\"*\"]") },
		{ false, "targets", HEAD("targets") DELEGATE("", ",\"paths\":[\"*\"]") },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (parses(rows[i].type, rows[i].part, "[]") != rows[i].ok) {
			fail_msg("row %zu: %s", i, rows[i].part);
		}
	}
}

static void heads(void **state)
{
	(void)state;
	static const struct {
		bool ok;
		const char *head;
	} rows[] = {
		{ true, "\"spec_version\":\"1.0\",\"version\":1," EXPIRES },
		{ true, "\"spec_version\":\"1.7.99\",\"version\":1," EXPIRES },
		{ false, "\"spec_version\":\"2.0.0\",\"version\":1," EXPIRES },
		{ false, "\"spec_version\":\"1\",\"version\":1," EXPIRES },
		{ false, "\"spec_version\":\"1.0.x\",\"version\":1," EXPIRES },
		{ false, "\"spec_version\":1,\"version\":1," EXPIRES },
		{ false, "\"spec_version\":\"1.0\",\"version\":0," EXPIRES },
		{ false, "\"spec_version\":\"1.0\",\"version\":1.5," EXPIRES },
		{ false, "\"spec_version\":\"1.0\"," EXPIRES },
		{ false, "\"spec_version\":\"1.0\",\"version\":1" },
		{ false, "\"spec_version\":\"1.0\",\"version\":1,\"expires\":\"2030-01-01\"" },
		{ false, "\"spec_version\":\"1.0\",\"version\":1,\"expires\":\"2030-02-30T00:00:00Z\"" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		CLEANUP(free_ptr) char *part = mem_printf("\"_type\":\"targets\",\"targets\":{},%s", rows[i].head);
		if (parses("targets", part, "[]") != rows[i].ok) {
			fail_msg("row %zu: %s", i, rows[i].head);
		}
	}
}

static void a_keyid_signs_once(void **state)
{
	(void)state;
	const char *part = HEAD("targets") ",\"targets\":{}";
	assert_true(parses("targets", part, "[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"b\",\"sig\":\"\"}]"));
	assert_false(parses("targets", part, "[{\"keyid\":\"a\",\"sig\":\"\"},{\"keyid\":\"a\",\"sig\":\"00\"}]"));
	assert_false(parses("targets", part, "[{\"sig\":\"\"}]"));
	assert_false(parses("targets", part, "{}"));
}

/* ---- who signed ---- */

enum { SIGNERS = 3 };

struct signer {
	EVP_PKEY *key;
	char public_hex[65];
};

static struct signer signers[SIGNERS];

static int make_signers(void **state)
{
	(void)state;
	for (int i = 0; i < SIGNERS; i++) {
		uint8_t raw[32];
		size_t len = sizeof raw;
		signers[i].key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
		if (!signers[i].key || EVP_PKEY_get_raw_public_key(signers[i].key, raw, &len) != 1) {
			return -1;
		}
		hex_encode(raw, len, signers[i].public_hex);
	}
	return 0;
}

static int free_signers(void **state)
{
	(void)state;
	for (int i = 0; i < SIGNERS; i++) {
		EVP_PKEY_free(signers[i].key);
	}
	return 0;
}

static json_t *key_object(int signer, const char *type)
{
	return json_pack("{s:s, s:s, s:{s:s}}", "keytype", type, "scheme", "ed25519", "keyval", "public",
			signers[signer].public_hex);
}

static char *sign(int signer, const struct buf *bytes)
{
	uint8_t raw[64];
	size_t len = sizeof raw;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	assert_int_equal(EVP_DigestSignInit(ctx, NULL, NULL, NULL, signers[signer].key), 1);
	assert_int_equal(EVP_DigestSign(ctx, raw, &len, (const uint8_t *)buf_text(bytes), bytes->len), 1);
	EVP_MD_CTX_free(ctx);
	char *hex = mem_alloc(2 * len + 1);
	hex_encode(raw, len, hex);
	return hex;
}

/* keyids "a", "b", "c" are signers 0, 1, 2; "twin" is signer 0 again; "odd" an unknown type. */
static bool verifies(const char *who_signs, const char *keyids, int threshold)
{
	const char *part = "{" HEAD("targets") ",\"targets\":{}}";
	struct err e;
	struct buf bytes = { 0 };
	json_t *signed_part = json_loads(part, 0, NULL);
	json_t *signatures = json_array();
	assert_true(tuf_json_canonical(signed_part, &bytes, &e));
	static const struct {
		const char *keyid, *letter;
		int signer;
	} known[] = { { "a", "a", 0 }, { "b", "b", 1 }, { "c", "c", 2 }, { "twin", "t", 0 }, { "odd", "o", 1 } };
	json_t *keys = json_object();
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		json_object_set_new(keys, known[i].keyid,
				key_object(known[i].signer, str_equal(known[i].keyid, "odd") ? "lattice" : "ed25519"));
		if (strstr(who_signs, known[i].letter)) {
			char *hex = sign(known[i].signer, &bytes);
			json_array_append_new(signatures, json_pack("{s:s, s:s}", "keyid", known[i].keyid, "sig", hex));
			free(hex);
		}
	}
	if (strchr(who_signs, '!')) { /* "b" with the signature of "c" */
		char *hex = sign(2, &bytes);
		json_array_append_new(signatures, json_pack("{s:s, s:s}", "keyid", "b", "sig", hex));
		free(hex);
	}
	struct tuf_metadata m = { 0 };
	json_t *all = json_pack("{s:o, s:o}", "signatures", signatures, "signed", signed_part);
	char *text = json_dumps(all, 0);
	assert_true(tuf_metadata_parse(&m, "x", "targets", text, strlen(text), &e));
	json_t *role = json_pack("{s:o, s:i}", "keyids", json_loads(keyids, 0, NULL), "threshold", threshold);
	bool ok = tuf_metadata_verify(&m, "x", keys, role, &e);
	tuf_metadata_finish(&m);
	json_decref(role);
	json_decref(all);
	json_decref(keys);
	free(text);
	buf_finish(&bytes);
	return ok;
}

static void thresholds(void **state)
{
	(void)state;
	static const struct {
		bool ok;
		const char *who_signs, *keyids;
		int threshold;
	} rows[] = {
		{ true, "a", "[\"a\"]", 1 },
		{ false, "", "[\"a\"]", 1 },
		{ false, "b", "[\"a\"]", 1 }, /* a key of the file, but not of the role */
		{ true, "abc", "[\"a\"]", 1 },
		{ true, "ac", "[\"a\",\"b\",\"c\"]", 2 },
		{ false, "a", "[\"a\",\"b\",\"c\"]", 2 },
		{ false, "a!", "[\"a\",\"b\",\"c\"]", 2 },      /* one of them is wrong */
		{ false, "a", "[\"a\",\"a\"]", 2 },             /* one keyid twice in the role */
		{ false, "at", "[\"a\",\"twin\"]", 2 },         /* one key under two keyids */
		{ true, "ato", "[\"a\",\"twin\",\"odd\"]", 1 }, /* an unknown type does no harm */
		{ false, "ao", "[\"a\",\"odd\"]", 2 },          /* and no good */
		{ false, "abc", "[\"a\",\"b\",\"c\"]", 4 },     /* more than there are */
		{ false, "a", "[\"a\"]", 0 },                   /* no threshold is no trust */
		{ false, "a", "[\"unknown\"]", 1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (verifies(rows[i].who_signs, rows[i].keyids, rows[i].threshold) != rows[i].ok) {
			fail_msg("row %zu", i);
		}
	}
}

static void keys_that_are_no_keys(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"{}",
		"[]",
		"{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\"}",
		"{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\",\"keyval\":{\"public\":\"00\"}}",
		"{\"keytype\":\"ed25519\",\"scheme\":\"rsassa-pss-sha256\",\"keyval\":{\"public\":\"00\"}}",
		"{\"keytype\":\"rsa\",\"scheme\":\"rsassa-pss-sha256\",\"keyval\":{\"public\":\"not PEM\"}}",
		"{\"keytype\":\"ecdsa\",\"scheme\":\"ecdsa-sha2-nistp256\",\"keyval\":{\"public\":"
		"\"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\\n\"}}",
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		json_t *key = json_loads(rows[i], 0, NULL);
		assert_non_null(key);
		assert_false(tuf_key_verify(key, "x", 1, "00"));
		json_decref(key);
	}
	json_t *key = key_object(0, "ed25519");
	assert_false(tuf_key_verify(key, "x", 1, ""));
	assert_false(tuf_key_verify(key, "x", 1, "0"));
	assert_false(tuf_key_verify(key, "x", 1, "zz"));
	json_decref(key);
}

static void descriptions(void **state)
{
	(void)state;
	static const struct {
		bool ok;
		const char *description;
	} rows[] = {
		{ true, "{\"version\":1}" },
		{ true, "{\"length\":3}" },
		{ false, "{\"length\":2}" },
		{ true, "{\"hashes\":{\"sha256\":"
			"\"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"}}" },
		{ false, "{\"hashes\":{\"sha256\":"
			 "\"aa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}}" },
		{ false, "{\"hashes\":{\"sha256\":"
			 "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"md5\":\"00\"}}" },
		{ false, "{\"hashes\":{\"sha256\":7}}" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e;
		json_t *description = json_loads(rows[i].description, 0, NULL);
		if (tuf_metadata_matches("x", description, "abc", 3, &e) != rows[i].ok) {
			fail_msg("row %zu", i);
		}
		json_decref(description);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes),
		cmocka_unit_test(heads),
		cmocka_unit_test(a_keyid_signs_once),
		cmocka_unit_test(thresholds),
		cmocka_unit_test(keys_that_are_no_keys),
		cmocka_unit_test(descriptions),
	};
	return cmocka_run_group_tests(tests, make_signers, free_signers);
}
