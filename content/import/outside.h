/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outside.h - tables that other bodies publish, as they come
 *
 * UTF-8 with or without a byte order mark, or Windows-1252 (and so Latin-1); separated by
 * , ; a tabulator or |; LF, CRLF or CR; quoted fields over several lines; rows that a line
 * end cut in two. Each is read, or named in the report with its line, the cause and what
 * to do. Bounded by PACK_FILE_BYTES_MAX and the limits of csv.h. Pure but for the file; fuzzed. */
#ifndef IMPORT_OUTSIDE_H
#define IMPORT_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "compile/csv.h"
#include "compile/report.h"

struct outside {
	struct report *report;
	struct arena *arena;
	const char *file; /* for the report */
	struct csv csv;
	struct csv_row header, ahead; /* fields as text in the arena */
	bool has_ahead;
};

/* Reads the bytes as text and the first line as the names of the columns. `bytes` is only looked at. False: nothing can
 * be read, *e says why. `report` and `file` are borrowed for as long as rows are asked for; what is returned lives in
 * the arena. */
MUST_USE bool outside_begin(struct outside *o, struct report *report, struct arena *arena, const char *file,
		const struct buf *bytes, struct err *e);
/* The same from a file, which may be a pipe. */
MUST_USE bool outside_open(struct outside *o, struct report *report, struct arena *arena, const char *path,
		struct err *e);
/* The next row that has as many fields as the header; others are reported and left out. False: there is none. */
bool outside_next(struct outside *o, struct csv_row *row);
/* Number of the column, or -1. */
int outside_column(const struct outside *o, const char *name);

#endif
