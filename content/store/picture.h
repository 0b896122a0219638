/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.h - what a picture file says of itself, before any decoder sees it
 *
 * A few hundred bytes of PNG can announce 4 GB of pixels. So the head of a file is read
 * here, and a picture beyond the limits is refused by `borne-publish check` and by the
 * unit alike, before memory is asked for. Pure; fuzzed; any thread.
 * PNG: ISO/IEC 15948 section 11.2.2. JPEG: ITU-T T.81 annex B.2. WebP: RFC 9649 section 2. */
#ifndef STORE_PICTURE_H
#define STORE_PICTURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
	PICTURE_BYTES_MAX = 4 * 1024 * 1024, /* of the file */
	PICTURE_SIDE_MAX = 8192,             /* px */
	PICTURE_PIXELS_MAX = 12 * 1000 * 1000,
};

enum picture_kind { PICTURE_PNG, PICTURE_JPEG, PICTURE_WEBP };

struct picture_head {
	enum picture_kind kind;
	int w, h; /* px, at least 1 */
};

/* The endings of file names that are accepted, for messages: ".png, .jpg or .webp". */
extern const char picture_endings[];
/* The file's name ends in one of them (lower case). */
bool picture_is_named(const char *name);

/* `bytes`: the whole file. False: another kind of file, damaged before its size is said, or over a limit. */
MUST_USE bool picture_probe(const uint8_t *bytes, size_t len, struct picture_head *out, struct err *e);

#endif
