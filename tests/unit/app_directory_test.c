/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory: order, filters, the part of the map that is looked at; and its markers, apart or together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/state.h"
#include "base/mem.h"
#include "base/str.h"

#include <cmocka.h>

/* Places east of the kiosk, by name: HERE is where it stands; TWIN_A and TWIN_B are 30 m apart; FAR is in another town.
 */
enum { FAR, TWIN_B, HERE, TWIN_A, MIDDLE, PLACES };
static struct site site = { .id = "here", .lat = 46.0, .lon = 5.0 };
static struct territory territories[] = {
	{ .id = "ain", .code = "01", .name = { { "Ain" } } },
	{ .id = "rhone", .code = "69", .name = { { "Rhône" } } },
	{ .id = "label", .labelled = true, .code = "", .departments = (const int16_t[]){ 1 }, .departments_len = 1 },
};
static struct commune communes[] = {
	{ .insee = "01001", .name = "Près", .lat = 46.0, .lon = 5.1 },
	{ .insee = "01002", .name = "Loin au sud", .lat = 45.7, .lon = 5.0 },
	{ .insee = "01003", .name = "Plus loin", .lat = 45.2, .lon = 5.0 },
	{ .insee = "69001", .name = "Ailleurs", .lat = 45.1, .lon = 5.0 },
};
static struct network networks[] = {
	{ .id = "relais", .symbol = "rsp", .audiences = AUDIENCE_TOUS, .article = -1 },
	{ .id = "mission", .symbol = "ml", .audiences = AUDIENCE_TOUS, .article = -1 },
};
static struct place places[PLACES] = {
	[FAR] = { .id = "far", .name = "Loin", .commune = "", .lat = 46.0, .lon = 5.9, .network = 1 },
	[TWIN_B] = { .id = "b", .name = "B", .commune = "", .lat = 46.0, .lon = 5.0204, .access = 1 },
	[HERE] = { .id = "here", .name = "Ici", .commune = "", .lat = 46.0, .lon = 5.0, .network = 1 },
	[TWIN_A] = { .id = "a", .name = "A", .commune = "", .lat = 46.0, .lon = 5.02, .network = 1, .access = 3 },
	[MIDDLE] = { .id = "middle", .name = "Milieu", .commune = "", .lat = 46.0, .lon = 5.04, .access = 2 },
};

struct directory {
	struct app_config config;
	struct catalogue catalogue;
	struct arena *session;
	struct state *s;
};

static int set_up(void **state)
{
	struct directory *d = mem_zalloc(1, sizeof *d);
	d->config = (struct app_config){ .site = "here",
		.unit_name = "u",
		.version = "0",
		.width_px = 1080,
		.height_px = 1920,
		.mm_per_px = 0.248F,
		.idle_s = 60,
		.reading_idle_s = 120,
		.countdown_s = 20,
		.professional_allowed = true };
	d->catalogue = (struct catalogue){ .pack = "p",
		.edition = "2026-11-23",
		.west = 4,
		.south = 45,
		.east = 6,
		.north = 47,
		.languages = { { .code = "fr", .name = "Français" } },
		.languages_len = 1,
		.networks = networks,
		.networks_len = 2,
		.sites = &site,
		.sites_len = 1,
		.places = places,
		.places_len = PLACES,
		.territories = territories,
		.territories_len = 3,
		.communes = communes,
		.communes_len = 4 };
	d->session = arena_create(0);
	d->s = state_create(&d->config, d->session);
	struct effects fx = { 0 };
	struct event content = { .type = EVENT_CONTENT, .content = { &d->catalogue, NULL, 1 } };
	content.now_us = 10000000;
	update(d->s, &content, &fx);
	d->s->map_rect = (struct rect){ 0, 0, 1000, 800 };
	*state = d;
	return 0;
}

static int tear_down(void **state)
{
	struct directory *d = *state;
	state_destroy(d->s);
	arena_destroy(d->session);
	free(d);
	return 0;
}

