/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Cette information est fausse ? » (mock-up 48): a touch says what is wrong. */
#include "app/screens/screens.h"

static bool is_article(const struct view *v)
{
	return screen_at(v->s)->record == RECORD_ARTICLE;
}

/* « aujourd’hui, 8 h 30 – 12 h 30, 14 h – 17 h » */
static const char *hours_today(struct view *v, const struct place *p)
{
	struct hours_day week[7];
	const char *periods = "";
	if (!p->hours) {
		return periods;
	}
	hours_week(p->hours, state_today(v->s), week);
	const struct hours_day *day = &week[(v->s->local.tm_wday + 6) % 7];
	for (int i = 0; i < day->len; i++) {
		const char *period = say_period(&v->voice, &day->at[i]);
		periods = periods[0] ? arena_printf(v->a, "%s, %s", periods, period) : period;
	}
	return tr1(v, STR_PLACE_TODAY, periods[0] ? periods : tr(v, STR_PLACE_CLOSED));
}

/* What the record says of it now, so that the visitor sees what is meant. */
static const char *said(struct view *v, enum report_reason reason)
{
	if (is_article(v)) {
		return "";
	}
	const struct place *p = &v->c->places[v->s->at.arg];
	switch (reason) {
	case REPORT_PHONE:
		return p->phone;
	case REPORT_HOURS:
		return hours_today(v, p);
	case REPORT_ADDRESS:
		return say_address(&v->voice, p);
	case REPORT_CLOSED:
		return tr(v, STR_REPORT_CLOSED_TEXT);
	case REPORT_ACCESS:
		return tr(v, STR_REPORT_ACCESS_TEXT);
	default:
		return "";
	}
}

static bool is_asked(const struct view *v, enum report_reason reason)
{
	bool number = reason != REPORT_PHONE || v->c->places[v->s->at.arg].phone[0];
	return report_look(reason)->article == is_article(v) && (is_article(v) || number);
}

static void reason_row(struct view *v, enum report_reason reason)
{
	const struct report_look *look = report_look(reason);
	const char *below = is_seven(v) || is_big(v) ? "" : said(v, reason);
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5),
					.pad_x = mm(v, SPACE_5),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, BUTTON_H_ROW),
					.align = ALIGN_CENTER },
			(struct action){ ACTION_REPORT_REASON, reason }, tr(v, look->label), ROLE_BUTTON, false);
	if (!is_big(v)) {
		part_icon_square(v, look->icon, mm(v, SQUARE_ARTICLE), mm(v, ICON_ROW), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, look->label), (struct text_look){ .type = TYPE_TITLE3, .silent = true });
	if (below[0]) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
	ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_end(v->ui);
}

static void privately(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
	ui_icon(v->ui, "cadenas", sign_mm(v, ICON_FACT), v->p->ink);
	ui_text(v->ui, tr(v, STR_REPORT_PRIVATE), (struct text_look){ .type = TYPE_NOTE, .grow = 1 });
	ui_end(v->ui);
}

/* Which record it is, and what to do. */
static void about(struct view *v, bool done)
{
	const struct text *article = is_article(v) ? &v->c->articles[v->s->at.arg].title : NULL;
	const char *name = article ? text_of(v, article) : v->c->places[v->s->at.arg].name;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1), .parts = true });
	ui_text(v->ui, name,
			(struct text_look){ .type = TYPE_BODY_STRONG,
					.lang = article ? lang_of_text(v, article) : lang_of_data(v) });
	ui_text(v->ui, tr(v, done ? STR_REPORT_THANKS_TEXT : STR_REPORT_TEXT),
			(struct text_look){ .type = TYPE_BODY, .role = done ? ROLE_STATUS : ROLE_TEXT });
	ui_end(v->ui);
}

void sheet_report(struct view *v)
{
	bool done = report_is_done(&v->s->reported, is_article(v), v->s->at.arg);
	const char *title = tr(v, done ? STR_REPORT_THANKS : STR_REPORT_TITLE);
	part_dialog_begin(v, title, mm(v, DIALOG_IDLE_W));
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_SHEET_TITLE, .balance = true, .role = ROLE_HEADING });
	/* At seven inches in large type the reasons follow the question: what they are about is the page behind. */
	bool after = !done && is_seven(v) && is_big(v);
	if (!after) {
		about(v, done);
	}
	for (int i = 0; !done && i < REPORT_REASONS; i++) {
		if (is_asked(v, (enum report_reason)i)) {
			reason_row(v, (enum report_reason)i);
		}
	}
	if (after) {
		about(v, done);
	}
	privately(v);
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "fermer",
				       .label = tr(v, STR_TAKE_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_ROW) });
	part_dialog_end(v);
}

void part_report(struct view *v)
{
	bool done = report_is_done(&v->s->reported, is_article(v), v->s->at.arg);
	part_button(v, (struct button){ .kind = BUTTON_QUIET,
				       .icon = done ? "valider" : "alerte",
				       .label = tr(v, done ? STR_REPORT_DONE : STR_REPORT_OPEN),
				       .action = { ACTION_REPORT, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
}
