/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions by table: JSON (with ' for ") in; value, or place and error, out; on a feature {class: "primary", lanes:
 * 2, name: "Grande Rue", name:en: "High Street"}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr.h"
#include "map/style/expr_value.h"

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

/* ---- the properties that expressions are tried for ---- */

static const char *const words[] = { "a", "b", NULL };
static const struct expr_spec any = { .type = VALUE_ANY, .zoom = true, .feature = true, .interpolated = true };
static const struct expr_spec number = { .type = VALUE_NUMBER, .zoom = true, .feature = true, .interpolated = true };
static const struct expr_spec color = { .type = VALUE_COLOR, .zoom = true, .feature = true, .interpolated = true };
static const struct expr_spec text = { .type = VALUE_STRING, .zoom = true, .feature = true, .tokens = true };
static const struct expr_spec word = { .type = VALUE_STRING, .zoom = true, .values = words };
static const struct expr_spec truth = { .type = VALUE_BOOL, .zoom = true, .feature = true };
static const struct expr_spec fixed = { .type = VALUE_NUMBER, .interpolated = true };
static const struct expr_spec pair = { .type = VALUE_ARRAY,
	.item = VALUE_NUMBER,
	.length = 2,
	.zoom = true,
	.interpolated = true };
static const struct expr_spec label = { .type = VALUE_FORMATTED, .zoom = true, .feature = true, .tokens = true };
static const struct expr_spec sides = { .type = VALUE_PADDING, .zoom = true, .feature = true, .interpolated = true };

static json_t *load(const char *json)
{
	char quoted[2048];
	assert_in_range(strlen(json), 1, sizeof quoted - 1);
	size_t len = 0;
	for (; *json; json++) {
		quoted[len++] = *json == '\'' ? '"' : *json;
	}
	json_t *value = json_loadb(quoted, len, JSON_DECODE_ANY, NULL);
	assert_non_null(value);
	return value;
}

static void check_value(const char *json, const struct expr *x, double zoom, const char *wanted, struct arena *arena)
{
	struct expr_scene scene = { .zoom = zoom,
		.layer = &layer,
		.feature = &feature,
		.lang = "en",
		.arena = arena,
		.explain = true };
	struct value v = expr_eval(x, &scene);
	const char *found = v.type == VALUE_ERROR ? arena_strndup(arena, v.string.bytes, v.string.len)
						  : value_json_text(&v, arena);
	struct buf plain = { 0 };
	for (; *found; found++) {
		buf_add_char(&plain, *found == '"' ? '\'' : *found);
	}
	if (!str_equal(buf_text(&plain), wanted)) {
		fail_msg("%s at zoom %g gives %s, not %s", json, zoom, buf_text(&plain), wanted);
	}
	buf_finish(&plain);
}

