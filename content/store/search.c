/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking search.sqlite. All words must be found; failing that, misspelt ones are replaced; failing that, any word will
 * do. */
#include "store/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/search_schema.h"
#include "store/search_title.h"

enum {
	CANDIDATES_MAX = 160, /* of each table */
};

struct search {
	struct db db;
	struct search_index index; /* its arena is owned */
	sqlite3_stmt *doc, *title;
};

struct candidate {
	int64_t doc;
	enum hit_kind kind;
	int64_t row;
	bool professional;
	unsigned lang; /* in which it was found */
	bool whole;    /* every word stands in the title */
	size_t order;  /* within its table: best first */
};

struct candidates {
	struct candidate at[2 * CANDIDATES_MAX];
	size_t len;
};

struct search *search_open(const char *path, struct err *e)
{
	struct search *s = mem_zalloc(1, sizeof *s);
	s->index.arena = arena_create(256 * 1024);
	long long version = 0;
	bool ok = db_open(&s->db, path, e) && db_number(&s->db, "PRAGMA user_version", &version, e);
	if (ok && version != SEARCH_FORMAT) {
		ok = fail_kind(e, ERR_FORMAT, "%s: the search index is of another version and must be built again",
				path);
	}
	if (ok && !search_register_tokenizer(s->db.handle, &s->index.languages)) {
		ok = fail(e, "this SQLite has no FTS5");
	}
	/* One question reads a few megabytes of the index again and again; SQLite's own 2 MB would read the disk each
	 * time. */
	ok = ok && (sqlite3_exec(s->db.handle, "PRAGMA cache_size = -6000", NULL, NULL, NULL) == SQLITE_OK ||
				   db_fail(&s->db, "the search index is damaged", e));
	ok = ok && search_schema_check(&s->db, e) && search_index_read(&s->index, &s->db, e);
	if (ok) {
		s->doc = db_prepare(&s->db, "SELECT kind, row, professional, commune FROM doc WHERE id = ?1", e);
		s->title = s->doc ? db_prepare(&s->db,
						    "SELECT text FROM title WHERE doc = ?1 AND lang IN (?2, 0) ORDER "
						    "BY lang = ?2 DESC LIMIT 1",
						    e)
				  : NULL;
		ok = s->title != NULL;
	}
	if (!ok) {
		search_close(s);
		return NULL;
	}
	return s;
}

void search_close(struct search *s)
{
	if (!s) {
		return;
	}
	sqlite3_finalize(s->doc);
	sqlite3_finalize(s->title);
	if (s->db.handle) {
		db_close(&s->db);
	}
	search_languages_finish(&s->index.languages);
	arena_destroy(s->index.arena);
	free(s);
}

/* ---- answers ---- */

static bool run_query(struct search *s, const char *table, const char *query, size_t limit, unsigned lang,
		struct candidates *out, struct err *e)
{
	char sql[128];
	/* A caller that wants one hit only asks whether there is any: thousands are not ranked for it. */
	snprintf(sql, sizeof sql, "SELECT rowid FROM %s WHERE %s MATCH ?1 %s LIMIT ?2", table, table,
			limit > 1 ? "ORDER BY rank" : "");
	sqlite3_stmt *q = db_prepare(&s->db, sql, e);
	if (!q) {
		return false;
	}
	sqlite3_bind_text(q, 1, query, -1, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, (int64_t)limit);
	int code;
	size_t order = 0;
	while ((code = sqlite3_step(q)) == SQLITE_ROW && out->len < ARRAY_LEN(out->at)) {
		struct candidate *c = &out->at[out->len++];
		*c = (struct candidate){ .doc = sqlite3_column_int64(q, 0), .lang = lang, .order = order };
		order++;
	}
	bool ok = code == SQLITE_DONE || code == SQLITE_ROW || db_fail(&s->db, "search", e);
	sqlite3_finalize(q);
	return ok;
}

static bool count_matches(struct search *s, const char *query, size_t *out, struct err *e)
{
	sqlite3_stmt *q = db_prepare(&s->db, "SELECT count(*) FROM place WHERE place MATCH ?1", e);
	if (!q) {
		return false;
	}
	sqlite3_bind_text(q, 1, query, -1, SQLITE_STATIC);
	bool ok = sqlite3_step(q) == SQLITE_ROW;
	if (ok) {
		*out = (size_t)sqlite3_column_int64(q, 0);
	} else {
		(void)db_fail(&s->db, "search", e);
	}
	sqlite3_finalize(q);
	return ok;
}

