/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kiosk says (speech.h): runs over the sentences of a page, and what the panel does to them. */
#include "app/speech.h"

#include <limits.h>
#include <string.h>

#include "app/focus.h"
#include "app/say_control.h"
#include "app/state.h"
#include "app/strings.h"
#include "base/str.h"
#include "ui/read.h"

enum {
	SLOW_PERCENT = 75,
	GAP_MOST = 12, /* sentences between two controls that an arrow reads */
};

/* Each is 3.5 dB above the one before. */
static const int levels[SPEECH_LEVELS] = { 100, 150, 225, 340 };

bool speech_is_on(const struct state *s)
{
	return s->speech.runs || s->speech.listening || s->speech.due != DUE_NOTHING || s->speech.helps;
}

int speech_marked(const struct state *s)
{
	bool at_one = (s->speech.runs || s->speech.paused) && s->speech.due == DUE_NOTHING;
	return at_one && s->speech.intro == INTRO_NONE ? s->speech.sentence + 1 : 0;
}

static bool has_voice(const struct state *s)
{
	return !s->sound.absent && s->catalogue;
}

static const struct node *focused(const struct state *s)
{
	return s->tree ? focus_node(s->tree, s->focus) : NULL;
}

/* ---- saying ---- */

/* Index of the language of that code; NULL, or one that the content has not: the page's. */
static unsigned language_of(const struct state *s, const char *code)
{
	for (unsigned i = 0; code && i < s->catalogue->languages_len; i++) {
		if (str_equal(s->catalogue->languages[i].code, code)) {
			return i;
		}
	}
	return s->lang;
}

/* `parts` NULL: all of it is in the language of the page. */
static void say_parts(struct state *s, const char *text, const struct read_parts *parts, struct effects *fx)
{
	struct effect effect = { .type = EFFECT_SPEAK,
		.question = ++s->question,
		.lang = s->lang,
		.rate = s->speech.slow ? SLOW_PERCENT : 100,
		.volume = levels[s->speech.level] };
	str_cut(effect.text, sizeof effect.text, text);
	for (int i = 0; parts && i < parts->len; i++) {
		effect.parts[i] = (struct speak_part){ language_of(s, parts->at[i].lang), parts->at[i].to };
	}
	/* What was added behind, what kind of control it is, is in the language of the page. */
	if (parts && parts->len > 0) {
		effect.parts[parts->len] = (struct speak_part){ s->lang, strlen(effect.text) };
	}
	effects_push(fx, effect);
	s->speech.question = effect.question;
	s->dirty = true;
}

static void say_text(struct state *s, const char *text, struct effects *fx)
{
	say_parts(s, text, NULL, fx);
}

static void say_control_at(struct state *s, const struct node *n, struct effects *fx)
{
	char text[SAY_CONTROL_BYTES];
	struct read_parts parts;
	say_control(s, n, text, sizeof text, &parts);
	say_parts(s, text, &parts, fx);
}

static void say_intro(struct state *s, struct effects *fx)
{
	char text[SAY_CONTROL_BYTES];
	enum string_id id = s->speech.intro == INTRO_HEADSET ? STR_VOICE_HEADSET : STR_VOICE_WELCOME;
	const char *site = s->site ? text_in(&s->site->name, s->lang) : "";
	say_filled(text, sizeof text, string_of(s->catalogue, s->lang, id), site, NULL);
	say_text(s, text, fx);
}

static uint32_t hash_of(const char *text)
{
	uint32_t h = 2166136261U; /* FNV-1a */
	for (; *text; text++) {
		h = (h ^ (unsigned char)*text) * 16777619U;
	}
	return h;
}

/* The run is over: Écouter with it. */
static void finish_run(struct state *s, struct effects *fx)
{
	const struct node *n = s->speech.focus_after ? focused(s) : NULL;
	s->speech.runs = s->speech.focus_after = s->speech.listening = false;
	s->speech.question = 0;
	s->dirty = true;
	if (n) {
		say_control_at(s, n, fx);
	}
}

