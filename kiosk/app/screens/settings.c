/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language and accessibility (mock-up 09): every choice acts at once and goes with the visitor. */
#include <string.h>

#include "app/screens/screens.h"

static void check_mark(struct view *v, float side)
{
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->primary,
					.radius = side / 2 });
	ui_icon(v->ui, "valider", side * 0.6F, v->p->on_primary);
	ui_end(v->ui);
}

/* To a page that few look for. */
static void quiet_way(struct view *v, const char *icon, enum string_id label, enum screen screen)
{
	part_button(v, (struct button){ .kind = BUTTON_QUIET,
				       .icon = icon,
				       .label = tr(v, label),
				       .action = { ACTION_OPEN, screen },
				       .h = mm(v, BUTTON_H_QUIET),
				       .type = TYPE_NOTE_STRONG });
}

static void language(struct view *v, unsigned lang)
{
	bool chosen = lang == v->s->lang;
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.grow = 1,
					.pad_x = mm(v, SPACE_8_WIDE),
					.min_h = mm(v, LANGUAGE_ROW),
					.align = ALIGN_CENTER },
			(struct action){ ACTION_LANGUAGE, lang }, v->c->languages[lang].name, ROLE_RADIO, chosen);
	ui_text(v->ui, v->c->languages[lang].name,
			(struct text_look){ .type = TYPE_TITLE2, .grow = 1, .silent = true });
	if (chosen) {
		check_mark(v, mm(v, MARK_CHOICE));
	}
	ui_end(v->ui);
}

/* Screens that are wider than high have two beside each other when there are many. */
enum { MANY = 5 };

void view_language(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin_mm(v) : 0,
				     .gap = mm(v, SPACE_4_WIDE),
				     .pad_y = mm(v, PAGE_TOP) });
	part_title(v, tr(v, STR_LANGUAGE_TITLE), is_big(v) && is_seven(v) ? NULL : tr(v, STR_LANGUAGE_TEXT));
	ui_gap(v->ui, mm(v, SPACE_3_TIGHT));
	unsigned across = portrait || is_big(v) || v->c->languages_len < MANY ? 1 : 2;
	for (unsigned i = 0; i < v->c->languages_len; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE) });
		for (unsigned k = i; k < i + across && k < v->c->languages_len; k++) {
			language(v, k);
		}
		ui_end(v->ui);
	}
	ui_space(v->ui, 1);
	ui_begin(v->ui, (struct box){ .dir = is_big(v) ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4_WIDE),
					.justify = is_big(v) ? ALIGN_START : ALIGN_BETWEEN });
	quiet_way(v, "info", STR_SOURCES_TITLE, SCREEN_SOURCES);
	if (has_quiet_ways(v) && v->s->config->professional_allowed) {
		quiet_way(v, "cadenas", STR_HEADER_PROFESSIONALS, SCREEN_CODE);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Seven inches in large type: what the rail has no room for. */
static void menu_row(struct view *v, const char *icon, const char *label, struct action action)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4_WIDE),
					.pad_x = mm(v, SPACE_5_WIDE),
					.min_h = row_mm(v),
					.align = ALIGN_CENTER },
			action, label, ROLE_BUTTON, false);
	ui_icon(v->ui, icon, mm(v, ICON_TILE), v->p->ink);
	ui_text(v->ui, label, (struct text_look){ .type = TYPE_TITLE3, .silent = true, .grow = 1 });
	ui_end(v->ui);
}

void view_menu(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_y = mm(v, GRID_EDGE),
				     .gap = mm(v, GRID_GAP) });
	if (v->s->basket.len > 0) {
		menu_row(v, "mobile", trn(v, STR_TAKE_BAR_NAME, v->s->basket.len),
				(struct action){ ACTION_OPEN, SCREEN_BASKET });
	}
	menu_row(v, "accessibilite", tr(v, STR_BAR_ACCESS), (struct action){ ACTION_OPEN, SCREEN_ACCESS });
	menu_row(v, "langue", v->c->languages[v->s->lang].name, (struct action){ ACTION_OPEN, SCREEN_LANGUAGE });
	menu_row(v, "terminer", tr(v, STR_HEADER_FINISH), (struct action){ ACTION_LEAVE, 0 });
	ui_end(v->ui);
}

