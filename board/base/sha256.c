/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"

enum { CHUNK_BYTES = 128 * 1024 };

/* Without SHA-256, or memory for it, no content can be verified: the program ends. */
static void abort_unless(int ok)
{
	if (ok != 1) {
		(void)fprintf(stderr, "SHA-256 does not work in this libcrypto\n");
		abort();
	}
}

struct sha256 sha256_begin(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	abort_unless(context != NULL);
	abort_unless(EVP_DigestInit_ex(context, EVP_sha256(), NULL));
	return (struct sha256){ .context = context };
}

void sha256_add(struct sha256 *h, const void *bytes, size_t len)
{
	abort_unless(EVP_DigestUpdate(h->context, bytes, len));
}

void sha256_end(struct sha256 *h, unsigned char out[SHA256_BYTES])
{
	if (!h->context) {
		return;
	}
	if (out) {
		abort_unless(EVP_DigestFinal_ex(h->context, out, NULL));
	}
	EVP_MD_CTX_free(h->context);
	h->context = NULL;
}

void sha256_of(const void *bytes, size_t len, unsigned char out[SHA256_BYTES])
{
	struct sha256 h = sha256_begin();
	sha256_add(&h, bytes, len);
	sha256_end(&h, out);
}

void sha256_to_hex(const unsigned char digest[SHA256_BYTES], char out[SHA256_HEX_BYTES])
{
	hex_encode(digest, SHA256_BYTES, out);
}

bool sha256_is_hex(const char *text)
{
	return strlen(text) == SHA256_HEX && strspn(text, "0123456789abcdef") == SHA256_HEX;
}

bool sha256_from_hex(const char *hex, unsigned char out[SHA256_BYTES])
{
	if (!sha256_is_hex(hex)) {
		return false;
	}
	for (size_t i = 0; i < SHA256_BYTES; i++) {
		out[i] = (unsigned char)(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
	}
	return true;
}

bool sha256_of_fd(int fd, const char *path, const struct work *work, uint64_t *length, unsigned char out[SHA256_BYTES],
		struct err *e)
{
	struct sha256 h = sha256_begin();
	CLEANUP(free_ptr) char *chunk = mem_alloc(CHUNK_BYTES);
	uint64_t total = 0;
	ssize_t got = 0;
	while ((got = fs_read_some(fd, chunk, CHUNK_BYTES)) > 0) {
		sha256_add(&h, chunk, (size_t)got);
		total += (uint64_t)got;
		if (!work_goes_on(work, e)) {
			sha256_end(&h, NULL);
			return false;
		}
	}
	if (got < 0) {
		(void)fail_errno(e, "read %s", path);
		sha256_end(&h, NULL);
		return false;
	}
	sha256_end(&h, out);
	if (length) {
		*length = total;
	}
	return true;
}
