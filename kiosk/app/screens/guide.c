/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided questionnaire (mock-up 03). */
#include "app/screens/screens.h"

/* Answers on one page: all of them, or some with what leads to the others and « Je ne sais pas » (mock-ups 03 and 29).
 */
enum { ANSWERS_SHOWN = 6, ANSWERS_OF_MANY = 4 };

static bool has_easy(const struct view *v, const struct guide_question *q)
{
	bool all = has_easy_words(v, &q->easy);
	for (int i = 0; i < q->answers_len; i++) {
		all = all && has_easy_words(v, &q->answers[i].easy);
	}
	return all;
}

/* The answers in the order to show them, « Je ne sais pas » last. */
static void order_answers(const struct guide_question *q, int order[GUIDE_ANSWERS_MAX])
{
	int len = 0;
	for (int unknown = 0; unknown < 2; unknown++) {
		for (int i = 0; i < q->answers_len; i++) {
			if (q->answers[i].unknown == (unknown == 1)) {
				order[len++] = i;
			}
		}
	}
}

static int pages_of(const struct guide_question *q)
{
	return q->answers_len <= ANSWERS_SHOWN ? 1 : (q->answers_len - 1 + ANSWERS_OF_MANY - 1) / ANSWERS_OF_MANY;
}

/* ---- what the page does ---- */

int open_guide(struct state *s)
{
	for (int i = 0; i < GUIDE_QUESTIONS_MAX; i++) {
		s->answers[i] = -1;
	}
	return SCREEN_GUIDE;
}

