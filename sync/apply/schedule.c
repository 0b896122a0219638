/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply/schedule.h"

#include <string.h>

enum { FIRST_EMPTY_S = 2, FIRST_MAX_S = 300, RETRY_FIRST_S = 30 };

/* "18:30" at text: five characters are there. */
static bool parse_minute(const char *text, int *out)
{
	for (int i = 0; i < 5; i++) {
		if (i == 2 ? text[i] != ':' : text[i] < '0' || text[i] > '9') {
			return false;
		}
	}
	int hour = (text[0] - '0') * 10 + (text[1] - '0');
	int minute = (text[3] - '0') * 10 + (text[4] - '0');
	*out = hour * 60 + minute;
	return hour < 24 && minute < 60;
}

bool schedule_parse_quiet(const char *text, struct schedule *s, struct err *e)
{
	int from = SCHEDULE_NO_QUIET;
	int to = SCHEDULE_NO_QUIET;
	if (text[0] != '\0') {
		if (strlen(text) != 11 || text[5] != '-' || !parse_minute(text, &from) ||
				!parse_minute(text + 6, &to) || from == to) {
			return fail(e, "quiet hours are written like 22:00-06:30, not '%s'", text);
		}
	}
	s->quiet_from_min = from;
	s->quiet_to_min = to;
	return true;
}

static int64_t part_of(int64_t seconds, double share)
{
	return (int64_t)((double)seconds * share);
}

int64_t schedule_first_s(const struct schedule *s, bool has_content, double random)
{
	int64_t spread = s->interval_s / 4 < FIRST_MAX_S ? s->interval_s / 4 : FIRST_MAX_S;
	return part_of(has_content ? spread : FIRST_EMPTY_S, random);
}

int64_t schedule_second_s(const struct schedule *s, double random)
{
	return part_of(s->interval_s, 0.1 + 0.9 * random);
}

int64_t schedule_next_s(const struct schedule *s, double random)
{
	return part_of(s->interval_s, 0.9 + 0.2 * random);
}

int64_t schedule_retry_s(const struct schedule *s, unsigned failures, int64_t retry_after_s, double random)
{
	int64_t wait = RETRY_FIRST_S;
	for (unsigned i = 1; i < failures && wait < s->interval_s; i++) {
		wait *= 2;
	}
	wait = wait < s->interval_s ? wait : s->interval_s;
	wait = part_of(wait, 0.5 + 0.5 * random);
	if (retry_after_s > wait) {
		/* The same word was said to every unit: they must not come back together either. */
		wait = retry_after_s + part_of(retry_after_s < FIRST_MAX_S ? retry_after_s : FIRST_MAX_S, random);
	}
	return wait > 0 ? wait : 1;
}

int64_t schedule_quiet_left_s(const struct schedule *s, int minute_of_day, int second)
{
	if (s->quiet_from_min == SCHEDULE_NO_QUIET) {
		return 0;
	}
	int length = (s->quiet_to_min - s->quiet_from_min + SCHEDULE_DAY_MIN) % SCHEDULE_DAY_MIN;
	int into = (minute_of_day - s->quiet_from_min + SCHEDULE_DAY_MIN) % SCHEDULE_DAY_MIN;
	return into < length ? (int64_t)(length - into) * 60 - second : 0;
}
