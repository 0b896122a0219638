/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Five taps, a matrix, and borne.yaml with nothing else changed. Also what systemd is told. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "device/notify.h"
#include "health/calibrate.h"

#include <cmocka.h>

/* What a panel that is wrong in this way says when the crosses are tapped exactly. */
static void given_panel(struct touchpoint_matrix wrong, struct calibration_pair pairs[CALIBRATION_POINTS])
{
	for (size_t i = 0; i < CALIBRATION_POINTS; i++) {
		struct calibration_pair *p = &pairs[i];
		calibration_target(i, &p->target_u, &p->target_v);
		p->touched_u = wrong.at[0] * p->target_u + wrong.at[1] * p->target_v + wrong.at[2];
		p->touched_v = wrong.at[3] * p->target_u + wrong.at[4] * p->target_v + wrong.at[5];
	}
}

static void any_affine_mistake_is_undone(void **state)
{
	(void)state;
	static const struct touchpoint_matrix mistakes[] = {
		{ { 1, 0, 0, 0, 1, 0 } },
		{ { 0.9, 0, 0.05, 0, 1.1, -0.03 } },
		{ { -1, 0, 1, 0, 1, 0 } },
		{ { 0, 1, 0, 1, 0, 0 } },
		{ { 0, -1, 1, 1, 0, 0 } },
		{ { 0.98, 0.03, 0, -0.02, 1.01, 0.01 } },
	};
	for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
		struct calibration_pair pairs[CALIBRATION_POINTS];
		struct touchpoint_matrix m;
		struct err e;
		double worst = 1;
		given_panel(mistakes[i], pairs);
		assert_true(calibration_solve(pairs, CALIBRATION_POINTS, &m, &worst, &e));
		assert_true(worst < 1e-9);
		struct touchpoint_matrix both = touchpoint_combine(mistakes[i], m);
		for (int k = 0; k < TOUCHPOINT_MATRIX_LEN; k++) {
			assert_true(fabs(both.at[k] - touchpoint_identity().at[k]) < 1e-9);
		}
	}
}

static void unsteady_fingers_are_evened_out(void **state)
{
	(void)state;
	struct calibration_pair pairs[CALIBRATION_POINTS];
	struct touchpoint_matrix m;
	struct err e;
	double worst;
	given_panel((struct touchpoint_matrix){ { 0.95, 0, 0.02, 0, 0.95, 0.02 } }, pairs);
	for (size_t i = 0; i < CALIBRATION_POINTS; i++) {
		pairs[i].touched_u += i % 2 ? 0.01 : -0.01;
	}
	assert_true(calibration_solve(pairs, CALIBRATION_POINTS, &m, &worst, &e));
	assert_true(worst > 0.001 && worst < 0.02);
	assert_true(fabs(m.at[0] - 1 / 0.95) < 0.03);
}

static void a_missed_cross_is_noticed(void **state)
{
	(void)state;
	struct calibration_pair pairs[CALIBRATION_POINTS];
	struct touchpoint_matrix m = { { 42 } };
	struct err e;
	given_panel(touchpoint_identity(), pairs);
	pairs[4].touched_u += 0.2;
	assert_false(calibration_solve(pairs, CALIBRATION_POINTS, &m, NULL, &e));
	assert_non_null(strstr(e.message, "number 5"));
	assert_true(m.at[0] > 41);
}

static void taps_that_say_nothing_are_refused(void **state)
{
	(void)state;
	struct calibration_pair pairs[CALIBRATION_POINTS];
	struct touchpoint_matrix m;
	struct err e;
	given_panel(touchpoint_identity(), pairs);
	assert_false(calibration_solve(pairs, 2, &m, NULL, &e));
	for (size_t i = 0; i < CALIBRATION_POINTS; i++) {
		pairs[i].touched_v = pairs[i].touched_u; /* all on the diagonal */
	}
	assert_false(calibration_solve(pairs, CALIBRATION_POINTS, &m, NULL, &e));
	assert_non_null(strstr(e.message, "one line"));
	pairs[0].touched_u = NAN;
	assert_false(calibration_solve(pairs, CALIBRATION_POINTS, &m, NULL, &e));
}

static void points_come_from_a_file(void **state)
{
	(void)state;
	struct calibration_pair pairs[CALIBRATION_POINTS];
	struct err e;
	assert_true(calibrate_parse("p", "# taps\n0.1 0.2\n0.9 0.1\n\n0.9 0.9\r\n0.1 0.9\n0.5\t0.5", pairs, &e));
	assert_true(fabs(pairs[0].touched_v - 0.2) < 1e-12 && fabs(pairs[0].target_v - 0.1) < 1e-12);
	static const char *const bad[] = { "", "0.1 0.1\n", "0.1\n", "0.1 x\n", "0 0 0\n",
		"0 0\n0 0\n0 0\n0 0\n0 0\n0 0\n" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(calibrate_parse("p", bad[i], pairs, &e));
		assert_true(str_starts(e.message, "p: "));
	}
}

static const struct touchpoint_matrix FOUND = { { 1.0123456, 0, -0.01, -0.0, 0.99, 0.005 } };
#define LINES "  calibration: [1.01235, 0, -0.01, 0, 0.99, 0.005]\n  calibrated: \"2026-11-23\"\n"

