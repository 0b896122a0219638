/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to ask again, what time it is, and what the interface's silence means: the pure rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "daemon/schedule.h"
#include "daemon/trial.h"
#include "daemon/trustclock.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { SECOND_US = 1000000, HOUR_S = 3600 };

static struct schedule given_hours(const char *text)
{
	struct schedule s = { .interval_s = HOUR_S };
	struct err e;
	assert_true(schedule_parse_quiet(text, &s, &e));
	return s;
}

static void delays_are_spread(void **state)
{
	(void)state;
	struct schedule s = given_hours("");
	assert_int_equal(schedule_next_s(&s, 0), 3240);
	assert_int_equal(schedule_next_s(&s, 1), 3960);
	assert_int_equal(schedule_second_s(&s, 0), 360);
	assert_int_equal(schedule_second_s(&s, 1), 3600);
	assert_int_equal(schedule_first_s(&s, false, 1), 2);
	assert_int_equal(schedule_first_s(&s, true, 1), 300);
	assert_int_equal(schedule_first_s(&s, true, 0), 0);
}

static void failures_are_asked_about_later_and_later(void **state)
{
	(void)state;
	struct schedule s = given_hours("");
	static const int64_t longest[] = { 30, 60, 120, 240, 480, 960, 1920, HOUR_S, HOUR_S, HOUR_S };
	for (unsigned i = 0; i < ARRAY_LEN(longest); i++) {
		assert_int_equal(schedule_retry_s(&s, i + 1, -1, 1), longest[i]);
		assert_int_equal(schedule_retry_s(&s, i + 1, -1, 0), longest[i] / 2);
	}
	assert_int_equal(schedule_retry_s(&s, 4000000000U, -1, 1), HOUR_S);
}

static void the_servers_word_on_retrying_counts(void **state)
{
	(void)state;
	struct schedule s = given_hours("");
	assert_int_equal(schedule_retry_s(&s, 1, 600, 0), 600);
	assert_int_equal(schedule_retry_s(&s, 1, 600, 1), 900);
	assert_int_equal(schedule_retry_s(&s, 9, 5, 1), HOUR_S);
}

static void quiet_hours_are_kept_also_over_midnight(void **state)
{
	(void)state;
	static const struct {
		const char *hours;
		int minute, second;
		int64_t left;
	} rows[] = {
		{ "", 600, 0, 0 },
		{ "08:00-18:30", 479, 59, 0 },
		{ "08:00-18:30", 480, 0, 37800 },
		{ "08:00-18:30", 1109, 30, 30 },
		{ "08:00-18:30", 1110, 0, 0 },
		{ "22:00-06:30", 1320, 0, 30600 },
		{ "22:00-06:30", 0, 0, 23400 },
		{ "22:00-06:30", 389, 0, 60 },
		{ "22:00-06:30", 390, 0, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct schedule s = given_hours(rows[i].hours);
		assert_int_equal(schedule_quiet_left_s(&s, rows[i].minute, rows[i].second), rows[i].left);
	}
}

static void bad_hours_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "8:00-18:30", "08:00", "08:00-24:00", "08:61-09:00", "08:00-08:00", "night",
		"08:00-18:30x" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct schedule s;
		struct err e;
		assert_false(schedule_parse_quiet(bad[i], &s, &e));
		assert_non_null(strstr(e.message, "22:00-06:30"));
	}
}

static void time_never_goes_back(void **state)
{
	(void)state;
	/* floor, elapsed s, system, synchronised, expected */
	static const struct {
		time_t floor;
		int64_t elapsed_s;
		time_t system;
		bool counts;
		time_t expected;
	} rows[] = {
		{ 1000, 0, 50, false, 1000 },          /* 1970, no clock */
		{ 1000, 10, 50, true, 1010 },          /* a clock that jumped back */
		{ 1000, 10, 5000, true, 5000 },        /* a good one */
		{ 1000, 10, 4000000000, false, 1010 }, /* 2096, unsynchronised */
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(trustclock_rule(rows[i].floor, rows[i].elapsed_s * SECOND_US, rows[i].system,
						 rows[i].counts),
				rows[i].expected);
	}
	assert_true(trustclock_build_time() > 1750000000);
}

static struct uistate given_ui(const char *json)
{
	struct uistate ui;
	struct err e;
	assert_true(uistate_parse(json, strlen(json), &ui, &e));
	ui.alive = true;
	return ui;
}

static void the_interface_confirms_by_opening(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":3,\"session\":false,\"refused\":null}");
	struct trial t;
	trial_start(&t, 3, 0);
	assert_int_equal(trial_step(&t, &ui, 1, SECOND_US), TRIAL_CONFIRMED);
}

