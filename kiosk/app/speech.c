/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kiosk says (speech.h): runs over the sentences of a page, and what the panel does to them. What a page, a
 * control or a key make it say: speech_due.c. */
#include "app/speech.h"

#include <limits.h>
#include <string.h>

#include "app/focus.h"
#include "app/say_control.h"
#include "app/speech_private.h"
#include "app/state.h"
#include "app/strings.h"
#include "base/hash.h"
#include "base/str.h"
#include "ui/read.h"

enum { SLOW_PERCENT = 75 };

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

bool speech_has_voice(const struct state *s)
{
	return !s->sound.absent && s->catalogue;
}

const struct node *speech_focused(const struct state *s)
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

/* The keyboard of a language has the letters that it is written with. */
static bool has_latin_letters(const struct language *l)
{
	for (const char *at = l->rules[LANGUAGE_KEYS_LETTERS]; *at; at++) {
		if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')) {
			return true;
		}
	}
	return false;
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
	size_t len = strlen(effect.text);
	struct read_parts all = parts ? *parts : (struct read_parts){ .len = 0 };
	/* What was added behind, what kind of control it is, is in the language of the page. */
	if (all.len < READ_PARTS_MAX) {
		all.at[all.len++] = (struct read_part){ NULL, len };
	}
	if (s->lang != LANGUAGE_MAIN && !has_latin_letters(&s->catalogue->languages[s->lang])) {
		read_latin(effect.text, &all, s->catalogue->languages[LANGUAGE_MAIN].code);
	}
	for (int i = 0; i < all.len; i++) {
		effect.parts[i] = (struct speak_part){ language_of(s, all.at[i].lang), all.at[i].to };
	}
	effects_push(fx, effect);
	s->speech.question = effect.question;
	s->dirty = true;
}

void speech_say(struct state *s, const char *text, struct effects *fx)
{
	say_parts(s, text, NULL, fx);
}

void speech_say_control(struct state *s, const struct node *n, struct effects *fx)
{
	char text[SAY_CONTROL_BYTES];
	struct read_parts parts;
	say_control(s, n, text, sizeof text, &parts);
	say_parts(s, text, &parts, fx);
}

void speech_say_intro(struct state *s, struct effects *fx)
{
	char text[SAY_CONTROL_BYTES];
	enum string_id id = s->speech.intro == INTRO_HEADSET ? STR_VOICE_HEADSET : STR_VOICE_WELCOME;
	const char *site = s->site ? text_in(&s->site->name, s->lang) : "";
	say_filled(text, sizeof text, string_of(s->catalogue, s->lang, id), site, NULL);
	speech_say(s, text, fx);
}

/* The run is over: Écouter with it. */
static void finish_run(struct state *s, struct effects *fx)
{
	const struct node *n = s->speech.focus_after ? speech_focused(s) : NULL;
	s->speech.runs = s->speech.focus_after = s->speech.listening = false;
	s->speech.question = 0;
	s->dirty = true;
	if (n) {
		speech_say_control(s, n, fx);
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
		speech_say_intro(s, fx);
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
		s->speech.heads[s->speech.sentence] = hash_text(text);
	}
	if (at.node->action.type != 0 && s->by_keypad && !s->speech.listening) {
		say_control(s, at.node, text, sizeof text, &parts);
	}
	say_parts(s, text, &parts, fx);
}

/* From one sentence to another; `focus_after`: then the control that has the focus. */
void speech_run(struct state *s, int from, int until, bool focus_after, struct effects *fx)
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
void speech_run_on(struct state *s, bool focus_after, struct effects *fx)
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
void speech_read_on(struct state *s, struct effects *fx)
{
	struct read_at at;
	char text[SAY_CONTROL_BYTES];
	int i = 0;
	for (; i < SPEECH_HEADS && read_find(s->tree, i, &at); i++) {
		read_words(&at, text, sizeof text, NULL);
		if (hash_text(text) != s->speech.heads[i]) {
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
	if (!speech_has_voice(s)) {
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
	} else if (speech_has_voice(s)) {
		enum string_id id = s->speech.level > 0 ? STR_LISTEN_LOUDER : STR_LISTEN_SOFTER;
		speech_say(s, string_of(s->catalogue, s->lang, id), fx);
	}
}

void speech_spoken(struct state *s, uint32_t question, struct effects *fx)
{
	if (question == 0 || question != s->speech.question) {
		return;
	}
	if (!s->warning) { /* a sentence that was heard to its end is a sign of a visitor, the warning's is not */
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
	if (sound->absent || out) { /* without the headset all in the room would hear it */
		speech_stop(s, fx);
	}
	if (!in || !speech_has_voice(s) || (screen_at(s)->rests && !screen_at(s)->invites)) {
		return;
	}
	s->last_input_us = s->now_us;
	if (screen_at(s)->rests) {
		session_begin(s, fx);
		s->speech.intro = INTRO_HEADSET;
		speech_say_intro(s, fx);
		return;
	}
	speech_stop(s, fx);
	speech_toggle(s, fx);
	s->speech.intro = INTRO_HEADSET;
}
