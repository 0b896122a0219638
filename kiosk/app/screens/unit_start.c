/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commissioning (mock-up 46): five steps, each with its verdict in a word, and the report as a code. */
#include <string.h>

#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/str.h"

enum { REPORT_BYTES = 500 }; /* of the code, about: what a phone reads from arm's length */

static const struct {
	enum string_id title, below;
} steps[STEP_COUNT] = {
	[STEP_TOUCH] = { STR_UNIT_TOUCH, STR_UNIT_TOUCH_BELOW },
	[STEP_PANEL] = { STR_UNIT_PANEL, STR_UNIT_PANEL_BELOW },
	[STEP_SOUND] = { STR_UNIT_SOUND, STR_UNIT_SOUND_BELOW },
	[STEP_NETWORK] = { STR_UNIT_NETWORK, STR_UNIT_NETWORK_BELOW },
	[STEP_CONTENT] = { STR_UNIT_CONTENT, STR_UNIT_CONTENT_BELOW },
};

static const enum string_id verdicts[] = {
	[VERDICT_OPEN] = STR_UNIT_STEP_OPEN,
	[VERDICT_PASSED] = STR_UNIT_STEP_PASSED,
	[VERDICT_FAILED] = STR_UNIT_STEP_FAILED,
};

static void verdict(struct view *v, enum unit_verdict how)
{
	static const char *const icons[] = { NULL, "rond-valide", "rond-erreur" };
	struct color color = how == VERDICT_PASSED ? v->p->success : how == VERDICT_FAILED ? v->p->danger : v->p->ink2;
	if (icons[how]) {
		ui_icon(v->ui, icons[how], mm(v, ICON_LABEL), color);
	}
	ui_text(v->ui, tr(v, verdicts[how]), (struct text_look){ .type = TYPE_NOTE_STRONG, .color = color });
}

static void step_row(struct view *v, enum unit_step step)
{
	enum unit_verdict how = technician_verdict(v->s, step);
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
		ui_text(v->ui, tr(v, steps[step].below),
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
	for (int i = 0; i < STEP_COUNT; i++) {
		text = arena_printf(v->a, "%s\n%d %s: %s", text, i + 1, tr(v, steps[i].title),
				tr(v, verdicts[technician_verdict(v->s, (enum unit_step)i)]));
	}
	for (size_t i = 0; i < v->s->technician.facts_len && strlen(text) < REPORT_BYTES; i++) {
		const struct unit_fact *f = &v->s->technician.facts[i];
		if (f->grade == UNIT_BROKEN) {
			text = arena_printf(v->a, "%s\n! %s", text, f->text);
		}
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
			say_with(&v->voice, STR_UNIT_START_COUNT, num(v, counts[VERDICT_PASSED]),
					num(v, counts[VERDICT_FAILED]), num(v, counts[VERDICT_OPEN])),
			(struct text_look){ .type = TYPE_NOTE, .role = ROLE_STATUS });
	long minutes = technician_seconds(v->s) / 60;
	ui_text(v->ui, tr1(v, STR_UNIT_START_SINCE, num(v, minutes)), (struct text_look){ .type = TYPE_NOTE });
	ui_text(v->ui, tr(v, STR_UNIT_START_PRIVATE), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "usb",
				       .label = tr(v, STR_UNIT_REPORT),
				       .action = { ACTION_UNIT_ASK, REQUEST_REPORT } });
	ui_end(v->ui);
	ui_end(v->ui);
}

void view_unit_start(struct view *v)
{
	int counts[VERDICT_FAILED + 1] = { 0 };
	for (int i = 0; i < STEP_COUNT; i++) {
		counts[technician_verdict(v->s, (enum unit_step)i)]++;
	}
	part_unit_begin(v, STR_UNIT_START, STR_UNIT_START_TEXT);
	for (int i = 0; i < STEP_COUNT; i++) {
		step_row(v, (enum unit_step)i);
	}
	code(v, counts);
	part_unit_answer(v);
	part_unit_end(v);
}
