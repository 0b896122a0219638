/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and lists: at, in, index-of, slice, length. Text is counted in characters (code points). */
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_node.h"

static size_t count_characters(struct mvt_slice s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.len; i++) {
		count += ((unsigned char)s.bytes[i] & 0xC0) != 0x80;
	}
	return count;
}

/* Byte where character `n` begins; the end when there are fewer. */
static size_t character_at(struct mvt_slice s, size_t n)
{
	size_t at = 0;
	while (at < s.len) {
		if (((unsigned char)s.bytes[at] & 0xC0) != 0x80 && n-- == 0) {
			return at;
		}
		at++;
	}
	return s.len;
}

/* ECMAScript's way with an index: truncated, counted from the end when negative, within 0..len. */
static size_t clamp_index(double n, size_t len, bool from_end)
{
	n = isnan(n) ? 0 : trunc(n);
	n = n < 0 && from_end ? n + (double)len : n;
	return n <= 0 ? 0 : n >= (double)len ? len : (size_t)n;
}

/* ---- at ---- */

static struct value run_at(const struct expr *x, const struct expr_scene *scene)
{
	struct value index;
	struct value list;
	char text[VALUE_NUMBER_BYTES];
	if (!expr_want(x, 0, VALUE_NUMBER, scene, &index)) {
		return index;
	}
	if (!expr_want(x, 1, VALUE_ARRAY, scene, &list)) {
		return list;
	}
	value_number_text(index.number, text);
	if (index.number < 0) {
		return expr_fail(scene, "Array index out of bounds: %s < 0.", text);
	}
	if (index.number >= (double)list.len) {
		return expr_fail(scene, "Array index out of bounds: %s > %d.", text, (int)list.len - 1);
	}
	if (!(index.number == floor(index.number))) {
		return expr_fail(scene, "Array index must be an integer, but found %s instead.", text);
	}
	return list.items[(size_t)index.number];
}

const struct expr *expr_compile_at(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	struct arena *arena = p->compiler->arena;
	if (json_array_size(json) != 3) {
		return expr_error(p, "Expected 2 arguments, but found %zu instead.", json_array_size(json) - 1);
	}
	const struct expr_type *item = p->expected ? p->expected : expr_type_simple(VALUE_ANY);
	const struct expr *index = expr_argument(p, json, 1, expr_type_simple(VALUE_NUMBER));
	const struct expr *list = expr_argument(p, json, 2, expr_type_array(item, -1, arena));
	if (!index || !list) {
		return NULL;
	}
	struct expr *x = expr_new(p, run_at, list->type->kind == VALUE_ARRAY ? list->type->item : list->type, 2);
	x->args[x->len++] = index;
	x->args[x->len++] = list;
	return expr_done(x);
}

/* ---- in, index-of ---- */

static bool is_primitive(enum value_type kind)
{
	return kind == VALUE_BOOL || kind == VALUE_STRING || kind == VALUE_NUMBER || kind == VALUE_NULL;
}

/* ECMAScript looks for the text of what is no string. */
static struct mvt_slice needle_text(const struct value *needle, const struct expr_scene *scene)
{
	return needle->type == VALUE_NULL ? (struct mvt_slice){ "null", 4 } : value_to_text(needle, scene->arena);
}

/* From character `from` on; -1: nowhere. */
static double find_text(struct mvt_slice text, struct mvt_slice needle, double from)
{
	size_t start = character_at(text, clamp_index(from, count_characters(text), false));
	const char *found = needle.len == 0 ? text.bytes + start
					    : memmem(text.bytes + start, text.len - start, needle.bytes, needle.len);
	return found ? (double)count_characters((struct mvt_slice){ text.bytes, (size_t)(found - text.bytes) }) : -1;
}

static double find_item(const struct value *list, const struct value *needle, double from)
{
	for (size_t i = clamp_index(from, list->len, true); i < list->len; i++) {
		if (value_equal(&list->items[i], needle)) {
			return (double)i;
		}
	}
	return -1;
}

static bool is_needle(const struct value *needle, const struct expr_scene *scene, struct value *failure)
{
	if (is_primitive(needle->type)) {
		return true;
	}
	*failure = expr_fail(scene,
			"Expected first argument to be of type boolean, string, number or null, but found %s instead.",
			expr_type_text_of(needle, scene));
	return false;
}

static struct value find(const struct value *needle, const struct value *where, double from,
		const struct expr_scene *scene)
{
	if (where->type == VALUE_STRING) {
		return value_number(find_text(where->string, needle_text(needle, scene), from));
	}
	if (where->type == VALUE_ARRAY) {
		return value_number(find_item(where, needle, from));
	}
	return expr_fail(scene, "Expected second argument to be of type array or string, but found %s instead.",
			expr_type_text_of(where, scene));
}

static struct value run_in(const struct expr *x, const struct expr_scene *scene)
{
	struct value needle = expr_run(x->args[0], scene);
	if (needle.type == VALUE_ERROR) {
		return needle;
	}
	struct value where = expr_run(x->args[1], scene);
	if (where.type == VALUE_ERROR) {
		return where;
	}
	if (!value_truth(&where)) {
		return value_bool(false);
	}
	struct value at;
	if (!is_needle(&needle, scene, &at)) {
		return at;
	}
	at = find(&needle, &where, 0, scene);
	return at.type == VALUE_ERROR ? at : value_bool(at.number >= 0);
}

