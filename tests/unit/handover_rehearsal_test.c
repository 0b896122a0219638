/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process that tries new content is this program started again: which of its ends and silences refuse the content.
 * waitpid() is counted, for the thread that draws must not wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"
#include "handover/rehearsal.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define SECOND_US INT64_C(1000000)

static int waits;    /* calls that may block */
static int too_soon; /* so many calls do not find it ended */

pid_t waitpid(pid_t pid, int *status, int options)
{
	waits += (options & WNOHANG) == 0;
	if (too_soon > 0) {
		too_soon--;
		return 0;
	}
	return (pid_t)syscall(SYS_wait4, pid, status, options, NULL);
}

/* ---- the process that tries it ---- */

static int be_tried(const char *how)
{
	(void)puts("step one\nstep two");
	(void)fflush(stdout);
	if (str_equal(how, "good")) {
		(void)puts("good");
	} else if (str_equal(how, "bad")) {
		(void)puts("bad words");
		return EXIT_FAILURE;
	} else if (str_equal(how, "crash")) {
		(void)raise(SIGABRT);
	} else if (str_equal(how, "mute")) {
		(void)close(STDOUT_FILENO);
	}
	while (str_equal(how, "loop")) {
	}
	while (str_equal(how, "sleep") || str_equal(how, "mute")) {
		(void)pause();
	}
	return EXIT_SUCCESS;
}

/* ---- the side that follows it ---- */

static struct rehearsal given(const char *how, int64_t silence_us)
{
	struct err e;
	struct rehearsal r = REHEARSAL_NONE;
	char name[] = "borne";
	char word[16];
	str_cut(word, sizeof word, how);
	char *argv[] = { name, word, NULL };
	const struct rehearsal_options options = { .argv = argv,
		.w = 1,
		.h = 1,
		.mm_per_px = 1,
		.silence_us = silence_us };
	waits = 0;
	assert_true(rehearsal_start(&r, &options, 7, false, &e));
	return r;
}

/* Real time goes by, none of the clock that it is judged by, until it has said all. */
static int64_t until_it_is_at_two(struct rehearsal *r)
{
	struct err why;
	int64_t now_us = clock_monotonic_us();
	for (int i = 0; i < 6000 && r->steps < 2; i++) {
		(void)poll(NULL, 0, 10);
		assert_int_equal(rehearsal_poll(r, now_us, &why), REHEARSAL_RUNNING);
	}
	assert_int_equal(r->steps, 2);
	return now_us;
}

static enum rehearsal_outcome follow(struct rehearsal *r, int64_t *now_us, int64_t step_us, int steps, struct err *why)
{
	enum rehearsal_outcome outcome = REHEARSAL_RUNNING;
	for (int i = 0; i < steps && outcome == REHEARSAL_RUNNING; i++) {
		*now_us += step_us;
		outcome = rehearsal_poll(r, *now_us, why);
		if (step_us < SECOND_US) {
			(void)poll(NULL, 0, 10);
		}
	}
	return outcome;
}

static void expect_gone(struct rehearsal *r)
{
	for (int i = 0; i < 6000 && rehearsal_is_leaving(r, 0); i++) {
		(void)poll(NULL, 0, 10);
	}
	assert_false(rehearsal_is_leaving(r, 0));
	assert_int_equal(r->pid, 0);
	assert_int_equal(r->fd, -1);
	assert_true(rehearsal_due_us(r) == INT64_MAX);
	assert_int_equal(waits, 0);
}

static void ends_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *how;
		enum rehearsal_outcome outcome;
		const char *why;
	} rows[] = {
		{ "good", REHEARSAL_GOOD, "" },
		{ "bad", REHEARSAL_BAD, "words" },
		{ "crash", REHEARSAL_BAD, "signal 6" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err why = { 0 };
		struct rehearsal r = given(rows[i].how, 3600 * SECOND_US);
		int64_t now_us = clock_monotonic_us();
		too_soon = 3; /* its words have ended, and it not yet */
		assert_int_equal(follow(&r, &now_us, 1, 6000, &why), rows[i].outcome);
		assert_non_null(strstr(why.message, rows[i].why));
		assert_int_equal(too_soon, 0);
		expect_gone(&r);
	}
}

