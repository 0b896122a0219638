/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of glyphs and of their halos, kept (lettering_fonts.h). */
#include <math.h>

#include "map/label/lettering_fonts.h"

#include FT_GLYPH_H

void lettering_forget_ink(struct lettering *l)
{
	for (size_t i = 0; i < LETTERING_INKED_MAX; i++) {
		struct inked_glyph *g = &l->inked[i];
		if (g->halo) {
			FT_Done_Glyph(g->halo);
		}
		if (g->text) {
			FT_Done_Glyph(g->text);
		}
		*g = (struct inked_glyph){ .size = 0 };
	}
	l->inked_len = 0;
}

static void make(struct lettering *l, struct inked_glyph *g)
{
	FT_Face face = l->faces[g->bold][g->font].ft;
	(void)FT_Set_Char_Size(face, 0, g->size, 72, 72);
	if (FT_Load_Glyph(face, g->id, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
			face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || face->glyph->outline.n_points == 0 ||
			FT_Get_Glyph(face->glyph, &g->text) != 0) {
		g->text = NULL;
		return;
	}
	g->halo = g->text;
	FT_Stroker_Set(l->stroker, g->halo_width, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
	if (g->halo_width <= 0 || FT_Glyph_StrokeBorder(&g->halo, l->stroker, 0, 0) != 0) {
		g->halo = NULL;
	}
}

const struct inked_glyph *lettering_ink(struct lettering *l, const struct glyph_run *run, const struct glyph *g,
		float halo_px)
{
	struct inked_glyph wanted = { .id = g->id,
		.font = g->font,
		.bold = run->bold,
		.size = lroundf(run->size_px * 64),
		.halo_width = lroundf(halo_px * 64) };
	size_t at = (g->id * 31 + g->font * 7 + (size_t)wanted.size * 131 + (size_t)wanted.halo_width + run->bold) %
		    LETTERING_INKED_MAX;
	/* A quarter stays free, so that a search is short. */
	for (; l->inked[at].size != 0; at = (at + 1) % LETTERING_INKED_MAX) {
		const struct inked_glyph *i = &l->inked[at];
		if (i->id == wanted.id && i->font == wanted.font && i->bold == wanted.bold && i->size == wanted.size &&
				i->halo_width == wanted.halo_width) {
			return i;
		}
	}
	l->inked[at] = wanted;
	l->inked_len++;
	make(l, &l->inked[at]);
	return &l->inked[at];
}
