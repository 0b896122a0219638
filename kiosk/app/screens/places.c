/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory and its map (mock-ups 05, 15, 17). */
#include <math.h>

#include "app/screens/places_parts.h"

/* ---- what the page does ---- */

int open_places(struct state *s)
{
	s->filters = (struct filters){ .network = -1 };
	return SCREEN_PLACES;
}

void enter_places(struct state *s, struct effects *fx)
{
	(void)fx;
	s->places_map = false;
	directory_filter(s);
	directory_show_all(s, false);
}

void come_back_places(struct state *s)
{
	directory_show_page(s, false);
}

void turn_places(struct state *s, bool animate)
{
	if (!s->list_scoped) {
		s->selected = -1;
		directory_show_page(s, animate);
	}
}

void fit_places(struct state *s)
{
	if (s->map_fitted) {
		directory_show_page(s, false);
	}
}

/* ---- what it shows ---- */

/* At the normal size rows are as high as drawn. In larger type as high as the longest name needs, so that the pages of
 * the list are all as long. */
static float row_height(struct view *v, float width)
{
	float drawn = mm(v, PLACE_ROW) * (1 + (scale_of(v) - 1) * 0.7F);
	if (v->s->list_len == 0) {
		return drawn;
	}
	part_place_row(v, v->s->list[v->s->list_longest].place, 1, drawn);
	float h = measured_mm(v, width);
	ui_drop_last(v->ui);
	if (scale_of(v) < 1.1F) { /* up to 1 mm is in the gaps */
		return h > drawn + 1 ? h : drawn;
	}
	/* Beside the distance the state may take a second line; in landscape it has the width. */
	return v->format == FORMAT_LANDSCAPE ? h : h + grown_mm(v, STATE_LINE, 1);
}

/* A network without any place: its page says how it is reached. */
static bool is_placeless(const struct view *v)
{
	int network = v->s->filters.network;
	return network >= 0 && v->c->networks[network].places_len == 0;
}

static bool has_map(const struct view *v)
{
	return map_is_of_use_here(v->s) && !is_placeless(v);
}

/* ---- the list ---- */

static float row_gap(const struct view *v)
{
	return fmaxf(mm(v, SPACE_3_6), on_glass_mm(v, TARGET_GAP));
}

static int rows_per_page(struct view *v, float room, float width)
{
	float gap = row_gap(v);
	int rows = (int)((room + gap) / (row_height(v, width) + gap));
	return rows < 1 ? 1 : rows;
}

static const char *list_heading(struct view *v)
{
	int count = v->s->list_len;
	bool here = v->s->list_scoped;
	return trn(v, here ? STR_PLACES_COUNT_HERE : STR_PLACES_COUNT, count);
}

/* A network without any place, in the room of the list: its number, or the desk, and what is written about it. */
static void no_place(struct view *v, int network)
{
	const struct network *n = &v->c->networks[network];
	ui_text(v->ui, words(v, &n->name), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
	ui_text(v->ui, words(v, &n->publics), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_contact(v, network, -1);
	if (article_is_current(v->s, n->article)) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .label = tr(v, STR_GUIDE_SEE_NETWORK),
					       .action = { ACTION_ARTICLE, n->article },
					       .h = mm(v, BUTTON_H_ROW) });
	}
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, STR_PLACES_SHOW_ALL),
				       .action = { ACTION_FILTER_NONE, 0 },
				       .h = mm(v, BUTTON_H_ROW) });
	ui_space(v->ui, 1);
}

