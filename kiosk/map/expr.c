/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/expr.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { DEPTH_MAX = 32, ARGS_MAX = 512 };

typedef struct value (*operator_fn)(const struct expr *x, const struct expr_scene *scene);

struct expr {
	operator_fn run;
	const struct expr **args;
	size_t len;
	struct value constant;
	double base; /* interpolate: 1 is linear */
	int op;      /* for operators that share a function */
};

static struct value null_value(void)
{
	return (struct value){ .type = VALUE_NULL };
}

static struct value number(double n)
{
	return (struct value){ .type = VALUE_NUMBER, .number = n };
}

static struct value boolean(bool b)
{
	return (struct value){ .type = VALUE_BOOL, .number = b };
}

static struct value string(const char *text, size_t len)
{
	return (struct value){ .type = VALUE_STRING, .string = { text, len } };
}

struct value expr_eval(const struct expr *x, const struct expr_scene *scene)
{
	return x->run(x, scene);
}

static struct value arg(const struct expr *x, size_t i, const struct expr_scene *scene)
{
	return i < x->len ? expr_eval(x->args[i], scene) : null_value();
}

static bool is_true(struct value v)
{
	return v.type == VALUE_BOOL && v.number != 0;
}

static bool same_text(struct mvt_slice a, struct mvt_slice b)
{
	return a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0;
}

static bool equal(struct value a, struct value b)
{
	if (a.type != b.type) {
		return false;
	}
	switch (a.type) {
	case VALUE_STRING:
		return same_text(a.string, b.string);
	case VALUE_BOOL:
	case VALUE_NUMBER:
		return a.number == b.number;
	case VALUE_COLOR:
		return color_equal(a.color, b.color);
	case VALUE_NULL:
		return true;
	case VALUE_ARRAY:
		break;
	}
	return false;
}

/* ---- operators ---- */

static struct value run_constant(const struct expr *x, const struct expr_scene *scene)
{
	(void)scene;
	return x->constant;
}

static struct value from_mvt(struct mvt_value v)
{
	switch (v.type) {
	case MVT_STRING:
		return string(v.string.bytes, v.string.len);
	case MVT_NUMBER:
		return number(v.number);
	case MVT_BOOL:
		return boolean(v.number != 0);
	case MVT_NULL:
		break;
	}
	return null_value();
}

static struct value property(const struct expr *x, const struct expr_scene *scene)
{
	struct value key = arg(x, 0, scene);
	char name[128];
	if (!scene->feature || key.type != VALUE_STRING || key.string.len >= sizeof name) {
		return null_value();
	}
	memcpy(name, key.string.bytes, key.string.len);
	name[key.string.len] = '\0';
	/* The visitor's language stands in for {lang} in name:{lang}. */
	char *mark = strstr(name, "{lang}");
	if (mark && scene->lang && (size_t)(mark - name) + strlen(scene->lang) < sizeof name) {
		(void)snprintf(mark, sizeof name - (size_t)(mark - name), "%s", scene->lang);
	}
	return from_mvt(mvt_get(scene->layer, scene->feature, name));
}

static struct value run_has(const struct expr *x, const struct expr_scene *scene)
{
	return boolean(property(x, scene).type != VALUE_NULL);
}

static struct value run_zoom(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	return number(scene->zoom);
}

static struct value run_geometry(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	static const char *const names[] = { "Unknown", "Point", "LineString", "Polygon" };
	const char *name = names[scene->feature ? scene->feature->type : MVT_UNKNOWN];
	return string(name, strlen(name));
}

static struct value run_case(const struct expr *x, const struct expr_scene *scene)
{
	for (size_t i = 0; i + 1 < x->len; i += 2) {
		if (is_true(arg(x, i, scene))) {
			return arg(x, i + 1, scene);
		}
	}
	return arg(x, x->len - 1, scene);
}

