/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding things in a catalogue: pure. catalogue_load.c fills it. */
#include "store/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

const char *text_in(const struct text *t, unsigned lang)
{
	if (lang < CATALOGUE_LANGUAGES_MAX && t->in[lang]) {
		return t->in[lang];
	}
	return t->in[0] ? t->in[0] : "";
}

static int compare_keys(const void *key, const void *string)
{
	return strcmp(key, ((const struct catalogue_string *)string)->key);
}

const struct catalogue_string *catalogue_find_string(const struct catalogue *c, const char *key)
{
	return c->strings_len > 0 ? bsearch(key, c->strings, c->strings_len, sizeof *c->strings, compare_keys) : NULL;
}

const char *catalogue_string(const struct catalogue *c, const char *key, unsigned lang)
{
	const struct catalogue_string *s = catalogue_find_string(c, key);
	const char *words = s ? text_in(&s->text, lang) : "";
	return words[0] ? words : key;
}

/* Lists are short, or asked for once a screen: a plain walk. */
#define FIND(array, len, field, wanted)                                                                                \
	do {                                                                                                           \
		for (size_t i = 0; i < (len); i++) {                                                                   \
			if (str_equal((array)[i].field, (wanted))) {                                                   \
				return &(array)[i];                                                                    \
			}                                                                                              \
		}                                                                                                      \
		return NULL;                                                                                           \
	} while (0)

#define FIND_ROW(array, len, wanted)                                                                                   \
	do {                                                                                                           \
		for (size_t i = 0; i < (len); i++) {                                                                   \
			if ((array)[i].row == (wanted)) {                                                              \
				return &(array)[i];                                                                    \
			}                                                                                              \
		}                                                                                                      \
		return NULL;                                                                                           \
	} while (0)

const struct site *catalogue_find_site(const struct catalogue *c, const char *id)
{
	FIND(c->sites, c->sites_len, id, id);
}

const struct site *catalogue_site(const struct catalogue *c, const char *id)
{
	if (!id || !id[0]) {
		return c->sites_len > 0 ? &c->sites[0] : NULL;
	}
	return catalogue_find_site(c, id);
}

void catalogue_nearest_sites(const struct catalogue *c, struct nearest *nearest)
{
	for (size_t i = 0; i < c->sites_len; i++) {
		nearest_offer(nearest, c->sites[i].id);
	}
}

const struct theme *catalogue_find_theme_row(const struct catalogue *c, int64_t row)
{
	FIND_ROW(c->themes, c->themes_len, row);
}

const struct network *catalogue_find_network_row(const struct catalogue *c, int64_t row)
{
	FIND_ROW(c->networks, c->networks_len, row);
}

const struct article_head *catalogue_find_article_row(const struct catalogue *c, int64_t row)
{
	size_t low = 0;
	size_t high = c->articles_len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct article_head *a = &c->articles[c->articles_by_row[middle]];
		if (a->row == row) {
			return a;
		}
		if (a->row < row) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return NULL;
}

static int compare_place_row(const void *key, const void *place)
{
	int64_t wanted = *(const int64_t *)key;
	int64_t row = ((const struct place *)place)->row;
	return wanted < row ? -1 : wanted > row;
}

const struct place *catalogue_find_place_row(const struct catalogue *c, int64_t row)
{
	if (c->places_len == 0) {
		return NULL;
	}
	return bsearch(&row, c->places, c->places_len, sizeof *c->places, compare_place_row);
}