static void view_list(struct view *v, int per_page)
{
	int count = v->s->list_len;
	int pages = (count + per_page - 1) / per_page;
	int page = v->s->at.page < pages ? v->s->at.page : pages - 1;
	page = page < 0 ? 0 : page;
	bool portrait = v->format == FORMAT_PORTRAIT;
	if (is_placeless(v)) {
		no_place(v, v->s->filters.network);
		return;
	}
	if (count == 0 && v->s->list_scoped) {
		part_empty(v, tr(v, STR_PLACES_NONE_HERE), tr(v, STR_PLACES_NONE_HERE_TEXT), tr(v, STR_PLACES_SHOW_ALL),
				(struct action){ ACTION_ALL_PLACES, 0 });
		ui_space(v->ui, 1);
		return;
	}
	if (count == 0) {
		part_empty(v, tr(v, STR_PLACES_NONE), tr(v, STR_PLACES_NONE_TEXT), tr(v, STR_PLACES_SHOW_ALL),
				(struct action){ ACTION_FILTER_NONE, 0 });
		ui_space(v->ui, 1);
		return;
	}
	if (!is_seven(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
		ui_text(v->ui, list_heading(v), (struct text_look){ .type = TYPE_BODY_STRONG, .grow = 1 });
		if (portrait && pages > 1 && scale_of(v) < 1.2F) {
			ui_text(v->ui, tr2(v, STR_PLACES_PAGE, num(v, page + 1), num(v, pages)),
					(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
		}
		ui_end(v->ui);
	}
	for (int i = page * per_page; i < count && i < (page + 1) * per_page; i++) {
		part_place_row(v, v->s->list[i].place, i + 1, scale_of(v) < 1.1F ? mm(v, PLACE_ROW) : 0);
	}
	ui_space(v->ui, 1);
	if (portrait && pages > 1 && scale_of(v) < 1.2F) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 4 });
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "precedent",
					       .label = tr(v, STR_PLACES_BEFORE),
					       .h = 19,
					       .grow = 1,
					       .action = { ACTION_PAGE, -1 },
					       .disabled = page == 0,
					       .type = TYPE_LABEL });
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr(v, STR_PLACES_NEXT),
					       .icon_after = "suite",
					       .h = 19,
					       .grow = 1,
					       .action = { ACTION_PAGE, 1 },
					       .disabled = page + 1 >= pages });
		ui_end(v->ui);
	} else {
		part_pager(v, page, pages);
	}
}

static struct map_options map_options(const struct view *v, int per_page)
{
	return (struct map_options){ .markers = true,
		.first = v->s->at.page * per_page,
		.count = per_page,
		.zoom = true,
		.recenter = true,
		.move = true,
		.scale = true,
		.legend_button = !is_seven(v) };
}

static void view_portrait(struct view *v)
{
	bool map = has_map(v);
	float text = scale_of(v);
	float map_h = !map ? 0 : text > 1.2F ? 160 - (text - 1) * 60 : 172;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin(v), .gap = 3, .pad_bottom = 4 });
	ui_text(v->ui, tr(v, STR_PLACES_TITLE), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	places_filters(v);
	ui_end(v->ui);
	float top = text < 1.2F ? 26.5F + 17 : measured_mm(v, page_width(v) + 2 * margin(v));
	float room = page_height(v) - top - map_h - (text < 1.2F ? 11 : 17 * fminf(text, 1.5F)) - 19 - 11;
	int per_page = rows_per_page(v, room, page_width(v));
	if (map) {
		ui_rule(v->ui, v->p->border, 0.3F);
		part_map(v, (struct box){ .h = map_h }, map_options(v, per_page));
	}
	ui_rule(v->ui, v->p->border, 0.3F);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin(v),
					.pad_top = 4,
					.pad_bottom = 4.5F,
					.gap = 3.6F });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
	} else {
		view_list(v, per_page);
	}
	ui_end(v->ui);
}

