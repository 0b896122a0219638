/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.sqlite with changed rows and bytes: whatever the check lets pass can be loaded, and what loads is within its
 * limits, refers to what is there and is text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "fuzz/content_seed.h"
#include "store/article.h"
#include "store/bundle_check.h"
#include "store/catalogue.h"
#include "store/hours_state.h"
#include "store/limits.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void need_text(const char *text)
{
	need(text && utf8_valid(text, strlen(text)));
}

static void need_words(const struct catalogue *c, const struct text *t)
{
	for (unsigned l = 0; l < c->languages_len; l++) {
		need_text(text_in(t, l));
	}
}

/* -1: none. */
static void need_index(int index, size_t len)
{
	need(index >= -1 && index < (int)len);
}

static void need_position(double lat, double lon)
{
	need(isfinite(lat) && isfinite(lon) && fabs(lat) <= 90 && fabs(lon) <= 180);
}

static void look_at_contact(const struct catalogue *c, const struct contact *contact)
{
	const struct tm noon = { .tm_year = 126, .tm_mon = 10, .tm_mday = 23, .tm_hour = 12 };
	struct hours_day week[7];
	if (!contact) {
		return;
	}
	need_text(contact->phone);
	need_text(contact->source);
	need_words(c, &contact->cost);
	need_words(c, &contact->in_person);
	if (contact->hours) {
		hours_week(contact->hours, c->date, week);
		(void)hours_status_at(contact->hours, &noon);
	}
}

static void look_at_lists(const struct catalogue *c)
{
	for (size_t i = 0; i < c->themes_len; i++) {
		const struct theme *t = &c->themes[i];
		need_text(t->id);
		need_text(t->icon);
		need_words(c, &t->title);
		need(t->articles_len >= 0 && (t->articles_len == 0 || t->first_article >= 0));
		need((size_t)t->first_article + (size_t)t->articles_len <= c->articles_len);
		need(catalogue_find_theme_row(c, t->row) != NULL);
	}
	for (size_t i = 0; i < c->networks_len; i++) {
		need_words(c, &c->networks[i].name);
		need_words(c, &c->networks[i].short_name);
		need_index(c->networks[i].article, c->articles_len);
		look_at_contact(c, c->networks[i].contact);
		need(c->networks[i].places_len >= 0 && (size_t)c->networks[i].places_len <= c->places_len);
	}
	for (size_t i = 0; i < c->territories_len; i++) {
		for (int k = 0; k < c->territories[i].departments_len; k++) {
			need_index(c->territories[i].departments[k], c->territories_len);
			need(c->territories[i].departments[k] >= 0);
		}
	}
	for (size_t i = 0; i < c->sites_len; i++) {
		need_index(c->sites[i].place, c->places_len);
		need_index(c->sites[i].territory, c->territories_len);
		need_position(c->sites[i].lat, c->sites[i].lon);
		look_at_contact(c, c->sites[i].desk);
	}
	need(c->sites_len == 0 || catalogue_site(c, "") == &c->sites[0]);
	for (size_t i = 0; i < c->communes_len; i++) {
		need_text(c->communes[i].name);
		need_position(c->communes[i].lat, c->communes[i].lon);
	}
	for (size_t i = 0; i < c->strings_len; i++) {
		need_words(c, &c->strings[i].text);
		need_text(catalogue_string(c, c->strings[i].key, 1));
	}
}

static void look_at_places(const struct catalogue *c)
{
	for (size_t i = 0; i < c->places_len; i++) {
		const struct place *p = &c->places[i];
		const char *const texts[] = { p->id, p->name, p->address, p->postcode, p->commune, p->insee, p->phone,
			p->email, p->website, p->audience_note, p->source, p->opening_hours };
		for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
			need_text(texts[k]);
		}
		need(p->network >= 0 && (size_t)p->network < c->networks_len);
		need_position(p->lat, p->lon);
		need(catalogue_find_place_row(c, p->row) != NULL);
		if (p->hours) {
			const struct tm noon = { .tm_year = 126, .tm_mon = 10, .tm_mday = 23, .tm_hour = 12 };
			struct hours_state state;
			hours_state(p->hours, &noon, &state);
			need(state.status == hours_status_at(p->hours, &noon));
			need(!state.next.known || (state.next.minute >= 0 && state.next.minute < 1440));
		}
	}
}

