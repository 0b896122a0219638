/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/state.h"
#include "app/strings.h"
#include "base/mem.h"

#include <cmocka.h>

enum { SECOND = 1000000 };

static bool effects_have(const struct effects *fx, enum effect_type type)
{
	for (size_t i = 0; i < fx->len; i++) {
		if (fx->at[i].type == type) {
			return true;
		}
	}
	return false;
}

static struct text text_of(const char *text)
{
	return (struct text){ .in = { text } };
}

static struct site site = { .id = "here", .lat = 46.2654, .lon = 4.8878 };
static struct network network = { .id = "relais",
	.symbol = "rsp",
	.audiences = AUDIENCE_TOUS,
	.article = -1,
	.places_len = 2 };
static struct place places[] = {
	{ .id = "far", .name = "Loin", .commune = "", .lat = 46.5, .lon = 5.2 },
	{ .id = "near", .name = "Près", .commune = "", .lat = 46.266, .lon = 4.888 },
};
static struct theme theme = { .id = "t", .icon = "emploi" };
static struct article_head article = { .id = "t/a", .slug = "a", .row = 77 };
static struct guide_question question = { .id = "q", .answers_len = 2 };
static struct guide_rule rule;

static struct catalogue make_catalogue(void)
{
	site.name = text_of("Ici");
	network.name = text_of("Relais");
	theme.title = text_of("Thème");
	article.title = text_of("Article");
	rule.title = text_of("Réponse");
	return (struct catalogue){ .pack = "p",
		.edition = "2026-11-23",
		.west = 4,
		.south = 45,
		.east = 6,
		.north = 47,
		.languages = { { .code = "fr", .name = "Français" } },
		.languages_len = 1,
		.themes = &theme,
		.themes_len = 1,
		.networks = &network,
		.networks_len = 1,
		.articles = &article,
		.articles_len = 1,
		.sites = &site,
		.sites_len = 1,
		.places = places,
		.places_len = 2,
		.guide = { .questions = &question, .questions_len = 1, .rules = &rule, .rules_len = 1 } };
}

struct visit {
	struct app_config config;
	struct catalogue catalogue;
	struct arena *session;
	struct state *s;
	struct effects fx;
	int64_t now_us;
};

static void send_at(struct visit *v, struct event ev, int minute)
{
	ev.now_us = v->now_us;
	ev.wall = 1795525920;
	ev.local = (struct tm){ .tm_year = 126,
		.tm_mon = 10,
		.tm_mday = 24,
		.tm_hour = 14,
		.tm_min = minute,
		.tm_wday = 2 };
	v->fx.len = 0;
	update(v->s, &ev, &v->fx);
}

static void send(struct visit *v, struct event ev)
{
	send_at(v, ev, 12);
}

static void pass(struct visit *v, int seconds)
{
	for (int i = 0; i < seconds; i++) {
		v->now_us += SECOND;
		send(v, (struct event){ .type = EVENT_TICK });
	}
}

static void do_action(struct visit *v, int type, int64_t arg)
{
	v->fx.len = 0;
	act(v->s, (struct action){ type, arg }, &v->fx);
	v->s->last_input_us = v->now_us;
}

static int set_up(void **state)
{
	struct visit *v = mem_zalloc(1, sizeof *v);
	v->config = (struct app_config){ .site = "here",
		.unit_name = "u",
		.version = "0",
		.width_px = 1080,
		.height_px = 1920,
		.mm_per_px = 0.248F,
		.idle_s = 60,
		.reading_idle_s = 120,
		.countdown_s = 20,
		.professional_allowed = true };
	v->catalogue = make_catalogue();
	v->session = arena_create(0);
	v->s = state_create(&v->config, v->session);
	v->now_us = 10 * SECOND;
	send(v, (struct event){ .type = EVENT_CONTENT, .content = { &v->catalogue, NULL, 1 } });
	*state = v;
	return 0;
}

static int tear_down(void **state)
{
	struct visit *v = *state;
	state_destroy(v->s);
	arena_destroy(v->session);
	free(v);
	return 0;
}

