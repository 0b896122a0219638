/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tuf/key.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"
#include "tuf/json.h"

enum { ED25519_BYTES = 32, P256_POINT_BYTES = 65, PEM_BYTES_MAX = 16 * 1024, RSA_BITS_MIN = 2048 };

size_t tuf_unhex(const char *hex, uint8_t *out, size_t max_bytes)
{
	size_t len = strlen(hex);
	if (len % 2 != 0 || len / 2 > max_bytes) {
		return 0;
	}
	for (size_t i = 0; i < len / 2; i++) {
		int high = hex_value(hex[2 * i]);
		int low = hex_value(hex[2 * i + 1]);
		if (high < 0 || low < 0) {
			return 0;
		}
		out[i] = (uint8_t)(high << 4 | low);
	}
	return len / 2;
}

static EVP_PKEY *read_ed25519(const char *public_hex)
{
	uint8_t raw[ED25519_BYTES];
	if (tuf_unhex(public_hex, raw, sizeof raw) != sizeof raw) {
		return NULL;
	}
	return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, sizeof raw);
}

static EVP_PKEY *read_pem(const char *pem)
{
	size_t len = strlen(pem);
	if (len > PEM_BYTES_MAX) {
		return NULL;
	}
	BIO *bio = BIO_new_mem_buf(pem, (int)len);
	EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
	BIO_free(bio);
	return key;
}

/* PEM, or the uncompressed point in hex, which repositories wrote before the specification settled on PEM. */
static EVP_PKEY *read_ecdsa(const char *public)
{
	static const uint8_t head[] = { 0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
		0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00 };
	uint8_t der[sizeof head + P256_POINT_BYTES]; /* SubjectPublicKeyInfo of a P-256 point, RFC 5480 */
	const uint8_t *at = der;
	if (tuf_unhex(public, der + sizeof head, P256_POINT_BYTES) != P256_POINT_BYTES) {
		return read_pem(public);
	}
	for (size_t i = 0; i < sizeof head; i++) {
		der[i] = head[i];
	}
	return d2i_PUBKEY(NULL, &at, (long)sizeof der);
}

static bool is_p256(EVP_PKEY *key)
{
	char curve[32] = "";
	return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
	       EVP_PKEY_get_group_name(key, curve, sizeof curve, NULL) == 1 && str_equal(curve, SN_X9_62_prime256v1);
}

static bool is_rsa(EVP_PKEY *key)
{
	return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= RSA_BITS_MIN;
}

static bool is_any(EVP_PKEY *key)
{
	return key != NULL;
}

/* Which scheme goes with which kind of key, and how its signatures are checked. */
static const struct scheme {
	const char *scheme;
	const char *keytypes[2]; /* the older name of ECDSA keys is still met */
	EVP_PKEY *(*read)(const char *public);
	bool (*fits)(EVP_PKEY *key);
	int padding; /* 0: not RSA */
	bool sha256; /* ed25519 hashes for itself */
} schemes[] = {
	{ "ed25519", { "ed25519", NULL }, read_ed25519, is_any, 0, false },
	{ "ecdsa-sha2-nistp256", { "ecdsa", "ecdsa-sha2-nistp256" }, read_ecdsa, is_p256, 0, true },
	{ "rsassa-pss-sha256", { "rsa", NULL }, read_pem, is_rsa, RSA_PKCS1_PSS_PADDING, true },
	{ "rsa-pkcs1v15-sha256", { "rsa", NULL }, read_pem, is_rsa, RSA_PKCS1_PADDING, true },
};

static const struct scheme *scheme_of(const json_t *key)
{
	const char *type = tuf_json_text(key, "keytype");
	const char *scheme = tuf_json_text(key, "scheme");
	for (size_t i = 0; type && scheme && i < ARRAY_LEN(schemes); i++) {
		const struct scheme *s = &schemes[i];
		bool known = str_equal(type, s->keytypes[0]) || (s->keytypes[1] && str_equal(type, s->keytypes[1]));
		if (known && str_equal(scheme, s->scheme)) {
			return s;
		}
	}
	return NULL;
}

static bool verify_with(const struct scheme *s, EVP_PKEY *key, const void *bytes, size_t len, const uint8_t *signature,
		size_t signature_len)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pkey = NULL; /* belongs to ctx */
	bool ok = ctx && EVP_DigestVerifyInit(ctx, &pkey, s->sha256 ? EVP_sha256() : NULL, NULL, key) == 1;
	if (ok && s->padding) {
		ok = EVP_PKEY_CTX_set_rsa_padding(pkey, s->padding) == 1;
	}
	if (ok && s->padding == RSA_PKCS1_PSS_PADDING) {
		ok = EVP_PKEY_CTX_set_rsa_pss_saltlen(pkey, RSA_PSS_SALTLEN_AUTO) == 1 &&
		     EVP_PKEY_CTX_set_rsa_mgf1_md(pkey, EVP_sha256()) == 1;
	}
	ok = ok && EVP_DigestVerify(ctx, signature, signature_len, bytes, len) == 1;
	EVP_MD_CTX_free(ctx);
	return ok;
}

