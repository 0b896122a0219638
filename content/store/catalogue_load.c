/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From content.sqlite to the arrays of catalogue.h. Table by table, words last. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/bundle.h"
#include "store/holidays.h"
#include "store/loader.h"
#include "store/schema.h"

static bool read_meta(struct loader *l)
{
	struct catalogue *c = l->c;
	const char *answers = "";
	struct {
		const char *key;
		const char **text;
		double *number;
	} const fields[] = {
		{ "pack", &c->pack, NULL },
		{ "edition", &c->edition, NULL },
		{ "timezone", &c->timezone, NULL },
		{ "licence", &c->licence, NULL },
		{ "guide.verified", &answers, NULL },
		{ "west", NULL, &c->west },
		{ "south", NULL, &c->south },
		{ "east", NULL, &c->east },
		{ "north", NULL, &c->north },
	};
	c->pack = c->edition = c->timezone = c->licence = "";
	c->holidays = ARENA_NEW(l->arena, struct holidays);
	sqlite3_stmt *s = loader_select(l, "SELECT key, value FROM meta ORDER BY key");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = (const char *)sqlite3_column_text(s, 0);
		for (size_t i = 0; key && i < ARRAY_LEN(fields); i++) {
			if (!str_equal(fields[i].key, key)) {
				continue;
			}
			if (fields[i].text) {
				*fields[i].text = loader_text(l, s, 1);
			} else if (!str_to_double(loader_text(l, s, 1), fields[i].number) ||
					fabs(*fields[i].number) > 180) {
				ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite: %s is no number of degrees", key);
			}
		}
		ok = ok && (!key || holidays_add(c->holidays, key, loader_text(l, s, 1), l->arena, l->e));
	}
	if (ok && c->holidays->len == 0) {
		ok = holidays_add_usual(c->holidays, l->arena, l->e);
	}
	(void)date_parse(c->edition, &c->date);
	(void)date_parse(answers, &c->guide.verified);
	loader_want_words(l, 0, "title", &c->title);
	loader_want_words(l, 0, "attribution", &c->attribution);
	return ok;
}

/* After the themes: days by theme, else the pack's. */
static bool read_ages(struct loader *l)
{
	struct catalogue *c = l->c;
	sqlite3_stmt *s = loader_select(l, "SELECT key, value FROM meta WHERE key GLOB 'stale*' ORDER BY key");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = (const char *)sqlite3_column_text(s, 0);
		const char *text = loader_text(l, s, 1);
		long days;
		if (!str_to_long(text, 0, DATE_AGE_DAYS_MAX, &days)) {
			ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite: '%s' is no number of days", text);
			continue;
		}
		bool all = key && str_equal(key, "stale"); /* in the order of keys it is the first */
		c->stale_days = all ? (int)days : c->stale_days;
		for (size_t i = 0; key && i < c->themes_len; i++) {
			char own[32];
			(void)snprintf(own, sizeof own, "stale.%lld", (long long)c->themes[i].row);
			if (all || str_equal(own, key)) {
				c->themes[i].stale_days = (int)days;
			}
		}
	}
	return ok;
}

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ') {
		if (strcspn(at, " ") == len && strncmp(at, word, len) == 0) {
			return true;
		}
	}
	return false;
}

/* After themes and networks: lists of ids, separated by blanks. Ids that are not there mean nothing. */
static bool read_territorial(struct loader *l)
{
	struct catalogue *c = l->c;
	sqlite3_stmt *s = loader_select(l, "SELECT key, value FROM meta WHERE key GLOB 'territory.*' ORDER BY key");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = (const char *)sqlite3_column_text(s, 0);
		const char *ids = loader_text(l, s, 1);
		for (size_t i = 0; key && str_equal(key, "territory.networks") && i < c->networks_len; i++) {
			c->networks[i].of_department = has_word(ids, c->networks[i].id);
		}
		for (size_t i = 0; key && str_equal(key, "territory.themes") && i < c->themes_len; i++) {
			c->themes[i].territory = has_word(ids, c->themes[i].id);
		}
	}
	return ok;
}

static bool read_languages(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l, "SELECT lang, code, name, rtl FROM language ORDER BY lang");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		unsigned n = l->c->languages_len;
		if (n == CATALOGUE_LANGUAGES_MAX || loader_number(s, 0) != n) {
			ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite: too many languages, or one is missing");
			continue;
		}
		l->c->languages[n] = (struct language){ .code = loader_text(l, s, 1),
			.name = loader_text(l, s, 2),
			.rtl = loader_flag(s, 3) };
		l->c->languages_len++;
	}
	return ok && (l->c->languages_len > 0 || fail_kind(l->e, ERR_FORMAT, "content.sqlite: there is no language"));
}

static bool read_strings(struct loader *l)
{
	size_t capacity;
	if (!loader_count(l, "string", &capacity)) {
		return false;
	}
	struct catalogue *c = l->c;
	c->strings = ARENA_ARRAY(l->arena, struct catalogue_string, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT key, lang, text FROM string ORDER BY key, lang");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = (const char *)sqlite3_column_text(s, 0);
		int64_t lang = loader_number(s, 1);
		/* A key without words is shown itself (catalogue_string()). */
		if (!key || !utf8_valid(key, strlen(key)) || lang < 0 || lang >= CATALOGUE_LANGUAGES_MAX) {
			continue;
		}
		if (c->strings_len == 0 || !str_equal(c->strings[c->strings_len - 1].key, key)) {
			c->strings[c->strings_len++].key = arena_strdup(l->arena, key);
		}
		c->strings[c->strings_len - 1].text.in[lang] = loader_text(l, s, 2);
	}
	return ok;
}

