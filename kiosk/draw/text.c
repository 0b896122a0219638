/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/text.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "draw/pieces.h"

enum {
	CHAIN_MAX = 12,
	OPEN_FONTS_MAX = 96, /* fonts, sizes and weights in use */
	ASKED_PX = 16,
	WIDTHS_LEN = 8192, /* slots of the measured-width table; power of two */
};

struct open_font {
	TTF_Font *font;
	struct font_ref ref;
};

struct width {
	uint64_t key;
	int w;
};

struct fonts {
	char *paths[2][CHAIN_MAX];
	size_t chain_len;
	struct open_font open[OPEN_FONTS_MAX]; /* the one used last is last */
	size_t open_len;
	TTF_Font *asked[2][CHAIN_MAX]; /* for coverage */
	bool unreadable[2][CHAIN_MAX];
	struct width *widths;
};

static bool open_first(struct fonts *f, struct err *e)
{
	for (int weight = 0; weight < 2; weight++) {
		TTF_Font *font = TTF_OpenFont(f->paths[weight][0], 20);
		if (!font) {
			return fail(e, "open font %s: %s (is the package fonts-noto-core installed?)",
					f->paths[weight][0], TTF_GetError());
		}
		TTF_CloseFont(font);
	}
	return true;
}

struct fonts *fonts_open(const char *const *chain_regular, const char *const *chain_bold, size_t count, struct err *e)
{
	if (!TTF_WasInit() && TTF_Init() != 0) {
		(void)fail(e, "start SDL_ttf: %s", TTF_GetError());
		return NULL;
	}
	struct fonts *f = mem_zalloc(1, sizeof *f);
	f->chain_len = count < CHAIN_MAX ? count : CHAIN_MAX;
	f->widths = mem_zalloc(WIDTHS_LEN, sizeof *f->widths);
	for (size_t i = 0; i < f->chain_len; i++) {
		f->paths[FONT_REGULAR][i] = mem_strdup(chain_regular[i]);
		f->paths[FONT_BOLD][i] = mem_strdup(chain_bold[i]);
	}
	if (f->chain_len == 0 || !open_first(f, e)) {
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
	for (size_t i = 0; i < f->open_len; i++) {
		TTF_CloseFont(f->open[i].font);
	}
	for (size_t i = 0; i < CHAIN_MAX; i++) {
		TTF_CloseFont(f->asked[FONT_REGULAR][i]);
		TTF_CloseFont(f->asked[FONT_BOLD][i]);
	}
	for (size_t i = 0; i < f->chain_len; i++) {
		free(f->paths[FONT_REGULAR][i]);
		free(f->paths[FONT_BOLD][i]);
	}
	free(f->widths);
	free(f);
}

void fonts_forget(struct fonts *f)
{
	explicit_bzero(f->widths, WIDTHS_LEN * sizeof *f->widths);
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

/* NULL when the file of that chain entry cannot be opened: the chain goes on without it. The one that was not used for
 * the longest time makes room: what is returned holds until the next call alone. */
static TTF_Font *font_at(struct fonts *f, struct font_ref ref)
{
	for (size_t i = f->open_len; i-- > 0;) {
		struct open_font o = f->open[i];
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
	if (f->open_len == OPEN_FONTS_MAX) {
		TTF_CloseFont(f->open[0].font);
		memmove(f->open, f->open + 1, (OPEN_FONTS_MAX - 1) * sizeof f->open[0]);
		f->open_len--;
	}
	f->open[f->open_len++] = (struct open_font){ font, ref };
	return font;
}

TTF_Font *pieces_font(struct fonts *f, struct font_ref ref)
{
	return font_at(f, ref);
}

/* Whether a font has a character does not depend on its size: one of each stays open to be asked. */
static TTF_Font *asked_at(struct fonts *f, enum font_weight weight, size_t chain_index)
{
	TTF_Font **asked = &f->asked[weight][chain_index];
	if (!*asked && !f->unreadable[weight][chain_index]) {
		*asked = font_open(f->paths[weight][chain_index], ASKED_PX);
		f->unreadable[weight][chain_index] = *asked == NULL;
	}
	return *asked;
}

/* Spaces, marks and joiners follow the font of what stands before them. */
static bool is_neutral(uint32_t c)
{
	return c <= 0x20 || c == 0xA0 || c == 0x202F || c == 0x2009 || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x0300 && c <= 0x036F);
}

/* First font of the chain that has the character; the first of all when none has it. */
static size_t chain_for(struct fonts *f, enum font_weight weight, uint32_t c, size_t current)
{
	if (is_neutral(c)) {
		return current;
	}
	for (size_t i = 0; i < f->chain_len; i++) {
		TTF_Font *font = asked_at(f, weight, i);
		if (font && TTF_GlyphIsProvided32(font, c)) {
			return i;
		}
	}
	return 0;
}

static bool has_rtl(const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		if ((c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFEFF)) {
			return true;
		}
	}
	return false;
}

/* ---- pieces ---- */

struct piece_maker {
	struct fonts *f;
	enum font_weight weight;
	int size_px;
	struct pieces *out;
	size_t used; /* of out->bytes */
};

static void add_piece(struct piece_maker *m, const char *text, size_t len, size_t chain_index, bool rtl)
{
	struct pieces *out = m->out;
	if (len == 0 || out->len == PIECES_MAX || m->used + len + 1 > sizeof out->bytes) {
		return;
	}
	struct piece *p = &out->at[out->len];
	p->font = (struct font_ref){ m->weight, m->size_px, (int)chain_index };
	TTF_Font *font = font_at(m->f, p->font);
	if (!font) {
		return;
	}
	p->text = out->bytes + m->used;
	memcpy(p->text, text, len);
	p->text[len] = '\0';
	m->used += len + 1;
	p->rtl = rtl;
	(void)TTF_SetFontDirection(font, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	if (TTF_SizeUTF8(font, p->text, &p->w, NULL) != 0) {
		p->w = 0;
	}
	out->len++;
}

/* Cuts text of one direction by font; for right-to-left text the pieces come in reverse. */
static void add_level_run(struct piece_maker *m, const char *text, size_t len, bool rtl)
{
	const char *end = text + len;
	size_t first = m->out->len;
	size_t current = 0;
	bool started = false;
	const char *from = text;
	for (const char *at = text; at < end;) {
		const char *before = at;
		uint32_t c = utf8_next(&at, end);
		size_t wanted = chain_for(m->f, m->weight, c, current);
		if (started && wanted != current) {
			add_piece(m, from, (size_t)(before - from), current, rtl);
			from = before;
		}
		started = started || !is_neutral(c);
		current = wanted;
	}
	add_piece(m, from, (size_t)(end - from), current, rtl);
	if (rtl) {
		for (size_t i = first, j = m->out->len; i + 1 < j; i++) {
			struct piece swap = m->out->at[i];
			m->out->at[i] = m->out->at[--j];
			m->out->at[j] = swap;
		}
	}
}

enum { BIDI_CHARS_MAX = 512 };

struct level_run {
	const char *text;
	size_t len;
	FriBidiLevel level;
};

/* UAX #9 rule L2: reverse every stretch at each level, from the highest to the lowest odd one. */
static void reorder(struct level_run *runs, size_t count)
{
	FriBidiLevel highest = 0;
	for (size_t i = 0; i < count; i++) {
		highest = runs[i].level > highest ? runs[i].level : highest;
	}
	for (FriBidiLevel level = highest; level >= 1; level--) {
		for (size_t i = 0; i < count; i++) {
			size_t end = i;
			while (end < count && runs[end].level >= level) {
				end++;
			}
			for (size_t a = i, b = end; a + 1 < b; a++) {
				struct level_run swap = runs[a];
				runs[a] = runs[--b];
				runs[b] = swap;
			}
			i = end > i ? end : i;
		}
	}
}

static void add_bidi(struct piece_maker *m, const char *text, size_t len, bool rtl)
{
	FriBidiChar chars[BIDI_CHARS_MAX] = { 0 };
	const char *starts[BIDI_CHARS_MAX + 1];
	FriBidiStrIndex count = 0;
	const char *end = text + len;
	const char *at = text;
	while (at < end && count < BIDI_CHARS_MAX) {
		starts[count] = at;
		chars[count++] = utf8_next(&at, end);
	}
	starts[count] = at;
	FriBidiCharType types[BIDI_CHARS_MAX];
	FriBidiBracketType brackets[BIDI_CHARS_MAX];
	FriBidiLevel levels[BIDI_CHARS_MAX];
	FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	fribidi_get_bidi_types(chars, count, types);
	fribidi_get_bracket_types(chars, count, types, brackets);
	if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels) == 0) {
		add_level_run(m, text, len, rtl);
		return;
	}
	struct level_run runs[PIECES_MAX];
	size_t run_count = 0;
	for (FriBidiStrIndex i = 0; i < count && run_count < PIECES_MAX;) {
		FriBidiStrIndex last = i;
		while (last < count && levels[last] == levels[i]) {
			last++;
		}
		runs[run_count++] = (struct level_run){ starts[i], (size_t)(starts[last] - starts[i]), levels[i] };
		i = last;
	}
	reorder(runs, run_count);
	for (size_t i = 0; i < run_count; i++) {
		add_level_run(m, runs[i].text, runs[i].len, runs[i].level & 1);
	}
}

