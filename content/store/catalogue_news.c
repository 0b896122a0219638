/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in the edition, and the days of maps and routes: facts of `meta`, and words of row 0 whose field says
 * what happened ("news.added.0001": a row; "news.gone.place.0001": the words that it had). FORMAT.md part 2. */
#include <assert.h>
#include <limits.h>
#include <string.h>

#include "base/str.h"
#include "store/holidays.h"
#include "store/loader.h"

enum { ITEMS_MAX = NEWS_LISTED_MAX * NEWS_ROUTE * NEWS_CHANGES };

const char *const news_kind_words[NEWS_KINDS] = { "article", "network", "place", "route" };
const char *const news_route_fields[NEWS_GONE] = { "news.routes.added", "news.routes.changed" };

static_assert(ARRAY_LEN(((struct site *)0)->news) == NEWS_GONE, "a site has a list for each of these");

/* "3 12 1" */
static bool read_counts(struct loader *l, const char *key, const char *value, enum news_kind kind)
{
	enum { COUNT_MAX = 1000000 };
	const char *rest = value;
	for (int i = 0; i < NEWS_CHANGES; i++) {
		char word[16];
		long count;
		size_t len = strcspn(rest, " ");
		str_cut(word, sizeof word, rest);
		word[len < sizeof word ? len : sizeof word - 1] = '\0';
		rest += len + (rest[len] == ' ');
		if (len >= sizeof word || !str_to_long(word, 0, COUNT_MAX, &count)) {
			return fail_kind(l->e, ERR_FORMAT, "%s: '%.40s' is no number of records", key, value);
		}
		l->c->news.counts[kind][i] = (int)count;
	}
	l->c->news.routes = l->c->news.routes || kind == NEWS_ROUTE;
	return !rest[0] || fail_kind(l->e, ERR_FORMAT, "%s: '%.40s' is no number of records", key, value);
}

static bool read_date(struct loader *l, const char *key, const char *value, struct date *out)
{
	return date_parse(value, out) || fail_kind(l->e, ERR_FORMAT, "%s: '%.40s' is no date", key, value);
}

static bool read_fact(struct loader *l, const char *key, const char *value)
{
	struct part_dates *dates = &l->c->dates;
	char first[DATE_TEXT_BYTES];
	for (enum news_kind kind = 0; kind < NEWS_KINDS; kind++) {
		if (str_starts(key, "news.") && str_equal(key + strlen("news."), news_kind_words[kind])) {
			return read_counts(l, key, value, kind);
		}
	}
	if (str_equal(key, "news.since")) {
		return read_date(l, key, value, &l->c->news.since);
	}
	if (str_equal(key, "dated.routes")) {
		return read_date(l, key, value, &dates->routes);
	}
	if (str_equal(key, "dated.map")) {
		const char *last = strchr(value, ' ');
		str_cut(first, sizeof first, value);
		first[strcspn(first, " ")] = '\0';
		return read_date(l, key, first, &dates->map_first) &&
		       read_date(l, key, last ? last + 1 : value, &dates->map_last);
	}
	return true; /* of a later compiler */
}

static bool read_facts(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l,
			"SELECT key, value FROM meta WHERE key GLOB 'news.*' OR key GLOB 'dated.*' ORDER BY key");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *key = loader_text(l, s, 0);
		ok = read_fact(l, key, loader_text(l, s, 1));
	}
	return ok;
}

/* The record of a row, whichever kind it is of. */
static bool find_record(struct loader *l, int64_t row, struct news_item *item)
{
	const struct row_map *const maps[NEWS_ROUTE] = { [NEWS_ARTICLE] = &l->articles,
		[NEWS_NETWORK] = &l->networks,
		[NEWS_PLACE] = &l->places };
	for (enum news_kind kind = 0; kind < NEWS_ROUTE; kind++) {
		item->kind = kind;
		item->index = row_map_find(maps[kind], row);
		if (item->index >= 0) {
			return true;
		}
	}
	return fail_kind(l->e, ERR_FORMAT, "content.sqlite: what is new refers to a record that is not there");
}

static bool read_kept(struct loader *l, enum news_change change, const char *row, struct news_item *item)
{
	long number;
	*item = (struct news_item){ .change = change };
	return str_to_long(row, 0, LONG_MAX, &number)
			       ? find_record(l, number, item)
			       : fail_kind(l->e, ERR_FORMAT, "content.sqlite: '%.40s' is no row", row);
}

static bool read_gone(const char *kind, struct news_item *item)
{
	for (enum news_kind i = 0; i < NEWS_ROUTE; i++) {
		size_t len = strlen(news_kind_words[i]);
		if (strncmp(kind, news_kind_words[i], len) == 0 && kind[len] == '.') {
			*item = (struct news_item){ .kind = i, .change = NEWS_GONE, .index = -1 };
			return true;
		}
	}
	return false;
}

