/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Écouter: the tree is read aloud, one node's words after another. */
#include <string.h>

#include "app/state.h"
#include "base/str.h"

static bool is_read(const struct node *n)
{
	if (!n->name || n->name[0] == '\0') {
		return false;
	}
	/* The bar is the same on every page and the keys of the keyboard say themselves when touched. */
	for (const struct node *up = n; up; up = up->parent) {
		if (up->role == ROLE_NAVIGATION || (up != n && up->action.type != 0)) {
			return false;
		}
	}
	return n->role != ROLE_KEY && n->role != ROLE_WINDOW && n->role != ROLE_MARKER;
}

static const struct node *nth(const struct state *s, int index, int *count)
{
	const struct node *found = NULL;
	*count = 0;
	for (const struct node *n = s->tree; n; n = tree_next(s->tree, n)) {
		if (is_read(n)) {
			found = *count == index ? n : found;
			(*count)++;
		}
	}
	return found;
}

void speech_stop(struct state *s, struct effects *fx)
{
	if (s->listening) {
		s->listening = false;
		s->dirty = true;
		effects_push(fx, (struct effect){ .type = EFFECT_SPEAK_STOP });
	}
}

static void say(struct state *s, struct effects *fx)
{
	const struct node *n = nth(s, s->sentence, &s->sentences);
	if (!n) {
		speech_stop(s, fx);
		return;
	}
	struct effect effect = { .type = EFFECT_SPEAK,
		.question = ++s->question,
		.lang = s->lang,
		.rate = s->slow ? 75 : 100 };
	str_cut(effect.text, sizeof effect.text, n->name);
	effects_push(fx, effect);
	s->dirty = true;
}

void speech_toggle(struct state *s, struct effects *fx)
{
	if (s->listening) {
		speech_stop(s, fx);
		return;
	}
	s->listening = true;
	s->sentence = 0;
	say(s, fx);
}

void speech_next(struct state *s, struct effects *fx)
{
	if (s->listening) {
		s->sentence++;
		say(s, fx);
	}
}
