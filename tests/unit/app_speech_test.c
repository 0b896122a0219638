/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said, and when: Écouter, the headset, the keypad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/say_control.h"
#include "app/speech.h"
#include "app/state.h"
#include "base/mem.h"
#include "base/str.h"

#include <cmocka.h>

enum { SECOND = 1000000 };

/* A page of three texts and two controls, its bar, and an alert that may lie over it. */
struct page {
	struct node root, heading, text, row, other, bar, listen, dialog, question;
};

struct visit {
	struct app_config config;
	struct catalogue catalogue;
	struct site site;
	struct arena *session;
	struct state *s;
	struct effects fx;
	struct page page;
	int64_t now_us;
	int flow_page, flow_pages;
};

static void put(struct node *parent, struct node *n)
{
	n->parent = parent;
	if (parent->last) {
		parent->last->next = n;
	} else {
		parent->first = n;
	}
	parent->last = n;
}

static void build(struct page *p, bool dialog)
{
	*p = (struct page){ .root = { .role = ROLE_WINDOW, .rect = { 0, 0, 400, 400 } },
		.heading = { .role = ROLE_HEADING, .name = "Titre" },
		.text = { .role = ROLE_TEXT, .name = "Un. Deux" },
		.row = { .role = ROLE_BUTTON,
				.name = "Le lieu",
				.action = { ACTION_PLACE, 0 },
				.rect = { 0, 100, 400, 50 },
				.hit = { 0, 100, 400, 50 } },
		.other = { .role = ROLE_BUTTON,
				.name = "Un autre",
				.action = { ACTION_PLACE, 1 },
				.rect = { 0, 160, 400, 50 },
				.hit = { 0, 160, 400, 50 } },
		.bar = { .role = ROLE_NAVIGATION, .rect = { 0, 300, 400, 100 } },
		.listen = { .role = ROLE_BUTTON,
				.name = "Pause",
				.action = { ACTION_LISTEN_PAUSE, 0 },
				.rect = { 0, 300, 100, 100 },
				.hit = { 0, 300, 100, 100 } },
		.dialog = { .role = ROLE_DIALOG, .name = "Alerte", .rect = { 0, 0, 400, 400 } },
		.question = { .role = ROLE_BUTTON,
				.name = "Oui",
				.action = { ACTION_STAY, 0 },
				.rect = { 100, 100, 100, 50 },
				.hit = { 100, 100, 100, 50 } } };
	struct node *children[] = { &p->heading, &p->text, &p->row, &p->other, &p->bar };
	for (size_t i = 0; i < ARRAY_LEN(children); i++) {
		put(&p->root, children[i]);
	}
	put(&p->bar, &p->listen);
	if (dialog) {
		put(&p->root, &p->dialog);
		put(&p->dialog, &p->question);
	}
}

static void send(struct visit *v, struct event ev)
{
	ev.now_us = v->now_us;
	ev.wall = 1795525920;
	ev.local = (struct tm){ .tm_year = 126, .tm_mon = 10, .tm_mday = 24, .tm_hour = 14, .tm_min = 12 };
	v->fx.len = 0;
	update(v->s, &ev, &v->fx);
}

/* The page is laid out until it settles, as the platform does, then time asks what is due. */
static void show(struct visit *v)
{
	struct effects none = { 0 };
	for (int i = 0; i < 4; i++) {
		app_drawn(v->s);
		struct node *controls[] = { &v->page.row, &v->page.other, &v->page.listen, &v->page.question };
		for (size_t c = 0; c < ARRAY_LEN(controls); c++) {
			bool same = controls[c]->action.type == v->s->focus.type &&
				    controls[c]->action.arg == v->s->focus.arg;
			controls[c]->state = v->s->show_focus && same ? STATE_FOCUSED : 0;
		}
		app_set_tree(v->s, &v->page.root);
		struct event_layout found = { .dialog = v->page.dialog.parent != NULL,
			.page = v->flow_page,
			.pages = v->flow_pages };
		update(v->s, &(struct event){ .type = EVENT_LAYOUT, .layout = found }, &none);
		if (!app_is_dirty(v->s)) {
			break;
		}
	}
	app_drawn(v->s);
	send(v, (struct event){ .type = EVENT_TICK });
}