void pieces_make(struct fonts *f, enum font_weight weight, int size_px, const char *text, size_t len, bool rtl,
		struct pieces *out)
{
	out->len = 0;
	out->w = 0;
	if (size_px <= 0) {
		return;
	}
	if (len > PIECE_BYTES_MAX) {
		len = PIECE_BYTES_MAX;
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) {
			len--;
		}
	}
	struct piece_maker m = { .f = f, .weight = weight, .size_px = size_px, .out = out };
	if (rtl || has_rtl(text, len)) {
		add_bidi(&m, text, len, rtl);
	} else {
		add_level_run(&m, text, len, false);
	}
	for (size_t i = 0; i < out->len; i++) {
		out->at[i].x = out->w;
		out->w += out->at[i].w; /* NOLINT(clang-analyzer-core.uninitialized.Assign): add_piece() set it */
	}
}

/* ---- measuring ---- */

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
		pieces_make(f, weight, size_px, text, len, false, &pieces);
		*slot = (struct width){ key, pieces.w };
	}
	return slot->w;
}

int fonts_ascent(struct fonts *f, enum font_weight weight, int size_px)
{
	TTF_Font *font = font_at(f, (struct font_ref){ weight, size_px, 0 });
	return font ? TTF_FontAscent(font) : size_px;
}

int fonts_descent(struct fonts *f, enum font_weight weight, int size_px)
{
	TTF_Font *font = font_at(f, (struct font_ref){ weight, size_px, 0 });
	return font ? -TTF_FontDescent(font) : size_px / 4;
}
