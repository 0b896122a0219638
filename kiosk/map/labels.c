/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "map/camera.h"

enum { BOXES_MAX = 4096, NAMES_MAX = 256, LINE_POINTS_MAX = 4096 };

struct box {
	float x0, y0, x1, y1;
};

/* A name that was drawn, so that the same one does not come again nearby. */
struct drawn {
	uint64_t hash;
	float x, y;
};

struct placer {
	struct lettering *letters;
	const struct labels_job *job;
	struct arena *scratch;
	struct labels *out;
	struct box *boxes;
	size_t boxes_len;
	struct drawn *drawn;
	size_t drawn_len;
	const struct style_layer *layer;
	struct expr_scene scene;
};

/* ---- words ---- */

bool labels_abbreviate(const char *name, char *out, size_t size)
{
	static const struct {
		const char *word, *short_form;
	} words[] = {
		{ "boulevard ", "bd " },
		{ "avenue ", "av. " },
		{ "chemin ", "ch. " },
		{ "route ", "rte " },
		{ "place ", "pl. " },
		{ "impasse ", "imp. " },
		{ "allée ", "all. " },
		{ "faubourg ", "fg " },
		{ "square ", "sq. " },
		{ "passage ", "pass. " },
		{ "quai ", "q. " },
		{ "saint-", "St-" },
		{ "sainte-", "Ste-" },
	};
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		size_t len = strlen(words[i].word);
		if (strncasecmp(name, words[i].word, len) == 0 &&
				strlen(words[i].short_form) + strlen(name + len) < size) {
			size_t at = str_copy(out, size, words[i].short_form);
			(void)str_copy(out + at, size - at, name + len);
			return true;
		}
	}
	return false;
}

