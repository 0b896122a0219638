/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/style/style.h"

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

/* ---- properties, with the types that the specification gives them ---- */

static const char *const caps[] = { "butt", "round", "square", NULL };
static const char *const joins[] = { "bevel", "round", "miter", NULL };
static const char *const placements[] = { "point", "line", "line-center", NULL };
static const char *const transforms[] = { "none", "uppercase", "lowercase", NULL };
static const char *const alignments[] = { "auto", "map", "viewport", NULL };
static const char *const justified[] = { "auto", "left", "center", "right", NULL };
static const char *const anchors[] = { "center", "left", "right", "top", "bottom", "top-left", "top-right",
	"bottom-left", "bottom-right", NULL };

/* FEATURE: may depend on the feature. SMOOTH: may be interpolated, otherwise it goes by steps. */
enum { FEATURE = 1, SMOOTH = 2, TOKENS = 4 };
#define TYPED(kind, flags, otherwise)                                                                                  \
	.type = (kind), .zoom = true, .feature = ((flags)&FEATURE) != 0, .interpolated = ((flags)&SMOOTH) != 0,        \
	.tokens = ((flags)&TOKENS) != 0, .fallback = (otherwise)
#define COLOR(flags, otherwise)                                                                                        \
	{                                                                                                              \
		TYPED(VALUE_COLOR, (flags) | SMOOTH, otherwise)                                                        \
	}
#define NUMBER(flags, otherwise)                                                                                       \
	{                                                                                                              \
		TYPED(VALUE_NUMBER, flags, otherwise)                                                                  \
	}
#define WORD(flags, words, otherwise)                                                                                  \
	{                                                                                                              \
		TYPED(VALUE_STRING, flags, otherwise), .values = (words)                                               \
	}
#define FLAG(flags, otherwise)                                                                                         \
	{                                                                                                              \
		TYPED(VALUE_BOOL, flags, otherwise)                                                                    \
	}
#define LIST(flags, kind, count, otherwise)                                                                            \
	{                                                                                                              \
		TYPED(VALUE_ARRAY, flags, otherwise), .item = (kind), .length = (count)                                \
	}

