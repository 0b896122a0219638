/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reports.h - borne-unit reports and usage: what visitors said is wrong, and how the unit is used
 *
 * For the people who keep the records. From the interface's own files in paths.state (kiosk/PRIVACY.md); of usage
 * without small counts. */
#ifndef HEALTH_REPORTS_H
#define HEALTH_REPORTS_H

#include "base/buf.h"
#include "base/err.h"

/* As lines to read, the newest last: "2026-11-24  place/ID  hours  3 times". `path`: of reports.tsv. A file that is not
 * there has no reports. */
MUST_USE bool reports_print(const char *path, bool json, struct buf *out, struct err *e);
/* A table for spreadsheets: period;what;key;count. `path`: of usage.tsv. */
MUST_USE bool reports_print_usage(const char *path, bool json, struct buf *out, struct err *e);

#endif
