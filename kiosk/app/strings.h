/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strings.h - words by number
 *
 * Every word that a visitor reads has an id here, a key in the .po files of assets/strings and those of the language
 * that the firmware was built with (BUILTIN_LANGUAGE of the Makefile) are built in for a unit without content.
 * Templates have {1}, {2}...: words come from outside, so they are never printf formats. Pure. */
#ifndef APP_STRINGS_H
#define APP_STRINGS_H

#include "base/arena.h"
#include "store/catalogue.h"

enum string_id {
#define STR(id, key) id,
#define STRN(id, key) id,
#include "app/strings.def"
#undef STRN
#undef STR
	STRING_COUNT
};

/* Borrowed; never NULL. `catalogue` may be NULL: the built-in words. */
const char *string_of(const struct catalogue *catalogue, unsigned lang, enum string_id id);
/* The form of a message with a number that the language has for n (base/plural.h). Borrowed; never NULL. */
const char *string_count(const struct catalogue *catalogue, unsigned lang, enum string_id id, unsigned long n);
/* It is a message with a number: string_count() has forms of it, string_of() the last one. */
const char *string_builtin(enum string_id id);
/* The string with key "prefix" + suffix ("access." + "plain-pied"); NULL when there is none. */
const char *string_by_key(const struct catalogue *catalogue, unsigned lang, const char *prefix, const char *suffix);
/* {1}, {2}, {3} replaced; a NULL argument ends the list and leaves its mark out. In the arena. */
const char *string_fill(struct arena *a, const char *template, const char *one, const char *two, const char *three);

#endif
