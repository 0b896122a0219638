/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page (mock-ups 02, 13, 14, 16, 18, 20). */
#include <math.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"

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

static void paint_decor(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct view *v = context;
	if (v->s->theme == THEME_CONTRAST) {
		return;
	}
	bool light = v->s->theme == THEME_LIGHT;
	struct color near = light ? (struct color){ 0x0B, 0x3C, 0x42, 255 } : v->p->ground;
	struct color sand = { 0xEE, 0xE4, 0xD0, 255 };
	bool wide = v->format == FORMAT_LANDSCAPE;
	struct rect area = wide ? (struct rect){ r.x, r.y + r.h * 55 / 100, r.w, r.h * 45 / 100 }
				: (struct rect){ r.x + r.w * 58 / 100, r.y + r.h * 35 / 100, r.w * 42 / 100,
					  r.h * 65 / 100 };
	draw_push_clip(list, r);
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path.path = &shape_hill_near;
	c->path.to = (struct rectf){ (float)area.x, (float)area.y, (float)area.w, (float)area.h };
	c->path.fill = near;
	c->path.mirrored = ui_look(ui)->rtl;
	for (int line = 0; line < 2; line++) {
		c = draw_push(list, DRAW_PATH);
		c->path.path = &shape_road;
		c->path.to = (struct rectf){ (float)area.x, (float)area.y, (float)area.w, (float)area.h };
		c->path.stroke = line ? near : sand;
		c->path.stroke_px = (float)ui_px(ui, line ? 0.7F : mm(v, DECOR_ROAD));
		c->path.dash_on_px = line ? (float)ui_px(ui, mm(v, DECOR_DASH_ON)) : 0;
		c->path.dash_off_px = line ? (float)ui_px(ui, mm(v, DECOR_DASH_OFF)) : 0;
		c->path.mirrored = ui_look(ui)->rtl;
	}
	draw_push_unclip(list);
}

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

static void guide_words(struct view *v)
{
	const struct palette *p = v->p;
	bool contrast = v->s->theme == THEME_CONTRAST;
	bool dark = v->s->theme == THEME_DARK;
	struct color strong = contrast || dark ? p->ink : p->on_primary;
	struct color soft = contrast || dark ? p->ink2 : p->on_primary2;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1.75F,
					.gap = mm(v, SPACE_1_5),
					.justify = ALIGN_CENTER,
					.align = ALIGN_START });
	if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, STR_HOME_GUIDE_INTRO),
				(struct text_look){ .type = TYPE_BODY, .color = soft, .silent = true });
	}
	ui_text(v->ui, tr(v, STR_HOME_GUIDE),
			(struct text_look){ .type = TYPE_GUIDE, .color = strong, .silent = true });
	if (!is_big(v)) {
		ui_text(v->ui,
				trn(v, is_seven(v) ? STR_HOME_GUIDE_SHORT : STR_HOME_GUIDE_TEXT,
						v->c->guide.questions_len),
				(struct text_look){ .type = TYPE_GUIDE_TEXT,
						.balance = true,
						.color = soft,
						.silent = true });
	}
	if (!is_seven(v)) {
		ui_gap(v->ui, 3);
		/* Drawn as a button, but the whole card is the control: one action, one name. */
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.gap = 3,
						.pad_x = 5,
						.min_w = 74 * scale_of(v),
						.min_h = 22,
						.align = ALIGN_CENTER,
						.justify = ALIGN_CENTER,
						.fill = p->accent,
						.radius = 4 });
		ui_text(v->ui, tr(v, STR_HOME_START),
				(struct text_look){ .type = TYPE_LABEL_LARGE, .color = p->on_accent, .silent = true });
		ui_icon(v->ui, "suite", 9, p->on_accent);
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void guide_card(struct view *v, float h)
{
	const struct palette *p = v->p;
	bool contrast = v->s->theme == THEME_CONTRAST;
	struct color fill = contrast ? p->ground : v->s->theme == THEME_DARK ? p->surface2 : p->primary;
	bool wide = v->format == FORMAT_LANDSCAPE && !is_big(v);
	struct view *copy = ARENA_NEW(v->a, struct view);
	*copy = *v;
	ui_begin(v->ui, (struct box){ .dir = wide ? DOWN : ACROSS,
					.h = is_big(v) ? 0 : h,
					.min_h = h,
					.grow = h > 0 ? 0 : 1,
					.pad_start = mm(v, GUIDE_PAD_START),
					.pad_end = wide ? 10 : mm(v, GUIDE_PAD_END),
					.pad_y = mm(v, GUIDE_PAD_Y),
					.fill = fill,
					.radius = mm(v, RADIUS_GUIDE),
					.border = contrast ? p->primary : fill,
					.border_mm = contrast ? 1 : 0,
					.clip = !contrast,
					.align = ALIGN_STRETCH });
	/* The whole card answers; its button is the same action drawn large. */
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_HOME_GUIDE));
	ui_action(v->ui, ACTION_OPEN, SCREEN_GUIDE);
	ui_custom(v->ui, paint_decor, copy);
	guide_words(v);
	if (wide) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .h = scale_of(v) < 1.4F ? 56 : 40 });
		ui_space(v->ui, 1);
		part_milestone(v, 27, scale_of(v) < 1.4F ? 56 : 40, "guider", scale_of(v) < 1.4F ? 17 : 13, false);
		ui_gap(v->ui, 4);
		ui_end(v->ui);
	} else if (!is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .justify = is_seven(v) ? ALIGN_END : ALIGN_CENTER });
		part_milestone(v, mm(v, GUIDE_STONE_W), mm(v, GUIDE_STONE_H), "guider", mm(v, ICON_GUIDE), false);
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

