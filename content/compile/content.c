/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/content.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/insert.h"
#include "store/bundle.h"
#include "store/schema.h"

struct writer {
	const struct pack *p;
	struct insert in;
};

static const char *date_text(struct date d, char out[DATE_TEXT_BYTES])
{
	date_format(d, out);
	return out[0] ? out : NULL;
}

static void add_text(struct writer *w, int64_t row, const char *field, const struct text *t)
{
	for (unsigned i = 0; i < w->p->languages_len; i++) {
		if (t->in[i]) {
			insert_row(&w->in, "words", "itit", row, field, (int64_t)i, t->in[i]);
		}
	}
}

static void add_meta_number(struct writer *w, const char *key, double value)
{
	char text[32];
	snprintf(text, sizeof text, "%.6f", value);
	insert_row(&w->in, "meta", "tt", key, text);
}

/* How old what was checked may be: "stale" for places and articles, "stale.<row>" where a theme has its own. */
static void add_ages(struct writer *w)
{
	char key[32], days[16];
	snprintf(days, sizeof days, "%ld", w->p->stale_after_days);
	insert_row(&w->in, "meta", "tt", "stale", days);
	if (date_is_set(w->p->guide_verified)) {
		char date[DATE_TEXT_BYTES];
		insert_row(&w->in, "meta", "tt", "guide.verified", date_text(w->p->guide_verified, date));
	}
	for (size_t i = 0; i < w->p->themes_len; i++) {
		const struct pack_theme *t = &w->p->themes[i];
		if (t->stale_after_days != w->p->stale_after_days) {
			snprintf(key, sizeof key, "stale.%" PRId64, names_row("theme", t->id));
			snprintf(days, sizeof days, "%ld", t->stale_after_days);
			insert_row(&w->in, "meta", "tt", key, days);
		}
	}
}

static void add_id(struct buf *list, const char *id)
{
	buf_printf(list, "%s%s", list->len ? " " : "", id);
}

/* Networks whose places are for their own department, and themes that lead to the site's territory: lists of ids, which
 * kiosks before this compiler do not read. */
static void add_territorial(struct writer *w)
{
	struct buf networks = { 0 };
	struct buf themes = { 0 };
	for (size_t i = 0; i < w->p->networks_len; i++) {
		if (w->p->networks[i].of_department) {
			add_id(&networks, w->p->networks[i].id);
		}
	}
	for (size_t i = 0; i < w->p->themes_len; i++) {
		if (w->p->themes[i].territory) {
			add_id(&themes, w->p->themes[i].id);
		}
	}
	if (networks.len) {
		insert_row(&w->in, "meta", "tt", "territory.networks", buf_text(&networks));
	}
	if (themes.len) {
		insert_row(&w->in, "meta", "tt", "territory.themes", buf_text(&themes));
	}
	buf_finish(&networks);
	buf_finish(&themes);
}

static void add_meta(struct writer *w)
{
	const struct pack *p = w->p;
	char date[DATE_TEXT_BYTES];
	insert_row(&w->in, "meta", "tt", "pack", p->id);
	insert_row(&w->in, "meta", "tt", "edition", date_text(p->date, date));
	insert_row(&w->in, "meta", "tt", "timezone", p->timezone);
	insert_row(&w->in, "meta", "tt", "licence", p->licence);
	add_meta_number(w, "west", p->west);
	add_meta_number(w, "south", p->south);
	add_meta_number(w, "east", p->east);
	add_meta_number(w, "north", p->north);
	add_ages(w);
	add_territorial(w);
	for (size_t i = 0; i < p->calendar.facts_len; i++) {
		insert_row(&w->in, "meta", "tt", p->calendar.facts[i].key, p->calendar.facts[i].value);
	}
	add_text(w, 0, "title", &p->title);
	add_text(w, 0, "attribution", &p->attribution);
	for (unsigned i = 0; i < p->languages_len; i++) {
		const struct language *l = &p->languages[i];
		insert_row(&w->in, "language", "itti", (int64_t)i, l->code, l->name, (int64_t)l->rtl);
	}
	for (size_t i = 0; i < p->strings_len; i++) {
		for (unsigned l = 0; l < p->languages_len; l++) {
			if (p->strings[i].text.in[l]) {
				insert_row(&w->in, "string", "tit", p->strings[i].key, (int64_t)l,
						p->strings[i].text.in[l]);
			}
		}
	}
}

