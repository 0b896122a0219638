/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts.h - how the kiosk is used, and what visitors said is wrong: counted, kept, told
 *
 * kiosk/PRIVACY.md says what is counted and why no visitor can be told from it. usage.tsv and reports.tsv
 * (base/usage.h) lie in paths.state, or nowhere where that cannot be written; what may be told of them lies in RUN/ui
 * as well, for borne-syncd. usage.tsv is written four times a day at most, and at the end: a power cut costs the counts
 * of up to six hours. A report is written at once, COUNTS_REPORTS_A_DAY times a day at most. A worker writes both: the
 * card is never waited for. UI thread only. */
#ifndef PLATFORM_COUNTS_H
#define PLATFORM_COUNTS_H

#include <time.h>

#include "app/visit.h"
#include "base/usage.h"
#include "platform/filewriter.h"

enum { COUNTS_WRITE_S = 6 * 3600, COUNTS_REPORTS_A_DAY = 100, COUNTS_REPORT_MONTHS = 6, COUNTS_MONTHS = 13 };

struct counts;
/* Owned: counts_destroy(), which writes what was not written yet. Borrows the writer until then. Both folders may be
 * NULL. What cannot be read is a warning, and counted from nothing. */
struct counts *counts_create(const char *state_dir, const char *run_dir, struct filewriter *writer);
void counts_destroy(struct counts *c);
/* EFFECT_COUNT: `catalogue` names what the visit has numbers of. */
void counts_visit(struct counts *c, const struct visit_counts *v, const struct catalogue *catalogue,
		const struct tm *local);
/* EFFECT_REPORT. */
void counts_report(struct counts *c, const char *key, const struct tm *local);
/* Often: gives away what is due to be written. */
void counts_step(struct counts *c, int64_t now_us, const struct tm *local);
/* Months, and days as far as they are known; sorted. Borrowed until the next call of another function. */
const struct usage *counts_usage(struct counts *c);

#endif