/* Seven inches in large type: as high as a row of the rail, as every choice of the page (mock-up 33). */
static void guide_row(struct view *v)
{
	const struct palette *p = v->p;
	bool light = v->s->theme == THEME_LIGHT;
	struct action open = { ACTION_OPEN, SCREEN_GUIDE };
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, TILE_GAP),
					.pad_x = mm(v, TILE_PAD_X),
					.pad_y = mm(v, SPACE_1_5),
					.min_h = is_low(v) ? mm(v, BUTTON_H_STAY) : row_mm(v),
					.align = ALIGN_CENTER,
					.fill = light ? (is_pressed(v, open) ? p->primary_pressed : p->primary)
						      : p->surface2,
					.border = light ? p->primary : p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_HOME_GUIDE));
	ui_action(v->ui, open.type, open.arg);
	part_icon_square(v, "guider", mm(v, SQUARE_TILE), mm(v, ICON_TILE), true);
	ui_text(v->ui, tr(v, STR_HOME_GUIDE),
			(struct text_look){ .type = TYPE_GUIDE,
					.color = light ? p->on_primary : p->ink,
					.grow = 1,
					.silent = true });
	ui_end(v->ui);
}

static float tile_h(const struct view *v)
{
	if (is_low(v)) {
		return mm(v, BUTTON_H_LARGE);
	}
	if (is_seven(v) && is_big(v)) {
		return row_mm(v);
	}
	return mm(v, has_many_tiles(v) && !is_big(v) ? TILE_H_MANY : TILE_H);
}

