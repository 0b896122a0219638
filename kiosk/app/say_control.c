/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/say_control.h"

#include <stdio.h>
#include <string.h>

#include "app/focus.h"
#include "app/state.h"
#include "app/strings.h"
#include "base/str.h"

static const char *word(const struct state *s, enum string_id id)
{
	return string_of(s->catalogue, s->lang, id);
}

static void add(char *out, size_t size, const char *text)
{
	size_t len = strlen(out);
	if (len < size) {
		str_cut(out + len, size - len, text);
	}
}

static void add_part(char *out, size_t size, const char *text)
{
	if (text && text[0]) {
		add(out, size, out[0] ? ", " : "");
		add(out, size, text);
	}
}

void say_filled(char *out, size_t size, const char *template, const char *one, const char *two)
{
	const char *const args[] = { one, two };
	size_t len = 0;
	out[0] = '\0';
	for (const char *at = template; *at && len + 1 < size;) {
		bool mark = at[0] == '{' && (at[1] == '1' || at[1] == '2') && at[2] == '}';
		const char *arg = mark ? args[at[1] - '1'] : NULL;
		if (mark) {
			add(out, size, arg ? arg : "");
			len = strlen(out);
			at += 3;
			continue;
		}
		out[len++] = *at++;
		out[len] = '\0';
	}
	if (!utf8_valid(out, strlen(out))) { /* a template cut within a character */
		str_cut(out, strlen(out), out);
	}
}

/* What kind of control it is; NULL: its words say it. */
static const char *kind_of(const struct state *s, const struct node *n)
{
	switch (n->role) {
	case ROLE_BUTTON:
	case ROLE_LINK:
	case ROLE_MARKER:
		return word(s, STR_VOICE_BUTTON);
	case ROLE_RADIO:
		return word(s, STR_VOICE_CHOICE);
	case ROLE_CHECKBOX:
		return word(s, STR_VOICE_CHECKBOX);
	case ROLE_TAB:
		return word(s, STR_VOICE_TAB);
	case ROLE_TEXTBOX:
		return word(s, STR_VOICE_FIELD);
	default:
		return NULL;
	}
}

void say_control(const struct state *s, const struct node *n, char *out, size_t size, struct read_parts *parts)
{
	out[0] = '\0';
	if (parts) {
		parts->len = 0;
	}
	if (n->action.type == ACTION_DIGIT && !s->sound.headset) {
		return;
	}
	struct read_at at = { n, 0, n->name ? strlen(n->name) : 0 };
	if (n->name) {
		read_words(&at, out, size, parts);
	}
	add_part(out, size, n->value);
	add_part(out, size, kind_of(s, n));
	if (n->role == ROLE_CHECKBOX) { /* what is not ticked has to be told as well */
		add_part(out, size, word(s, n->state & STATE_CHOSEN ? STR_VOICE_CHECKED : STR_VOICE_UNCHECKED));
	} else if (n->state & STATE_CHOSEN && n->role != ROLE_SWITCH) {
		add_part(out, size, word(s, STR_VOICE_CHOSEN));
	}
	if (n->state & STATE_DISABLED) {
		add_part(out, size, word(s, STR_VOICE_UNAVAILABLE));
		add_part(out, size, n->hint);
	}
}

void say_page_number(const struct state *s, int page, int pages, char *out, size_t size)
{
	char one[16];
	char two[16];
	(void)snprintf(one, sizeof one, "%d", page);
	(void)snprintf(two, sizeof two, "%d", pages);
	say_filled(out, size, word(s, STR_PLACES_PAGE), one, two);
}

static const char *title_of(const struct state *s)
{
	const struct node *dialog = s->tree ? tree_dialog(s->tree) : NULL;
	const struct node *within = dialog ? dialog : s->tree;
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (n->role == ROLE_HEADING && n->name) {
			return n->name;
		}
	}
	return s->site ? text_in(&s->site->name, s->lang) : "";
}

void say_help(const struct state *s, char *out, size_t size)
{
	enum { PART_BYTES = 120 }; /* the keys are said whole */
	char title[PART_BYTES];
	char whole[SAY_CONTROL_BYTES] = "";
	char focus[PART_BYTES];
	const struct node *n = s->tree ? focus_node(s->tree, s->focus) : NULL;
	if (n) {
		say_control(s, n, whole, sizeof whole, NULL);
	}
	str_cut(title, sizeof title, title_of(s));
	str_cut(focus, sizeof focus, whole);
	say_filled(out, size, word(s, STR_VOICE_HELP), title, focus);
}