/* The text goes on on another page: the run does as well, once that was laid out. */
static bool turn_on(struct state *s)
{
	if (!s->speech.turns || s->flow_page + 1 >= s->flow_pages) {
		return false;
	}
	turn_page(s, 1);
	s->speech.due = DUE_READ_ON;
	s->speech.ready = false;
	s->dirty = true;
	return true;
}

static void say_sentence(struct state *s, struct effects *fx)
{
	struct read_at at;
	char text[SAY_CONTROL_BYTES];
	s->speech.sentences = read_count(s->tree);
	if (s->speech.intro != INTRO_NONE) {
		say_intro(s, fx);
		return;
	}
	if (s->speech.sentence > s->speech.until || !read_find(s->tree, s->speech.sentence, &at)) {
		if (!turn_on(s)) {
			finish_run(s, fx);
		}
		return;
	}
	struct read_parts parts;
	read_words(&at, text, sizeof text, &parts);
	if (s->speech.sentence < SPEECH_HEADS) {
		s->speech.heads[s->speech.sentence] = hash_of(text);
	}
	if (at.node->action.type != 0 && s->by_keypad && !s->speech.listening) {
		say_control(s, at.node, text, sizeof text, &parts);
	}
	say_parts(s, text, &parts, fx);
}

/* From one sentence to another; `focus_after`: then the control that has the focus. */
static void run(struct state *s, int from, int until, bool focus_after, struct effects *fx)
{
	s->speech.runs = true;
	s->speech.paused = s->speech.turns = false;
	s->speech.focus_after = focus_after;
	s->speech.sentence = from;
	s->speech.until = until;
	memset(s->speech.heads, 0, sizeof s->speech.heads);
	say_sentence(s, fx);
}

/* To the end of the text, over all its pages. */
static void run_on(struct state *s, bool focus_after, struct effects *fx)
{
	s->speech.runs = s->speech.turns = true;
	s->speech.paused = false;
	s->speech.focus_after = focus_after;
	s->speech.sentence = 0;
	s->speech.until = INT_MAX;
	memset(s->speech.heads, 0, sizeof s->speech.heads);
	say_sentence(s, fx);
}

/* What stands on every page of the text was read on the one before. */
static void read_on(struct state *s, struct effects *fx)
{
	struct read_at at;
	char text[SAY_CONTROL_BYTES];
	int i = 0;
	for (; i < SPEECH_HEADS && read_find(s->tree, i, &at); i++) {
		read_words(&at, text, sizeof text, NULL);
		if (hash_of(text) != s->speech.heads[i]) {
			break;
		}
	}
	s->speech.sentence = i;
	say_sentence(s, fx);
}

/* ---- Écouter and its panel ---- */

static void hush(struct state *s, struct effects *fx)
{
	s->speech.runs = s->speech.focus_after = s->speech.helps = s->speech.ready = false;
	s->speech.due = DUE_NOTHING;
	s->speech.intro = INTRO_NONE;
	s->speech.question = 0;
	s->dirty = true;
	effects_push(fx, (struct effect){ .type = EFFECT_SPEAK_STOP });
}

void speech_stop(struct state *s, struct effects *fx)
{
	if (speech_is_on(s) || s->speech.question != 0) {
		s->speech.listening = s->speech.paused = false;
		hush(s, fx);
	}
}

void speech_toggle(struct state *s, struct effects *fx)
{
	if (s->speech.listening) {
		speech_stop(s, fx);
		return;
	}
	if (!has_voice(s)) {
		return;
	}
	speech_stop(s, fx);
	s->speech.listening = true;
	s->speech.due = DUE_READING; /* with the panel the page may be another */
	s->dirty = true;
}

