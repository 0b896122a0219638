/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/limits.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
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
	TEXT(LIMITS_WORDS, "reason", 1200, "a reason"),
	TEXT(LIMITS_WORDS, "attribution", 2000, "an attribution"),
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
	{ "meta", 64 },
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

static bool may_be_empty(const char *table)
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

/* ---- one value ---- */

static bool bad(const struct limit *l, int64_t row, const char *why, struct err *e)
{
	return fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %s", l->table, l->column, (long long)row, why);
}

static bool check_text(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct err *e)
{
	const char *text = (const char *)sqlite3_column_text(s, i);
	int64_t len = sqlite3_column_bytes(s, i);
	if (len < l->min || len > l->max) {
		return fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %lld bytes where %lld to %lld are allowed", l->table,
				l->column, (long long)row, (long long)len, (long long)l->min, (long long)l->max);
	}
	bool good = text && utf8_valid(text, (size_t)len) && strlen(text) == (size_t)len;
	return good || bad(l, row, "is not UTF-8 without NUL", e);
}

static bool check_body(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct arena *scratch, struct err *e)
{
	const struct block *blocks;
	size_t blocks_len;
	const void *bytes = sqlite3_column_blob(s, i);
	size_t len = (size_t)sqlite3_column_bytes(s, i);
	bool ok = article_decode(bytes ? bytes : "", bytes ? len : 0, scratch, &blocks, &blocks_len, e);
	arena_reset(scratch);
	return ok || fail_wrap(e, "%s.%s, row %lld", l->table, l->column, (long long)row);
}

static bool check_number(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct err *e)
{
	bool real = l->type == LIMIT_REAL;
	double d = sqlite3_column_double(s, i);
	int64_t n = sqlite3_column_int64(s, i);
	bool within = real ? isfinite(d) && d >= (double)l->min && d <= (double)l->max : n >= l->min && n <= l->max;
	return within || fail_kind(e, ERR_FORMAT, "%s.%s, row %lld: %g is not from %lld to %lld", l->table, l->column,
					 (long long)row, d, (long long)l->min, (long long)l->max);
}

static bool check_value(const struct limit *l, int64_t row, sqlite3_stmt *s, int i, struct arena *scratch,
		struct err *e)
{
	static const int types[] = {
		[LIMIT_TEXT] = SQLITE_TEXT,
		[LIMIT_BODY] = SQLITE_BLOB,
		[LIMIT_INTEGER] = SQLITE_INTEGER,
		[LIMIT_REAL] = SQLITE_FLOAT,
	};
	int type = sqlite3_column_type(s, i);
	if (type == SQLITE_NULL && l->null) {
		return true;
	}
	if (type != types[l->type]) {
		return bad(l, row, "is of another type than the column", e);
	}
	if (l->type == LIMIT_TEXT) {
		return check_text(l, row, s, i, e);
	}
	return l->type == LIMIT_BODY ? check_body(l, row, s, i, scratch, e) : check_number(l, row, s, i, e);
}

/* ---- a table ---- */

/* The words of a field have a limit of their own. */
static bool check_words(sqlite3_stmt *s, int64_t row, struct err *e)
{
	const char *field = (const char *)sqlite3_column_text(s, 1);
	return check_text(limits_find(LIMITS_WORDS, field ? field : ""), row, s, 3, e);
}

static sqlite3_stmt *select_all(struct db *db, const struct limit *from, size_t len, struct err *e)
{
	struct buf sql = { 0 };
	buf_add_text(&sql, "SELECT ");
	for (size_t i = 0; i < len; i++) {
		buf_printf(&sql, "%s%s", i ? ", " : "", from[i].column);
	}
	buf_printf(&sql, " FROM %s", from->table);
	sqlite3_stmt *s = db_prepare(db, buf_text(&sql), e);
	buf_finish(&sql);
	return s;
}

static bool check_table(struct db *db, const struct limit *from, size_t len, struct arena *scratch, struct err *e)
{
	sqlite3_stmt *s = select_all(db, from, len, e);
	size_t most = limits_rows(from->table);
	bool words = str_equal(from->table, "words");
	size_t rows = 0;
	int code = SQLITE_DONE;
	bool ok = s != NULL;
	while (ok && (code = sqlite3_step(s)) == SQLITE_ROW) {
		/* The first column names the row well enough in every table. */
		int64_t row = sqlite3_column_int64(s, 0);
		if (++rows > most) {
			ok = fail_kind(e, ERR_FORMAT, "%s: more than %zu rows", from->table, most);
		}
		for (size_t i = 0; ok && i < len; i++) {
			ok = check_value(&from[i], row, s, (int)i, scratch, e);
		}
		ok = ok && (!words || check_words(s, row, e));
	}
	ok = ok && (code == SQLITE_DONE || db_fail(db, from->table, e));
	sqlite3_finalize(s);
	return ok &&
	       (rows > 0 || may_be_empty(from->table) || fail_kind(e, ERR_FORMAT, "%s: there is no row", from->table));
}

bool limits_check(struct db *db, struct err *e)
{
	struct arena *scratch = arena_create(0);
	bool ok = true;
	for (size_t from = 0; ok && from < ARRAY_LEN(limits);) {
		size_t to = from + 1;
		while (to < ARRAY_LEN(limits) && str_equal(limits[to].table, limits[from].table)) {
			to++;
		}
		ok = str_equal(limits[from].table, LIMITS_WORDS) ||
		     check_table(db, &limits[from], to - from, scratch, e);
		from = to;
	}
	arena_destroy(scratch);
	return ok;
}
