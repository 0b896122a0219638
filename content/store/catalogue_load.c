/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From content.sqlite to the arrays of catalogue.h. Table by table, words last. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/bundle.h"
#include "store/hours_table.h"
#include "store/loader.h"
#include "store/schema.h"

#define NUMBER(s, i) sqlite3_column_int64((s), (i))
#define FLAG(s, i) (sqlite3_column_int((s), (i)) != 0)

/* Bounded one by one and together: past that the load fails, see read_all(). */
static const char *text(struct loader *l, sqlite3_stmt *s, int i)
{
	size_t len = (size_t)sqlite3_column_bytes(s, i);
	l->text_bytes += len;
	if (len > LOADER_TEXT_BYTES_MAX || l->text_bytes > LIMITS_MEMORY_BYTES_MAX) {
		l->too_long = true;
		return "";
	}
	return db_text(s, i, l->arena);
}

/* A position off the map overflows what is computed of it: the load fails, see read_all(). */
static double degrees(struct loader *l, sqlite3_stmt *s, int i, const char *column)
{
	const struct limit *limit = limits_find("place", column);
	double value = sqlite3_column_double(s, i);
	if (isfinite(value) && value >= (double)limit->min && value <= (double)limit->max) {
		return value;
	}
	l->off_map = true;
	return 0;
}

/* NULL where the column is. */
static const char *text_or_null(struct loader *l, sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? NULL : text(l, s, i);
}

static struct date date(sqlite3_stmt *s, int i)
{
	struct date d = { 0 };
	const char *words = (const char *)sqlite3_column_text(s, i);
	if (words) {
		(void)date_parse(words, &d);
	}
	return d;
}

static bool read_meta(struct loader *l)
{
	struct catalogue *c = l->c;
	struct {
		const char *key;
		const char **text;
		double *number;
	} const fields[] = {
		{ "pack", &c->pack, NULL },
		{ "edition", &c->edition, NULL },
		{ "timezone", &c->timezone, NULL },
		{ "licence", &c->licence, NULL },
		{ "west", NULL, &c->west },
		{ "south", NULL, &c->south },
		{ "east", NULL, &c->east },
		{ "north", NULL, &c->north },
	};
	c->pack = c->edition = c->timezone = c->licence = "";
	sqlite3_stmt *s = loader_select(l, "SELECT key, value FROM meta");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = (const char *)sqlite3_column_text(s, 0);
		for (size_t i = 0; key && i < ARRAY_LEN(fields); i++) {
			if (!str_equal(fields[i].key, key)) {
				continue;
			}
			if (fields[i].text) {
				*fields[i].text = text(l, s, 1);
			} else if (!str_to_double(text(l, s, 1), fields[i].number) || fabs(*fields[i].number) > 180) {
				ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite: %s is no number of degrees", key);
			}
		}
	}
	(void)date_parse(c->edition, &c->date);
	loader_want_words(l, 0, "title", &c->title);
	loader_want_words(l, 0, "attribution", &c->attribution);
	return ok;
}

static bool read_languages(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l, "SELECT lang, code, name, rtl FROM language ORDER BY lang");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		unsigned n = l->c->languages_len;
		if (n == CATALOGUE_LANGUAGES_MAX || NUMBER(s, 0) != n) {
			ok = fail_kind(l->e, ERR_FORMAT, "content.sqlite: too many languages, or one is missing");
			continue;
		}
		l->c->languages[n] =
				(struct language){ .code = text(l, s, 1), .name = text(l, s, 2), .rtl = FLAG(s, 3) };
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
		int64_t lang = NUMBER(s, 1);
		/* A key without words is shown itself (catalogue_string()). */
		if (!key || !utf8_valid(key, strlen(key)) || lang < 0 || lang >= CATALOGUE_LANGUAGES_MAX) {
			continue;
		}
		if (c->strings_len == 0 || !str_equal(c->strings[c->strings_len - 1].key, key)) {
			c->strings[c->strings_len++].key = arena_strdup(l->arena, key);
		}
		c->strings[c->strings_len - 1].text.in[lang] = text(l, s, 2);
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

