/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account.h - what an import does to a pack, line by line, for people to review
 *
 * The same input gives the same text. One thread. */
#ifndef IMPORT_ACCOUNT_H
#define IMPORT_ACCOUNT_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "compile/report.h"

enum account_part {
	ACCOUNT_ADDED,
	ACCOUNT_CHANGED,
	ACCOUNT_REMOVED,
	ACCOUNT_KEPT,   /* values written by hand, which the source says otherwise */
	ACCOUNT_JOINED, /* records that are one place with others */
	ACCOUNT_LEFT,   /* rows that made no place, for a reason that a rule gives */
	ACCOUNT_PARTS
};

struct account {
	struct arena *arena;
	const char **lines[ACCOUNT_PARTS];
	size_t len[ACCOUNT_PARTS];
};

void account_add(struct account *a, enum account_part part, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* All parts that have lines, as Markdown, then what was not understood: the findings of the report. */
void account_print(const struct account *a, const struct report *r, const char *title, struct buf *out);
/* "3 added, 0 changed, ..." */
void account_summary(const struct account *a, struct buf *out);

#endif
