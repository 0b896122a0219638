/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search as you type over 10,000 places: no question of a hundred reads more of the index than its budget. Work is
 * counted, not time: what else the machine does is no property of the index. make bench has the milliseconds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/str.h"
#include "compile/content.h"
#include "store/search.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

/* Pages of 4 KiB that one question may look at, and the mean of all. A statement that goes over the key of the table,
 * because it does not name its index, looks at five times as many. */
enum { PLACES = 10000, PAGES_MAX = 900, PAGES_MEAN_MAX = 700 };

static unsigned seed = 1;

static unsigned draw(unsigned below)
{
	seed = seed * 1103515245U + 12345U;
	return (seed >> 16) % below;
}

/* About 4,000 different made-up words. */
static const char *word(struct arena *a)
{
	static const char *const parts[] = { "bou", "cha", "mon", "vil", "ter", "ran", "sol", "pre", "gri", "lac",
		"fon", "mar", "nes", "oy", "ieu", "ard" };
	return arena_printf(a, "%s%s%s", parts[draw(16)], parts[draw(16)], parts[draw(16)]);
}

static void fill(struct pack *p, struct arena *a)
{
	static const struct pack_theme theme = { .id = "t",
		.icon = "i",
		.title = { { "Se former" } },
		.summary = { { "Oui." } } };
	static struct pack_theme themes[1];
	static struct pack_network networks[] = {
		{ .id = "mission-locale",
				.symbol = "ml",
				.name = { { "Mission locale" } },
				.publics = { { "Pour les jeunes." } } },
		{ .id = "france-travail",
				.symbol = "ft",
				.name = { { "France Travail" } },
				.publics = { { "Pour tous." } } },
	};
	themes[0] = theme;
	*p = (struct pack){ .arena = a,
		.id = "speed",
		.timezone = "Europe/Paris",
		.licence = "",
		.date = { 2026, 11, 23 } };
	p->title.in[0] = "Essai";
	p->languages[0] = (struct language){ .code = "fr", .name = "Français" };
	p->languages_len = 1;
	p->themes = themes;
	p->themes_len = 1;
	p->networks = networks;
	p->networks_len = ARRAY_LEN(networks);
	p->places = ARENA_ARRAY(a, struct pack_place, PLACES);
	p->places_len = PLACES;
	for (size_t i = 0; i < PLACES; i++) {
		const struct pack_network *n = &networks[draw(2)];
		p->places[i] = (struct pack_place){ .id = arena_printf(a, "place-%zu", i),
			.network = n->id,
			.name = arena_printf(a, "%s %s %s", n->name.in[0], word(a), word(a)),
			.address = arena_printf(a, "%u rue %s", draw(200), word(a)),
			.postcode = arena_printf(a, "%05u", draw(99999)),
			.commune = word(a),
			.insee = "01306",
			.phone = "",
			.opening_hours = "",
			.source = "essai",
			.audience_note = "",
			.website = "",
			.email = "",
			.verified = { 2026, 1, 1 } };
	}
}

static sqlite3 *opened; /* the first connection of search_open(): the one that answers */

static int remember(sqlite3 *db, char **message, const struct sqlite3_api_routines *api)
{
	(void)message;
	(void)api;
	opened = opened ? opened : db;
	return SQLITE_OK;
}

static int64_t pages(void)
{
	int64_t sum = 0;
	static const int kinds[] = { SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS };
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		int now = 0;
		int highest = 0;
		assert_int_equal(sqlite3_db_status(opened, kinds[i], &now, &highest, 1), SQLITE_OK);
		sum += now;
	}
	return sum;
}

static int64_t ask(struct search *s, const char *text)
{
	struct search_results r;
	(void)pages();
	assert_true(search_query(s, text, &(struct search_asker){ .weekday = -1 }, SEARCH_HITS_MAX, &r, NULL));
	return pages();
}

static void ten_thousand_places_answer_while_typing(void **state)
{
	(void)state;
	static const char *const typed[] = { "mission locale", "france travail bou", "boucha", "rue montersol",
		"misson lcoale", "e", "01", "france travial chamon" };
	struct arena *a = arena_create(0);
	struct err e = { 0 };
	struct pack p;
	char content[] = "/tmp/borne-speed-XXXXXX";
	char index[sizeof content + 8];
	int64_t sum = 0;
	int64_t most = 0;
	int64_t questions = 0;
	close(mkstemp(content));
	snprintf(index, sizeof index, "%s.search", content);
	fill(&p, a);
	if (!content_write(&p, &(struct content_facts){ 0 }, content, &e) || !search_build(content, index, &e)) {
		fail_msg("%s", e.message);
	}
	assert_int_equal(sqlite3_auto_extension((void (*)(void))remember), SQLITE_OK);
	struct search *s = search_open(index, &e);
	sqlite3_reset_auto_extension();
	assert_non_null(s);
	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		for (size_t letters = 1; letters <= strlen(typed[i]); letters++) {
			char text[64];
			str_cut(text, letters + 1, typed[i]);
			int64_t looked_at = ask(s, text);
			sum += looked_at;
			most = looked_at > most ? looked_at : most;
			questions++;
		}
	}
	print_message("# search: %d questions, %d pages in the mean, %d at most\n", (int)questions,
			(int)(sum / questions), (int)most);
	assert_true(questions > 80);
	assert_true(most > 0);
	assert_true(most <= PAGES_MAX);
	assert_true(sum / questions <= PAGES_MEAN_MAX);
	search_close(s);
	unlink(index);
	unlink(content);
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_thousand_places_answer_while_typing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