static void view_wide(struct view *v)
{
	bool panel = v->s->panel != PANEL_NONE;
	bool map = has_map(v);
	float width = map ? mm(v, LIST_W) : page_width(v) + 2 * mm(v, SPACE_7_TIGHT);
	float height = (float)ui_metrics(v->ui)->height_px * v->s->config->mm_per_px - 2 * mm(v, WIDE_PAD_Y);
	float room = height + 2 * mm(v, WIDE_PAD_Y) - mm(v, PLACES_TOP) - mm(v, PLACES_BOTTOM) -
		     1.2F; /* each row is rounded to px */
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1 });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = width,
					.pad_x = mm(v, SPACE_7_TIGHT),
					.pad_y = mm(v, WIDE_PAD_Y),
					.gap = mm(v, SPACE_3_6) });
	if (!is_seven(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
		ui_text(v->ui, tr(v, STR_PLACES_TITLE),
				(struct text_look){ .type = TYPE_LIST_TITLE, .grow = 1, .role = ROLE_HEADING });
		part_finish(v);
		ui_end(v->ui);
	}
	if (!is_seven(v) || !panel) { /* on seven inches a panel needs their room */
		places_filters(v);
	}
	if (!is_seven(v) && scale_of(v) > 1.2F) {
		room -= measured_mm(v, 205 - 14) - 17 + 10 * (scale_of(v) - 1);
	}
	/* Where pages are drawn smaller, title, filters and pager have the height of a finger, and are as far apart. */
	room -= 3 * fmaxf(0, on_glass_mm(v, TARGET) - mm(v, TARGET)) + 5 * (row_gap(v) - mm(v, SPACE_3_6));
	int per_page = rows_per_page(v, room, width - 2 * mm(v, SPACE_7_TIGHT));
	if (panel) {
		places_panel(v);
	} else {
		view_list(v, per_page);
	}
	ui_end(v->ui);
	if (map) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = 0.4F, .fill = v->p->border });
		ui_end(v->ui);
		part_map(v, (struct box){ .grow = 1 }, map_options(v, per_page));
	}
	ui_end(v->ui);
}

/* Seven inches, and larger type than the page is drawn for: the list or the map, each with the whole page (mock-ups 23,
 * 24, 42). */
static void view_big(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool map = has_map(v);
	bool on_map = map && v->s->places_map;
	float width = page_width(v);
	float gap = mm(v, SPACE_3_6);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin(v),
					.pad_y = mm(v, BIG_LIST_PAD),
					.gap = gap });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
		ui_end(v->ui);
		return;
	}
	float whole = portrait ? page_height(v) : (float)ui_metrics(v->ui)->height_px * v->s->config->mm_per_px;
	float room = whole - 2 * mm(v, BIG_LIST_PAD);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .justify = ALIGN_BETWEEN });
	if (map) {
		places_pill(v, on_map ? "liste" : "carte", tr(v, on_map ? STR_PLACES_LIST_VIEW : STR_PLACES_MAP_VIEW),
				NULL, (struct action){ ACTION_LIST_OR_MAP, 0 }, false);
	}
	places_filter_signs(v);
	ui_end(v->ui);
	room -= measured_mm(v, width) + gap;
	int per_page = rows_per_page(v, room - mm(v, BIG_LIST_REST) - grown_mm(v, BIG_LIST_WORDS, 1), width);
	if (on_map) {
		part_map(v, (struct box){ .grow = 1 }, map_options(v, per_page));
	} else {
		view_list(v, per_page);
	}
	ui_end(v->ui);
}

/* Low reach (mock-up 15): the map stands above the line, the list below. */
static void view_low(struct view *v)
{
	float gap = mm(v, SPACE_3_6);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin(v),
					.pad_bottom = mm(v, SPACE_4),
					.gap = gap });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
		ui_end(v->ui);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .justify = ALIGN_BETWEEN });
	places_filter_signs(v);
	ui_end(v->ui);
	part_low_map_buttons(v);
	float words = 2 * mm(v, BUTTON_H_SMALL) + grown_mm(v, BIG_LIST_WORDS, 1) + mm(v, BIG_LIST_REST);
	view_list(v, rows_per_page(v, low_page_mm(v) - words - 2 * gap, page_width(v)));
	ui_end(v->ui);
}

void view_places(struct view *v)
{
	if (is_low(v)) {
		view_low(v);
		return;
	}
	if (is_big(v) || is_seven(v)) {
		view_big(v);
		return;
	}
	if (v->format == FORMAT_PORTRAIT) {
		view_portrait(v);
	} else {
		view_wide(v);
	}
}