/* Owned: EVP_PKEY_free(). NULL for what can sign nothing. */
static EVP_PKEY *read_key(const json_t *key, const struct scheme **scheme)
{
	const struct scheme *s = scheme_of(key);
	const char *public = tuf_json_text(json_object_get(key, "keyval"), "public");
	EVP_PKEY *pkey = s && public ? s->read(public) : NULL;
	if (pkey && !s->fits(pkey)) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	*scheme = s;
	return pkey;
}

bool tuf_key_verify(const json_t *key, const void *bytes, size_t len, const char *signature_hex)
{
	const struct scheme *s;
	uint8_t signature[TUF_SIGNATURE_BYTES_MAX];
	size_t signature_len = tuf_unhex(signature_hex, signature, sizeof signature);
	if (signature_len == 0) {
		return false;
	}
	EVP_PKEY *pkey = read_key(key, &s);
	bool ok = pkey && verify_with(s, pkey, bytes, len, signature, signature_len);
	EVP_PKEY_free(pkey);
	return ok;
}

bool tuf_key_identity(const json_t *key, char out[SHA256_HEX_BYTES])
{
	const struct scheme *s;
	EVP_PKEY *pkey = read_key(key, &s);
	uint8_t *der = NULL;
	if (pkey && EVP_PKEY_get_base_id(pkey) == EVP_PKEY_EC) {
		/* One point can be written in two ways. */
		(void)EVP_PKEY_set_utf8_string_param(pkey, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");
	}
	int len = pkey ? i2d_PUBKEY(pkey, &der) : 0;
	if (len > 0) {
		tuf_sha256_hex(der, (size_t)len, out);
	}
	OPENSSL_free(der);
	EVP_PKEY_free(pkey);
	return len > 0;
}

void tuf_sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX_BYTES])
{
	unsigned char digest[SHA256_BYTES];
	sha256_of(bytes, len, digest);
	sha256_to_hex(digest, out);
}

void tuf_sha512_hex(const void *bytes, size_t len, char out[TUF_SHA512_HEX_BYTES])
{
	uint8_t digest[EVP_MAX_MD_SIZE];
	unsigned size = 0;
	if (EVP_Digest(bytes, len, digest, &size, EVP_sha512(), NULL) != 1) {
		size = 0;
	}
	hex_encode(digest, size, out);
}

static bool hash_fd(int fd, const char *path, EVP_MD_CTX *small, EVP_MD_CTX *large, uint64_t *length, struct err *e)
{
	uint8_t chunk[64 * 1024];
	*length = 0;
	for (;;) {
		ssize_t got = fs_read_some(fd, chunk, sizeof chunk);
		if (got < 0) {
			return fail_errno(e, "read %s", path);
		}
		if (got == 0) {
			return true;
		}
		*length += (uint64_t)got;
		if (EVP_DigestUpdate(small, chunk, (size_t)got) != 1 ||
				EVP_DigestUpdate(large, chunk, (size_t)got) != 1) {
			return fail(e, "hash %s", path);
		}
	}
}

bool tuf_hash_file(const char *path, uint64_t *length, char sha256[SHA256_HEX_BYTES], char sha512[TUF_SHA512_HEX_BYTES],
		struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	EVP_MD_CTX *small = EVP_MD_CTX_new();
	EVP_MD_CTX *large = EVP_MD_CTX_new();
	uint8_t digest[EVP_MAX_MD_SIZE];
	unsigned size = 0;
	uint64_t bytes = 0;
	bool ok = small && large && EVP_DigestInit_ex(small, EVP_sha256(), NULL) == 1 &&
		  EVP_DigestInit_ex(large, EVP_sha512(), NULL) == 1;
	ok = ok ? hash_fd(fd, path, small, large, &bytes, e) : fail(e, "start hashing %s", path);
	if (ok && EVP_DigestFinal_ex(small, digest, &size) == 1 && sha256) {
		hex_encode(digest, size, sha256);
	}
	if (ok && EVP_DigestFinal_ex(large, digest, &size) == 1 && sha512) {
		hex_encode(digest, size, sha512);
	}
	EVP_MD_CTX_free(small);
	EVP_MD_CTX_free(large);
	if (ok && length) {
		*length = bytes;
	}
	return ok;
}
