/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screens.h - the pages, and what they are made of
 *
 * One file per page: a function that reads the state and builds boxes. parts.c has the pieces that
 * several pages share. Pure. */
#ifndef APP_SCREENS_SCREENS_H
#define APP_SCREENS_SCREENS_H

#include "app/say.h"
#include "app/state.h"
#include "ui/ui.h"

struct room;

struct view {
	struct ui *ui;
	const struct state *s;
	const struct catalogue *c;
	const struct palette *p;
	enum format format;
	struct voice voice;
	struct arena *a;
	bool looking;            /* low reach, upper half: nothing is to be touched */
	bool one_column;         /* what is drawn for this format does not fit: as in large type */
	const struct room *room; /* result.c: what the page is tried with */
	/* part_contact(): 1 leaves out the counter beside a number, 2 its hours, and the counter beside the desk; the
	 * card of an answer: in one column 1 leaves out for whom the network is; 3 names the commune alone; a row of a
	 * list: its way, 0 to PLACE_ROW_WAYS - 1. */
	int brief;
	/* That distances are straight lines is said once above a list that has no headings; by a row of such a list. */
	bool list_says_crow, says_crow;
	struct rect map_rect;     /* where the map will be, as the last try at laying out had it */
	struct list_fit list_fit; /* of a page with a list of places: how many of them fit, for the state to know */
	const struct words_lang *blocks_lang; /* blocks.c: of the text that is laid out */
};

/* What pages do: the hooks of their rows. */
void enter_home(struct state *s, struct effects *fx);
void fit_home(struct state *s);
void enter_article(struct state *s, struct effects *fx);
void easy_article(struct state *s, struct effects *fx);
void answer_article(struct state *s, const struct event *ev, struct effects *fx);
int open_places(struct state *s);
void enter_places(struct state *s, struct effects *fx);
void come_back_places(struct state *s);
void turn_places(struct state *s, bool animate);
void fit_places(struct state *s);
void enter_place(struct state *s, struct effects *fx);
void fit_place(struct state *s);
void recenter_place(struct state *s, bool animate);
void enter_route(struct state *s, struct effects *fx);
void enter_basket(struct state *s, struct effects *fx);
void enter_edition(struct state *s, struct effects *fx);
void enter_coverage(struct state *s, struct effects *fx);
void fit_coverage(struct state *s);
int open_guide(struct state *s);
void enter_guide(struct state *s, struct effects *fx);
void answer_search(struct state *s, const struct event *ev, struct effects *fx);
int open_code(struct state *s);
void enter_code(struct state *s, struct effects *fx);
void answer_code(struct state *s, const struct event *ev, struct effects *fx);

/* Of visits (visiting.c). */
void visited_article(struct state *s);
void visited_place(struct state *s);
void visited_theme(struct state *s);
void visited_result(struct state *s);
/* Of low reach (low.c). */
bool low_map_here(const struct state *s);
bool low_map_of_place(const struct state *s);
void low_head_home(struct view *v);
void low_head_place(struct view *v);

int light_unit_screen(const struct state *s);
int64_t due_unit_clean(const struct state *s);
void tick_unit_clean(struct state *s, struct effects *fx);
int64_t due_setup(const struct state *s);
void tick_setup(struct state *s, struct effects *fx);
void enter_usage(struct state *s, struct effects *fx);
void answer_usage(struct state *s, const struct event *ev, struct effects *fx);
void enter_unit_page(struct state *s, struct effects *fx);
void enter_unit_touch(struct state *s, struct effects *fx);
void enter_unit_crosses(struct state *s, struct effects *fx);
void enter_unit_colour(struct state *s, struct effects *fx);
void enter_unit_actions(struct state *s, struct effects *fx);
void enter_unit_start(struct state *s, struct effects *fx);
void enter_unit_site(struct state *s, struct effects *fx);
void enter_unit_screen(struct state *s, struct effects *fx);
void enter_unit_clean(struct state *s, struct effects *fx);
bool touch_unit_clean(struct state *s, const struct event *ev, struct effects *fx);
bool touch_unit_touch(struct state *s, const struct event *ev, struct effects *fx);
bool touch_unit_crosses(struct state *s, const struct event *ev, struct effects *fx);

