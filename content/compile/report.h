/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - findings about a pack, all of them in one go
 *
 * A finding is "file:line: error|warning: cause. remedy". Checks add findings and
 * go on; they are printed at the end in the order of files and lines, so that the
 * same pack always gives the same text. One thread. */
#ifndef COMPILE_REPORT_H
#define COMPILE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

/* Findings beyond this many are counted but not kept. */
enum { REPORT_FINDINGS_MAX = 5000 };

struct finding {
	const char *file; /* as it is to be printed */
	int line;         /* 0: the file as a whole */
	enum severity severity;
	const char *message;
	size_t order;
};

struct report {
	struct arena *arena; /* holds the words; borrowed */
	struct finding *findings;
	size_t len, capacity;
	size_t errors, warnings;
};

void report_init(struct report *r, struct arena *arena);
void report_finish(struct report *r);
/* `file` must live as long as the report. */
void report_error(struct report *r, const char *file, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);
void report_warning(struct report *r, const char *file, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Adds an error whose words came from a reader that names file and line itself ("file:12: cause"). */
void report_failure(struct report *r, const char *file, const struct err *e);
/* Sorts and prints one line per finding. */
void report_print(struct report *r, FILE *to);

#endif
