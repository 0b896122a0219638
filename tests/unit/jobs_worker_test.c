/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs by value: order, cancelling, dropping, and that every job accepted comes back exactly once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "jobs/worker.h"

#include <cmocka.h>

struct note {
	int number;
	int answer;
};

static atomic_int started;
static atomic_int gate; /* the first job waits here while the others are queued */
static int done_order[2 * WORKER_JOBS_MAX];
static int done_len, ran, cancelled, dropped;

static void reset(void)
{
	atomic_store(&gate, 0);
	atomic_store(&started, 0);
	done_len = ran = cancelled = dropped = 0;
}

static void run_wait(struct worker_job *job, int thread)
{
	(void)job;
	(void)thread;
	atomic_store(&started, 1);
	while (!atomic_load(&gate)) {
		(void)poll(NULL, 0, 1);
	}
}

static int pipe_ends[2];

/* Cannot run until a byte comes. */
static void run_read(struct worker_job *job, int thread)
{
	char byte;
	(void)job;
	(void)thread;
	atomic_store(&started, 1);
	assert_int_equal(read(pipe_ends[0], &byte, 1), 1);
}

static void run_loop(struct worker_job *job, int thread)
{
	(void)job;
	(void)thread;
	atomic_store(&started, 1);
	while (!atomic_load(&gate)) {
	}
}

static void run_square(struct worker_job *job, int thread)
{
	assert_true(thread >= 0 && thread < WORKER_THREADS_MAX);
	struct note *n = (struct note *)(void *)job->payload;
	n->answer = n->number * n->number;
}

static pthread_barrier_t together;

static void run_together(struct worker_job *job, int thread)
{
	run_square(job, thread);
	(void)pthread_barrier_wait(&together);
}

static void on_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct note *n = (const struct note *)(const void *)job->payload;
	if (outcome == WORKER_RAN) {
		assert_int_equal(n->answer, n->number * n->number);
		ran++;
	} else {
		assert_int_equal(n->answer, 0);
		cancelled += outcome == WORKER_CANCELLED;
		dropped += outcome == WORKER_DROPPED;
	}
	done_order[done_len++] = n->number;
}

static struct worker_job job_of(int number, int priority)
{
	struct worker_job job = { .run = run_square,
		.done = on_done,
		.group = 7,
		.key = (uint64_t)number,
		.priority = priority };
	((struct note *)(void *)job.payload)->number = number;
	return job;
}

static void block(struct worker *w)
{
	struct worker_job job = { .run = run_wait, .group = 1, .priority = -1 };
	assert_true(worker_submit(w, &job));
	while (!atomic_load(&started)) {
		(void)poll(NULL, 0, 1);
	}
}

static void finish(struct worker *w)
{
	atomic_store(&gate, 1);
	while (worker_pending(w) > 0) {
		struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
		assert_int_equal(poll(&fd, 1, 10000), 1);
		(void)worker_poll(w);
	}
}

static void urgent_jobs_start_first_then_in_order(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(1);
	block(w);
	static const int priorities[] = { 300, 100, 200, 100, 0 };
	for (int i = 0; i < 5; i++) {
		struct worker_job job = job_of(i, priorities[i]);
		assert_true(worker_submit(w, &job));
	}
	assert_true(worker_hurry(w, 7, 0, 50));
	assert_false(worker_hurry(w, 7, 99, 50));
	finish(w);
	static const int expected[] = { 4, 0, 1, 3, 2 };
	assert_int_equal(done_len, 5);
	assert_memory_equal(done_order, expected, sizeof expected);
	worker_destroy(w);
}

static void a_cancelled_job_never_runs_and_comes_back_at_once(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(1);
	block(w);
	for (int i = 0; i < 10; i++) {
		struct worker_job job = job_of(i, 100);
		assert_true(worker_submit(w, &job));
	}
	assert_int_equal(worker_cancel(w, 7, 3), 1);
	assert_int_equal(cancelled, 1);
	assert_int_equal(done_order[0], 3);
	assert_int_equal(worker_cancel(w, 8, 4), 0);
	assert_int_equal(worker_cancel_group(w, 7), 9);
	finish(w);
	assert_int_equal(ran, 0);
	assert_int_equal(cancelled, 10);
	worker_destroy(w);
}

static void a_full_queue_drops_what_would_start_last(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(1);
	block(w);
	for (int i = 0; i < WORKER_JOBS_MAX; i++) {
		struct worker_job job = job_of(i, i);
		job.droppable = i % 2 == 0;
		assert_true(worker_submit(w, &job));
	}
	struct worker_job urgent = job_of(1000, 0);
	assert_true(worker_submit(w, &urgent));
	assert_int_equal(dropped, 1);
	assert_int_equal(done_order[0], WORKER_JOBS_MAX - 2); /* the last of the even ones */
	assert_int_equal(worker_dropped(w), 1);
	struct worker_job spare = job_of(2000, 10000);
	spare.droppable = true;
	assert_false(worker_submit(w, &spare)); /* it would itself start last */
	finish(w);
	assert_int_equal(ran, WORKER_JOBS_MAX);
	worker_destroy(w);
}

