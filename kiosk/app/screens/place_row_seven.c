/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place as a row of a list at seven inches, and as the card below the map (mock-ups 23 and 24). */
#include <string.h>

#include "app/screens/place_row_parts.h"

/* Another place of the list is of the same network in the same commune. */
static bool has_twin(const struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	for (int i = 0; i < v->s->list_len; i++) {
		const struct place *other = &v->c->places[v->s->list[i].place];
		if (other != p && other->network == p->network && strcmp(other->commune, p->commune) == 0) {
			return true;
		}
	}
	return false;
}

/* The network; where that does not tell two places apart their own name, as far as it fits a line. */
static const char *short_name(const struct view *v, int place, int room_px)
{
	const struct place *p = &v->c->places[place];
	const char *network = text_of(v, &v->c->networks[p->network].short_name);
	bool own = ui_text_width(v->ui, TYPE_ROW_NAME, p->name) <= room_px && has_twin(v, place);
	return own ? p->name : network;
}

/* The state in as many words as there is room for beside the commune; where hours are not known, to call. */
static const char *short_state(const struct view *v, struct said_state *state, const struct place *p, int room_px)
{
	if (!p->hours) {
		state->icon = "telephone";
		return tr(v, STR_STATE_CALL_SHORT);
	}
	int beside = ui_text_width(v->ui, TYPE_NOTE, p->commune) +
		     ui_px(v->ui, mm(v, SPACE_4) + mm(v, SPACE_2_5) + sign_mm(v, ICON_STATE));
	bool fits = beside + ui_text_width(v->ui, TYPE_NOTE_STRONG, state->text) <= room_px;
	if (!state->brief || fits) {
		return state->text;
	}
	return strcmp(state->brief, tr(v, STR_STATE_CALL)) == 0 ? tr(v, STR_STATE_CALL_SHORT) : state->brief;
}

/* Width of the words of a row, px. */
static int words_px(const struct view *v, const struct near *near, bool sign)
{
	const char *measure = place_row_measure(v, near);
	int end = ui_text_width(v->ui, TYPE_TITLE3, say_far(&v->voice, near));
	int below = measure ? ui_text_width(v->ui, TYPE_NOTE, measure) : 0;
	float around = 2 * mm(v, SPACE_7_TIGHT) + mm(v, SPACE_3_TIGHT) + 2 * mm(v, SPACE_5_SNUG) +
		       place_row_sign(v, ICON_NEXT) + (sign ? place_row_sign(v, SYMBOL_ROW) + mm(v, SPACE_5_SNUG) : 0);
	return ui_px(v->ui, page_width(v) - around) - (end > below ? end : below) - 2;
}

/* Network and number; commune and state. */
static void row_beside(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct near *near = directory_near(v->s, place);
	struct said_state state = place_row_state_of(v, p);
	const char *phone = contact_number(v, place);
	int room = words_px(v, near, true);
	const char *name = short_name(v, place, room);
	int phone_px = phone ? ui_text_width(v->ui, TYPE_NOTE_STRONG, phone) +
						       ui_px(v->ui, sign_mm(v, ICON_STATE) + mm(v, SPACE_2) +
										       mm(v, SPACE_4))
			     : 0;
	bool fits = phone && ui_text_width(v->ui, TYPE_ROW_NAME, name) + phone_px <= room;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_start = mm(v, SPACE_3_TIGHT) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true, .grow = 1 });
	if (fits) {
		part_phone(v, phone, TYPE_NOTE_STRONG);
	}
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, p->commune, (struct text_look){ .type = TYPE_NOTE, .lang = lang_of_data(v) });
	place_row_state(v, &state, short_state(v, &state, p, room));
	ui_end(v->ui);
	ui_end(v->ui);
	place_row_end(v, near, NULL);
}

