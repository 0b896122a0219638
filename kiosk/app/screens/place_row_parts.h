/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place_row_parts.h - what the row of a place is made of (for screens/place_row*.c alone)
 *
 * place_row.c has the rows of 21.5 inches and what those of seven share with them; place_row_seven.c has the others. */
#ifndef APP_SCREENS_PLACE_ROW_PARTS_H
#define APP_SCREENS_PLACE_ROW_PARTS_H

#include "app/screens/screens.h"

/* ---- place_row.c ---- */

/* How its distance was measured: minutes on foot of a route, else in a straight line. NULL: it is here, or the heading
 * of the group says it. */
const char *place_row_measure(const struct view *v, const struct near *near);
/* Side of a sign, mm. In low reach a row has half a page: there its sign leaves the width to the name, which would take
 * a third line. */
float place_row_sign(const struct view *v, enum token size);
/* On the end side: how far, how that was measured, whom to call; `phone`: NULL for none. */
void place_row_end(struct view *v, const struct near *near, const char *phone);
/* Open or not, at the time that the list is asked for: now, on other pages. */
struct said_state place_row_state_of(const struct view *v, const struct place *p);
/* The sign of the state, and `text` in its colour. */
void place_row_state(struct view *v, const struct said_state *state, const char *text);
/* A line of words, with the distance of a place at its end; -1: with none. */
void place_row_line_begin(struct view *v);
void place_row_line_end(struct view *v, int place);

/* ---- place_row_seven.c ---- */

/* The words of a row, whose card is open. */
void place_row_seven(struct view *v, int place);

#endif
