/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place (mock-ups 06 and 19). */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"
#include "store/hours_state.h"

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

enum { ROUTE_STEPS_SHOWN = 3 };

static const struct place *place_of(const struct view *v)
{
	return &v->c->places[v->s->at.arg];
}

static bool has_map(const struct view *v)
{
	return map_is_of_use_for(v->s, v->s->at.arg);
}

static void head(struct view *v)
{
	const struct place *p = place_of(v);
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
	ui_text(v->ui, words(v, &n->publics),
			(struct text_look){ .type = TYPE_PUBLICS,
					.color = v->p->ink2,
					.max_lines = scale_of(v) > 1.1F ? 0 : 2 });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void banner(struct view *v)
{
	const struct place *p = place_of(v);
	struct said_state state = say_state(&v->voice, v->p, p->hours, &v->s->local);
	int weekday = (v->s->local.tm_wday + 6) % 7;
	const char *day = tr(v, (enum string_id)(STR_DAY_0 + weekday));
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_WIDE),
					.pad_x = mm(v, SPACE_8_WIDE),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, BANNER_H),
					.align = ALIGN_CENTER,
					.fill = state.soft,
					.border = state.color,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_icon(v->ui, state.icon, mm(v, ICON_BANNER), state.color);
	if (is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	}
	ui_text(v->ui, state.text,
			(struct text_look){ .type = TYPE_STATE, .color = state.color, .grow = 1, .role = ROLE_STATUS });
	const char *right = p->hours ? tr1(v, STR_PLACE_TODAY, day) : tr(v, STR_STATE_CALL);
	if (!p->hours || !is_big(v) || !is_seven(v)) {
		ui_text(v->ui, right, (struct text_look){ .type = TYPE_BODY_SMALL });
	}
	if (is_big(v)) {
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

/* "9 h – 12 h" */
static const char *range_text(struct view *v, const struct hours_range *r)
{
	return arena_printf(v->a, "%s – %s", say_hour(&v->voice, r->from), say_hour(&v->voice, r->to));
}

static void day_row(struct view *v, const struct hours_day *day, int index, bool today)
{
	enum type type = today ? TYPE_DAY_STRONG : TYPE_DAY;
	bool below = is_big(v); /* the hours under the day */
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = below ? 0 : mm(v, SPACE_2_LOOSE),
					.pad_x = mm(v, SPACE_4),
					.min_h = mm(v, DAY_ROW),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = today ? v->p->accent_soft : (struct color){ 0 },
					.radius = mm(v, RADIUS_DAY) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : 0.62F });
	ui_text(v->ui, tr(v, (enum string_id)(STR_DAY_0 + index)), (struct text_look){ .type = type });
	ui_end(v->ui);
	if (day->len == 0) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : 2 });
		ui_text(v->ui, day->comment ? day->comment : tr(v, STR_PLACE_CLOSED),
				(struct text_look){ .type = type,
						.color = v->p->ink2,
						.align = below ? ALIGN_START : ALIGN_END });
		ui_end(v->ui);
	}
	for (int i = 0; i < day->len && i < 2; i++) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : day->len == 1 ? 2 : 1 });
		ui_text(v->ui, range_text(v, &day->at[i]),
				(struct text_look){ .type = type,
						.align = below ? ALIGN_START : ALIGN_END,
						.max_lines = 1 });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void hours_table(struct view *v, float h)
{
	const struct place *p = place_of(v);
	struct date today = { (int16_t)(v->s->local.tm_year + 1900), (int8_t)(v->s->local.tm_mon + 1),
		(int8_t)v->s->local.tm_mday };
	int weekday = (v->s->local.tm_wday + 6) % 7;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = is_big(v) ? 0 : 1.75F,
					.min_h = h,
					.pad_x = mm(v, SPACE_2_5),
					.pad_y = mm(v, SPACE_4_TIGHT),
					.fill = v->p->surface,
					.border = v->p->hairline,
					.border_mm = 0.25F,
					.radius = mm(v, RADIUS_PANEL) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = mm(v, SPACE_4), .pad_bottom = mm(v, SPACE_HOURS_HEAD) });
	if (!is_seven(v)) {
		ui_text(v->ui, tr(v, STR_PLACE_HOURS), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	}
	if (!p->hours) {
		ui_text(v->ui, tr(v, STR_STATE_UNKNOWN), (struct text_look){ .type = TYPE_BODY });
		ui_text(v->ui, tr(v, STR_STATE_CALL), (struct text_look){ .type = TYPE_BODY_STRONG });
	}
	ui_end(v->ui);
	if (p->hours) {
		struct hours_day week[7];
		hours_week(p->hours, today, week);
		for (int i = 0; i < 7; i++) {
			day_row(v, &week[i], i, i == weekday);
		}
	}
	ui_end(v->ui);
}

