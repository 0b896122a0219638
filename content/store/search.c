/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking search.sqlite: the question is read, its unknown words replaced, its parts looked up, what has them ordered.
 */
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/search_correct.h"
#include "store/search_rank.h"
#include "store/search_schema.h"
#include "store/search_title.h"

struct search {
	struct db db;
	struct search_index index; /* its arena is owned */
	struct match match;
	sqlite3_stmt *title;
	struct question question;
	struct ranking ranking;
};

static bool open_index(struct search *s, const char *path, struct err *e)
{
	long long version = 0;
	bool ok = db_open(&s->db, path, e) && db_number(&s->db, "PRAGMA user_version", &version, e);
	if (ok && version != SEARCH_FORMAT) {
		return fail_kind(e, ERR_FORMAT, "%s: the search index is of another version and must be built again",
				path);
	}
	/* One question reads some megabytes of the index again and again; SQLite's own 2 MB would read the disk each
	 * time. */
	ok = ok && (sqlite3_exec(s->db.handle, "PRAGMA cache_size = -6000", NULL, NULL, NULL) == SQLITE_OK ||
				   db_fail(&s->db, "the search index is damaged", e));
	ok = ok && search_schema_check(&s->db, e) && search_index_read(&s->index, &s->db, e) &&
	     match_open(&s->match, &s->index, &s->db, e);
	s->title = ok ? db_prepare(&s->db,
					"SELECT text FROM title WHERE doc = ?1 AND lang IN (?2, 0) ORDER BY lang = ?2 "
					"DESC LIMIT 1",
					e)
		      : NULL;
	return s->title != NULL;
}