static const struct row {
	enum style_type layer;
	const char *part, *name;
	enum style_property property;
	struct expr_spec spec;
} properties[] = {
	{ STYLE_BACKGROUND, "paint", "background-color", STYLE_COLOR, COLOR(0, "\"#000000\"") },
	{ STYLE_BACKGROUND, "paint", "background-opacity", STYLE_OPACITY, NUMBER(SMOOTH, "1") },
	{ STYLE_FILL, "paint", "fill-color", STYLE_COLOR, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_FILL, "paint", "fill-opacity", STYLE_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_FILL, "paint", "fill-outline-color", STYLE_OUTLINE, COLOR(FEATURE, NULL) },
	{ STYLE_LINE, "paint", "line-color", STYLE_COLOR, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_LINE, "paint", "line-opacity", STYLE_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_LINE, "paint", "line-width", STYLE_WIDTH, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_LINE, "paint", "line-gap-width", STYLE_GAP, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_LINE, "paint", "line-offset", STYLE_LINE_OFFSET, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_LINE, "paint", "line-dasharray", STYLE_DASHES, LIST(FEATURE, VALUE_NUMBER, 0, NULL) },
	{ STYLE_LINE, "layout", "line-cap", STYLE_CAP, WORD(FEATURE, caps, "\"butt\"") },
	{ STYLE_LINE, "layout", "line-join", STYLE_JOIN, WORD(FEATURE, joins, "\"miter\"") },
	{ STYLE_CIRCLE, "paint", "circle-color", STYLE_COLOR, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_CIRCLE, "paint", "circle-opacity", STYLE_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_CIRCLE, "paint", "circle-radius", STYLE_RADIUS, NUMBER(FEATURE | SMOOTH, "5") },
	{ STYLE_CIRCLE, "paint", "circle-stroke-color", STYLE_OUTLINE, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_CIRCLE, "paint", "circle-stroke-width", STYLE_WIDTH, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_CIRCLE, "paint", "circle-stroke-opacity", STYLE_STROKE_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_SYMBOL, "paint", "text-color", STYLE_COLOR, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_SYMBOL, "paint", "text-opacity", STYLE_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_SYMBOL, "paint", "text-halo-color", STYLE_OUTLINE, COLOR(FEATURE, "\"rgba(0, 0, 0, 0)\"") },
	{ STYLE_SYMBOL, "paint", "text-halo-width", STYLE_WIDTH, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_SYMBOL, "layout", "text-field", STYLE_TEXT, { TYPED(VALUE_FORMATTED, FEATURE | TOKENS, "\"\"") } },
	{ STYLE_SYMBOL, "layout", "text-size", STYLE_SIZE, NUMBER(FEATURE | SMOOTH, "16") },
	{ STYLE_SYMBOL, "layout", "text-font", STYLE_FONT, LIST(FEATURE, VALUE_STRING, 0, "[]") },
	{ STYLE_SYMBOL, "layout", "text-max-width", STYLE_MAX_WIDTH, NUMBER(FEATURE | SMOOTH, "10") },
	{ STYLE_SYMBOL, "layout", "text-transform", STYLE_TRANSFORM, WORD(FEATURE, transforms, "\"none\"") },
	{ STYLE_SYMBOL, "layout", "text-letter-spacing", STYLE_LETTER_SPACING, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_SYMBOL, "layout", "text-padding", STYLE_PADDING, NUMBER(SMOOTH, "2") },
	{ STYLE_SYMBOL, "layout", "text-anchor", STYLE_ANCHOR, WORD(FEATURE, anchors, "\"center\"") },
	{ STYLE_SYMBOL, "layout", "text-offset", STYLE_OFFSET, LIST(FEATURE | SMOOTH, VALUE_NUMBER, 2, "[0, 0]") },
	{ STYLE_SYMBOL, "layout", "text-justify", STYLE_JUSTIFY, WORD(FEATURE, justified, "\"center\"") },
	{ STYLE_SYMBOL, "layout", "text-line-height", STYLE_LINE_HEIGHT, NUMBER(SMOOTH, "1.2") },
	{ STYLE_SYMBOL, "layout", "text-max-angle", STYLE_MAX_ANGLE, NUMBER(SMOOTH, "45") },
	{ STYLE_SYMBOL, "layout", "text-keep-upright", STYLE_KEEP_UPRIGHT, FLAG(0, "true") },
	{ STYLE_SYMBOL, "layout", "text-rotate", STYLE_ROTATE, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_SYMBOL, "layout", "text-rotation-alignment", STYLE_ALIGNMENT, WORD(0, alignments, "\"auto\"") },
	{ STYLE_SYMBOL, "layout", "text-allow-overlap", STYLE_ALLOW_OVERLAP, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "text-ignore-placement", STYLE_IGNORE_PLACEMENT, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "text-optional", STYLE_OPTIONAL, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "icon-image", STYLE_ICON, { TYPED(VALUE_IMAGE, FEATURE | TOKENS, NULL) } },
	{ STYLE_SYMBOL, "layout", "icon-size", STYLE_ICON_SIZE, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_SYMBOL, "layout", "icon-anchor", STYLE_ICON_ANCHOR, WORD(FEATURE, anchors, "\"center\"") },
	{ STYLE_SYMBOL, "layout", "icon-offset", STYLE_ICON_OFFSET, LIST(FEATURE | SMOOTH, VALUE_NUMBER, 2, "[0, 0]") },
	{ STYLE_SYMBOL, "layout", "icon-padding", STYLE_ICON_PADDING,
			{ TYPED(VALUE_PADDING, FEATURE | SMOOTH, "[2]") } },
	{ STYLE_SYMBOL, "layout", "icon-allow-overlap", STYLE_ICON_ALLOW_OVERLAP, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "icon-ignore-placement", STYLE_ICON_IGNORE_PLACEMENT, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "icon-optional", STYLE_ICON_OPTIONAL, FLAG(0, "false") },
	{ STYLE_SYMBOL, "paint", "icon-color", STYLE_ICON_COLOR, COLOR(FEATURE, "\"#000000\"") },
	{ STYLE_SYMBOL, "paint", "icon-opacity", STYLE_ICON_OPACITY, NUMBER(FEATURE | SMOOTH, "1") },
	{ STYLE_SYMBOL, "paint", "icon-halo-color", STYLE_ICON_HALO, COLOR(FEATURE, "\"rgba(0, 0, 0, 0)\"") },
	{ STYLE_SYMBOL, "paint", "icon-halo-width", STYLE_ICON_HALO_WIDTH, NUMBER(FEATURE | SMOOTH, "0") },
	{ STYLE_SYMBOL, "layout", "symbol-avoid-edges", STYLE_AVOID_EDGES, FLAG(0, "false") },
	{ STYLE_SYMBOL, "layout", "symbol-placement", STYLE_PLACEMENT, WORD(0, placements, "\"point\"") },
	{ STYLE_SYMBOL, "layout", "symbol-spacing", STYLE_SPACING, NUMBER(SMOOTH, "250") },
	{ STYLE_SYMBOL, "layout", "symbol-sort-key", STYLE_SORT_KEY, NUMBER(FEATURE, NULL) },
};

