/* SPDX-License-Identifier: GPL-3.0-or-later */
/* result_parts.h - the parts of the page of the answers (for screens/result*.c alone) */
#ifndef APP_SCREENS_RESULT_PARTS_H
#define APP_SCREENS_RESULT_PARTS_H

#include "app/screens/screens.h"

/* The articles of the answers that are valid today, most specific first; in easy reading those that are written so,
 * where there is one. */
struct reading {
	int at[GUIDE_ARTICLES_MAX];
	int len;
	int rows; /* on a page of their own; at least 1 */
};
/* `rows`: how many of them a page of their own has. */
struct reading result_reading(const struct view *v, int rows);
/* The most that the format has on one page. */
int result_reading_rows(const struct view *v);
/* How many pages of their own they take, where `first` of them stand below the networks. */
int result_reading_pages(const struct reading *r, int first);
/* That page of them, with its heading; `next` is where its button leads: pages to turn by. */
void part_result_reading_page(struct view *v, const struct reading *r, int page, int next);
/* The first `most` of them below the networks, and the way to all: `all` pages further on. */
void part_result_reading_first(struct view *v, const struct reading *r, int most, int all);
/* All of them, as parts of the flow that is open. */
void part_result_reading_all(struct view *v, const struct reading *r);
/* What to have at hand; nothing when the answers do not say. */
void part_result_bring(struct view *v);

/* result_levels.c */
/* One beside the other (mock-up 38); `texts`: the one that was found with a line on what it means. */
void part_result_levels(struct view *v, bool texts);
/* In large type: one below the other, as parts of the flow that is open. */
void part_result_levels_below(struct view *v);

/* result_card.c: the network with its reason and its nearest place; `first`: its button is the page's main one. */
void part_result_network(struct view *v, const struct guide_network *g, bool first);

#endif
