/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/camera.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

#define assert_near(a, b, within) assert_true(fabs((double)(a) - (double)(b)) <= (within))

static const struct rect screen = { 40, 100, 1000, 700 };
static const struct camera_limits limits = { 3.5, 44, 7.3, 46.6, 6, 19, NULL, 0 };
static const struct map_frame frame = { { 40, 100, 1000, 700 }, { 3.5, 44, 7.3, 46.6, 6, 19, NULL, 0 } };

static struct map_camera at_pont_de_veyle(void)
{
	return (struct map_camera){ .lon = 4.88775, .lat = 46.26541, .zoom = 15 };
}

static void the_centre_is_in_the_middle(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	float x;
	float y;
	camera_project(&c, screen, c.lon, c.lat, &x, &y);
	assert_near(x, 540, 0.01);
	assert_near(y, 450, 0.01);
}

static void what_is_projected_comes_back(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	double lon;
	double lat;
	float x;
	float y;
	for (double dx = -0.01; dx <= 0.01; dx += 0.005) {
		camera_project(&c, screen, c.lon + dx, c.lat - dx / 2, &x, &y);
		camera_unproject(&c, screen, x, y, &lon, &lat);
		assert_near(lon, c.lon + dx, 1e-6);
		assert_near(lat, c.lat - dx / 2, 1e-6);
	}
}

/* 2 pi 6378137 m on 512 px at zoom 0, shrunk by cos(latitude). */
static void metres_per_px_are_those_of_web_mercator(void **state)
{
	(void)state;
	struct map_camera c = { .zoom = 0 };
	assert_near(camera_metres_per_px(&c), 78271.517, 0.01);
	c.lat = 60;
	c.zoom = 10;
	assert_near(camera_metres_per_px(&c), 78271.517 / 2 / 1024, 0.001);
}

static void distances_and_bearings_are_those_of_the_globe(void **state)
{
	(void)state;
	/* One degree of latitude: 6371008.8 * pi / 180. */
	assert_near(distance_metres(5, 45, 5, 46), 111195.08, 0.5);
	assert_near(bearing_degrees(5, 45, 5, 46), 0, 1e-6);
	assert_near(bearing_degrees(5, 45, 5, 44), 180, 1e-6);
	assert_true(fabs(bearing_degrees(5, 45, 5.01, 45) - 90) < 0.01);
}

static void content_follows_the_finger(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	float x;
	float y;
	camera_unproject(&c, screen, 300, 300, &lon, &lat);
	mover_down(&m, 1, 300, 300, 0);
	mover_move(&m, &c, &frame, 1, 420, 250, 16000);
	camera_project(&c, screen, lon, lat, &x, &y);
	assert_near(x, 420, 0.1);
	assert_near(y, 250, 0.1);
}

static void a_pinch_keeps_its_middle_and_doubles(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	float x;
	float y;
	camera_unproject(&c, screen, 500, 400, &lon, &lat);
	mover_down(&m, 1, 450, 400, 0);
	mover_down(&m, 2, 550, 400, 0);
	mover_move(&m, &c, &frame, 1, 400, 400, 16000);
	mover_move(&m, &c, &frame, 2, 600, 400, 16000);
	assert_near(c.zoom, 16, 0.01);
	camera_project(&c, screen, lon, lat, &x, &y);
	assert_near(x, 500, 1);
	assert_near(y, 400, 1);
}

static void a_flick_glides_and_stops(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	int64_t now = 0;
	mover_down(&m, 1, 300, 300, now);
	for (int i = 1; i <= 6; i++) {
		now += 16000;
		mover_move(&m, &c, &frame, 1, 300 + (float)i * 20, 300, now);
	}
	mover_up(&m, &c, &frame, 1, now);
	double lon = c.lon;
	bool moving = true;
	int steps = 0;
	while (moving && steps < 600) {
		now += 16000;
		moving = mover_step(&m, &c, &frame, now);
		steps++;
	}
	assert_true(c.lon < lon); /* it went on to the west of what was under the finger */
	assert_true(steps > 5);   /* not at once */
	assert_true(steps < 300); /* but within five seconds */
	assert_false(mover_is_busy(&m));
}

