/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two editions of a small pack: what the second has that the first had not, as the kiosk reads it. And what a reader
 * makes of facts that no compiler writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/content.h"
#include "compile/pack.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { FR = 0, EN = 1 };

struct world {
	char dir[64];
	char *old, *new; /* content.sqlite of both */
	struct arena *arena;
	struct buf told;
};

static int set_up(void **state)
{
	struct world *w = mem_zalloc(1, sizeof *w);
	str_cut(w->dir, sizeof w->dir, "/tmp/borne-news-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->old = fs_join(w->dir, "old.sqlite");
	w->new = fs_join(w->dir, "new.sqlite");
	w->arena = arena_create(0);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	arena_destroy(w->arena);
	buf_finish(&w->told);
	free(w->old);
	free(w->new);
	bool ok = fs_remove_tree(w->dir, NULL);
	free(w);
	return ok ? 0 : -1;
}

static struct pack *small_pack(void)
{
	struct pack *p = pack_read("tests/fixtures/good/pack-small", "assets");
	assert_int_equal(p->report.errors, 0);
	return p;
}

static void write_old(struct world *w, struct pack *p)
{
	struct err e = { 0 };
	assert_true(content_write(p, &(struct content_facts){ 0 }, w->old, &e));
}

/* Compared with the old one. */
static const struct catalogue *write_new(struct world *w, struct pack *p, struct content_facts facts)
{
	struct err e = { 0 };
	struct news *before = news_read(w->old, NULL, p->id, &e);
	assert_non_null(before);
	facts.before = before;
	facts.told = &w->told;
	assert_true(content_write(p, &facts, w->new, &e));
	news_destroy(before);
	const struct catalogue *c = catalogue_read(w->new, w->arena, &e);
	assert_non_null(c);
	return c;
}

static const struct news_item *only(const struct catalogue *c, enum news_kind kind, enum news_change change)
{
	const struct news_item *found = NULL;
	for (size_t i = 0; i < c->news.items_len; i++) {
		if (c->news.items[i].kind == kind && c->news.items[i].change == change) {
			assert_null(found);
			found = &c->news.items[i];
		}
	}
	assert_non_null(found);
	return found;
}

static void change(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	char *why = NULL;
	(void)sqlite3_exec(db, sql, NULL, NULL, &why);
	assert_null(why);
	sqlite3_close(db);
}

static void content_that_was_not_compared_says_so(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	struct err e = { 0 };
	write_old(w, p);
	const struct catalogue *c = catalogue_read(w->old, w->arena, &e);
	assert_non_null(c);
	assert_false(date_is_set(c->news.since));
	assert_int_equal(c->news.items_len, 0);
	assert_false(date_is_set(c->dates.map_first));
	pack_destroy(p);
}

static void an_edition_without_a_difference_has_no_news(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	write_old(w, p);
	/* Who checked it when is no news. */
	p->places[0].verified = (struct date){ 2026, 11, 20 };
	p->places[0].source = "another source";
	const struct catalogue *c = write_new(w, p, (struct content_facts){ 0 });
	assert_int_equal(c->news.since.day, 23);
	assert_int_equal(c->news.items_len, 0);
	assert_int_equal(c->news.counts[NEWS_PLACE][NEWS_CHANGED], 0);
	assert_false(c->news.routes);
	assert_non_null(strstr(buf_text(&w->told), "places: 0 added, 0 changed, 0 gone"));
	pack_destroy(p);
}

static void what_was_added_changed_and_removed_is_told(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	size_t places = p->places_len;
	p->places_len--; /* the last one is new */
	write_old(w, p);
	p->places_len = places;
	p->places[1].phone = "04 00 00 00 00";
	p->networks[0].name.in[EN] = "Another name";
	p->articles[0].versions[0]->title = "Un autre titre";
	p->date = (struct date){ 2026, 11, 30 };
	const struct catalogue *c = write_new(w, p, (struct content_facts){ 0 });
	assert_int_equal(c->news.counts[NEWS_PLACE][NEWS_CHANGED], 1);
	assert_string_equal(c->places[only(c, NEWS_PLACE, NEWS_CHANGED)->index].id, "ml-bourg");
	assert_int_equal(c->news.counts[NEWS_PLACE][NEWS_ADDED], 1);
	assert_string_equal(c->places[only(c, NEWS_PLACE, NEWS_ADDED)->index].id, "ft-lyon");
	assert_int_equal(c->news.counts[NEWS_PLACE][NEWS_GONE], 0);
	assert_int_equal(c->news.counts[NEWS_NETWORK][NEWS_CHANGED], 1);
	assert_string_equal(c->networks[only(c, NEWS_NETWORK, NEWS_CHANGED)->index].id, p->networks[0].id);
	assert_string_equal(c->articles[only(c, NEWS_ARTICLE, NEWS_CHANGED)->index].id, p->articles[0].id);
	assert_int_equal(c->date.day, 30);
	assert_int_equal(c->news.since.day, 23);
	assert_non_null(strstr(buf_text(&w->told), "  changed: place ml-bourg\n"));
	pack_destroy(p);
}

static void what_is_gone_keeps_its_words(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	write_old(w, p);
	const char *gone = p->articles[p->articles_len - 1].versions[0]->title;
	p->articles_len--;
	for (size_t i = 0; i < p->networks_len; i++) {
		p->networks[i].article = NULL;
	}
	for (size_t i = 0; i < p->rules_len; i++) {
		p->rules[i].articles_len = 0;
	}
	const struct catalogue *c = write_new(w, p, (struct content_facts){ 0 });
	const struct news_item *item = only(c, NEWS_ARTICLE, NEWS_GONE);
	assert_int_equal(item->index, -1);
	assert_string_equal(text_in(&item->title, FR), gone);
	assert_string_not_equal(text_in(&item->title, EN), gone);
	pack_destroy(p);
}

static void more_than_a_list_holds_is_counted(void **state)
{
	enum { PLACES = NEWS_LISTED_MAX + 7 };
	struct world *w = *state;
	struct pack *p = small_pack();
	write_old(w, p);
	struct pack_place *places = ARENA_ARRAY(p->arena, struct pack_place, PLACES + 3);
	memcpy(places, p->places, 3 * sizeof *places);
	for (size_t i = 3; i < PLACES + 3; i++) {
		places[i] = p->places[0];
		places[i].id = arena_printf(p->arena, "more-%zu", i);
	}
	p->places = places;
	p->places_len = PLACES + 3;
	const struct catalogue *c = write_new(w, p, (struct content_facts){ 0 });
	assert_int_equal(c->news.counts[NEWS_PLACE][NEWS_ADDED], PLACES);
	assert_int_equal(c->news.items_len, NEWS_LISTED_MAX);
	pack_destroy(p);
}

static void maps_and_routes_have_their_days(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	write_old(w, p);
	const struct content_facts facts = { .map_first = { 2026, 10, 1 },
		.map_last = { 2026, 11, 2 },
		.routes_last = { 2026, 11, 3 } };
	const struct catalogue *c = write_new(w, p, facts);
	assert_int_equal(c->dates.map_first.month, 10);
	assert_int_equal(c->dates.map_last.day, 2);
	assert_int_equal(c->dates.routes.day, 3);
	pack_destroy(p);
}

static void another_pack_is_not_compared_with(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	struct err e = { 0 };
	write_old(w, p);
	assert_null(news_read(w->old, NULL, "large", &e));
	assert_non_null(strstr(e.message, "is of the pack 'small' and not of 'large'"));
	change(w->old, "CREATE VIEW v AS SELECT 1");
	assert_null(news_read(w->old, NULL, "small", &e));
	pack_destroy(p);
}

/* What no compiler writes: refused whole, or left alone where a later one may write it. */
static void facts_that_mean_nothing_are_refused(void **state)
{
	static const struct {
		const char *sql;
		bool good;
	} rows[] = {
		{ "INSERT INTO meta VALUES ('news.since', 'yesterday')", false },
		{ "INSERT INTO meta VALUES ('news.place', '1 2')", false },
		{ "INSERT INTO meta VALUES ('news.place', '1 2 3 4')", false },
		{ "INSERT INTO meta VALUES ('news.place', '1 -2 3')", false },
		{ "INSERT INTO meta VALUES ('news.place', '1 2 99999999999')", false },
		{ "INSERT INTO meta VALUES ('dated.map', '2026-11-02 2026-13-02')", false },
		{ "INSERT INTO meta VALUES ('dated.routes', '')", false },
		{ "INSERT INTO words VALUES (0, 'news.added.0001', 0, '12345')", false },
		{ "INSERT INTO words VALUES (0, 'news.added.0001', 0, 'x')", false },
		{ "INSERT INTO words VALUES (0, 'news.changed.0001', 0, '-1')", false },
		{ "INSERT INTO words SELECT row, 'news.routes.added', 0, '' FROM site LIMIT 1", false },
		{ "INSERT INTO words SELECT row, 'news.routes.added', 0, 'x' FROM site LIMIT 1", false },
		{ "INSERT INTO words SELECT row, 'news.routes.added', 0, '-1' FROM site LIMIT 1", false },
		{ "INSERT INTO words SELECT row, 'news.routes.changed', 0, '1 12345' FROM site LIMIT 1", false },
		{ "INSERT INTO words SELECT s.row, 'news.routes.changed', 0, '1  ' || p.row FROM site s, place p LIMIT "
		  "1",
				false },
		{ "INSERT INTO words SELECT s.row, 'news.routes.changed', 0, '0 ' || p.row FROM site s, place p LIMIT "
		  "1",
				false },
		{ "INSERT INTO words SELECT s.row, 'news.routes.changed', 0, '99 ' || (SELECT group_concat(p.row, ' ') "
		  "FROM place p, (VALUES (1), (2), (3), (4), (5))) FROM site s LIMIT 1",
				false }, /* of 3 places: 15 */
		{ "INSERT INTO words SELECT s.row, 'news.routes.changed', 0, '7 ' || p.row FROM site s, place p LIMIT "
		  "1",
				true },
		{ "INSERT INTO words SELECT row, 'news.routes.later', 0, 'x' FROM site LIMIT 1", true },
		{ "INSERT INTO meta VALUES ('news.place', '1 2 3')", true },
		{ "INSERT INTO meta VALUES ('news.voice', 'later')", true },
		{ "INSERT INTO words VALUES (0, 'news.gone.voice.0001', 0, 'later')", true },
		{ "INSERT INTO words VALUES (0, 'news.gone.place.0001', 1, 'in the second language alone')", true },
		{ "INSERT INTO words VALUES (0, 'news.', 0, '')", true },
	};
	struct world *w = *state;
	struct pack *p = small_pack();
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct err e = { 0 };
		write_old(w, p);
		change(w->old, rows[i].sql);
		const struct catalogue *c = catalogue_read(w->old, w->arena, &e);
		if ((c != NULL) != rows[i].good || (!c && e.kind != ERR_FORMAT)) {
			fail_msg("%s: %s", rows[i].sql, c ? "accepted" : e.message);
		}
	}
	pack_destroy(p);
}

static void more_rows_than_a_compiler_lists_are_refused(void **state)
{
	struct world *w = *state;
	struct pack *p = small_pack();
	struct err e = { 0 };
	write_old(w, p);
	change(w->old, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO "
		       "words SELECT 0, printf('news.gone.place.%04d', i), 0, 'x' FROM n");
	assert_null(catalogue_read(w->old, w->arena, &e));
	assert_non_null(strstr(e.message, "records are new"));
	pack_destroy(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(content_that_was_not_compared_says_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_edition_without_a_difference_has_no_news, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_was_added_changed_and_removed_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_gone_keeps_its_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(more_than_a_list_holds_is_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(maps_and_routes_have_their_days, set_up, tear_down),
		cmocka_unit_test_setup_teardown(another_pack_is_not_compared_with, set_up, tear_down),
		cmocka_unit_test_setup_teardown(facts_that_mean_nothing_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(more_rows_than_a_compiler_lists_are_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
