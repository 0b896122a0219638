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
	const char *site = v->s->site ? text_of(v, &v->s->site->name) : "Borne";
	const char *tagline = v->c ? text_of(v, &v->c->title) : tr(v, STR_SITE_TAGLINE);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, site, (struct text_look){ .type = TYPE_SITE });
	if (scale_of(v) < 1.2F || is_low(v)) { /* in larger type the name may take its line */
		ui_text(v->ui, is_low(v) ? tr(v, STR_LOW_LOOK) : tagline,
				(struct text_look){ .type = TYPE_TAGLINE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}

static const char *clock_text(const struct view *v)
{
	return arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min);
}

bool has_quiet_ways(const struct view *v)
{
	return is_seven(v) || scale_of(v) > 1.4F;
}

void part_finish(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "terminer",
				       .label = tr(v, STR_HEADER_FINISH),
				       .action = { ACTION_FINISH, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
}

void part_header(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.h = header_mm(v),
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_5),
					.align = ALIGN_CENTER });
	ui_role(v->ui, ROLE_BANNER, NULL);
	part_milestone(v, mm(v, HEADER_STONE_W), mm(v, HEADER_STONE_H), "=", mm(v, HEADER_STONE_ICON), true);
	header_words(v);
	ui_text(v->ui, clock_text(v), (struct text_look){ .type = TYPE_CLOCK });
	ui_gap(v->ui, mm(v, SPACE_1));
	bool home = screen_at(v->s)->home;
	if (is_low(v)) {
		ui_end(v->ui);
		return;
	}
	if (home && v->s->config->professional_allowed && !has_quiet_ways(v)) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .icon = "cadenas",
					       .label = tr(v, STR_HEADER_PROFESSIONALS),
					       .action = { ACTION_OPEN, SCREEN_CODE },
					       .h = mm(v, BUTTON_H_SMALL),
					       .type = TYPE_NOTE_STRONG });
	} else if (!home) {
		part_finish(v);
	}
	ui_end(v->ui);
}

struct bar_item {
	const char *icon;
	enum string_id label;
	const char *text; /* instead of label */
	struct action action;
	bool chosen, wide, quiet;
	const char *name; /* spoken; NULL: the label */
	const char *hint; /* why it can do nothing; NULL: it can */
};

/* The bar grows less than its words: in larger type they are shorter ones. */
static bool is_brief(const struct view *v)
{
	return scale_of(v) > 1.1F;
}

/* The word is no wider than a button. */
static bool bar_holds(const struct view *v, bool rail, const char *word)
{
	float items = v->s->basket.len > 0 && !is_brief(v) ? 6 : 5;
	float room = rail ? bar_mm(v) - 2 * mm(v, RAIL_PAD) : (page_width(v) - (items - 1) * mm(v, BAR_GAP)) / items;
	return ui_text_width(v->ui, TYPE_NAV, word) <= ui_px(v->ui, room - 2 * line_mm(v));
}