static void places_are_listed_nearest_first(void **state)
{
	struct visit *v = *state;
	assert_int_equal(v->s->near_len, 2);
	assert_int_equal(v->s->near[0].place, 1);
	assert_true(v->s->near[0].metres < v->s->near[1].metres);
}

/* Hours that change under the interface show when it asks for them: with the content and with the minute, no oftener.
 */
static void who_is_open_is_asked_once_a_minute(void **state)
{
	struct visit *v = *state;
	struct err e;
	int column;
	const struct hours *always;
	struct arena *arena = arena_create(0);
	assert_true(hours_parse("24/7", arena, &always, &column, &e));
	assert_int_equal(v->s->nearby.near, 2);
	assert_int_equal(v->s->nearby.open, 0);
	assert_int_equal(v->s->nearby.at[0], 1); /* none is open: the nearest */
	places[0].hours = always;
	send(v, (struct event){ .type = EVENT_TICK });
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_FINISH, 0); /* a visit that ends keeps what is the unit's */
	assert_int_equal(v->s->nearby.open, 0);
	assert_int_equal(v->s->nearby.near, 2);
	send_at(v, (struct event){ .type = EVENT_TICK }, 13);
	assert_int_equal(v->s->nearby.open, 1);
	assert_int_equal(v->s->nearby.len, 1);
	assert_int_equal(v->s->nearby.at[0], 0);
	places[0].hours = NULL;
	send_at(v, (struct event){ .type = EVENT_TICK }, 13);
	assert_int_equal(v->s->nearby.open, 1);
	send_at(v, (struct event){ .type = EVENT_CONTENT, .content = { &v->catalogue, NULL, 2 } }, 13);
	assert_int_equal(v->s->nearby.open, 0);
	arena_destroy(arena);
}

static void a_unit_without_content_says_so(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_CONTENT });
	assert_int_equal(v->s->at.screen, SCREEN_SETUP);
}

static void leaving_a_visit_forgets_the_search(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	do_action(v, ACTION_KEY, 'p');
	assert_true(effects_have(&v->fx, EFFECT_SEARCH));
	assert_string_equal(v->s->query, "p");
	pass(v, 61);
	assert_true(v->s->warning);
	pass(v, 20);
	assert_int_equal(v->s->at.screen, SCREEN_ATTRACT);
	assert_string_equal(v->s->query, "");
	assert_int_equal(v->s->history_len, 0);
	assert_false(v->s->in_session);
}

/* What belongs to the content stays for the next visitor: the licence of the map asks for its mention on every visit.
 */
static void leaving_a_visit_keeps_whom_the_maps_are_owed_to(void **state)
{
	struct visit *v = *state;
	static const char *const credits[] = { "© contributors" };
	static const struct map_area areas[1];
	struct event content = { .type = EVENT_CONTENT };
	content.content.catalogue = &v->catalogue;
	content.content.credits = credits;
	content.content.credits_len = 1;
	content.content.areas = areas;
	content.content.areas_len = 1;
	send(v, content);
	do_action(v, ACTION_START, 0);
	pass(v, 82);
	assert_int_equal(v->s->at.screen, SCREEN_ATTRACT);
	assert_int_equal(v->s->credits_len, 1);
	assert_ptr_equal(v->s->credits, credits);
	assert_int_equal(v->s->areas_len, 1);
	assert_ptr_equal(v->s->areas, areas);
}

static void the_wipe_is_asked_for_exactly_when_the_countdown_ends(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	pass(v, 79);
	assert_true(v->s->warning);
	assert_false(effects_have(&v->fx, EFFECT_WIPE_SESSION));
	pass(v, 1);
	assert_true(effects_have(&v->fx, EFFECT_WIPE_SESSION));
	assert_true(effects_have(&v->fx, EFFECT_SESSION));
}

static void answering_the_warning_keeps_everything(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	pass(v, 65);
	assert_true(v->s->warning);
	do_action(v, ACTION_STAY, 0);
	assert_false(v->s->warning);
	assert_int_equal(v->s->at.screen, SCREEN_PLACES);
}

