/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pieces.h - taking a text apart by a pattern
 *
 * "Adresse : {street},{code:digits},{town} | Tél : {phone}": what stands between braces is
 * a piece, the longest that lets the rest fit; a blank stands for any number of blanks, also
 * none; {x:digits} takes digits alone. Bounded by a number of steps. Pure; fuzzed. */
#ifndef IMPORT_PIECES_H
#define IMPORT_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { PIECES_MAX = 8, PIECES_STEPS_MAX = 200000 };

struct pieces {
	const char *names[PIECES_MAX];
	const char *texts[PIECES_MAX]; /* without blanks around; "" when the text did not fit */
	size_t len;
};

/* The names of a pattern, with empty texts. False: the pattern has an open brace, no names or too many. */
bool pieces_names(const char *pattern, struct arena *a, struct pieces *out);
/* False: the text is not written so. `out` is as of pieces_names(). */
bool pieces_match(const char *pattern, const char *text, struct arena *a, struct pieces *out);

#endif
