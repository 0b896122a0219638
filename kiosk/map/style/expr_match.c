/* SPDX-License-Identifier: GPL-3.0-or-later */
/* match: labels are sorted when compiling, so that a long list costs little for each feature. */
#include <math.h>
#include <string.h>

#include "map/style/expr_node.h"

static int order(const struct expr_label *l, enum value_type type, double number, struct mvt_slice text)
{
	if (type == VALUE_NUMBER) {
		return (l->number > number) - (l->number < number);
	}
	if (l->text.len != text.len) {
		return l->text.len > text.len ? 1 : -1;
	}
	return memcmp(l->text.bytes, text.bytes, text.len);
}

/* Index of the first label that is not before. */
static size_t search(const struct expr_label *labels, size_t len, enum value_type type, double number,
		struct mvt_slice text)
{
	size_t low = 0;
	size_t high = len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (order(&labels[middle], type, number, text) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static struct value run_match(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	if (v.type == VALUE_ERROR) {
		return v;
	}
	if (v.type == x->label_type) {
		bool number = v.type == VALUE_NUMBER;
		double n = number ? v.number : 0;
		struct mvt_slice text = number ? (struct mvt_slice){ "", 0 } : v.string;
		size_t i = search(x->labels, x->labels_len, x->label_type, n, text);
		if (i < x->labels_len && order(&x->labels[i], x->label_type, n, text) == 0) {
			return expr_run(x->args[x->labels[i].output], scene);
		}
	}
	return expr_run(x->args[x->len - 1], scene);
}

struct matching {
	const struct expr_place *place;
	struct expr_label *labels;
	size_t len, room;
	enum value_type type; /* VALUE_NULL: not known yet */
};

static void insert(struct matching *m, size_t at, struct expr_label label)
{
	if (m->len == m->room) {
		m->room = m->room ? 2 * m->room : 8;
		struct expr_label *more = ARENA_ARRAY(m->place->compiler->arena, struct expr_label, m->room);
		if (m->len) {
			memcpy(more, m->labels, m->len * sizeof *more);
		}
		m->labels = more;
	}
	memmove(m->labels + at + 1, m->labels + at, (m->len - at) * sizeof *m->labels);
	m->labels[at] = label;
	m->len++;
}

/* Label at index `key` of the match; its branch is args[output]. */
static bool add_label(struct matching *m, const json_t *json, int key, size_t output)
{
	const struct expr_place *p = m->place;
	bool number = json_is_number(json);
	double n = json_number_value(json);
	const char *wrong = NULL;
	if (!number && !json_is_string(json)) {
		wrong = "Branch labels must be numbers or strings.";
	} else if (number && fabs(n) > 9007199254740991) {
		wrong = "Branch labels must be integers no larger than 9007199254740991.";
	} else if (number && floor(n) != n) {
		wrong = "Numeric branch labels must be integer values.";
	}
	enum value_type type = number ? VALUE_NUMBER : VALUE_STRING;
	if (!wrong && m->type != VALUE_NULL && !expr_check(p, key, expr_type_simple(m->type), expr_type_simple(type))) {
		return false;
	}
	struct mvt_slice text = { expr_json_text(json), json_string_length(json) };
	size_t at = wrong ? 0 : search(m->labels, m->len, type, n, text);
	if (!wrong && at < m->len && order(&m->labels[at], type, n, text) == 0) {
		wrong = "Branch labels must be unique.";
	}
	if (!wrong && ++p->compiler->nodes > EXPR_NODES_MAX) {
		wrong = "The expression is too large.";
	}
	if (wrong) {
		(void)expr_error_at(p, key, -1, "%s", wrong);
		return false;
	}
	m->type = type;
	text.bytes = arena_strndup(p->compiler->arena, text.bytes, text.len);
	insert(m, at, (struct expr_label){ text, n, output });
	return true;
}

static bool add_labels(struct matching *m, const json_t *json, int key, size_t output)
{
	if (!json_is_array(json)) {
		return add_label(m, json, key, output);
	}
	if (json_array_size(json) == 0) {
		(void)expr_error_at(m->place, key, -1, "Expected at least one branch label.");
		return false;
	}
	for (size_t i = 0; i < json_array_size(json); i++) {
		if (!add_label(m, json_array_get(json, i), key, output)) {
			return false;
		}
	}
	return true;
}

/* A branch's value says in errors that it is at its label: so the reference has it. */
static const struct expr *branch(const struct expr_place *p, const json_t *json, int key, const struct expr_type *type)
{
	struct expr_place child = *p;
	child.parent = p;
	child.index = key;
	child.depth = p->depth + 1;
	child.expected = type;
	return expr_compile_here(&child, json_array_get(json, (size_t)key + 1), ANNOTATE_DEFAULT);
}

const struct expr *expr_compile_match(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	(void)row;
	int size = (int)json_array_size(json);
	if (size < 5) {
		return expr_error(p, "Expected at least 4 arguments, but found only %d.", size - 1);
	}
	if (size % 2 != 1) {
		return expr_error(p, "Expected an even number of arguments.");
	}
	struct expr *x = expr_new(p, run_match, expr_wanted(p), (size_t)size / 2 + 1);
	struct matching m = { .place = p, .type = VALUE_NULL };
	x->len = 1; /* the input comes first, but is looked at last */
	for (int i = 2; i < size - 1; i += 2) {
		if (!add_labels(&m, json_array_get(json, (size_t)i), i, x->len)) {
			return NULL;
		}
		const struct expr *output = branch(p, json, i, x->type);
		if (!output) {
			return NULL;
		}
		x->type = x->type ? x->type : output->type;
		x->args[x->len++] = output;
	}
	x->args[0] = expr_argument(p, json, 1, expr_type_simple(VALUE_ANY));
	const struct expr *otherwise = x->args[0] ? expr_argument(p, json, size - 1, x->type) : NULL;
	if (!otherwise || (x->args[0]->type->kind != VALUE_ANY &&
					  !expr_check(p, 1, expr_type_simple(m.type), x->args[0]->type))) {
		return NULL;
	}
	x->args[x->len++] = otherwise;
	x->labels = m.labels;
	x->labels_len = m.len;
	x->label_type = m.type;
	return expr_done(x);
}
