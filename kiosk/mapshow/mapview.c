/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapshow/mapview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "map/camera.h"
#include "map/tileplan.h"
#include "mapshow/maplabels.h"
#include "mapshow/maptiles.h"
#include "mapshow/tilecache.h"
#include "mapshow/tileshow.h"

#define LOG_MODULE "map"
#include "base/log.h"

enum {
	ORDERS_MAX = TILEPLAN_MAX + 64,
	BASE_TILES_MAX = 12, /* that hold all there is, at the deepest zoom at which so few do */
	BASE_PX = 128,
	/* Added to WORKER_VISIBLE, in the order of the plan. */
	BEHIND_SHOWN = TILEPLAN_SHOWN_MAX,
	BEHIND_ALL = TILEPLAN_SHOWN_MAX, /* names come before the ring */
};
/* How much of the last frames' motion is kept: the ring must not jump with every finger's tremble. */
#define MOTION_KEPT 0.7
#define UNIT_MM 0.2646F /* a style px is 1/96 inch */

/* A tile that a frame misses, or that waits with another priority than before. */
struct tile_order {
	struct tile_id id;
	int size_px;
	uint8_t theme;
	float px_per_unit;
	int priority;
	bool hurry;
};

struct mapview {
	struct worker *worker;
	struct maptiles_assets assets; /* owned */
	struct maptiles *tiles;        /* NULL: nothing to draw */
	struct tilecache *cache;
	struct mapview_stats stats;
	struct map_camera last_camera; /* of the frame before */
	struct tileplan_motion motion;
	struct tile_id base[BASE_TILES_MAX + 1];
	size_t base_len;
	struct maplabels *names;
	struct tile_order orders[ORDERS_MAX];
	size_t orders_len;
	bool dirty;
	int missing;    /* pictures the last frame stood in for */
	size_t first;   /* command of the last expanded frame that belongs to a map */
	bool any;       /* it has one */
	uint32_t epoch; /* answers of an older set of files are thrown away */
};

/* ---- jobs ---- */

struct tile_work {
	struct mapview *m;
	struct maptiles *tiles;
	uint32_t epoch;
	struct tile_id id;
	int size_px;
	uint8_t theme;
	float px_per_unit;
	uint32_t *argb; /* the answer */
};

static uint64_t key_of(struct tile_id id, int size_px, uint8_t theme)
{
	return (uint64_t)id.x << 40 ^ (uint64_t)id.y << 16 ^ (uint64_t)(unsigned)id.z << 58 ^
	       (uint64_t)(unsigned)size_px << 3 ^ theme;
}

static void run_tile(struct worker_job *job, int thread)
{
	struct tile_work *w = (struct tile_work *)(void *)job->payload;
	w->argb = maptiles_paint(w->tiles, thread, w->id, w->size_px, w->theme, w->px_per_unit);
}

static void done_tile(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct tile_work *w = (const struct tile_work *)(const void *)job->payload;
	struct mapview *m = w->m;
	struct picture *p = w->epoch == m->epoch ? tilecache_find(m->cache, w->id, w->size_px, w->theme) : NULL;
	if (outcome != WORKER_RAN) {
		m->stats.cancelled++;
		if (p && !p->ready) {
			tilecache_forget(m->cache, p);
		}
		return;
	}
	m->stats.made++;
	if (!p || p->ready) {
		free(w->argb);
		return;
	}
	m->dirty = m->dirty || p->awaited; /* one of the ring changes nothing that is seen */
	tilecache_fill(m->cache, p, w->argb);
}

/* ---- life ---- */

struct mapview *mapview_create(struct worker *worker, const struct maptiles_assets *assets, size_t cache_bytes,
		struct err *e)
{
	struct maptiles *probe = maptiles_create(assets, NULL, 0, e);
	if (!probe) {
		return NULL; /* say now, not at the first map, that a style or font is missing */
	}
	maptiles_destroy(probe);
	struct mapview *m = mem_zalloc(1, sizeof *m);
	m->worker = worker;
	m->assets = (struct maptiles_assets){ .style_dir = mem_strdup(assets->style_dir),
		.fonts_yaml = mem_strdup(assets->fonts_yaml),
		.icons_dir = mem_strdup(assets->icons_dir) };
	m->names = maplabels_create(worker);
	m->cache = tilecache_create(cache_bytes);
	return m;
}

static void drop_all(struct mapview *m)
{
	m->epoch++;
	m->orders_len = 0;
	if (m->worker) {
		worker_drain_group(m->worker, WORKER_GROUP_MAP);
	}
	tilecache_forget_all(m->cache);
	maplabels_forget(m->names);
	maptiles_destroy(m->tiles);
	m->tiles = NULL;
}

