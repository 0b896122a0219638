/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/news.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/pack.h"
#include "store/bundle.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/schema.h"

/* What is read of a kind of record. The first column of each statement is the record's key. `each` has a row for every
 * record, its id next to the key; what follows in it and in `more` is what a visitor sees: days of checking, sources,
 * words for the search and the order of lists are left out. `titles`: key, code of the language, words. */
static const struct kind {
	const char *each, *more[2], *titles;
} kinds[NEWS_KINDS] = {
	[NEWS_ARTICLE] = { "SELECT row, id, audiences, level, professional, valid_until FROM article",
			{ "SELECT v.article, l.code, v.easy, v.title, v.summary, v.body FROM article_version v"
			  " JOIN language l ON l.lang = v.lang ORDER BY v.article, l.code, v.easy",
					"SELECT a.article, n.id FROM article_network a JOIN network n ON n.row = "
					"a.network"
					" ORDER BY a.article, a.position" },
			"SELECT v.article, l.code, v.title FROM article_version v JOIN language l ON l.lang = v.lang"
			" WHERE v.easy = 0 ORDER BY v.article, v.lang" },
	[NEWS_NETWORK] = { "SELECT row, id, audiences, levels, cep, opacif, website FROM network",
			{ "SELECT w.row, w.field, l.code, w.text FROM words w JOIN network n ON n.row = w.row"
			  " JOIN language l ON l.lang = w.lang"
			  " WHERE w.field NOT IN ('contact_source', 'contact_verified')"
			  " ORDER BY w.row, w.field, l.code" },
			"SELECT w.row, l.code, w.text FROM words w JOIN network n ON n.row = w.row"
			" JOIN language l ON l.lang = w.lang WHERE w.field = 'name' ORDER BY w.row, w.lang" },
	[NEWS_PLACE] = { "SELECT row, id, network, name, address, postcode, commune, phone, email, website,"
			 " audience_note, opening_hours, access, lat, lon, approximate FROM place",
			{ NULL }, "SELECT row, '', name FROM place ORDER BY row" },
	/* Of routes.sqlite. A site's row is cut so that both fit a key: two sites with the same end and a place near
	 * both count as one route. */
	[NEWS_ROUTE] = { "SELECT (site & 65535) << 47 | place, '', site, place, min(metres) FROM route GROUP BY 1",
			{ "SELECT (site & 65535) << 47 | place, variant, metres, seconds, flags, start_gap, end_gap, "
			  "line,"
			  " steps FROM route ORDER BY site, place, variant" },
			NULL },
};

struct record {
	int64_t key;
	uint64_t hash;
	const char *id;
	struct route_ends *ends; /* of a route: which; else NULL */
};

/* A route that a kiosk names to its visitors. */
struct route_ends {
	int64_t site, place; /* rows */
	int64_t metres;
	enum news_change change;
};

struct title {
	int64_t key;
	const char *code, *words; /* code "": of the first language */
};

struct records {
	struct record *at; /* by key */
	size_t len;
	struct title *titles; /* by key, then as the languages stand */
	size_t titles_len;
};

/* All that is kept of an edition. */
struct side {
	struct arena *arena;
	struct records of[NEWS_KINDS];
};

struct news {
	struct side old;
	const char *edition;
	bool routes; /* of the old edition are known */
};

/* ---- reading ---- */

static int compare_records(const void *a, const void *b)
{
	int64_t x = ((const struct record *)a)->key;
	int64_t y = ((const struct record *)b)->key;
	return (x > y) - (x < y);
}

static struct record *find(const struct records *r, int64_t key)
{
	struct record wanted = { .key = key };
	return r->len ? bsearch(&wanted, r->at, r->len, sizeof wanted, compare_records) : NULL;
}

/* Columns from `from` on; types and lengths go in, so that neighbours cannot run into each other. */
static uint64_t add_columns(uint64_t hash, sqlite3_stmt *s, int from)
{
	for (int i = from; i < sqlite3_column_count(s); i++) {
		unsigned char type = (unsigned char)sqlite3_column_type(s, i);
		const void *bytes = sqlite3_column_blob(s, i);
		int len = sqlite3_column_bytes(s, i);
		hash = hash_add(hash, &type, sizeof type);
		hash = hash_add(hash, &len, sizeof len);
		hash = len > 0 ? hash_add(hash, bytes, (size_t)len) : hash;
	}
	return hash;
}

