/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bootpart.h - the boot partition of a card on a PC: a mounted folder, a device, or an image file
 *
 * Devices and images are read and written by mtools, which need no mount and, for a file, no root. One thread. */
#ifndef PROVISION_BOOTPART_H
#define PROVISION_BOOTPART_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define BOOTPART_NAME "borne-boot"

struct bootpart {
	const char *path; /* borrowed */
	bool folder;
	uint64_t offset; /* bytes, in a device or image */
};

enum { BOOTPART_HEAD_BYTES = 64 * 1024 };

/* Finds it. False: *e says what the path is instead, and what to do. */
MUST_USE bool bootpart_find(const char *path, struct bootpart *out, struct err *e);
/* The first bytes of a device or image, at most BOOTPART_HEAD_BYTES: where the partition begins. Pure; `path` is for
 * messages. */
MUST_USE bool bootpart_parse(const char *path, const unsigned char *head, size_t len, uint64_t *offset, struct err *e);
/* Its borne.yaml; false with kind ERR_ABSENT when it has none. */
MUST_USE bool bootpart_read(const struct bootpart *b, struct buf *out, struct err *e);
/* Writes it and reads it back. */
MUST_USE bool bootpart_write(const struct bootpart *b, const struct buf *text, struct err *e);

#endif
