/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage.h - how often something was done or said on a unit: counts by period
 *
 * A row counts one thing in a day or a month. Nothing in it tells visits apart: a visit adds to several rows, and no
 * row names another. The interface writes two such files (kiosk/PRIVACY.md): usage.tsv, what visitors use, and
 * reports.tsv, records that a visitor said are wrong. borne-syncd and borne-unit read them. Text:
 *
 *	borne-usage 1
 *	2026-11-24	visits		14
 *	2026-11	theme	emploi	148
 *
 * Parsing is pure and fuzzed; any thread. */
#ifndef BASE_USAGE_H
#define BASE_USAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum usage_what {
	USAGE_VISITS,
	USAGE_MINUTES,  /* all visits together */
	USAGE_LANGUAGE, /* at the end of the visit; key: its code */
	USAGE_THEME,    /* the first one touched; key: its id, as of the next ones */
	USAGE_ARTICLE,
	USAGE_PLACE,
	USAGE_ANSWER,    /* of the questionnaire: "question/answer" */
	USAGE_LEVEL,     /* that it found: "information", "advice", "support" */
	USAGE_NETWORK,   /* that it named */
	USAGE_OPTION,    /* an accessibility option that was used */
	USAGE_TAKEN,     /* a code to take away was opened */
	USAGE_NOT_FOUND, /* words that were searched in vain, by USAGE_LEAST visits at least */
	USAGE_WRONG,     /* of reports.tsv: "place/ID/REASON", "article/ID/REASON" */
	USAGE_KINDS
};
/* The word of the files: "theme". A constant. */
const char *usage_word(enum usage_what what);

/* day 0: the month as a whole. */
struct usage_period {
	int16_t year;
	int8_t month, day;
};
/* < 0: a lies before b; a month lies before its days. */
int usage_period_compare(struct usage_period a, struct usage_period b);

enum {
	USAGE_LEAST = 5, /* a smaller count is neither shown nor told: it could be one person's */
	USAGE_KEY_BYTES = 96,
	USAGE_ROWS_MAX = 6000,
	USAGE_BYTES_MAX = 1 << 20,
};

struct usage_row {
	struct usage_period period;
	enum usage_what what;
	uint32_t count;
	char key[USAGE_KEY_BYTES]; /* "" where there is one thing only */
};

/* Owned rows, by period, then in the order of enum usage_what, then the largest first once usage_sort() was called. A
 * zeroed one is empty. */
struct usage {
	struct usage_row *at;
	size_t len, capacity;
};

void usage_finish(struct usage *u);
/* Counts `by` more. A key that is too long is cut; control characters in it are left out. Where there are
 * USAGE_ROWS_MAX rows those of the oldest period make room. */
void usage_add(struct usage *u, struct usage_period period, enum usage_what what, const char *key, uint32_t by);
/* 0 where there is no such row. */
uint32_t usage_count(const struct usage *u, struct usage_period period, enum usage_what what, const char *key);
/* Removes what lies before `first`. */
void usage_forget(struct usage *u, struct usage_period first);
void usage_sort(struct usage *u);
/* Appends the file, without rows of less than `least`. */
void usage_write(const struct usage *u, uint32_t least, struct buf *out);
/* Into an empty one. */
MUST_USE bool usage_parse(const char *text, size_t len, struct usage *out, struct err *e);

#endif