typedef void take_row(struct side *side, struct records *r, sqlite3_stmt *s);

static void take_record(struct side *side, struct records *r, sqlite3_stmt *s)
{
	struct record *now = PACK_PUSH(side->arena, r->at, r->len);
	*now = (struct record){ .key = sqlite3_column_int64(s, 0),
		.hash = add_columns(HASH_START, s, 2),
		.id = db_text(s, 1, side->arena) };
}

static void take_route(struct side *side, struct records *r, sqlite3_stmt *s)
{
	take_record(side, r, s);
	struct route_ends *ends = ARENA_NEW(side->arena, struct route_ends);
	*ends = (struct route_ends){ .site = sqlite3_column_int64(s, 2),
		.place = sqlite3_column_int64(s, 3),
		.metres = sqlite3_column_int64(s, 4) };
	r->at[r->len - 1].ends = ends;
}

static void take_more(struct side *side, struct records *r, sqlite3_stmt *s)
{
	(void)side;
	struct record *of = find(r, sqlite3_column_int64(s, 0));
	if (of) {
		of->hash = add_columns(of->hash, s, 1);
	}
}

static void take_title(struct side *side, struct records *r, sqlite3_stmt *s)
{
	struct title *now = PACK_PUSH(side->arena, r->titles, r->titles_len);
	*now = (struct title){ sqlite3_column_int64(s, 0), db_text(s, 1, side->arena), db_text(s, 2, side->arena) };
}

static bool read_rows(struct side *side, struct records *r, sqlite3 *db, const char *sql, take_row *take, struct err *e)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(s);
		if (code == SQLITE_ROW) {
			take(side, r, s);
		}
	}
	bool ok = code == SQLITE_DONE || fail_kind(e, ERR_FORMAT, "the edition before: %s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	return ok;
}

static bool read_kind(struct side *side, enum news_kind kind, sqlite3 *db, struct err *e)
{
	const struct kind *k = &kinds[kind];
	struct records *r = &side->of[kind];
	bool ok = read_rows(side, r, db, k->each, kind == NEWS_ROUTE ? take_route : take_record, e);
	if (r->len > 1) {
		qsort(r->at, r->len, sizeof *r->at, compare_records);
	}
	for (size_t i = 0; ok && i < ARRAY_LEN(k->more) && k->more[i]; i++) {
		ok = read_rows(side, r, db, k->more[i], take_more, e);
	}
	return ok && (!k->titles || read_rows(side, r, db, k->titles, take_title, e));
}

static bool read_content(struct side *side, sqlite3 *db, struct err *e)
{
	return read_kind(side, NEWS_ARTICLE, db, e) && read_kind(side, NEWS_NETWORK, db, e) &&
	       read_kind(side, NEWS_PLACE, db, e);
}

static bool read_routes(struct side *side, const char *path, struct err *e)
{
	struct db db = { 0 };
	bool ok = db_open(&db, path, e) && schema_check(&db, SCHEMA_ROUTES, e) &&
		  read_kind(side, NEWS_ROUTE, db.handle, e);
	db_close(&db);
	return ok || fail_wrap(e, "%s", path);
}

static const char *meta_of(struct news *n, struct db *db, const char *key, struct err *e)
{
	const char *value = NULL;
	sqlite3_stmt *s = db_prepare(db, "SELECT value FROM meta WHERE key = ?", e);
	if (s && sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
		value = db_text(s, 0, n->old.arena);
	}
	sqlite3_finalize(s);
	return value;
}