static struct value run_match(const struct expr *x, const struct expr_scene *scene)
{
	struct value input = arg(x, 0, scene);
	for (size_t i = 1; i + 1 < x->len; i += 2) {
		struct value label = arg(x, i, scene);
		if (label.type != VALUE_ARRAY && equal(input, label)) {
			return arg(x, i + 1, scene);
		}
		for (size_t k = 0; label.type == VALUE_ARRAY && k < label.len; k++) {
			if (equal(input, label.items[k])) {
				return arg(x, i + 1, scene);
			}
		}
	}
	return arg(x, x->len - 1, scene);
}

static struct value run_coalesce(const struct expr *x, const struct expr_scene *scene)
{
	for (size_t i = 0; i < x->len; i++) {
		struct value v = arg(x, i, scene);
		if (v.type != VALUE_NULL) {
			return v;
		}
	}
	return null_value();
}

/* [step, input, first, stop, output, ...] */
static struct value run_step(const struct expr *x, const struct expr_scene *scene)
{
	double input = arg(x, 0, scene).number;
	size_t chosen = 1;
	for (size_t i = 2; i + 1 < x->len; i += 2) {
		if (input >= arg(x, i, scene).number) {
			chosen = i + 1;
		}
	}
	return arg(x, chosen, scene);
}

static struct color to_color(struct value v)
{
	struct color c = { 0, 0, 0, 0 };
	if (v.type == VALUE_COLOR) {
		return v.color;
	}
	if (v.type == VALUE_STRING) {
		(void)color_parse(v.string.bytes, v.string.len, &c);
	}
	return c;
}

static uint8_t blend_byte(uint8_t a, uint8_t b, double t)
{
	return (uint8_t)lround(a + (b - a) * t);
}

static struct value blend(struct value a, struct value b, double t)
{
	if (a.type == VALUE_NUMBER) {
		return number(a.number + (b.number - a.number) * t);
	}
	struct color from = to_color(a);
	struct color to = to_color(b);
	return (struct value){ .type = VALUE_COLOR,
		.color = { blend_byte(from.r, to.r, t), blend_byte(from.g, to.g, t), blend_byte(from.b, to.b, t),
				blend_byte(from.a, to.a, t) } };
}

/* [interpolate, input, stop, output, ...]; the kind became base */
static struct value run_interpolate(const struct expr *x, const struct expr_scene *scene)
{
	double input = arg(x, 0, scene).number;
	if (x->len < 3) {
		return null_value();
	}
	if (input <= arg(x, 1, scene).number) {
		return arg(x, 2, scene);
	}
	for (size_t i = 1; i + 3 < x->len; i += 2) {
		double low = arg(x, i, scene).number;
		double high = arg(x, i + 2, scene).number;
		if (input < high) {
			double t = x->base == 1 ? (input - low) / (high - low)
						: (pow(x->base, input - low) - 1) / (pow(x->base, high - low) - 1);
			return blend(arg(x, i + 1, scene), arg(x, i + 3, scene), t);
		}
	}
	return arg(x, x->len - 1, scene);
}

static struct value run_compare(const struct expr *x, const struct expr_scene *scene)
{
	struct value a = arg(x, 0, scene);
	struct value b = arg(x, 1, scene);
	if (x->op == '=' || x->op == '!') {
		return boolean(equal(a, b) == (x->op == '='));
	}
	int order;
	if (a.type == VALUE_NUMBER && b.type == VALUE_NUMBER) {
		order = (a.number > b.number) - (a.number < b.number);
	} else if (a.type == VALUE_STRING && b.type == VALUE_STRING) {
		size_t len = a.string.len < b.string.len ? a.string.len : b.string.len;
		order = memcmp(a.string.bytes, b.string.bytes, len);
		order = order ? order : (a.string.len > b.string.len) - (a.string.len < b.string.len);
	} else {
		return boolean(false);
	}
	return boolean(x->op == '<' ? order < 0 : x->op == 'l' ? order <= 0 : x->op == '>' ? order > 0 : order >= 0);
}

static struct value run_logic(const struct expr *x, const struct expr_scene *scene)
{
	if (x->op == '!') {
		return boolean(!is_true(arg(x, 0, scene)));
	}
	bool all = x->op == '&';
	for (size_t i = 0; i < x->len; i++) {
		if (is_true(arg(x, i, scene)) != all) {
			return boolean(!all);
		}
	}
	return boolean(all);
}