/* Width of the words of a row in one column, px. */
static int column_px(const struct view *v)
{
	float around = 2 * mm(v, SPACE_7_TIGHT) + mm(v, SPACE_3_TIGHT) + mm(v, SPACE_5_SNUG) + mm(v, ICON_NEXT);
	return ui_px(v->ui, page_width(v) - around) - 2;
}

/* State and number have room beside each other, whatever place it is: a row is as high as any other with a name of that
 * length. */
static bool column_has_phone_beside(const struct view *v)
{
	const enum string_id states[] = { STR_STATE_OPEN, STR_STATE_CLOSED, STR_STATE_CALL_SHORT };
	int widest = 0;
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		int w = ui_text_width(v->ui, TYPE_NOTE_STRONG, tr(v, states[i]));
		widest = w > widest ? w : widest;
	}
	int signs = ui_px(v->ui, 2 * sign_mm(v, ICON_STATE) + mm(v, SPACE_2_5) + mm(v, SPACE_2) + mm(v, SPACE_4));
	return widest + signs + ui_text_width(v->ui, TYPE_NOTE_STRONG, "0 000 000 000") <= column_px(v);
}

/* Lines of a row in one column. Each is as high whether the distance stands at its end or not. */
enum line { LINE_COMMUNE, LINE_STATE, LINE_NAME, LINE_PHONE, LINES };

struct column_words {
	const char *name, *state, *phone; /* phone: NULL for none */
	bool beside;                      /* the number beside the state */
	bool below;                       /* the number on a line of its own */
	enum line far;                    /* the line of the distance */
};

/* The first line that has room for the distance, in the order of enum line; all words but the number's on one line
 * each, it has its own: a page of the largest type has four. */
static struct column_words column_words(struct view *v, int place, struct said_state *state)
{
	const struct place *p = &v->c->places[place];
	struct column_words w = { .name = short_name(v, place, 0),
		.phone = contact_number(v, place),
		.beside = column_has_phone_beside(v) };
	w.state = short_state(v, state, p, 0);
	int room = column_px(v);
	int sign = ui_px(v->ui, sign_mm(v, ICON_STATE) + mm(v, SPACE_2_5)) + 2;
	int phone = w.phone ? ui_text_width(v->ui, TYPE_ROW_NOTE_STRONG, w.phone) + sign : 0;
	int px[LINES] = { [LINE_COMMUNE] = ui_text_width(v->ui, TYPE_ROW_NOTE, p->commune),
		[LINE_STATE] = ui_text_width(v->ui, TYPE_ROW_NOTE_STRONG, w.state) + sign,
		[LINE_NAME] = ui_text_width(v->ui, TYPE_ROW_NAME, w.name),
		[LINE_PHONE] = phone };
	if (w.beside && w.phone && px[LINE_STATE] + ui_px(v->ui, mm(v, SPACE_4)) + phone > room) {
		w.phone = NULL; /* « Ferme bientôt, à 14 h 30 » has the line: another would push the page's end out */
	}
	w.below = w.phone && !w.beside && px[LINE_COMMUNE] <= room && px[LINE_STATE] <= room && px[LINE_NAME] <= room;
	int far = ui_text_width(v->ui, TYPE_ROW_FAR, say_far(&v->voice, directory_near(v->s, place))) +
		  ui_px(v->ui, mm(v, SPACE_4)) + 2;
	while (w.far < LINE_PHONE && (px[w.far] + far > room || (w.far == LINE_STATE && w.beside && w.phone))) {
		w.far++;
	}
	if (w.far == LINE_PHONE && !w.below) {
		w.far = w.beside && w.phone ? LINE_COMMUNE : LINE_STATE; /* whose words take two lines */
	}
	return w;
}

/* How far it is and how that was measured, on a line of their own. */
static void far_line(struct view *v, const struct near *near)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, say_far(&v->voice, near), (struct text_look){ .type = TYPE_ROW_FAR });
	ui_text(v->ui, tr(v, STR_DISTANCE_CROW), (struct text_look){ .type = TYPE_ROW_NOTE, .color = v->p->ink2 });
	ui_end(v->ui);
}

