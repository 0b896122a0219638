/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.h - a picture file as pixels that fit a page
 *
 * Decoded by SDL2_image after store/picture.h has bounded it. Any thread; a call holds the
 * file's pixels (at most 48 MiB) and the scaled ones. */
#ifndef PLATFORM_PICTURE_H
#define PLATFORM_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct picture_pixels {
	uint32_t *argb; /* owned, free(): premultiplied 0xAARRGGBB, row after row */
	int w, h;       /* px */
	bool opaque;
	uint64_t id; /* same id, same pixels: a hash of them */
};

/* Loads what the decoders need; once, before threads start. */
void picture_init(void);
void picture_quit(void);
/* Keeps the proportions and never enlarges: at most max_w by max_h px, at least one. */
MUST_USE bool picture_decode(const uint8_t *bytes, size_t len, int max_w, int max_h, struct picture_pixels *out,
		struct err *e);

#endif