/* *known: it is one of the fields above; others are of a later compiler. */
static bool read_item(struct loader *l, const char *field, const char *text, struct news_item *item, bool *known)
{
	bool added = str_starts(field, "news.added.");
	bool changed = str_starts(field, "news.changed.");
	*known = added || changed || (str_starts(field, "news.gone.") && read_gone(field + strlen("news.gone."), item));
	return (!added && !changed) || read_kept(l, added ? NEWS_ADDED : NEWS_CHANGED, text, item);
}

/* The words of what is gone come one language after the other. */
static bool read_items(struct loader *l, struct news_item *items, size_t room)
{
	const char *last = "";
	bool known = false; /* the last field is items[len - 1] */
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l, "SELECT field, lang, text FROM words WHERE row = 0 AND field GLOB 'news.*' "
					   "ORDER BY field, lang");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		const char *field = loader_text(l, s, 0);
		int64_t lang = loader_number(s, 1);
		const char *text = loader_text(l, s, 2);
		if (!str_equal(field, last)) {
			ok = len < room ? read_item(l, field, text, &items[len], &known)
					: fail_kind(l->e, ERR_FORMAT, "content.sqlite: more than %d records are new",
							  ITEMS_MAX);
			len += ok && known;
		}
		if (ok && known && items[len - 1].change == NEWS_GONE && lang >= 0 && lang < CATALOGUE_LANGUAGES_MAX) {
			items[len - 1].title.in[lang] = text;
		}
		last = field;
	}
	for (size_t i = 0; i < len; i++) {
		items[i].title.in[0] = items[i].title.in[0] ? items[i].title.in[0] : "";
	}
	l->c->news.items = items;
	l->c->news.items_len = len;
	return ok;
}

/* The next number of a list with one blank between two; false: there is none. */
static bool next_number(const char **at, int64_t *out)
{
	char word[24];
	long number;
	size_t len = strcspn(*at, " ");
	if (len == 0 || len >= sizeof word) {
		return false;
	}
	memcpy(word, *at, len);
	word[len] = '\0';
	*at += len;
	*at += **at == ' ' && (*at)[1] ? 1 : 0;
	*out = str_to_long(word, 0, LONG_MAX, &number) ? number : -1;
	return *out >= 0;
}

/* "17 1234 5678": how many routes, then the rows of the places at the end of the first. */
static bool read_routes(struct loader *l, const char *text, struct news_routes *out)
{
	enum { COUNT_MAX = 1000000 };
	const char *at = text;
	int64_t number;
	*out = (struct news_routes){ 0 };
	bool good = next_number(&at, &number) && number <= COUNT_MAX;
	out->count = good ? (int)number : 0;
	while (good && *at) {
		good = out->len < NEWS_ROUTES_MAX && out->len < out->count && next_number(&at, &number);
		if (good && !loader_reference(l, &l->places, number, "route that is new", &out->at[out->len++])) {
			return false;
		}
	}
	return good || fail_kind(l->e, ERR_FORMAT, "content.sqlite: '%.40s' is no list of routes", text);
}

static bool read_routes_of_sites(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l,
			"SELECT s.row, w.field, w.text FROM site s JOIN words w ON w.row = s.row AND w.lang = 0"
			" AND w.field IN ('news.routes.added', 'news.routes.changed') ORDER BY s.row, w.field");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct site *site = &l->c->sites[row_map_find(&l->sites, loader_number(s, 0))];
		enum news_change change = str_equal(loader_text(l, s, 1), news_route_fields[NEWS_ADDED]) ? NEWS_ADDED
													 : NEWS_CHANGED;
		struct news_routes *routes = ARENA_NEW(l->arena, struct news_routes);
		ok = read_routes(l, loader_text(l, s, 2), routes);
		site->news[change] = routes;
	}
	return ok;
}

bool loader_read_news(struct loader *l)
{
	long long count;
	l->c->dates.school_year = holidays_school_year(l->c->holidays, UINT32_MAX);
	if (!read_facts(l) || !read_routes_of_sites(l) ||
			!db_number(&l->db,
					"SELECT count(DISTINCT field) FROM words WHERE row = 0 AND field "
					"GLOB 'news.*'",
					&count, l->e)) {
		return false;
	}
	size_t room = count < 0 ? 0 : count > ITEMS_MAX ? ITEMS_MAX : (size_t)count;
	return read_items(l, ARENA_ARRAY(l->arena, struct news_item, room + 1), room);
}
