/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What concerns several files: references, links, dates, acronyms. The guide: pack_check_guide.c. */
#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "compile/fields.h"
#include "compile/prose.h"

void pack_check_article(struct pack *p, struct where w, const char *id)
{
	if (id && names_find(&p->article_names, id) < 0) {
		report_error(&p->report, w.file, w.line, "no article '%s'. Write theme/slug of a file below articles/",
				id);
	}
}

void pack_check_network(struct pack *p, struct where w, const char *id)
{
	if (names_find(&p->network_names, id) < 0) {
		report_error(&p->report, w.file, w.line, "unknown network '%s'. networks.yaml lists them", id);
	}
}

static void check_link(struct pack *p, const struct pack_link *l)
{
	const char *what = "place";
	const struct names *names = &p->place_names;
	if (l->kind == SPAN_LINK_ARTICLE) {
		what = "article";
		names = &p->article_names;
	} else if (l->kind == SPAN_LINK_NETWORK) {
		what = "network";
		names = &p->network_names;
	}
	if (names_find(names, l->target) < 0) {
		report_error(&p->report, l->where.file, l->where.line,
				"dead link: no %s '%s'. Correct the id or remove the link", what, l->target);
	}
}

static void check_lists(struct pack *p)
{
	for (size_t i = 0; i < p->networks_len; i++) {
		pack_check_article(p, p->networks[i].where, p->networks[i].article);
	}
	for (size_t i = 0; i < p->territories_len; i++) {
		const struct pack_territory *t = &p->territories[i];
		for (size_t d = 0; d < t->departments_len; d++) {
			int at = names_find(&p->territory_names, t->departments[d]);
			if (at < 0 || p->territories[at].labelled) {
				report_error(&p->report, t->where.file, t->where.line, "no department has the id '%s'",
						t->departments[d]);
			}
		}
	}
	for (size_t i = 0; i < p->sites_len; i++) {
		const struct pack_site *s = &p->sites[i];
		if (s->place && names_find(&p->place_names, s->place) < 0) {
			report_error(&p->report, s->where.file, s->where.line, "no place '%s'. places.csv lists them",
					s->place);
		}
		if (s->territory && names_find(&p->territory_names, s->territory) < 0) {
			report_error(&p->report, s->where.file, s->where.line,
					"no territory '%s'. territories.yaml lists them", s->territory);
		}
	}
}

/* Places of one source that were last checked on one day: one line says so for all. */
struct checked_together {
	const struct pack_place *first;
	int count;
};

static void say_stale(struct pack *p, const struct checked_together *c)
{
	int age = date_to_days(p->date) - date_to_days(c->first->verified);
	struct where w = c->first->where;
	if (c->count == 1) {
		report_warning(&p->report, w.file, w.line,
				"last verified %d days before this edition. Check the place and give the new date",
				age);
	} else {
		report_warning(&p->report, w.file, w.line,
				"%d places of '%s' were last verified %d days before this edition. Check them and give "
				"the new date",
				c->count, c->first->source, age);
	}
}

static void check_place_dates(struct pack *p)
{
	struct names known = { 0 };
	struct checked_together *groups = NULL;
	size_t groups_len = 0;
	for (size_t i = 0; i < p->places_len; i++) {
		const struct pack_place *pl = &p->places[i];
		if (date_is_set(pl->verified) && date_is_set(p->date) && date_compare(pl->verified, p->date) > 0) {
			report_error(&p->report, pl->where.file, pl->where.line,
					"'verified' lies after the pack's own date. Correct one of them");
		}
		if (!date_is_stale(pl->verified, p->date, (int)p->stale_after_days)) {
			continue;
		}
		const char *key = arena_printf(p->arena, "%d %s", (int)date_to_days(pl->verified), pl->source);
		int at = names_find(&known, key);
		if (at < 0) {
			at = (int)groups_len;
			(void)names_add(&known, key, at);
			*PACK_PUSH(p->arena, groups, groups_len) = (struct checked_together){ .first = pl };
		}
		assert(groups != NULL); /* `known` names what is in it */
		groups[at].count++;
	}
	for (size_t i = 0; i < groups_len; i++) {
		say_stale(p, &groups[i]);
	}
	names_finish(&known);
}

