/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The professionals' code (mock-up 11). */
#include <string.h>

#include "app/screens/screens.h"

/* ---- what the page does ---- */

static enum screen page_of(enum code_owner owner)
{
	return owner == CODE_TECHNICIAN ? SCREEN_UNIT : SCREEN_PRO;
}

int open_code(struct state *s)
{
	return (int)(s->owner == CODE_WRONG ? SCREEN_CODE : page_of(s->owner));
}

void enter_code(struct state *s, struct effects *fx)
{
	(void)fx;
	explicit_bzero(s->code, sizeof s->code);
}

void answer_code(struct state *s, const struct event *ev, struct effects *fx)
{
	if (ev->type != EVENT_CODE || ev->code.question != s->question) {
		return;
	}
	s->dirty = true;
	if (ev->code.owner != CODE_WRONG) {
		s->code_tries = 0;
		s->code_wrong = false;
		keep_tries(s, 0, fx);
		s->owner = ev->code.owner;
		s->at = (struct history_entry){ .screen = page_of(s->owner) };
		enter_page(s, fx);
		return;
	}
	s->code_wrong = true;
	if (++s->code_tries >= CODE_TRIES) {
		s->code_tries = 0;
		s->code_wait_until_us = s->now_us + (int64_t)CODE_WAIT_S * 1000000;
	}
}

/* ---- what it shows ---- */

enum { MINUTE_US = 60000000 };

static void digits_row(struct view *v)
{
	size_t len = strlen(v->s->code);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.direction = DIRECTION_LTR,
					.gap = mm(v, CODE_DIGIT_GAP),
					.self = ALIGN_CENTER });
	ui_role(v->ui, ROLE_TEXTBOX, tr(v, STR_CODE_TITLE));
	ui_value(v->ui, trn(v, STR_CODE_DIGITS, (long)len)); /* how many, never which */
	for (size_t i = 0; i < CODE_DIGITS; i++) {
		float dot = mm(v, CODE_DOT);
		ui_begin(v->ui, (struct box){ .dir = STACK,
						.w = mm(v, CODE_DIGIT_W),
						.h = mm(v, CODE_DIGIT_H),
						.align = ALIGN_CENTER,
						.justify = ALIGN_CENTER,
						.fill = v->p->surface,
						.border = i == len ? v->p->ink : v->p->border,
						.border_mm = i == len ? mm(v, STROKE_CURSOR) : line_mm(v),
						.radius = mm(v, RADIUS_KEY) });
		if (i < len) {
			ui_begin(v->ui, (struct box){ .dir = DOWN,
							.w = dot,
							.h = dot,
							.fill = v->p->ink,
							.radius = dot / 2 });
			ui_end(v->ui);
		}
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void trouble(struct view *v, bool waiting)
{
	if (!v->s->code_wrong && !waiting) {
		return;
	}
	int left = CODE_TRIES - v->s->code_tries;
	int64_t wait_us = v->s->code_wait_until_us - v->s->now_us;
	const char *next = waiting ? tr1(v, STR_CODE_WAIT, num(v, (long)((wait_us + MINUTE_US - 1) / MINUTE_US)))
				   : trn(v, STR_CODE_TRIES, left);
	const char *text = arena_printf(v->a, "%s %s", tr(v, STR_CODE_WRONG), next);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_WIDE),
					.pad = mm(v, SPACE_5_SNUG),
					.align = ALIGN_CENTER,
					.self = ALIGN_CENTER,
					.fill = v->p->danger_soft,
					.border = v->p->danger,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_NOTICE) });
	ui_icon(v->ui, "alerte", mm(v, ICON_ALERT), v->p->danger);
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
	ui_end(v->ui);
}

static void pad_key(struct view *v, const char *icon, const char *label, struct action action, bool disabled)
{
	bool digit = action.type == ACTION_DIGIT;
	part_button(v, (struct button){ .kind = digit ? BUTTON_SECONDARY : BUTTON_QUIET,
				       .icon = icon,
				       .label = label,
				       .action = action,
				       .disabled = disabled,
				       .w = mm(v, CODE_KEY_W),
				       .h = is_low(v) ? mm(v, BUTTON_H_ROW) : mm(v, CODE_KEY_H),
				       .role = ROLE_KEY,
				       .type = digit ? TYPE_CODE_DIGIT : TYPE_KEY_WORD });
}