static bool read_old(struct news *n, struct db *db, const char *pack, struct err *e)
{
	long long version = 0;
	struct date edition;
	if (!db_number(db, "PRAGMA user_version", &version, e)) {
		return false;
	}
	if (version != BUNDLE_SCHEMA) {
		return fail_kind(e, ERR_FORMAT, "schema %lld is not known here (%d is)", version, BUNDLE_SCHEMA);
	}
	if (!schema_check(db, SCHEMA_CONTENT, e)) {
		return false;
	}
	const char *of = meta_of(n, db, "pack", e);
	n->edition = meta_of(n, db, "edition", e);
	if (!of || !n->edition || !date_parse(n->edition, &edition)) {
		return fail_kind(e, ERR_FORMAT, "does not say of which pack and edition it is");
	}
	if (!str_equal(of, pack)) {
		return fail(e, "is of the pack '%s' and not of '%s'", of, pack);
	}
	return read_content(&n->old, db->handle, e);
}

struct news *news_read(const char *content, const char *routes, const char *pack, struct err *e)
{
	struct db db = { 0 };
	struct news *n = mem_zalloc(1, sizeof *n);
	n->old.arena = arena_create(0);
	bool ok = db_open(&db, content, e) && (read_old(n, &db, pack, e) || fail_wrap(e, "%s", content));
	db_close(&db);
	n->routes = routes != NULL;
	ok = ok && (!routes || read_routes(&n->old, routes, e));
	if (!ok) {
		news_destroy(n);
		return NULL;
	}
	return n;
}

void news_destroy(struct news *n)
{
	if (n) {
		arena_destroy(n->old.arena);
		free(n);
	}
}

/* ---- comparing ---- */

struct comparison {
	const struct news *n;
	struct insert *in;
	struct side new;
	int listed[NEWS_CHANGES];          /* so far, of all kinds: the number in the field's name */
	struct route_ends *changed_routes; /* that are added or changed */
	size_t changed_routes_len;
	struct buf *told;
};

static void add_field(struct comparison *c, const char *field, int lang, const char *text)
{
	insert_row(c->in, "words", "itit", INT64_C(0), field, (int64_t)lang, text);
}

/* Number of that language in the new edition; -1: it has none. "": the first. */
static int language_of(struct comparison *c, const char *code)
{
	sqlite3_stmt *s = NULL;
	int lang = code[0] ? -1 : 0;
	if (code[0] &&
			sqlite3_prepare_v2(c->in->db, "SELECT lang FROM language WHERE code = ?", -1, &s, NULL) ==
					SQLITE_OK &&
			sqlite3_bind_text(s, 1, code, -1, SQLITE_STATIC) == SQLITE_OK &&
			sqlite3_step(s) == SQLITE_ROW) {
		lang = sqlite3_column_int(s, 0);
	}
	sqlite3_finalize(s);
	return lang;
}

/* The words that the edition before had for it, in the languages that this one still has. */
static void add_gone(struct comparison *c, enum news_kind kind, const struct record *r)
{
	const struct records *of = &c->n->old.of[kind];
	char field[40];
	bool first = false;
	(void)snprintf(field, sizeof field, "news.gone.%s.%04d", news_kind_words[kind], ++c->listed[NEWS_GONE]);
	for (size_t i = 0; i < of->titles_len; i++) {
		int lang = of->titles[i].key == r->key ? language_of(c, of->titles[i].code) : -1;
		if (lang >= 0 && of->titles[i].words[0]) {
			add_field(c, field, lang, of->titles[i].words);
			first = first || lang == LANGUAGE_MAIN;
		}
	}
	if (!first) {
		add_field(c, field, LANGUAGE_MAIN, r->id);
	}
}

static void add_kept(struct comparison *c, enum news_change change, const struct record *r)
{
	char field[40];
	char row[24];
	(void)snprintf(field, sizeof field, "news.%s.%04d", change == NEWS_ADDED ? "added" : "changed",
			++c->listed[change]);
	(void)snprintf(row, sizeof row, "%" PRId64, r->key);
	add_field(c, field, 0, row);
}

static void take_change(struct comparison *c, enum news_kind kind, enum news_change change, const struct record *r,
		int counts[NEWS_CHANGES])
{
	static const char *const verbs[NEWS_CHANGES] = { "added", "changed", "gone" };
	bool listed = counts[change]++ < NEWS_LISTED_MAX;
	if (kind == NEWS_ROUTE && change != NEWS_GONE) {
		struct route_ends *ends = PACK_PUSH(c->new.arena, c->changed_routes, c->changed_routes_len);
		*ends = *r->ends;
		ends->change = change;
	}
	if (!listed || kind == NEWS_ROUTE) {
		return;
	}
	buf_printf(c->told, "  %s: %s %s\n", verbs[change], news_kind_words[kind], r->id);
	if (change == NEWS_GONE) {
		add_gone(c, kind, r);
	} else {
		add_kept(c, change, r);
	}
}

