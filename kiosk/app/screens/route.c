/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to walk to a place: its line on the map and its instructions, a page at a time (after mock-up 06). Where no map
 * has the place, its address and the instructions alone. */
#include <math.h>
#include <string.h>

#include "app/say_route.h"
#include "app/screens/place_parts.h"

/* ---- what the page does ---- */

void enter_route(struct state *s, struct effects *fx)
{
	(void)fx;
	directory_select(s, s->at.arg);
}

/* ---- what it shows ---- */

/* ---- pieces that the page of a place shows as well ---- */

/* « Sans marches », or how many, in words and a sign. */
static void steps_state(struct view *v, const struct route_record *record, const struct route_plan *route)
{
	bool free = (record->flags & ROUTE_IS_STEPLESS) != 0;
	const char *stairs = say_route_stairs(&v->voice, route);
	if (!free && !stairs) {
		return;
	}
	struct color color = free ? v->p->success : v->p->warning;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_WIDE), .align = ALIGN_CENTER });
	ui_icon(v->ui, free ? "fauteuil" : "alerte", sign_mm(v, ICON_STEPS), color);
	ui_text(v->ui, free ? tr(v, STR_ROUTE_STEPLESS) : tr1(v, STR_ROUTE_WARNING, stairs),
			(struct text_look){ .type = TYPE_STEPS, .color = color, .role = ROLE_STATUS });
	ui_end(v->ui);
}

void part_route_summary(struct view *v, const struct route_record *record, const struct route_plan *route)
{
	bool narrow = v->format != FORMAT_PORTRAIT || scale_of(v) > 1.2F;
	ui_begin(v->ui, (struct box){ .dir = narrow ? DOWN : ACROSS,
					.gap = mm(v, narrow ? SPACE_1_WIDE : SPACE_5_SLIM),
					.align = narrow ? ALIGN_STRETCH : ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4_TIGHT),
					.align = ALIGN_CENTER,
					.grow = narrow ? 0 : 1 });
	ui_icon(v->ui, "marche", sign_mm(v, ICON_WALK), v->p->ink);
	ui_text(v->ui, say_route_summary(&v->voice, record->seconds, record->metres),
			(struct text_look){ .type = TYPE_ROUTE_SUMMARY, .grow = 1 });
	ui_end(v->ui);
	steps_state(v, record, route);
	ui_end(v->ui);
}

void part_route_step(struct view *v, const struct route_plan *route, size_t index)
{
	const struct route_step *step = &route->steps[index];
	const char *text = say_route_step(&v->voice, step, place_shown(v)->name);
	const char *far = step->kind == ROUTE_ARRIVE ? NULL : say_route_distance(&v->voice, step);
	bool warns = step->kind == ROUTE_STAIRS;
	struct color color = warns ? v->p->warning : v->p->ink;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4_5),
					.min_h = mm(v, STEP_ROW),
					.align = ALIGN_CENTER });
	ui_role(v->ui, ROLE_LIST_ITEM, far ? say_list(&v->voice, text, far) : text);
	ui_icon(v->ui, say_route_icon(step), mm(v, ICON_TURN), color);
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_TURN, .color = color, .grow = 1, .silent = true });
	if (far) {
		ui_text(v->ui, far,
				(struct text_look){ .type = TYPE_TURN_FAR,
						.align = ALIGN_END,
						.silent = true,
						.max_lines = 1 });
	}
	ui_end(v->ui);
}

bool route_of(struct view *v, const struct route_record **record, struct route_plan *route)
{
	*record = directory_route(v->s, v->s->at.arg);
	return *record && routes_decode(*record, v->a, route, NULL);
}

/* ---- the page ---- */

