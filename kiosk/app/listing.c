/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing.h"

#include <string.h>

bool near_is_here(const struct near *near)
{
	return near->metres < SAME_SPOT_METRES;
}

bool near_is_straight(const struct near *near)
{
	return !near_is_here(near) && !near->route;
}

enum reach reach_of(const struct near *near)
{
	if (near->route || (!near->no_route && near->metres <= WALK_METRES)) {
		return REACH_WALK;
	}
	return near->metres < FAR_METRES ? REACH_NEAR : REACH_FAR;
}

enum reach listing_group(const struct listing *l, int rank)
{
	int g = REACH_WALK;
	while (g < REACH_FAR && rank >= l->from[g + 1]) {
		g++;
	}
	return (enum reach)g;
}

enum reach listing_first_group(const struct listing *l, const struct list_fit *fit, int first)
{
	return fit->empty && first == 0 ? REACH_WALK : listing_group(l, first);
}

static int cost_of(const struct listing *l, const struct list_fit *fit, int rank)
{
	return fit->cost[l->classes ? l->classes[rank] : 0];
}

/* How many places the page has that begins with that rank: as many as there is room for beside their headings. */
static int page_len(const struct listing *l, const struct list_fit *fit, int first)
{
	int used = 0;
	int headings = 0;
	int rank = first;
	for (int g = (int)listing_first_group(l, fit, first); g < REACHES; g++) {
		headings += l->from[g + 1] > rank || fit->empty;
		int room = headings > 0 ? fit->room[headings] : 0;
		for (; rank < l->from[g + 1]; rank++) {
			used += cost_of(l, fit, rank);
			if (used > room && rank > first) { /* the first stands there however little room there is */
				return rank - first;
			}
		}
	}
	return rank - first;
}

/* Pages that are alike: from one that begins with `first`, within its group. */
static int alike(const struct listing *l, const struct list_fit *fit, int first, int len)
{
	int to = l->from[(int)listing_group(l, first) + 1];
	bool full = !l->classes && fit->cost[0] > 0 && len == fit->room[1] / fit->cost[0] && first + len <= to &&
		    !(fit->empty && first == 0);
	return full ? (to - first) / len : 1;
}

bool listing_is_plain(const struct listing *l, const struct list_fit *fit, int first)
{
	int headings = 0;
	for (int g = (int)listing_first_group(l, fit, first); g <= (int)listing_group(l, first); g++) {
		headings += l->from[g + 1] > first || fit->empty;
	}
	return fit->plain || cost_of(l, fit, first) > fit->room[headings];
}

struct list_page listing_page(const struct listing *l, const struct list_fit *fit, int wanted)
{
	struct list_page out = { 0 };
	int count = l->from[REACHES];
	int last_first = 0;
	int last_len = 0;
	for (int first = 0, page = 0; first < count;) {
		int len = page_len(l, fit, first);
		int same = alike(l, fit, first, len);
		if (wanted >= page && wanted < page + same) {
			out.first = first + (wanted - page) * len;
			out.len = len;
			out.page = wanted;
		}
		last_first = first + (same - 1) * len;
		last_len = len;
		page += same;
		first += same * len;
		out.pages = page;
	}
	if (wanted >= out.pages || wanted < 0) {
		out.first = last_first;
		out.len = last_len;
		out.page = out.pages > 0 ? out.pages - 1 : 0;
	}
	return out;
}

int listing_page_of(const struct listing *l, const struct list_fit *fit, int rank)
{
	int page = 0;
	for (int first = 0; first < l->from[REACHES];) {
		int len = page_len(l, fit, first);
		int same = alike(l, fit, first, len);
		if (rank < first + same * len) {
			return page + (rank - first) / len;
		}
		page += same;
		first += same * len;
	}
	return page > 0 ? page - 1 : 0;
}

bool list_fit_equal(const struct list_fit *a, const struct list_fit *b)
{
	return a->empty == b->empty && a->plain == b->plain && memcmp(a->room, b->room, sizeof a->room) == 0 &&
	       memcmp(a->cost, b->cost, sizeof a->cost) == 0;
}

struct date when_date(enum when when, const struct tm *local)
{
	struct date today = { (int16_t)(local->tm_year + 1900), (int8_t)(local->tm_mon + 1), (int8_t)local->tm_mday };
	return when > WHEN_TODAY ? date_add_days(today, (int)when - WHEN_TODAY) : today;
}

enum hours_status when_status(const struct hours *h, enum when when, const struct tm *local)
{
	if (when == WHEN_ANY) {
		return HOURS_OPEN;
	}
	if (when == WHEN_NOW || !h) {
		return hours_status_at(h, local);
	}
	if (when == WHEN_TODAY && hours_status_at(h, local) == HOURS_OPEN) { /* since yesterday, it may be */
		return HOURS_OPEN;
	}
	struct hours_day day;
	hours_day(h, when_date(when, local), &day);
	int from = when == WHEN_TODAY ? local->tm_hour * 60 + local->tm_min : -1; /* what is over is not to come */
	bool perhaps = day.rest != NULL;
	for (int i = 0; i < day.len; i++) {
		if (day.at[i].to > from && !day.at[i].unknown) {
			return HOURS_OPEN;
		}
		perhaps = perhaps || day.at[i].to > from;
	}
	return perhaps ? HOURS_UNKNOWN : HOURS_CLOSED;
}
