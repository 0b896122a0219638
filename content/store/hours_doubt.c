/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening hours say by the letter and are hardly meant to. The unit takes them by the letter; check names them. */
#include "store/hours_rules.h"

enum { NIGHT_MINUTES_MAX = 18 * 60 };

static enum hours_doubt doubt_of_period(const struct rule *r, size_t i)
{
	const struct span_minutes *s = &r->times[i];
	bool fixed = s->from.event < 0 && s->to.event < 0;
	int minutes = s->to.minutes - s->from.minutes;
	if (fixed && s->backwards && minutes >= NIGHT_MINUTES_MAX) {
		return minutes == MINUTES_A_DAY ? HOURS_DOUBT_SAME : HOURS_DOUBT_LONG;
	}
	bool within = s->open_end && i + 1 < r->times_len && fixed && r->times[i + 1].from.event < 0 &&
		      r->times[i + 1].from.minutes < s->to.minutes && r->times[i + 1].to.minutes > s->from.minutes;
	return within ? HOURS_DOUBT_OPEN_END : HOURS_DOUBT_NONE;
}

enum hours_doubt hours_doubt(const struct hours *h)
{
	for (size_t i = 0; i < h->len; i++) {
		for (size_t k = 0; k < h->rules[i].times_len; k++) {
			enum hours_doubt d = doubt_of_period(&h->rules[i], k);
			if (d != HOURS_DOUBT_NONE) {
				return d;
			}
		}
	}
	return HOURS_DOUBT_NONE;
}

static bool names_school(const struct span_weekdays *list, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].school) {
			return true;
		}
	}
	return false;
}

bool hours_name_school(const struct hours *h)
{
	for (size_t i = 0; i < h->len; i++) {
		const struct rule *r = &h->rules[i];
		if (names_school(r->weekdays, r->weekdays_len) || names_school(r->holidays, r->holidays_len)) {
			return true;
		}
	}
	return false;
}