static void only_the_calibration_changes_in_the_settings(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after;
	} rows[] = {
		{ "", "touch:\n" LINES },
		{ "site: a", "site: a\ntouch:\n" LINES },
		{ "# kept\nsite: a # too\n", "# kept\nsite: a # too\ntouch:\n" LINES },
		{ "touch: {calibration: [1, 0, 0, 0, 1, 0]}\nsite: a\n", "touch:\n" LINES "site: a\n" },
		{ "touch:\n  # why\n  calibration: [1, 0, 0, 0, 1, 0]\n  calibrated: 2020-01-01\nsite: a\n",
				"touch:\n" LINES "  # why\nsite: a\n" },
		{ "touch:\nsite: a\n", "touch:\n" LINES "site: a\n" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = { 0 };
		struct err e;
		assert_true(calibrate_edit("x", rows[i].before, strlen(rows[i].before), &FOUND, "2026-11-23", &out,
				&e));
		assert_string_equal(buf_text(&out), rows[i].after);
		buf_finish(&out);
	}
}

static void settings_of_another_shape_are_left_alone(void **state)
{
	(void)state;
	static const char *const shapes[] = {
		"touch:\n  calibration: [1, 0, 0,\n    0, 1, 0]\n", /* the list goes on */
		"{touch: {calibration: [1, 0, 0, 0, 1, 0]}, site: a}\n",
		"screen: {rotate: 45}\n",
		"a: [\n",
	};
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		struct buf out = { 0 };
		struct err e;
		assert_false(calibrate_edit("x", shapes[i], strlen(shapes[i]), &FOUND, "2026-11-23", &out, &e));
		assert_int_equal(out.len, 0);
		assert_true(e.message[0] == 'x');
	}
}

static void the_sample_can_be_calibrated(void **state)
{
	(void)state;
	struct buf sample = { 0 };
	struct buf out = { 0 };
	struct buf problems = { 0 };
	struct config c;
	struct err e;
	config_write_sample(&sample);
	assert_true(calibrate_edit("x", buf_text(&sample), sample.len, &FOUND, "2026-11-23", &out, &e));
	assert_int_equal(config_check_text("x", buf_text(&out), out.len, &c, &problems), 0);
	assert_string_equal(c.touch.calibrated, "2026-11-23");
	buf_finish(&sample);
	buf_finish(&out);
	buf_finish(&problems);
}

/* A socket in place of systemd's. */
static int given_systemd(char path[64])
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	(void)snprintf(path, 64, "/tmp/borne-notify-%ld", (long)getpid());
	str_cut(address.sun_path, sizeof address.sun_path, path);
	(void)unlink(path);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(setenv("NOTIFY_SOCKET", path, 1), 0);
	return fd;
}

static void assert_heard(int fd, const char *text)
{
	char got[512];
	ssize_t len = recv(fd, got, sizeof got - 1, 0);
	got[len > 0 ? len : 0] = '\0';
	assert_string_equal(got, text);
}

static void systemd_hears_ready_status_and_life(void **state)
{
	(void)state;
	char path[64];
	int fd = given_systemd(path);
	notify_starting("opening the screen");
	assert_heard(fd, "EXTEND_TIMEOUT_USEC=45000000\nSTATUS=opening the screen");
	notify_ready("showing generation 4");
	assert_heard(fd, "READY=1\nSTATUS=showing generation 4");
	notify_ready(NULL);
	assert_heard(fd, "READY=1\n");
	notify_ready("two\nlines");
	assert_heard(fd, "READY=1\nSTATUS=two lines");
	notify_stopping();
	assert_heard(fd, "STOPPING=1");
	char pid[32];
	(void)snprintf(pid, sizeof pid, "%ld", (long)getpid());
	(void)setenv("WATCHDOG_USEC", "20000000", 1);
	(void)setenv("WATCHDOG_PID", pid, 1);
	assert_int_equal(notify_watchdog_period_us(), 10000000);
	assert_int_equal(notify_tick(1000000), 10000000);
	assert_heard(fd, "WATCHDOG=1");
	assert_int_equal(notify_tick(4000000), 7000000);
	assert_heard(fd, "");
	assert_int_equal(notify_tick(11000000), 10000000);
	assert_heard(fd, "WATCHDOG=1");
	(void)setenv("WATCHDOG_PID", "1", 1); /* meant for another process */
	assert_int_equal(notify_watchdog_period_us(), 0);
	(void)unsetenv("WATCHDOG_USEC");
	(void)unsetenv("WATCHDOG_PID");
	assert_int_equal(notify_tick(99000000), -1);
	(void)unsetenv("NOTIFY_SOCKET");
	notify_ready("no socket");
	assert_heard(fd, "");
	(void)close(fd);
	(void)unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_affine_mistake_is_undone),
		cmocka_unit_test(unsteady_fingers_are_evened_out),
		cmocka_unit_test(a_missed_cross_is_noticed),
		cmocka_unit_test(taps_that_say_nothing_are_refused),
		cmocka_unit_test(points_come_from_a_file),
		cmocka_unit_test(only_the_calibration_changes_in_the_settings),
		cmocka_unit_test(settings_of_another_shape_are_left_alone),
		cmocka_unit_test(the_sample_can_be_calibrated),
		cmocka_unit_test(systemd_hears_ready_status_and_life),
	};
	return cmocka_run_group_tests_name("device_calibration", tests, NULL, NULL);
}
