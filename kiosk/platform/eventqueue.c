/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/eventqueue.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct queued_event {
	struct queued_event *next;
	struct event event;
};

void eventqueue_push(struct eventqueue *q, const struct event *event)
{
	struct queued_event *added = mem_zalloc(1, sizeof *added);
	added->event = *event;
	if (q->last) {
		q->last->next = added;
	} else {
		q->first = added;
	}
	q->last = added;
	q->len++;
}

bool eventqueue_take(struct eventqueue *q, struct event *out)
{
	struct queued_event *taken = q->first;
	if (!taken) {
		return false;
	}
	*out = taken->event;
	q->first = taken->next;
	q->last = q->first ? q->last : NULL;
	q->len--;
	explicit_bzero(taken, sizeof *taken);
	free(taken);
	return true;
}

void eventqueue_forget(struct eventqueue *q)
{
	struct event event;
	while (eventqueue_take(q, &event)) {
	}
	explicit_bzero(&event, sizeof event);
}
