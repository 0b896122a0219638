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
	return !territory_serves(v->s, v->s->at.arg) && department ? tr1(v, STR_TERRITORY_OTHER, words(v, department))
								   : words(v, &v->c->networks[p->network].publics);
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
					.max_lines = scale_of(v) > 1.1F ? 0 : 2,
					.balance = true,
					.role = ROLE_HEADING });
	if (is_big(v) && is_seven(v)) { /* the telephone has its room */
		ui_end(v->ui);
		ui_end(v->ui);
		return;
	}
	ui_text(v->ui, publics(v, p),
			(struct text_look){ .type = TYPE_PUBLICS,
					.color = v->p->ink2,
					.max_lines = scale_of(v) > 1.1F ? 0 : 2 });
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
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin(v), .gap = 4, .pad_bottom = 4 });
	head(v);
	place_banner(v);
	place_hours_and_code(v, 108);
	place_facts(v);
	ui_end(v->ui);
	ui_rule(v->ui, v->p->border, 0.3F);
	map_or_where(v, map_options());
	ui_rule(v->ui, v->p->border, 0.3F);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin(v), .pad_y = 5, .gap = 2.5F });
	place_route(v);
	ui_end(v->ui);
}

static void view_landscape(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 6, .grow = 1, .pad_bottom = 8 });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1.15F, .gap = 3.5F });
	head(v);
	place_banner(v);
	place_hours_and_code(v, 100);
	place_facts(v);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 3 });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .border = v->p->border, .border_mm = 0.4F, .pad = 0.4F });
	map_or_where(v, map_options());
	ui_end(v->ui);
	place_route(v);
	ui_end(v->ui);
	ui_end(v->ui);
}

static void tab_button(struct view *v, bool hours, enum button_kind kind, const char *icon, const char *label,
		const char *name)
{
	part_button(v, (struct button){ .kind = kind,
				       .icon = icon,
				       .label = label,
				       .name = name,
				       .action = { ACTION_PLACE_TAB, hours },
				       .grow = 1,
				       .h = 14 });
}

/* Seven inches: map or hours. */
static void tab_buttons(struct view *v, const struct near *near)
{
	bool hours = v->s->place_hours;
	const char *minutes = say_near(&v->voice, near);
	bool map = place_has_map(v);
	const char *first = tr(v, map ? STR_PLACE_SEE_MAP : STR_PLACE_ADDRESS);
	const char *far = near->metres < 30 ? first
			  : minutes         ? minutes
					    : place_bearing_text(v, near->metres, STR_ROUTE_DIRECTION);
	tab_button(v, false, hours ? BUTTON_SECONDARY : BUTTON_PRIMARY,
			minutes ? "marche"
			: map   ? "carte"
				: "lieu",
			far, first);
	tab_button(v, true, hours ? BUTTON_PRIMARY : BUTTON_SECONDARY, "horloge", tr(v, STR_PLACE_SEE_HOURS), NULL);
}

/* With a route, the first button leads there and the second changes between map and hours. */
static void route_buttons(struct view *v, const struct near *near)
{
	bool hours = v->s->place_hours;
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "marche",
				       .label = tr1(v, STR_ROUTE_SEE_SHORT, say_near(&v->voice, near)),
				       .action = { ACTION_ROUTE, v->s->at.arg },
				       .grow = 1,
				       .h = 14 });
	enum string_id first = place_has_map(v) ? STR_PLACE_SEE_MAP : STR_PLACE_ADDRESS;
	tab_button(v, !hours, BUTTON_SECONDARY, hours ? "carte" : "horloge", tr(v, hours ? first : STR_PLACE_SEE_HOURS),
			NULL);
}

static void view_seven(struct view *v)
{
	const struct near *near = directory_near(v->s, v->s->at.arg);
	/* The sentence that there is no route takes its room from the gaps. */
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_y = near->no_route ? 1.2F : 2.6F,
					.gap = near->no_route ? 1.2F : 2.4F });
	head(v);
	place_banner(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = 3 });
	if (v->s->place_hours) {
		place_hours(v, 0);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 2.2F,
						.border = v->p->border,
						.border_mm = 0.4F,
						.pad = 0.4F });
		map_or_where(v, (struct map_options){ .enlarge = true, .scale = true });
		ui_end(v->ui);
	}
	if (!v->s->place_hours || !place_hours_alone(v)) {
		place_code_card(v, 0);
	}
	ui_end(v->ui);
	if (near->no_route) {
		ui_text(v->ui, place_no_route_text(v, near, true),
				(struct text_look){ .type = TYPE_NO_ROUTE,
						.align = ALIGN_CENTER,
						.max_lines = 1,
						.role = ROLE_STATUS });
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 3.2F });
	if (near->route) {
		route_buttons(v, near);
	} else {
		tab_buttons(v, near);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Larger type than the page is drawn for: one column, by what is asked first (mock-ups 34 and 41). */
static void view_big(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin(v) : 0,
				     .pad_top = mm(v, PAGE_TOP),
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .gap = mm(v, SPACE_4) });
	head(v);
	if (is_seven(v)) {
		place_facts(v);
		place_banner(v);
	} else {
		place_banner(v);
		place_facts(v);
	}
	if (is_seven(v)) {
		place_route_short(v);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = 2.5F, .parts = true });
		place_route(v);
		ui_end(v->ui);
	}
	if (place_has_map(v)) {
		struct map_options small = { .enlarge = true, .scale = true };
		part_map(v, (struct box){ .h = mm(v, PLACE_MAP_H) }, is_seven(v) ? small : map_options());
	} else {
		place_where(v);
	}
	place_hours(v, 0);
	place_code_row(v);
	if (is_seven(v)) {
		place_source(v);
	}
	ui_end(v->ui);
}

void view_place(struct view *v)
{
	bool drawn = !is_big(v) && part_drawn(v, is_seven(v)                       ? view_seven
						   : v->format == FORMAT_LANDSCAPE ? view_landscape
										   : view_portrait);
	if (!drawn) {
		view_big(v);
	}
}
