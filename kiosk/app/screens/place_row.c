/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place as a row of a list, and the headings of its groups (mock-ups 05, 15, 23, 36, 42). */
#include <math.h>
#include <string.h>

#include "app/screens/screens.h"

/* ---- how far ---- */

/* How that distance was measured: minutes on foot of a route, else in a straight line. NULL: the heading of the group
 * says it. */
static const char *measure_of(const struct view *v, const struct near *near)
{
	if (near_is_here(near)) {
		return NULL;
	}
	if (near->route) {
		return is_seven(v) ? say_minutes(&v->voice, near) : say_measure(&v->voice, near);
	}
	return reach_of(near) == REACH_WALK ? tr(v, STR_DISTANCE_CROW) : NULL;
}

/* In low reach a row has half a page: there its sign leaves the width to the name, which would take a third line. */
static float row_sign(const struct view *v, enum token size)
{
	return is_low(v) ? mm(v, size) : sign_mm(v, size);
}

void part_phone(struct view *v, const char *phone, enum type type)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2), .align = ALIGN_CENTER });
	ui_icon(v->ui, "telephone", sign_mm(v, ICON_STATE), v->p->ink);
	ui_text(v->ui, phone, (struct text_look){ .type = type });
	ui_end(v->ui);
}

/* On the end side: how far, how that was measured, whom to call. */
static void row_end(struct view *v, const struct near *near, const char *phone)
{
	const char *measure = measure_of(v, near);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .align = ALIGN_END });
	ui_text(v->ui, say_far(&v->voice, near), (struct text_look){ .type = TYPE_TITLE3, .align = ALIGN_END });
	if (measure) {
		ui_text(v->ui, measure,
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_END });
	}
	if (phone) {
		part_phone(v, phone, TYPE_CARD_PHONE);
	}
	ui_end(v->ui);
}

static void row_state(struct view *v, const struct said_state *state, const char *text)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, state->icon, sign_mm(v, ICON_STATE), state->color);
	enum type type = is_seven(v) && is_column(v) ? TYPE_ROW_NOTE_STRONG : TYPE_NOTE_STRONG;
	ui_text(v->ui, text, (struct text_look){ .type = type, .color = state->color, .role = ROLE_STATUS });
	ui_end(v->ui);
}

static struct said_state state_of(const struct view *v, const struct place *p)
{
	enum when when = screen_at(v->s)->list_on_map ? v->s->filters.when : WHEN_ANY;
	return say_state_at(&v->voice, v->p, p->hours, when, &v->s->local);
}

/* What is said of the row that was chosen where the first touch shows it on the map. */
static bool opens_again(const struct view *v, int place)
{
	return is_low(v) && screen_at(v->s)->list_on_map && v->s->selected == place && !v->s->picking;
}

/* ---- 21.5 inches ---- */

/* Width for the name, beside what stands at the end of the row, px; in one column that stands below it. */
static int name_px(const struct view *v, int place, const char *phone)
{
	const struct near *near = directory_near(v->s, place);
	const char *measure = is_column(v) ? NULL : measure_of(v, near);
	int icon = ui_px(v->ui, sign_mm(v, ICON_STATE) + mm(v, SPACE_2));
	int end = is_column(v) ? 0 : ui_text_width(v->ui, TYPE_TITLE3, say_far(&v->voice, near));
	int below = measure ? ui_text_width(v->ui, TYPE_NOTE, measure) : 0;
	int called = phone ? ui_text_width(v->ui, TYPE_CARD_PHONE, phone) + icon : 0;
	end = end > below ? end : below;
	end = end > called ? end : called;
	float around = 2 * mm(v, SPACE_7_TIGHT) + mm(v, SPACE_3_TIGHT) + 3 * mm(v, SPACE_5_SNUG) +
		       row_sign(v, ICON_NEXT) + row_sign(v, SYMBOL_ROW);
	return ui_px(v->ui, page_width(v) - around) - end;
}

/* Beside distance and number the name would take more than two lines, none of which is filled to its end: they stand
 * below it then. */
static bool is_long(const struct view *v, int place, const char *phone)
{
	return ui_text_width(v->ui, TYPE_ROW_NAME, v->c->places[place].name) > name_px(v, place, phone) * 17 / 10;
}

/* In large type a state that would take two lines is said in a word. */
static const char *large_state(const struct view *v, int place, const struct said_state *state)
{
	int line = name_px(v, place, NULL) - ui_px(v->ui, sign_mm(v, ICON_STATE) + mm(v, SPACE_2_5)) - 2;
	bool fits = !is_column(v) || ui_text_width(v->ui, TYPE_NOTE_STRONG, state->text) <= line;
	bool brief = !fits && state->brief &&
		     ui_text_width(v->ui, TYPE_NOTE_STRONG, state->brief) <= line; /* « Appelez avant d’y aller. » */
	return brief ? state->brief : state->text;
}

