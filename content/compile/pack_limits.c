/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of store/limits.h, said where staff wrote what is beyond them. The unit holds the compiled file against
 * the same table. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "compile/calendar.h"
#include "compile/fields.h"
#include "store/hours_table.h"
#include "store/limits.h"

static void check_limit(struct pack *p, struct where w, const struct limit *l, const char *value)
{
	int64_t len = value ? (int64_t)strlen(value) : 0;
	if (l && len > l->max) {
		report_error(&p->report, w.file, w.line, "%s is %lld bytes long, at most %lld fit. Shorten it",
				l->what ? l->what : l->column, (long long)len, (long long)l->max);
	}
}

static void check_text(struct pack *p, struct where w, const char *table, const char *column, const char *value)
{
	check_limit(p, w, limits_find(table, column), value);
}

static void check_words(struct pack *p, struct where w, const char *field, const struct text *t)
{
	for (unsigned i = 0; i < p->languages_len; i++) {
		check_limit(p, w, limits_find(LIMITS_WORDS, field), t->in[i]);
	}
}

static void check_list(struct pack *p, struct where w, const char *table, const char *column, const char **list,
		size_t len)
{
	for (size_t i = 0; i < len; i++) {
		check_text(p, w, table, column, list[i]);
	}
}

static void check_latitude(struct pack *p, struct where w, double lat)
{
	const struct limit *l = limits_find("site", "lat");
	if (lat < (double)l->min || lat > (double)l->max) {
		report_error(&p->report, w.file, w.line,
				"the latitude %.5f is off the map, which ends at %lld. Correct lat", lat,
				(long long)l->max);
	}
}

static void check_count(struct pack *p, const char *file, const char *table, size_t count)
{
	size_t most = limits_rows(table);
	if (count > most) {
		report_error(&p->report, pack_path(p, file), 0, "%zu entries, at most %zu fit. Remove some", count,
				most);
	}
}

static void check_manifest(struct pack *p)
{
	struct where w = { pack_path(p, "pack.yaml"), 1 };
	check_words(p, w, "title", &p->title);
	check_words(p, w, "attribution", &p->attribution);
	check_text(p, w, "meta", "value", p->licence);
	check_text(p, w, "meta", "value", p->timezone);
	for (unsigned i = 0; i < p->languages_len; i++) {
		check_text(p, w, "language", "name", p->languages[i].name);
	}
	size_t strings = 0;
	for (size_t i = 0; i < p->strings_len; i++) {
		for (unsigned l = 0; l < p->languages_len; l++) {
			const char *file = arena_printf(p->arena, "%s/strings/%s.po", p->assets, p->languages[l].code);
			check_text(p, (struct where){ file, 0 }, "string", "key", p->strings[i].key);
			check_text(p, (struct where){ file, 0 }, "string", "text", p->strings[i].text.in[l]);
			strings += p->strings[i].text.in[l] != NULL;
		}
	}
	check_count(p, "pack.yaml", "string", strings);
}

/* They stand in one value of meta each (content.c). */
static void check_territorial(struct pack *p)
{
	const struct limit *l = limits_find("meta", "value");
	int64_t networks = 0;
	int64_t themes = 0;
	for (size_t i = 0; i < p->networks_len; i++) {
		networks += p->networks[i].of_department ? (int64_t)strlen(p->networks[i].id) + 1 : 0;
	}
	for (size_t i = 0; i < p->themes_len; i++) {
		themes += p->themes[i].territory ? (int64_t)strlen(p->themes[i].id) + 1 : 0;
	}
	if (l && (networks > l->max || themes > l->max)) {
		report_error(&p->report, pack_path(p, networks > l->max ? "networks.yaml" : "themes.yaml"), 0,
				"the ids with '%s' are longer than %lld bytes together. Mark fewer, or shorten them",
				networks > l->max ? "serves: department" : "territory: true", (long long)l->max);
	}
}

