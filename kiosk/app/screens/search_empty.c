/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search before anything is typed: what most visitors come for, one touch away (mock-up 45). */
#include "app/screens/search_parts.h"

enum { ACROSS_CARDS = 2, ABOVE_CARDS = 2, ABOVE_WIDE_CARDS = 4 };

static int articles_of(const struct view *v, int theme)
{
	int count = 0;
	for (size_t i = 0; i < v->c->articles_len; i++) {
		count += v->c->articles[i].theme == theme && !v->c->articles[i].professional &&
			 article_is_current(v->s, (int)i);
	}
	return count;
}

struct proposal {
	const char *icon, *title, *below;
	struct action action;
};

static void card(struct view *v, const struct proposal *p, bool above)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_4),
					.pad_x = mm(v, SPACE_4),
					.pad_y = mm(v, SPACE_1_5),
					.grow = 1,
					.min_h = mm(v, RESULT_ROW),
					.align = ALIGN_CENTER },
			p->action, p->title, ROLE_BUTTON, false);
	part_icon_square(v, p->icon, mm(v, SQUARE_RESULT), mm(v, ICON_RESULT), false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, p->title, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true });
	if (p->below && !above && !is_big(v)) {
		ui_text(v->ui, p->below, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = true });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

enum { THEMES_MAX = 6, PROPOSALS_MAX = THEMES_MAX + 2 };

/* The subjects of the first page, then where to go, then the questionnaire. */
static int list_proposals(struct view *v, struct proposal out[PROPOSALS_MAX])
{
	int len = 0;
	for (size_t i = 0; i < v->c->themes_len && len < THEMES_MAX; i++) {
		const struct theme *t = &v->c->themes[i];
		if (t->home && !t->professional) {
			int count = articles_of(v, (int)i);
			out[len++] = (struct proposal){ t->icon, text_of(v, &t->title),
				trn(v, STR_THEME_ARTICLES, count), { ACTION_THEME, (int64_t)i } };
		}
	}
	if (v->c->places_len > 0) {
		out[len++] = (struct proposal){ "lieu", tr(v, STR_PLACES_TITLE), NULL, { ACTION_OPEN, SCREEN_PLACES } };
	}
	if (v->c->guide.questions_len > 0) {
		out[len++] = (struct proposal){ "guider", tr(v, STR_HOME_GUIDE), NULL, { ACTION_OPEN, SCREEN_GUIDE } };
	}
	return len;
}

static void cards(struct view *v, const struct proposal *p, int len, int across, bool above)
{
	for (int i = 0; i < len; i += across) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, is_seven(v) ? GRID_GAP : SPACE_4) });
		for (int k = i; k < len && k < i + across; k++) {
			card(v, &p[k], above);
		}
		ui_end(v->ui);
	}
}

void search_proposals(struct view *v)
{
	struct proposal p[PROPOSALS_MAX];
	int len = list_proposals(v, p);
	part_flow(v, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, is_seven(v) ? GRID_GAP : SPACE_4) });
	cards(v, p, len, is_column(v) ? 1 : ACROSS_CARDS, false);
	ui_end(v->ui);
}

void search_proposals_above(struct view *v)
{
	struct proposal p[PROPOSALS_MAX];
	int len = list_proposals(v, p);
	if (!is_big(v)) {
		bool rows = search_has_rows_above(v);
		int across = rows ? ABOVE_WIDE_CARDS : ABOVE_CARDS;
		int most = rows ? 2 * across : across;
		cards(v, p, len < most ? len : most, across, true);
	}
}
