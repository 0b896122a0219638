/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several places of a list, one after the other, into the basket: rows are chosen instead of opened (screens.h). */
#include "app/screens/screens.h"

static struct kept kept_of(int place)
{
	return (struct kept){ KEPT_PLACE, place };
}

void part_pick_begin(struct view *v, struct box box, int place, const char *name)
{
	bool has = basket_find(v->s, kept_of(place)) >= 0;
	bool full = !has && v->s->basket.len == BASKET_MAX;
	box.dashed = full;
	part_card_begin(v, box, (struct action){ ACTION_KEEP, kept_arg(KEPT_PLACE, place) }, name, ROLE_CHECKBOX, has);
	if (full) {
		ui_state(v->ui, STATE_DISABLED);
		ui_hint(v->ui, tr(v, STR_TAKE_FULL));
	}
}

/* As large as the sign that leads on: the row is the control, and its words keep their room. */
void part_pick_mark(struct view *v, int place)
{
	bool has = basket_find(v->s, kept_of(place)) >= 0;
	float side = mm(v, ICON_NEXT);
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.w = side,
					.h = side,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = has ? v->p->primary : v->p->surface,
					.border = has ? v->p->primary : v->p->border,
					.border_mm = mm(v, STROKE_MARK),
					.radius = mm(v, RADIUS_SMALL) });
	if (has) {
		ui_icon(v->ui, "valider", side * 0.8F, v->p->on_primary);
	}
	ui_end(v->ui);
}

struct button part_pick_button(const struct view *v)
{
	bool on = v->s->picking;
	return (struct button){ .kind = on ? BUTTON_PICKED : BUTTON_SECONDARY,
		.icon = on ? "valider" : NULL,
		.label = tr(v, on ? STR_ACCESS_DONE : STR_TAKE_PICK),
		.action = { ACTION_PICK, 0 },
		.h = mm(v, BUTTON_H_PAGER),
		.type = TYPE_NOTE_STRONG };
}
