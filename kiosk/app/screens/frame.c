/* SPDX-License-Identifier: GPL-3.0-or-later */
/* app_view(): the frame round every page, and the table of pages. */
#include "app/screens/screens.h"

static const struct screen_def screens[SCREEN_COUNT] = {
	[SCREEN_ATTRACT] = { "attract", view_attract, true, false },
	[SCREEN_HOME] = { "home", view_home, false, false },
	[SCREEN_THEME] = { "theme", view_theme, .paged = true },
	[SCREEN_ARTICLE] = { "article", view_article, .paged = true },
	[SCREEN_PLACES] = { "places", view_places, .title_in_page = true, .paged = true },
	[SCREEN_PLACE] = { "place", view_place, false, false },
	[SCREEN_WAY] = { "way", view_way, .paged = true },
	[SCREEN_GUIDE] = { "guide", view_guide, false, false },
	[SCREEN_RESULT] = { "result", view_result, false, false },
	[SCREEN_SEARCH] = { "search", view_search, false, false },
	[SCREEN_LANGUAGE] = { "language", view_language, false, false },
	[SCREEN_ACCESS] = { "access", view_access, false, false },
	[SCREEN_CODE] = { "code", view_code, false, false },
	[SCREEN_PRO] = { "professional", view_pro, .paged = true },
	[SCREEN_UNIT] = { "unit", view_unit, false, false },
	[SCREEN_SETUP] = { "setup", view_setup, true, false },
};

const struct screen_def *screen_of(enum screen screen)
{
	return &screens[screen];
}

static void view_page(struct view *v, const struct screen_def *def)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool header = portrait || (v->format == FORMAT_LANDSCAPE && !def->title_in_page);
	if (header) {
		part_header(v);
	}
	bool map_page = def->title_in_page && !portrait;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_x = map_page || portrait ? 0 : margin(v) });
	def->view(v);
	ui_end(v->ui);
}

static void view_framed(struct view *v, const struct screen_def *def)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	ui_begin(v->ui, (struct box){ .dir = portrait ? DOWN : ACROSS, .fill = v->p->ground });
	ui_role(v->ui, ROLE_WINDOW, def->name);
	if (!portrait) {
		part_bar(v);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, 0.3F, 0.25F), .fill = v->p->hairline });
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
		view_page(v, def);
		ui_end(v->ui);
	} else {
		view_page(v, def);
		ui_rule(v->ui, v->p->hairline, 0.3F);
		part_bar(v);
	}
	view_dialogs(v);
	ui_end(v->ui);
}

struct built {
	const struct node *root;
	bool too_large;
};

static struct built build(const struct state *s, struct fonts *fonts, struct arena *frame, struct draw_list *list,
		struct rect map_rect, float scale)
{
	const struct screen_def *def = screen_of(s->at.screen);
	struct metrics m = metrics_make(s->config->width_px, s->config->height_px, s->config->mm_per_px, scale);
	struct ui_look look = { .theme = s->theme,
		.rtl = s->catalogue && s->catalogue->languages[s->lang].rtl,
		.pressed = s->press.down && s->press.inside ? s->press.action : (struct action){ 0 },
		.focused = s->focus,
		.show_focus = s->show_focus };
	draw_list_init(list, frame);
	struct view v = { .ui = ui_start(m, look, fonts, frame, list),
		.s = s,
		.c = s->catalogue,
		.p = palette_of(s->theme),
		.format = m.format,
		.voice = { s->catalogue, s->lang, frame },
		.a = frame,
		.map_rect = map_rect };
	if (def->bare) {
		ui_begin(v.ui, (struct box){ .dir = DOWN, .fill = v.p->ground });
		ui_role(v.ui, ROLE_WINDOW, def->name);
		def->view(&v);
		ui_end(v.ui);
	} else {
		view_framed(&v, def);
	}
	const struct node *root = ui_finish(v.ui);
	return (struct built){ root, v.too_large };
}

static bool lies_within(struct rect r, struct rect outer)
{
	return r.x >= outer.x && r.y >= outer.y && r.x + r.w <= outer.x + outer.w && r.y + r.h <= outer.y + outer.h;
}

/* Everything that is read or touched lies on the screen, and nothing was squeezed out of its parent's bottom. */
static bool fits(const struct node *root)
{
	const struct node *dialog = tree_dialog(root);
	const struct node *within = dialog ? dialog : root;
	for (const struct node *n = within; n; n = tree_next(within, n)) {
		if (n->name && n->role != ROLE_MARKER && !lies_within(n->rect, root->rect)) {
			return false;
		}
	}
	return true;
}

/* The visitor's text size, or the next smaller one at which the page holds all of its words. Nothing is ever cut
 * off. Pages that cut themselves into pages say themselves when they cannot: their breaks must stay put. */
static struct built build_fitting(const struct state *s, struct fonts *fonts, struct arena *frame,
		struct draw_list *list, struct rect map_rect)
{
	const float step = 0.125F;
	bool paged = screen_of(s->at.screen)->paged;
	float scale = text_scales[s->text_size];
	for (;;) {
		struct built b = build(s, fonts, frame, list, map_rect, scale);
		bool held = !b.too_large && ((paged && !tree_dialog(b.root)) || fits(b.root));
		if (held || scale <= 1) {
			return b;
		}
		scale = scale - step < 1 ? 1 : scale - step;
	}
}

static struct rect find_map(const struct node *root)
{
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->role == ROLE_MAP) {
			return n->rect;
		}
	}
	return (struct rect){ 0 };
}

const struct node *app_view(const struct state *s, struct fonts *fonts, struct arena *frame, struct draw_list *list)
{
	const struct node *root = build_fitting(s, fonts, frame, list, s->map_rect).root;
	struct rect map = find_map(root);
	bool same = map.x == s->map_rect.x && map.y == s->map_rect.y && map.w == s->map_rect.w &&
		    map.h == s->map_rect.h;
	/* Markers are placed from the map's rectangle, which is only known once laid out: a page seen for the
	 * first time is built twice. */
	if (!rect_is_empty(map) && !same) {
		root = build_fitting(s, fonts, frame, list, map).root;
	}
	return root;
}