static void look_at_articles(const struct catalogue *c, const struct bundle *b, struct arena *arena, bool checked)
{
	for (size_t i = 0; i < c->articles_len; i++) {
		const struct article_head *a = &c->articles[i];
		need_text(a->id);
		need_text(a->slug);
		need_text(a->source);
		need_words(c, &a->title);
		need(a->theme >= 0 && (size_t)a->theme < c->themes_len);
		for (int k = 0; k < a->networks_len; k++) {
			need(a->networks[k] >= 0 && (size_t)a->networks[k] < c->networks_len);
		}
		need(catalogue_find_article_row(c, a->row) != NULL);
		/* One version of each: every one opens the file anew. */
		struct article article;
		struct err e = { 0 };
		bool ok = article_load(b, a->row, (unsigned)i % c->languages_len, i / c->languages_len % 2, arena,
				&article, &e);
		need(ok ? article.blocks_len <= ARTICLE_BLOCKS_MAX : e.message[0] != '\0');
		/* The check does not compare an index with its table: a version may hide behind a damaged one. */
		need(!checked || ok || e.kind == ERR_ABSENT);
		if (ok) {
			need_text(article.title);
			need_text(article.summary);
		}
	}
}

static void look_at_guide(const struct catalogue *c)
{
	const struct guide *g = &c->guide;
	need(g->questions_len >= 0 && g->questions_len <= GUIDE_QUESTIONS_MAX);
	for (int answer = -1; answer < GUIDE_ANSWERS_MAX; answer++) {
		int answers[GUIDE_QUESTIONS_MAX];
		for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
			answers[i] = i < g->questions_len && answer < g->questions[i].answers_len ? answer : -1;
		}
		struct guide_result r;
		if (guide_result(c, answers, &r)) {
			need_words(c, r.title);
			need(r.networks_len <= GUIDE_NETWORKS_MAX && r.articles_len <= GUIDE_ARTICLES_MAX);
			for (int i = 0; i < r.networks_len; i++) {
				need(r.networks[i].network >= 0 && (size_t)r.networks[i].network < c->networks_len);
				need_words(c, r.networks[i].reason);
			}
			for (int i = 0; i < r.articles_len; i++) {
				need(r.articles[i] >= 0 && (size_t)r.articles[i] < c->articles_len);
			}
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct database *d;
	struct err e = { 0 };
	if (!d) {
		d = content_seed();
		database_write_seed(d);
		need(bundle_check(content_bundle(d), &e)); /* else every input would end at the first look */
	}
	(void)database_write(d, data, size);
	const struct bundle *b = content_bundle(d);
	bool checked = bundle_check(b, &e);
	need(checked || e.message[0] != '\0');
	struct arena *arena = arena_create(0);
	e.message[0] = '\0';
	const struct catalogue *c = catalogue_load(b, arena, &e);
	need(c || (!checked && e.message[0] != '\0'));
	if (c) {
		need(c->languages_len >= 1 && c->languages_len <= CATALOGUE_LANGUAGES_MAX);
		need(isfinite(c->west) && isfinite(c->south) && isfinite(c->east) && isfinite(c->north));
		need_text(c->edition);
		need_text(c->licence);
		need_text(c->timezone);
		need_words(c, &c->title);
		look_at_lists(c);
		look_at_places(c);
		look_at_articles(c, b, arena, checked);
		look_at_guide(c);
	}
	arena_destroy(arena);
	return 0;
}
