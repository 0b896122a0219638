/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/qr.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET_MODULES = 4 };

const struct draw_pixels *qr_make(const char *text, struct arena *arena)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code) {
		return NULL;
	}
	int side = code->width + 2 * QUIET_MODULES;
	uint32_t *argb = ARENA_ARRAY(arena, uint32_t, (size_t)side * (size_t)side);
	uint64_t id = 0xCBF29CE484222325ULL;
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			int cx = x - QUIET_MODULES;
			int cy = y - QUIET_MODULES;
			bool inside = cx >= 0 && cy >= 0 && cx < code->width && cy < code->width;
			bool dark = inside && (code->data[cy * code->width + cx] & 1);
			argb[y * side + x] = dark ? 0xFF000000U : 0xFFFFFFFFU;
			id = (id ^ (uint64_t)dark) * 0x100000001B3ULL;
		}
	}
	QRcode_free(code);
	struct draw_pixels *pixels = ARENA_NEW(arena, struct draw_pixels);
	/* The top bit keeps content hashes apart from the counted ids of tiles and labels. */
	*pixels = (struct draw_pixels){ .id = id | UINT64_C(1) << 63,
		.w = side,
		.h = side,
		.opaque = true,
		.argb = argb };
	return pixels;
}