static void every_job_comes_back_once_with_many_threads(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(4);
	int accepted = 0;
	for (int i = 0; i < 200; i++) {
		struct worker_job job = job_of(i, i % 3);
		accepted += worker_submit(w, &job);
	}
	atomic_store(&gate, 1);
	worker_drain_group(w, 7);
	finish(w);
	assert_int_equal(ran + cancelled, accepted);
	worker_destroy(w);
}

/* Each job waits until all of them run. */
static void as_many_jobs_run_at_once_as_there_are_threads(void **state)
{
	(void)state;
	enum { THREADS = 4 };
	reset();
	struct worker *w = worker_create(THREADS);
	assert_int_equal(pthread_barrier_init(&together, NULL, THREADS), 0);
	for (int i = 0; i < THREADS; i++) {
		struct worker_job job = job_of(i, i);
		job.run = run_together;
		assert_true(worker_submit(w, &job));
	}
	finish(w);
	assert_int_equal(ran, THREADS);
	worker_destroy(w);
	(void)pthread_barrier_destroy(&together);
}

static void destroying_gives_back_what_waits(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(1);
	block(w);
	for (int i = 0; i < 5; i++) {
		struct worker_job job = job_of(i, 0);
		assert_true(worker_submit(w, &job));
	}
	atomic_store(&gate, 1);
	worker_destroy(w);
	assert_int_equal(ran + cancelled, 5);
	worker_destroy(NULL);
}

static void long_jobs_do_not_hold_up_the_others(void **state)
{
	(void)state;
	reset();
	struct worker *w = worker_create(1);
	struct worker_job slow = { .run = run_wait, .group = 7, .background = true };
	assert_true(worker_submit(w, &slow));
	while (!atomic_load(&started)) {
		(void)poll(NULL, 0, 1);
	}
	struct worker_job quick = { .run = run_square, .done = on_done };
	((struct note *)(void *)quick.payload)->number = 3;
	assert_true(worker_submit(w, &quick));
	while (ran == 0) {
		struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
		assert_int_equal(poll(&fd, 1, 10000), 1);
		(void)worker_poll(w);
	}
	atomic_store(&gate, 1);
	worker_destroy(w);
}

static struct worker *given_a_job(worker_run *run, int64_t limit_us)
{
	reset();
	struct worker *w = worker_create(1);
	struct worker_job job = { .run = run, .group = 5, .key = 42, .limit_us = limit_us };
	assert_true(worker_submit(w, &job));
	while (!atomic_load(&started)) {
		(void)poll(NULL, 0, 1);
	}
	return w;
}

/* Looks once a second for so long, of a clock that this function moves. */
static bool is_overdue_within(struct worker *w, int64_t *now_us, int seconds)
{
	uint32_t group = 0;
	uint64_t key = 0;
	bool overdue = false;
	for (int i = 0; i < seconds && !overdue; i++) {
		*now_us += 1000000;
		overdue = worker_overdue(w, *now_us, &group, &key);
	}
	if (overdue) {
		assert_int_equal(group, 5);
		assert_int_equal(key, 42);
	}
	return overdue;
}

static void a_job_that_cannot_run_is_named(void **state)
{
	(void)state;
	assert_int_equal(pipe(pipe_ends), 0);
	struct worker *w = given_a_job(run_read, 5000000);
	int64_t now_us = clock_monotonic_us();
	assert_false(worker_overdue(w, now_us, NULL, NULL));
	assert_false(is_overdue_within(w, &now_us, 14));
	assert_true(is_overdue_within(w, &now_us, 3)); /* it may have been on its way to the read at the first look */
	assert_int_equal(write(pipe_ends[1], "x", 1), 1);
	worker_drain_group(w, 5);
	assert_false(worker_overdue(w, now_us, NULL, NULL));
	worker_destroy(w);
	(void)close(pipe_ends[0]);
	(void)close(pipe_ends[1]);
}

static void a_job_that_loops_is_named(void **state)
{
	(void)state;
	struct worker *w = given_a_job(run_loop, 200000);
	for (int i = 0; i < 3000 && !worker_overdue(w, clock_monotonic_us(), NULL, NULL); i++) {
		(void)poll(NULL, 0, 20);
	}
	assert_true(worker_overdue(w, clock_monotonic_us(), NULL, NULL));
	atomic_store(&gate, 1);
	worker_destroy(w);
}

/* An hour goes by, and of it the job has got no more than the test took. */
static void a_job_that_gets_no_processor_is_no_hang(void **state)
{
	(void)state;
	struct worker *w = given_a_job(run_loop, 60000000);
	int64_t now_us = clock_monotonic_us();
	assert_false(is_overdue_within(w, &now_us, 3600));
	atomic_store(&gate, 1);
	worker_destroy(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urgent_jobs_start_first_then_in_order),
		cmocka_unit_test(a_cancelled_job_never_runs_and_comes_back_at_once),
		cmocka_unit_test(a_full_queue_drops_what_would_start_last),
		cmocka_unit_test(every_job_comes_back_once_with_many_threads),
		cmocka_unit_test(as_many_jobs_run_at_once_as_there_are_threads),
		cmocka_unit_test(destroying_gives_back_what_waits),
		cmocka_unit_test(long_jobs_do_not_hold_up_the_others),
		cmocka_unit_test(a_job_that_cannot_run_is_named),
		cmocka_unit_test(a_job_that_loops_is_named),
		cmocka_unit_test(a_job_that_gets_no_processor_is_no_hang),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
