/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of styles older than expressions, {"property", "type", "base", "stops", "default"}, as expressions.
 * Spec: https://maplibre.org/maplibre-style-spec/deprecations/#function */
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

enum { STOPS_MAX = 2048 };

/* What convert_* need; everything borrowed. */
struct legacy {
	const json_t *function;
	const struct expr_spec *spec;
	const char *kind;       /* identity, exponential, interval, categorical */
	const json_t *fallback; /* the function's or the property's; NULL: none */
	json_t *owned;          /* the property's, parsed */
};

/* Lists and objects would be taken for expressions. */
static json_t *literal(const json_t *value)
{
	bool plain = json_is_string(value) || json_is_number(value) || json_is_boolean(value);
	return plain ? json_incref((json_t *)value) : json_pack("[s, O]", "literal", value);
}

static json_t *get(const struct legacy *f)
{
	return json_pack("[s, O]", "get", json_object_get(f->function, "property"));
}

static const json_t *own_default(const struct legacy *f)
{
	return json_object_get(f->function, "default");
}

/* ---- "text {name} text" ---- */

json_t *expr_modern_tokens(const char *text)
{
	json_t *list = json_pack("[s]", "concat");
	const char *at = text;
	const char *from = text; /* of the text between tokens */
	while ((at = strchr(at, '{')) != NULL) {
		size_t len = strcspn(at + 1, "{}");
		if (len == 0 || at[1 + len] != '}') {
			at++;
			continue;
		}
		if (at > from) {
			json_array_append_new(list, json_stringn(from, (size_t)(at - from)));
		}
		json_array_append_new(list, json_pack("[s, s%]", "get", at + 1, len));
		at += len + 2;
		from = at;
	}
	json_t *result = NULL;
	if (json_array_size(list) == 1) {
		result = json_string(text);
	} else if (*from) {
		json_array_append_new(list, json_string(from));
	} else if (json_array_size(list) == 2) {
		result = json_pack("[s, O]", "to-string", json_array_get(list, 1));
	}
	if (!result) {
		return list;
	}
	json_decref(list);
	return result;
}

/* ---- curves ---- */

static bool same_input(const json_t *a, const json_t *b)
{
	return json_is_number(a) && json_is_number(b) ? json_number_value(a) == json_number_value(b) : json_equal(a, b);
}

/* Takes `output`. Stops that come twice were allowed in functions; a step has no first input. */
static void add_stop(json_t *curve, const json_t *input, json_t *output, bool step)
{
	size_t size = json_array_size(curve);
	if (size > 3 && same_input(json_array_get(curve, size - 2), input)) {
		json_decref(output);
		return;
	}
	if (!step || size != 2) {
		json_array_append(curve, (json_t *)input);
	}
	json_array_append_new(curve, output);
}

/* A step that never steps is given one that changes nothing. */
static void finish_step(json_t *curve)
{
	if (json_array_size(curve) == 3) {
		json_array_append_new(curve, json_integer(0));
		json_array_append(curve, json_array_get(curve, 2));
	}
}

static const char *interpolation(const json_t *function)
{
	const char *space = expr_json_text(json_object_get(function, "colorSpace"));
	return str_equal(space, "hcl")   ? "interpolate-hcl"
	       : str_equal(space, "lab") ? "interpolate-lab"
					 : "interpolate";
}

/* Takes `input`; an empty curve of the function's kind. */
static json_t *new_curve(const json_t *function, bool step, json_t *input)
{
	if (step) {
		return json_pack("[s, o]", "step", input);
	}
	const json_t *base = json_object_get(function, "base");
	bool linear = !base || (json_is_number(base) && json_number_value(base) == 1);
	json_t *mixing = linear ? json_pack("[s]", "linear") : json_pack("[s, O]", "exponential", base);
	return json_pack("[s, o, o]", interpolation(function), mixing, input);
}

static const json_t *stop_input(const json_t *stop)
{
	return json_array_get(stop, 0);
}