static struct value run_index_of(const struct expr *x, const struct expr_scene *scene)
{
	struct value from = value_number(0);
	struct value needle = expr_run(x->args[0], scene);
	if (needle.type == VALUE_ERROR) {
		return needle;
	}
	struct value where = expr_run(x->args[1], scene);
	if (where.type == VALUE_ERROR) {
		return where;
	}
	if (!is_needle(&needle, scene, &from) || (x->len > 2 && !expr_want(x, 2, VALUE_NUMBER, scene, &from))) {
		return from;
	}
	return find(&needle, &where, from.number, scene);
}

/* The first two arguments of both. */
static bool add_needle(const struct expr_place *p, const json_t *json, struct expr *x)
{
	const struct expr *needle = expr_argument(p, json, 1, expr_type_simple(VALUE_ANY));
	const struct expr *where = expr_argument(p, json, 2, expr_type_simple(VALUE_ANY));
	if (!needle || !where) {
		return false;
	}
	if (!is_primitive(needle->type->kind) && needle->type->kind != VALUE_ANY) {
		(void)expr_error(p,
				"Expected first argument to be of type boolean, string, number or null, but found %s "
				"instead",
				expr_type_name(needle->type, p->compiler->arena));
		return false;
	}
	x->args[x->len++] = needle;
	x->args[x->len++] = where;
	return true;
}

const struct expr *expr_compile_in(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	if (json_array_size(json) != 3) {
		return expr_error(p, "Expected 2 arguments, but found %zu instead.", json_array_size(json) - 1);
	}
	struct expr *x = expr_new(p, run_in, expr_type_simple(VALUE_BOOL), 2);
	return add_needle(p, json, x) ? expr_done(x) : NULL;
}

/* Argument 3, which may be missing. */
static bool add_number(const struct expr_place *p, const json_t *json, struct expr *x)
{
	if (json_array_size(json) < 4) {
		return true;
	}
	x->args[x->len] = expr_argument(p, json, 3, expr_type_simple(VALUE_NUMBER));
	return x->args[x->len++] != NULL;
}

const struct expr *expr_compile_index_of(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	if (json_array_size(json) <= 2 || json_array_size(json) >= 5) {
		return expr_error(p, "Expected 2 or 3 arguments, but found %zu instead.", json_array_size(json) - 1);
	}
	struct expr *x = expr_new(p, run_index_of, expr_type_simple(VALUE_NUMBER), 3);
	return add_needle(p, json, x) && add_number(p, json, x) ? expr_done(x) : NULL;
}

/* ---- slice ---- */

static struct value run_slice(const struct expr *x, const struct expr_scene *scene)
{
	struct value from;
	struct value to = value_number(INFINITY);
	struct value v = expr_run(x->args[0], scene);
	if (v.type == VALUE_ERROR || !expr_want(x, 1, VALUE_NUMBER, scene, &from)) {
		return v.type == VALUE_ERROR ? v : from;
	}
	if (x->len > 2 && !expr_want(x, 2, VALUE_NUMBER, scene, &to)) {
		return to;
	}
	if (v.type != VALUE_STRING && v.type != VALUE_ARRAY) {
		return expr_fail(scene, "Expected first argument to be of type array or string, but found %s instead.",
				expr_type_text_of(&v, scene));
	}
	size_t len = v.type == VALUE_STRING ? count_characters(v.string) : v.len;
	size_t first = clamp_index(from.number, len, true);
	size_t last = clamp_index(to.number, len, true);
	last = last < first ? first : last;
	if (v.type == VALUE_ARRAY) {
		return value_list(VALUE_ARRAY, v.items + first, last - first);
	}
	size_t start = character_at(v.string, first);
	return value_string(v.string.bytes + start, character_at(v.string, last) - start);
}

const struct expr *expr_compile_slice(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	if (json_array_size(json) <= 2 || json_array_size(json) >= 5) {
		return expr_error(p, "Expected 2 or 3 arguments, but found %zu instead.", json_array_size(json) - 1);
	}
	const struct expr *input = expr_argument(p, json, 1, expr_type_simple(VALUE_ANY));
	const struct expr *from = expr_argument(p, json, 2, expr_type_simple(VALUE_NUMBER));
	if (!input || !from) {
		return NULL;
	}
	enum value_type kind = input->type->kind;
	if (kind != VALUE_ARRAY && kind != VALUE_STRING && kind != VALUE_ANY) {
		return expr_error(p, "Expected first argument to be of type array or string, but found %s instead",
				expr_type_name(input->type, p->compiler->arena));
	}
	struct expr *x = expr_new(p, run_slice, input->type, 3);
	x->args[x->len++] = input;
	x->args[x->len++] = from;
	return add_number(p, json, x) ? expr_done(x) : NULL;
}

/* ---- length ---- */

static struct value run_length(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	if (v.type == VALUE_ERROR) {
		return v;
	}
	if (v.type == VALUE_STRING || v.type == VALUE_ARRAY) {
		return value_number((double)(v.type == VALUE_STRING ? count_characters(v.string) : v.len));
	}
	return expr_fail(scene, "Expected value to be of type string or array, but found %s instead.",
			expr_type_text_of(&v, scene));
}

const struct expr *expr_compile_length(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	if (json_array_size(json) != 2) {
		return expr_error(p, "Expected 1 argument, but found %zu instead.", json_array_size(json) - 1);
	}
	const struct expr *input = expr_argument(p, json, 1, NULL);
	if (!input) {
		return NULL;
	}
	enum value_type kind = input->type->kind;
	if (kind != VALUE_ARRAY && kind != VALUE_STRING && kind != VALUE_ANY) {
		return expr_error(p, "Expected argument of type string or array, but found %s instead.",
				expr_type_name(input->type, p->compiler->arena));
	}
	struct expr *x = expr_new(p, run_length, expr_type_simple(VALUE_NUMBER), 1);
	x->args[x->len++] = input;
	return expr_done(x);
}