/* What they show. */

void view_attract(struct view *v);
void view_home(struct view *v);
void view_theme(struct view *v);
void view_territory(struct view *v);
void view_coverage(struct view *v);
void view_article(struct view *v);
void view_places(struct view *v);
void view_place(struct view *v);
void view_route(struct view *v);
void view_basket(struct view *v);
void view_guide(struct view *v);
void view_result(struct view *v);
void view_search(struct view *v);
void view_menu(struct view *v);
void view_language(struct view *v);
void view_sources(struct view *v);
void view_edition(struct view *v);
void view_access(struct view *v);
void view_usage(struct view *v);
void view_code(struct view *v);
void view_pro(struct view *v);
void view_setup(struct view *v);
void view_unit(struct view *v);
void view_unit_network(struct view *v);
void view_unit_machine(struct view *v);
void view_unit_touch(struct view *v);
void view_unit_crosses(struct view *v);
void view_unit_panel(struct view *v);
void view_unit_colour(struct view *v);
void view_unit_sound(struct view *v);
void view_unit_actions(struct view *v);
void view_unit_start(struct view *v);
void view_unit_site(struct view *v);
void view_unit_screen(struct view *v);
void view_unit_clean(struct view *v);
/* unit.c: what the last stick brought, in words; NULL: none was read since the start. *bad: it was refused. */
const char *unit_stick_words(struct view *v, bool *bad);

/* ---- parts.c ---- */
/* Words. */
const char *tr(const struct view *v, enum string_id id);
const char *tr1(const struct view *v, enum string_id id, const char *one);
const char *tr2(const struct view *v, enum string_id id, const char *one, const char *two);
/* A message with a number, in the form that the language has for it. */
const char *trn(const struct view *v, enum string_id id, long n);
const char *num(const struct view *v, long n);
const char *text_of(const struct view *v, const struct text *t);
/* The language of what the pack has in one language alone (names of places, addresses); NULL: the page's own. In the
 * frame's arena. */
const struct words_lang *lang_of_data(const struct view *v);
const struct words_lang *lang_of(const struct view *v, unsigned lang);
/* The language of what text_of() gives; NULL: the page's own. In the frame's arena. */
const struct words_lang *lang_of_text(const struct view *v, const struct text *t);
/* When something was checked; in the colour of warnings when that is more than `days` ago. */
void part_checked(struct view *v, struct date checked, int days);
/* Easy reading is chosen, and what the page says is not written so: a line that tells it. */
void part_not_easy(struct view *v);
/* There are words in easy reading in the visitor's own language. `easy` may be NULL. */
bool has_easy_words(const struct view *v, const struct text *easy);
/* These where the visitor wants them and the language has them; else the ordinary ones. */
const char *easy_words(const struct view *v, const struct text *easy, const struct text *ordinary);
/* Each line of the words as a text of its own: easy reading has an idea a line. */
void part_lines(struct view *v, const char *text, struct text_look look);
/* A token in this format, mm. */
float mm(const struct view *v, enum token token);
/* The millimetres of a token on the glass, in those of a page that is drawn smaller than it is meant: what a finger
 * needs. */
float on_glass_mm(const struct view *v, enum token token);
float margin_mm(const struct view *v);
float line_mm(const struct view *v); /* border of controls; thicker in high contrast */
bool is_seven(const struct view *v);
/* Low reach: everything to be touched lies in the lower half. In portrait: the other formats are within reach whole. */
bool is_low(const struct view *v);
/* A finger rests on what does this. */
bool is_pressed(const struct view *v, struct action a);
/* Larger type than this page is drawn for: it has one column. */
bool is_column(const struct view *v);
/* That, or low reach: the page goes on to further ones, and what adorns it goes. */
bool is_big(const struct view *v);
/* Fits what `drawn` builds the page, in this language and at this size? If not, it is taken out again, and the page is
 * one column from here on: false. */