struct parser {
	struct arena *arena;
	style_warning warn;
	void *ctx;
	struct style *out;
	const json_t *sources;
	size_t index; /* of the layer */
};

static void warn_path(struct parser *p, const char *path, const char *why)
{
	p->out->warnings++;
	if (p->warn) {
		p->warn(p->ctx, path, why);
	}
}

static void warn(struct parser *p, const char *part, const char *key, const char *why)
{
	char path[160];
	(void)snprintf(path, sizeof path, "layers[%zu].%s%s%s", p->index, part, key[0] ? "." : "", key);
	warn_path(p, path, why);
}

static const struct row *find_row(enum style_type layer, const char *part, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
		const struct row *r = &properties[i];
		if (r->layer == layer && str_equal(r->part, part) && str_equal(r->name, name)) {
			return r;
		}
	}
	return NULL;
}

static bool knows_word(const struct expr_spec *spec, const json_t *value)
{
	const char *word = json_string_value(value);
	const char *const *known = spec->values;
	while (known && word && *known && !str_equal(*known, word)) {
		known++;
	}
	return !known || !word || *known;
}

static void read_property(struct parser *p, struct style_layer *l, const struct row *r, const json_t *value)
{
	struct expr_errors errors;
	if (!knows_word(&r->spec, value)) {
		warn(p, r->part, r->name, "not one of the values that the specification has");
		return;
	}
	/* A list of names or numbers is a constant unless it begins like an expression. */
	bool listed = r->spec.type == VALUE_ARRAY || r->spec.type == VALUE_PADDING;
	bool list = listed && json_is_array(value) && !expr_is_expression(value);
	json_t *constant = list ? json_pack("[s, O]", "literal", value) : NULL;
	const struct expr *x = expr_compile(constant ? constant : value, &r->spec, p->arena, &errors);
	json_decref(constant);
	if (x) {
		l->properties[r->property] = x;
		return;
	}
	char name[80];
	(void)snprintf(name, sizeof name, "%s%s", r->name, errors.at[0].key);
	warn(p, r->part, name, errors.at[0].message);
}

static void read_properties(struct parser *p, struct style_layer *l, const json_t *object, const char *part)
{
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)object, key, value)
	{
		const struct row *r = find_row(l->type, part, key);
		if (r) {
			read_property(p, l, r, value);
		} else if (!str_equal(key, "visibility") || !str_equal(part, "layout")) {
			warn(p, part, key, "not supported");
		} else if (!json_is_string(value)) {
			warn(p, part, key, "only \"visible\" and \"none\" are supported");
		} else if (str_equal(json_string_value(value), "none")) {
			l->min_zoom = 99;
		}
	}
}

static const char *copy(struct parser *p, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? arena_strdup(p->arena, text) : NULL;
}

/* What the specification has, whatever becomes of it; the rest is named. */
static bool is_known(const char *key, const char *const *known)
{
	while (*known && !str_equal(*known, key)) {
		known++;
	}
	return *known != NULL;
}

static void warn_of_unknown_keys(struct parser *p, const json_t *layer)
{
	static const char *const known[] = { "id", "type", "source", "source-layer", "minzoom", "maxzoom", "filter",
		"layout", "paint", "metadata", NULL };
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)layer, key, value)
	{
		if (!is_known(key, known)) {
			warn(p, key, "", "not supported");
		}
	}
}

