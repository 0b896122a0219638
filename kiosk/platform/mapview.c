/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map without its tiles: nothing is drawn over the ground colour of the page. The tile pipeline replaces this. */
#include "platform/mapview.h"

#include <stdlib.h>

#include "base/mem.h"

struct mapview {
	struct worker *worker;
};

struct mapview *mapview_create(struct worker *worker, const char *style_dir, const char *fonts_yaml, size_t cache_bytes,
		struct err *e)
{
	(void)style_dir;
	(void)fonts_yaml;
	(void)cache_bytes;
	(void)e;
	struct mapview *m = mem_zalloc(1, sizeof *m);
	m->worker = worker;
	return m;
}

void mapview_destroy(struct mapview *m)
{
	free(m);
}

bool mapview_set_files(struct mapview *m, const char *const *paths, size_t count, struct err *e)
{
	(void)m;
	(void)paths;
	(void)count;
	(void)e;
	return true;
}

void mapview_expand(struct mapview *m, const struct draw_list *in, struct draw_list *out)
{
	(void)m;
	*out = *in;
}

bool mapview_is_dirty(const struct mapview *m)
{
	(void)m;
	return false;
}

int mapview_pending(const struct mapview *m)
{
	(void)m;
	return 0;
}

size_t mapview_cache_bytes(const struct mapview *m)
{
	(void)m;
	return 0;
}
