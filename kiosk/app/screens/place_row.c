/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place as a row of a list, and the headings of its groups (mock-ups 05, 15, 23, 36, 42). */
#include <math.h>

#include "app/screens/place_row_parts.h"

/* ---- what rows are made of ---- */

const char *place_row_measure(const struct view *v, const struct near *near)
{
	if (near_is_here(near)) {
		return NULL;
	}
	if (near->route) {
		return is_seven(v) ? say_minutes(&v->voice, near) : say_measure(&v->voice, near);
	}
	return reach_of(near) == REACH_WALK || v->says_crow ? tr(v, STR_DISTANCE_CROW) : NULL;
}

float place_row_sign(const struct view *v, enum token size)
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

void place_row_end(struct view *v, const struct near *near, const char *phone)
{
	const char *measure = place_row_measure(v, near);
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

void place_row_state(struct view *v, const struct said_state *state, const char *text)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_2_5), .align = ALIGN_CENTER });
	ui_icon(v->ui, state->icon, sign_mm(v, ICON_STATE), state->color);
	enum type type = is_seven(v) && is_column(v) ? TYPE_ROW_NOTE_STRONG : TYPE_NOTE_STRONG;
	ui_text(v->ui, text, (struct text_look){ .type = type, .color = state->color, .role = ROLE_STATUS });
	ui_end(v->ui);
}

struct said_state place_row_state_of(const struct view *v, const struct place *p)
{
	enum when when = screen_at(v->s)->list_on_map ? v->s->filters.when : WHEN_ANY;
	return say_state_at(&v->voice, v->p, p->hours, when, &v->s->local);
}

void place_row_line_begin(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .align = ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
}

void place_row_line_end(struct view *v, int place)
{
	ui_end(v->ui);
	if (place >= 0) {
		ui_text(v->ui, say_far(&v->voice, directory_near(v->s, place)),
				(struct text_look){ .type = is_seven(v) ? TYPE_ROW_FAR : TYPE_TITLE3,
						.align = ALIGN_END });
	}
	ui_end(v->ui);
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
	const char *measure = is_column(v) ? NULL : place_row_measure(v, near);
	int icon = ui_px(v->ui, sign_mm(v, ICON_STATE) + mm(v, SPACE_2));
	int end = is_column(v) ? 0 : ui_text_width(v->ui, TYPE_TITLE3, say_far(&v->voice, near));
	int below = measure ? ui_text_width(v->ui, TYPE_NOTE, measure) : 0;
	int called = phone ? ui_text_width(v->ui, TYPE_CARD_PHONE, phone) + icon : 0;
	end = end > below ? end : below;
	end = end > called ? end : called;
	float around = 2 * mm(v, SPACE_7_TIGHT) + mm(v, SPACE_3_TIGHT) + 3 * mm(v, SPACE_5_SNUG) +
		       place_row_sign(v, ICON_NEXT) + place_row_sign(v, SYMBOL_ROW);
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
	place_row_state(v, state, state->brief && phone ? state->brief : state->text);
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
	struct said_state state = place_row_state_of(v, p);
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
		place_row_line_begin(v);
		place_row_state(v, &state, large_state(v, place, &state));
		place_row_line_end(v, column && way->distance && !phone ? place : -1);
	}
	if (phone && narrow) {
		place_row_line_begin(v);
		part_phone(v, phone, TYPE_CARD_PHONE);
		place_row_line_end(v, column && way->distance ? place : -1);
	}
	if (opens_again(v, place) && way->again) {
		ui_text(v->ui, tr(v, STR_PLACES_AGAIN), (struct text_look){ .type = TYPE_NOTE });
	}
	ui_end(v->ui);
	if (!below && !column && way->distance) {
		place_row_end(v, directory_near(v->s, place), end);
	}
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
		part_symbol(v, v->c->networks[p->network].symbol, place_row_sign(v, SYMBOL_ROW), number, false);
	}
	if (is_seven(v)) {
		place_row_seven(v, place);
	} else {
		row_large(v, place);
	}
	if (v->s->picking) {
		part_pick_mark(v, place);
	} else {
		/* In one column at seven inches the words have the width. */
		ui_icon(v->ui, "suite", column ? mm(v, ICON_NEXT) : place_row_sign(v, ICON_NEXT), v->p->ink);
	}
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
