/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/routes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/bundle.h"
#include "store/schema.h"

enum { SITES_MAX = 100000, SECONDS_MAX = 4 * 3600, GAP_MAX = 1000 };

static bool check_header(struct db *db, struct err *e)
{
	long long id;
	long long version;
	if (!db_number(db, "PRAGMA application_id", &id, e) || !db_number(db, "PRAGMA user_version", &version, e)) {
		return false;
	}
	if (id != ROUTES_APPLICATION_ID) {
		return fail_kind(e, ERR_FORMAT, "is not a file of routes");
	}
	if (version != ROUTES_SCHEMA) {
		return fail_kind(e, ERR_FORMAT, "has version %lld; this program reads %d", version, ROUTES_SCHEMA);
	}
	return true;
}

/* Finds the site; out->known false when it is not there. */
static bool read_origin(struct db *db, int64_t site, struct routes *out, struct err *e)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT reach FROM origin WHERE site = ?1", e);
	if (!s) {
		return false;
	}
	sqlite3_bind_int64(s, 1, site);
	int code = sqlite3_step(s);
	int64_t reach = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		return db_fail(db, "cannot be read", e);
	}
	if (reach < 0 || reach > ROUTE_METRES_MAX) {
		return fail_kind(e, ERR_FORMAT, "an origin reaches %lld m", (long long)reach);
	}
	out->known = code == SQLITE_ROW;
	out->reach_m = (int)reach;
	return true;
}

static bool number(sqlite3_stmt *s, int column, int max, int *out)
{
	int64_t value = sqlite3_column_int64(s, column);
	*out = value >= 0 && value <= max ? (int)value : 0;
	return sqlite3_column_type(s, column) == SQLITE_INTEGER && value >= 0 && value <= max;
}

static const unsigned char *blob(sqlite3_stmt *s, int column, struct arena *arena, size_t *len, size_t *bytes)
{
	const void *from = sqlite3_column_blob(s, column);
	*len = from ? (size_t)sqlite3_column_bytes(s, column) : 0;
	*bytes += *len;
	if (!from || *bytes > ROUTES_BYTES_MAX) {
		return NULL;
	}
	unsigned char *copy = arena_alloc(arena, *len, 1);
	memcpy(copy, from, *len);
	return copy;
}

/* `scratch` is reset: a route is unpacked once to know that it can be. */
static bool read_record(sqlite3_stmt *s, struct arena *arena, struct arena *scratch, struct route_record *r,
		size_t *bytes, struct err *e)
{
	int variant;
	int flags;
	r->place = sqlite3_column_int64(s, 0);
	bool good = number(s, 1, ROUTE_VARIANTS - 1, &variant) && number(s, 2, ROUTE_METRES_MAX, &r->metres) &&
		    number(s, 3, SECONDS_MAX, &r->seconds) && number(s, 4, 255, &flags) &&
		    number(s, 5, GAP_MAX, &r->start_gap_m) && number(s, 6, GAP_MAX, &r->end_gap_m);
	if (!good) {
		return fail_kind(e, ERR_FORMAT, "a route has a number out of bounds");
	}
	r->variant = (enum route_variant)variant;
	r->flags = (unsigned)flags;
	r->line = blob(s, 7, arena, &r->line_len, bytes);
	r->steps = r->line ? blob(s, 8, arena, &r->steps_len, bytes) : NULL;
	if (!r->steps) {
		return fail_kind(e, ERR_FORMAT, "a site's routes are empty or take more than %d bytes",
				ROUTES_BYTES_MAX);
	}
	struct route_plan route;
	bool ok = routes_decode(r, scratch, &route, e);
	arena_reset(scratch);
	return ok;
}

static bool read_records(struct db *db, int64_t site, struct arena *arena, struct routes *out, struct err *e)
{
	sqlite3_stmt *s = db_prepare(db,
			"SELECT place, variant, metres, seconds, flags, start_gap, end_gap, line, steps FROM route "
			"WHERE site = ?1",
			e);
	if (!s) {
		return false;
	}
	struct arena *scratch = arena_create(0);
	struct route_record *at = NULL; /* heap until the number is known */
	size_t len = 0;
	size_t bytes = 0;
	int code = SQLITE_DONE;
	bool ok = true;
	sqlite3_bind_int64(s, 1, site);
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		if (len == ROUTES_MAX) {
			ok = fail_kind(e, ERR_FORMAT, "a site has more than %d routes", ROUTES_MAX);
			break;
		}
		at = mem_resize(at, len + 1, sizeof *at);
		ok = read_record(s, arena, scratch, &at[len++], &bytes, e);
	}
	ok = ok && (code == SQLITE_DONE || db_fail(db, "cannot be read", e));
	sqlite3_finalize(s);
	arena_destroy(scratch);
	if (ok && len > 0) {
		struct route_record *records = ARENA_ARRAY(arena, struct route_record, len);
		memcpy(records, at, len * sizeof *at);
		out->records = records;
		out->len = len;
	}
	free(at);
	return ok;
}

