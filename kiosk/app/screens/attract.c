/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attract page (mock-up 01): a question, a milestone to touch, who is open near here; by turns what else there is.
 */
#include <string.h>

#include "app/care.h"
#include "app/screens/screens.h"
#include "app/screens/shapes.h"

static const struct color white = { 255, 255, 255, 255 };
static const struct color petrol = { 0x0E, 0x4A, 0x51, 255 };
static const struct color petrol_near = { 0x08, 0x33, 0x3A, 255 };
static const struct color petrol_far = { 0x0B, 0x3E, 0x45, 255 };
static const struct color yellow = { 0xFF, 0xC4, 0x2E, 255 };
static const struct color ink = { 0x12, 0x26, 0x2B, 255 };
static const struct color sand = { 0xEE, 0xE4, 0xD0, 255 };

static void paint_path(struct draw_list *list, const struct path *path, struct rect r, struct color fill)
{
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path.path = path;
	c->path.to = (struct rectf){ (float)r.x, (float)r.y, (float)r.w, (float)r.h };
	c->path.fill = fill;
}

static void paint_road(struct ui *ui, struct draw_list *list, struct rect r)
{
	for (int line = 0; line < 2; line++) {
		struct draw_command *c = draw_push(list, DRAW_PATH);
		c->path.path = &shape_road;
		c->path.to = (struct rectf){ (float)r.x, (float)r.y, (float)r.w, (float)r.h };
		c->path.stroke = line ? petrol_near : sand;
		c->path.stroke_px = (float)ui_px(ui, line ? 0.8F : 11);
		if (line) {
			c->path.dash_on_px = (float)ui_px(ui, 7);
			c->path.dash_off_px = (float)ui_px(ui, 6);
		}
	}
}

static void paint_land(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	(void)context;
	paint_path(list, &shape_hill_far, (struct rect){ r.x, r.y + r.h * 48 / 100, r.w, r.h * 52 / 100 }, petrol_far);
	paint_path(list, &shape_hill_near, (struct rect){ r.x, r.y + r.h * 58 / 100, r.w, r.h * 42 / 100 },
			petrol_near);
	paint_road(ui, list, (struct rect){ r.x, r.y + r.h * 46 / 100, r.w, r.h * 54 / 100 });
}

static void near_row(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct network *n = &v->c->networks[p->network];
	const struct near *near = directory_near(v->s, place);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_6_WIDE),
					.align = ALIGN_CENTER,
					.pad_y = mm(v, SPACE_NEAR_ROW) });
	part_symbol(v, n->symbol, mm(v, SYMBOL_NEAR), 0, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	/* A small screen: what it is, and the town; the whole name is on its page. */
	const char *name = is_seven(v) ? text_of(v, &n->short_name) : p->name;
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_NEAR_NAME, .color = ink });
	if (is_seven(v)) {
		ui_text(v->ui, p->commune, (struct text_look){ .type = TYPE_NOTE, .color = ink });
	}
	ui_end(v->ui);
	bool straight = near_is_straight(near);
	const char *far = straight || near_is_here(near) ? say_far(&v->voice, near) : say_minutes(&v->voice, near);
	ui_text(v->ui, far, (struct text_look){ .type = TYPE_NEAR_FAR, .color = ink });
	if (!is_seven(v)) {
		ui_icon(v->ui, straight ? "lieu" : "marche", mm(v, ICON_FAR), ink);
	}
	ui_end(v->ui);
}

/* Seven inches have room for the names of many languages, not for a sentence in each of them. */
static bool is_short(const struct view *v)
{
	enum { SENTENCES = 3 };
	return is_seven(v) && v->c && v->c->languages_len > SENTENCES;
}

static void near_list(struct view *v)
{
	const struct nearby *n = &v->s->nearby;
	int most = is_seven(v) ? 1 : NEAR_SHOWN; /* with its whole name */
	int count = n->len < most ? n->len : most;
	bool open = n->open > 0;
	bool crow = false; /* a distance of the rows is a straight line */
	struct color green = palette_of(THEME_LIGHT)->success;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, NEAR_HEAD_GAP),
					.align = ALIGN_CENTER,
					.pad_bottom = mm(v, NEAR_HEAD_BELOW) });
	ui_icon(v->ui, open ? "horloge" : "lieu", mm(v, ICON_FACT), open ? green : ink);
	enum string_id head = is_short(v) ? STR_PLACES_OPEN_NOW : STR_ATTRACT_OPEN_NOW;
	ui_text(v->ui, tr(v, open ? head : STR_ATTRACT_NEAR),
			(struct text_look){ .type = TYPE_NEAR_HEAD, .color = open ? green : ink });
	ui_end(v->ui);
	for (int i = 0; i < count; i++) {
		if (i > 0) {
			ui_rule(v->ui, palette_of(THEME_LIGHT)->hairline, mm(v, STROKE_RULE));
		}
		near_row(v, n->at[i]);
		crow = crow || near_is_straight(directory_near(v->s, n->at[i]));
	}
	if (crow) {
		ui_text(v->ui, tr(v, STR_DISTANCE_CROW),
				(struct text_look){ .type = TYPE_NOTE, .color = ink, .align = ALIGN_END });
	}
}