/* False: the layer's source is none that can be drawn. */
static bool check_source(struct parser *p, const json_t *layer)
{
	const char *name = json_string_value(json_object_get(layer, "source"));
	if (!name) {
		warn(p, "source", "", "a layer needs a source, by name");
		return false;
	}
	const json_t *source = json_object_get(p->sources, name);
	const char *type = json_string_value(json_object_get(source, "type"));
	if (!source) {
		warn(p, "source", "", "not one of the style's sources");
	} else if (!type || !str_equal(type, "vector")) {
		warn(p, "source", "", "only vector sources are supported");
		return false;
	}
	return true;
}

static bool read_layer(struct parser *p, const json_t *json)
{
	struct style_layer l = { .id = copy(p, json, "id"), .source = STYLE_SOURCE, .max_zoom = 99 };
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
	warn_of_unknown_keys(p, json);
	if (l.type == STYLE_BACKGROUND) {
		l.source = NULL;
	} else if (!check_source(p, json)) {
		return false;
	}
	l.source_layer = copy(p, json, "source-layer");
	const json_t *min = json_object_get(json, "minzoom");
	const json_t *max = json_object_get(json, "maxzoom");
	l.min_zoom = min ? json_number_value(min) : 0;
	l.max_zoom = max ? json_number_value(max) : 99;
	struct err why = { 0 };
	const json_t *filter = json_object_get(json, "filter");
	if (filter && !expr_filter_is_legacy(filter) && expr_filter_is_mixed(filter)) {
		warn(p, "filter", "", "a legacy filter within an expression is read as an expression");
	}
	l.filter = expr_compile_filter(filter, p->arena, &why);
	if (!l.filter) {
		warn(p, "filter", "", why.message);
		return false;
	}
	read_properties(p, &l, json_object_get(json, "layout"), "layout");
	read_properties(p, &l, json_object_get(json, "paint"), "paint");
	p->out->layers[p->out->layers_len++] = l;
	return true;
}

static void warn_of_abbreviation(void *ctx, size_t row, const char *why)
{
	char path[160];
	(void)snprintf(path, sizeof path, "metadata." ABBREVIATIONS_KEY "[%zu]", row);
	warn_path(ctx, path, why);
}

static void read_root(struct parser *p, const json_t *style)
{
	/* Where to look first, fonts and icons are the kiosk's own affair. */
	static const char *const known[] = { "version", "name", "metadata", "center", "zoom", "bearing", "pitch",
		"sources", "layers", "sprite", "glyphs", "id", "owner", "created", "modified", NULL };
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)style, key, value)
	{
		char path[160];
		(void)snprintf(path, sizeof path, "%s", key);
		if (!is_known(key, known)) {
			warn_path(p, path[0] ? path : "\"\"", "not supported");
		}
	}
	if (json_number_value(json_object_get(style, "version")) != 8) {
		warn_path(p, "version", "only version 8 of the specification is known");
	}
	p->sources = json_object_get(style, "sources");
	const json_t *metadata = json_object_get(style, "metadata");
	p->out->abbreviations = abbreviations_read(json_object_get(metadata, ABBREVIATIONS_KEY), p->arena,
			warn_of_abbreviation, p);
}

bool style_parse(struct style *out, const char *name, const char *json, size_t len, struct arena *arena,
		style_warning warning, void *ctx, struct err *e)
{
	json_error_t why;
	json_t *all = len <= STYLE_BYTES_MAX
				      ? json_loadb(json, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &why)
				      : NULL;
	if (!all) {
		return fail_kind(e, ERR_FORMAT, "%s is not a map style: %s", name,
				len > STYLE_BYTES_MAX ? "too large" : why.text);
	}
	*out = (struct style){ 0 };
	struct parser p = { .arena = arena, .warn = warning, .ctx = ctx, .out = out };
	const json_t *layers = json_object_get(all, "layers");
	read_root(&p, all);
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

static bool names_bold(struct mvt_slice name)
{
	return memmem(name.bytes, name.len, "Bold", 4) != NULL;
}

bool style_is_bold(const struct style_layer *l, const struct expr_scene *scene)
{
	struct value fonts = { .type = VALUE_NULL };
	if (l->properties[STYLE_FONT]) {
		fonts = expr_eval(l->properties[STYLE_FONT], scene);
	}
	for (size_t i = 0; fonts.type == VALUE_ARRAY && i < fonts.len; i++) {
		if (fonts.items[i].type == VALUE_STRING && names_bold(fonts.items[i].string)) {
			return true;
		}
	}
	return false;
}
