/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/likeness.h"

#include <string.h>

#include "base/str.h"
#include "compile/alike.h"

enum { NUMBER_DIGITS_MAX = 4 };

void likeness_prepare(struct likeness_side *s, const struct words *w, struct arena *a, const char *const *value)
{
	*s = (struct likeness_side){ .value = value, .number = "" };
	bool of_box = false; /* the number belongs to a box of mail */
	for (const char *at = words_folded(a, value[PLACE_ADDRESS]); *at;) {
		size_t len = strcspn(at, " ");
		const char *word = arena_strndup(a, at, len);
		at += len + strspn(at + len, " ");
		bool number = strspn(word, "0123456789") == len;
		bool box = words_find(&w->last, word) >= 0;
		if (number && !of_box && !s->number[0] && len <= NUMBER_DIGITS_MAX) {
			s->number = word;
		}
		bool counts = !number && !box && len > 1 && words_find(&w->small, word) < 0 &&
			      words_find(&w->streets, word) < 0;
		if (counts && s->len < LIKENESS_WORDS_MAX) {
			s->words[s->len++] = word;
		}
		of_box = box;
	}
}

static size_t in_common(const struct likeness_side *x, const struct likeness_side *y)
{
	size_t common = 0;
	for (size_t i = 0; i < x->len; i++) {
		for (size_t k = 0; k < y->len; k++) {
			if (str_equal(x->words[i], y->words[k])) {
				common++;
				break;
			}
		}
	}
	return common;
}

static bool same(const char *x, const char *y)
{
	return x[0] && str_equal(x, y);
}

enum likeness likeness_of(const struct likeness_side *x, const struct likeness_side *y)
{
	if (!str_equal(x->value[PLACE_INSEE], y->value[PLACE_INSEE]) ||
			!str_equal(x->value[PLACE_NETWORK], y->value[PLACE_NETWORK]) ||
			(x->number[0] && y->number[0] && !str_equal(x->number, y->number))) {
		return LIKE_NOT;
	}
	size_t common = in_common(x, y);
	size_t least = x->len < y->len ? x->len : y->len;
	bool number = same(x->number, y->number);
	bool whole = common > 0 && common == least && (number || (!x->number[0] && !y->number[0]));
	bool most = common > 0 && common * 2 >= least;
	bool phone = same(x->value[PLACE_PHONE], y->value[PLACE_PHONE]);
	if (!most && !phone) {
		return LIKE_NOT;
	}
	bool name = alike_names(x->value[PLACE_NAME], y->value[PLACE_NAME]);
	if ((whole && (phone || name)) || (most && phone && name)) {
		return LIKE_SURELY;
	}
	return most || (phone && name) ? LIKE_PERHAPS : LIKE_NOT;
}
