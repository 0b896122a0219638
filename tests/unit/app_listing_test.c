/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of places: its groups, its pages, and when a place is open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "app/listing.h"
#include "base/arena.h"
#include "store/hours_state.h"

#include <cmocka.h>

/* 2026-12-01 is a Tuesday. */
static const struct tm tuesday_afternoon = { .tm_year = 126, .tm_mon = 11, .tm_mday = 1, .tm_hour = 14, .tm_min = 12 };

static void a_place_belongs_to_the_group_of_its_distance(void **state)
{
	(void)state;
	static const struct {
		struct near near;
		enum reach reach;
	} rows[] = {
		{ { .metres = 0 }, REACH_WALK },
		{ { .metres = WALK_METRES }, REACH_WALK },
		{ { .metres = WALK_METRES + 1 }, REACH_NEAR },
		{ { .metres = 800, .no_route = true }, REACH_NEAR }, /* across a river: not on foot */
		{ { .metres = 800, .no_route = true, .beyond = true }, REACH_NEAR },
		{ { .metres = 4900, .route = (const struct route_record *)&rows }, REACH_WALK },
		{ { .metres = FAR_METRES - 1 }, REACH_NEAR },
		{ { .metres = FAR_METRES }, REACH_FAR },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(reach_of(&rows[i].near), rows[i].reach);
	}
}

static void what_is_here_has_no_straight_line(void **state)
{
	(void)state;
	static const struct {
		struct near near;
		bool here, straight;
	} rows[] = {
		{ { .metres = 0 }, true, false },
		{ { .metres = SAME_SPOT_METRES - 1 }, true, false },
		{ { .metres = SAME_SPOT_METRES }, false, true },
		{ { .metres = 800, .no_route = true }, false, true },
		{ { .metres = 800, .route = (const struct route_record *)&rows }, false, false },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(near_is_here(&rows[i].near), rows[i].here);
		assert_int_equal(near_is_straight(&rows[i].near), rows[i].straight);
	}
}

/* The pages one by one: every rank is on one of them, in order, and no page holds more than it has room for. */
static void check_pages(const struct listing *l, const struct list_fit *fit)
{
	int count = l->from[REACHES];
	int next = 0;
	int pages = listing_page(l, fit, 0).pages;
	for (int i = 0; i < pages; i++) {
		struct list_page p = listing_page(l, fit, i);
		assert_int_equal(p.first, next);
		assert_int_equal(p.page, i);
		assert_int_equal(p.pages, pages);
		assert_true(p.len >= 1);
		int from = (int)listing_first_group(l, fit, p.first);
		int headings = 0;
		int used = 0;
		for (int rank = p.first; rank < p.first + p.len; rank++) {
			used += fit->cost[l->classes ? l->classes[rank] : 0];
		}
		for (int g = from; g <= (int)listing_group(l, p.first + p.len - 1); g++) {
			headings += fit->empty || l->from[g + 1] > l->from[g];
		}
		assert_true(used <= fit->room[headings] || p.len == 1);
		for (int rank = p.first; rank < p.first + p.len; rank++) {
			assert_int_equal(listing_page_of(l, fit, rank), i);
		}
		next += p.len;
	}
	assert_int_equal(next, count);
	assert_int_equal(listing_page(l, fit, pages + 3).first, listing_page(l, fit, pages - 1).first);
}