static struct value run_in(const struct expr *x, const struct expr_scene *scene)
{
	struct value needle = arg(x, 0, scene);
	struct value all = arg(x, 1, scene);
	for (size_t i = 0; all.type == VALUE_ARRAY && i < all.len; i++) {
		if (equal(needle, all.items[i])) {
			return boolean(true);
		}
	}
	bool inside = all.type == VALUE_STRING && needle.type == VALUE_STRING && needle.string.len > 0 &&
		      memmem(all.string.bytes, all.string.len, needle.string.bytes, needle.string.len) != NULL;
	return boolean(inside);
}

static struct value run_math(const struct expr *x, const struct expr_scene *scene)
{
	double a = arg(x, 0, scene).number;
	if (x->len == 1 && x->op == '-') {
		return number(-a);
	}
	for (size_t i = 1; i < x->len; i++) {
		double b = arg(x, i, scene).number;
		switch (x->op) {
		case '+':
			a += b;
			break;
		case '-':
			a -= b;
			break;
		case '*':
			a *= b;
			break;
		case '/':
			a /= b;
			break;
		case '%':
			a = fmod(a, b);
			break;
		case '^':
			a = pow(a, b);
			break;
		case 'm':
			a = fmin(a, b);
			break;
		case 'M':
			a = fmax(a, b);
			break;
		default:
			break;
		}
	}
	switch (x->op) {
	case 'a':
		a = fabs(a);
		break;
	case 'f':
		a = floor(a);
		break;
	case 'c':
		a = ceil(a);
		break;
	case 'r':
		a = round(a);
		break;
	default:
		break;
	}
	return number(a);
}

/* Text of a value, as to-string has it; numbers without needless zeros. */
static struct mvt_slice text_of(struct value v, char room[32])
{
	switch (v.type) {
	case VALUE_STRING:
		return v.string;
	case VALUE_NUMBER:
		return (struct mvt_slice){ room, (size_t)snprintf(room, 32, "%.15g", v.number) };
	case VALUE_BOOL:
		return v.number != 0 ? (struct mvt_slice){ "true", 4 } : (struct mvt_slice){ "false", 5 };
	default:
		return (struct mvt_slice){ "", 0 };
	}
}

static struct value run_concat(const struct expr *x, const struct expr_scene *scene)
{
	char room[32];
	size_t len = 0;
	for (size_t i = 0; i < x->len; i++) {
		len += text_of(arg(x, i, scene), room).len;
	}
	char *text = arena_alloc(scene->arena, len + 1, 1);
	size_t at = 0;
	for (size_t i = 0; i < x->len; i++) {
		struct mvt_slice part = text_of(arg(x, i, scene), room);
		memcpy(text + at, part.bytes, part.len);
		at += part.len;
	}
	return string(text, len);
}

static struct value run_convert(const struct expr *x, const struct expr_scene *scene)
{
	for (size_t i = 0; i < x->len; i++) {
		struct value v = arg(x, i, scene);
		if (x->op == 'b') {
			bool truth = v.type == VALUE_STRING ? v.string.len > 0 : v.type != VALUE_NULL && v.number != 0;
			return boolean(v.type == VALUE_COLOR || v.type == VALUE_ARRAY || truth);
		}
		if (x->op == 'c') {
			struct color c;
			if (v.type == VALUE_COLOR ||
					(v.type == VALUE_STRING && color_parse(v.string.bytes, v.string.len, &c))) {
				return (struct value){ .type = VALUE_COLOR, .color = to_color(v) };
			}
			continue;
		}
		char text[64];
		double n = v.number;
		if (v.type == VALUE_STRING) {
			size_t len = v.string.len < sizeof text - 1 ? v.string.len : sizeof text - 1;
			memcpy(text, v.string.bytes, len);
			text[len] = '\0';
			if (!str_to_double(text, &n)) {
				continue;
			}
		}
		return number(v.type == VALUE_NULL ? 0 : n);
	}
	return null_value();
}

