/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing search.sqlite out of content.sqlite, on the unit. The tables: search_schema.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/article.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/search.h"
#include "store/search_schema.h"
#include "store/search_words.h"

enum { PROGRESS_STEPS = 20000 }; /* of SQLite's machine: a millisecond or two */
enum { ALL_LANGUAGES = (1 << CATALOGUE_LANGUAGES_MAX) - 1 };

struct entry {
	char *folded;  /* owned; NULL: free slot */
	char *display; /* owned: as it was written, lower case where it was seen so */
	int count;
	unsigned langs; /* bit per language it was read in */
};

struct vocabulary {
	struct entry *slots;
	size_t len, capacity;
};

struct builder {
	sqlite3 *out;
	struct db content;
	const struct catalogue *c;
	struct search_languages languages;
	struct arena *arena;
	struct vocabulary words;
	db_progress *progress; /* may be NULL */
	void *ctx;
	struct err *e;
};

static const char begin[] = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN";

static bool broken(struct builder *b, const char *what)
{
	int code = sqlite3_errcode(b->out) & 0xff;
	if (code == SQLITE_INTERRUPT) {
		return fail(b->e, "search index, %s: stopped before the end", what);
	}
	/* What the content says twice, or what is too large for a row, is no fault of the disk. */
	enum err_kind kind = code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH ? ERR_FORMAT
			     : code == SQLITE_FULL ? ERR_NO_SPACE
						   : ERR_OTHER;
	return fail_kind(b->e, kind, "search index, %s: %s", what, sqlite3_errmsg(b->out));
}

/* Before each record: its own deadline, and the watcher is told. */
static bool goes_on(struct builder *b)
{
	db_allow(&b->content, DB_ANSWER_MS);
	return !b->progress || b->progress(b->ctx) || fail(b->e, "search index: stopped before the end");
}

/* The end of a statement that read the content. */
static bool read_well(struct builder *b, int code, const char *table)
{
	return code == SQLITE_DONE || db_fail(&b->content, table, b->e);
}

static int stop(void *ctx)
{
	const struct builder *b = ctx;
	return !b->progress(b->ctx);
}

static bool run(struct builder *b, const char *sql)
{
	return sqlite3_exec(b->out, sql, NULL, NULL, NULL) == SQLITE_OK || broken(b, "SQL");
}

/* ---- vocabulary ---- */

static struct entry *slot(const struct vocabulary *v, const char *folded)
{
	size_t i = (size_t)hash_text(folded) & (v->capacity - 1);
	while (v->slots[i].folded && strcmp(v->slots[i].folded, folded) != 0) {
		i = (i + 1) & (v->capacity - 1);
	}
	return &v->slots[i];
}

static void grow(struct vocabulary *v)
{
	struct vocabulary bigger = { .len = v->len, .capacity = v->capacity ? v->capacity * 2 : 4096 };
	bigger.slots = mem_zalloc(bigger.capacity, sizeof *bigger.slots);
	for (size_t i = 0; i < v->capacity; i++) {
		if (v->slots[i].folded) {
			*slot(&bigger, v->slots[i].folded) = v->slots[i];
		}
	}
	free(v->slots);
	*v = bigger;
}

static bool starts_small(const char *text)
{
	return text[0] >= 'a' && text[0] <= 'z';
}

/* Not numbers, nor letters alone: they are no useful proposals. */
static bool is_worth_knowing(const struct word *w)
{
	return w->len >= 3 && strcspn(w->text, "0123456789") == w->len;
}

