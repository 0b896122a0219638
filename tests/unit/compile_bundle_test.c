/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small pack all the way: plain files -> bundle -> what the kiosk reads, searches and answers. */
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
#include "compile/manifest.h"
#include "compile/pack.h"
#include "store/article.h"
#include "store/bundle.h"
#include "store/bundle_check.h"
#include "store/catalogue.h"
#include "store/hours_state.h"
#include "store/search.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

enum { FR = 0, EN = 1 };

static const char pack_dir[] = "tests/fixtures/good/pack-small";

static struct world {
	char dir[64];
	struct arena *arena;
	struct bundle bundle;
	const struct catalogue *c;
	struct search *search;
} w;

static int set_up(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct manifest_inputs in = { .maps.len = 0 };
	struct routes_summary routes;
	strcpy(w.dir, "/tmp/borne-bundle-XXXXXX");
	if (!mkdtemp(w.dir)) {
		return -1;
	}
	struct pack *p = pack_read(pack_dir, "assets");
	report_print(&p->report, stderr);
	bool ok = p->report.errors == 0 && manifest_build(p, w.dir, &in, &routes, &e);
	pack_destroy(p);
	w.arena = arena_create(0);
	CLEANUP(free_ptr) char *content = fs_join(w.dir, "content.sqlite");
	CLEANUP(free_ptr) char *index = fs_join(w.dir, "search.sqlite");
	ok = ok && bundle_open(&w.bundle, w.dir, NULL, &e) && bundle_check(&w.bundle, &e) &&
	     (w.c = catalogue_load(&w.bundle, w.arena, &e)) != NULL && search_build(content, index, &e) &&
	     (w.search = search_open(index, &e)) != NULL;
	if (!ok) {
		fprintf(stderr, "%s\n", e.message);
	}
	return ok ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	search_close(w.search);
	bundle_close(&w.bundle);
	arena_destroy(w.arena);
	return fs_remove_tree(w.dir, NULL) ? 0 : -1;
}

/* Records of the small pack by their ids; NULL when there is none. */
#define RECORD_OF(name, type, array, field)                                                                            \
	static const type *name(const char *id)                                                                        \
	{                                                                                                              \
		for (size_t i = 0; i < w.c->array##_len; i++) {                                                        \
			if (str_equal(w.c->array[i].field, id)) {                                                      \
				return &w.c->array[i];                                                                 \
			}                                                                                              \
		}                                                                                                      \
		return NULL;                                                                                           \
	}
RECORD_OF(network_of, struct network, networks, id)
RECORD_OF(article_of, struct article_head, articles, id)
RECORD_OF(place_of, struct place, places, id)
RECORD_OF(commune_of, struct commune, communes, insee)

static void contacts_and_desks_come_along(void **state)
{
	(void)state;
	const struct contact *c = network_of("france-travail")->contact;
	const struct tm monday_nine = { .tm_year = 126, .tm_mon = 10, .tm_mday = 23, .tm_hour = 9 };
	const struct tm sunday_nine = { .tm_year = 126, .tm_mon = 10, .tm_mday = 22, .tm_hour = 9 };
	assert_non_null(c);
	assert_string_equal(c->phone, "39 49");
	assert_string_equal(text_in(&c->cost, EN), "price of a local call");
	assert_string_equal(text_in(&c->in_person, FR), "Les agences reçoivent sur rendez-vous.");
	assert_string_equal(c->source, "Essai");
	assert_int_equal(c->verified.year, 2026);
	assert_int_equal(hours_status_at(c->hours, &monday_nine), HOURS_OPEN);
	assert_int_equal(hours_status_at(c->hours, &sunday_nine), HOURS_CLOSED);
	assert_null(network_of("mission-locale")->contact);
	const struct contact *desk = w.c->sites[0].desk;
	assert_non_null(desk);
	assert_string_equal(text_in(&desk->in_person, EN), "Staff help you to call and to fill in forms.");
	assert_string_equal(desk->phone, "");
	assert_null(desk->hours);
}