static void add_themes(struct writer *w)
{
	for (size_t i = 0; i < w->p->themes_len; i++) {
		const struct pack_theme *t = &w->p->themes[i];
		int64_t row = names_row("theme", t->id);
		insert_row(&w->in, "theme", "ititii", row, t->id, (int64_t)i, t->icon, (int64_t)t->professional,
				(int64_t)t->home);
		add_text(w, row, "title", &t->title);
		add_text(w, row, "summary", &t->summary);
	}
}

static void add_contact_text(struct writer *w, int64_t row, enum contact_field field, const char *text)
{
	if (text[0]) {
		add_text(w, row, contact_field(field), &(struct text){ { text } });
	}
}

static void add_contact(struct writer *w, int64_t row, const struct pack_contact *c)
{
	char verified[DATE_TEXT_BYTES];
	if (c) {
		add_contact_text(w, row, CONTACT_PHONE, c->phone);
		add_text(w, row, contact_field(CONTACT_COST), &c->cost);
		add_contact_text(w, row, CONTACT_HOURS, c->hours);
		add_text(w, row, contact_field(CONTACT_IN_PERSON), &c->in_person);
		add_contact_text(w, row, CONTACT_SOURCE, c->source);
		date_format(c->verified, verified);
		add_contact_text(w, row, CONTACT_VERIFIED, verified);
	}
}

static void add_networks(struct writer *w)
{
	for (size_t i = 0; i < w->p->networks_len; i++) {
		const struct pack_network *n = &w->p->networks[i];
		int64_t row = names_row("network", n->id);
		insert_row(&w->in, "network", "ititiiiirt", row, n->id, (int64_t)i, n->symbol, (int64_t)n->audiences,
				(int64_t)n->levels, (int64_t)n->cep, (int64_t)n->opacif,
				n->article ? names_row("article", n->article) : INT64_C(0), n->website);
		add_text(w, row, "name", &n->name);
		add_text(w, row, "short", &n->short_name);
		add_text(w, row, "publics", &n->publics);
		add_contact(w, row, n->contact);
		for (size_t a = 0; a < n->aliases_len; a++) {
			insert_row(&w->in, "network_alias", "iit", row, (int64_t)a, n->aliases[a]);
		}
	}
}

static void add_version(struct writer *w, int64_t article, const struct pack_version *v)
{
	const char *lang = w->p->languages[v->lang].code;
	char *id = mem_printf("%s.%s%s", v->article, lang, v->easy ? ".easy" : "");
	struct buf body = { 0 };
	struct buf keywords = { 0 };
	article_encode(v->blocks, v->blocks_len, &body);
	for (size_t i = 0; i < v->keywords_len; i++) {
		buf_printf(&keywords, "%s%s", i ? "\n" : "", v->keywords[i]);
	}
	struct blob blob = { body.bytes, body.len };
	insert_row(&w->in, "article_version", "iiiiitttb", names_row("version", id), article, (int64_t)v->lang,
			(int64_t)v->easy, (int64_t)v->minutes, v->title, v->summary, buf_text(&keywords), &blob);
	buf_finish(&keywords);
	buf_finish(&body);
	free(id);
}

static void add_articles(struct writer *w)
{
	for (size_t i = 0; i < w->p->articles_len; i++) {
		const struct pack_article *a = &w->p->articles[i];
		const struct pack_version *v = a->versions[0];
		char verified[DATE_TEXT_BYTES], valid_until[DATE_TEXT_BYTES];
		int64_t row = names_row("article", a->id);
		insert_row(&w->in, "article", "itiiiiittt", row, a->id, names_row("theme", a->theme), (int64_t)v->order,
				(int64_t)v->audiences, (int64_t)v->level, (int64_t)v->professional, v->source,
				date_text(v->verified, verified), date_text(v->valid_until, valid_until));
		for (size_t n = 0; n < v->networks_len; n++) {
			insert_row(&w->in, "article_network", "iii", row, (int64_t)n,
					names_row("network", v->networks[n]));
		}
		for (size_t n = 0; n < a->versions_len; n++) {
			add_version(w, row, a->versions[n]);
		}
	}
}