/* The lower half holds three rows of keys at their largest, and either the field or what is wrong with the code. */
static bool is_tight(const struct view *v)
{
	return is_low(v) && is_big(v);
}

/* The keys beside the nine digits: a row of their own, or the end of each row. */
static void last_key(struct view *v, int i, bool waiting)
{
	bool full = strlen(v->s->code) == CODE_DIGITS;
	switch (i) {
	case 0:
		pad_key(v, "effacer", tr(v, STR_CODE_ERASE), (struct action){ ACTION_CODE_ERASE, 0 }, waiting);
		break;
	case 1:
		pad_key(v, NULL, num(v, 0), (struct action){ ACTION_DIGIT, 0 }, waiting);
		break;
	default:
		pad_key(v, "valider", tr(v, STR_CODE_CONFIRM), (struct action){ ACTION_CODE_CONFIRM, 0 },
				waiting || !full);
		break;
	}
}

static void pad(struct view *v, bool waiting)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.direction = DIRECTION_LTR, /* as on a telephone, in every language */
					.gap = mm(v, SPACE_5_SNUG),
					.self = ALIGN_CENTER });
	bool wide = is_tight(v);
	for (int row = 0; row < 3; row++) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5_SNUG) });
		for (int i = 1; i <= 3; i++) {
			int digit = row * 3 + i;
			pad_key(v, NULL, num(v, digit), (struct action){ ACTION_DIGIT, digit }, waiting);
		}
		if (wide) {
			last_key(v, row, waiting);
		}
		ui_end(v->ui);
	}
	if (!wide) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5_SNUG) });
		for (int i = 0; i < 3; i++) {
			last_key(v, i, waiting);
		}
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void code_words(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	if (!is_tight(v) && (!is_big(v) || !is_seven(v))) { /* the pad needs its room; the field has the same name */
		ui_text(v->ui, tr(v, STR_CODE_TITLE),
				(struct text_look){ .type = TYPE_TITLE1, .align = ALIGN_CENTER, .role = ROLE_HEADING });
	}
	if (!is_seven(v) && !is_low(v)) {
		ui_text(v->ui, tr(v, STR_CODE_TEXT),
				(struct text_look){ .type = TYPE_BODY, .color = v->p->ink2, .align = ALIGN_CENTER });
	}
	ui_end(v->ui);
}

static void padlock(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = mm(v, PADLOCK),
					.h = mm(v, PADLOCK),
					.self = ALIGN_CENTER,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->accent_soft,
					.top_radius = mm(v, PADLOCK) / 2,
					.radius = mm(v, RADIUS_STONE) });
	ui_icon(v->ui, "cadenas", mm(v, PADLOCK_ICON), v->p->ink);
	ui_end(v->ui);
}

void view_code(struct view *v)
{
	bool waiting = v->s->now_us < v->s->code_wait_until_us;
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool beside = v->format == FORMAT_LANDSCAPE && is_big(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.grow = 1,
					.pad_x = portrait ? margin_mm(v) : 0,
					.pad_y = is_low(v) ? mm(v, SPACE_2) : mm(v, CODE_PAD_Y),
					.gap = mm(v, CODE_GAP) });
	if (portrait && !is_big(v)) {
		padlock(v);
	}
	if (beside) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, CODE_GAP) });
	}
	code_words(v);
	bool field = is_tight(v) ? !waiting && !v->s->code_wrong
				 : !waiting || !beside; /* a digit takes `code_wrong` back */
	if (field) {
		digits_row(v);
	}
	trouble(v, waiting);
	if (beside) {
		ui_end(v->ui);
	}
	pad(v, waiting);
	ui_space(v->ui, beside ? 0 : 1);
	if (portrait && !is_big(v)) {
		ui_text(v->ui, tr(v, STR_CODE_PUBLIC),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_CENTER });
	}
	ui_end(v->ui);
}