static void check_contact(struct pack *p, const struct pack_contact *c)
{
	if (c) {
		check_text(p, c->where, LIMITS_WORDS, contact_field(CONTACT_PHONE), c->phone);
		check_words(p, c->where, contact_field(CONTACT_COST), &c->cost);
		check_text(p, c->where, LIMITS_WORDS, contact_field(CONTACT_HOURS), c->hours);
		check_words(p, c->where, contact_field(CONTACT_IN_PERSON), &c->in_person);
		check_text(p, c->where, LIMITS_WORDS, contact_field(CONTACT_SOURCE), c->source);
	}
}

static void check_lists(struct pack *p)
{
	size_t aliases = 0;
	size_t synonyms = 0;
	for (size_t i = 0; i < p->themes_len; i++) {
		check_words(p, p->themes[i].where, "title", &p->themes[i].title);
		check_words(p, p->themes[i].where, "summary", &p->themes[i].summary);
	}
	for (size_t i = 0; i < p->networks_len; i++) {
		const struct pack_network *n = &p->networks[i];
		check_words(p, n->where, "name", &n->name);
		check_words(p, n->where, "short", &n->short_name);
		check_words(p, n->where, "publics", &n->publics);
		check_text(p, n->where, "network", "website", n->website);
		check_contact(p, n->contact);
		check_list(p, n->where, "network_alias", "alias", n->aliases, n->aliases_len);
		aliases += n->aliases_len;
	}
	for (size_t i = 0; i < p->territories_len; i++) {
		check_words(p, p->territories[i].where, "name", &p->territories[i].name);
		check_text(p, p->territories[i].where, "territory", "code", p->territories[i].code);
	}
	for (size_t i = 0; i < p->sites_len; i++) {
		check_words(p, p->sites[i].where, "name", &p->sites[i].name);
		check_latitude(p, p->sites[i].where, p->sites[i].lat);
		check_contact(p, p->sites[i].desk);
	}
	for (size_t i = 0; i < p->synonyms_len; i++) {
		check_list(p, p->synonyms[i].where, "synonym", "word", p->synonyms[i].words, p->synonyms[i].len);
		synonyms += p->synonyms[i].len;
	}
	check_count(p, "networks.yaml", "network_alias", aliases);
	check_count(p, "territories.yaml", "territory", p->territories_len);
	check_count(p, "sites.yaml", "site", p->sites_len);
	check_count(p, "synonyms.yaml", "synonym", synonyms);
}

/* Real hours have fewer than 30; with this many, the search for the next change takes milliseconds on a kiosk. */
enum { HOURS_PARTS_MANY = 60 };

/* Texts that cannot be parsed were named when the table was read. */
static void check_all_hours(struct pack *p)
{
	struct arena *arena = arena_create(0);
	struct hours_table table = { 0 };
	for (size_t i = 0; i < p->places_len && !table.full; i++) {
		const struct pack_place *a = &p->places[i];
		const struct hours *h = NULL;
		if (!a->opening_hours[0]) {
			continue;
		}
		struct hours_where where = pack_hours_where(p, a->insee, a->lat, a->lon);
		if (hours_table_get(&table, a->opening_hours, &where, arena, &h, NULL) &&
				hours_parts(h) > HOURS_PARTS_MANY) {
			report_warning(&p->report, a->where.file, a->where.line,
					"the opening hours have %d rules, days and times, which is slow to evaluate on "
					"a "
					"kiosk. Write at most %d: leave out what is past, join days that are alike",
					hours_parts(h), HOURS_PARTS_MANY);
		}
		if (table.full) {
			report_error(&p->report, a->where.file, a->where.line,
					"the opening hours up to here take more than the %d MiB that a kiosk has for "
					"them. "
					"Shorten them, or write equal hours with the same text",
					LIMITS_HOURS_BYTES_MAX / (1024 * 1024));
		}
	}
	hours_table_finish(&table);
	arena_destroy(arena);
}

static void check_communes(struct pack *p, const struct pack_commune *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		check_text(p, at[i].where, "commune", "name", at[i].name);
		check_latitude(p, at[i].where, at[i].lat);
	}
}

