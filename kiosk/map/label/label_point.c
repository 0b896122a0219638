/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and icons at points (labels_private.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "map/label/labels_private.h"

enum { POINTS_MAX = 64, ICON_NAME_BYTES = 64 };

/* From the middle of a line of text down to its baseline, ems. */
#define BASELINE_EM 0.36F
/* Names of areas and points do not come again within this, style px. */
#define APART_PX 200

/* Shares of a box that lie left of and above its anchor. */
struct shares {
	float left, above;
};

static struct shares shares_of(const struct placer *p, enum style_property property)
{
	static const struct {
		const char *word;
		struct shares shares;
	} anchors[] = {
		{ "left", { 0, 0.5F } },
		{ "right", { 1, 0.5F } },
		{ "top", { 0.5F, 0 } },
		{ "bottom", { 0.5F, 1 } },
		{ "top-left", { 0, 0 } },
		{ "top-right", { 1, 0 } },
		{ "bottom-left", { 0, 1 } },
		{ "bottom-right", { 1, 1 } },
	};
	for (size_t i = 0; p->layer->properties[property] && i < ARRAY_LEN(anchors); i++) {
		if (label_word(p, property, anchors[i].word)) {
			return anchors[i].shares;
		}
	}
	return (struct shares){ 0.5F, 0.5F };
}

/* ---- text on several lines ---- */

struct block {
	struct glyph_run run; /* of all lines */
	struct glyph_place places[LETTERING_GLYPHS_MAX];
	struct label_box box; /* around all lines */
};

static bool add_line(struct block *b, const struct glyph_run *line, float x, float baseline)
{
	if (b->run.len + line->len > LETTERING_GLYPHS_MAX) {
		return false;
	}
	for (size_t i = 0; i < line->len; i++) {
		b->run.at[b->run.len] = line->at[i];
		b->places[b->run.len++] = (struct glyph_place){ x + line->at[i].x, baseline + line->at[i].y, 0 };
	}
	return true;
}

static float justified(const struct placer *p, struct shares anchor)
{
	if (label_word(p, STYLE_JUSTIFY, "auto")) {
		return anchor.left;
	}
	return label_word(p, STYLE_JUSTIFY, "left") ? 0 : label_word(p, STYLE_JUSTIFY, "right") ? 1 : 0.5F;
}

static void turn(struct block *b, float x, float y, float angle)
{
	float c = cosf(angle);
	float s = sinf(angle);
	struct label_box turned[4];
	const float corners[4][2] = { { b->box.x0, b->box.y0 }, { b->box.x1, b->box.y0 }, { b->box.x0, b->box.y1 },
		{ b->box.x1, b->box.y1 } };
	for (size_t i = 0; i < b->run.len; i++) {
		float dx = b->places[i].x - x;
		float dy = b->places[i].y - y;
		b->places[i] = (struct glyph_place){ x + dx * c - dy * s, y + dx * s + dy * c, angle };
	}
	for (size_t i = 0; i < 4; i++) {
		float dx = corners[i][0] - x;
		float dy = corners[i][1] - y;
		float tx = x + dx * c - dy * s;
		float ty = y + dx * s + dy * c;
		turned[i] = (struct label_box){ tx, ty, tx, ty };
	}
	b->box = label_box_around(turned, 4);
}

/* The text around x, y, as the style wants it; false: it has no glyphs. */
static bool lay_out(struct placer *p, const char *text, float x, float y, struct block *out)
{
	struct lettering_type type = label_type(p);
	struct label_line lines[LABEL_LINES_MAX];
	struct glyph_run runs[LABEL_LINES_MAX];
	char flat[LABEL_TEXT_BYTES];
	size_t text_len = strlen(text);
	for (size_t i = 0; i <= text_len; i++) {
		flat[i] = (char)(text[i] == '\n' ? ' ' : text[i]);
	}
	if (!lettering_shape(p->letters, flat, text_len, type, &runs[0])) {
		return false;
	}
	size_t count = label_wrap(text, &runs[0], label_number(p, STYLE_MAX_WIDTH, 10) * type.size_px, lines);
	float width = 0;
	for (size_t i = 0; i < count; i++) {
		if (lines[i].end == lines[i].first) {
			runs[i] = (struct glyph_run){ .len = 0 }; /* an empty line */
		} else if (!lettering_shape(p->letters, flat + lines[i].first, lines[i].end - lines[i].first, type,
					   &runs[i])) {
			return false;
		}
		width = fmaxf(width, runs[i].width);
	}
	struct shares anchor = shares_of(p, STYLE_ANCHOR);
	double offset[2] = { 0, 0 };
	(void)expr_numbers(p->layer->properties[STYLE_OFFSET], &p->scene, offset, 2);
	float line_px = label_number(p, STYLE_LINE_HEIGHT, 1.2) * type.size_px;
	float height = type.size_px + line_px * (float)(count - 1);
	float left = x + (float)offset[0] * type.size_px - width * anchor.left;
	float top = y + (float)offset[1] * type.size_px - height * anchor.above;
	float side = justified(p, anchor);
	out->run = (struct glyph_run){ .size_px = type.size_px, .bold = type.bold };
	out->box = (struct label_box){ left, top, left + width, top + height };
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		/* Level text is sharp where its baseline is a row of px. */
		float baseline = top + type.size_px * (0.5F + BASELINE_EM) + line_px * (float)i;
		baseline = roundf(baseline + p->move_y) - p->move_y;
		float start = roundf(left + (width - runs[i].width) * side + p->move_x) - p->move_x;
		ok = add_line(out, &runs[i], start, baseline);
	}
	float angle = label_number(p, STYLE_ROTATE, 0) * (float)M_PI / 180;
	if (ok && angle != 0) {
		turn(out, x, y, angle);
	}
	return ok && out->run.len > 0;
}