/* State, number and distance in the width below a long name. */
static void row_below(struct view *v, int place, const struct said_state *state, const char *phone)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	row_state(v, state, state->brief && phone ? state->brief : state->text);
	ui_end(v->ui);
	if (phone) {
		part_phone(v, phone, TYPE_CARD_PHONE);
	}
	ui_text(v->ui, say_far(&v->voice, directory_near(v->s, place)),
			(struct text_look){ .type = TYPE_TITLE3, .align = ALIGN_END });
	ui_end(v->ui);
}

bool place_row_has_phone_below(const struct view *v)
{
	return is_column(v) || (v->format == FORMAT_LANDSCAPE && map_is_of_use_here(v->s));
}

/* A line of words, with the distance of a place at its end; -1: with none. */
static void line_begin(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
}

static void line_end(struct view *v, int place)
{
	ui_end(v->ui);
	if (place >= 0) {
		ui_text(v->ui, say_far(&v->voice, directory_near(v->s, place)),
				(struct text_look){ .type = is_seven(v) ? TYPE_ROW_FAR : TYPE_TITLE3,
						.align = ALIGN_END });
	}
	ui_end(v->ui);
}

/* The ways of a large row, of which the first has all. Where its name is said short, it is that of the network and the
 * commune; what is spoken stays its name. */
static const struct row_way {
	bool sign, again, state, distance, name;
} ways[PLACE_ROW_WAYS] = {
	{ .sign = true, .again = true, .state = true, .distance = true, .name = true },
	{ .state = true, .distance = true, .name = true },
	{ .distance = true, .name = true },
	{ .state = true, .distance = true },
	{ .sign = false },
};

static void row_large(struct view *v, int place)
{
	const struct row_way *way = &ways[v->brief];
	const struct place *p = &v->c->places[place];
	struct said_state state = state_of(v, p);
	const char *phone = contact_number(v, place);
	bool narrow = place_row_has_phone_below(v); /* one column, or a list beside a map */
	bool column = is_column(v);                 /* the name has the width, the distance stands below it */
	const char *end = narrow ? NULL : phone;
	bool below = !narrow && is_long(v, place, end);
	const char *name = way->name ? p->name
				     : arena_printf(v->a, "%s, %s", text_of(v, &v->c->networks[p->network].short_name),
						       p->commune);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_start = mm(v, SPACE_3_TIGHT) });
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true, .lang = lang_of_data(v) });
	if (below) {
		row_below(v, place, &state, end);
	} else if (way->state || !phone) { /* one without a number says at least that */
		line_begin(v);
		row_state(v, &state, large_state(v, place, &state));
		line_end(v, column && way->distance && !phone ? place : -1);
	}
	if (phone && narrow) {
		line_begin(v);
		part_phone(v, phone, TYPE_CARD_PHONE);
		line_end(v, column && way->distance ? place : -1);
	}
	if (opens_again(v, place) && way->again) {
		ui_text(v->ui, tr(v, STR_PLACES_AGAIN), (struct text_look){ .type = TYPE_NOTE });
	}
	ui_end(v->ui);
	if (!below && !column && way->distance) {
		row_end(v, directory_near(v->s, place), end);
	}
}

/* ---- seven inches ---- */

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
	const char *measure = measure_of(v, near);
	int end = ui_text_width(v->ui, TYPE_TITLE3, say_far(&v->voice, near));
	int below = measure ? ui_text_width(v->ui, TYPE_NOTE, measure) : 0;
	float around = 2 * mm(v, SPACE_7_TIGHT) + mm(v, SPACE_3_TIGHT) + 2 * mm(v, SPACE_5_SNUG) +
		       row_sign(v, ICON_NEXT) + (sign ? row_sign(v, SYMBOL_ROW) + mm(v, SPACE_5_SNUG) : 0);
	return ui_px(v->ui, page_width(v) - around) - (end > below ? end : below) - 2;
}

