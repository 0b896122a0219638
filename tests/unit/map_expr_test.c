/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions by table: JSON in, value out, on a feature {class: "primary", lanes: 2, name: "Grande Rue", name:en:
 * "High Street"}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/expr.h"

#include <cmocka.h>

static struct mvt_slice keys[] = { { "class", 5 }, { "lanes", 5 }, { "name", 4 }, { "name:en", 7 } };
static struct mvt_value values[] = {
	{ .type = MVT_STRING, .string = { "primary", 7 } },
	{ .type = MVT_NUMBER, .number = 2 },
	{ .type = MVT_STRING, .string = { "Grande Rue", 10 } },
	{ .type = MVT_STRING, .string = { "High Street", 11 } },
};
static const uint8_t tags[] = { 0, 0, 1, 1, 2, 2, 3, 3 };
static const struct mvt_layer layer = { .keys = keys, .keys_len = 4, .values = values, .values_len = 4 };
static const struct mvt_feature feature = { .type = MVT_LINE, .tags = tags, .tags_len = sizeof tags };

static const char *show(struct value v, char *out, size_t size)
{
	switch (v.type) {
	case VALUE_NULL:
		return "null";
	case VALUE_BOOL:
		return v.number != 0 ? "true" : "false";
	case VALUE_NUMBER:
		(void)snprintf(out, size, "%.6g", v.number);
		return out;
	case VALUE_STRING:
		(void)snprintf(out, size, "%.*s", (int)v.string.len, v.string.bytes);
		return out;
	case VALUE_COLOR:
		(void)snprintf(out, size, "#%02x%02x%02x%02x", v.color.r, v.color.g, v.color.b, v.color.a);
		return out;
	case VALUE_ARRAY:
		return "array";
	}
	return "?";
}

static void check(const char *json, bool filter, double zoom, const char *wanted)
{
	struct arena *arena = arena_create(0);
	struct err e = { 0 };
	json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
	assert_non_null(value);
	const struct expr *x = filter ? expr_compile_filter(value, arena, &e) : expr_compile(value, arena, &e);
	char text[ERR_MESSAGE_BYTES + 16];
	if (!x) {
		(void)snprintf(text, sizeof text, "error: %s", e.message);
	} else {
		struct expr_scene scene = { .zoom = zoom,
			.layer = &layer,
			.feature = &feature,
			.lang = "en",
			.arena = arena };
		char room[128];
		(void)str_copy(text, sizeof text, show(expr_eval(x, &scene), room, sizeof room));
	}
	if (!str_starts(text, wanted) || (wanted[0] != 'e' && strlen(text) != strlen(wanted))) {
		fail_msg("%s at zoom %g gives %s, not %s", json, zoom, text, wanted);
	}
	json_decref(value);
	arena_destroy(arena);
}

