/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say_take.h - what a phone is given to keep, as the text of a code
 *
 * One place is a contact (vCard 3.0, RFC 2426), which phones offer to keep; several things are lines of text, with
 * tel: (RFC 3966) and geo: (RFC 5870) that phones make links of. No address of a web page: it works without any
 * network, and no server learns what was taken. In the visitor's language. Pure; texts lie in the voice's arena. */
#ifndef APP_SAY_TAKE_H
#define APP_SAY_TAKE_H

#include "app/say.h"

struct words_lang;

/* One thing that is taken. Strings are "" where there is nothing to say, never NULL; lent as long as the frame. */
struct take_item {
	const char *name;
	const char *phone;             /* in groups, as it is dialled */
	const char *where;             /* address, or how to find a counter */
	const char *hours;             /* when it is open, or answers */
	const char *text;              /* what else: the summary of an article */
	const char *steps;             /* of a route, which is of no use without them */
	const char *geo;               /* "46.26130,4.88370" */
	const struct place *place;     /* of a contact; NULL: it is none */
	const struct words_lang *lang; /* of name, where and text; NULL: the page's */
};

/* The contact of item->place, of at most `most` bytes: hours, position and address are left out, in that order, where
 * they do not fit. NULL: not even name and number do. */
const char *say_take_card(const struct voice *v, const struct take_item *item, size_t most);
/* The same as lines, behind its number (0: none); brief: name, number, address and
 * steps alone. Ends with a line end. */
const char *say_take_text(const struct voice *v, const struct take_item *item, int number, bool brief);
/* "46.26130,4.88370", with which `geo:` makes a link; about 1 m. */
const char *say_take_position(const struct voice *v, double lat, double lon);

#endif
