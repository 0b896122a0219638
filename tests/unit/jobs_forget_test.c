/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a personal job left on its thread's stack is gone, and nothing else is: not the frames in use, not the stacks of
 * others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/forget.h"

#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
#define OWN_STACK 0 /* local variables are kept elsewhere */
#else
#define OWN_STACK 1
#endif

enum { THREADS = 32, DEEP_BYTES = 200000 };

static const char typed[] = "what a visitor typed";
static pthread_barrier_t all_started;

/* Fills a deep frame with the words; returns its lowest address. */
static __attribute__((noinline)) uintptr_t type_deep(void)
{
	volatile char deep[DEEP_BYTES];
	for (size_t i = 0; i < sizeof deep; i++) {
		deep[i] = typed[i % sizeof typed];
	}
	return (uintptr_t)&deep[0];
}

static __attribute__((noinline, no_sanitize("address"))) size_t words_left(uintptr_t from)
{
	const volatile char *p = (const volatile char *)from; /* NOLINT(performance-no-int-to-ptr) */
	size_t found = 0;
	for (size_t i = 0; i + 8 < DEEP_BYTES; i++) {
		size_t n = 0;
		while (n < 8 && p[i + n] == typed[n]) {
			n++;
		}
		found += n == 8;
	}
	return found;
}

static void *work(void *arg)
{
	size_t *left = arg;
	char mine[512];
	memset(mine, 7, sizeof mine);
	uintptr_t deep = type_deep();
	(void)pthread_barrier_wait(&all_started);
	size_t before = OWN_STACK ? words_left(deep) : 1;
	forget_stack();
	size_t after = OWN_STACK ? words_left(deep) : 0;
	for (size_t i = 0; i < sizeof mine; i++) {
		after += mine[i] != 7;
	}
	*left = before == 0 ? SIZE_MAX : after; /* SIZE_MAX: the test itself found nothing to forget */
	return NULL;
}

static void only_what_was_left_is_forgotten(void **state)
{
	(void)state;
	pthread_t threads[THREADS];
	size_t left[THREADS];
	assert_int_equal(pthread_barrier_init(&all_started, NULL, THREADS), 0);
	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, work, &left[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(left[i], 0);
	}
	(void)pthread_barrier_destroy(&all_started);
}

static void the_main_thread_keeps_its_callers(void **state)
{
	(void)state;
	size_t left = 0;
	assert_int_equal(pthread_barrier_init(&all_started, NULL, 1), 0);
	(void)work(&left);
	assert_int_equal(left, 0);
	(void)pthread_barrier_destroy(&all_started);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_was_left_is_forgotten),
		cmocka_unit_test(the_main_thread_keeps_its_callers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
