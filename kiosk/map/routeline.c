/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/routeline.h"

#include <math.h>

#include "map/camera.h"

#define LINE_MM 2.5F
#define EDGE_MM 1.0F
#define DOT_MM 0.8F
#define DOTS_APART_MM 3.2F
enum { MARGIN_PX = 64, DOTS_MAX = 1500 };

struct vertex {
	float x, y; /* px from the map's corner */
};

struct tracing {
	enum path_verb *verbs;
	float *xy;
	size_t len;
	bool open; /* a part is being drawn */
	struct vertex last;
};

static void trace(struct tracing *t, enum path_verb verb, struct vertex v)
{
	t->verbs[t->len] = verb;
	t->xy[2 * t->len] = v.x;
	t->xy[2 * t->len + 1] = v.y;
	t->len++;
	t->last = v;
}

/* Liang and Barsky on one axis: narrows t0..t1 to where a + t * d lies between low and high. */
static bool narrow(float a, float d, float low, float high, float *t0, float *t1)
{
	if (d == 0) {
		return a >= low && a <= high;
	}
	float near = (low - a) / d;
	float far = (high - a) / d;
	*t0 = fmaxf(*t0, fminf(near, far));
	*t1 = fminf(*t1, fmaxf(near, far));
	return *t0 < *t1;
}

/* Adds the visible part of a segment. */
static void add_segment(struct tracing *t, struct vertex a, struct vertex b, struct rect rect)
{
	float t0 = 0;
	float t1 = 1;
	bool seen = narrow(a.x, b.x - a.x, -MARGIN_PX, (float)rect.w + MARGIN_PX, &t0, &t1) &&
		    narrow(a.y, b.y - a.y, -MARGIN_PX, (float)rect.h + MARGIN_PX, &t0, &t1);
	if (!seen) {
		t->open = false;
		return;
	}
	struct vertex from = { a.x + t0 * (b.x - a.x), a.y + t0 * (b.y - a.y) };
	struct vertex to = { a.x + t1 * (b.x - a.x), a.y + t1 * (b.y - a.y) };
	if (!t->open || t0 > 0) {
		trace(t, PATH_MOVE, from);
	}
	trace(t, PATH_LINE, to);
	t->open = t1 >= 1;
}

static struct vertex project(const struct routeline *r, int i)
{
	struct vertex v;
	struct rect at_corner = { 0, 0, r->rect.w, r->rect.h };
	camera_project(&r->camera, at_corner, r->lon_lat[2 * i] / 1e6, r->lon_lat[2 * i + 1] / 1e6, &v.x, &v.y);
	return v;
}

/* Points first..last as a path in px of the map; NULL when none of it is on the map. */
static const struct path *make_path(const struct routeline *r, int first, int last, struct arena *arena)
{
	size_t room = 2 * (size_t)(last - first) + 2;
	struct tracing t = { .verbs = ARENA_ARRAY(arena, enum path_verb, room),
		.xy = ARENA_ARRAY(arena, float, 2 * room) };
	struct vertex before = project(r, first);
	for (int i = first + 1; i <= last; i++) {
		struct vertex v = project(r, i);
		bool close = fabsf(v.x - before.x) < 1 && fabsf(v.y - before.y) < 1;
		if (!close || i == last) {
			add_segment(&t, before, v, r->rect);
			before = v;
		}
	}
	if (t.len == 0) {
		return NULL;
	}
	struct path *path = ARENA_NEW(arena, struct path);
	*path = (struct path){ t.verbs, t.len, t.xy, (float)r->rect.w, (float)r->rect.h };
	return path;
}

static bool is_near(struct vertex v, struct rect rect)
{
	return v.x > -MARGIN_PX && v.y > -MARGIN_PX && v.x < (float)rect.w + MARGIN_PX &&
	       v.y < (float)rect.h + MARGIN_PX;
}

/* Dots along points first..last, counted from the first: they stay where they are on the ground while the map moves. */
static const struct path *make_dots(const struct routeline *r, int first, int last, struct arena *arena)
{
	float apart = fmaxf(2, DOTS_APART_MM * r->px_per_mm * r->scale);
	struct tracing t = { .verbs = ARENA_ARRAY(arena, enum path_verb, DOTS_MAX),
		.xy = ARENA_ARRAY(arena, float, 2 * DOTS_MAX) };
	struct vertex a = project(r, first);
	double next = 0; /* px from a to the next dot */
	for (int i = first + 1; i <= last; i++) {
		struct vertex b = project(r, i);
		double length = hypot((double)b.x - a.x, (double)b.y - a.y);
		for (; next <= length && length > 0; next += apart) {
			float part = (float)(next / length);
			struct vertex dot = { a.x + part * (b.x - a.x), a.y + part * (b.y - a.y) };
			if (is_near(dot, r->rect) && t.len < DOTS_MAX) {
				trace(&t, PATH_MOVE, dot);
			}
		}
		next -= length;
		a = b;
	}
	if (t.len == 0) {
		return NULL;
	}
	struct path *path = ARENA_NEW(arena, struct path);
	*path = (struct path){ t.verbs, t.len, t.xy, (float)r->rect.w, (float)r->rect.h };
	return path;
}

static void stroke(const struct routeline *r, struct draw_list *list, const struct path *path, struct color color,
		float mm)
{
	if (!path) {
		return;
	}
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path = (struct draw_path){ .path = path,
		.to = { (float)r->rect.x, (float)r->rect.y, (float)r->rect.w, (float)r->rect.h },
		.stroke = color,
		.stroke_px = fmaxf(1, mm * r->px_per_mm * r->scale) };
}

/* Off the ways nothing is known: dots in the line's colour, edged so that they show on anything. */
static void draw_loose(const struct routeline *r, struct draw_list *list, int first, int last)
{
	const struct path *dots = make_dots(r, first, last, list->arena);
	stroke(r, list, dots, r->edge, LINE_MM);
	stroke(r, list, dots, r->line, LINE_MM - EDGE_MM);
}

void routeline_draw(const struct routeline *r, struct draw_list *list)
{
	int first = r->loose_start;
	int last = r->count - 1 - r->loose_end;
	draw_push_clip(list, r->rect);
	if (first > 0 && first < r->count) {
		draw_loose(r, list, 0, first);
	}
	if (last < r->count - 1 && last >= 0) {
		draw_loose(r, list, last, r->count - 1);
	}
	if (first < last) {
		const struct path *path = make_path(r, first, last, list->arena);
		stroke(r, list, path, r->edge, LINE_MM + 2 * EDGE_MM);
		stroke(r, list, path, r->line, LINE_MM);
		stroke(r, list, path ? make_dots(r, first, last, list->arena) : NULL, r->edge, DOT_MM);
	}
	draw_push_unclip(list);
}
