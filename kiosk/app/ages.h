/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ages.h - when the parts of the content were checked, and what of them is older than its theme allows
 *
 * Plain values, worked out when the page that shows them is opened: a walk over all records. */
#ifndef APP_AGES_H
#define APP_AGES_H

#include "store/catalogue.h"

enum { AGES_SOURCES_MAX = 12 };

/* Records that were checked together or one by one. */
struct age {
	const char *source;         /* of places: as the pack has it; NULL: several */
	int count, stale;           /* records; those of them to be checked again */
	struct date oldest, newest; /* unset: no record says when it was checked */
};

struct ages {
	struct age articles, contacts;
	struct age sources[AGES_SOURCES_MAX + 1]; /* of places, most places first; the last one all other sources */
	int sources_len;
};

/* Measures `c` as of that day. Texts are borrowed from it. */
void ages_measure(const struct catalogue *c, struct date today, struct ages *out);

#endif
