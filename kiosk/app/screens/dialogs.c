/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over a page: the idle warning (mock-up 10) and the sheet of the page. */
#include <string.h>

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
					  .w = is_big(v) ? (float)m->width_px * m->mm_per_px - 2 * margin_mm(v) : w,
					  .pad = mm(v, DIALOG_PAD),
					  .gap = mm(v, SPACE_6),
					  .fill = v->p->surface,
					  .radius = mm(v, RADIUS_SHEET),
					  .self = ALIGN_CENTER,
					  .border = v->s->theme == THEME_CONTRAST ? v->p->border : v->p->surface,
					  .border_mm = v->s->theme == THEME_CONTRAST ? mm(v, STROKE_CONTRAST) : 0,
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
					.radius = mm(v, RADIUS_SQUARE),
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

/* Two buttons on every page of a dialog leave its words too little room at seven inches in large type: the one that
 * keeps the visit is on every page, the one that ends it on the last. */
static bool keeps_both(const struct view *v)
{
	return !is_seven(v) || scale_of(v) <= 1.4F;
}

static void idle(struct view *v)
{
	const char *title = tr(v, STR_IDLE_TITLE);
	part_dialog_begin(v, title, mm(v, DIALOG_IDLE_W));
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_8_WIDE) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_DIALOG_TITLE, .balance = true, .role = ROLE_HEADING });
	if (keeps_both(v)) {
		ui_text(v->ui, tr(v, STR_IDLE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	}
	ui_end(v->ui);
	if (!is_big(v)) { /* the bar below counts as well */
		counter(v);
	}
	ui_end(v->ui);
	countdown_bar(v);
	if (!keeps_both(v)) { /* what is left of the time belongs on the first page */
		ui_text(v->ui, tr(v, STR_IDLE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	}
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
				       .keep = keeps_both(v),
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
	if (keeps_both(v)) {
		ui_text(v->ui, tr(v, STR_LEAVE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	}
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon = "terminer",
				       .label = tr(v, STR_IDLE_LEAVE),
				       .action = { ACTION_FINISH, 0 },
				       .keep = keeps_both(v),
				       .h = mm(v, BUTTON_H_STAY) });
	if (!keeps_both(v)) { /* what was asked for is on the first page, what it does on the next */
		ui_text(v->ui, tr(v, STR_LEAVE_TEXT), (struct text_look){ .type = TYPE_DIALOG_TEXT });
	}
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "retour",
				       .label = tr(v, STR_LEAVE_STAY),
				       .action = { ACTION_STAY, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_LEAVE) });
	part_dialog_end(v);
}

void view_dialogs(struct view *v)
{
	if (v->s->warning) {
		idle(v);
	} else if (v->s->leaving) {
		leave(v);
	} else if (v->s->sheet && v->s->reporting) {
		sheet_report(v);
	} else if (v->s->sheet && screen_at(v->s)->sheet) {
		screen_at(v->s)->sheet(v);
	}
}