static const struct {
	const struct expr_spec *spec;
	const char *json;
	double zoom;
	const char *wanted;
} expressions[] = {
	{ &any, "7", 0, "7" },
	{ &any, "['get', 'class']", 0, "'primary'" },
	{ &any, "['get', 'absent']", 0, "null" },
	{ &any, "['get', 'name:{lang}']", 0, "'High Street'" },
	{ &any, "['has', 'lanes']", 0, "true" },
	{ &any, "['has', 'absent']", 0, "false" },
	{ &any, "['get', 'b', ['literal', {'b': [1]}]]", 0, "[1]" },
	{ &any, "['get', 'lanes', ['properties']]", 0, "2" },
	{ &any, "['id']", 0, "null" },
	{ &any, "['coalesce', ['get', 'absent'], ['get', 'name']]", 0, "'Grande Rue'" },
	{ &number, "['coalesce', ['get', 'absent'], 4]", 0, "4" },
	{ &any, "['case', ['==', ['get', 'class'], 'primary'], 1, 2]", 0, "1" },
	{ &any, "['match', ['get', 'class'], ['trunk', 'primary'], 8, 'service', 2, 1]", 0, "8" },
	{ &any, "['match', ['get', 'class'], ['trunk', 'path'], 8, 'service', 2, 1]", 0, "1" },
	{ &any, "['match', ['get', 'lanes'], 2, 'two', 'other']", 0, "'two'" },
	{ &any, "['match', ['get', 'lanes'], '2', 'two', 'other']", 0, "'other'" },
	{ &any, "['step', ['zoom'], 'a', 10, 'b', 12, 'c']", 9, "'a'" },
	{ &any, "['step', ['zoom'], 'a', 10, 'b', 12, 'c']", 10, "'b'" },
	{ &any, "['step', ['zoom'], 'a', 10, 'b', 12, 'c']", 20, "'c'" },
	{ &number, "['interpolate', ['linear'], ['zoom'], 10, 0, 20, 100]", 15, "50" },
	{ &number, "['interpolate', ['linear'], ['zoom'], 10, 0, 20, 100]", 5, "0" },
	{ &number, "['interpolate', ['linear'], ['zoom'], 10, 0, 20, 100]", 25, "100" },
	{ &number, "['interpolate', ['exponential', 2], ['zoom'], 0, 0, 2, 30]", 1, "10" },
	{ &number, "['interpolate', ['cubic-bezier', 0, 0, 1, 1], ['zoom'], 0, 0, 2, 30]", 1, "15" },
	{ &number, "['interpolate', ['linear'], ['zoom'], 0, ['get', 'lanes'], 2, 30]", 1, "16" },
	{ &pair, "['interpolate', ['linear'], ['zoom'], 0, ['literal', [0, 1]], 2, ['literal', [10, 3]]]", 1, "[5,2]" },
	{ &color, "['interpolate', ['linear'], ['zoom'], 0, 'black', 2, 'white']", 1,
			"{'r':0.5,'g':0.5,'b':0.5,'a':1}" },
	{ &any, "['in', ['get', 'class'], ['literal', ['primary', 'trunk']]]", 0, "true" },
	{ &any, "['in', 'Rue', ['get', 'name']]", 0, "true" },
	{ &any, "['index-of', 'R', ['get', 'name']]", 0, "7" },
	{ &any, "['slice', ['get', 'name'], -3]", 0, "'Rue'" },
	{ &any, "['slice', 'né à', 1, 4]", 0, "'é à'" },
	{ &any, "['length', 'né à']", 0, "4" },
	{ &any, "['at', 1, ['literal', ['a', 'b']]]", 0, "'b'" },
	{ &any, "['at', 2, ['literal', ['a', ['get', 'x']]]]", 0, "compile: Array index out of bounds: 2 > 1." },
	{ &any, "['all', true, ['!', false]]", 0, "true" },
	{ &any, "['any', false, false]", 0, "false" },
	{ &any, "['<', 'abc', 'abd']", 0, "true" },
	{ &any, "['==', ['get', 'lanes'], '2']", 0, "false" },
	{ &any, "['+', 1, 2, 3]", 0, "6" },
	{ &any, "['-', 5]", 0, "-5" },
	{ &any, "['%', 7, 4]", 0, "3" },
	{ &any, "['^', 2, 10]", 0, "1024" },
	{ &any, "['max', 1, 9, 4]", 0, "9" },
	{ &any, "['round', -2.5]", 0, "-3" },
	{ &any, "['concat', ['get', 'name'], ' ', 2, null, true]", 0, "'Grande Rue 2true'" },
	{ &any, "['upcase', 'straße é']", 0, "'STRASSE É'" },
	{ &any, "['to-number', 'x', '12.5']", 0, "12.5" },
	{ &any, "['to-boolean', '']", 0, "false" },
	{ &any, "['to-string', ['literal', [1, 'a', {'b': null}]]]", 0, "'[1,\\'a\\',{\\'b\\':null}]'" },
	{ &any, "['to-string', 0.000001]", 0, "'0.000001'" },
	{ &any, "['to-string', 1e21]", 0, "'1e+21'" },
	{ &any, "['typeof', ['literal', [1, 2]]]", 0, "'array<number, 2>'" },
	{ &any, "['let', 'a', ['number', ['get', 'lanes']], ['*', ['var', 'a'], ['var', 'a']]]", 0, "4" },
	{ &any, "['to-rgba', ['rgba', 51, 0, 0, 0.5]]", 0, "[51,0,0,0.5]" },
	{ &any, "['geometry-type']", 0, "'LineString'" },
	{ &number, "['get', 'class']", 0, "Expected value to be of type number, but found string instead." },
	{ &color, "['get', 'class']", 0, "Could not parse color from value 'primary'" },
	{ &text, "['get', 'lanes']", 0, "'2'" },
	{ &text, "'{name} ({lanes})'", 0, "'Grande Rue (2)'" },
	{ &label, "'{name}'", 0,
			"{'sections':[{'text':'Grande Rue','image':null,'scale':null,'fontStack':null,'textColor':null,"
			"'verticalAlign':null}]}" },
	{ &sides, "['literal', [1, 2]]", 0, "{'values':[1,2,1,2]}" },
	/* legacy functions */
	{ &number, "{'base': 1, 'stops': [[10, 2], [20, 4]]}", 15, "3" },
	{ &word, "{'stops': [[10, 'a'], [14, 'b']]}", 15, "'b'" },
	{ &number, "{'property': 'lanes', 'stops': [[0, 0], [4, 8]]}", 0, "4" },
	{ &number, "{'property': 'absent', 'stops': [[0, 0], [4, 8]], 'default': 3}", 0, "3" },
	{ &number, "{'property': 'class', 'type': 'categorical', 'stops': [['path', 1], ['primary', 6]], 'default': 2}",
			0, "6" },
	{ &number, "{'property': 'lanes', 'type': 'identity'}", 0, "2" },
	{ &number,
			"{'property': 'lanes', 'stops': [[{'zoom': 0, 'value': 0}, 0], [{'zoom': 0, 'value': 4}, 8], "
			"[{'zoom': 10, "
			"'value': 0}, 0]]}",
			5, "2" },
	{ &text, "{'stops': [[0, '{class}!']]}", 5, "'primary!'" },
	/* what does not compile: "compile", the place, the reason */
	{ &any, "['no-such-thing', 1]", 0,
			"compile[0]: Unknown expression 'no-such-thing'. If you wanted a literal array, use "
			"['literal', [...]]." },
	{ &any, "['get']", 0,
			"compile: Expected arguments of type (string) | (string, object), but found () instead." },
	{ &any, "[1, 2]", 0,
			"compile[0]: Expression name must be a string, but found number instead. If you wanted a "
			"literal array, use "
			"['literal', [...]]." },
	{ &any, "['case', true, ['oops'], 2]", 0,
			"compile[2][0]: Unknown expression 'oops'. If you wanted a literal array, use ['literal', "
			"[...]]." },
	{ &number, "'a'", 0, "compile: Expected number but found string instead." },
	{ &number, "['step', ['zoom'], 1, 5, 'a']", 0, "compile[4]: Expected number but found string instead." },
	{ &number, "['step', ['zoom'], 1, 5, 2, 5, 3]", 0,
			"compile[5]: Input/output pairs for 'step' expressions must be arranged with input values in "
			"strictly "
			"ascending order." },
	{ &number, "['match', ['get', 'x'], 1, 1, 1, 2, 3]", 0, "compile[4]: Branch labels must be unique." },
	{ &number, "['match', ['get', 'x'], 1, 1, 'a', 2, 3]", 0,
			"compile[4]: Expected number but found string instead." },
	{ &number, "['match', ['get', 'x'], 1.5, 1, 3]", 0,
			"compile[2]: Numeric branch labels must be integer values." },
	{ &word, "['interpolate', ['linear'], ['zoom'], 0, 'a', 1, 'b']", 0,
			"compile: Type string is not interpolatable." },
	{ &color, "'not a colour'", 0, "compile: Could not parse color from value 'not a colour'" },
	{ &pair, "['literal', [1, 2, 3]]", 0,
			"compile: Expected array<number, 2> but found array<number, 3> instead." },
	{ &truth, "['==', 1, 'a']", 0, "compile: Cannot compare types 'number' and 'string'." },
	{ &truth, "['<', true, false]", 0, "compile[1]: '<' comparisons are not supported for type 'boolean'." },
	{ &number, "['+', ['zoom'], 1]", 0,
			"compile: 'zoom' expression may only be used as input to a top-level 'step' or 'interpolate' "
			"expression." },
	{ &fixed, "['get', 'lanes']", 0, "compile: data expressions not supported" },
	{ &fixed, "['step', ['zoom'], 1, 5, 2]", 0, "compile: zoom expressions not supported" },
	{ &any, "['var', 'a']", 0,
			"compile[1]: Unknown variable 'a'. Make sure 'a' has been bound in an enclosing 'let' "
			"expression before using "
			"it." },
	{ &any, "{}", 0, "compile: A function needs a property or stops." },
	{ &number, "{'stops': []}", 0, "compile: A function needs a list of 1 to 2048 stops." },
	{ &number, "{'stops': [7]}", 0, "compile: Stop 0 of the function is not [input, output]." },
};

