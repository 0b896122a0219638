/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alike.h - are two names about the same thing?
 *
 * For places of one network at one address: an office that is listed twice has two names that say the same, two
 * offices in one house have not. Pure. */
#ifndef COMPILE_ALIKE_H
#define COMPILE_ALIKE_H

#include <stdbool.h>

/* At least half of the words of the shorter name stand in the other; small and capital letters, accents and marks do
 * not count, nor words of fewer than three letters. Only the first ALIKE_WORDS_MAX words are looked at. */
enum { ALIKE_WORDS_MAX = 32 };
bool alike_names(const char *x, const char *y);

#endif