static void more_time_triples_the_wait(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_TOGGLE, OPTION_TIME);
	assert_int_equal(session_idle_limit_s(v->s), 180);
	pass(v, 170);
	assert_false(v->s->warning);
}

static void an_answer_to_the_last_visitor_reaches_nobody(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	do_action(v, ACTION_KEY, 'p');
	uint32_t question_then = v->s->question;
	do_action(v, ACTION_FINISH, 0);
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	struct event ev = { .type = EVENT_FOUND };
	ev.found.question = question_then;
	ev.found.results.hits_len = 3;
	send(v, ev);
	assert_false(v->s->has_found);
}

/* By which the platform knows when new content may be shown. */
static void a_visit_is_told_from_its_begin_to_its_end(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	assert_true(effects_have(&v->fx, EFFECT_SESSION));
	assert_true(v->s->in_session);
	do_action(v, ACTION_FINISH, 0);
	assert_true(effects_have(&v->fx, EFFECT_SESSION));
	assert_false(v->s->in_session);
}

static void an_article_is_asked_for_by_its_row(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_ARTICLE, 0);
	assert_int_equal(v->fx.at[v->fx.len - 1].type, EFFECT_LOAD_ARTICLE);
	assert_int_equal(v->fx.at[v->fx.len - 1].id, 77);
	struct event ev = { .type = EVENT_ARTICLE };
	ev.article.question = v->s->question;
	send(v, ev);
	assert_true(v->s->article_failed);
}

static void the_questionnaire_goes_on_only_with_an_answer(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_GUIDE);
	do_action(v, ACTION_GUIDE_NEXT, 0);
	assert_int_equal(v->s->at.screen, SCREEN_GUIDE);
	do_action(v, ACTION_ANSWER, 1);
	do_action(v, ACTION_GUIDE_NEXT, 0);
	assert_int_equal(v->s->at.screen, SCREEN_RESULT);
	do_action(v, ACTION_GUIDE_AGAIN, 0);
	assert_int_equal(v->s->answers[0], -1);
}

static void backspace_takes_a_whole_character(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	do_action(v, ACTION_KEY, 'e');
	do_action(v, ACTION_KEY, 0xE9);
	do_action(v, ACTION_BACKSPACE, 0);
	assert_string_equal(v->s->query, "e");
	do_action(v, ACTION_BACKSPACE, 0);
	do_action(v, ACTION_BACKSPACE, 0);
	assert_string_equal(v->s->query, "");
}

static void typing_never_overflows_the_field(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	for (int i = 0; i < 3 * QUERY_BYTES; i++) {
		do_action(v, ACTION_KEY, 0x20AC);
	}
	assert_true(strlen(v->s->query) < sizeof v->s->query);
	assert_int_equal(strlen(v->s->query) % 3, 0);
}

static void five_wrong_codes_close_the_door_for_five_minutes(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_CODE);
	for (int i = 0; i < CODE_TRIES; i++) {
		for (int d = 0; d < CODE_DIGITS; d++) {
			do_action(v, ACTION_DIGIT, 1);
		}
		do_action(v, ACTION_CODE_CONFIRM, 0);
		assert_true(effects_have(&v->fx, EFFECT_CHECK_CODE));
		assert_string_equal(v->s->code, ""); /* never kept */
		struct event ev = { .type = EVENT_CODE };
		ev.code.question = v->s->question;
		send(v, ev);
	}
	for (int d = 0; d < CODE_DIGITS; d++) {
		do_action(v, ACTION_DIGIT, 1);
	}
	do_action(v, ACTION_CODE_CONFIRM, 0);
	assert_false(effects_have(&v->fx, EFFECT_CHECK_CODE));
	/* The next visitor does not get five more tries. */
	do_action(v, ACTION_FINISH, 0);
	assert_true(v->s->code_wait_until_us > v->now_us);
}