static void choice(struct view *v, bool stepless, const char *label, const struct route_record *record)
{
	const char *far = say_distance(&v->voice, (float)record->metres);
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = is_seven(v) ? label : say_list(&v->voice, label, far),
				       .name = say_list(&v->voice, label, far),
				       .icon = is_seven(v) ? NULL
					       : stepless  ? "fauteuil"
							   : "marche",
				       .action = { ACTION_STEPLESS, stepless },
				       .role = ROLE_RADIO,
				       .chosen = v->s->stepless == stepless,
				       .grow = 1,
				       .pill = true,
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
}

/* Which of two ways, when the one without steps is another. */
static void choices(struct view *v)
{
	int64_t row = place_shown(v)->row;
	const struct route_record *shortest = routes_find(v->s->routes, row, ROUTE_SHORTEST);
	const struct route_record *easy = routes_find(v->s->routes, row, ROUTE_STEPLESS);
	bool stairs = shortest && (shortest->flags & ROUTE_HAS_STEPS) != 0;
	if (easy && shortest) {
		bool wide = v->format == FORMAT_PORTRAIT && scale_of(v) < 1.3F;
		ui_begin(v->ui, (struct box){ .dir = wide || (is_seven(v) && !is_big(v)) ? ACROSS : DOWN,
						.gap = mm(v, SPACE_3) });
		choice(v, false, tr(v, STR_ROUTE_SHORTEST), shortest);
		choice(v, true, tr(v, stairs ? STR_ROUTE_STEPLESS : STR_ROUTE_EASY), easy);
		ui_end(v->ui);
	} else if (stairs) {
		ui_text(v->ui, tr(v, STR_ROUTE_NO_STEPLESS),
				(struct text_look){ .type = TYPE_ROUTE_NOTE, .color = v->p->ink2 });
	}
}

static void steps(struct view *v, const struct route_plan *route)
{
	for (size_t i = 0; i < route->steps_len; i++) {
		part_route_step(v, route, i);
	}
}

/* What all instructions would take on one page, mm. */
static float whole_mm(struct view *v, const struct route_plan *route, float width)
{
	float whole = 0;
	for (size_t i = 0; i < route->steps_len; i++) {
		part_route_step(v, route, i);
		whole += measured_mm(v, width) + mm(v, STEPS_GAP);
		ui_drop_last(v->ui);
	}
	return whole;
}

static void list(struct view *v, const struct route_plan *route)
{
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, STEPS_GAP) });
	steps(v, route);
	ui_end(v->ui);
}

static void title(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5), .align = ALIGN_CENTER });
	part_symbol(v, v->c->networks[place_shown(v)->network].symbol, mm(v, SYMBOL_TITLE), 0, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, place_shown(v)->name,
			(struct text_look){ .type = TYPE_ROUTE_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void take_button(struct view *v, float h)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "qr",
				       .label = tr(v, STR_ROUTE_TAKE),
				       .action = { ACTION_TAKE, 0 },
				       .type = is_seven(v) ? TYPE_NOTE_STRONG : TYPE_LABEL,
				       .h = h });
}

static struct map_options map_options(const struct view *v)
{
	bool seven = is_seven(v);
	return (struct map_options){ .zoom = !seven, .move = !seven, .refit = !seven, .enlarge = seven, .scale = true };
}

enum { BUTTON_MM = 23 };

/* Where, how long, which way: what stands above the instructions, or beside them. */
static void top(struct view *v, const struct route_record *record, const struct route_plan *route)
{
	title(v);
	part_route_summary(v, record, route);
	choices(v);
}

/* In the room of the map, where there is none. */
static void where(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : mm(v, SPACE_8),
					.pad_y = mm(v, SPACE_8),
					.gap = mm(v, SPACE_4_TIGHT),
					.fill = v->p->surface });
	part_address(v, place_shown(v));
	ui_end(v->ui);
}

