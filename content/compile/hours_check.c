/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/hours_check.h"

#include <string.h>

#include "base/str.h"
#include "compile/calendar.h"

static void check_doubt(struct pack *p, const struct pack_place *pl, const struct hours *h)
{
	struct where w = pl->where;
	switch (hours_doubt(h)) {
	case HOURS_DOUBT_NONE:
		break;
	case HOURS_DOUBT_SAME:
		report_error(&p->report, w.file, w.line,
				"opening_hours '%s': a period ends when it begins. Write 00:00-24:00 or 24/7 for whole "
				"days, off for closed ones",
				pl->opening_hours);
		break;
	case HOURS_DOUBT_LONG:
		report_error(&p->report, w.file, w.line,
				"opening_hours '%s': a period ends before it begins, and so lasts until the next day, "
				"18 "
				"hours or more. Put the earlier time first",
				pl->opening_hours);
		break;
	case HOURS_DOUBT_OPEN_END:
		report_warning(&p->report, w.file, w.line,
				"opening_hours '%s': a period lies within an open end, which ends there. Write when "
				"each period ends",
				pl->opening_hours);
		break;
	}
}

static void check_holidays(struct pack *p, const struct pack_place *pl, const struct hours *h)
{
	struct where w = pl->where;
	if (!p->calendar.holidays && p->calendar.named) { /* reported where it is named */
		return;
	}
	if (!p->calendar.holidays) {
		report_error(&p->report, w.file, w.line,
				"opening_hours '%s' name holidays, and the pack has no calendar. Write calendar in "
				"pack.yaml",
				pl->opening_hours);
		return;
	}
	int until = holidays_school_year(p->calendar.holidays, holidays_areas(p->calendar.holidays, pl->insee));
	if (!hours_name_school(h)) {
		return;
	}
	if (until == 0) {
		report_warning(&p->report, w.file, w.line,
				"opening_hours '%s' name school holidays, and the calendar has none for insee '%s'. "
				"Add "
				"the area",
				pl->opening_hours, pl->insee);
	} else if (until < p->date.year) {
		report_warning(&p->report, w.file, w.line,
				"opening_hours '%s' name school holidays, which the calendar has until %d only. Add "
				"those of %d",
				pl->opening_hours, until, p->date.year);
	}
}

void pack_check_hours(struct pack *p, const struct pack_place *pl)
{
	const struct hours *h = NULL;
	struct err e = { 0 };
	if (hours_parse(pl->opening_hours, p->arena, &h, NULL, &e)) {
		check_doubt(p, pl, h);
		if (hours_need_holidays(h)) {
			check_holidays(p, pl, h);
		}
		return;
	}
	const char *strict = pack_strict_hours(p, pl->opening_hours);
	report_error(&p->report, pl->where.file, pl->where.line, "bad opening_hours '%s', %s. Write %s%s",
			pl->opening_hours, e.message,
			strict ? "" : "them as in OpenStreetMap: ", strict ? strict : "Mo-Fr 09:00-12:00");
}
