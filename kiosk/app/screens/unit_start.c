/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commissioning (mock-up 46): eight steps, each with its verdict in a word, and the report as a code. */
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/str.h"

enum { REPORT_BYTES = 500 }; /* of the code, about: what a phone reads from arm's length */

static const struct {
	enum string_id title, below;
} steps[COMMISSION_STEPS] = {
	[COMMISSION_SITE] = { STR_UNIT_SITE, STR_UNIT_SITE_BELOW },
	[COMMISSION_NETWORK] = { STR_UNIT_NETWORK, STR_UNIT_NETWORK_BELOW },
	[COMMISSION_SERVER] = { STR_UNIT_SERVER, STR_UNIT_SERVER_BELOW },
	[COMMISSION_TOUCH] = { STR_UNIT_TOUCH, STR_UNIT_TOUCH_BELOW },
	[COMMISSION_PANEL] = { STR_UNIT_PANEL, STR_UNIT_PANEL_BELOW },
	[COMMISSION_SOUND] = { STR_UNIT_SOUND, STR_UNIT_SOUND_BELOW },
	[COMMISSION_CONTENT] = { STR_UNIT_CONTENT, STR_UNIT_CONTENT_BELOW },
	[COMMISSION_MACHINE] = { STR_UNIT_MACHINE, STR_UNIT_MACHINE_STEP },
};

static const enum string_id verdicts[] = {
	[COMMISSION_OPEN] = STR_UNIT_STEP_OPEN,
	[COMMISSION_PASSED] = STR_UNIT_STEP_PASSED,
	[COMMISSION_FAILED] = STR_UNIT_STEP_FAILED,
};

static void verdict(struct view *v, enum commission_verdict how)
{
	static const char *const icons[] = { NULL, "rond-valide", "rond-erreur" };
	struct color color = how == COMMISSION_PASSED   ? v->p->success
			     : how == COMMISSION_FAILED ? v->p->danger
							: v->p->ink2;
	if (icons[how]) {
		ui_icon(v->ui, icons[how], mm(v, ICON_LABEL), color);
	}
	ui_text(v->ui, tr(v, verdicts[how]), (struct text_look){ .type = TYPE_NOTE_STRONG, .color = color });
}

/* Why a step failed: the first thing that was found, and what to do about it. */
static const struct unit_fact *cause_of(const struct view *v, enum commission_step step)
{
	const struct technician *t = &v->s->technician;
	for (size_t i = 0; i < t->facts_len; i++) {
		if (technician_fails(step, &t->facts[i])) {
			return &t->facts[i];
		}
	}
	return NULL;
}

/* The card of a step: where it failed, why. */
static const char *below_of(const struct view *v, enum commission_step step, enum commission_verdict how)
{
	const struct unit_fact *cause = how == COMMISSION_FAILED ? cause_of(v, step) : NULL;
	bool site = step == COMMISSION_SITE && v->s->site;
	return cause  ? cause->text
	       : site ? arena_printf(v->a, "%s, %s", v->c->languages[v->s->greets].name, text_of(v, &v->s->site->name))
		      : tr(v, steps[step].below);
}

/* How far the walk is: a piece a step, in the colour of its verdict. */
static void progress(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_1), .h = mm(v, SPACE_3) });
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		enum commission_verdict how = technician_verdict(v->s, (enum commission_step)i);
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.fill = how == COMMISSION_PASSED   ? v->p->success
							: how == COMMISSION_FAILED ? v->p->danger
										   : v->p->surface,
						.border = v->p->border,
						.border_mm = mm(v, STROKE_HAIRLINE),
						.radius = mm(v, RADIUS_SMALL) });
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

