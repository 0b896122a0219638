/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/bundle_check.h"

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/catalogue.h"
#include "store/limits.h"
#include "store/routes.h"
#include "store/schema.h"

/* Largest time for reading a file through once: a card that reads 256 KiB a second is about to fail. */
static int64_t check_ms(uint64_t length)
{
	enum { BYTES_A_SECOND = 256 * 1024 };
	return DB_OPEN_MS + (int64_t)(length / BYTES_A_SECOND) * 1000;
}

static bool kind_of(const char *name, enum schema_kind *out)
{
	*out = str_equal(name, "content.sqlite")  ? SCHEMA_CONTENT
	       : str_equal(name, "routes.sqlite") ? SCHEMA_ROUTES
						  : SCHEMA_MBTILES;
	return *out != SCHEMA_MBTILES || str_ends(name, ".mbtiles");
}

/* integrity_check compares indexes with their tables as well: content that is looked up by an index whose rows are not
 * there would show nothing, without an error. The maps are the bulk of a bundle, and a row that is missed there is a
 * tile that is blank: quick_check, in one pass over the pages. */
static const char *check_of(enum schema_kind kind)
{
	return kind == SCHEMA_MBTILES ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)";
}

/* What the tables are is known before that check reads them, and that no page is used twice before anything else is
 * read: a tree whose branches meet again has no end. */
static bool check_sqlite(const char *path, const char *name, uint64_t length, struct err *e)
{
	struct db db;
	enum schema_kind kind;
	if (!kind_of(name, &kind)) {
		return fail_kind(e, ERR_FORMAT, "%s: no part of a bundle has this name", name);
	}
	if (!db_open(&db, path, e)) {
		return fail_wrap(e, "%s", name);
	}
	struct arena *arena = arena_create(0);
	db_allow(&db, check_ms(length));
	bool ok = schema_check(&db, kind, e);
	sqlite3_stmt *s = ok ? db_prepare(&db, check_of(kind), e) : NULL;
	ok = s != NULL;
	if (ok && sqlite3_step(s) != SQLITE_ROW) {
		ok = db_fail(&db, "cannot be checked", e);
	} else if (ok) {
		const char *verdict = db_text(s, 0, arena);
		ok = str_equal(verdict, "ok") || fail_kind(e, ERR_FORMAT, "is damaged: %s", verdict);
	}
	sqlite3_finalize(s);
	db_close(&db);
	arena_destroy(arena);
	return ok || fail_wrap(e, "%s", name);
}

static bool check_content(const char *path, uint64_t length, struct err *e)
{
	struct db db;
	if (!db_open(&db, path, e)) {
		return fail_wrap(e, "content.sqlite");
	}
	db_allow(&db, check_ms(length));
	bool ok = limits_check(&db, e);
	db_close(&db);
	return ok || fail_wrap(e, "content.sqlite");
}

static bool check_component(const struct bundle *b, const struct bundle_component *c, struct err *e)
{
	CLEANUP(free_ptr) char *path = bundle_component_path(b, c->name);
	int64_t size = path ? fs_file_size(path) : -1;
	if (size < 0) {
		return fail_kind(e, ERR_ABSENT, "%s: the file is not there", c->name);
	}
	if ((uint64_t)size != c->length) {
		return fail_kind(e, ERR_FORMAT, "%s: %lld bytes where %llu are due", c->name, (long long)size,
				(unsigned long long)c->length);
	}
	if (str_ends(c->name, ".sqlite") || str_ends(c->name, ".mbtiles")) {
		return check_sqlite(path, c->name, c->length, e) &&
		       (!str_equal(c->name, "routes.sqlite") || routes_check(path, e)) &&
		       (!str_equal(c->name, "content.sqlite") || check_content(path, c->length, e));
	}
	return true;
}

bool bundle_check(const struct bundle *b, struct err *e)
{
	for (size_t i = 0; i < b->components_len; i++) {
		if (!check_component(b, &b->components[i], e)) {
			return false;
		}
	}
	struct arena *arena = arena_create(256 * 1024);
	bool ok = catalogue_load(b, arena, e) != NULL;
	arena_destroy(arena);
	return ok;
}
