/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr_node.h - inside expressions: nodes, and what compiling one sees
 *
 * For the files expr_*.c alone. A node's children are in the order in which the reference
 * implementation visits them, so that its rules (constant folding, the one zoom curve of a
 * property) can be followed one by one. Nodes are immutable and live in the arena. */
#ifndef STYLE_EXPR_NODE_H
#define STYLE_EXPR_NODE_H

#include <locale.h>

#include "base/err.h"
#include "map/style/expr_scene.h"
#include "map/style/expr_value.h"

enum {
	EXPR_DEPTH_MAX = 64,
	EXPR_NODES_MAX = 32768, /* of one expression, labels of match included; arguments parsed again count again */
	EXPR_TEXT_MAX = 65536,  /* bytes of a text that is put together */
	EXPR_COST_MAX = 65536,  /* nodes visited by one evaluation; variables count as what they stand for */
};

typedef struct value (*expr_fn)(const struct expr *x, const struct expr_scene *scene);

/* What matters beyond a node's function. */
enum expr_form {
	FORM_CALL, /* an operator of the table in expr_calls.c */
	FORM_SPECIAL,
	FORM_LITERAL,
	FORM_VARIABLE,
	FORM_ANNOTATION, /* assertion or coercion */
	FORM_LET,
	FORM_COALESCE,
	FORM_CURVE,    /* step or interpolate */
	FORM_VOLATILE, /* never folded */
};

enum expr_use { USE_FEATURE = 1, USE_ZOOM = 2, USE_GLOBAL = 4 };

/* The zoom curve found in a node and what is below it. */
enum curve_state { CURVE_NONE, CURVE_STEP, CURVE_INTERPOLATE, CURVE_NOT_ON_TOP, CURVE_MORE_THAN_ONE };

enum mixing { MIX_LINEAR, MIX_EXPONENTIAL, MIX_BEZIER };
struct expr_curve {
	double *labels;
	size_t len;
	enum mixing mixing;
	double base;
	double control[4]; /* cubic-bezier */
	enum color_space space;
};

/* Labels of match, sorted; output: index into args. */
struct expr_label {
	struct mvt_slice text;
	double number;
	size_t output;
};

struct expr {
	expr_fn run;
	const struct expr_type *type;
	const struct expr **args;
	size_t len;
	enum expr_form form;
	unsigned uses; /* of this node and its children; a variable's are counted where it is bound */
	unsigned cost;
	enum curve_state curve_state;
	const struct expr *curve; /* found */
	union {
		struct value constant;
		struct expr_curve *steps;
		struct {
			const struct expr_label *labels;
			size_t labels_len;
			enum value_type label_type;
		};
		int op;           /* for operators that share a function */
		const char *name; /* of a property, or of a variable */
	};
};

/* ---- compiling ---- */

struct expr_place;
enum annotation { ANNOTATE_DEFAULT, ANNOTATE_COERCE, ANNOTATE_OMIT };

struct expr_compiler {
	struct arena *arena;
	unsigned nodes;
	/* How an argument is compiled: expr_compile_here(). Operators know it from here alone, and so stand below the
	 * compiler. */
	const struct expr *(*compile)(const struct expr_place *p, const json_t *json, enum annotation annotation);
};

struct expr_binding {
	const char *name;
	const struct expr *value;
	const struct expr_binding *outer;
};

/* Where the compiler is; on the stack, one for each level. */
struct expr_place {
	struct expr_compiler *compiler;
	const struct expr_place *parent;
	int index; /* in the parent's array */
	int depth;
	const struct expr_type *expected; /* NULL: anything */
	const struct expr_binding *scope;
	struct expr_errors *errors;
};

struct expr_form_row {
	const char *name;
	const struct expr *(*compile)(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
	int op;
};

/* Always NULL, so that it can be returned. The keys are appended to the place's; -1: none. */
const struct expr *expr_error(const struct expr_place *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
const struct expr *expr_error_at(const struct expr_place *p, int key, int second, const char *fmt, ...)
		PRINTF_LIKE(4, 5);
/* False and an error at the place (or at its child `key`) when `found` is no subtype. */
bool expr_check(const struct expr_place *p, int key, const struct expr_type *expected, const struct expr_type *found);
/* Argument `index` of the place's array. */
const struct expr *expr_argument(const struct expr_place *p, const json_t *json, int index,
		const struct expr_type *expected);
const struct expr *expr_argument_as(const struct expr_place *p, const json_t *json, int index,
		const struct expr_type *expected, enum annotation annotation);
/* The place itself (index -1 at the top). */
const struct expr *expr_compile_here(const struct expr_place *p, const json_t *json, enum annotation annotation);
/* A node with room for `len` children. */
struct expr *expr_new(const struct expr_place *p, expr_fn run, const struct expr_type *type, size_t len);
/* Computes what follows from the children; the node is complete. */
const struct expr *expr_done(struct expr *x);
const struct expr *expr_literal(struct arena *arena, struct value v, const struct expr_type *type);
/* The place's type unless it is unknown or "value"; NULL then. */
const struct expr_type *expr_wanted(const struct expr_place *p);
/* JavaScript's typeof, as its messages have it. */
const char *expr_json_typeof(const json_t *json);
const char *expr_json_text(const json_t *json);
/* True in JavaScript: options that are not are not looked at. */
bool expr_given(const json_t *json);

const struct expr_form_row *expr_find_form(const char *name); /* special forms: expr_forms.c */
bool expr_is_call(const char *name);                          /* expr_calls.c */
const struct expr *expr_compile_call(const struct expr_place *p, const json_t *json);
const struct expr *expr_assertion(const struct expr_place *p, const struct expr_type *type, const struct expr *x);
const struct expr *expr_coercion(const struct expr_place *p, const struct expr_type *type, const struct expr *x);
const struct expr *expr_compile_step(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_interpolate(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_match(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_assertion(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_coercion(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_compare(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_format(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_image(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_collator(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_in(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_index_of(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row);
const struct expr *expr_compile_slice(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_length(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);
const struct expr *expr_compile_at(const struct expr_place *p, const json_t *json, const struct expr_form_row *row);

/* ---- evaluating ---- */

static inline struct value expr_run(const struct expr *x, const struct expr_scene *scene)
{
	return x->run(x, scene);
}

struct value expr_zoom(const struct expr *x, const struct expr_scene *scene);
/* VALUE_ERROR; the sentence is made only when the scene wants to be told. */
struct value expr_fail(const struct expr_scene *scene, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* False, and an error: what is being put together has become too long. */
bool expr_text_fits(const struct buf *b, const struct expr_scene *scene, struct value *failure);
/* Runs child i into *out; false: it is an error, or no such value (then *out becomes the error). */
bool expr_want(const struct expr *x, size_t i, enum value_type type, const struct expr_scene *scene, struct value *out);
/* The name of the value's type, for messages. */
const char *expr_type_text_of(const struct value *v, const struct expr_scene *scene);

/* Compares as the collator (a value) wants it: <0, 0, >0. */
int expr_collate(const struct value *collator, struct mvt_slice a, struct mvt_slice b);
/* For the case of letters; (locale_t)0: there is none. */
locale_t expr_locale(void);

/* ---- legacy forms (expr_legacy.c, expr_filter.c): the same as an expression, owned; NULL: see *e ---- */

json_t *expr_modern_function(const json_t *json, const struct expr_spec *spec, struct err *e);
json_t *expr_modern_tokens(const char *text);
json_t *expr_modern_filter(const json_t *json, int depth);

#endif