static void an_animation_ends_where_it_was_sent(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct map_camera to = { .lon = 4.9, .lat = 46.27, .zoom = 16 };
	struct mover m = { 0 };
	mover_go(&m, &c, to, 300, 1000000);
	assert_true(mover_step(&m, &c, &frame, 1150000));
	assert_true(c.zoom > 15.5 && c.zoom < 16); /* cubic out: more than half way at half time */
	(void)mover_step(&m, &c, &frame, 1400000);
	assert_near(c.zoom, 16, 1e-9);
	assert_near(c.lon, 4.9, 1e-9);
	assert_false(mover_is_busy(&m));
}

static void limits_hold(void **state)
{
	(void)state;
	struct map_camera c = camera_limit((struct map_camera){ .lon = 20, .lat = 60, .zoom = 30 }, &limits);
	assert_true(c.lon <= limits.east && c.lat <= limits.north);
	assert_near(c.zoom, limits.zoom_max, 1e-9);
}

/* What the fingers held stays under them, step after step, also at a fractional zoom. */
static void every_step_of_a_drag_is_one_to_one(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	c.zoom = 14.37;
	camera_unproject(&c, screen, 700, 600, &lon, &lat);
	mover_down(&m, 7, 700, 600, 0);
	for (int i = 1; i <= 40; i++) {
		float x;
		float y;
		float finger_x = 700 - (float)i * 9;
		float finger_y = 600 - (float)(i * i) / 4;
		mover_move(&m, &c, &frame, 7, finger_x, finger_y, i * 16000);
		camera_project(&c, screen, lon, lat, &x, &y);
		assert_near(x, finger_x, 0.1);
		assert_near(y, finger_y, 0.1);
	}
}

static void fingers_that_turn_do_not_turn_the_map(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	float x;
	float y;
	camera_unproject(&c, screen, 500, 400, &lon, &lat);
	mover_down(&m, 1, 400, 400, 0);
	mover_down(&m, 2, 600, 400, 0);
	for (int i = 1; i <= 30; i++) {
		double angle = i * M_PI / 60;
		mover_move(&m, &c, &frame, 1, 500 - 100 * cosf((float)angle), 400 - 100 * sinf((float)angle),
				i * 16000);
		mover_move(&m, &c, &frame, 2, 500 + 100 * cosf((float)angle), 400 + 100 * sinf((float)angle),
				i * 16000);
	}
	assert_near(c.bearing_deg, 0, 0);
	assert_near(c.zoom, 15, 0.01);
	camera_project(&c, screen, lon, lat, &x, &y);
	assert_near(x, 500, 1);
	assert_near(y, 400, 1);
}

static struct map_camera at_the_east_edge(void)
{
	return (struct map_camera){ .lon = limits.east, .lat = 45, .zoom = 12 };
}

static double px_east_of_the_edge(const struct map_camera *c)
{
	return (c->lon - limits.east) / 360 * 512 * exp2(c->zoom);
}

static void beyond_the_edge_the_map_resists(void **state)
{
	(void)state;
	struct map_camera c = at_the_east_edge();
	struct mover m = { 0 };
	double last = 0;
	mover_down(&m, 1, 900, 300, 0);
	for (int i = 1; i <= 20; i++) {
		mover_move(&m, &c, &frame, 1, 900 - (float)i * 40, 300, i * 16000);
		double over = px_east_of_the_edge(&c);
		assert_true(over > last);      /* it follows */
		assert_true(over - last < 40); /* by less than the finger goes */
		last = over;
	}
	assert_true(last > 100 && last < 200); /* 800 px of finger */
}

/* However far it was pulled: a finger that comes back to where it began finds the map as it was. */
static void a_pull_beyond_the_edge_can_be_taken_back(void **state)
{
	(void)state;
	struct map_camera c = at_the_east_edge();
	struct mover m = { 0 };
	mover_down(&m, 1, 900, 300, 0);
	mover_move(&m, &c, &frame, 1, 500, 300, 16000);
	mover_move(&m, &c, &frame, 1, 620, 300, 32000);
	mover_move(&m, &c, &frame, 1, 900, 300, 48000);
	assert_near(px_east_of_the_edge(&c), 0, 0.01);
}

