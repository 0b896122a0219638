/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a page, and the bar that every page has (screens.h). */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"
#include "draw/qr.h"

/* ---- header and bar ---- */

static void header_words(struct view *v)
{
	const char *site = v->s->site ? words(v, &v->s->site->name) : "Borne";
	const char *tagline = v->c ? words(v, &v->c->title) : tr(v, STR_SITE_TAGLINE);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, site, (struct text_look){ .type = TYPE_SITE, .max_lines = is_big(v) ? 2 : 1 });
	if (!is_big(v)) {
		ui_text(v->ui, tagline,
				(struct text_look){ .type = TYPE_TAGLINE, .color = v->p->ink2, .max_lines = 1 });
	}
	ui_end(v->ui);
}

static const char *clock_text(const struct view *v)
{
	return arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min);
}

void part_finish(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "terminer",
				       .label = tr(v, STR_HEADER_FINISH),
				       .action = { ACTION_FINISH, 0 },
				       .h = 17,
				       .type = TYPE_NOTE_STRONG });
}

void part_header(struct view *v)
{
	enum screen screen = v->s->at.screen;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.h = header_mm(v),
					.pad_x = margin(v),
					.gap = 5,
					.align = ALIGN_CENTER });
	part_milestone(v, 11.4F, 16.4F, "=", 6, true);
	header_words(v);
	ui_text(v->ui, clock_text(v), (struct text_look){ .type = TYPE_CLOCK });
	ui_gap(v->ui, 1);
	bool home = screen == SCREEN_HOME;
	if (home && v->s->config->professional_allowed) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .icon = "cadenas",
					       .label = tr(v, STR_HEADER_PROFESSIONALS),
					       .action = { ACTION_OPEN, SCREEN_CODE },
					       .h = 17,
					       .type = TYPE_NOTE_STRONG });
	} else if (!home && screen != SCREEN_SETUP) {
		part_finish(v);
	}
	ui_end(v->ui);
}

struct bar_item {
	const char *icon;
	enum string_id label;
	const char *text; /* instead of label */
	struct action action;
	bool chosen, wide;
	const char *name; /* spoken; NULL: the label */
};

static void bar_button(struct view *v, const struct bar_item *item, bool rail)
{
	const char *label = item->text ? item->text : tr(v, item->label);
	const struct palette *p = v->p;
	bool pressed = is_pressed(v, item->action);
	struct color fill = item->chosen ? (pressed ? p->primary_pressed : p->primary)
			    : pressed    ? p->surface2
					 : p->surface;
	struct color ink = item->chosen ? p->on_primary : p->ink;
	ui_begin(v->ui, (struct box){ .dir = item->wide ? ACROSS : DOWN,
					.gap = item->wide ? 5 : mm(v, SPACE_BAR_LABEL),
					.grow = item->wide ? 2.05F : 1,
					.h = rail ? 0 : bar_mm(v) - 2 * mm(v, BAR_PAD),
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = fill,
					.border = item->chosen ? fill : p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_BUTTON, item->name ? item->name : label);
	ui_action(v->ui, item->action.type, item->action.arg);
	ui_state(v->ui, item->chosen ? STATE_CHOSEN : 0);
	ui_icon(v->ui, item->icon, mm(v, item->wide ? ICON_BAR_WIDE : ICON_BAR), ink);
	ui_text(v->ui, label,
			(struct text_look){ .type = item->wide ? TYPE_NAV_WIDE : TYPE_NAV,
					.color = ink,
					.align = ALIGN_CENTER,
					.silent = true,
					.max_lines = 1 });
	ui_end(v->ui);
}

void part_bar(struct view *v)
{
	const struct state *s = v->s;
	bool rail = v->format != FORMAT_PORTRAIT;
	bool home = s->at.screen == SCREEN_HOME;
	struct bar_item back = { "retour", STR_BAR_BACK, NULL, { ACTION_BACK, 0 }, false, false, NULL };
	struct bar_item to_home = { "accueil", STR_BAR_HOME, NULL, { ACTION_HOME, 0 }, false, false, NULL };
	bool brief = scale_of(v) > 1.1F; /* the bar grows less than its words */
	struct bar_item search = { "recherche",
		brief         ? STR_BAR_SEARCH_SHORT
		: is_seven(v) ? STR_BAR_SEARCH_SHORT
		: rail        ? STR_BAR_SEARCH
			      : STR_BAR_SEARCH_WORD,
		NULL, { ACTION_OPEN, SCREEN_SEARCH }, false, !rail, NULL };
	struct bar_item places = { "lieu", STR_BAR_PLACES, NULL, { ACTION_OPEN, SCREEN_PLACES }, false, false, NULL };
	struct bar_item listen = { s->listening ? "pause" : "ecouter", s->listening ? STR_BAR_PAUSE : STR_BAR_LISTEN,
		NULL, { ACTION_LISTEN, 0 }, s->listening, false, NULL };
	struct bar_item access = { "accessibilite", brief ? STR_BAR_ACCESS_SHORT : STR_BAR_ACCESS, NULL,
		{ ACTION_OPEN, SCREEN_ACCESS }, s->at.screen == SCREEN_ACCESS, false, tr(v, STR_BAR_ACCESS) };
	const char *name = v->c ? v->c->languages[s->lang].name : NULL;
	/* Its own name, where that is no wider than the button. */
	float room = rail ? bar_mm(v) - 2 * mm(v, RAIL_PAD) : (page_width(v) - 4 * mm(v, BAR_GAP)) / 5;
	bool own = name && ui_text_width(v->ui, TYPE_NAV, name) <= ui_px(v->ui, room - 2 * line_mm(v));
	struct bar_item language = { "langue", STR_BAR_LANGUAGE, own ? name : NULL, { ACTION_OPEN, SCREEN_LANGUAGE },
		s->at.screen == SCREEN_LANGUAGE, false, name };
	if (rail) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = bar_mm(v),
						.pad = mm(v, RAIL_PAD),
						.gap = mm(v, RAIL_GAP),
						.fill = v->p->surface });
	} else {
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.h = bar_mm(v),
						.pad_x = margin(v),
						.pad_y = mm(v, BAR_PAD),
						.gap = mm(v, BAR_GAP),
						.fill = v->p->surface });
	}
	ui_role(v->ui, ROLE_NAVIGATION, NULL);
	if (screen_of_rest(s) == SCREEN_SETUP) { /* the technician's pages alone: all others need content and a site */
		bar_button(v, &back, rail);
		ui_end(v->ui);
		return;
	}
	if (home) {
		bar_button(v, &search, rail);
		if (rail) {
			bar_button(v, &places, rail);
		}
	} else {
		bar_button(v, &back, rail);
		bar_button(v, &to_home, rail);
	}
	bar_button(v, &listen, rail);
	bar_button(v, &access, rail);
	bar_button(v, &language, rail);
	ui_end(v->ui);
}

