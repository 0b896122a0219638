/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/words.h"

#include <string.h>

#include "base/plural.h"
#include "base/str.h"

static const struct {
	const char *language;
	const char *key;
	int form; /* 0 for a text without a number */
	const char *text;
} rows[] = {
#include "base/words.inc"
};

static const char *find_form(const char *language, const char *key, int form)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].form == form && str_equal(rows[i].key, key) && str_equal(rows[i].language, language)) {
			return rows[i].text;
		}
	}
	return NULL;
}

const char *words_find(const char *language, const char *key)
{
	const char *text = find_form(language, key, 0);
	return text ? text : find_form(WORDS_ENGLISH, key, 0);
}

const char *words_count(const char *language, const char *key, unsigned long n)
{
	const char *from = find_form(language, key, 0) ? language : WORDS_ENGLISH;
	const char *rule = find_form(from, PLURAL_RULE_KEY, 0);
	struct plural p;
	int form = rule && plural_parse(rule, &p, NULL) ? plural_form(&p, n) : 0;
	const char *text = find_form(from, key, form);
	return text ? text : find_form(from, key, 0);
}

/* The value whose "{name}" is at `at`; NULL: none. */
static const struct words_value *value_at(const char *at, const struct words_value *values)
{
	for (const struct words_value *v = values; v && v->name; v++) {
		size_t len = strlen(v->name);
		if (strncmp(at + 1, v->name, len) == 0 && at[1 + len] == '}') {
			return v;
		}
	}
	return NULL;
}

void words_fill(struct buf *out, const char *text, const struct words_value *values)
{
	while (*text) {
		const struct words_value *v = *text == '{' ? value_at(text, values) : NULL;
		if (v) {
			buf_add_text(out, v->text);
			text += strlen(v->name) + 2;
		} else {
			buf_add_char(out, *text++);
		}
	}
}

const char *words_main(void)
{
	return WORDS_MAIN;
}

bool words_has_language(const char *language)
{
	return find_form(language, PLURAL_RULE_KEY, 0) != NULL;
}

const char *words_language(size_t i)
{
	for (size_t row = 0; row < ARRAY_LEN(rows); row++) {
		bool first = true;
		for (size_t before = 0; before < row && first; before++) {
			first = !str_equal(rows[before].language, rows[row].language);
		}
		if (first && i-- == 0) {
			return rows[row].language;
		}
	}
	return NULL;
}
