/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_title.h - which words of a question a title answers, and where in it
 *
 * Private to content/store. */
#ifndef STORE_SEARCH_TITLE_H
#define STORE_SEARCH_TITLE_H

#include "store/search_question.h"

/* Bits of the words of the question that stand in a text of language `lang`; `hit` (may be NULL) gets their places. */
unsigned title_mark(const struct search_index *s, unsigned lang, const struct question *q, const char *text,
		struct search_hit *hit);

#endif