/* It is a state of the list that is shown, not of the visit. */
static void choosing_several_ends_with_the_page(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	do_action(v, ACTION_PICK, 0);
	assert_true(v->s->picking);
	do_action(v, ACTION_KEEP, kept_arg(KEPT_PLACE, 1));
	assert_int_equal(v->s->basket.len, 1);
	assert_int_equal(v->s->at.screen, SCREEN_PLACES);
	do_action(v, ACTION_PICK, 0);
	assert_false(v->s->picking);
	do_action(v, ACTION_PICK, 0);
	do_action(v, ACTION_OPEN, SCREEN_BASKET);
	do_action(v, ACTION_BACK, 0);
	assert_int_equal(v->s->at.screen, SCREEN_PLACES);
	assert_false(v->s->picking);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	do_action(v, ACTION_KEY, 'a');
	do_action(v, ACTION_PICK, 0);
	do_action(v, ACTION_KEY, 'b'); /* what is found then may have no place */
	assert_false(v->s->picking);
	do_action(v, ACTION_PICK, 0);
	do_action(v, ACTION_TAB, TAB_ARTICLES);
	assert_false(v->s->picking);
}

static void back_leads_home_at_last(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	do_action(v, ACTION_PLACE, 1);
	do_action(v, ACTION_BACK, 0);
	assert_int_equal(v->s->at.screen, SCREEN_PLACES);
	for (int i = 0; i < 5; i++) {
		do_action(v, ACTION_BACK, 0);
	}
	assert_int_equal(v->s->at.screen, SCREEN_HOME);
}

static void a_unit_without_content_has_nowhere_to_go_back_to(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_CONTENT });
	assert_int_equal(v->s->at.screen, SCREEN_SETUP);
	send(v, (struct event){ .type = EVENT_KEYPAD, .keypad = KEYPAD_BACK });
	assert_int_equal(v->s->at.screen, SCREEN_SETUP);
}

static void templates_are_filled_and_never_printf_formats(void **state)
{
	(void)state;
	struct arena *a = arena_create(0);
	assert_string_equal(string_fill(a, "{2} de {1} %s %n", "x", "y", NULL), "y de x %s %n");
	assert_string_equal(string_fill(a, "{1}{1}", "abc", NULL, NULL), "abcabc");
	assert_string_equal(string_fill(a, "rien {3}", NULL, NULL, NULL), "rien ");
	arena_destroy(a);
}

/* As a touch does, and not beside update(): time passes, the map and the counts of the visit follow. */
static void an_action_of_the_robot_is_an_event(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_ACTION, .action = { ACTION_START, 0 } });
	assert_int_equal(v->s->at.screen, SCREEN_HOME);
	assert_true(effects_have(&v->fx, EFFECT_SESSION));
	v->now_us += SECOND;
	send(v, (struct event){ .type = EVENT_ACTION, .action = { ACTION_PLACE, 1 } });
	assert_int_equal(v->s->at.screen, SCREEN_PLACE);
	assert_true(v->s->now_us == v->now_us);
	assert_int_equal(v->s->visit.places.len, 1);
	assert_int_equal(v->s->visit.places.at[0], 1);
	send(v, (struct event){ .type = EVENT_ACTION, .action = { ACTION_COUNT, 0 } });
	assert_int_equal(v->s->at.screen, SCREEN_PLACE);
}

#define COMPLAINT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void finger(struct visit *v, enum touch_phase phase, int x, int y)
{
	send(v, (struct event){ .type = EVENT_TOUCH, .touch = { 0, phase, x, y } });
}

/* A page with nothing but a control, as the last frame had it. */
static void show_button(struct visit *v, struct node *root, struct node *button, struct action action)
{
	*button = (struct node){ .role = ROLE_BUTTON, .action = action, .parent = root };
	button->rect = button->hit = (struct rect){ 100, 200, 300, 100 };
	*root = (struct node){ .role = ROLE_WINDOW, .rect = { 0, 0, 1080, 1920 }, .first = button, .last = button };
	app_set_tree(v->s, root);
	app_drawn(v->s);
}

