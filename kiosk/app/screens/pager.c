/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that turn: where one is, the way back and on, below what flows over several pages. */
#include "app/screens/screens.h"

/* Where one is: « Page 2 sur 3 », on a small screen and in large type « 2 sur 3 » (mock-ups 41 and 42). */
static void turn_where(struct view *v, int page, int pages, bool brief, enum align align)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = is_seven(v) ? 0.9F : 0.8F });
	ui_text(v->ui, tr2(v, brief ? STR_PLACES_PAGE_SHORT : STR_PLACES_PAGE, num(v, page + 1), num(v, pages)),
			(struct text_look){ .type = TYPE_PAGER, .align = align });
	ui_end(v->ui);
}

/* Seven inches in large type: no more than two things have room beside each other. The sign alone leads back, as Retour
 * does after it, and on the last page the way on is not there. */
static void turn_big(struct view *v, int page, int pages)
{
	bool last = page + 1 >= pages;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, GRID_GAP), .align = ALIGN_CENTER });
	ui_role(v->ui, ROLE_PAGES, NULL);
	if (page > 0) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "precedent",
					       .label = last ? tr(v, STR_PLACES_BEFORE) : "",
					       .name = tr(v, STR_PLACES_BEFORE),
					       .action = { ACTION_PAGE, -1 },
					       .grow = last ? 1 : 0,
					       .h = row_mm(v) });
	}
	turn_where(v, page, pages, true, page > 0 ? ALIGN_CENTER : ALIGN_START);
	if (!last) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .label = tr(v, STR_PLACES_AFTER),
					       .icon_after = "suite",
					       .action = { ACTION_PAGE, 1 },
					       .grow = 1,
					       .h = row_mm(v) });
	}
	ui_end(v->ui);
}

static void turn(struct view *v, int page, int pages, bool reading, const struct button *beside)
{
	bool small = is_seven(v);
	if (small && is_big(v)) {
		turn_big(v, page, pages);
		return;
	}
	float h = mm(v, reading ? BUTTON_H_READ : BUTTON_H_PAGER);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = small ? mm(v, GRID_GAP) : 4, .align = ALIGN_CENTER });
	ui_role(v->ui, ROLE_PAGES, NULL);
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "precedent",
				       .label = tr(v, reading ? STR_ARTICLE_BEFORE : STR_PLACES_BEFORE),
				       .action = { ACTION_PAGE, -1 },
				       .disabled = page == 0,
				       .grow = 1,
				       .h = h });
	turn_where(v, page, pages, small || is_column(v) || beside, ALIGN_CENTER);
	if (beside) {
		part_button(v, *beside);
	}
	part_button(v, (struct button){ .kind = reading || small ? BUTTON_PRIMARY : BUTTON_SECONDARY,
				       .label = tr(v, reading ? STR_ARTICLE_NEXT : STR_PLACES_AFTER),
				       .icon_after = "suite",
				       .action = { ACTION_PAGE, 1 },
				       .disabled = page + 1 >= pages,
				       .grow = small ? 1 : 1.3F,
				       .h = h });
	ui_end(v->ui);
}

void part_pager(struct view *v, int page, int pages)
{
	if (pages > 1) {
		turn(v, page, pages, false, NULL);
	}
}

void part_pager_with(struct view *v, int page, int pages, struct button beside)
{
	if (pages > 1) {
		beside.grow = 1;
		beside.icon = NULL; /* its words have the room, on one line or two */
		turn(v, page, pages, false, &beside);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .justify = ALIGN_CENTER });
	part_button(v, beside);
	ui_end(v->ui);
}

static void flow_pager(void *context, int page, int pages)
{
	struct view *v = context;
	turn(v, page, pages, false, NULL);
}

static void reading_pager(void *context, int page, int pages)
{
	struct view *v = context;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_top = mm(v, is_seven(v) ? GRID_GAP : SPACE_4) });
	turn(v, page, pages, true, NULL);
	ui_end(v->ui);
}

void part_flow(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->at.page, flow_pager, v);
}

void part_flow_column(struct view *v)
{
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_top = mm(v, PAGE_TOP),
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .gap = mm(v, SPACE_4) });
}

void part_flow_reading(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->at.page, reading_pager, v);
}

void part_flow_over(struct view *v, struct box box)
{
	ui_begin(v->ui, box);
	ui_flow(v->ui, v->s->panel != PANEL_NONE ? v->s->panel_page : v->s->sheet_page, flow_pager, v);
}
