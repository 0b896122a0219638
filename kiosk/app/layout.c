/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the layout of a page found out: how large its map is, how many rows its list has, and
 * on how many pages it goes. */
#include "app/focus.h"
#include "app/speech.h"
#include "app/state.h"

/* How large the map of a page is shows when the page is laid out: what had to fit before must fit now. */
static void fit_again(struct state *s, struct rect rect)
{
	bool same = rect.w == s->map_rect.w && rect.h == s->map_rect.h;
	s->dirty = s->dirty || !rect_equal(rect, s->map_rect);
	s->map_rect = rect;
	if (!same && screen_at(s)->fit_map) {
		screen_at(s)->fit_map(s);
	}
	marks_update(s);
}

/* Another number of rows: the page is still the one with the place that was its first. */
static void list_fits(struct state *s, const struct list_fit *fit)
{
	int first = directory_page(s).first;
	bool known = s->list_fit.room[1] > 0;
	s->list_fit = *fit;
	int page = known ? listing_page_of(&s->groups, fit, first) : s->at.page;
	s->dirty = s->dirty || page != s->at.page;
	s->at.page = page;
	if (s->map_fitted) {
		directory_show_page(s, false);
		marks_update(s);
	}
}

/* The control with the focus may have gone, or a dialog come over it or left. */
static void settle_focus(struct state *s, bool dialog)
{
	if (dialog && s->focus_under.type == 0 && !focus_node(s->tree, s->focus)) {
		s->focus_under = s->focus;
		s->focus = (struct action){ 0 };
	} else if (!dialog && s->focus_under.type != 0) {
		s->focus = s->focus_under;
		s->focus_under = (struct action){ 0 };
	}
	const struct node *n = focus_place(s->tree, s->focus, s->focus_rect);
	struct action to = n ? n->action : (struct action){ 0 };
	s->dirty = s->dirty || to.type != s->focus.type || to.arg != s->focus.arg || (n && !(n->state & STATE_FOCUSED));
	s->focus = to;
	s->focus_rect = n ? n->rect : (struct rect){ 0 };
}

void layout_found(struct state *s, const struct event_layout *found)
{
	s->laid_out = true;
	s->flow_page = found->page;
	s->flow_pages = found->pages;
	if (s->show_focus && s->tree) {
		settle_focus(s, found->dialog);
	}
	speech_laid_out(s);
	if (found->pages > 0) { /* the words became fewer, or smaller: the last page is the one that is shown */
		int *page = found->dialog ? &s->sheet_page : s->panel != PANEL_NONE ? &s->panel_page : &s->at.page;
		*page = *page < found->pages ? *page : found->pages - 1;
	}
	if (!rect_is_empty(found->map)) {
		fit_again(s, found->map);
	}
	if (found->fit.room[1] > 0 && !list_fit_equal(&found->fit, &s->list_fit)) {
		list_fits(s, &found->fit);
	}
}
