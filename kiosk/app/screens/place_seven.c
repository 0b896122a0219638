/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place at seven inches (mock-ups 25 and 26): what is called, where it is, and three things to do. */
#include "app/screens/place_parts.h"

static void call_row(struct view *v, const char *icon, const char *text, enum type type, const struct words_lang *lang)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_8_WIDE), .align = ALIGN_CENTER });
	ui_icon(v->ui, icon, sign_mm(v, ICON_ROW), v->p->ink);
	ui_text(v->ui, text, (struct text_look){ .type = type, .grow = 1, .lang = lang });
	ui_end(v->ui);
}

void place_phone(struct view *v)
{
	const struct place *p = place_shown(v);
	if (contact_own_number(v, v->s->at.arg)) {
		call_row(v, "telephone", p->phone, TYPE_PHONE, NULL);
	} else {
		part_number_or_desk(v, p->network);
	}
}

void place_call_card(struct view *v)
{
	const struct place *p = place_shown(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = mm(v, SPACE_8_WIDE),
					.pad_y = mm(v, SPACE_1),
					.gap = mm(v, SPACE_1),
					.justify = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->hairline,
					.border_mm = mm(v, STROKE_HAIRLINE),
					.radius = mm(v, RADIUS_PANEL) });
	place_phone(v);
	ui_rule(v->ui, v->p->hairline, mm(v, STROKE_HAIRLINE));
	call_row(v, "lieu", say_address(&v->voice, p), TYPE_BODY, lang_of_data(v));
	if (p->approximate) {
		ui_text(v->ui, tr(v, STR_PLACE_APPROXIMATE),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->warning });
	}
	ui_end(v->ui);
}

struct way {
	bool primary;
	bool status; /* what is written below is news, not a detail */
	const char *icon, *label, *below, *name;
	struct action action; /* type 0: nothing is to be touched */
};

static void way_card(struct view *v, const struct way *w)
{
	const struct palette *p = v->p;
	bool pressed = w->action.type != 0 && is_pressed(v, w->action);
	bool plain = w->action.type == 0;
	struct color ink = w->primary ? p->on_primary : p->ink;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.min_h = mm(v, WAY_CARD_H),
					.pad_x = mm(v, SPACE_3),
					.pad_y = mm(v, SPACE_2),
					.gap = mm(v, SPACE_1),
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = w->primary ? (pressed ? p->primary_pressed : p->primary)
						: pressed  ? p->surface2
							   : p->surface,
					.border = plain        ? p->hairline
						  : w->primary ? p->primary
							       : p->border,
					.border_mm = plain ? mm(v, STROKE_HAIRLINE) : line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	if (!plain) {
		ui_role(v->ui, ROLE_BUTTON, w->name ? w->name : w->label);
		ui_action(v->ui, w->action.type, w->action.arg);
	}
	ui_icon(v->ui, w->icon, mm(v, ICON_EMPTY), ink);
	ui_text(v->ui, w->label,
			(struct text_look){ .type = TYPE_LABEL,
					.color = ink,
					.align = ALIGN_CENTER,
					.silent = !plain });
	ui_text(v->ui, w->below,
			(struct text_look){ .type = TYPE_NOTE,
					.color = w->primary ? p->on_primary : p->ink2,
					.align = ALIGN_CENTER,
					.role = w->status ? ROLE_STATUS : ROLE_TEXT });
	ui_end(v->ui);
}