/* ---- icon ---- */

struct icon {
	char name[ICON_NAME_BYTES];
	struct label_box box;
};

static bool find_icon(struct placer *p, float x, float y, struct icon *out)
{
	const struct label_icons *icons = p->job->icons;
	const struct expr *image = p->layer->properties[STYLE_ICON];
	struct mvt_slice name = icons && image ? expr_text(image, &p->scene) : (struct mvt_slice){ "", 0 };
	if (name.len == 0 || name.len >= sizeof out->name) {
		return false;
	}
	memcpy(out->name, name.bytes, name.len);
	out->name[name.len] = '\0';
	if (!icons->has(icons->ctx, out->name)) {
		return false; /* as with a picture that the sprite lacks: the text stands alone */
	}
	float size = label_number(p, STYLE_ICON_SIZE, 1);
	float side = roundf(LABELS_ICON_PX * size * p->job->px_per_unit);
	struct shares anchor = shares_of(p, STYLE_ICON_ANCHOR);
	double offset[2] = { 0, 0 };
	(void)expr_numbers(p->layer->properties[STYLE_ICON_OFFSET], &p->scene, offset, 2);
	float left = x + (float)offset[0] * size * p->job->px_per_unit - side * anchor.left;
	float top = y + (float)offset[1] * size * p->job->px_per_unit - side * anchor.above;
	out->box = (struct label_box){ left, top, left + side, top + side };
	return side >= 4 && side <= 400;
}

static struct label_box padded(const struct label_box b, const double by[4], float unit)
{
	return (struct label_box){ b.x0 - (float)by[3] * unit, b.y0 - (float)by[0] * unit, b.x1 + (float)by[1] * unit,
		b.y1 + (float)by[2] * unit };
}

/* ---- both ---- */

/* What is to be placed at one point. */
struct point_label {
	struct candidate c;
	bool has_text, has_icon;
	struct block text;
	struct icon icon;
};

static struct label_box text_room(const struct placer *p, const struct block *b)
{
	double by = (double)label_number(p, STYLE_PADDING, 2);
	const double all[4] = { by, by, by, by };
	return padded(b->box, all, p->job->px_per_unit);
}

static struct label_box icon_room(const struct placer *p, const struct icon *i)
{
	double by[4] = { 2, 2, 2, 2 };
	if (p->layer->properties[STYLE_ICON_PADDING]) {
		(void)expr_numbers(p->layer->properties[STYLE_ICON_PADDING], &p->scene, by, 4);
	}
	return padded(i->box, by, p->job->px_per_unit);
}

static void draw_point_label(struct placer *p, struct point_label *s, bool text, bool icon)
{
	struct label_box whole[2];
	size_t len = 0;
	if (text) {
		float halo = label_number(p, STYLE_WIDTH, 0);
		const double all[4] = { (double)halo, (double)halo, (double)halo, (double)halo };
		whole[len++] = padded(s->text.box, all, p->job->px_per_unit);
	}
	if (icon) {
		whole[len++] = s->icon.box;
	}
	struct label_box box = label_box_around(whole, len);
	if (icon) {
		label_draw_icon(p, &s->c, s->icon.name, s->icon.box, box);
	}
	if (text) {
		label_draw(p, &s->c, &s->text.run, s->text.places, box);
	}
}

static bool place_point_label(struct placer *p, const struct ranked *r, struct point_label *s)
{
	struct label_box text_box = s->has_text ? text_room(p, &s->text) : (struct label_box){ 0, 0, 0, 0 };
	struct label_box icon_box = s->has_icon ? icon_room(p, &s->icon) : (struct label_box){ 0, 0, 0, 0 };
	bool text = s->has_text && label_fits(p, &s->c, &text_box, 1, label_flag(p, STYLE_ALLOW_OVERLAP, false)) &&
		    label_keeps_to_tile(p, r, &text_box, 1);
	bool icon = s->has_icon && label_fits(p, &s->c, &icon_box, 1, label_flag(p, STYLE_ICON_ALLOW_OVERLAP, false)) &&
		    label_keeps_to_tile(p, r, &icon_box, 1);
	bool text_enough = !s->has_icon || label_flag(p, STYLE_ICON_OPTIONAL, false);
	bool icon_enough = !s->has_text || label_flag(p, STYLE_OPTIONAL, false);
	if (!(text && icon) && !(text && text_enough) && !(icon && icon_enough)) {
		return false;
	}
	if (icon) {
		label_take(p, &s->c, &icon_box, 1, label_flag(p, STYLE_ICON_IGNORE_PLACEMENT, false));
	}
	if (text) {
		label_take(p, &s->c, &text_box, 1, label_flag(p, STYLE_IGNORE_PLACEMENT, false));
	}
	draw_point_label(p, s, text, icon);
	return true;
}