static void the_catalogue_has_what_staff_wrote(void **state)
{
	(void)state;
	assert_string_equal(w.c->pack, "small");
	assert_string_equal(w.c->edition, "2026-11-23");
	assert_int_equal(w.c->languages_len, 2);
	assert_string_equal(text_in(&w.c->title, EN), "Work and training");
	assert_int_equal(w.c->themes_len, 2);
	assert_true(w.c->themes[0].home);
	assert_false(w.c->themes[0].professional);
	assert_true(w.c->themes[1].professional);
	assert_int_equal(w.c->networks_len, 3);
	assert_int_equal(w.c->places_len, 3);
	assert_int_equal(w.c->communes_len, 4);
	assert_true(w.c->strings_len > 50);
	assert_string_equal(catalogue_string(w.c, "bar.home", FR), "Accueil");
	assert_string_equal(catalogue_string(w.c, "no.such.key", FR), "no.such.key");
	assert_string_equal(w.c->languages[FR].code, "fr");
	assert_string_equal(w.c->languages[EN].code, "en");
}

static void a_network_knows_its_words_and_links(void **state)
{
	(void)state;
	const struct network *n = network_of("mission-locale");
	assert_non_null(n);
	assert_string_equal(text_in(&n->short_name, FR), "Mission locale"); /* falls back to the name */
	assert_int_equal(n->audiences, AUDIENCE_JEUNES);
	assert_int_equal(n->levels, LEVEL_INFORMATION | LEVEL_ADVICE);
	assert_true(n->cep);
	assert_string_equal(w.c->articles[n->article].id, "se-former/vae");
	assert_int_equal(n->places_len, 1);
	assert_null(n->website);
	assert_ptr_equal(catalogue_find_network_row(w.c, n->row), n);
	const struct network *relay = network_of("relais-services-publics");
	assert_string_equal(text_in(&relay->short_name, EN), "Relais");
	assert_null(relay->short_name.in[EN]);
}

static void a_place_has_hours_access_and_a_position(void **state)
{
	(void)state;
	const struct place *p = place_of("relais-pont-de-veyle");
	assert_non_null(p);
	assert_string_equal(p->address, "66, Grande Rue");
	assert_string_equal(p->postcode, "01290");
	assert_int_equal(p->access, ACCESS_PLAIN_PIED | ACCESS_BOUCLE_MAGNETIQUE);
	assert_non_null(p->hours);
	assert_false(p->approximate);
	assert_int_equal(p->verified.year, 2024);
	assert_ptr_equal(catalogue_find_place_row(w.c, p->row), p);
	assert_null(catalogue_find_place_row(w.c, p->row + 1));
	const struct place *far = place_of("ml-bourg");
	assert_true(far->approximate);
	assert_null(far->hours);
	assert_true(far->lat > 46.205 && far->lat < 46.206);
	const struct site *s = catalogue_find_site(w.c, "pont-de-veyle");
	assert_string_equal(w.c->places[s->place].id, "relais-pont-de-veyle");
	assert_string_equal(w.c->territories[s->territory].code, "01");
	assert_string_equal(s->map_area, "pont-de-veyle");
	assert_int_equal(w.c->territories[1].departments_len, 1);
	assert_string_equal(commune_of("01306")->name, "Pont-de-Veyle");
}

/* coverage.csv: a number for each department, and of its communes those alone that are far from every desk. */
static void communes_are_counted_and_far_ones_come_along(void **state)
{
	(void)state;
	assert_int_equal(w.c->territories[0].communes, 4); /* three, and one that communes.csv has besides */
	assert_int_equal(w.c->territories[1].communes, 0); /* labelled */
	assert_string_equal(commune_of("01247")->name, "Mijoux");
	assert_null(commune_of("01457"));
}

