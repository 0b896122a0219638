/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators with signatures: the table, and the choice between a signature and the next. */
#include "map/style/expr_calls.h"

#include <string.h>

#include "base/str.h"

/* Types by letter: n(umber) s(tring) b(oolean) v(alue) o(bject) c(olor) e(rror), L: collator, S: array of strings, V:
 * of values, 4: of four numbers. A * at the end: any number of them. */
struct signature {
	const char *params; /* NULL: no second signature */
	expr_fn run;
	unsigned uses;
};

struct call {
	const char *name;
	char result;
	int op;
	struct signature signatures[2];
};

/* What may be asked for each property, feature and zoom; the functions are in expr_math.c, expr_words.c,
 * expr_feature.c. */
static const struct call calls[] = {
	{ "get", 'v', 0, { { "s", call_get, USE_FEATURE }, { "so", call_get_in, 0 } } },
	{ "has", 'b', 0, { { "s", call_has, USE_FEATURE }, { "so", call_has_in, 0 } } },
	{ "zoom", 'n', 0, { { "", expr_zoom, USE_ZOOM } } },
	{ "geometry-type", 's', 0, { { "", call_geometry, USE_FEATURE } } },
	{ "id", 'v', 0, { { "", call_id, USE_FEATURE } } },
	{ "properties", 'o', 0, { { "", call_properties, USE_FEATURE } } },
	{ "feature-state", 'v', 0, { { "s", call_state, USE_FEATURE } } },
	{ "all", 'b', '&', { { "bb", call_logic, 0 }, { "b*", call_logic, 0 } } },
	{ "any", 'b', '|', { { "bb", call_logic, 0 }, { "b*", call_logic, 0 } } },
	{ "!", 'b', 0, { { "b", call_not, 0 } } },
	{ "concat", 's', 0, { { "v*", call_concat, 0 } } },
	{ "upcase", 's', 'u', { { "s", call_letter_case, 0 } } },
	{ "downcase", 's', 'd', { { "s", call_letter_case, 0 } } },
	{ "split", 'S', 0, { { "ss", call_split, 0 } } },
	{ "join", 's', 0, { { "Ss", call_join, 0 } } },
	{ "typeof", 's', 0, { { "v", call_typeof, 0 } } },
	{ "error", 'e', 0, { { "s", call_error, 0 } } },
	{ "rgb", 'c', 0, { { "nnn", call_rgba, 0 } } },
	{ "rgba", 'c', 0, { { "nnnn", call_rgba, 0 } } },
	{ "to-rgba", '4', 0, { { "c", call_to_rgba, 0 } } },
	{ "+", 'n', '+', { { "n*", call_sum, 0 } } },
	{ "*", 'n', '*', { { "n*", call_sum, 0 } } },
	{ "-", 'n', '-', { { "nn", call_two, 0 }, { "n", call_two, 0 } } },
	{ "/", 'n', '/', { { "nn", call_two, 0 } } },
	{ "%", 'n', '%', { { "nn", call_two, 0 } } },
	{ "^", 'n', '^', { { "nn", call_two, 0 } } },
	{ "min", 'n', 'm', { { "n*", call_most, 0 } } },
	{ "max", 'n', 'M', { { "n*", call_most, 0 } } },
	{ "abs", 'n', ONE_ABS, { { "n", call_one, 0 } } },
	{ "ceil", 'n', ONE_CEIL, { { "n", call_one, 0 } } },
	{ "floor", 'n', ONE_FLOOR, { { "n", call_one, 0 } } },
	{ "round", 'n', ONE_ROUND, { { "n", call_one, 0 } } },
	{ "sqrt", 'n', ONE_SQRT, { { "n", call_one, 0 } } },
	{ "ln", 'n', ONE_LN, { { "n", call_one, 0 } } },
	{ "log2", 'n', ONE_LOG2, { { "n", call_one, 0 } } },
	{ "log10", 'n', ONE_LOG10, { { "n", call_one, 0 } } },
	{ "sin", 'n', ONE_SIN, { { "n", call_one, 0 } } },
	{ "cos", 'n', ONE_COS, { { "n", call_one, 0 } } },
	{ "tan", 'n', ONE_TAN, { { "n", call_one, 0 } } },
	{ "asin", 'n', ONE_ASIN, { { "n", call_one, 0 } } },
	{ "acos", 'n', ONE_ACOS, { { "n", call_one, 0 } } },
	{ "atan", 'n', ONE_ATAN, { { "n", call_one, 0 } } },
	{ "e", 'n', 'e', { { "", call_constant, 0 } } },
	{ "pi", 'n', 'p', { { "", call_constant, 0 } } },
	{ "ln2", 'n', '2', { { "", call_constant, 0 } } },
	{ "resolved-locale", 's', 0, { { "L", call_locale, 0 } } },
	{ "is-supported-script", 'b', 0, { { "s", call_true, USE_GLOBAL } } },
	{ "heatmap-density", 'n', 'h', { { "", call_global, USE_GLOBAL } } },
	{ "elevation", 'n', 'e', { { "", call_global, USE_GLOBAL } } },
	{ "line-progress", 'n', 'l', { { "", call_global, USE_GLOBAL } } },
	{ "accumulated", 'v', 'a', { { "", call_global, USE_GLOBAL } } },
	{ "filter-==", 'b', '=', { { "sv", call_filter, USE_FEATURE } } },
	{ "filter-<", 'b', '<', { { "sv", call_filter, USE_FEATURE } } },
	{ "filter-<=", 'b', 'l', { { "sv", call_filter, USE_FEATURE } } },
	{ "filter->", 'b', '>', { { "sv", call_filter, USE_FEATURE } } },
	{ "filter->=", 'b', 'g', { { "sv", call_filter, USE_FEATURE } } },
	{ "filter-id-==", 'b', '=', { { "v", call_filter_id, USE_FEATURE } } },
	{ "filter-id-<", 'b', '<', { { "v", call_filter_id, USE_FEATURE } } },
	{ "filter-id-<=", 'b', 'l', { { "v", call_filter_id, USE_FEATURE } } },
	{ "filter-id->", 'b', '>', { { "v", call_filter_id, USE_FEATURE } } },
	{ "filter-id->=", 'b', 'g', { { "v", call_filter_id, USE_FEATURE } } },
	{ "filter-type-==", 'b', 0, { { "s", call_filter_type, USE_FEATURE } } },
	{ "filter-has", 'b', 0, { { "v", call_has, USE_FEATURE } } },
	{ "filter-has-id", 'b', 0, { { "", call_filter_has_id, USE_FEATURE } } },
	{ "filter-in-small", 'b', 'p', { { "sV", call_filter_in, USE_FEATURE } } },
	{ "filter-id-in", 'b', 'i', { { "V", call_filter_in, USE_FEATURE } } },
	{ "filter-type-in", 'b', 't', { { "S", call_filter_in, USE_FEATURE } } },
};

