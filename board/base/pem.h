/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pem.h - the PEM files that the settings name
 *
 * Read by the fetching process before it becomes another user, and looked at by --check-config, with the same function.
 * Whether the bytes between the lines are a certificate is for OpenSSL to say. Any thread. */
#ifndef BASE_PEM_H
#define BASE_PEM_H

#include "base/buf.h"
#include "base/err.h"

enum { PEM_BYTES_MAX = 4 * 1024 * 1024 };

enum pem_part {
	PEM_CERTIFICATE = 1,
	PEM_PRIVATE_KEY = 2,
};

/* Appends the file to *out. False: it cannot be read, or lacks one of `parts` (enum pem_part, or'ed); *out is as it
 * was. */
MUST_USE bool pem_read(const char *path, unsigned parts, struct buf *out, struct err *e);

#endif
