/* SPDX-License-Identifier: GPL-3.0-or-later */
/* answers.h - the combinations of answers to the guide's questions, one after the other
 *
 * For checks that have to look at every page the questionnaire can lead to. A combination has the index of an answer
 * for each question. Only for packs whose questions each have an answer. One thread. */
#ifndef COMPILE_ANSWERS_H
#define COMPILE_ANSWERS_H

#include "compile/pack.h"

/* Packs with more combinations are not walked to the end. */
enum { ANSWERS_COMBINATIONS_MAX = 100000 };

/* `when` accepts the combination. */
bool answers_match(const struct pack *p, const uint16_t when[], const int answers[]);
/* The next combination; the first question counts fastest. False after the last, which becomes the first again. */
bool answers_next(const struct pack *p, int answers[]);
/* How many there are; ANSWERS_COMBINATIONS_MAX + 1 when more than that. */
size_t answers_count(const struct pack *p);
/* Adds "situation=salarie, besoin=metier". */
void answers_words(const struct pack *p, const int answers[], struct buf *out);
/* Compares what the pages show and what each rule adds to them, and reports (pack_check_guide()). */
void answers_check_pages(struct pack *p);

#endif
