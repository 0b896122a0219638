/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key.h - public keys and signatures of TUF metadata, over libcrypto
 *
 * ed25519, ecdsa-sha2-nistp256, rsassa-pss-sha256 and rsa-pkcs1v15-sha256 (TUF
 * specification 1.0, section 4.2.2). A key of another type is no error: it can sign
 * nothing. Any thread. */
#ifndef TUF_KEY_H
#define TUF_KEY_H

#include <jansson.h>
#include <stdint.h>

#include "base/sha256.h"

enum { TUF_SHA512_HEX_BYTES = 129, TUF_SIGNATURE_BYTES_MAX = 1024 };

/* True when `signature_hex` is a valid signature of the bytes by the key, a TUF key object
 * ({keytype, scheme, keyval: {public}}). False for unknown types, malformed keys and bad signatures alike. */
bool tuf_key_verify(const json_t *key, const void *bytes, size_t len, const char *signature_hex);
/* The same text for the same key, however it is written (PEM of any layout, a point in hex, compressed or not) and
 * whatever its keyid. False for a key that can sign nothing. */
bool tuf_key_identity(const json_t *key, char out[SHA256_HEX_BYTES]);
/* Lower-case hex of the digest. */
void tuf_sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX_BYTES]);
void tuf_sha512_hex(const void *bytes, size_t len, char out[TUF_SHA512_HEX_BYTES]);
/* Length and both digests of a file; any of the outputs may be NULL. */
MUST_USE bool tuf_hash_file(const char *path, uint64_t *length, char sha256[SHA256_HEX_BYTES],
		char sha512[TUF_SHA512_HEX_BYTES], struct err *e);
/* Bytes of a hex text; 0 when it is not hex or too long. */
size_t tuf_unhex(const char *hex, uint8_t *out, size_t max_bytes);

#endif
