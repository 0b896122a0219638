/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - a content pack as staff wrote it, read into memory
 *
 * Reading never stops at the first mistake: each is added to the report and a
 * harmless value stands in, so that one run names them all. Every record remembers
 * its file and line. All strings live in the pack's arena. One thread. */
#ifndef COMPILE_PACK_H
#define COMPILE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "compile/names.h"
#include "compile/report.h"
#include "store/article.h"
#include "store/catalogue.h"
#include "store/holidays.h"

/* Larger files are refused unread. */
enum { PACK_FILE_BYTES_MAX = 32 * 1024 * 1024, PACK_PLACES_MAX = 100000, PACK_LIST_MAX = 32000 };

struct where {
	const char *file;
	int line;
};

struct pack_theme {
	struct where where;
	const char *id, *icon;
	struct text title, summary;
	bool professional, home, territory;
	long stale_after_days; /* the pack's where themes.yaml gives none */
};

/* Of a network (`contact`) or of a site (`desk`). */
struct pack_contact {
	struct where where;
	const char *phone, *hours, *source; /* "" when absent */
	struct text cost, in_person;
	struct date verified;
	int phone_line, hours_line, verified_line;
};

struct pack_network {
	struct where where;
	const char *id, *symbol;
	struct text name, short_name, publics;
	unsigned audiences, levels;
	bool cep, opacif, of_department;
	const char *article; /* "theme/slug" or NULL */
	const char **aliases;
	size_t aliases_len;
	const char *website;                /* or NULL */
	const struct pack_contact *contact; /* or NULL */
};

struct pack_territory {
	struct where where;
	const char *id, *code;
	struct text name;
	bool labelled;
	const char **departments;
	size_t departments_len;
	size_t communes; /* of coverage.csv and communes.csv; departments only; 0: coverage.csv has none */
};

struct pack_site {
	struct where where;
	const char *id, *place, *map_area, *territory; /* the last three or NULL */
	struct text name;
	double lat, lon;
	const struct pack_contact *desk; /* or NULL */
};

struct pack_place {
	struct where where;
	const char *id, *network, *name, *address, *postcode, *commune, *insee, *phone, *opening_hours, *source;
	const char *audience_note, *website, *email; /* "" when absent, as all of these */
	struct date verified;
	unsigned access;
	double lat, lon;
	bool approximate;
};

struct pack_commune {
	struct where where;
	const char *insee, *name;
	double lat, lon;
};

struct pack_synonyms {
	struct where where;
	const char **words;
	size_t len;
};

struct pack_link {
	struct where where;
	enum span_kind kind;
	const char *target;
};

/* One file of an article. */
struct pack_version {
	struct where where;
	const char *article; /* "theme/slug" */
	unsigned lang;
	bool easy;
	const char *title, *summary, *source;
	unsigned audiences;
	int level;
	long order;
	bool professional;
	struct date verified, valid_until;
	int verified_line;
	const char **networks, **keywords;
	size_t networks_len, keywords_len;
	int networks_line;
	struct block *blocks;
	int *block_lines; /* where each block starts */
	size_t blocks_len;
	struct pack_link *links;
	size_t links_len;
	int minutes; /* reading time */
};

struct pack_article {
	const char *id, *theme, *slug;
	struct pack_version **versions; /* by language, plain before easy */
	size_t versions_len;
};

struct pack_answer {
	struct where where;
	const char *id, *icon;
	struct text label, help;
	struct text easy; /* the label in easy reading */
	bool unknown;
};

struct pack_question {
	struct where where;
	const char *id;
	struct text title, help;
	struct text easy; /* the title in easy reading */
	struct pack_answer answers[GUIDE_ANSWERS_MAX];
	int answers_len;
	bool first; /* each answer leads to another network first */
};

struct pack_reason {
	struct where where;
	const char *network;
	struct text reason;
	struct text easy; /* the reason in easy reading, an idea a line; all NULL: none */
};

struct pack_rule {
	struct where where;
	uint16_t when[GUIDE_QUESTIONS_MAX];
	enum guide_level level;
	struct text title;            /* all NULL: none */
	struct text bring;            /* the same */
	struct text easy, bring_easy; /* both in easy reading, the latter an idea a line; all NULL: none */
	struct pack_reason *networks;
	size_t networks_len;
	const char **articles;
	size_t articles_len;
	int articles_line;
};

/* Answers to one question that may lead to the same page, or to the same network first, and why. */
struct pack_alike {
	struct where where;
	int question; /* -1: it names none, reported */
	uint16_t answers;
	uint16_t when[GUIDE_QUESTIONS_MAX]; /* 0: whatever the other answers are */
	bool first;                         /* the same network first, on pages that differ */
	bool used;                          /* some pages are alike because of it */
};

struct pack_string {
	const char *key;
	struct text text;
};

/* A message of translations/<language>.po. */
struct pack_translation {
	const char *of, *words;
	int line;
	bool used; /* some text of the pack asked for it */
};

struct pack_translations {
	const char *file;
	struct pack_translation *at;
	size_t len;
	struct names names; /* by the text in the first language */
};

/* A file of media/ that an article shows. */
struct pack_media {
	const char *name; /* "media/x.png" */
	bool used;
};

