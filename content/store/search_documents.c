/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks, themes, articles and places as documents of the index. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "store/article.h"
#include "store/search_builder.h"
#include "store/search_results.h"
#include "store/search_schema.h"

enum { ALL_LANGUAGES = (1 << CATALOGUE_LANGUAGES_MAX) - 1 };

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

static bool add_index(struct search_builder *b, const char *table, int64_t id, struct words_of *w)
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
	vocabulary_learn(&b->words, &b->languages, w->title, w->langs);
	vocabulary_learn(&b->words, &b->languages, buf_text(&w->names), w->langs);
	if (w->langs != ALL_LANGUAGES) { /* a place's body has the network's name in every language, and streets */
		vocabulary_learn(&b->words, &b->languages, buf_text(&w->body), w->langs);
	}
	return ok || search_builder_broken(b, table);
}

static bool add_doc(struct search_builder *b, int64_t id, enum hit_kind kind, int64_t row, bool professional,
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
	return ok || search_builder_broken(b, "doc");
}

static bool add_title(struct search_builder *b, int64_t id, unsigned lang, const char *title)
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
	return ok || search_builder_broken(b, "title");
}

static void add_line(struct buf *to, const char *text)
{
	if (text && text[0]) {
		buf_printf(to, "%s\n", text);
	}
}

static bool add_aliases(struct search_builder *b, int64_t network, struct buf *to)
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
	bool ok = search_builder_read_well(b, code, "network_alias");
	sqlite3_finalize(s);
	return ok;
}

bool search_builder_add_networks(struct search_builder *b, int64_t *id)
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

bool search_builder_add_themes(struct search_builder *b, int64_t *id)
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

static bool add_version(struct search_builder *b, int64_t id, sqlite3_stmt *s, const struct article_head *a)
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
static bool list_versions(struct search_builder *b, struct versions *out)
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

static bool add_texts(struct search_builder *b, int64_t first, const struct versions *v)
{
	sqlite3_stmt *s = db_prepare(&b->content, "SELECT lang, keywords, body FROM article_version WHERE row = ?1",
			b->e);
	bool ok = s != NULL;
	for (size_t i = 0; ok && i < v->len; i++) {
		sqlite3_bind_int64(s, 1, v->at[i].row);
		ok = search_builder_goes_on(b) &&
		     (sqlite3_step(s) == SQLITE_ROW || db_fail(&b->content, "article_version", b->e)) &&
		     add_version(b, first + (int64_t)v->at[i].article, s, &b->c->articles[v->at[i].article]);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	return ok;
}

/* Each text is read once, in the order of the documents: FTS5 starts a new segment when a number goes back. */
bool search_builder_add_articles(struct search_builder *b, int64_t *id)
{
	int64_t first = *id + 1;
	struct versions v = { 0 };
	bool ok = list_versions(b, &v);
	for (size_t i = 0; ok && i < b->c->articles_len; i++) {
		const struct article_head *a = &b->c->articles[i];
		ok = search_builder_goes_on(b) &&
		     add_doc(b, ++*id, HIT_ARTICLE, a->row, a->professional || b->c->themes[a->theme].professional, "");
	}
	ok = ok && add_texts(b, first, &v);
	free(v.at);
	return ok;
}

bool search_builder_add_places(struct search_builder *b, int64_t *id)
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
		bool ok = search_builder_goes_on(b) && add_doc(b, ++*id, HIT_PLACE, p->row, false, p->commune) &&
			  add_title(b, *id, 0, p->name) && add_aliases(b, n->row, &w.body) &&
			  add_index(b, "place", *id, &w);
		words_finish(&w);
		if (!ok) {
			return false;
		}
	}
	return true;
}