static void an_article_comes_in_the_language_and_manner_asked(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct article a;
	const struct article_head *head = article_of("se-former/vae");
	assert_int_equal(head->languages, 3);
	assert_int_equal(head->easy, 1);
	assert_int_equal(head->networks_len, 2);
	assert_string_equal(w.c->networks[head->networks[1]].id, "france-travail");
	assert_int_equal(head->valid_until.year, 2027);
	assert_true(article_load(&w.bundle, head->row, EN, false, w.arena, &a, &e));
	assert_string_equal(a.title, "A diploma from your experience");
	assert_int_equal(a.lang, EN);
	/* There is no easy English version: the language matters more than the manner. */
	assert_true(article_load(&w.bundle, head->row, EN, true, w.arena, &a, &e));
	assert_int_equal(a.lang, EN);
	assert_false(a.easy);
	assert_true(article_load(&w.bundle, head->row, FR, true, w.arena, &a, &e));
	assert_true(a.easy);
	assert_true(article_load(&w.bundle, head->row, 7, false, w.arena, &a, &e));
	assert_int_equal(a.lang, FR);
	assert_false(article_load(&w.bundle, 12345, FR, false, w.arena, &a, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
}

static void an_article_names_its_sources_and_ages_with_its_theme(void **state)
{
	(void)state;
	const struct article_head *head = article_of("se-former/vae");
	assert_string_equal(head->source, "Région d’essai, état 2026 · vae.gouv.fr, 05/08/2025");
	assert_int_equal(w.c->themes[head->theme].stale_days, 400);
	const struct article_head *tools = article_of("espace-pro/outils");
	assert_int_equal(w.c->themes[tools->theme].stale_days, 1500); /* the pack's */
	assert_int_equal(w.c->stale_days, 1500);
	assert_false(date_is_stale(head->verified, (struct date){ 2027, 3, 7 }, 400));
	assert_true(date_is_stale(head->verified, (struct date){ 2027, 3, 8 }, 400));
	assert_false(date_is_stale(head->verified, (struct date){ 2035, 1, 1 }, 0));
	assert_false(date_is_stale((struct date){ 0 }, (struct date){ 2035, 1, 1 }, 400));
}

static void markdown_became_blocks(void **state)
{
	(void)state;
	struct article a;
	const struct article_head *head = article_of("se-former/vae");
	assert_true(article_load(&w.bundle, head->row, FR, false, w.arena, &a, NULL));
	static const enum block_kind kinds[] = { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_STEP, BLOCK_STEP,
		BLOCK_LIST_ITEM, BLOCK_LIST_ITEM, BLOCK_LIST_ITEM, BLOCK_GLOSSARY, BLOCK_IMAGE, BLOCK_PARAGRAPH };
	assert_int_equal(a.blocks_len, ARRAY_LEN(kinds));
	for (size_t i = 0; i < a.blocks_len; i++) {
		assert_int_equal(a.blocks[i].kind, kinds[i]);
	}
	assert_int_equal(a.blocks[0].spans_len, 3);
	assert_int_equal(a.blocks[0].spans[1].kind, SPAN_BOLD);
	assert_string_equal(a.blocks[0].spans[1].text, "un an");
	assert_string_equal(a.blocks[2].title, "Demandez un conseil");
	assert_int_equal(a.blocks[2].spans[1].kind, SPAN_LINK_NETWORK);
	assert_string_equal(a.blocks[2].spans[1].target, "mission-locale");
	assert_int_equal(a.blocks[3].number, 2);
	assert_string_equal(a.blocks[3].spans[0].text, "Comptez six mois.");
	assert_int_equal(a.blocks[6].level, 2);
	assert_string_equal(a.blocks[7].title, "Le mot expliqué");
	assert_string_equal(a.blocks[8].image, "media/dossier.png");
	assert_string_equal(a.blocks[8].alt, "Une personne tient un dossier");
}

static void easy_lines_have_their_pictograms(void **state)
{
	(void)state;
	struct article a;
	assert_true(article_load(&w.bundle, article_of("se-former/vae")->row, FR, true, w.arena, &a, NULL));
	assert_string_equal(a.summary, "Un diplôme avec votre travail.\nSans école.");
	assert_int_equal(a.blocks_len, 9);
	assert_string_equal(a.blocks[0].icon, "emploi");
	assert_string_equal(a.blocks[0].spans[0].text, "Vous travaillez depuis un an.");
	assert_null(a.blocks[2].icon); /* the glossary has its own sign */
	assert_string_equal(a.blocks[4].icon, "carte-identite");
	assert_int_equal(a.blocks[7].kind, BLOCK_STEP);
	assert_string_equal(a.blocks[7].icon, "telephone");
	assert_string_equal(a.blocks[7].title, "Téléphonez");
	assert_string_equal(a.blocks[7].spans[0].text, "Demandez la ");
	const struct guide_question *q = &w.c->guide.questions[0];
	assert_string_equal(q->answers[0].easy.in[FR], "Je suis jeune.");
	assert_null(q->answers[0].easy.in[EN]); /* what a language lacks is known, and said */
	assert_string_equal(w.c->guide.questions[1].easy.in[FR], "");
}

static void answers_lead_to_networks_with_reasons(void **state)
{
	(void)state;
	struct guide_result r;
	assert_int_equal(w.c->guide.questions_len, 2);
	assert_true(w.c->guide.questions[0].answers[2].unknown);
	assert_string_equal(w.c->guide.questions[0].answers[0].icon, "jeune");
	assert_true(guide_result(w.c, (const int[]){ 0, 0 }, &r));
	assert_int_equal(r.level, GUIDE_ACCOMPAGNEMENT);
	assert_string_equal(text_in(r.title, EN), "The mission locale helps you.");
	assert_int_equal(r.networks_len, 2); /* the rule for everybody adds the relay */
	assert_string_equal(w.c->networks[r.networks[0].network].id, "mission-locale");
	assert_string_equal(text_in(r.networks[0].reason, FR), "Vous avez moins de 26 ans.");
	assert_int_equal(r.articles_len, 1);
	assert_null(r.bring);
	assert_string_equal(r.easy->in[FR], "La mission locale vous aide.");
	assert_string_equal(r.networks[0].easy->in[FR], "Vous êtes jeune.\nIci, on vous aide.");
	assert_null(r.networks[0].easy->in[EN]);
	assert_true(w.c->networks[r.networks[0].network].of_department);
	assert_false(w.c->networks[r.networks[1].network].of_department);
	assert_true(guide_result(w.c, (const int[]){ 1, 0 }, &r));
	assert_string_equal(text_in(r.bring, EN), "Your CV.");
	assert_string_equal(r.bring_easy->in[FR], "Prenez votre CV.");
	assert_string_equal(r.networks[0].easy->in[FR], "");
	assert_true(guide_result(w.c, (const int[]){ 2, 1 }, &r));
	assert_int_equal(r.level, GUIDE_ACCUEIL);
	assert_int_equal(r.networks_len, 1);
}

static struct search_results found(const char *text, unsigned lang, bool professional)
{
	struct search_results r;
	struct err e = { 0 };
	const struct search_asker asker = { .lang = lang, .professional = professional, .weekday = -1 };
	if (!search_query(w.search, text, &asker, 20, &r, &e)) {
		fail_msg("%s", e.message);
	}
	return r;
}

static bool has(const struct search_results *r, enum hit_kind kind, int64_t row)
{
	for (size_t i = 0; i < r->hits_len; i++) {
		if (r->hits[i].kind == kind && r->hits[i].row == row) {
			return true;
		}
	}
	return false;
}

static bool finds_network(const char *text, const char *id)
{
	struct search_results r = found(text, FR, false);
	return has(&r, HIT_NETWORK, network_of(id)->row);
}

static bool finds_article(const char *text, unsigned lang)
{
	struct search_results r = found(text, lang, false);
	return has(&r, HIT_ARTICLE, article_of("se-former/vae")->row);
}

static bool finds_place(const char *text, const char *id)
{
	struct search_results r = found(text, FR, false);
	return has(&r, HIT_PLACE, place_of(id)->row);
}

static void old_and_new_names_find_the_same(void **state)
{
	(void)state;
	assert_true(finds_network("Pôle emploi", "france-travail"));
	assert_true(finds_network("pole emploi", "france-travail"));
	assert_true(finds_network("POLE EMP", "france-travail"));
	assert_true(finds_network("anpe", "france-travail"));
	assert_true(finds_network("France Travail", "france-travail"));
	assert_true(finds_place("pôle emploi", "ft-lyon"));
	assert_true(finds_place("anpe lyon", "ft-lyon"));
	assert_true(finds_network("boulot", "france-travail")); /* a synonym of travail */
}

static void words_are_found_whatever_their_form(void **state)
{
	(void)state;
	static const char *const forms[] = { "diplôme", "diplome", "DIPLÔMES", "dipl", "l'expérience", "l’expérience",
		"experiences", "votre expérience", "d", "un diplôme grâce à", "étapes", "certification", "jury",
		"acquis" };
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		if (!finds_article(forms[i], FR)) {
			fail_msg("'%s' does not find the article", forms[i]);
		}
	}
}

static void each_language_is_searched_and_the_first_one_too(void **state)
{
	(void)state;
	assert_true(finds_article("recognised learning", EN) || finds_article("recognition", EN));
	assert_true(finds_article("learned", EN));
	assert_true(finds_article("bénévole", EN)); /* only in French */
}

static void a_slip_of_the_finger_is_forgiven(void **state)
{
	(void)state;
	static const char *const slips[] = { "diplme", "dilpôme", "diplomme", "experiance", "misson locale" };
	for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
		struct search_results r = found(slips[i], FR, false);
		if (r.hits_len == 0 || r.corrected[0] == '\0' || r.suggestions_len == 0) {
			fail_msg("'%s': %zu hits, corrected '%s'", slips[i], r.hits_len, r.corrected);
		}
	}
	struct search_results r = found("misson locale", FR, false);
	assert_true(has(&r, HIT_NETWORK, network_of("mission-locale")->row));
}

