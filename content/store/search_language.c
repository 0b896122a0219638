/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a language as searches use them: lists folded and sorted, a stemmer made. */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/search_words.h"

enum { STEMMER, ELISIONS, STOPS, ENDINGS, SOUNDS, DAYS };
const enum language_rule search_rules[SEARCH_RULES] = {
	[STEMMER] = LANGUAGE_STEMMER,
	[ELISIONS] = LANGUAGE_ELISIONS,
	[STOPS] = LANGUAGE_STOP_WORDS,
	[ENDINGS] = LANGUAGE_ENDINGS,
	[SOUNDS] = LANGUAGE_SOUNDS,
	[DAYS] = LANGUAGE_DAYS,
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words of the text and of `more`, folded. */
static struct word_list read_list(const char *text, const struct word_list *more, struct arena *arena)
{
	struct word_list list = { ARENA_ARRAY(arena, const char *, LANGUAGE_ITEMS_MAX + more->len), more->len };
	const char *item;
	size_t len;
	if (more->len > 0) {
		memcpy(list.at, more->at, more->len * sizeof *list.at);
	}
	for (const char *at = text; language_next(&at, &item, &len);) {
		struct word w;
		size_t from = 0;
		if (word_next(NULL, item, len, &from, &w)) {
			list.at[list.len++] = arena_strdup(arena, w.text);
		}
	}
	if (list.len > 1) {
		qsort(list.at, list.len, sizeof *list.at, by_text);
	}
	return list;
}

/* A list of from:to. */
static struct word_ending *read_pairs(const char *text, struct arena *arena, size_t *pairs_len)
{
	const char *item;
	size_t len;
	struct word_ending *pairs = ARENA_ARRAY(arena, struct word_ending, LANGUAGE_ITEMS_MAX);
	*pairs_len = 0;
	for (const char *at = text; language_next(&at, &item, &len);) {
		struct word_ending *e = &pairs[(*pairs_len)++];
		const char *colon = memchr(item, ':', len);
		e->from_len = (size_t)(colon - item);
		e->to_len = len - e->from_len - 1;
		e->from = arena_strndup(arena, item, e->from_len);
		e->to = arena_strndup(arena, colon + 1, e->to_len);
	}
	return pairs;
}

bool search_languages_add(struct search_languages *l, const char *const texts[SEARCH_RULES], struct arena *arena,
		struct err *e)
{
	static const struct word_list none = { 0 };
	if (l->len == ARRAY_LEN(l->at)) {
		return fail_kind(e, ERR_FORMAT, "more than %zu languages", ARRAY_LEN(l->at));
	}
	for (int i = 0; i < SEARCH_RULES; i++) {
		if (!language_rule_check(search_rules[i], texts[i], e)) {
			return false;
		}
	}
	bool first = l->len == LANGUAGE_MAIN;
	struct search_language *made = &l->at[l->len++];
	made->elisions = read_list(texts[ELISIONS], first ? &none : &l->at[LANGUAGE_MAIN].elisions, arena);
	made->stops = read_list(texts[STOPS], first ? &none : &l->at[LANGUAGE_MAIN].stops, arena);
	made->endings = read_pairs(texts[ENDINGS], arena, &made->endings_len);
	made->sounds = read_pairs(texts[SOUNDS], arena, &made->sounds_len);
	made->days = read_pairs(texts[DAYS], arena, &made->days_len);
	made->stemmer = str_equal(texts[STEMMER], LANGUAGE_NONE) ? NULL : sb_stemmer_new(texts[STEMMER], "UTF_8");
	return true;
}

void search_languages_finish(struct search_languages *l)
{
	for (unsigned i = 0; i < l->len; i++) {
		sb_stemmer_delete(l->at[i].stemmer);
	}
	l->len = 0;
}