/* Words of several languages are read as words of the first of them. */
static void learn(struct builder *b, const char *text, unsigned langs)
{
	struct vocabulary *v = &b->words;
	const struct search_language *l = &b->languages.at[__builtin_ctz(langs)];
	struct word w;
	size_t len = strlen(text);
	for (size_t at = 0; word_next(l, text, len, &at, &w);) {
		if (!is_worth_knowing(&w) || word_is_stop(l, w.text)) {
			continue;
		}
		if (v->len * 2 >= v->capacity) {
			grow(v);
		}
		struct entry *e = slot(v, w.text);
		if (!e->folded) {
			e->folded = mem_strdup(w.text);
			e->display = mem_strndup(text + w.from, w.to - w.from);
			v->len++;
		} else if (!starts_small(e->display) && starts_small(text + w.from)) {
			free(e->display);
			e->display = mem_strndup(text + w.from, w.to - w.from);
		}
		e->count++;
		e->langs |= langs;
	}
}

static void forget(struct vocabulary *v)
{
	for (size_t i = 0; i < v->capacity; i++) {
		free(v->slots[i].folded);
		free(v->slots[i].display);
	}
	free(v->slots);
}

static bool write_vocabulary(struct builder *b)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT INTO word VALUES (?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < b->words.capacity; i++) {
		const struct entry *e = &b->words.slots[i];
		if (!e->folded) {
			continue;
		}
		sqlite3_bind_text(s, 1, e->folded, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 2, e->display, -1, SQLITE_STATIC);
		sqlite3_bind_int(s, 3, e->count);
		sqlite3_bind_int64(s, 4, e->langs);
		ok = sqlite3_step(s) == SQLITE_DONE;
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	return ok || broken(b, "vocabulary");
}

/* ---- documents ---- */

/* What is indexed of one document in one language. */
struct words_of {
	const char *title;
	unsigned langs;   /* whose words these are: bits */
	struct buf names; /* aliases, keywords, commune: nearly as good as the title */
	struct buf body;
};

static void words_finish(struct words_of *w)
{
	buf_finish(&w->names);
	buf_finish(&w->body);
}

static bool add_index(struct builder *b, const char *table, int64_t id, struct words_of *w)
{
	char sql[96];
	snprintf(sql, sizeof sql, "INSERT INTO %s (rowid, title, names, body) VALUES (?,?,?,?)", table);
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, sql, -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_text(s, 2, w->title, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 3, buf_text(&w->names), -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 4, buf_text(&w->body), -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	learn(b, w->title, w->langs);
	learn(b, buf_text(&w->names), w->langs);
	if (w->langs != ALL_LANGUAGES) { /* a place's body has the network's name in every language, and streets */
		learn(b, buf_text(&w->body), w->langs);
	}
	return ok || broken(b, table);
}

static bool add_doc(struct builder *b, int64_t id, enum hit_kind kind, int64_t row, bool professional,
		const char *commune)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT INTO doc VALUES (?,?,?,?,?)", -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int(s, 2, (int)kind);
		sqlite3_bind_int64(s, 3, row);
		sqlite3_bind_int(s, 4, professional);
		sqlite3_bind_text(s, 5, commune, -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	return ok || broken(b, "doc");
}

static bool add_title(struct builder *b, int64_t id, unsigned lang, const char *title)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(b->out, "INSERT INTO title VALUES (?,?,?)", -1, &s, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int(s, 2, (int)lang);
		sqlite3_bind_text(s, 3, title, -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	return ok || broken(b, "title");
}

static void add_line(struct buf *to, const char *text)
{
	if (text && text[0]) {
		buf_printf(to, "%s\n", text);
	}
}

static bool add_aliases(struct builder *b, int64_t network, struct buf *to)
{
	sqlite3_stmt *s = db_prepare(&b->content,
			"SELECT alias FROM network_alias WHERE network = ?1 ORDER BY position", b->e);
	if (!s) {
		return false;
	}
	sqlite3_bind_int64(s, 1, network);
	int code;
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		add_line(to, (const char *)sqlite3_column_text(s, 0));
	}
	bool ok = read_well(b, code, "network_alias");
	sqlite3_finalize(s);
	return ok;
}

static bool add_networks(struct builder *b, int64_t *id)
{
	for (size_t i = 0; i < b->c->networks_len; i++) {
		const struct network *n = &b->c->networks[i];
		char table[SEARCH_TABLE_BYTES];
		bool ok = add_doc(b, ++*id, HIT_NETWORK, n->row, false, "");
		for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
			struct words_of w = { .title = text_in(&n->name, l), .langs = 1U << l };
			add_line(&w.names, text_in(&n->short_name, l));
			add_line(&w.body, text_in(&n->publics, l));
			ok = add_aliases(b, n->row, &w.names) && add_title(b, *id, l, w.title) &&
			     add_index(b, search_schema_main(l, table), *id, &w);
			words_finish(&w);
		}
		if (!ok) {
			return false;
		}
	}
	return true;
}

