/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/limits.h"

#include "base/str.h"
#include "store/article.h"
#include "store/catalogue.h"

/* Lengths are those of the longest in use times three or more, in scripts of two bytes a letter; latitudes end where
 * the map's projection does. A row is 47 bits of a hash. */
#define ROW_MAX (INT64_C(1) << 47)
#define POSITION_MAX 1000000000
#define ROW(table, column)                                                                                             \
	{                                                                                                              \
		(table), (column), LIMIT_INTEGER, 0, ROW_MAX, false, NULL                                              \
	}
#define ROW_OR_NULL(table, column)                                                                                     \
	{                                                                                                              \
		(table), (column), LIMIT_INTEGER, 0, ROW_MAX, true, NULL                                               \
	}
#define NUMBER(table, column, max)                                                                                     \
	{                                                                                                              \
		(table), (column), LIMIT_INTEGER, 0, (max), false, NULL                                                \
	}
#define TEXT(table, column, max, what)                                                                                 \
	{                                                                                                              \
		(table), (column), LIMIT_TEXT, 0, (max), false, (what)                                                 \
	}
#define ID(table, column)                                                                                              \
	{                                                                                                              \
		(table), (column), LIMIT_TEXT, 1, 160, false, "an id"                                                  \
	}
#define LAT(table)                                                                                                     \
	{                                                                                                              \
		(table), "lat", LIMIT_REAL, -85, 85, false, "a latitude"                                               \
	}
#define LON(table)                                                                                                     \
	{                                                                                                              \
		(table), "lon", LIMIT_REAL, -180, 180, false, "a longitude"                                            \
	}
#define LANGUAGE(table) NUMBER(table, "lang", CATALOGUE_LANGUAGES_MAX - 1)
#define FLAG(table, column) NUMBER(table, column, 1)
#define POSITION(table) NUMBER(table, "position", POSITION_MAX)

