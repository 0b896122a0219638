/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three levels of help, and which one was found. */
#include "app/screens/result_parts.h"

/* The sign of a level; lit: the one that was found. */
static void level_disc(struct view *v, const char *icon, bool lit)
{
	float side = mm(v, lit ? LEVEL_DISC_LIT : LEVEL_DISC);
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = lit ? v->p->accent : v->p->surface,
					.border = lit ? v->p->on_accent : v->p->border,
					.border_mm = mm(v, lit ? STROKE_LIT : STROKE_LEVEL),
					.radius = side / 2 });
	ui_icon(v->ui, icon, side * 0.5F, lit ? v->p->on_accent : v->p->ink);
	ui_end(v->ui);
}

/* The sign and its word; the lit one says what it means as well. */
static void level_step(struct view *v, const char *icon, enum string_id title, const enum string_id *text, bool lit)
{
	bool explained = lit && text;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.grow = explained ? 1 : 0,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER });
	level_disc(v, icon, lit);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = explained ? 1 : 0 });
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = lit ? TYPE_LEVEL_LIT : TYPE_LEVEL });
	if (explained) {
		ui_text(v->ui, tr(v, *text),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .balance = true });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void level_arrow(struct view *v)
{
	ui_icon(v->ui, "suite", mm(v, ICON_STATE), v->p->ink2);
}

/* Large type: one below the other, the word beside its sign. */
static void level_row(struct view *v, const char *icon, enum string_id title, bool lit)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	level_disc(v, icon, lit);
	ui_text(v->ui, tr(v, title), (struct text_look){ .type = lit ? TYPE_LEVEL_LIT : TYPE_LEVEL, .grow = 1 });
	ui_end(v->ui);
}

void part_result_levels_below(struct view *v)
{
	enum guide_level lit = v->s->result.level;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2), .parts = true });
	level_row(v, "info", STR_GUIDE_LEVEL1, lit == GUIDE_ACCUEIL);
	level_row(v, "conversation", STR_GUIDE_LEVEL2, lit == GUIDE_CONSEIL);
	level_row(v, "accompagnement", STR_GUIDE_LEVEL3, lit == GUIDE_ACCOMPAGNEMENT);
	ui_end(v->ui);
}

void part_result_levels(struct view *v, bool texts)
{
	static const enum string_id lines[] = { STR_GUIDE_LEVEL1_TEXT, STR_GUIDE_LEVEL2_TEXT, STR_GUIDE_LEVEL3_TEXT };
	enum guide_level lit = v->s->result.level;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER,
					.justify = ALIGN_BETWEEN });
	level_step(v, "info", STR_GUIDE_LEVEL1, texts ? &lines[0] : NULL, lit == GUIDE_ACCUEIL);
	level_arrow(v);
	level_step(v, "conversation", STR_GUIDE_LEVEL2, texts ? &lines[1] : NULL, lit == GUIDE_CONSEIL);
	level_arrow(v);
	level_step(v, "accompagnement", STR_GUIDE_LEVEL3, texts ? &lines[2] : NULL, lit == GUIDE_ACCOMPAGNEMENT);
	ui_end(v->ui);
}
