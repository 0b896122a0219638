/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place (mock-ups 06 and 19). */
#include <string.h>

#include "app/screens/place_parts.h"

/* ---- what the page does ---- */

void enter_place(struct state *s, struct effects *fx)
{
	(void)fx;
	s->place_hours = false;
	directory_select(s, s->at.arg);
}

void fit_place(struct state *s)
{
	if (s->map_fitted && s->selected >= 0) {
		directory_show_place(s, s->selected, false);
	}
}

void recenter_place(struct state *s, bool animate)
{
	directory_show_place(s, s->at.arg, animate);
}

/* ---- what it shows ---- */

/* Whom the place is for: where it is another department's, that comes first. */
static const char *publics(struct view *v, const struct place *p)
{
	const struct text *department = territory_of_place(v->s, v->s->at.arg);
	return !territory_serves(v->s, v->s->at.arg) && department ? tr1(v, STR_TERRITORY_OTHER, text_of(v, department))
								   : text_of(v, &v->c->networks[p->network].publics);
}

/* Seven inches: the name has the row, on two lines where it needs them. */
static void head_seven(struct view *v)
{
	const struct place *p = place_shown(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, PLACE_HEAD_GAP),
					.align = ALIGN_CENTER,
					.min_h = mm(v, GRID_ROW) });
	part_symbol(v, v->c->networks[p->network].symbol, mm(v, SYMBOL_PLACE), 0, false);
	ui_text(v->ui, p->name,
			(struct text_look){ .type = TYPE_PLACE,
					.grow = 1,
					.balance = true,
					.role = ROLE_HEADING,
					.lang = lang_of_data(v) });
	ui_end(v->ui);
}

static void head(struct view *v)
{
	const struct place *p = place_shown(v);
	const struct network *n = &v->c->networks[p->network];
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, PLACE_HEAD_GAP), .align = ALIGN_CENTER });
	if (!is_big(v) || !is_seven(v)) {
		part_symbol(v, n->symbol, mm(v, SYMBOL_PLACE), 0, false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, p->name,
			(struct text_look){ .type = strlen(p->name) > 34 ? TYPE_PLACE_LONG : TYPE_PLACE,
					.balance = true,
					.role = ROLE_HEADING,
					.lang = lang_of_data(v) });
	if (is_big(v) && is_seven(v)) { /* the telephone has its room */
		ui_end(v->ui);
		ui_end(v->ui);
		return;
	}
	ui_text(v->ui, publics(v, p), (struct text_look){ .type = TYPE_PUBLICS, .color = v->p->ink2 });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void map_or_where(struct view *v, struct map_options o)
{
	if (place_has_map(v)) {
		part_map(v,
				(struct box){ .grow = 1,
						.min_h = v->format == FORMAT_PORTRAIT ? mm(v, PLACE_MAP_LEAST) : 0 },
				o);
	} else {
		place_where(v);
	}
}

static struct map_options map_options(void)
{
	return (struct map_options){ .zoom = true, .move = true, .refit = true, .scale = true };
}

static void view_portrait(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = margin_mm(v),
					.gap = mm(v, SPACE_4),
					.pad_bottom = mm(v, SPACE_4) });
	head(v);
	place_banner(v);
	place_hours_and_code(v, 108);
	place_facts(v);
	place_note(v);
	ui_end(v->ui);
	ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
	map_or_where(v, map_options());
	ui_rule(v->ui, v->p->border, mm(v, STROKE_RULE));
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = margin_mm(v),
					.pad_y = mm(v, SPACE_5),
					.gap = mm(v, SPACE_2_5) });
	place_route(v);
	ui_end(v->ui);
}

static void view_landscape(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6), .grow = 1, .pad_bottom = mm(v, SPACE_8) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1.15F, .gap = mm(v, SPACE_3_5_WIDE) });
	head(v);
	place_banner(v);
	place_hours_and_code(v, 100);
	place_facts(v);
	place_note(v);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3) });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.border = v->p->border,
					.border_mm = mm(v, STROKE_FRAME),
					.pad = mm(v, STROKE_FRAME) });
	map_or_where(v, map_options());
	ui_end(v->ui);
	place_route(v);
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Seven inches (mock-up 25): how to call and where it is, then three things to do. */
static void view_seven(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, GRID_EDGE), .gap = mm(v, GRID_GAP) });
	head_seven(v);
	place_banner(v);
	place_call_card(v);
	place_ways(v);
	ui_end(v->ui);
}

/* Larger type than the page is drawn for: one column, by what is asked first (mock-ups 34 and 41). */
static void view_big(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool seven = is_seven(v);
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin_mm(v) : 0,
				     .pad_top = mm(v, seven ? GRID_EDGE : PAGE_TOP),
				     .pad_bottom = mm(v, seven ? GRID_EDGE : SPACE_5_WIDE),
				     .gap = mm(v, seven ? GRID_GAP : SPACE_4) });
	head(v);
	if (seven) {
		place_phone(v);
	} else {
		place_number_card(v);
	}
	if (!is_low(v)) { /* there it stands above the line */
		place_banner(v);
	}
	place_facts(v);
	if (!place_has_map(v)) {
		place_where(v);
	}
	place_note(v); /* at seven inches as well: no button leads from here to the page of the hours, which has it */
	if (seven) {
		place_route_short(v);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2_5), .parts = true });
		place_route(v);
		ui_end(v->ui);
	}
	if (is_low(v)) {
		part_low_map_buttons(v);
	}
	if (!seven || place_shown(v)->hours) { /* to call, where they are not known, is what the banner says */
		place_hours(v, 0);
	}
	place_code_row(v);
	place_source(v);
	ui_end(v->ui);
}

void view_place(struct view *v)
{
	if (is_seven(v) && v->s->place_hours) {
		place_hours_page(v);
		return;
	}
	bool drawn = !is_big(v) && part_drawn(v, is_seven(v)                       ? view_seven
						   : v->format == FORMAT_LANDSCAPE ? view_landscape
										   : view_portrait);
	if (!drawn) {
		view_big(v);
	}
}
