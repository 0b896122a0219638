/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the picture is: turned, bright, dark at night, how high it hangs. And the cleaning of the glass. */
#include "app/screens/screens.h"
#include "app/screens/unit.h"

static void row_begin(struct view *v, const char *title)
{
	ui_begin(v->ui, (struct box){ .dir = is_big(v) ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4),
					.align = is_big(v) ? ALIGN_STRETCH : ALIGN_CENTER });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_TITLE3, .grow = is_big(v) ? 0 : 1 });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_3), .align = ALIGN_CENTER });
}

static void row_end(struct view *v)
{
	ui_end(v->ui);
	ui_end(v->ui);
}

static void step_button(struct view *v, const char *icon, enum string_id how, const char *title, enum unit_adjust which,
		int more)
{
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = icon,
				       .label = "",
				       .name = tr1(v, how, title),
				       .action = { ACTION_UNIT_ADJUST, (int64_t)which * 2 + more },
				       .h = mm(v, BUTTON_H_SMALL) });
}

/* A value between less and more. */
static void stepper(struct view *v, const char *title, enum unit_adjust which, const char *value)
{
	step_button(v, "moins", STR_UNIT_LESS, title, which, 0);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .min_w = mm(v, CODE_KEY_W), .align = ALIGN_CENTER });
	ui_text(v->ui, value,
			(struct text_look){ .type = TYPE_BODY_STRONG, .align = ALIGN_CENTER, .role = ROLE_STATUS });
	ui_end(v->ui);
	step_button(v, "plus", STR_UNIT_MORE, title, which, 1);
}

static void rotation(struct view *v)
{
	row_begin(v, tr(v, STR_UNIT_ROTATION));
	for (int degrees = 0; degrees < 360; degrees += 90) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = arena_printf(v->a, "%s°", num(v, degrees)),
					       .action = { ACTION_UNIT_ROTATE, degrees },
					       .h = mm(v, BUTTON_H_SMALL),
					       .chosen = v->s->technician.picture.rotate == degrees,
					       .role = ROLE_RADIO });
	}
	row_end(v);
}

static void night(struct view *v)
{
	const struct unit_picture *p = &v->s->technician.picture;
	row_begin(v, tr(v, STR_UNIT_NIGHT));
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, p->night ? STR_UNIT_NIGHT_DARK : STR_UNIT_NIGHT_NEVER),
				       .action = { ACTION_UNIT_NIGHT, 0 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .chosen = p->night,
				       .role = ROLE_SWITCH });
	row_end(v);
	static const enum string_id titles[] = { STR_UNIT_NIGHT_FROM, STR_UNIT_NIGHT_TO };
	for (int i = 0; p->night && i < 2; i++) {
		enum unit_adjust which = i ? ADJUST_NIGHT_TO : ADJUST_NIGHT_FROM;
		row_begin(v, tr(v, titles[i]));
		stepper(v, tr(v, titles[i]), which, say_hour(&v->voice, p->values[which]));
		row_end(v);
	}
}

static void amount(struct view *v, enum string_id title, enum unit_adjust which, const char *value)
{
	row_begin(v, tr(v, title));
	stepper(v, tr(v, title), which, value);
	row_end(v);
}

void view_unit_screen(struct view *v)
{
	const int *values = v->s->technician.picture.values;
	part_unit_begin(v, STR_UNIT_PICTURE, STR_UNIT_PICTURE_TEXT);
	part_unit_answer(v);
	rotation(v);
	amount(v, STR_UNIT_BRIGHTNESS, ADJUST_BRIGHTNESS, tr1(v, STR_UNIT_PERCENT, num(v, values[ADJUST_BRIGHTNESS])));
	if (!v->s->config->has_lamp) {
		ui_text(v->ui, tr(v, STR_UNIT_NO_LAMP), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	night(v);
	amount(v, STR_UNIT_FLOOR, ADJUST_FLOOR,
			values[ADJUST_FLOOR] > 0 ? tr1(v, STR_UNIT_MM, num(v, values[ADJUST_FLOOR]))
						 : tr(v, STR_UNIT_FLOOR_UNKNOWN));
	ui_text(v->ui, tr(v, STR_UNIT_FLOOR_TEXT), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_UNIT_SITE_SAVE),
				       .action = { ACTION_UNIT_PICTURE, 0 },
				       .disabled = v->s->technician.waiting });
	part_unit_end(v);
}

void view_unit_clean(struct view *v)
{
	int64_t left_us = v->s->technician.clean_until_us - v->s->now_us;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.pad = mm(v, SETUP_PAD),
					.gap = mm(v, SPACE_6),
					.justify = ALIGN_CENTER });
	ui_text(v->ui, tr(v, STR_UNIT_CLEAN),
			(struct text_look){ .type = TYPE_TITLE1, .align = ALIGN_CENTER, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_UNIT_CLEAN_TEXT), (struct text_look){ .type = TYPE_BODY, .align = ALIGN_CENTER });
	ui_text(v->ui, trn(v, STR_UNIT_CLEAN_LEFT, (long)((left_us + 999999) / 1000000)),
			(struct text_look){ .type = TYPE_TITLE1, .align = ALIGN_CENTER, .role = ROLE_STATUS });
	ui_end(v->ui);
}