void speech_pause(struct state *s, struct effects *fx)
{
	if (!s->speech.listening) {
		return;
	}
	if (s->speech.paused) {
		speech_repeat(s, fx);
		return;
	}
	bool begun = s->speech.due == DUE_NOTHING;
	hush(s, fx);
	s->speech.sentence = begun ? s->speech.sentence : 0;
	s->speech.paused = true;
}

void speech_repeat(struct state *s, struct effects *fx)
{
	if (s->speech.listening && s->tree) {
		s->speech.runs = true;
		s->speech.paused = false;
		say_sentence(s, fx);
	}
}

void speech_slower(struct state *s, struct effects *fx)
{
	s->speech.slow = !s->speech.slow;
	speech_repeat(s, fx);
}

void speech_louder(struct state *s, struct effects *fx)
{
	s->speech.level = (s->speech.level + 1) % SPEECH_LEVELS;
	if (s->speech.listening) {
		speech_repeat(s, fx);
	} else if (s->speech.runs && s->speech.due == DUE_NOTHING) {
		say_sentence(s, fx);
	} else if (has_voice(s)) {
		enum string_id id = s->speech.level > 0 ? STR_LISTEN_LOUDER : STR_LISTEN_SOFTER;
		say_text(s, string_of(s->catalogue, s->lang, id), fx);
	}
}

void speech_spoken(struct state *s, uint32_t question, struct effects *fx)
{
	if (question == 0 || question != s->speech.question) {
		return;
	}
	if (!s->warning) { /* who listens is there; the warning itself is said to find out */
		s->last_input_us = s->now_us;
	}
	s->speech.helps = false;
	if (!s->speech.runs) {
		s->speech.question = 0;
		s->speech.intro = INTRO_NONE;
		return;
	}
	if (s->speech.intro != INTRO_NONE) {
		s->speech.intro = INTRO_NONE;
	} else {
		s->speech.sentence++;
	}
	say_sentence(s, fx);
}

void speech_sound(struct state *s, const struct event_sound *sound, struct effects *fx)
{
	bool in = sound->headset && !s->sound.headset;
	bool out = s->sound.headset && !sound->headset;
	s->dirty = s->dirty || s->sound.absent != sound->absent;
	s->sound = *sound;
	if (sound->absent || out) { /* what one heard alone is not for the whole room */
		speech_stop(s, fx);
	}
	if (!in || !has_voice(s) || s->at.screen == SCREEN_SETUP) {
		return;
	}
	s->last_input_us = s->now_us;
	if (screen_at(s)->rests) {
		session_begin(s, fx);
		s->speech.intro = INTRO_HEADSET;
		say_intro(s, fx);
		return;
	}
	speech_stop(s, fx);
	speech_toggle(s, fx);
	s->speech.intro = INTRO_HEADSET;
}

/* ---- what is due ---- */

/* The keypad's visitor hears where one is. */
static bool talks(const struct state *s)
{
	return s->by_keypad && !s->speech.mute && has_voice(s);
}

static void make_due(struct state *s, enum speech_due due)
{
	if (talks(s)) {
		s->speech.due = due;
		s->speech.ready = false;
		s->dirty = true;
	}
}

void speech_page(struct state *s)
{
	make_due(s, DUE_PAGE);
}

void speech_chosen(struct state *s)
{
	if (s->speech.due == DUE_NOTHING && !s->speech.listening) {
		make_due(s, s->focus.type == ACTION_PAGE ? DUE_TURNED : DUE_FOCUS);
	}
}

void speech_laid_out(struct state *s)
{
	bool dialog = s->tree && tree_dialog(s->tree) != NULL;
	if (dialog && !s->speech.in_dialog && !s->speech.listening) {
		make_due(s, DUE_PAGE);
	}
	s->speech.in_dialog = dialog;
	s->speech.ready = s->speech.due != DUE_NOTHING;
}

bool speech_wants_tick(const struct state *s)
{
	return s->speech.ready && !s->dirty && s->tree;
}

