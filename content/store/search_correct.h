/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_correct.h - words of a question that no text has, and what was meant by them
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_CORRECT_H
#define STORE_SEARCH_CORRECT_H

#include "store/search_match.h"

/* Replaces each word of a linked question that the index does not know: by what follows an elision without its
 * apostrophe, by itself and the next word in one, by a word that sounds the same, by a longer one that begins so, by
 * the nearest one. Links it again. out->corrected and out->suggestions say what was not written so. */
MUST_USE bool question_correct(struct match *m, struct question *q, struct search_results *out, struct err *e);

#endif
