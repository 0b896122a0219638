/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sha256.h - the hash by which files are named and trusted
 *
 * SHA-256 (FIPS 180-4) of bytes that come in pieces, over libcrypto. Text form: 64
 * lower-case hexadecimal digits. Any thread; a struct belongs to one at a time. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include "base/work.h"

enum { SHA256_BYTES = 32, SHA256_HEX = 2 * SHA256_BYTES, SHA256_HEX_BYTES = SHA256_HEX + 1 };

struct sha256 {
	void *context; /* owned until sha256_end() */
};

/* Memory for it is a few hundred bytes; like mem_alloc() it never fails. */
struct sha256 sha256_begin(void);
void sha256_add(struct sha256 *h, const void *bytes, size_t len);
/* Ends it. `out` may be NULL to forget what was added. A second call does nothing. */
void sha256_end(struct sha256 *h, unsigned char out[SHA256_BYTES]);

void sha256_of(const void *bytes, size_t len, unsigned char out[SHA256_BYTES]);
void sha256_to_hex(const unsigned char digest[SHA256_BYTES], char out[SHA256_HEX_BYTES]);
/* Exactly 64 lower-case digits. */
bool sha256_is_hex(const char *text);
/* False when it is not that. */
bool sha256_from_hex(const char *hex, unsigned char out[SHA256_BYTES]);
/* Reads an open file from where it stands to its end. `path` is for the message. *length (may be NULL): bytes read.
 * `work` (may be NULL) is asked after every 128 KiB. */
MUST_USE bool sha256_of_fd(int fd, const char *path, const struct work *work, uint64_t *length,
		unsigned char out[SHA256_BYTES], struct err *e);

#endif
