/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place_parts.h - the parts of the page of one place
 *
 * place.c puts them together for each format; place_hours.c has what depends on the hours, place_where.c what depends
 * on the position, place_seven.c what seven inches alone have. All are about the place that the page is open at. */
#ifndef APP_SCREENS_PLACE_PARTS_H
#define APP_SCREENS_PLACE_PARTS_H

#include "app/screens/screens.h"

/* ---- place_where.c ---- */

/* The page of its route asks as well. */
const struct place *place_shown(const struct view *v);
/* Its part of the map is at hand. */
bool place_has_map(const struct view *v);
/* Telephone and address, and a row of how it may be entered. In large type the telephone stands before them. */
void place_facts(struct view *v);
/* Large type: the telephone, or how the network is reached, on a card; in low reach without one. */
void place_number_card(struct view *v);
/* What the place says of itself, in its own words: on appointment, in other villages on some days. */
void place_note(struct view *v);
/* « 41 km au nord-est, à vol d’oiseau ». */
const char *place_bearing_text(struct view *v, const struct near *near);
/* There is no route to show: none is known, or it is longer than was looked for. */
const char *place_no_route_text(struct view *v, const struct near *near, bool short_of_room);
/* The route's first steps and the button that leads to all of them, or the direction; then the source. In large type in
 * place of the source the button of the map, where there is no route and the map is within reach. */
void place_route(struct view *v);
/* The same in few words, for seven inches in large type. */
void place_route_short(struct view *v);
/* In the room of the map, where there is none: the address and the distance as the crow flies, in large type. */
void place_where(struct view *v);
/* Where the entry comes from, and of which day it is. */
void place_source(struct view *v);

/* ---- place_hours.c ---- */

/* Open or not, now. */
void place_banner(struct view *v);
/* The week; at least `h` mm high. */
void place_hours(struct view *v, float h);
/* In large type the week takes the whole width, and the code lies below it. */
bool place_hours_alone(const struct view *v);
/* The code that takes the place away, on a card of at least `h` mm; and as a row. */
void place_code_card(struct view *v, float h);
void place_code_row(struct view *v);
/* The week, with the code beside it or below. */
void place_hours_and_code(struct view *v, float h);

/* ---- place_seven.c ---- */

/* The telephone in large figures, or how the network is reached. */
void place_phone(struct view *v);
/* Telephone and address, large. */
void place_call_card(struct view *v);
/* The way, the hours, the code to take away, beside each other. */
void place_ways(struct view *v);
/* The week over the whole width, the telephone below it (mock-up 26). */
void place_hours_page(struct view *v);

#endif
