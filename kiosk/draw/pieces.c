/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/pieces.h"

#include <fribidi.h>
#include <hb.h>
#include <string.h>

#include "base/str.h"
#include "draw/direction.h"

/* Spaces, marks and joiners follow the font of what stands before them. */
static bool is_neutral(uint32_t c)
{
	return c <= 0x20 || c == 0xA0 || c == 0x202F || c == 0x2009 || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x0300 && c <= 0x036F) || direction_is_control(c);
}

/* The font that writes a character after one of font `current`. */
static size_t chain_for(struct faces *f, enum font_weight weight, uint32_t c, size_t current)
{
	return is_neutral(c) ? current : faces_covering(f, weight, c);
}

struct piece_maker {
	struct faces *f;
	enum font_weight weight;
	int size_px;
	struct pieces *out;
	size_t used; /* of out->bytes */
};

/* Marks of direction have done their work when text is cut into pieces: not every font has a glyph for them. */
static size_t copy_visible(char *to, const char *text, size_t len)
{
	const char *end = text + len;
	size_t copied = 0;
	for (const char *at = text; at < end;) {
		const char *before = at;
		if (!direction_is_control(utf8_next(&at, end))) {
			memcpy(to + copied, before, (size_t)(at - before));
			copied += (size_t)(at - before);
		}
	}
	to[copied] = '\0';
	return copied;
}

/* Of the first letter: digits and punctuation belong to all scripts. */
static void find_script(const char *text, char script[5])
{
	const char *end = text + strlen(text);
	hb_script_t found = HB_SCRIPT_COMMON;
	while (text < end && (found == HB_SCRIPT_COMMON || found == HB_SCRIPT_INHERITED)) {
		found = hb_unicode_script(hb_unicode_funcs_get_default(), utf8_next(&text, end));
	}
	hb_tag_to_string(hb_script_to_iso15924_tag(found), script);
	script[4] = '\0';
}

void piece_prepare(TTF_Font *font, const struct piece *piece)
{
	(void)TTF_SetFontDirection(font, piece->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
	(void)TTF_SetFontScriptName(font, piece->script);
}

static void add_piece(struct piece_maker *m, const char *text, size_t len, size_t chain_index, bool rtl)
{
	struct pieces *out = m->out;
	if (len == 0 || out->len == PIECES_MAX || m->used + len + 1 > sizeof out->bytes) {
		return;
	}
	struct piece *p = &out->at[out->len];
	p->font = (struct font_ref){ m->weight, m->size_px, (int)chain_index };
	TTF_Font *font = faces_at(m->f, p->font);
	if (!font) {
		return;
	}
	p->text = out->bytes + m->used;
	len = copy_visible(p->text, text, len);
	if (len == 0) {
		return;
	}
	m->used += len + 1;
	p->rtl = rtl;
	find_script(p->text, p->script);
	piece_prepare(font, p);
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

void pieces_make(struct faces *f, enum font_weight weight, int size_px, const char *text, size_t len, bool rtl,
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
	if (rtl || direction_has_rtl(text, len)) {
		add_bidi(&m, text, len, rtl);
	} else {
		add_level_run(&m, text, len, false);
	}
	for (size_t i = 0; i < out->len; i++) {
		out->at[i].x = out->w;
		out->w += out->at[i].w; /* NOLINT(clang-analyzer-core.uninitialized.Assign): add_piece() set it */
	}
}
