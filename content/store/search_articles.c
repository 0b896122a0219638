/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles as documents of the index, in each of their languages. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/article.h"
#include "store/search_builder.h"

static void add_body(const void *bytes, size_t len, struct buf *to)
{
	const struct block *blocks;
	size_t blocks_len;
	struct arena *scratch = arena_create(0);
	/* A damaged body costs its words only: the article itself says so when it is opened. */
	if (article_decode(bytes, len, scratch, &blocks, &blocks_len, NULL)) {
		for (size_t i = 0; i < blocks_len; i++) {
			search_text_add_line(to, blocks[i].title);
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
	struct search_text w = { .title = text_in(&a->title, lang), .langs = 1U << lang };
	search_text_add_line(&w.names, (const char *)sqlite3_column_text(s, 1));
	search_text_add_line(&w.body, text_in(&a->summary, lang));
	const void *body = sqlite3_column_blob(s, 2);
	if (body) {
		add_body(body, (size_t)sqlite3_column_bytes(s, 2), &w.body);
	}
	bool ok = search_builder_add_title(b, id, lang, w.title);
	search_builder_add_index(b, lang, id, &w);
	search_text_finish(&w);
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

/* Each text is read once, in the order of the documents: postings are written in it. */
bool search_builder_add_articles(struct search_builder *b, int64_t *id)
{
	int64_t first = *id + 1;
	struct versions v = { 0 };
	bool ok = list_versions(b, &v);
	for (size_t i = 0; ok && i < b->c->articles_len; i++) {
		const struct article_head *a = &b->c->articles[i];
		const struct search_doc doc = { .kind = HIT_ARTICLE,
			.row = a->row,
			.professional = a->professional || b->c->themes[a->theme].professional,
			.title = text_in(&a->title, 0) };
		ok = search_builder_goes_on(b) && search_builder_add_doc(b, ++*id, &doc);
	}
	ok = ok && add_texts(b, first, &v);
	free(v.at);
	return ok;
}
