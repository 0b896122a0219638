/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a language: one text for each, separated by lines. What the check accepts, the search and the keyboard
 * can use: words stay in their bounds and a page of keys has its rows. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/search_words.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look_at_list(enum language_rule rule, const char *text)
{
	const char *item;
	size_t len;
	int count = 0;
	for (const char *at = text; language_next(&at, &item, &len); count++) {
		need(len > 0 && len <= LANGUAGE_ITEM_BYTES_MAX && item >= text && item + len <= text + strlen(text));
	}
	need(count <= LANGUAGE_ITEMS_MAX);
	bool keys = rule == LANGUAGE_KEYS_LETTERS || rule == LANGUAGE_KEYS_DIGITS;
	need(!keys || count == LANGUAGE_KEY_ROWS);
}

static void use(const char *const texts[LANGUAGE_RULES], const char *words)
{
	struct arena *arena = arena_create(0);
	struct search_languages languages = { 0 };
	const char *rules[SEARCH_RULES];
	struct err e;
	for (int i = 0; i < SEARCH_RULES; i++) {
		rules[i] = texts[search_rules[i]];
	}
	/* Twice: the second language has the lists of the first as well. */
	need(search_languages_add(&languages, rules, arena, &e) && search_languages_add(&languages, rules, arena, &e));
	struct word w;
	char stem[WORD_BYTES];
	for (size_t at = 0; word_next(&languages.at[1], words, strlen(words), &at, &w);) {
		word_stem(&languages.at[1], w.text, w.len, stem);
		need(strlen(stem) < WORD_BYTES);
		need(word_is_stop(&languages.at[1], w.text) || !word_is_stop(&languages.at[0], w.text));
	}
	search_languages_finish(&languages);
	arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *all = mem_strndup((const char *)data, size);
	char *rest = all;
	const char *texts[LANGUAGE_RULES];
	for (enum language_rule rule = 0; rule < LANGUAGE_RULES; rule++) {
		const char *line = rest ? strsep(&rest, "\n") : NULL;
		struct err e;
		bool right = line && language_rule_check(rule, line, &e);
		texts[rule] = right ? line : language_rule_default(rule);
		if (rule >= LANGUAGE_ELISIONS) {
			look_at_list(rule, texts[rule]);
		}
	}
	use(texts, rest ? rest : "");
	free(all);
	return 0;
}