static void check_list(const struct state *s, const int *wanted, int len)
{
	assert_int_equal(s->list_len, len);
	for (int i = 0; i < len; i++) {
		assert_int_equal(s->list[i].place, wanted[i]);
	}
}

static void the_nearest_comes_first(void **state)
{
	struct directory *d = *state;
	check_list(d->s, (int[]){ HERE, TWIN_A, TWIN_B, MIDDLE, FAR }, 5);
	assert_true(directory_metres(d->s, HERE) < 1);
	assert_in_range((int)directory_metres(d->s, TWIN_A), 1500, 1600); /* 0.02 degrees at 46 north */
	assert_int_equal(directory_near(d->s, MIDDLE)->place, MIDDLE);
	assert_true(directory_metres(d->s, -1) == 0); /* no such place */
	assert_true(directory_metres(d->s, PLACES) == 0);
}

static void filters_leave_the_order(void **state)
{
	struct directory *d = *state;
	d->s->filters.network = 1;
	directory_filter(d->s);
	check_list(d->s, (int[]){ HERE, TWIN_A, FAR }, 3);
	d->s->filters.network = -1;
	d->s->filters.access = 1;
	directory_filter(d->s);
	check_list(d->s, (int[]){ TWIN_A, TWIN_B }, 2);
	d->s->filters.access = 3; /* all that is asked for, not some of it */
	directory_filter(d->s);
	check_list(d->s, (int[]){ TWIN_A }, 1);
	d->s->filters.network = 0;
	directory_filter(d->s);
	check_list(d->s, NULL, 0);
}

static const struct hours *hours_of(struct directory *d, const char *text)
{
	const struct hours *hours = NULL;
	struct err e;
	assert_true(hours_parse(text, d->session, &hours, NULL, &e));
	return hours;
}

/* Of a day: those that are open, and behind them in each group those that have to be called. */
static void a_day_leaves_who_is_open_and_who_may_be(void **state)
{
	struct directory *d = *state;
	d->s->local = (struct tm){ .tm_year = 126, .tm_mon = 11, .tm_mday = 1, .tm_hour = 14 }; /* a Tuesday */
	places[HERE].hours = hours_of(d, "Mo-Fr 09:00-17:00");
	places[TWIN_B].hours = places[FAR].hours = hours_of(d, "Sa 09:00-12:00");
	d->s->filters.when = WHEN_TODAY + 4;
	directory_filter(d->s);
	check_list(d->s, (int[]){ TWIN_B, TWIN_A, MIDDLE, FAR }, 4);
	assert_int_equal(d->s->list_unsure, 2);
	assert_memory_equal(d->s->groups.from, ((int[]){ 0, 2, 3, 4 }), sizeof d->s->groups.from);
	d->s->filters.when = WHEN_NOW; /* there is no time to call */
	directory_filter(d->s);
	check_list(d->s, (int[]){ HERE }, 1);
	d->s->filters.when = WHEN_ANY;
	directory_offer(d->s, true);
	assert_true(d->s->offers.counted && d->s->offers.hours);
	assert_int_equal(d->s->offers.open[WHEN_NOW], 1);
	assert_int_equal(d->s->offers.open[WHEN_TODAY + 4], 2);
	assert_int_equal(d->s->offers.open[WHEN_TODAY + 5], 0);
	assert_int_equal(d->s->offers.unknown, 2);
	places[HERE].hours = places[TWIN_B].hours = places[FAR].hours = NULL;
	directory_offer(d->s, true);
	assert_false(d->s->offers.hours);
}

static void only_what_makes_a_difference_is_offered(void **state)
{
	struct directory *d = *state;
	directory_offer(d->s, false);
	assert_int_equal(d->s->offers.networks, 3);
	assert_int_equal(d->s->offers.access, 3);
	assert_int_equal(d->s->offers.audiences, 0); /* all are for everybody */
	d->s->filters.network = 0;                   /* B and the middle one */
	directory_filter(d->s);
	directory_offer(d->s, false);
	assert_int_equal(d->s->offers.networks, 3); /* given the other filters: the way back to the other network */
	networks[1].audiences = AUDIENCE_JEUNES;
	directory_offer(d->s, false);
	assert_int_equal(d->s->offers.audiences, 0); /* none of this network */
	d->s->filters.network = -1;
	directory_offer(d->s, false);
	assert_int_equal(d->s->offers.audiences, AUDIENCE_JEUNES);
	networks[1].audiences = AUDIENCE_TOUS;
}