static void each_page_holds_what_fits_beside_its_headings(void **state)
{
	(void)state;
	static const uint8_t classes[41] = { 0, 1, 0, 3, 1, 1, 0, 0, 2, [40] = 1 };
	static const struct listing lists[] = {
		{ .from = { 0, 1, 4, 11 } },
		{ .from = { 0, 0, 0, 7 } },
		{ .from = { 0, 3, 3, 3 } },
		{ .from = { 0, 0, 40, 41 } },
		{ .from = { 0, 12, 12, 600 } },
		{ .from = { 0, 1, 2, 3 } },
		{ .from = { 0, 1, 4, 9 }, .classes = classes },
	};
	static const struct list_fit fits[] = {
		{ .room = { 0, 5, 4, 3 }, .cost = { 1, 2, 3, 3 } },
		{ .room = { 0, 5, 4, 3 }, .cost = { 1, 2, 3, 3 }, .empty = true },
		{ .room = { 0, 3, 3, 2 }, .cost = { 1, 2, 3, 3 } },
		{ .room = { 0, 1, 0, 0 }, .cost = { 1, 2, 3, 3 } },
		{ .room = { 0, 1, 0, 0 }, .cost = { 1, 2, 3, 3 }, .empty = true },
		{ .room = { 0, 2, 2, 2 }, .cost = { 1, 2, 3, 3 }, .plain = true },
	};
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		for (size_t f = 0; f < sizeof fits / sizeof fits[0]; f++) {
			check_pages(&lists[l], &fits[f]);
		}
	}
	/* Mock-up 36: three headings and five places on the first page. */
	struct list_page first = listing_page(&lists[0],
			&(struct list_fit){ .room = { 0, 6, 6, 5 }, .cost = { 1, 2, 3, 3 } }, 0);
	assert_int_equal(first.len, 5);
	assert_int_equal(first.pages, 2);
}

static void an_empty_list_has_no_page(void **state)
{
	(void)state;
	static const struct listing none = { .from = { 0 } };
	static const struct list_fit fit = { .room = { 0, 4, 3, 2 }, .cost = { 1, 2, 3, 3 } };
	struct list_page p = listing_page(&none, &fit, 2);
	assert_int_equal(p.len, 0);
	assert_int_equal(p.pages, 0);
	assert_int_equal(p.page, 0);
	assert_int_equal(listing_page_of(&none, &fit, 0), 0);
}

static void a_day_is_asked_for(void **state)
{
	(void)state;
	static const struct {
		const char *hours;
		enum when when;
		enum hours_status status;
	} rows[] = {
		{ "Mo-Fr 09:00-12:00", WHEN_NOW, HOURS_CLOSED },
		{ "Mo-Fr 09:00-12:00", WHEN_TODAY, HOURS_CLOSED }, /* over since noon */
		{ "Mo-Fr 09:00-12:00,16:00-18:00", WHEN_TODAY, HOURS_OPEN },
		{ "Mo-Fr 09:00-12:00,16:00-18:00", WHEN_NOW, HOURS_CLOSED },
		{ "Mo-Fr 09:00-12:00", WHEN_TOMORROW, HOURS_OPEN },
		{ "Mo-Fr 09:00-12:00", WHEN_TODAY + 4, HOURS_CLOSED }, /* Saturday */
		{ "Sa 09:00-12:00", WHEN_TODAY + 4, HOURS_OPEN },
		{ "Sa 09:00-12:00 unknown", WHEN_TODAY + 4, HOURS_UNKNOWN },
		{ "Mo-Fr 09:00-12:00; Sa \"sur rendez-vous\"", WHEN_TODAY + 4, HOURS_UNKNOWN },
		{ "24/7", WHEN_TODAY, HOURS_OPEN },
		{ NULL, WHEN_TOMORROW, HOURS_UNKNOWN },
		{ NULL, WHEN_ANY, HOURS_OPEN },
	};
	struct arena *arena = arena_create(0);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct hours *hours = NULL;
		struct err e;
		if (rows[i].hours) {
			assert_true(hours_parse(rows[i].hours, arena, &hours, NULL, &e));
		}
		assert_int_equal(when_status(hours, rows[i].when, &tuesday_afternoon), rows[i].status);
	}
	arena_destroy(arena);
	struct date saturday = when_date(WHEN_TODAY + 4, &tuesday_afternoon);
	assert_int_equal(saturday.day, 5);
	assert_int_equal(date_weekday(saturday), 5);
	assert_int_equal(when_date(WHEN_NOW, &tuesday_afternoon).day, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_belongs_to_the_group_of_its_distance),
		cmocka_unit_test(what_is_here_has_no_straight_line),
		cmocka_unit_test(each_page_holds_what_fits_beside_its_headings),
		cmocka_unit_test(an_empty_list_has_no_page),
		cmocka_unit_test(a_day_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
