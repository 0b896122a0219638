/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article, page by page (mock-up 07). */
#include <string.h>

#include "app/screens/screens.h"

enum { ACTORS_SHOWN = 3 };

/* ---- what the page does ---- */

void enter_article(struct state *s, struct effects *fx)
{
	s->article = NULL;
	s->pictures = NULL;
	s->article_failed = false;
	const struct article_head *head = &s->catalogue->articles[s->at.arg];
	effects_push(fx, (struct effect){ .type = EFFECT_LOAD_ARTICLE,
					 .question = ++s->question,
					 .id = head->row,
					 .lang = s->lang,
					 .flag = s->article_easy || s->options[OPTION_EASY] });
}

void easy_article(struct state *s, struct effects *fx)
{
	s->article_easy = s->options[OPTION_EASY];
	s->at.page = 0;
	enter_page(s, fx);
}

void answer_article(struct state *s, const struct event *ev, struct effects *fx)
{
	(void)fx;
	if (ev->type == EVENT_ARTICLE && ev->article.question == s->question) {
		s->article = ev->article.article;
		s->pictures = ev->article.pictures;
		s->article_failed = s->article == NULL;
		s->dirty = true;
	}
}

/* ---- what it shows ---- */

static void essential(struct view *v, const char *summary)
{
	if (!summary || !summary[0]) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.direction = part_direction(v, v->s->article->lang),
					.pad_bottom = mm(v, SPACE_6) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.fill = v->p->surface,
					.radius = mm(v, RADIUS_LABEL),
					.border = v->s->theme == THEME_CONTRAST ? v->p->border : v->p->surface,
					.border_mm = v->s->theme == THEME_CONTRAST ? mm(v, STROKE_CONTRAST) : 0 });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = mm(v, PROGRESS_H),
					.fill = v->p->accent,
					.radius = mm(v, RADIUS_STRIPE) });
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = mm(v, SPACE_7_WIDE),
					.pad_y = mm(v, SPACE_5_SNUG),
					.gap = mm(v, SPACE_1) });
	ui_text(v->ui, tr(v, STR_ARTICLE_ESSENTIAL),
			(struct text_look){ .type = TYPE_BODY_STRONG, .role = ROLE_HEADING });
	/* A summary of easy reading has a line for each idea. */
	part_lines(v, summary, (struct text_look){ .type = TYPE_BODY, .lang = lang_of(v, v->s->article->lang) });
	ui_end(v->ui);
	ui_end(v->ui);
	ui_end(v->ui);
}

/* There is room for two things beside each other. */
static bool is_wide(const struct view *v)
{
	return !is_seven(v) && !is_big(v);
}

/* Opens the box of a network: a control where its places can be listed. */
static void actor_begin(struct view *v, int index)
{
	const struct network *n = &v->c->networks[index];
	bool places = n->places_len > 0;
	struct box box = { .dir = ACROSS,
		.gap = mm(v, SPACE_5),
		.pad_x = mm(v, is_big(v) && is_seven(v) ? SPACE_3 : SPACE_6),
		.min_h = mm(v, places && !is_wide(v) ? ACTOR_ROW : BUTTON_H_ROW),
		.align = ALIGN_CENTER };
	if (places) {
		part_card_begin(v, box, (struct action){ ACTION_NETWORK, index }, text_of(v, &n->name), ROLE_BUTTON,
				false);
	} else {
		ui_begin(v->ui, box);
	}
}

/* A network: for whom it is; `number` stands in its row, NULL: below it. */
static void actor(struct view *v, int index, const char *number)
{
	const struct network *n = &v->c->networks[index];
	bool narrow = is_big(v) && is_seven(v); /* the name has the room */
	bool places = n->places_len > 0;
	actor_begin(v, index);
	if (!narrow) {
		part_symbol(v, n->symbol, sign_mm(v, SYMBOL_ROW), 0, false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, text_of(v, &n->name), (struct text_look){ .type = TYPE_TITLE3, .silent = places });
	if (!narrow) {
		ui_text(v->ui, text_of(v, &n->publics),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .silent = places });
	}
	ui_end(v->ui);
	if (number) {
		part_phone(v, number, TYPE_CARD_PHONE);
	}
	if (places && !narrow) {
		ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	}
	ui_end(v->ui);
}

/* How to reach it: its nearest place, and its number where that is far or has none; a `brief` part says the number
 * alone, where there is one. */
