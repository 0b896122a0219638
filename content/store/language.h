/* SPDX-License-Identifier: GPL-3.0-or-later */
/* language.h - what a language needs besides its words
 *
 * The rules of a language stand in its file assets/strings/<code>.po, under the keys of the table in language.c
 * (content/FORMAT.md describes each). The compiler of packs checks them with language_rule_check() and writes them into
 * content.sqlite like words; the kiosk and the search read them from there. Content of an earlier compiler has none:
 * then the rules of the .po files that the firmware was built with hold. Pure. */
#ifndef STORE_LANGUAGE_H
#define STORE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum language_rule {
	LANGUAGE_DIRECTION,    /* "ltr" or "rtl" */
	LANGUAGE_VOICE,        /* name of an espeak-ng voice */
	LANGUAGE_LINE_BREAKS,  /* language whose quotation marks decide where a line may end (libunibreak) */
	LANGUAGE_STEMMER,      /* name of a Snowball algorithm */
	LANGUAGE_ELISIONS,     /* list: words dropped before an apostrophe by searches */
	LANGUAGE_STOP_WORDS,   /* list: words that searches leave out */
	LANGUAGE_ENDINGS,      /* list of "ending:replacement": what searches change before stemming */
	LANGUAGE_KEYS_LETTERS, /* list: rows of the keyboard's pages */
	LANGUAGE_KEYS_ACCENTS, /* may be "-": no such page */
	LANGUAGE_KEYS_DIGITS,
	LANGUAGE_NO_BREAK_BEFORE, /* list: marks that stand behind a no-break space */
	LANGUAGE_NO_BREAK_AFTER,  /* list: marks that a no-break space follows */
	LANGUAGE_SOUNDS,          /* list of "letters:sound": words that sound alike to a search; may be left out */
	LANGUAGE_DAYS,            /* list of "word:day": words of a search for days; may be left out */
	LANGUAGE_AVOID,           /* list: endings that no word may have, right behind a letter; may be left out */
	LANGUAGE_ABBREVIATIONS,   /* list: words whose full stop ends no sentence; may be left out */
	LANGUAGE_RULES,
};

/* The value of a rule that a language has no use for. */
#define LANGUAGE_NONE "-"

enum {
	LANGUAGE_MAIN = 0,        /* index of a pack's reference language: what is not translated is read in it */
	LANGUAGE_ITEMS_MAX = 400, /* of a list */
	LANGUAGE_ITEM_BYTES_MAX = 48,
	LANGUAGE_KEY_ROWS = 3, /* of a page of the keyboard */
	LANGUAGE_ROW_KEYS_MAX = 12,
};

/* Its key among the strings of a language, such as "rule.voice". */
const char *language_rule_key(enum language_rule rule);
/* What a language without the rule gets, when the firmware does not know the language either. */
const char *language_rule_default(enum language_rule rule);
/* A language without it is complete: it has no use for the rule. */
bool language_rule_is_optional(enum language_rule rule);
/* What the items of LANGUAGE_DAYS say behind their colon besides weekdays, which are digits: 1 is Monday. */
#define LANGUAGE_TODAY "today"
#define LANGUAGE_TOMORROW "tomorrow"
/* False: *e names the rule, what is wrong with the text, and what is expected. */
MUST_USE bool language_rule_check(enum language_rule rule, const char *text, struct err *e);
/* The text of assets/strings/<code>.po when this program was built; NULL: it had no such language. */
const char *language_builtin(const char *code, enum language_rule rule);
/* The language of the words that are built in, such as "fr". */
const char *language_builtin_code(void);
/* Items of a list are separated by blanks. Begin with *at = text; false at the end. LANGUAGE_NONE has none. */
bool language_next(const char **at, const char **item, size_t *len);

#endif
