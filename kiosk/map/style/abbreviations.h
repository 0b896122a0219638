/* SPDX-License-Identifier: GPL-3.0-or-later */
/* abbreviations.h - shorter words for names that find no room, as street signs and maps of a country have them
 *
 * A style holds them, in its "metadata" (which the MapLibre style specification leaves to programs), as
 *   "borne:abbreviations": [["boulevard", "bd", "first", 1], ["saint", "St", "any", 1], ["strasse", "str.", "end", 1]]
 * word, what it becomes, where it stands, degree. Pure. */
#ifndef STYLE_ABBREVIATIONS_H
#define STYLE_ABBREVIATIONS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { ABBREVIATIONS_MAX = 256, ABBREVIATION_BYTES = 32, ABBREVIATION_DEGREES = 2 };
#define ABBREVIATIONS_KEY "borne:abbreviations"

enum abbreviation_where {
	ABBREVIATION_FIRST, /* the first word of a name, before others */
	ABBREVIATION_ANY,   /* any word but the last */
	ABBREVIATION_END,   /* the end of the last word: Landstrasse */
};

struct abbreviation {
	const char *word; /* compared without regard to the case of ASCII letters */
	size_t len;       /* bytes of word */
	const char *shorter;
	enum abbreviation_where where;
	int degree; /* 1: taken first, to ABBREVIATION_DEGREES */
};

struct abbreviations {
	const struct abbreviation *at; /* in the arena */
	size_t len;
};

/* Called for a row that is left out, with its number from 0. */
typedef void (*abbreviations_warning)(void *ctx, size_t row, const char *why);
/* Rows that cannot be used are left out, and those past ABBREVIATIONS_MAX. `list` may be NULL: there are none. */
struct abbreviations abbreviations_read(const json_t *list, struct arena *arena, abbreviations_warning warn, void *ctx);

#endif
