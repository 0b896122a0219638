/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prose.h - is this text easy to read?
 *
 * The house rules: at most 15 words a sentence, 10 in easy-to-read versions; no
 * acronym that is not explained. Pure but for the report. */
#ifndef COMPILE_PROSE_H
#define COMPILE_PROSE_H

#include "compile/report.h"

enum { PROSE_WORDS_MAX = 15, PROSE_WORDS_MAX_EASY = 10, PROSE_WORDS_A_MINUTE = 180 };

/* Warns of each sentence that is too long. `text` may hold several sentences; `easy`: with the limit of easy reading,
 * and one sentence on each of its lines. `abbreviations`: a list as of store/language.h, or NULL. */
void prose_check_sentences(struct report *r, const char *file, int line, const char *text, bool easy,
		const char *abbreviations);
/* Words of a text, as a reader counts them. */
int prose_count_words(const char *text);
/* Finds the next acronym (2 to 8 capitals, digits allowed after the first) from *at on, moving it. False: none left. */
bool prose_next_acronym(const char **at, char *out, size_t size);

/* The first mark of the list `before` that stands behind a plain space or right behind a word, or of `after` that such
 * a one follows: the line could end there, or the mark would stick. Lists as of store/language.h. NULL: none. Borrowed.
 */
const char *prose_find_break(const char *text, const char *before, const char *after);
/* The first ending of the list `avoid` (as of store/language.h) that stands right behind a letter, and behind which the
 * word ends where the ending itself ends in a letter. NULL: none. Borrowed, from `text`. */
const char *prose_find_ending(const char *text, const char *avoid);
/* The latest year from 1900 to 2099 that the text names in four digits standing alone; 0: none. */
int prose_latest_year(const char *text);

#endif
