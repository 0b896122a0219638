/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/daytimes.h"

#include <string.h>

#include "base/str.h"
#include "compile/hours_check.h"

enum { DAY_MINUTES = 24 * 60, PERIODS_MAX = 6 };

static const char *const day_names[MAPPING_DAYS] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
static const char unknown[] = "unknown";

struct period {
	int from, to; /* minutes of the day */
};

/* "09:30" as minutes of the day, moving *at; -1: there is none. */
static int take_time(const char **at)
{
	const char *t = *at;
	if (strspn(t, "0123456789") != 2 || t[2] != ':' || strspn(t + 3, "0123456789") != 2) {
		return -1;
	}
	int minutes = (t[3] - '0') * 10 + (t[4] - '0');
	*at += 5;
	return minutes < 60 ? ((t[0] - '0') * 10 + (t[1] - '0')) * 60 + minutes : -1;
}

/* "09:00-12:00" at *at, moving it. */
static bool take_period(const char **at, struct period *out)
{
	out->from = take_time(at);
	if (out->from < 0 || *(*at)++ != '-') {
		return false;
	}
	out->to = take_time(at);
	return out->from < out->to && out->to <= DAY_MINUTES;
}

/* Times that follow each other, those that touch as one: 09:00-13:30,13:30-16:30 is 09:00-16:30. NULL: they do not. */
static const char *follow(struct arena *a, const char *times)
{
	struct period list[PERIODS_MAX];
	size_t len = 0;
	for (const char *at = times; *at;) {
		struct period next;
		if (len == PERIODS_MAX || !take_period(&at, &next) || (len && next.from < list[len - 1].to)) {
			return NULL;
		}
		if (len && next.from == list[len - 1].to) {
			list[len - 1].to = next.to;
		} else {
			list[len++] = next;
		}
		if (*at && *at++ != ',') {
			return NULL;
		}
	}
	struct buf out = { 0 };
	for (size_t i = 0; i < len; i++) {
		buf_printf(&out, "%s%02d:%02d-%02d:%02d", i ? "," : "", list[i].from / 60, list[i].from % 60,
				list[i].to / 60, list[i].to % 60);
	}
	const char *text = arena_strdup(a, buf_text(&out));
	buf_finish(&out);
	return text;
}

/* "": closed. */
static const char *read_cell(struct pack *p, const char *file, int line, size_t day, const char *cell)
{
	if (!cell || !cell[0]) {
		return "";
	}
	const char *strict = pack_strict_hours(p, arena_printf(p->arena, "%s %s", day_names[day], cell));
	const char *times = strict && str_starts(strict, day_names[day]) ? strict + 2 + strspn(strict + 2, " ") : NULL;
	if (times && (str_equal(times, "off") || str_equal(times, "closed"))) {
		return "";
	}
	const char *good = times && times[0] ? follow(p->arena, times) : NULL;
	if (good) {
		return good;
	}
	report_warning(&p->report, file, line,
			"hours of %s: '%s' are no times that follow each other. The day is written as unknown; ask the "
			"place and write its hours in places.csv",
			day_names[day], cell);
	return unknown;
}

const char *daytimes_read(struct pack *p, const char *file, int line, const char *const cells[MAPPING_DAYS])
{
	const char *times[MAPPING_DAYS];
	bool any = false;
	for (size_t d = 0; d < MAPPING_DAYS; d++) {
		times[d] = read_cell(p, file, line, d, cells[d]);
		any = any || (times[d][0] && times[d] != unknown);
	}
	struct buf out = { 0 };
	for (size_t d = 0; any && d < MAPPING_DAYS;) {
		size_t end = d + 1;
		while (end < MAPPING_DAYS && str_equal(times[end], times[d])) {
			end++;
		}
		if (times[d][0]) {
			buf_printf(&out, "%s%s", out.len ? "; " : "", day_names[d]);
			if (end > d + 1) {
				buf_printf(&out, "-%s", day_names[end - 1]);
			}
			buf_printf(&out, " %s", times[d]);
		}
		d = end;
	}
	const char *text = arena_strdup(p->arena, buf_text(&out));
	buf_finish(&out);
	return text;
}