static bool read_themes(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "theme", &capacity)) {
		return false;
	}
	c->themes = ARENA_ARRAY(l->arena, struct theme, capacity + 1);
	sqlite3_stmt *s =
			loader_select(l, "SELECT row, id, icon, professional, home FROM theme ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct theme *t = &c->themes[c->themes_len];
		*t = (struct theme){ .row = NUMBER(s, 0), .id = text(l, s, 1), .icon = text(l, s, 2) };
		t->professional = FLAG(s, 3);
		t->home = FLAG(s, 4);
		row_map_add(l, &l->themes, capacity, t->row, (int)c->themes_len++);
		loader_want_words(l, t->row, "title", &t->title);
		loader_want_words(l, t->row, "summary", &t->summary);
	}
	row_map_sort(&l->themes);
	return ok;
}

static bool read_articles(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "article", &capacity)) {
		return false;
	}
	c->articles = ARENA_ARRAY(l->arena, struct article_head, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT a.row, a.id, a.theme, a.audiences, a.level, a.professional, a.source, a.verified, "
			"a.valid_until "
			"FROM article a JOIN theme t ON t.row = a.theme ORDER BY t.position, t.row, a.position, a.id");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct article_head *a = &c->articles[c->articles_len];
		*a = (struct article_head){ .row = NUMBER(s, 0), .id = text(l, s, 1), .source = text(l, s, 6) };
		const char *slash = strrchr(a->id, '/');
		a->slug = slash ? slash + 1 : a->id;
		a->audiences = (unsigned)NUMBER(s, 3);
		a->level = sqlite3_column_int(s, 4);
		a->professional = FLAG(s, 5);
		a->verified = date(s, 7);
		a->valid_until = date(s, 8);
		ok = loader_reference(l, &l->themes, NUMBER(s, 2), "article", &a->theme);
		if (ok) {
			struct theme *t = &c->themes[a->theme];
			t->first_article = t->articles_len++ == 0 ? (int)c->articles_len : t->first_article;
		}
		row_map_add(l, &l->articles, capacity, a->row, (int)c->articles_len++);
	}
	row_map_sort(&l->articles);
	uint32_t *by_row = ARENA_ARRAY(l->arena, uint32_t, c->articles_len + 1);
	for (size_t i = 0; i < l->articles.len; i++) {
		by_row[i] = (uint32_t)l->articles.at[i].index;
	}
	c->articles_by_row = by_row;
	return ok;
}

static bool read_versions(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l, "SELECT article, lang, easy, minutes, title, summary FROM article_version");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int index;
		int64_t lang = NUMBER(s, 1);
		ok = loader_reference(l, &l->articles, NUMBER(s, 0), "version of an article", &index);
		if (!ok || lang < 0 || lang >= l->c->languages_len) {
			continue;
		}
		struct article_head *a = &l->c->articles[index];
		if ((FLAG(s, 2) ? a->easy : a->languages) & 1U << lang) {
			ok = fail_kind(l->e, ERR_FORMAT, "the article %.80s is there twice in a language", a->id);
			continue;
		}
		if (FLAG(s, 2)) {
			a->easy |= 1U << lang;
			continue;
		}
		a->languages |= 1U << lang;
		int minutes = sqlite3_column_int(s, 3);
		a->minutes[lang] = (int16_t)(minutes < 1 ? 1 : minutes > 600 ? 600 : minutes);
		a->title.in[lang] = text(l, s, 4);
		a->summary.in[lang] = text(l, s, 5);
	}
	for (size_t i = 0; ok && i < l->c->articles_len; i++) {
		/* Every other language falls back to it. */
		ok = (l->c->articles[i].languages & 1U) ||
		     fail_kind(l->e, ERR_FORMAT, "the article %.80s has no version in the main language",
				     l->c->articles[i].id);
	}
	return ok;
}

