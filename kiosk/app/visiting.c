/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visit adds to the counts of usage, noted while it goes on (visit.h). */
#include <string.h>

#include "app/screens/screens.h"
#include "base/str.h"

enum { WORDS_BYTES_MIN = 3 };

void visit_begin(struct state *s)
{
	s->visit = (struct visit_counts){ .began_us = s->now_us, .theme = -1 };
}

static void opened(struct visit_opened *o, int index)
{
	for (int i = 0; i < o->len; i++) {
		if (o->at[i] == index) {
			return;
		}
	}
	if (o->len < VISIT_OPENED_MAX) {
		o->at[o->len++] = index;
	}
}

/* Numbers and addresses are of people: a telephone number, a date of birth, an address of e-mail. */
static bool may_be_counted(const char *query)
{
	return strlen(query) >= WORDS_BYTES_MIN && strlen(query) < VISIT_WORDS_BYTES && !strpbrk(query, "0123456789@");
}

static void searched_in_vain(struct state *s)
{
	struct visit_counts *v = &s->visit;
	if (!screen_at(s)->searches || !s->has_found || s->found.hits_len > 0 || !may_be_counted(s->query)) {
		return;
	}
	for (int i = 0; i < VISIT_WORDS_MAX; i++) {
		if (str_equal(v->words[i], s->query)) {
			return;
		}
		if (v->words[i][0] == '\0') {
			str_cut(v->words[i], sizeof v->words[i], s->query);
			return;
		}
	}
}

/* The search goes on: what is typed is not a word yet. */
static bool types(enum action_type type)
{
	return type == ACTION_KEY || type == ACTION_BACKSPACE || type == ACTION_KEYBOARD || type == ACTION_SUGGESTION ||
	       type == ACTION_TAB;
}

void visit_before(struct state *s, struct action action)
{
	if (s->in_session && !types((enum action_type)action.type)) {
		searched_in_vain(s);
	}
}

static unsigned options_now(const struct state *s)
{
	static const enum visit_option of_option[OPTION_COUNT] = { [OPTION_EASY] = VISIT_EASY,
		[OPTION_KEYPAD] = VISIT_KEYPAD,
		[OPTION_TIME] = VISIT_TIME,
		[OPTION_LOW] = VISIT_LOW };
	unsigned bits = (s->text_size > 0 ? 1U << VISIT_LARGE : 0) | (s->speech.listening ? 1U << VISIT_LISTEN : 0) |
			(s->theme == THEME_DARK ? 1U << VISIT_DARK : 0) |
			(s->theme == THEME_CONTRAST ? 1U << VISIT_CONTRAST : 0);
	bits |= s->by_keypad ? 1U << VISIT_KEYPAD : 0;
	for (int i = 0; i < OPTION_COUNT; i++) {
		bits |= s->options[i] ? 1U << of_option[i] : 0;
	}
	return bits;
}

void visited_result(struct state *s)
{
	struct visit_counts *v = &s->visit;
	v->guided = true;
	memcpy(v->answers, s->answers, sizeof v->answers);
	v->level = s->result.level;
	v->networks_len = s->result.networks_len;
	for (int i = 0; i < v->networks_len; i++) {
		v->networks[i] = s->result.networks[i].network;
	}
}

void visited_place(struct state *s)
{
	opened(&s->visit.places, s->at.arg);
}

void visited_article(struct state *s)
{
	opened(&s->visit.articles, s->at.arg);
}

/* The first one: what the visitor came for. */
void visited_theme(struct state *s)
{
	s->visit.theme = s->visit.theme < 0 ? s->at.arg : s->visit.theme;
}

void visit_after(struct state *s)
{
	struct visit_counts *v = &s->visit;
	if (!s->in_session) {
		return;
	}
	v->options |= options_now(s);
	v->taken = v->taken || s->sheet;
	if (screen_at(s)->visited) {
		screen_at(s)->visited(s);
	}
}

bool visit_end(struct state *s, struct visit_counts *out)
{
	if (!s->in_session || !s->catalogue || !s->site || s->owner != CODE_WRONG) {
		return false;
	}
	searched_in_vain(s);
	s->visit.lang = s->lang;
	s->visit.ended_us = s->now_us;
	*out = s->visit;
	return true;
}
