/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory and its map (mock-ups 05, 15, 17). */
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
	directory_offer(s, false);
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

static struct map_options map_options(const struct view *v, const struct list_fit *fit)
{
	struct list_page page = places_page(v, fit);
	return (struct map_options){ .markers = true,
		.first = page.first,
		.count = page.len,
		.zoom = true,
		.recenter = true,
		.move = true,
		.scale = true,
		.legend_button = !is_seven(v) };
}

static void list_or_panel(struct view *v, const struct list_fit *fit)
{
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
	} else {
		places_list(v, fit);
	}
}

static void view_portrait(struct view *v)
{
	bool map = places_have_map(v);
	float text = scale_of(v);
	float map_h = !map ? 0 : mm(v, PLACES_MAP_H) - (text > 1.2F ? (text - 1) * 60 : 0);
	float gap = places_gap(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_3),
					.pad_bottom = mm(v, SPACE_4) });
	ui_text(v->ui, tr(v, STR_PLACES_TITLE), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	places_filters(v, page_width(v));
	ui_end(v->ui);
	float top = measured_mm(v, page_width(v) + 2 * margin_mm(v));
	float room = page_height(v) - top - map_h - 2 * 0.3F - mm(v, SPACE_4) - mm(v, SPACE_4_5);
	struct list_fit fit = places_fit(v, room, page_width(v));
	if (map) {
		ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
		part_map(v, (struct box){ .h = map_h }, map_options(v, &fit));
	}
	ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.pad_top = mm(v, SPACE_4),
					.pad_bottom = mm(v, SPACE_4_5),
					.gap = gap });
	list_or_panel(v, &fit);
	ui_end(v->ui);
}

static float screen_height(const struct view *v)
{
	return (float)ui_metrics(v->ui)->height_px * v->s->config->mm_per_px;
}

static void view_wide(struct view *v)
{
	bool map = places_have_map(v);
	float gap = places_gap(v);
	float width = map ? mm(v, LIST_W) : page_width(v) + 2 * mm(v, SPACE_7_TIGHT);
	float inner = width - 2 * mm(v, SPACE_7_TIGHT);
	float room = screen_height(v) - 2 * mm(v, WIDE_PAD_Y);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1 });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = width,
					.pad_x = mm(v, SPACE_7_TIGHT),
					.pad_y = mm(v, WIDE_PAD_Y),
					.gap = gap });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_PLACES_TITLE),
			(struct text_look){ .type = TYPE_LIST_TITLE, .grow = 1, .role = ROLE_HEADING });
	part_finish(v);
	ui_end(v->ui);
	room -= measured_mm(v, inner) + gap;
	places_filters(v, inner);
	room -= measured_mm(v, inner) + gap;
	struct list_fit fit = places_fit(v, room, inner);
	list_or_panel(v, &fit);
	ui_end(v->ui);
	if (map) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .w = mm(v, STROKE_FRAME), .fill = v->p->border });
		ui_end(v->ui);
		part_map(v, (struct box){ .grow = 1 }, map_options(v, &fit));
	}
	ui_end(v->ui);
}

/* ---- the list or the map ---- */

static void list_or_map_pill(struct view *v, bool on_map)
{
	places_pill(v, on_map ? "liste" : "carte", tr(v, on_map ? STR_PLACES_LIST_VIEW : STR_PLACES_MAP_VIEW), NULL,
			(struct action){ ACTION_LIST_OR_MAP, !on_map }, false);
}

/* The map, or the list, and what is chosen of it; between them the `note`, where it has room on one line. mm. */
static float big_head(struct view *v, bool pill, bool on_map, const char *note)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER,
					.justify = ALIGN_BETWEEN });
	if (pill) {
		list_or_map_pill(v, on_map);
	}
	if (note) {
		ui_text(v->ui, note,
				(struct text_look){ .type = TYPE_ROW_NOTE,
						.color = v->p->ink2,
						.align = ALIGN_CENTER,
						.grow = 1 });
	}
	places_filter_pills(v);
	ui_end(v->ui);
	return measured_mm(v, page_width(v));
}

/* All distances of the page are straight lines but of what is here, and there is one. */
static bool is_all_straight(const struct view *v, const struct list_page *page)
{
	int straight = 0;
	for (int i = page->first; i < page->first + page->len; i++) {
		straight += near_is_straight(&v->s->list[i]);
		if (v->s->list[i].route) {
			return false;
		}
	}
	return straight > 0;
}

/* At seven inches a page of the list without a heading says above it how distances were measured, and else its rows do.
 */
static void say_crow_above(struct view *v, const struct list_fit *fit, bool pill, float head)
{
	struct list_page page = places_page(v, fit);
	bool plain = v->s->list_len > 0 && listing_is_plain(&v->s->groups, fit, page.first);
	if (!is_seven(v) || !plain || !is_all_straight(v, &page)) {
		return;
	}
	ui_drop_last(v->ui);
	v->list_says_crow = big_head(v, pill, false, tr(v, STR_DISTANCE_CROW)) <= head;
	if (!v->list_says_crow) {
		ui_drop_last(v->ui);
		big_head(v, pill, false, NULL);
	}
}

