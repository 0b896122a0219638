/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pieces.h - one line of text as what SDL_ttf can render: one font, one direction each
 *
 * Between text.h (what to say) and the painter (how it looks): bidi reordering
 * (FriBidi, UAX #9) and the fallback chain happen here, so that a line is measured
 * and painted from the same pieces. UI thread only. */
#ifndef DRAW_PIECES_H
#define DRAW_PIECES_H

#include <SDL2/SDL_ttf.h>

#include "draw/text.h"

enum { PIECES_MAX = 64, PIECE_BYTES_MAX = 1024 };

/* A font by value: an opened one may make room for another at any time. */
struct font_ref {
	enum font_weight weight;
	int size_px;
	int chain_index; /* of the fallback chain */
};

struct piece {
	struct font_ref font;
	char *text; /* NUL-terminated, in the caller's buffer */
	int x, w;   /* px from the left end of the line */
	bool rtl;
};

struct pieces {
	struct piece at[PIECES_MAX];
	size_t len;
	int w; /* px, all together */
	char bytes[PIECE_BYTES_MAX + PIECES_MAX];
};

/* Lent until the next call of any function of text.h or pieces.h. NULL: its file cannot be read any more. */
TTF_Font *pieces_font(struct fonts *f, struct font_ref ref);
/* In visual order, left to right. A line longer than the limits is cut: no screen is that wide. */
void pieces_make(struct fonts *f, enum font_weight weight, int size_px, const char *text, size_t len, bool rtl,
		struct pieces *out);

#endif
