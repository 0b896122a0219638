/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.h - the public and school holidays of a pack
 *
 * A pack names a calendar of assets/calendar, or has its own calendar.yaml; both are written alike (FORMAT.md). What is
 * read goes into the table `meta` of content.sqlite as it stands, and is read back here as a unit reads it. */
#ifndef COMPILE_CALENDAR_H
#define COMPILE_CALENDAR_H

#include "compile/pack.h"

/* `name`: of the calendar in pack.yaml, at `line` of `file`, or NULL for none. Reports what is wrong. Leaves
 * p->calendar.holidays NULL where there is no calendar. */
void pack_read_calendar(struct pack *p, const char *name, const char *file, int line);
/* What the hours of a place ask of it. Lives with `p`. */
struct hours_where pack_hours_where(const struct pack *p, const char *insee, double lat, double lon);

#endif
