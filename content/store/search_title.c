/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_title.h"

#include <string.h>

#include "base/str.h"

enum { TITLE_WORDS_MAX = 24 };

static void add_range(struct search_hit *hit, const struct word *w, const char *title)
{
	if (hit->ranges_len > 0) {
		/* Neighbours with a blank between them become one. */
		struct hit_range *last = &hit->ranges[hit->ranges_len - 1];
		if (w->from == last->to + 1U && title[last->to] == ' ') {
			last->to = (uint16_t)w->to;
			return;
		}
	}
	if (hit->ranges_len < SEARCH_RANGES_MAX) {
		hit->ranges[hit->ranges_len++] = (struct hit_range){ (uint16_t)w->from, (uint16_t)w->to };
	}
}

struct title_words {
	struct word at[TITLE_WORDS_MAX];
	char stems[TITLE_WORDS_MAX][WORD_BYTES];
	int len;
	bool marked[TITLE_WORDS_MAX];
};

/* Does word `at` of the title answer word `i` of the question? The stems are of the same language, `first`: language 0.
 */
static bool answers(const struct question *q, int i, bool first, const struct title_words *t, int at)
{
	const char *asked = q->words[i].text;
	const char *word = t->at[at].text;
	const char *stem = first ? q->first_stems[i] : q->stems[i];
	return strcmp(asked, word) == 0 || strcmp(stem, t->stems[at]) == 0 ||
	       (question_is_open(q, i) && str_starts(word, asked));
}

/* Another name of something that was asked for, at word `from` of the title: how many words long, 0 when there is none.
 */
static int other_name(const struct search_index *s, int group, const struct title_words *t, int from)
{
	int longest = 0;
	for (size_t k = 0; k < s->synonyms_len; k++) {
		const struct synonym *y = &s->synonyms[k];
		int n = 0;
		while (y->group == group && n < y->words_len && from + n < t->len &&
				(strcmp(y->words[n], t->at[from + n].text) == 0 ||
						strcmp(y->stems[n], t->stems[from + n]) == 0)) {
			n++;
		}
		longest = n == y->words_len && n > longest ? n : longest;
	}
	return longest;
}

/* Bits of the words of the question that word `at` of the title answers. */
static unsigned mark_word(const struct search_index *s, bool first, const struct question *q, struct title_words *t,
		int at)
{
	unsigned found = 0;
	for (int i = 0; i < q->len; i++) {
		int words = q->groups[i] >= 0 ? other_name(s, q->groups[i], t, at) : 0;
		if (words == 0 && answers(q, i, first, t, at)) {
			words = 1;
		}
		for (int k = 0; k < words; k++) {
			t->marked[at + k] = true;
		}
		found |= words > 0 ? 1U << i : 0;
	}
	return found;
}

unsigned title_mark(const struct search_index *s, unsigned lang, const struct question *q, const char *text,
		struct search_hit *hit)
{
	struct title_words t;
	unsigned found = 0;
	size_t len = strnlen(text, UINT16_MAX);
	size_t at = 0;
	t.len = 0;
	while (t.len < TITLE_WORDS_MAX && word_next(&s->languages.at[lang], text, len, &at, &t.at[t.len])) {
		word_stem(&s->languages.at[lang], t.at[t.len].text, t.at[t.len].len, t.stems[t.len]);
		t.marked[t.len++] = false;
	}
	for (int i = 0; i < t.len; i++) {
		found |= mark_word(s, lang == LANGUAGE_MAIN, q, &t, i);
	}
	for (int i = 0; hit && i < t.len; i++) {
		if (t.marked[i]) {
			add_range(hit, &t.at[i], text);
		}
	}
	return found;
}
