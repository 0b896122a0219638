/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue between threads: order, drops, closing, and nothing left behind. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/queue.h"

#include <cmocka.h>

static void items_leave_in_the_order_they_came(void **state)
{
	(void)state;
	struct queue *q = queue_create(sizeof(int), 3);
	int out = 0;
	assert_false(queue_try_pop(q, &out));
	/* More rounds than slots, so that the ring wraps. */
	for (int i = 0; i < 10; i++) {
		int next = i + 100;
		assert_true(queue_push(q, &i, false, NULL, NULL));
		assert_true(queue_push(q, &next, false, NULL, NULL));
		assert_int_equal(queue_len(q), 2);
		assert_true(queue_try_pop(q, &out));
		assert_int_equal(out, i);
		assert_true(queue_pop(q, &out));
		assert_int_equal(out, i + 100);
	}
	queue_destroy(q);
	queue_destroy(NULL);
}

static void a_full_queue_drops_the_oldest_that_may_be_dropped(void **state)
{
	(void)state;
	struct queue *q = queue_create(sizeof(int), 3);
	int dropped = 0;
	bool was_dropped = true;
	const int items[] = { 1, 2, 3, 4, 5 };
	assert_true(queue_push(q, &items[0], false, &dropped, &was_dropped));
	assert_false(was_dropped);
	assert_true(queue_push(q, &items[1], true, &dropped, &was_dropped));
	assert_true(queue_push(q, &items[2], true, &dropped, &was_dropped));
	assert_true(queue_push(q, &items[3], false, &dropped, &was_dropped));
	assert_true(was_dropped);
	assert_int_equal(dropped, 2);
	assert_true(queue_push(q, &items[4], false, NULL, NULL));
	assert_int_equal(queue_dropped(q), 2);
	/* Now 1, 4, 5, none of which may go. */
	assert_false(queue_push(q, &items[1], false, &dropped, &was_dropped));
	assert_false(was_dropped);
	assert_int_equal(queue_dropped(q), 2);
	const int expected[] = { 1, 4, 5 };
	for (size_t i = 0; i < 3; i++) {
		int out = 0;
		assert_true(queue_try_pop(q, &out));
		assert_int_equal(out, expected[i]);
	}
	queue_destroy(q);
}

static void a_closed_queue_empties_and_then_says_no(void **state)
{
	(void)state;
	struct queue *q = queue_create(sizeof(int), 2);
	int item = 7;
	int out = 0;
	assert_true(queue_push(q, &item, false, NULL, NULL));
	queue_close(q);
	assert_false(queue_push(q, &item, true, NULL, NULL));
	assert_true(queue_pop(q, &out));
	assert_int_equal(out, 7);
	assert_false(queue_pop(q, &out));
	queue_destroy(q);
}

enum { PRODUCERS = 3, EACH = 2000 };

struct shared {
	struct queue *q;
	int number;
};

static void *produce(void *argument)
{
	const struct shared *s = argument;
	for (int i = 0; i < EACH; i++) {
		int item = s->number * EACH + i;
		while (!queue_push(s->q, &item, false, NULL, NULL)) {
		}
	}
	return NULL;
}

static void *consume(void *argument)
{
	struct queue *q = argument;
	static long sum;
	int item;
	int last[PRODUCERS] = { -1, -1, -1 };
	sum = 0;
	while (queue_pop(q, &item)) {
		/* Items of one producer keep their order. */
		if (item % EACH <= last[item / EACH]) {
			sum = -1;
			break;
		}
		last[item / EACH] = item % EACH;
		sum += item;
	}
	return &sum;
}

static void threads_lose_nothing(void **state)
{
	(void)state;
	struct queue *q = queue_create(sizeof(int), 16);
	struct shared shared[PRODUCERS];
	pthread_t producers[PRODUCERS];
	pthread_t consumer;
	assert_int_equal(pthread_create(&consumer, NULL, consume, q), 0);
	for (int i = 0; i < PRODUCERS; i++) {
		shared[i] = (struct shared){ q, i };
		assert_int_equal(pthread_create(&producers[i], NULL, produce, &shared[i]), 0);
	}
	for (int i = 0; i < PRODUCERS; i++) {
		assert_int_equal(pthread_join(producers[i], NULL), 0);
	}
	queue_close(q); /* wakes the consumer when it waits */
	void *sum = NULL;
	assert_int_equal(pthread_join(consumer, &sum), 0);
	const long count = (long)PRODUCERS * EACH;
	assert_int_equal(*(long *)sum, count * (count - 1) / 2);
	queue_destroy(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_leave_in_the_order_they_came),
		cmocka_unit_test(a_full_queue_drops_the_oldest_that_may_be_dropped),
		cmocka_unit_test(a_closed_queue_empties_and_then_says_no),
		cmocka_unit_test(threads_lose_nothing),
	};
	return cmocka_run_group_tests_name("base_queue", tests, NULL, NULL);
}
