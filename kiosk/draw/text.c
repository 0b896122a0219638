/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "draw/pieces.h"

enum { WIDTHS_LEN = 8192 }; /* slots of the measured-width table; power of two */

struct width {
	uint64_t key;
	int w;
};

struct fonts {
	struct faces faces;
	struct width *widths;
};

struct fonts *fonts_open(const char *const *chain_regular, const char *const *chain_bold, size_t count, struct err *e)
{
	if (!TTF_WasInit() && TTF_Init() != 0) {
		(void)fail(e, "start SDL_ttf: %s", TTF_GetError());
		return NULL;
	}
	struct fonts *f = mem_zalloc(1, sizeof *f);
	f->widths = mem_zalloc(WIDTHS_LEN, sizeof *f->widths);
	if (!faces_init(&f->faces, chain_regular, chain_bold, count, e)) {
		fonts_close(f);
		return NULL;
	}
	return f;
}

void fonts_close(struct fonts *f)
{
	if (!f) {
		return;
	}
	faces_finish(&f->faces);
	free(f->widths);
	free(f);
}

void fonts_forget(struct fonts *f)
{
	explicit_bzero(f->widths, WIDTHS_LEN * sizeof *f->widths);
	faces_forget(&f->faces);
}

struct faces *fonts_faces(struct fonts *f)
{
	return &f->faces;
}

/* Never 0, which is a free slot. */
static uint64_t width_key(enum font_weight weight, int size_px, const char *text, size_t len)
{
	const unsigned char how[] = { (unsigned char)weight, (unsigned char)size_px, (unsigned char)(size_px >> 8) };
	uint64_t hash = hash_add(hash_add(HASH_START, how, sizeof how), text, len);
	return hash ? hash : 1;
}

int fonts_measure(struct fonts *f, enum font_weight weight, int size_px, const char *text, size_t len)
{
	if (len == 0 || size_px <= 0) {
		return 0;
	}
	uint64_t key = width_key(weight, size_px, text, len);
	struct width *slot = &f->widths[key & (WIDTHS_LEN - 1)];
	if (slot->key != key) {
		struct pieces pieces;
		pieces_make(&f->faces, weight, size_px, text, len, false, &pieces);
		*slot = (struct width){ key, pieces.w };
	}
	return slot->w;
}

int fonts_baseline(struct fonts *f, enum font_weight weight, int size_px, int line_px, const char *text, size_t len)
{
	size_t chain = 0;
	const char *end = text + len;
	for (const char *at = text; at < end && chain == 0;) {
		uint32_t c = utf8_next(&at, end);
		chain = c < 0x80 ? 0 : faces_covering(&f->faces, weight, c);
	}
	TTF_Font *font = faces_at(&f->faces, (struct font_ref){ weight, size_px, (int)chain });
	int ascent = font ? TTF_FontAscent(font) : size_px;
	int descent = font ? -TTF_FontDescent(font) : size_px / 4;
	return (line_px - ascent - descent) / 2 + ascent;
}
