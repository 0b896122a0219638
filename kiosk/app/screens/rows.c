/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of lists, and codes to take away (screens.h). */
#include <math.h>

#include "app/screens/screens.h"
#include "app/screens/shapes.h"
#include "draw/qr.h"

/* ---- rows ---- */

/* The title is what is chosen by: in large type it has the room to itself. */
static bool is_title_alone(const struct view *v)
{
	return scale_of(v) >= 1.4F;
}

float list_row_mm(const struct view *v)
{
	if (is_seven(v)) {
		return mm(v, LIST_ROW) * (1 + (scale_of(v) - 1) * 0.75F);
	}
	/* The title alone, in large type, fills a row of the normal size; of two lines it makes the row higher. */
	return mm(v, LIST_ROW) + (is_title_alone(v) ? 0 : mm(v, LIST_ROW_TEXT) * (scale_of(v) - 1));
}

/* Beside its sign a long word of the title would be cut in two. */
static bool leaves_sign_out(struct view *v, const char *title)
{
	float around = 2 * mm(v, SPACE_6_5) + 2 * mm(v, SPACE_5_5) + mm(v, SQUARE_LIST) + sign_mm(v, ICON_NEXT) +
		       2 * line_mm(v);
	return ui_widest_word(v->ui, TYPE_TITLE3, title) > ui_px(v->ui, page_width(v) - around);
}

void part_list_row(struct view *v, struct list_row row)
{
	part_card_begin(v,
			(struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_5),
					.pad_x = mm(v, SPACE_6_5),
					.pad_y = mm(v, SPACE_1_5),
					.min_h = row.h,
					.align = ALIGN_CENTER },
			row.action, row.title, ROLE_BUTTON, false);
	ui_lang(v->ui, row.lang);
	if (!leaves_sign_out(v, row.title)) {
		part_icon_square(v, row.icon, mm(v, SQUARE_LIST), mm(v, ICON_LIST), false);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, row.title, (struct text_look){ .type = TYPE_TITLE3, .silent = true, .lang = row.lang });
	if (row.below && !is_seven(v) && !is_title_alone(v)) {
		ui_text(v->ui, row.below,
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .lang = row.below_lang });
	}
	ui_end(v->ui);
	if (row.right && !is_title_alone(v)) {
		ui_text(v->ui, row.right, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_icon(v->ui, "suite", sign_mm(v, ICON_NEXT), v->p->ink);
	ui_end(v->ui);
}

/* ---- QR ---- */

void part_qr_named(struct view *v, const char *text, const char *name, float most_mm)
{
	const struct draw_pixels *qr = qr_make(text, QR_MODULES_MAX, v->a);
	if (!qr) {
		return;
	}
	int module = ui_px(v->ui, most_mm) / qr->w;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
	ui_role(v->ui, ROLE_IMAGE, name);
	ui_pixels(v->ui, qr, module < 1 ? 1 : module);
	ui_end(v->ui);
}

void part_qr(struct view *v, const char *text, float most_mm)
{
	part_qr_named(v, text, tr(v, STR_PLACE_TAKE), most_mm);
}

/* Words and way beside each other, in little more than the height of a button; at seven inches in no more than that. */
static void empty_row(struct view *v, const char *title, const char *text, struct button button)
{
	struct box box = { .dir = ACROSS, .gap = mm(v, GRID_GAP), .align = ALIGN_CENTER };
	if (!is_seven(v)) {
		box.gap = mm(v, SPACE_4);
		box.pad = mm(v, SPACE_4);
		box.fill = v->p->surface;
		box.border = v->p->border;
		box.border_mm = line_mm(v);
		box.radius = mm(v, RADIUS_CARD);
	}
	ui_begin(v->ui, box);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	if (!is_seven(v)) {
		ui_text(v->ui, text, (struct text_look){ .type = TYPE_EMPTY });
	}
	ui_end(v->ui);
	part_button(v, button);
	ui_end(v->ui);
}

static struct button empty_way(const struct view *v, const char *label, struct action action)
{
	return (struct button){ .kind = BUTTON_SECONDARY,
		.icon = "guider",
		.label = label,
		.action = action,
		.h = mm(v, BUTTON_H_SMALL) };
}

void part_empty_above(struct view *v, const char *title, const char *text, const char *button, struct action action)
{
	empty_row(v, title, text, empty_way(v, button, action));
}

void part_empty(struct view *v, const char *title, const char *text, const char *button, struct action action)
{
	struct button way = empty_way(v, button, action);
	if (is_seven(v) && !is_big(v)) {
		empty_row(v, title, text, way);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.gap = mm(v, SPACE_3),
					.pad = mm(v, EMPTY_PAD),
					.fill = v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD),
					.align = ALIGN_START });
	if (!is_seven(v)) {
		ui_icon(v->ui, "recherche", mm(v, ICON_EMPTY), v->p->ink2);
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3_SLIM) });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	ui_text(v->ui, text, (struct text_look){ .type = TYPE_EMPTY });
	ui_end(v->ui);
	part_button(v, way);
	ui_end(v->ui);
}
