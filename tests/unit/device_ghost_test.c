/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A panel that touches itself: recorded taps, repeated as a broken spot and as people do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/fsutil.h"
#include "device/ghost.h"
#include "device/touchrecord.h"

#include <cmocka.h>

enum { WIDTH = 1080, HEIGHT = 1920, TAP_MAX = 8, SECOND = 1000000 };
static const double mm_per_px = 0.248;

/* A tap as the kernel told it (tests/fixtures/good/touch/tap.rec), in the middle of the picture. */
static struct touchpoint tap[TAP_MAX];
static size_t tap_len;

static int load(void **state)
{
	static const char path[] = "tests/fixtures/good/touch/tap.rec";
	struct touchrecord r;
	struct buf text = { 0 };
	struct err e;
	(void)state;
	assert_true(fs_read_file(path, 100000, &text, &e));
	assert_true(touchrecord_parse(&r, path, buf_text(&text), text.len, &e));
	struct touchrecord_decoder decoder = { .device = &r.device };
	struct touchpoint_tracker tracker = { .matrix = touchpoint_identity(), .width_px = WIDTH, .height_px = HEIGHT };
	for (size_t i = 0; i < r.len; i++) {
		struct touchpoint_contact contacts[2 * TOUCHRECORD_SLOTS_MAX];
		size_t count = touchrecord_decode(&decoder, &r.events[i], contacts);
		for (size_t n = 0; n < count && tap_len < TAP_MAX; n++) {
			tap_len += touchpoint_feed(&tracker, &contacts[n], &tap[tap_len]);
		}
	}
	touchrecord_finish(&r);
	buf_finish(&text);
	return tap_len >= 2 ? 0 : -1;
}

/* How many of its events pass. */
static size_t play(struct ghost *g, int64_t at_s, int dx, int dy)
{
	size_t passed = 0;
	for (size_t i = 0; i < tap_len; i++) {
		struct touchpoint p = tap[i];
		p.x_px += dx;
		p.y_px += dy;
		p.time_us += at_s * SECOND - tap[0].time_us;
		passed += ghost_pass(g, &p);
	}
	return passed;
}

static struct ghost given(void)
{
	struct ghost g;
	ghost_init(&g, mm_per_px);
	return g;
}

/* Every two seconds, a millimetre here or there. */
static int64_t broken_spot(struct ghost *g, int times, int64_t at_s, int gap_s)
{
	for (int i = 0; i < times; i++, at_s += gap_s) {
		(void)play(g, at_s, i % 5 - 2, i % 3 - 1);
	}
	return at_s;
}

static void a_spot_that_fires_by_itself_is_muted(void **state)
{
	struct ghost g = given();
	(void)state;
	int64_t at_s = broken_spot(&g, GHOST_FAST - 1, 10, 2);
	assert_int_equal(ghost_muted(&g), 0);
	at_s = broken_spot(&g, 1, at_s, 2);
	assert_int_equal(ghost_muted(&g), 1);
	assert_int_equal(play(&g, at_s, 0, 0), 0);
	/* Ten millimetres beside it every touch works. */
	assert_int_equal(play(&g, at_s + 1, 40, 0), tap_len);
	assert_int_equal(play(&g, at_s + 2, 0, -40), tap_len);
	assert_int_equal(play(&g, at_s + 3, 1, 1), 0);
}

static void a_slow_spot_is_muted_where_nothing_else_is_touched(void **state)
{
	struct ghost g = given();
	(void)state;
	int64_t at_s = broken_spot(&g, GHOST_SLOW, 10, 90); /* longer than a visit waits */
	assert_int_equal(ghost_muted(&g), 1);
	assert_int_equal(play(&g, at_s, 0, 0), 0);
	/* Not after a minute: it is usually quiet for longer. */
	(void)ghost_tick(&g, (at_s + 2 * GHOST_QUIET_S) * SECOND);
	assert_int_equal(ghost_muted(&g), 1);
}

static void people_are_not_muted(void **state)
{
	struct ghost g = given();
	int64_t at_s = 10;
	(void)state;
	/* A visit after the other: the same button again and again, with others between. */
	for (int visit = 0; visit < 40; visit++) {
		for (int i = 0; i < 25; i++, at_s += 3) {
			assert_int_equal(play(&g, at_s, i % 5 - 2, i % 4 - 2), tap_len);
		}
		assert_int_equal(play(&g, at_s++, 200, 300), tap_len);
		at_s += 120;
		(void)ghost_tick(&g, at_s * SECOND);
	}
	assert_int_equal(ghost_muted(&g), 0);
}

