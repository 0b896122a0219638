/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include "base/str.h"
#include "map/camera.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static const struct map_area region = { 3.6, 44.1, 7.2, 46.6, 10 };
static const struct map_area streets = { 4.8, 46.2, 5.0, 46.4, 14 };

static void streets_are_shown_as_close_as_one_likes(void **state)
{
	(void)state;
	struct map_area areas[] = { region, streets };
	assert_true(coverage_zoom_max(areas, 2, 4.9, 46.3, 19) == 19);
	assert_true(coverage_zoom_max(areas + 1, 1, 4.9, 46.3, 19) == 19);
}

static void a_region_is_not_enlarged_into_an_empty_picture(void **state)
{
	(void)state;
	struct map_area areas[] = { region, streets };
	assert_true(coverage_zoom_max(areas, 2, 6, 45, 19) == 11.5);
	assert_true(coverage_zoom_max(areas, 2, 6, 45, 9) == 9);
}

static void beyond_all_maps_the_limit_is_a_wide_view(void **state)
{
	(void)state;
	assert_true(coverage_zoom_max(&streets, 1, 6, 45, 19) == COVERAGE_BARE_ZOOM);
	assert_false(coverage_has(&streets, 1, 6, 45));
	assert_true(coverage_has(&streets, 1, 4.8, 46.4));
}

static void without_maps_nothing_is_limited_and_nothing_is_there(void **state)
{
	(void)state;
	assert_true(coverage_zoom_max(NULL, 0, 6, 45, 19) == 19);
	assert_false(coverage_has(NULL, 0, 6, 45));
}

/* A finger pulls the map out of the streets: let go, it zooms out to where there is something to see. */
static void a_map_pulled_off_its_streets_comes_to_rest_where_it_shows_something(void **state)
{
	(void)state;
	struct map_area areas[] = { region, streets };
	struct map_frame f = { .rect = { 0, 0, 1000, 700 },
		.limits = { 3.5, 44, 7.3, 46.6, 6, 19, areas, ARRAY_LEN(areas) } };
	struct map_camera c = { .lon = 4.99, .lat = 46.3, .zoom = 15 };
	struct mover m = { 0 };
	mover_down(&m, 1, 900, 300, 0);
	mover_move(&m, &c, &f, 1, 100, 300, 200000);
	assert_true(c.lon > 5.0);
	assert_true(c.zoom == 15);
	mover_up(&m, &c, &f, 1, 1000000);
	int64_t at = 1000000;
	while (mover_step(&m, &c, &f, at) && at < 5000000) {
		at += 16000;
	}
	assert_false(mover_is_busy(&m));
	assert_true(fabs(c.zoom - 11.5) < 0.01);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streets_are_shown_as_close_as_one_likes),
		cmocka_unit_test(a_region_is_not_enlarged_into_an_empty_picture),
		cmocka_unit_test(beyond_all_maps_the_limit_is_a_wide_view),
		cmocka_unit_test(without_maps_nothing_is_limited_and_nothing_is_there),
		cmocka_unit_test(a_map_pulled_off_its_streets_comes_to_rest_where_it_shows_something),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