static void qr_card(struct view *v, float h)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.min_h = h,
					.pad = mm(v, SPACE_5_TIGHT),
					.gap = mm(v, SPACE_2),
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL),
					.justify = ALIGN_CENTER });
	part_qr(v, place_qr_text(v, place_of(v)), mm(v, QR_PLACE));
	ui_text(v->ui, tr(v, STR_PLACE_TAKE), (struct text_look){ .type = TYPE_TAKE, .align = ALIGN_CENTER });
	if (!is_seven(v)) {
		ui_text(v->ui, tr(v, STR_PLACE_TAKE_TEXT),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_CENTER });
	}
	ui_end(v->ui);
}

/* In large type the week takes the whole width, and the code lies below it. */
static bool hours_alone(const struct view *v)
{
	return is_big(v) || scale_of(v) > 1.05F;
}

static void hours_and_qr(struct view *v, float h)
{
	if (!hours_alone(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 4 });
		hours_table(v, h);
		qr_card(v, h);
		ui_end(v->ui);
		return;
	}
	hours_table(v, 0);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 6, .align = ALIGN_CENTER });
	part_qr(v, place_qr_text(v, place_of(v)), mm(v, QR_BIG));
	ui_text(v->ui, tr(v, STR_PLACE_TAKE), (struct text_look){ .type = TYPE_TAKE, .grow = 1 });
	ui_end(v->ui);
}

static void fact(struct view *v, const char *icon, const char *text, enum type type)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, icon, mm(v, ICON_FACT), v->p->ink);
	ui_text(v->ui, text, (struct text_look){ .type = type });
	ui_end(v->ui);
}

static void facts(struct view *v)
{
	bool large = hours_alone(v);
	enum dir dir = large ? DOWN : ACROSS;
	struct box row = { .dir = dir, .gap = large ? 2 : 6, .align = large ? ALIGN_STRETCH : ALIGN_CENTER };
	static const char *const icons[ACCESSES_LEN] = { "fauteuil", "oreille", "conversation", "maison", "lieu" };
	const struct place *p = place_of(v);
	const char *address = arena_printf(v->a, "%s, %s %s", p->address, p->postcode, p->commune);
	ui_begin(v->ui, row);
	if (p->phone[0]) {
		fact(v, "telephone", p->phone, TYPE_TITLE3);
	}
	if (has_map(v)) { /* else it has a panel of its own */
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.grow = large ? 0 : 1,
						.gap = 2.5F,
						.align = ALIGN_CENTER });
		ui_icon(v->ui, "lieu", 7.5F, v->p->ink);
		ui_text(v->ui, address, (struct text_look){ .type = TYPE_FACT, .grow = 1, .max_lines = large ? 0 : 2 });
		ui_end(v->ui);
	}
	ui_end(v->ui);
	if (p->access == 0) {
		return;
	}
	/* A row of its own: beside them an address would be cut. */
	ui_begin(v->ui, row);
	for (unsigned i = 0; i < ACCESSES_LEN; i++) {
		if (p->access & 1U << i) {
			const char *label = string_by_key(v->c, v->s->lang, "access.", access_name(i));
			fact(v, icons[i], label ? label : access_name(i), TYPE_FACT);
		}
	}
	ui_end(v->ui);
}