static void compare(struct comparison *c, enum news_kind kind)
{
	const struct records *old = &c->n->old.of[kind];
	const struct records *new = &c->new.of[kind];
	int counts[NEWS_CHANGES] = { 0 };
	char key[24];
	char value[64];
	size_t o = 0;
	for (size_t i = 0; i < new->len; i++) {
		for (; o < old->len && old->at[o].key < new->at[i].key; o++) {
			take_change(c, kind, NEWS_GONE, &old->at[o], counts);
		}
		bool both = o < old->len && old->at[o].key == new->at[i].key;
		if (!both) {
			take_change(c, kind, NEWS_ADDED, &new->at[i], counts);
		} else if (old->at[o].hash != new->at[i].hash) {
			take_change(c, kind, NEWS_CHANGED, &new->at[i], counts);
		}
		o += both;
	}
	for (; o < old->len; o++) {
		take_change(c, kind, NEWS_GONE, &old->at[o], counts);
	}
	(void)snprintf(key, sizeof key, "news.%s", news_kind_words[kind]);
	(void)snprintf(value, sizeof value, "%d %d %d", counts[NEWS_ADDED], counts[NEWS_CHANGED], counts[NEWS_GONE]);
	insert_row(c->in, "meta", "tt", key, value);
	buf_printf(c->told, "%ss: %d added, %d changed, %d gone\n", news_kind_words[kind], counts[NEWS_ADDED],
			counts[NEWS_CHANGED], counts[NEWS_GONE]);
}

/* By site, then by what happened, the shortest first. */
static int compare_routes(const void *a, const void *b)
{
	const struct route_ends *x = a;
	const struct route_ends *y = b;
	if (x->site != y->site) {
		return x->site < y->site ? -1 : 1;
	}
	if (x->change != y->change) {
		return x->change < y->change ? -1 : 1;
	}
	if (x->metres != y->metres) {
		return x->metres < y->metres ? -1 : 1;
	}
	return (x->place > y->place) - (x->place < y->place);
}

/* Each site names its own: how many, and the places at the end of the shortest. */
static void add_changed_routes(struct comparison *c)
{
	struct buf text = { 0 };
	if (c->changed_routes_len > 1) {
		qsort(c->changed_routes, c->changed_routes_len, sizeof *c->changed_routes, compare_routes);
	}
	for (size_t from = 0, to; from < c->changed_routes_len; from = to) {
		const struct route_ends *first = &c->changed_routes[from];
		for (to = from; to < c->changed_routes_len && c->changed_routes[to].site == first->site &&
				c->changed_routes[to].change == first->change;) {
			to++;
		}
		buf_clear(&text);
		buf_printf(&text, "%zu", to - from);
		for (size_t i = from; i < to && i < from + NEWS_ROUTES_MAX; i++) {
			buf_printf(&text, " %" PRId64, c->changed_routes[i].place);
		}
		insert_row(c->in, "words", "itit", first->site, news_route_fields[first->change], INT64_C(0),
				buf_text(&text));
	}
	buf_finish(&text);
}

bool news_write(const struct news *n, struct insert *in, const char *routes, struct buf *told, struct err *e)
{
	struct comparison c = { .n = n, .in = in, .new = { .arena = arena_create(0) }, .told = told };
	bool with_routes = n->routes && routes;
	bool ok = read_content(&c.new, in->db, e) && (!with_routes || read_routes(&c.new, routes, e));
	if (ok) {
		buf_printf(told, "since edition %s:\n", n->edition);
		insert_row(in, "meta", "tt", "news.since", n->edition);
		for (enum news_kind kind = 0; kind < NEWS_KINDS; kind++) {
			if (kind != NEWS_ROUTE || with_routes) {
				compare(&c, kind);
			}
		}
		add_changed_routes(&c);
	}
	arena_destroy(c.new.arena);
	return ok;
}
