/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/picture.h"

#include <string.h>

#include "base/str.h"

const char picture_endings[] = ".png, .jpg or .webp";

bool picture_is_named(const char *name)
{
	return str_ends(name, ".png") || str_ends(name, ".jpg") || str_ends(name, ".webp");
}

static uint32_t big16(const uint8_t *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t big32(const uint8_t *at)
{
	return big16(at) << 16 | big16(at + 2);
}

static uint32_t little24(const uint8_t *at)
{
	return (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

/* Each reads the size if the bytes are of its kind: 0 is no size. */
typedef bool read_size(const uint8_t *bytes, size_t len, uint32_t *w, uint32_t *h);

static bool png_size(const uint8_t *bytes, size_t len, uint32_t *w, uint32_t *h)
{
	static const uint8_t head[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
	if (len < 33 || memcmp(bytes, head, sizeof head) != 0) {
		return false;
	}
	*w = big32(bytes + 16);
	*h = big32(bytes + 20);
	return true;
}

/* SOF0 to SOF15, which are all 0xC0 to 0xCF but DHT, JPG and DAC. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool jpeg_size(const uint8_t *bytes, size_t len, uint32_t *w, uint32_t *h)
{
	if (len < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) {
		return false;
	}
	*w = *h = 0;
	for (size_t at = 2; at + 4 <= len;) {
		if (bytes[at] != 0xFF) {
			return true; /* no marker where one must be: a JPEG without a size */
		}
		uint8_t marker = bytes[at + 1];
		if (marker == 0xFF) { /* a fill byte */
			at++;
			continue;
		}
		size_t segment = big16(bytes + at + 2);
		if (is_frame(marker) && segment >= 7 && at + 9 <= len) {
			*h = big16(bytes + at + 5);
			*w = big16(bytes + at + 7);
			return true;
		}
		if (segment < 2 || marker == 0xDA || marker == 0xD9) {
			return true;
		}
		at += 2 + segment;
	}
	return true;
}

static bool webp_size(const uint8_t *bytes, size_t len, uint32_t *w, uint32_t *h)
{
	if (len < 30 || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WEBP", 4) != 0) {
		return false;
	}
	*w = *h = 0;
	const uint8_t *data = bytes + 20;
	if (memcmp(bytes + 12, "VP8X", 4) == 0) {
		*w = little24(data + 4) + 1;
		*h = little24(data + 7) + 1;
	} else if (memcmp(bytes + 12, "VP8L", 4) == 0 && data[0] == 0x2F) {
		uint32_t bits = (uint32_t)data[1] | (uint32_t)data[2] << 8 | (uint32_t)data[3] << 16 |
				(uint32_t)data[4] << 24;
		*w = (bits & 0x3FFF) + 1;
		*h = (bits >> 14 & 0x3FFF) + 1;
	} else if (memcmp(bytes + 12, "VP8 ", 4) == 0 && data[3] == 0x9D && data[4] == 0x01 && data[5] == 0x2A) {
		*w = ((uint32_t)data[7] << 8 | data[6]) & 0x3FFF;
		*h = ((uint32_t)data[9] << 8 | data[8]) & 0x3FFF;
	}
	return true;
}

static read_size *const readers[] = {
	[PICTURE_PNG] = png_size,
	[PICTURE_JPEG] = jpeg_size,
	[PICTURE_WEBP] = webp_size,
};

bool picture_probe(const uint8_t *bytes, size_t len, struct picture_head *out, struct err *e)
{
	if (len > PICTURE_BYTES_MAX) {
		return fail_kind(e, ERR_FORMAT, "larger than %d MiB", PICTURE_BYTES_MAX / 1024 / 1024);
	}
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		uint32_t w = 0;
		uint32_t h = 0;
		if (!readers[i](bytes, len, &w, &h)) {
			continue;
		}
		if (w == 0 || h == 0) {
			return fail_kind(e, ERR_FORMAT, "damaged: it does not say how large it is");
		}
		if (w > PICTURE_SIDE_MAX || h > PICTURE_SIDE_MAX || (uint64_t)w * h > PICTURE_PIXELS_MAX) {
			return fail_kind(e, ERR_FORMAT, "%u by %u px: at most %d a side and %d million in all", w, h,
					PICTURE_SIDE_MAX, PICTURE_PIXELS_MAX / 1000000);
		}
		*out = (struct picture_head){ .kind = (enum picture_kind)i, .w = (int)w, .h = (int)h };
		return true;
	}
	return fail_kind(e, ERR_FORMAT, "not a PNG, JPEG or WebP file");
}