static void a_refusal_of_another_generation_is_not_one(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":3,\"session\":false,"
				     "\"refused\":{\"generation\":4,\"why\":\"no table\"}}");
	struct trial t;
	trial_start(&t, 4, 0);
	assert_int_equal(trial_step(&t, &ui, 1, SECOND_US), TRIAL_REFUSED);
	assert_string_equal(ui.refused_why, "no table");
	trial_start(&t, 5, 0);
	assert_int_equal(trial_step(&t, &ui, 1, SECOND_US), TRIAL_WAITING);
}

static void a_visit_is_waited_for_however_long(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":3,\"session\":true}");
	struct trial t;
	trial_start(&t, 4, 0);
	for (int64_t s = 1; s < 7200; s++) {
		assert_int_equal(trial_step(&t, &ui, s * SECOND_US, 120 * SECOND_US), TRIAL_VISIT);
	}
}

/* Steps from *s on while it waits; returns what came then. */
static enum trial_verdict wait_out(struct trial *t, const struct uistate *ui, int64_t *s)
{
	enum trial_verdict verdict = TRIAL_WAITING;
	for (int i = 0; i < 1000 && verdict == TRIAL_WAITING; i++) {
		verdict = trial_step(t, ui, ++*s * SECOND_US, 120 * INT64_C(1000000));
	}
	return verdict;
}

static void a_silent_interface_is_restarted_before_the_content_is_blamed(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":3,\"session\":false}");
	struct trial t;
	int64_t s = 0;
	trial_start(&t, 4, 0);
	assert_int_equal(wait_out(&t, &ui, &s), TRIAL_RESTART);
	assert_in_range(s, 120, 122);
	assert_int_equal(t.restart_pid, 7);
	ui.pid = 8;
	assert_int_equal(wait_out(&t, &ui, &s), TRIAL_SILENT);
	assert_in_range(s, 240, 244);
}

static void who_makes_progress_is_not_silent(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":3,\"shown\":3,\"session\":false,"
				     "\"trying\":{\"generation\":4,\"step\":1}}");
	struct trial t;
	trial_start(&t, 4, 0);
	for (int64_t s = 1; s < 2000; s++) {
		ui.step = 1 + s / 100;
		assert_int_equal(trial_step(&t, &ui, s * SECOND_US, 120 * INT64_C(1000000)), TRIAL_WAITING);
	}
	ui.trying = 0;
	ui.step = 0;
	ui.shown = 4; /* on the screen, not yet proved */
	int64_t s = 2000;
	assert_int_equal(wait_out(&t, &ui, &s), TRIAL_RESTART);
	assert_in_range(s, 2120, 2124);
}

static void nobody_there_decides_nothing(void **state)
{
	(void)state;
	struct uistate ui = given_ui("{\"pid\":7,\"generation\":4,\"session\":false}");
	ui.alive = false;
	struct trial t;
	trial_start(&t, 4, 0);
	for (int64_t s = 1; s < 1000; s++) {
		assert_int_equal(trial_step(&t, &ui, s * SECOND_US, SECOND_US), TRIAL_NO_INTERFACE);
	}
}

static void nonsense_in_ui_json_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "[]", "{}", "{\"pid\":\"7\",\"generation\":3}", "{\"pid\":7}",
		"{\"pid\":7,\"generation\":-3}", "{\"pid\":7,\"generation\":3,\"shown\":\"3\"}",
		"{\"pid\":7,\"generation\":3,\"trying\":{\"generation\":4}}",
		"{\"pid\":7,\"generation\":3,\"refused\":{\"why\":\"x\"}}" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct uistate ui;
		struct err e;
		assert_false(uistate_parse(bad[i], strlen(bad[i]), &ui, &e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delays_are_spread),
		cmocka_unit_test(failures_are_asked_about_later_and_later),
		cmocka_unit_test(the_servers_word_on_retrying_counts),
		cmocka_unit_test(quiet_hours_are_kept_also_over_midnight),
		cmocka_unit_test(bad_hours_are_refused),
		cmocka_unit_test(time_never_goes_back),
		cmocka_unit_test(the_interface_confirms_by_opening),
		cmocka_unit_test(a_refusal_of_another_generation_is_not_one),
		cmocka_unit_test(a_visit_is_waited_for_however_long),
		cmocka_unit_test(a_silent_interface_is_restarted_before_the_content_is_blamed),
		cmocka_unit_test(who_makes_progress_is_not_silent),
		cmocka_unit_test(nobody_there_decides_nothing),
		cmocka_unit_test(nonsense_in_ui_json_is_refused),
	};
	return cmocka_run_group_tests_name("daemon_schedule", tests, NULL, NULL);
}
