/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limits.h - how long, how many and how large anything in content.sqlite may be
 *
 * One table for all: borne-publish check names file and line of what is beyond it, and limits_check() holds a file
 * against it when it is built, published, installed and opened for the first time. What passes can be laid out in
 * bounded time and memory. A column of schema.sql without a line here is refused by a test. FORMAT.md part 2. */
#ifndef STORE_LIMITS_H
#define STORE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

enum limit_type {
	LIMIT_TEXT,    /* UTF-8 without NUL; min and max in bytes */
	LIMIT_BODY,    /* an article's blocks, see store/article.h; in bytes */
	LIMIT_INTEGER, /* min to max */
	LIMIT_REAL,    /* finite, min to max */
};

struct limit {
	const char *table, *column; /* of schema.sql; "words/" and a field for the words of that field */
	enum limit_type type;
	int64_t min, max;
	bool null;        /* may be absent */
	const char *what; /* for messages: "the name of a place"; NULL where staff never write it */
};

/* The words of a record: limits_find(LIMITS_WORDS, field). */
#define LIMITS_WORDS "words/"

enum {
	LIMITS_MEMORY_BYTES_MAX = 64 * 1024 * 1024, /* all texts that a catalogue keeps in memory */
	LIMITS_HOURS_BYTES_MAX = 16 * 1024 * 1024,  /* its parsed opening hours, equal texts counted once */
};

/* Borrowed, for ever; NULL when there is none. A field of `words` without a line of its own has that of words.text. */
const struct limit *limits_find(const char *table, const char *column);
/* Largest number of rows; 0: no such table. */
size_t limits_rows(const char *table);
/* False: without a row of it there is nothing to show. */
bool limits_may_be_empty(const char *table);
/* All of them, those of a table one after the other. Borrowed, for ever. */
const struct limit *limits_all(size_t *len);

/* Every row of content.sqlite is within its limits, there is something to show (facts, a language, a theme), and every
 * article's text can be read. ERR_FORMAT names table, column and row. `db` was accepted by schema_check(). */
MUST_USE bool limits_check(struct db *db, struct err *e);

#endif
