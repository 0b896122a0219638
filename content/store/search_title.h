/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_title.h - where in a title the words of a question stand
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_TITLE_H
#define STORE_SEARCH_TITLE_H

#include "store/search_question.h"

/* Adds to *hit the places of the words of the question in a text of its language, or of language 0. */
void title_mark(const struct search_index *s, const struct question *q, const char *text, struct search_hit *hit);

#endif
