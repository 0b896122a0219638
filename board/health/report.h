/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - one text file for support: what is needed to help without access to the unit
 *
 * Machine, findings, states, the last journal lines, and those settings that a list
 * permits, as they were read: the file itself is not in it. Never a code, a password
 * inside an address, or anything about visitors (logs hold none). */
#ifndef HEALTH_REPORT_H
#define HEALTH_REPORT_H

#include "base/buf.h"
#include "health/healthcheck.h"

/* Appends the report. `with_journal`: ask journalctl, which only makes sense on the unit itself. */
void report_write(const struct healthcheck_source *source, const struct health *h, bool with_journal, struct buf *out);

#endif
