/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plural.h - which form of a sentence a number takes
 *
 * The rule is data of each language: the value of the header "Plural-Forms" of a .po file, as in the manual of GNU
 * gettext ("nplurals=2; plural=(n > 1);"). The compiler of packs checks it and the kiosk evaluates it. Pure; bounded
 * whatever the text. */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stddef.h>

#include "base/err.h"

/* The key under which a language's rule stands among its strings; form 1 of "places.count" is "places.count#1". */
#define PLURAL_RULE_KEY "plural.forms"

enum {
	PLURAL_FORMS_MAX = 6,   /* Arabic */
	PLURAL_TEXT_MAX = 512,  /* bytes of a rule */
	PLURAL_STEPS_MAX = 128, /* numbers and operators of a rule */
};

/* Postfix: operands, then what is done with them. */
struct plural_step {
	unsigned char op;
	unsigned long number;
};

struct plural {
	int forms;
	size_t len;
	struct plural_step steps[PLURAL_STEPS_MAX];
};

/* False: *e says what is wrong with it. */
MUST_USE bool plural_parse(const char *text, struct plural *out, struct err *e);
/* 0 .. forms-1; a rule that gives more means the last. */
int plural_form(const struct plural *p, unsigned long n);

#endif
