/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/schedule.h"

#include "base/config_rule.h"

enum { FIRST_EMPTY_S = 2, FIRST_MAX_S = 300, RETRY_FIRST_S = 30 };

bool schedule_parse_quiet(const char *text, struct schedule *s, struct err *e)
{
	int from = SCHEDULE_NO_QUIET;
	int to = SCHEDULE_NO_QUIET;
	if (text[0] != '\0') {
		if (!config_parse_quiet(text, &from, &to)) {
			return fail(e, "quiet hours are '%s'. They must be %s", text, config_rule_quiet(text));
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
