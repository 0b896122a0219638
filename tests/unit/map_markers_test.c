/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/camera.h"
#include "map/markers.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { COUNT = 80, APART = 40 };

/* px at zoom 10 from some corner of Ain, as world coordinates. */
static struct marker at(double x, double y, int item)
{
	double size = 512 * exp2(10);
	return (struct marker){ 0.51 + x / size, 0.35 + y / size, item };
}

static void scatter(struct marker out[COUNT], uint32_t seed)
{
	for (int i = 0; i < COUNT; i++) {
		seed = seed * 1664525 + 1013904223;
		out[i] = at(seed >> 16 & 511, seed >> 8 & 255, i);
	}
}

static void markers_that_touch_become_a_cluster(void **state)
{
	(void)state;
	const struct marker in[] = { at(100, 100, 7), at(300, 100, 8), at(110, 105, 9), at(105, 90, 4) };
	struct cluster out[4];
	int home[4];
	assert_int_equal(markers_cluster(in, 4, 10, APART, out, home), 2);
	assert_int_equal(out[0].count, 3);
	assert_int_equal(out[0].first, 0);
	assert_int_equal(out[1].count, 1);
	assert_int_equal(out[1].first, 1);
	assert_true(out[1].x == in[1].x);
	assert_int_equal(home[0], 0);
	assert_int_equal(home[1], 1);
	assert_int_equal(home[2], 0);
	assert_int_equal(home[3], 0);
}

/* Averages drift: the result must still keep all touch areas apart, at every zoom. */
static void clusters_never_overlap(void **state)
{
	(void)state;
	struct marker in[COUNT];
	struct cluster out[COUNT];
	int home[COUNT];
	for (uint32_t round = 0; round < 20; round++) {
		scatter(in, round);
		for (double zoom = 6.1; zoom < 16; zoom += 0.7) {
			int members = 0;
			int count = markers_cluster(in, COUNT, zoom, APART, out, home);
			double apart = APART / (512 * exp2(zoom)) * 0.999;
			for (int a = 0; a < count; a++) {
				members += out[a].count;
				for (int b = a + 1; b < count; b++) {
					assert_true(fabs(out[a].x - out[b].x) >= apart ||
							fabs(out[a].y - out[b].y) >= apart);
				}
			}
			assert_int_equal(members, COUNT);
		}
	}
}

/* What stands together stays together farther out: nothing jumps from one disc to another while it zooms. */
static void zooming_out_only_joins(void **state)
{
	(void)state;
	struct marker in[COUNT];
	struct cluster out[COUNT];
	int before[COUNT];
	int home[COUNT];
	scatter(in, 11);
	(void)markers_cluster(in, COUNT, CAMERA_ZOOM_MAX, APART, out, before);
	for (double zoom = CAMERA_ZOOM_MAX; zoom > 5; zoom -= 0.1) {
		int count = markers_cluster(in, COUNT, zoom, APART, out, home);
		for (int a = 0; a < COUNT; a++) {
			assert_in_range(home[a], 0, count - 1);
			for (int b = 0; b < a; b++) {
				assert_true(before[a] != before[b] || home[a] == home[b]);
			}
		}
		for (int i = 0; i < COUNT; i++) {
			before[i] = home[i];
		}
	}
}

static void a_cluster_parts_at_the_zoom_it_says(void **state)
{
	(void)state;
	const struct marker in[] = { at(100, 100, 0), at(105, 100, 1) };
	struct cluster out[2];
	int home[2];
	assert_int_equal(markers_cluster(in, 2, 10, APART, out, home), 1);
	double parts = out[0].parts_zoom;
	assert_true(parts > 12 && parts < 14); /* 5 px become 40 three levels nearer */
	assert_int_equal(markers_cluster(in, 2, parts, APART, out, home), 2);
	assert_int_equal(markers_cluster(in, 2, parts - 0.01, APART, out, home), 1);
}

static void one_address_never_parts(void **state)
{
	(void)state;
	const struct marker in[] = { at(100, 100, 0), at(100, 100, 1) };
	struct cluster out[2];
	int home[2];
	assert_int_equal(markers_cluster(in, 2, 10, APART, out, home), 1);
	assert_true(out[0].parts_zoom > CAMERA_ZOOM_MAX);
	assert_int_equal(markers_cluster(in, 2, CAMERA_ZOOM_MAX, APART, out, home), 1);
}

static void nothing_makes_nothing(void **state)
{
	(void)state;
	struct cluster out[1];
	int home[1];
	assert_int_equal(markers_cluster(NULL, 0, 10, APART, out, home), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markers_that_touch_become_a_cluster),
		cmocka_unit_test(clusters_never_overlap),
		cmocka_unit_test(zooming_out_only_joins),
		cmocka_unit_test(a_cluster_parts_at_the_zoom_it_says),
		cmocka_unit_test(one_address_never_parts),
		cmocka_unit_test(nothing_makes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
