/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new page, a chosen control and the keys of the keypad make the kiosk say (speech.h): it is said once the page
 * was laid out. */
#include <limits.h>

#include "app/focus.h"
#include "app/say_control.h"
#include "app/speech.h"
#include "app/speech_private.h"
#include "app/state.h"
#include "app/strings.h"
#include "ui/read.h"

enum { GAP_MOST = 12 }; /* sentences between two controls that an arrow reads */

/* ---- what is due ---- */

/* The keypad's visitor hears where one is. */
static bool talks(const struct state *s)
{
	return s->by_keypad && !s->speech.mute && speech_has_voice(s);
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
	const struct node *n = speech_focused(s);
	int at = n ? read_index(s->tree, n) : -1;
	if (screen_at(s)->reading && !s->speech.in_dialog) {
		speech_run_on(s, n != NULL, fx);
	} else {
		speech_run(s, 0, at >= 0 ? at : INT_MAX, n != NULL && at < 0, fx);
	}
}

static void say_turned(struct state *s, struct effects *fx)
{
	if (screen_at(s)->reading) {
		speech_run_on(s, false, fx);
		return;
	}
	bool list = screen_at(s)->list_on_map && s->flow_pages == 0;
	struct list_page of_list = directory_page(s);
	int page = list ? of_list.page : s->flow_page;
	int pages = list ? of_list.pages : s->flow_pages;
	const struct node *n = speech_focused(s);
	if (pages > 0) {
		char text[SAY_CONTROL_BYTES];
		say_page_number(s, page + 1, pages, text, sizeof text);
		speech_say(s, text, fx);
	} else if (n) {
		speech_say_control(s, n, fx);
	}
}

void speech_tick(struct state *s, struct effects *fx)
{
	if (!speech_wants_tick(s)) {
		return;
	}
	enum speech_due due = s->speech.due;
	const struct node *n = speech_focused(s);
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
			speech_say_control(s, n, fx);
		}
		break;
	case DUE_READING:
		speech_run_on(s, false, fx);
		break;
	case DUE_READ_ON:
		speech_read_on(s, fx);
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
	if (!screen_at(s)->invites) {
		return;
	}
	session_begin(s, fx); /* so that it ends when no other key follows */
	if (talks(s)) {
		s->speech.intro = INTRO_KEYS;
		speech_say_intro(s, fx);
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
		speech_run(s, was + 1, at, false, fx);
	} else if (at >= 0) {
		speech_run(s, at, at, false, fx);
	} else if (was >= 0 && ends_in_text(s, was)) {
		speech_run(s, was + 1, INT_MAX, true, fx);
	} else {
		speech_say_control(s, to, fx);
	}
}

void speech_help(struct state *s, struct effects *fx)
{
	if (!speech_has_voice(s)) {
		return;
	}
	bool again = s->speech.helps;
	speech_stop(s, fx);
	s->speech.mute = again;
	if (again) {
		speech_say(s, string_of(s->catalogue, s->lang, STR_VOICE_MUTE), fx);
		return;
	}
	char text[SAY_CONTROL_BYTES];
	say_help(s, text, sizeof text);
	speech_say(s, text, fx);
	s->speech.helps = true;
}
