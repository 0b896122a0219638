/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to read and to have at hand before one goes where the answers lead (mock-up 38). */
#include "app/screens/result_parts.h"

/* Rows of articles on a page of their own, at most. */
enum { PORTRAIT_ROWS = 12, LANDSCAPE_ROWS = 6, SEVEN_ROWS = 3 };

int result_reading_rows(const struct view *v)
{
	return v->format == FORMAT_PORTRAIT ? PORTRAIT_ROWS : is_seven(v) ? SEVEN_ROWS : LANDSCAPE_ROWS;
}

/* In easy reading those that are written so; `all`: the others too. */
static void add_reading(const struct view *v, struct reading *r, bool all)
{
	for (int i = 0; i < v->s->result.articles_len; i++) {
		int article = v->s->result.articles[i];
		bool easy = v->c->articles[article].easy & 1U << v->s->lang;
		if (article_is_current(v->s, article) && (easy || all)) {
			r->at[r->len++] = article;
		}
	}
}

struct reading result_reading(const struct view *v, int rows)
{
	struct reading r = { .rows = rows };
	add_reading(v, &r, !v->s->options[OPTION_EASY]);
	if (r.len == 0) { /* of none that is easy, the ordinary ones help more than nothing */
		add_reading(v, &r, true);
	}
	return r;
}

int result_reading_pages(const struct reading *r, int first)
{
	return r->len <= first ? 0 : (r->len + r->rows - 1) / r->rows;
}

static void article_row(struct view *v, int article)
{
	const struct article_head *a = &v->c->articles[article];
	int minutes = a->minutes[v->s->lang] ? a->minutes[v->s->lang] : a->minutes[0];
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4_WIDE),
					.pad_x = mm(v, SPACE_6_5_TIGHT),
					.pad_y = mm(v, SPACE_2_TIGHT),
					.min_h = mm(v, BUTTON_H_SMALL),
					.align = ALIGN_CENTER },
			(struct action){ ACTION_ARTICLE, article }, text_of(v, &a->title), ROLE_BUTTON, false);
	const struct words_lang *lang = lang_of_text(v, &a->title);
	ui_lang(v->ui, lang);
	ui_icon(v->ui, "document", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_text(v->ui, text_of(v, &a->title),
			(struct text_look){ .type = TYPE_LABEL, .silent = true, .grow = 1, .lang = lang });
	if (!is_big(v)) {
		ui_text(v->ui, tr1(v, STR_DISTANCE_MINUTES, num(v, minutes)),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_end(v->ui);
}

static void heading(struct view *v, enum string_id label, int turn)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .align = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_GUIDE_READ),
			(struct text_look){ .type = TYPE_TITLE2, .grow = 1, .role = ROLE_HEADING });
	if (turn != 0) {
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .label = tr(v, label),
					       .icon_after = "suite",
					       .action = { ACTION_PAGE, turn },
					       .h = mm(v, BUTTON_H_SMALL),
					       .type = TYPE_NOTE_STRONG,
					       .pill = true });
	}
	ui_end(v->ui);
}

static void rows(struct view *v, const struct reading *r, int from, int most)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2_5), .parts = true });
	for (int i = from; i < r->len && i < from + most; i++) {
		article_row(v, r->at[i]);
	}
	ui_end(v->ui);
}

void part_result_reading_page(struct view *v, const struct reading *r, int page, int next)
{
	heading(v, STR_GUIDE_MORE, next);
	rows(v, r, page * r->rows, r->rows);
}

void part_result_reading_first(struct view *v, const struct reading *r, int most, int all)
{
	if (r->len > 0 && most == 0) { /* a heading above nothing says nothing: the way to the articles alone */
		part_button(v, (struct button){ .kind = BUTTON_QUIET,
					       .icon = "document",
					       .icon_after = "suite",
					       .label = tr(v, STR_GUIDE_READ),
					       .action = { ACTION_PAGE, all },
					       .h = mm(v, BUTTON_H_SMALL) });
	} else if (r->len > 0) {
		heading(v, STR_GUIDE_READ_ALL, r->len > most ? all : 0);
		rows(v, r, 0, most);
	}
}

void part_result_reading_all(struct view *v, const struct reading *r)
{
	if (r->len > 0) {
		heading(v, STR_GUIDE_READ_ALL, 0);
		rows(v, r, 0, r->len);
	}
}

void part_result_bring(struct view *v)
{
	const struct guide_result *r = &v->s->result;
	const char *bring = r->bring ? easy_words(v, r->bring_easy, r->bring) : "";
	if (!bring[0]) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4_WIDE), .align = ALIGN_CENTER });
	ui_icon(v->ui, "bilan", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, tr(v, STR_GUIDE_BRING), (struct text_look){ .type = TYPE_NOTE_STRONG });
	part_lines(v, bring, (struct text_look){ .type = TYPE_NOTE });
	ui_end(v->ui);
	ui_end(v->ui);
}