static void add_territories(struct writer *w)
{
	for (size_t i = 0; i < w->p->territories_len; i++) {
		const struct pack_territory *t = &w->p->territories[i];
		int64_t row = names_row("territory", t->id);
		insert_row(&w->in, "territory", "itiit", row, t->id, (int64_t)i, (int64_t)t->labelled, t->code);
		add_text(w, row, "name", &t->name);
		if (t->communes > 0) {
			char number[24];
			snprintf(number, sizeof number, "%zu", t->communes);
			insert_row(&w->in, "words", "itit", row, "communes", INT64_C(0), number);
		}
		for (size_t d = 0; d < t->departments_len; d++) {
			insert_row(&w->in, "territory_department", "iii", row, (int64_t)d,
					names_row("territory", t->departments[d]));
		}
	}
}

static void add_sites(struct writer *w)
{
	for (size_t i = 0; i < w->p->sites_len; i++) {
		const struct pack_site *s = &w->p->sites[i];
		int64_t row = names_row("site", s->id);
		insert_row(&w->in, "site", "itiddrtr", row, s->id, (int64_t)i, s->lat, s->lon,
				s->place ? names_row("place", s->place) : INT64_C(0), s->map_area,
				s->territory ? names_row("territory", s->territory) : INT64_C(0));
		add_text(w, row, "name", &s->name);
		add_contact(w, row, s->desk);
	}
}

static void add_communes(struct writer *w, const struct pack_commune *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		insert_row(&w->in, "commune", "ttdd", at[i].insee, at[i].name, at[i].lat, at[i].lon);
	}
}

static void add_places(struct writer *w)
{
	for (size_t i = 0; i < w->p->places_len; i++) {
		const struct pack_place *a = &w->p->places[i];
		char verified[DATE_TEXT_BYTES];
		insert_row(&w->in, "place", "itittttttttttttiddi", names_row("place", a->id), a->id,
				names_row("network", a->network), a->name, a->address, a->postcode, a->commune,
				a->insee, a->phone, a->email, a->website, a->audience_note, a->opening_hours, a->source,
				date_text(a->verified, verified), (int64_t)a->access, a->lat, a->lon,
				(int64_t)a->approximate);
	}
	add_communes(w, w->p->communes, w->p->communes_len);
	add_communes(w, w->p->remote, w->p->remote_len);
	for (size_t g = 0; g < w->p->synonyms_len; g++) {
		for (size_t i = 0; i < w->p->synonyms[g].len; i++) {
			insert_row(&w->in, "synonym", "iit", (int64_t)g, (int64_t)i, w->p->synonyms[g].words[i]);
		}
	}
}

static int64_t guide_row(const char *fmt, const char *a, const char *b, size_t n)
{
	char *id = mem_printf("%s/%s/%s/%zu", fmt, a, b, n);
	int64_t row = names_row("guide", id);
	free(id);
	return row;
}

static void add_questions(struct writer *w)
{
	for (size_t i = 0; i < w->p->questions_len; i++) {
		const struct pack_question *q = &w->p->questions[i];
		int64_t row = guide_row("question", q->id, "", 0);
		insert_row(&w->in, "guide_question", "iit", (int64_t)i, row, q->id);
		add_text(w, row, "title", &q->title);
		add_text(w, row, "help", &q->help);
		add_text(w, row, "easy", &q->easy);
		for (int n = 0; n < q->answers_len; n++) {
			const struct pack_answer *a = &q->answers[n];
			row = guide_row("answer", q->id, a->id, 0);
			insert_row(&w->in, "guide_answer", "iiitti", (int64_t)i, (int64_t)n, row, a->id, a->icon,
					(int64_t)a->unknown);
			add_text(w, row, "label", &a->label);
			add_text(w, row, "help", &a->help);
			add_text(w, row, "easy", &a->easy);
		}
	}
}

