/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gathered.h - what several sources say of one place, as one
 *
 * The newest record that may make a place gives it; the others give what it lacks. A
 * position is taken as a whole. One thread. */
#ifndef IMPORT_GATHERED_H
#define IMPORT_GATHERED_H

#include "import/placetable.h"

struct gathered {
	const struct placerow **rows; /* by id, the one that counts most first */
	size_t len;
};

/* Rows of memories, in the order in which sources of one day count. Borrowed; the array lives in the arena. */
void gathered_make(struct gathered *g, struct arena *a, const struct placetable *const *memories, size_t len);
/* All that is said of the place. *lent: in words, what of it older sources gave ("phone of 'list of 2019'"), "" for
 * nothing; may be NULL. False: nothing is said, or only by records that may not make a place. */
bool gathered_say(const struct gathered *g, struct arena *a, const char *id, struct placerow *out, const char **lent);

#endif
