/* SPDX-License-Identifier: GPL-3.0-or-later */
/* privatekey.h - private key files and signing commands; private to publish */
#ifndef PUBLISH_PRIVATEKEY_H
#define PUBLISH_PRIVATEKEY_H

#include <openssl/evp.h>

#include "tuf/json.h"

/* A new ed25519 key. Owned: EVP_PKEY_free(). */
EVP_PKEY *privatekey_generate(struct err *e);
/* PKCS #8 PEM, mode 0600; passphrase NULL: unencrypted. */
MUST_USE bool privatekey_write(const char *path, EVP_PKEY *key, const char *passphrase, struct err *e);
/* Owned; NULL on error. A wrong passphrase says so, or is asked for once more on a terminal. */
MUST_USE EVP_PKEY *privatekey_read(const char *path, const char *passphrase, struct err *e);
/* The TUF key object of its public half (ed25519, ECDSA P-256 or RSA); owned. NULL on error. */
json_t *privatekey_public(EVP_PKEY *key, struct err *e);
/* The same of a PEM file with a public key; owned. NULL on error. */
json_t *publickey_read(const char *path, struct err *e);
/* keyid as the reference implementation makes it: SHA-256 of the canonical form of the key object. */
void privatekey_id(const json_t *public_key, char out[65]);
/* Hex signature; owned. NULL on error. */
MUST_USE char *privatekey_sign(EVP_PKEY *key, const void *bytes, size_t len, struct err *e);
/* The command gets the bytes on its standard input and prints the signature in hex; owned. */
MUST_USE char *command_sign(const char *command, const void *bytes, size_t len, struct err *e);

#endif
