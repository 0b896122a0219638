/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mapshow/tilecache.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { SIDE = 16, BYTES = SIDE * SIDE * 4 };

static struct tile_id tile(uint32_t x)
{
	return (struct tile_id){ 10, x, 7 };
}

static uint32_t *speckled(void)
{
	uint32_t *px = mem_zalloc((size_t)SIDE * SIDE, sizeof *px);
	px[3] = 0xFF00FF00U;
	return px;
}

static struct picture *put(struct tilecache *tc, uint32_t x)
{
	struct picture *p = tilecache_reserve(tc, tile(x), SIDE, 0);
	tilecache_fill(tc, p, speckled());
	return p;
}

static void the_least_recently_used_goes_first(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create((size_t)3 * BYTES);
	for (uint32_t x = 0; x < 4; x++) {
		tilecache_begin_frame(tc);
		put(tc, x);
	}
	(void)tilecache_find(tc, tile(0), SIDE, 0); /* seen again */
	tilecache_begin_frame(tc);
	tilecache_begin_frame(tc);
	assert_int_equal(tilecache_bytes(tc), 3 * BYTES);
	assert_null(tilecache_find(tc, tile(1), SIDE, 0));
	assert_non_null(tilecache_find(tc, tile(0), SIDE, 0));
	tilecache_destroy(tc);
}

static void what_is_on_the_screen_stays_whatever_the_budget(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create(BYTES);
	tilecache_begin_frame(tc);
	for (uint32_t x = 0; x < 5; x++) {
		put(tc, x);
	}
	tilecache_begin_frame(tc);
	assert_int_equal(tilecache_bytes(tc), 5 * BYTES);
	tilecache_begin_frame(tc); /* they were not asked for */
	assert_int_equal(tilecache_bytes(tc), BYTES);
	tilecache_destroy(tc);
}

/* Memory is short: what is not on the screen goes, whatever room the budget has; what is, and what stands in, stays. */
static void what_is_not_on_the_screen_is_shed(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create((size_t)100 * BYTES);
	for (uint32_t x = 0; x < 6; x++) {
		tilecache_begin_frame(tc);
		put(tc, x);
	}
	tilecache_pin(tc, tile(0), SIDE, 0);
	tilecache_begin_frame(tc);
	(void)tilecache_find(tc, tile(1), SIDE, 0);
	assert_int_equal(tilecache_bytes(tc), 6 * BYTES);
	tilecache_shed(tc);
	assert_int_equal(tilecache_bytes(tc), 3 * BYTES);
	assert_non_null(tilecache_find(tc, tile(0), SIDE, 0)); /* pinned */
	assert_non_null(tilecache_find(tc, tile(1), SIDE, 0)); /* in this frame */
	assert_non_null(tilecache_find(tc, tile(5), SIDE, 0)); /* in the last one */
	assert_null(tilecache_find(tc, tile(4), SIDE, 0));
	tilecache_shed(tc); /* nothing more to give */
	assert_int_equal(tilecache_bytes(tc), 3 * BYTES);
	tilecache_destroy(tc);
}

static void what_is_pinned_stays(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create(0);
	tilecache_begin_frame(tc);
	put(tc, 1);
	put(tc, 2);
	tilecache_pin(tc, tile(2), SIDE, 0);
	tilecache_begin_frame(tc);
	tilecache_begin_frame(tc);
	assert_null(tilecache_find_any(tc, tile(1), 0));
	assert_non_null(tilecache_find_any(tc, tile(2), 0));
	tilecache_destroy(tc);
}

static void one_colour_costs_nothing(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create(BYTES);
	uint32_t *px = mem_alloc(BYTES);
	for (int i = 0; i < SIDE * SIDE; i++) {
		px[i] = 0xFF102030U;
	}
	tilecache_begin_frame(tc);
	struct picture *p = tilecache_reserve(tc, tile(1), SIDE, 0);
	tilecache_fill(tc, p, px);
	assert_true(p->flat);
	assert_int_equal(tilecache_bytes(tc), 0);
	assert_int_equal(p->color.r, 0x10);
	assert_int_equal(p->color.b, 0x30);
	tilecache_destroy(tc);
}

static void other_sizes_and_themes_are_other_pictures(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create((size_t)10 * BYTES);
	tilecache_begin_frame(tc);
	put(tc, 1);
	assert_null(tilecache_find(tc, tile(1), SIDE + 1, 0));
	assert_null(tilecache_find(tc, tile(1), SIDE, 1));
	assert_null(tilecache_find_any(tc, tile(1), 1));
	assert_non_null(tilecache_find_any(tc, tile(1), 0));
	tilecache_destroy(tc);
}

static void only_what_is_being_made_in_vain_is_unwanted(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create((size_t)10 * BYTES);
	tilecache_begin_frame(tc);
	put(tc, 1);
	(void)tilecache_reserve(tc, tile(2), SIDE, 0);
	(void)tilecache_reserve(tc, tile(3), SIDE, 0);
	tilecache_begin_frame(tc);
	(void)tilecache_find(tc, tile(3), SIDE, 0);
	struct picture *p = tilecache_next_unwanted(tc, NULL);
	assert_non_null(p);
	assert_int_equal(p->id.x, 2);
	assert_null(tilecache_next_unwanted(tc, p));
	tilecache_destroy(tc);
}

/* More pictures than places: free ones are reused, those in use are not. */
static void it_is_never_full_of_old_pictures(void **state)
{
	(void)state;
	struct tilecache *tc = tilecache_create((size_t)4096 * BYTES);
	for (uint32_t x = 0; x < 2 * TILECACHE_PICTURES_MAX; x++) {
		tilecache_begin_frame(tc);
		assert_non_null(put(tc, x));
	}
	tilecache_begin_frame(tc);
	for (uint32_t x = 0; x < TILECACHE_PICTURES_MAX - 2; x++) {
		assert_non_null(tilecache_reserve(tc, tile(5000 + x), SIDE, 0));
	}
	tilecache_destroy(tc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_recently_used_goes_first),
		cmocka_unit_test(what_is_on_the_screen_stays_whatever_the_budget),
		cmocka_unit_test(what_is_not_on_the_screen_is_shed),
		cmocka_unit_test(what_is_pinned_stays),
		cmocka_unit_test(one_colour_costs_nothing),
		cmocka_unit_test(other_sizes_and_themes_are_other_pictures),
		cmocka_unit_test(only_what_is_being_made_in_vain_is_unwanted),
		cmocka_unit_test(it_is_never_full_of_old_pictures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
