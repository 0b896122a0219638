/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text (expr_calls.h). */
#include <string.h>
#include <wctype.h>

#include "base/str.h"
#include "map/style/expr.h"
#include "map/style/expr_calls.h"

enum { SPLIT_MAX = 1024 };

struct value call_concat(const struct expr *x, const struct expr_scene *scene)
{
	struct buf b = { 0 };
	struct value v = value_null();
	for (size_t i = 0; i < x->len && v.type != VALUE_ERROR; i++) {
		v = expr_run(x->args[i], scene);
		if (v.type != VALUE_ERROR) {
			value_add_text(&v, &b);
			(void)expr_text_fits(&b, scene, &v);
		}
	}
	if (v.type != VALUE_ERROR) {
		v = value_copy_text(&b, scene->arena);
	}
	buf_finish(&b);
	return v;
}

/* One locale for the process, made by the first thread that needs it; it never changes. */
locale_t expr_locale(void)
{
	static locale_t made;
	locale_t all = __atomic_load_n(&made, __ATOMIC_ACQUIRE);
	if (!all) {
		locale_t mine = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		if (!__atomic_compare_exchange_n(&made, &all, mine, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE) &&
				mine) {
			freelocale(mine);
		} else {
			all = mine;
		}
	}
	return all;
}

static void add_letter(uint32_t c, bool up, locale_t locale, struct buf *out)
{
	char bytes[4];
	if (up && c == 0xDF) {
		buf_add_text(out, "SS"); /* the one letter of our languages that becomes two */
		return;
	}
	wint_t changed = !locale ? c : up ? towupper_l((wint_t)c, locale) : towlower_l((wint_t)c, locale);
	buf_add(out, bytes, utf8_put((uint32_t)changed, bytes));
}

void expr_letter_case(struct mvt_slice text, bool up, struct buf *out)
{
	const char *at = text.bytes;
	const char *end = at + text.len;
	while (at < end && out->len <= EXPR_TEXT_MAX) {
		add_letter(utf8_next(&at, end), up, expr_locale(), out);
	}
}

struct value call_letter_case(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	struct buf b = { 0 };
	if (!expr_want(x, 0, VALUE_STRING, scene, &v)) {
		return v;
	}
	expr_letter_case(v.string, x->op == 'u', &b);
	if (expr_text_fits(&b, scene, &v)) {
		v = value_copy_text(&b, scene->arena);
	}
	buf_finish(&b);
	return v;
}

struct value call_split(const struct expr *x, const struct expr_scene *scene)
{
	struct value text;
	struct value mark;
	if (!expr_want(x, 0, VALUE_STRING, scene, &text) || !expr_want(x, 1, VALUE_STRING, scene, &mark)) {
		return text.type == VALUE_STRING ? mark : text;
	}
	if (text.string.len > SPLIT_MAX) {
		return expr_fail(scene, "The text is longer than %d bytes.", SPLIT_MAX);
	}
	struct value *items = ARENA_ARRAY(scene->arena, struct value, text.string.len + 2);
	size_t len = 0;
	const char *at = text.string.bytes;
	const char *end = at + text.string.len;
	while (mark.string.len == 0 && at < end) {
		const char *from = at;
		(void)utf8_next(&at, end);
		items[len++] = value_string(from, (size_t)(at - from));
	}
	while (mark.string.len > 0) {
		const char *found = memmem(at, (size_t)(end - at), mark.string.bytes, mark.string.len);
		items[len++] = value_string(at, (size_t)((found ? found : end) - at));
		if (!found) {
			break;
		}
		at = found + mark.string.len;
	}
	return value_list(VALUE_ARRAY, items, len);
}

struct value call_join(const struct expr *x, const struct expr_scene *scene)
{
	struct value list;
	struct value mark;
	struct buf b = { 0 };
	if (!expr_want(x, 0, VALUE_ARRAY, scene, &list)) {
		return list;
	}
	if (!expr_want(x, 1, VALUE_STRING, scene, &mark)) {
		return mark;
	}
	struct value v = value_null();
	for (size_t i = 0; i < list.len && v.type != VALUE_ERROR; i++) {
		buf_add(&b, mark.string.bytes, i ? mark.string.len : 0);
		value_add_text(&list.items[i], &b);
		(void)expr_text_fits(&b, scene, &v);
	}
	v = v.type == VALUE_ERROR ? v : value_copy_text(&b, scene->arena);
	buf_finish(&b);
	return v;
}

struct value call_typeof(const struct expr *x, const struct expr_scene *scene)
{
	struct value v = expr_run(x->args[0], scene);
	if (v.type == VALUE_ERROR) {
		return v;
	}
	const char *name = expr_type_name(expr_type_of(&v, scene->arena), scene->arena);
	return value_string(name, strlen(name));
}

struct value call_error(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	if (expr_want(x, 0, VALUE_STRING, scene, &v)) {
		v = expr_fail(scene, "%.*s", (int)v.string.len, v.string.bytes);
	}
	return v;
}

/* resolved-locale: there is one order for all languages. */
struct value call_locale(const struct expr *x, const struct expr_scene *scene)
{
	struct value v;
	return expr_want(x, 0, VALUE_COLLATOR, scene, &v) ? value_string("und", 3) : v;
}

/* is-supported-script: HarfBuzz shapes whatever the fonts have. */
struct value call_true(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	(void)scene;
	return value_bool(true);
}