static void size_card(struct view *v, int index, enum string_id label)
{
	bool chosen = v->s->text_size == index;
	part_card_begin(v,
			(struct box){ .dir = DOWN,
					.grow = 1,
					.min_h = mm(v, SIZE_CARD),
					.pad_y = mm(v, SPACE_TITLE),
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER },
			(struct action){ ACTION_TEXT_SIZE, index }, tr(v, label), ROLE_RADIO, chosen);
	ui_text(v->ui, "A",
			(struct text_look){ .type = TYPE_SAMPLE,
					.scale = text_scales[index],
					.align = ALIGN_CENTER,
					.silent = true });
	ui_text(v->ui, tr(v, label),
			(struct text_look){ .type = TYPE_SIZE_NAME, .align = ALIGN_CENTER, .silent = true });
	ui_end(v->ui);
}

static void colour_card(struct view *v, enum theme_id theme, enum string_id label)
{
	const struct palette *p = palette_of(theme);
	bool chosen = v->s->theme == theme;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.grow = 1,
					.min_h = mm(v, COLOUR_CARD),
					.pad = mm(v, COLOUR_PAD),
					.fill = p->ground,
					.border = chosen ? v->p->primary : v->p->border,
					.border_mm = chosen ? mm(v, STROKE_CHOSEN) : line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_RADIO, tr(v, label));
	ui_action(v->ui, ACTION_COLOURS, theme);
	ui_state(v->ui, chosen ? STATE_CHOSEN : 0);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_2_SLIM), .justify = ALIGN_CENTER });
	if (!is_seven(v)) { /* there the name is the sample */
		ui_text(v->ui, "Aa", (struct text_look){ .type = TYPE_COLOUR_SAMPLE, .color = p->ink, .silent = true });
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = mm(v, SWATCH_W),
					.h = mm(v, SWATCH_H),
					.fill = p->primary,
					.radius = mm(v, RADIUS_SWATCH),
					.self = ALIGN_START });
	ui_end(v->ui);
	ui_text(v->ui, tr(v, label), (struct text_look){ .type = TYPE_COLOUR_NAME, .color = p->ink, .silent = true });
	ui_end(v->ui);
	if (chosen) {
		check_mark(v, mm(v, CHECK_COLOUR));
	}
	ui_end(v->ui);
}

static void switch_mark(struct view *v, bool on)
{
	float grown = 1 + (scale_of(v) - 1) * 0.8F; /* with the word in it */
	float h = mm(v, SWITCH_H) * grown;
	float knob = h * 0.72F;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.w = mm(v, SWITCH_W) * grown,
					.h = h,
					.pad_x = h * 0.14F,
					.gap = mm(v, SPACE_2),
					.align = ALIGN_CENTER,
					.fill = on ? v->p->primary : v->p->surface,
					.border = on ? v->p->primary : v->p->border,
					.border_mm = mm(v, STROKE_MARK),
					.radius = h / 2 });
	struct text_look look = { .type = TYPE_SWITCH,
		.color = on ? v->p->on_primary : v->p->ink,
		.align = ALIGN_CENTER,
		.grow = 1,
		.silent = true,
		.max_lines = 1 };
	if (on) {
		ui_text(v->ui, tr(v, STR_ACCESS_YES), look);
	}
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = knob,
					.h = knob,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = on ? v->p->accent : v->p->border,
					.radius = knob / 2 });
	if (on) {
		ui_icon(v->ui, "valider", knob * 0.6F, v->p->on_accent);
	}
	ui_end(v->ui);
	if (!on) {
		ui_text(v->ui, tr(v, STR_ACCESS_NO), look);
	}
	ui_end(v->ui);
}

static void option_row(struct view *v, enum option option, const char *icon, enum string_id title, enum string_id text)
{
	bool on = v->s->options[option];
	if (!is_seven(v)) {
		ui_rule(v->ui, v->p->hairline, mm(v, STROKE_RULE));
	}
	bool below = is_big(v) && is_seven(v); /* the title has the whole width */
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = below ? mm(v, SPACE_1) : mm(v, SPACE_6_WIDE),
					.min_h = mm(v, OPTION_ROW),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER });
	ui_role(v->ui, ROLE_SWITCH, tr(v, title));
	ui_action(v->ui, ACTION_TOGGLE, option);
	ui_state(v->ui, on ? STATE_CHOSEN : 0);
	ui_value(v->ui, tr(v, on ? STR_ACCESS_YES : STR_ACCESS_NO));
	if (!is_big(v)) {
		part_icon_square(v, icon, mm(v, SQUARE_OPTION), mm(v, ICON_OPTION), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = TYPE_TITLE3, .silent = true });
	if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, text), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = ACROSS });
	switch_mark(v, on);
	ui_end(v->ui);
	ui_end(v->ui);
}

