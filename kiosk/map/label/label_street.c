/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names along lines (labels_private.h). */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "map/label/labels_private.h"

/* The middle of the x-height above the baseline, and half the room of a letter across its line, ems. */
#define MIDDLE_EM 0.34F
#define HALF_EM 0.55F
/* From one box of a name to the next, ems: they overlap. */
#define BOX_STEP_EM 0.6F

/* One street's name, as it is tried. */
struct street {
	const struct label_strands *strands;
	size_t strand;
	const struct ranked *r;
	const char *text; /* unabridged */
	uint64_t name;
	float apart;
};

struct spot {
	float x, y;
};

/* The middle of a glyph, on the line that it follows. */
static struct spot middle_of(const struct glyph *g, const struct glyph_place *at, float down)
{
	float half = g->advance / 2;
	return (struct spot){ at->x + cosf(at->angle) * half + sinf(at->angle) * down,
		at->y + sinf(at->angle) * half - cosf(at->angle) * down };
}

static struct label_box box_round(struct spot s, float half)
{
	return (struct label_box){ s.x - half, s.y - half, s.x + half, s.y + half };
}

/* Boxes along the name, each a little before the last one ends. */
static size_t lay_boxes(const struct glyph_run *run, const struct glyph_place *places, float half,
		struct label_box *out)
{
	size_t len = 0;
	struct spot last = { 0, 0 };
	for (size_t i = 0; i < run->len; i++) {
		struct spot s = middle_of(&run->at[i], &places[i], MIDDLE_EM * run->size_px);
		if (i == 0 || i + 1 == run->len || hypotf(s.x - last.x, s.y - last.y) >= BOX_STEP_EM * run->size_px) {
			out[len++] = box_round(s, half);
			last = s;
		}
	}
	return len;
}

/* text-anchor and text-offset move a name across its line. */
static float baseline_of(const struct placer *p, float size_px)
{
	double offset[2] = { 0, 0 };
	(void)expr_numbers(p->layer->properties[STYLE_OFFSET], &p->scene, offset, 2);
	float down = MIDDLE_EM + (float)offset[1];
	down += label_word(p, STYLE_ANCHOR, "top") ? 0.5F : label_word(p, STYLE_ANCHOR, "bottom") ? -0.5F : 0;
	return down * size_px;
}

/* With a little of the street before and after it, where there is, so that the first and last letter know where it
 * goes. */
static bool cut_path(const struct street *s, const struct glyph_run *run, float middle, struct label_path *out)
{
	float half = run->width / 2;
	float more = run->size_px / 2;
	return label_path_cut(s->strands, s->strand, middle - half - more, middle + half + more, out) ||
	       label_path_cut(s->strands, s->strand, middle - half, middle + half, out);
}

static bool try_at(struct placer *p, const struct street *s, const struct glyph_run *run, float middle)
{
	struct label_path path;
	struct glyph_place places[LETTERING_GLYPHS_MAX];
	struct label_box boxes[LETTERING_GLYPHS_MAX];
	struct label_bend bend = { .turn_max = label_number(p, STYLE_MAX_ANGLE, 45) * (float)M_PI / 180,
		.down_px = baseline_of(p, run->size_px),
		.keep_upright = label_flag(p, STYLE_KEEP_UPRIGHT, true) };
	if (!cut_path(s, run, middle, &path) || !label_path_follow(&path, run, bend, places)) {
		return false;
	}
	const struct glyph_place *centre = &places[run->len / 2];
	struct candidate c = { s->text, s->name, centre->x, centre->y, s->apart, false };
	float halo = label_number(p, STYLE_WIDTH, 0) * p->job->px_per_unit;
	size_t len = lay_boxes(run, places, HALF_EM * run->size_px + halo, boxes);
	struct label_box whole = label_box_around(boxes, len);
	len = lay_boxes(run, places, HALF_EM * run->size_px + label_number(p, STYLE_PADDING, 2) * p->job->px_per_unit,
			boxes);
	if (!label_fits(p, &c, boxes, len, label_flag(p, STYLE_ALLOW_OVERLAP, false)) ||
			!label_keeps_to_tile(p, s->r, boxes, len)) {
		return false;
	}
	label_take(p, &c, boxes, len, label_flag(p, STYLE_IGNORE_PLACEMENT, false));
	label_draw(p, &c, run, places, whole);
	return true;
}

static bool is_in_area(const struct placer *p, const struct label_strand *s, float distance)
{
	uint32_t i = 0;
	while (i + 2 < s->len && s->at[i + 1] < distance) {
		i++;
	}
	const float *a = s->xy + 2 * (size_t)i;
	const float *b = i + 1 < s->len ? a + 2 : a;
	float long_px = i + 1 < s->len ? s->at[i + 1] - s->at[i] : 0;
	float share = long_px > 0 ? fminf(fmaxf((distance - s->at[i]) / long_px, 0), 1) : 0;
	float x = a[0] + (b[0] - a[0]) * share;
	float y = a[1] + (b[1] - a[1]) * share;
	return x >= p->area.x0 && x <= p->area.x1 && y >= p->area.y0 && y <= p->area.y1;
}