/* Network and number; commune and state. */
static void row_seven(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct near *near = directory_near(v->s, place);
	struct said_state state = state_of(v, p);
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
	row_state(v, &state, short_state(v, &state, p, room));
	ui_end(v->ui);
	ui_end(v->ui);
	row_end(v, near, NULL);
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

/* Larger type: network, commune, then state, distance and number, on as few lines as they need. */
static void row_seven_column(struct view *v, int place)
{
	struct said_state state = state_of(v, &v->c->places[place]);
	struct column_words w = column_words(v, place, &state);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .pad_start = mm(v, SPACE_3_TIGHT) });
	line_begin(v);
	ui_text(v->ui, w.name, (struct text_look){ .type = TYPE_ROW_NAME, .silent = true });
	line_end(v, w.far == LINE_NAME ? place : -1);
	line_begin(v);
	ui_text(v->ui, v->c->places[place].commune,
			(struct text_look){ .type = TYPE_ROW_NOTE, .lang = lang_of_data(v) });
	line_end(v, w.far == LINE_COMMUNE ? place : -1);
	line_begin(v);
	row_state(v, &state, w.state);
	if (w.beside && w.phone) {
		ui_end(v->ui);
		part_phone(v, w.phone, TYPE_ROW_NOTE_STRONG);
		ui_end(v->ui);
	} else {
		line_end(v, w.far == LINE_STATE ? place : -1);
	}
	if (w.below) {
		line_begin(v);
		part_phone(v, w.phone, TYPE_ROW_NOTE_STRONG);
		line_end(v, w.far == LINE_PHONE ? place : -1);
	}
	ui_end(v->ui);
}

void part_place_row(struct view *v, int place, int number, float h)
{
	const struct place *p = &v->c->places[place];
	bool list = screen_at(v->s)->list_on_map;
	bool chosen = v->s->selected == place && list;
	/* Low reach: the map is out of reach, the row shows its place on it before it opens. */
	bool shows = is_low(v) && list && !chosen && map_is_of_use_here(v->s);
	bool column = is_seven(v) && is_column(v);
	struct box box = { .dir = ACROSS,
		.gap = mm(v, SPACE_5_SNUG),
		.pad_x = mm(v, SPACE_7_TIGHT),
		.pad_y = mm(v, SPACE_ROW_Y),
		.min_h = h,
		.align = ALIGN_CENTER };
	if (v->s->picking) {
		part_pick_begin(v, box, place, p->name);
	} else {
		part_card_begin(v, box, (struct action){ shows ? ACTION_SELECT : ACTION_PLACE, place }, p->name,
				ROLE_BUTTON, chosen);
	}
	ui_lang(v->ui, lang_of_data(v));
	if (!column && ways[v->brief].sign) {
		part_symbol(v, v->c->networks[p->network].symbol, row_sign(v, SYMBOL_ROW), number, false);
	}
	if (!is_seven(v)) {
		row_large(v, place);
	} else if (column) {
		row_seven_column(v, place);
	} else {
		row_seven(v, place);
	}
	if (v->s->picking) {
		part_pick_mark(v, place);
	} else {
		/* In one column at seven inches the words have the width. */
		ui_icon(v->ui, "suite", column ? mm(v, ICON_NEXT) : row_sign(v, ICON_NEXT), v->p->ink);
	}
	ui_end(v->ui);
}

void part_place_card(struct view *v, int place)
{
	const struct place *p = &v->c->places[place];
	const struct near *near = directory_near(v->s, place);
	const char *measure = measure_of(v, near);
	const char *far = say_far(&v->voice, near);
	const char *phone = contact_number(v, place);
	struct said_state state = state_of(v, p);
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
	part_symbol(v, v->c->networks[p->network].symbol, row_sign(v, SYMBOL_ROW), 0, false);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, p->name, (struct text_look){ .type = TYPE_ROW_NAME, .lang = lang_of_data(v) });
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_text(v->ui, how, (struct text_look){ .type = TYPE_NOTE });
	row_state(v, &state, whole || !state.brief ? state.text : p->hours ? state.brief : tr(v, STR_STATE_CALL_SHORT));
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

/* ---- groups ---- */

void part_group(struct view *v, enum reach group, int count)
{
	static const char *const icons[REACHES] = { "marche", "voiture", "carte" };
	const char *title =
			tr1(v, (enum string_id)(STR_PLACES_GROUP_0 + (int)group), num(v, lroundf(FAR_METRES / 1000)));
	const char *some = count > 0 ? trn(v, STR_PLACES_SOME, count) : tr(v, STR_PLACES_NO_PLACE);
	bool crow_alone = is_seven(v) || is_column(v) || count == GROUP_UNCOUNTED;
	/* Farther than on foot no route is looked for. */
	const char *crow = group != REACH_WALK && count != 0 ? tr(v, STR_DISTANCE_CROW) : "";
	const char *note = crow_alone ? crow : crow[0] ? say_list(&v->voice, some, crow) : some;
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2), .align = ALIGN_CENTER });
	if (!is_column(v)) {
		ui_icon(v->ui, icons[group], sign_mm(v, ICON_GROUP), v->p->ink);
	}
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_GROUP, .role = ROLE_HEADING, .grow = 1 });
	if (note[0]) {
		ui_text(v->ui, note, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2, .align = ALIGN_END });
	}
	ui_end(v->ui);
}