static const struct call *find_call(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
		if (str_equal(calls[i].name, name)) {
			return &calls[i];
		}
	}
	return NULL;
}

bool expr_is_call(const char *name)
{
	return find_call(name) != NULL;
}

static const struct expr_type *type_of_letter(char letter, struct arena *arena)
{
	switch (letter) {
	case 'n':
		return expr_type_simple(VALUE_NUMBER);
	case 's':
		return expr_type_simple(VALUE_STRING);
	case 'b':
		return expr_type_simple(VALUE_BOOL);
	case 'o':
		return expr_type_simple(VALUE_OBJECT);
	case 'c':
		return expr_type_simple(VALUE_COLOR);
	case 'e':
		return expr_type_simple(VALUE_ERROR);
	case 'L':
		return expr_type_simple(VALUE_COLLATOR);
	case 'S':
		return expr_type_array(expr_type_simple(VALUE_STRING), -1, arena);
	case 'V':
		return expr_type_simple(VALUE_ARRAY);
	case '4':
		return expr_type_array(expr_type_simple(VALUE_NUMBER), 4, arena);
	default:
		return expr_type_simple(VALUE_ANY);
	}
}

static bool is_variadic(const struct signature *s)
{
	return s->params[0] && s->params[1] == '*';
}

/* The place's call with this signature; its errors go to the place's own list. */
static const struct expr *try_signature(const struct expr_place *p, const json_t *json, const struct call *call,
		const struct signature *s)
{
	struct arena *arena = p->compiler->arena;
	int args = (int)json_array_size(json) - 1;
	struct expr *x = expr_new(p, s->run, type_of_letter(call->result, arena), (size_t)args);
	x->form = str_equal(call->name, "error") ? FORM_VOLATILE : FORM_CALL;
	x->uses = s->uses;
	x->op = call->op;
	for (int i = 0; i < args; i++) {
		const struct expr *arg =
				expr_argument(p, json, i + 1, type_of_letter(s->params[is_variadic(s) ? 0 : i], arena));
		if (!arg) {
			return NULL;
		}
		x->args[x->len++] = arg;
	}
	return expr_done(x);
}

