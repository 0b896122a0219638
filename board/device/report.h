/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - one text file that lets somebody far away help
 *
 * Machine, findings, settings, states and the last journal lines. Never a code, a
 * password inside an address, or anything about visitors (logs hold none). */
#ifndef DEVICE_REPORT_H
#define DEVICE_REPORT_H

#include "base/buf.h"
#include "device/healthcheck.h"

/* Appends the report. `with_journal`: ask journalctl, which only makes sense on the unit itself. */
void report_write(const struct healthcheck_source *source, const struct health *h, bool with_journal, struct buf *out);
/* Masks "://user:password@" and the values of *_code options in `text`. Pure; for tests. */
void report_mask(const char *text, struct buf *out);

#endif