/* Steps until it rests; returns the milliseconds it took. */
static int rest(struct mover *m, struct map_camera *c, int64_t from_us, double *farthest)
{
	int ms = 0;
	*farthest = 0;
	while (mover_is_busy(m) && ms < 10000) {
		ms += 16;
		(void)mover_step(m, c, &frame, from_us + ms * 1000);
		*farthest = fmax(*farthest, px_east_of_the_edge(c));
	}
	return ms;
}

static void the_edge_springs_back_when_it_is_let_go(void **state)
{
	(void)state;
	struct map_camera c = at_the_east_edge();
	struct mover m = { 0 };
	double farthest;
	mover_down(&m, 1, 900, 300, 0);
	mover_move(&m, &c, &frame, 1, 500, 300, 200000);
	assert_true(px_east_of_the_edge(&c) > 50);
	mover_up(&m, &c, &frame, 1, 500000);
	assert_true(mover_is_busy(&m));
	assert_in_range(rest(&m, &c, 500000, &farthest), 200, 400);
	assert_near(c.lon, limits.east, 1e-9);
	assert_near(c.lat, 45, 1e-6);
}

static void a_throw_at_the_edge_overshoots_and_returns(void **state)
{
	(void)state;
	struct map_camera c = at_the_east_edge();
	struct mover m = { 0 };
	double farthest;
	c = camera_pan(c, 300, 0); /* 300 px before the edge */
	mover_down(&m, 1, 900, 300, 0);
	for (int i = 1; i <= 6; i++) {
		mover_move(&m, &c, &frame, 1, 900 - (float)i * 40, 300, i * 16000);
	}
	assert_true(px_east_of_the_edge(&c) < 0);
	mover_up(&m, &c, &frame, 1, 6 * 16000);
	int ms = rest(&m, &c, 6 * 16000, &farthest);
	assert_true(farthest > 10 && farthest < 160);
	assert_true(ms < 1500);
	assert_near(c.lon, limits.east, 1e-9);
}

static void a_pinch_past_the_last_zoom_springs_back_about_its_middle(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	double farthest;
	float x;
	float y;
	c.zoom = 18.8;
	camera_unproject(&c, screen, 500, 300, &lon, &lat);
	mover_down(&m, 1, 480, 300, 0);
	mover_down(&m, 2, 520, 300, 0);
	for (int i = 1; i <= 20; i++) {
		mover_move(&m, &c, &frame, 1, 480 - (float)i * 8, 300, i * 16000);
		mover_move(&m, &c, &frame, 2, 520 + (float)i * 8, 300, i * 16000);
	}
	assert_true(c.zoom > 19.2 && c.zoom < 19.6); /* 3.2 levels of fingers */
	mover_up(&m, &c, &frame, 1, 400000);
	mover_up(&m, &c, &frame, 2, 400000);
	(void)rest(&m, &c, 400000, &farthest);
	assert_near(c.zoom, 19, 1e-9);
	camera_project(&c, screen, lon, lat, &x, &y);
	assert_near(x, 500, 1);
	assert_near(y, 300, 1);
}

/* A double tap, a cluster: one point of the screen must not move on the way. */
static void a_zoom_about_a_point_holds_it_all_the_way(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	double lon;
	double lat;
	camera_unproject(&c, screen, 900, 700, &lon, &lat);
	mover_go(&m, &c, camera_zoom_about(c, screen, 900, 700, 17), 300, 0);
	for (int64_t now = 16000; now <= 320000; now += 16000) {
		float x;
		float y;
		(void)mover_step(&m, &c, &frame, now);
		camera_project(&c, screen, lon, lat, &x, &y);
		assert_near(x, 900, 0.5);
		assert_near(y, 700, 0.5);
	}
	assert_near(c.zoom, 17, 1e-9);
}