static bool read_networks(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "network", &capacity)) {
		return false;
	}
	c->networks = ARENA_ARRAY(l->arena, struct network, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT row, id, symbol, audiences, levels, cep, opacif, article, website "
					   "FROM network ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct network *n = &c->networks[c->networks_len];
		*n = (struct network){ .row = NUMBER(s, 0),
			.id = text(l, s, 1),
			.symbol = text(l, s, 2),
			.article = -1 };
		n->audiences = (unsigned)NUMBER(s, 3);
		n->levels = (unsigned)NUMBER(s, 4);
		n->cep = FLAG(s, 5);
		n->opacif = FLAG(s, 6);
		n->website = text_or_null(l, s, 8);
		if (sqlite3_column_type(s, 7) != SQLITE_NULL) {
			ok = loader_reference(l, &l->articles, NUMBER(s, 7), "network", &n->article);
		}
		row_map_add(l, &l->networks, capacity, n->row, (int)c->networks_len++);
		loader_want_words(l, n->row, "name", &n->name);
		loader_want_words(l, n->row, "short", &n->short_name);
		loader_want_words(l, n->row, "publics", &n->publics);
	}
	row_map_sort(&l->networks);
	return ok;
}

/* Pairs (owner, target) in the order of the owner's list become one array, cut at each owner. */
static bool read_article_networks(struct loader *l)
{
	size_t capacity;
	if (!loader_count(l, "article_network", &capacity)) {
		return false;
	}
	int16_t *all = ARENA_ARRAY(l->arena, int16_t, capacity + 1);
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l, "SELECT article, network FROM article_network ORDER BY article, position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int article;
		int network;
		ok = loader_reference(l, &l->articles, NUMBER(s, 0), "list of networks", &article) &&
		     loader_reference(l, &l->networks, NUMBER(s, 1), "article", &network);
		if (!ok) {
			continue;
		}
		struct article_head *a = &l->c->articles[article];
		a->networks = a->networks_len++ == 0 ? &all[len] : a->networks;
		all[len++] = (int16_t)network;
	}
	return ok;
}

static bool read_territories(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "territory", &capacity)) {
		return false;
	}
	c->territories = ARENA_ARRAY(l->arena, struct territory, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT row, id, labelled, code FROM territory ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct territory *t = &c->territories[c->territories_len];
		*t = (struct territory){ .row = NUMBER(s, 0),
			.id = text(l, s, 1),
			.labelled = FLAG(s, 2),
			.code = text(l, s, 3) };
		row_map_add(l, &l->territories, capacity, t->row, (int)c->territories_len++);
		loader_want_words(l, t->row, "name", &t->name);
	}
	row_map_sort(&l->territories);
	return ok;
}

static bool read_departments(struct loader *l)
{
	size_t capacity;
	if (!loader_count(l, "territory_department", &capacity)) {
		return false;
	}
	int16_t *all = ARENA_ARRAY(l->arena, int16_t, capacity + 1);
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l,
			"SELECT territory, department FROM territory_department ORDER BY territory, position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int territory;
		int department;
		ok = loader_reference(l, &l->territories, NUMBER(s, 0), "department", &territory) &&
		     loader_reference(l, &l->territories, NUMBER(s, 1), "territory", &department);
		if (!ok) {
			continue;
		}
		struct territory *t = &l->c->territories[territory];
		t->departments = t->departments_len++ == 0 ? &all[len] : t->departments;
		all[len++] = (int16_t)department;
	}
	return ok;
}

/* What cannot be read is unknown: "call before going". The compiler refuses such texts. */
static const struct hours *shared_hours(struct loader *l, struct hours_table *table, const char *words)
{
	const struct hours *h = NULL;
	return words[0] && hours_table_get(table, words, l->arena, &h, NULL) ? h : NULL;
}