/* A translation that was checked on the same day as its original is not named again. */
static void check_article_dates(struct pack *p, const struct pack_article *a)
{
	int theme = names_find(&p->theme_names, a->theme);
	long days = theme < 0 ? p->stale_after_days : p->themes[theme].stale_after_days;
	for (size_t i = 0; i < a->versions_len; i++) {
		const struct pack_version *v = a->versions[i];
		if (date_is_stale(v->verified, p->date, (int)days) &&
				(i == 0 || date_compare(v->verified, a->versions[0]->verified) != 0)) {
			report_warning(&p->report, v->where.file, v->verified_line,
					"last verified %d days before this edition. Check the facts and give the new "
					"date",
					date_to_days(p->date) - date_to_days(v->verified));
		}
	}
}

/* Does any bold word, bracket or alias say what the letters stand for? */
static bool is_explained(const struct pack *p, const struct pack_version *v, const char *acronym)
{
	char in_brackets[24];
	char before_brackets[24];
	snprintf(in_brackets, sizeof in_brackets, "(%s)", acronym);
	snprintf(before_brackets, sizeof before_brackets, "%s (", acronym);
	for (size_t b = 0; b < v->blocks_len; b++) {
		const struct block *block = &v->blocks[b];
		for (size_t i = 0; i < block->spans_len; i++) {
			const char *text = block->spans[i].text;
			bool box = block->kind == BLOCK_GLOSSARY && strstr(text, acronym);
			if (box || strstr(text, in_brackets) || strstr(text, before_brackets)) {
				return true;
			}
		}
	}
	for (size_t i = 0; i < p->networks_len; i++) {
		const struct pack_network *n = &p->networks[i];
		for (unsigned l = 0; l < p->languages_len; l++) {
			bool in_name = n->name.in[l] && strstr(n->name.in[l], acronym);
			if (in_name || (n->short_name.in[l] && strstr(n->short_name.in[l], acronym))) {
				return true;
			}
		}
	}
	return strstr(v->title, in_brackets) || strstr(v->summary, in_brackets);
}

/* Letters that need no box: everybody says them, or they count kings and centuries. */
static bool is_common(const char *acronym)
{
	static const char *const common[] = { "CV", "SMS", "TV", "PDF", "QR", "OK", "WC", "EDF", "SNCF", "RATP" };
	for (size_t i = 0; i < ARRAY_LEN(common); i++) {
		if (str_equal(common[i], acronym)) {
			return true;
		}
	}
	return strspn(acronym, "IVX") == strlen(acronym);
}

static void check_acronyms(struct pack *p, const struct pack_version *v)
{
	if (v->professional) {
		return; /* professionals speak in letters */
	}
	struct names said = { 0 };
	char acronym[16];
	for (size_t b = 0; b < v->blocks_len; b++) {
		for (size_t i = 0; i < v->blocks[b].spans_len; i++) {
			const char *at = v->blocks[b].spans[i].text;
			while (prose_next_acronym(&at, acronym, sizeof acronym)) {
				if (is_common(acronym) || names_find(&said, acronym) >= 0 ||
						is_explained(p, v, acronym)) {
					continue;
				}
				(void)names_add(&said, arena_strdup(p->arena, acronym), 1);
				report_warning(&p->report, v->where.file, v->block_lines[b],
						"the letters %s are not explained. Add a box > **The letters.** or "
						"write them out",
						acronym);
			}
		}
	}
	names_finish(&said);
}

static void check_versions(struct pack *p)
{
	for (size_t i = 0; i < p->versions_len; i++) {
		const struct pack_version *v = &p->versions[i];
		for (size_t n = 0; n < v->networks_len; n++) {
			pack_check_network(p, (struct where){ v->where.file, v->networks_line }, v->networks[n]);
		}
		for (size_t l = 0; l < v->links_len; l++) {
			check_link(p, &v->links[l]);
		}
		check_acronyms(p, v);
	}
}

