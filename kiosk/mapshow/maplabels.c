/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/maplabels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "map/camera.h"
#include "store/language.h"

enum {
	OBSTACLES_MAX = 256,
	JOB_KEY = 1,
	WORLD_PX = 512,
	/* Frames of a motion from one making of names to the next: what it costs is spread over them. */
	MOVING_FRAMES = 15,
};

/* While the zoom changes: from here on names are made for the new one, and from there on the old ones are hidden. */
#define ZOOM_AGAIN 0.4
#define ZOOM_HIDDEN 1.0
#define ZOOM_SAME 1e-6

struct maplabels {
	struct worker *worker;
	uint32_t epoch;       /* answers for older tiles are thrown away */
	uint64_t next_id;     /* of pixels */
	struct labels labels; /* shown; owned */
	struct draw_pixels pixels[LABELS_MAX];
	struct maptiles_view view; /* that they were made for; its obstacles are not kept */
	uint64_t key;              /* of that view */
	uint64_t asked;            /* of the one being made; 0: none */
	uint64_t wanted;           /* of the last frame */
	int frames;                /* of this motion since names were last asked for */
	struct work *order;        /* owned: what maplabels_order() submits; NULL: nothing */
	int order_priority;
	bool dirty;
};

struct work {
	struct maplabels *m;
	struct maptiles *tiles;
	uint32_t epoch;
	uint64_t key;
	struct maptiles_view view;
	struct rect obstacles[OBSTACLES_MAX];
	struct labels *labels; /* the answer; owned */
};

struct maplabels *maplabels_create(struct worker *worker)
{
	struct maplabels *m = mem_zalloc(1, sizeof *m);
	m->worker = worker;
	return m;
}

static void drop_order(struct maplabels *m)
{
	if (m->order) {
		free(m->order->labels);
		free(m->order);
		m->order = NULL;
	}
}

void maplabels_forget(struct maplabels *m)
{
	m->epoch++;
	drop_order(m);
	labels_finish(&m->labels);
	m->key = m->asked = m->wanted = 0;
}

void maplabels_destroy(struct maplabels *m)
{
	if (m) {
		drop_order(m);
		labels_finish(&m->labels);
		free(m);
	}
}

/* ---- making ---- */

static void make_labels(struct worker_job *job, int thread)
{
	struct work *w = *(struct work **)(void *)job->payload;
	maptiles_label(w->tiles, thread, &w->view, w->labels);
}

static void show(struct maplabels *m, struct work *w)
{
	labels_finish(&m->labels);
	m->labels = *w->labels;
	w->labels->len = 0;
	m->key = w->key;
	m->view = w->view;
	m->view.obstacles = NULL;
	m->view.obstacles_len = 0;
	for (size_t i = 0; i < m->labels.len; i++) {
		const struct letters *l = &m->labels.at[i].letters;
		m->pixels[i] = (struct draw_pixels){ .id = ++m->next_id, .w = l->w, .h = l->h, .argb = l->argb };
	}
	m->dirty = true;
}

static void done(const struct worker_job *job, enum worker_outcome outcome)
{
	struct work *w = *(struct work *const *)(const void *)job->payload;
	struct maplabels *m = w->m;
	if (m->asked == w->key && m->epoch == w->epoch) {
		m->asked = 0;
	}
	if (outcome == WORKER_RAN && w->epoch == m->epoch) {
		show(m, w);
	}
	labels_finish(w->labels);
	free(w->labels);
	free(w);
}

/* What the names depend on: not on what covers them. */
static uint64_t key_of(const struct draw_map *d)
{
	struct draw_command c = { .type = DRAW_MAP, .map = *d };
	c.map.moving = false;
	c.map.cover_count = 0;
	return draw_command_hash(&c) | 1;
}

static void ask(struct maplabels *m, struct maptiles *tiles, const struct draw_map *d, float px_per_unit, int priority)
{
	drop_order(m);
	struct work *w = mem_zalloc(1, sizeof *w);
	m->frames = 0;
	w->m = m;
	w->tiles = tiles;
	w->epoch = m->epoch;
	w->key = key_of(d);
	w->labels = mem_zalloc(1, sizeof *w->labels);
	size_t obstacles = d->obstacle_count < OBSTACLES_MAX ? d->obstacle_count : OBSTACLES_MAX;
	if (obstacles > 0) {
		memcpy(w->obstacles, d->obstacles, obstacles * sizeof *w->obstacles);
	}
	w->view = (struct maptiles_view){ .camera = d->camera,
		.rect = d->rect,
		.obstacles = w->obstacles,
		.obstacles_len = obstacles,
		.theme = d->theme,
		.px_per_unit = px_per_unit * (1 + (d->scale - 1) / 2) };
	(void)snprintf(w->view.lang, sizeof w->view.lang, "%s", d->lang ? d->lang : language_builtin_code());
	m->order = w;
	m->order_priority = priority;
}

