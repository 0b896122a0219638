/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "compile/foot.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { TAGS_MAX = 12 };

/* "highway=footway access=private" */
static size_t parse(const char *words, char *copy, size_t size, struct osm_tag tags[TAGS_MAX])
{
	size_t len = 0;
	str_cut(copy, size, words);
	for (char *rest = copy, *word; (word = strsep(&rest, " ")) && len < TAGS_MAX;) {
		char *equals = strchr(word, '=');
		if (equals) {
			*equals = '\0';
			tags[len++] = (struct osm_tag){ word, equals + 1 };
		}
	}
	return len;
}

/* Letters: f b on foot forward and backward, F B with wheels; "" none. */
struct route_row {
	const char *tags, *who;
};

static const struct route_row route_rows[] = {
	/* classes */
	{ "highway=residential", "fbFB" },
	{ "highway=primary", "fbFB" },
	{ "highway=pedestrian", "fbFB" },
	{ "highway=footway", "fbFB" },
	{ "highway=steps", "fb" },
	{ "highway=path", "fb" },
	{ "highway=track", "fb" },
	{ "highway=motorway", "" },
	{ "highway=trunk", "" },
	{ "highway=trunk sidewalk=right", "fbFB" },
	{ "highway=trunk foot=yes", "fbFB" },
	{ "highway=primary motorroad=yes", "" },
	{ "highway=cycleway", "" },
	{ "highway=cycleway foot=designated", "fbFB" },
	{ "highway=bridleway", "" },
	{ "highway=bridleway foot=yes", "fb" },
	{ "highway=corridor", "" },
	{ "highway=construction foot=yes", "" },
	{ "highway=proposed", "" },
	{ "highway=residential construction=yes", "" },
	{ "route=ferry foot=yes", "" },
	{ "highway=footway route=ferry", "" },
	{ "railway=platform", "fbFB" },
	{ "railway=rail", "" },
	{ "waterway=river", "" },
	{ "name=Nowhere", "" },
	/* who may: foot before access */
	{ "highway=residential access=private", "" },
	{ "highway=residential access=no foot=yes", "fbFB" },
	{ "highway=residential foot=no", "" },
	{ "highway=residential foot=use_sidepath", "" },
	{ "highway=service access=destination", "fbFB" },
	{ "highway=service access=customers", "" },
	{ "highway=footway access=permissive", "fbFB" },
	{ "highway=footway access=unknown", "fbFB" },
	{ "highway=residential motor_vehicle=no", "fbFB" },
	{ "highway=path sac_scale=alpine_hiking", "" },
	{ "highway=path trail_visibility=no", "" },
	/* direction */
	{ "highway=residential oneway=yes", "fbFB" },
	{ "highway=footway oneway:foot=yes", "fF" },
	{ "highway=footway oneway:foot=-1", "bB" },
	{ "highway=footway foot:backward=no", "fF" },
	{ "highway=steps conveying=forward", "f" },
	{ "highway=steps conveying=reversible", "fb" },
	/* wheels */
	{ "highway=steps ramp:wheelchair=yes", "fbFB" },
	{ "highway=steps wheelchair=yes", "fbFB" },
	{ "highway=footway wheelchair=no", "fb" },
	{ "highway=footway surface=gravel", "fb" },
	{ "highway=footway surface=asphalt;sand", "fb" },
	{ "highway=footway surface=paving_stones", "fbFB" },
	{ "highway=footway smoothness=bad", "fb" },
	{ "highway=footway smoothness=intermediate", "fbFB" },
	{ "highway=path surface=compacted", "fbFB" },
	{ "highway=track tracktype=grade1", "fbFB" },
	{ "highway=track tracktype=grade3", "fb" },
	{ "highway=footway incline=5%", "fbFB" },
	{ "highway=footway incline=-12%", "fb" },
	{ "highway=footway incline=5°", "fb" },
	{ "highway=footway incline=up", "fbFB" },
	{ "highway=footway incline=-12% wheelchair=yes", "fbFB" },
	{ "highway=footway width=0.6", "fb" },
	{ "highway=footway width=60cm", "fb" },
	{ "highway=footway width=2'", "fb" },
	{ "highway=footway width=1.5", "fbFB" },
	{ "highway=footway footway=crossing kerb=raised", "fb" },
	{ "highway=footway footway=crossing kerb=lowered", "fbFB" },
};

