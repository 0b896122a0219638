/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daytimes.h - opening hours from a cell for each day
 *
 * A cell is read by the words of assets/calendar/words.yaml (compile/hours_check.h) and
 * has to be times that follow each other; an empty or closed one closes the day. A cell
 * that is neither makes its day unknown, and is reported: it is never guessed. One thread. */
#ifndef IMPORT_DAYTIMES_H
#define IMPORT_DAYTIMES_H

#include "import/mapping.h"

/* Hours in the strict grammar, in the pack's arena; "" when no day has any. cells[d] is NULL or "" for a day without.
 * Reports bad cells at file:line of p->report. */
const char *daytimes_read(struct pack *p, const char *file, int line, const char *const cells[MAPPING_DAYS]);

#endif
