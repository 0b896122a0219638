/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page (mock-ups 02, 13, 14, 16, 18, 20). */
#include "app/screens/home_parts.h"

/* ---- what the page does ---- */

void enter_home(struct state *s, struct effects *fx)
{
	(void)fx;
	s->camera = home_camera(s);
}

void fit_home(struct state *s)
{
	s->camera = home_camera(s);
}

/* ---- what it shows ---- */

enum { HOME_TILES_MAX = 6 };

/* A third row of tiles: each is lower, and so is the card above them where there is little room. */
static bool has_many_tiles(const struct view *v)
{
	int count = 0;
	for (size_t i = 0; i < v->c->themes_len; i++) {
		count += v->c->themes[i].home && !v->c->themes[i].professional;
	}
	return count > 4;
}

static float tile_h(const struct view *v)
{
	if (is_low(v)) {
		return mm(v, BUTTON_H_LARGE);
	}
	if (is_seven(v) && is_big(v)) {
		return row_mm(v);
	}
	return mm(v, !has_many_tiles(v) ? TILE_H : is_big(v) ? TILE_H_COLUMN : TILE_H_MANY);
}

static void theme_tile(struct view *v, int index)
{
	const struct theme *t = &v->c->themes[index];
	const char *title = text_of(v, &t->title);
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, TILE_GAP),
					.pad_x = mm(v, TILE_PAD_X),
					.pad_y = mm(v, is_seven(v) ? SPACE_1_5 : SPACE_3),
					.grow = 1,
					.min_h = tile_h(v),
					.align = ALIGN_CENTER },
			(struct action){ ACTION_THEME, index }, title, ROLE_BUTTON, false);
	part_icon_square(v, t->icon, mm(v, SQUARE_TILE), mm(v, ICON_TILE), false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .silent = true, .balance = is_seven(v) });
	if (home_has_words(v)) {
		ui_text(v->ui, text_of(v, &t->summary),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .balance = true });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Two beside each other, the last of an odd number over the whole width, as each in large type. */
static void theme_tiles(struct view *v)
{
	int shown = 0;
	int across = is_column(v) ? 1 : 2;
	for (size_t i = 0; i < v->c->themes_len && shown < HOME_TILES_MAX; i++) {
		if (!v->c->themes[i].home || v->c->themes[i].professional) {
			continue;
		}
		if (shown % across == 0) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS,
							.gap = mm(v, is_seven(v) ? GRID_GAP : TILES_GAP),
							.grow = is_seven(v) && !is_big(v) ? 1 : 0 });
		}
		theme_tile(v, (int)i);
		shown++;
		if (shown % across == 0) {
			ui_end(v->ui);
		}
	}
	if (shown % across != 0) {
		ui_end(v->ui);
	}
}

/* In the room of the map, where there is none: the nearest places by name. */
static void nearest(struct view *v)
{
	enum { ROWS = 3 };
	int rows = scale_of(v) < 1.2F ? ROWS : 1;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = mm(v, SPACE_7),
					.gap = mm(v, SPACE_5),
					.justify = ALIGN_CENTER });
	bool crow = false; /* a distance of the rows is a straight line */
	for (int i = 0; i < v->s->near_len && i < rows; i++) {
		const struct near *near = &v->s->near[i];
		const struct place *p = &v->c->places[near->place];
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
		part_symbol(v, v->c->networks[p->network].symbol, mm(v, SYMBOL_HOME), 0, false);
		ui_text(v->ui, p->name, (struct text_look){ .type = TYPE_NOTE_STRONG, .silent = true, .grow = 1 });
		bool straight = near_is_straight(near);
		ui_text(v->ui, straight ? say_far(&v->voice, near) : say_how_far(&v->voice, near),
				(struct text_look){ .type = TYPE_NOTE_WIDE, .color = v->p->ink2, .silent = true });
		ui_end(v->ui);
		crow = crow || straight;
	}
	if (crow) {
		ui_text(v->ui, tr(v, STR_DISTANCE_CROW),
				(struct text_look){ .type = TYPE_NOTE,
						.color = v->p->ink2,
						.align = ALIGN_END,
						.silent = true });
	}
	ui_end(v->ui);
}

static void places_card(struct view *v)
{
	int near = v->s->nearby.near;
	int open = v->s->nearby.open;
	const struct palette *p = v->p;
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.grow = is_big(v) ? 0 : 1,
					.pad_y = is_big(v) ? mm(v, SPACE_4) : 0, /* no map beside its words */
					.clip = true },
			(struct action){ ACTION_OPEN, SCREEN_PLACES }, tr(v, STR_HOME_PLACES), ROLE_BUTTON, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 0.72F,
					.pad_x = mm(v, HOME_CARD_PAD),
					.gap = mm(v, SPACE_4_5),
					.justify = ALIGN_CENTER });
	if (scale_of(v) < 1.2F) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS });
		part_icon_square(v, "lieu", mm(v, SQUARE_HOME), mm(v, ICON_TILE), false);
		ui_end(v->ui);
	}
	ui_text(v->ui, tr(v, STR_HOME_PLACES), (struct text_look){ .type = TYPE_HOME_PLACES, .silent = true });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	ui_icon(v->ui, open ? "horloge" : "lieu", sign_mm(v, ICON_FACT), open ? p->success : p->ink2);
	ui_text(v->ui, say_places(&v->voice, near, open),
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.color = open ? p->success : p->ink2,
					.grow = 1 });
	ui_end(v->ui);
	ui_end(v->ui);
	if (is_big(v)) {
		ui_end(v->ui);
		return;
	}
	if (map_is_of_use_here(v->s)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.pad_y = mm(v, STROKE_CONTROL),
						.pad_end = mm(v, STROKE_CONTROL) });
		part_map(v, (struct box){ .grow = 1 }, (struct map_options){ .markers = true, .quiet = true });
		ui_end(v->ui);
	} else {
		nearest(v);
	}
	ui_end(v->ui);
}