static void a_spot_that_is_quiet_answers_again(void **state)
{
	struct ghost g = given();
	(void)state;
	int64_t at_s = broken_spot(&g, GHOST_FAST, 10, 1);
	assert_int_equal(ghost_muted(&g), 1);
	assert_false(ghost_tick(&g, (at_s + GHOST_QUIET_S / 2) * SECOND));
	assert_int_equal(ghost_muted(&g), 1);
	assert_true(ghost_tick(&g, (at_s + GHOST_QUIET_S + 1) * SECOND));
	assert_int_equal(ghost_muted(&g), 0);
	assert_int_equal(play(&g, at_s + GHOST_QUIET_S + 2, 0, 0), tap_len);
}

static void what_lies_on_the_glass_is_let_go(void **state)
{
	struct ghost g = given();
	struct touchpoint p = { .id = 0, .phase = TOUCHPOINT_DOWN, .x_px = 500, .y_px = 600, .time_us = SECOND };
	(void)state;
	assert_true(ghost_pass(&g, &p));
	int cancels = 0;
	int passed = 0;
	for (int s = 1; s < 3 * GHOST_HELD_S; s++) { /* it trembles, and so keeps a visit alive */
		p = (struct touchpoint){ .phase = TOUCHPOINT_MOVE,
			.x_px = 500 + s % 2,
			.y_px = 600,
			.time_us = (s + 1) * (int64_t)SECOND };
		bool passes = ghost_pass(&g, &p);
		passed += passes;
		cancels += passes && p.phase == TOUCHPOINT_CANCEL;
	}
	assert_int_equal(cancels, 1);
	assert_true(passed <= GHOST_HELD_S);
	assert_int_equal(ghost_muted(&g), 1);
	/* As long as it lies there, it stays muted. */
	assert_false(ghost_tick(&g, 3 * GHOST_HELD_S * (int64_t)SECOND));
	p = (struct touchpoint){ .phase = TOUCHPOINT_UP, .x_px = 500, .y_px = 600, .time_us = 300LL * SECOND };
	assert_false(ghost_pass(&g, &p));
	assert_true(ghost_tick(&g, (300LL + GHOST_QUIET_S + 1) * SECOND));
}

static void a_drag_is_no_held_finger(void **state)
{
	struct ghost g = given();
	struct touchpoint p = { .id = 3, .phase = TOUCHPOINT_DOWN, .x_px = 500, .y_px = 600, .time_us = SECOND };
	(void)state;
	assert_true(ghost_pass(&g, &p));
	for (int s = 1; s < 2 * GHOST_HELD_S; s++) {
		p = (struct touchpoint){ .id = 3,
			.phase = TOUCHPOINT_MOVE,
			.x_px = 500 + s % 100,
			.y_px = 600,
			.time_us = (s + 1) * (int64_t)SECOND };
		assert_true(ghost_pass(&g, &p));
		assert_int_equal(p.phase, TOUCHPOINT_MOVE);
	}
	assert_int_equal(ghost_muted(&g), 0);
}

static void several_spots_fire_at_once(void **state)
{
	struct ghost g = given();
	(void)state;
	for (int i = 0; i < GHOST_FAST; i++) {
		for (int spot = 0; spot < GHOST_SPOTS_MAX; spot++) {
			(void)play(&g, 10 + i * 2, spot * 100, 0);
		}
	}
	assert_int_equal(ghost_muted(&g), GHOST_SPOTS_MAX);
	assert_int_equal(play(&g, 500, 0, 300), tap_len); /* all entries are taken; the rest of the glass works */
	for (int spot = 0; spot < GHOST_SPOTS_MAX; spot++) {
		assert_int_equal(play(&g, 10 + GHOST_FAST * 2, spot * 100, 0), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spot_that_fires_by_itself_is_muted),
		cmocka_unit_test(a_slow_spot_is_muted_where_nothing_else_is_touched),
		cmocka_unit_test(people_are_not_muted),
		cmocka_unit_test(a_spot_that_is_quiet_answers_again),
		cmocka_unit_test(what_lies_on_the_glass_is_let_go),
		cmocka_unit_test(a_drag_is_no_held_finger),
		cmocka_unit_test(several_spots_fire_at_once),
	};
	return cmocka_run_group_tests(tests, load, NULL);
}