static void bar_button(struct view *v, const struct bar_item *item, bool rail)
{
	const char *label = item->text ? item->text : tr(v, item->label);
	const struct palette *p = v->p;
	bool here = item->action.type == ACTION_OPEN && item->action.arg == (int64_t)v->s->at.screen;
	bool chosen = item->chosen || here;
	bool pressed = is_pressed(v, item->action);
	struct color fill = chosen                   ? (pressed ? p->primary_pressed : p->primary)
			    : item->hint             ? p->disabled_fill
			    : pressed || item->quiet ? p->surface2
						     : p->surface;
	struct color ink = chosen ? p->on_primary : item->hint ? p->disabled_text : p->ink;
	bool two_lines = !item->wide && !bar_holds(v, rail, label); /* of several words */
	ui_begin(v->ui, (struct box){ .dir = item->wide ? ACROSS : DOWN,
					.gap = item->wide  ? mm(v, BAR_WIDE_GAP)
					       : two_lines ? 0
							   : mm(v, SPACE_BAR_LABEL),
					.grow = item->wide ? 2.05F : 1,
					.h = rail ? 0 : bar_mm(v) - 2 * mm(v, BAR_PAD),
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = fill,
					.border = chosen       ? fill
						  : item->hint ? p->disabled_text
							       : p->border,
					.border_mm = line_mm(v),
					.dashed = item->hint != NULL,
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_BUTTON, item->name ? item->name : label);
	ui_action(v->ui, item->action.type, item->action.arg);
	ui_state(v->ui, (chosen ? STATE_CHOSEN : 0) | (item->hint ? STATE_DISABLED : 0));
	ui_hint(v->ui, item->hint);
	ui_icon(v->ui, item->icon, sign_mm(v, item->wide ? ICON_BAR_WIDE : ICON_BAR), ink);
	ui_text(v->ui, label,
			(struct text_look){ .type = item->wide ? TYPE_NAV_WIDE : TYPE_NAV,
					.color = ink,
					.align = ALIGN_CENTER,
					.silent = true,
					.max_lines = two_lines ? 2 : 1 });
	ui_end(v->ui);
}

static void bar_begin(struct view *v, bool rail)
{
	if (rail) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = bar_mm(v),
						.pad_x = mm(v, RAIL_PAD),
						.pad_y = mm(v, RAIL_PAD_Y),
						.gap = mm(v, RAIL_GAP),
						.fill = v->p->surface });
	} else {
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.h = bar_mm(v),
						.pad_x = margin_mm(v),
						.pad_y = mm(v, BAR_PAD),
						.gap = mm(v, BAR_GAP),
						.fill = v->p->surface });
	}
	ui_role(v->ui, ROLE_NAVIGATION, NULL);
}

static void bar_ways(struct view *v, bool rail)
{
	static const struct bar_item back = { .icon = "retour", .label = STR_BAR_BACK, .action = { ACTION_BACK, 0 } };
	static const struct bar_item home = { .icon = "accueil", .label = STR_BAR_HOME, .action = { ACTION_HOME, 0 } };
	static const struct bar_item places = { .icon = "lieu",
		.label = STR_BAR_PLACES,
		.action = { ACTION_OPEN, SCREEN_PLACES } };
	if (!screen_at(v->s)->home) {
		bar_button(v, &back, rail);
		bar_button(v, &home, rail);
		return;
	}
	struct bar_item search = { .icon = "recherche",
		.label = is_brief(v) || is_seven(v) || (!rail && v->s->basket.len > 0) ? STR_BAR_SEARCH_SHORT
			 : rail                                                        ? STR_BAR_SEARCH
										       : STR_BAR_SEARCH_WORD,
		.action = { ACTION_OPEN, SCREEN_SEARCH },
		.wide = !rail };
	bar_button(v, &search, rail);
	if (rail) {
		bar_button(v, &places, rail);
	}
}

/* Without an audio device the button says so. */
static void bar_listen(struct view *v, bool rail)
{
	bool on = v->s->speech.listening;
	struct bar_item listen = { .icon = "ecouter",
		.label = STR_BAR_LISTEN,
		.action = { on ? ACTION_LISTEN_STOP : ACTION_LISTEN, 0 },
		.chosen = on };
	if (v->s->sound.absent) {
		listen = (struct bar_item){ .icon = "son-coupe",
			.label = STR_BAR_NO_SOUND,
			.action = { ACTION_LISTEN, 0 },
			.hint = tr(v, STR_BAR_NO_SOUND_TEXT) };
	}
	bar_button(v, &listen, rail);
}