/* A row of `meta`. */
struct calendar_fact {
	const char *key, *value;
};

struct pack_calendar {
	struct calendar_fact *facts;
	size_t facts_len;
	struct holidays *holidays; /* NULL: the pack has no calendar, or it could not be read */
	bool named;                /* it has one */
};

/* A word people write in opening hours, and what the grammar has for it. */
struct hours_word {
	const char *written, *strict;
};

struct pack {
	struct arena *arena;
	struct report report;
	const char *dir, *assets; /* assets may be NULL: not found */

	const char *id, *timezone, *licence;
	struct text title, attribution;
	struct language languages[CATALOGUE_LANGUAGES_MAX];
	unsigned languages_len;
	/* The rule of each language, for prose.h; NULL before the strings were read. */
	const char *abbreviations[CATALOGUE_LANGUAGES_MAX];
	int plural_forms[CATALOGUE_LANGUAGES_MAX]; /* by the header of its .po file; 0: it has none */
	bool main_alone[CATALOGUE_LANGUAGES_MAX];  /* only the main articles need a version in the language */
	const char **main_articles;
	size_t main_articles_len;
	struct where main_articles_where;
	struct pack_translations translations[CATALOGUE_LANGUAGES_MAX];
	double west, south, east, north;
	long stale_after_days;
	struct date date;
	struct pack_calendar calendar;
	struct hours_word *hours_words; /* of assets/calendar/words.yaml, read when first needed */
	size_t hours_words_len;
	bool hours_words_read;

	struct pack_theme *themes;
	struct pack_network *networks;
	struct pack_territory *territories;
	struct pack_site *sites;
	struct pack_place *places;
	struct pack_commune *communes;
	struct pack_commune *measured; /* coverage.csv */
	struct pack_commune *remote;   /* of these, the ones that the bundle needs besides `communes` */
	struct pack_synonyms *synonyms;
	struct pack_version *versions;
	struct pack_article *articles; /* by id */
	struct pack_question *questions;
	struct pack_rule *rules;
	struct pack_alike *alikes;
	struct pack_string *strings;
	struct pack_media *media;
	size_t themes_len, networks_len, territories_len, sites_len, places_len, communes_len, measured_len, remote_len,
			synonyms_len, versions_len, articles_len, questions_len, rules_len, alikes_len, strings_len,
			media_len;
	struct where guide_results; /* where `results:` stands */
	struct date guide_verified; /* the day of what the answers say; may be unset */
	int guide_verified_line;

	struct names theme_names, network_names, territory_names, site_names, place_names, commune_names,
			measured_names, article_names;
};

/* Owned: pack_destroy(). `assets`: folder with icons/ and strings/, or NULL. Never fails: problems are in pack->report.
 */
struct pack *pack_read(const char *dir, const char *assets);
void pack_destroy(struct pack *p);

/* Room for one more element after `len`; returns the array, moved when it had to grow. For arrays in an arena. */
void *pack_grow(struct arena *arena, void *array, size_t len, size_t bytes_each);
#define PACK_PUSH(arena, array, len) ((array) = pack_grow((arena), (array), (len), sizeof *(array)), &(array)[(len)++])

/* "DIR/name" as findings print it; lives in the arena. */
const char *pack_path(struct pack *p, const char *name);
/* Whole file as UTF-8 text into *out. False: absent or not usable; reported unless `optional` and absent. */
bool pack_load_text(struct pack *p, const char *path, bool optional, struct buf *out);

/* The parts, each in its own file. They report and go on. */
void pack_read_manifest(struct pack *p);
void pack_read_lists(struct pack *p);
void pack_read_guide(struct pack *p);
void pack_read_tables(struct pack *p);
void pack_read_articles(struct pack *p);
void pack_read_strings(struct pack *p);
/* The rule of a language: of assets/strings, else as it was built in. After pack_read_strings(). */
const char *pack_rule(const struct pack *p, unsigned lang, enum language_rule rule);
/* translations/, of the languages in pack.yaml, which are known by then. */
void pack_read_translations(struct pack *p);
/* The translation of `words` into that language; NULL: there is none. Lives as long as the pack. */
const char *pack_find_translation(struct pack *p, unsigned lang, const char *words);
void pack_read_media(struct pack *p);
/* What concerns several files: links, references, every combination of answers. */
void pack_check(struct pack *p);
/* Its part of the guide: references, date, every combination of answers. */
void pack_check_guide(struct pack *p);
/* Points far from their commune; the same office twice. */
void pack_check_places(struct pack *p);
/* How many communes each department has by coverage.csv, and which of them are far from a place of level 1. */
void pack_check_coverage(struct pack *p);
/* Whether a person can be reached from every answer, network and article, and how contacts are dated. */
void pack_check_contacts(struct pack *p);
/* Reports an article (NULL: none is named) or a network that the pack has not. */
void pack_check_article(struct pack *p, struct where w, const char *id);
void pack_check_network(struct pack *p, struct where w, const char *id);
/* What a reader of the words would notice: links, no-break spaces, years, articles without a way to them. */
void pack_check_words(struct pack *p);
/* Messages of translations/ that nothing asked for. */
void pack_check_translations(struct pack *p);
/* What is longer, larger or more than store/limits.h allows. */
void pack_check_limits(struct pack *p);

#endif
