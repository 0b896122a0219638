/* SPDX-License-Identifier: GPL-3.0-or-later */
/* app_view(): the frame round every page, and the table of pages. */
#include "app/app.h"
#include "app/screens/screens.h"

const float text_scales[TEXT_SIZES] = { 1, 1.25F, 1.5F, 2 };

static const struct screen_def screens[SCREEN_COUNT] = {
	[SCREEN_ATTRACT] = { "attract", view_attract, .bare = true, .rests = true },
	[SCREEN_HOME] = { "home", view_home, .enter = enter_home, .fit_map = fit_home },
	[SCREEN_THEME] = { "theme", view_theme, .paged = true },
	[SCREEN_ARTICLE] = { "article", view_article, .paged = true, .reading = true, .enter = enter_article,
			.easy = easy_article, .answer = answer_article },
	[SCREEN_PLACES] = { "places", view_places, .title_in_page = true, .paged = true, .list_on_map = true,
			.open = open_places, .enter = enter_places, .come_back = come_back_places,
			.turn_page = turn_places, .fit_map = fit_places },
	[SCREEN_PLACE] = { "place", view_place, .reading = true, .enter = enter_place, .fit_map = fit_place,
			.recenter = recenter_place },
	[SCREEN_ROUTE] = { "route", view_route, .sheet = sheet_route, .paged = true, .reading = true,
			.enter = enter_route, .fit_map = fit_place, .recenter = recenter_place },
	[SCREEN_GUIDE] = { "guide", view_guide, .open = open_guide },
	[SCREEN_RESULT] = { "result", view_result },
	[SCREEN_SEARCH] = { "search", view_search, .typing = true, .answer = answer_search },
	[SCREEN_LANGUAGE] = { "language", view_language, .choice = true },
	[SCREEN_SOURCES] = { "sources", view_sources, .paged = true },
	[SCREEN_ACCESS] = { "access", view_access },
	[SCREEN_CODE] = { "code", view_code, .typing = true, .open = open_code, .enter = enter_code,
			.answer = answer_code },
	[SCREEN_PRO] = { "professional", view_pro, .paged = true },
	[SCREEN_UNIT] = { "unit", view_unit, .unit_news = true },
	[SCREEN_SETUP] = { "setup", view_setup, .bare = true, .rests = true, .unit_news = true },
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
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.shrink = true,
					.pad_x = map_page || portrait ? 0 : margin(v) });
	v->page = ui_node(v->ui);
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
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, STROKE_HAIRLINE), .fill = v->p->hairline });
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
	const struct node *page; /* between header and bar; NULL: a page without them */
	bool too_large;
};

/* What a page is built from. */
struct build {
	const struct state *s;
	struct fonts *fonts;
	struct arena *frame;
	struct draw_list *list;
};

