/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/holidays.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/hours_rules.h"

static const char prefix[] = "calendar.";

bool holidays_parse_dates(const char *text, struct arena *arena, struct holiday_list *out, struct err *e)
{
	const struct hours *h = NULL;
	if (!hours_parse(text, arena, &h, NULL, e)) {
		return false;
	}
	const struct rule *r = &h->rules[0];
	bool more = r->times_len || r->years_len || r->weeks_len || r->weekdays_len || r->holidays_len || r->months_len;
	if (h->len != 1 || more || r->comment || r->status != HOURS_OPEN || r->dates_len == 0) {
		return fail_kind(e, ERR_FORMAT, "'%s' is not a list of dates", text);
	}
	if (r->dates_len > HOLIDAYS_LIST_LEN_MAX) {
		return fail_kind(e, ERR_FORMAT, "more than %d dates in a list", HOLIDAYS_LIST_LEN_MAX);
	}
	*out = (struct holiday_list){ r->dates, r->dates_len };
	return true;
}

static bool add_list(struct holiday_list *lists, size_t *len, const char *value, struct arena *arena, struct err *e)
{
	if (*len == HOLIDAYS_LISTS_MAX) {
		return fail_kind(e, ERR_FORMAT, "more than %d lists of holidays in an area", HOLIDAYS_LISTS_MAX);
	}
	return holidays_parse_dates(value, arena, &lists[*len], e) && ++*len;
}

bool holidays_add(struct holidays *h, const char *key, const char *value, struct arena *arena, struct err *e)
{
	if (!str_starts(key, prefix)) {
		return true;
	}
	char *end = NULL;
	const char *number = key + strlen(prefix);
	unsigned long area = strtoul(number, &end, 10);
	if (end != number + 2 || area >= HOLIDAYS_AREAS_MAX) {
		return fail_kind(e, ERR_FORMAT, "%s: areas go from 00 to %d", key, HOLIDAYS_AREAS_MAX - 1);
	}
	struct holiday_area *a = &h->areas[area];
	h->len = h->len > area ? h->len : area + 1;
	bool ok = true;
	if (str_equal(end, ".codes")) {
		ok = strlen(value) <= HOLIDAYS_CODES_BYTES_MAX ||
		     fail_kind(e, ERR_FORMAT, "more than %d bytes of codes", HOLIDAYS_CODES_BYTES_MAX);
		a->codes = arena_strdup(arena, value);
	} else if (str_starts(end, ".public.")) {
		ok = add_list(a->public_days, &a->public_len, value, arena, e);
	} else if (str_starts(end, ".school.")) {
		ok = add_list(a->school_days, &a->school_len, value, arena, e);
	}
	return ok || fail_wrap(e, "%s", key);
}

bool holidays_add_usual(struct holidays *h, struct arena *arena, struct err *e)
{
	static const char days[] = "Jan 01,easter +1 day,May 01,May 08,easter +39 days,easter +50 days,Jul 14,Aug 15,"
				   "Nov 01,Nov 11,Dec 25";
	return holidays_add(h, "calendar.00.codes", "*", arena, e) &&
	       holidays_add(h, "calendar.00.public.0", days, arena, e);
}

static bool has_code(const char *codes, const char *code)
{
	for (const char *at = codes; at && *at;) {
		size_t len = strcspn(at, " ");
		if ((len == 1 && *at == '*') || (len && strncmp(at, code, len) == 0)) {
			return true;
		}
		at += len + (at[len] == ' ');
	}
	return false;
}

uint32_t holidays_areas(const struct holidays *h, const char *code)
{
	uint32_t areas = 0;
	for (size_t i = 0; i < h->len; i++) {
		areas |= (uint32_t)has_code(h->areas[i].codes, code) << i;
	}
	return areas;
}

static bool in_lists(const struct holiday_list *lists, size_t len, struct date date, int32_t number)
{
	for (size_t i = 0; i < len; i++) {
		if (dates_any(lists[i].at, lists[i].len, date, number)) {
			return true;
		}
	}
	return false;
}

static bool in_areas(const struct holidays *h, uint32_t areas, int32_t number, bool school)
{
	struct date date = date_from_days(number);
	for (size_t i = 0; h && i < h->len; i++) {
		const struct holiday_area *a = &h->areas[i];
		if (!(areas >> i & 1)) {
			continue;
		}
		if (school ? in_lists(a->school_days, a->school_len, date, number)
			   : in_lists(a->public_days, a->public_len, date, number)) {
			return true;
		}
	}
	return false;
}

bool holidays_public(const struct holidays *h, uint32_t areas, int32_t number)
{
	return in_areas(h, areas, number, false);
}

bool holidays_school(const struct holidays *h, uint32_t areas, int32_t number)
{
	return in_areas(h, areas, number, true);
}

int holidays_school_year(const struct holidays *h, uint32_t areas)
{
	int year = 0;
	for (size_t i = 0; h && i < h->len; i++) {
		for (size_t k = 0; (areas >> i & 1) && k < h->areas[i].school_len; k++) {
			const struct holiday_list *list = &h->areas[i].school_days[k];
			for (size_t n = 0; n < list->len; n++) {
				int to = list->at[n].to.year ? list->at[n].to.year : INT16_MAX; /* every year */
				year = to > year ? to : year;
			}
		}
	}
	return year;
}