static void ways_are_for_whom_the_wiki_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(route_rows); i++) {
		struct osm_tag tags[TAGS_MAX];
		char copy[200];
		size_t len = parse(route_rows[i].tags, copy, sizeof copy, tags);
		struct foot_way w;
		bool walkable = foot_judge_way(tags, len, &w);
		char who[5];
		(void)snprintf(who, sizeof who, "%s%s%s%s", w.forward ? "f" : "", w.backward ? "b" : "",
				w.wheel_forward ? "F" : "", w.wheel_backward ? "B" : "");
		if (strcmp(who, route_rows[i].who) != 0 || walkable != (route_rows[i].who[0] != '\0')) {
			fail_msg("%s is for \"%s\", expected \"%s\"", route_rows[i].tags, who, route_rows[i].who);
		}
	}
}

struct node_row {
	const char *tags;
	bool blocked, wheel_blocked;
};

static const struct node_row node_rows[] = {
	{ "barrier=bollard", false, false },
	{ "barrier=gate", false, false },
	{ "barrier=gate access=private", true, true },
	{ "barrier=gate access=no foot=yes", false, false },
	{ "barrier=gate locked=yes", true, true },
	{ "barrier=gate locked=yes foot=yes", false, false },
	{ "barrier=kissing_gate", false, true },
	{ "barrier=kissing_gate wheelchair=yes", false, false },
	{ "barrier=stile", false, true },
	{ "barrier=turnstile", false, true },
	{ "barrier=cycle_barrier", false, true },
	{ "barrier=wall", true, true },
	{ "barrier=bollard maxwidth:physical=0.8", false, true },
	{ "barrier=lift_gate wheelchair=no", false, true },
	{ "kerb=raised", false, true },
	{ "barrier=kerb kerb=lowered", false, false },
	{ "highway=crossing kerb=raised", false, false },
	{ "entrance=yes access=private", true, true },
	{ "amenity=bench access=private", false, false },
	{ "highway=street_lamp", false, false },
};

static void barriers_stop_whom_they_stop(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(node_rows); i++) {
		struct osm_tag tags[TAGS_MAX];
		char copy[200];
		size_t len = parse(node_rows[i].tags, copy, sizeof copy, tags);
		struct foot_node n = foot_judge_node(tags, len);
		if (n.blocked != node_rows[i].blocked || n.wheel_blocked != node_rows[i].wheel_blocked) {
			fail_msg("%s: feet %d, wheels %d", node_rows[i].tags, n.blocked, n.wheel_blocked);
		}
	}
}

struct kind_row {
	const char *tags;
	enum route_ground ground;
	int climb, stairs;
	bool area, roundabout, lift;
};

static const struct kind_row kind_rows[] = {
	{ "highway=residential", ROUTE_ROAD, 0, 0, false, false, false },
	{ "highway=tertiary junction=roundabout", ROUTE_ROAD, 0, 0, false, true, false },
	{ "highway=path", ROUTE_TRACK, 0, 0, false, false, false },
	{ "highway=path foot=designated", ROUTE_FOOTPATH, 0, 0, false, false, false },
	{ "highway=footway footway=sidewalk", ROUTE_SIDEWALK, 0, 0, false, false, false },
	{ "highway=footway footway=crossing", ROUTE_CROSSING, 0, 0, false, false, false },
	{ "highway=pedestrian area=yes", ROUTE_SQUARE, 0, 0, true, false, false },
	{ "highway=elevator", ROUTE_FOOTPATH, 0, 0, false, false, true },
	{ "highway=steps step_count=24 incline=up", ROUTE_STAIRWAY, ROUTE_UP, 24, false, false, false },
	{ "highway=steps incline=-30%", ROUTE_STAIRWAY, ROUTE_DOWN, 0, false, false, false },
	{ "highway=steps step_count=many", ROUTE_STAIRWAY, ROUTE_LEVEL, 0, false, false, false },
};

static void ways_are_what_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kind_rows); i++) {
		const struct kind_row *r = &kind_rows[i];
		struct osm_tag tags[TAGS_MAX];
		char copy[200];
		size_t len = parse(r->tags, copy, sizeof copy, tags);
		struct foot_way w;
		assert_true(foot_judge_way(tags, len, &w));
		if (w.ground != r->ground || w.climb != r->climb || w.stairs != r->stairs || w.area != r->area ||
				w.roundabout != r->roundabout || w.lift != r->lift) {
			fail_msg("%s: ground %d, climb %d, stairs %d, area %d, roundabout %d, lift %d", r->tags,
					w.ground, w.climb, w.stairs, w.area, w.roundabout, w.lift);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ways_are_for_whom_the_wiki_says),
		cmocka_unit_test(barriers_stop_whom_they_stop),
		cmocka_unit_test(ways_are_what_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