/* ---- compiling ---- */

static const struct operator
{
	const char *name;
	operator_fn run;
	int op;
	size_t least, most; /* arguments */
}
operators[] = {
	{ "get", property, 0, 1, 1 },
	{ "has", run_has, 0, 1, 1 },
	{ "zoom", run_zoom, 0, 0, 0 },
	{ "geometry-type", run_geometry, 0, 0, 0 },
	{ "case", run_case, 0, 3, ARGS_MAX },
	{ "match", run_match, 0, 4, ARGS_MAX },
	{ "coalesce", run_coalesce, 0, 1, ARGS_MAX },
	{ "step", run_step, 0, 2, ARGS_MAX },
	{ "==", run_compare, '=', 2, 2 },
	{ "!=", run_compare, '!', 2, 2 },
	{ "<", run_compare, '<', 2, 2 },
	{ "<=", run_compare, 'l', 2, 2 },
	{ ">", run_compare, '>', 2, 2 },
	{ ">=", run_compare, 'g', 2, 2 },
	{ "all", run_logic, '&', 0, ARGS_MAX },
	{ "any", run_logic, '|', 0, ARGS_MAX },
	{ "!", run_logic, '!', 1, 1 },
	{ "in", run_in, 0, 2, 2 },
	{ "concat", run_concat, 0, 1, ARGS_MAX },
	{ "to-string", run_concat, 0, 1, 1 },
	{ "to-number", run_convert, 'n', 1, ARGS_MAX },
	{ "to-boolean", run_convert, 'b', 1, 1 },
	{ "to-color", run_convert, 'c', 1, ARGS_MAX },
	{ "+", run_math, '+', 1, ARGS_MAX },
	{ "-", run_math, '-', 1, 2 },
	{ "*", run_math, '*', 1, ARGS_MAX },
	{ "/", run_math, '/', 2, 2 },
	{ "%", run_math, '%', 2, 2 },
	{ "^", run_math, '^', 2, 2 },
	{ "min", run_math, 'm', 1, ARGS_MAX },
	{ "max", run_math, 'M', 1, ARGS_MAX },
	{ "abs", run_math, 'a', 1, 1 },
	{ "floor", run_math, 'f', 1, 1 },
	{ "ceil", run_math, 'c', 1, 1 },
	{ "round", run_math, 'r', 1, 1 },
};

static const struct expr *compile(const json_t *json, struct arena *arena, int depth, struct err *e);

static struct value literal(const json_t *json, struct arena *arena)
{
	if (json_is_string(json)) {
		size_t len = json_string_length(json);
		return string(arena_strndup(arena, json_string_value(json), len), len);
	}
	if (json_is_number(json)) {
		return number(json_number_value(json));
	}
	if (json_is_boolean(json)) {
		return boolean(json_is_true(json));
	}
	if (json_is_array(json)) {
		size_t len = json_array_size(json);
		struct value *items = ARENA_ARRAY(arena, struct value, len + 1);
		for (size_t i = 0; i < len; i++) {
			items[i] = literal(json_array_get(json, i), arena);
		}
		return (struct value){ .type = VALUE_ARRAY, .items = items, .len = len };
	}
	return null_value();
}

static const struct expr *constant(struct value v, struct arena *arena)
{
	struct expr *x = ARENA_NEW(arena, struct expr);
	x->run = run_constant;
	x->constant = v;
	return x;
}

static bool compile_args(struct expr *x, const json_t *json, size_t from, struct arena *arena, int depth, struct err *e)
{
	x->len = json_array_size(json) - from;
	x->args = ARENA_ARRAY(arena, const struct expr *, x->len + 1);
	for (size_t i = 0; i < x->len; i++) {
		const json_t *one = json_array_get(json, from + i);
		/* Labels of match are values, also when they are lists of them. */
		bool label = x->run == run_match && i > 0 && i + 1 < x->len && i % 2 == 1;
		x->args[i] = label ? constant(literal(one, arena), arena) : compile(one, arena, depth + 1, e);
		if (!x->args[i]) {
			return fail_wrap(e, "[%zu]", from + i);
		}
	}
	return true;
}