static void words_are_proposed_while_typing(void **state)
{
	(void)state;
	struct search_results r = found("dipl", FR, false);
	bool proposed = false;
	for (size_t i = 0; i < r.suggestions_len; i++) {
		proposed |= str_equal(r.suggestions[i], "diplôme");
	}
	assert_true(proposed);
	assert_string_equal(r.corrected, "");
	r = found("dipl", EN, false); /* each in its own language */
	assert_int_equal(r.suggestions_len, 1);
	assert_string_equal(r.suggestions[0], "diploma");
}

static void the_matching_words_of_a_title_are_marked(void **state)
{
	(void)state;
	struct search_results r = found("mission locale", FR, false);
	assert_int_equal(r.hits[0].kind, HIT_NETWORK);
	assert_int_equal(r.hits[0].ranges_len, 1);
	assert_int_equal(r.hits[0].ranges[0].from, 0);
	assert_int_equal(r.hits[0].ranges[0].to, strlen("Mission locale"));
}

static void the_new_name_is_marked_when_the_old_one_was_typed(void **state)
{
	(void)state;
	struct search_results r = found("pole emploi", FR, false);
	assert_int_equal(r.hits[0].kind, HIT_NETWORK);
	assert_int_equal(r.hits[0].ranges_len, 1);
	assert_int_equal(r.hits[0].ranges[0].to, strlen("France Travail"));
	assert_int_equal(r.hits[1].kind, HIT_PLACE);
	assert_int_equal(r.hits[1].ranges[0].to, strlen("France Travail"));
}