static void helps(struct view *v)
{
	static const struct {
		const char *icon;
		enum string_id label;
	} items[] = {
		{ "ecouter", STR_ATTRACT_VOICE },
		{ "taille-texte", STR_ATTRACT_LARGE },
		{ "fauteuil", STR_ATTRACT_WHEELCHAIR },
		{ "facile-lire", STR_ATTRACT_EASY },
	};
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .justify = ALIGN_BETWEEN, .pad_x = mm(v, SPACE_6) });
	for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
		bool low = items[i].label == STR_ATTRACT_WHEELCHAIR;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.gap = mm(v, SPACE_1_5),
						.pad = low ? mm(v, SPACE_2) : 0,
						.align = ALIGN_CENTER,
						.min_w = mm(v, HELP_W),
						.border = ink,
						.border_mm = low ? line_mm(v) : 0,
						.radius = mm(v, RADIUS_CARD) });
		if (low) { /* one touch: the visit begins with everything within reach */
			ui_role(v->ui, ROLE_BUTTON, tr(v, STR_ACCESS_LOW));
			ui_action(v->ui, ACTION_START, 1);
		}
		ui_icon(v->ui, items[i].icon, mm(v, ICON_HELP), ink);
		ui_text(v->ui, tr(v, items[i].label),
				(struct text_look){ .type = TYPE_NOTE, .align = ALIGN_CENTER, .color = ink });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void stone_head(struct view *v, float w, float h)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.h = h,
					.fill = yellow,
					.top_radius = w / 2,
					.radius = mm(v, RADIUS_SQUARE),
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.gap = mm(v, SPACE_3_TIGHT),
					.pad_top = h * 0.12F });
	ui_icon(v->ui, "doigt", mm(v, ICON_TOUCH), ink);
	/* Two short lines sit better in the round head than one long one; a long word takes the width it needs. */
	bool wide = ui_widest_word(v->ui, TYPE_TOUCH, tr(v, STR_ATTRACT_TOUCH)) > ui_px(v->ui, w * 0.55F);
	float share = wide ? 0.8F : 0.55F;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = w * share });
	ui_text(v->ui, tr(v, STR_ATTRACT_TOUCH),
			(struct text_look){ .type = TYPE_TOUCH,
					.color = ink,
					.align = ALIGN_CENTER,
					.balance = true,
					.silent = true });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void stone(struct view *v, float w)
{
	bool tall = v->format == FORMAT_PORTRAIT;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = w,
					.grow = 1,
					.self = ALIGN_CENTER,
					.fill = white,
					.top_radius = w / 2 });
	stone_head(v, w, tall ? 98 : w * 0.52F);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = mm(v, STONE_PAD_X),
					.pad_y = mm(v, STONE_PAD_Y),
					.gap = mm(v, SPACE_1) });
	near_list(v);
	ui_gap(v->ui, mm(v, SPACE_2_TIGHT));
	ui_rule(v->ui, ink, mm(v, STROKE_STONE));
	ui_gap(v->ui, mm(v, SPACE_4_SLIM));
	bool names = is_short(v);
	part_other_languages(v, names ? NULL : "attract.touch",
			&(struct beside){ names ? 3 : 2, mm(v, SPACE_3), ALIGN_BETWEEN,
					(struct text_look){ .type = names ? TYPE_NOTE_STRONG : TYPE_TOUCH_ALSO,
							.color = ink } });
	if (tall) {
		ui_gap(v->ui, mm(v, SPACE_4));
		ui_rule(v->ui, palette_of(THEME_LIGHT)->hairline, mm(v, STROKE_RULE));
		ui_gap(v->ui, mm(v, SPACE_5));
		helps(v);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void question(struct view *v)
{
	const char *one = tr(v, STR_ATTRACT_QUESTION1);
	const char *two = tr(v, STR_ATTRACT_QUESTION2);
	if (v->format == FORMAT_PORTRAIT) {
		struct text_span spans[] = { { one, strlen(one), FONT_BOLD, 0 }, { " ", 1, FONT_BOLD, 0 },
			{ two, strlen(two), FONT_BOLD, 3 } };
		ui_spans(v->ui, spans, 3,
				(struct text_look){ .type = TYPE_QUESTION, .color = white, .role = ROLE_HEADING });
		return;
	}
	ui_text(v->ui, one, (struct text_look){ .type = TYPE_QUESTION, .color = white, .role = ROLE_HEADING });
	ui_text(v->ui, two, (struct text_look){ .type = TYPE_QUESTION, .color = yellow });
}

/* What the kiosk can do, said in the languages of the pack by turns. */
static const struct proposal {
	const char *icon;
	enum string_id title, text;
} proposals[CARE_PAGES] = {
	{ "guider", STR_HOME_GUIDE, STR_HOME_GUIDE_INTRO },
	{ "lieu", STR_HOME_PLACES, STR_GUIDE_SEE_PLACE },
	{ "recherche", STR_SEARCH_TITLE, STR_SEARCH_START_TEXT },
};

static void proposal(struct view *v, const struct proposal *p, unsigned lang)
{
	const struct voice said = { v->c, lang, v->a };
	const struct words_lang *of = lang_of(v, lang);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.direction = v->c->languages[lang].rtl ? DIRECTION_RTL : DIRECTION_LTR,
					.gap = mm(v, SPACE_3_TIGHT),
					.align = ALIGN_START });
	ui_icon(v->ui, p->icon, mm(v, ICON_TOUCH), yellow);
	ui_text(v->ui, say_text(&said, p->title),
			(struct text_look){ .type = TYPE_DIALOG_TITLE,
					.color = white,
					.role = ROLE_HEADING,
					.lang = of });
	ui_text(v->ui, say_text(&said, p->text), (struct text_look){ .type = TYPE_TITLE2, .color = white, .lang = of });
	ui_end(v->ui);
}

