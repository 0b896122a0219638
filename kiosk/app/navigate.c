/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going from page to page. */
#include <string.h>

#include "app/speech.h"
#include "app/state.h"

struct date state_today(const struct state *s)
{
	return (struct date){ (int16_t)(s->local.tm_year + 1900), (int8_t)(s->local.tm_mon + 1),
		(int8_t)s->local.tm_mday };
}

bool article_is_current(const struct state *s, int article)
{
	if (!s->catalogue || article < 0 || (size_t)article >= s->catalogue->articles_len) {
		return false;
	}
	struct date last = s->catalogue->articles[article].valid_until;
	return !date_is_set(last) || date_compare(state_today(s), last) <= 0;
}

void enter_page(struct state *s, struct effects *fx)
{
	s->dirty = true;
	s->sheet = s->reporting = s->leaving = s->place_hours = s->picking = false;
	s->panel = PANEL_NONE;
	s->focus = s->focus_under = (struct action){ 0 };
	s->focus_rect = (struct rect){ 0 };
	s->press = (struct press){ 0 };
	mover_stop(&s->mover);
	s->map_searched = s->map_pad = false;
	if (s->list_scoped) {
		directory_unscope(s);
	}
	speech_stop(s, fx);
	if (screen_at(s)->enter) {
		screen_at(s)->enter(s, fx);
	}
	speech_page(s);
}

void turn_page(struct state *s, int by)
{
	bool dialog = s->sheet || s->leaving;
	bool over = dialog || s->panel != PANEL_NONE;
	int *page = dialog ? &s->sheet_page : s->panel != PANEL_NONE ? &s->panel_page : &s->at.page;
	*page = *page + by < 0 ? 0 : *page + by;
	if (!over && screen_at(s)->turn_page) {
		screen_at(s)->turn_page(s, animation_ms(s) > 0);
	}
}

void go_to(struct state *s, enum screen screen, int arg, struct effects *fx)
{
	if (s->at.screen == screen && s->at.arg == arg) {
		return;
	}
	if (!screen_at(s)->rests) {
		if (s->history_len == HISTORY_MAX) {
			memmove(s->history, s->history + 1, (HISTORY_MAX - 1) * sizeof s->history[0]);
			s->history_len--;
		}
		s->history[s->history_len++] = s->at;
	}
	s->at = (struct history_entry){ .screen = screen, .arg = arg };
	enter_page(s, fx);
}

void go_back(struct state *s, struct effects *fx)
{
	if (screen_at(s)->rests) {
		return; /* there is nothing behind it; without content there is no home page either */
	}
	if (s->sheet || s->leaving || s->panel != PANEL_NONE) {
		s->sheet = s->reporting = s->leaving = false;
		s->panel = PANEL_NONE;
		s->dirty = true;
		return;
	}
	if (s->place_hours) { /* seven inches: the week of the place, instead of its page */
		s->place_hours = false;
		s->at.page = 0;
		s->dirty = true;
		return;
	}
	if (s->history_len == 0 && !unit_in_service(s)) {
		session_end(s, fx); /* there is no home page to go to */
		return;
	}
	s->at = s->history_len > 0 ? s->history[--s->history_len] : (struct history_entry){ .screen = SCREEN_HOME };
	int page = s->at.page;
	enter_page(s, fx);
	s->at.page = page;
	if (screen_at(s)->come_back) {
		screen_at(s)->come_back(s);
	}
}