static void professionals_have_their_own_results(void **state)
{
	(void)state;
	struct search_results r = found("référentiel", FR, false);
	assert_int_equal(r.hits_len, 0);
	r = found("référentiel", FR, true);
	assert_true(r.hits_len > 0);
	assert_true(r.hits[0].professional);
}

/* Who stands at a place of the pack. */
static struct search_results found_at(const char *text, const char *place)
{
	const struct place *p = place_of(place);
	const struct search_asker asker = { .located = true, .lat = p->lat, .lon = p->lon, .weekday = 0 };
	struct search_results r;
	struct err e = { 0 };
	if (!search_query(w.search, text, &asker, SEARCH_HITS_MAX, &r, &e)) {
		fail_msg("%s", e.message);
	}
	return r;
}

static bool only_finds(const char *text, enum hit_kind kind, int64_t row)
{
	struct search_results r = found(text, FR, false);
	return r.total == 1 && r.hits_len == 1 && r.hits[0].kind == kind && r.hits[0].row == row;
}

static void telephone_numbers_are_found_in_any_grouping(void **state)
{
	(void)state;
	static const char *const written[] = { "04 74 45 35 37", "0474453537", "04.74.45", "047 445", "0474-4535",
		"0474" };
	for (size_t i = 0; i < ARRAY_LEN(written); i++) {
		if (!only_finds(written[i], HIT_PLACE, place_of("ml-bourg")->row)) {
			fail_msg("'%s' does not find the place alone", written[i]);
		}
	}
	assert_false(finds_place("74 45 35", "ml-bourg")); /* not from its beginning */
	struct search_results r = found("3949", FR, false);
	assert_int_equal(r.hits[0].kind, HIT_NETWORK); /* the network's number, and the place that has the same */
	assert_int_equal(r.hits[0].row, network_of("france-travail")->row);
	assert_true(has(&r, HIT_PLACE, place_of("ft-lyon")->row));
}

static void a_town_is_its_places_and_a_postcode_too(void **state)
{
	(void)state;
	assert_true(only_finds("lyon", HIT_PLACE, place_of("ft-lyon")->row));
	assert_true(only_finds("bourg en bresse", HIT_PLACE, place_of("ml-bourg")->row));
	assert_true(only_finds("Bourg-en-Bresse", HIT_PLACE, place_of("ml-bourg")->row));
	assert_true(only_finds("01290", HIT_PLACE, place_of("relais-pont-de-veyle")->row));
	struct search_results r = found("mission locale pont de veyle", FR, false);
	assert_string_equal(r.around, "Pont-de-Veyle"); /* which has none */
	assert_int_equal(r.hits[0].row, place_of("ml-bourg")->row);
	assert_string_equal(found("mission locale bourg", FR, false).around, "");
}

