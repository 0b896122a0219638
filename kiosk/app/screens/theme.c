/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme: its articles, paged. The professionals' space is the same list behind the code. */
#include "app/screens/screens.h"

/* Articles of the languages there are; `professional` chooses the space. */
static int list_articles(struct view *v, int theme, bool professional, int *out, int most)
{
	int count = 0;
	for (size_t i = 0; i < v->c->articles_len && count < most; i++) {
		const struct article_head *a = &v->c->articles[i];
		if ((theme < 0 || a->theme == theme) && a->professional == professional &&
				article_is_current(v->s, (int)i)) {
			out[count++] = (int)i;
		}
	}
	return count;
}

/* What the list has besides articles. */
static void lead(struct view *v, const char *icon, enum string_id title, enum string_id below, enum screen to)
{
	part_list_row(v, (struct list_row){ .icon = icon,
					 .title = tr(v, title),
					 .below = tr(v, below),
					 .action = { ACTION_OPEN, to },
					 .h = list_row_mm(v) });
}

static void view_list(struct view *v, int theme, bool professional, const char *title, const char *below,
		const char *icon)
{
	enum { MOST = 500 };
	int *articles = ARENA_ARRAY(v->a, int, MOST);
	int count = list_articles(v, theme, professional, articles, MOST);
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .gap = mm(v, SPACE_3_WIDE),
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_bottom = mm(v, is_seven(v) ? GRID_EDGE : SPACE_5_WIDE),
				     .pad_top = mm(v, is_seven(v) ? GRID_EDGE : PAGE_TOP_TIGHT) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_WIDE),
					.align = ALIGN_CENTER,
					.keep = !is_big(v),
					.min_h = is_big(v) ? 0 : mm(v, SQUARE_TITLE),
					.pad_bottom = mm(v, SPACE_TITLE_BELOW) });
	if (!is_big(v)) {
		part_icon_square(v, icon, mm(v, SQUARE_TITLE), mm(v, ICON_BANNER), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE1, .balance = is_big(v), .role = ROLE_HEADING });
	if (!is_seven(v) && scale_of(v) < 1.4F) {
		ui_text(v->ui, below, (struct text_look){ .type = TYPE_BODY, .color = v->p->ink2 });
	}
	ui_end(v->ui);
	ui_end(v->ui);
	if (theme >= 0 && v->c->themes[theme].territory) {
		lead(v, "lieu", STR_TERRITORY_TITLE, STR_TERRITORY_LEAD, SCREEN_TERRITORY);
	}
	if (theme < 0) {
		lead(v, "carte", STR_COVERAGE_TITLE, STR_COVERAGE_LEAD, SCREEN_COVERAGE);
		lead(v, "progres", STR_USAGE_TITLE, STR_USAGE_LEAD, SCREEN_USAGE);
		lead(v, "synchro", STR_EDITION_TITLE, STR_EDITION_LEAD, SCREEN_EDITION);
	}
	for (int i = 0; i < count; i++) {
		const struct article_head *a = &v->c->articles[articles[i]];
		int minutes = a->minutes[v->s->lang] ? a->minutes[v->s->lang] : a->minutes[0];
		part_list_row(v, (struct list_row){ .icon = v->c->themes[a->theme].icon,
						 .title = text_of(v, &a->title),
						 .below = text_of(v, &a->summary),
						 .lang = lang_of_text(v, &a->title),
						 .below_lang = lang_of_text(v, &a->summary),
						 .right = tr1(v, STR_DISTANCE_MINUTES, num(v, minutes)),
						 .action = { ACTION_ARTICLE, articles[i] },
						 .h = list_row_mm(v) });
	}
	ui_end(v->ui);
}

void view_theme(struct view *v)
{
	const struct theme *t = &v->c->themes[v->s->at.arg];
	view_list(v, v->s->at.arg, t->professional, text_of(v, &t->title), text_of(v, &t->summary), t->icon);
}

void view_pro(struct view *v)
{
	view_list(v, -1, true, tr(v, STR_PRO_TITLE), tr(v, STR_PRO_TEXT), "cadenas");
}