struct search *search_open(const char *path, struct err *e)
{
	struct search *s = mem_zalloc(1, sizeof *s);
	s->index.arena = arena_create(256 * 1024);
	if (!open_index(s, path, e)) {
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
	match_close(&s->match);
	sqlite3_finalize(s->title);
	if (s->db.handle) {
		db_close(&s->db);
	}
	search_languages_finish(&s->index.languages);
	arena_destroy(s->index.arena);
	free(s);
}

/* Lent until the statement is reset. */
static const char *title_of(struct search *s, uint32_t doc)
{
	sqlite3_bind_int64(s->title, 1, (int64_t)doc + 1);
	sqlite3_bind_int(s->title, 2, (int)s->question.lang);
	const char *text = sqlite3_step(s->title) == SQLITE_ROW ? (const char *)sqlite3_column_text(s->title, 0) : NULL;
	return text ? text : "";
}

static void give_hit(struct search *s, uint32_t doc, struct search_results *out)
{
	const struct search_doc *d = &s->index.docs[doc];
	struct search_hit *hit = &out->hits[out->hits_len++];
	*hit = (struct search_hit){ .kind = (enum hit_kind)d->kind, .row = d->row, .professional = d->professional };
	title_mark(&s->index, &s->question, title_of(s, doc), hit);
	sqlite3_reset(s->title);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Neither texts nor places may push the other off the page: each has half when both have enough. The merged hits that
 * are given move to the front. */
static void give(struct search *s, size_t limit, struct search_results *out)
{
	struct ranking *r = &s->ranking;
	size_t places = r->len[RANK_PLACES];
	size_t texts = r->merged_len - places;
	size_t half = limit / 2;
	size_t texts_left = limit - least(places, half);
	texts_left = texts < limit - half ? texts : texts_left;
	size_t places_left = limit - least(texts, texts_left);
	size_t given = 0;
	for (size_t i = 0; i < r->merged_len && given < limit; i++) {
		bool place = s->index.docs[r->merged[i].doc].kind == HIT_PLACE;
		size_t *left = place ? &places_left : &texts_left;
		if (*left > 0) {
			--*left;
			r->merged[given++] = r->merged[i];
			give_hit(s, r->merged[i].doc, out);
		}
	}
	for (int kind = 0; kind < HIT_KINDS; kind++) {
		out->totals[kind] = r->totals[kind];
		out->total += r->totals[kind];
	}
	str_cut(out->around, sizeof out->around, r->around && places > 0 ? r->around->text : "");
}

/* Completions of a word that goes on; words near one that no text begins with, found by its stem alone, which may be
 * another word's. */
static void propose(struct search *s, struct search_results *out)
{
	const struct question *q = &s->question;
	int last = q->len - 1;
	if (q->open[last]) {
		search_index_complete(&s->index, q->lang, q->words[last].text, out);
	}
	if (!search_index_begins(&s->index, q->lang, q->words[last].text)) {
		search_index_suggest(&s->index, q->lang, q->words[last].text, out);
	}
}

static bool answer(struct search *s, const char *text, const struct search_asker *asker, size_t limit,
		struct search_results *out, struct err *e)
{
	struct question *q = &s->question;
	unsigned lang = asker->lang < s->index.languages.len ? asker->lang : LANGUAGE_MAIN;
	*out = (struct search_results){ .hits_len = 0 };
	db_allow(&s->db, DB_ANSWER_MS);
	question_read(&s->index, lang, text, strnlen(text, SEARCH_TEXT_MAX), q);
	question_link(&s->index, q);
	if (q->len == 0) {
		return true;
	}
	if (!question_correct(&s->match, q, out, e) || !match_run(&s->match, q, asker->weekday, e)) {
		return false;
	}
	out->days = s->match.days;
	rank_all(&s->match, q, asker, &s->ranking);
	give(s, least(limit, SEARCH_HITS_MAX), out);
	if (q->len > 0 && out->hits_len > 0) {
		propose(s, out);
	}
	if (out->hits_len == 0) {
		out->corrected[0] = '\0';
	}
	return true;
}

/* Nothing of what was typed stays. */
static void forget(struct search *s)
{
	explicit_bzero(&s->question, sizeof s->question);
	explicit_bzero(&s->ranking, sizeof s->ranking);
	match_forget(&s->match);
	for (unsigned i = 0; i < s->index.languages.len; i++) {
		word_stemmer_forget(&s->index.languages.at[i]);
	}
}

bool search_query(struct search *s, const char *text, const struct search_asker *asker, size_t limit,
		struct search_results *out, struct err *e)
{
	struct search_results r;
	bool ok = answer(s, text, asker, limit, &r, e);
	if (ok) {
		*out = r;
	}
	forget(s);
	explicit_bzero(&r, sizeof r);
	return ok;
}

/* ---- why ---- */

static void add_part(const struct question *q, const struct part *p, struct buf *out)
{
	for (int i = p->from; i < p->from + p->len; i++) {
		buf_printf(out, "%s%s", i > p->from ? " " : "", q->words[i].text);
	}
}

static void add_why(const struct search *s, uint32_t doc, struct buf *out)
{
	static const char *const hows[HOW_COUNT] = { [HOW_TOWN] = "stands there",
		[HOW_DAY] = "opens on it",
		[HOW_NUMBER] = "telephone",
		[HOW_EXACT] = "as written",
		[HOW_STEM] = "another form",
		[HOW_BEGUN] = "begins so",
		[HOW_OTHER] = "synonym" };
	static const char *const fields[FIELD_COUNT] = { [FIELD_TITLE] = "title",
		[FIELD_NAMES] = "names and keywords",
		[FIELD_BODY] = "text" };
	const struct question *q = &s->question;
	for (int i = 0; i < q->parts_len; i++) {
		uint8_t part = s->match.explained[(size_t)i * s->index.docs_len + doc];
		buf_add_text(out, i ? "; " : "");
		add_part(q, &q->parts[i], out);
		if (part == 0) {
			buf_add_text(out, ": -");
			continue;
		}
		enum posting_field field;
		enum match_how how = match_how_of(part, &field);
		buf_printf(out, ": %s, %s, %d", hows[how], fields[field], match_points(part));
	}
}

bool search_explain(struct search *s, const char *text, const struct search_asker *asker, size_t limit,
		search_reason *each, void *ctx, struct search_results *out, struct err *e)
{
	struct buf why = { 0 };
	CLEANUP(free_ptr) uint8_t *explained = mem_zalloc(QUERY_WORDS_MAX, s->index.docs_len + 1);
	s->match.explained = explained;
	bool ok = answer(s, text, asker, limit, out, e);
	for (size_t i = 0; ok && i < out->hits_len; i++) {
		const struct ranked *at = &s->ranking.merged[i];
		buf_clear(&why);
		add_why(s, at->doc, &why);
		each(ctx, &out->hits[i], (int)at->points, buf_text(&why));
	}
	buf_finish(&why);
	s->match.explained = NULL;
	forget(s);
	return ok;
}
