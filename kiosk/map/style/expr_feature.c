/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a feature has, and legacy filters on it (expr_calls.h). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "map/style/expr_calls.h"

enum { KEY_MAX = 256 };

/* The feature's property; false: it has none of that name. */
static bool find_property(const struct expr_scene *scene, struct mvt_slice key, struct value *out)
{
	if (scene->properties) {
		const struct value *found = value_find(scene->properties, key);
		*out = found ? *found : value_null();
		return found != NULL;
	}
	char name[KEY_MAX];
	*out = value_null();
	if (!scene->feature) {
		return false;
	}
	/* The visitor's language stands in for {lang} in name:{lang}. */
	const char *mark = scene->lang ? memmem(key.bytes, key.len, "{lang}", 6) : NULL;
	if (mark && key.len + strlen(scene->lang) < sizeof name) {
		size_t before = (size_t)(mark - key.bytes);
		key.len = (size_t)snprintf(name, sizeof name, "%.*s%s%.*s", (int)before, key.bytes, scene->lang,
				(int)(key.len - before - 6), mark + 6);
		key.bytes = name;
	}
	struct mvt_value v = mvt_get_slice(scene->layer, scene->feature, key);
	*out = value_from_mvt(v);
	return v.type != MVT_NULL;
}

struct value call_get(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	struct value v;
	if (!expr_want(x, 0, VALUE_STRING, scene, &key)) {
		return key;
	}
	(void)find_property(scene, key.string, &v);
	return v;
}

struct value call_has(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	struct value v;
	if (!expr_want(x, 0, VALUE_STRING, scene, &key)) {
		return key;
	}
	return value_bool(find_property(scene, key.string, &v));
}

static const struct value *find_in(const struct expr *x, const struct expr_scene *scene, struct value *key,
		struct value *object)
{
	*object = value_null();
	return expr_want(x, 0, VALUE_STRING, scene, key) && expr_want(x, 1, VALUE_OBJECT, scene, object)
			       ? value_find(object, key->string)
			       : NULL;
}

/* Of find_in: the error of either argument. */
static const struct value *failure(const struct value *key, const struct value *object)
{
	return key->type == VALUE_ERROR ? key : object->type == VALUE_ERROR ? object : NULL;
}

struct value call_get_in(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	struct value object;
	const struct value *found = find_in(x, scene, &key, &object);
	const struct value *wrong = failure(&key, &object);
	return wrong ? *wrong : found ? *found : value_null();
}

struct value call_has_in(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	struct value object;
	const struct value *found = find_in(x, scene, &key, &object);
	const struct value *wrong = failure(&key, &object);
	return wrong ? *wrong : value_bool(found != NULL);
}

struct value call_state(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	if (!expr_want(x, 0, VALUE_STRING, scene, &key)) {
		return key;
	}
	const struct value *found = value_find(scene->state, key.string);
	return found ? *found : value_null();
}

struct value call_properties(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	struct value v = { .type = VALUE_OBJECT };
	if (scene->properties) {
		return *scene->properties;
	}
	size_t most = scene->feature ? scene->feature->tags_len / 2 + 1 : 0;
	struct value_member *members = ARENA_ARRAY(scene->arena, struct value_member, most + 1);
	struct mvt_slice key;
	struct mvt_value value;
	size_t at = 0;
	while (scene->feature && v.len < most && mvt_next(scene->layer, scene->feature, &at, &key, &value)) {
		members[v.len++] = (struct value_member){ key, value_from_mvt(value) };
	}
	v.members = members;
	return v;
}

struct value call_geometry(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	static const char *const names[] = { "Unknown", "Point", "LineString", "Polygon" };
	if (!scene->feature) {
		return scene->geometry ? *scene->geometry : value_null();
	}
	const char *name = names[scene->feature->type];
	return value_string(name, strlen(name));
}

struct value call_id(const struct expr *x, const struct expr_scene *scene)
{
	(void)x;
	if (scene->feature && scene->feature->has_id) {
		return value_number((double)scene->feature->id);
	}
	return scene->id ? *scene->id : value_null();
}

struct value call_global(const struct expr *x, const struct expr_scene *scene)
{
	static const char *const names[] = { "heatmapDensity", "elevation", "lineProgress", "accumulated" };
	const char *name = names[x->op == 'h' ? 0 : x->op == 'e' ? 1 : x->op == 'l' ? 2 : 3];
	const struct value *found = value_find(scene->globals, (struct mvt_slice){ name, strlen(name) });
	if (x->op == 'a') {
		return found ? *found : value_null();
	}
	return value_number(found && found->type == VALUE_NUMBER ? found->number : 0);
}

/* ---- legacy filters ---- */

/* False for values of different types. */
static bool compares(int op, const struct value *a, const struct value *b)
{
	if (op == '=') {
		return value_equal(a, b);
	}
	double order;
	if (a->type == VALUE_STRING && b->type == VALUE_STRING) {
		order = value_order_text(a->string, b->string);
	} else if (a->type == b->type && (a->type == VALUE_NUMBER || a->type == VALUE_BOOL)) {
		order = a->number - b->number;
	} else if (a->type == VALUE_NULL && b->type == VALUE_NULL) {
		order = 0;
	} else {
		return false;
	}
	return op == '<' ? order < 0 : op == 'l' ? order <= 0 : op == '>' ? order > 0 : order >= 0;
}

struct value call_filter(const struct expr *x, const struct expr_scene *scene)
{
	struct value key;
	struct value found;
	if (!expr_want(x, 0, VALUE_STRING, scene, &key)) {
		return key;
	}
	struct value wanted = expr_run(x->args[1], scene);
	/* Nothing is not even equal to null. */
	return value_bool(find_property(scene, key.string, &found) && compares(x->op, &found, &wanted));
}

struct value call_filter_id(const struct expr *x, const struct expr_scene *scene)
{
	struct value id = call_id(x, scene);
	struct value wanted = expr_run(x->args[0], scene);
	return value_bool(compares(x->op, &id, &wanted));
}

struct value call_filter_type(const struct expr *x, const struct expr_scene *scene)
{
	struct value type = call_geometry(x, scene);
	struct value wanted = expr_run(x->args[0], scene);
	return value_bool(value_equal(&type, &wanted));
}

struct value call_filter_in(const struct expr *x, const struct expr_scene *scene)
{
	struct value list = expr_run(x->args[x->len - 1], scene);
	struct value v = x->op == 'i' ? call_id(x, scene) : x->op == 't' ? call_geometry(x, scene) : value_null();
	if (x->op == 'p') {
		struct value key = expr_run(x->args[0], scene);
		if (key.type != VALUE_STRING || !find_property(scene, key.string, &v)) {
			return value_bool(false);
		}
	}
	for (size_t i = 0; list.type == VALUE_ARRAY && i < list.len; i++) {
		if (value_equal(&v, &list.items[i])) {
			return value_bool(true);
		}
	}
	return value_bool(false);
}

struct value call_filter_has_id(const struct expr *x, const struct expr_scene *scene)
{
	struct value id = call_id(x, scene);
	return value_bool(id.type != VALUE_NULL);
}
