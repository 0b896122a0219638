/* SPDX-License-Identifier: GPL-3.0-or-later */
/* queue.h - a bounded queue between threads, by value
 *
 * Fixed capacity, copied items. When it is full, the oldest item marked droppable
 * makes room and the drop is counted; with none droppable, push says no. Locks
 * live here and in worker.c, nowhere else. Any thread. */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct queue;
/* Owned. Items are `item_bytes` each, at most `capacity` of them. */
struct queue *queue_create(size_t item_bytes, size_t capacity);
/* Items still inside are forgotten: whoever put resources in drains it first. */
void queue_destroy(struct queue *q);
/* Copies *item. A dropped item is copied to *dropped (may be NULL) and *was_dropped set, so that its
 * resources can be freed. False when the queue is full of items that may not be dropped, or closed. */
bool queue_push(struct queue *q, const void *item, bool droppable, void *dropped, bool *was_dropped);
/* Copies the oldest item out; false when empty. Never blocks. */
bool queue_try_pop(struct queue *q, void *item);
/* Waits for an item; false once the queue is closed and empty. */
bool queue_pop(struct queue *q, void *item);
/* Wakes all waiters; pushing is refused from here on. */
void queue_close(struct queue *q);
size_t queue_len(struct queue *q);
uint64_t queue_dropped(struct queue *q);

#endif