static void actor_contact(struct view *v, int index, int place, bool brief)
{
	bool wide = is_wide(v);
	bool called = place >= 0 ? contact_number(v, place) != NULL : contact_is_reached(v, index);
	ui_begin(v->ui, (struct box){ .dir = wide ? ACROSS : DOWN,
					.pad_x = mm(v, SPACE_6),
					.gap = mm(v, wide ? SPACE_4 : SPACE_1_5),
					.parts = !wide });
	if (!brief || !called) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = wide ? 1.1F : 0 });
		if (place >= 0) {
			part_counter(v, place);
		} else {
			part_in_person(v, index);
		}
		ui_end(v->ui);
	}
	if (called) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = wide ? 1 : 0, .gap = mm(v, SPACE_1_5) });
		part_numbers(v, index, place);
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

/* The desk beside the kiosk, where none of the networks has a place or a number. */
static void desk(struct view *v, const struct article_head *head)
{
	for (int i = 0; i < head->networks_len && i < ACTORS_SHOWN; i++) {
		if (contact_is_reached(v, head->networks[i])) {
			return;
		}
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_top = mm(v, SPACE_3_WIDE),
					.pad_x = mm(v, SPACE_6),
					.gap = mm(v, SPACE_2) });
	part_desk(v, false);
	ui_end(v->ui);
}

static void take_away(struct view *v)
{
	bool below = is_big(v);
	bool wide = is_wide(v); /* one row for all that can be done with the text */
	float h = mm(v, wide ? BUTTON_H_SMALL : BUTTON_H_ROW);
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.pad_top = mm(v, SPACE_5_SNUG),
					.gap = mm(v, SPACE_4),
					.parts = below });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "mobile",
				       .label = tr(v, STR_PLACE_TAKE_SHORT),
				       .action = { ACTION_TAKE, 0 },
				       .h = h,
				       .grow = below ? 0 : 1,
				       .type = TYPE_NOTE_STRONG });
	part_keep(v, (struct kept){ KEPT_ARTICLE, v->s->at.arg }, h, below ? 0 : 1);
	if (wide) {
		part_report(v);
	}
	ui_end(v->ui);
}

/* An article has two pages at most, so on a wide one those who do not come first have their number alone, in their row
 * where it needs no words; their places are a touch away. */
static void actor_part(struct view *v, int index, bool first)
{
	bool wide = is_wide(v);
	bool brief = wide && !first;
	int place = territory_nearest(v->s, index);
	const char *number = brief ? contact_plain_number(v, index, place) : NULL;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.pad_top = mm(v, first ? SPACE_6_TIGHT : SPACE_4_WIDE),
					.gap = mm(v, SPACE_2),
					.parts = !wide });
	if (first) {
		ui_text(v->ui, tr(v, STR_ARTICLE_WHO), (struct text_look){ .type = TYPE_TITLE2, .role = ROLE_HEADING });
	}
	actor(v, index, number);
	if (!number) {
		actor_contact(v, index, place, brief);
	}
	ui_end(v->ui);
}

/* Where it comes from, and the way to say that it is wrong. */
static void source(struct view *v, const struct article_head *head)
{
	bool beside = !is_wide(v) && !is_big(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.pad_top = mm(v, is_wide(v) ? SPACE_3 : SPACE_5_SNUG),
					.gap = mm(v, SPACE_3),
					.parts = !beside,
					.align = beside ? ALIGN_CENTER : ALIGN_START });
	ui_text(v->ui, tr2(v, STR_ARTICLE_SOURCE, head->source, say_date(&v->voice, head->verified)),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .grow = beside });
	if (!is_wide(v)) {
		part_report(v);
	}
	ui_end(v->ui);
}

/* Who can help, what can be done with the text, and where it comes from: the end of the last page. */
static void ending(struct view *v, const struct article_head *head)
{
	for (int i = 0; i < head->networks_len && i < ACTORS_SHOWN; i++) {
		actor_part(v, head->networks[i], i == 0);
	}
	desk(v, head);
	bool together = !is_wide(v) && !is_big(v); /* the last page of a small screen has more than a line */
	if (together) {
		ui_begin(v->ui, (struct box){ .dir = DOWN });
	}
	take_away(v);
	source(v, head);
	if (together) {
		ui_end(v->ui);
	}
}

/* Easy reading, where there is such a text. */
static void easy_button(struct view *v, const struct article_head *head)
{
	if (head->easy & 1U << v->s->lang) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "facile-lire",
					       .label = tr(v, STR_ARTICLE_EASY),
					       .action = { ACTION_TOGGLE, OPTION_EASY },
					       .h = mm(v, BUTTON_H_SMALL),
					       .pill = true,
					       .type = TYPE_NOTE_STRONG,
					       .chosen = v->s->options[OPTION_EASY] });
	}
}

static void size_button(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "taille-texte",
				       .label = tr(v, STR_ARTICLE_BIGGER),
				       .name = tr(v, STR_ACCESS_SIZE),
				       .action = { ACTION_TEXT_SIZE, -1 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .pill = true,
				       .type = TYPE_NOTE_STRONG });
}

