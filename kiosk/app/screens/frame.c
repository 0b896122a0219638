/* SPDX-License-Identifier: GPL-3.0-or-later */
/* app_view(): the frame round every page, and the table of pages. */
#include "app/app.h"
#include "app/care.h"
#include "app/screens/screens.h"
#include "app/speech.h"

const float text_scales[TEXT_SIZES] = { 1, 1.25F, 1.5F, 2 };

static const struct screen_def screens[SCREEN_COUNT] = {
	[SCREEN_ATTRACT] = { "attract", view_attract, .bare = true, .rests = true, .invites = true },
	[SCREEN_HOME] = { "home", view_home, .home = true, .enter = enter_home, .fit_map = fit_home,
			.low_map = low_map_here, .low_head = low_head_home },
	[SCREEN_THEME] = { "theme", view_theme, .visited = visited_theme },
	[SCREEN_TERRITORY] = { "territory", view_territory },
	[SCREEN_ARTICLE] = { "article", view_article, .sheet = sheet_article, .reading = true, .record = RECORD_ARTICLE,
			.enter = enter_article, .easy = easy_article, .visited = visited_article,
			.answer = answer_article },
	[SCREEN_PLACES] = { "places", view_places, .title_in_page = true, .list_on_map = true, .open = open_places,
			.enter = enter_places, .come_back = come_back_places, .turn_page = turn_places,
			.fit_map = fit_places, .low_map = low_map_here },
	[SCREEN_PLACE] = { "place", view_place, .sheet = sheet_place, .reading = true, .record = RECORD_PLACE,
			.enter = enter_place, .fit_map = fit_place, .recenter = recenter_place,
			.low_map = low_map_of_place, .low_head = low_head_place, .visited = visited_place },
	[SCREEN_ROUTE] = { "route", view_route, .sheet = sheet_route, .reading = true, .enter = enter_route,
			.fit_map = fit_place, .recenter = recenter_place, .low_map = low_map_of_place },
	[SCREEN_BASKET] = { "basket", view_basket, .sheet = sheet_basket, .reading = true, .enter = enter_basket },
	[SCREEN_GUIDE] = { "guide", view_guide, .open = open_guide, .enter = enter_guide },
	[SCREEN_RESULT] = { "result", view_result, .sheet = sheet_answer, .reading = true, .visited = visited_result },
	[SCREEN_SEARCH] = { "search", view_search, .typing = true, .searches = true, .answer = answer_search },
	[SCREEN_MENU] = { "menu", view_menu },
	[SCREEN_LANGUAGE] = { "language", view_language, .choice = true },
	[SCREEN_SOURCES] = { "sources", view_sources },
	[SCREEN_EDITION] = { "edition", view_edition, .reading = true, .enter = enter_edition },
	[SCREEN_ACCESS] = { "access", view_access },
	[SCREEN_CODE] = { "code", view_code, .typing = true, .open = open_code, .enter = enter_code,
			.answer = answer_code },
	[SCREEN_PRO] = { "professional", view_pro },
	[SCREEN_COVERAGE] = { "coverage", view_coverage, .reading = true, .enter = enter_coverage,
			.fit_map = fit_coverage },
	[SCREEN_USAGE] = { "usage", view_usage, .sheet = sheet_usage, .reading = true, .enter = enter_usage,
			.answer = answer_usage },
	[SCREEN_UNIT] = { "unit", view_unit, .unit_news = true, .enter = enter_unit_page },
	[SCREEN_UNIT_NETWORK] = { "unit-network", view_unit_network, .sheet = sheet_unit, .reading = true,
			.unit_news = true, .enter = enter_unit_page },
	[SCREEN_UNIT_MACHINE] = { "unit-machine", view_unit_machine, .reading = true, .unit_news = true,
			.enter = enter_unit_page },
	[SCREEN_UNIT_TOUCH] = { "unit-touch", view_unit_touch, .bare = true, .reading = true, .enter = enter_unit_touch,
			.touch = touch_unit_touch },
	[SCREEN_UNIT_CROSSES] = { "unit-crosses", view_unit_crosses, .bare = true, .reading = true, .unit_news = true,
			.enter = enter_unit_crosses, .touch = touch_unit_crosses },
	[SCREEN_UNIT_PANEL] = { "unit-panel", view_unit_panel, .reading = true, .unit_news = true,
			.enter = enter_unit_page },
	[SCREEN_UNIT_COLOUR] = { "unit-colour", view_unit_colour, .bare = true, .reading = true, .typing = true,
			.enter = enter_unit_colour },
	[SCREEN_UNIT_SOUND] = { "unit-sound", view_unit_sound, .reading = true, .unit_news = true,
			.enter = enter_unit_page },
	[SCREEN_UNIT_ACTIONS] = { "unit-actions", view_unit_actions, .sheet = sheet_unit, .reading = true,
			.unit_news = true, .enter = enter_unit_actions },
	[SCREEN_UNIT_START] = { "unit-start", view_unit_start, .sheet = sheet_unit, .reading = true, .unit_news = true,
			.enter = enter_unit_start },
	[SCREEN_UNIT_SITE] = { "unit-site", view_unit_site, .reading = true, .unit_news = true,
			.enter = enter_unit_site },
	[SCREEN_UNIT_SCREEN] = { "unit-screen", view_unit_screen, .reading = true, .unit_news = true,
			.enter = enter_unit_screen, .light = light_unit_screen },
	[SCREEN_UNIT_CLEAN] = { "unit-clean", view_unit_clean, .bare = true, .reading = true, .enter = enter_unit_clean,
			.due_us = due_unit_clean, .tick = tick_unit_clean, .touch = touch_unit_clean },
	[SCREEN_SETUP] = { "setup", view_setup, .bare = true, .rests = true, .unit_news = true, .due_us = due_setup,
			.tick = tick_setup },
};