static void a_finger_that_rested_does_not_throw(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	mover_down(&m, 1, 300, 300, 0);
	for (int i = 1; i <= 6; i++) {
		mover_move(&m, &c, &frame, 1, 300 + (float)i * 30, 300, i * 16000);
	}
	mover_up(&m, &c, &frame, 1, 6 * 16000 + 200000);
	assert_false(mover_is_busy(&m));
}

static void touching_a_gliding_map_stops_it(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	struct mover m = { 0 };
	mover_down(&m, 1, 300, 300, 0);
	for (int i = 1; i <= 6; i++) {
		mover_move(&m, &c, &frame, 1, 300 + (float)i * 30, 300, i * 16000);
	}
	mover_up(&m, &c, &frame, 1, 6 * 16000);
	assert_true(mover_step(&m, &c, &frame, 7 * 16000));
	mover_down(&m, 1, 200, 200, 8 * 16000);
	struct map_camera held = c;
	(void)mover_step(&m, &c, &frame, 9 * 16000);
	assert_near(c.lon, held.lon, 0);
}

static void fit_shows_all_points(void **state)
{
	(void)state;
	const double points[] = { 4.83, 45.76, 5.72, 45.19, 6.13, 45.9 };
	struct map_camera c = camera_fit(at_pont_de_veyle(), screen, points, 3, 40, 17);
	for (int i = 0; i < 3; i++) {
		float x;
		float y;
		camera_project(&c, screen, points[2 * i], points[2 * i + 1], &x, &y);
		assert_in_range((int)x, screen.x + 39, screen.x + screen.w - 39);
		assert_in_range((int)y, screen.y + 39, screen.y + screen.h - 39);
	}
	const double one[] = { 4.83, 45.76 };
	assert_near(camera_fit(c, screen, one, 1, 40, 17).zoom, 17, 1e-9);
}

static void the_scale_bar_is_a_round_number_that_fits(void **state)
{
	(void)state;
	struct map_camera c = at_pont_de_veyle();
	for (c.zoom = 5; c.zoom < 19; c.zoom += 0.37) {
		struct scale_bar bar = camera_scale_bar(&c, 160);
		int lead = bar.metres;
		while (lead >= 10) {
			assert_int_equal(lead % 10, 0);
			lead /= 10;
		}
		assert_true(lead == 1 || lead == 2 || lead == 5);
		assert_in_range(bar.px, 160 / 2.6, 160);
		assert_near(bar.px * camera_metres_per_px(&c), bar.metres, camera_metres_per_px(&c));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_centre_is_in_the_middle),
		cmocka_unit_test(what_is_projected_comes_back),
		cmocka_unit_test(metres_per_px_are_those_of_web_mercator),
		cmocka_unit_test(distances_and_bearings_are_those_of_the_globe),
		cmocka_unit_test(content_follows_the_finger),
		cmocka_unit_test(a_pinch_keeps_its_middle_and_doubles),
		cmocka_unit_test(a_flick_glides_and_stops),
		cmocka_unit_test(an_animation_ends_where_it_was_sent),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(every_step_of_a_drag_is_one_to_one),
		cmocka_unit_test(fingers_that_turn_do_not_turn_the_map),
		cmocka_unit_test(beyond_the_edge_the_map_resists),
		cmocka_unit_test(a_pull_beyond_the_edge_can_be_taken_back),
		cmocka_unit_test(the_edge_springs_back_when_it_is_let_go),
		cmocka_unit_test(a_throw_at_the_edge_overshoots_and_returns),
		cmocka_unit_test(a_pinch_past_the_last_zoom_springs_back_about_its_middle),
		cmocka_unit_test(a_zoom_about_a_point_holds_it_all_the_way),
		cmocka_unit_test(a_finger_that_rested_does_not_throw),
		cmocka_unit_test(touching_a_gliding_map_stops_it),
		cmocka_unit_test(fit_shows_all_points),
		cmocka_unit_test(the_scale_bar_is_a_round_number_that_fits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