static bool add_themes(struct builder *b, int64_t *id)
{
	for (size_t i = 0; i < b->c->themes_len; i++) {
		const struct theme *t = &b->c->themes[i];
		char table[SEARCH_TABLE_BYTES];
		bool ok = add_doc(b, ++*id, HIT_THEME, t->row, t->professional, "");
		for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
			struct words_of w = { .title = text_in(&t->title, l), .langs = 1U << l };
			add_line(&w.body, text_in(&t->summary, l));
			ok = add_title(b, *id, l, w.title) && add_index(b, search_schema_main(l, table), *id, &w);
			words_finish(&w);
		}
		if (!ok) {
			return false;
		}
	}
	return true;
}

static void add_body(const void *bytes, size_t len, struct buf *to)
{
	const struct block *blocks;
	size_t blocks_len;
	struct arena *scratch = arena_create(0);
	/* A damaged body costs its words only: the article itself says so when it is opened. */
	if (article_decode(bytes, len, scratch, &blocks, &blocks_len, NULL)) {
		for (size_t i = 0; i < blocks_len; i++) {
			add_line(to, blocks[i].title);
			for (size_t s = 0; s < blocks[i].spans_len; s++) {
				buf_add_text(to, blocks[i].spans[s].text);
			}
			buf_add_char(to, '\n');
		}
	}
	arena_destroy(scratch);
}

static bool add_version(struct builder *b, int64_t id, sqlite3_stmt *s, const struct article_head *a)
{
	unsigned lang = (unsigned)sqlite3_column_int(s, 0);
	char table[SEARCH_TABLE_BYTES];
	struct words_of w = { .title = text_in(&a->title, lang), .langs = 1U << lang };
	add_line(&w.names, (const char *)sqlite3_column_text(s, 1));
	add_line(&w.body, text_in(&a->summary, lang));
	const void *body = sqlite3_column_blob(s, 2);
	if (body) {
		add_body(body, (size_t)sqlite3_column_bytes(s, 2), &w.body);
	}
	bool ok = add_title(b, id, lang, w.title) && add_index(b, search_schema_main(lang, table), id, &w);
	words_finish(&w);
	return ok;
}

/* One plain version, by its article's place in the catalogue. */
struct version {
	size_t article;
	int lang;
	int64_t row;
};

struct versions {
	struct version *at; /* heap */
	size_t len, capacity;
};

static int compare_versions(const void *a, const void *b)
{
	const struct version *x = a;
	const struct version *y = b;
	if (x->article != y->article) {
		return x->article < y->article ? -1 : 1;
	}
	return (x->lang > y->lang) - (x->lang < y->lang);
}