static const struct effect *effect_of(const struct visit *v, enum effect_type type)
{
	for (size_t i = 0; i < v->fx.len; i++) {
		if (v->fx.at[i].type == type) {
			return &v->fx.at[i];
		}
	}
	return NULL;
}

static const char *said(const struct visit *v)
{
	const struct effect *fx = effect_of(v, EFFECT_SPEAK);
	return fx ? fx->text : "";
}

/* What is being said ends. */
static void spoken(struct visit *v)
{
	struct event ev = { .type = EVENT_SPOKEN };
	ev.spoken.question = v->s->speech.question;
	send(v, ev);
}

static void do_action(struct visit *v, int type)
{
	v->fx.len = 0;
	act(v->s, (struct action){ type, 0 }, &v->fx);
}

static void key(struct visit *v, enum keypad_key k)
{
	send(v, (struct event){ .type = EVENT_KEYPAD, .keypad = k });
}

static void touch(struct visit *v, int x, int y)
{
	send(v, (struct event){ .type = EVENT_TOUCH, .touch = { 0, TOUCH_DOWN, x, y } });
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
		.countdown_s = 20 };
	v->site = (struct site){ .id = "here",
		.lat = 46.2,
		.lon = 4.8,
		.name = { .in = { "Ici" } },
		.place = -1,
		.territory = -1 };
	v->catalogue = (struct catalogue){ .pack = "p",
		.edition = "e",
		.west = 4,
		.south = 45,
		.east = 6,
		.north = 47,
		.languages = { { .code = "fr", .name = "Français" } },
		.languages_len = 1,
		.sites = &v->site,
		.sites_len = 1 };
	v->session = arena_create(0);
	v->s = state_create(&v->config, v->session);
	v->now_us = 10 * SECOND;
	build(&v->page, false);
	send(v, (struct event){ .type = EVENT_CONTENT, .content = { &v->catalogue, NULL, 1 } });
	show(v);
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

static void listen_to_home(struct visit *v)
{
	do_action(v, ACTION_START);
	do_action(v, ACTION_LISTEN);
	show(v);
}

static void reads_sentence_after_sentence_and_ends(void **state)
{
	struct visit *v = *state;
	static const char *const all[] = { "Titre", "Un.", "Deux", "Le lieu", "Un autre" };
	listen_to_home(v);
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		assert_string_equal(said(v), all[i]);
		assert_int_equal(speech_marked(v->s), i + 1);
		assert_int_equal(v->s->speech.sentences, ARRAY_LEN(all));
		spoken(v);
	}
	assert_false(v->s->speech.listening);
	assert_int_equal(speech_marked(v->s), 0);
}

static void goes_on_over_the_pages_and_reads_what_stands_on_each_once(void **state)
{
	struct visit *v = *state;
	v->flow_pages = 2;
	listen_to_home(v);
	for (int i = 0; i < 5; i++) {
		spoken(v);
	}
	assert_int_equal(v->s->at.page, 1);
	v->flow_page = 1;
	v->page.text.name = "Trois";
	show(v);
	assert_string_equal(said(v), "Trois"); /* not the title again */
	for (int i = 0; i < 3; i++) {
		spoken(v);
	}
	assert_int_equal(v->s->at.page, 1);
	assert_false(v->s->speech.listening);
}

static void an_old_end_ends_nothing(void **state)
{
	struct visit *v = *state;
	listen_to_home(v);
	struct event late = { .type = EVENT_SPOKEN };
	late.spoken.question = v->s->speech.question - 1;
	send(v, late);
	assert_null(effect_of(v, EFFECT_SPEAK));
	assert_int_equal(v->s->speech.sentence, 0);
}