static void expressions_mean_what_the_specification_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expressions); i++) {
		struct arena *arena = arena_create(0);
		struct expr_errors errors;
		json_t *json = load(expressions[i].json);
		const char *wanted = expressions[i].wanted;
		const struct expr *x = expr_compile(json, expressions[i].spec, arena, &errors);
		if (x) {
			check_value(expressions[i].json, x, expressions[i].zoom, wanted, arena);
		} else {
			char *found = arena_printf(arena, "compile%s: %s", errors.at[0].key, errors.at[0].message);
			for (char *c = found; *c; c++) {
				*c = *c == '"' ? '\'' : *c;
			}
			if (!str_equal(found, wanted)) {
				fail_msg("%s gives %s, not %s", expressions[i].json, found, wanted);
			}
		}
		json_decref(json);
		arena_destroy(arena);
	}
}

static void filters_choose_in_both_languages(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		bool chosen;
	} filters[] = {
		{ "['==', 'class', 'primary']", true },
		{ "['!=', 'class', 'primary']", false },
		{ "['!=', 'absent', 'primary']", true },
		{ "['in', 'class', 'trunk', 'primary']", true },
		{ "['!in', 'class', 'trunk', 'primary']", false },
		{ "['has', 'lanes']", true },
		{ "['!has', 'lanes']", false },
		{ "['none', ['==', 'class', 'x'], ['>', 'lanes', 5]]", true },
		{ "['all', ['==', '$type', 'LineString'], ['<=', 'lanes', 2]]", true },
		{ "['any', ['<', 'class', 5], ['==', 'lanes', 2]]", true },
		{ "['==', ['get', 'lanes'], 2]", true },
		{ "['<', ['get', 'class'], 5]", false }, /* an error, and so not chosen */
		{ "['all', ['has', 'lanes'], ['>', ['zoom'], 20]]", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
		struct arena *arena = arena_create(0);
		struct err e = { 0 };
		json_t *json = load(filters[i].json);
		const struct expr *x = expr_compile_filter(json, arena, &e);
		struct expr_scene scene = { .layer = &layer, .feature = &feature, .arena = arena };
		assert_non_null(x);
		if (expr_true(x, &scene) != filters[i].chosen) {
			fail_msg("%s is not %s", filters[i].json, filters[i].chosen ? "true" : "false");
		}
		json_decref(json);
		arena_destroy(arena);
	}
}