static json_t *stop_output(const json_t *stop)
{
	return literal(json_array_get(stop, 1));
}

/* ---- functions of a property ---- */

static json_t *categories(const struct legacy *f, const json_t *stops)
{
	bool truth = json_is_boolean(stop_input(json_array_get(stops, 0)));
	json_t *list = truth ? json_pack("[s]", "case") : json_pack("[s, o]", "match", get(f));
	for (size_t i = 0; i < json_array_size(stops); i++) {
		const json_t *stop = json_array_get(stops, i);
		if (truth) {
			json_array_append_new(list, json_pack("[s, o, O]", "==", get(f), stop_input(stop)));
			json_array_append_new(list, stop_output(stop));
		} else {
			add_stop(list, stop_input(stop), stop_output(stop), false);
		}
	}
	json_array_append_new(list, literal(f->fallback));
	return list;
}

/* `plain`: without base and space, as the parts of a function of both are. */
static json_t *of_property(const struct legacy *f, const json_t *stops, bool plain)
{
	if (str_equal(f->kind, "categorical")) {
		return categories(f, stops);
	}
	bool step = str_equal(f->kind, "interval");
	json_t *curve = new_curve(plain ? NULL : f->function, step, json_pack("[s, o]", "number", get(f)));
	for (size_t i = 0; i < json_array_size(stops); i++) {
		const json_t *stop = json_array_get(stops, i);
		add_stop(curve, stop_input(stop), stop_output(stop), step);
	}
	if (step) {
		finish_step(curve);
	}
	if (!own_default(f)) {
		return curve;
	}
	return json_pack("[s, [s, [s, o], s], o, o]", "case", "==", "typeof", get(f), "number", curve,
			literal(own_default(f)));
}

/* ---- functions of the zoom, and of both ---- */

static json_t *of_zoom(const struct legacy *f, const json_t *stops)
{
	bool step = str_equal(f->kind, "interval");
	json_t *curve = new_curve(f->function, step, json_pack("[s]", "zoom"));
	for (size_t i = 0; i < json_array_size(stops); i++) {
		const json_t *stop = json_array_get(stops, i);
		const char *text = f->spec->tokens ? json_string_value(json_array_get(stop, 1)) : NULL;
		add_stop(curve, stop_input(stop), text ? expr_modern_tokens(text) : stop_output(stop), step);
	}
	if (step) {
		finish_step(curve);
	}
	return curve;
}

/* Stops [{zoom, value}, output]: for each zoom a function of the property. */
static json_t *of_both(const struct legacy *f, const json_t *stops)
{
	bool step = !f->spec->interpolated;
	json_t *zooms = json_array();
	json_t *groups = json_array();
	for (size_t i = 0; i < json_array_size(stops); i++) {
		const json_t *stop = json_array_get(stops, i);
		json_t *zoom = json_object_get(stop_input(stop), "zoom");
		size_t at = 0;
		while (at < json_array_size(zooms) && !same_input(json_array_get(zooms, at), zoom)) {
			at++;
		}
		if (at == json_array_size(zooms)) {
			json_array_append(zooms, zoom);
			json_array_append_new(groups, json_array());
		}
		json_t *pair = json_pack("[O, O]", json_object_get(stop_input(stop), "value"), json_array_get(stop, 1));
		json_array_append_new(json_array_get(groups, at), pair);
	}
	json_t *curve = step ? json_pack("[s, [s]]", "step", "zoom")
			     : json_pack("[s, [s], [s]]", interpolation(f->function), "linear", "zoom");
	for (size_t i = 0; i < json_array_size(zooms); i++) {
		add_stop(curve, json_array_get(zooms, i), of_property(f, json_array_get(groups, i), true), step);
	}
	if (step) {
		finish_step(curve);
	}
	json_decref(zooms);
	json_decref(groups);
	return curve;
}

/* ---- the value itself ---- */