static const struct expr *compile_interpolate(const json_t *json, struct arena *arena, int depth, struct err *e)
{
	const json_t *kind = json_array_get(json, 1);
	const char *name = json_string_value(json_array_get(kind, 0));
	struct expr *x = ARENA_NEW(arena, struct expr);
	x->run = run_interpolate;
	x->base = 1;
	if (name && str_equal(name, "exponential")) {
		x->base = json_number_value(json_array_get(kind, 1));
	} else if (!name || !str_equal(name, "linear")) {
		(void)fail_kind(e, ERR_FORMAT, "[1]: only linear and exponential interpolation are known");
		return NULL;
	}
	if (json_array_size(json) < 5 || json_array_size(json) % 2 == 0) {
		(void)fail_kind(e, ERR_FORMAT, "interpolate needs an input and pairs of stop and value");
		return NULL;
	}
	return compile_args(x, json, 2, arena, depth, e) ? x : NULL;
}

static const struct expr *compile_call(const json_t *json, struct arena *arena, int depth, struct err *e)
{
	const char *name = json_string_value(json_array_get(json, 0));
	size_t len = json_array_size(json) - 1;
	if (!name) {
		(void)fail_kind(e, ERR_FORMAT,
				"an expression starts with the name of its operator; lists are [\"literal\", [...]]");
		return NULL;
	}
	if (str_equal(name, "literal") && len == 1) {
		return constant(literal(json_array_get(json, 1), arena), arena);
	}
	if (str_equal(name, "interpolate")) {
		return compile_interpolate(json, arena, depth, e);
	}
	for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
		if (!str_equal(operators[i].name, name)) {
			continue;
		}
		if (len < operators[i].least || len > operators[i].most) {
			(void)fail_kind(e, ERR_FORMAT, "%s has %zu arguments", name, len);
			return NULL;
		}
		struct expr *x = ARENA_NEW(arena, struct expr);
		x->run = operators[i].run;
		x->op = operators[i].op;
		return compile_args(x, json, 1, arena, depth, e) ? x : NULL;
	}
	(void)fail_kind(e, ERR_FORMAT, "unknown operator '%s'", name);
	return NULL;
}

/* {"base": b, "stops": [[zoom, value], ...]} and with "property". */
static const struct expr *compile_function(const json_t *json, struct arena *arena, struct err *e)
{
	const json_t *stops = json_object_get(json, "stops");
	const char *key = json_string_value(json_object_get(json, "property"));
	const json_t *base = json_object_get(json, "base");
	size_t len = json_array_size(stops);
	if (len == 0) {
		(void)fail_kind(e, ERR_FORMAT, "a function needs stops");
		return NULL;
	}
	const json_t *first = json_array_get(json_array_get(stops, 0), 1);
	bool smooth = json_is_number(first) || (json_is_string(first) && json_string_value(first)[0] == '#');
	struct expr *input = ARENA_NEW(arena, struct expr);
	input->run = key ? property : run_zoom;
	if (key) {
		const struct expr **args = ARENA_ARRAY(arena, const struct expr *, 1);
		args[0] = constant(string(arena_strdup(arena, key), strlen(key)), arena);
		input->args = args;
		input->len = 1;
	}
	struct expr *x = ARENA_NEW(arena, struct expr);
	x->run = smooth ? run_interpolate : run_step;
	x->base = base ? json_number_value(base) : 1;
	x->args = ARENA_ARRAY(arena, const struct expr *, 2 * len + 2);
	x->args[x->len++] = input;
	for (size_t i = 0; i < len; i++) {
		const json_t *stop = json_array_get(stops, i);
		/* step has no first stop: its first value holds below the second */
		if (smooth || i > 0) {
			x->args[x->len++] = constant(literal(json_array_get(stop, 0), arena), arena);
		}
		x->args[x->len++] = constant(literal(json_array_get(stop, 1), arena), arena);
	}
	return x;
}