/* Touches the control that switches more time on and off; true: it did. */
static bool strike(struct visit *v, int after_ms, int x)
{
	struct node root;
	struct node button;
	bool before = v->s->options[OPTION_TIME];
	show_button(v, &root, &button, (struct action){ ACTION_TOGGLE, OPTION_TIME });
	v->now_us += (int64_t)after_ms * 1000;
	finger(v, TOUCH_DOWN, x, 250);
	finger(v, TOUCH_UP, x, 250);
	app_set_tree(v->s, NULL);
	return v->s->options[OPTION_TIME] != before;
}

/* A hand that trembles, a panel that bounces: EN 301 549, 5.8. */
static void a_second_strike_at_once_does_nothing(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_ACCESS);
	assert_true(strike(v, 1000, 150));
	assert_false(strike(v, 60, 350));  /* too soon to be meant, wherever it is */
	assert_false(strike(v, 100, 150)); /* soon, at the same place */
	assert_true(strike(v, 1000, 150));
	assert_true(strike(v, 150, 350)); /* as soon, elsewhere */
}

/* A page with nothing but a map, as the last frame had it. */
static void show_map(struct visit *v, struct node *root, struct node *map)
{
	*map = (struct node){ .role = ROLE_MAP, .action = { ACTION_MAP, 0 }, .parent = root };
	map->rect = map->hit = (struct rect){ 0, 200, 1000, 800 };
	*root = (struct node){ .role = ROLE_WINDOW, .rect = { 0, 0, 1080, 1920 }, .first = map, .last = map };
	app_set_tree(v->s, root);
	send(v, (struct event){ .type = EVENT_LAYOUT, .layout = { .map = map->rect } });
	app_drawn(v->s);
}

/* What the layout finds out comes as one event: the tree alone moves nothing, the event fits the map once, and the same
 * again changes nothing and lets no time pass. */
static void the_map_is_fitted_by_the_event_of_the_layout(void **state)
{
	struct visit *v = *state;
	struct node root;
	struct node map;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	struct map_camera guess = v->s->camera;
	map = (struct node){ .role = ROLE_MAP, .action = { ACTION_MAP, 0 }, .parent = &root };
	map.rect = map.hit = (struct rect){ 0, 200, 300, 200 };
	root = (struct node){ .role = ROLE_WINDOW, .rect = { 0, 0, 1080, 1920 }, .first = &map, .last = &map };
	app_drawn(v->s);
	app_set_tree(v->s, &root);
	assert_memory_equal(&guess, &v->s->camera, sizeof guess);
	assert_false(app_is_dirty(v->s));
	struct event layout = { .type = EVENT_LAYOUT,
		.layout = { .map = map.rect, .fit = { .room = { 0, 1, 1, 1 }, .cost = { 1, 1, 1, 1, 1, 1, 1, 1 } } } };
	int64_t then_us = v->s->now_us;
	v->now_us += SECOND;
	send(v, layout);
	assert_true(app_is_dirty(v->s));
	assert_int_equal(v->s->list_fit.room[1], 1);
	assert_true(v->s->camera.zoom != guess.zoom);
	assert_int_equal(v->s->now_us, then_us);
	guess = v->s->camera;
	app_drawn(v->s);
	send(v, layout);
	assert_false(app_is_dirty(v->s));
	assert_memory_equal(&guess, &v->s->camera, sizeof guess);
}

static void let_it_rest(struct visit *v)
{
	for (int i = 0; i < 120; i++) {
		v->now_us += SECOND / 60;
		send(v, (struct event){ .type = EVENT_TICK });
	}
}

static void moving_the_map_makes_the_list_follow(void **state)
{
	struct visit *v = *state;
	struct node root;
	struct node map;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	show_map(v, &root, &map);
	assert_int_equal(v->s->list_len, 2);
	do_action(v, ACTION_RECENTER, 0);
	let_it_rest(v);
	assert_true(v->s->list_scoped);
	assert_int_equal(v->s->list_len, 1); /* the far one is not on this map */
	do_action(v, ACTION_ALL_PLACES, 0);
	let_it_rest(v);
	assert_false(v->s->list_scoped);
	assert_int_equal(v->s->list_len, 2);
}