/* While the page is read a rail shows what the panel above a bar does; Accueil stays. */
static void rail_listen(struct view *v)
{
	static const struct bar_item home = { .icon = "accueil", .label = STR_BAR_HOME, .action = { ACTION_HOME, 0 } };
	struct listen_item items[LISTEN_ITEMS];
	int most = !is_seven(v) || scale_of(v) <= 1.1F ? LISTEN_ITEMS : scale_of(v) > 1.4F ? 3 : 4;
	int len = listen_items(v, most, items);
	bar_button(v, &home, true);
	for (int i = 0; i < len; i++) {
		struct bar_item item = { .icon = items[i].icon,
			.text = items[i].label,
			.name = items[i].name,
			.action = items[i].action,
			.chosen = items[i].chosen };
		bar_button(v, &item, true);
	}
}

static void bar_help(struct view *v, bool rail, bool access, bool language)
{
	const struct state *s = v->s;
	bar_listen(v, rail);
	if (access) {
		bool brief = is_brief(v) || !bar_holds(v, rail, tr(v, STR_BAR_ACCESS));
		struct bar_item item = { .icon = "accessibilite",
			.label = brief ? STR_BAR_ACCESS_SHORT : STR_BAR_ACCESS,
			.action = { ACTION_OPEN, SCREEN_ACCESS },
			.name = tr(v, STR_BAR_ACCESS) };
		bar_button(v, &item, rail);
	}
	if (language) {
		const char *name = v->c ? v->c->languages[s->lang].name : NULL;
		bool own = name && bar_holds(v, rail, name);
		struct bar_item item = { .icon = "langue",
			.label = STR_BAR_LANGUAGE,
			.text = own ? name : NULL,
			.action = { ACTION_OPEN, SCREEN_LANGUAGE },
			.name = name };
		bar_button(v, &item, rail);
	}
}

/* What was collected to take away, and how much. */
static void bar_basket(struct view *v, bool rail)
{
	int len = v->s->basket.len;
	const char *text = tr1(v, STR_TAKE_BAR, num(v, len));
	struct bar_item item = { .icon = "mobile",
		.text = bar_holds(v, rail, text) ? text : tr(v, STR_TAKE_BAR_SHORT),
		.action = { ACTION_OPEN, SCREEN_BASKET },
		.name = trn(v, STR_TAKE_BAR_NAME, len) };
	bar_button(v, &item, rail);
}

/* Seven inches: six rows; of five in large type and of four in larger the last is a menu of what has no room, and of
 * six when one of them is the basket. */
static void bar_end(struct view *v, bool rail, bool menu)
{
	struct bar_item more = { .icon = "liste",
		.label = STR_BAR_MENU,
		.action = { ACTION_OPEN, SCREEN_MENU },
		.chosen = screen_at(v->s)->choice }; /* the languages are behind it */
	struct bar_item finish = { .icon = "terminer",
		.label = STR_HEADER_FINISH,
		.action = { ACTION_LEAVE, 0 },
		.quiet = true };
	bar_button(v, menu ? &more : &finish, rail);
}

void part_bar(struct view *v)
{
	bool rail = v->format != FORMAT_PORTRAIT;
	bool basket = v->s->basket.len > 0;
	bool large = is_seven(v) && scale_of(v) > 1.1F;
	/* Six words beside each other have no room in large type. */
	bool wide = !rail && basket && scale_of(v) > 1.1F;
	bool menu = large || wide || (is_seven(v) && basket);
	bar_begin(v, rail);
	if (!unit_in_service(v->s)) { /* the technician's pages alone */
		static const struct bar_item back = { .icon = "retour",
			.label = STR_BAR_BACK,
			.action = { ACTION_BACK, 0 } };
		bar_button(v, &back, rail);
		ui_end(v->ui);
		return;
	}
	if (rail && v->s->speech.listening) {
		rail_listen(v);
		ui_end(v->ui);
		return;
	}
	bar_ways(v, rail);
	bar_help(v, rail, !menu || (!wide && scale_of(v) < 1.4F), !menu);
	if (basket && !large) { /* there it is in the menu */
		bar_basket(v, rail);
	}
	if (is_seven(v) || menu) {
		bar_end(v, rail, menu);
	}
	ui_end(v->ui);
}