/* The language's own, else what the firmware knows of it, else what holds for any. */
static const char *rule_of(const struct catalogue *c, unsigned lang, enum language_rule rule)
{
	const struct catalogue_string *s = catalogue_find_string(c, language_rule_key(rule));
	const char *own = s ? s->text.in[lang] : NULL;
	const char *known = own ? own : language_builtin(c->languages[lang].code, rule);
	if (!known && rule == LANGUAGE_DIRECTION && c->languages[lang].rtl) {
		return "rtl";
	}
	return known ? known : language_rule_default(rule);
}

static bool settle_languages(struct loader *l)
{
	for (unsigned lang = 0; lang < l->c->languages_len; lang++) {
		struct language *of = &l->c->languages[lang];
		for (enum language_rule rule = 0; rule < LANGUAGE_RULES; rule++) {
			of->rules[rule] = rule_of(l->c, lang, rule);
			if (!language_rule_check(rule, of->rules[rule], l->e)) {
				return fail_wrap(l->e, "language %s", of->code);
			}
		}
		of->rtl = str_equal(of->rules[LANGUAGE_DIRECTION], "rtl");
	}
	return true;
}

static int compare_targets(const void *a, const void *b)
{
	const struct words_target *x = a;
	const struct words_target *y = b;
	if (x->row != y->row) {
		return x->row < y->row ? -1 : 1;
	}
	return strcmp(x->field, y->field);
}

static bool read_words(struct loader *l)
{
	qsort(l->targets, l->targets_len, sizeof *l->targets, compare_targets);
	sqlite3_stmt *s = loader_select(l, "SELECT row, field, lang, text FROM words");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *field = (const char *)sqlite3_column_text(s, 1);
		struct words_target key = { .row = loader_number(s, 0), .field = field ? field : "" };
		int64_t lang = loader_number(s, 2);
		const struct words_target *t = bsearch(&key, l->targets, l->targets_len, sizeof key, compare_targets);
		if (t && lang >= 0 && lang < CATALOGUE_LANGUAGES_MAX) {
			t->text->in[lang] = loader_text(l, s, 3);
		}
	}
	for (size_t i = 0; i < l->targets_len; i++) {
		if (!l->targets[i].text->in[0]) {
			l->targets[i].text->in[0] = "";
		}
	}
	for (size_t i = 0; i < l->c->networks_len; i++) {
		struct network *n = &l->c->networks[i];
		if (!n->short_name.in[0][0]) {
			n->short_name = n->name;
		}
	}
	return ok;
}

static bool check_kind(struct loader *l)
{
	long long id;
	long long version;
	if (!db_number(&l->db, "PRAGMA application_id", &id, l->e) ||
			!db_number(&l->db, "PRAGMA user_version", &version, l->e)) {
		return false;
	}
	if (id != BUNDLE_APPLICATION_ID) {
		return fail_kind(l->e, ERR_FORMAT, "is no content file of Borne");
	}
	if (version != BUNDLE_SCHEMA) {
		return fail_kind(l->e, ERR_FORMAT, "schema %lld is not known here (%d is). Update the firmware",
				version, BUNDLE_SCHEMA);
	}
	return schema_check(&l->db, SCHEMA_CONTENT, l->e);
}

static bool read_all(struct loader *l)
{
	typedef bool step(struct loader *);
	static step *const steps[] = { check_kind, read_meta, read_languages, read_strings, settle_languages,
		loader_read_themes, read_ages, loader_read_articles, loader_read_versions, loader_read_networks,
		read_territorial, loader_read_article_networks, loader_read_territories, loader_read_departments,
		loader_read_places, loader_read_communes, loader_read_sites, loader_read_guide, loader_read_contacts,
		loader_read_news, read_words, loader_settle_territories, loader_settle_contacts };
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		if (!steps[i](l)) {
			return false;
		}
		if (l->off_map) {
			return fail_kind(l->e, ERR_FORMAT, "a position is not on the map");
		}
		if (l->too_long) {
			return fail_kind(l->e, ERR_FORMAT, "a text is longer than %d bytes, or all are longer than %d",
					LOADER_TEXT_BYTES_MAX, LIMITS_MEMORY_BYTES_MAX);
		}
	}
	return true;
}

const struct catalogue *catalogue_read(const char *content_path, struct arena *arena, struct err *e)
{
	struct loader l = { .arena = arena, .limit = SIZE_MAX, .e = e };
	if (!db_open(&l.db, content_path, e)) {
		return NULL;
	}
	l.c = ARENA_NEW(arena, struct catalogue);
	bool ok = read_all(&l);
	free(l.targets);
	db_close(&l.db);
	if (!ok) {
		(void)fail_wrap(e, "content.sqlite");
		return NULL;
	}
	return l.c;
}

const struct catalogue *catalogue_load(const struct bundle *b, struct arena *arena, struct err *e)
{
	CLEANUP(free_ptr) char *path = bundle_component_path(b, "content.sqlite");
	if (!path) {
		(void)fail_kind(e, ERR_ABSENT, "the bundle has no content.sqlite");
		return NULL;
	}
	return catalogue_read(path, arena, e);
}
