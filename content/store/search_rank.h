/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_rank.h - which of the matching documents are shown, and in what order
 *
 * Private to content/store. Whole matches come before parts of one, and those by name before those by text. A network
 * that was called by its name comes first, with its nearest place behind it; then what explains, then where to go, the
 * nearest first. */
#ifndef STORE_SEARCH_RANK_H
#define STORE_SEARCH_RANK_H

#include "store/search_match.h"
#include "store/search_results.h"

enum rank_list { RANK_NETWORKS, RANK_TEXTS, RANK_PLACES, RANK_LISTS };

enum tier {
	TIER_NAMED, /* every part stands in its title or names */
	TIER_WHOLE, /* every part */
	TIER_PARTS, /* some */
};

struct ranked {
	uint32_t doc; /* index */
	enum tier tier;
	float points;
	int merit;    /* points in steps: places of equal merit are ordered by nearness */
	float metres; /* of a place: from the asker, or from the town that was named */
};

/* The best of each list, best first. */
struct ranking {
	struct ranked at[RANK_LISTS][SEARCH_HITS_MAX];
	size_t len[RANK_LISTS];
	size_t totals[HIT_KINDS];
	const struct name *around; /* places are those around this town, which has none; or NULL */
	struct ranked merged[RANK_LISTS * SEARCH_HITS_MAX];
	size_t merged_len;
};

/* Of what match_run() found for `q`. */
void rank_all(const struct match *m, const struct question *q, const struct search_asker *asker, struct ranking *out);

#endif
