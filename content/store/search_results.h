/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_results.h - who asks a search, and what it found, as plain values */
#ifndef STORE_SEARCH_RESULTS_H
#define STORE_SEARCH_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SEARCH_HITS_MAX = 80,
	SEARCH_RANGES_MAX = 4,
	SEARCH_SUGGESTIONS_MAX = 6,
	SEARCH_SUGGESTION_BYTES = 48,
};

/* Who asks, and where. */
struct search_asker {
	unsigned lang;     /* index of the catalogue's languages; words of language 0 are always found as well */
	bool professional; /* also what stands in the professionals' space */
	bool located;      /* else places are not ordered by nearness */
	double lat, lon;   /* degrees */
	int weekday;       /* today, 0 is Monday; -1: not known, and words for today mean nothing */
};

enum hit_kind { HIT_ARTICLE, HIT_PLACE, HIT_THEME, HIT_NETWORK };
enum { HIT_KINDS = HIT_NETWORK + 1 };

/* Bytes of the title (place name, network name...) that matched, for bold; on character boundaries. */
struct hit_range {
	uint16_t from, to;
};

struct search_hit {
	enum hit_kind kind;
	int64_t row;       /* catalogue_find_..._row() */
	bool professional; /* an article or theme of the professionals' space */
	struct hit_range ranges[SEARCH_RANGES_MAX];
	int ranges_len;
};

struct search_results {
	struct search_hit hits[SEARCH_HITS_MAX]; /* best first; places of equal merit by nearness */
	size_t hits_len;
	size_t totals[HIT_KINDS]; /* matches of each kind; hits has the first of them */
	size_t total;             /* of all kinds */
	/* « Mots proposés »: completions of the last word, or the words meant when one was misspelt. */
	char suggestions[SEARCH_SUGGESTIONS_MAX][SEARCH_SUGGESTION_BYTES];
	size_t suggestions_len;
	/* Not empty: nothing had the words as typed, and these were looked for in their place. */
	char corrected[SEARCH_SUGGESTION_BYTES * 2];
	unsigned days; /* weekdays that were asked for, as places are open on them: bit 0 is Monday */
	/* Not empty: the town that was named has none of these places, and they are those around it, nearest first. */
	char around[SEARCH_SUGGESTION_BYTES];
};

#endif