static struct built build(const struct build *b, struct rect map_rect, float scale)
{
	const struct state *s = b->s;
	const struct screen_def *def = screen_at(s);
	struct metrics m = metrics_make(s->config->width_px, s->config->height_px, s->config->mm_per_px, scale);
	const struct language *language = s->catalogue ? &s->catalogue->languages[s->lang] : NULL;
	struct ui_look look = { .theme = s->theme,
		.rtl = language && language->rtl,
		.line_breaks = language ? language->rules[LANGUAGE_LINE_BREAKS]
					: language_builtin(language_builtin_code(), LANGUAGE_LINE_BREAKS),
		.pressed = s->press.down && s->press.inside ? s->press.action : (struct action){ 0 },
		.focused = s->focus,
		.show_focus = s->show_focus };
	draw_list_init(b->list, b->frame);
	struct view v = { .ui = ui_start(m, look, b->fonts, b->frame, b->list),
		.s = s,
		.c = s->catalogue,
		.p = palette_of(s->theme),
		.format = m.format,
		.voice = { s->catalogue, s->lang, b->frame },
		.a = b->frame,
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
	return (struct built){ root, v.page, v.too_large || ui_cuts_words(v.ui) };
}

static bool lies_within(struct rect r, struct rect outer)
{
	return r.x >= outer.x && r.y >= outer.y && r.x + r.w <= outer.x + outer.w && r.y + r.h <= outer.y + outer.h;
}

/* The next node after n and all that is in it, within root, or NULL. */
static const struct node *after(const struct node *root, const struct node *n)
{
	while (n != root && !n->next) {
		n = n->parent;
	}
	return n == root ? NULL : n->next;
}

/* Everything within that is read or touched lies in `room`. `map`: what lies on the map counts as well. */
static bool holds(const struct node *within, struct rect room, bool map)
{
	for (const struct node *n = within; n;) {
		if (n->name && n->role != ROLE_MARKER && !lies_within(n->rect, room)) {
			return false;
		}
		n = n->role == ROLE_MAP && !map ? after(within, n) : tree_next(within, n);
	}
	return true;
}

/* Everything lies on the screen, and what belongs to the page lies between its header and its bar. */
static bool fits(const struct built *b, bool map)
{
	const struct node *dialog = tree_dialog(b->root);
	if (dialog) {
		return holds(dialog, b->root->rect, map);
	}
	return holds(b->root, b->root->rect, map) && (!b->page || holds(b->page, b->page->rect, map));
}

/* The map's rectangle, and how many places the page of a list has. */
static struct event_layout find_layout(const struct build *b, const struct node *root, float scale)
{
	struct event_layout found = { .scale = scale };
	bool list = screen_at(b->s)->list_on_map;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		found.map = n->role == ROLE_MAP ? n->rect : found.map;
		found.rows += list && n->role == ROLE_BUTTON && n->action.type == ACTION_PLACE;
	}
	return found;
}

/* What the search for a text size has found so far. */
struct attempt {
	struct built built;
	struct event_layout found;
	int builds;
	bool held;
};

/* The page at one text size. What lies on the map is placed from the map's rectangle, which is only known once laid
 * out. The state's is a guess: on a page that was not laid out before, the right one is told to the state, which moves
 * the map anyway, and the page is built again with it; else it is built again here. */
static void try_scale(const struct build *b, float scale, float least, struct attempt *a)
{
	bool paged = screen_at(b->s)->paged;
	a->built = build(b, b->s->map_rect, scale);
	a->builds++;
	a->found = find_layout(b, a->built.root, scale);
	bool whole = paged && !tree_dialog(a->built.root);
	a->held = !a->built.too_large && (whole || fits(&a->built, false));
	struct rect map = a->found.map;
	bool guessed = !rect_is_empty(map) && !rect_equal(map, b->s->map_rect);
	if (guessed && a->held && !b->s->laid_out) {
		return;
	}
	if ((a->held || scale <= least) && guessed) {
		a->built = build(b, map, scale);
		a->builds++;
		a->found = find_layout(b, a->built.root, scale);
	}
	a->held = a->held && !a->built.too_large && (whole || fits(&a->built, true));
}

/* While the map moves under a finger or by itself, the rest of the page is the same: so is its text size. */
static float first_scale(const struct state *s)
{
	bool moves = s->map_finger_len > 0 || mover_is_busy(&s->mover) || marks_move(s);
	return moves && s->laid_out && s->held_scale > 0 ? s->held_scale : text_scales[s->text_size];
}

/* The visitor's text size, or the next smaller one at which the page holds all of its words. Nothing is ever cut
 * off. Pages that cut themselves into pages say themselves when they cannot: their breaks must stay put. The size
 * depends on the state alone, never on the frame before: two sizes that each ask for the other would flip for ever. */
struct app_layout app_view(const struct state *s, struct fonts *fonts, struct arena *frame, struct draw_list *list)
{
	const float step = 0.125F;
	const float least = 0.75F; /* only where not even the normal size has room for a word */
	const struct build b = { s, fonts, frame, list };
	struct attempt a = { .builds = 0 };
	for (float scale = first_scale(s);; scale = scale - step < least ? least : scale - step) {
		try_scale(&b, scale, least, &a);
		if (a.held || scale <= least) {
			return (struct app_layout){ a.built.root, a.found, a.builds };
		}
	}
}
