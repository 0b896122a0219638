/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/faces.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { ASKED_PX = 16, TRIED_PX = 20 };

static bool open_first(struct faces *f, struct err *e)
{
	for (int weight = 0; weight < 2; weight++) {
		TTF_Font *font = TTF_OpenFont(f->paths[weight][0], TRIED_PX);
		if (!font) {
			return fail(e, "open font %s: %s (is the package fonts-noto-core installed?)",
					f->paths[weight][0], TTF_GetError());
		}
		TTF_CloseFont(font);
	}
	return true;
}

bool faces_init(struct faces *f, const char *const *regular, const char *const *bold, size_t count, struct err *e)
{
	*f = (struct faces){ .chain_len = count < FACES_CHAIN_MAX ? count : FACES_CHAIN_MAX };
	if (f->chain_len == 0) {
		return fail(e, "the list of fonts is empty");
	}
	for (size_t i = 0; i < f->chain_len; i++) {
		f->paths[FONT_REGULAR][i] = mem_strdup(regular[i]);
		f->paths[FONT_BOLD][i] = mem_strdup(bold[i]);
	}
	return open_first(f, e);
}

void faces_forget(struct faces *f)
{
	for (size_t i = 0; i < f->open_len; i++) {
		TTF_CloseFont(f->open[i].font);
	}
	f->open_len = 0;
}

void faces_finish(struct faces *f)
{
	faces_forget(f);
	for (size_t i = 0; i < FACES_CHAIN_MAX; i++) {
		TTF_CloseFont(f->asked[FONT_REGULAR][i]);
		TTF_CloseFont(f->asked[FONT_BOLD][i]);
	}
	for (size_t i = 0; i < f->chain_len; i++) {
		free(f->paths[FONT_REGULAR][i]);
		free(f->paths[FONT_BOLD][i]);
	}
	*f = (struct faces){ 0 };
}

static TTF_Font *font_open(const char *path, int size_px)
{
	TTF_Font *font = TTF_OpenFont(path, size_px);
	if (font) {
		/* Widths that do not depend on the pixel grid: what is measured once holds everywhere on a line. */
		TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
	}
	return font;
}

/* The one that was not used for the longest time makes room. */
TTF_Font *faces_at(struct faces *f, struct font_ref ref)
{
	for (size_t i = f->open_len; i-- > 0;) {
		struct face o = f->open[i];
		if (o.ref.size_px == ref.size_px && o.ref.weight == ref.weight &&
				o.ref.chain_index == ref.chain_index) {
			memmove(f->open + i, f->open + i + 1, (f->open_len - 1 - i) * sizeof o);
			f->open[f->open_len - 1] = o;
			return o.font;
		}
	}
	TTF_Font *font = font_open(f->paths[ref.weight][ref.chain_index], ref.size_px);
	if (!font) {
		return NULL;
	}
	if (f->open_len == FACES_OPEN_MAX) {
		TTF_CloseFont(f->open[0].font);
		memmove(f->open, f->open + 1, (FACES_OPEN_MAX - 1) * sizeof f->open[0]);
		f->open_len--;
	}
	f->open[f->open_len++] = (struct face){ font, ref };
	return font;
}

/* Whether a font has a character does not depend on its size: one of each stays open to be asked. */
static TTF_Font *asked_at(struct faces *f, enum font_weight weight, size_t chain_index)
{
	TTF_Font **asked = &f->asked[weight][chain_index];
	if (!*asked && !f->unreadable[weight][chain_index]) {
		*asked = font_open(f->paths[weight][chain_index], ASKED_PX);
		f->unreadable[weight][chain_index] = *asked == NULL;
	}
	return *asked;
}

size_t faces_covering(struct faces *f, enum font_weight weight, uint32_t c)
{
	for (size_t i = 0; i < f->chain_len; i++) {
		TTF_Font *font = asked_at(f, weight, i);
		if (font && TTF_GlyphIsProvided32(font, c)) {
			return i;
		}
	}
	return 0;
}