/* A device that never plays, or a voice that never ends, is no reason to keep a visit for ever. */
static void reading_aloud_that_never_ends_ends_with_the_visit(void **state)
{
	struct visit *v = *state;
	static struct node heading = { .role = ROLE_HEADING, .name = "Bonjour" };
	do_action(v, ACTION_START, 0);
	app_set_tree(v->s, &heading);
	do_action(v, ACTION_LISTEN, 0);
	assert_true(v->s->speech.listening);
	pass(v, 120);
	assert_true(v->s->in_session);
	pass(v, 90 + 20 + 2);
	assert_false(v->s->in_session);
	assert_true(effects_have(&v->fx, EFFECT_WIPE_SESSION) || v->s->at.screen == SCREEN_ATTRACT);
}

/* 63 letters in one event ask for 63 searches: the last one counts, and nothing else is lost. */
static void no_effect_is_left_out(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_SEARCH);
	struct event ev = { .type = EVENT_TEXT };
	memset(ev.text, 'a', sizeof ev.text - 1);
	send(v, ev);
	assert_int_equal(v->fx.len, 1);
	assert_int_equal(v->fx.at[0].question, v->s->question);
	assert_string_equal(v->fx.at[0].text, v->s->query);
	for (int i = 0; i < 100; i++) {
		effects_push(&v->fx, (struct effect){ .type = (enum effect_type)(i % EFFECT_TYPES), .id = i });
		effects_push(&v->fx, (struct effect){ .type = EFFECT_WIPE_SESSION });
		assert_true(v->fx.len <= EFFECT_TYPES);
		assert_int_equal(v->fx.at[v->fx.len - 1].type, EFFECT_WIPE_SESSION);
	}
	assert_int_equal(v->fx.len, EFFECT_TYPES);
}

static void a_site_that_is_nowhere_is_none(void **state)
{
	struct visit *v = *state;
	const double odd[] = { INFINITY, -INFINITY, NAN, 1e300, 91 };
	double lat = site.lat;
	const struct catalogue before = v->catalogue;
	v->catalogue.west = -72;
	v->catalogue.south = -41;
	v->catalogue.east = -68;
	v->catalogue.north = -38;
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		site.lat = odd[i];
		send(v, (struct event){ .type = EVENT_CONTENT, .content = { &v->catalogue, NULL, 2 + i } });
		assert_null(v->s->site);
		assert_true(isfinite(v->s->camera.lat) && isfinite(v->s->camera.lon) && isfinite(v->s->camera.zoom));
		/* Then the map begins with what the content is about, wherever on earth that is. */
		assert_true(fabs(v->s->camera.lon + 70) < 0.01);
		assert_true(v->s->camera.lat > v->catalogue.south && v->s->camera.lat < v->catalogue.north);
	}
	site.lat = lat;
	v->catalogue = before;
	send(v, (struct event){ .type = EVENT_CONTENT, .content = { &v->catalogue, NULL, 9 } });
	assert_non_null(v->s->site);
}

static void a_route_opens_at_its_first_page(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	v->s->list_fit = (struct list_fit){ .room = { 0, 1, 1, 1 }, .cost = { 1, 1, 1, 1, 1, 1, 1, 1 } };
	do_action(v, ACTION_PAGE, 1);
	assert_int_equal(v->s->at.page, 1);
	do_action(v, ACTION_PLACE, v->s->list[1].place);
	assert_int_equal(v->s->at.page, 0);
	do_action(v, ACTION_ROUTE, v->s->list[1].place);
	assert_int_equal(v->s->at.screen, SCREEN_ROUTE);
	assert_int_equal(v->s->at.page, 0);
	do_action(v, ACTION_BACK, 0);
	do_action(v, ACTION_BACK, 0);
	assert_int_equal(v->s->at.screen, SCREEN_PLACES);
	assert_int_equal(v->s->at.page, 1);
}

