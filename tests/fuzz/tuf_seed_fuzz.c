/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a unit remembers of its trust, as a bad card may have left it: root.seed, or the trusted root.json beside a good
 * root.seed, the first byte saying which. Trust begins with the installed root whatever lies there, never with another
 * key's, and what the start leaves behind is kept by the next one. */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/log.h"
#include "base/mem.h"
#include "fuzz/ramfile.h"
#include "tuf/client.h"
#include "tuf/client_state.h"

enum { NOW = 1795413600 };

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

/* Owned: a root of one key for all roles, signed with it. */
static char *make_root(void)
{
	static const uint8_t secret[32] = { 1, 2, 3, 4 };
	uint8_t raw[32];
	uint8_t signature[64];
	size_t len = sizeof raw;
	char public_hex[2 * sizeof raw + 1];
	char signature_hex[2 * sizeof signature + 1];
	struct err e;
	struct buf bytes = { 0 };
	char keyid[SHA256_HEX_BYTES];
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, sizeof secret);
	need(key && EVP_PKEY_get_raw_public_key(key, raw, &len) == 1);
	hex_encode(raw, len, public_hex);
	tuf_sha256_hex("key", 3, keyid);
	json_t *roles = json_object();
	static const char *const names[] = { "root", "timestamp", "snapshot", "targets" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		json_object_set_new(roles, names[i], json_pack("{s:[s], s:i}", "keyids", keyid, "threshold", 1));
	}
	json_t *part = json_pack("{s:s, s:s, s:i, s:s, s:b, s:{s:{s:s, s:s, s:{s:s}}}, s:o}", "_type", "root",
			"spec_version", "1.0.31", "version", 1, "expires", "2027-11-23T00:00:00Z",
			"consistent_snapshot", 1, "keys", keyid, "keytype", "ed25519", "scheme", "ed25519", "keyval",
			"public", public_hex, "roles", roles);
	need(part && tuf_json_canonical(part, &bytes, &e));
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	len = sizeof signature;
	need(EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1);
	need(EVP_DigestSign(ctx, signature, &len, (const uint8_t *)buf_text(&bytes), bytes.len) == 1);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	buf_finish(&bytes);
	hex_encode(signature, len, signature_hex);
	json_t *all = json_pack("{s:[{s:s, s:s}], s:o}", "signatures", "keyid", keyid, "sig", signature_hex, "signed",
			part);
	char *text = json_dumps(all, JSON_COMPACT);
	need(text != NULL);
	json_decref(all);
	return text;
}

static enum tuf_fetch_result get(void *ctx, const char *path, uint64_t max_bytes, struct buf *out, struct err *e)
{
	(void)ctx, (void)path, (void)max_bytes, (void)out, (void)e;
	return TUF_FETCH_ABSENT;
}

static time_t now(void *ctx)
{
	(void)ctx;
	return NOW;
}

static enum tuf_seed start(const char *root, int64_t *floor)
{
	struct err e;
	struct tuf_client *c = tuf_client_create(ramfile_dir(), (struct tuf_fetcher){ .get = get }, now, NULL);
	need(tuf_client_init(c, root, strlen(root), &e));
	need(c->root.version == 1 && c->root_floor >= 0);
	json_t *installed = tuf_json_parse("installed", root, strlen(root), &e);
	need(installed && json_equal(c->root.all, installed));
	json_decref(installed);
	enum tuf_seed seed = tuf_client_seed(c);
	*floor = c->root_floor;
	tuf_client_destroy(c);
	return seed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *root;
	static char *record;
	static char *trusted;
	if (!root) {
		log_set_level(LOG_LEVEL_ERROR);
		root = make_root();
		record = ramfile_path("root.seed");
		trusted = ramfile_path("root.json");
	}
	if (size == 0) {
		return 0;
	}
	int64_t floor;
	int64_t later;
	bool damages_record = data[0] % 2 == 0;
	char digest[SHA256_HEX_BYTES];
	tuf_sha256_hex(root, strlen(root), digest);
	CLEANUP(free_ptr) char *good = mem_printf("%s 1\n", digest);
	/* "@" in a record stands for the digest of the installed root, which no input can guess. */
	bool digest_first = damages_record && size > 1 && data[1] == '@';
	CLEANUP(free_ptr)
	char *input = mem_printf("%s%.*s", digest_first ? digest : "", (int)(size - 1 - digest_first),
			(const char *)data + 1 + digest_first);
	ramfile_write(trusted, damages_record ? root : input, strlen(damages_record ? root : input));
	ramfile_write(record, damages_record ? input : good, strlen(damages_record ? input : good));
	enum tuf_seed first = start(root, &floor);
	need(damages_record ? first == TUF_SEED_KEPT || first == TUF_SEED_REPLACED : first != TUF_SEED_REPLACED);
	need(start(root, &later) == TUF_SEED_KEPT && later == (floor > 0 ? floor : 1));
	return 0;
}