static void a_filter_unmarks_what_was_chosen(void **state)
{
	struct directory *d = *state;
	uint32_t before = d->s->list_serial;
	d->s->selected = FAR;
	directory_filter(d->s);
	assert_int_equal(d->s->selected, -1);
	assert_true(d->s->list_serial != before); /* the markers are those of another list */
}

static void the_list_follows_the_map(void **state)
{
	struct directory *d = *state;
	d->s->camera = (struct map_camera){ .lon = 5.03, .lat = 46.0, .zoom = 13 }; /* 1000 px: about 0.17 degrees */
	directory_follow_map(d->s);
	check_list(d->s, (int[]){ HERE, TWIN_A, TWIN_B, MIDDLE }, 4);
	d->s->camera = (struct map_camera){ .lon = 5.9, .lat = 46.0, .zoom = 13 };
	directory_follow_map(d->s);
	check_list(d->s, (int[]){ FAR }, 1);
	d->s->camera.lat = 46.8;
	directory_follow_map(d->s);
	check_list(d->s, NULL, 0);
	directory_unscope(d->s);
	assert_int_equal(d->s->list_len, PLACES);
}

static void a_choice_outlives_a_move_that_still_shows_it(void **state)
{
	struct directory *d = *state;
	d->s->selected = MIDDLE;
	d->s->camera = (struct map_camera){ .lon = 5.03, .lat = 46.0, .zoom = 13 };
	directory_follow_map(d->s);
	assert_int_equal(d->s->selected, MIDDLE);
	d->s->camera.lon = 5.9;
	directory_follow_map(d->s);
	assert_int_equal(d->s->selected, -1);
}

static void the_page_of_a_place_is_turned_to(void **state)
{
	struct directory *d = *state;
	d->s->list_fit = (struct list_fit){ .room = { 0, 2, 2, 2 }, .cost = { 1, 1, 1, 1, 1, 1, 1, 1 } };
	directory_turn_to(d->s, HERE);
	assert_int_equal(d->s->at.page, 0);
	directory_turn_to(d->s, MIDDLE);
	assert_int_equal(d->s->at.page, 1);
	directory_turn_to(d->s, FAR);
	assert_int_equal(d->s->at.page, 2);
	d->s->list_fit = (struct list_fit){ 0 }; /* not shown yet: the page stays */
	directory_turn_to(d->s, HERE);
	assert_int_equal(d->s->at.page, 2);
}

static void markers_stand_together_from_afar_and_apart_close_by(void **state)
{
	struct directory *d = *state;
	d->s->camera = (struct map_camera){ .lon = 5.02, .lat = 46.0, .zoom = 13 };
	marks_update(d->s);
	assert_int_equal(d->s->marks.len, PLACES - 1); /* the kiosk's own sign stands for HERE */
	assert_int_equal(marks_cluster_of(d->s, HERE), -1);
	int together = marks_cluster_of(d->s, TWIN_A);
	assert_true(together >= 0);
	assert_int_equal(marks_cluster_of(d->s, TWIN_B), together);
	assert_true(marks_cluster_of(d->s, FAR) != together);
	d->s->camera.zoom = 18.5;
	marks_update(d->s);
	assert_true(marks_cluster_of(d->s, TWIN_A) != marks_cluster_of(d->s, TWIN_B));
	d->s->camera.zoom = 6;
	marks_update(d->s);
	assert_int_equal(marks_cluster_of(d->s, MIDDLE), marks_cluster_of(d->s, TWIN_A));
}