bool part_drawn(struct view *v, void (*drawn)(struct view *v));
/* `token` mm, grown by that share of what the visitor adds to the text. */
float grown_mm(const struct view *v, enum token token, float share);
/* Side of a sign that stands beside words: it grows with them, by 0.6 of what the visitor adds. */
float sign_mm(const struct view *v, enum token token);
float header_mm(const struct view *v);
float bar_mm(const struct view *v); /* height of the bar, or width of the rail */
/* Seven inches: a row of the grid that rail and page share, which is of six rows, five in large type and four in
 * larger (seven-inch.md). */
float row_mm(const struct view *v);
/* Text scale, 1 to 2. */
float scale_of(const struct view *v);
/* Height in mm of the box just closed, in room of that width. */
float measured_mm(const struct view *v, float width_mm);
/* Width of the page between its margins, mm. */
float page_width(const struct view *v);
/* Height of the page between header and bar, mm. */
float page_height(const struct view *v);

/* BUTTON_PICKED: a filter that acts: soft yellow, where BUTTON_SECONDARY is white. */
enum button_kind { BUTTON_PRIMARY, BUTTON_ACCENT, BUTTON_SECONDARY, BUTTON_QUIET, BUTTON_PICKED };
struct button {
	enum button_kind kind;
	const char *icon; /* before the label, or NULL */
	const char *icon_after;
	const char *label;
	const char *name; /* spoken; NULL: the label */
	struct action action;
	float h, w, grow; /* mm */
	enum type type;   /* 0 (poster): label */
	bool disabled;
	const char *hint;
	bool chosen; /* drawn as active */
	bool keep;   /* of a flow: on each of its pages */
	bool snug;   /* no air for letters that reach far: its words have none */
	bool pill;
	enum role role; /* 0: button */
};
void part_button(struct view *v, struct button b);
/* Px across that it needs for its label on one line, if nothing gives it a width. */
int part_button_px(struct view *v, struct button b);
/* Height that a line of a label needs in its control, mm: letters with marks reach far from it. 0 at seven inches. */
float part_label_least_mm(const struct view *v, enum type type);
/* Soft yellow square with an icon. */
void part_icon_square(struct view *v, const char *icon, float side, float icon_mm, bool strong);
/* A network's sign: form, drawing, colour. number 0: none. */
void part_symbol(struct view *v, const char *key, float side, int number, bool edge);
void part_state(struct view *v, const struct place *p, enum type type, float icon_mm);
void part_title(struct view *v, const char *title, const char *below);
/* The milestone of the brand; icon "=": its two lines of writing, ".": a point, NULL: nothing. */
void part_milestone(struct view *v, float w, float h, const char *icon, float icon_mm, bool outlined);
void part_header(struct view *v);
/* The header is not there, or its words have its room: the way of those who work here is on the page of languages. */
bool has_quiet_ways(const struct view *v);
/* What ends the visit: in the header, or where the page has none. */
void part_finish(struct view *v);
void part_bar(struct view *v);
/* Avant / Page n sur m / Suite. */
void part_pager(struct view *v, int page, int pages);
/* The same with a control beside them; of one page the control alone. Not in one column, which has no room for it. */
void part_pager_with(struct view *v, int page, int pages, struct button beside);
/* A column that goes on to further pages where it has more than its place holds; ui_end() it. */
void part_flow(struct view *v, struct box box);
/* The whole page as one such column, with the page's own margins. */
void part_flow_column(struct view *v);
/* The same for text to read: its buttons are larger. */
void part_flow_reading(struct view *v, struct box box);
/* The same for what lies over the page, which has pages of its own. */
void part_flow_over(struct view *v, struct box box);
/* A round card that is a control, opened: ui_end() it. */
void part_card_begin(struct view *v, struct box box, struct action action, const char *name, enum role role,
		bool chosen);
