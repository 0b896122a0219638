/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs uses processor time or cannot run; what waits for a processor does neither. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/stall.h"

#include <cmocka.h>

#define SECOND_US INT64_C(1000000)

enum deed { LOOP, SLEEP };

static pid_t child(enum deed deed)
{
	pid_t pid = fork();
	if (pid == 0) {
		while (deed == SLEEP) {
			(void)pause();
		}
		for (volatile unsigned turns = 0;; turns++) {
		}
	}
	assert_true(pid > 0);
	return pid;
}

static void end(pid_t pid)
{
	int status;
	(void)kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

/* The next look finds that it cannot run. `now_us` goes on by a second for each look. */
static void wait_until_blocked(struct stall *s, int64_t *now_us)
{
	for (int i = 0; i < 3000 && s->blocked_us == 0; i++) {
		(void)poll(NULL, 0, 10);
		*now_us += SECOND_US;
		stall_look(s, *now_us);
	}
	assert_true(s->blocked_us > 0);
	stall_progress(s, *now_us);
}

static void a_loop_uses_processor_time(void **state)
{
	(void)state;
	struct stall s;
	pid_t pid = child(LOOP);
	stall_begin_process(&s, pid, clock_monotonic_us());
	for (int i = 0; i < 3000 && !stall_is_over(&s, SECOND_US / 5, INT64_MAX); i++) {
		(void)poll(NULL, 0, 20);
		stall_look(&s, clock_monotonic_us());
	}
	assert_true(stall_is_over(&s, SECOND_US / 5, INT64_MAX));
	assert_int_equal(s.blocked_us, 0);
	stall_progress(&s, clock_monotonic_us());
	assert_false(stall_is_over(&s, 1, 1));
	end(pid);
}

static void what_sleeps_cannot_run(void **state)
{
	(void)state;
	struct stall s;
	pid_t pid = child(SLEEP);
	int64_t now_us = clock_monotonic_us();
	stall_begin_process(&s, pid, now_us);
	wait_until_blocked(&s, &now_us);
	for (int i = 0; i < 20; i++) {
		assert_false(stall_is_over(&s, SECOND_US, 20 * SECOND_US));
		now_us += SECOND_US;
		stall_look(&s, now_us);
	}
	assert_true(stall_is_over(&s, SECOND_US, 20 * SECOND_US));
	assert_true(s.busy_us < SECOND_US);
	end(pid);
}

static void what_was_stopped_cannot_run(void **state)
{
	(void)state;
	struct stall s;
	pid_t pid = child(LOOP);
	int64_t now_us = clock_monotonic_us();
	stall_begin_process(&s, pid, now_us);
	assert_int_equal(kill(pid, SIGSTOP), 0);
	wait_until_blocked(&s, &now_us);
	end(pid);
}

/* Two loops share a processor, and one of them is scheduled idle. */
static void what_gets_no_processor_does_neither(void **state)
{
	(void)state;
	struct stall s;
	struct sched_param none = { 0 };
	pid_t pid = child(LOOP);
	pid_t other = child(LOOP);
	cpu_set_t all;
	cpu_set_t one;
	assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
	size_t first = 0;
	while (!CPU_ISSET(first, &all)) {
		first++;
	}
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	assert_int_equal(sched_setaffinity(pid, sizeof one, &one), 0);
	assert_int_equal(sched_setaffinity(other, sizeof one, &one), 0);
	assert_int_equal(sched_setscheduler(pid, SCHED_IDLE, &none), 0);
	int64_t begin_us = clock_monotonic_us();
	stall_begin_process(&s, pid, begin_us);
	for (int i = 0; i < 8; i++) {
		(void)poll(NULL, 0, 300);
		stall_look(&s, clock_monotonic_us());
	}
	assert_int_equal(s.blocked_us, 0);
	assert_true(s.busy_us < (clock_monotonic_us() - begin_us) / 4);
	end(other);
	end(pid);
}

/* Who looks may have been held up itself: one look does not prove an hour. */
static void a_long_gap_counts_for_little(void **state)
{
	(void)state;
	struct stall s;
	pid_t pid = child(SLEEP);
	int64_t now_us = clock_monotonic_us();
	stall_begin_process(&s, pid, now_us);
	wait_until_blocked(&s, &now_us);
	stall_look(&s, now_us + 3600 * SECOND_US);
	assert_int_equal(s.blocked_us, STALL_GAP_US);
	stall_look(&s, now_us + 3600 * SECOND_US + STALL_LOOK_US - 1);
	assert_int_equal(s.blocked_us, STALL_GAP_US);
	end(pid);
}

/* The thread that looks at itself runs, and what it has used is counted. */
static void a_thread_is_looked_at_alone(void **state)
{
	(void)state;
	struct stall s;
	int64_t begin_us = clock_monotonic_us();
	stall_begin_thread(&s, begin_us);
	for (int i = 0; !stall_is_over(&s, 1000, INT64_MAX) && clock_monotonic_us() < begin_us + 60 * SECOND_US; i++) {
		stall_look(&s, begin_us + i * SECOND_US);
	}
	assert_true(stall_is_over(&s, 1000, INT64_MAX));
	assert_int_equal(s.blocked_us, 0);
}

static void what_is_gone_cannot_run(void **state)
{
	(void)state;
	struct stall s;
	pid_t pid = child(SLEEP);
	end(pid);
	stall_begin_process(&s, pid, 0);
	stall_look(&s, SECOND_US);
	assert_int_equal(s.blocked_us, SECOND_US);
	assert_int_equal(s.busy_us, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loop_uses_processor_time),
		cmocka_unit_test(what_sleeps_cannot_run),
		cmocka_unit_test(what_was_stopped_cannot_run),
		cmocka_unit_test(what_gets_no_processor_does_neither),
		cmocka_unit_test(a_long_gap_counts_for_little),
		cmocka_unit_test(a_thread_is_looked_at_alone),
		cmocka_unit_test(what_is_gone_cannot_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
