/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole glass is reached by a finger (cells that turn green), and touches land where the finger is (five crosses).
 * Both pages have the screen to themselves: its edges are what fails first. */
#include "app/screens/screens.h"
#include "app/screens/unit.h"

/* ---- the grid ---- */

static void cells(struct view *v, struct touch_grid g)
{
	for (int row = 0; row < g.rows; row++) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .grow = 1, .gap = mm(v, SPACE_1) });
		for (int column = 0; column < g.columns; column++) {
			bool touched = v->s->technician.touched[row * g.columns + column];
			ui_begin(v->ui, (struct box){ .dir = DOWN,
							.grow = 1,
							.fill = touched ? v->p->success : v->p->surface,
							.border = v->p->border,
							.border_mm = mm(v, STROKE_HAIRLINE),
							.radius = mm(v, RADIUS_SMALL) });
			ui_end(v->ui);
		}
		ui_end(v->ui);
	}
}

/* In the middle, over the cells: opened, ui_end() it. */
static void panel_begin(struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.absolute = true,
					.x_px = m->width_px / 6,
					.y_px = m->height_px * 3 / 10,
					.w_px = m->width_px * 2 / 3,
					.gap = mm(v, SPACE_3),
					.pad = mm(v, SPACE_6),
					.fill = v->p->ground,
					.border = v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
}

static void count(struct view *v, struct touch_grid g)
{
	const struct technician *t = &v->s->technician;
	int all = g.columns * g.rows;
	bool done = t->touched_len == all;
	const char *text = done ? tr(v, STR_UNIT_TOUCH_ALL)
				: tr2(v, STR_UNIT_TOUCH_COUNT, num(v, t->touched_len), num(v, all));
	ui_text(v->ui, text,
			(struct text_look){ .type = TYPE_BODY_STRONG, .align = ALIGN_CENTER, .role = ROLE_STATUS });
}

void view_unit_touch(struct view *v)
{
	struct touch_grid g = technician_grid(v->s);
	bool done = v->s->technician.touched_len == g.columns * g.rows;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_1) });
	cells(v, g);
	ui_end(v->ui);
	panel_begin(v);
	if (!is_seven(v) || !is_big(v)) {
		ui_text(v->ui, tr(v, STR_UNIT_TOUCH_TEXT),
				(struct text_look){ .type = TYPE_NOTE, .align = ALIGN_CENTER, .balance = true });
	}
	count(v, g);
	if (done) {
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .icon = "calibrage",
					       .label = tr(v, STR_UNIT_CROSSES),
					       .action = { ACTION_OPEN, SCREEN_UNIT_CROSSES } });
	} else {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = tr(v, STR_UNIT_TOUCH_STOP),
					       .action = { ACTION_UNIT_VERDICT, COMMISSION_TOUCH * 2 } });
	}
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "retour",
				       .label = tr(v, STR_BAR_BACK),
				       .action = { ACTION_BACK, 0 } });
	ui_end(v->ui);
}

/* ---- the crosses ---- */

struct cross {
	float x, y; /* share of the screen */
	struct color color;
	float arm_mm, line_mm;
};

static void paint_cross(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct cross *c = context;
	int arm = ui_px(ui, c->arm_mm);
	int line = ui_px(ui, c->line_mm);
	int x = r.x + (int)(c->x * (float)r.w);
	int y = r.y + (int)(c->y * (float)r.h);
	draw_push_box(list, (struct rect){ x - arm, y - line / 2, 2 * arm, line }, 0, c->color);
	draw_push_box(list, (struct rect){ x - line / 2, y - arm, line, 2 * arm }, 0, c->color);
}

void view_unit_crosses(struct view *v)
{
	const struct technician *t = &v->s->technician;
	bool all = t->crosses_len == CROSS_COUNT;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	if (!all) {
		struct cross *c = ARENA_NEW(v->a, struct cross);
		const float *at = calibrate_crosses[t->crosses_len];
		*c = (struct cross){ at[0], at[1], v->p->ink, mm(v, CROSS_ARM), mm(v, STROKE_HEAVY) };
		ui_custom(v->ui, paint_cross, c);
	}
	ui_end(v->ui);
	if (t->crosses_len == CROSS_COUNT - 1) {
		return; /* the last cross is in the middle: nothing lies over it */
	}
	panel_begin(v);
	if (!all) {
		ui_text(v->ui, tr2(v, STR_UNIT_CROSSES_TEXT, num(v, t->crosses_len + 1), num(v, CROSS_COUNT)),
				(struct text_look){ .type = TYPE_BODY, .align = ALIGN_CENTER, .role = ROLE_STATUS });
	}
	if (all) {
		part_unit_answer(v);
		part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
					       .label = tr(v, STR_UNIT_CROSSES_END),
					       .action = { ACTION_BACK, 0 } });
	}
	ui_end(v->ui);
}