void mapview_destroy(struct mapview *m)
{
	if (m) {
		drop_all(m);
		tilecache_destroy(m->cache);
		maplabels_destroy(m->names);
		free((char *)m->assets.style_dir);
		free((char *)m->assets.fonts_yaml);
		free((char *)m->assets.icons_dir);
		free(m);
	}
}

/* ---- asking for tiles ---- */

static void ask(struct mapview *m, struct tile_id id, int size_px, uint8_t theme, float px_per_unit, int priority)
{
	struct picture *p = tilecache_find(m->cache, id, size_px, theme);
	bool hurry = p != NULL;
	if (m->orders_len == ORDERS_MAX || (p && (p->ready || p->priority == priority))) {
		return;
	}
	p = p ? p : tilecache_reserve(m->cache, id, size_px, theme);
	if (!p) {
		return;
	}
	p->priority = priority;
	m->orders[m->orders_len++] = (struct tile_order){ id, size_px, theme, px_per_unit, priority, hurry };
}

static void submit(struct mapview *m, const struct tile_order *o)
{
	uint64_t key = key_of(o->id, o->size_px, o->theme);
	if (o->hurry) {
		(void)worker_hurry(m->worker, WORKER_GROUP_MAP, key, o->priority);
		return;
	}
	struct worker_job job = { .run = run_tile,
		.done = done_tile,
		.group = WORKER_GROUP_MAP,
		.key = key,
		.priority = o->priority,
		.droppable = true };
	struct tile_work w = { m, m->tiles, m->epoch, o->id, o->size_px, o->theme, o->px_per_unit, NULL };
	_Static_assert(sizeof w <= WORKER_PAYLOAD_BYTES, "a tile's job fits");
	memcpy(job.payload, &w, sizeof w);
	struct picture *p =
			worker_submit(m->worker, &job) ? NULL : tilecache_find(m->cache, o->id, o->size_px, o->theme);
	if (p) {
		tilecache_forget(m->cache, p);
	}
}

static void submit_orders(struct mapview *m)
{
	for (size_t i = 0; i < m->orders_len; i++) {
		submit(m, &m->orders[i]);
	}
	m->orders_len = 0;
}

/* What is no longer seen is not made. What runs already is kept for later. */
static void cancel_unwanted(struct mapview *m)
{
	for (struct picture *p = NULL; (p = tilecache_next_unwanted(m->cache, p));) {
		(void)worker_cancel(m->worker, WORKER_GROUP_MAP, key_of(p->id, p->size_px, p->theme));
	}
}

/* The few tiles that hold all of the map stay in the cache: something can always stand in. */
static void plan_base(struct mapview *m)
{
	double west;
	double south;
	double east;
	double north;
	m->base[0] = (struct tile_id){ 0 }; /* the ground beyond all files */
	m->base_len = 1;
	if (!m->tiles || !maptiles_bounds(m->tiles, &west, &south, &east, &north)) {
		return;
	}
	struct world low = world_from_degrees(west, north);
	struct world high = world_from_degrees(east, south);
	for (int z = 1; z <= maptiles_deepest(m->tiles); z++) {
		double count = exp2(z);
		long x0 = (long)(low.x * count);
		long y0 = (long)(low.y * count);
		long x1 = (long)fmin(high.x * count, count - 1);
		long y1 = (long)fmin(high.y * count, count - 1);
		if ((x1 - x0 + 1) * (y1 - y0 + 1) > BASE_TILES_MAX) {
			return;
		}
		m->base_len = 1;
		for (long y = y0; y <= y1; y++) {
			for (long x = x0; x <= x1; x++) {
				m->base[m->base_len++] = (struct tile_id){ z, (uint32_t)x, (uint32_t)y };
			}
		}
	}
}

static void ask_base(struct mapview *m, uint8_t theme, float px_per_unit, int priority)
{
	for (size_t i = 0; i < m->base_len; i++) {
		ask(m, m->base[i], BASE_PX, theme, px_per_unit * BASE_PX / TILEPLAN_PX, priority);
		tilecache_pin(m->cache, m->base[i], BASE_PX, theme);
	}
}

/* The world in one tile, here and now: not even the first frame of a map is blank. No file is asked: a card that is
 * slow would hold the frame up. Maps begin at deeper zooms, where workers read them. */
static void paint_ground(struct mapview *m)
{
	for (uint8_t theme = 0; m->tiles && theme < MAPTILES_THEMES; theme++) {
		uint32_t *argb = maptiles_ground(m->tiles, BASE_PX, theme);
		struct picture *p = argb ? tilecache_reserve(m->cache, m->base[0], BASE_PX, theme) : NULL;
		if (p) {
			tilecache_fill(m->cache, p, argb);
		} else {
			free(argb);
		}
	}
}

