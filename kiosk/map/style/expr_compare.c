/* SPDX-License-Identifier: GPL-3.0-or-later */
/* == != < <= > >= */
#include "map/style/expr_node.h"

static struct value run_equal(const struct expr *x, const struct expr_scene *scene)
{
	struct value a = expr_run(x->args[0], scene);
	if (a.type == VALUE_ERROR) {
		return a;
	}
	struct value b = expr_run(x->args[1], scene);
	bool same = value_equal(&a, &b);
	if (x->len > 2 && a.type == VALUE_STRING && b.type == VALUE_STRING) {
		struct value collator;
		if (!expr_want(x, 2, VALUE_COLLATOR, scene, &collator)) {
			return collator;
		}
		same = expr_collate(&collator, a.string, b.string) == 0;
	}
	return b.type == VALUE_ERROR ? b : value_bool(same == (x->op == '='));
}

static const char *name_of(int op)
{
	return op == '=' ? "==" : op == '!' ? "!=" : op == '<' ? "<" : op == 'l' ? "<=" : op == '>' ? ">" : ">=";
}

static bool holds(int op, double difference)
{
	switch (op) {
	case '<':
		return difference < 0;
	case 'l':
		return difference <= 0;
	case '>':
		return difference > 0;
	default:
		return difference >= 0;
	}
}

/* Kinds alone, as the reference prints them: "array", not "array<number, 2>". */
static const char *kind_of(const struct value *v, struct arena *arena)
{
	return v->type == VALUE_ARRAY ? "array" : expr_type_name(expr_type_of(v, arena), arena);
}

static struct value run_order(const struct expr *x, const struct expr_scene *scene)
{
	struct value a = expr_run(x->args[0], scene);
	if (a.type == VALUE_ERROR) {
		return a;
	}
	struct value b = expr_run(x->args[1], scene);
	if (b.type == VALUE_ERROR) {
		return b;
	}
	struct value collator = value_null();
	if (x->len > 2 && !expr_want(x, 2, VALUE_COLLATOR, scene, &collator)) {
		return collator;
	}
	if (a.type == VALUE_NUMBER && b.type == VALUE_NUMBER) {
		/* Infinity - Infinity is no number: compared, not subtracted. */
		double order = a.number < b.number    ? -1
			       : a.number > b.number  ? 1
			       : a.number == b.number ? 0
						      : __builtin_nan("");
		return value_bool(holds(x->op, order));
	}
	if (a.type == VALUE_STRING && b.type == VALUE_STRING) {
		int order = x->len > 2 ? expr_collate(&collator, a.string, b.string)
				       : value_order_text(a.string, b.string);
		return value_bool(holds(x->op, order));
	}
	return expr_fail(scene,
			"Expected arguments for \"%s\" to be (string, string) or (number, number), but found (%s, %s) "
			"instead.",
			name_of(x->op), kind_of(&a, scene->arena), kind_of(&b, scene->arena));
}

static bool comparable(int op, enum value_type kind)
{
	bool equality = op == '=' || op == '!';
	return kind == VALUE_STRING || kind == VALUE_NUMBER || kind == VALUE_ANY ||
	       (equality && (kind == VALUE_BOOL || kind == VALUE_NULL));
}

static bool comparable_text(enum value_type kind)
{
	return kind == VALUE_STRING || kind == VALUE_ANY;
}

static const struct expr *operand(const struct expr_place *p, const json_t *json, int index, int op)
{
	const struct expr *x = expr_argument(p, json, index, expr_type_simple(VALUE_ANY));
	if (x && !comparable(op, x->type->kind)) {
		return expr_error_at(p, index, -1, "\"%s\" comparisons are not supported for type '%s'.", name_of(op),
				expr_type_name(x->type, p->compiler->arena));
	}
	return x;
}

const struct expr *expr_compile_compare(const struct expr_place *p, const json_t *json, const struct expr_form_row *row)
{
	struct arena *arena = p->compiler->arena;
	bool equality = row->op == '=' || row->op == '!';
	if (json_array_size(json) != 3 && json_array_size(json) != 4) {
		return expr_error(p, "Expected two or three arguments.");
	}
	const struct expr *a = operand(p, json, 1, row->op);
	const struct expr *b = a ? operand(p, json, 2, row->op) : NULL;
	if (!b) {
		return NULL;
	}
	bool loose_a = a->type->kind == VALUE_ANY;
	bool loose_b = b->type->kind == VALUE_ANY;
	if (a->type->kind != b->type->kind && !loose_a && !loose_b) {
		return expr_error(p, "Cannot compare types '%s' and '%s'.", expr_type_name(a->type, arena),
				expr_type_name(b->type, arena));
	}
	if (!equality && loose_a != loose_b) {
		a = loose_a ? expr_assertion(p, b->type, a) : a;
		b = loose_b ? expr_assertion(p, a->type, b) : b;
	}
	const struct expr *collator = NULL;
	if (json_array_size(json) == 4) {
		bool text = comparable_text(a->type->kind) || comparable_text(b->type->kind);
		if (!text) {
			return expr_error(p, "Cannot use collator to compare non-string types.");
		}
		collator = expr_argument(p, json, 3, expr_type_simple(VALUE_COLLATOR));
		if (!collator) {
			return NULL;
		}
	}
	struct expr *x = expr_new(p, equality ? run_equal : run_order, expr_type_simple(VALUE_BOOL), 3);
	x->op = row->op;
	x->args[x->len++] = a;
	x->args[x->len++] = b;
	if (collator) {
		x->args[x->len++] = collator;
	}
	return expr_done(x);
}