static void a_filter_of_the_wrong_type_is_refused_with_its_place(void **state)
{
	(void)state;
	struct arena *arena = arena_create(0);
	struct err e = { 0 };
	json_t *json = load("['all', ['has', 'x'], ['+', 1, 2], true]");
	assert_null(expr_compile_filter(json, arena, &e));
	assert_string_equal(e.message, "[2]: Expected boolean but found number instead.");
	json_decref(json);
	arena_destroy(arena);
}

static void mixed_languages_are_noticed(void **state)
{
	(void)state;
	json_t *mixed = load("['all', ['==', ['get', 'lanes'], 3], ['in', 'class', 'a', 'b']]");
	json_t *modern = load("['all', ['==', ['get', 'lanes'], 3], ['has', 'class']]");
	assert_true(expr_filter_is_mixed(mixed));
	assert_false(expr_filter_is_mixed(modern));
	json_decref(mixed);
	json_decref(modern);
}

/* ---- hostile styles ---- */

static void check_refused(json_t *json, const struct expr_spec *spec, const char *why)
{
	struct arena *arena = arena_create(0);
	struct expr_errors errors;
	assert_null(expr_compile(json, spec, arena, &errors));
	assert_true(errors.len > 0);
	if (!strstr(errors.at[errors.len - 1].message, why)) {
		fail_msg("refused with '%s', not '%s'", errors.at[errors.len - 1].message, why);
	}
	json_decref(json);
	arena_destroy(arena);
}