/* By one touch, as many as a row has room for; the page of the bar has all of them. */
static void languages(struct view *v)
{
	enum { BESIDE = 5 };
	int shown = 0;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3) });
	for (unsigned i = 0; i < v->c->languages_len && shown < BESIDE; i++) {
		if (i != v->s->lang) {
			shown++;
			part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
						       .label = v->c->languages[i].name,
						       .action = { ACTION_LANGUAGE, i },
						       .h = mm(v, BUTTON_H_SMALL),
						       .w = v->c->languages_len < 4 ? mm(v, HOME_LANGUAGE_W) : 0,
						       .grow = v->c->languages_len < 4 ? 0 : 1,
						       .type = TYPE_NOTE_STRONG });
		}
	}
	ui_end(v->ui);
}

/* In large type the page is one column, and goes on: what helps to choose first. At seven inches the title gives way,
 * and the rail leads to the places. */
static void view_home_big(struct view *v)
{
	bool seven = is_seven(v);
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_top = mm(v, seven ? GRID_EDGE : PAGE_TOP),
				     .pad_bottom = mm(v, seven ? GRID_EDGE : SPACE_5_WIDE),
				     .gap = mm(v, seven ? GRID_GAP : SPACE_4) });
	if (seven) {
		part_home_guide_row(v);
		theme_tiles(v);
		ui_end(v->ui);
		return;
	}
	ui_text(v->ui, tr(v, STR_HOME_TITLE_SHORT),
			(struct text_look){ .type = TYPE_HOME_TITLE, .balance = true, .role = ROLE_HEADING });
	if (home_has_words(v)) {
		ui_text(v->ui, tr(v, STR_HOME_FREE), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	part_home_guide(v, mm(v, GUIDE_CARD_BIG));
	theme_tiles(v);
	places_card(v);
	ui_end(v->ui);
}

static void view_home_seven(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, GRID_EDGE), .gap = mm(v, GRID_GAP) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4_WIDE),
					.align = ALIGN_CENTER,
					.min_h = mm(v, GRID_ROW) });
	part_milestone(v, mm(v, BRAND_W), mm(v, BRAND_H), "=", mm(v, ICON_BRAND), true);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	if (v->s->site) {
		ui_text(v->ui, text_of(v, &v->s->site->name), (struct text_look){ .type = TYPE_TAGLINE });
	}
	ui_text(v->ui, tr(v, STR_HOME_TITLE_SHORT),
			(struct text_look){ .type = TYPE_HOME_TITLE, .role = ROLE_HEADING });
	ui_end(v->ui);
	ui_text(v->ui, arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min),
			(struct text_look){ .type = TYPE_CLOCK });
	ui_end(v->ui);
	part_home_guide(v, mm(v, GRID_ROWS_2));
	theme_tiles(v);
	ui_end(v->ui);
}

static void view_home_large(struct view *v)
{
	bool wide = v->format == FORMAT_LANDSCAPE;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = wide ? 0 : margin_mm(v),
					.pad_bottom = mm(v, wide ? HOME_BELOW_WIDE : SPACE_5),
					.gap = mm(v, wide ? SPACE_4 : HOME_GAP) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1_5), .pad_top = wide ? 0 : mm(v, SPACE_5) });
	ui_text(v->ui, tr(v, STR_HOME_TITLE),
			(struct text_look){ .type = TYPE_HOME_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_HOME_FREE), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	ui_end(v->ui);
	if (wide) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.gap = mm(v, SPACE_6),
						.grow = 1,
						.pad_top = mm(v, SPACE_3) });
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, HOME_GUIDE_W) });
		part_home_guide(v, 0);
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_4), .grow = 1 });
		theme_tiles(v);
		places_card(v);
		ui_end(v->ui);
		ui_end(v->ui);
	} else {
		ui_gap(v->ui, mm(v, SPACE_1_5));
		part_home_guide(v, mm(v, HOME_GUIDE_H));
		ui_gap(v->ui, mm(v, SPACE_TITLE));
		ui_text(v->ui, tr(v, STR_HOME_CHOOSE),
				(struct text_look){ .type = TYPE_BODY_STRONG, .role = ROLE_HEADING });
		theme_tiles(v);
		places_card(v);
		if (scale_of(v) < 1.2F) { /* else the bar's button alone: the page would not fit */
			languages(v);
		}
	}
	ui_end(v->ui);
}

/* Low reach (mock-up 44): the words stand above the line, the choices below, two beside each other where they fit. */
static void view_home_low(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = margin_mm(v),
				     .pad_bottom = mm(v, SPACE_4),
				     .gap = mm(v, SPACE_3_6) });
	part_home_guide_row(v);
	theme_tiles(v);
	part_list_row(v, (struct list_row){ .icon = "lieu",
					 .title = tr(v, STR_HOME_PLACES),
					 .action = { ACTION_OPEN, SCREEN_PLACES },
					 .h = mm(v, BUTTON_H_DEFAULT) });
	ui_end(v->ui);
}

void view_home(struct view *v)
{
	if (is_low(v)) {
		view_home_low(v);
		return;
	}
	if (is_big(v) || !part_drawn(v, is_seven(v) ? view_home_seven : view_home_large)) {
		view_home_big(v);
	}
}
