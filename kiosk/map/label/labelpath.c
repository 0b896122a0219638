/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of streets, and glyphs on them (labelline.h). */
#include "map/label/labelline.h"

#include <math.h>

enum { HOPS_MAX = 16 };

/* Points closer than this are one. */
#define STEP_MIN_PX 0.0625F

/* ---- one name's piece ---- */

static void path_add(struct label_path *p, float x, float y)
{
	float length = 0;
	if (p->len > 0) {
		float step = hypotf(x - p->xy[2 * p->len - 2], y - p->xy[2 * p->len - 1]);
		if (step < STEP_MIN_PX) {
			return;
		}
		length = p->at[p->len - 1] + step;
	}
	if (p->len < LABEL_PATH_POINTS_MAX) {
		p->xy[2 * p->len] = x;
		p->xy[2 * p->len + 1] = y;
		p->at[p->len++] = length;
	}
}

static void path_reverse(struct label_path *p)
{
	struct label_path *r = p;
	for (uint32_t i = 0; i < r->len / 2; i++) {
		uint32_t k = r->len - 1 - i;
		float x = r->xy[2 * i];
		float y = r->xy[2 * i + 1];
		r->xy[2 * i] = r->xy[2 * k];
		r->xy[2 * i + 1] = r->xy[2 * k + 1];
		r->xy[2 * k] = x;
		r->xy[2 * k + 1] = y;
	}
	for (uint32_t i = 1; i < r->len; i++) {
		r->at[i] = r->at[i - 1] + hypotf(r->xy[2 * i] - r->xy[2 * i - 2], r->xy[2 * i + 1] - r->xy[2 * i - 1]);
	}
}

static void point_at(const struct label_strand *s, float distance, float *x, float *y)
{
	uint32_t i = 0;
	while (i + 2 < s->len && s->at[i + 1] < distance) {
		i++;
	}
	float step = s->at[i + 1] - s->at[i];
	float t = step > 0 ? fminf(fmaxf((distance - s->at[i]) / step, 0), 1) : 0;
	*x = s->xy[2 * i] + (s->xy[2 * i + 2] - s->xy[2 * i]) * t;
	*y = s->xy[2 * i + 1] + (s->xy[2 * i + 3] - s->xy[2 * i + 1]) * t;
}

/* Adds up to `more` px of the strand, from its end `in` on; returns what is still missing. */
static float add_part(const struct label_strand *s, uint8_t in, float more, struct label_path *out)
{
	float length = label_strand_length(s);
	float part = more < length ? more : length;
	for (uint32_t i = 0; i < s->len; i++) {
		uint32_t k = in == 0 ? i : s->len - 1 - i;
		float done = in == 0 ? s->at[k] : length - s->at[k];
		if (done < part) {
			path_add(out, s->xy[2 * k], s->xy[2 * k + 1]);
		}
	}
	float x;
	float y;
	point_at(s, in == 0 ? part : length - part, &x, &y);
	path_add(out, x, y);
	return more - part;
}

/* Runs on over the strand's end `out_of`; false: the street ends before `more` px. */
static bool run_on(const struct label_strands *s, size_t strand, uint8_t out_of, float more, struct label_path *out)
{
	for (int hop = 0; more > 0; hop++) {
		const struct label_strand *l = &s->at[strand];
		if (hop == HOPS_MAX || !l->other[out_of]) {
			return false;
		}
		uint8_t in = l->other_end[out_of];
		strand = l->other[out_of] - 1;
		more = add_part(&s->at[strand], in, more, out);
		out_of = (uint8_t)!in;
	}
	return true;
}

bool label_path_cut(const struct label_strands *s, size_t strand, float from, float to, struct label_path *out)
{
	const struct label_strand *l = &s->at[strand];
	float length = label_strand_length(l);
	float x;
	float y;
	out->len = 0;
	if (from < 0) {
		/* Backwards first, then turned round. */
		path_add(out, l->xy[0], l->xy[1]);
		if (!run_on(s, strand, 0, -from, out)) {
			return false;
		}
		path_reverse(out);
	}
	point_at(l, from, &x, &y);
	path_add(out, x, y);
	for (uint32_t i = 0; i < l->len; i++) {
		if (l->at[i] > from && l->at[i] < to) {
			path_add(out, l->xy[2 * i], l->xy[2 * i + 1]);
		}
	}
	point_at(l, to, &x, &y);
	path_add(out, x, y);
	bool ok = to <= length || run_on(s, strand, 1, to - length, out);
	return ok && out->len > 1 && out->len < LABEL_PATH_POINTS_MAX;
}