/* Larger type: network, commune, then state, distance and number, on as few lines as they need. */
static void row_column(struct view *v, int place)
{
	struct said_state state = place_row_state_of(v, &v->c->places[place]);
	struct column_words w = column_words(v, place, &state);
	const struct near *near = directory_near(v->s, place);
	bool measured = v->says_crow && near_is_straight(near);
	w.far = measured ? LINES : w.far;
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_start = mm(v, SPACE_3_TIGHT) });
	place_row_line_begin(v);
	ui_text(v->ui, w.name, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true });
	place_row_line_end(v, w.far == LINE_NAME ? place : -1);
	place_row_line_begin(v);
	ui_text(v->ui, v->c->places[place].commune,
			(struct text_look){ .type = TYPE_ROW_NOTE, .lang = lang_of_data(v) });
	place_row_line_end(v, w.far == LINE_COMMUNE ? place : -1);
	place_row_line_begin(v);
	place_row_state(v, &state, w.state);
	if (w.beside && w.phone) {
		ui_end(v->ui);
		part_phone(v, w.phone, TYPE_ROW_NOTE_STRONG);
		ui_end(v->ui);
	} else {
		place_row_line_end(v, w.far == LINE_STATE ? place : -1);
	}
	if (w.below) {
		place_row_line_begin(v);
		part_phone(v, w.phone, TYPE_ROW_NOTE_STRONG);
		place_row_line_end(v, w.far == LINE_PHONE ? place : -1);
	}
	if (measured) {
		far_line(v, near);
	}
	ui_end(v->ui);
}

void place_row_seven(struct view *v, int place)
{
	if (is_column(v)) {
		row_column(v, place);
	} else {
		row_beside(v, place);
	}
}

void part_place_card(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct near *near = directory_near(v->s, place);
	const char *measure = place_row_measure(v, near);
	const char *far = say_far(&v->voice, near);
	const char *phone = contact_number(v, place);
	struct said_state state = place_row_state_of(v, p);
	const char *see = tr(v, STR_PLACES_SEE);
	float button = 2 * mm(v, SPACE_5) + mm(v, SPACE_3_WIDE) + sign_mm(v, ICON_LABEL);
	int room = words_px(v, near, true) - ui_px(v->ui, button) - ui_text_width(v->ui, TYPE_LABEL, see);
	const char *how = measure ? say_list(&v->voice, far, measure) : far;
	int beside = ui_text_width(v->ui, TYPE_NOTE, how) +
		     ui_px(v->ui, mm(v, SPACE_4) + mm(v, SPACE_2_5) + sign_mm(v, ICON_STATE));
	bool whole = beside + ui_text_width(v->ui, TYPE_NOTE_STRONG, state.text) <= room;
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_5_SNUG),
					.pad_x = mm(v, SPACE_7_TIGHT),
					.pad_y = mm(v, SPACE_1),
					.min_h = mm(v, PLACE_CARD_H),
					.align = ALIGN_CENTER,
					.fill = v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	part_symbol(v, v->c->networks[p->network].symbol, place_row_sign(v, SYMBOL_ROW), 0, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, p->name, (struct text_look){ .type = TYPE_ROW_NAME, .lang = lang_of_data(v) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, how, (struct text_look){ .type = TYPE_NOTE });
	place_row_state(v, &state,
			whole || !state.brief ? state.text
			: p->hours            ? state.brief
					      : tr(v, STR_STATE_CALL_SHORT));
	ui_end(v->ui);
	if (phone) {
		part_phone(v, phone, TYPE_MAP_PHONE);
	}
	ui_end(v->ui);
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = see,
				       .name = say_list(&v->voice, see, p->name),
				       .icon_after = "suite",
				       .action = { ACTION_PLACE, place },
				       .h = mm(v, GRID_ROW) });
	ui_end(v->ui);
}
