/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening hours of the place of this page, and the code to take them away. */
#include "app/screens/place_parts.h"
#include "store/hours_state.h"

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
	look.align = ALIGN_END;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = grow });
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
	} else if (columns && has_halves(day)) {
		day_cell(v, periods_text(v, day, MORNING), 1, look);
		day_cell(v, periods_text(v, day, AFTERNOON), 1, look);
	} else {
		day_cell(v, periods_text(v, day, WHOLE_DAY), 2, look);
	}
}

/* Around the table; at seven inches in large type its lines have the room. */
static float hours_pad(const struct view *v)
{
	return mm(v, is_seven(v) && is_big(v) ? SPACE_1 : SPACE_2_5);
}

static struct box day_box(const struct view *v, bool today)
{
	return (struct box){ .pad_x = mm(v, SPACE_4),
		.min_h = mm(v, DAY_ROW),
		.fill = today ? v->p->accent_soft : (struct color){ 0 },
		.radius = mm(v, RADIUS_DAY) };
}

static void day_row(struct view *v, const struct hours_day *day, int index, bool columns, bool today)
{
	enum type type = today ? TYPE_DAY_STRONG : TYPE_DAY;
	struct box box = day_box(v, today);
	box.dir = ACROSS;
	box.gap = mm(v, SPACE_2_LOOSE);
	box.align = ALIGN_CENTER;
	ui_begin(v->ui, box);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 0.62F });
	ui_text(v->ui, tr(v, (enum string_id)(STR_DAY_0 + index)), (struct text_look){ .type = type });
	ui_end(v->ui);
	day_periods(v, day, columns, type);
	ui_end(v->ui);
}

/* What is said of the days of a group, on one line or each period on its own; px of the widest. */
struct lines {
	const char *at[HOURS_RANGES_MAX];
	int len, widest_px;
};

static struct lines day_lines(struct view *v, const struct hours_day *day, enum type type, int room_px)
{
	const char *all = day->len > 0 ? periods_text(v, day, WHOLE_DAY) : closed_text(v, day);
	struct lines lines = { .at = { all }, .len = 1, .widest_px = ui_text_width(v->ui, type, all) };
	if (day->len < 2 || lines.widest_px <= room_px) {
		return lines;
	}
	lines = (struct lines){ .len = day->len };
	for (int i = 0; i < day->len; i++) {
		lines.at[i] = say_period(&v->voice, &day->at[i]);
		int w = ui_text_width(v->ui, type, lines.at[i]);
		lines.widest_px = w > lines.widest_px ? w : lines.widest_px;
	}
	return lines;
}

/* « aujourd’hui, mardi »; in large type, where the table is on another page, the hours below it. */
static void today(struct view *v, const struct hours *hours)
{
	struct text_look look = { .type = TYPE_BODY_SMALL };
	if (!hours) {
		ui_text(v->ui, tr(v, STR_STATE_CALL), look);
		return;
	}
	int weekday = (v->s->local.tm_wday + 6) % 7;
	ui_text(v->ui, tr1(v, STR_PLACE_TODAY, tr(v, (enum string_id)(STR_DAY_0 + weekday))), look);
	struct hours_day day;
	hours_day(hours, state_today(v->s), &day);
	if (!is_big(v) || is_low(v) || day.len == 0) {
		return;
	}
	float around = 2 * (mm(v, SPACE_8_WIDE) + line_mm(v)) + mm(v, SPACE_5_WIDE) + sign_mm(v, ICON_BANNER);
	struct lines lines = day_lines(v, &day, look.type, ui_px(v->ui, page_width(v) - around) - 2);
	for (int i = 0; i < lines.len; i++) {
		ui_text(v->ui, lines.at[i], look);
	}
}

void place_banner(struct view *v)
{
	const struct place *p = place_shown(v);
	struct said_state state = say_state(&v->voice, v->p, p->hours, &v->s->local);
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
			(struct text_look){ .type = TYPE_STATE,
					.color = state.color,
					.grow = 1,
					.balance = is_big(v),
					.role = ROLE_STATUS });
	if (!call && (!is_big(v) || !is_seven(v))) {
		today(v, p->hours);
	}
	if (is_big(v)) {
		ui_end(v->ui);
	}
	ui_end(v->ui);
}

/* Large type: days with the same hours are one row, their hours beside their names or, without room, below them. */
static void days_row(struct view *v, const struct hours_day *day, unsigned days, bool today)
{
	enum type type = today ? TYPE_DAYS_STRONG : TYPE_DAYS;
	const char *name = say_days(&v->voice, days);
	float pads = 2 * (hours_pad(v) + mm(v, SPACE_4) + mm(v, STROKE_PANEL));
	int whole = ui_px(v->ui, page_width(v) - pads) - 2; /* each is rounded to px */
	int room = whole - ui_text_width(v->ui, type, name) - ui_px(v->ui, mm(v, SPACE_4));
	struct lines lines = day_lines(v, day, type, room);
	bool beside = lines.widest_px <= room;
	if (!beside) {
		lines = day_lines(v, day, type, whole);
	}
	struct box box = day_box(v, today);
	box.dir = beside ? ACROSS : DOWN;
	box.gap = beside ? mm(v, SPACE_4) : 0;
	ui_begin(v->ui, box);
	ui_text(v->ui, name, (struct text_look){ .type = type, .grow = beside });
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	for (int i = 0; i < lines.len; i++) {
		ui_text(v->ui, lines.at[i],
				(struct text_look){ .type = type,
						.color = day->len > 0 ? v->p->ink : v->p->ink2,
						.align = ALIGN_END });
	}
	ui_end(v->ui);
	ui_end(v->ui);
}

static void week_rows(struct view *v, const struct hours_day week[7], int weekday)
{
	bool columns = week_has_columns(week);
	unsigned seen = 0;
	for (int i = 0; i < 7; i++) {
		unsigned days = is_big(v) ? hours_days_alike(week, i) : 1U << i;
		bool today = days >> weekday & 1U;
		if (seen >> i & 1U) {
			continue;
		}
		seen |= days;
		if (is_big(v)) {
			days_row(v, &week[i], days, today);
		} else {
			day_row(v, &week[i], i, columns, today);
		}
	}
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
					.pad_x = hours_pad(v),
					.pad_y = mm(v, is_seven(v) && is_big(v) ? SPACE_1 : SPACE_4_TIGHT),
					.gap = is_big(v) ? mm(v, SPACE_1) : 0,
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
		week_rows(v, week, weekday);
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
	if (is_seven(v)) { /* the code has a sheet of its own, and its page the room for other things */
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "mobile",
					       .label = tr(v, STR_PLACE_TAKE_SHORT),
					       .action = { ACTION_TAKE, 0 },
					       .h = mm(v, BUTTON_H_ROW) });
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6), .align = ALIGN_CENTER });
	part_place_code(v, v->s->at.arg, mm(v, QR_BIG));
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_4) });
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