static bool is_main(const struct pack *p, const char *id)
{
	bool found = false;
	for (size_t i = 0; i < p->main_articles_len; i++) {
		found |= str_equal(p->main_articles[i], id);
	}
	return found;
}

/* A version of facts that are older than those of the original: it was not read again when they changed. */
static void check_version_age(struct pack *p, const struct pack_version *v, const struct pack_version *original)
{
	char of[DATE_TEXT_BYTES], is[DATE_TEXT_BYTES];
	if (!date_is_set(v->verified) || !date_is_set(original->verified) ||
			date_compare(v->verified, original->verified) >= 0) {
		return;
	}
	date_format(original->verified, of);
	date_format(v->verified, is);
	report_warning(&p->report, v->where.file, v->verified_line,
			"stale: the original was verified on %s, this version on %s. Bring the words up to date, then "
			"the date",
			of, is);
}

static void check_easy(struct pack *p, const struct pack_article *a)
{
	const struct pack_version *first = a->versions[0];
	bool found = !is_main(p, a->id);
	for (size_t v = 0; v < a->versions_len; v++) {
		found |= a->versions[v]->easy && a->versions[v]->lang == LANGUAGE_MAIN;
	}
	if (!found) {
		report_warning(&p->report, first->where.file, 0,
				"one of main_articles without an easy-to-read twin. Write %s.%s.easy.md", a->slug,
				p->languages[0].code);
	}
}

static void check_translations(struct pack *p, const struct pack_article *a)
{
	const struct pack_version *first = a->versions[0];
	if (first->lang != LANGUAGE_MAIN || first->easy) {
		report_error(&p->report, first->where.file, 0,
				"the article '%s' has no version in the main language '%s'", a->id,
				p->languages[0].code);
		return;
	}
	for (size_t v = 1; v < a->versions_len; v++) {
		check_version_age(p, a->versions[v], first);
	}
	for (unsigned l = 1; l < p->languages_len && !first->professional; l++) {
		bool found = p->main_alone[l] && !is_main(p, a->id);
		for (size_t v = 0; v < a->versions_len; v++) {
			found |= a->versions[v]->lang == l && !a->versions[v]->easy;
		}
		if (!found) {
			report_warning(&p->report, first->where.file, 0, "not translated into %s. Write %s.%s.md",
					p->languages[l].name, a->slug, p->languages[l].code);
		}
	}
}

static void check_themes(struct pack *p)
{
	for (size_t i = 0; i < p->themes_len; i++) {
		bool found = false;
		for (size_t a = 0; a < p->articles_len; a++) {
			found |= str_equal(p->articles[a].theme, p->themes[i].id);
		}
		if (!found) {
			report_warning(&p->report, p->themes[i].where.file, p->themes[i].where.line,
					"the theme '%s' has no article. Write one, or remove the theme",
					p->themes[i].id);
		}
	}
}

static void check_media(struct pack *p)
{
	for (size_t i = 0; i < p->media_len; i++) {
		if (!p->media[i].used) {
			report_warning(&p->report, pack_path(p, p->media[i].name), 0,
					"no article shows this picture. Remove it");
		}
	}
}

void pack_check(struct pack *p)
{
	check_lists(p);
	check_place_dates(p);
	pack_check_places(p);
	check_versions(p);
	for (size_t i = 0; i < p->articles_len; i++) {
		check_article_dates(p, &p->articles[i]);
		check_translations(p, &p->articles[i]);
		check_easy(p, &p->articles[i]);
	}
	for (size_t i = 0; i < p->main_articles_len; i++) {
		pack_check_article(p, p->main_articles_where, p->main_articles[i]);
	}
	pack_check_guide(p);
	pack_check_contacts(p);
	check_themes(p);
	check_media(p);
}