/* The question, and by turns in its place what the kiosk can do (care.h). All of them give the place its size: what
 * stands below does not move when they turn. */
static void poster(struct view *v)
{
	unsigned languages = (unsigned)v->c->languages_len; /* a unit without content does not rest here */
	unsigned spoken = (v->s->lang + (unsigned)v->s->care.round) % languages;
	int page = v->s->care.page;
	ui_begin(v->ui, (struct box){ .dir = STACK, .only = page == 0 ? 1 : 1 + (int)spoken * CARE_PAGES + page });
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	question(v);
	ui_end(v->ui);
	for (unsigned lang = 0; lang < languages; lang++) {
		for (int i = 0; i < CARE_PAGES; i++) {
			proposal(v, &proposals[i], lang);
		}
	}
	ui_end(v->ui);
}

static void top_line(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5_WIDE), .align = ALIGN_CENTER });
	part_milestone(v, mm(v, BRAND_W), mm(v, BRAND_H), "=", mm(v, ICON_BRAND), true);
	ui_text(v->ui, v->s->site ? text_of(v, &v->s->site->name) : "Borne",
			(struct text_look){ .type = TYPE_BODY_STRONG, .color = white, .grow = 1 });
	ui_text(v->ui, arena_printf(v->a, "%02d:%02d", v->s->local.tm_hour, v->s->local.tm_min),
			(struct text_look){ .type = TYPE_TITLE3, .color = white });
	ui_end(v->ui);
}

/* What stands for hours moves by a pixel now and then, so that it does not burn in. Closed like any box. */
static void shifted_begin(struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	int x;
	int y;
	care_shift(v->s, &x, &y);
	if (x == 0 && y == 0) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = x,
					.y_px = y,
					.w_px = m->width_px,
					.h_px = m->height_px });
}

void view_attract(struct view *v)
{
	bool tall = v->format == FORMAT_PORTRAIT;
	float pad = mm(v, POSTER_PAD);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .fill = petrol });
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_ATTRACT_TOUCH));
	ui_action(v->ui, ACTION_START, 0);
	ui_custom(v->ui, paint_land, NULL);
	shifted_begin(v);
	if (tall) {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.pad_x = pad,
						.pad_top = mm(v, ATTRACT_TOP),
						.gap = mm(v, ATTRACT_GAP) });
		top_line(v);
		poster(v);
		ui_end(v->ui);
		ui_gap(v->ui, mm(v, ATTRACT_STONE_GAP));
		stone(v, mm(v, ATTRACT_STONE_W));
	} else {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .pad_x = pad, .gap = pad });
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1.25F,
						.pad_top = mm(v, SPACE_POSTER_TOP),
						.gap = mm(v, SPACE_POSTER_COLUMNS) });
		top_line(v);
		poster(v);
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_top = mm(v, SPACE_STONE_TOP) });
		stone(v, mm(v, STONE_W));
		ui_end(v->ui);
		ui_end(v->ui);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}
