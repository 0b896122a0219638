/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Low reach (mock-ups 15, 43, 44): the upper half is looked at, everything to be touched lies in the lower half. */
#include <math.h>

#include "app/screens/place_parts.h"

static float screen_mm(const struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	return (float)m->height_px * m->mm_per_px;
}

/* The home page has nothing in the line that is touched. In large type the panel of reading aloud leaves no room for
 * its words: the rule alone stays. */
static bool is_bare_line(const struct view *v)
{
	return screen_at(v->s)->home && is_column(v) && listen_mm(v) > 0;
}

float low_line_mm(const struct view *v)
{
	if (is_bare_line(v)) {
		return mm(v, STROKE_STONE) + mm(v, SPACE_3);
	}
	return grown_mm(v, BUTTON_H_SMALL, 0.9F) + 2 * mm(v, SPACE_3);
}

/* What a person in a wheelchair reaches without stretching, from the floor. */
static const float reach_from_mm = 900;
static const float reach_to_mm = 1200;

/* From the lower edge of the picture up: what is touched lies between *from and *to. Where the height of the screen
 * above the floor is not known, the lower half; and never less than pages need. */
static void reach(const struct view *v, float *from, float *to)
{
	const struct metrics *m = ui_metrics(v->ui);
	float floor = v->s->config->floor_mm;
	float whole = screen_mm(v);
	float glass = m->glass_mm_per_px > 0 ? m->mm_per_px / m->glass_mm_per_px : 1; /* pages may be drawn smaller */
	*from = 0;
	*to = whole / 2;
	if (floor <= 0) {
		return;
	}
	float least = fminf(mm(v, LOW_REACH_LEAST), whole);
	*from = fminf(fmaxf((reach_from_mm - floor) * glass, 0), whole - least);
	*to = fmaxf(fminf((reach_to_mm - floor) * glass, whole), *from + least);
}

float low_look_mm(const struct view *v)
{
	float from;
	float to;
	reach(v, &from, &to);
	return screen_mm(v) - to;
}

float low_below_mm(const struct view *v)
{
	float from;
	float to;
	reach(v, &from, &to);
	return from;
}

float low_page_mm(const struct view *v)
{
	return screen_mm(v) - low_look_mm(v) - low_line_mm(v) - bar_mm(v) - listen_mm(v) - low_below_mm(v);
}

static bool has_map(const struct view *v)
{
	const struct screen_def *def = screen_at(v->s);
	return def->low_map && def->low_map(v->s);
}

bool low_map_here(const struct state *s)
{
	return map_is_of_use_here(s);
}

bool low_map_of_place(const struct state *s)
{
	return map_is_of_use_for(s, s->at.arg);
}

static void look_map(struct view *v)
{
	bool list = screen_at(v->s)->list_on_map;
	struct list_page page = directory_page(v->s);
	part_map(v, (struct box){ .grow = 1 },
			(struct map_options){ .markers = list || screen_at(v->s)->home,
					.first = list ? page.first : 0,
					.count = list ? page.len : 0,
					.scale = true });
}

static void home_words(struct view *v, enum role role)
{
	ui_text(v->ui, tr(v, STR_HOME_TITLE),
			(struct text_look){ .type = TYPE_HOME_TITLE, .balance = true, .role = role });
	if (scale_of(v) < 1.4F) { /* larger, they would push the map, or the line, away */
		ui_text(v->ui, tr(v, STR_HOME_FREE), (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
}

/* What the page is about, where it has no map: large, and nothing else. */
static void look_words(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_8),
					.justify = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = ACROSS });
	part_milestone(v, mm(v, SETUP_STONE_W), mm(v, SETUP_STONE_H), "acces-bas", mm(v, ICON_SETUP), false);
	ui_end(v->ui);
	home_words(v, screen_at(v->s)->home ? ROLE_HEADING : ROLE_TEXT);
	ui_end(v->ui);
}

void low_head_home(struct view *v)
{
	if (has_map(v)) { /* else they are all that the upper half has */
		ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin_mm(v), .pad_bottom = mm(v, SPACE_4) });
		home_words(v, ROLE_HEADING);
		ui_end(v->ui);
	}
}

void low_head_place(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin_mm(v), .pad_bottom = mm(v, SPACE_4) });
	place_banner(v);
	ui_end(v->ui);
}

static void look(struct view *v)
{
	if (screen_at(v->s)->low_head) {
		screen_at(v->s)->low_head(v);
	}
	if (has_map(v)) {
		ui_rule(v->ui, v->p->border, mm(v, STROKE_HAIRLINE));
		look_map(v);
	} else {
		look_words(v);
	}
}

/* The line, its sign, and what is otherwise in the header: the way out, and that of those who work here. */
static void line(struct view *v)
{
	ui_rule(v->ui, v->p->ink, mm(v, STROKE_STONE));
	if (is_bare_line(v)) {
		ui_gap(v->ui, low_line_mm(v) - mm(v, STROKE_STONE));
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.h = low_line_mm(v) - mm(v, STROKE_STONE),
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_4),
					.align = ALIGN_CENTER });
	ui_role(v->ui, ROLE_BANNER, NULL);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_2),
					.pad_x = mm(v, SPACE_3),
					.pad_y = scale_of(v) > 1.4F ? 0 : mm(v, SPACE_2), /* two lines fill the strip */
					.align = ALIGN_CENTER,
					.fill = v->p->ink,
					.radius = mm(v, RADIUS_LABEL) });
	ui_icon(v->ui, "acces-bas", mm(v, ICON_STATE), v->p->ground);
	ui_text(v->ui, tr(v, STR_LOW_LINE), (struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->ground });
	ui_end(v->ui);
	ui_space(v->ui, 1);
	if (!screen_at(v->s)->home) {
		part_finish(v);
	} else if (v->s->config->professional_allowed && !has_quiet_ways(v)) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .icon = "cadenas",
					       .label = tr(v, STR_HEADER_PROFESSIONALS),
					       .action = { ACTION_OPEN, SCREEN_CODE },
					       .h = mm(v, BUTTON_H_SMALL),
					       .type = TYPE_NOTE_STRONG });
	}
	ui_end(v->ui);
}

void part_low_look(struct view *v)
{
	float height = low_look_mm(v);
	if (height < header_mm(v)) { /* a screen that hangs low is within reach almost up to its edge */
		ui_gap(v->ui, height);
	} else {
		v->looking = true;
		ui_begin(v->ui, (struct box){ .dir = DOWN, .h = height, .clip = true });
		part_header(v);
		look(v);
		ui_end(v->ui);
		v->looking = false;
	}
	line(v);
}

static void map_button(struct view *v, const char *icon, enum string_id name, struct action action)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = icon,
				       .label = "",
				       .name = tr(v, name),
				       .action = action,
				       .h = mm(v, BUTTON_H_SMALL) });
}

void part_low_map_buttons(struct view *v)
{
	if (!has_map(v)) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_LOW_MAP), (struct text_look){ .type = TYPE_NOTE, .grow = 1, .align = ALIGN_END });
	map_button(v, "moins", STR_PLACES_ZOOM_OUT, (struct action){ ACTION_ZOOM, -1 });
	map_button(v, "plus", STR_PLACES_ZOOM_IN, (struct action){ ACTION_ZOOM, 1 });
	map_button(v, "recentrer", STR_PLACES_RECENTER, (struct action){ ACTION_RECENTER, 0 });
	ui_end(v->ui);
}