/* ---- pick.c: several places of a list, one after the other, into the basket (state.picking) ---- */
/* The card of a row that puts its place into the basket, or takes it out again; ui_end() it. */
void part_pick_begin(struct view *v, struct box box, int place, const char *name);
/* At its end, in the room of the sign that leads on: whether the place is in the basket. */
void part_pick_mark(struct view *v, int place);
/* The control that begins this, and then ends it. */
struct button part_pick_button(const struct view *v);
/* ---- place_row.c, place_row_seven.c ---- */
/* How many ways there are to say a row with less and less, `v->brief` of them (place_row.c). */
enum { PLACE_ROW_WAYS = 5 };
/* A place of a list, with its rank: what it is, when it is open, how far it is, and where there is room its number.
 * h: at least, mm. */
void part_place_row(struct view *v, int place, int number, float h);
/* The row of a large screen has the number on a line of its own: beside distance and name there is no room for it. */
bool place_row_has_phone_below(const struct view *v);
/* Seven inches, below the map: a place with its number, and the button that opens it (mock-up 24). */
void part_place_card(struct view *v, int place);
/* The heading of a group of a list: how near it is, and how many places it has, unless that is not known. */
enum { GROUP_UNCOUNTED = -1 };
void part_group(struct view *v, enum reach group, int count);
/* A number to call, with its icon. */
void part_phone(struct view *v, const char *phone, enum type type);

struct list_row {
	const char *icon;
	const char *title, *below, *right;
	const struct words_lang *lang, *below_lang; /* of title and below; NULL: the page's */
	struct action action;
	float h;
};
void part_list_row(struct view *v, struct list_row row);
/* Least height of such a row, mm: two lines of title and one below. */
float list_row_mm(const struct view *v);
void part_qr(struct view *v, const char *text, float most_mm);
/* The same for what is not taken away: `name` is read aloud. */
void part_qr_named(struct view *v, const char *text, const char *name, float most_mm);
/* Heading, street and commune: what stands in the room of a map where there is none. */
void part_address(struct view *v, const struct place *p);
void part_empty(struct view *v, const char *title, const char *text, const char *button, struct action action);
/* The same above a keyboard, which leaves it the height of a button: words and button beside each other. */
void part_empty_above(struct view *v, const char *title, const char *text, const char *button, struct action action);

/* ---- contact.c: how to reach a person, as facts in the column that is open ---- */
/* The network has a place for people of the site, or a number. */
bool contact_is_reached(const struct view *v, int network);
/* The number of a place where it is another than its network's; else NULL. */
const char *contact_own_number(const struct view *v, int place);
/* The number to call about a place: its own, else its network's; NULL: there is none. */
const char *contact_number(const struct view *v, int place);
/* The number to call, where nothing has to be said beside it (its cost, its hours); else NULL. `place`: the network's
 * nearest, -1: it has none. */
const char *contact_plain_number(struct view *v, int network, int place);
/* How to find a counter of the network; where it does not say it, that none is on record. */
void part_in_person(struct view *v, int network);
/* A place: name, distance. */
void part_counter(struct view *v, int place);
/* The number of a place of the network (-1: there is none), and the network's where the place is far or has no number.
 */
void part_numbers(struct view *v, int network, int place);
/* For a place without a number of its own: its network's, or the desk. */
void part_number_or_desk(struct view *v, int network);
/* What a card about the network says besides the place it shows (-1: there is none), whose own number stands elsewhere:
 * the network's number, its counters in the next towns where that place is far, and without any number the desk. */
void part_contact(struct view *v, int network, int place);
/* « Demandez à l’accueil »: what the staff beside the kiosk can do, and unless `brief` their number and hours; nothing
 * where the site names no desk. */
void part_desk(struct view *v, bool brief);

/* ---- blocks.c: text to read ---- */
struct blocks {
	const struct block *at;
	size_t len;
	const struct draw_pixels *const *pictures; /* by block, or NULL */
	unsigned lang;                             /* of the words: that of the visitor, or the main one */
};
/* The side on which words of a language begin. */
enum direction part_direction(const struct view *v, unsigned lang);
/* Adds the blocks, as parts of the flow that is open. */
void part_blocks(struct view *v, const struct blocks *b);

