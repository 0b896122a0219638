/* SPDX-License-Identifier: GPL-3.0-or-later */
/* take.h - what is taken away: its things, their codes, the controls (for screens/take*.c and screens/basket.c) */
#ifndef APP_SCREENS_TAKE_H
#define APP_SCREENS_TAKE_H

#include "app/say_take.h"
#include "app/screens/screens.h"

enum { TAKE_MAX = BASKET_MAX + 1 };
struct take {
	struct take_item at[TAKE_MAX];
	int len;
	bool numbered;
};

/* ---- take_items.c: in the visitor's language, as lines for a code ---- */

struct take_item take_place(struct view *v, int place);
/* A network by its number; its places are told by take_place(). */
struct take_item take_network(struct view *v, int network);
/* Title and summary. */
struct take_item take_article(struct view *v, int article);
/* The steps that the visitor sees; a place alone where no route is known. */
struct take_item take_route(struct view *v, int place);
struct take_item take_kept(struct view *v, struct kept kept);
/* What the questionnaire found: its title and what to have at hand. */
struct take_item take_title(struct view *v);
void take_add(struct take *take, struct take_item item);
/* The nearest place of the network, or itself. */
void take_add_network(struct view *v, struct take *take, int network);

/* ---- take.c ---- */

/* A code holds as many things as its modules allow; what does not fit goes into further ones. */
struct codes {
	const char *text[TAKE_MAX];
	int len;
};
/* Bytes that a code of that side holds with modules that a phone reads at arm's length (QR_MODULE). */
size_t take_bytes(const struct view *v, float side_mm);
/* All in one code, without hours where that makes the difference; else several codes with everything. */
struct codes take_codes(struct view *v, const struct take *take, size_t most);
/* The code that the visitor turned to, and where there are several the controls that turn. */
void part_codes(struct view *v, const struct codes *codes, float side_mm);
/* « Visez le carré », and what is for those whose phone cannot. */
void part_take_words(struct view *v, enum string_id photo, enum string_id photo_text);
/* The things as lines, to be read from a photograph. */
void part_take_lines(struct view *v, const struct take *take);

#endif
