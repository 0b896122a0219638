/* SPDX-License-Identifier: GPL-3.0-or-later */
/* style-eval - one style expression from standard input, as the map would understand it
 *
 * Reads objects in the form of the MapLibre style specification's expression tests,
 *   {"propertySpec": {...}, "expression": ..., "inputs": [[{"zoom": 5}, {"properties": {...}, "id": 1,
 *   "geometry": {"type": "Point"}}], ...]}
 * (or a layer's "filter", expression or legacy, in the place of both) and prints one line for each:
 *   {"compiled": {"result": "success" or "error", "errors": [{"key", "error"}]}, "outputs": [...]}
 * For designers of styles, and for the specification's own test suite. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr.h"
#include "map/style/expr_value.h"

enum { VALUES_MAX = 256 };

static const struct {
	const char *name;
	enum value_type type;
} types[] = {
	{ "color", VALUE_COLOR },
	{ "string", VALUE_STRING },
	{ "enum", VALUE_STRING },
	{ "number", VALUE_NUMBER },
	{ "boolean", VALUE_BOOL },
	{ "array", VALUE_ARRAY },
	{ "formatted", VALUE_FORMATTED },
	{ "padding", VALUE_PADDING },
	{ "numberArray", VALUE_NUMBERS },
	{ "colorArray", VALUE_COLORS },
	{ "projectionDefinition", VALUE_PROJECTION },
	{ "resolvedImage", VALUE_IMAGE },
	{ "variableAnchorOffsetCollection", VALUE_ANCHORS },
};

static enum value_type type_of(const json_t *name)
{
	for (size_t i = 0; json_is_string(name) && i < ARRAY_LEN(types); i++) {
		if (str_equal(types[i].name, json_string_value(name))) {
			return types[i].type;
		}
	}
	return VALUE_ANY;
}

/* ---- the property ---- */

static bool has_parameter(const json_t *expression, const char *name)
{
	const json_t *list = json_object_get(expression, "parameters");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *one = json_string_value(json_array_get(list, i));
		if (one && str_equal(one, name)) {
			return true;
		}
	}
	return false;
}

/* An enum's values: an object's keys, or a list. */
static const char *const *read_values(const json_t *spec, struct arena *arena)
{
	const char **values = ARENA_ARRAY(arena, const char *, VALUES_MAX + 1);
	json_t *known = json_object_get(spec, "values");
	size_t len = 0;
	const char *key;
	json_t *one;
	json_object_foreach(known, key, one)
	{
		if (len < VALUES_MAX) {
			values[len++] = key;
		}
	}
	for (size_t i = 0; i < json_array_size(known) && len < VALUES_MAX; i++) {
		const char *name = json_string_value(json_array_get(known, i));
		values[len] = name ? name : "";
		len++;
	}
	return values;
}

/* What the suite leaves out has its runner's defaults. */
static struct expr_spec read_spec(const json_t *json, struct arena *arena)
{
	const json_t *expression = json_object_get(json, "expression");
	const char *kind = json_string_value(json_object_get(json, "property-type"));
	const char *type = json_string_value(json_object_get(json, "type"));
	const json_t *fallback = json_object_get(json, "default");
	struct expr_spec spec = { .type = type_of(json_object_get(json, "type")),
		.item = type_of(json_object_get(json, "value")),
		.length = (int)json_number_value(json_object_get(json, "length")),
		.zoom = !expression || has_parameter(expression, "zoom"),
		.feature = !kind || str_equal(kind, "data-driven") || str_equal(kind, "cross-faded-data-driven"),
		.interpolated = !expression || json_is_true(json_object_get(expression, "interpolated")),
		.tokens = json_is_true(json_object_get(json, "tokens")) };
	if (type && str_equal(type, "enum")) {
		spec.values = read_values(json, arena);
	}
	if (fallback) {
		char *text = json_dumps(fallback, JSON_ENCODE_ANY);
		spec.fallback = text ? arena_strdup(arena, text) : NULL;
		free(text);
	}
	return spec;
}

/* ---- the inputs ---- */

/* Object -> value; with what the fixture says of the global state. */
static struct value *read_globals(const json_t *fixture, const json_t *globals, struct arena *arena)
{
	struct value *v = ARENA_NEW(arena, struct value);
	json_t *all = json_is_object(globals) ? json_copy((json_t *)globals) : json_object();
	if (json_object_get(fixture, "globalState")) {
		json_object_set(all, "globalState", json_object_get(fixture, "globalState"));
	}
	*v = value_from_json(all, arena);
	json_decref(all);
	return v;
}

static const struct value *read_value(const json_t *json, struct arena *arena)
{
	struct value *v = ARENA_NEW(arena, struct value);
	*v = value_from_json(json, arena);
	return v;
}

/* A feature of a tile (the fixture names one) has a simple geometry. */
static const struct value *read_geometry(const json_t *geometry, bool in_tile, struct arena *arena)
{
	const char *name = json_string_value(json_object_get(geometry, "type"));
	if (!name) {
		return NULL;
	}
	struct value *v = ARENA_NEW(arena, struct value);
	*v = value_text(in_tile && str_starts(name, "Multi") ? name + strlen("Multi") : name, arena);
	return v;
}

static struct expr_scene read_scene(const json_t *fixture, const json_t *input, struct arena *arena)
{
	const json_t *globals = json_array_get(input, 0);
	const json_t *feature = json_array_get(input, 1);
	const json_t *zoom = json_object_get(globals, "zoom");
	const json_t *properties = json_object_get(feature, "properties");
	static const struct value empty = { .type = VALUE_OBJECT };
	bool in_tile = json_is_object(json_object_get(globals, "canonicalID"));
	return (struct expr_scene){ .zoom = json_is_number(zoom) ? json_number_value(zoom) : (double)NAN,
		.arena = arena,
		.explain = true,
		.properties = json_is_object(properties) ? read_value(properties, arena) : &empty,
		.id = json_object_get(feature, "id") ? read_value(json_object_get(feature, "id"), arena) : NULL,
		.geometry = read_geometry(json_object_get(feature, "geometry"), in_tile, arena),
		.state = read_value(json_object_get(feature, "featureState"), arena),
		.globals = read_globals(fixture, globals, arena) };
}

