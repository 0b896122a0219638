/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over a page: the idle warning (mock-up 10) and the QR sheet. */
#include <string.h>

#include "app/say_route.h"
#include "app/screens/screens.h"

void part_dialog_begin(struct view *v, const char *name, float w)
{
	const struct metrics *m = ui_metrics(v->ui);
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.absolute = true,
					.w_px = m->width_px,
					.h_px = m->height_px,
					.fill = v->p->veil,
					.pad_top = is_low(v) ? low_look_mm(v) : 0,
					.pad_bottom = is_low(v) ? low_below_mm(v) : 0,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER });
	part_flow_over(v, (struct box){ .dir = DOWN,
					  .w = is_big(v) ? (float)m->width_px * m->mm_per_px - 2 * margin(v) : w,
					  .pad = mm(v, DIALOG_PAD),
					  .gap = mm(v, SPACE_6),
					  .fill = v->p->surface,
					  .radius = mm(v, RADIUS_SHEET),
					  .self = ALIGN_CENTER,
					  .border = v->s->theme == THEME_CONTRAST ? v->p->border : v->p->surface,
					  .border_mm = v->s->theme == THEME_CONTRAST ? 0.75F : 0,
					  .align = ALIGN_STRETCH });
	ui_role(v->ui, ROLE_DIALOG, name);
}

void part_dialog_end(struct view *v)
{
	ui_end(v->ui);
	ui_end(v->ui);
}

static void counter(struct view *v)
{
	float w = mm(v, COUNTER_W);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = w,
					.h = w * 1.27F,
					.border = v->p->ink,
					.border_mm = mm(v, STROKE_HEAVY),
					.top_radius = w / 2,
					.radius = mm(v, RADIUS_STONE),
					.fill = v->p->surface,
					.pad = mm(v, SPACE_1_WIDE) });
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.h = w * 0.47F,
					.fill = v->p->accent,
					.top_radius = w / 2 - mm(v, STROKE_HEAVY),
					.radius = 0.001F,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER });
	ui_icon(v->ui, "horloge", mm(v, ICON_COUNTER), v->p->on_accent);
	ui_end(v->ui);
	ui_rule(v->ui, v->p->ink, mm(v, STROKE_COUNTER));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .justify = ALIGN_CENTER });
	ui_text(v->ui, num(v, v->s->countdown), (struct text_look){ .type = TYPE_COUNTDOWN, .align = ALIGN_CENTER });
	ui_text(v->ui, trn(v, STR_IDLE_SECONDS, v->s->countdown),
			(struct text_look){ .type = TYPE_COUNTDOWN_UNIT, .align = ALIGN_CENTER });
	ui_end(v->ui);
	ui_end(v->ui);
}

static void countdown_bar(struct view *v)
{
	int count = v->s->config->countdown_s;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_COUNTDOWN) });
	for (int i = 0; i < count; i++) {
		bool left = i < v->s->countdown;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.h = mm(v, COUNTDOWN_H),
						.fill = left ? v->p->primary : v->p->surface,
						.border = left ? v->p->primary : v->p->border,
						.border_mm = mm(v, STROKE_THIN),
						.radius = mm(v, RADIUS_COUNTDOWN) });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void idle(struct view *v)
{
	const char *title = tr(v, STR_IDLE_TITLE);
	part_dialog_begin(v, title, mm(v, DIALOG_IDLE_W));
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_8_WIDE) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_DIALOG_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_IDLE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	ui_end(v->ui);
	if (!is_big(v)) { /* the bar below counts as well */
		counter(v);
	}
	ui_end(v->ui);
	countdown_bar(v);
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "valider",
				       .label = tr(v, STR_IDLE_STAY),
				       .action = { ACTION_STAY, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_STAY),
				       .type = TYPE_LABEL_LARGE });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "terminer",
				       .label = tr(v, STR_IDLE_LEAVE),
				       .action = { ACTION_FINISH, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_LEAVE) });
	if (!is_seven(v) && !is_big(v) && v->c && v->c->languages_len > 1) {
		part_other_languages(v, "idle.title",
				&(struct beside){ 3, 6, ALIGN_CENTER,
						(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 } });
	}
	part_dialog_end(v);
}

