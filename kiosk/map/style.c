/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/style.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const char *const type_names[STYLE_TYPES] = {
	[STYLE_BACKGROUND] = "background",
	[STYLE_FILL] = "fill",
	[STYLE_LINE] = "line",
	[STYLE_SYMBOL] = "symbol",
	[STYLE_CIRCLE] = "circle",
};

static const struct {
	const char *name;
	enum style_property property;
} properties[] = {
	{ "background-color", STYLE_COLOR },
	{ "background-opacity", STYLE_OPACITY },
	{ "fill-color", STYLE_COLOR },
	{ "fill-opacity", STYLE_OPACITY },
	{ "fill-outline-color", STYLE_OUTLINE },
	{ "line-color", STYLE_COLOR },
	{ "line-opacity", STYLE_OPACITY },
	{ "line-width", STYLE_WIDTH },
	{ "line-gap-width", STYLE_GAP },
	{ "line-offset", STYLE_LINE_OFFSET },
	{ "line-cap", STYLE_CAP },
	{ "line-join", STYLE_JOIN },
	{ "circle-color", STYLE_COLOR },
	{ "circle-opacity", STYLE_OPACITY },
	{ "circle-radius", STYLE_RADIUS },
	{ "circle-stroke-color", STYLE_OUTLINE },
	{ "circle-stroke-width", STYLE_WIDTH },
	{ "text-color", STYLE_COLOR },
	{ "text-opacity", STYLE_OPACITY },
	{ "text-halo-color", STYLE_OUTLINE },
	{ "text-halo-width", STYLE_WIDTH },
	{ "text-field", STYLE_TEXT },
	{ "text-size", STYLE_SIZE },
	{ "text-font", STYLE_FONT },
	{ "text-max-width", STYLE_MAX_WIDTH },
	{ "text-transform", STYLE_TRANSFORM },
	{ "text-letter-spacing", STYLE_LETTER_SPACING },
	{ "text-padding", STYLE_PADDING },
	{ "symbol-placement", STYLE_PLACEMENT },
	{ "symbol-spacing", STYLE_SPACING },
	{ "symbol-sort-key", STYLE_SORT_KEY },
};

struct parser {
	struct arena *arena;
	style_warning warn;
	void *ctx;
	struct style *out;
	size_t index; /* of the layer */
};

static void warn(struct parser *p, const char *part, const char *key, const char *why)
{
	char path[160];
	(void)snprintf(path, sizeof path, "layers[%zu].%s%s%s", p->index, part, key[0] ? "." : "", key);
	p->out->warnings++;
	if (p->warn) {
		p->warn(p->ctx, path, why);
	}
}

static void read_dashes(struct parser *p, struct style_layer *l, const json_t *list)
{
	if (!json_is_array(list) || json_array_size(list) > STYLE_DASHES_MAX) {
		warn(p, "paint", "line-dasharray", "only a constant list of at most 8 numbers is supported");
		return;
	}
	for (size_t i = 0; i < json_array_size(list); i++) {
		l->dashes[l->dashes_len++] = (float)json_number_value(json_array_get(list, i));
	}
}

/* text-font is a list of names: what matters here is whether one is bold. */
static const struct expr *read_font(struct parser *p, const json_t *list, struct err *e)
{
	bool bold = false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		bold = bold || (name && strstr(name, "Bold"));
	}
	json_t *number = json_integer(bold);
	const struct expr *x = expr_compile(number, p->arena, e);
	json_decref(number);
	return x;
}

/* "{name}" is the older way to write ["get", "name"]. */
static const struct expr *read_text(struct parser *p, const json_t *value, struct err *e)
{
	const char *text = json_string_value(value);
	size_t len = text ? strlen(text) : 0;
	if (len > 2 && text[0] == '{' && text[len - 1] == '}') {
		json_t *get = json_pack("[s, s%]", "get", text + 1, len - 2);
		const struct expr *x = expr_compile(get, p->arena, e);
		json_decref(get);
		return x;
	}
	return expr_compile(value, p->arena, e);
}