/* An hour goes by in which it gets no more processor than the test takes. */
static void what_gets_no_processor_is_waited_for(void **state)
{
	(void)state;
	struct err why;
	struct rehearsal r = given("loop", 60 * SECOND_US);
	int64_t now_us = until_it_is_at_two(&r);
	assert_int_equal(follow(&r, &now_us, 2 * SECOND_US, 1800, &why), REHEARSAL_RUNNING);
	rehearsal_stop(&r);
	expect_gone(&r);
}

static void a_loop_is_a_hang(void **state)
{
	(void)state;
	struct err why;
	struct rehearsal r = given("loop", SECOND_US / 5);
	(void)until_it_is_at_two(&r);
	enum rehearsal_outcome outcome = REHEARSAL_RUNNING;
	for (int i = 0; i < 6000 && outcome == REHEARSAL_RUNNING; i++) {
		(void)poll(NULL, 0, 10);
		outcome = rehearsal_poll(&r, clock_monotonic_us(), &why);
	}
	assert_int_equal(outcome, REHEARSAL_BAD);
	assert_non_null(strstr(why.message, "without progress at: two"));
	expect_gone(&r);
}

static void what_cannot_run_is_a_hang_ten_times_later(void **state)
{
	(void)state;
	static const char *const ways[] = { "sleep", "mute" };
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct err why;
		struct rehearsal r = given(ways[i], 60 * SECOND_US);
		int64_t now_us = until_it_is_at_two(&r);
		assert_int_equal(follow(&r, &now_us, 2 * SECOND_US, 299, &why), REHEARSAL_RUNNING);
		/* more than one: it may have been on its way to sleep at the first looks */
		assert_int_equal(follow(&r, &now_us, 2 * SECOND_US, 600, &why), REHEARSAL_BAD);
		assert_non_null(strstr(why.message, "without progress at: two"));
		expect_gone(&r);
	}
}

static void stopping_does_not_wait(void **state)
{
	(void)state;
	struct rehearsal r = given("sleep", 60 * SECOND_US);
	(void)until_it_is_at_two(&r);
	too_soon = 2; /* killed, and it holds its memory */
	rehearsal_stop(&r);
	assert_int_equal(r.pid, 0);
	assert_true(rehearsal_is_leaving(&r, 5));
	assert_true(rehearsal_due_us(&r) > 5 && rehearsal_due_us(&r) < SECOND_US);
	rehearsal_stop(&r); /* nothing to do */
	expect_gone(&r);
}

/* What the program says on standard error while it looks. */
static void expect_said(struct rehearsal *r, int64_t now_us, bool wanted)
{
	char text[512] = "";
	int fds[2];
	int before = dup(STDERR_FILENO);
	assert_int_equal(pipe2(fds, O_CLOEXEC | O_NONBLOCK), 0);
	assert_true(before >= 0 && dup2(fds[1], STDERR_FILENO) >= 0);
	assert_true(rehearsal_is_leaving(r, now_us));
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	(void)read(fds[0], text, sizeof text - 1);
	assert_int_equal(strstr(text, "does not end") != NULL, wanted);
	(void)close(before);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void one_that_does_not_end_is_named_once(void **state)
{
	(void)state;
	struct rehearsal r = given("sleep", 60 * SECOND_US);
	(void)until_it_is_at_two(&r);
	too_soon = 100;
	rehearsal_stop(&r);
	int64_t now_us = r.left_us;
	expect_said(&r, now_us + 59 * (int64_t)SECOND_US, false);
	expect_said(&r, now_us + 61 * (int64_t)SECOND_US, true);
	expect_said(&r, now_us + 200 * (int64_t)SECOND_US, false);
	too_soon = 0;
	expect_gone(&r);
}

int main(int argc, char **argv)
{
	if (argc > 2) { /* as rehearsal_start() starts it */
		return be_tried(argv[1]);
	}
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_are_told_apart),
		cmocka_unit_test(what_gets_no_processor_is_waited_for),
		cmocka_unit_test(a_loop_is_a_hang),
		cmocka_unit_test(what_cannot_run_is_a_hang_ten_times_later),
		cmocka_unit_test(stopping_does_not_wait),
		cmocka_unit_test(one_that_does_not_end_is_named_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