static int slots_of(const struct placer *p, const struct street *s)
{
	enum { SLOTS_MAX = 1000 };
	float count = floorf(label_strand_length(&s->strands->at[s->strand]) / fmaxf(s->apart, 1));
	return label_word(p, STYLE_PLACEMENT, "line-center") ? 1 : (int)fminf(fmaxf(count, 1), SLOTS_MAX);
}

/* Places along a strand: as many as symbol-spacing allows, evenly, and near each where another name is in the way. */
static bool try_strand(struct placer *p, const struct street *s, const struct glyph_run *run)
{
	static const float shifts[] = { 0, -0.2F, 0.2F, -0.4F, 0.4F };
	const struct label_strand *strand = &s->strands->at[s->strand];
	float length = label_strand_length(strand);
	bool single = label_word(p, STYLE_PLACEMENT, "line-center");
	int slots = slots_of(p, s);
	bool placed = false;
	for (int slot = 0; slot < slots; slot++) {
		size_t tries = single ? 1 : ARRAY_LEN(shifts);
		bool near = false;
		bool done = false;
		/* All of a slot's places or none: which of them is taken must not depend on where the area ends. */
		for (size_t i = 0; i < tries; i++) {
			near = near || is_in_area(p, strand, length * ((float)slot + 0.5F + shifts[i]) / (float)slots);
		}
		for (size_t i = 0; near && i < tries && !done; i++) {
			done = try_at(p, s, run, length * ((float)slot + 0.5F + shifts[i]) / (float)slots);
		}
		placed = placed || done;
	}
	/* Too short on this side of the tile's edge, but it goes on beyond. */
	for (int end = 0; end < 2 && !placed && !single; end++) {
		float middle = end == 0 ? 0 : length;
		placed = strand->other[end] && is_in_area(p, strand, middle) && try_at(p, s, run, middle);
	}
	return placed;
}

static void try_street(struct placer *p, const struct street *s)
{
	char shorter[LABEL_TEXT_BYTES];
	struct lettering_type type = label_type(p);
	for (int degree = 0; degree <= LABEL_SHORTEST; degree++) {
		struct glyph_run run;
		const char *words = degree == 0 ? s->text : shorter;
		if (degree > 0 && !label_abbreviate(&p->job->style->abbreviations, s->text, degree, shorter,
						  sizeof shorter)) {
			continue;
		}
		if (lettering_shape(p->letters, words, strlen(words), type, &run) && try_strand(p, s, &run)) {
			return;
		}
	}
}

/* Names that stay level (text-rotation-alignment: viewport) and icons: at the places where a name would be. */
static void level_along(struct placer *p, const struct street *s)
{
	const struct label_strand *strand = &s->strands->at[s->strand];
	float length = label_strand_length(strand);
	int slots = slots_of(p, s);
	for (int slot = 0; slot < slots; slot++) {
		float middle = length * ((float)slot + 0.5F) / (float)slots;
		struct label_path path;
		if (is_in_area(p, strand, middle) &&
				label_path_cut(s->strands, s->strand, middle, fminf(middle + 1, length), &path)) {
			label_point_at(p, s->r, path.xy[0], path.xy[1]);
		}
	}
}

static const char *words_of(struct placer *p, const struct ranked *r)
{
	char text[LABEL_TEXT_BYTES];
	label_see(p, r->layer, r->feature);
	if (!label_words(p->layer, &p->scene, text)) {
		return p->layer->properties[STYLE_ICON] ? "" : NULL;
	}
	for (char *c = text; *c; c++) {
		*c = (char)(*c == '\n' ? ' ' : *c); /* a street's name stands on one line */
	}
	return arena_strdup(p->scratch, text);
}

void label_streets(struct placer *p, const struct ranked *all, size_t len)
{
	struct label_strands strands;
	const char **words = ARENA_ARRAY(p->scratch, const char *, len + 1);
	float tolerance = 1;
	label_strands_init(&strands, len, p->scratch);
	for (size_t i = 0; i < len && label_may_go_on(p); i++) {
		struct mvt_shape shape;
		words[i] = all[i].feature->type == MVT_POINT ? NULL : words_of(p, &all[i]);
		if (words[i] && mvt_shape(all[i].feature, p->scratch, &shape)) {
			struct label_transform t = label_transform(p, &all[i]);
			tolerance = fmaxf(tolerance, (float)t.scale * 2); /* each tile rounds to its units */
			label_strands_add(&strands, &shape, &t, i, hash_text(words[i]),
					label_tile_number(all[i].data->id));
		}
	}
	label_strands_join(&strands, tolerance);
	for (size_t i = 0; i < strands.len && label_may_go_on(p); i++) {
		const struct ranked *r = &all[strands.at[i].item];
		label_see(p, r->layer, r->feature);
		struct street s = { &strands, i, r, words[strands.at[i].item], strands.at[i].name,
			label_number(p, STYLE_SPACING, 250) * p->job->px_per_unit };
		if (s.text[0] == '\0' || label_word(p, STYLE_ALIGNMENT, "viewport")) {
			level_along(p, &s);
		} else {
			try_street(p, &s);
		}
	}
}
