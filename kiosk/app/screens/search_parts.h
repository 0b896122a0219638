/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search_parts.h - the parts of the search page, which search.c puts together */
#ifndef APP_SCREENS_SEARCH_PARTS_H
#define APP_SCREENS_SEARCH_PARTS_H

#include "app/screens/screens.h"

/* The letters, accents or digits of the language, with the suggestions above them. */
void search_keyboard(struct view *v);
/* It takes the room of what search_found_above() says: a small screen has the letters of the language in four rows. */
bool search_keyboard_is_high(const struct view *v);
/* All that was found, on as many pages as it needs; nothing before the first answer. */
void search_found(struct view *v);
/* Before anything is typed: the subjects, the places, the questionnaire; each one touch away. */
void search_proposals(struct view *v);
/* The same above the keyboard on a tight page: what its one row has room for. */
void search_proposals_above(struct view *v);
/* What stands above the keyboard of a tight page has two rows there, each as wide as the page; else one. */
bool search_has_rows_above(const struct view *v);
/* Above the keyboard on a tight page: the first of what was found, or only how much it is. */
void search_found_above(struct view *v);

/* ---- search_tabs.c ---- */
/* The choice that is listed: while several are chosen the places alone. */
enum search_tab search_tab(const struct view *v);
/* The result stands under that choice. */
bool search_shown_in(enum search_tab tab, const struct search_hit *hit);
/* All that matches, whether it is listed or not. */
int search_count(const struct view *v, enum search_tab tab);
/* The row of choices; while several places are chosen what to do, and the way back. */
void search_tabs(struct view *v);
/* The way to choose several places, above the first result, where the row of choices has no room for it. */
void search_pick(struct view *v);

#endif
