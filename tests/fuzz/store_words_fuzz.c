/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor types: words come out folded, in order, inside the text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"
#include "store/search_words.h"

static struct search_languages languages;
static struct arena *rules; /* theirs, for as long as the program runs */

static void read_language(void)
{
	const char *texts[SEARCH_RULES];
	struct err e;
	rules = arena_create(0);
	for (int i = 0; i < SEARCH_RULES; i++) {
		texts[i] = language_builtin(language_builtin_code(), search_rules[i]);
	}
	if (!search_languages_add(&languages, texts, rules, &e)) {
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct word w;
	struct word last = { .len = 0 };
	size_t end = 0;
	if (!rules) {
		read_language();
	}
	const struct search_language *language = &languages.at[0];
	for (size_t at = 0; word_next(language, (const char *)data, size, &at, &w);) {
		char stem[WORD_BYTES];
		if (w.len == 0 || w.from < end || w.to > size || w.from >= w.to || strchr(w.text, '"') ||
				strlen(w.text) != w.len) {
			abort();
		}
		end = w.to;
		word_stem(language, w.text, w.len, stem);
		int whole = nearest_distance(last.text, w.text, 2, false);
		if (nearest_distance(last.text, w.text, 2, true) > whole ||
				nearest_distance(w.text, w.text, 2, false) != 0) {
			abort();
		}
		last = w;
	}
	return 0;
}
