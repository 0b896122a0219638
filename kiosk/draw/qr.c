/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/qr.h"

#include <qrencode.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

enum { QUIET_MODULES = 4, ECI_UTF8 = 26, ECI_BYTES = 3, FIRST_MODULES = 21, MODULES_A_VERSION = 4 };

/* ISO/IEC 18004 table 7: bytes that versions 1 to 40 hold at level L. */
static const short bytes_of_version[] = { 17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586,
	644, 718, 792, 858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303,
	2431, 2563, 2699, 2809, 2953 };

size_t qr_bytes(int modules)
{
	int version = (modules - 2 * QUIET_MODULES - FIRST_MODULES) / MODULES_A_VERSION; /* from 0 */
	if (modules < FIRST_MODULES + 2 * QUIET_MODULES) {
		return 0;
	}
	version = version < (int)ARRAY_LEN(bytes_of_version) ? version : (int)ARRAY_LEN(bytes_of_version) - 1;
	return (size_t)(bytes_of_version[version] - ECI_BYTES);
}

static bool is_ascii(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= 0x80) {
			return false;
		}
	}
	return true;
}

static QRcode *encode(const char *text, QRecLevel level)
{
	QRinput *input = QRinput_new2(0, level);
	bool filled = input && (is_ascii(text) || QRinput_appendECIheader(input, ECI_UTF8) == 0) &&
		      QRinput_append(input, QR_MODE_8, (int)strlen(text), (const unsigned char *)text) == 0;
	QRcode *code = filled ? QRcode_encodeInput(input) : NULL;
	QRinput_free(input);
	return code;
}

static const struct draw_pixels *pixels_of(const QRcode *code, struct arena *arena)
{
	int side = code->width + 2 * QUIET_MODULES;
	uint32_t *argb = ARENA_ARRAY(arena, uint32_t, (size_t)side * (size_t)side);
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			int cx = x - QUIET_MODULES;
			int cy = y - QUIET_MODULES;
			bool inside = cx >= 0 && cy >= 0 && cx < code->width && cy < code->width;
			bool dark = inside && (code->data[cy * code->width + cx] & 1);
			argb[y * side + x] = dark ? 0xFF000000U : 0xFFFFFFFFU;
		}
	}
	uint64_t id = hash_add(HASH_START, argb, (size_t)side * (size_t)side * sizeof *argb);
	struct draw_pixels *pixels = ARENA_NEW(arena, struct draw_pixels);
	/* The top bit keeps content hashes apart from the counted ids of tiles and labels. */
	*pixels = (struct draw_pixels){ .id = id | UINT64_C(1) << 63,
		.w = side,
		.h = side,
		.opaque = true,
		.argb = argb };
	return pixels;
}

const struct draw_pixels *qr_make(const char *text, int modules_max, struct arena *arena)
{
	static const QRecLevel levels[] = { QR_ECLEVEL_M, QR_ECLEVEL_L };
	const struct draw_pixels *pixels = NULL;
	for (size_t i = 0; i < ARRAY_LEN(levels) && !pixels; i++) {
		QRcode *code = encode(text, levels[i]);
		if (code && code->width + 2 * QUIET_MODULES <= modules_max) {
			pixels = pixels_of(code, arena);
		}
		QRcode_free(code);
	}
	return pixels;
}