void label_point_at(struct placer *p, const struct ranked *r, float x, float y)
{
	char text[LABEL_TEXT_BYTES];
	char shorter[LABEL_TEXT_BYTES];
	struct point_label s;
	if (x < p->area.x0 || y < p->area.y0 || x > p->area.x1 || y > p->area.y1) {
		return;
	}
	bool has_words = label_words(p->layer, &p->scene, text);
	s.has_icon = find_icon(p, x, y, &s.icon);
	/* A lake that tiles cut has one name; number 12 is in every street. */
	bool number = has_words && text[0] >= '0' && text[0] <= '9';
	bool once = has_words && !number;
	s.c = (struct candidate){ text, has_words ? hash_text(text) : hash_text(s.has_icon ? s.icon.name : ""), x, y,
		once ? APART_PX * p->job->px_per_unit : 0, number && !s.has_icon };
	for (int degree = 0; degree <= LABEL_SHORTEST; degree++) {
		const char *words = degree == 0 ? text : shorter;
		if (degree > 0 && (!has_words || !label_abbreviate(&p->job->style->abbreviations, text, degree, shorter,
								 sizeof shorter))) {
			continue;
		}
		s.has_text = has_words && lay_out(p, words, x, y, &s.text);
		if ((s.has_text || s.has_icon) && place_point_label(p, r, &s)) {
			return;
		}
	}
}

/* ---- where the name of a feature stands ---- */

struct centre {
	double x, y;
};

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The middle of the widest part of the area at the height of its centre of gravity: it lies inside, whatever its form.
 */
static bool middle_of_area(const struct mvt_shape *s, struct centre *out)
{
	double area = 0;
	double sum_y = 0;
	double crossings[256];
	size_t count = 0;
	for (uint32_t i = 0, last = s->ends[0] - 1; i < s->ends[0]; last = i++) {
		double ax = s->xy[2 * last];
		double ay = s->xy[2 * last + 1];
		double bx = s->xy[2 * i];
		double by = s->xy[2 * i + 1];
		area += ax * by - bx * ay;
		sum_y += (ay + by) * (ax * by - bx * ay);
	}
	if (area == 0) {
		return false;
	}
	out->y = sum_y / (3 * area);
	uint32_t first = 0;
	for (size_t part = 0; part < s->part_len; first = s->ends[part++]) {
		for (uint32_t i = first, last = s->ends[part] - 1; i < s->ends[part]; last = i++) {
			double ay = s->xy[2 * last + 1];
			double by = s->xy[2 * i + 1];
			if ((ay > out->y) != (by > out->y) && count < ARRAY_LEN(crossings)) {
				double ax = s->xy[2 * last];
				double bx = s->xy[2 * i];
				crossings[count++] = ax + (out->y - ay) / (by - ay) * (bx - ax);
			}
		}
	}
	qsort(crossings, count, sizeof *crossings, by_number);
	double widest = -1;
	for (size_t i = 0; i + 1 < count; i += 2) {
		if (crossings[i + 1] - crossings[i] > widest) {
			widest = crossings[i + 1] - crossings[i];
			out->x = (crossings[i] + crossings[i + 1]) / 2;
		}
	}
	return widest >= 0;
}

/* Half way along its longest part. */
static struct centre middle_of_line(const struct mvt_shape *s)
{
	uint32_t middle = s->ends[0] / 2;
	return (struct centre){ s->xy[2 * middle], s->xy[2 * middle + 1] };
}

void label_points(struct placer *p, const struct ranked *r)
{
	struct mvt_shape s;
	struct label_transform t = label_transform(p, r);
	if (!mvt_shape(r->feature, p->scratch, &s) || s.point_len == 0) {
		return;
	}
	size_t count = r->feature->type == MVT_POINT ? s.point_len : 1;
	for (size_t i = 0; i < count && i < POINTS_MAX; i++) {
		struct centre c = { s.xy[2 * i], s.xy[2 * i + 1] };
		if (r->feature->type == MVT_LINE) {
			c = middle_of_line(&s);
		} else if (r->feature->type == MVT_POLYGON && !middle_of_area(&s, &c)) {
			return;
		}
		/* What lies in the tile's buffer belongs to the neighbour, which names it. */
		if (c.x >= 0 && c.y >= 0 && c.x < t.extent && c.y < t.extent) {
			label_point_at(p, r, (float)(c.x * t.scale + t.x), (float)(c.y * t.scale + t.y));
		}
	}
}
