/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lettering_fonts.h - the fonts of one struct lettering: for its shaping and its drawing alone */
#ifndef LABEL_LETTERING_FONTS_H
#define LABEL_LETTERING_FONTS_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_STROKER_H
#include <hb.h>

#include "map/label/glyph.h"

struct lettering_face {
	FT_Face ft; /* NULL: the file is not there */
	hb_font_t *hb;
	hb_blob_t *blob; /* the file, mapped; both use it */
	float units;     /* per em */
};

/* A glyph's outline and its halo, at one size, standing upright at 0, 0. */
struct inked_glyph {
	uint32_t id;
	uint8_t font;
	bool bold;
	long size, halo_width; /* 26.6 */
	FT_Glyph text, halo;   /* NULL: nothing to see */
};

/* Names have few letters, and a halo costs more than all the rest. Emptied when it is full. */
enum { LETTERING_INKED_MAX = 512 };

struct lettering {
	FT_Library library;
	FT_Stroker stroker;
	struct lettering_face faces[2][LETTERING_FONTS_MAX]; /* regular, bold */
	size_t count;
	struct inked_glyph inked[LETTERING_INKED_MAX]; /* by hash, then the next free one */
	size_t inked_len;
};

/* The glyph at this size, kept in `l`: borrowed until the next call of lettering_draw(). */
const struct inked_glyph *lettering_ink(struct lettering *l, const struct glyph_run *run, const struct glyph *g,
		float halo_px);
void lettering_forget_ink(struct lettering *l);

#endif
