/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say_route.h - how to walk there, in the visitor's words
 *
 * "Turn left onto Rue de la Gare". Some languages want an article before a street's name that
 * depends on its first word: a language brings a list of those words with their articles
 * (way.articles); a name that begins otherwise stands after a colon. Pure; texts lie in the voice's arena. */
#ifndef APP_SAY_ROUTE_H
#define APP_SAY_ROUTE_H

#include "app/say.h"
#include "store/route.h"

/* Without the distance. `place`: the name of where it leads. Never NULL. */
const char *say_route_step(const struct voice *v, const struct route_step *step, const char *place);
/* "80 m"; NULL when there is nothing to say. */
const char *say_route_distance(const struct voice *v, const struct route_step *step);
/* Of assets/icons. */
const char *say_route_icon(const struct route_step *step);
/* "4 minutes on foot, 320 m" */
const char *say_route_summary(const struct voice *v, int seconds, int metres);
/* "24 steps" of all stairs together; "stairs" when the map does not know how many; NULL: none. */
const char *say_route_stairs(const struct voice *v, const struct route_plan *route);
/* The whole of it as lines of text, for the QR code: at most `most` bytes, whole lines. */
const char *say_route_take_away(const struct voice *v, const struct route_plan *route, const char *place,
		const char *address, const char *summary, size_t most);
/* A name as it stands within a sentence, with its article; NULL when the list has none. */
const char *say_route_with_article(const struct voice *v, const char *name);

#endif