/* Places beyond the reach; a file of an earlier compiler has none. */
static bool read_beyond(struct db *db, int64_t site, struct arena *arena, struct routes *out, struct err *e)
{
	long long there;
	if (!db_number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'beyond'", &there, e)) {
		return false;
	}
	sqlite3_stmt *s = there ? db_prepare(db, "SELECT place FROM beyond WHERE site = ?1 ORDER BY place", e) : NULL;
	if (!s) {
		return there == 0;
	}
	int64_t *at = mem_zalloc(ROUTES_MAX, sizeof *at);
	size_t len = 0;
	int code;
	sqlite3_bind_int64(s, 1, site);
	while ((code = sqlite3_step(s)) == SQLITE_ROW && len < ROUTES_MAX) {
		at[len++] = sqlite3_column_int64(s, 0);
	}
	bool ok = code == SQLITE_DONE ||
		  (code == SQLITE_ROW ? fail_kind(e, ERR_FORMAT, "a site has more than %d places beyond reach",
							ROUTES_MAX)
				      : db_fail(db, "cannot be read", e));
	sqlite3_finalize(s);
	if (ok && len > 0) {
		int64_t *beyond = ARENA_ARRAY(arena, int64_t, len);
		memcpy(beyond, at, len * sizeof *at);
		out->beyond = beyond;
		out->beyond_len = len;
	}
	free(at);
	return ok;
}

static int compare_rows(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static int compare(const void *a, const void *b)
{
	const struct route_record *x = a;
	const struct route_record *y = b;
	if (x->place != y->place) {
		return x->place < y->place ? -1 : 1;
	}
	return (x->variant > y->variant) - (x->variant < y->variant);
}

static bool read_site(struct db *db, int64_t site, struct arena *arena, struct routes *out, struct err *e)
{
	*out = (struct routes){ 0 };
	if (!read_origin(db, site, out, e) || (out->known && !(read_records(db, site, arena, out, e) &&
									     read_beyond(db, site, arena, out, e)))) {
		*out = (struct routes){ 0 };
		return false;
	}
	if (out->len > 1) {
		qsort((void *)out->records, out->len, sizeof *out->records, compare);
	}
	return true;
}

bool routes_read(const char *path, int64_t site, struct arena *arena, struct routes *out, struct err *e)
{
	struct db db;
	if (!db_open(&db, path, e)) {
		return fail_wrap(e, "routes.sqlite");
	}
	bool ok = schema_check(&db, SCHEMA_ROUTES, e) && check_header(&db, e) && read_site(&db, site, arena, out, e);
	db_close(&db);
	return ok || fail_wrap(e, "routes.sqlite");
}

bool routes_load(const struct bundle *b, int64_t site, struct arena *arena, struct routes *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = bundle_component_path(b, "routes.sqlite");
	*out = (struct routes){ 0 };
	return !path || routes_read(path, site, arena, out, e);
}

static bool check_all(struct db *db, struct arena *arena, struct err *e)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT site FROM origin", e);
	int code = SQLITE_DONE;
	bool ok = s != NULL;
	for (int i = 0; ok && (code = sqlite3_step(s)) == SQLITE_ROW; i++) {
		struct routes routes;
		ok = i < SITES_MAX || fail_kind(e, ERR_FORMAT, "more than %d sites", SITES_MAX);
		ok = ok && read_site(db, sqlite3_column_int64(s, 0), arena, &routes, e);
		arena_reset(arena);
	}
	ok = ok && (code == SQLITE_DONE || db_fail(db, "cannot be read", e));
	sqlite3_finalize(s);
	return ok;
}

bool routes_check(const char *path, struct err *e)
{
	struct db db;
	if (!db_open(&db, path, e)) {
		return fail_wrap(e, "routes.sqlite");
	}
	struct arena *arena = arena_create(0);
	bool ok = schema_check(&db, SCHEMA_ROUTES, e) && check_header(&db, e) && check_all(&db, arena, e);
	arena_destroy(arena);
	db_close(&db);
	return ok || fail_wrap(e, "routes.sqlite");
}

const struct route_record *routes_find(const struct routes *r, int64_t place, enum route_variant variant)
{
	struct route_record key = { .place = place, .variant = variant };
	return !r || r->len == 0 ? NULL : bsearch(&key, r->records, r->len, sizeof key, compare);
}

bool routes_is_beyond(const struct routes *r, int64_t place)
{
	/* In a damaged file, or one made to harm, the rows need not be numbers in order. */
	return r && r->beyond_len > 0 &&
	       bsearch(&place, r->beyond, r->beyond_len, sizeof *r->beyond, compare_rows) != NULL;
}

bool routes_decode(const struct route_record *record, struct arena *arena, struct route_plan *out, struct err *e)
{
	*out = (struct route_plan){ .start_gap_m = record->start_gap_m, .end_gap_m = record->end_gap_m };
	return route_decode_points(record->line, record->line_len, arena, out, e) &&
	       route_decode_steps(record->steps, record->steps_len, arena, out, e);
}
