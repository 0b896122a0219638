/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - texts for people that a program has without any content
 *
 * Rows made of .po files when the firmware is built (assets/strings/builtin.awk): the keys problem.*, rule.voice and
 * number.decimal of assets/strings, and all of assets/technician. A language is its .po file: a new one needs no line
 * of code. Constants; any thread. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/buf.h"

/* What logs and status.json are written in; it has every key. */
#define WORDS_ENGLISH "en"

/* {name} in a text stands for `text`. */
struct words_value {
	const char *name, *text;
};
/* Rows for words_fill() and those that call it: WORDS_VALUES({ "path", path }, { "site", site }). */
#define WORDS_VALUES(...) ((const struct words_value[]){ __VA_ARGS__, { NULL, NULL } })

/* The text of a key ("problem.tls") in a language ("fr"), in English when that language has none; NULL: there is no
 * such key. */
const char *words_find(const char *language, const char *key);
/* The form of a text with a number (msgstr[0], msgstr[1]...) that the language's Plural-Forms give for `n`. NULL: there
 * is no such key. */
const char *words_count(const char *language, const char *key, unsigned long n);
/* Appends `text` with its {name}s replaced. Others stay as they are. `values` may be NULL; a NULL name ends them. */
void words_fill(struct buf *out, const char *text, const struct words_value *values);

/* The language of people who chose none: that of the firmware (BUILTIN_LANGUAGE in the Makefile). */
const char *words_main(void);
/* The language has the texts of assets/technician. */
bool words_has_language(const char *language);
/* Code number `i` of those that have any text, in the order of the files; NULL: there are no more. */
const char *words_language(size_t i);

#endif