static void theme_tile(struct view *v, int index)
{
	const struct theme *t = &v->c->themes[index];
	const char *title = words(v, &t->title);
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
	if (!is_seven(v) && !is_big(v) && scale_of(v) < 1.2F) {
		ui_text(v->ui, words(v, &t->summary),
				(struct text_look){ .type = TYPE_NOTE,
						.color = v->p->ink2,
						.silent = true,
						.balance = true });
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
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_x = 7, .gap = 5, .justify = ALIGN_CENTER });
	for (int i = 0; i < v->s->near_len && i < rows; i++) {
		const struct near *near = &v->s->near[i];
		const struct place *p = &v->c->places[near->place];
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3, .align = ALIGN_CENTER });
		part_symbol(v, v->c->networks[p->network].symbol, 12, 0, false);
		ui_text(v->ui, p->name, (struct text_look){ .type = TYPE_NOTE_STRONG, .silent = true, .grow = 1 });
		ui_text(v->ui, near->metres < 30 ? tr(v, STR_DISTANCE_HERE) : say_distance(&v->voice, near->metres),
				(struct text_look){ .type = TYPE_NOTE_WIDE, .color = v->p->ink2, .silent = true });
		ui_end(v->ui);
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
					.grow = 1,
					.min_h = is_big(v) ? mm(v, PLACES_CARD_H) : 0,
					.clip = true },
			(struct action){ ACTION_OPEN, SCREEN_PLACES }, tr(v, STR_HOME_PLACES), ROLE_BUTTON, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 0.72F,
					.pad_x = 7.5F,
					.gap = 4.5F,
					.justify = ALIGN_CENTER });
	if (scale_of(v) < 1.2F) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS });
		part_icon_square(v, "lieu", 23, 12, false);
		ui_end(v->ui);
	}
	ui_text(v->ui, tr(v, STR_HOME_PLACES), (struct text_look){ .type = TYPE_HOME_PLACES, .silent = true });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3, .align = ALIGN_CENTER });
	ui_icon(v->ui, open ? "horloge" : "lieu", 7.5F, open ? p->success : p->ink2);
	ui_text(v->ui, say_places(&v->voice, near, open),
			(struct text_look){ .type = TYPE_NOTE_STRONG,
					.color = open ? p->success : p->ink2,
					.grow = 1 });
	ui_end(v->ui);
	ui_end(v->ui);
	if (is_big(v)) { /* its words have the room of the map */
		ui_end(v->ui);
		return;
	}
	if (map_is_of_use_here(v->s)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_y = 0.5F, .pad_end = 0.5F });
		part_map(v, (struct box){ .grow = 1 }, (struct map_options){ .markers = true, .quiet = true });
		ui_end(v->ui);
	} else {
		nearest(v);
	}
	ui_end(v->ui);
}

static void languages(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3 });
	for (unsigned i = 0; i < v->c->languages_len; i++) {
		if (i != v->s->lang) {
			part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
						       .label = v->c->languages[i].name,
						       .action = { ACTION_LANGUAGE, i },
						       .h = 17,
						       .w = v->c->languages_len < 4 ? 48 : 0,
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
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin(v) : 0,
				     .pad_top = mm(v, seven ? GRID_EDGE : PAGE_TOP),
				     .pad_bottom = mm(v, seven ? GRID_EDGE : SPACE_5_WIDE),
				     .gap = mm(v, seven ? GRID_GAP : SPACE_4) });
	if (seven) {
		guide_row(v);
		theme_tiles(v);
		ui_end(v->ui);
		return;
	}
	ui_text(v->ui, tr(v, STR_HOME_TITLE_SHORT),
			(struct text_look){ .type = TYPE_HOME_TITLE, .balance = true, .role = ROLE_HEADING });
	guide_card(v, mm(v, GUIDE_CARD_BIG));
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
		ui_text(v->ui, words(v, &v->s->site->name), (struct text_look){ .type = TYPE_TAGLINE });
	}
	ui_text(v->ui, tr(v, STR_HOME_TITLE_SHORT),
			(struct text_look){ .type = TYPE_HOME_TITLE, .role = ROLE_HEADING });
	ui_end(v->ui);
	ui_text(v->ui, arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min),
			(struct text_look){ .type = TYPE_CLOCK });
	ui_end(v->ui);
	guide_card(v, mm(v, GRID_ROWS_2));
	theme_tiles(v);
	ui_end(v->ui);
}

static void view_home_large(struct view *v)
{
	bool wide = v->format == FORMAT_LANDSCAPE;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = wide ? 0 : margin(v),
					.pad_bottom = wide ? 9 : 5,
					.gap = wide ? 4 : 3.4F });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = 1.5F, .pad_top = wide ? 0 : 5 });
	ui_text(v->ui, tr(v, STR_HOME_TITLE),
			(struct text_look){ .type = TYPE_HOME_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_HOME_FREE), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	ui_end(v->ui);
	if (wide) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 6, .grow = 1, .pad_top = 3 });
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = 139 });
		guide_card(v, 0);
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = 4, .grow = 1 });
		theme_tiles(v);
		places_card(v);
		ui_end(v->ui);
		ui_end(v->ui);
	} else {
		ui_gap(v->ui, 1.5F);
		guide_card(v, 100);
		ui_gap(v->ui, 0.5F);
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
				     .pad_x = margin(v),
				     .pad_bottom = mm(v, SPACE_4),
				     .gap = mm(v, SPACE_3_6) });
	guide_row(v);
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
