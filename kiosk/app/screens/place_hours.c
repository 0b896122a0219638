/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening hours of the place of this page, and the code to take them away. */
#include "app/screens/place_parts.h"
#include "store/hours_state.h"

void place_banner(struct view *v)
{
	const struct place *p = place_shown(v);
	struct said_state state = say_state(&v->voice, v->p, p->hours, &v->s->local);
	int weekday = (v->s->local.tm_wday + 6) % 7;
	const char *day = tr(v, (enum string_id)(STR_DAY_0 + weekday));
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_WIDE),
					.pad_x = mm(v, SPACE_8_WIDE),
					.pad_y = mm(v, SPACE_2),
					.min_h = mm(v, BANNER_H),
					.align = ALIGN_CENTER,
					.fill = state.soft,
					.border = state.color,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL) });
	ui_icon(v->ui, state.icon, sign_mm(v, ICON_BANNER), state.color);
	if (is_big(v)) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	}
	bool call = !p->hours && is_seven(v); /* the number is right below */
	ui_text(v->ui, call ? tr(v, STR_STATE_CALL) : state.text,
			(struct text_look){ .type = TYPE_STATE, .color = state.color, .grow = 1, .role = ROLE_STATUS });
	const char *right = p->hours ? tr1(v, STR_PLACE_TODAY, day) : tr(v, STR_STATE_CALL);
	if (!call && (!is_big(v) || !is_seven(v))) {
		ui_text(v->ui, right, (struct text_look){ .type = TYPE_BODY_SMALL });
	}
	if (is_big(v)) {
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

enum {
	MORNING_ENDS = 13 * 60 + 30, /* what ends until then is of the morning */
	AFTERNOON_BEGINS = 12 * 60,
};

enum half { MORNING, AFTERNOON, WHOLE_DAY };

static enum half half_of(const struct hours_range *r)
{
	if (r->to <= MORNING_ENDS) {
		return MORNING;
	}
	return r->from >= AFTERNOON_BEGINS ? AFTERNOON : WHOLE_DAY;
}

/* Every period of the day is of the morning or of the afternoon. */
static bool has_halves(const struct hours_day *day)
{
	for (int i = 0; i < day->len; i++) {
		if (half_of(&day->at[i]) == WHOLE_DAY) {
			return false;
		}
	}
	return true;
}

/* A day of the week has both: mornings and afternoons are columns. */
static bool week_has_columns(const struct hours_day week[7])
{
	for (int i = 0; i < 7; i++) {
		bool both = week[i].len > 1 && has_halves(&week[i]);
		if (both && half_of(&week[i].at[0]) != half_of(&week[i].at[week[i].len - 1])) {
			return true;
		}
	}
	return false;
}

/* The periods of a half, or all, one after the other; "" for none. */
static const char *periods_text(struct view *v, const struct hours_day *day, enum half half)
{
	const char *text = "";
	for (int i = 0; i < day->len; i++) {
		if (half == WHOLE_DAY || half_of(&day->at[i]) == half) {
			text = say_list(&v->voice, text, say_period(&v->voice, &day->at[i]));
		}
	}
	return text;
}

static void day_cell(struct view *v, const char *text, float grow, struct text_look look)
{
	bool below = is_big(v);
	look.align = below ? ALIGN_START : ALIGN_END;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : grow });
	if (text[0]) {
		ui_text(v->ui, text, look);
	}
	ui_end(v->ui);
}

static const char *closed_text(struct view *v, const struct hours_day *day)
{
	if (day->rest) {
		return day->rest[0] ? day->rest : tr(v, STR_PLACE_PERHAPS);
	}
	return day->comment ? day->comment : tr(v, STR_PLACE_CLOSED);
}

static void day_periods(struct view *v, const struct hours_day *day, bool columns, enum type type)
{
	struct text_look look = { .type = type };
	if (day->len == 0) {
		day_cell(v, closed_text(v, day), 2, (struct text_look){ .type = type, .color = v->p->ink2 });
	} else if (is_big(v)) {
		for (int i = 0; i < day->len; i++) {
			day_cell(v, say_period(&v->voice, &day->at[i]), 0, look);
		}
	} else if (columns && has_halves(day)) {
		day_cell(v, periods_text(v, day, MORNING), 1, look);
		day_cell(v, periods_text(v, day, AFTERNOON), 1, look);
	} else {
		day_cell(v, periods_text(v, day, WHOLE_DAY), 2, look);
	}
}