/* « 41 km au nord-est, à vol d’oiseau » */
static const char *bearing_text(struct view *v, float metres, enum string_id form)
{
	const struct place *p = place_of(v);
	if (metres < 30) {
		return tr(v, STR_PLACE_AT_SITE);
	}
	double bearing = v->s->site ? bearing_degrees(v->s->site->lon, v->s->site->lat, p->lon, p->lat) : 0;
	return say_direction(&v->voice, form, metres, bearing);
}

/* There is no route to show: none is known, or it is longer than was looked for. */
static const char *no_route_text(struct view *v, const struct near *near, bool short_of_room)
{
	if (!near->beyond) {
		return tr(v, short_of_room ? STR_ROUTE_NONE_SHORT : STR_ROUTE_NONE);
	}
	return tr1(v, short_of_room ? STR_ROUTE_BEYOND_SHORT : STR_ROUTE_BEYOND,
			say_number(&v->voice, v->s->routes->reach_m / 1000));
}

/* As the crow flies: no route is known, or none was computed. */
static void direction(struct view *v)
{
	const struct near *near = directory_near(v->s, v->s->at.arg);
	float metres = near->metres;
	const char *minutes = say_near(&v->voice, near);
	if (near->no_route) {
		ui_text(v->ui, no_route_text(v, near, false),
				(struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	}
	ui_begin(v->ui, (struct box){ .dir = is_big(v) ? DOWN : ACROSS, .gap = 5, .align = ALIGN_CENTER });
	ui_icon(v->ui, minutes ? "marche" : "lieu", 9, v->p->ink);
	ui_text(v->ui, bearing_text(v, metres, STR_PLACE_DIRECTION),
			(struct text_look){ .type = TYPE_TITLE3, .grow = 1 });
	if (minutes && metres >= 30) {
		ui_text(v->ui, tr1(v, STR_DISTANCE_WALK, minutes), (struct text_look){ .type = TYPE_BODY_STRONG });
	}
	ui_end(v->ui);
}

static void source(struct view *v)
{
	const struct place *p = place_of(v);
	ui_text(v->ui, tr2(v, STR_PLACE_SOURCE, p->source, say_date(&v->voice, p->verified)),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
}

static void see_route(struct view *v, float h)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "marche",
				       .label = tr(v, STR_ROUTE_SEE),
				       .action = { ACTION_ROUTE, v->s->at.arg },
				       .h = h });
}

static void route_part(struct view *v)
{
	const struct place *p = place_of(v);
	const struct route_record *record;
	struct route_plan route;
	if (route_of(v, &record, &route)) {
		size_t shown = scale_of(v) < 1.1F ? ROUTE_STEPS_SHOWN : 0;
		part_route_summary(v, record, &route);
		ui_begin(v->ui, (struct box){ .dir = DOWN });
		for (size_t i = 0; i < shown && i < route.steps_len; i++) {
			part_route_step(v, &route, i);
		}
		ui_end(v->ui);
		see_route(v, 19);
	} else if (has_map(v)) {
		direction(v);
	}
	if (p->approximate) {
		ui_text(v->ui, tr(v, STR_PLACE_APPROXIMATE),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->warning });
	}
	source(v);
}

/* Seven inches: in few words. */
static void route_seven(struct view *v)
{
	const struct near *near = directory_near(v->s, v->s->at.arg);
	if (near->route) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .icon = "marche",
					       .label = tr1(v, STR_ROUTE_SEE_SHORT, say_near(&v->voice, near)),
					       .action = { ACTION_ROUTE, v->s->at.arg },
					       .h = mm(v, BUTTON_H_ROW) });
		return;
	}
	ui_text(v->ui, bearing_text(v, near->metres, STR_PLACE_DIRECTION), (struct text_look){ .type = TYPE_BODY });
	if (near->no_route) {
		ui_text(v->ui, no_route_text(v, near, true),
				(struct text_look){ .type = TYPE_NO_ROUTE, .role = ROLE_STATUS });
	}
}