static const char *title_of(struct search *s, int64_t doc, unsigned lang)
{
	sqlite3_bind_int64(s->title, 1, doc);
	sqlite3_bind_int(s->title, 2, (int)lang);
	const char *text = sqlite3_step(s->title) == SQLITE_ROW ? (const char *)sqlite3_column_text(s->title, 0) : NULL;
	return text ? text : ""; /* lent until the statement is reset */
}

/* False: not to be shown. */
static bool look_up(struct search *s, const struct question *q, bool professional, struct candidate *c)
{
	sqlite3_bind_int64(s->doc, 1, c->doc);
	bool ok = sqlite3_step(s->doc) == SQLITE_ROW;
	if (ok) {
		int kind = sqlite3_column_int(s->doc, 0);
		c->kind = (enum hit_kind)kind;
		c->row = sqlite3_column_int64(s->doc, 1);
		c->professional = sqlite3_column_int(s->doc, 2) != 0;
		ok = kind >= HIT_ARTICLE && kind <= HIT_NETWORK && (professional || !c->professional);
	}
	if (ok) {
		const char *commune = (const char *)sqlite3_column_text(s->doc, 3);
		unsigned found = title_mark(&s->index, c->lang, q, commune ? commune : "", NULL);
		found |= title_mark(&s->index, c->lang, q, title_of(s, c->doc, c->lang), NULL);
		sqlite3_reset(s->title);
		c->whole = found == (1U << q->len) - 1;
	}
	sqlite3_reset(s->doc);
	return ok;
}

/* Whole titles first; then what explains before where to go; then the order of the index. */
static int compare(const void *a, const void *b)
{
	static const int rank[] = { [HIT_NETWORK] = 0, [HIT_THEME] = 1, [HIT_ARTICLE] = 2, [HIT_PLACE] = 3 };
	const struct candidate *x = a;
	const struct candidate *y = b;
	if (x->whole != y->whole) {
		return x->whole ? -1 : 1;
	}
	if (x->kind != y->kind) {
		return rank[x->kind] - rank[y->kind];
	}
	if (x->order != y->order) {
		return x->order < y->order ? -1 : 1;
	}
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Keeps what may be shown, once each (the first find, in the asked language, wins). */
static void settle(struct search *s, const struct question *q, bool professional, struct candidates *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->len; i++) {
		bool known = false;
		for (size_t k = 0; k < kept; k++) {
			known |= c->at[k].doc == c->at[i].doc;
		}
		if (!known && look_up(s, q, professional, &c->at[i])) {
			c->at[kept++] = c->at[i];
		}
	}
	c->len = kept;
	if (kept > 1) {
		qsort(c->at, kept, sizeof c->at[0], compare);
	}
}

static void give_hit(struct search *s, const struct question *q, const struct candidate *c, struct search_results *out)
{
	struct search_hit *hit = &out->hits[out->hits_len++];
	*hit = (struct search_hit){ .kind = c->kind, .row = c->row, .professional = c->professional };
	(void)title_mark(&s->index, c->lang, q, title_of(s, c->doc, c->lang), hit);
	sqlite3_reset(s->title);
}

/* Neither texts nor places may push the other off the page: each has half when both have enough. */
static void give(struct search *s, const struct question *q, size_t limit, const struct candidates *c,
		struct search_results *out)
{
	size_t places = 0;
	for (size_t i = 0; i < c->len; i++) {
		places += c->at[i].kind == HIT_PLACE;
	}
	size_t texts = c->len - places;
	size_t half = limit / 2;
	size_t texts_left =
			texts < limit - half || places < half ? limit - (places < half ? places : half) : limit - half;
	size_t places_left = limit - (texts < texts_left ? texts : texts_left);
	for (size_t i = 0; i < c->len && out->hits_len < limit; i++) {
		size_t *left = c->at[i].kind == HIT_PLACE ? &places_left : &texts_left;
		if (*left > 0) {
			--*left;
			give_hit(s, q, &c->at[i], out);
		}
	}
}

/* One pass over the tables with all words, or any. */
static bool ask(struct search *s, const struct question *q, bool any, unsigned lang, bool professional, size_t limit,
		struct search_results *out, struct err *e)
{
	struct candidates found = { .len = 0 };
	struct buf query = { 0 };
	char table[16];
	snprintf(table, sizeof table, "main%u", lang);
	question_encode(&s->index, lang, q, any, &query);
	bool ok = run_query(s, table, buf_text(&query), CANDIDATES_MAX / 2, lang, &found, e);
	question_encode(&s->index, 0, q, any, &query);
	if (ok && lang != LANGUAGE_MAIN) {
		ok = run_query(s, "main0", buf_text(&query), CANDIDATES_MAX / 2, 0, &found, e);
	}
	size_t texts = found.len;
	ok = ok && run_query(s, "place", buf_text(&query), CANDIDATES_MAX, 0, &found, e);
	size_t places = found.len - texts;
	if (ok && places == CANDIDATES_MAX) {
		ok = count_matches(s, buf_text(&query), &places, e);
	}
	buf_finish(&query);
	size_t before = found.len;
	settle(s, q, professional, &found);
	out->total = texts + places - (before - found.len);
	give(s, q, limit, &found, out);
	return ok;
}