void maplabels_order(struct maplabels *m)
{
	struct work *w = m->order;
	if (!w) {
		return;
	}
	m->order = NULL;
	(void)worker_cancel(m->worker, WORKER_GROUP_MAP, JOB_KEY);
	struct worker_job job = { .run = make_labels,
		.done = done,
		.group = WORKER_GROUP_MAP,
		.key = JOB_KEY,
		.priority = m->order_priority };
	*(struct work **)(void *)job.payload = w;
	if (worker_submit(m->worker, &job)) {
		m->asked = w->key;
	} else {
		free(w->labels);
		free(w);
	}
}

/* ---- showing ---- */

/* How the names shown lie to the camera: their anchors, seen from the middle of the view, grow and move. */
struct view_change {
	double zoom; /* levels */
	double grow, dx, dy;
	float cx, cy; /* middle of the view they were made for */
};

static struct view_change change_of(const struct maplabels *m, const struct draw_map *d)
{
	const struct maptiles_view *then = &m->view;
	struct world a = world_from_degrees(then->camera.lon, then->camera.lat);
	struct world b = world_from_degrees(d->camera.lon, d->camera.lat);
	double world = WORLD_PX * exp2(d->camera.zoom);
	double zoom = d->camera.zoom - then->camera.zoom;
	struct view_change c = { .zoom = fabs(zoom),
		.grow = exp2(zoom),
		.dx = (a.x - b.x) * world + d->rect.x + d->rect.w / 2.0,
		.dy = (a.y - b.y) * world + d->rect.y + d->rect.h / 2.0,
		.cx = (float)then->rect.x + (float)then->rect.w / 2,
		.cy = (float)then->rect.y + (float)then->rect.h / 2 };
	return c;
}

/* Made for another look: not for this frame. */
static bool is_usable(const struct maplabels *m, const struct draw_map *d, const struct view_change *c)
{
	return m->labels.len > 0 && m->view.theme == d->theme && c->zoom < ZOOM_HIDDEN;
}

static void push(struct maplabels *m, size_t i, float dx, float dy, struct draw_list *out)
{
	const struct letters *l = &m->labels.at[i].letters;
	struct draw_command *c = draw_push(out, DRAW_IMAGE);
	c->image.pixels = &m->pixels[i];
	c->image.to = (struct rectf){ (float)l->x + dx, (float)l->y + dy, (float)l->w, (float)l->h };
	c->image.alpha = 255;
}

static void show_names(struct maplabels *m, const struct draw_map *d, const struct view_change *c,
		struct draw_list *out)
{
	struct label_box shown[LABELS_MAX];
	size_t count = 0;
	bool zooming = c->zoom > ZOOM_SAME;
	for (size_t i = 0; i < m->labels.len; i++) {
		const struct label *l = &m->labels.at[i];
		double x = (double)(l->x - c->cx) * c->grow + c->dx;
		double y = (double)(l->y - c->cy) * c->grow + c->dy;
		/* All move by the same whole px, so that they do not tremble against each other. */
		float dx = (float)lround(zooming ? x - (double)l->x : c->dx - (double)c->cx);
		float dy = (float)lround(zooming ? y - (double)l->y : c->dy - (double)c->cy);
		struct label_box box = { l->box.x0 + dx, l->box.y0 + dy, l->box.x1 + dx, l->box.y1 + dy };
		bool room = labels_shown(box, d->rect, d->covers, d->cover_count);
		/* On the way to a smaller zoom they come closer: the more important ones stay. */
		for (size_t k = 0; zooming && room && k < count; k++) {
			room = !label_box_overlaps(box, shown[k]);
		}
		if (room) {
			shown[count++] = box;
			push(m, i, dx, dy, out);
		}
	}
}

static bool runs_out(const struct maplabels *m, const struct draw_map *d, const struct view_change *c)
{
	double reach = (double)(LABELS_DRAWN_PX * m->view.px_per_unit) * 0.6;
	return c->zoom > ZOOM_AGAIN || fabs(c->dx - (double)c->cx) > reach || fabs(c->dy - (double)c->cy) > reach ||
	       m->view.theme != d->theme;
}

void maplabels_begin_frame(struct maplabels *m)
{
	m->dirty = false;
	m->wanted = m->key;
	m->frames++;
}

void maplabels_expand(struct maplabels *m, struct maptiles *tiles, const struct draw_map *d, float px_per_unit,
		int priority, struct draw_list *out)
{
	uint64_t key = key_of(d);
	struct view_change change = change_of(m, d);
	m->wanted = d->moving ? m->key : key;
	if (!d->moving && key != m->key && key != m->asked) {
		ask(m, tiles, d, px_per_unit, priority);
	} else if (d->moving && !m->asked && m->frames >= MOVING_FRAMES && (m->key == 0 || runs_out(m, d, &change))) {
		ask(m, tiles, d, px_per_unit, priority);
	}
	if (is_usable(m, d, &change)) {
		show_names(m, d, &change, out);
	}
}

bool maplabels_is_dirty(const struct maplabels *m)
{
	return m->dirty;
}

bool maplabels_is_pending(const struct maplabels *m)
{
	return m->wanted != m->key;
}