static void add_signature(const struct signature *s, struct arena *arena, struct buf *out)
{
	buf_add_char(out, '(');
	for (const char *c = s->params; *c && *c != '*'; c++) {
		buf_printf(out, "%s%s", c == s->params ? "" : ", ", expr_type_name(type_of_letter(*c, arena), arena));
	}
	buf_add_text(out, is_variadic(s) ? "...)" : ")");
}

/* None of several signatures fits: says which there are, and what was found. */
static const struct expr *explain_mismatch(const struct expr_place *p, const json_t *json,
		const struct signature *const *tried, size_t len)
{
	struct arena *arena = p->compiler->arena;
	struct buf b = { 0 };
	for (size_t i = 0; i < len; i++) {
		buf_add_text(&b, i ? " | " : "");
		add_signature(tried[i], arena, &b);
	}
	buf_add_text(&b, ", but found (");
	bool ok = true;
	for (int i = 1; ok && i < (int)json_array_size(json); i++) {
		const struct expr *arg = expr_argument(p, json, i, NULL);
		ok = arg != NULL;
		if (ok) {
			buf_printf(&b, "%s%s", i > 1 ? ", " : "", expr_type_name(arg->type, arena));
		}
	}
	if (ok) {
		(void)expr_error(p, "Expected arguments of type %s) instead.", buf_text(&b));
	}
	buf_finish(&b);
	return NULL;
}

static void add_errors(const struct expr_place *p, const struct expr_errors *more)
{
	struct expr_errors *all = p->errors;
	struct expr_error *joined = ARENA_ARRAY(p->compiler->arena, struct expr_error, 2 * (all->len + more->len) + 1);
	if (all->len) {
		memcpy(joined, all->at, all->len * sizeof *joined);
	}
	if (more->len) {
		memcpy(joined + all->len, more->at, more->len * sizeof *joined);
	}
	all->at = joined;
	all->len += more->len;
}

const struct expr *expr_compile_call(const struct expr_place *p, const json_t *json)
{
	const struct call *call = find_call(json_string_value(json_array_get(json, 0)));
	size_t args = json_array_size(json) - 1;
	const struct signature *all[2] = { &call->signatures[0], &call->signatures[1] };
	const struct signature *fitting[2];
	size_t all_len = call->signatures[1].params ? 2 : 1;
	size_t fitting_len = 0;
	for (size_t i = 0; i < all_len; i++) {
		if (is_variadic(all[i]) || strlen(all[i]->params) == args) {
			fitting[fitting_len++] = all[i];
		}
	}
	struct expr_errors errors = { 0 };
	struct expr_place apart = *p; /* a signature that does not fit leaves no errors when the next does */
	apart.errors = &errors;
	for (size_t i = 0; i < fitting_len; i++) {
		errors = (struct expr_errors){ 0 };
		const struct expr *x = try_signature(&apart, json, call, fitting[i]);
		if (x) {
			return x;
		}
	}
	if (fitting_len == 1) {
		add_errors(p, &errors);
		return NULL;
	}
	return explain_mismatch(p, json, fitting_len ? fitting : all, fitting_len ? fitting_len : all_len);
}
