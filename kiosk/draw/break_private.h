/* SPDX-License-Identifier: GPL-3.0-or-later */
/* break_private.h - what is put on lines, for break_words.c < break.c alone */
#ifndef DRAW_BREAK_PRIVATE_H
#define DRAW_BREAK_PRIVATE_H

#include "draw/text.h"

/* Text that may not be broken inside: up to the next opportunity or the end of its span. */
struct break_word {
	const char *text;
	size_t len;       /* with trailing spaces */
	size_t solid_len; /* without them */
	int w, solid_w;   /* px */
	size_t span;
	bool glued;   /* no break before it: the span changed in the middle of a word */
	bool newline; /* a line ends after it, whatever the room */
	bool hyphen;  /* it ends in one, inside a compound: « Pont-de-Veyle » */
};

struct breaker {
	struct fonts *f;
	const struct text_span *spans;
	size_t span_count;
	int size_px;
	const char *language;
	struct break_word *words;
	size_t word_count;
	struct arena *arena;
	bool cut;   /* a word did not fit a line */
	bool whole; /* compounds are not broken after their hyphens */
};

/* The words of all spans, in the breaker's arena, with room for as many as there are bytes. */
void break_find_words(struct breaker *b);
/* `text` of that span, up to `len` bytes, as the next word, measured. */
void break_add_word(struct breaker *b, size_t span, const char *text, size_t len, bool glued, bool newline);
/* Without the spaces and line feeds at its end. */
size_t break_trimmed(const char *text, size_t len);
/* It is more than a hyphen, and ends in one. */
bool break_ends_in_hyphen(const char *text, size_t len);

#endif
