/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keyboard and the controls of the search do. */
#include <string.h>

#include "app/act.h"
#include "base/str.h"

void act_search(struct state *s, struct effects *fx)
{
	s->picking = false;
	struct effect effect = { .type = EFFECT_SEARCH,
		.question = ++s->question,
		.asker = { .lang = s->lang,
				.professional = s->owner == CODE_PROFESSIONAL,
				.located = s->site != NULL,
				.lat = s->site ? s->site->lat : 0,
				.lon = s->site ? s->site->lon : 0,
				.weekday = (s->local.tm_wday + 6) % 7 } };
	str_cut(effect.text, sizeof effect.text, s->query);
	effects_push(fx, effect);
}

void act_search_key(struct state *s, int64_t arg, struct effects *fx)
{
	char utf8[4];
	size_t len = utf8_put((uint32_t)arg, utf8);
	size_t used = strlen(s->query);
	if (used + len + 1 > sizeof s->query || (used == 0 && arg == ' ')) {
		return;
	}
	memcpy(s->query + used, utf8, len);
	s->query[used + len] = '\0';
	s->at.page = 0;
	act_search(s, fx);
}

void act_search_backspace(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	size_t len = strlen(s->query);
	if (len == 0) {
		return;
	}
	s->query[--len] = '\0';
	/* Whole characters only: drop what is left of a UTF-8 sequence. */
	while (len > 0 && !utf8_valid(s->query, len)) {
		s->query[--len] = '\0';
	}
	s->has_found = s->has_found && len > 0;
	s->at.page = 0;
	act_search(s, fx);
}

void act_search_clear(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	explicit_bzero(s->query, sizeof s->query);
	s->has_found = false;
	s->results_only = s->picking = false;
	s->question++;
	s->tab = TAB_ALL;
	s->at.page = 0;
}

void act_search_keyboard(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->keyboard = s->keyboard == (enum keyboard_page)arg ? KEYBOARD_LETTERS : (enum keyboard_page)arg;
}

void act_search_again(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	s->tab = TAB_ALL;
	s->at.page = 0;
	s->results_only = s->query[0] != '\0';
	act_search(s, fx);
}

void act_search_edit(struct state *s, int64_t arg, struct effects *fx)
{
	(void)arg;
	(void)fx;
	s->results_only = s->picking = false;
}

void act_search_tab(struct state *s, int64_t arg, struct effects *fx)
{
	(void)fx;
	s->tab = (enum search_tab)arg;
	s->picking = false;
	s->at.page = 0;
}

void act_search_suggestion(struct state *s, int64_t arg, struct effects *fx)
{
	if (arg < 0 || (size_t)arg >= s->found.suggestions_len) {
		return;
	}
	str_cut(s->query, sizeof s->query, s->found.suggestions[arg]);
	s->at.page = 0;
	act_search(s, fx);
}