static void four_buttons_move_the_map(void **state)
{
	struct visit *v = *state;
	struct node root;
	struct node map;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	show_map(v, &root, &map);
	do_action(v, ACTION_RECENTER, 0);
	let_it_rest(v);
	struct map_camera c = v->s->camera;
	do_action(v, ACTION_MOVE, 0);
	let_it_rest(v);
	assert_true(v->s->camera.lat > c.lat);
	do_action(v, ACTION_MOVE, 1);
	let_it_rest(v);
	assert_true(v->s->camera.lon > c.lon);
	do_action(v, ACTION_MOVE, 2);
	do_action(v, ACTION_MOVE, 3); /* before the first has ended */
	let_it_rest(v);
	assert_true(v->s->camera.lat - c.lat < 1e-9 && c.lat - v->s->camera.lat < 1e-9);
	assert_true(v->s->camera.lon - c.lon < 1e-9 && c.lon - v->s->camera.lon < 1e-9);
}

static void tap_map(struct visit *v, int x, int y)
{
	finger(v, TOUCH_DOWN, x, y);
	v->now_us += 50000;
	finger(v, TOUCH_UP, x, y);
	v->now_us += 150000;
}

static void two_taps_at_one_place_zoom_and_at_two_places_do_not(void **state)
{
	struct visit *v = *state;
	struct node root;
	struct node map;
	do_action(v, ACTION_START, 0);
	do_action(v, ACTION_OPEN, SCREEN_PLACES);
	show_map(v, &root, &map);
	do_action(v, ACTION_RECENTER, 0);
	let_it_rest(v);
	double zoom = v->s->camera.zoom;
	tap_map(v, 200, 400);
	tap_map(v, 700, 700);
	let_it_rest(v);
	assert_true(v->s->camera.zoom == zoom);
	tap_map(v, 700, 700);
	tap_map(v, 705, 698);
	let_it_rest(v);
	assert_true(v->s->camera.zoom - zoom > 0.999 && v->s->camera.zoom - zoom < 1.001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		COMPLAINT(an_action_of_the_robot_is_an_event),
		COMPLAINT(a_second_strike_at_once_does_nothing),
		COMPLAINT(the_map_is_fitted_by_the_event_of_the_layout),
		COMPLAINT(moving_the_map_makes_the_list_follow),
		COMPLAINT(reading_aloud_that_never_ends_ends_with_the_visit),
		COMPLAINT(no_effect_is_left_out),
		COMPLAINT(a_site_that_is_nowhere_is_none),
		COMPLAINT(a_route_opens_at_its_first_page),
		COMPLAINT(four_buttons_move_the_map),
		COMPLAINT(two_taps_at_one_place_zoom_and_at_two_places_do_not),
		COMPLAINT(who_is_open_is_asked_once_a_minute),
		COMPLAINT(places_are_listed_nearest_first),
		COMPLAINT(a_unit_without_content_says_so),
		COMPLAINT(leaving_a_visit_forgets_the_search),
		COMPLAINT(leaving_a_visit_keeps_whom_the_maps_are_owed_to),
		COMPLAINT(the_wipe_is_asked_for_exactly_when_the_countdown_ends),
		COMPLAINT(answering_the_warning_keeps_everything),
		COMPLAINT(more_time_triples_the_wait),
		COMPLAINT(an_answer_to_the_last_visitor_reaches_nobody),
		COMPLAINT(a_visit_is_told_from_its_begin_to_its_end),
		COMPLAINT(an_article_is_asked_for_by_its_row),
		COMPLAINT(the_questionnaire_goes_on_only_with_an_answer),
		COMPLAINT(backspace_takes_a_whole_character),
		COMPLAINT(typing_never_overflows_the_field),
		COMPLAINT(five_wrong_codes_close_the_door_for_five_minutes),
		COMPLAINT(choosing_several_ends_with_the_page),
		COMPLAINT(back_leads_home_at_last),
		COMPLAINT(a_unit_without_content_has_nowhere_to_go_back_to),
		COMPLAINT(templates_are_filled_and_never_printf_formats),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