/* The route where one is known; else the large map, or the direction alone. */
static struct way way_there(struct view *v)
{
	const struct near *near = directory_near(v->s, v->s->at.arg);
	if (near->route) {
		const char *minutes = say_minutes(&v->voice, near);
		return (struct way){ .primary = true,
			.icon = "marche",
			.label = tr(v, STR_PLACE_ROUTE),
			.below = say_list(&v->voice, minutes, say_distance(&v->voice, near->metres)),
			.name = tr1(v, STR_ROUTE_SEE_SHORT, minutes),
			.action = { ACTION_ROUTE, v->s->at.arg } };
	}
	const char *below = near->no_route ? place_no_route_text(v, near, true) : place_bearing_text(v, near);
	if (place_has_map(v)) {
		return (struct way){ .primary = true,
			.status = near->no_route,
			.icon = "carte",
			.label = tr(v, STR_PLACE_SEE_MAP),
			.below = below,
			.name = tr(v, STR_MAP_LARGER),
			.action = { ACTION_BIG_MAP, v->s->at.arg } };
	}
	return (struct way){ .status = near->no_route,
		.icon = "lieu",
		.label = say_far(&v->voice, near),
		.below = below };
}

void place_ways(struct view *v)
{
	const struct way ways[] = { way_there(v),
		{ .icon = "horloge",
				.label = tr(v, STR_PLACE_SEE_HOURS),
				.below = tr(v, STR_PLACE_SEE_HOURS_TEXT),
				.action = { ACTION_PLACE_TAB, 1 } },
		{ .icon = "mobile",
				.label = tr(v, STR_PLACE_TAKE_SHORT),
				.below = tr(v, STR_PLACE_TAKE_WHERE),
				.action = { ACTION_TAKE, 0 } } };
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, GRID_GAP) });
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		way_card(v, &ways[i]);
	}
	ui_end(v->ui);
}

static void hours_head(struct view *v)
{
	const struct place *p = place_shown(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, PLACE_HEAD_GAP),
					.align = ALIGN_CENTER,
					.min_h = mm(v, GRID_ROW) });
	if (!is_big(v)) {
		part_symbol(v, v->c->networks[p->network].symbol, mm(v, SYMBOL_PLACE), 0, false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, STR_PLACE_SEE_HOURS), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	ui_text(v->ui, p->name, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .lang = lang_of_data(v) });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void hours_foot(struct view *v)
{
	const struct place *p = place_shown(v);
	bool big = is_big(v);
	ui_begin(v->ui, (struct box){ .dir = big ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4),
					.align = big ? ALIGN_STRETCH : ALIGN_CENTER });
	if (p->phone[0]) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
		ui_icon(v->ui, "telephone", sign_mm(v, ICON_FACT), v->p->ink);
		ui_text(v->ui, p->phone, (struct text_look){ .type = TYPE_TITLE3 });
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = big ? 0 : 1 });
	place_source(v);
	ui_end(v->ui);
	ui_end(v->ui);
}

static void hours_drawn(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, SPACE_2), .gap = mm(v, SPACE_2) });
	hours_head(v);
	place_note(v);
	place_hours(v, 0);
	hours_foot(v);
	ui_end(v->ui);
}

/* The whole table below its head, with what turns the pages. */
static bool table_fits(struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, SPACE_2), .gap = mm(v, SPACE_2) });
	hours_head(v);
	place_hours(v, 0);
	ui_gap(v->ui, row_mm(v));
	ui_end(v->ui);
	bool fits = ui_last_fits(v->ui, page_width(v), (float)m->height_px * m->mm_per_px);
	ui_drop_last(v->ui);
	return fits;
}

/* Mock-up 26: the week at a glance. What does not fit below it has a further page. */
static void hours_on_pages(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, SPACE_2), .gap = mm(v, SPACE_2) });
	hours_head(v);
	place_hours(v, 0);
	place_note(v);
	hours_foot(v);
	ui_end(v->ui);
}

void place_hours_page(struct view *v)
{
	bool column = is_big(v);
	if (!column && part_drawn(v, hours_drawn)) {
		return;
	}
	v->one_column = false; /* the table's columns, once more */
	if (!column && table_fits(v)) {
		hours_on_pages(v);
		return;
	}
	v->one_column = true;
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .pad_y = mm(v, GRID_EDGE), .gap = mm(v, GRID_GAP) });
	hours_head(v);
	place_banner(v);
	place_note(v);
	place_hours(v, 0);
	hours_foot(v);
	ui_end(v->ui);
}
