/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided questionnaire (mock-up 03). */
#include "app/screens/screens.h"

/* ---- what the page does ---- */

int open_guide(struct state *s)
{
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		s->answers[i] = -1;
	}
	return SCREEN_GUIDE;
}

/* ---- what it shows ---- */

static void progress(struct view *v, int at, int count)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_4_TIGHTER), .keep = !is_big(v) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
	ui_text(v->ui, tr2(v, STR_GUIDE_PROGRESS, num(v, at + 1), num(v, count)),
			(struct text_look){ .type = TYPE_PROGRESS, .grow = 1, .role = ROLE_PROGRESS });
	int minutes = (count - at + 1) / 2;
	if (!is_big(v)) {
		ui_text(v->ui, trn(v, STR_GUIDE_MINUTES, minutes),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5) });
	for (int i = 0; i < count; i++) {
		bool done = i <= at;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.grow = 1,
						.h = mm(v, PROGRESS_H),
						.fill = done ? v->p->primary : v->p->surface,
						.border = done ? v->p->primary : v->p->border,
						.border_mm = mm(v, STROKE_THIN),
						.radius = mm(v, RADIUS_PROGRESS) });
		ui_end(v->ui);
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void previous_answer(struct view *v, int at)
{
	if (at == 0 || v->s->answers[at - 1] < 0 || is_seven(v) || is_big(v)) {
		return;
	}
	const struct guide_answer *a = &v->c->guide.questions[at - 1].answers[v->s->answers[at - 1]];
	const char *label = words(v, &a->label);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = 4, .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_GUIDE_ANSWERED), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = 3,
					.pad_x = 7,
					.min_h = 17,
					.align = ALIGN_CENTER,
					.radius = 8.5F },
			(struct action){ ACTION_GUIDE_QUESTION, at - 1 },
			arena_printf(v->a, "%s %s", label, tr(v, STR_GUIDE_CHANGE)), ROLE_BUTTON, false);
	if (a->icon) {
		ui_icon(v->ui, a->icon, 6.5F, v->p->ink);
	}
	ui_text(v->ui, label, (struct text_look){ .type = TYPE_NOTE_STRONG, .silent = true, .max_lines = 2 });
	ui_gap(v->ui, 2);
	ui_text(v->ui, tr(v, STR_GUIDE_CHANGE), (struct text_look){ .type = TYPE_NOTE, .silent = true });
	ui_end(v->ui);
	ui_space(v->ui, 1);
	ui_end(v->ui);
}

static void radio_mark(struct view *v, bool chosen)
{
	float side = mm(v, MARK_CHOICE);
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = chosen ? v->p->primary : v->p->surface,
					.border = chosen ? v->p->primary : v->p->border,
					.border_mm = mm(v, STROKE_MARK),
					.radius = side / 2 });
	if (chosen) {
		ui_icon(v->ui, "valider", side * 0.6F, v->p->on_primary);
	}
	ui_end(v->ui);
}

static void answer_card(struct view *v, int at, int index, float h)
{
	const struct guide_answer *a = &v->c->guide.questions[at].answers[index];
	bool chosen = v->s->answers[at] == index;
	const char *label = words(v, &a->label);
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5_TIGHT),
					.pad_y = mm(v, SPACE_2_TIGHT),
					.min_h = h,
					.align = ALIGN_CENTER,
					.grow = is_seven(v) && !is_big(v) ? 1 : 0 },
			(struct action){ ACTION_ANSWER, index }, label, ROLE_RADIO, chosen);
	if (a->unknown) {
		ui_icon(v->ui, "question", mm(v, ICON_ROW), v->p->ink);
	} else if (a->icon && !is_seven(v)) {
		part_icon_square(v, a->icon, mm(v, SQUARE_ANSWER), mm(v, ICON_ANSWER), chosen);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, label,
			(struct text_look){ .type = a->unknown ? TYPE_ANSWER_UNKNOWN : TYPE_ANSWER,
					.silent = true,
					.max_lines = scale_of(v) > 1.1F ? 0 : 3 });
	const char *help = words(v, &a->help);
	if (!is_seven(v) && !a->unknown && help[0]) {
		ui_text(v->ui, help,
				(struct text_look){ .type = TYPE_NOTE,
						.color = v->p->ink2,
						.max_lines = scale_of(v) > 1.1F ? 0 : 2 });
	}
	ui_end(v->ui);
	radio_mark(v, chosen);
	ui_end(v->ui);
}

static void answers(struct view *v, int at)
{
	const struct guide_question *q = &v->c->guide.questions[at];
	bool two = v->format != FORMAT_PORTRAIT && !is_big(v);
	float scale = ui_metrics(v->ui)->text_scale;
	bool many = q->answers_len > 4 && scale > 1.2F;
	float h = mm(v, many ? ANSWER_ROW_LOW : ANSWER_ROW);
	for (int i = 0; i < q->answers_len; i += two ? 2 : 1) {
		if (two) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE) });
			for (int k = i; k < i + 2; k++) {
				ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
				if (k < q->answers_len) {
					answer_card(v, at, k, h);
				}
				ui_end(v->ui);
			}
			ui_end(v->ui);
		} else {
			answer_card(v, at, i, q->answers[i].unknown && !is_seven(v) ? mm(v, ANSWER_ROW_UNKNOWN) : h);
		}
	}
}

/* On the smallest pages it stands there from the answer on: until then it does nothing, and the answers have its room.
 */
static void next_step(struct view *v, int at)
{
	bool small = is_big(v) && is_seven(v);
	if (small && v->s->answers[at] < 0) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE), .keep = true });
	if (at > 0 && !small) { /* Retour does the same */
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "precedent",
					       .label = tr1(v, STR_GUIDE_PREVIOUS, num(v, at)),
					       .action = { ACTION_GUIDE_PREVIOUS, 0 },
					       .h = mm(v, BUTTON_H_LARGE),
					       .grow = 0.4F });
	}
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_GUIDE_CONTINUE),
				       .icon_after = "suite",
				       .action = { ACTION_GUIDE_NEXT, 0 },
				       .disabled = v->s->answers[at] < 0,
				       .hint = tr(v, STR_GUIDE_CHOOSE_FIRST),
				       .h = mm(v, BUTTON_H_LARGE),
				       .grow = 1,
				       .type = TYPE_LABEL_LARGE });
	ui_end(v->ui);
}

void view_guide(struct view *v)
{
	int at = v->s->at.arg;
	const struct guide_question *q = &v->c->guide.questions[at];
	int count = v->c->guide.questions_len;
	bool portrait = v->format == FORMAT_PORTRAIT;
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin(v) : 0,
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .pad_top = mm(v, PAGE_TOP),
				     .gap = mm(v, SPACE_4) });
	progress(v, at, count);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_top = mm(v, QUESTION_TOP), .keep = !is_big(v) });
	part_title(v, words(v, &q->title), is_seven(v) ? NULL : words(v, &q->help));
	ui_end(v->ui);
	previous_answer(v, at);
	answers(v, at);
	ui_space(v->ui, 1);
	next_step(v, at);
	ui_end(v->ui);
}