/* Lines of a table stand together. */
static const struct limit limits[] = {
	{ "meta", "key", LIMIT_TEXT, 1, 40, false, NULL },
	TEXT("meta", "value", 400, "a fact of the pack (licence, time zone)"),
	LANGUAGE("language"),
	{ "language", "code", LIMIT_TEXT, 2, 8, false, "the code of a language" },
	{ "language", "name", LIMIT_TEXT, 1, 80, false, "the name of a language" },
	FLAG("language", "rtl"),
	ROW("words", "row"),
	{ "words", "field", LIMIT_TEXT, 1, 40, false, NULL },
	LANGUAGE("words"),
	TEXT("words", "text", 2000, "a text"),
	TEXT(LIMITS_WORDS, "title", 400, "a title"),
	TEXT(LIMITS_WORDS, "summary", 1200, "a summary"),
	TEXT(LIMITS_WORDS, "name", 300, "a name"),
	TEXT(LIMITS_WORDS, "short", 120, "a short name"),
	TEXT(LIMITS_WORDS, "publics", 800, "the line 'publics'"),
	TEXT(LIMITS_WORDS, "label", 400, "the label of an answer"),
	TEXT(LIMITS_WORDS, "help", 1200, "a help text"),
	TEXT(LIMITS_WORDS, "easy", 400, "a text in easy reading"),
	TEXT(LIMITS_WORDS, "reason", 1200, "a reason"),
	TEXT(LIMITS_WORDS, "bring", 600, "the line 'bring'"),
	TEXT(LIMITS_WORDS, "bring_easy", 600, "what to bring in easy reading"),
	TEXT(LIMITS_WORDS, "attribution", 2000, "an attribution"),
	TEXT(LIMITS_WORDS, "phone", 40, "a telephone number"),
	TEXT(LIMITS_WORDS, "phone_cost", 160, "the cost of a call"),
	TEXT(LIMITS_WORDS, "phone_hours", HOURS_TEXT_MAX, "opening hours"),
	TEXT(LIMITS_WORDS, "in_person", 800, "what is said of the counter or the desk"),
	TEXT(LIMITS_WORDS, "contact_source", 600, "the source of a contact"),
	TEXT(LIMITS_WORDS, "contact_verified", 10, NULL),
	TEXT(LIMITS_WORDS, "communes", 8, NULL),
	{ "string", "key", LIMIT_TEXT, 1, 120, false, "the key of a string" },
	LANGUAGE("string"),
	TEXT("string", "text", 4000, "a string of the interface"),
	ROW("theme", "row"),
	ID("theme", "id"),
	POSITION("theme"),
	TEXT("theme", "icon", 80, "the name of an icon"),
	FLAG("theme", "professional"),
	FLAG("theme", "home"),
	ROW("article", "row"),
	ID("article", "id"),
	ROW("article", "theme"),
	{ "article", "position", LIMIT_INTEGER, -POSITION_MAX, POSITION_MAX, false, "the order of an article" },
	NUMBER("article", "audiences", (1 << AUDIENCES_LEN) - 1),
	NUMBER("article", "level", 2),
	FLAG("article", "professional"),
	TEXT("article", "source", 600, "the source of an article"),
	TEXT("article", "verified", 10, NULL),
	{ "article", "valid_until", LIMIT_TEXT, 0, 10, true, NULL },
	ROW("article_version", "row"),
	ROW("article_version", "article"),
	LANGUAGE("article_version"),
	FLAG("article_version", "easy"),
	NUMBER("article_version", "minutes", 10000),
	TEXT("article_version", "title", 400, "the title of an article"),
	TEXT("article_version", "summary", 1200, "the summary of an article"),
	TEXT("article_version", "keywords", 4000, "the keywords of an article"),
	{ "article_version", "body", LIMIT_BODY, 1, ARTICLE_BODY_BYTES_MAX, false, "the text of an article" },
	ROW("article_network", "article"),
	POSITION("article_network"),
	ROW("article_network", "network"),
	ROW("network", "row"),
	ID("network", "id"),
	POSITION("network"),
	TEXT("network", "symbol", 40, NULL),
	NUMBER("network", "audiences", (1 << AUDIENCES_LEN) - 1),
	NUMBER("network", "levels", LEVEL_INFORMATION | LEVEL_ADVICE),
	FLAG("network", "cep"),
	FLAG("network", "opacif"),
	ROW_OR_NULL("network", "article"),
	{ "network", "website", LIMIT_TEXT, 0, 400, true, "a web address" },
	ROW("network_alias", "network"),
	POSITION("network_alias"),
	TEXT("network_alias", "alias", 200, "an alias"),
	ROW("territory", "row"),
	ID("territory", "id"),
	POSITION("territory"),
	FLAG("territory", "labelled"),
	TEXT("territory", "code", 16, "the code of a territory"),
	ROW("territory_department", "territory"),
	POSITION("territory_department"),
	ROW("territory_department", "department"),
	ROW("site", "row"),
	ID("site", "id"),
	POSITION("site"),
	LAT("site"),
	LON("site"),
	ROW_OR_NULL("site", "place"),
	{ "site", "map_area", LIMIT_TEXT, 1, 80, true, "the name of a map" },
	ROW_OR_NULL("site", "territory"),
	ROW("place", "row"),
	ID("place", "id"),
	ROW("place", "network"),
	TEXT("place", "name", 300, "the name of a place"),
	TEXT("place", "address", 300, "an address"),
	TEXT("place", "postcode", 16, "a postcode"),
	TEXT("place", "commune", 160, "the name of a commune"),
	TEXT("place", "insee", 8, "an insee code"),
	TEXT("place", "phone", 40, "a telephone number"),
	TEXT("place", "email", 254, "a mail address"),
	TEXT("place", "website", 400, "a web address"),
	TEXT("place", "audience_note", 800, "a note on the audience"),
	TEXT("place", "opening_hours", HOURS_TEXT_MAX, "opening hours"),
	TEXT("place", "source", 600, "the source of a place"),
	TEXT("place", "verified", 10, NULL),
	NUMBER("place", "access", (1 << ACCESSES_LEN) - 1),
	LAT("place"),
	LON("place"),
	FLAG("place", "approximate"),
	{ "commune", "insee", LIMIT_TEXT, 1, 8, false, "an insee code" },
	TEXT("commune", "name", 160, "the name of a commune"),
	LAT("commune"),
	LON("commune"),
	NUMBER("synonym", "grp", POSITION_MAX),
	POSITION("synonym"),
	TEXT("synonym", "word", 200, "a synonym"),
	NUMBER("guide_question", "position", GUIDE_QUESTIONS_MAX - 1),
	ROW("guide_question", "row"),
	ID("guide_question", "id"),
	NUMBER("guide_answer", "question", GUIDE_QUESTIONS_MAX - 1),
	NUMBER("guide_answer", "position", GUIDE_ANSWERS_MAX - 1),
	ROW("guide_answer", "row"),
	ID("guide_answer", "id"),
	{ "guide_answer", "icon", LIMIT_TEXT, 0, 80, true, "the name of an icon" },
	FLAG("guide_answer", "unknown"),
	POSITION("guide_rule"),
	ROW("guide_rule", "row"),
	NUMBER("guide_rule", "level", GUIDE_ACCOMPAGNEMENT),
	NUMBER("guide_when", "rule", POSITION_MAX),
	NUMBER("guide_when", "question", GUIDE_QUESTIONS_MAX - 1),
	NUMBER("guide_when", "answers", (1 << GUIDE_ANSWERS_MAX) - 1),
	NUMBER("guide_network", "rule", POSITION_MAX),
	POSITION("guide_network"),
	ROW("guide_network", "row"),
	ROW("guide_network", "network"),
	NUMBER("guide_article", "rule", POSITION_MAX),
	POSITION("guide_article"),
	ROW("guide_article", "article"),
};