/* The page with the answer that was given before. */
void enter_guide(struct state *s, struct effects *fx)
{
	(void)fx;
	int order[GUIDE_ANSWERS_MAX];
	const struct guide_question *q = &s->catalogue->guide.questions[s->at.arg];
	order_answers(q, order);
	s->answers_page = 0;
	for (int i = 0; i < q->answers_len && pages_of(q) > 1; i++) {
		if (order[i] == s->answers[s->at.arg] && !q->answers[order[i]].unknown) {
			s->answers_page = i / ANSWERS_OF_MANY;
		}
	}
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
	const char *label = easy_words(v, &a->easy, &a->label);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_GUIDE_ANSWERED), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3),
					.pad_x = mm(v, SPACE_7),
					.min_h = mm(v, BUTTON_H_SMALL),
					.align = ALIGN_CENTER,
					.radius = mm(v, BUTTON_H_SMALL) / 2 },
			(struct action){ ACTION_GUIDE_QUESTION, at - 1 },
			arena_printf(v->a, "%s %s", label, tr(v, STR_GUIDE_CHANGE)), ROLE_BUTTON, false);
	if (a->icon) {
		ui_icon(v->ui, a->icon, sign_mm(v, ICON_STATE), v->p->ink);
	}
	ui_text(v->ui, label, (struct text_look){ .type = TYPE_NOTE_STRONG, .silent = true });
	ui_gap(v->ui, mm(v, SPACE_2));
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
	bool easy = v->s->options[OPTION_EASY];
	const char *label = easy_words(v, &a->easy, &a->label);
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
		ui_icon(v->ui, "question", sign_mm(v, ICON_ROW), v->p->ink);
	} else if (a->icon && (easy || (!is_seven(v) && !is_low(v)))) {
		part_icon_square(v, a->icon, mm(v, SQUARE_ANSWER), mm(v, ICON_ANSWER), chosen);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, label,
			(struct text_look){ .type = a->unknown ? TYPE_ANSWER_UNKNOWN : TYPE_ANSWER, .silent = true });
	const char *help = text_of(v, &a->help);
	if (!is_seven(v) && !is_low(v) && !easy && !a->unknown && help[0]) { /* one idea a line */
		ui_text(v->ui, help, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	radio_mark(v, chosen);
	ui_end(v->ui);
}

/* A cell of the page that is no answer. */
enum { MORE_CARD = -1 };

/* What the next page of answers holds, and the way there; after the last page comes the first. */
static void more_card(struct view *v, const struct guide_question *q, const int order[], float h)
{
	int next = (v->s->answers_page + 1) % pages_of(q);
	const char *others = "";
	for (int i = next * ANSWERS_OF_MANY; i < (next + 1) * ANSWERS_OF_MANY && i < q->answers_len - 1; i++) {
		const struct guide_answer *a = &q->answers[order[i]];
		others = say_beside(&v->voice, others, easy_words(v, &a->easy, &a->label));
	}
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5_TIGHT),
					.pad_y = mm(v, SPACE_2_TIGHT),
					.min_h = h,
					.align = ALIGN_CENTER,
					.grow = is_seven(v) ? 1 : 0 },
			(struct action){ ACTION_ANSWERS, next }, tr(v, STR_GUIDE_MORE), ROLE_BUTTON, false);
	if (!is_seven(v)) {
		part_icon_square(v, "liste", mm(v, SQUARE_ANSWER), mm(v, ICON_ANSWER), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, STR_GUIDE_MORE), (struct text_look){ .type = TYPE_ANSWER, .silent = true });
	if (!is_seven(v) && !v->s->options[OPTION_EASY]) {
		ui_text(v->ui, others, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	ui_icon(v->ui, "suite", sign_mm(v, ICON_ROW), v->p->ink);
	ui_end(v->ui);
}

/* What stands on the page: indexes of answers, and MORE_CARD for the way to the others. Returns how many. */
static int page_cells(struct view *v, const struct guide_question *q, const int order[], int cells[])
{
	int pages = is_big(v) ? 1 : pages_of(q); /* in large type the flow has the pages */
	int page = v->s->answers_page < pages ? v->s->answers_page : pages - 1;
	int most = pages == 1 ? q->answers_len - 1 : ANSWERS_OF_MANY;
	int len = 0;
	for (int i = page * most; i < (page + 1) * most && i < q->answers_len - 1; i++) {
		cells[len++] = order[i];
	}
	if (pages > 1) {
		cells[len++] = MORE_CARD;
	}
	cells[len++] = order[q->answers_len - 1];
	return len;
}

static void answers(struct view *v, int at)
{
	const struct guide_question *q = &v->c->guide.questions[at];
	int order[GUIDE_ANSWERS_MAX] = { 0 };
	int cells[GUIDE_ANSWERS_MAX + 1];
	if (q->answers_len == 0) {
		return;
	}
	order_answers(q, order);
	int len = page_cells(v, q, order, cells);
	bool low_reach = is_low(v) && !is_column(v);
	int across = low_reach || (v->format != FORMAT_PORTRAIT && !is_big(v)) ? 2 : 1;
	bool many = q->answers_len > 4 && ui_metrics(v->ui)->text_scale > 1.2F;
	float h = mm(v, low_reach ? ANSWER_ROW_UNKNOWN : many ? ANSWER_ROW_LOW : ANSWER_ROW);
	for (int i = 0; i < len; i += across) {
		if (across > 1) {
			ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE) });
		}
		for (int k = i; k < i + across; k++) {
			bool low = across == 1 && k < len && cells[k] >= 0 && q->answers[cells[k]].unknown &&
				   !is_seven(v);
			if (across > 1) {
				ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
			}
			if (k < len && cells[k] == MORE_CARD) {
				more_card(v, q, order, h);
			} else if (k < len) {
				answer_card(v, at, cells[k], low ? mm(v, ANSWER_ROW_UNKNOWN) : h);
			}
			if (across > 1) {
				ui_end(v->ui);
			}
		}
		if (across > 1) {
			ui_end(v->ui);
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
				     .pad_x = portrait ? margin_mm(v) : 0,
				     .pad_bottom = mm(v, is_seven(v) ? GRID_EDGE : SPACE_5_WIDE),
				     .pad_top = mm(v, is_seven(v) ? GRID_EDGE : PAGE_TOP),
				     .gap = mm(v, is_seven(v) ? GRID_GAP : SPACE_4) });
	progress(v, at, count);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_top = mm(v, QUESTION_TOP), .keep = !is_big(v) });
	bool easy = v->s->options[OPTION_EASY];
	part_title(v, easy_words(v, &q->easy, &q->title),
			is_seven(v) || is_low(v) || easy ? NULL : text_of(v, &q->help));
	ui_end(v->ui);
	if (easy && !has_easy(v, q)) {
		part_not_easy(v);
	}
	previous_answer(v, at);
	answers(v, at);
	ui_space(v->ui, 1);
	next_step(v, at);
	ui_end(v->ui);
}