/* Without bodies: out of the index where the file has it, else by one walk over the table. */
static bool list_versions(struct builder *b, struct versions *out)
{
	sqlite3_stmt *s =
			db_prepare(&b->content, "SELECT article, lang, row FROM article_version WHERE easy = 0", b->e);
	int code = SQLITE_DONE;
	bool ok = s != NULL;
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		const struct article_head *a = catalogue_find_article_row(b->c, sqlite3_column_int64(s, 0));
		int64_t lang = sqlite3_column_int64(s, 1);
		if (!a || lang < 0 || lang >= b->c->languages_len) {
			continue; /* the catalogue says so where it matters */
		}
		if (out->len == out->capacity) {
			out->capacity = out->capacity ? out->capacity * 2 : 256;
			out->at = mem_resize(out->at, out->capacity, sizeof *out->at);
		}
		out->at[out->len++] =
				(struct version){ (size_t)(a - b->c->articles), (int)lang, sqlite3_column_int64(s, 2) };
	}
	ok = ok && (code == SQLITE_DONE || db_fail(&b->content, "article_version", b->e));
	sqlite3_finalize(s);
	if (ok && out->len > 1) {
		qsort(out->at, out->len, sizeof *out->at, compare_versions);
	}
	return ok;
}

static bool add_texts(struct builder *b, int64_t first, const struct versions *v)
{
	sqlite3_stmt *s = db_prepare(&b->content, "SELECT lang, keywords, body FROM article_version WHERE row = ?1",
			b->e);
	bool ok = s != NULL;
	for (size_t i = 0; ok && i < v->len; i++) {
		sqlite3_bind_int64(s, 1, v->at[i].row);
		ok = goes_on(b) && (sqlite3_step(s) == SQLITE_ROW || db_fail(&b->content, "article_version", b->e)) &&
		     add_version(b, first + (int64_t)v->at[i].article, s, &b->c->articles[v->at[i].article]);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	return ok;
}

/* Each text is read once, in the order of the documents: FTS5 starts a new segment when a number goes back. */
static bool add_articles(struct builder *b, int64_t *id)
{
	int64_t first = *id + 1;
	struct versions v = { 0 };
	bool ok = list_versions(b, &v);
	for (size_t i = 0; ok && i < b->c->articles_len; i++) {
		const struct article_head *a = &b->c->articles[i];
		ok = goes_on(b) &&
		     add_doc(b, ++*id, HIT_ARTICLE, a->row, a->professional || b->c->themes[a->theme].professional, "");
	}
	ok = ok && add_texts(b, first, &v);
	free(v.at);
	return ok;
}

static bool add_places(struct builder *b, int64_t *id)
{
	for (size_t i = 0; i < b->c->places_len; i++) {
		const struct place *p = &b->c->places[i];
		const struct network *n = &b->c->networks[p->network];
		struct words_of w = { .title = p->name, .langs = ALL_LANGUAGES };
		add_line(&w.names, p->commune);
		add_line(&w.names, p->postcode);
		add_line(&w.body, p->address);
		add_line(&w.body, p->audience_note);
		for (unsigned l = 0; l < b->c->languages_len; l++) {
			add_line(&w.body, n->name.in[l]);
		}
		bool ok = goes_on(b) && add_doc(b, ++*id, HIT_PLACE, p->row, false, p->commune) &&
			  add_title(b, *id, 0, p->name) && add_aliases(b, n->row, &w.body) &&
			  add_index(b, "place", *id, &w);
		words_finish(&w);
		if (!ok) {
			return false;
		}
	}
	return true;
}

static bool add_synonyms(struct builder *b)
{
	sqlite3_stmt *from = db_prepare(&b->content, "SELECT grp, position, word FROM synonym", b->e);
	sqlite3_stmt *to = NULL;
	bool ok = from &&
		  (sqlite3_prepare_v2(b->out, "INSERT INTO synonym VALUES (?,?,?)", -1, &to, NULL) == SQLITE_OK ||
				  broken(b, "synonym"));
	int code = SQLITE_DONE;
	while (ok && (code = sqlite3_step(from)) == SQLITE_ROW) {
		sqlite3_bind_int64(to, 1, sqlite3_column_int64(from, 0));
		sqlite3_bind_int64(to, 2, sqlite3_column_int64(from, 1));
		sqlite3_bind_value(to, 3, sqlite3_column_value(from, 2));
		ok = sqlite3_step(to) == SQLITE_DONE || broken(b, "synonym");
		sqlite3_reset(to);
		const char *word = (const char *)sqlite3_column_text(from, 2);
		learn(b, word ? word : "", 1U);
	}
	ok = ok && read_well(b, code, "synonym");
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return ok;
}

/* The index keeps the rules it was made by. */
static bool add_language(struct builder *b, sqlite3_stmt *s, unsigned lang)
{
	const char *texts[SEARCH_RULES];
	bool ok = true;
	for (int i = 0; ok && i < SEARCH_RULES; i++) {
		texts[i] = b->c->languages[lang].rules[search_rules[i]];
		sqlite3_bind_int(s, 1, (int)lang);
		sqlite3_bind_text(s, 2, language_rule_key(search_rules[i]), -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 3, texts[i], -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE || broken(b, "language");
		sqlite3_reset(s);
	}
	return ok && search_languages_add(&b->languages, texts, b->arena, b->e);
}

static bool create_tables(struct builder *b)
{
	bool ok = run(b, begin) && (search_schema_create(b->out, b->c->languages_len) || broken(b, "tables"));
	sqlite3_stmt *s = NULL;
	ok = ok && (sqlite3_prepare_v2(b->out, "INSERT INTO language VALUES (?,?,?)", -1, &s, NULL) == SQLITE_OK ||
				   broken(b, "language"));
	for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
		ok = add_language(b, s, l);
	}
	sqlite3_finalize(s);
	return ok;
}

static bool fill(struct builder *b)
{
	int64_t id = 0;
	if (!create_tables(b) || !add_networks(b, &id) || !add_themes(b, &id)) {
		return false;
	}
	char stamp[64];
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d; COMMIT", SEARCH_FORMAT);
	bool ok = add_articles(b, &id) && add_places(b, &id) && add_synonyms(b) && write_vocabulary(b) &&
		  run(b, "INSERT INTO place (place) VALUES ('optimize')");
	for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
		char table[SEARCH_TABLE_BYTES];
		char sql[96];
		search_schema_main(l, table);
		snprintf(sql, sizeof sql, "INSERT INTO %s (%s) VALUES ('optimize')", table, table);
		ok = run(b, sql);
	}
	return ok && run(b, stamp);
}