/* ---- glyphs on it ---- */

struct spot {
	float x, y;
};

/* *hint walks along, so that a whole name costs one pass. */
static struct spot path_at(const struct label_path *p, float distance, uint32_t *hint)
{
	uint32_t i = *hint;
	while (i + 2 < p->len && p->at[i + 1] < distance) {
		i++;
	}
	while (i > 0 && p->at[i] > distance) {
		i--;
	}
	*hint = i;
	float t = (distance - p->at[i]) / (p->at[i + 1] - p->at[i]);
	t = fminf(fmaxf(t, -1), 2);
	return (struct spot){ p->xy[2 * i] + (p->xy[2 * i + 2] - p->xy[2 * i]) * t,
		p->xy[2 * i + 1] + (p->xy[2 * i + 3] - p->xy[2 * i + 1]) * t };
}

/* The middle of a glyph at half the height of small letters, wherever the baseline is. */
static struct spot middle_of(const struct glyph *g, const struct glyph_place *at, float size_px)
{
	float half = g->advance / 2;
	float up = size_px * 0.25F;
	return (struct spot){ at->x + cosf(at->angle) * half + sinf(at->angle) * up,
		at->y + sinf(at->angle) * half - cosf(at->angle) * up };
}

/* On the inner side of a bend letters come closer than their widths. */
static bool is_crowded(const struct glyph_run *run, const struct glyph_place *places, size_t i)
{
	struct spot a = middle_of(&run->at[i - 1], &places[i - 1], run->size_px);
	struct spot b = middle_of(&run->at[i], &places[i], run->size_px);
	return hypotf(b.x - a.x, b.y - a.y) < 0.72F * (run->at[i - 1].advance + run->at[i].advance) / 2;
}

static float turn_between(float a, float b)
{
	float d = fabsf(a - b);
	return d > (float)M_PI ? 2 * (float)M_PI - d : d;
}

/* From left to right, and a line that goes straight up or down is read upwards. */
static bool is_backwards(const struct label_path *p)
{
	float dx = p->xy[2 * p->len - 2] - p->xy[0];
	float dy = p->xy[2 * p->len - 1] - p->xy[1];
	return fabsf(dx) * 10 < fabsf(dy) ? dy > 0 : dx < 0;
}

bool label_path_follow(const struct label_path *path, const struct glyph_run *run, struct label_bend bend,
		struct glyph_place *places)
{
	uint32_t hint = 0;
	float start = (path->at[path->len - 1] - run->width) / 2;
	bool backwards = bend.keep_upright && is_backwards(path);
	float previous = 0;
	for (size_t i = 0; i < run->len; i++) {
		const struct glyph *g = &run->at[i];
		/* The chord under the glyph and a little beyond: it turns before the corner, and goes on after it. */
		float reach = fmaxf(g->advance / 2, run->size_px * 0.4F);
		float middle = g->x + g->advance / 2;
		float distance = backwards ? start + run->width - middle : start + middle;
		struct spot a = path_at(path, distance - reach, &hint);
		struct spot m = path_at(path, distance, &hint);
		struct spot b = path_at(path, distance + reach, &hint);
		float angle = atan2f(b.y - a.y, b.x - a.x) + (backwards ? (float)M_PI : 0);
		bool upside_down = bend.keep_upright && cosf(angle) < -0.25F;
		if (upside_down || (i > 0 && turn_between(angle, previous) > bend.turn_max)) {
			return false;
		}
		previous = angle;
		struct spot on = { (2 * m.x + a.x + b.x) / 4, (2 * m.y + a.y + b.y) / 4 };
		float half = g->advance / 2;
		float down = bend.down_px + g->y;
		places[i] = (struct glyph_place){ on.x - cosf(angle) * half - sinf(angle) * down,
			on.y - sinf(angle) * half + cosf(angle) * down, angle };
		if (i > 0 && is_crowded(run, places, i)) {
			return false;
		}
	}
	return true;
}
