/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glyph.h - shaped letters of one line: what shaping answers and drawing takes */
#ifndef LABEL_GLYPH_H
#define LABEL_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LETTERING_GLYPHS_MAX = 128, LETTERING_FONTS_MAX = 16, LETTERING_BYTES_MAX = 256 };

struct glyph {
	uint32_t id;   /* in its font */
	uint8_t font;  /* index in the chain */
	uint16_t byte; /* of the text, where its character begins */
	float x, y;    /* px from the start of the run, and from the baseline downwards */
	float advance; /* px */
};

/* Glyphs from left to right, whatever the direction they are read in. */
struct glyph_run {
	struct glyph at[LETTERING_GLYPHS_MAX];
	size_t len;
	float width; /* px */
	float size_px;
	bool bold;
	bool rtl; /* read from right to left: where the first strong character is */
};

#endif
