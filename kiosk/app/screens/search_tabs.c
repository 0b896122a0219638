/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search found, by kind: the choice between articles, networks and places, and of several places. */
#include "app/screens/search_parts.h"

/* Under which choice each kind of result stands, besides all of them. */
static const enum search_tab tab_of[HIT_KINDS] = {
	[HIT_ARTICLE] = TAB_ARTICLES,
	[HIT_THEME] = TAB_ARTICLES,
	[HIT_NETWORK] = TAB_NETWORKS,
	[HIT_PLACE] = TAB_PLACES,
};

bool search_shown_in(enum search_tab tab, const struct search_hit *hit)
{
	return tab == TAB_ALL || tab_of[hit->kind] == tab;
}

enum search_tab search_tab(const struct view *v)
{
	return v->s->picking ? TAB_PLACES : v->s->tab;
}

int search_count(const struct view *v, enum search_tab tab)
{
	size_t count = 0;
	for (int kind = 0; kind < HIT_KINDS; kind++) {
		count += tab == TAB_ALL || tab_of[kind] == tab ? v->s->found.totals[kind] : 0;
	}
	return (int)count;
}

struct tab_choice {
	enum search_tab tab;
	enum string_id label;
};

static struct button tab_pill(struct view *v, const struct tab_choice *c)
{
	return (struct button){ .kind = BUTTON_SECONDARY,
		.label = tr1(v, c->label, num(v, search_count(v, c->tab))),
		.action = { ACTION_TAB, c->tab },
		.chosen = v->s->tab == c->tab,
		.pill = true,
		.h = mm(v, TAB_H),
		.grow = is_seven(v) ? 1 : 0,
		.type = TYPE_NOTE_STRONG,
		.role = ROLE_TAB };
}

/* A choice without results is not offered. */
enum { TABS = 4 };
struct tabs {
	struct button at[TABS];
	size_t len;
	int width; /* px of all on one row */
};

static struct tabs tabs_offered(struct view *v)
{
	static const struct tab_choice all[TABS] = { { TAB_ALL, STR_SEARCH_ALL }, { TAB_ARTICLES, STR_SEARCH_ARTICLES },
		{ TAB_NETWORKS, STR_SEARCH_NETWORKS }, { TAB_PLACES, STR_SEARCH_PLACES } };
	struct tabs tabs = { .len = 0 };
	for (size_t i = 0; i < TABS; i++) {
		if (all[i].tab == TAB_ALL || search_count(v, all[i].tab) > 0) {
			tabs.at[tabs.len] = tab_pill(v, &all[i]);
			tabs.width += part_button_px(v, tabs.at[tabs.len]) +
				      (tabs.len > 0 ? ui_px(v->ui, mm(v, SPACE_3_WIDE)) : 0);
			tabs.len++;
		}
	}
	return tabs;
}

/* ---- several places ---- */

static struct button pick_button(const struct view *v)
{
	struct button b = part_pick_button(v);
	b.h = mm(v, BUTTON_H_SMALL);
	return b;
}

static struct button pick_pill(const struct view *v)
{
	struct button b = part_pick_button(v);
	b.h = mm(v, TAB_H);
	b.pill = true;
	return b;
}

/* Seven inches in large type has no row of choices. */
static bool has_tabs(const struct view *v)
{
	return !is_seven(v) || !is_big(v);
}

/* Where a row is dear the way there does not stand among all results, but among the places, one choice away; where
 * there are no choices it would take the page of the first result, and stands in the directory alone. */
static bool may_pick(const struct view *v)
{
	bool dear = is_seven(v) || is_big(v);
	bool places = v->s->tab == TAB_PLACES || (v->s->tab == TAB_ALL && !dear);
	return !v->s->picking && places && search_count(v, TAB_PLACES) > 1;
}

/* Where the row of the choices has room for it; else it stands above the first result. */
static bool picks_beside(struct view *v, const struct tabs *tabs)
{
	return may_pick(v) && !is_seven(v) &&
	       tabs->width + ui_px(v->ui, mm(v, SPACE_3_WIDE)) + part_button_px(v, pick_pill(v)) <=
			       ui_px(v->ui, page_width(v));
}

void search_pick(struct view *v)
{
	struct tabs tabs = tabs_offered(v);
	if ((v->s->picking && !has_tabs(v)) || (may_pick(v) && !(has_tabs(v) && picks_beside(v, &tabs)))) {
		part_button(v, pick_button(v));
	}
}

/* ---- the row ---- */

static void tab_row(struct view *v, const struct button *tabs, size_t len, bool pick)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE), .align = ALIGN_CENTER });
	for (size_t i = 0; i < len; i++) {
		part_button(v, tabs[i]);
	}
	if (pick) {
		ui_space(v->ui, 1);
		part_button(v, pick_pill(v));
	}
	ui_end(v->ui);
}

/* While several are chosen: what to do, and the way back. */
static void picking_row(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE), .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_TAKE_PICK_TEXT),
			(struct text_look){ .type = is_seven(v) || is_big(v) ? TYPE_NOTE_STRONG : TYPE_BODY_STRONG,
					.grow = 1 });
	part_button(v, pick_button(v));
	ui_end(v->ui);
}

void search_tabs(struct view *v)
{
	if (!has_tabs(v)) {
		return;
	}
	if (v->s->picking) {
		picking_row(v);
		return;
	}
	/* Where large type leaves no room for all of them, in two rows: a label that is narrower than its words is cut.
	 */
	struct tabs tabs = tabs_offered(v);
	bool whole = tabs.len < 3 || is_seven(v) || tabs.width <= ui_px(v->ui, page_width(v));
	size_t first = whole ? tabs.len : (tabs.len + 1) / 2;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3_WIDE) });
	tab_row(v, tabs.at, first, whole && picks_beside(v, &tabs));
	if (first < tabs.len) {
		tab_row(v, tabs.at + first, tabs.len - first, false);
	}
	ui_end(v->ui);
}