static bool write_index(struct builder *b, const char *path)
{
	if (sqlite3_open_v2(path, &b->out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
			SQLITE_OK) {
		return broken(b, "create");
	}
	if (b->progress) {
		sqlite3_progress_handler(b->out, PROGRESS_STEPS, stop, b);
		db_report(&b->content, b->progress, b->ctx);
	}
	if (!search_register_tokenizer(b->out, &b->languages)) {
		return fail(b->e, "this SQLite has no FTS5");
	}
	return fill(b);
}

bool search_build(const char *content_path, const char *out_path, struct err *e)
{
	return search_build_watched(content_path, out_path, NULL, NULL, e);
}

bool search_build_watched(const char *content_path, const char *out_path, bool (*progress)(void *ctx), void *ctx,
		struct err *e)
{
	struct builder b = { .e = e, .arena = arena_create(256 * 1024), .progress = progress, .ctx = ctx };
	CLEANUP(free_ptr) char *fresh = mem_printf("%s.new", out_path);
	(void)unlink(fresh);
	b.c = catalogue_read(content_path, b.arena, e);
	bool ok = b.c && db_open(&b.content, content_path, e) && write_index(&b, fresh);
	sqlite3_close(b.out);
	if (b.content.handle) {
		db_close(&b.content);
	}
	forget(&b.words);
	search_languages_finish(&b.languages);
	arena_destroy(b.arena);
	ok = ok && fs_sync_file(fresh, e) && fs_rename_durable(fresh, out_path, e);
	(void)unlink(fresh);
	return ok;
}
