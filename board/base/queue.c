/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t not_empty;
	unsigned char *items;
	bool *droppable;
	size_t item_bytes;
	size_t capacity;
	size_t len;
	size_t first;
	uint64_t dropped;
	bool closed;
};

struct queue *queue_create(size_t item_bytes, size_t capacity)
{
	struct queue *q = mem_zalloc(1, sizeof *q);
	(void)pthread_mutex_init(&q->lock, NULL);
	(void)pthread_cond_init(&q->not_empty, NULL);
	q->items = mem_zalloc(capacity, item_bytes);
	q->droppable = mem_zalloc(capacity, sizeof *q->droppable);
	q->item_bytes = item_bytes;
	q->capacity = capacity;
	return q;
}

void queue_destroy(struct queue *q)
{
	if (!q) {
		return;
	}
	(void)pthread_cond_destroy(&q->not_empty);
	(void)pthread_mutex_destroy(&q->lock);
	explicit_bzero(q->items, q->capacity * q->item_bytes);
	free(q->items);
	free(q->droppable);
	free(q);
}

static size_t slot(const struct queue *q, size_t nth)
{
	return (q->first + nth) % q->capacity;
}

static unsigned char *item_at(struct queue *q, size_t nth)
{
	return q->items + slot(q, nth) * q->item_bytes;
}

/* Takes the oldest droppable item out; false when there is none. */
static bool drop_one(struct queue *q, void *dropped)
{
	size_t victim = 0;
	while (victim < q->len && !q->droppable[slot(q, victim)]) {
		victim++;
	}
	if (victim == q->len) {
		return false;
	}
	if (dropped) {
		memcpy(dropped, item_at(q, victim), q->item_bytes);
	}
	for (size_t i = victim; i + 1 < q->len; i++) {
		memcpy(item_at(q, i), item_at(q, i + 1), q->item_bytes);
		q->droppable[slot(q, i)] = q->droppable[slot(q, i + 1)];
	}
	q->len--;
	explicit_bzero(item_at(q, q->len), q->item_bytes); /* may hold what a visitor typed */
	q->dropped++;
	return true;
}

bool queue_push(struct queue *q, const void *item, bool droppable, void *dropped, bool *was_dropped)
{
	bool gone = false;
	(void)pthread_mutex_lock(&q->lock);
	bool ok = !q->closed;
	if (ok && q->len == q->capacity) {
		gone = drop_one(q, dropped);
		ok = gone;
	}
	if (ok) {
		memcpy(item_at(q, q->len), item, q->item_bytes);
		q->droppable[slot(q, q->len)] = droppable;
		q->len++;
		(void)pthread_cond_signal(&q->not_empty);
	}
	(void)pthread_mutex_unlock(&q->lock);
	if (was_dropped) {
		*was_dropped = gone;
	}
	return ok;
}

static bool take_locked(struct queue *q, void *item)
{
	if (q->len == 0) {
		return false;
	}
	memcpy(item, item_at(q, 0), q->item_bytes);
	explicit_bzero(item_at(q, 0), q->item_bytes); /* may hold what a visitor typed */
	q->first = slot(q, 1);
	q->len--;
	return true;
}

bool queue_try_pop(struct queue *q, void *item)
{
	(void)pthread_mutex_lock(&q->lock);
	bool ok = take_locked(q, item);
	(void)pthread_mutex_unlock(&q->lock);
	return ok;
}

bool queue_pop(struct queue *q, void *item)
{
	(void)pthread_mutex_lock(&q->lock);
	while (q->len == 0 && !q->closed) {
		(void)pthread_cond_wait(&q->not_empty, &q->lock);
	}
	bool ok = take_locked(q, item);
	(void)pthread_mutex_unlock(&q->lock);
	return ok;
}

void queue_close(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->closed = true;
	(void)pthread_cond_broadcast(&q->not_empty);
	(void)pthread_mutex_unlock(&q->lock);
}

size_t queue_len(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	size_t len = q->len;
	(void)pthread_mutex_unlock(&q->lock);
	return len;
}

uint64_t queue_dropped(struct queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	uint64_t dropped = q->dropped;
	(void)pthread_mutex_unlock(&q->lock);
	return dropped;
}