static void take_button(struct view *v)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "mobile",
				       .label = tr(v, STR_PLACE_TAKE_SHORT),
				       .action = { ACTION_TAKE, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .pill = true,
				       .type = TYPE_NOTE_STRONG });
}

static void top(struct view *v, const struct article_head *head)
{
	const struct theme *t = &v->c->themes[head->theme];
	bool narrow = is_seven(v) && scale_of(v) > 1.3F; /* else they stand beside each other */
	ui_begin(v->ui, (struct box){ .dir = narrow ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4),
					.align = narrow ? ALIGN_START : ALIGN_CENTER });
	if (!is_big(v)) {
		part_icon_square(v, t->icon, mm(v, SQUARE_ARTICLE), mm(v, ICON_ROW), false);
		ui_text(v->ui, text_of(v, &t->title), (struct text_look){ .type = TYPE_NOTE_STRONG, .grow = 1 });
	}
	easy_button(v, head);
	size_button(v);
	if (!is_big(v) && !is_seven(v)) { /* else at the end of the text alone */
		take_button(v);
	}
	ui_end(v->ui);
}

/* Seven inches (mock-up 31): title and button have one row; the rail leads to the size of the text. */
static void head_seven(struct view *v, const struct article_head *head)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, GRID_GAP),
					.align = ALIGN_CENTER,
					.min_h = mm(v, GRID_ROW) });
	ui_text(v->ui, v->s->article->title,
			(struct text_look){ .type = TYPE_TITLE1,
					.balance = true,
					.grow = 1,
					.role = ROLE_HEADING,
					.lang = lang_of(v, v->s->article->lang) });
	easy_button(v, head);
	ui_end(v->ui);
}

static void title(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .direction = part_direction(v, v->s->article->lang) });
	ui_text(v->ui, v->s->article->title,
			(struct text_look){ .type = TYPE_TITLE1,
					.balance = true,
					.role = ROLE_HEADING,
					.lang = lang_of(v, v->s->article->lang) });
	ui_end(v->ui);
}

/* When it was checked, before what it says. */
static void checked(struct view *v, const struct article_head *head)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_bottom = mm(v, SPACE_3) });
	part_checked(v, head->verified, v->c->themes[head->theme].stale_days);
	ui_end(v->ui);
}

static void text(struct view *v, const struct article_head *head)
{
	const struct article *a = v->s->article;
	if (!is_big(v)) {
		checked(v, head);
	}
	if (a->lang != v->s->lang) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_bottom = mm(v, SPACE_3) });
		ui_text(v->ui, tr(v, STR_ARTICLE_NOT_TRANSLATED),
				(struct text_look){ .type = TYPE_NOTE_STRONG, .color = v->p->warning });
		ui_end(v->ui);
	}
	if (v->s->options[OPTION_EASY] && !a->easy) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_bottom = mm(v, SPACE_3) });
		part_not_easy(v);
		ui_end(v->ui);
	}
	essential(v, a->summary);
	part_blocks(v, &(struct blocks){ a->blocks, a->blocks_len, v->s->pictures, a->lang });
	ending(v, head);
}

void view_article(struct view *v)
{
	const struct article_head *head = &v->c->articles[v->s->at.arg];
	bool portrait = v->format == FORMAT_PORTRAIT;
	bool seven = is_seven(v);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad_x = portrait ? margin_mm(v) : 0,
					.pad_bottom = mm(v, seven ? GRID_EDGE : SPACE_5_WIDE),
					.pad_top = mm(v, seven ? GRID_EDGE : PAGE_TOP),
					.gap = mm(v, seven ? GRID_GAP : SPACE_4) });
	if (v->s->article && seven && !is_big(v)) {
		head_seven(v, head);
	} else if (!v->s->article || !is_big(v)) {
		top(v, head);
	}
	if (!v->s->article) {
		if (v->s->article_failed) {
			ui_text(v->ui, tr(v, STR_ARTICLE_UNREADABLE),
					(struct text_look){ .type = TYPE_BODY, .role = ROLE_STATUS });
		}
		ui_end(v->ui);
		return;
	}
	if (!is_big(v) && !seven) {
		title(v);
	}
	part_flow_reading(v, (struct box){ .dir = DOWN, .grow = 1 });
	if (is_big(v)) { /* they take the room of a page's text: they stand on the first alone */
		title(v);
		checked(v, head);
		top(v, head);
		ui_gap(v->ui, mm(v, SPACE_4));
	}
	text(v, head);
	ui_end(v->ui);
	ui_end(v->ui);
}
