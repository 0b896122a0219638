/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page's way into the questionnaire, as a card and as a row (mock-ups 02, 20, 33). */
#include <math.h>

#include "app/screens/home_parts.h"
#include "app/screens/shapes.h"

static void paint_decor(struct ui *ui, struct draw_list *list, struct rect r, void *context)
{
	const struct view *v = context;
	if (v->s->theme == THEME_CONTRAST) {
		return;
	}
	bool light = v->s->theme == THEME_LIGHT;
	struct color near = light ? (struct color){ 0x0B, 0x3C, 0x42, 255 } : v->p->ground;
	struct color sand = { 0xEE, 0xE4, 0xD0, 255 };
	bool wide = v->format == FORMAT_LANDSCAPE;
	struct rect area = wide ? (struct rect){ r.x, r.y + r.h * 55 / 100, r.w, r.h * 45 / 100 }
				: (struct rect){ r.x + (ui_look(ui)->rtl ? 0 : r.w * 58 / 100), r.y + r.h * 35 / 100,
					  r.w * 42 / 100, r.h * 65 / 100 };
	draw_push_clip(list, r);
	struct draw_command *c = draw_push(list, DRAW_PATH);
	c->path.path = &shape_hill_near;
	c->path.to = (struct rectf){ (float)area.x, (float)area.y, (float)area.w, (float)area.h };
	c->path.fill = near;
	c->path.mirrored = ui_look(ui)->rtl;
	for (int line = 0; line < 2; line++) {
		c = draw_push(list, DRAW_PATH);
		c->path.path = &shape_road;
		c->path.to = (struct rectf){ (float)area.x, (float)area.y, (float)area.w, (float)area.h };
		c->path.stroke = line ? near : sand;
		c->path.stroke_px = (float)ui_px(ui, line ? 0.7F : mm(v, DECOR_ROAD));
		c->path.dash_on_px = line ? (float)ui_px(ui, mm(v, DECOR_DASH_ON)) : 0;
		c->path.dash_off_px = line ? (float)ui_px(ui, mm(v, DECOR_DASH_OFF)) : 0;
		c->path.mirrored = ui_look(ui)->rtl;
	}
	draw_push_unclip(list);
}

bool home_has_words(const struct view *v)
{
	return !is_seven(v) && !is_low(v) && scale_of(v) < 1.2F;
}

