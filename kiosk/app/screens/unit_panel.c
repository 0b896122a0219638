/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel (its size against a ruler, dead pixels on whole colours) and the sound. */
#include "app/screens/screens.h"
#include "app/screens/unit.h"
#include "base/str.h"

/* ---- the panel ---- */

/* Of the glass, not of the page: it is held against a ruler. */
static void ruler(struct view *v)
{
	const struct metrics *m = ui_metrics(v->ui);
	float glass = m->mm_per_px / m->glass_mm_per_px;
	float whole = mm(v, RULER_W);
	int marks = (int)(whole / 10);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.w = whole * glass,
					.h = mm(v, RULER_H),
					.self = ALIGN_CENTER,
					.border = v->p->ink,
					.border_mm = mm(v, STROKE_HAIRLINE) });
	ui_role(v->ui, ROLE_IMAGE, tr1(v, STR_UNIT_RULER, num(v, (long)whole)));
	for (int i = 0; i < marks; i++) { /* a centimetre each, dark and light in turn */
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .fill = i % 2 ? v->p->surface2 : v->p->ink });
		ui_end(v->ui);
	}
	ui_end(v->ui);
	ui_text(v->ui, tr1(v, STR_UNIT_RULER, num(v, (long)whole)),
			(struct text_look){ .type = TYPE_BODY, .align = ALIGN_CENTER, .silent = true });
}

void view_unit_panel(struct view *v)
{
	static const char *const areas[] = { "display" };
	const struct app_config *c = v->s->config;
	float mm_per_px = c->glass_mm_per_px > 0 ? c->glass_mm_per_px : c->mm_per_px;
	part_unit_begin(v, STR_UNIT_PANEL, STR_UNIT_PANEL_TEXT);
	const char *size = say_with(&v->voice, STR_UNIT_PIXELS, num(v, c->width_px), num(v, c->height_px), NULL);
	const char *whole = tr2(v, STR_UNIT_MILLIMETRES, num(v, (long)((float)c->width_px * mm_per_px + 0.5F)),
			num(v, (long)((float)c->height_px * mm_per_px + 0.5F)));
	part_unit_fact(v, say_list(&v->voice, size, whole), NULL, UNIT_WELL);
	part_unit_facts(v, areas, ARRAY_LEN(areas));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2), .pad_y = mm(v, SPACE_3) });
	ruler(v);
	ui_end(v->ui);
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = "contraste",
				       .label = tr(v, STR_UNIT_COLOURS),
				       .action = { ACTION_OPEN, SCREEN_UNIT_COLOUR } });
	part_unit_verdicts(v, COMMISSION_PANEL, STR_UNIT_PANEL_GOOD, STR_UNIT_PANEL_BAD);
	part_unit_end(v);
}

/* Whole colours of the panel itself, not of the design: what is looked for is a pixel that does not follow. */
static const struct {
	struct color color;
	enum string_id name;
} colours[] = {
	{ { 255, 0, 0, 255 }, STR_UNIT_RED },
	{ { 0, 255, 0, 255 }, STR_UNIT_GREEN },
	{ { 0, 0, 255, 255 }, STR_UNIT_BLUE },
	{ { 255, 255, 255, 255 }, STR_UNIT_WHITE },
	{ { 0, 0, 0, 255 }, STR_UNIT_BLACK },
};

void view_unit_colour(struct view *v)
{
	int last = (int)ARRAY_LEN(colours) - 1;
	int at = v->s->technician.colour > last ? last : v->s->technician.colour;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .fill = colours[at].color });
	ui_role(v->ui, ROLE_BUTTON, tr(v, colours[at].name));
	ui_action(v->ui, ACTION_UNIT_COLOUR, at == last);
	ui_end(v->ui);
}

/* ---- the sound ---- */

void view_unit_sound(struct view *v)
{
	static const char *const areas[] = { "sound" };
	part_unit_begin(v, STR_UNIT_SOUND, STR_UNIT_SOUND_TEXT);
	part_unit_facts(v, areas, ARRAY_LEN(areas));
	part_button(v, (struct button){ .kind = v->s->technician.heard ? BUTTON_SECONDARY : BUTTON_PRIMARY,
				       .icon = "ecouter",
				       .label = tr(v, STR_UNIT_SOUND_PLAY),
				       .action = { ACTION_UNIT_SOUND, 0 } });
	if (v->s->technician.heard) {
		part_unit_verdicts(v, COMMISSION_SOUND, STR_UNIT_SOUND_HEARD, STR_UNIT_SOUND_NOTHING);
	}
	part_unit_end(v);
}
