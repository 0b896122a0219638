/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/pack_seed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "fuzz/ramfile.h"

static const struct {
	const char *name, *text;
} files[] = {
	{ "pack.yaml", "id: small\ntitle: { fr: Emploi, en: Work }\nlanguages: [ { code: fr, name: Français }, { code: "
		       "en, name: "
		       "English } ]\ntimezone: Europe/Paris\nbounds: [3.6, 44.0, 7.3, 46.6]\nlicence: Licence Ouverte "
		       "2.0\nattribution: { fr: Région, en: Region }\ndate: 2026-11-23\n" },
	{ "themes.yaml", "- id: se-former\n  title: { fr: Se former, en: Training }\n  summary: { fr: Des formations., "
			 "en: "
			 "Courses. }\n  icon: theme-formation\n" },
	{ "networks.yaml", "- id: mission-locale\n  name: { fr: Mission locale, en: Local mission }\n  symbol: a\n  "
			   "audiences: "
			   "[jeunes]\n  levels: [1]\n  publics: { fr: Pour les jeunes., en: For young people. }\n" },
	{ "territories.yaml", "- id: ain\n  name: { fr: Ain, en: Ain }\n  code: \"01\"\n" },
	{ "sites.yaml", "- id: annexe\n  name: { fr: Annexe, en: Annex }\n  lat: 46.26\n  lon: 4.88\n  territory: "
			"ain\n" },
	{ "synonyms.yaml", "- [emploi, travail]\n" },
	{ "guide.yaml", "questions: []\nresults: []\n" },
	{ "communes.csv", "insee,name,lat,lon\n01306,Pont-de-Veyle,46.2613,4.8858\n" },
	{ "places.csv", "id,network,name,address,postcode,commune,insee,phone,lat,lon,opening_hours,source,verified\n"
			"ml,mission-locale,Mission locale,1 rue,01290,Pont-de-Veyle,01306,04 74 45 35 37,,,Mo-Fr "
			"09:00-12:00,liste,2026-08-01\n" },
	{ "articles/se-former/vae.fr.md",
			"---\ntitle: La VAE\nsummary: Un diplôme.\naudiences: [tous]\nsource: liste\nverified: "
			"2026-08-01\n---\n\nUn texte.\n" },
	{ "assets/strings/fr.po",
			"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"home.title\"\n"
			"msgstr \"Accueil {1}\"\n" },
	{ "assets/strings/en.po",
			"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"home.title\"\n"
			"msgstr \"Home {1}\"\n" },
	{ "translations/en.po",
			"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Que faire ?\"\n"
			"msgstr \"What to do?\"\n" },
	{ "assets/icons/theme-formation.svg", "<svg/>" },
};

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void write_pack(void)
{
	static bool written;
	for (size_t i = 0; !written && i < ARRAY_LEN(files); i++) {
		CLEANUP(free_ptr) char *path = ramfile_path(files[i].name);
		ramfile_write(path, files[i].text, strlen(files[i].text));
	}
	written = true;
}

static void need_text(const char *text)
{
	need(text && utf8_valid(text, strlen(text)));
}

static void look_at_places(const struct pack *p)
{
	for (size_t i = 0; i < p->places_len; i++) {
		const struct pack_place *pl = &p->places[i];
		const char *const texts[] = { pl->id, pl->network, pl->name, pl->address, pl->postcode, pl->commune,
			pl->insee, pl->phone, pl->opening_hours, pl->source, pl->audience_note, pl->website,
			pl->email };
		for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
			need_text(texts[k]);
		}
		need(isfinite(pl->lat) && isfinite(pl->lon) && fabs(pl->lat) <= 90 && fabs(pl->lon) <= 180);
		need(names_find(&p->place_names, pl->id) == (int)i);
	}
	for (size_t i = 0; i < p->communes_len; i++) {
		need_text(p->communes[i].name);
		need(isfinite(p->communes[i].lat) && isfinite(p->communes[i].lon));
	}
}

static void look_at_contact(const struct pack *p, const struct pack_contact *c)
{
	if (!c) {
		return;
	}
	need_text(c->phone);
	need_text(c->hours);
	need_text(c->source);
	for (unsigned l = 0; l < p->languages_len; l++) {
		need_text(text_in(&c->cost, l));
		need_text(text_in(&c->in_person, l));
	}
}

static void look_at_contacts(const struct pack *p)
{
	for (size_t i = 0; i < p->networks_len; i++) {
		look_at_contact(p, p->networks[i].contact);
	}
	for (size_t i = 0; i < p->sites_len; i++) {
		look_at_contact(p, p->sites[i].desk);
	}
}

static void look_at_articles(const struct pack *p)
{
	for (size_t i = 0; i < p->versions_len; i++) {
		const struct pack_version *v = &p->versions[i];
		need_text(v->title);
		need_text(v->summary);
		need_text(v->source);
		need(v->lang < p->languages_len && v->level >= 0 && v->level <= 2 && v->minutes >= 0);
		for (size_t k = 0; k < v->keywords_len; k++) {
			need_text(v->keywords[k]);
		}
	}
}

static void look_at_guide(const struct pack *p)
{
	for (size_t i = 0; i < p->rules_len; i++) {
		for (size_t q = 0; q < GUIDE_QUESTIONS_MAX; q++) {
			int answers = q < p->questions_len ? p->questions[q].answers_len : 0;
			need(p->rules[i].when[q] >> answers == 0);
		}
	}
	for (size_t i = 0; i < p->alikes_len; i++) {
		need(p->alikes[i].question < (int)p->questions_len);
	}
}

static void look_at_report(const struct pack *p)
{
	need(p->report.len <= REPORT_FINDINGS_MAX && p->report.len <= p->report.errors + p->report.warnings);
	for (size_t i = 0; i < p->report.len; i++) {
		need(p->report.findings[i].message[0] != '\0' && p->report.findings[i].line >= 0);
	}
	for (size_t i = 0; i < p->strings_len; i++) {
		need(p->strings[i].key && p->strings[i].text.in[0]);
	}
}

void pack_seed_read(const char *name, const void *bytes, size_t len)
{
	write_pack();
	CLEANUP(free_ptr) char *path = ramfile_path(name);
	CLEANUP(free_ptr) char *assets = ramfile_path("assets");
	ramfile_write(path, bytes, len);
	struct pack *p = pack_read(ramfile_dir(), assets);
	look_at_places(p);
	look_at_contacts(p);
	look_at_articles(p);
	look_at_guide(p);
	look_at_report(p);
	pack_destroy(p);
}