static void step_row(struct view *v, enum commission_step step)
{
	enum commission_verdict how = technician_verdict(v->s, step);
	const char *title = tr(v, steps[step].title);
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_SNUG),
					.pad_x = mm(v, SPACE_6_TIGHT),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, BUTTON_H_DEFAULT),
					.align = ALIGN_CENTER },
			(struct action){ ACTION_UNIT_STEP, step }, say_list(&v->voice, title, tr(v, verdicts[how])),
			ROLE_BUTTON, false);
	ui_text(v->ui, num(v, step + 1), (struct text_look){ .type = TYPE_TITLE2, .silent = true });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .silent = true });
	if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, below_of(v, step, how),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	verdict(v, how);
	ui_end(v->ui);
	ui_end(v->ui);
}

/* What the code holds, for support: site, program, time, and each step in a word. Nothing of a person, no code. */
static const char *report(struct view *v)
{
	const struct tm *t = &v->s->local;
	const char *text = arena_printf(v->a, "%s\n%s\n%04d-%02d-%02d %02d:%02d", tr(v, STR_UNIT_START_REPORT),
			tr2(v, STR_UNIT_VERSION, v->s->config->version, v->s->config->unit_name), t->tm_year + 1900,
			t->tm_mon + 1, t->tm_mday, t->tm_hour, t->tm_min);
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		text = arena_printf(v->a, "%s\n%d %s: %s", text, i + 1, tr(v, steps[i].title),
				tr(v, verdicts[technician_verdict(v->s, (enum commission_step)i)]));
	}
	for (int i = 0; i < COMMISSION_STEPS && strlen(text) < REPORT_BYTES; i++) {
		const struct unit_fact *f = cause_of(v, (enum commission_step)i);
		text = f ? arena_printf(v->a, "%s\n! %s", text, f->text) : text;
	}
	return text;
}

static void code(struct view *v, const int counts[])
{
	bool column = is_big(v) && v->format != FORMAT_LANDSCAPE;
	ui_begin(v->ui, (struct box){ .dir = column ? DOWN : ACROSS,
					.gap = mm(v, SPACE_6),
					.pad = mm(v, SPACE_5),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	part_qr(v, report(v), mm(v, QR_ANSWER));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = column ? 0 : 1, .gap = mm(v, SPACE_2) });
	ui_text(v->ui, tr(v, STR_UNIT_START_REPORT), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	ui_text(v->ui,
			say_with(&v->voice, STR_UNIT_START_COUNT, num(v, counts[COMMISSION_PASSED]),
					num(v, counts[COMMISSION_FAILED]), num(v, counts[COMMISSION_OPEN])),
			(struct text_look){ .type = TYPE_NOTE, .role = ROLE_STATUS });
	long minutes = technician_seconds(v->s) / 60;
	ui_text(v->ui, tr1(v, STR_UNIT_START_SINCE, num(v, minutes)), (struct text_look){ .type = TYPE_NOTE });
	ui_text(v->ui, tr(v, STR_UNIT_START_PRIVATE), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "usb",
				       .label = tr(v, STR_UNIT_START_KEEP),
				       .action = { ACTION_UNIT_REPORT, 0 } });
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Leads on to the next page that a person answers, so that the walk needs no list. */
static void next_step(struct view *v)
{
	enum commission_step next = technician_next_step(v->s);
	if (next == COMMISSION_STEPS) {
		return;
	}
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .icon_after = "suite",
				       .label = tr1(v, STR_UNIT_START_NEXT, tr(v, steps[next].title)),
				       .action = { ACTION_UNIT_STEP, next } });
}

void view_unit_start(struct view *v)
{
	int counts[COMMISSION_FAILED + 1] = { 0 };
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		counts[technician_verdict(v->s, (enum commission_step)i)]++;
	}
	part_unit_begin(v, STR_UNIT_START, STR_UNIT_START_TEXT);
	progress(v);
	for (int i = 0; i < COMMISSION_STEPS; i++) {
		step_row(v, (enum commission_step)i);
	}
	next_step(v);
	part_unit_answer(v);
	code(v, counts);
	part_unit_end(v);
}