static void a_day_is_the_places_that_open_on_it_the_nearest_first(void **state)
{
	(void)state;
	int64_t near = place_of("relais-pont-de-veyle")->row;
	int64_t far = place_of("ft-lyon")->row;
	static const char *const mondays[] = { "lundi", "ouvert lundi", "aujourd’hui", "ouvert aujourd'hui" };
	for (size_t i = 0; i < ARRAY_LEN(mondays); i++) {
		struct search_results r = found_at(mondays[i], "relais-pont-de-veyle");
		if (r.totals[HIT_PLACE] != 2 || r.hits[0].row != near || r.hits[1].row != far) {
			fail_msg("'%s': %zu places", mondays[i], r.totals[HIT_PLACE]);
		}
		r = found_at(mondays[i], "ft-lyon");
		assert_int_equal(r.hits[0].row, far);
	}
	assert_int_equal(found_at("samedi", "ft-lyon").total, 0);
	assert_int_equal(found("Monday", EN, false).totals[HIT_PLACE], 2);
}

static void counts_are_of_all_kinds(void **state)
{
	(void)state;
	struct search_results r = found("emploi", FR, false);
	size_t sum = 0;
	size_t listed[HIT_KINDS] = { 0 };
	for (size_t i = 0; i < r.hits_len; i++) {
		listed[r.hits[i].kind]++;
	}
	for (int kind = 0; kind < HIT_KINDS; kind++) {
		assert_int_equal(listed[kind], r.totals[kind]); /* all fit */
		sum += r.totals[kind];
	}
	assert_true(r.total > 0);
	assert_int_equal(sum, r.total);
}

static void keep_reason(void *ctx, const struct search_hit *hit, int points, const char *why)
{
	char *kept = ctx;
	if (kept[0] == '\0') {
		snprintf(kept, 200, "%d %d %s", (int)hit->kind, points, why);
	}
}

static void an_editor_is_told_why(void **state)
{
	(void)state;
	char kept[200] = "";
	struct search_results r;
	const struct search_asker asker = { .weekday = -1 };
	assert_true(search_explain(w.search, "boulot lyon", &asker, 20, keep_reason, kept, &r, NULL));
	if (strstr(kept, "boulot: synonym, title, 70; lyon: stands there, title, 120") == NULL) {
		fail_msg("%s", kept);
	}
}

static void nonsense_finds_nothing_and_breaks_nothing(void **state)
{
	(void)state;
	static const char *const texts[] = { "", " ", "'", "\"", "(", "\" OR *", "*", "-", "xyzzyxyzzy", "NEAR(",
		"title:", "\xff\xfe", "a\xc3", "😀", "de la du", "AND", "l'", "^", "{title} : a" };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		(void)found(texts[i], FR, true);
	}
	char longest[4000];
	memset(longest, 'e', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	(void)found(longest, FR, false);
}

/* ---- what comes from a damaged disk ---- */

static bool opens(const char *dir, struct err *e)
{
	struct bundle b = { 0 };
	bool ok = bundle_open(&b, dir, NULL, e) && bundle_check(&b, e);
	bundle_close(&b);
	return ok;
}

static void damage(const char *dir, long offset, int count, int value)
{
	CLEANUP(free_ptr) char *path = fs_join(dir, "content.sqlite");
	FILE *f = fopen(path, "r+b");
	assert_non_null(f);
	fseek(f, offset, SEEK_SET);
	for (int i = 0; i < count; i++) {
		fputc(value, f);
	}
	fclose(f);
}

static void copy_bundle(char *dir)
{
	struct err e = { 0 };
	strcpy(dir, "/tmp/borne-damage-XXXXXX");
	assert_non_null(mkdtemp(dir));
	static const char *const names[] = { "bundle.json", "content.sqlite", "media/dossier.png" };
	CLEANUP(free_ptr) char *media = fs_join(dir, "media");
	assert_true(fs_make_dirs(media, 0755, &e));
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		CLEANUP(free_ptr) char *from = fs_join(w.dir, names[i]);
		CLEANUP(free_ptr) char *to = fs_join(dir, names[i]);
		assert_true(fs_copy_file(from, to, 0644, &e));
	}
}

static void change(const char *path, const char *sql)
{
	sqlite3 *db;
	char *problem = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK) {
		fail_msg("%s: %s", sql, problem);
	}
	sqlite3_close(db);
}

/* The rows are in the table and not in its index: each page is right by itself. */
static void an_index_without_its_rows_is_refused(void **state)
{
	(void)state;
	static const char to[] =
			"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' WHERE article < 0' "
			"WHERE name = 'article_version_article'";
	static const char back[] = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "
				   "' WHERE article < 0', '') WHERE name = 'article_version_article'";
	char dir[64];
	struct err e = { 0 };
	copy_bundle(dir);
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	change(content, to);
	change(content, "REINDEX article_version_article");
	change(content, back);
	assert_false(opens(dir, &e));
	assert_non_null(strstr(e.message, "missing from index article_version_article"));
	assert_true(fs_remove_tree(dir, &e));
}

