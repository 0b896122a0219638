/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/mapview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "map/camera.h"
#include "platform/maptiles.h"

#define LOG_MODULE "map"
#include "base/log.h"

enum { TILES_MAX = 512, WANTED_MAX = 96, OBSTACLES_MAX = 64, PARENTS_TRIED = 6 };
#define UNIT_MM 0.2646F /* a style px is 1/96 inch */

/* A picture in the cache, or one that is being made. */
struct cached {
	bool used;
	bool ready;
	struct tile_id id;
	int size_px;
	uint8_t theme;
	uint64_t last_frame;
	struct draw_pixels pixels;
	uint32_t *argb;
};

struct mapview {
	struct worker *worker;
	char *style_dir, *fonts_yaml;
	struct maptiles *tiles; /* NULL: nothing to draw */
	size_t budget_bytes, bytes;
	struct cached cache[TILES_MAX];
	uint64_t frame, next_id;
	bool dirty;
	int missing;    /* pictures the last frame stood in for */
	uint32_t epoch; /* answers of an older set of files are thrown away */
	/* names */
	struct labels labels; /* shown; owned */
	struct draw_pixels label_pixels[LABELS_MAX];
	struct map_camera label_camera;
	struct rect label_rect;
	uint64_t label_key;    /* of those shown */
	uint64_t label_asked;  /* of those being made; 0: none */
	uint64_t label_wanted; /* of the last frame */
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

struct label_work {
	struct mapview *m;
	struct maptiles *tiles;
	uint32_t epoch;
	uint64_t key;
	struct maptiles_view view;
	struct rect obstacles[OBSTACLES_MAX];
	struct labels *labels; /* the answer; owned */
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

static struct cached *find(struct mapview *m, struct tile_id id, int size_px, uint8_t theme)
{
	for (size_t i = 0; i < TILES_MAX; i++) {
		struct cached *c = &m->cache[i];
		if (c->used && c->id.z == id.z && c->id.x == id.x && c->id.y == id.y && c->theme == theme &&
				c->size_px == size_px) {
			return c;
		}
	}
	return NULL;
}

static void forget(struct mapview *m, struct cached *c)
{
	if (c->ready) {
		m->bytes -= (size_t)c->size_px * (size_t)c->size_px * sizeof *c->argb;
	}
	free(c->argb);
	*c = (struct cached){ 0 };
}

static void done_tile(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct tile_work *w = (const struct tile_work *)(const void *)job->payload;
	struct mapview *m = w->m;
	struct cached *c = w->epoch == m->epoch ? find(m, w->id, w->size_px, w->theme) : NULL;
	if (outcome != WORKER_RAN || !c || c->ready) {
		if (outcome == WORKER_RAN) {
			free(w->argb);
		} else if (c && !c->ready) {
			forget(m, c);
		}
		return;
	}
	c->argb = w->argb;
	c->ready = true;
	c->pixels = (struct draw_pixels){ .id = ++m->next_id,
		.w = w->size_px,
		.h = w->size_px,
		.opaque = true,
		.argb = w->argb };
	m->bytes += (size_t)w->size_px * (size_t)w->size_px * sizeof *w->argb;
	m->dirty = true;
}

static void run_labels(struct worker_job *job, int thread)
{
	struct label_work *w = *(struct label_work **)(void *)job->payload;
	maptiles_label(w->tiles, thread, &w->view, w->labels);
}

static void show_labels(struct mapview *m, struct label_work *w)
{
	labels_finish(&m->labels);
	m->labels = *w->labels;
	w->labels->len = 0;
	m->label_key = w->key;
	m->label_camera = w->view.camera;
	m->label_rect = w->view.rect;
	for (size_t i = 0; i < m->labels.len; i++) {
		const struct letters *l = &m->labels.at[i];
		m->label_pixels[i] = (struct draw_pixels){ .id = ++m->next_id, .w = l->w, .h = l->h, .argb = l->argb };
	}
	m->dirty = true;
}

static void done_labels(const struct worker_job *job, enum worker_outcome outcome)
{
	struct label_work *w = *(struct label_work *const *)(const void *)job->payload;
	struct mapview *m = w->m;
	if (m->label_asked == w->key) {
		m->label_asked = 0;
	}
	if (outcome == WORKER_RAN && w->epoch == m->epoch) {
		show_labels(m, w);
	}
	labels_finish(w->labels);
	free(w->labels);
	free(w);
}

/* ---- life ---- */

struct mapview *mapview_create(struct worker *worker, const char *style_dir, const char *fonts_yaml, size_t cache_bytes,
		struct err *e)
{
	bool complete;
	struct maptiles *probe = maptiles_create(style_dir, fonts_yaml, NULL, 0, &complete, e);
	if (!probe) {
		return NULL; /* say now, not at the first map, that a style or font is missing */
	}
	maptiles_destroy(probe);
	struct mapview *m = mem_zalloc(1, sizeof *m);
	m->worker = worker;
	m->style_dir = mem_strdup(style_dir);
	m->fonts_yaml = mem_strdup(fonts_yaml);
	m->budget_bytes = cache_bytes;
	return m;
}

static void drop_all(struct mapview *m)
{
	m->epoch++;
	if (m->worker) {
		worker_drain_group(m->worker, WORKER_GROUP_MAP);
	}
	for (size_t i = 0; i < TILES_MAX; i++) {
		forget(m, &m->cache[i]);
	}
	labels_finish(&m->labels);
	m->label_key = m->label_asked = 0;
	maptiles_destroy(m->tiles);
	m->tiles = NULL;
	m->bytes = 0;
}

void mapview_destroy(struct mapview *m)
{
	if (m) {
		drop_all(m);
		free(m->style_dir);
		free(m->fonts_yaml);
		free(m);
	}
}

bool mapview_set_files(struct mapview *m, const char *const *paths, size_t count, struct err *e)
{
	bool complete = true;
	drop_all(m);
	m->tiles = maptiles_create(m->style_dir, m->fonts_yaml, paths, count, &complete, e);
	m->dirty = true;
	return m->tiles && complete;
}

/* ---- tiles on the screen ---- */

static struct cached *free_slot(struct mapview *m)
{
	struct cached *oldest = NULL;
	for (size_t i = 0; i < TILES_MAX; i++) {
		struct cached *c = &m->cache[i];
		if (!c->used) {
			return c;
		}
		if (c->ready && c->last_frame < m->frame && (!oldest || c->last_frame < oldest->last_frame)) {
			oldest = c;
		}
	}
	if (oldest) {
		forget(m, oldest);
	}
	return oldest;
}

static void ask(struct mapview *m, struct tile_id id, int size_px, uint8_t theme, float px_per_unit, int priority)
{
	struct cached *c = find(m, id, size_px, theme);
	if (c) {
		c->last_frame = m->frame;
		return;
	}
	c = free_slot(m);
	if (!c) {
		return;
	}
	*c = (struct cached){ .used = true, .id = id, .size_px = size_px, .theme = theme, .last_frame = m->frame };
	struct worker_job job = { .run = run_tile,
		.done = done_tile,
		.group = WORKER_GROUP_MAP,
		.key = key_of(id, size_px, theme),
		.priority = priority,
		.droppable = true };
	struct tile_work w = { m, m->tiles, m->epoch, id, size_px, theme, px_per_unit, NULL };
	_Static_assert(sizeof w <= WORKER_PAYLOAD_BYTES, "a tile's job fits");
	memcpy(job.payload, &w, sizeof w);
	if (!worker_submit(m->worker, &job)) {
		*c = (struct cached){ 0 };
	}
}

/* The same tile at another size: good enough while the zoom changes. */
static struct cached *any_size(struct mapview *m, struct tile_id id, uint8_t theme)
{
	struct cached *best = NULL;
	for (size_t i = 0; i < TILES_MAX; i++) {
		struct cached *c = &m->cache[i];
		if (c->ready && c->id.z == id.z && c->id.x == id.x && c->id.y == id.y && c->theme == theme &&
				(!best || c->last_frame > best->last_frame)) {
			best = c;
		}
	}
	return best;
}

static void push_image(struct draw_list *out, const struct draw_pixels *p, struct rectf from, struct rectf to,
		bool smooth)
{
	struct draw_command *c = draw_push(out, DRAW_IMAGE);
	c->image.pixels = p;
	c->image.from = from;
	c->image.to = to;
	c->image.alpha = 255;
	c->image.smooth = smooth;
}

/* Part of an ancestor, scaled up. */
static bool stand_in(struct mapview *m, struct tile_id id, uint8_t theme, struct rectf to, struct draw_list *out)
{
	for (int up = 1; up <= PARENTS_TRIED && up <= id.z; up++) {
		struct tile_id parent = { id.z - up, id.x >> up, id.y >> up };
		struct cached *c = any_size(m, parent, theme);
		if (c) {
			float part = (float)c->size_px / exp2f((float)up);
			float x = (float)(id.x - (parent.x << up)) * part;
			float y = (float)(id.y - (parent.y << up)) * part;
			c->last_frame = m->frame;
			push_image(out, &c->pixels, (struct rectf){ x, y, part, part }, to, true);
			return true;
		}
	}
	return false;
}

/* Descendants already there, when the map was zoomed out. */
static void children_in(struct mapview *m, struct tile_id id, uint8_t theme, struct rectf to, struct draw_list *out)
{
	for (uint32_t i = 0; i < 4; i++) {
		struct tile_id child = { id.z + 1, id.x * 2 + (i & 1), id.y * 2 + (i >> 1) };
		struct cached *c = any_size(m, child, theme);
		if (c) {
			struct rectf at = { to.x + (float)(i & 1) * to.w / 2, to.y + (float)(i >> 1) * to.h / 2,
				to.w / 2, to.h / 2 };
			c->last_frame = m->frame;
			push_image(out, &c->pixels, (struct rectf){ 0 }, at, true);
		}
	}
}

struct wanted {
	struct tile_id id;
	struct rectf to;
	float from_centre;
};

static int nearer(const void *a, const void *b)
{
	const struct wanted *x = a;
	const struct wanted *y = b;
	return (x->from_centre > y->from_centre) - (x->from_centre < y->from_centre);
}

static size_t list_wanted(const struct draw_map *d, int z, struct wanted out[WANTED_MAX])
{
	struct world centre = world_from_degrees(d->camera.lon, d->camera.lat);
	double world = 512 * exp2(d->camera.zoom);
	double side = world / exp2(z);
	double left = centre.x * world - d->rect.w / 2.0;
	double top = centre.y * world - d->rect.h / 2.0;
	long last = (long)exp2(z) - 1;
	size_t count = 0;
	for (long y = (long)floor(top / side); (double)y * side < top + d->rect.h; y++) {
		for (long x = (long)floor(left / side); (double)x * side < left + d->rect.w; x++) {
			if (x < 0 || y < 0 || x > last || y > last || count == WANTED_MAX) {
				continue;
			}
			struct rectf to = { (float)((double)x * side - left + d->rect.x),
				(float)((double)y * side - top + d->rect.y), (float)side, (float)side };
			float dx = to.x + to.w / 2 - ((float)d->rect.x + (float)d->rect.w / 2);
			float dy = to.y + to.h / 2 - ((float)d->rect.y + (float)d->rect.h / 2);
			out[count++] = (struct wanted){ { z, (uint32_t)x, (uint32_t)y }, to, dx * dx + dy * dy };
		}
	}
	qsort(out, count, sizeof *out, nearer);
	return count;
}

static void expand_tiles(struct mapview *m, const struct draw_map *d, struct draw_list *out)
{
	struct wanted wanted[WANTED_MAX];
	int z = (int)floor(d->camera.zoom + 1e-6);
	z = z < 0 ? 0 : z;
	int size_px = (int)lround(512 * exp2(d->camera.zoom - z));
	float unit = UNIT_MM * d->px_per_mm;
	size_t count = list_wanted(d, z, wanted);
	for (size_t i = 0; i < count; i++) {
		const struct wanted *w = &wanted[i];
		struct cached *c = find(m, w->id, size_px, d->theme);
		if (!c || !c->ready) {
			struct cached *other = any_size(m, w->id, d->theme);
			/* While the zoom changes, one picture of each tile is enough; at rest each is made for its
			 * size. */
			if (!d->moving || !other) {
				ask(m, w->id, size_px, d->theme, unit, WORKER_VISIBLE + (int)i);
				m->missing++;
			}
			c = other;
		}
		if (c && c->ready) {
			c->last_frame = m->frame;
			push_image(out, &c->pixels, (struct rectf){ 0 }, w->to, c->size_px != (int)lroundf(w->to.w));
		} else if (!stand_in(m, w->id, d->theme, w->to, out)) {
			children_in(m, w->id, d->theme, w->to, out);
		}
	}
}

/* ---- names on the screen ---- */

static uint64_t view_key(const struct draw_map *d)
{
	struct draw_command c = { .type = DRAW_MAP, .map = *d };
	c.map.moving = false;
	return draw_command_hash(&c) | 1;
}

static void ask_labels(struct mapview *m, const struct draw_map *d, uint64_t key)
{
	struct label_work *w = mem_zalloc(1, sizeof *w);
	w->m = m;
	w->tiles = m->tiles;
	w->epoch = m->epoch;
	w->key = key;
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
		.px_per_unit = UNIT_MM * d->px_per_mm * (1 + (d->scale - 1) / 2) };
	(void)snprintf(w->view.lang, sizeof w->view.lang, "%s", d->lang ? d->lang : "fr");
	struct worker_job job = { .run = run_labels,
		.done = done_labels,
		.group = WORKER_GROUP_MAP,
		.key = 1,
		.priority = WORKER_VISIBLE + 200 };
	*(struct label_work **)(void *)job.payload = w;
	if (worker_submit(m->worker, &job)) {
		m->label_asked = key;
	} else {
		free(w->labels);
		free(w);
	}
}

static void expand_labels(struct mapview *m, const struct draw_map *d, struct draw_list *out)
{
	uint64_t key = view_key(d);
	m->label_wanted = d->moving ? m->label_key : key;
	if (!d->moving && key != m->label_key && key != m->label_asked) {
		(void)worker_cancel(m->worker, WORKER_GROUP_MAP, 1);
		ask_labels(m, d, key);
	}
	/* Names placed for another place move along; for another zoom they would be at wrong places. */
	if (fabs(m->label_camera.zoom - d->camera.zoom) > 0.02) {
		return;
	}
	struct world then = world_from_degrees(m->label_camera.lon, m->label_camera.lat);
	struct world now = world_from_degrees(d->camera.lon, d->camera.lat);
	double world = 512 * exp2(d->camera.zoom);
	float dx = (float)lround((then.x - now.x) * world + d->rect.x + d->rect.w / 2.0 - m->label_rect.x -
				 m->label_rect.w / 2.0);
	float dy = (float)lround((then.y - now.y) * world + d->rect.y + d->rect.h / 2.0 - m->label_rect.y -
				 m->label_rect.h / 2.0);
	for (size_t i = 0; i < m->labels.len; i++) {
		const struct letters *l = &m->labels.at[i];
		struct rectf to = { (float)l->x + dx, (float)l->y + dy, (float)l->w, (float)l->h };
		bool seen = to.x < (float)(d->rect.x + d->rect.w) && to.x + to.w > (float)d->rect.x &&
			    to.y < (float)(d->rect.y + d->rect.h) && to.y + to.h > (float)d->rect.y;
		if (seen) {
			push_image(out, &m->label_pixels[i], (struct rectf){ 0 }, to, false);
		}
	}
}

/* ---- frame ---- */

static void trim(struct mapview *m)
{
	while (m->bytes > m->budget_bytes) {
		struct cached *oldest = NULL;
		for (size_t i = 0; i < TILES_MAX; i++) {
			struct cached *c = &m->cache[i];
			if (c->ready && c->last_frame + 1 < m->frame &&
					(!oldest || c->last_frame < oldest->last_frame)) {
				oldest = c;
			}
		}
		if (!oldest) {
			return; /* what is on the screen stays, whatever the budget */
		}
		forget(m, oldest);
	}
}

void mapview_expand(struct mapview *m, const struct draw_list *in, struct draw_list *out)
{
	m->frame++;
	m->dirty = false;
	m->missing = 0;
	m->label_wanted = m->label_key;
	draw_list_init(out, in->arena);
	trim(m);
	for (size_t i = 0; i < in->len; i++) {
		const struct draw_command *c = &in->commands[i];
		if (c->type != DRAW_MAP || !m->tiles || c->map.theme >= MAPTILES_THEMES) {
			*draw_push(out, c->type) = *c;
			continue;
		}
		struct draw_map d = c->map;
		draw_push_clip(out, d.rect);
		expand_tiles(m, &d, out);
		expand_labels(m, &d, out);
		draw_push_unclip(out);
	}
}

bool mapview_is_dirty(const struct mapview *m)
{
	return m->dirty;
}

int mapview_pending(const struct mapview *m)
{
	return m->missing + (m->label_wanted != m->label_key);
}

size_t mapview_cache_bytes(const struct mapview *m)
{
	return m->bytes;
}