static void read_properties(struct parser *p, struct style_layer *l, const json_t *object, const char *part)
{
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)object, key, value)
	{
		size_t at = 0;
		while (at < ARRAY_LEN(properties) && !str_equal(properties[at].name, key)) {
			at++;
		}
		if (str_equal(key, "line-dasharray")) {
			read_dashes(p, l, value);
			continue;
		}
		if (str_equal(key, "visibility")) {
			if (json_string_value(value) && str_equal(json_string_value(value), "none")) {
				l->min_zoom = 99;
			}
			continue;
		}
		struct err why = { 0 };
		if (at == ARRAY_LEN(properties)) {
			warn(p, part, key, "not supported");
			continue;
		}
		enum style_property property = properties[at].property;
		l->properties[property] = property == STYLE_FONT   ? read_font(p, value, &why)
					  : property == STYLE_TEXT ? read_text(p, value, &why)
								   : expr_compile(value, p->arena, &why);
		if (!l->properties[property]) {
			warn(p, part, key, why.message);
		}
	}
}

static const char *copy(struct parser *p, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? arena_strdup(p->arena, text) : NULL;
}

static bool read_layer(struct parser *p, const json_t *json)
{
	struct style_layer l = { .id = copy(p, json, "id"), .source = copy(p, json, "source"), .max_zoom = 99 };
	const char *type = json_string_value(json_object_get(json, "type"));
	size_t t = 0;
	while (t < STYLE_TYPES && (!type || !str_equal(type_names[t], type))) {
		t++;
	}
	if (t == STYLE_TYPES || !l.id) {
		warn(p, "type", "", "a layer needs an id and one of the types background, fill, line, symbol, circle");
		return false;
	}
	l.type = (enum style_type)t;
	l.source_layer = copy(p, json, "source-layer");
	const json_t *min = json_object_get(json, "minzoom");
	const json_t *max = json_object_get(json, "maxzoom");
	l.min_zoom = min ? json_number_value(min) : 0;
	l.max_zoom = max ? json_number_value(max) : 99;
	struct err why = { 0 };
	l.filter = expr_compile_filter(json_object_get(json, "filter"), p->arena, &why);
	if (!l.filter) {
		warn(p, "filter", "", why.message);
		return false;
	}
	read_properties(p, &l, json_object_get(json, "layout"), "layout");
	read_properties(p, &l, json_object_get(json, "paint"), "paint");
	p->out->layers[p->out->layers_len++] = l;
	return true;
}

bool style_parse(struct style *out, const char *name, const char *json, size_t len, struct arena *arena,
		style_warning warning, void *ctx, struct err *e)
{
	json_error_t why;
	json_t *all = len <= STYLE_BYTES_MAX ? json_loadb(json, len, JSON_REJECT_DUPLICATES, &why) : NULL;
	if (!all) {
		return fail_kind(e, ERR_FORMAT, "%s is not a map style: %s", name,
				len > STYLE_BYTES_MAX ? "too large" : why.text);
	}
	*out = (struct style){ 0 };
	struct parser p = { .arena = arena, .warn = warning, .ctx = ctx, .out = out };
	const json_t *layers = json_object_get(all, "layers");
	bool ok = json_is_array(layers) && json_array_size(layers) <= STYLE_LAYERS_MAX;
	for (p.index = 0; ok && p.index < json_array_size(layers); p.index++) {
		(void)read_layer(&p, json_array_get(layers, p.index));
	}
	json_decref(all);
	return ok ? true : fail_kind(e, ERR_FORMAT, "%s has no layers, or more than %d", name, STYLE_LAYERS_MAX);
}

bool style_layer_shown(const struct style_layer *l, double zoom)
{
	return zoom >= l->min_zoom && zoom < l->max_zoom;
}
