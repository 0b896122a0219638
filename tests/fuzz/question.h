/* SPDX-License-Identifier: GPL-3.0-or-later */
/* question.h - a question to a search, and what every answer keeps to */
#ifndef FUZZ_QUESTION_H
#define FUZZ_QUESTION_H

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/search.h"

/* `whole`: the index is sound, so that an answer must come. */
static inline void question_ask(struct search *s, const uint8_t *data, size_t size, bool whole)
{
	struct search_results r = { .hits_len = 0 };
	struct err e = { 0 };
	unsigned how = size > 0 ? data[0] : 0;
	size_t limit = how % 64;
	CLEANUP(free_ptr) char *text = mem_strndup(size > 1 ? (const char *)data + 1 : "", size > 1 ? size - 1 : 0);
	const struct search_asker asker = { .lang = how / 64,
		.professional = how % 2 != 0,
		.located = how % 4 > 1,
		.lat = 46.27,
		.lon = 4.89,
		.weekday = (int)(how % 8) - 1 };
	if (!search_query(s, text, &asker, limit, &r, &e)) {
		if (whole || e.message[0] == '\0') {
			abort();
		}
		return;
	}
	bool good = r.hits_len <= SEARCH_HITS_MAX && r.hits_len <= limit &&
		    r.suggestions_len <= SEARCH_SUGGESTIONS_MAX && memchr(r.corrected, '\0', sizeof r.corrected) &&
		    memchr(r.around, '\0', sizeof r.around) && utf8_valid(r.around, strlen(r.around)) &&
		    r.total >= r.hits_len && utf8_valid(r.corrected, strlen(r.corrected));
	for (size_t i = 0; good && i < r.hits_len; i++) {
		const struct search_hit *hit = &r.hits[i];
		good = hit->kind <= HIT_NETWORK && hit->ranges_len >= 0 && hit->ranges_len <= SEARCH_RANGES_MAX;
		for (int k = 0; good && k < hit->ranges_len; k++) {
			good = hit->ranges[k].from < hit->ranges[k].to;
		}
	}
	for (size_t i = 0; good && i < r.suggestions_len; i++) {
		good = memchr(r.suggestions[i], '\0', SEARCH_SUGGESTION_BYTES) &&
		       utf8_valid(r.suggestions[i], strlen(r.suggestions[i]));
	}
	if (!good) {
		abort();
	}
}

#endif