static void view_portrait(struct view *v, const struct route_record *record, const struct route_plan *route,
		bool on_map)
{
	float width = page_width(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_4),
					.pad_bottom = mm(v, SPACE_4) });
	top(v, record, route);
	ui_end(v->ui);
	float used = measured_mm(v, width + 2 * margin_mm(v));
	float rest = page_height(v) - used - BUTTON_MM - 3 * 3 - 9.5F - 1;
	ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
	if (on_map) {
		float least = fmaxf(110, 168 - 60 * (scale_of(v) - 1));
		float map = fmaxf(least, rest - whole_mm(v, route, width)); /* few words leave more room for the map */
		part_map(v, (struct box){ .h = map }, map_options(v));
	} else {
		where(v);
	}
	ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = margin_mm(v),
					.pad_top = mm(v, SPACE_4),
					.pad_bottom = mm(v, SPACE_4_5),
					.gap = mm(v, SPACE_3) });
	list(v, route);
	take_button(v, BUTTON_MM);
	ui_end(v->ui);
}

/* Instructions on the left, the map on the right. */
static void wide_on_map(struct view *v, const struct route_record *record, const struct route_plan *route)
{
	float width = mm(v, STEPS_W);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = width, .gap = mm(v, SPACE_4_TIGHTER) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_4_TIGHTER) });
	top(v, record, route);
	ui_end(v->ui);
	list(v, route);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_4) });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.border = v->p->border,
					.border_mm = mm(v, STROKE_FRAME),
					.pad = mm(v, STROKE_FRAME) });
	part_map(v, (struct box){ .grow = 1 }, map_options(v));
	ui_end(v->ui);
	take_button(v, mm(v, BUTTON_H_ROW));
	ui_end(v->ui);
}

/* Where it is on the left, the instructions on the right. */
static void wide_in_words(struct view *v, const struct route_record *record, const struct route_plan *route)
{
	float aside = mm(v, ASIDE_W);
	float gap = mm(v, SPACE_8);
	float width = page_width(v) - aside - gap;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = aside, .gap = mm(v, SPACE_4_TIGHTER) });
	top(v, record, route);
	ui_space(v->ui, 1);
	where(v);
	ui_space(v->ui, 1);
	take_button(v, mm(v, BUTTON_H_ROW));
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .w = width, .gap = mm(v, SPACE_4_TIGHTER) });
	list(v, route);
	ui_end(v->ui);
}

static void view_wide(struct view *v, const struct route_record *record, const struct route_plan *route, bool on_map)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.grow = 1,
					.gap = mm(v, SPACE_8),
					.pad_bottom = mm(v, SPACE_8_TIGHT),
					.pad_top = mm(v, ROUTE_PAD_TOP) });
	if (on_map) {
		wide_on_map(v, record, route);
	} else {
		wide_in_words(v, record, route);
	}
	ui_end(v->ui);
}

/* Larger type would leave one instruction a page beside a map: one column, the map after the words. */
static void view_big(struct view *v, const struct route_record *record, const struct route_plan *route, bool on_map)
{
	part_flow_column(v);
	top(v, record, route);
	steps(v, route);
	if (on_map) {
		part_map(v, (struct box){ .h = mm(v, ROUTE_MAP_H) }, map_options(v));
	} else {
		where(v);
	}
	take_button(v, is_seven(v) ? mm(v, BUTTON_H_ROW) : BUTTON_MM);
	ui_end(v->ui);
}

void view_route(struct view *v)
{
	const struct route_record *record;
	struct route_plan route;
	if (!route_of(v, &record, &route)) { /* content changed under a visit that came back to this page */
		part_empty(v, tr(v, STR_ROUTE_NONE), "", tr(v, STR_BAR_BACK), (struct action){ ACTION_BACK, 0 });
		return;
	}
	bool on_map = map_is_of_use_for(v->s, v->s->at.arg);
	if (is_big(v)) {
		view_big(v, record, &route, on_map);
	} else if (v->format == FORMAT_PORTRAIT) {
		view_portrait(v, record, &route, on_map);
	} else {
		view_wide(v, record, &route, on_map);
	}
}