/* A text is read to its end; of another page what comes before the first thing to choose. */
static void say_page(struct state *s, struct effects *fx)
{
	const struct node *n = focused(s);
	int at = n ? read_index(s->tree, n) : -1;
	if (screen_at(s)->reading && !s->speech.in_dialog) {
		run_on(s, n != NULL, fx);
	} else {
		run(s, 0, at >= 0 ? at : INT_MAX, n != NULL && at < 0, fx);
	}
}

static void say_turned(struct state *s, struct effects *fx)
{
	if (screen_at(s)->reading) {
		run_on(s, false, fx);
		return;
	}
	bool list = screen_at(s)->list_on_map && s->flow_pages == 0;
	struct list_page of_list = directory_page(s);
	int page = list ? of_list.page : s->flow_page;
	int pages = list ? of_list.pages : s->flow_pages;
	const struct node *n = focused(s);
	if (pages > 0) {
		char text[SAY_CONTROL_BYTES];
		say_page_number(s, page + 1, pages, text, sizeof text);
		say_text(s, text, fx);
	} else if (n) {
		say_control_at(s, n, fx);
	}
}

void speech_tick(struct state *s, struct effects *fx)
{
	if (!speech_wants_tick(s)) {
		return;
	}
	enum speech_due due = s->speech.due;
	const struct node *n = focused(s);
	s->speech.due = DUE_NOTHING;
	s->speech.ready = false;
	switch (due) {
	case DUE_NOTHING:
		break;
	case DUE_PAGE:
		say_page(s, fx);
		break;
	case DUE_TURNED:
		say_turned(s, fx);
		break;
	case DUE_FOCUS:
		if (n) {
			say_control_at(s, n, fx);
		}
		break;
	case DUE_READING:
		run_on(s, false, fx);
		break;
	case DUE_READ_ON:
		read_on(s, fx);
		break;
	}
}

/* ---- the keypad ---- */

void speech_key(struct state *s, struct effects *fx)
{
	if (s->speech.listening && !s->speech.paused) {
		speech_pause(s, fx);
	} else if (!s->speech.listening) {
		speech_stop(s, fx);
	}
}

void speech_key_first(struct state *s, struct effects *fx)
{
	if (!screen_at(s)->rests) {
		speech_page(s);
		return;
	}
	if (s->at.screen == SCREEN_ATTRACT) {
		session_begin(s, fx); /* so that it ends when no other key follows */
	}
	if (talks(s) && s->at.screen == SCREEN_ATTRACT) {
		s->speech.intro = INTRO_KEYS;
		say_intro(s, fx);
	}
}

/* Of the sentences after that one none is a control: it is what the page ends with. */
static bool ends_in_text(const struct state *s, int index)
{
	struct read_at at;
	int i = index + 1;
	for (; read_find(s->tree, i, &at); i++) {
		if (at.node->action.type != 0) {
			return false;
		}
	}
	return i > index + 1;
}

void speech_moved(struct state *s, const struct node *from, const struct node *to, struct effects *fx)
{
	if (!talks(s) || !to) {
		return;
	}
	int was = from ? read_index(s->tree, from) : -1;
	int at = read_index(s->tree, to);
	if (at >= 0 && was >= 0 && at > was && at - was <= GAP_MOST) {
		run(s, was + 1, at, false, fx);
	} else if (at >= 0) {
		run(s, at, at, false, fx);
	} else if (was >= 0 && ends_in_text(s, was)) {
		run(s, was + 1, INT_MAX, true, fx);
	} else {
		say_control_at(s, to, fx);
	}
}

void speech_help(struct state *s, struct effects *fx)
{
	if (!has_voice(s)) {
		return;
	}
	bool again = s->speech.helps;
	speech_stop(s, fx);
	s->speech.mute = again;
	if (again) {
		say_text(s, string_of(s->catalogue, s->lang, STR_VOICE_MUTE), fx);
		return;
	}
	char text[SAY_CONTROL_BYTES];
	say_help(s, text, sizeof text);
	say_text(s, text, fx);
	s->speech.helps = true;
}
