/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pieces.h - one line of text as what SDL_ttf can render: one font, one direction each
 *
 * Between text.h (what to say) and the painter (how it looks): bidi reordering
 * (FriBidi, UAX #9) and the fallback chain happen here, so that a line is measured
 * and painted from the same pieces. UI thread only. */
#ifndef DRAW_PIECES_H
#define DRAW_PIECES_H

#include "draw/faces.h"

enum { PIECES_MAX = 64, PIECE_BYTES_MAX = 1024 };

struct piece {
	struct font_ref font;
	char *text; /* NUL-terminated, in the caller's buffer */
	int x, w;   /* px from the left end of the line */
	bool rtl;
	char script[5]; /* ISO 15924: "Arab" joins its letters, which SDL_ttf does not find out by itself */
};

struct pieces {
	struct piece at[PIECES_MAX];
	size_t len;
	int w; /* px, all together */
	char bytes[PIECE_BYTES_MAX + PIECES_MAX];
};

/* In visual order, left to right. A line longer than the limits is cut: no screen is that wide. */
void pieces_make(struct faces *f, enum font_weight weight, int size_px, const char *text, size_t len, bool rtl,
		struct pieces *out);
/* Before the font measures or draws the piece: it keeps the direction and the script of the last one. */
void piece_prepare(TTF_Font *font, const struct piece *piece);

#endif