/* Larger type than the page is drawn for: the list or the map, each with the whole page (mock-up 42). */
static void view_big(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool map = places_have_map(v);
	bool on_map = map && v->s->places_map;
	float width = page_width(v);
	float gap = places_gap(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.pad_y = mm(v, BIG_LIST_PAD),
					.gap = gap });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
		ui_end(v->ui);
		return;
	}
	float room = (portrait ? page_height(v) : screen_height(v)) - 2 * mm(v, BIG_LIST_PAD);
	if (portrait) {
		ui_text(v->ui, tr(v, STR_PLACES_TITLE),
				(struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
		room -= measured_mm(v, width) + gap;
	}
	bool pill = map && (!portrait || on_map);
	float head = big_head(v, pill, on_map, NULL);
	struct list_fit fit = places_fit(v, room - head - gap, width);
	if (on_map) {
		part_map(v, (struct box){ .grow = 1 }, map_options(v, &fit));
	} else {
		say_crow_above(v, &fit, pill, head);
		places_list(v, &fit);
	}
	v->list_says_crow = false;
	ui_end(v->ui);
}

/* One of the two views; the one that is shown is no control. */
static void segment(struct view *v, bool map, bool shown)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = map ? "carte" : "liste",
				       .label = tr(v, map ? STR_PLACES_MAP_VIEW : STR_PLACES_LIST_VIEW),
				       .action = { shown ? ACTION_NONE : ACTION_LIST_OR_MAP, map },
				       .chosen = shown,
				       .h = mm(v, GRID_ROW),
				       .type = TYPE_NOTE_STRONG });
}

static void view_seven_head(struct view *v, bool map, bool on_map)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, GRID_GAP), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, STR_PLACES_TITLE_SHORT),
			(struct text_look){ .type = TYPE_LIST_TITLE, .role = ROLE_HEADING });
	ui_text(v->ui, trn(v, v->s->list_scoped ? STR_PLACES_COUNT_HERE : STR_PLACES_SOME, v->s->list_len),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	ui_end(v->ui);
	places_filter_value(v);
	if (map) {
		segment(v, false, !on_map);
		segment(v, true, on_map);
	}
	ui_end(v->ui);
}

/* The place that the map is about: the chosen one, else the nearest that it shows. -1: none. */
static int place_on_map(const struct view *v, const struct list_page *page)
{
	if (v->s->selected >= 0) {
		return v->s->selected;
	}
	for (int i = page->first; i < page->first + page->len; i++) {
		if (map_is_of_use_for(v->s, v->s->list[i].place)) {
			return v->s->list[i].place;
		}
	}
	return -1;
}

/* Seven inches (mock-ups 23, 24, 35): the list or the map; below the map a place, with its number. */
static void view_seven(struct view *v)
{
	bool map = places_have_map(v);
	bool on_map = map && v->s->places_map;
	float gap = mm(v, GRID_GAP);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.pad_y = mm(v, GRID_EDGE),
					.gap = gap });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
		ui_end(v->ui);
		return;
	}
	view_seven_head(v, map, on_map);
	float room = screen_height(v) - 2 * mm(v, GRID_EDGE) - measured_mm(v, page_width(v)) - gap;
	struct list_fit fit = places_fit(v, room, page_width(v));
	if (!on_map) {
		places_list(v, &fit);
		ui_end(v->ui);
		return;
	}
	struct list_page page = places_page(v, &fit);
	int place = place_on_map(v, &page);
	part_map(v, (struct box){ .grow = 1 }, map_options(v, &fit));
	if (place >= 0) {
		part_place_card(v, place);
	}
	ui_end(v->ui);
}

/* Low reach (mock-up 15): the map stands above the line, the list below. */
static void view_low(struct view *v)
{
	float gap = places_gap(v);
	float width = page_width(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.pad_bottom = mm(v, SPACE_4),
					.gap = gap });
	if (v->s->panel != PANEL_NONE) {
		places_panel(v);
		ui_end(v->ui);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	places_filter_pills(v);
	if (!is_column(v)) {
		ui_space(v->ui, 1);
		part_low_map_buttons(v);
	}
	ui_end(v->ui);
	float room = low_page_mm(v) - mm(v, SPACE_4) - measured_mm(v, width) - gap;
	if (is_column(v) && map_is_of_use_here(v->s)) {
		part_low_map_buttons(v);
		room -= measured_mm(v, width) + gap;
	}
	struct list_fit fit = places_fit(v, room, width);
	places_list(v, &fit);
	ui_end(v->ui);
}

void view_places(struct view *v)
{
	if (is_low(v)) {
		view_low(v);
	} else if (is_column(v)) {
		view_big(v);
	} else if (is_seven(v)) {
		view_seven(v);
	} else if (v->format == FORMAT_PORTRAIT) {
		view_portrait(v);
	} else {
		view_wide(v);
	}
}
