/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hours_timeline.h - one day of opening hours as runs of minutes
 *
 * Private to content/store. A day is painted rule by rule over what earlier rules left. The order of painting and what
 * a rule erases are those of opening_hours.js, which the tests compare with. Pure. */
#ifndef STORE_HOURS_TIMELINE_H
#define STORE_HOURS_TIMELINE_H

#include "store/date.h"
#include "store/hours_rules.h"

enum {
	/* A period takes 5 bytes of a text of HOURS_TEXT_MAX, cuts two runs, and may be painted twice: today and after
	 * midnight. */
	RUNS_MAX = HOURS_TEXT_MAX / 5 * 4 + 2,
};

/* Who painted a minute: rule index + 1, and how. 0: no rule, closed. */
enum { CELL_RULE = 0xff, CELL_WRAPPED = 0x100, CELL_OPEN_END = 0x200 };
_Static_assert((int)RULES_MAX < (int)CELL_RULE, "a rule number fits its bits");

/* Minutes of one painter; it ends where the next run starts. */
struct run {
	int16_t from;
	uint16_t cell;
};

/* Only the minutes from `from` to before `to` are kept right: one minute is enough to know whether a place is open. */
struct timeline {
	int from, to;
	int len;
	struct run at[RUNS_MAX];
};

/* The sun of a day, in days since 1970, at the place of the hours, where they go by it. */
struct sun_times timeline_sun(const struct hours *h, int32_t number);
/* `today` and `before`: the rules that apply (calendar_applying()), and those of the evening before that reach into
 * this day. */
void timeline_paint(const struct hours *h, const struct sun_times *sun, uint64_t today, uint64_t before, int from,
		int to, struct timeline *t);
/* All minutes of that day. */
void timeline_paint_date(const struct hours *h, struct date date, struct timeline *t);
/* Minute before which run `i` ends. */
int timeline_run_end(const struct timeline *t, int i);
enum hours_status timeline_status(const struct hours *h, uint16_t cell);
/* Words of the rule that painted it, NULL for none. Lives with `h`. */
const char *timeline_comment(const struct hours *h, uint16_t cell);

#endif