static bool read_place(struct loader *l, sqlite3_stmt *s, struct hours_table *table, struct place *p)
{
	int network;
	*p = (struct place){
		.row = NUMBER(s, 0),
		.id = text(l, s, 1),
		.name = text(l, s, 3),
		.address = text(l, s, 4),
		.postcode = text(l, s, 5),
		.commune = text(l, s, 6),
		.insee = text(l, s, 7),
		.phone = text(l, s, 8),
		.email = text(l, s, 9),
		.website = text(l, s, 10),
		.audience_note = text(l, s, 11),
		.opening_hours = text(l, s, 12),
		.source = text(l, s, 13),
		.verified = date(s, 14),
		.access = (uint8_t)NUMBER(s, 15),
		.lat = degrees(l, s, 16, "lat"),
		.lon = degrees(l, s, 17, "lon"),
		.approximate = FLAG(s, 18),
	};
	if (!loader_reference(l, &l->networks, NUMBER(s, 2), "place", &network)) {
		return false;
	}
	p->network = (int16_t)network;
	p->hours = shared_hours(l, table, p->opening_hours);
	if (table->full) {
		return fail_kind(l->e, ERR_FORMAT, "the opening hours of all places take more than %d MiB when parsed",
				LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
	}
	l->c->networks[network].places_len++;
	return true;
}

static bool read_places(struct loader *l)
{
	struct catalogue *c = l->c;
	struct hours_table table = { 0 };
	size_t capacity;
	if (!loader_count(l, "place", &capacity)) {
		return false;
	}
	c->places = ARENA_ARRAY(l->arena, struct place, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT row, id, network, name, address, postcode, commune, insee, phone, email, website, "
			"audience_note, "
			"opening_hours, source, verified, access, lat, lon, approximate FROM place ORDER BY row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct place *p = &c->places[c->places_len];
		ok = read_place(l, s, &table, p);
		row_map_add(l, &l->places, capacity, p->row, (int)c->places_len++);
	}
	hours_table_finish(&table);
	return ok;
}

static bool read_communes(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "commune", &capacity)) {
		return false;
	}
	c->communes = ARENA_ARRAY(l->arena, struct commune, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT insee, name, lat, lon FROM commune ORDER BY insee");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		c->communes[c->communes_len++] = (struct commune){ text(l, s, 0), text(l, s, 1),
			degrees(l, s, 2, "lat"), degrees(l, s, 3, "lon") };
	}
	return ok;
}

static bool read_sites(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "site", &capacity)) {
		return false;
	}
	c->sites = ARENA_ARRAY(l->arena, struct site, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT row, id, lat, lon, place, map_area, territory FROM site ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct site *t = &c->sites[c->sites_len++];
		*t = (struct site){ .id = text(l, s, 1),
			.row = NUMBER(s, 0),
			.lat = degrees(l, s, 2, "lat"),
			.lon = degrees(l, s, 3, "lon"),
			.place = -1,
			.territory = -1 };
		t->map_area = text_or_null(l, s, 5);
		if (sqlite3_column_type(s, 4) != SQLITE_NULL) {
			ok = loader_reference(l, &l->places, NUMBER(s, 4), "site", &t->place);
		}
		if (ok && sqlite3_column_type(s, 6) != SQLITE_NULL) {
			ok = loader_reference(l, &l->territories, NUMBER(s, 6), "site", &t->territory);
		}
		loader_want_words(l, NUMBER(s, 0), "name", &t->name);
	}
	return ok;
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
		struct words_target key = { .row = NUMBER(s, 0), .field = field ? field : "" };
		int64_t lang = NUMBER(s, 2);
		const struct words_target *t = bsearch(&key, l->targets, l->targets_len, sizeof key, compare_targets);
		if (t && lang >= 0 && lang < CATALOGUE_LANGUAGES_MAX) {
			t->text->in[lang] = text(l, s, 3);
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
		read_themes, read_articles, read_versions, read_networks, read_article_networks, read_territories,
		read_departments, read_places, read_communes, read_sites, loader_read_guide, read_words };
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
