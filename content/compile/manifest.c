/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/manifest.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"
#include "compile/areas.h"
#include "compile/content.h"
#include "compile/fields.h"
#include "store/bundle.h"
#include "store/tiles.h"

static bool hash_file(const char *path, char out[SHA256_HEX_BYTES], struct err *e)
{
	unsigned char digest[SHA256_BYTES];
	CLEANUP(fs_close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return fail_errno(e, "open %s", path);
	}
	if (!sha256_of_fd(fd, path, NULL, NULL, digest, e)) {
		return false;
	}
	sha256_to_hex(digest, out);
	return true;
}

static bool add_component(const struct pack *p, json_t *list, const char *out, const char *name, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(out, name);
	char sha256[SHA256_HEX_BYTES];
	int64_t length = fs_file_size(path);
	if (length < 0 || !hash_file(path, sha256, e)) {
		return length >= 0 ? false : fail(e, "%s disappeared while it was being written", path);
	}
	json_t *component = json_pack("{s:s, s:I, s:s}", "name", name, "length", (json_int_t)length, "sha256", sha256);
	json_t *sites = areas_sites(p, name);
	if (sites) {
		json_object_set_new(component, "sites", sites);
	}
	json_array_append_new(list, component);
	return true;
}

static bool make_folder_of(const char *path, struct err *e)
{
	CLEANUP(free_ptr) char *folder = mem_strdup(path);
	*strrchr(folder, '/') = '\0';
	return fs_make_dirs(folder, 0755, e);
}

/* Copies unless the same bytes are there already. */
static bool bring(const char *from, const char *out, const char *name, struct err *e)
{
	CLEANUP(free_ptr) char *to = fs_join(out, name);
	char have[SHA256_HEX_BYTES];
	char want[SHA256_HEX_BYTES];
	if (!hash_file(from, want, e)) {
		return false;
	}
	if (fs_exists(to) && hash_file(to, have, NULL) && strcmp(have, want) == 0) {
		return true;
	}
	return make_folder_of(to, e) && fs_copy_file(from, to, 0644, e);
}

static bool bring_map(const char *from, const char *out, const char *name, enum map_packing packing, struct err *e)
{
	CLEANUP(free_ptr) char *to = fs_join(out, name);
	return make_folder_of(to, e) && mapfile_write(from, to, packing, e);
}

/* The oldest and the newest of the maps that say when they were surveyed. */
static void note_age(const struct tiles_info *info, struct content_facts *facts)
{
	struct date d = info->extract;
	if (!date_is_set(d)) {
		return;
	}
	if (!date_is_set(facts->map_first) || date_compare(d, facts->map_first) < 0) {
		facts->map_first = d;
	}
	if (date_compare(d, facts->map_last) > 0) {
		facts->map_last = d;
	}
}

static bool bring_maps(const struct opt_list *maps, enum map_packing packing, const char *out, const char **names,
		size_t *len, struct content_facts *facts, struct arena *a, struct err *e)
{
	for (size_t i = 0; i < maps->len; i++) {
		const char *equals = strchr(maps->at[i], '=');
		const char *area = equals ? arena_strndup(a, maps->at[i], (size_t)(equals - maps->at[i])) : "";
		if (!equals || !id_is_valid(area)) {
			return fail(e,
					"--map %s: write AREA=FILE.mbtiles, the area in small letters, digits and "
					"hyphens",
					maps->at[i]);
		}
		struct tiles *t = tiles_open_foreign(equals + 1, e);
		if (!t) {
			return fail_wrap(e, "--map %s", maps->at[i]);
		}
		note_age(tiles_info(t), facts);
		tiles_close(t);
		const char *name = arena_printf(a, "map/%s.mbtiles", area);
		for (size_t n = 0; n < *len; n++) {
			if (str_equal(names[n], name)) {
				return fail(e, "--map %s: this area was given twice", maps->at[i]);
			}
		}
		if (!bring_map(equals + 1, out, name, packing, e)) {
			return false;
		}
		names[(*len)++] = name;
	}
	return true;
}

