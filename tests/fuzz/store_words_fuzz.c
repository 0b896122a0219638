/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody types: words come out folded, in order, inside the text. */
#include <libstemmer.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/search_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct word w;
	struct word last = { .len = 0 };
	size_t end = 0;
	struct sb_stemmer *stemmer = word_stemmer("fr");
	for (size_t at = 0; word_next((const char *)data, size, &at, &w);) {
		char stem[WORD_BYTES];
		if (w.len == 0 || w.from < end || w.to > size || w.from >= w.to || strchr(w.text, '"') ||
				strlen(w.text) != w.len) {
			abort();
		}
		end = w.to;
		word_stem(stemmer, w.text, w.len, stem);
		int whole = word_distance(last.text, w.text, 2, false);
		if (word_distance(last.text, w.text, 2, true) > whole || word_distance(w.text, w.text, 2, false) != 0) {
			abort();
		}
		last = w;
	}
	sb_stemmer_delete(stemmer);
	return 0;
}
