/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/losses.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"

enum {
	NAMES_SHOWN = 5,       /* ids of one line */
	SHRUNK_PERCENT = 50,   /* of a map or of the routes: below this a part of it is missing */
	RECORDS_MAX = 1000000, /* of one table; more are not compared */
};

/* What units miss when it goes. The ids of each query are sorted (bytewise). */
static const struct record_kind {
	const char *component;
	const char *many;
	const char *sql;
	int percent; /* this share may go with an ordinary edit */
	bool named;  /* the ids mean something to staff */
} record_kinds[] = {
	{ "content.sqlite", "languages", "SELECT code FROM language ORDER BY code", 0, true },
	{ "content.sqlite", "sites", "SELECT id FROM site ORDER BY id", 0, true },
	{ "content.sqlite", "networks", "SELECT id FROM network ORDER BY id", 0, true },
	{ "content.sqlite", "places", "SELECT id FROM place ORDER BY id", 10, true },
	{ "content.sqlite", "articles", "SELECT id FROM article ORDER BY id", 10, true },
	{ "content.sqlite", "translations of articles",
			"SELECT a.id || '.' || l.code || CASE v.easy WHEN 0 THEN '' ELSE '.easy' END AS name"
			" FROM article_version v JOIN article a ON a.row = v.article JOIN language l ON l.lang = v.lang"
			" ORDER BY name",
			10, true },
	{ "routes.sqlite", "sites with routes", "SELECT printf('%d', site) AS name FROM origin ORDER BY name", 0,
			false },
};

struct ids {
	char **at; /* sorted */
	size_t len, capacity;
};

static void ids_finish(struct ids *ids)
{
	for (size_t i = 0; i < ids->len; i++) {
		free(ids->at[i]);
	}
	free(ids->at);
	*ids = (struct ids){ 0 };
}

static bool ids_read(struct db *db, const char *sql, struct ids *out)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(db, sql, &ignored);
	int code = SQLITE_ERROR;
	while (s && out->len < RECORDS_MAX && (code = sqlite3_step(s)) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(s, 0);
		if (out->len == out->capacity) {
			out->capacity = out->capacity ? out->capacity * 2 : 64;
			out->at = mem_resize(out->at, out->capacity, sizeof *out->at);
		}
		out->at[out->len++] = mem_strdup(id ? id : "");
	}
	sqlite3_finalize(s);
	return code == SQLITE_DONE;
}

/* Names what `old` has and `new` has not, when it is more than the kind's share. */
static size_t compare(const struct record_kind *kind, const struct ids *old, const struct ids *new, struct buf *out)
{
	struct buf names = { 0 };
	size_t gone = 0;
	size_t j = 0;
	for (size_t i = 0; i < old->len; i++) {
		while (j < new->len && strcmp(new->at[j], old->at[i]) < 0) {
			j++;
		}
		if (j < new->len && strcmp(new->at[j], old->at[i]) == 0) {
			continue;
		}
		if (gone++ < NAMES_SHOWN) {
			buf_printf(&names, "%s%s", gone > 1 ? ", " : "", old->at[i]);
		}
	}
	size_t line = gone * 100 > old->len * (size_t)kind->percent ? 1 : 0;
	if (line > 0) {
		buf_printf(out, "%zu of %zu %s%s%s%s\n", gone, old->len, kind->many, kind->named ? ": " : "",
				kind->named ? buf_text(&names) : "", kind->named && gone > NAMES_SHOWN ? ", ..." : "");
	}
	buf_finish(&names);
	return line;
}

static size_t compare_records(const char *component, const char *old_path, const char *new_path, struct buf *out)
{
	struct db old = { 0 };
	struct db new = { 0 };
	struct err ignored;
	size_t lines = 0;
	if (db_open(&old, old_path, &ignored) && db_open(&new, new_path, &ignored)) {
		for (size_t i = 0; i < ARRAY_LEN(record_kinds); i++) {
			const struct record_kind *kind = &record_kinds[i];
			struct ids before = { 0 };
			struct ids after = { 0 };
			if (str_equal(kind->component, component) && ids_read(&old, kind->sql, &before) &&
					ids_read(&new, kind->sql, &after)) {
				lines += compare(kind, &before, &after, out);
			}
			ids_finish(&before);
			ids_finish(&after);
		}
	}
	db_close(&old);
	db_close(&new);
	return lines;
}

/* What the component is to a visitor, and what brings it back. NULL: a picture goes when its article does. */
static const char *remedy(const char *name)
{
	static const struct {
		const char *prefix, *words;
	} kinds[] = {
		{ "map/", "a map: build it again with --map AREA=FILE" },
		{ "routes.sqlite", "the routes: build it again with --osm FILE" },
		{ "media/", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (str_starts(name, kinds[i].prefix)) {
			return kinds[i].words;
		}
	}
	return "a component";
}

static size_t compare_component(const struct repo *r, const struct bundle *b, const char *target, const json_t *entry,
		struct buf *out)
{
	const char *name = target + strlen(b->pack) + 1;
	const char *words = remedy(name);
	const struct bundle_component *now = bundle_find(b, name);
	uint64_t old_length = (uint64_t)json_integer_value(json_object_get(entry, "length"));
	if (!words) {
		return 0;
	}
	if (!now) {
		buf_printf(out, "%s (%s)\n", name, words);
		return 1;
	}
	if (!str_equal(name, "content.sqlite") && now->length < old_length / 100 * SHRUNK_PERCENT) {
		buf_printf(out, "%s: %llu bytes of %llu left (%s)\n", name, (unsigned long long)now->length,
				(unsigned long long)old_length, words);
		return 1;
	}
	const char *sha256 = tuf_json_text(json_object_get(entry, "hashes"), "sha256");
	if (!sha256 || str_equal(sha256, now->sha256)) {
		return 0;
	}
	CLEANUP(free_ptr) char *old_path = repo_target_path(r, target, sha256);
	CLEANUP(free_ptr) char *new_path = bundle_component_path(b, name);
	return compare_records(name, old_path, new_path, out);
}

size_t losses_find(const struct repo *r, const struct bundle *b, struct buf *out)
{
	CLEANUP(free_ptr) char *folder = mem_printf("%s/", b->pack);
	CLEANUP(free_ptr) char *patches = mem_printf("%s/patches/", b->pack);
	CLEANUP(free_ptr) char *manifest = mem_printf("%s/bundle.json", b->pack);
	size_t lines = 0;
	const char *target;
	json_t *entry;
	json_object_foreach(json_object_get(repo_listing(r, b->pack)->signed_part, "targets"), target, entry)
	{
		if (str_starts(target, folder) && !str_starts(target, patches) && !str_equal(target, manifest)) {
			lines += compare_component(r, b, target, entry, out);
		}
	}
	return lines;
}
