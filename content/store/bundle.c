/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/bundle.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

enum { WORD_MAX = 64 };

static void finish_component(struct bundle_component *c)
{
	for (size_t i = 0; i < c->sites_len; i++) {
		free(c->sites[i]);
	}
	free(c->sites);
	free(c->name);
}

void bundle_close(struct bundle *b)
{
	for (size_t i = 0; i < b->components_len; i++) {
		finish_component(&b->components[i]);
	}
	free(b->components);
	free(b->pack);
	free(b->edition);
	free(b->dir);
	free(b->objects);
	*b = (struct bundle){ 0 };
}

/* Pack and edition become parts of target names and paths. */
static bool is_word(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
	size_t len = strlen(text);
	return len > 0 && len <= WORD_MAX && text[0] != '-' && text[0] != '.' && strspn(text, letters) == len;
}

/* Absent: for all. What no unit could need would be a mistake. */
static bool read_sites(const json_t *list, struct bundle_component *out, struct err *e)
{
	size_t count = json_array_size(list);
	if (!list) {
		return true;
	}
	if (!json_is_array(list) || count == 0 || count > BUNDLE_SITES_MAX) {
		return fail_kind(e, ERR_FORMAT, "%s: sites must be a list of 1 to %d", out->name, BUNDLE_SITES_MAX);
	}
	out->sites = mem_zalloc(count, sizeof *out->sites);
	for (size_t i = 0; i < count; i++) {
		const char *site = json_string_value(json_array_get(list, i));
		if (!site || !is_word(site)) {
			return fail_kind(e, ERR_FORMAT, "%s: a site is not a plain word", out->name);
		}
		out->sites[out->sites_len++] = mem_strdup(site);
	}
	return true;
}

static bool read_component(const json_t *j, struct bundle_component *out, struct err *e)
{
	const char *name = json_string_value(json_object_get(j, "name"));
	const json_t *length = json_object_get(j, "length");
	const char *sha256 = json_string_value(json_object_get(j, "sha256"));
	if (!name || !json_is_integer(length) || !sha256) {
		return fail_kind(e, ERR_FORMAT, "a component lacks name, length or sha256");
	}
	if (strlen(name) > BUNDLE_NAME_MAX || !fs_is_safe_relative(name) || str_equal(name, "bundle.json")) {
		return fail_kind(e, ERR_FORMAT, "the component name '%.*s' is not allowed", BUNDLE_NAME_MAX, name);
	}
	json_int_t bytes = json_integer_value(length);
	if (bytes < 0 || (uint64_t)bytes > BUNDLE_LENGTH_MAX) {
		return fail_kind(e, ERR_FORMAT, "%s: the length is out of range", name);
	}
	if (!sha256_is_hex(sha256)) {
		return fail_kind(e, ERR_FORMAT, "%s: sha256 is not 64 small hexadecimal digits", name);
	}
	out->length = (uint64_t)bytes;
	str_cut(out->sha256, sizeof out->sha256, sha256);
	out->name = mem_strdup(name);
	return read_sites(json_object_get(j, "sites"), out, e);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct bundle_component *)a)->name, ((const struct bundle_component *)b)->name);
}

static bool read_components(const json_t *list, struct bundle *b, struct err *e)
{
	size_t count = json_array_size(list);
	if (!json_is_array(list) || count == 0 || count > BUNDLE_COMPONENTS_MAX) {
		return fail_kind(e, ERR_FORMAT, "components must be a list of 1 to %d", BUNDLE_COMPONENTS_MAX);
	}
	b->components = mem_zalloc(count, sizeof *b->components);
	for (size_t i = 0; i < count; i++) {
		/* Counted before it is read: what it has when that fails is freed with the rest. */
		b->components_len++;
		if (!read_component(json_array_get(list, i), &b->components[i], e)) {
			return false;
		}
	}
	qsort(b->components, count, sizeof *b->components, compare_names);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(b->components[i - 1].name, b->components[i].name) == 0) {
			return fail_kind(e, ERR_FORMAT, "the component '%s' is there twice", b->components[i].name);
		}
	}
	return true;
}