/* ---- the answer ---- */

static void add_text(const char *key, const char *text, struct buf *out)
{
	struct value v = value_string(text, strlen(text));
	buf_printf(out, "\"%s\": ", key);
	value_add_json(&v, out);
}

/* Colours as [r, g, b, a], multiplied by alpha. */
static void add_color(const struct value *v, struct buf *out)
{
	if (v->type == VALUE_NULL) {
		buf_add_char(out, '{');
		add_text("error", "Cannot read properties of null (reading 'r')", out);
		buf_add_char(out, '}');
		return;
	}
	struct value parts[4] = { { .type = VALUE_NULL } };
	if (v->type == VALUE_COLOR) {
		const struct rgba c = v->color;
		parts[0] = value_number(c.r * c.a);
		parts[1] = value_number(c.g * c.a);
		parts[2] = value_number(c.b * c.a);
		parts[3] = value_number(c.a);
	}
	struct value list = value_list(VALUE_ARRAY, parts, 4);
	value_add_json(&list, out);
}

static void add_output(const struct value *v, bool color, struct arena *arena, struct buf *out)
{
	if (v->type == VALUE_ERROR) {
		buf_add_char(out, '{');
		add_text("error", arena_strndup(arena, v->string.bytes, v->string.len), out);
		buf_add_char(out, '}');
	} else if (color) {
		add_color(v, out);
	} else {
		value_add_json(v, out);
	}
}

static void add_errors(const struct expr_errors *errors, struct buf *out)
{
	buf_add_text(out, "{\"result\": \"error\", \"errors\": [");
	for (size_t i = 0; i < errors->len; i++) {
		buf_add_text(out, i ? ", {" : "{");
		add_text("key", errors->at[i].key, out);
		buf_add_text(out, ", ");
		add_text("error", errors->at[i].message, out);
		buf_add_char(out, '}');
	}
	buf_add_text(out, "]}");
}

static const struct expr *compile_filter(const json_t *filter, struct arena *arena, struct expr_errors *errors)
{
	struct err why = { 0 };
	const struct expr *x = expr_compile_filter(filter, arena, &why);
	if (!x) {
		errors->at = ARENA_NEW(arena, struct expr_error);
		errors->at[0] = (struct expr_error){ "", arena_strdup(arena, why.message) };
		errors->len = 1;
	}
	return x;
}

static void evaluate(const json_t *fixture, struct arena *arena, struct buf *out)
{
	struct expr_spec spec = read_spec(json_object_get(fixture, "propertySpec"), arena);
	const json_t *inputs = json_object_get(fixture, "inputs");
	struct expr_errors errors;
	/* The suite's expressions are expressions: tokens are read in functions alone. */
	struct expr_spec exact = spec;
	exact.tokens = spec.tokens && json_is_object(json_object_get(fixture, "expression"));
	const struct expr *x = NULL;
	const json_t *filter = json_object_get(fixture, "filter");
	if (filter) {
		x = compile_filter(filter, arena, &errors);
	} else {
		x = expr_compile(json_object_get(fixture, "expression"), &exact, arena, &errors);
	}
	buf_add_text(out, "{\"compiled\": ");
	if (!x) {
		add_errors(&errors, out);
	} else {
		const char *type = expr_type_text(x, arena);
		buf_printf(out,
				"{\"result\": \"success\", \"errors\": [], \"isFeatureConstant\": %s, "
				"\"isZoomConstant\": %s, ",
				expr_uses_feature(x) ? "false" : "true", expr_uses_zoom(x) ? "false" : "true");
		add_text("type", type, out);
		buf_add_char(out, '}');
	}
	buf_add_text(out, ", \"outputs\": [");
	for (size_t i = 0; x && i < json_array_size(inputs); i++) {
		struct expr_scene scene = read_scene(fixture, json_array_get(inputs, i), arena);
		struct value v = expr_eval(x, &scene);
		buf_add_text(out, i ? ", " : "");
		add_output(&v, str_equal(expr_type_text(x, arena), "color"), arena, out);
	}
	buf_add_text(out, "]}\n");
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		bool help = str_equal(argv[1], "--help");
		(void)fprintf(help ? stdout : stderr,
				"usage: style-eval < FIXTURE.json\n"
				"Compiles and evaluates a style expression given in the form of the MapLibre style\n"
				"specification's expression tests; several objects may follow one another.\n");
		return help ? 0 : 2;
	}
	struct arena *arena = arena_create(0);
	struct buf out = { 0 };
	json_error_t why = { 0 };
	json_t *fixture;
	size_t count = 0;
	size_t flags = JSON_DISABLE_EOF_CHECK | JSON_DECODE_INT_AS_REAL;
	while ((fixture = json_loadf(stdin, flags, &why)) != NULL) {
		evaluate(fixture, arena, &out);
		(void)fwrite(out.bytes, 1, out.len, stdout);
		buf_clear(&out);
		json_decref(fixture);
		arena_reset(arena);
		count++;
	}
	bool end = json_error_code(&why) == json_error_premature_end_of_input && count > 0;
	if (!end) {
		(void)fprintf(stderr, "style-eval: no fixture on standard input: %s\n", why.text);
	}
	buf_finish(&out);
	arena_destroy(arena);
	return end ? 0 : 1;
}
