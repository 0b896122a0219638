/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening hours: whatever is accepted can be evaluated on any day, at a place with a sun and holidays, and the answers
 * agree with each other. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/holidays.h"
#include "store/hours_state.h"

static void need(bool good)
{
	if (!good) {
		abort();
	}
}

static void check_week(const struct hours *h, struct date date)
{
	struct hours_day week[7];
	hours_week(h, date, week);
	for (int i = 0; i < 7; i++) {
		for (int k = 0; k < week[i].len; k++) {
			need(week[i].at[k].from < week[i].at[k].to && week[i].at[k].to <= 2880);
			need(k == 0 || week[i].at[k].from >= week[i].at[k - 1].from);
		}
	}
}

/* What is said of the next change is so: the status is another one then. */
static void check_next(const struct hours *h, const struct tm *t)
{
	struct hours_change next;
	hours_next(h, t, 400, &next);
	if (next.known) {
		struct tm then = { .tm_year = next.date.year - 1900,
			.tm_mon = next.date.month - 1,
			.tm_mday = next.date.day,
			.tm_hour = next.minute / 60,
			.tm_min = next.minute % 60 };
		need(hours_status_at(h, &then) != hours_status_at(h, t));
	}
}

static void evaluate(const struct hours *h)
{
	static const struct tm times[] = {
		{ .tm_year = 126, .tm_mon = 11, .tm_mday = 31, .tm_hour = 23, .tm_min = 45 },
		{ .tm_year = 128, .tm_mon = 1, .tm_mday = 29, .tm_hour = 0, .tm_min = 0 },
		{ .tm_year = 126, .tm_mon = 2, .tm_mday = 29, .tm_hour = 12, .tm_min = 30 },
	};
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		struct hours_state s;
		hours_state(h, &times[i], &s);
		need(s.status == hours_status_at(h, &times[i]));
		check_next(h, &times[i]);
	}
	check_week(h, (struct date){ 2028, 2, 29 });
	check_week(h, (struct date){ 2026, 12, 31 });
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(0);
	struct err e = { 0 };
	struct holidays holidays = { 0 };
	const struct hours *h = NULL;
	int column = 0;
	char *text = arena_strndup(a, size ? (const char *)data : "", size);
	need(holidays_add_usual(&holidays, a, &e));
	need(holidays_add(&holidays, "calendar.00.school.0", "2026 Dec 20-2027 Jan 03,2028 Feb 20-2028 Mar 05", a, &e));
	if (hours_parse(text, a, &h, &column, &e)) {
		struct hours_where where = { &holidays, holidays_areas(&holidays, ""), true, 66.5, 25.7 };
		evaluate(h);
		evaluate(hours_at(h, &where, a));
		(void)hours_doubt(h);
		(void)hours_parts(h);
	} else {
		need(column >= 1 && (size_t)column <= strlen(text) + 1 && e.message[0] != '\0');
	}
	/* As a fact of a calendar. */
	bool dates = holidays_add(&holidays, "calendar.01.public.0", text, a, NULL);
	need(dates == (holidays.areas[1].public_len == 1));
	arena_destroy(a);
	return 0;
}
