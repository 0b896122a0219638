/* SPDX-License-Identifier: GPL-3.0-or-later */
/* listing.h - the list of places: groups by nearness, pages, and when a place is open
 *
 * A page of the list begins with the heading of its group, and has that of each further group: how many rows it holds
 * depends on how many headings stand on it. Pure; any thread. */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "store/hours_state.h"

struct route_record; /* store/route.h */

/* A place and how far it is from this kiosk: on foot where a route is known, else as the crow flies. */
struct near {
	int place;
	float metres;
	const struct route_record *route; /* the shortest; NULL: none is known */
	bool no_route;                    /* there was looked for one, in vain: no walking time is said */
	bool beyond;                      /* and it is in vain because every known route is longer than the reach */
};

/* Nearer than that a place is where the kiosk stands: it is « ici », and has no marker of its own. */
#define SAME_SPOT_METRES 30.0F
bool near_is_here(const struct near *near);
/* Its distance is a straight line; false of what is here. */
bool near_is_straight(const struct near *near);

/* ---- groups ---- */

/* From here on a place is « plus loin », and its network's number comes first. */
#define FAR_METRES 30000.0F
/* As far as people are taken to walk when no route is known, in a straight line. */
#define WALK_METRES 3000.0F
enum reach { REACH_WALK, REACH_NEAR, REACH_FAR, REACHES };
/* On foot: a route is known, or it was not looked for and the place is within WALK_METRES. */
enum reach reach_of(const struct near *near);

/* Names by their length: rows are as high as the longest name of their class needs. */
enum { NAME_CLASSES = 16, NAME_CLASS_BYTES = 6 };
/* Ranks of the list, which is sorted by group: group g has from[g] to from[g + 1] - 1. */
struct listing {
	int from[REACHES + 1];
	const uint8_t *classes; /* by rank: how long the name of the place is; NULL: all are of class 0 */
};
enum reach listing_group(const struct listing *l, int rank);

/* ---- pages ---- */

/* Height for places on a page with so many headings, 1 to REACHES, and of a place of each class with the gap below it,
 * px; room[1] is 0: not laid out yet. `empty`: a group without places has its heading, too, before what follows it. */
struct list_fit {
	int room[REACHES + 1];
	int cost[NAME_CLASSES];
	bool empty;
	bool plain; /* no heading stands on any page: not even the lowest row fits beside it */
};

/* first: rank. Of an empty list: 0 of 0. */
struct list_page {
	int first, len, page, pages;
};
/* The page `wanted`, or the last. */
struct list_page listing_page(const struct listing *l, const struct list_fit *fit, int wanted);
/* The number of the page with that rank. */
int listing_page_of(const struct listing *l, const struct list_fit *fit, int rank);
/* The first group whose heading stands on a page that begins with that rank. */
enum reach listing_first_group(const struct listing *l, const struct list_fit *fit, int first);
/* The page that begins with that rank has no heading: its place leaves no room for one. */
bool listing_is_plain(const struct listing *l, const struct list_fit *fit, int first);
bool list_fit_equal(const struct list_fit *a, const struct list_fit *b);

/* ---- when ---- */

/* « Ouvert quand ? »: WHEN_TODAY plus so many days. */
enum when { WHEN_ANY, WHEN_NOW, WHEN_TODAY, WHEN_TOMORROW, WHEN_LAST = WHEN_TODAY + 6, WHENS };
/* The day that is meant; of WHEN_ANY and WHEN_NOW today. */
struct date when_date(enum when when, const struct tm *local);
/* Open at some time of it; today: from now on. Where the hours do not say it (or `h` is NULL): HOURS_UNKNOWN. WHEN_ANY:
 * open. */
enum hours_status when_status(const struct hours *h, enum when when, const struct tm *local);

/* What each filter could still choose, given the others: what nothing is known of is not offered. */
enum { OFFERS_COUNTED_MAX = 4000 }; /* of more places the hours are not asked for each day */
struct offers {
	uint64_t networks;  /* by index */
	unsigned audiences; /* bits that make a difference */
	unsigned access;
	bool hours;      /* of some place they are known */
	bool counted;    /* the next two are known */
	int open[WHENS]; /* places, by when */
	int unknown;     /* places that do not say their hours */
};

#endif
