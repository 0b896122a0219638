/* SPDX-License-Identifier: GPL-3.0-or-later */
/* placetable.h - places.csv and what imports remember, as rows that can be written back
 *
 * A row that is not changed is written byte for byte as it was read, so that a diff of the
 * file shows what an import did and nothing else. PACK/import/<source>.csv has the columns
 * of places.csv behind `key` (the source's own) and `fill`: what the source said when it
 * was imported last. One thread. */
#ifndef IMPORT_PLACETABLE_H
#define IMPORT_PLACETABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "compile/pack.h"
#include "compile/place_columns.h"

struct placerow {
	int line;                         /* 0: new */
	const char *value[PLACE_COLUMNS]; /* "" where the table has no such column */
	const char *key;                  /* memory only, else "" */
	bool fill;                        /* memory only */
	const char *raw;                  /* the line as read, with its end; NULL: written anew */
	size_t raw_len;
	bool gone; /* not written */
};

enum { PLACETABLE_COLUMNS_MAX = PLACE_COLUMNS + 2 };

struct placetable {
	struct arena *arena;
	const char *file;
	bool memory;
	int columns[PLACETABLE_COLUMNS_MAX]; /* enum place_column, or one of the two below, in the order of the file */
	size_t columns_len;
	bool header_changed;
	struct placerow *rows;
	size_t len;
};

/* Reads the table; one that is absent is empty. All lives in the arena. False: *e says what is wrong, with the line. */
MUST_USE bool placetable_read(struct placetable *t, struct arena *a, const char *file, bool memory, struct err *e);
/* An empty one with all columns. */
void placetable_begin(struct placetable *t, struct arena *a, const char *file, bool memory);
/* The row is empty but for texts "". Pointers to rows are dead after the next call. */
struct placerow *placetable_add(struct placetable *t);
/* The whole file. Columns are added for values that have none. */
void placetable_print(struct placetable *t, struct buf *out);
/* One value as a field of such a table. */
void placetable_add_field(struct buf *out, const char *value);

#endif
