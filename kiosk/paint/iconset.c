/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/iconset.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"

#define LOG_MODULE "draw"
#include "base/log.h"

enum { ICONS_MAX = 256 };

struct named_icon {
	char *name;
	struct icon icon;
	bool bad;
};

struct iconset {
	char *dir;
	struct shaper *shaper;
	struct arena *arena;
	struct named_icon icons[ICONS_MAX];
	size_t count;
};

struct iconset *iconset_create(const char *dir, struct shaper *shaper)
{
	struct iconset *s = mem_zalloc(1, sizeof *s);
	s->dir = mem_strdup(dir);
	s->shaper = shaper;
	s->arena = arena_create(0);
	return s;
}

void iconset_destroy(struct iconset *s)
{
	if (!s) {
		return;
	}
	for (size_t i = 0; i < s->count; i++) {
		free(s->icons[i].name);
	}
	arena_destroy(s->arena);
	free(s->dir);
	free(s);
}

static bool load(struct iconset *s, struct named_icon *n, struct err *e)
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/%s.svg", s->dir, n->name);
	struct buf svg = { 0 };
	bool ok = fs_read_file(path, ICON_BYTES_MAX, &svg, e) &&
		  icon_parse(n->name, buf_text(&svg), svg.len, s->arena, &n->icon, e);
	buf_finish(&svg);
	return ok;
}

/* A name from a style or a page, not a way out of the folder. */
static bool is_plain(const char *name)
{
	return name[0] && name[0] != '.' && !strchr(name, '/');
}

const struct icon *iconset_find(struct iconset *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->icons[i].name, name) == 0) {
			return s->icons[i].bad ? NULL : &s->icons[i].icon;
		}
	}
	if (s->count == ICONS_MAX || !is_plain(name)) {
		return NULL;
	}
	struct named_icon *n = &s->icons[s->count++];
	n->name = mem_strdup(name);
	struct err e;
	n->bad = !load(s, n, &e);
	if (n->bad) {
		log_warn("icon left out: %s", e.message);
	}
	return n->bad ? NULL : &n->icon;
}

static void add_mask(struct mask *all, const struct mask *m)
{
	for (int y = 0; y < m->h; y++) {
		for (int x = 0; x < m->w; x++) {
			int to_x = x + m->x;
			int to_y = y + m->y;
			if (to_x < 0 || to_y < 0 || to_x >= all->w || to_y >= all->h) {
				continue;
			}
			uint8_t *to = &all->bytes[to_y * all->w + to_x];
			uint8_t value = m->bytes[y * m->w + x];
			*to = value > *to ? value : *to;
		}
	}
}

struct mask iconset_mask(struct iconset *s, const struct icon *icon, struct icon_look look)
{
	struct mask all = { .w = look.w + 2 * look.margin,
		.h = look.h + 2 * look.margin,
		.x = -look.margin,
		.y = -look.margin };
	all.bytes = mem_zalloc((size_t)all.w * (size_t)all.h, 1);
	float scale = (float)look.w / ICON_GRID;
	float margin = (float)look.margin;
	struct shape_place place = { look.mirrored ? -scale : scale, (float)look.h / ICON_GRID,
		look.mirrored ? (float)look.w + margin : margin, margin };
	float stroke = (look.stroke > 0 ? look.stroke : icon->stroke) * scale + 2 * look.wider;
	for (size_t i = 0; i < icon->part_count; i++) {
		const struct path *path = &icon->parts[i].path;
		struct mask m;
		if (icon->parts[i].filled && shape_fill(s->shaper, path, place, &m)) {
			add_mask(&all, &m);
			free(m.bytes);
		}
		if (shape_stroke(s->shaper, path, place, stroke, 0, 0, &m)) {
			add_mask(&all, &m);
			free(m.bytes);
		}
	}
	return all;
}