static void guide_words(struct view *v)
{
	const struct palette *p = v->p;
	bool contrast = v->s->theme == THEME_CONTRAST;
	bool dark = v->s->theme == THEME_DARK;
	struct color strong = contrast || dark ? p->ink : p->on_primary;
	struct color soft = contrast || dark ? p->ink2 : p->on_primary2;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1.75F,
					.gap = mm(v, SPACE_1_5),
					.justify = ALIGN_CENTER,
					.align = ALIGN_START });
	if (!is_seven(v) && !is_big(v)) {
		ui_text(v->ui, tr(v, STR_HOME_GUIDE_INTRO), (struct text_look){ .type = TYPE_BODY, .color = soft });
	}
	ui_text(v->ui, tr(v, STR_HOME_GUIDE),
			(struct text_look){ .type = TYPE_GUIDE, .color = strong, .silent = true });
	if (!is_big(v) || home_has_words(v)) {
		ui_text(v->ui,
				trn(v, is_seven(v) ? STR_HOME_GUIDE_SHORT : STR_HOME_GUIDE_TEXT,
						v->c->guide.questions_len),
				(struct text_look){ .type = TYPE_GUIDE_TEXT, .balance = true, .color = soft });
	}
	if (!is_seven(v)) {
		ui_gap(v->ui, mm(v, SPACE_3));
		/* Drawn as a button, but the whole card is the control: one action, one name. */
		ui_begin(v->ui, (struct box){ .dir = ACROSS,
						.gap = mm(v, SPACE_3),
						.pad_x = mm(v, SPACE_5),
						.min_w = mm(v, HOME_START_W) * scale_of(v),
						.min_h = mm(v, BUTTON_H_ROW),
						.align = ALIGN_CENTER,
						.justify = ALIGN_CENTER,
						.fill = p->accent,
						.radius = mm(v, RADIUS_CARD) });
		ui_text(v->ui, tr(v, STR_HOME_START),
				(struct text_look){ .type = TYPE_LABEL_LARGE, .color = p->on_accent, .silent = true });
		ui_icon(v->ui, "suite", sign_mm(v, ICON_WALK), p->on_accent);
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

void part_home_guide(struct view *v, float h)
{
	const struct palette *p = v->p;
	bool contrast = v->s->theme == THEME_CONTRAST;
	struct color fill = contrast ? p->ground : v->s->theme == THEME_DARK ? p->surface2 : p->primary;
	bool wide = v->format == FORMAT_LANDSCAPE && !is_big(v);
	struct view *copy = ARENA_NEW(v->a, struct view);
	*copy = *v;
	ui_begin(v->ui, (struct box){ .dir = wide ? DOWN : ACROSS,
					.h = is_big(v) ? 0 : h,
					.min_h = h,
					.grow = h > 0 ? 0 : 1,
					.pad_start = mm(v, GUIDE_PAD_START),
					.pad_end = mm(v, wide ? GUIDE_PAD_END_WIDE : GUIDE_PAD_END),
					.pad_y = mm(v, GUIDE_PAD_Y),
					.fill = fill,
					.radius = mm(v, RADIUS_GUIDE),
					.border = contrast ? p->primary : fill,
					.border_mm = contrast ? 1 : 0,
					.clip = !contrast,
					.align = ALIGN_STRETCH });
	/* The whole card answers; its button is the same action drawn large. */
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_HOME_GUIDE));
	ui_action(v->ui, ACTION_OPEN, SCREEN_GUIDE);
	ui_custom(v->ui, paint_decor, copy);
	guide_words(v);
	if (wide) {
		bool tall = scale_of(v) < 1.4F;
		float stone = mm(v, tall ? GUIDE_STONE_WIDE_H : GUIDE_STONE_LOW_H);
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .h = stone });
		ui_space(v->ui, 1);
		part_milestone(v, mm(v, GUIDE_STONE_WIDE_W), stone, "guider",
				mm(v, tall ? ICON_GUIDE_WIDE : ICON_GUIDE), false);
		ui_gap(v->ui, mm(v, SPACE_4));
		ui_end(v->ui);
	} else if (!is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .justify = is_seven(v) ? ALIGN_END : ALIGN_CENTER });
		part_milestone(v, mm(v, GUIDE_STONE_W), mm(v, GUIDE_STONE_H), "guider", mm(v, ICON_GUIDE), false);
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

/* Seven inches in large type: as high as a row of the rail, as every choice of the page (mock-up 33). */
void part_home_guide_row(struct view *v)
{
	float h = is_low(v) ? mm(v, BUTTON_H_STAY) : row_mm(v);
	const struct palette *p = v->p;
	bool light = v->s->theme == THEME_LIGHT;
	struct action open = { ACTION_OPEN, SCREEN_GUIDE };
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, TILE_GAP),
					.pad_x = mm(v, TILE_PAD_X),
					.pad_y = mm(v, SPACE_1_5),
					.min_h = fmaxf(h, part_label_least_mm(v, TYPE_GUIDE)),
					.align = ALIGN_CENTER,
					.fill = light ? (is_pressed(v, open) ? p->primary_pressed : p->primary)
						      : p->surface2,
					.border = light ? p->primary : p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_HOME_GUIDE));
	ui_action(v->ui, open.type, open.arg);
	part_icon_square(v, "guider", mm(v, SQUARE_TILE), mm(v, ICON_TILE), true);
	ui_text(v->ui, tr(v, STR_HOME_GUIDE),
			(struct text_look){ .type = TYPE_GUIDE,
					.color = light ? p->on_primary : p->ink,
					.grow = 1,
					.silent = true });
	ui_end(v->ui);
}