static const struct {
	const char *json;
	double zoom;
	const char *wanted;
} expressions[] = {
	{ "7", 0, "7" },
	{ "[\"get\", \"class\"]", 0, "primary" },
	{ "[\"get\", \"absent\"]", 0, "null" },
	{ "[\"get\", \"name:{lang}\"]", 0, "High Street" },
	{ "[\"has\", \"lanes\"]", 0, "true" },
	{ "[\"has\", \"absent\"]", 0, "false" },
	{ "[\"coalesce\", [\"get\", \"absent\"], [\"get\", \"name\"]]", 0, "Grande Rue" },
	{ "[\"case\", [\"==\", [\"get\", \"class\"], \"primary\"], 1, 2]", 0, "1" },
	{ "[\"case\", false, 1, 2]", 0, "2" },
	{ "[\"match\", [\"get\", \"class\"], [\"trunk\", \"primary\"], 8, \"service\", 2, 1]", 0, "8" },
	{ "[\"match\", [\"get\", \"lanes\"], 2, \"two\", \"other\"]", 0, "two" },
	{ "[\"step\", [\"zoom\"], \"a\", 10, \"b\", 12, \"c\"]", 9, "a" },
	{ "[\"step\", [\"zoom\"], \"a\", 10, \"b\", 12, \"c\"]", 10, "b" },
	{ "[\"step\", [\"zoom\"], \"a\", 10, \"b\", 12, \"c\"]", 20, "c" },
	{ "[\"interpolate\", [\"linear\"], [\"zoom\"], 10, 0, 20, 100]", 15, "50" },
	{ "[\"interpolate\", [\"linear\"], [\"zoom\"], 10, 0, 20, 100]", 5, "0" },
	{ "[\"interpolate\", [\"linear\"], [\"zoom\"], 10, 0, 20, 100]", 25, "100" },
	{ "[\"interpolate\", [\"exponential\", 2], [\"zoom\"], 0, 0, 2, 30]", 1, "10" },
	{ "[\"interpolate\", [\"linear\"], [\"zoom\"], 0, \"#000000\", 2, \"#ff8040\"]", 1, "#804020ff" },
	{ "[\"in\", [\"get\", \"class\"], [\"literal\", [\"primary\", \"trunk\"]]]", 0, "true" },
	{ "[\"in\", \"Rue\", [\"get\", \"name\"]]", 0, "true" },
	{ "[\"all\", true, [\"!\", false]]", 0, "true" },
	{ "[\"any\", false, false]", 0, "false" },
	{ "[\"<\", \"abc\", \"abd\"]", 0, "true" },
	{ "[\">=\", 2, 2]", 0, "true" },
	{ "[\"==\", \"2\", 2]", 0, "false" },
	{ "[\"+\", 1, 2, 3]", 0, "6" },
	{ "[\"-\", 5]", 0, "-5" },
	{ "[\"^\", 2, 10]", 0, "1024" },
	{ "[\"max\", 1, 9, 4]", 0, "9" },
	{ "[\"concat\", [\"get\", \"name\"], \" \", 2]", 0, "Grande Rue 2" },
	{ "[\"to-number\", \"x\", \"12.5\"]", 0, "12.5" },
	{ "[\"to-boolean\", \"\"]", 0, "false" },
	{ "[\"to-color\", \"rgba(255, 0, 0, 0.5)\"]", 0, "#ff000080" },
	{ "[\"to-color\", \"hsl(120, 100%, 25%)\"]", 0, "#008000ff" },
	{ "[\"geometry-type\"]", 0, "LineString" },
	{ "{\"base\": 1, \"stops\": [[10, 2], [20, 4]]}", 15, "3" },
	{ "{\"stops\": [[10, \"butt\"], [14, \"round\"]]}", 15, "round" },
	{ "{\"property\": \"lanes\", \"stops\": [[0, 0], [4, 8]]}", 0, "4" },
	{ "[\"no-such-thing\", 1]", 0, "error: " },
	{ "[\"get\"]", 0, "error: " },
	{ "[1, 2]", 0, "error: " },
	{ "[\"interpolate\", [\"cubic-bezier\", 0, 0, 1, 1], [\"zoom\"], 0, 0]", 0, "error: " },
	{ "[\"case\", true, [\"oops\"], 2]", 0, "error: [2]" },
};

static void expressions_mean_what_the_specification_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expressions); i++) {
		check(expressions[i].json, false, expressions[i].zoom, expressions[i].wanted);
	}
}

static void legacy_filters_mean_the_same(void **state)
{
	(void)state;
	static const struct {
		const char *json, *wanted;
	} filters[] = {
		{ "[\"==\", \"class\", \"primary\"]", "true" },
		{ "[\"!=\", \"class\", \"primary\"]", "false" },
		{ "[\"in\", \"class\", \"trunk\", \"primary\"]", "true" },
		{ "[\"!in\", \"class\", \"trunk\", \"primary\"]", "false" },
		{ "[\"has\", \"lanes\"]", "true" },
		{ "[\"!has\", \"lanes\"]", "false" },
		{ "[\"none\", [\"==\", \"class\", \"x\"], [\">\", \"lanes\", 5]]", "true" },
		{ "[\"all\", [\"==\", \"$type\", \"LineString\"], [\"<=\", \"lanes\", 2]]", "true" },
		{ "[\"any\", [\"==\", [\"get\", \"lanes\"], 3], [\"==\", \"lanes\", 2]]", "true" },
	};
	for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
		check(filters[i].json, true, 0, filters[i].wanted);
	}
}

static void nesting_without_end_is_refused(void **state)
{
	(void)state;
	char deep[512] = "";
	for (int i = 0; i < 60; i++) {
		strcat(deep, "[\"!\",");
	}
	strcat(deep, "true");
	for (int i = 0; i < 60; i++) {
		strcat(deep, "]");
	}
	check(deep, false, 0, "error: ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions_mean_what_the_specification_says),
		cmocka_unit_test(legacy_filters_mean_the_same),
		cmocka_unit_test(nesting_without_end_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