static bool read_manifest(const json_t *root, struct bundle *b, struct err *e)
{
	const json_t *format = json_object_get(root, "format");
	const char *pack = json_string_value(json_object_get(root, "pack"));
	const char *edition = json_string_value(json_object_get(root, "edition"));
	if (!json_is_integer(format)) {
		return fail_kind(e, ERR_FORMAT, "this is no bundle.json: there is no format");
	}
	if (json_integer_value(format) != BUNDLE_FORMAT) {
		return fail_kind(e, ERR_FORMAT, "format %lld is not known here. Update the firmware",
				(long long)json_integer_value(format));
	}
	if (!pack || !is_word(pack) || !edition || !is_word(edition)) {
		return fail_kind(e, ERR_FORMAT, "pack or edition is missing or not a plain word");
	}
	b->pack = mem_strdup(pack);
	b->edition = mem_strdup(edition);
	return read_components(json_object_get(root, "components"), b, e);
}

bool bundle_parse_files(struct bundle *out, const char *json, size_t len, struct err *e)
{
	if (len > BUNDLE_MANIFEST_BYTES_MAX) {
		return fail_kind(e, ERR_FORMAT, "bundle.json is longer than %d bytes", BUNDLE_MANIFEST_BYTES_MAX);
	}
	json_error_t problem;
	json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, &problem);
	if (!root) {
		return fail_kind(e, ERR_FORMAT, "bundle.json:%d: %s", problem.line, problem.text);
	}
	struct bundle b = { 0 };
	bool ok = read_manifest(root, &b, e) || fail_wrap(e, "bundle.json");
	json_decref(root);
	if (!ok) {
		bundle_close(&b);
		return false;
	}
	*out = b;
	return true;
}

bool bundle_parse(struct bundle *out, const char *json, size_t len, struct err *e)
{
	struct bundle b = { 0 };
	if (!bundle_parse_files(&b, json, len, e)) {
		return false;
	}
	if (!bundle_find(&b, "content.sqlite")) {
		bundle_close(&b);
		return fail_kind(e, ERR_FORMAT, "bundle.json: there is no component content.sqlite");
	}
	*out = b;
	return true;
}

bool bundle_open(struct bundle *out, const char *dir, const char *objects_dir, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, "bundle.json");
	struct buf bytes = { 0 };
	bool ok = fs_read_file(path, BUNDLE_MANIFEST_BYTES_MAX, &bytes, e) &&
		  bundle_parse(out, buf_text(&bytes), bytes.len, e);
	buf_finish(&bytes);
	if (ok) {
		out->dir = mem_strdup(dir);
		out->objects = objects_dir ? mem_strdup(objects_dir) : NULL;
	}
	return ok;
}

static bool is_for(const struct bundle_component *c, const char *site)
{
	for (size_t i = 0; i < c->sites_len; i++) {
		if (str_equal(c->sites[i], site)) {
			return true;
		}
	}
	return c->sites_len == 0;
}

void bundle_keep_for(struct bundle *b, const char *site)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->components_len; i++) {
		if (!site || !site[0] || is_for(&b->components[i], site)) {
			b->components[kept++] = b->components[i];
		} else {
			finish_component(&b->components[i]);
		}
	}
	b->components_len = kept;
}

void bundle_forget_absent(struct bundle *b)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->components_len; i++) {
		CLEANUP(free_ptr)
		char *path = b->objects ? fs_join(b->objects, b->components[i].sha256)
					: fs_join(b->dir, b->components[i].name);
		if (b->components[i].sites_len == 0 || fs_exists(path)) {
			b->components[kept++] = b->components[i];
		} else {
			finish_component(&b->components[i]);
		}
	}
	b->components_len = kept;
}

const struct bundle_component *bundle_find(const struct bundle *b, const char *name)
{
	struct bundle_component key = { .name = (char *)name };
	return b->components_len == 0 ? NULL
				      : bsearch(&key, b->components, b->components_len, sizeof key, compare_names);
}

char *bundle_component_path(const struct bundle *b, const char *name)
{
	const struct bundle_component *c = bundle_find(b, name);
	if (!c || !b->dir) {
		return NULL;
	}
	return b->objects ? fs_join(b->objects, c->sha256) : fs_join(b->dir, c->name);
}
