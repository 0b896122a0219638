/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collator: comparing text as people sort it, with or without regard to accents and case
 *
 * By levels like UTS #10: letters first, then their accents, then lower before upper case. One order for all languages:
 * a locale is read, and changes nothing. Accents come apart by HarfBuzz's Unicode data. */
#include <hb.h>
#include <string.h>
#include <wctype.h>

#include "base/str.h"
#include "map/style/expr_node.h"

enum { CASE = 1, ACCENTS = 2 };

/* One letter and what stands on it. */
struct letter {
	uint32_t base;  /* lower case; 0: the end of the text */
	uint32_t marks; /* a number that differs when they do; 0: none */
	bool upper;
	int group; /* what sorts before what: space, punctuation, digits, letters */
};

struct reader {
	const char *at, *end;
};

static bool is_mark(uint32_t c)
{
	return hb_unicode_general_category(hb_unicode_funcs_get_default(), c) ==
	       HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
}

static int group_of(uint32_t c)
{
	hb_unicode_general_category_t kind = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
	switch (kind) {
	case HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR:
	case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
		return 0;
	case HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER:
		return 2;
	case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_TITLECASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_MODIFIER_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER:
		return 3;
	default:
		return 1;
	}
}

static uint32_t add_mark(uint32_t marks, uint32_t mark)
{
	return marks * 31 + mark;
}

static struct letter next_letter(struct reader *r)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	struct letter l = { 0 };
	if (r->at >= r->end) {
		return l;
	}
	hb_codepoint_t c = utf8_next(&r->at, r->end);
	hb_codepoint_t base;
	hb_codepoint_t mark;
	while (hb_unicode_decompose(unicode, c, &base, &mark)) {
		l.marks = mark ? add_mark(l.marks, mark) : l.marks;
		c = base;
	}
	while (r->at < r->end) { /* marks that are written apart */
		const char *next = r->at;
		uint32_t following = utf8_next(&next, r->end);
		if (!is_mark(following)) {
			break;
		}
		l.marks = add_mark(l.marks, following);
		r->at = next;
	}
	l.upper = hb_unicode_general_category(unicode, c) == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
	l.base = l.upper && expr_locale() ? (uint32_t)towlower_l((wint_t)c, expr_locale()) : c;
	l.group = group_of(c);
	return l;
}

static int order_of(bool less, bool more)
{
	return (int)more - (int)less;
}

int expr_collate(const struct value *collator, struct mvt_slice a, struct mvt_slice b)
{
	struct reader ra = { a.bytes, a.bytes + a.len };
	struct reader rb = { b.bytes, b.bytes + b.len };
	int accents = 0;
	int cases = 0;
	for (;;) {
		struct letter x = next_letter(&ra);
		struct letter y = next_letter(&rb);
		if (x.group != y.group && x.base && y.base) {
			return x.group < y.group ? -1 : 1;
		}
		if (x.base != y.base) {
			return x.base < y.base ? -1 : 1;
		}
		if (!x.base) {
			break;
		}
		accents = accents ? accents : order_of(x.marks<y.marks, x.marks> y.marks);
		cases = cases ? cases : order_of(!x.upper && y.upper, x.upper && !y.upper);
	}
	int wanted = (int)collator->number;
	return (wanted & ACCENTS) && accents ? accents : (wanted & CASE) ? cases : 0;
}

/* ---- the operator ---- */

static struct value run_collator(const struct expr *x, const struct expr_scene *scene)
{
	int wanted = 0;
	for (size_t i = 0; i < x->len; i++) {
		struct value v;
		if (!expr_want(x, i, i < 2 ? VALUE_BOOL : VALUE_STRING, scene, &v)) {
			return v;
		}
		wanted |= i == 0 && v.number != 0 ? CASE : i == 1 && v.number != 0 ? ACCENTS : 0;
	}
	return (struct value){ .type = VALUE_COLLATOR, .number = wanted };
}

const struct expr *expr_compile_collator(const struct expr_place *p, const json_t *json,
		const struct expr_form_row *row)
{
	(void)row;
	static const char *const names[] = { "case-sensitive", "diacritic-sensitive", "locale" };
	const json_t *options = json_array_get(json, 1);
	if (json_array_size(json) != 2) {
		return expr_error(p, "Expected one argument.");
	}
	if (!json_is_object(options)) {
		return expr_error(p, "Collator options argument must be an object.");
	}
	struct expr *x = expr_new(p, run_collator, expr_type_simple(VALUE_COLLATOR), ARRAY_LEN(names));
	x->form = FORM_VOLATILE;
	struct expr_place option = *p;
	option.parent = p;
	option.index = 1;
	option.depth = p->depth + 1;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const json_t *value = json_object_get(options, names[i]);
		bool text = i == 2;
		if (text && !expr_given(value)) {
			continue;
		}
		option.expected = expr_type_simple(text ? VALUE_STRING : VALUE_BOOL);
		x->args[x->len] = value ? expr_compile_here(&option, value, ANNOTATE_DEFAULT)
					: expr_literal(p->compiler->arena, value_bool(false), option.expected);
		if (!x->args[x->len++]) {
			return NULL;
		}
	}
	return expr_done(x);
}