static void turn(struct view *v, int page, int pages, bool reading)
{
	float h = mm(v, reading ? BUTTON_H_READ : BUTTON_H_PAGER);
	bool small = is_seven(v);
	bool brief = small && scale_of(v) > 1.6F; /* a word of eight letters has no room */
	const char *before = tr(v, reading ? STR_ARTICLE_BEFORE : STR_PLACES_BEFORE);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = margin(v) * 0.4F, .align = ALIGN_CENTER });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "precedent",
				       .label = brief ? "" : before,
				       .name = before,
				       .action = { ACTION_PAGE, -1 },
				       .disabled = page == 0,
				       .grow = 1,
				       .h = h });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = small ? 0.5F : 0.8F });
	const char *where = small ? arena_printf(v->a, "%d/%d", page + 1, pages)
				  : tr2(v, STR_PLACES_PAGE, num(v, page + 1), num(v, pages));
	ui_text(v->ui, where, (struct text_look){ .type = TYPE_PAGER, .align = ALIGN_CENTER });
	ui_end(v->ui);
	part_button(v, (struct button){ .kind = reading ? BUTTON_PRIMARY : BUTTON_SECONDARY,
				       .label = tr(v, reading ? STR_ARTICLE_NEXT : STR_PLACES_AFTER),
				       .icon_after = "suite",
				       .action = { ACTION_PAGE, 1 },
				       .disabled = page + 1 >= pages,
				       .grow = 1.3F,
				       .h = h });
	ui_end(v->ui);
}

void part_pager(struct view *v, int page, int pages)
{
	if (pages > 1) {
		turn(v, page, pages, false);
	}
}

static void flow_pager(void *context, int page, int pages)
{
	struct view *v = context;
	turn(v, page, pages, false);
}

static void reading_pager(void *context, int page, int pages)
{
	struct view *v = context;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_top = mm(v, SPACE_4) });
	turn(v, page, pages, true);
	ui_end(v->ui);
}

void part_flow(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->at.page, flow_pager, v);
}

void part_flow_reading(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->at.page, reading_pager, v);
}

void part_flow_over(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->panel != PANEL_NONE ? v->s->panel_page : v->s->sheet_page, flow_pager, v);
}