static bool is_found(struct search *s, const struct question *q, int i, unsigned lang, bool *found, struct err *e)
{
	struct question one = { .language = q->language,
		.words = { q->words[i] },
		.len = 1,
		.unfinished = question_is_open(q, i) };
	question_link(&s->index, lang, &one);
	struct candidates c = { .len = 0 };
	struct buf query = { 0 };
	char table[16];
	snprintf(table, sizeof table, "main%u", lang);
	question_encode(&s->index, lang, &one, false, &query);
	bool ok = run_query(s, table, buf_text(&query), 1, lang, &c, e);
	question_encode(&s->index, 0, &one, false, &query);
	ok = ok && run_query(s, "main0", buf_text(&query), 1, 0, &c, e) &&
	     run_query(s, "place", buf_text(&query), 1, 0, &c, e);
	buf_finish(&query);
	*found = c.len > 0;
	return ok;
}

/* Replaces each word the index does not know by the nearest one it does. *changed: some were. */
static bool correct(struct search *s, unsigned lang, struct question *q, bool *changed, struct search_results *out,
		struct err *e)
{
	struct buf words = { 0 };
	bool ok = true;
	for (int i = 0; ok && i < q->len; i++) {
		bool found;
		const char *display = q->words[i].text;
		ok = is_found(s, q, i, lang, &found, e);
		const struct known_word *near = ok && !found ? search_index_nearest(&s->index, lang, q->words[i].text,
									       question_is_open(q, i))
							     : NULL;
		if (near) {
			search_index_suggest(&s->index, lang, q->words[i].text, out);
			str_cut(q->words[i].text, WORD_BYTES, near->folded);
			q->words[i].len = strlen(q->words[i].text);
			display = near->display;
			*changed = true;
		}
		buf_printf(&words, "%s%s", i ? " " : "", display);
	}
	if (*changed) {
		question_link(&s->index, lang, q);
		str_cut(out->corrected, sizeof out->corrected, buf_text(&words));
	}
	buf_finish(&words);
	return ok;
}

static bool answer(struct search *s, const char *text, unsigned lang, bool professional, size_t limit,
		struct search_results *out, struct err *e)
{
	struct question q;
	struct search_results r = { .hits_len = 0 };
	lang = lang < s->index.languages.len ? lang : LANGUAGE_MAIN;
	db_allow(&s->db, DB_ANSWER_MS);
	question_read(&s->index.languages.at[lang], text, strnlen(text, SEARCH_TEXT_MAX), &q);
	question_link(&s->index, lang, &q);
	limit = limit < SEARCH_HITS_MAX ? limit : SEARCH_HITS_MAX;
	if (q.len == 0) {
		*out = r;
		return true;
	}
	bool changed = false;
	if (!ask(s, &q, false, lang, professional, limit, &r, e)) {
		return false;
	}
	if (r.hits_len > 0) {
		const char *last = q.words[q.len - 1].text;
		search_index_complete(&s->index, lang, q.unfinished ? last : "\x7f", &r);
		if (!search_index_begins(&s->index, last)) {
			search_index_suggest(&s->index, lang, last, &r);
		}
	} else if (!correct(s, lang, &q, &changed, &r, e) ||
			(changed && !ask(s, &q, false, lang, professional, limit, &r, e))) {
		return false;
	}
	if (r.hits_len == 0) {
		if (q.len > 1 && !ask(s, &q, true, lang, professional, limit, &r, e)) {
			return false;
		}
		if (r.hits_len == 0) {
			r.corrected[0] = '\0';
		}
	}
	*out = r;
	return true;
}

bool search_query(struct search *s, const char *text, unsigned lang, bool professional, size_t limit,
		struct search_results *out, struct err *e)
{
	bool ok = answer(s, text, lang, professional, limit, out, e);
	for (unsigned i = 0; i < s->index.languages.len; i++) {
		word_stemmer_forget(&s->index.languages.at[i]);
	}
	return ok;
}
