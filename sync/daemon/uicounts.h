/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uicounts.h - what the interface counts, for status.json: how the unit is used, and which records are said to be wrong
 *
 * RUN/ui/usage.tsv and reports.tsv (base/usage.h), which the interface writes without the small counts. Not believed:
 * read within bounds, and left out where they are no counts. Main thread. */
#ifndef DAEMON_UICOUNTS_H
#define DAEMON_UICOUNTS_H

#include <jansson.h>

/* So many rows are told, the newest: status.json stays below what its readers take. */
enum { UICOUNTS_ROWS_MAX = 250 };

/* Owned: [["2026-11", "theme", "emploi", 148], ...] of RUN/ui/NAME; null where there is no such file. */
json_t *uicounts_read(const char *run_dir, const char *name);

#endif
