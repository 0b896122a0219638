/* SPDX-License-Identifier: GPL-3.0-or-later */
/* eventqueue.h - answers of workers and effects that wait for the top of the next step
 *
 * An answer may come while an effect runs or a frame is made; update() gets it between two frames. The events are in
 * memory of their own that is zeroed when they leave: they may hold what a visitor typed. UI thread only. */
#ifndef PLATFORM_EVENTQUEUE_H
#define PLATFORM_EVENTQUEUE_H

#include "app/event.h"

struct queued_event;
/* All zero: empty. */
struct eventqueue {
	struct queued_event *first, *last; /* owned */
	int len;
};

/* Copies it to the end. As many wait as were asked for: each kind of question has one answer under way. */
void eventqueue_push(struct eventqueue *q, const struct event *event);
/* The oldest; false: there is none. */
bool eventqueue_take(struct eventqueue *q, struct event *out);
/* Throws all away, as at the end of a visit: the next visitor gets no answer of it. */
void eventqueue_forget(struct eventqueue *q);

#endif
