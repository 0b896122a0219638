/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/alike.h"

#include <string.h>

#include "base/str.h"
#include "store/search_words.h"

enum { LETTERS_MIN = 3 };

static size_t read_words(const char *text, struct word words[ALIKE_WORDS_MAX])
{
	size_t n = 0;
	size_t at = 0;
	size_t len = strlen(text);
	while (n < ALIKE_WORDS_MAX && word_next(NULL, text, len, &at, &words[n])) {
		n += words[n].len >= LETTERS_MIN;
	}
	return n;
}

bool alike_names(const char *x, const char *y)
{
	struct word a[ALIKE_WORDS_MAX];
	struct word b[ALIKE_WORDS_MAX];
	size_t a_len = read_words(x, a);
	size_t b_len = read_words(y, b);
	size_t common = 0;
	for (size_t i = 0; i < a_len; i++) {
		for (size_t k = 0; k < b_len; k++) {
			if (str_equal(a[i].text, b[k].text)) {
				common++;
				break;
			}
		}
	}
	size_t least = a_len < b_len ? a_len : b_len;
	return common > 0 && common * 2 >= least;
}
