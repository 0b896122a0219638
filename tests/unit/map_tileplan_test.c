/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/tileplan.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

static const struct rect screen = { 40, 100, 1000, 700 };
static const struct tileplan_motion still = { 0 };

static struct map_camera at_pont_de_veyle(double zoom)
{
	return (struct map_camera){ .lon = 4.88775, .lat = 46.26541, .zoom = zoom };
}

static bool covers(const struct tileplan *p, float x, float y)
{
	for (size_t i = 0; i < p->shown; i++) {
		const struct rectf *r = &p->at[i].to;
		if (x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h) {
			return true;
		}
	}
	return false;
}

static void what_is_seen_is_covered_at_every_zoom(void **state)
{
	(void)state;
	struct tileplan p;
	for (double zoom = 5; zoom <= 19.3; zoom += 0.17) {
		struct map_camera c = at_pont_de_veyle(zoom);
		for (int zooming = 0; zooming < 2; zooming++) {
			tileplan_make(&p, &c, screen, (struct tileplan_motion){ .zooming = zooming });
			for (int i = 0; i <= 20; i++) {
				float x = (float)screen.x + (float)i * ((float)screen.w - 0.01F) / 20;
				float y = (float)screen.y + (float)i * ((float)screen.h - 0.01F) / 20;
				assert_true(covers(&p, x, y));
				assert_true(covers(&p, (float)(2 * screen.x + screen.w) - x - 0.01F, y));
			}
		}
	}
}

static void the_middle_comes_first(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = at_pont_de_veyle(15.3);
	tileplan_make(&p, &c, screen, still);
	assert_true(p.shown >= 4);
	for (size_t i = 1; i < p.shown; i++) {
		assert_true(p.at[i].from_centre >= p.at[i - 1].from_centre);
		assert_int_equal(p.at[i].use, TILEPLAN_SHOWN);
	}
	assert_true(covers(&p, 540, 450));
	assert_true(p.at[0].to.x <= 540 && p.at[0].to.x + p.at[0].to.w >= 540);
}

/* Whole px at any fractional zoom, all of one size: they are copied, not scaled. */
static void tiles_at_rest_lie_on_whole_px(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = at_pont_de_veyle(14.618);
	tileplan_make(&p, &c, screen, still);
	int size = (int)lround(512 * exp2(0.618));
	for (size_t i = 0; i < p.shown; i++) {
		assert_int_equal(p.at[i].size_px, size);
		assert_true(p.at[i].to.x == roundf(p.at[i].to.x) && p.at[i].to.y == roundf(p.at[i].to.y));
		assert_int_equal((int)p.at[i].to.w, size);
	}
}

static void deep_zooms_ask_for_tiles_deeper_than_the_data(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = at_pont_de_veyle(19);
	tileplan_make(&p, &c, screen, still);
	assert_int_equal(p.at[0].id.z, 19);
}

struct reach {
	int left, right; /* tiles of the ring beside the screen */
	size_t ancestors, ring;
};

static struct reach reach_of(const struct tileplan *p)
{
	struct reach r = { 0 };
	for (size_t i = p->shown; i < p->len; i++) {
		const struct planned_tile *t = &p->at[i];
		r.ancestors += t->use == TILEPLAN_STAND_IN;
		r.ring += t->use == TILEPLAN_AHEAD;
		if (t->use == TILEPLAN_AHEAD) {
			r.left += t->to.x + t->to.w <= (float)screen.x;
			r.right += t->to.x >= (float)(screen.x + screen.w);
		}
	}
	return r;
}

static void the_ring_reaches_ahead_of_the_motion(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = at_pont_de_veyle(15);
	tileplan_make(&p, &c, screen, still);
	struct reach calm = reach_of(&p);
	tileplan_make(&p, &c, screen, (struct tileplan_motion){ .dx = 60 });
	struct reach to_the_west = reach_of(&p);
	tileplan_make(&p, &c, screen, (struct tileplan_motion){ .dx = -60 });
	struct reach to_the_east = reach_of(&p);
	assert_true(calm.ring > 0);
	assert_true(to_the_west.left > calm.left && to_the_west.right <= calm.right);
	assert_true(to_the_east.right > calm.right && to_the_east.left <= calm.left);
}

/* What a throw of three screens uncovers lies under an ancestor that was asked for before. */
static void ancestors_lie_where_a_throw_may_end(void **state)
{
	(void)state;
	struct tileplan before;
	struct tileplan after;
	struct map_camera c = at_pont_de_veyle(15.5);
	tileplan_make(&before, &c, screen, still);
	assert_true(reach_of(&before).ancestors > 0);
	c = camera_pan(c, 3000, -2000);
	tileplan_make(&after, &c, screen, still);
	for (size_t i = 0; i < after.shown; i++) {
		struct tile_id id = after.at[i].id;
		bool found = false;
		for (size_t k = before.shown; k < before.len; k++) {
			struct tile_id a = before.at[k].id;
			found = found || (a.z < id.z && id.x >> (id.z - a.z) == a.x && id.y >> (id.z - a.z) == a.y);
		}
		assert_true(found);
	}
}

static void a_zoom_asks_for_one_size_and_no_ring(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = at_pont_de_veyle(15.77);
	tileplan_make(&p, &c, screen, (struct tileplan_motion){ .zooming = true });
	for (size_t i = 0; i < p.shown; i++) {
		assert_int_equal(p.at[i].size_px, TILEPLAN_PX);
	}
	assert_int_equal(reach_of(&p).ring, 0);
}

static void the_world_has_an_end(void **state)
{
	(void)state;
	struct tileplan p;
	struct map_camera c = { .lon = -179.9, .lat = 84, .zoom = 4 };
	tileplan_make(&p, &c, screen, (struct tileplan_motion){ .dx = 200, .dy = 200 });
	assert_true(p.len > 0 && p.len <= TILEPLAN_MAX);
	for (size_t i = 0; i < p.len; i++) {
		assert_true(p.at[i].id.x < 1U << p.at[i].id.z && p.at[i].id.y < 1U << p.at[i].id.z);
		for (size_t k = 0; k < i; k++) {
			bool same = p.at[i].id.z == p.at[k].id.z && p.at[i].id.x == p.at[k].id.x &&
				    p.at[i].id.y == p.at[k].id.y;
			assert_false(same);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_seen_is_covered_at_every_zoom),
		cmocka_unit_test(the_middle_comes_first),
		cmocka_unit_test(tiles_at_rest_lie_on_whole_px),
		cmocka_unit_test(deep_zooms_ask_for_tiles_deeper_than_the_data),
		cmocka_unit_test(the_ring_reaches_ahead_of_the_motion),
		cmocka_unit_test(ancestors_lie_where_a_throw_may_end),
		cmocka_unit_test(a_zoom_asks_for_one_size_and_no_ring),
		cmocka_unit_test(the_world_has_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
