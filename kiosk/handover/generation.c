/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/generation.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

#define LOG_MODULE "content"
#include "base/log.h"

bool generation_linked(const char *store, const char *link, uint64_t *number)
{
	CLEANUP(free_ptr) char *path = fs_join(store, link);
	char target[PATH_MAX];
	ssize_t len = readlink(path, target, sizeof target - 1);
	if (len <= 0) {
		return false;
	}
	target[len] = '\0';
	const char *name = strrchr(target, '/');
	long value;
	if (!str_to_long(name ? name + 1 : target, 1, LONG_MAX, &value)) {
		return false;
	}
	*number = (uint64_t)value;
	return true;
}

void generation_id(const char *store, uint64_t number, char out[GENERATION_ID_BYTES])
{
	CLEANUP(free_ptr) char *path = mem_printf("%s/generations/%" PRIu64 "/bundle.json", store, number);
	struct buf bytes = { 0 };
	struct err e;
	out[0] = '\0';
	if (fs_read_file(path, BUNDLE_MANIFEST_BYTES_MAX, &bytes, &e)) {
		unsigned char digest[SHA256_BYTES];
		char hex[SHA256_HEX_BYTES];
		sha256_of(buf_text(&bytes), bytes.len, digest);
		sha256_to_hex(digest, hex);
		hex[GENERATION_ID_BYTES - 1] = '\0';
		str_cut(out, GENERATION_ID_BYTES, hex);
	}
	buf_finish(&bytes);
}

static void add_credit(struct generation *g, const char *credit)
{
	for (size_t i = 0; i < g->credits_len; i++) {
		if (str_equal(g->credits[i], credit)) {
			return;
		}
	}
	if (credit[0] != '\0') {
		g->credits[g->credits_len++] = arena_strdup(g->arena, credit);
	}
}

/* A map that cannot be read is left out: the rest of the content does not need it. */
static void find_maps(struct generation *g)
{
	size_t beyond = 0;
	for (size_t i = 0; i < g->bundle.components_len; i++) {
		const char *name = g->bundle.components[i].name;
		struct err e;
		if (!str_starts(name, "map/") || !str_ends(name, ".mbtiles")) {
			continue;
		}
		if (g->maps_len == GENERATION_MAPS_MAX) {
			beyond++;
			continue;
		}
		char *path = bundle_component_path(&g->bundle, name);
		struct maptiles_file *map = &g->maps[g->maps_len];
		if (!maptiles_look(map, path, &e)) {
			log_warn("%s is not shown: %s", name, e.message);
			free(path);
			continue;
		}
		const struct tiles_info *info = &map->info;
		add_credit(g, info->attribution);
		g->areas[g->maps_len++] =
				(struct map_area){ info->west, info->south, info->east, info->north, info->max_zoom };
	}
	if (beyond > 0) {
		log_warn("only the first %d maps are read, %zu more are left out", GENERATION_MAPS_MAX, beyond);
	}
}

static void find_routes(struct generation *g, const char *site)
{
	const struct site *at = catalogue_site(g->catalogue, site);
	struct err e;
	if (at && !routes_load(&g->bundle, at->row, g->arena, &g->routes, &e)) {
		log_warn("no routes: %s", e.message);
	}
}

static struct generation *open_dir(const char *dir, const char *objects, const char *site, struct err *e)
{
	struct generation *g = mem_zalloc(1, sizeof *g);
	if (!bundle_open(&g->bundle, dir, objects, e)) {
		free(g);
		return NULL;
	}
	bundle_keep_for(&g->bundle, site);
	bundle_forget_absent(&g->bundle);
	g->arena = arena_create(0);
	g->catalogue = catalogue_load(&g->bundle, g->arena, e);
	if (!g->catalogue) {
		generation_close(g);
		return NULL;
	}
	find_maps(g);
	find_routes(g, site);
	return g;
}

struct generation *generation_open_store(const char *store, uint64_t number, const char *site, struct err *e)
{
	CLEANUP(free_ptr) char *dir = mem_printf("%s/generations/%" PRIu64, store, number);
	CLEANUP(free_ptr) char *objects = fs_join(store, "objects");
	struct generation *g = open_dir(dir, objects, site, e);
	if (!g) {
		(void)fail_wrap(e, "generation %" PRIu64, number);
		return NULL;
	}
	g->number = number;
	char *index = fs_join(dir, "search.sqlite");
	if (fs_exists(index)) {
		g->search_path = index;
	} else {
		free(index);
	}
	return g;
}

struct generation *generation_open_folder(const char *dir, const char *site, struct err *e)
{
	return open_dir(dir, NULL, site, e);
}

void generation_close(struct generation *g)
{
	if (!g) {
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(g->search_at); i++) {
		search_close(g->search_at[i]);
	}
	for (size_t i = 0; i < g->maps_len; i++) {
		free((char *)g->maps[i].path);
	}
	free(g->search_path);
	arena_destroy(g->arena);
	bundle_close(&g->bundle);
	free(g);
}

struct search *generation_search(struct generation *g, int thread, struct err *e)
{
	if (!g->search_path) {
		(void)fail_kind(e, ERR_ABSENT, "the search index is not built yet");
		return NULL;
	}
	if (!g->search_at[thread]) {
		g->search_at[thread] = search_open(g->search_path, e);
	}
	return g->search_at[thread];
}