static void day_row(struct view *v, const struct hours_day *day, int index, bool columns, bool today)
{
	enum type type = today ? TYPE_DAY_STRONG : TYPE_DAY;
	bool below = is_big(v); /* the hours under the day */
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = below ? 0 : mm(v, SPACE_2_LOOSE),
					.pad_x = mm(v, SPACE_4),
					.min_h = mm(v, DAY_ROW),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = today ? v->p->accent_soft : (struct color){ 0 },
					.radius = mm(v, RADIUS_DAY) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : 0.62F });
	ui_text(v->ui, tr(v, (enum string_id)(STR_DAY_0 + index)), (struct text_look){ .type = type });
	ui_end(v->ui);
	day_periods(v, day, columns, type);
	ui_end(v->ui);
}

/* "Sinon : sur rendez-vous", once for all days that have periods besides. */
static void week_rest(struct view *v, const struct hours_day week[7])
{
	const char *rest = NULL;
	for (int i = 0; i < 7; i++) {
		rest = week[i].len && week[i].rest && !rest ? week[i].rest : rest;
	}
	if (rest) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = mm(v, SPACE_4) });
		ui_text(v->ui, tr1(v, STR_PLACE_REST, rest[0] ? rest : tr(v, STR_PLACE_PERHAPS)),
				(struct text_look){ .type = TYPE_BODY_SMALL });
		ui_end(v->ui);
	}
}

void place_hours(struct view *v, float h)
{
	const struct place *p = place_shown(v);
	struct date today = state_today(v->s);
	int weekday = (v->s->local.tm_wday + 6) % 7;
	/* The card with the code beside it is as wide in landscape as in portrait: its button then has one line. */
	float share = v->format == FORMAT_LANDSCAPE ? 1.3F : 1.75F;
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = is_big(v) ? 0 : share,
					.min_h = h,
					.pad_x = mm(v, SPACE_2_5),
					.pad_y = mm(v, SPACE_4_TIGHT),
					.fill = v->p->surface,
					.border = v->p->hairline,
					.border_mm = mm(v, STROKE_PANEL),
					.radius = mm(v, RADIUS_PANEL) });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .pad_x = mm(v, SPACE_4), .pad_bottom = mm(v, SPACE_HOURS_HEAD) });
	if (!is_seven(v)) {
		ui_text(v->ui, tr(v, STR_PLACE_HOURS), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	}
	if (!p->hours) {
		ui_text(v->ui, tr(v, STR_STATE_UNKNOWN), (struct text_look){ .type = TYPE_BODY });
		ui_text(v->ui, tr(v, STR_STATE_CALL), (struct text_look){ .type = TYPE_BODY_STRONG });
	}
	ui_end(v->ui);
	if (p->hours) {
		struct hours_day week[7];
		hours_week(p->hours, today, week);
		bool columns = week_has_columns(week);
		for (int i = 0; i < 7; i++) {
			day_row(v, &week[i], i, columns, i == weekday);
		}
		week_rest(v, week);
	}
	ui_end(v->ui);
}

void place_code_card(struct view *v, float h)
{
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.grow = 1,
					.min_h = h,
					.pad = mm(v, SPACE_5_TIGHT),
					.gap = mm(v, SPACE_2),
					.fill = v->p->surface,
					.border = v->p->ink,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_PANEL),
					.justify = ALIGN_CENTER });
	part_place_code(v, v->s->at.arg, mm(v, QR_PLACE));
	ui_text(v->ui, tr(v, STR_PLACE_TAKE), (struct text_look){ .type = TYPE_TAKE, .align = ALIGN_CENTER });
	part_keep(v, (struct kept){ KEPT_PLACE, v->s->at.arg }, mm(v, BUTTON_H_SMALL), 0);
	ui_end(v->ui);
}

void place_code_row(struct view *v)
{
	bool beside = !is_seven(v);
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.gap = mm(v, SPACE_6),
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH });
	part_place_code(v, v->s->at.arg, mm(v, QR_BIG));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = beside ? 1 : 0, .gap = mm(v, SPACE_4) });
	ui_text(v->ui, tr(v, STR_PLACE_TAKE), (struct text_look){ .type = TYPE_TAKE });
	part_keep(v, (struct kept){ KEPT_PLACE, v->s->at.arg }, mm(v, BUTTON_H_SMALL), 0);
	ui_end(v->ui);
	ui_end(v->ui);
}

bool place_hours_alone(const struct view *v)
{
	return is_big(v) || scale_of(v) > 1.05F;
}

void place_hours_and_code(struct view *v, float h)
{
	if (!place_hours_alone(v)) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, HOURS_CODE_GAP) });
		place_hours(v, h);
		place_code_card(v, h);
		ui_end(v->ui);
		return;
	}
	place_hours(v, 0);
	place_code_row(v);
}
