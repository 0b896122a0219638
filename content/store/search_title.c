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
	struct name_word first_stems[TITLE_WORDS_MAX]; /* in language 0 */
	int len;
	bool marked[TITLE_WORDS_MAX];
};

/* Does word `at` of the title answer word `i` of the question? */
static bool answers(const struct question *q, int i, const struct title_words *t, int at)
{
	const char *asked = q->words[i].text;
	const char *word = t->at[at].text;
	return strcmp(asked, word) == 0 || strcmp(q->stems[i], t->stems[at]) == 0 ||
	       strcmp(q->first_stems[i].stem, t->first_stems[at].stem) == 0 || (q->open[i] && str_starts(word, asked));
}

/* Another name of something that was asked for, at word `from` of the title: how many words long, 0 when there is none.
 */
static int other_name(const struct search_index *s, int group, const struct title_words *t, int from)
{
	const struct name *n = name_list_find(&s->names, t->first_stems, t->len, from, 1U << NAME_SYNONYM, NULL);
	return n && n->group == group ? n->len : 0;
}

static void mark_word(const struct search_index *s, const struct question *q, struct title_words *t, int at)
{
	for (int i = 0; i < q->len; i++) {
		const struct name *said = question_synonym(q, i);
		int words = said ? other_name(s, said->group, t, at) : 0;
		if (words == 0 && answers(q, i, t, at)) {
			words = 1;
		}
		for (int k = 0; k < words; k++) {
			t->marked[at + k] = true;
		}
	}
}

void title_mark(const struct search_index *s, const struct question *q, const char *text, struct search_hit *hit)
{
	const struct search_language *l = q->language;
	struct title_words t;
	size_t len = strnlen(text, UINT16_MAX);
	size_t at = 0;
	t.len = 0;
	while (t.len < TITLE_WORDS_MAX && word_next(l, text, len, &at, &t.at[t.len])) {
		const struct word *w = &t.at[t.len];
		if (word_is_stop(l, w->text)) {
			continue;
		}
		word_stem(l, w->text, w->len, t.stems[t.len]);
		word_stem(&s->languages.at[LANGUAGE_MAIN], w->text, w->len, t.first_stems[t.len].stem);
		t.marked[t.len++] = false;
	}
	for (int i = 0; i < t.len; i++) {
		mark_word(s, q, &t, i);
	}
	for (int i = 0; i < t.len; i++) {
		if (t.marked[i]) {
			add_range(hit, &t.at[i], text);
		}
	}
}