static void a_damaged_file_is_refused_in_words(void **state)
{
	(void)state;
	char dir[64];
	struct err e = { 0 };
	copy_bundle(dir);
	assert_true(opens(dir, &e));
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	CLEANUP(free_ptr) char *picture = fs_join(dir, "media/dossier.png");
	int64_t size = fs_file_size(content);
	damage(dir, 0, 16, 'x');
	assert_false(opens(dir, &e));
	assert_non_null(strstr(e.message, "content.sqlite"));
	assert_true(truncate(content, size / 2) == 0);
	assert_false(opens(dir, &e));
	assert_non_null(strstr(e.message, "bytes where"));
	assert_true(unlink(picture) == 0);
	assert_true(unlink(content) == 0);
	assert_false(opens(dir, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_true(fs_remove_tree(dir, &e));
}

/* Views in the place of tables, in each file of a bundle and in the index: refused before they are read. */
static void a_file_with_other_objects_is_refused(void **state)
{
	(void)state;
	static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
	char dir[64];
	struct err e = { 0 };
	copy_bundle(dir);
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	CLEANUP(free_ptr) char *index = fs_join(dir, "search.sqlite");
	CLEANUP(free_ptr)
	char *words = mem_printf("DROP TABLE words; CREATE VIEW words AS %s SELECT i row, 'title' field, 0 lang, "
				 "'x' text FROM n",
			endless);
	CLEANUP(free_ptr)
	char *doc = mem_printf("DROP TABLE doc; CREATE VIEW doc AS %s SELECT i id, 0 kind, 0 row, 0 professional, "
			       "'' commune FROM n",
			endless);
	assert_true(search_build(content, index, &e));
	change(index, doc);
	assert_null(search_open(index, &e));
	assert_non_null(strstr(e.message, "doc"));
	change(content, words);
	struct arena *arena = arena_create(0);
	assert_null(catalogue_read(content, arena, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_false(search_build(content, index, &e));
	struct bundle b = { 0 };
	struct article article;
	assert_true(bundle_open(&b, dir, NULL, &e));
	assert_false(article_load(&b, w.c->articles[0].row, FR, false, arena, &article, &e));
	assert_non_null(strstr(e.message, "words"));
	bundle_close(&b);
	arena_destroy(arena);
	assert_true(fs_remove_tree(dir, &e));
}

static bool count_to(void *ctx)
{
	int *left = ctx;
	return --*left > 0;
}

/* Stopped anywhere, refused anywhere: words, nothing on the disk, nothing kept (the sanitizer counts). */
static void building_the_index_can_be_stopped(void **state)
{
	(void)state;
	char dir[64];
	copy_bundle(dir);
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	CLEANUP(free_ptr) char *index = fs_join(dir, "search.sqlite");
	bool done = false;
	int calls = 0;
	for (int stop = 1; !done && stop < 1000; stop++) {
		struct err e = { 0 };
		int left = stop;
		done = search_build_watched(content, index, count_to, &left, &e);
		calls = stop - left;
		if (!done) {
			assert_int_equal(e.kind, ERR_OTHER);
			assert_non_null(strstr(e.message, "stopped"));
			assert_false(fs_exists(index));
		}
	}
	assert_true(done);
	assert_true(calls > 5);
	assert_true(fs_remove_tree(dir, NULL));
}

/* What this process asked of read(2) and its like so far, whether or not a cache of the kernel had it; -1: the kernel
 * does not count it. */
static int64_t bytes_read(void)
{
	FILE *f = fopen("/proc/self/io", "r");
	long long n = -1;
	if (f && fscanf(f, "rchar: %lld", &n) != 1) {
		n = -1;
	}
	if (f) {
		(void)fclose(f);
	}
	return n;
}

/* A row fills a page, and all of them more than SQLite's cache of 2 MiB: a look through the table for each article
 * would read the file hundreds of times. */
static void the_index_reads_each_article_once(void **state)
{
	(void)state;
	enum { ARTICLES = 800, TIMES = 8 };
	char dir[64];
	struct err e = { 0 };
	int64_t before = bytes_read();
	if (before < 0) {
		skip();
	}
	copy_bundle(dir);
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	CLEANUP(free_ptr) char *index = fs_join(dir, "search.sqlite");
	CLEANUP(free_ptr)
	char *more = mem_printf("CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
				"LIMIT %d) SELECT i FROM c;"
				"INSERT INTO article SELECT 1000000 + i, 'x/a' || i, theme, position, audiences, "
				"level, professional, source, verified, valid_until FROM n, (SELECT * FROM article "
				"LIMIT 1);"
				"INSERT INTO article_version SELECT 1000000 + i, 1000000 + i, 0, 0, minutes, title, "
				"hex(zeroblob(1500)), keywords, body FROM n, (SELECT * FROM article_version LIMIT 1)",
			ARTICLES);
	change(content, more);
	int64_t size = fs_file_size(content);
	assert_true(size > 3 * 1024 * 1024);
	before = bytes_read();
	if (!search_build(content, index, &e)) {
		fail_msg("%s", e.message);
	}
	assert_in_range(bytes_read() - before, size, TIMES * size);
	assert_true(fs_remove_tree(dir, NULL));
}

/* Reading survives any flipped byte: it works or it says why. */
static void flipped_bytes_never_crash_a_reader(void **state)
{
	(void)state;
	char dir[64];
	copy_bundle(dir);
	CLEANUP(free_ptr) char *clean = fs_join(w.dir, "content.sqlite");
	CLEANUP(free_ptr) char *content = fs_join(dir, "content.sqlite");
	CLEANUP(free_ptr) char *index = fs_join(dir, "search.sqlite");
	int64_t size = fs_file_size(content);
	unsigned seed = 1;
	for (int i = 0; i < 150; i++) {
		struct err e = { 0 };
		assert_true(fs_copy_file(clean, content, 0644, &e));
		for (int k = 0; k < 4; k++) {
			seed = seed * 1103515245U + 12345U;
			damage(dir, (long)(seed % (unsigned)size), 3, (int)(seed >> 16 & 0xff));
		}
		struct bundle b = { 0 };
		struct arena *a = arena_create(0);
		assert_true(bundle_open(&b, dir, NULL, &e));
		const struct catalogue *c = catalogue_load(&b, a, &e);
		for (size_t n = 0; c && n < c->articles_len; n++) {
			struct article article;
			(void)!article_load(&b, c->articles[n].row, FR, false, a, &article, &e);
		}
		(void)!search_build(content, index, &e);
		(void)!bundle_check(&b, &e);
		bundle_close(&b);
		arena_destroy(a);
	}
	assert_true(fs_remove_tree(dir, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_catalogue_has_what_staff_wrote),
		cmocka_unit_test(contacts_and_desks_come_along),
		cmocka_unit_test(a_network_knows_its_words_and_links),
		cmocka_unit_test(an_article_names_its_sources_and_ages_with_its_theme),
		cmocka_unit_test(a_place_has_hours_access_and_a_position),
		cmocka_unit_test(communes_are_counted_and_far_ones_come_along),
		cmocka_unit_test(an_article_comes_in_the_language_and_manner_asked),
		cmocka_unit_test(markdown_became_blocks),
		cmocka_unit_test(easy_lines_have_their_pictograms),
		cmocka_unit_test(answers_lead_to_networks_with_reasons),
		cmocka_unit_test(old_and_new_names_find_the_same),
		cmocka_unit_test(words_are_found_whatever_their_form),
		cmocka_unit_test(each_language_is_searched_and_the_first_one_too),
		cmocka_unit_test(a_slip_of_the_finger_is_forgiven),
		cmocka_unit_test(words_are_proposed_while_typing),
		cmocka_unit_test(the_matching_words_of_a_title_are_marked),
		cmocka_unit_test(the_new_name_is_marked_when_the_old_one_was_typed),
		cmocka_unit_test(professionals_have_their_own_results),
		cmocka_unit_test(telephone_numbers_are_found_in_any_grouping),
		cmocka_unit_test(a_town_is_its_places_and_a_postcode_too),
		cmocka_unit_test(a_day_is_the_places_that_open_on_it_the_nearest_first),
		cmocka_unit_test(counts_are_of_all_kinds),
		cmocka_unit_test(an_editor_is_told_why),
		cmocka_unit_test(nonsense_finds_nothing_and_breaks_nothing),
		cmocka_unit_test(a_damaged_file_is_refused_in_words),
		cmocka_unit_test(an_index_without_its_rows_is_refused),
		cmocka_unit_test(a_file_with_other_objects_is_refused),
		cmocka_unit_test(building_the_index_can_be_stopped),
		cmocka_unit_test(the_index_reads_each_article_once),
		cmocka_unit_test(flipped_bytes_never_crash_a_reader),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
