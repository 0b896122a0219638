/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - measuring and breaking text, the same way it will be painted
 *
 * Layout needs widths before anything is painted. One struct fonts holds the
 * opened faces (faces.h: a fallback chain by coverage) and a cache of measured runs. UI
 * thread only. Implemented on SDL2_ttf (HarfBuzz), FriBidi and libunibreak. */
#ifndef DRAW_TEXT_H
#define DRAW_TEXT_H

#include "base/err.h"
#include "draw/draw.h"

struct fonts;
/* `chain_regular` and `chain_bold`: paths of font files in order of preference; copied. Owned: fonts_close(). */
MUST_USE struct fonts *fonts_open(const char *const *chain_regular, const char *const *chain_bold, size_t count,
		struct err *e);
void fonts_close(struct fonts *f);
/* Zeroes the cache of measured text, which may hold what a visitor typed, and closes the fonts (faces_forget). */
void fonts_forget(struct fonts *f);
/* The opened faces, lent as long as `f`: for painting what was measured (pieces.h). */
struct faces;
struct faces *fonts_faces(struct fonts *f);
/* Advance width of one line in px. */
int fonts_measure(struct fonts *f, enum font_weight weight, int size_px, const char *text, size_t len);
/* From the top of a line of `line_px` to its baseline, px: the box of the font that writes `text` lies in its middle.
 * That is the first of the chain, and of text in which letters need another font, that one: its letters may reach
 * further down. */
int fonts_baseline(struct fonts *f, enum font_weight weight, int size_px, int line_px, const char *text, size_t len);

/* A stretch of text of one style inside a paragraph. */
struct text_span {
	const char *text;
	size_t len;
	enum font_weight weight;
	uint8_t mark; /* caller's own (highlighted, link...), copied to the runs */
};

/* A piece of one line, ready for struct draw_text; x from the line's start edge. */
struct text_run {
	const char *text;
	size_t len;
	enum font_weight weight;
	uint8_t mark;
	int x, w; /* px */
	int line; /* 0-based */
};

struct text_layout {
	struct text_run *runs; /* in the frame arena */
	size_t run_count;
	int line_count;
	int size_px;  /* em size that it was broken for */
	int *line_w;  /* px, per line */
	int max_w;    /* widest line */
	bool cut;     /* a line ends inside a word that is wider than a line */
	bool clipped; /* max_lines was reached and text was left out; the last line ends with an ellipsis */
};

/* Breaks at UAX #14 opportunities so that no line is wider than width_px (a single longer word stands alone,
 * broken between characters), after a hyphen only where that saves a line. max_lines 0: as many as needed. `balance`:
 * for titles, the smallest width that keeps the same number of lines (DESIGN.md section 3). `language`: whose quotation
 * marks decide where lines may end, as libunibreak names it; NULL for none. Everything is allocated in `arena`. */
struct text_layout text_break(struct fonts *f, const struct text_span *spans, size_t span_count, int size_px,
		int width_px, int max_lines, bool balance, const char *language, struct arena *arena);
/* px of the widest stretch that holds no opportunity for a break: narrower lines cut it. */
int text_widest_word(struct fonts *f, const struct text_span *spans, size_t span_count, int size_px,
		const char *language, struct arena *arena);

#endif
