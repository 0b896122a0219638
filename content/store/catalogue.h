/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalogue.h - everything a kiosk shows but article bodies, as plain values
 *
 * Loaded once per generation into one arena and then only read: the interface
 * walks arrays and never waits for a database. Records refer to each other by
 * index; -1 means none. Every string is UTF-8, NUL-terminated and lives as long as
 * the arena. Any thread once loaded. Sized for 10,000 places and 500 articles. */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/nearest.h"
#include "store/date.h"
#include "store/hours.h"
#include "store/language.h"

struct bundle; /* store/bundle.h */

enum {
	CATALOGUE_LANGUAGES_MAX = 10,
	CATALOGUE_THEMES_MAX = 64,
	CATALOGUE_NETWORKS_MAX = 64,
	GUIDE_QUESTIONS_MAX = 8,
	GUIDE_ANSWERS_MAX = 12, /* 11 and the « Je ne sais pas » one; a page shows 6 controls (kiosk/app) */
	GUIDE_NETWORKS_MAX = 16,
	GUIDE_ARTICLES_MAX = 16,
};

/* Words in each language of the catalogue; NULL where not translated. in[0] (the default language) is never NULL. */
struct text {
	const char *in[CATALOGUE_LANGUAGES_MAX];
};

/* Never NULL: falls back to language 0, then to "". */
const char *text_in(const struct text *t, unsigned lang);

struct language {
	const char *code; /* "fr" */
	const char *name; /* "Français", in itself */
	bool rtl;
	const char *rules[LANGUAGE_RULES]; /* never NULL once loaded; checked (store/language.h) */
};

/* For the « Pour qui ? » filter: bits of masks. AUDIENCE_TOUS alone: everybody. */
enum audience {
	AUDIENCE_TOUS = 1 << 0,
	AUDIENCE_JEUNES = 1 << 1,
	AUDIENCE_SCOLAIRES = 1 << 2,
	AUDIENCE_ETUDIANTS = 1 << 3,
	AUDIENCE_DEMANDEURS_EMPLOI = 1 << 4,
	AUDIENCE_SALARIES = 1 << 5,
	AUDIENCE_CADRES = 1 << 6,
	AUDIENCE_HANDICAP = 1 << 7,
	AUDIENCE_INDEPENDANTS = 1 << 8,
};
enum { AUDIENCES_LEN = 9 };
/* The word of the pack ("demandeurs-emploi") of bit 1 << index, index < AUDIENCES_LEN; never NULL. */
const char *audience_name(unsigned index);
/* 0 when it is none of them. */
unsigned audience_bit(const char *name);
/* True when something for `mask` concerns a visitor of one of the groups in `wanted` (0: no filter). */
bool audience_matches(unsigned mask, unsigned wanted);

enum access {
	ACCESS_PLAIN_PIED = 1 << 0,
	ACCESS_BOUCLE_MAGNETIQUE = 1 << 1,
	ACCESS_LSF = 1 << 2,
	ACCESS_ASCENSEUR = 1 << 3,
	ACCESS_PARKING = 1 << 4,
};
enum { ACCESSES_LEN = 5 };
const char *access_name(unsigned index);
unsigned access_bit(const char *name);

/* What is stored of a contact: its fields in the table `words`, those without a language under language 0. The
 * compiler, its linter and the loader share them. */
enum contact_field {
	CONTACT_PHONE,
	CONTACT_COST,
	CONTACT_HOURS,
	CONTACT_IN_PERSON,
	CONTACT_SOURCE,
	CONTACT_VERIFIED,
	CONTACT_FIELDS
};
/* "phone_cost"; never NULL. */
const char *contact_field(enum contact_field field);

enum { LEVEL_INFORMATION = 1 << 0, LEVEL_ADVICE = 1 << 1 }; /* levels 1 and 2 as a mask */

struct theme {
	const char *id;
	int64_t row; /* id of the record in searches; the same for all below */
	const char *icon;
	struct text title, summary;
	bool professional; /* shown in the professionals' space only */
	bool home;         /* a tile of the home screen */
	bool territory;    /* its page leads to that of the site's territory */
	int stale_days;    /* articles checked longer ago say so; 0: at any age they do not */
	int first_article; /* its articles stand together in catalogue.articles, in the order to show */
	int articles_len;
};

/* How people are reached: of a network besides its places, of a site at the desk beside the kiosk. FORMAT.md,
 * "Contact".
 */
struct contact {
	const char *phone;         /* as dialled, in groups; "" where there is none */
	struct text cost;          /* of a call, "" where it is not known */
	const struct hours *hours; /* when it is answered, NULL where that is not known */
	struct text in_person; /* of a network: how to find a counter; of a site: what its staff can do. May be "" */
	const char *source;    /* of all of these; "" where none is given */
	struct date verified;  /* may be unset */
};

