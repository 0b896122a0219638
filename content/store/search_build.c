/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing search.sqlite out of content.sqlite, on the unit. The tables: search_schema.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/search.h"
#include "store/search_builder.h"
#include "store/search_schema.h"

enum { PROGRESS_STEPS = 20000 }; /* of SQLite's machine: a millisecond or two */

static const char begin[] = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN";

bool search_builder_broken(struct search_builder *b, const char *what)
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

bool search_builder_goes_on(struct search_builder *b)
{
	db_allow(&b->content, DB_ANSWER_MS);
	return !b->progress || b->progress(b->ctx) || fail(b->e, "search index: stopped before the end");
}

bool search_builder_read_well(struct search_builder *b, int code, const char *table)
{
	return code == SQLITE_DONE || db_fail(&b->content, table, b->e);
}

static int stop(void *ctx)
{
	const struct search_builder *b = ctx;
	return !b->progress(b->ctx);
}

static bool execute(struct search_builder *b, const char *sql)
{
	return sqlite3_exec(b->out, sql, NULL, NULL, NULL) == SQLITE_OK || search_builder_broken(b, "SQL");
}

static void add_name(struct search_builder *b, struct name name)
{
	name_list_add(&b->names, &b->languages, LANGUAGE_MAIN, name, b->arena);
	struct word w;
	size_t len = strlen(name.text);
	for (size_t at = 0; word_next(&b->languages.at[LANGUAGE_MAIN], name.text, len, &at, &w);) {
		if (!word_is_stop(&b->languages.at[LANGUAGE_MAIN], w.text)) {
			postings_propose(&b->words, LANGUAGE_MAIN, &w, name.text, 1U);
		}
	}
}

/* What has a name, before the texts that may have it. */
static bool add_names(struct search_builder *b)
{
	sqlite3_stmt *s = db_prepare(&b->content, "SELECT grp, position, word FROM synonym", b->e);
	int code = SQLITE_DONE;
	while (s && (code = sqlite3_step(s)) == SQLITE_ROW) {
		struct name synonym = { .group = sqlite3_column_int(s, 0),
			.position = sqlite3_column_int(s, 1),
			.kind = NAME_SYNONYM,
			.text = db_text(s, 2, b->arena) };
		add_name(b, synonym);
	}
	bool ok = s && search_builder_read_well(b, code, "synonym");
	sqlite3_finalize(s);
	name_list_sort(&b->names);
	size_t synonyms = b->names.len;
	for (size_t i = 0; i < b->c->communes_len; i++) {
		const struct commune *c = &b->c->communes[i];
		struct name town = { .group = (int)i,
			.kind = NAME_TOWN,
			.text = c->name,
			.lat = c->lat,
			.lon = c->lon };
		add_name(b, town);
	}
	name_list_vary(&b->names, synonyms, b->arena);
	search_builder_add_days(b);
	name_list_sort(&b->names);
	return ok && (name_list_write(&b->names, b->out) || search_builder_broken(b, "name"));
}

/* The index keeps the rules it was made by. */
static bool add_language(struct search_builder *b, sqlite3_stmt *s, unsigned lang)
{
	const char *texts[SEARCH_RULES];
	bool ok = true;
	for (int i = 0; ok && i < SEARCH_RULES; i++) {
		texts[i] = b->c->languages[lang].rules[search_rules[i]];
		sqlite3_bind_int(s, 1, (int)lang);
		sqlite3_bind_text(s, 2, language_rule_key(search_rules[i]), -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 3, texts[i], -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE || search_builder_broken(b, "language");
		sqlite3_reset(s);
	}
	return ok && search_languages_add(&b->languages, texts, b->arena, b->e);
}

static bool create_tables(struct search_builder *b)
{
	bool ok = execute(b, begin) && (search_schema_create(b->out) || search_builder_broken(b, "tables"));
	sqlite3_stmt *s = NULL;
	ok = ok && (sqlite3_prepare_v2(b->out, "INSERT INTO language VALUES (?,?,?)", -1, &s, NULL) == SQLITE_OK ||
				   search_builder_broken(b, "language"));
	for (unsigned l = 0; ok && l < b->c->languages_len; l++) {
		ok = add_language(b, s, l);
	}
	sqlite3_finalize(s);
	return ok;
}

static bool fill(struct search_builder *b)
{
	int64_t id = 0;
	char stamp[64];
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d; COMMIT", SEARCH_FORMAT);
	return create_tables(b) && add_names(b) && search_builder_add_networks(b, &id) &&
	       search_builder_add_themes(b, &id) && search_builder_add_articles(b, &id) &&
	       search_builder_add_places(b, &id) &&
	       (postings_write(&b->words, &b->languages, b->out) || search_builder_broken(b, "posting")) &&
	       execute(b, stamp);
}

static bool write_index(struct search_builder *b, const char *path)
{
	if (sqlite3_open_v2(path, &b->out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
			SQLITE_OK) {
		return search_builder_broken(b, "create");
	}
	if (b->progress) {
		sqlite3_progress_handler(b->out, PROGRESS_STEPS, stop, b);
		db_report(&b->content, b->progress, b->ctx);
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
	struct search_builder b = { .e = e, .arena = arena_create(256 * 1024), .progress = progress, .ctx = ctx };
	CLEANUP(free_ptr) char *fresh = mem_printf("%s.new", out_path);
	(void)unlink(fresh);
	b.c = catalogue_read(content_path, b.arena, e);
	bool ok = b.c && db_open(&b.content, content_path, e) && write_index(&b, fresh);
	sqlite3_close(b.out);
	if (b.content.handle) {
		db_close(&b.content);
	}
	postings_finish(&b.words);
	search_languages_finish(&b.languages);
	arena_destroy(b.arena);
	ok = ok && fs_sync_file(fresh, e) && fs_rename_durable(fresh, out_path, e);
	(void)unlink(fresh);
	return ok;
}