static json_t *identity(const struct legacy *f)
{
	const struct expr_spec *spec = f->spec;
	const json_t *otherwise = own_default(f);
	const char *type = expr_type_simple(spec->type)->kind == VALUE_COLOR
					   ? "to-color"
					   : expr_type_name(expr_type_simple(spec->type), NULL);
	if (!otherwise) {
		bool text = spec->type == VALUE_STRING && !spec->values;
		return text ? json_pack("[s, o]", "string", get(f)) : get(f);
	}
	if (spec->values) {
		json_t *known = json_array();
		for (const char *const *v = spec->values; *v; v++) {
			json_array_append_new(known, json_string(*v));
		}
		return json_pack("[s, o, o, o, O]", "match", get(f), known, get(f), otherwise);
	}
	if (spec->type == VALUE_ARRAY) {
		json_t *length = spec->length ? json_integer(spec->length) : json_null();
		return json_pack("[s, s, o, o, o]", "array", expr_type_name(expr_type_simple(spec->item), NULL), length,
				get(f), literal(otherwise));
	}
	return json_pack("[s, o, o]", type, get(f), literal(otherwise));
}

/* Stops are pairs; those of a function of both have a zoom and a value. */
static bool check_stops(const json_t *stops, bool both, struct err *e)
{
	if (!json_is_array(stops) || json_array_size(stops) == 0 || json_array_size(stops) > STOPS_MAX) {
		return fail_kind(e, ERR_FORMAT, "A function needs a list of 1 to %d stops.", STOPS_MAX);
	}
	for (size_t i = 0; i < json_array_size(stops); i++) {
		const json_t *stop = json_array_get(stops, i);
		const json_t *input = stop_input(stop);
		if (json_array_size(stop) != 2 ||
				(both && !(json_object_get(input, "zoom") && json_object_get(input, "value")))) {
			return fail_kind(e, ERR_FORMAT, "Stop %zu of the function is not [%s, output].", i,
					both ? "{zoom, value}" : "input");
		}
	}
	return true;
}

static bool check_kind(const struct legacy *f, bool of_feature, struct err *e)
{
	bool curve = str_equal(f->kind, "exponential") || str_equal(f->kind, "interval");
	bool category = str_equal(f->kind, "categorical");
	if (category && of_feature && !f->fallback) {
		return fail_kind(e, ERR_FORMAT, "A categorical function of this property needs a default.");
	}
	return curve || (category && of_feature) ? true
						 : fail_kind(e, ERR_FORMAT, "Unknown %s function type \"%s\"",
								   of_feature ? "property" : "zoom", f->kind);
}

json_t *expr_modern_function(const json_t *json, const struct expr_spec *spec, struct err *e)
{
	struct legacy f = { .function = json, .spec = spec, .kind = spec->interpolated ? "exponential" : "interval" };
	const json_t *stops = json_object_get(json, "stops");
	bool both = json_is_object(stop_input(json_array_get(stops, 0)));
	bool of_feature = both || json_object_get(json, "property");
	if (of_feature && !json_is_string(json_object_get(json, "property"))) {
		(void)fail_kind(e, ERR_FORMAT, "The function's property is not a name.");
		return NULL;
	}
	if (!stops) {
		if (!of_feature) {
			(void)fail_kind(e, ERR_FORMAT, "A function needs a property or stops.");
			return NULL;
		}
		return identity(&f);
	}
	if (json_is_string(json_object_get(json, "type"))) {
		f.kind = json_string_value(json_object_get(json, "type"));
	}
	f.owned = !own_default(&f) && spec->fallback ? json_loads(spec->fallback, JSON_DECODE_ANY, NULL) : NULL;
	if (!f.owned && !own_default(&f) && spec->type == VALUE_IMAGE) {
		f.owned = json_string("");
	}
	f.fallback = own_default(&f) ? own_default(&f) : f.owned;
	json_t *out = NULL;
	if (check_stops(stops, both, e) && check_kind(&f, of_feature, e)) {
		out = both ? of_both(&f, stops) : of_feature ? of_property(&f, stops, false) : of_zoom(&f, stops);
	}
	json_decref(f.owned);
	return out;
}
