/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters of styles older than expressions, ["==", "class", "x"], as expressions of filter-* operators.
 * Spec: https://maplibre.org/maplibre-style-spec/deprecations/#other-filter */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr.h"
#include "map/style/expr_node.h"

/* Some filters say the same in both languages, ["has", "x"]: they follow what stands around them. */
enum language { NEUTRAL, LEGACY, EXPRESSION };

static enum language language_of(const json_t *filter, int depth);

static enum language language_of_children(const json_t *filter, int depth)
{
	enum language found = NEUTRAL;
	for (size_t i = 1; i < json_array_size(filter) && found != EXPRESSION; i++) {
		enum language child = language_of(json_array_get(filter, i), depth + 1);
		found = child != NEUTRAL ? child : found;
	}
	return found;
}

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && !str_equal(*words, word)) {
		words++;
	}
	return *words != NULL;
}

static const char *const comparisons[] = { "==", "!=", "<", "<=", ">", ">=", NULL };

static enum language language_of(const json_t *filter, int depth)
{
	static const char *const only_legacy[] = { "!in", "!has", "none", NULL };
	size_t size = json_array_size(filter);
	const char *op = expr_json_text(json_array_get(filter, 0));
	const json_t *first = json_array_get(filter, 1);
	const json_t *second = json_array_get(filter, 2);
	if (json_is_boolean(filter)) {
		return NEUTRAL;
	}
	if (size == 0 || depth > EXPR_DEPTH_MAX || is_one_of(op, only_legacy)) {
		return LEGACY;
	}
	if (str_equal(op, "has")) {
		const char *key = expr_json_text(first);
		bool special = size < 2 || str_equal(key, "$id") || str_equal(key, "$type");
		return special ? LEGACY : size == 2 ? NEUTRAL : EXPRESSION;
	}
	if (str_equal(op, "in")) {
		return size >= 3 && (!json_is_string(first) || json_is_array(second)) ? EXPRESSION : LEGACY;
	}
	if (is_one_of(op, comparisons)) {
		return size != 3 || json_is_array(first) || json_is_array(second) ? EXPRESSION : LEGACY;
	}
	return str_equal(op, "any") || str_equal(op, "all") ? language_of_children(filter, depth) : EXPRESSION;
}

bool expr_filter_is_legacy(const json_t *json)
{
	return language_of(json, 0) == LEGACY;
}

/* ---- turning them ---- */

static json_t *negated(json_t *filter)
{
	return json_pack("[s, o]", "!", filter);
}

static json_t *comparison(const char *op, const json_t *filter)
{
	const json_t *key = json_array_get(filter, 1);
	json_t *value = json_array_get(filter, 2) ? json_incref(json_array_get(filter, 2)) : json_null();
	const char *name = expr_json_text(key);
	if (str_equal(op, "!=")) {
		json_t *same = comparison("==", filter);
		json_decref(value);
		return negated(same);
	}
	char call[24];
	bool special = str_equal(name, "$type") || str_equal(name, "$id");
	(void)snprintf(call, sizeof call, "filter-%s%s", str_equal(name, "$type") ? "type-" : special ? "id-" : "", op);
	return special ? json_pack("[s, o]", call, value) : json_pack("[s, O, o]", call, key ? key : value, value);
}

static json_t *in(const json_t *filter)
{
	const char *name = expr_json_text(json_array_get(filter, 1));
	json_t *values = json_array();
	for (size_t i = 2; i < json_array_size(filter); i++) {
		json_array_append(values, json_array_get(filter, i));
	}
	if (json_array_size(values) == 0) {
		json_decref(values);
		return json_false();
	}
	if (str_equal(name, "$type") || str_equal(name, "$id")) {
		return json_pack("[s, [s, o]]", name[1] == 't' ? "filter-type-in" : "filter-id-in", "literal", values);
	}
	return json_pack("[s, O, [s, o]]", "filter-in-small", json_array_get(filter, 1), "literal", values);
}

static json_t *has(const json_t *filter)
{
	const char *name = expr_json_text(json_array_get(filter, 1));
	if (str_equal(name, "$type")) {
		return json_true();
	}
	return str_equal(name, "$id") ? json_pack("[s]", "filter-has-id")
				      : json_pack("[s, O]", "filter-has", json_array_get(filter, 1));
}

static json_t *children(const char *op, const json_t *filter, bool negate, int depth)
{
	json_t *list = json_pack("[s]", op);
	for (size_t i = 1; i < json_array_size(filter); i++) {
		json_t *child = expr_modern_filter(json_array_get(filter, i), depth + 1);
		json_array_append_new(list, negate ? negated(child) : child);
	}
	return list;
}

json_t *expr_modern_filter(const json_t *json, int depth)
{
	const char *op = expr_json_text(json_array_get(json, 0));
	if (!json_is_array(json) || depth > EXPR_DEPTH_MAX) {
		return json_is_boolean(json) ? json_incref((json_t *)json) : json_true();
	}
	if (json_array_size(json) <= 1) {
		return json_boolean(!str_equal(op, "any"));
	}
	if (is_one_of(op, comparisons)) {
		return comparison(op, json);
	}
	if (str_equal(op, "all") || str_equal(op, "any")) {
		return children(op, json, false, depth);
	}
	if (str_equal(op, "none")) {
		return children("all", json, true, depth);
	}
	if (str_equal(op, "in") || str_equal(op, "!in")) {
		return op[0] == '!' ? negated(in(json)) : in(json);
	}
	if (str_equal(op, "has") || str_equal(op, "!has")) {
		return op[0] == '!' ? negated(has(json)) : has(json);
	}
	return json_true();
}

/* ---- mixing both ---- */

bool expr_filter_is_mixed(const json_t *json)
{
	static const char *const logic[] = { "all", "any", "none", "!", NULL };
	const char *op = expr_json_text(json_array_get(json, 0));
	bool choice = str_equal(op, "case");
	size_t size = json_array_size(json);
	if (!choice && !is_one_of(op, logic)) {
		return false;
	}
	for (size_t i = 1; i < size; i += choice ? 2 : 1) {
		const json_t *child = json_array_get(json, i);
		if (json_is_array(child) && (!choice || i + 1 < size) &&
				(expr_filter_is_legacy(child) || expr_filter_is_mixed(child))) {
			return true;
		}
	}
	return false;
}