bool mapview_set_files(struct mapview *m, const struct maptiles_file *files, size_t count, struct err *e)
{
	drop_all(m);
	m->tiles = maptiles_create(&m->assets, files, count, e);
	plan_base(m);
	paint_ground(m);
	for (uint8_t theme = 0; m->tiles && theme < MAPTILES_THEMES; theme++) {
		ask_base(m, theme, 1, theme == 0 ? WORKER_VISIBLE : WORKER_SPARE);
	}
	submit_orders(m);
	m->dirty = true;
	return m->tiles != NULL;
}

/* ---- tiles on the screen ---- */

static void note_motion(struct mapview *m, const struct draw_map *d)
{
	struct world then = world_from_degrees(m->last_camera.lon, m->last_camera.lat);
	struct world now = world_from_degrees(d->camera.lon, d->camera.lat);
	double world = TILEPLAN_PX * exp2(d->camera.zoom);
	bool same_zoom = fabs(d->camera.zoom - m->last_camera.zoom) < 1e-9;
	double kept = d->moving && same_zoom ? MOTION_KEPT : 0;
	double dx = d->moving && same_zoom ? (then.x - now.x) * world : 0;
	double dy = d->moving && same_zoom ? (then.y - now.y) * world : 0;
	m->motion.dx = m->motion.dx * kept + dx * (1 - kept);
	m->motion.dy = m->motion.dy * kept + dy * (1 - kept);
	m->motion.zooming = d->moving && !same_zoom;
	m->last_camera = d->camera;
}

static void expand_tiles(struct mapview *m, const struct draw_map *d, struct draw_list *out)
{
	struct tileplan plan;
	float unit = UNIT_MM * d->px_per_mm;
	size_t bytes = 0;
	note_motion(m, d);
	tileplan_make(&plan, &d->camera, d->rect, m->motion);
	ask_base(m, d->theme, unit, WORKER_VISIBLE + BEHIND_SHOWN);
	for (size_t i = 0; i < plan.len; i++) {
		const struct planned_tile *t = &plan.at[i];
		bool shown = t->use == TILEPLAN_SHOWN;
		/* While the zoom changes one picture of each tile is enough; at rest each is made for its size. */
		if (shown && m->motion.zooming && tilecache_find_any(m->cache, t->id, d->theme)) {
			continue;
		}
		/* The ring may not push out what is seen. */
		bytes += (size_t)t->size_px * (size_t)t->size_px * sizeof(uint32_t);
		if (!shown && bytes > tilecache_budget(m->cache)) {
			break;
		}
		float scale = t->use == TILEPLAN_STAND_IN ? (float)t->size_px / TILEPLAN_PX : 1;
		ask(m, t->id, t->size_px, d->theme, unit * scale, WORKER_VISIBLE + (int)i + (shown ? 0 : 1));
	}
	m->stats.map_frames++;
	for (size_t i = 0; i < plan.shown; i++) {
		struct tileshow shown = tileshow_draw(m->cache, &plan.at[i], d->theme, out);
		m->missing += shown.awaited;
		m->stats.stand_ins += shown.stand_in;
		m->stats.blanks += shown.blank;
	}
}

/* ---- frame ---- */

void mapview_expand(struct mapview *m, const struct draw_list *in, struct draw_list *out)
{
	tilecache_begin_frame(m->cache);
	m->dirty = false;
	m->missing = 0;
	m->any = false;
	maplabels_begin_frame(m->names);
	draw_list_init(out, in->arena);
	for (size_t i = 0; i < in->len; i++) {
		const struct draw_command *c = &in->commands[i];
		if (c->type != DRAW_MAP || !m->tiles || c->map.theme >= MAPTILES_THEMES) {
			*draw_push(out, c->type) = *c;
			continue;
		}
		struct draw_map d = c->map;
		m->first = m->any ? m->first : out->len;
		m->any = true;
		draw_push_clip(out, d.rect);
		expand_tiles(m, &d, out);
		maplabels_expand(m->names, m->tiles, &d, UNIT_MM * d.px_per_mm, WORKER_VISIBLE + BEHIND_ALL, out);
		draw_push_unclip(out);
	}
	m->first = m->any ? m->first : out->len;
}

size_t mapview_first(const struct mapview *m)
{
	return m->first;
}

void mapview_order(struct mapview *m)
{
	submit_orders(m);
	maplabels_order(m->names);
	cancel_unwanted(m);
}

bool mapview_is_dirty(const struct mapview *m)
{
	return m->dirty || maplabels_is_dirty(m->names);
}

int mapview_pending(const struct mapview *m)
{
	return m->missing + maplabels_is_pending(m->names);
}

void mapview_shed(struct mapview *m)
{
	tilecache_shed(m->cache);
}

size_t mapview_cache_bytes(const struct mapview *m)
{
	return tilecache_bytes(m->cache);
}

const struct mapview_stats *mapview_stats(const struct mapview *m)
{
	return &m->stats;
}