static void heading(struct view *v, enum string_id text)
{
	if (!is_seven(v)) {
		ui_text(v->ui, tr(v, text), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	}
}

/* Four beside each other, or two in large type. */
static void sizes(struct view *v)
{
	static const enum string_id labels[TEXT_SIZES] = { STR_ACCESS_NORMAL, STR_ACCESS_LARGE, STR_ACCESS_LARGER,
		STR_ACCESS_GIANT };
	int across = is_column(v) ? 2 : TEXT_SIZES;
	heading(v, STR_ACCESS_SIZE);
	for (int i = 0; i < TEXT_SIZES; i++) {
		if (i % across == 0) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3_WIDE) });
		}
		size_card(v, i, labels[i]);
		if ((i + 1) % across == 0) {
			ui_end(v->ui);
		}
	}
}

static void colours(struct view *v)
{
	heading(v, STR_ACCESS_COLOURS);
	ui_begin(v->ui, (struct box){ .dir = is_column(v) ? DOWN : ACROSS,
					.parts = is_column(v),
					.gap = mm(v, SPACE_3_WIDE) });
	colour_card(v, THEME_LIGHT, STR_ACCESS_LIGHT);
	colour_card(v, THEME_DARK, STR_ACCESS_DARK);
	colour_card(v, THEME_CONTRAST, STR_ACCESS_CONTRAST);
	ui_end(v->ui);
}

static void options(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .parts = true, .gap = mm(v, OPTION_GAP) });
	option_row(v, OPTION_EASY, "facile-lire", STR_ACCESS_EASY, STR_ACCESS_EASY_TEXT);
	option_row(v, OPTION_KEYPAD, "clavier", STR_ACCESS_KEYPAD, STR_ACCESS_KEYPAD_TEXT);
	option_row(v, OPTION_TIME, "horloge", STR_ACCESS_TIME, STR_ACCESS_TIME_TEXT);
	if (v->format == FORMAT_PORTRAIT) {
		option_row(v, OPTION_LOW, "acces-bas", STR_ACCESS_LOW, STR_ACCESS_LOW_TEXT);
	}
	if (!is_seven(v)) {
		ui_rule(v->ui, v->p->hairline, mm(v, STROKE_RULE));
	}
	ui_end(v->ui);
}

void view_access(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin_mm(v) : 0,
				     .gap = mm(v, ACCESS_GAP),
				     .pad_bottom = mm(v, is_seven(v) ? GRID_EDGE : SPACE_5),
				     .pad_top = mm(v, ACCESS_PAD_TOP) });
	if (!is_seven(v)) {
		part_title(v, tr(v, STR_ACCESS_TITLE), portrait && !is_big(v) ? tr(v, STR_ACCESS_TEXT) : NULL);
	}
	if (v->format == FORMAT_LANDSCAPE && !is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_8), .grow = 1 });
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3_5_WIDE) });
		sizes(v);
		colours(v);
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
		options(v);
		ui_end(v->ui);
		ui_end(v->ui);
	} else {
		sizes(v);
		colours(v);
		options(v);
		if (!is_seven(v)) { /* there the rows take all of the page */
			ui_space(v->ui, 1);
		}
	}
	ui_begin(v->ui, (struct box){ .dir = is_big(v) && is_seven(v) ? DOWN : ACROSS,
					.gap = mm(v, SPACE_3_5_WIDE),
					.keep = !is_big(v) || !is_seven(v) });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "synchro",
				       .label = tr(v, STR_ACCESS_RESET),
				       .action = { ACTION_RESET, 0 },
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = 1.45F });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "valider",
				       .label = tr(v, STR_ACCESS_DONE),
				       .action = { ACTION_BACK, 0 },
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = 1,
				       .type = TYPE_LABEL_LARGE });
	ui_end(v->ui);
	ui_end(v->ui);
}
