/* SPDX-License-Identifier: GPL-3.0-or-later */
/* likeness.h - are two records about one place?
 *
 * They are of one network and one commune, and their addresses or their telephone and name
 * agree. House numbers that differ make two places of them, whatever else agrees. Pure but
 * for the arena. */
#ifndef IMPORT_LIKENESS_H
#define IMPORT_LIKENESS_H

#include "compile/place_columns.h"
#include "import/words.h"

enum likeness {
	LIKE_NOT,
	LIKE_PERHAPS, /* enough for two sources: neither has a place twice */
	LIKE_SURELY,  /* enough within one source: the same address, and the same telephone or a name alike (alike.h) */
};

enum { LIKENESS_WORDS_MAX = 40 };

/* A record as it is compared: prepared once, compared with many. */
struct likeness_side {
	const char *const *value;              /* by enum place_column, "" where unknown; borrowed */
	const char *words[LIKENESS_WORDS_MAX]; /* of the address, folded; without numbers, small words, kinds of streets
						*/
	size_t len;
	const char *number; /* of the house; "" */
};

/* Texts live in the arena. */
void likeness_prepare(struct likeness_side *s, const struct words *w, struct arena *a, const char *const *value);
enum likeness likeness_of(const struct likeness_side *x, const struct likeness_side *y);

#endif
