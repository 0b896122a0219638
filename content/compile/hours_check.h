/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_check.h - what is wrong with the opening hours of a place, and how to write what was meant */
#ifndef COMPILE_HOURS_CHECK_H
#define COMPILE_HOURS_CHECK_H

#include "compile/pack.h"

/* Reports at the place's line. pl->opening_hours is not empty. */
void pack_check_hours(struct pack *p, const struct pack_place *pl);
/* "lun-ven 9h-12h" as the grammar has it, "Mo-Fr 09:00-12:00"; in the pack's arena. NULL: nothing that could be read
 * comes of it. A proposal: times without minutes may be days, so people look at it. */
const char *pack_strict_hours(struct pack *p, const char *text);

#endif