struct network {
	const char *id;
	int64_t row;
	const char *symbol; /* key of tokens.json "reseaux" */
	struct text name;
	struct text short_name; /* marker label; falls back to name at load */
	struct text publics;    /* one line: for whom */
	unsigned audiences;
	unsigned levels;               /* LEVEL_* mask */
	bool of_department;            /* each of its places is there for the people of its own department */
	bool cep, opacif;              /* conseil en évolution professionnelle; pays for individual training leave */
	int article;                   /* index, or -1 */
	const char *website;           /* or NULL */
	const struct contact *contact; /* or NULL */
	int places_len;                /* how many places stand in the catalogue */
};

/* Without its body: article.h loads that. After valid_until the interface does not show it. */
struct article_head {
	const char *id;   /* "theme/slug" */
	const char *slug; /* "slug" */
	int64_t row;
	int theme;
	struct text title, summary;
	unsigned audiences;
	int level; /* 1 or 2; 0 not given */
	bool professional;
	const char *source;                       /* words of the reference language */
	struct date verified, valid_until;        /* valid_until may be unset */
	int16_t minutes[CATALOGUE_LANGUAGES_MAX]; /* reading time, at least 1; 0 where there is no such version */
	uint32_t languages;                       /* bit per language that has a version */
	uint32_t easy;                            /* bit per language that has an easy-to-read twin */
	const int16_t *networks;                  /* indexes: who can help */
	int networks_len;
};

struct territory {
	const char *id;
	int64_t row;
	bool labelled;    /* « Orientation pour tous », else a department */
	const char *code; /* "01"; "" for labelled ones */
	struct text name;
	const int16_t *departments; /* indexes of territories; labelled ones only */
	int departments_len;
	int communes; /* that a department has, of which `communes` of the catalogue are a part; 0: not told */
};

struct commune {
	const char *insee;
	const char *name;
	double lat, lon;
};

struct news_routes; /* below */

struct site {
	const char *id;
	int64_t row;
	struct text name;
	int place; /* its own record, or -1 */
	double lat, lon;
	const char *map_area;       /* component map/<map_area>.mbtiles, or NULL */
	int territory;              /* or -1 */
	const struct contact *desk; /* who sits beside the kiosk; or NULL */
	/* Of its routes, by enum news_change: those that were added, and those that were changed. NULL: none. */
	const struct news_routes *news[2];
};

/* Absent text is "" so that it can be drawn; hours NULL when unknown. */
struct place {
	const char *id;
	int64_t row;
	const char *name, *address, *postcode, *commune, *insee, *phone, *email, *website;
	const char *audience_note;
	const char *source;
	const char *opening_hours; /* as written; "" when unknown */
	const struct hours *hours; /* shared by places with the same text */
	double lat, lon;           /* WGS84 degrees */
	struct date verified;
	int16_t network;  /* index */
	uint8_t access;   /* ACCESS_* mask */
	bool approximate; /* stands at its commune's centre */
};

enum guide_level { GUIDE_ACCUEIL, GUIDE_CONSEIL, GUIDE_ACCOMPAGNEMENT };

struct guide_answer {
	const char *id;
	const char *icon; /* or NULL */
	struct text label, help;
	struct text easy; /* the label in easy reading; of a language without one NULL or empty */
	bool unknown;     /* « Je ne sais pas » */
};

struct guide_question {
	const char *id;
	struct text title, help;
	struct text easy; /* the title in easy reading; of a language without one NULL or empty */
	struct guide_answer answers[GUIDE_ANSWERS_MAX];
	int answers_len;
};

struct guide_network {
	int network;
	const struct text *reason;
	const struct text
			*easy; /* the reason in easy reading, an idea a line; of a language without one NULL or empty */
};

struct guide_rule {
	uint16_t when[GUIDE_QUESTIONS_MAX]; /* bit per accepted answer; 0: any */
	enum guide_level level;
	struct text title;      /* all NULL: it adds networks and articles, and its level means nothing */
	struct text bring;      /* what to have at hand; all NULL: nothing is said */
	struct text easy;       /* the title in easy reading; of a language without one NULL or empty */
	struct text bring_easy; /* the same of `bring`, an idea a line */
	struct guide_network *networks;
	int networks_len;
	int *articles;
	int articles_len;
};

struct guide {
	struct guide_question *questions;
	int questions_len;
	struct guide_rule *rules;
	int rules_len;
	struct date verified; /* of what the answers say; may be unset */
};

struct guide_result {
	enum guide_level level;
	const struct text *title, *easy;                   /* of the same rule, the latter in easy reading */
	const struct text *bring, *bring_easy;             /* NULL: nothing is said */
	struct guide_network networks[GUIDE_NETWORKS_MAX]; /* best first, without repeats */
	int networks_len;
	int articles[GUIDE_ARTICLES_MAX]; /* most specific first, without repeats */
	int articles_len;
};

/* What an edition has that the one before had not, and the other way round. Routes are listed by the site they begin
 * at. */
