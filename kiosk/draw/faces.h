/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faces.h - the opened fonts: a chain of files per weight, at the sizes in use
 *
 * Below pieces.h, which cuts a line by what the chain covers, and text.h, which measures. A bounded number of fonts
 * is open at a time. UI thread only; SDL2_ttf is started by fonts_open(). */
#ifndef DRAW_FACES_H
#define DRAW_FACES_H

#include <SDL2/SDL_ttf.h>

#include "base/err.h"
#include "draw/draw.h"

enum {
	FACES_CHAIN_MAX = 12,
	FACES_OPEN_MAX = 96, /* fonts, sizes and weights in use */
};

/* A font by value: an opened one may make room for another at any time. */
struct font_ref {
	enum font_weight weight;
	int size_px;
	int chain_index; /* of the fallback chain */
};

struct face {
	TTF_Font *font;
	struct font_ref ref;
};

/* All zero: no font. */
struct faces {
	char *paths[2][FACES_CHAIN_MAX]; /* by enum font_weight */
	size_t chain_len;
	struct face open[FACES_OPEN_MAX]; /* the one used last is last */
	size_t open_len;
	TTF_Font *asked[2][FACES_CHAIN_MAX]; /* for coverage */
	bool unreadable[2][FACES_CHAIN_MAX];
};

/* Paths of font files in order of preference, copied; those after FACES_CHAIN_MAX are left out. False: the first of a
 * weight cannot be opened, or there is none. faces_finish() in both cases. */
MUST_USE bool faces_init(struct faces *f, const char *const *regular, const char *const *bold, size_t count,
		struct err *e);
void faces_finish(struct faces *f);
/* Closes those that were opened, with the glyphs that SDL_ttf keeps of each: some 240 KiB, 23 MiB of all. The next use
 * opens what it needs: 5 ms of a PC's processor for the first page. */
void faces_forget(struct faces *f);
/* Lent until the next call. NULL: its file cannot be read, and the chain goes on without it. */
TTF_Font *faces_at(struct faces *f, struct font_ref ref);
/* Index in the chain of the first font that has the character; 0 when none has it. */
size_t faces_covering(struct faces *f, enum font_weight weight, uint32_t c);

#endif