static void check_places(struct pack *p)
{
	for (size_t i = 0; i < p->places_len; i++) {
		const struct pack_place *a = &p->places[i];
		const struct {
			const char *column, *value;
		} columns[] = {
			{ "name", a->name },
			{ "address", a->address },
			{ "postcode", a->postcode },
			{ "commune", a->commune },
			{ "phone", a->phone },
			{ "email", a->email },
			{ "website", a->website },
			{ "audience_note", a->audience_note },
			{ "opening_hours", a->opening_hours },
			{ "source", a->source },
		};
		for (size_t c = 0; c < ARRAY_LEN(columns); c++) {
			check_text(p, a->where, "place", columns[c].column, columns[c].value);
		}
		check_latitude(p, a->where, a->lat);
	}
	check_communes(p, p->communes, p->communes_len);
	check_communes(p, p->measured, p->measured_len);
	check_all_hours(p);
	check_count(p, "places.csv", "place", p->places_len);
	check_count(p, "communes.csv", "commune", p->communes_len + p->remote_len);
}

static void check_version(struct pack *p, const struct pack_version *v)
{
	struct buf keywords = { 0 };
	struct buf body = { 0 };
	for (size_t i = 0; i < v->keywords_len; i++) {
		buf_printf(&keywords, "%s\n", v->keywords[i]);
	}
	article_encode(v->blocks, v->blocks_len, &body);
	check_text(p, v->where, "article_version", "title", v->title);
	check_text(p, v->where, "article_version", "summary", v->summary);
	check_text(p, v->where, "article_version", "keywords", buf_text(&keywords));
	check_text(p, v->where, "article", "source", v->source);
	if (body.len > ARTICLE_BODY_BYTES_MAX) {
		report_error(&p->report, v->where.file, v->where.line,
				"the article's text takes %zu bytes, at most %d fit. Split the article", body.len,
				ARTICLE_BODY_BYTES_MAX);
	}
	buf_finish(&keywords);
	buf_finish(&body);
}

static void check_articles(struct pack *p)
{
	size_t networks = 0;
	for (size_t i = 0; i < p->versions_len; i++) {
		check_version(p, &p->versions[i]);
	}
	for (size_t i = 0; i < p->articles_len; i++) {
		networks += p->articles[i].versions[0]->networks_len;
	}
	check_count(p, "articles", "article", p->articles_len);
	check_count(p, "articles", "article_version", p->versions_len);
	check_count(p, "articles", "article_network", networks);
}

static void check_guide(struct pack *p)
{
	for (size_t i = 0; i < p->questions_len; i++) {
		const struct pack_question *q = &p->questions[i];
		check_words(p, q->where, "title", &q->title);
		check_words(p, q->where, "help", &q->help);
		check_words(p, q->where, "easy", &q->easy);
		for (int a = 0; a < q->answers_len; a++) {
			check_words(p, q->answers[a].where, "label", &q->answers[a].label);
			check_words(p, q->answers[a].where, "help", &q->answers[a].help);
			check_words(p, q->answers[a].where, "easy", &q->answers[a].easy);
		}
	}
	for (size_t i = 0; i < p->rules_len; i++) {
		const struct pack_rule *r = &p->rules[i];
		check_words(p, r->where, "title", &r->title);
		check_words(p, r->where, "bring", &r->bring);
		check_words(p, r->where, "easy", &r->easy);
		check_words(p, r->where, "bring_easy", &r->bring_easy);
		for (size_t n = 0; n < r->networks_len; n++) {
			check_words(p, r->networks[n].where, "reason", &r->networks[n].reason);
			check_words(p, r->networks[n].where, "easy", &r->networks[n].easy);
		}
	}
	check_count(p, "guide.yaml", "guide_rule", p->rules_len);
}

void pack_check_limits(struct pack *p)
{
	check_manifest(p);
	check_lists(p);
	check_territorial(p);
	check_places(p);
	check_articles(p);
	check_guide(p);
}