enum news_kind { NEWS_ARTICLE, NEWS_NETWORK, NEWS_PLACE, NEWS_ROUTE, NEWS_KINDS };
enum news_change { NEWS_ADDED, NEWS_CHANGED, NEWS_GONE, NEWS_CHANGES };
enum { NEWS_LISTED_MAX = 200 }; /* of one kind and change */
/* As content.sqlite has the kinds: of the compiler that writes them and of the loader that reads them. */
extern const char *const news_kind_words[NEWS_KINDS];
enum { NEWS_ROUTES_MAX = 12 }; /* of one site and change */
/* The field of a site's words with its routes that were added, or changed. */
extern const char *const news_route_fields[NEWS_GONE];

/* Of the routes that begin at a site. */
struct news_routes {
	int count;
	int at[NEWS_ROUTES_MAX]; /* indexes of the places at the end of the shortest */
	int len;
};

struct news_item {
	enum news_kind kind;
	enum news_change change;
	int index;         /* of the article, network or place; -1: it is gone */
	struct text title; /* of what is gone */
};

struct news_list {
	struct date since; /* edition compared with; unset: it was not compared, and the rest is empty */
	int counts[NEWS_KINDS][NEWS_CHANGES];
	bool routes; /* those of both editions were known */
	const struct news_item *items;
	size_t items_len;
};

/* How old what is no record of the pack is: the newest change in the extracts of OpenStreetMap. Unset: not known. */
struct part_dates {
	struct date map_first, map_last; /* of the maps of all areas */
	struct date routes;
	int school_year; /* the last that the calendar's school holidays name; 0: none */
};

/* One word or sentence of the interface. */
struct catalogue_string {
	const char *key;
	struct text text;
};

struct catalogue {
	const char *pack, *edition; /* "rhone-alpes", "2026-11-23" */
	struct date date;           /* the edition's */
	const char *timezone;       /* "Europe/Paris" */
	const char *licence;
	struct text title, attribution;
	struct holidays *holidays;       /* what PH and SH mean */
	double west, south, east, north; /* bounds, degrees */
	int stale_days;                  /* as of themes, for places; 0 in content of earlier compilers */

	struct language languages[CATALOGUE_LANGUAGES_MAX];
	unsigned languages_len;           /* at least 1 */
	struct catalogue_string *strings; /* by key */
	size_t strings_len;
	struct theme *themes; /* in the order of the pack */
	size_t themes_len;
	struct network *networks; /* in the order of the pack */
	size_t networks_len;
	struct article_head *articles; /* by theme, then in the order to show */
	size_t articles_len;
	struct territory *territories;
	size_t territories_len;
	struct site *sites;
	size_t sites_len;
	struct place *places; /* by row */
	size_t places_len;
	struct commune *communes; /* by insee */
	size_t communes_len;
	struct guide guide;
	struct news_list news;
	struct part_dates dates;
	const uint32_t *articles_by_row; /* permutation for catalogue_find_article_row() */
};

/* Reads content.sqlite of the bundle. Owned by `arena`: NULL and *e on error; what was allocated stays in the arena. */
MUST_USE const struct catalogue *catalogue_load(const struct bundle *b, struct arena *arena, struct err *e);
/* The same from the file itself. */
MUST_USE const struct catalogue *catalogue_read(const char *content_path, struct arena *arena, struct err *e);

/* Borrowed; NULL when there is none. */
const struct catalogue_string *catalogue_find_string(const struct catalogue *c, const char *key);
/* Words of the interface. Never NULL: an unknown key comes back itself, so that it is seen. */
const char *catalogue_string(const struct catalogue *c, const char *key, unsigned lang);
/* Borrowed; NULL when there is none. By stable id... */
const struct site *catalogue_find_site(const struct catalogue *c, const char *id);
/* Where a unit that says it stands at `id` stands: that site; with "" or NULL the first. NULL when there is none of
 * that name: a unit that does not know where it stands shows no town as its own. */
const struct site *catalogue_site(const struct catalogue *c, const char *id);
/* Offers the ids of all sites; they live as long as the catalogue. */
void catalogue_nearest_sites(const struct catalogue *c, struct nearest *nearest);
/* ...and by row, as a search hit names them. */
const struct theme *catalogue_find_theme_row(const struct catalogue *c, int64_t row);
const struct network *catalogue_find_network_row(const struct catalogue *c, int64_t row);
const struct article_head *catalogue_find_article_row(const struct catalogue *c, int64_t row);
const struct place *catalogue_find_place_row(const struct catalogue *c, int64_t row);

/* answers[i]: index of the answer to question i, -1 when not answered (any rule's condition on it holds).
 * The first matching rule with a title gives it and the level, the first with `bring` that; networks and articles of
 * all matching rules follow in order. False: none with a title matches, which a checked pack does not let happen. */
bool guide_result(const struct catalogue *c, const int answers[], struct guide_result *out);

#endif