static void a_touch_stops_it_but_not_one_on_its_panel(void **state)
{
	struct visit *v = *state;
	listen_to_home(v);
	touch(v, 50, 350);
	assert_true(v->s->speech.listening);
	v->now_us += SECOND;
	touch(v, 200, 20);
	assert_false(v->s->speech.listening);
	assert_non_null(effect_of(v, EFFECT_SPEAK_STOP));
}

static void a_language_without_a_voice_stops_it(void **state)
{
	struct visit *v = *state;
	listen_to_home(v);
	struct event ev = { .type = EVENT_SPOKEN };
	ev.spoken.failed = true;
	send(v, ev);
	assert_false(v->s->speech.listening);
}

static void without_an_audio_device_nothing_begins(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .absent = true } });
	listen_to_home(v);
	assert_false(v->s->speech.listening);
	key(v, KEYPAD_DOWN);
	show(v);
	assert_null(effect_of(v, EFFECT_SPEAK));
	key(v, KEYPAD_HELP);
	assert_null(effect_of(v, EFFECT_SPEAK));
}

static void a_device_that_goes_stops_it(void **state)
{
	struct visit *v = *state;
	listen_to_home(v);
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .absent = true } });
	assert_false(v->s->speech.listening);
	assert_non_null(effect_of(v, EFFECT_SPEAK_STOP));
}

static void a_headset_on_the_attract_page_is_welcomed(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .headset = true } });
	assert_true(str_starts(said(v), "Casque branché"));
	assert_true(v->s->in_session); /* it ends like any visit */
	spoken(v);
	assert_null(effect_of(v, EFFECT_SPEAK));
}

static void a_headset_on_a_page_starts_reading_it_after_an_explanation(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START);
	show(v);
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .headset = true } });
	show(v);
	assert_true(str_starts(said(v), "Casque branché"));
	assert_int_equal(speech_marked(v->s), 0);
	spoken(v);
	assert_string_equal(said(v), "Titre");
}

static void a_headset_that_is_pulled_out_ends_it(void **state)
{
	struct visit *v = *state;
	do_action(v, ACTION_START);
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .headset = true } });
	show(v);
	send(v, (struct event){ .type = EVENT_SOUND });
	assert_false(v->s->speech.listening);
	assert_non_null(effect_of(v, EFFECT_SPEAK_STOP));
}

static void louder_and_slower_end_with_the_visit_and_the_device_does_not(void **state)
{
	struct visit *v = *state;
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .headset = true } });
	listen_to_home(v);
	do_action(v, ACTION_LISTEN_LOUDER);
	assert_true(effect_of(v, EFFECT_SPEAK)->volume > 100);
	do_action(v, ACTION_LISTEN_SLOWER);
	assert_true(effect_of(v, EFFECT_SPEAK)->rate < 100);
	do_action(v, ACTION_FINISH);
	assert_int_equal(v->s->speech.level, 0);
	assert_false(v->s->speech.slow);
	assert_true(v->s->sound.headset);
}

static void the_keypad_says_a_page_up_to_what_has_the_focus(void **state)
{
	struct visit *v = *state;
	key(v, KEYPAD_DOWN);
	assert_true(str_starts(said(v), "Bienvenue"));
	v->now_us += SECOND;
	do_action(v, ACTION_START);
	show(v);
	static const char *const all[] = { "Titre", "Un.", "Deux", "Le lieu, bouton" };
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		assert_string_equal(said(v), all[i]);
		spoken(v);
	}
	assert_null(effect_of(v, EFFECT_SPEAK));
	key(v, KEYPAD_DOWN);
	assert_string_equal(said(v), "Un autre, bouton");
}

static void the_keypad_says_an_alert_and_the_focus_comes_back(void **state)
{
	struct visit *v = *state;
	key(v, KEYPAD_DOWN);
	do_action(v, ACTION_START);
	show(v);
	key(v, KEYPAD_DOWN);
	assert_int_equal(v->s->focus.arg, 1);
	build(&v->page, true);
	show(v);
	assert_string_equal(said(v), "Oui, bouton");
	assert_int_equal(v->s->focus.type, ACTION_STAY);
	build(&v->page, false);
	show(v);
	assert_int_equal(v->s->focus.type, ACTION_PLACE);
	assert_int_equal(v->s->focus.arg, 1);
}

