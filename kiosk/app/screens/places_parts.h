/* SPDX-License-Identifier: GPL-3.0-or-later */
/* places_parts.h - the list and the filters of the directory, which places.c puts beside its map */
#ifndef APP_SCREENS_PLACES_PARTS_H
#define APP_SCREENS_PLACES_PARTS_H

#include "app/screens/screens.h"

/* ---- places_list.c ---- */
/* A map shows where the kiosk stands, and there are places to show on it. */
bool places_have_map(const struct view *v);
/* Several of the list may be put into the basket from it. */
bool places_may_pick(const struct view *v);
/* Between two rows, mm. */
float places_gap(const struct view *v);
/* How many places a page of the list has in a column of that height and width, mm: beside its heading, its pager, and
 * the headings of its groups. These give way where not even one place fits beside one. */
struct list_fit places_fit(struct view *v, float room, float width);
/* The places of the page that is shown. */
struct list_page places_page(const struct view *v, const struct list_fit *fit);
/* The list as the rest of the column that is open; in its place what to do where it has no place. */
void places_list(struct view *v, const struct list_fit *fit);

/* ---- places_filters.c ---- */
enum filter { FILTER_WHEN, FILTER_AUDIENCE, FILTER_NETWORK, FILTER_ACCESS, FILTERS };
struct filter_look {
	enum panel panel;
	const char *icon;
	enum string_id title;
};
extern const struct filter_look filter_looks[FILTERS];
/* Words of a bit of the two masks. */
const char *filter_audience(const struct view *v, unsigned index);
const char *filter_access(const struct view *v, unsigned index);
/* What the filter is set to; NULL: it lets all through. */
const char *filter_value(const struct view *v, enum filter filter);
/* There is something to choose, or to take back. */
bool filter_is_offered(const struct view *v, enum filter filter);
/* How many are set, and in *value the words for all of them. */
int filters_set(const struct view *v, const char **value);
/* A round button above the list. `name`: spoken; NULL: the label. */
void places_pill(struct view *v, const char *icon, const char *label, const char *name, struct action action,
		bool chosen);
/* The filters that make a difference to the list, each with its value, in rows of that width. */
void places_filters(struct view *v, float width);
/* Where there is room for two buttons: open now, and the one that leads to all filters. */
void places_filter_pills(struct view *v);
/* Seven inches: that one alone, with what is chosen. */
void places_filter_value(struct view *v);

/* ---- places_panel.c ---- */
/* In place of the list: the choices of the filter that is open, or the legend of the map. */
void places_panel(struct view *v);

#endif
