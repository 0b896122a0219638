/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the place of this page is, and how to go there. */
#include "app/screens/place_parts.h"

enum { ROUTE_STEPS_SHOWN = 3 };

const struct place *place_shown(const struct view *v)
{
	return &v->c->places[v->s->at.arg];
}

bool place_has_map(const struct view *v)
{
	return map_is_of_use_for(v->s, v->s->at.arg);
}

static void fact(struct view *v, const char *icon, const char *text, enum type type)
{
	bool large = type == TYPE_CALL;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, large ? SPACE_5 : SPACE_2_5),
					.align = ALIGN_CENTER });
	ui_icon(v->ui, icon, sign_mm(v, large ? ICON_ROW : ICON_FACT), v->p->ink);
	ui_text(v->ui, text, (struct text_look){ .type = type });
	ui_end(v->ui);
}

/* Its own, or how its network is reached. */
static void number(struct view *v, enum type own)
{
	const struct place *p = place_shown(v);
	if (contact_own_number(v, v->s->at.arg)) {
		fact(v, "telephone", p->phone, own);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = place_hours_alone(v) ? 0 : 1, .gap = mm(v, SPACE_2) });
	part_number_or_desk(v, p->network);
	ui_end(v->ui);
}

void place_number_card(struct view *v)
{
	if (is_low(v)) { /* half a page */
		number(v, TYPE_TITLE3);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_x = mm(v, SPACE_8_WIDE),
					.pad_y = mm(v, SPACE_4),
					.fill = v->p->surface,
					.border = v->p->hairline,
					.border_mm = mm(v, STROKE_PANEL),
					.radius = mm(v, RADIUS_PANEL) });
	number(v, TYPE_CALL);
	ui_end(v->ui);
}

void place_facts(struct view *v)
{
	bool large = place_hours_alone(v);
	enum dir dir = large ? DOWN : ACROSS;
	struct box row = { .dir = dir,
		.gap = mm(v, large ? FACTS_BELOW_GAP : FACTS_BESIDE_GAP),
		.align = large ? ALIGN_STRETCH : ALIGN_CENTER };
	static const char *const icons[ACCESSES_LEN] = { "fauteuil", "oreille", "conversation", "maison", "lieu" };
	const struct place *p = place_shown(v);
	const char *address = say_address(&v->voice, p);
	ui_begin(v->ui, row);
	if (!is_big(v)) { /* there a card, or place_phone(), has it */
		number(v, TYPE_TITLE3);
	}
	if (place_has_map(v)) { /* else it has a panel of its own */
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.grow = large ? 0 : 1,
						.gap = mm(v, FACT_GAP),
						.align = ALIGN_CENTER });
		if (!is_seven(v)) { /* there in large type the address has the width: it would take a line more */
			ui_icon(v->ui, "lieu", sign_mm(v, FACT_ICON), v->p->ink);
		}
		ui_text(v->ui, address, (struct text_look){ .type = TYPE_FACT, .grow = 1, .lang = lang_of_data(v) });
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

void place_note(struct view *v)
{
	const char *note = place_shown(v)->audience_note;
	if (!note[0]) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, "info", sign_mm(v, ICON_FACT), v->p->ink);
	ui_text(v->ui, note, (struct text_look){ .type = TYPE_FACT, .grow = 1, .lang = lang_of_data(v) });
	ui_end(v->ui);
}

const char *place_bearing_text(struct view *v, const struct near *near)
{
	const struct place *p = place_shown(v);
	if (near_is_here(near)) {
		return tr(v, STR_PLACE_AT_SITE);
	}
	double bearing = v->s->site ? bearing_degrees(v->s->site->lon, v->s->site->lat, p->lon, p->lat) : 0;
	return say_direction(&v->voice, near->metres, bearing);
}

const char *place_no_route_text(struct view *v, const struct near *near, bool short_of_room)
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
	if (near->no_route) {
		ui_text(v->ui, place_no_route_text(v, near, false),
				(struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, DIRECTION_GAP), .align = ALIGN_CENTER });
	ui_icon(v->ui, near_is_here(near) ? "marche" : "lieu", sign_mm(v, DIRECTION_ICON), v->p->ink);
	ui_text(v->ui, place_bearing_text(v, near), (struct text_look){ .type = TYPE_TITLE3, .grow = 1 });
	ui_end(v->ui);
}

void place_source(struct view *v)
{
	const struct place *p = place_shown(v);
	bool stale = date_is_stale(p->verified, state_today(v->s), v->c->stale_days);
	bool below = is_big(v);
	bool first = below && is_seven(v); /* its page may have room for the button alone */
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = mm(v, SPACE_3),
					.align = below ? ALIGN_START : ALIGN_CENTER,
					.parts = first });
	if (first) {
		part_report(v);
	}
	ui_text(v->ui,
			tr2(v, stale ? STR_PLACE_SOURCE_STALE : STR_PLACE_SOURCE, p->source,
					say_date(&v->voice, p->verified)),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .grow = below ? 0 : 1 });
	if (!first) {
		part_report(v);
	}
	ui_end(v->ui);
}

static void see_route(struct view *v, float h)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "marche",
				       .label = tr(v, STR_ROUTE_SEE),
				       .action = { ACTION_ROUTE, v->s->at.arg },
				       .h = h });
}

/* The map of all places, around this one. */
static void see_map(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "carte",
				       .label = tr(v, is_seven(v) ? STR_PLACE_SEE_MAP : STR_PLACES_SEE_MAP),
				       .name = tr(v, STR_MAP_LARGER),
				       .action = { ACTION_BIG_MAP, v->s->at.arg },
				       .h = mm(v, BUTTON_H_ROW) });
}

void place_route(struct view *v)
{
	const struct place *p = place_shown(v);
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
	} else if (place_has_map(v)) {
		direction(v);
	}
	if (p->approximate) {
		ui_text(v->ui, tr(v, STR_PLACE_APPROXIMATE),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->warning });
	}
	if (!is_big(v)) {
		place_source(v);
	} else if (!directory_route(v->s, v->s->at.arg) && place_has_map(v) && !is_low(v)) {
		see_map(v); /* the page of a route has it */
	}
}

void place_route_short(struct view *v)
{
	const struct near *near = directory_near(v->s, v->s->at.arg);
	if (near->route) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .icon = "marche",
					       .label = tr1(v, STR_ROUTE_SEE_SHORT, say_minutes(&v->voice, near)),
					       .action = { ACTION_ROUTE, v->s->at.arg },
					       .h = mm(v, BUTTON_H_ROW) });
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1) }); /* little, for an address of three lines */
	if (place_has_map(v)) {                                              /* else the panel of the address has it */
		const char *far = near_is_here(near) ? tr(v, STR_PLACE_AT_SITE) : say_how_far(&v->voice, near);
		ui_text(v->ui, far, (struct text_look){ .type = TYPE_NOTE });
	}
	if (near->no_route) {
		ui_text(v->ui, place_no_route_text(v, near, true),
				(struct text_look){ .type = TYPE_NO_ROUTE, .role = ROLE_STATUS });
	}
	if (place_has_map(v)) {
		see_map(v);
	}
	ui_end(v->ui);
}

void place_where(struct view *v)
{
	const struct place *p = place_shown(v);
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
		ui_text(v->ui, place_bearing_text(v, directory_near(v->s, v->s->at.arg)),
				(struct text_look){ .type = TYPE_BODY });
	}
	ui_end(v->ui);
}