static void add_rule(struct writer *w, size_t i, const struct pack_rule *r)
{
	int64_t row = guide_row("rule", "", "", i);
	insert_row(&w->in, "guide_rule", "iii", (int64_t)i, row, (int64_t)r->level);
	add_text(w, row, "title", &r->title);
	add_text(w, row, "bring", &r->bring);
	add_text(w, row, "easy", &r->easy);
	add_text(w, row, "bring_easy", &r->bring_easy);
	for (size_t q = 0; q < w->p->questions_len; q++) {
		if (r->when[q]) {
			insert_row(&w->in, "guide_when", "iii", (int64_t)i, (int64_t)q, (int64_t)r->when[q]);
		}
	}
	for (size_t n = 0; n < r->networks_len; n++) {
		row = guide_row("reason", r->networks[n].network, "", i * 1000 + n);
		insert_row(&w->in, "guide_network", "iiii", (int64_t)i, (int64_t)n, row,
				names_row("network", r->networks[n].network));
		add_text(w, row, "reason", &r->networks[n].reason);
		add_text(w, row, "easy", &r->networks[n].easy);
	}
	for (size_t n = 0; n < r->articles_len; n++) {
		insert_row(&w->in, "guide_article", "iii", (int64_t)i, (int64_t)n,
				names_row("article", r->articles[n]));
	}
}

static void add_all(struct writer *w)
{
	add_meta(w);
	add_themes(w);
	add_networks(w);
	add_articles(w);
	add_territories(w);
	add_sites(w);
	add_places(w);
	add_questions(w);
	for (size_t i = 0; i < w->p->rules_len; i++) {
		add_rule(w, i, &w->p->rules[i]);
	}
}

/* How old the parts are that are no part of the pack: "first last" of the maps, the last day of the routes. */
static void add_dates(struct writer *w, const struct content_facts *facts)
{
	char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES], both[2 * DATE_TEXT_BYTES];
	if (date_is_set(facts->map_first)) {
		snprintf(both, sizeof both, "%s %s", date_text(facts->map_first, first),
				date_text(facts->map_last, last));
		insert_row(&w->in, "meta", "tt", "dated.map", both);
	}
	if (date_is_set(facts->routes_last)) {
		insert_row(&w->in, "meta", "tt", "dated.routes", date_text(facts->routes_last, last));
	}
}

static bool fill(const struct pack *p, const struct content_facts *facts, const char *path, struct err *e)
{
	struct writer w = { .p = p };
	if (sqlite3_open_v2(path, &w.in.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
		sqlite3_close(w.in.db);
		return fail(e, "cannot create %s", path);
	}
	char pragmas[128];
	snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d", BUNDLE_APPLICATION_ID,
			BUNDLE_SCHEMA);
	insert_sql(&w.in, INSERT_SCRATCH_PRAGMAS);
	insert_sql(&w.in, pragmas);
	insert_sql(&w.in, "BEGIN");
	insert_sql(&w.in, schema_sql);
	add_all(&w);
	add_dates(&w, facts);
	bool compared = !facts->before || w.in.failed ||
			news_write(facts->before, &w.in, facts->routes, facts->told, e);
	insert_sql(&w.in, "COMMIT");
	bool ok = insert_finish(&w.in, compared ? e : NULL) && compared;
	sqlite3_close(w.in.db);
	return ok;
}

bool content_write(const struct pack *p, const struct content_facts *facts, const char *path, struct err *e)
{
	CLEANUP(free_ptr) char *scratch = mem_printf("%s.scratch", path);
	CLEANUP(free_ptr) char *fresh = mem_printf("%s.new", path);
	(void)unlink(scratch);
	(void)unlink(fresh);
	bool ok = fill(p, facts, scratch, e) && insert_compact(scratch, fresh, e) && fs_sync_file(fresh, e) &&
		  fs_rename_durable(fresh, path, e);
	(void)unlink(scratch);
	(void)unlink(fresh);
	return ok;
}