static void nesting_without_end_is_refused(void **state)
{
	(void)state;
	json_t *deep = json_true();
	for (int i = 0; i < 100; i++) {
		deep = json_pack("[s, o]", "!", deep);
	}
	check_refused(deep, &truth, "nested too deeply");
}

/* all and any have two signatures: what is wrong inside is tried for both, and then explained. */
static void wrong_arguments_inside_many_signatures_end_soon(void **state)
{
	(void)state;
	json_t *wrong = json_pack("[s]", "no-such-operator");
	for (int i = 0; i < 60; i++) {
		wrong = json_pack("[s, o, b]", i % 2 ? "all" : "any", wrong, 1);
	}
	check_refused(wrong, &truth, "");
}

/* Each variable is twice the one before: 2^50 additions. */
static void variables_that_multiply_the_work_are_refused(void **state)
{
	(void)state;
	json_t *work = json_pack("[s, s]", "var", "v49");
	for (int i = 49; i > 0; i--) {
		char name[16];
		char before[16];
		(void)snprintf(name, sizeof name, "v%d", i);
		(void)snprintf(before, sizeof before, "v%d", i - 1);
		work = json_pack("[s, s, [s, [s, s], [s, s]], o]", "let", name, "+", "var", before, "var", before,
				work);
	}
	work = json_pack("[s, s, [s, [s, s]], o]", "let", "v0", "number", "get", "x", work);
	check_refused(work, &number, "takes too long");
}

static void labels_without_end_are_refused(void **state)
{
	(void)state;
	json_t *labels = json_array();
	for (int i = 0; i < 40000; i++) {
		json_array_append_new(labels, json_integer(i));
	}
	check_refused(json_pack("[s, [s, s], o, i, i]", "match", "get", "x", labels, 1, 2), &number, "too large");
}

/* 300 kB of text, 3000 times. */
static void text_that_grows_without_end_is_refused(void **state)
{
	(void)state;
	static char long_text[300001];
	memset(long_text, 'a', sizeof long_text - 1);
	json_t *many = json_pack("[s, [s, s]]", "concat", "get", "x");
	for (int i = 0; i < 3000; i++) {
		json_array_append_new(many, json_pack("[s, s]", "var", "t"));
	}
	check_refused(json_pack("[s, s, s, o]", "let", "t", long_text, many), &text, "takes too long");

	struct arena *arena = arena_create(0);
	struct expr_errors errors;
	json_t *folded = json_pack("[s, s, [s, s], s]", "concat", long_text, "get", "name", long_text);
	const struct expr *x = expr_compile(folded, &text, arena, &errors);
	assert_non_null(x);
	check_value("concat", x, 0, "The text is longer than 65536 bytes.", arena);
	json_decref(folded);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions_mean_what_the_specification_says),
		cmocka_unit_test(filters_choose_in_both_languages),
		cmocka_unit_test(a_filter_of_the_wrong_type_is_refused_with_its_place),
		cmocka_unit_test(mixed_languages_are_noticed),
		cmocka_unit_test(nesting_without_end_is_refused),
		cmocka_unit_test(wrong_arguments_inside_many_signatures_end_soon),
		cmocka_unit_test(variables_that_multiply_the_work_are_refused),
		cmocka_unit_test(labels_without_end_are_refused),
		cmocka_unit_test(text_that_grows_without_end_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