static void help_twice_silences_the_keypad(void **state)
{
	struct visit *v = *state;
	key(v, KEYPAD_DOWN);
	do_action(v, ACTION_START);
	show(v);
	key(v, KEYPAD_HELP);
	assert_non_null(strstr(said(v), "Titre"));
	assert_non_null(strstr(said(v), "Le lieu"));
	key(v, KEYPAD_HELP);
	spoken(v);
	key(v, KEYPAD_DOWN);
	assert_null(effect_of(v, EFFECT_SPEAK));
	key(v, KEYPAD_HELP);
	spoken(v);
	key(v, KEYPAD_UP);
	assert_non_null(effect_of(v, EFFECT_SPEAK));
}

static void a_touch_after_the_keypad_says_nothing(void **state)
{
	struct visit *v = *state;
	key(v, KEYPAD_DOWN);
	do_action(v, ACTION_START);
	show(v);
	touch(v, 200, 20);
	do_action(v, ACTION_HOME);
	show(v);
	assert_null(effect_of(v, EFFECT_SPEAK));
}

/* The code of those who work here is not for the room. */
static void digits_are_said_into_a_headset_alone(void **state)
{
	struct visit *v = *state;
	char words[SAY_CONTROL_BYTES];
	const struct node digit = { .role = ROLE_KEY, .name = "7", .action = { ACTION_DIGIT, 7 } };
	say_control(v->s, &digit, words, sizeof words, NULL);
	assert_string_equal(words, "");
	send(v, (struct event){ .type = EVENT_SOUND, .sound = { .headset = true } });
	say_control(v->s, &digit, words, sizeof words, NULL);
	assert_string_equal(words, "7");
}

/* An empty checkbox is spoken with its state: without it, its row sounds like one that has none. */
static void a_box_says_whether_it_is_ticked(void **state)
{
	struct visit *v = *state;
	char empty[SAY_CONTROL_BYTES];
	char ticked[SAY_CONTROL_BYTES];
	struct node row = { .role = ROLE_CHECKBOX, .name = "Cap emploi", .action = { ACTION_KEEP, 0 } };
	say_control(v->s, &row, empty, sizeof empty, NULL);
	row.state = STATE_CHOSEN;
	say_control(v->s, &row, ticked, sizeof ticked, NULL);
	assert_string_equal(empty, "Cap emploi, case à cocher, non cochée");
	assert_string_equal(ticked, "Cap emploi, case à cocher, cochée");
}

int main(void)
{
#define VISIT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		VISIT(reads_sentence_after_sentence_and_ends),
		VISIT(a_box_says_whether_it_is_ticked),
		VISIT(goes_on_over_the_pages_and_reads_what_stands_on_each_once),
		VISIT(an_old_end_ends_nothing),
		VISIT(a_touch_stops_it_but_not_one_on_its_panel),
		VISIT(a_language_without_a_voice_stops_it),
		VISIT(without_an_audio_device_nothing_begins),
		VISIT(a_device_that_goes_stops_it),
		VISIT(a_headset_on_the_attract_page_is_welcomed),
		VISIT(a_headset_on_a_page_starts_reading_it_after_an_explanation),
		VISIT(a_headset_that_is_pulled_out_ends_it),
		VISIT(louder_and_slower_end_with_the_visit_and_the_device_does_not),
		VISIT(the_keypad_says_a_page_up_to_what_has_the_focus),
		VISIT(the_keypad_says_an_alert_and_the_focus_comes_back),
		VISIT(help_twice_silences_the_keypad),
		VISIT(a_touch_after_the_keypad_says_nothing),
		VISIT(digits_are_said_into_a_headset_alone),
	};
	return cmocka_run_group_tests_name("app_speech", tests, NULL, NULL);
}
