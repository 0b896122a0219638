/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of the keypad do. */
#include "app/focus.h"
#include "app/speech.h"
#include "app/state.h"

static void on_enter(struct state *s, bool first, struct effects *fx)
{
	const struct node *n = focus_node(s->tree, s->focus);
	bool panel = s->focus.type > ACTION_LISTEN && s->focus.type <= ACTION_LISTEN_STOP;
	if (!panel) {
		speech_key(s, fx);
	}
	if (first) {
		speech_key_first(s, fx);
	} else if (n) {
		act(s, s->focus, fx);
		speech_chosen(s);
	}
}

static void on_arrow(struct state *s, enum keypad_key key, bool first, struct effects *fx)
{
	bool rtl = s->catalogue && s->catalogue->languages[s->lang].rtl;
	const struct node *from = s->tree ? focus_node(s->tree, s->focus) : NULL;
	speech_key(s, fx);
	s->focus = focus_next(s->tree, s->focus, key, rtl);
	const struct node *to = s->tree ? focus_node(s->tree, s->focus) : NULL;
	s->focus_rect = to ? to->rect : s->focus_rect;
	if (first) {
		speech_key_first(s, fx);
	} else {
		speech_moved(s, from, to, fx);
	}
}

void keypad_key(struct state *s, enum keypad_key key, int64_t now_us, struct effects *fx)
{
	bool first = !s->show_focus || !s->by_keypad;
	s->last_input_us = now_us;
	s->dirty = s->by_keypad = true;
	switch (key) {
	case KEYPAD_BACK:
		s->show_focus = true;
		speech_key(s, fx);
		act(s, (struct action){ screen_at(s)->invites ? ACTION_START : ACTION_BACK, 0 }, fx);
		speech_chosen(s);
		break;
	case KEYPAD_HELP:
		s->show_focus = true;
		speech_help(s, fx);
		break;
	case KEYPAD_LOUDER:
		speech_louder(s, fx);
		break;
	case KEYPAD_ENTER:
		first = first && !s->show_focus;
		s->show_focus = true;
		on_enter(s, first, fx);
		break;
	case KEYPAD_UP:
	case KEYPAD_DOWN:
	case KEYPAD_LEFT:
	case KEYPAD_RIGHT:
		s->show_focus = true;
		on_arrow(s, key, first, fx);
		break;
	case KEYPAD_KEYS:
		break;
	}
}