/* The control that ends the visit lies beside others: a touch that missed them does not erase anything. */
static void leave(struct view *v)
{
	const char *title = tr(v, STR_LEAVE_TITLE);
	part_dialog_begin(v, title, mm(v, DIALOG_IDLE_W));
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_DIALOG_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_LEAVE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "terminer",
				       .label = tr(v, STR_IDLE_LEAVE),
				       .action = { ACTION_FINISH, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_STAY) });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "retour",
				       .label = tr(v, STR_LEAVE_STAY),
				       .action = { ACTION_STAY, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_LEAVE) });
	part_dialog_end(v);
}

/* The answer in a few lines that a phone shows as text: it works without any network. */
static const char *take_text(struct view *v)
{
	const char *text = words(v, v->s->result.title);
	for (int i = 0; i < v->s->result.networks_len && i < 3; i++) {
		int network = v->s->result.networks[i].network;
		text = arena_printf(v->a, "%s\n\n%s", text, words(v, &v->c->networks[network].name));
		for (int k = 0; k < v->s->near_len; k++) {
			const struct place *p = &v->c->places[v->s->near[k].place];
			if (p->network == network) {
				text = arena_printf(v->a, "%s\n%s, %s %s\n%s", text, p->address, p->postcode,
						p->commune, p->phone);
				break;
			}
		}
	}
	return text;
}

/* The route as lines to read on a phone. No address of a web page: it works without any network, and no server
 * learns of the route. */
static const char *route_text(struct view *v)
{
	/* What a code with modules of 1 mm holds (0.6 mm at 7 inches): DESIGN.md section 5. */
	enum { QR_BYTES = 990, QR_BYTES_SEVEN = 560 };
	const struct place *p = &v->c->places[v->s->at.arg];
	const struct route_record *record;
	struct route_plan route;
	if (!route_of(v, &record, &route)) {
		return p->name;
	}
	const char *address = arena_printf(v->a, "%s, %s %s", p->address, p->postcode, p->commune);
	return say_route_take_away(&v->voice, &route, p->name, address,
			say_route_summary(&v->voice, record->seconds, record->metres), QR_BYTES);
}

static void sheet_words(struct view *v, const char *title)
{
	ui_text(v->ui, title,
			(struct text_look){ .type = TYPE_SHEET_TITLE,
					.align = ALIGN_CENTER,
					.balance = true,
					.role = ROLE_HEADING });
}

static void sheet_close(struct view *v)
{
	ui_text(v->ui, tr(v, STR_PLACE_TAKE_TEXT),
			(struct text_look){ .type = TYPE_BODY, .align = ALIGN_CENTER, .balance = true });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_TAKE_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_LARGE) });
}

static void sheet(struct view *v)
{
	const char *title = tr(v, STR_TAKE_TITLE);
	part_dialog_begin(v, title, mm(v, DIALOG_TAKE_W));
	sheet_words(v, title);
	part_qr(v, take_text(v), mm(v, QR_ANSWER));
	sheet_close(v);
	part_dialog_end(v);
}

/* A route takes more text than a place: on a small screen its code needs the whole height. */
/* `side` of the code, mm; at seven inches it stands beside the words. */
static void sheet_code(struct view *v, const char *title, const char *text, float side)
{
	part_dialog_begin(v, title, mm(v, DIALOG_ROUTE_W));
	if (is_seven(v) && !is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 4, .align = ALIGN_CENTER });
		part_qr(v, text, side);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = 4 });
		sheet_words(v, title);
		sheet_close(v);
		ui_end(v->ui);
		ui_end(v->ui);
	} else {
		sheet_words(v, title);
		part_qr(v, text, side);
		sheet_close(v);
	}
	part_dialog_end(v);
}

void sheet_route(struct view *v)
{
	sheet_code(v, tr(v, STR_ROUTE_TAKE), route_text(v), is_seven(v) ? 62 : 140);
}

void sheet_place(struct view *v)
{
	sheet_code(v, tr(v, STR_PLACE_TAKE), place_qr_text(v, &v->c->places[v->s->at.arg]), mm(v, QR_ANSWER));
}

void view_dialogs(struct view *v)
{
	if (v->s->warning) {
		idle(v);
	} else if (v->s->leaving) {
		leave(v);
	} else if (v->s->sheet && screen_at(v->s)->sheet) {
		screen_at(v->s)->sheet(v);
	} else if (v->s->sheet) {
		sheet(v);
	}
}