static uint64_t hash_text(const char *text)
{
	uint64_t hash = 0xCBF29CE484222325ULL;
	for (; *text; text++) {
		hash = (hash ^ (unsigned char)*text) * 0x100000001B3ULL;
	}
	return hash;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool text_of(struct placer *p, char out[LABEL_TEXT_BYTES])
{
	struct mvt_slice text = expr_text(p->layer->properties[STYLE_TEXT], &p->scene);
	/* "{name:latin}\n{name:nonlatin}" leaves an empty line where there is but one. */
	while (text.len > 0 && is_blank(text.bytes[text.len - 1])) {
		text.len--;
	}
	while (text.len > 0 && is_blank(text.bytes[0])) {
		text.bytes++;
		text.len--;
	}
	if (text.len == 0 || text.len >= LABEL_TEXT_BYTES || !utf8_valid(text.bytes, text.len)) {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		out[i] = (char)(is_blank(text.bytes[i]) ? ' ' : text.bytes[i]); /* names stand on one line */
	}
	out[text.len] = '\0';
	return true;
}

/* ---- room ---- */

static bool overlaps(struct box a, struct box b)
{
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static bool is_free(const struct placer *p, const struct box *boxes, size_t count)
{
	struct rect r = p->job->rect;
	for (size_t i = 0; i < count; i++) {
		struct box b = boxes[i];
		if (b.x0 < (float)r.x || b.y0 < (float)r.y || b.x1 > (float)(r.x + r.w) || b.y1 > (float)(r.y + r.h)) {
			return false;
		}
		for (size_t k = 0; k < p->boxes_len; k++) {
			if (overlaps(b, p->boxes[k])) {
				return false;
			}
		}
	}
	return p->boxes_len + count <= BOXES_MAX;
}

static void take(struct placer *p, const struct box *boxes, size_t count)
{
	memcpy(p->boxes + p->boxes_len, boxes, count * sizeof *boxes);
	p->boxes_len += count;
}

static bool was_drawn(const struct placer *p, uint64_t hash, float x, float y, float apart)
{
	for (size_t i = 0; i < p->drawn_len; i++) {
		if (p->drawn[i].hash == hash && hypotf(p->drawn[i].x - x, p->drawn[i].y - y) < apart) {
			return true;
		}
	}
	return false;
}

static void remember(struct placer *p, uint64_t hash, float x, float y)
{
	if (p->drawn_len < NAMES_MAX) {
		p->drawn[p->drawn_len++] = (struct drawn){ hash, x, y };
	}
}

/* ---- drawing ---- */

static float number_of(struct placer *p, enum style_property property, double fallback)
{
	return (float)expr_number(p->layer->properties[property], &p->scene, fallback);
}

static bool draw(struct placer *p, const struct glyph_run *run, const struct glyph_place *places)
{
	static const struct color black = { 0, 0, 0, 255 };
	static const struct color none = { 0, 0, 0, 0 };
	struct lettering_look look = { .text = expr_color(p->layer->properties[STYLE_COLOR], &p->scene, black),
		.halo = expr_color(p->layer->properties[STYLE_OUTLINE], &p->scene, none),
		.halo_px = number_of(p, STYLE_WIDTH, 0) * p->job->px_per_unit };
	if (p->out->len == LABELS_MAX || !lettering_draw(p->letters, run, places, &look, &p->out->at[p->out->len])) {
		return false;
	}
	p->out->len++;
	return true;
}

static bool shape(struct placer *p, const char *text, struct glyph_run *run)
{
	bool bold = style_is_bold(p->layer, &p->scene);
	float size = number_of(p, STYLE_SIZE, 16) * p->job->px_per_unit;
	return lettering_shape(p->letters, text, strlen(text), bold, size, run);
}

/* ---- at a point ---- */

static bool place_point(struct placer *p, const char *text, float x, float y)
{
	struct glyph_run run;
	struct glyph_place places[LETTERING_GLYPHS_MAX];
	uint64_t hash = hash_text(text);
	float pad = 3 * p->job->px_per_unit;
	if (!shape(p, text, &run) || was_drawn(p, hash, x, y, 200 * p->job->px_per_unit)) {
		return false;
	}
	float height = run.size_px;
	struct box b = { x - run.width / 2 - pad, y - height / 2 - pad, x + run.width / 2 + pad, y + height / 2 + pad };
	if (!is_free(p, &b, 1)) {
		return false;
	}
	for (size_t i = 0; i < run.len; i++) {
		places[i] = (struct glyph_place){ x - run.width / 2 + run.at[i].x, y + height * 0.36F + run.at[i].y,
			0 };
	}
	if (!draw(p, &run, places)) {
		return false;
	}
	take(p, &b, 1);
	remember(p, hash, x, y);
	return true;
}

/* ---- along a line ---- */

struct line {
	float xy[2 * LINE_POINTS_MAX]; /* device px */
	float at[LINE_POINTS_MAX];     /* length up to each point */
	size_t len;
};

static void line_add(struct line *l, float x, float y)
{
	if (l->len == LINE_POINTS_MAX) {
		return;
	}
	float length = 0;
	if (l->len > 0) {
		float step = hypotf(x - l->xy[2 * l->len - 2], y - l->xy[2 * l->len - 1]);
		if (step < 0.5F) {
			return;
		}
		length = l->at[l->len - 1] + step;
	}
	l->xy[2 * l->len] = x;
	l->xy[2 * l->len + 1] = y;
	l->at[l->len++] = length;
}

static float line_length(const struct line *l)
{
	return l->len > 1 ? l->at[l->len - 1] : 0;
}

/* Point and direction at a distance; *hint walks along so that a whole label costs one pass. */
static void line_at(const struct line *l, float distance, size_t *hint, float *x, float *y, float *angle)
{
	size_t i = *hint;
	while (i + 2 < l->len && l->at[i + 1] < distance) {
		i++;
	}
	while (i > 0 && l->at[i] > distance) {
		i--;
	}
	*hint = i;
	const float *a = l->xy + 2 * i;
	const float *b = a + 2;
	float t = (distance - l->at[i]) / (l->at[i + 1] - l->at[i]);
	*x = a[0] + (b[0] - a[0]) * t;
	*y = a[1] + (b[1] - a[1]) * t;
	*angle = atan2f(b[1] - a[1], b[0] - a[0]);
}

static float turn_between(float a, float b)
{
	float d = fabsf(a - b);
	return d > (float)M_PI ? 2 * (float)M_PI - d : d;
}

/* Glyphs from `start` on; false where the line bends too sharply to be read. */
static bool follow(const struct line *l, const struct glyph_run *run, float start, struct glyph_place *places)
{
	const float bend_max = 0.55F; /* radians from one glyph to the next */
	size_t hint = 0;
	float x;
	float y;
	float first;
	float last;
	line_at(l, start, &hint, &x, &y, &first);
	float end_x;
	float end_y;
	line_at(l, start + run->width, &hint, &end_x, &end_y, &last);
	bool backwards = end_x < x; /* read from left to right, whichever way the road was drawn */
	float previous = 0;
	for (size_t i = 0; i < run->len; i++) {
		/* The middle of the glyph sits on the line: that looks smooth on curves. */
		float middle = run->at[i].x + run->at[i].advance / 2;
		float distance = backwards ? start + run->width - middle : start + middle;
		float angle;
		line_at(l, distance, &hint, &x, &y, &angle);
		angle += backwards ? (float)M_PI : 0;
		if (i > 0 && turn_between(angle, previous) > bend_max) {
			return false;
		}
		previous = angle;
		float half = run->at[i].advance / 2;
		float down = run->size_px * 0.34F;
		places[i] = (struct glyph_place){ x - cosf(angle) * half - sinf(angle) * (down + run->at[i].y),
			y - sinf(angle) * half + cosf(angle) * (down + run->at[i].y), angle };
	}
	return true;
}

static bool try_at(struct placer *p, const struct line *l, const struct glyph_run *run, float start, uint64_t hash,
		float apart)
{
	struct glyph_place places[LETTERING_GLYPHS_MAX];
	struct box boxes[LETTERING_GLYPHS_MAX];
	size_t hint = 0;
	float x;
	float y;
	float angle;
	if (start < 0 || start + run->width > line_length(l) || !follow(l, run, start, places)) {
		return false;
	}
	line_at(l, start + run->width / 2, &hint, &x, &y, &angle);
	float half = run->size_px * 0.55F;
	for (size_t i = 0; i < run->len; i++) {
		float cx = places[i].x + sinf(places[i].angle) * half * 0.6F +
			   cosf(places[i].angle) * run->at[i].advance / 2;
		float cy = places[i].y - cosf(places[i].angle) * half * 0.6F +
			   sinf(places[i].angle) * run->at[i].advance / 2;
		boxes[i] = (struct box){ cx - half, cy - half, cx + half, cy + half };
	}
	if (was_drawn(p, hash, x, y, apart) || !is_free(p, boxes, run->len) || !draw(p, run, places)) {
		return false;
	}
	take(p, boxes, run->len);
	remember(p, hash, x, y);
	return true;
}

/* The middle first, then further out: the same places whatever part of the line is on the screen. */
static bool place_line(struct placer *p, const struct line *l, const char *text)
{
	static const float shares[] = { 0.5F, 0.35F, 0.65F, 0.2F, 0.8F, 0.1F, 0.9F };
	struct glyph_run run;
	char shorter[LABEL_TEXT_BYTES];
	uint64_t hash = hash_text(text);
	float apart = number_of(p, STYLE_SPACING, 250) * p->job->px_per_unit;
	bool placed = false;
	for (int attempt = 0; attempt < 2 && !placed; attempt++) {
		const char *words = attempt == 0 ? text : shorter;
		if (attempt == 1 && !labels_abbreviate(text, shorter, sizeof shorter)) {
			break;
		}
		if (!shape(p, words, &run) || run.width > line_length(l)) {
			continue;
		}
		for (size_t i = 0; i < ARRAY_LEN(shares); i++) {
			placed = try_at(p, l, &run, line_length(l) * shares[i] - run.width / 2, hash, apart) || placed;
		}
	}
	return placed;
}

/* ---- features ---- */

struct spot {
	struct tile_place place; /* unit of the data tile -> device px */
};

static struct spot spot_of(const struct placer *p, const struct tile_data *data, uint32_t extent)
{
	double side = 512 * exp2(p->job->camera.zoom - data->id.z); /* px of the data tile on the screen */
	struct world centre = world_from_degrees(p->job->camera.lon, p->job->camera.lat);
	double world = 512 * exp2(p->job->camera.zoom);
	struct rect r = p->job->rect;
	double left = (double)data->id.x * side - centre.x * world + r.x + r.w / 2.0;
	double top = (double)data->id.y * side - centre.y * world + r.y + r.h / 2.0;
	return (struct spot){ { (float)(side / extent), (float)left, (float)top } };
}

static void place_lines(struct placer *p, const struct mvt_feature *f, struct spot spot, const char *text)
{
	struct mvt_shape s;
	struct line *line = ARENA_NEW(p->scratch, struct line);
	if (f->type == MVT_POINT || !mvt_shape(f, p->scratch, &s)) {
		return;
	}
	size_t at = 0;
	for (size_t part = 0; part < s.part_len; part++) {
		line->len = 0;
		for (; at < s.ends[part]; at++) {
			line_add(line, (float)s.xy[2 * at] * spot.place.scale + spot.place.move_x,
					(float)s.xy[2 * at + 1] * spot.place.scale + spot.place.move_y);
		}
		if (line->len > 1) {
			(void)place_line(p, line, text);
		}
	}
}

/* The mean of an area's points is good enough for a lake or a park; points are what they are. */
static void place_points(struct placer *p, const struct mvt_feature *f, struct spot spot, uint32_t extent,
		const char *text)
{
	struct mvt_shape s;
	if (!mvt_shape(f, p->scratch, &s)) {
		return;
	}
	double x = 0;
	double y = 0;
	size_t count = f->type == MVT_POINT ? 1 : s.ends[0];
	for (size_t i = 0; i < count; i++) {
		x += s.xy[2 * i];
		y += s.xy[2 * i + 1];
	}
	x /= (double)count;
	y /= (double)count;
	/* What lies in the tile's buffer belongs to the neighbour, which draws it. */
	if (x < 0 || y < 0 || x >= extent || y >= extent) {
		return;
	}
	(void)place_point(p, text, (float)x * spot.place.scale + spot.place.move_x,
			(float)y * spot.place.scale + spot.place.move_y);
}

struct ranked {
	const struct tile_data *data;
	const struct mvt_layer *layer;
	const struct mvt_feature *feature;
	double key;
	uint64_t order;
};

static int by_key(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	return (x->order > y->order) - (x->order < y->order);
}

static size_t count_features(const struct placer *p)
{
	size_t count = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct mvt_layer *layer = mvt_find_layer(p->job->tiles[i].tile, p->layer->source_layer);
		count += layer ? layer->features_len : 0;
	}
	return count;
}

static void place_layer(struct placer *p)
{
	struct ranked *all = ARENA_ARRAY(p->scratch, struct ranked, count_features(p) + 1);
	size_t len = 0;
	for (size_t i = 0; i < p->job->tiles_len; i++) {
		const struct tile_data *data = &p->job->tiles[i];
		const struct mvt_layer *layer = mvt_find_layer(data->tile, p->layer->source_layer);
		for (size_t k = 0; layer && k < layer->features_len; k++) {
			p->scene.layer = layer;
			p->scene.feature = &layer->features[k];
			if (expr_true(p->layer->filter, &p->scene)) {
				double key = expr_number(p->layer->properties[STYLE_SORT_KEY], &p->scene, 0);
				all[len] = (struct ranked){ data, layer, p->scene.feature, key, len };
				len++;
			}
		}
	}
	qsort(all, len, sizeof *all, by_key);
	const struct expr *placement = p->layer->properties[STYLE_PLACEMENT];
	for (size_t i = 0; i < len && p->out->len < LABELS_MAX; i++) {
		char text[LABEL_TEXT_BYTES];
		p->scene.layer = all[i].layer;
		p->scene.feature = all[i].feature;
		if (!text_of(p, text)) {
			continue;
		}
		struct spot spot = spot_of(p, all[i].data, all[i].layer->extent);
		struct value v = placement ? expr_eval(placement, &p->scene) : (struct value){ .type = VALUE_NULL };
		if (v.type == VALUE_STRING && v.string.len == 4 && memcmp(v.string.bytes, "line", 4) == 0) {
			place_lines(p, all[i].feature, spot, text);
		} else {
			place_points(p, all[i].feature, spot, all[i].layer->extent, text);
		}
	}
}

void labels_place(struct lettering *l, const struct labels_job *job, struct arena *scratch, struct labels *out)
{
	out->len = 0;
	struct placer p = { .letters = l,
		.job = job,
		.scratch = scratch,
		.out = out,
		.scene = { .zoom = job->camera.zoom, .lang = job->lang, .arena = scratch } };
	p.boxes = ARENA_ARRAY(scratch, struct box, BOXES_MAX + LETTERING_GLYPHS_MAX);
	p.drawn = ARENA_ARRAY(scratch, struct drawn, NAMES_MAX);
	for (size_t i = 0; i < job->obstacles_len && p.boxes_len < BOXES_MAX / 2; i++) {
		struct rect o = job->obstacles[i];
		p.boxes[p.boxes_len++] = (struct box){ (float)o.x, (float)o.y, (float)(o.x + o.w), (float)(o.y + o.h) };
	}
	for (size_t i = job->style->layers_len; i-- > 0;) {
		p.layer = &job->style->layers[i];
		if (p.layer->type == STYLE_SYMBOL && p.layer->source_layer &&
				style_layer_shown(p.layer, job->camera.zoom)) {
			place_layer(&p);
		}
	}
}

void labels_finish(struct labels *labels)
{
	for (size_t i = 0; i < labels->len; i++) {
		free(labels->at[i].argb);
	}
	labels->len = 0;
}
