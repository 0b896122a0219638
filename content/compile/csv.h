/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.h - reading RFC 4180 tables
 *
 * Comma separated (or as the caller says), quoted with ", a quote inside doubled; LF or CRLF; a quoted field may
 * span lines. A bad row is reported and skipped, the reader then goes on with the
 * next line. Works in the caller's buffer, which it changes. Pure; fuzzed. */
#ifndef COMPILE_CSV_H
#define COMPILE_CSV_H

#include <stdbool.h>
#include <stddef.h>

enum { CSV_FIELDS_MAX = 64, CSV_FIELD_BYTES_MAX = 16384 };

struct csv {
	char *at, *end;
	int line;       /* of the next row */
	char delimiter; /* between fields: ',' unless the caller sets another after csv_init() */
};

struct csv_row {
	int line;                           /* 1-based line on which the row starts */
	size_t len;                         /* fields */
	const char *fields[CSV_FIELDS_MAX]; /* NUL-terminated, in the caller's buffer */
};

enum csv_result {
	CSV_ROW,
	CSV_END,
	CSV_BAD, /* *problem and *problem_line say what; call again for the next row */
};

/* `text` must be writable and have one more byte after `len` (a NUL); it must outlive the rows. */
void csv_init(struct csv *c, char *text, size_t len);
/* Empty lines are skipped. *problem is static text. */
enum csv_result csv_next(struct csv *c, struct csv_row *row, const char **problem, int *problem_line);

#endif
