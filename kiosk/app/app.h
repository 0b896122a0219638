/* SPDX-License-Identifier: GPL-3.0-or-later */
/* app.h - the whole interface as pure functions
 *
 * event -> update() -> struct state -> app_view() -> tree and draw list.
 * update() alone changes the state; the others read it, keep the tree that is on the
 * screen, or say whether and when a frame is due. No SDL, SQLite, clock or malloc in
 * here: same input, same pixels. */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/config.h"
#include "app/effect.h"
#include "app/event.h"
#include "base/arena.h"
#include "draw/draw.h"
#include "draw/text.h"
#include "ui/tree.h"

struct state; /* app/state.h */

/* Owned: state_destroy(). `session` is borrowed: reset by the platform on EFFECT_WIPE_SESSION. */
struct state *state_create(const struct app_config *config, struct arena *session);
void state_destroy(struct state *s);
void update(struct state *s, const struct event *ev, struct effects *fx);
struct app_layout {
	const struct node *root; /* in the frame's arena */
	struct event_layout found;
	int builds; /* how often the page was built for it */
};
/* Builds tree and draw list in `frame`. The platform passes the tree back with app_set_tree(), so that the next touch
 * is tested against what was on screen, and what the layout found as EVENT_LAYOUT: when that makes the state dirty, the
 * page is built once more before it is painted. */
struct app_layout app_view(const struct state *s, struct fonts *fonts, struct arena *frame, struct draw_list *list);
/* The tree last shown, lent until the next call. update() reads it to hit-test touches. */
void app_set_tree(struct state *s, const struct node *root);
/* Monotonic time at which update() wants an EVENT_TICK at the latest; INT64_MAX: never. An animation wants now. */
int64_t app_next_wake_us(const struct state *s, int64_t now_us);
/* True when the next frame may differ from the last one. Cleared by app_view's caller through app_drawn(). */
bool app_is_dirty(const struct state *s);
void app_drawn(struct state *s);
/* Name of the screen shown ("home", "places"...), for stats and tests. */
const char *app_screen_name(const struct state *s);

#endif
