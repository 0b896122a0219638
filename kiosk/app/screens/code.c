/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The professionals' code (mock-up 11), and the page of a unit that has no content yet. */
#include <string.h>

#include "app/screens/screens.h"
#include "base/config.h"
#include "base/str.h"

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
		enter(s, fx);
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

static void pad(struct view *v, bool waiting)
{
	bool full = strlen(v->s->code) == CODE_DIGITS;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.direction = DIRECTION_LTR, /* as on a telephone, in every language */
					.gap = mm(v, SPACE_5_SNUG),
					.self = ALIGN_CENTER });
	for (int row = 0; row < 3; row++) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5_SNUG) });
		for (int i = 1; i <= 3; i++) {
			int digit = row * 3 + i;
			pad_key(v, NULL, num(v, digit), (struct action){ ACTION_DIGIT, digit }, waiting);
		}
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_5_SNUG) });
	pad_key(v, "effacer", tr(v, STR_CODE_ERASE), (struct action){ ACTION_CODE_ERASE, 0 }, waiting);
	pad_key(v, NULL, num(v, 0), (struct action){ ACTION_DIGIT, 0 }, waiting);
	pad_key(v, "valider", tr(v, STR_CODE_CONFIRM), (struct action){ ACTION_CODE_CONFIRM, 0 }, waiting || !full);
	ui_end(v->ui);
	ui_end(v->ui);
}

static void code_words(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	if (!is_big(v) || !is_seven(v)) { /* the pad needs its room; the field has the same name */
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
					.w = 32,
					.h = 32,
					.self = ALIGN_CENTER,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = v->p->accent_soft,
					.top_radius = 16,
					.radius = 2 });
	ui_icon(v->ui, "cadenas", 17, v->p->ink);
	ui_end(v->ui);
}

void view_code(struct view *v)
{
	bool waiting = v->s->now_us < v->s->code_wait_until_us;
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool beside = v->format == FORMAT_LANDSCAPE && is_big(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.grow = 1,
					.pad_x = portrait ? margin(v) : 0,
					.pad_y = is_low(v) ? mm(v, SPACE_2) : mm(v, CODE_PAD_Y),
					.gap = mm(v, CODE_GAP) });
	if (portrait && !is_big(v)) {
		padlock(v);
	}
	if (beside) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, CODE_GAP) });
	}
	code_words(v);
	if (!waiting || !beside) {
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

/* On the page of a unit that is not set up: the only way to the technician's pages there. */
static void technician(struct view *v)
{
	if (!v->s->config->professional_allowed) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
	part_button(v, (struct button){ .kind = BUTTON_QUIET,
				       .icon = "outil",
				       .label = tr(v, STR_SETUP_TECHNICIAN),
				       .action = { ACTION_OPEN, SCREEN_CODE },
				       .h = mm(v, BUTTON_H_DEFAULT) });
	ui_end(v->ui);
}

static void setup_line(struct view *v, const char *text)
{
	ui_text(v->ui, text,
			(struct text_look){ .type = TYPE_BODY,
					.color = v->p->warning,
					.align = ALIGN_CENTER,
					.role = ROLE_STATUS });
}

/* What tells this unit from others, for its enrolment. */
static void setup_identity(struct view *v, const char *name)
{
	const char *words = tr1(v, STR_SETUP_IDENTITY, name);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.gap = mm(v, SPACE_3),
					.w = is_seven(v) ? mm(v, SETUP_STONE_H) + mm(v, SETUP_STONE_W) : 0 });
	part_qr_named(v, v->s->config->identity, words, mm(v, SETUP_STONE_H));
	ui_text(v->ui, words, (struct text_look){ .type = TYPE_NOTE, .align = ALIGN_CENTER, .balance = true });
	ui_end(v->ui);
}

/* What the unit waits for, and what is wrong. */
static void setup_words(struct view *v)
{
	ui_text(v->ui, tr(v, STR_SETUP_TITLE),
			(struct text_look){ .type = TYPE_TITLE1,
					.align = ALIGN_CENTER,
					.balance = true,
					.role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_SETUP_TEXT),
			(struct text_look){ .type = TYPE_BODY, .align = ALIGN_CENTER, .balance = true });
	bool unread = str_equal(v->s->config->site, CONFIG_SITE_UNREAD);
	if (unread || (v->s->catalogue && !v->s->site)) {
		setup_line(v, unread ? tr(v, STR_SETUP_SETTINGS) : tr1(v, STR_SETUP_SITE, v->s->config->site));
	}
	if (v->s->sync.unreached) {
		setup_line(v, tr(v, STR_SETUP_NO_NETWORK));
	}
	bool refused;
	const char *stick = unit_stick_words(v, &refused);
	if (stick && refused) {
		setup_line(v, stick);
	}
}

/* At seven inches the code stands beside the words: below each other they are higher than the screen. */
void view_setup(struct view *v)
{
	const char *name = v->s->config->identity_name;
	bool known = name && name[0];
	bool beside = known && is_seven(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.grow = 1,
					.pad = mm(v, SETUP_PAD),
					.gap = mm(v, SPACE_8_WIDE),
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH,
					.justify = ALIGN_CENTER });
	if (known) {
		setup_identity(v, name);
	} else {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
		part_milestone(v, mm(v, SETUP_STONE_W), mm(v, SETUP_STONE_H), "synchro", mm(v, ICON_SETUP), true);
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = beside ? 1 : 0,
					.gap = mm(v, beside ? SPACE_3 : SPACE_8_WIDE) });
	setup_words(v);
	technician(v);
	ui_end(v->ui);
	ui_end(v->ui);
}