/* ---- other_languages.c ---- */
struct beside {
	unsigned most; /* of them on a row */
	float gap;     /* mm */
	enum align justify;
	struct text_look look;
};
/* The words of `key` in the languages that the visitor did not choose; NULL: their names. */
void part_other_languages(struct view *v, const char *key, const struct beside *b);

/* ---- route.c: of the place of this page ---- */
/* The route that the visitor chose, unpacked for this frame. False: none is known. */
bool route_of(struct view *v, const struct route_record **record, struct route_plan *route);
/* « 4 minutes à pied, 320 m », and « Sans marches » or how many. */
void part_route_summary(struct view *v, const struct route_record *record, const struct route_plan *route);
void part_route_step(struct view *v, const struct route_plan *route, size_t index);

/* ---- mapview parts: map_part.c ---- */
struct map_options {
	bool markers;     /* those of the list, else only the chosen one */
	int first, count; /* ranks with a number: the page of the list */
	bool move;        /* the cross that moves the map without a drag */
	bool zoom, recenter, scale, legend_button;
	bool refit;    /* a map of one place: what brings it and the route back into sight */
	bool enlarge;  /* a map too small for buttons: the one that leads to the large one */
	bool quiet;    /* a picture on a card: no gestures */
	bool coverage; /* desks, and the communes far from them, instead of the chosen place */
	float controls_bottom;
};
void part_map(struct view *v, struct box box, struct map_options options);
/* map_coverage.c: the map of the communes far from a desk, with its legend. */
void part_coverage_map(struct view *v);
/* The sign of several places, as on the map: for the legend. */
void part_cluster_disc(struct view *v, int count);

/* ---- low.c: low reach (mock-ups 15, 43, 44) ---- */
/* Height of what stands above the line, of the line with its row, of the page below, and of what lies below the bar
 * where the screen hangs low (app_config.floor_mm), mm. */
float low_below_mm(const struct view *v);
float low_look_mm(const struct view *v);
float low_line_mm(const struct view *v);
float low_page_mm(const struct view *v);
/* What is looked at, and the line below it. */
void part_low_look(struct view *v);
/* Buttons of a map that stands above the line, for the lower half. */
void part_low_map_buttons(struct view *v);

/* ---- listen.c: the panel of Écouter (mock-up 39) ---- */
/* Height of the panel above the bar, mm; 0: it is not shown, or the rail has its buttons. */
float listen_mm(const struct view *v);
void part_listen(struct view *v);
/* What the rail shows of it. */
struct listen_item {
	const char *icon;
	const char *label, *name;
	struct action action;
	bool chosen;
};
enum { LISTEN_ITEMS = 5 };
/* Pause, repeat, slower, louder, stop; at most that many, those that matter most. */
int listen_items(struct view *v, int most, struct listen_item out[LISTEN_ITEMS]);

/* ---- dialogs.c ---- */
void view_dialogs(struct view *v);
/* A dialog over the page, as a column; part_dialog_end() closes it. */
void part_dialog_begin(struct view *v, const char *name, float w);
void part_dialog_end(struct view *v);
/* What is asked before the technician's request goes out. */
void sheet_unit(struct view *v);

/* ---- report.c: what is wrong with the place or the article of the page ---- */
void sheet_report(struct view *v);
/* The button that leads to it. */
void part_report(struct view *v);

/* ---- take.c: what is taken away, as dialogs: a code, and the same as lines ---- */
void sheet_place(struct view *v);
void sheet_route(struct view *v);
void sheet_article(struct view *v);
/* What the questionnaire found, with all who can help. */
void sheet_answer(struct view *v);
void sheet_basket(struct view *v);
void sheet_usage(struct view *v);
/* Puts it into the basket, or takes it out again; `h` and `grow` as of a button. */
void part_keep(struct view *v, struct kept kept, float h, float grow);
/* The code of a place, in that room: a contact, as much of it as modules that can be read from afar leave room for. It
 * is a control, which shows all of it. */
void part_place_code(struct view *v, int place, float side_mm);

#endif