static void a_cluster_opens_as_the_list_of_its_places(void **state)
{
	struct directory *d = *state;
	d->s->camera = (struct map_camera){ .lon = 5.02, .lat = 46.0, .zoom = 13 };
	marks_update(d->s);
	directory_open_cluster(d->s, marks_cluster_of(d->s, TWIN_A));
	check_list(d->s, (int[]){ TWIN_A, TWIN_B }, 2);
}

static void a_network_of_departments_sends_to_the_site_s_own(void **state)
{
	struct directory *d = *state;
	networks[1].of_department = true;
	site.territory = 1;
	places[HERE].insee = places[TWIN_A].insee = "01004";
	places[FAR].insee = "69123";
	assert_int_equal(territory_nearest(d->s, 1), FAR); /* in the other town, past two that are near */
	assert_false(territory_serves(d->s, HERE));
	assert_string_equal(territory_of_place(d->s, HERE)->in[0], "Ain");
	assert_int_equal(territory_places(d->s, 1), 1);
	assert_true(territory_serves(d->s, MIDDLE)); /* its network is for all */
	site.territory = 2;                          /* a labelled one: the departments it lies in */
	assert_int_equal(territory_nearest(d->s, 1), FAR);
	places[FAR].insee = "01005";
	assert_int_equal(territory_nearest(d->s, 1), -1); /* none is better than the wrong one */
	site.territory = -1;
	assert_int_equal(territory_nearest(d->s, 1), HERE);
	networks[1].of_department = false;
	site.territory = 1;
	assert_int_equal(territory_nearest(d->s, 1), HERE);
}

static void communes_far_from_a_desk_are_listed(void **state)
{
	struct directory *d = *state;
	site.territory = 0;
	networks[0].levels = LEVEL_INFORMATION;
	networks[1].levels = LEVEL_ADVICE;
	territory_measure(d->s);
	assert_int_equal(d->s->remote.of, 3);
	assert_int_equal(d->s->remote.len, 2);
	assert_string_equal(communes[d->s->remote.at[0].commune].insee, "01003");
	assert_string_equal(communes[d->s->remote.at[1].commune].insee, "01002");
	assert_int_equal(d->s->remote.at[1].place, TWIN_B);
	assert_in_range((int)d->s->remote.at[1].metres, 33000, 34000);
	const struct remote_commune *first = d->s->remote.at;
	territory_measure(d->s); /* not again */
	assert_ptr_equal(d->s->remote.at, first);
	assert_int_equal(d->s->remote.len, 2);
}

/* Communes near a desk need not be there: the page says of how many the far ones are. */
static void far_communes_are_told_of_all_that_there_are(void **state)
{
	struct directory *d = *state;
	networks[0].levels = networks[1].levels = LEVEL_INFORMATION;
	const struct {
		int site, ain, rhone, all;
	} cases[] = {
		{ 0, 0, 266, 0 },      /* an older bundle */
		{ 0, 391, 0, 391 },    /* the other department does not matter */
		{ 0, 2, 266, 0 },      /* fewer than are there */
		{ 2, 391, 266, 266 },  /* a labelled territory: the department it lies in */
		{ -1, 391, 266, 657 }, /* no territory: all */
		{ -1, 391, 0, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		site.territory = cases[i].site;
		territories[0].communes = cases[i].ain;
		territories[1].communes = cases[i].rhone;
		d->s->remote = (struct remote){ 0 };
		territory_measure(d->s);
		assert_int_equal(d->s->remote.all, cases[i].all);
	}
	territories[0].communes = territories[1].communes = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_nearest_comes_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(filters_leave_the_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_day_leaves_who_is_open_and_who_may_be, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_what_makes_a_difference_is_offered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_filter_unmarks_what_was_chosen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_list_follows_the_map, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_choice_outlives_a_move_that_still_shows_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_page_of_a_place_is_turned_to, set_up, tear_down),
		cmocka_unit_test_setup_teardown(markers_stand_together_from_afar_and_apart_close_by, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_cluster_opens_as_the_list_of_its_places, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_network_of_departments_sends_to_the_site_s_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(communes_far_from_a_desk_are_listed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(far_communes_are_told_of_all_that_there_are, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