/* In the room of the map, where there is none: the address and the distance as the crow flies, in large type. */
static void where(struct view *v)
{
	const struct place *p = place_of(v);
	const struct route_record *record = directory_route(v->s, v->s->at.arg);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = mm(v, SPACE_8),
					.pad_y = mm(v, SPACE_5_SNUG),
					.gap = mm(v, SPACE_4_TIGHT),
					.justify = ALIGN_CENTER,
					.fill = v->p->surface });
	part_address(v, p);
	if (!is_seven(v) && !record) {
		direction(v);
	} else if (!record) { /* its walking time is on the button below */
		ui_text(v->ui, bearing_text(v, directory_metres(v->s, v->s->at.arg), STR_PLACE_DIRECTION),
				(struct text_look){ .type = TYPE_BODY });
	}
	ui_end(v->ui);
}

static void map_or_where(struct view *v, struct map_options o)
{
	if (has_map(v)) {
		part_map(v,
				(struct box){ .grow = 1,
						.min_h = v->format == FORMAT_PORTRAIT ? mm(v, PLACE_MAP_LEAST) : 0 },
				o);
	} else {
		where(v);
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
	banner(v);
	hours_and_qr(v, 108);
	facts(v);
	ui_end(v->ui);
	ui_rule(v->ui, v->p->border, 0.3F);
	map_or_where(v, map_options());
	ui_rule(v->ui, v->p->border, 0.3F);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = margin(v), .pad_y = 5, .gap = 2.5F });
	route_part(v);
	ui_end(v->ui);
}

static void view_landscape(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 6, .grow = 1, .pad_bottom = 8 });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1.15F, .gap = 3.5F });
	head(v);
	banner(v);
	hours_and_qr(v, 100);
	facts(v);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 3 });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .border = v->p->border, .border_mm = 0.4F, .pad = 0.4F });
	map_or_where(v, map_options());
	ui_end(v->ui);
	route_part(v);
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
	bool map = has_map(v);
	const char *first = tr(v, map ? STR_PLACE_SEE_MAP : STR_PLACE_ADDRESS);
	const char *far = near->metres < 30 ? first
			  : minutes         ? minutes
					    : bearing_text(v, near->metres, STR_ROUTE_DIRECTION);
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
	enum string_id first = has_map(v) ? STR_PLACE_SEE_MAP : STR_PLACE_ADDRESS;
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
	banner(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = 3 });
	if (v->s->place_hours) {
		hours_table(v, 0);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 2.2F,
						.border = v->p->border,
						.border_mm = 0.4F,
						.pad = 0.4F });
		map_or_where(v, (struct map_options){ .enlarge = true, .scale = true });
		ui_end(v->ui);
	}
	if (!v->s->place_hours || !hours_alone(v)) {
		qr_card(v, 0);
	}
	ui_end(v->ui);
	if (near->no_route) {
		ui_text(v->ui, no_route_text(v, near, true),
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
		facts(v);
		banner(v);
	} else {
		banner(v);
		facts(v);
	}
	if (is_seven(v)) {
		route_seven(v);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = 2.5F, .parts = true });
		route_part(v);
		ui_end(v->ui);
	}
	if (has_map(v)) {
		struct map_options small = { .enlarge = true, .scale = true };
		part_map(v, (struct box){ .h = mm(v, PLACE_MAP_H) }, is_seven(v) ? small : map_options());
	} else {
		where(v);
	}
	hours_table(v, 0);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 6, .align = ALIGN_CENTER });
	part_qr(v, place_qr_text(v, place_of(v)), mm(v, QR_BIG));
	ui_text(v->ui, tr(v, STR_PLACE_TAKE), (struct text_look){ .type = TYPE_TAKE, .grow = 1 });
	ui_end(v->ui);
	if (is_seven(v)) {
		source(v);
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