static const struct expr *compile(const json_t *json, struct arena *arena, int depth, struct err *e)
{
	if (depth > DEPTH_MAX || json_array_size(json) > ARGS_MAX) {
		(void)fail_kind(e, ERR_FORMAT, "nested too deeply, or too long");
		return NULL;
	}
	if (json_is_array(json)) {
		return compile_call(json, arena, depth, e);
	}
	if (json_is_object(json)) {
		return compile_function(json, arena, e);
	}
	return constant(literal(json, arena), arena);
}

const struct expr *expr_compile(const json_t *json, struct arena *arena, struct err *e)
{
	return compile(json, arena, 0, e);
}

/* ---- filters ---- */

/* ["==", "class", "x"] is the older form: a key by its bare name. */
static bool is_legacy(const json_t *json)
{
	const char *op = json_string_value(json_array_get(json, 0));
	const json_t *key = json_array_get(json, 1);
	if (!op) {
		return false;
	}
	if (str_equal(op, "none") || str_equal(op, "!in") || str_equal(op, "!has")) {
		return true;
	}
	if (str_equal(op, "in")) {
		return json_is_string(key) && !json_is_array(json_array_get(json, 2));
	}
	return json_is_string(key) && (op[0] == '=' || op[0] == '!' || op[0] == '<' || op[0] == '>') &&
	       json_array_size(json) == 3;
}

static json_t *legacy_key(const json_t *key)
{
	const char *name = json_string_value(key);
	return name && str_equal(name, "$type") ? json_pack("[s]", "geometry-type") : json_pack("[s, O]", "get", key);
}

/* The same filter as an expression; owned. */
static json_t *modern(const json_t *json, int depth)
{
	const char *op = json_string_value(json_array_get(json, 0));
	if (!json_is_array(json) || !op || depth > DEPTH_MAX) {
		return json_incref((json_t *)json);
	}
	if (str_equal(op, "all") || str_equal(op, "any") || str_equal(op, "none")) {
		json_t *list = json_pack("[s]", str_equal(op, "all") ? "all" : "any");
		for (size_t i = 1; i < json_array_size(json); i++) {
			json_array_append_new(list, modern(json_array_get(json, i), depth + 1));
		}
		return str_equal(op, "none") ? json_pack("[s, o]", "!", list) : list;
	}
	if (!is_legacy(json)) {
		return json_incref((json_t *)json);
	}
	json_t *key = legacy_key(json_array_get(json, 1));
	if (str_equal(op, "in") || str_equal(op, "!in")) {
		json_t *values = json_array();
		for (size_t i = 2; i < json_array_size(json); i++) {
			json_array_append(values, json_array_get(json, i));
		}
		json_t *in = json_pack("[s, o, [s, o]]", "in", key, "literal", values);
		return op[0] == '!' ? json_pack("[s, o]", "!", in) : in;
	}
	if (str_equal(op, "!has")) {
		json_decref(key);
		return json_pack("[s, [s, O]]", "!", "has", json_array_get(json, 1));
	}
	return json_pack("[s, o, O]", op, key, json_array_get(json, 2));
}

const struct expr *expr_compile_filter(const json_t *json, struct arena *arena, struct err *e)
{
	if (!json) {
		return constant(boolean(true), arena);
	}
	json_t *expression = modern(json, 0);
	const struct expr *x = compile(expression, arena, 0, e);
	json_decref(expression);
	return x;
}

/* ---- results ---- */

double expr_number(const struct expr *x, const struct expr_scene *scene, double fallback)
{
	struct value v = x ? expr_eval(x, scene) : null_value();
	return v.type == VALUE_NUMBER && isfinite(v.number) ? v.number : fallback;
}

struct color expr_color(const struct expr *x, const struct expr_scene *scene, struct color fallback)
{
	struct value v = x ? expr_eval(x, scene) : null_value();
	return v.type == VALUE_COLOR || v.type == VALUE_STRING ? to_color(v) : fallback;
}

bool expr_true(const struct expr *x, const struct expr_scene *scene)
{
	return !x || is_true(expr_eval(x, scene));
}