static bool bring_media(const struct pack *p, const char *out, const char **names, size_t *len, struct err *e)
{
	for (size_t i = 0; i < p->media_len; i++) {
		CLEANUP(free_ptr) char *from = fs_join(p->dir, p->media[i].name);
		if (!p->media[i].used) {
			continue;
		}
		if (!bring(from, out, p->media[i].name, e)) {
			return false;
		}
		names[(*len)++] = p->media[i].name;
	}
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Removes what an older bundle in the same folder listed and the new one does not. */
static bool remove_old(const char *out, const struct bundle *old, const char *const *names, size_t len, struct err *e)
{
	for (size_t i = 0; i < old->components_len; i++) {
		const char *name = old->components[i].name;
		if (bsearch(&name, names, len, sizeof *names, compare_names)) {
			continue;
		}
		CLEANUP(free_ptr) char *path = fs_join(out, name);
		if (!fs_remove_tree(path, e)) {
			return false;
		}
	}
	return true;
}

static bool write_manifest(const struct pack *p, const char *out, const char *const *names, size_t len, struct err *e)
{
	char edition[DATE_TEXT_BYTES];
	date_format(p->date, edition);
	json_t *list = json_array();
	json_t *root = json_pack("{s:i, s:s, s:s, s:o}", "format", BUNDLE_FORMAT, "pack", p->id, "edition", edition,
			"components", list);
	bool ok = root != NULL || fail(e, "bundle.json could not be put together");
	for (size_t i = 0; ok && i < len; i++) {
		ok = add_component(p, list, out, names[i], e);
	}
	/* One component a line, so that two manifests can be compared by eye. */
	char *text = ok ? json_dumps(root, JSON_INDENT(1)) : NULL;
	if (text) {
		CLEANUP(free_ptr) char *path = fs_join(out, "bundle.json");
		CLEANUP(free_ptr) char *lines = mem_printf("%s\n", text);
		ok = fs_write_file_atomic(path, lines, strlen(lines), 0644, e);
	}
	free(text);
	json_decref(root);
	return ok;
}

static bool bring_routes(const struct pack *p, const char *out, const struct opt_list *extracts,
		struct routes_summary *routes, const char **names, size_t *len, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(out, "routes.sqlite");
	if (extracts->len == 0) {
		return true;
	}
	names[(*len)++] = "routes.sqlite";
	return routes_write(p, extracts, path, routes, e) || fail_wrap(e, "routes");
}

bool manifest_build(const struct pack *p, const char *out, const struct manifest_inputs *in,
		struct routes_summary *routes, struct err *e)
{
	struct arena *arena = arena_create(0);
	struct bundle old = { 0 };
	*routes = (struct routes_summary){ 0 };
	const char **names = ARENA_ARRAY(arena, const char *, p->media_len + in->maps.len + 2);
	size_t len = 0;
	(void)!bundle_open(&old, out, NULL, NULL); /* none yet, or not a bundle of ours: nothing to remove */
	CLEANUP(free_ptr) char *content = fs_join(out, "content.sqlite");
	CLEANUP(free_ptr) char *route_file = fs_join(out, "routes.sqlite");
	struct content_facts facts = { .before = in->before,
		.routes = in->extracts.len > 0 ? route_file : NULL,
		.told = in->told };
	names[len++] = "content.sqlite";
	/* The content tells of maps and routes: it comes after them. */
	bool ok = fs_make_dirs(out, 0755, e) &&
		  bring_maps(&in->maps, in->packing, out, names, &len, &facts, arena, e) &&
		  bring_routes(p, out, &in->extracts, routes, names, &len, e);
	facts.routes_last = routes->last;
	ok = ok && content_write(p, &facts, content, e) && bring_media(p, out, names, &len, e);
	qsort(names, len, sizeof *names, compare_names);
	ok = ok && write_manifest(p, out, names, len, e) && remove_old(out, &old, names, len, e);
	bundle_close(&old);
	arena_destroy(arena);
	return ok;
}
