/* SPDX-License-Identifier: GPL-3.0-or-later */
/* po_words.h - the words of assets/strings as a catalogue, for tests of what the kiosk says
 *
 * Includes after <cmocka.h>. One catalogue per test program. */
#ifndef TESTS_UNIT_PO_WORDS_H
#define TESTS_UNIT_PO_WORDS_H

#include "app/say.h"
#include "base/buf.h"
#include "base/fsutil.h"
#include "base/str.h"
#include "store/catalogue.h"

enum { FR, EN, AR, PT, TR, UK, PO_LANGUAGES, STRINGS_MAX = 1200 };

static struct catalogue_string strings[STRINGS_MAX];
static struct catalogue catalogue = { .strings = strings, .languages_len = PO_LANGUAGES };
static struct arena *arena;

static void put_words(const char *key, unsigned lang, const char *words)
{
	size_t i = 0;
	while (i < catalogue.strings_len && !str_equal(strings[i].key, key)) {
		i++;
	}
	assert_true(i < STRINGS_MAX);
	catalogue.strings_len = i == catalogue.strings_len ? i + 1 : catalogue.strings_len;
	strings[i].key = key;
	strings[i].text.in[lang] = arena_strdup(arena, words);
}

/* msgid "key" / msgstr "words", or msgstr[0] "form" and so on: all our .po files are made of such lines. */
static void read_po(const char *path, unsigned lang)
{
	static const char rule[] = "\"Plural-Forms: ";
	struct buf text = { 0 };
	struct err e = { 0 };
	assert_true(fs_read_file(path, 1 << 20, &text, &e));
	char *rest = text.bytes;
	const char *key = "";
	for (char *row; (row = strsep(&rest, "\n"));) {
		char *end = strrchr(row, '"');
		if (str_starts(row, rule)) {
			row[strlen(row) - 3] = '\0'; /* \n" */
			put_words("plural.forms", lang, row + sizeof rule - 1);
		} else if (str_starts(row, "msgid \"") && end > row + 7) {
			*end = '\0';
			key = arena_strdup(arena, row + 7);
		} else if (*key && str_starts(row, "msgstr \"") && end > row + 8) {
			*end = '\0';
			put_words(key, lang, row + 8);
		} else if (*key && str_starts(row, "msgstr[") && end > row + 11) {
			*end = '\0';
			put_words(arena_printf(arena, "%s#%c", key, row[7]), lang, row + 11);
			put_words(key, lang, row + 11); /* the last form */
		}
	}
	buf_finish(&text);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct catalogue_string *)a)->key, ((const struct catalogue_string *)b)->key);
}

static void read_words(void)
{
	arena = arena_create(0);
	static const char *const codes[PO_LANGUAGES] = { "fr", "en", "ar", "pt", "tr", "uk" };
	for (unsigned lang = 0; lang < PO_LANGUAGES; lang++) {
		read_po(arena_printf(arena, "assets/strings/%s.po", codes[lang]), lang);
	}
	catalogue.languages[AR].rtl = true;
	qsort(strings, catalogue.strings_len, sizeof *strings, by_key);
}

/* Of a group of tests. */
static int set_up(void **state)
{
	(void)state;
	read_words();
	return catalogue.strings_len > 100 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct voice voice(unsigned lang)
{
	return (struct voice){ .catalogue = &catalogue, .lang = lang, .arena = arena };
}

#endif