const struct screen_def *screen_of(enum screen screen)
{
	return &screens[screen];
}

static void view_page(struct view *v, const struct screen_def *def)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool header = portrait || (v->format == FORMAT_LANDSCAPE && !def->title_in_page);
	if (is_low(v)) {
		part_low_look(v);
	} else if (header) {
		part_header(v);
	}
	bool map_page = def->title_in_page && !portrait;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.shrink = true,
					.pad_x = map_page || portrait ? 0
						 : is_seven(v) && def->typing
								 ? mm(v, GRID_EDGE) /* ten keys beside each other */
								 : margin_mm(v) });
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
		part_listen(v);
		ui_rule(v->ui, v->p->hairline, mm(v, STROKE_RULE));
		part_bar(v);
		if (is_low(v)) {
			ui_gap(v->ui, low_below_mm(v));
		}
	}
	view_dialogs(v);
	ui_end(v->ui);
}

/* The night where the panel has no lamp to switch; and what a lamp at its lowest still lets through. */
static void dark(struct view *v)
{
	int light = care_light(v->s);
	int day = v->s->config->brightness > 0 ? v->s->config->brightness : 100;
	const struct metrics *m = ui_metrics(v->ui);
	if (!care_is_asleep(v->s) || (v->s->config->has_lamp && light > 0)) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.w_px = m->width_px,
					.h_px = m->height_px,
					.fill = { 0, 0, 0, (uint8_t)(255 - 255 * light / day) } });
	ui_end(v->ui);
}

/* What a page is built from. */
struct build {
	const struct state *s;
	struct fonts *fonts;
	struct arena *frame;
	struct draw_list *list;
};

/* The map's rectangle, how many places a page of the list has, and which page is shown. */
static struct app_layout find_layout(const struct view *v, const struct node *root)
{
	struct event_layout found = { .fit = v->list_fit, .dialog = tree_dialog(root) != NULL };
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		found.map = n->role == ROLE_MAP ? n->rect : found.map;
	}
	ui_pages(v->ui, &found.page, &found.pages);
	return (struct app_layout){ root, found, 1 };
}

static struct app_layout build(const struct build *b, struct rect map_rect)
{
	const struct state *s = b->s;
	const struct screen_def *def = screen_at(s);
	struct metrics m = metrics_make(s->config->width_px, s->config->height_px, s->config->mm_per_px,
			text_scales[text_size_drawn(s)]);
	m.glass_mm_per_px = s->config->glass_mm_per_px > 0 ? s->config->glass_mm_per_px : m.glass_mm_per_px;
	const struct language *language = s->catalogue ? &s->catalogue->languages[s->lang] : NULL;
	struct ui_look look = { .theme = s->theme,
		.rtl = language && language->rtl,
		.line_breaks = language ? language->rules[LANGUAGE_LINE_BREAKS]
					: language_builtin(language_builtin_code(), LANGUAGE_LINE_BREAKS),
		.pressed = s->press.down && s->press.inside ? s->press.action : (struct action){ 0 },
		.focused = s->focus,
		.show_focus = s->show_focus,
		.spoken = speech_marked(s) };
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
		if (!def->rests) {
			view_dialogs(&v);
		}
		dark(&v);
		ui_end(v.ui);
	} else {
		view_framed(&v, def);
	}
	return find_layout(&v, ui_finish(v.ui));
}

/* The page, at the size of text that the visitor chose: what does not fit goes on to another page. What lies on the map
 * is placed from the map's rectangle, which is only known once laid out. The state's is a guess: on a page that was not
 * laid out before, the right one is told to the state, which moves the map anyway, and the page is built again with it;
 * else it is built again here. */
struct app_layout app_view(const struct state *s, struct fonts *fonts, struct arena *frame, struct draw_list *list)
{
	const struct build b = { s, fonts, frame, list };
	struct app_layout laid = build(&b, s->map_rect);
	struct rect map = laid.found.map;
	if (s->laid_out && !rect_is_empty(map) && !rect_equal(map, s->map_rect)) {
		laid = build(&b, map);
		laid.builds++;
	}
	return laid;
}