static const struct {
	const char *table;
	size_t rows;
} counts[] = {
	{ "meta", 128 }, /* a few facts, and one a theme */
	{ "language", CATALOGUE_LANGUAGES_MAX },
	{ "words", 400000 },
	{ "string", 20000 },
	{ "theme", CATALOGUE_THEMES_MAX },
	{ "article", 10000 },
	{ "article_version", 50000 },
	{ "article_network", 32000 },
	{ "network", CATALOGUE_NETWORKS_MAX },
	{ "network_alias", 2000 },
	{ "territory", 4000 },
	{ "territory_department", 16000 },
	{ "site", 32000 },
	{ "place", 100000 },
	{ "commune", 100000 },
	{ "synonym", 4000 },
	{ "guide_question", GUIDE_QUESTIONS_MAX },
	{ "guide_answer", GUIDE_QUESTIONS_MAX *GUIDE_ANSWERS_MAX },
	{ "guide_rule", 2000 },
	{ "guide_when", 16000 },
	{ "guide_network", 20000 },
	{ "guide_article", 20000 },
};

/* Without these there is nothing to show: the content before is better. */
static const char *const never_empty[] = { "meta", "language", "theme" };

bool limits_may_be_empty(const char *table)
{
	for (size_t i = 0; i < ARRAY_LEN(never_empty); i++) {
		if (str_equal(never_empty[i], table)) {
			return false;
		}
	}
	return true;
}

const struct limit *limits_all(size_t *len)
{
	*len = ARRAY_LEN(limits);
	return limits;
}

size_t limits_rows(const char *table)
{
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		if (str_equal(counts[i].table, table)) {
			return counts[i].rows;
		}
	}
	return 0;
}

const struct limit *limits_find(const char *table, const char *column)
{
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		if (str_equal(limits[i].table, table) && str_equal(limits[i].column, column)) {
			return &limits[i];
		}
	}
	return str_equal(table, LIMITS_WORDS) ? limits_find("words", "text") : NULL;
}
