/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.h - everything the interface knows, written by update() alone */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/action.h"
#include "app/ages.h"
#include "app/care_part.h"
#include "app/config.h"
#include "app/effect.h"
#include "app/event.h"
#include "app/listing.h"
#include "app/report.h"
#include "app/screen.h"
#include "app/speech_state.h"
#include "app/technician.h"
#include "app/visit.h"
#include "map/camera.h"
#include "map/markers.h"
#include "ui/style.h"
#include "ui/tree.h"

enum {
	HISTORY_MAX = 32,
	QUERY_BYTES = 96,
	CODE_DIGITS = 6,
	GRAB_FINGERS = 2,
};

struct history_entry {
	enum screen screen;
	int arg;  /* theme, article or place index; question of the guide */
	int page; /* 0-based */
};

/* A finger on a control. Nothing happens before it leaves inside the same control. */
struct press {
	bool down;
	bool inside;
	int finger;
	struct action action;
	struct rect hit;
	bool on_map; /* a marker: the finger may yet drag the map */
	int x, y;    /* where it came down */
};

/* Who is near, and open: what the first pages say. To ask each of 60,000 places takes longer than a frame may. */
enum { NEAR_SHOWN = 3 };
struct nearby {
	int near, open;     /* within NEARBY_METRES */
	int at[NEAR_SHOWN]; /* place indices, nearest first: open ones, when some are open */
	int len;
};
#define NEARBY_METRES 50000.0F

struct filters {
	enum when when;
	unsigned audience;
	int network; /* -1: all */
	unsigned access;
};

/* The markers of the list's places on the map, and the clusters they form at the present zoom. */
enum { MARKS_MAX = 2000 };
struct marks {
	struct marker *at; /* item: rank in the list */
	struct cluster *clusters;
	int *home;          /* of at[i]: index in clusters */
	struct world *from; /* of clusters[i]: where it was shown before the zoom changed */
	struct world *was;  /* of at[i] */
	int room, len, clusters_len;
	double level;    /* of zoom; < 0: not yet */
	uint32_t serial; /* of the list */
	bool moving;
	int64_t since_us;
};

/* A commune of the site's territory that is farther than that from every place with a desk, and the nearest of these.
 */
#define REMOTE_METRES 20000.0F
struct remote_commune {
	int commune;
	int place; /* -1: there is none at all */
	float metres;
};
struct remote {
	struct remote_commune *at; /* farthest first; NULL: not measured yet */
	int len;
	int of;  /* communes of the territory that were measured */
	int all; /* that it has; the others are near a desk. 0: not told */
};

/* What the visitor takes away, in the order in which it was chosen; gone with the visit. */
enum kept_kind { KEPT_PLACE, KEPT_NETWORK, KEPT_ARTICLE, KEPT_ROUTE, KEPT_KINDS };
enum { BASKET_MAX = 20 };
struct kept {
	enum kept_kind kind;
	int index; /* in the catalogue: place (of a route: where it leads), network, article */
};
struct basket {
	struct kept at[BASKET_MAX];
	int len;
};

struct state {
	const struct app_config *config;
	const struct screen_def *screens; /* by enum screen */
	struct arena *session;            /* borrowed */
	struct arena *content;            /* owned: what is worked out once per generation */
	const struct catalogue *catalogue;
	const struct routes *routes; /* or NULL */
	const char *const *credits;  /* whom the maps are owed to; lent with the catalogue */
	size_t credits_len;
	const struct map_area *areas; /* what the maps cover; lent with the catalogue */
	size_t areas_len;
	uint64_t generation;
	const struct site *site; /* NULL: the configured id is not in the catalogue */
	struct near *near;       /* all places, nearest first */
	int *near_of;            /* by number of the place: where it stands in `near` */
	struct near *list;       /* those the filters let through */
	int near_len, list_len;
	struct nearby nearby; /* as of this minute */
	struct remote remote;
	struct ages ages;      /* as of the visit of their page */
	uint8_t *sorted;       /* of near[i]: where in the list it belongs, while the list is made */
	uint8_t *classes;      /* by rank of the list: how long the name is */
	struct listing groups; /* of the list, by nearness */
	int list_unsure;       /* how many of the list's places do not say whether they are open at that time */
	uint32_t list_serial;  /* differs when the list is another */
	int list_longest[NAME_CLASSES]; /* of each class the one with the longest name; -1: none */
	int list_widest;                /* the one with the longest name of its commune */
	struct list_fit list_fit;       /* rows on a page of it, as last shown */
	struct offers offers;
	bool list_scoped; /* only what lies in the scope: the part of the map that was looked at */
	struct world scope_low, scope_high;
	struct marks marks;

	int64_t now_us;
	time_t wall;
	struct tm local;
	bool dirty;
	const struct node *tree; /* lent */

	struct history_entry at;
	struct history_entry history[HISTORY_MAX];
	int history_len;
	uint32_t question; /* number of the latest question; late answers have another */
	bool in_session;

	unsigned lang;
	unsigned greets; /* the language that a visit begins in */
	enum theme_id theme;
	int text_size;
	bool options[OPTION_COUNT];

	struct press press;
	int64_t last_fire_us;
	int last_fire_x, last_fire_y;
	struct action focus;
	struct rect focus_rect;    /* where that control stood */
	struct action focus_under; /* the same behind a dialog */
	bool show_focus;
	bool by_keypad; /* the last that the visitor did was a key, not a touch */
	int64_t last_input_us;
	bool warning;  /* the idle dialog is shown */
	int warned_s;  /* then: after how long without a sign of life */
	int countdown; /* seconds left in it */
	struct care care;
	int64_t rests_us; /* since when the page of rest is shown */
	bool leaving;     /* it is asked whether the visit is over */
	bool sheet;       /* QR sheet over the page */
	bool reporting;   /* the sheet asks what is wrong instead */
	enum panel panel;
	int panel_page;
	bool places_map;   /* where list and map do not stand beside each other: the map */
	bool results_only; /* the same for keyboard and what was found */
	int sheet_page;    /* of what lies over the page */
	int take_code;     /* of the codes to take away: the one that is shown */
	struct basket basket;
	bool picking;              /* rows of the list of this page put their places into it, instead of opening them */
	struct visit_counts visit; /* what it adds to the counts of usage */
	struct reported reported;  /* what was said to be wrong in it */
	bool place_hours;          /* seven inches: hours instead of the map */
	bool stepless;             /* the route without steps, where there are two */

	struct filters filters;
	int selected; /* place index, -1 */
	struct map_camera camera;
	struct mover mover;
	struct camera_limits limits;
	struct rect map_rect; /* where the last layout had it */
	bool laid_out;        /* nothing but the map has changed since a layout was told */
	bool map_fitted;      /* it shows the route to the chosen place, and it was not moved since */
	int map_fingers[GRAB_FINGERS];
	int map_finger_len;
	bool map_moved;
	bool map_searched; /* the visitor moved the map: the list follows once it rests */
	bool map_pad;      /* the buttons that move it are shown */
	int64_t map_tap_us;
	int map_tap_x, map_tap_y;

	int answers[GUIDE_QUESTIONS_MAX]; /* -1: none */
	int answers_page;                 /* of a question with more than a page shows */
	struct guide_result result;

	char query[QUERY_BYTES];
	struct search_results found;
	bool has_found;
	enum search_tab tab;
	enum keyboard_page keyboard;

	const struct article *article;             /* lent, see struct event_article */
	const struct draw_pixels *const *pictures; /* by block of the article */
	bool article_failed;
	bool article_easy;
	int article_pages; /* of the page as last shown */

	struct speech speech;
	struct event_sound sound;  /* the unit's */
	int flow_page, flow_pages; /* of what the last layout cut into pages; 0 of 0: nothing */

	enum code_owner owner; /* whose code was given in this session */
	char code[CODE_DIGITS + 1];
	int code_tries; /* wrong ones in a row; outlives the session on purpose */
	int64_t code_wait_until_us;
	bool code_wrong;

	const struct usage *usage; /* lent; NULL: not asked for */
	int usage_months_ago;

	struct event_sync sync;
	struct technician technician;
};

/* The row of the page that is shown. */
static inline const struct screen_def *screen_at(const struct state *s)
{
	return &s->screens[s->at.screen];
}

/* navigate.c */
/* The article of that index is still valid on the visitor's day (valid_until is its last); lists, results and links
 * leave the others out. False for an index outside of the catalogue. */
struct date state_today(const struct state *s);
bool article_is_current(const struct state *s, int article);
void go_to(struct state *s, enum screen screen, int arg, struct effects *fx);
void go_back(struct state *s, struct effects *fx);
/* Turns the pages of the page, or of what lies over it. */
void turn_page(struct state *s, int by);
void enter_page(struct state *s, struct effects *fx);
/* session.c */
/* It has content and knows its site of that content; without, there is no page but setup and the technician's. */
bool unit_in_service(const struct state *s);
/* Where a unit rests: the attract screen, or "setup" when it is not in service. */
enum screen screen_of_rest(const struct state *s);
void session_begin(struct state *s, struct effects *fx);
void session_end(struct state *s, struct effects *fx);
void session_tick(struct state *s, struct effects *fx);
int session_idle_limit_s(const struct state *s);
/* act_setting.c: asks for the count of wrong codes to be kept for the next start; the last that is allowed begins the
 * wait. */
void keep_tries(struct state *s, int tries, struct effects *fx);
/* act.c: does what the control says */
void act(struct state *s, struct action action, struct effects *fx);
/* The format of this screen. */
static inline enum format format_here(const struct state *s)
{
	const struct app_config *c = s->config;
	return format_of((float)c->width_px * c->mm_per_px, (float)c->height_px * c->mm_per_px);
}
/* visiting.c */
/* A visit begins. */
void visit_begin(struct state *s);
/* Before what a control does is done: it may leave a search that found nothing. */
void visit_before(struct state *s, struct action action);
/* After it: what the visitor sees now. */
void visit_after(struct state *s);
/* Before the state is wiped: the whole of it, for EFFECT_COUNT. False: it is not counted. */
bool visit_end(struct state *s, struct visit_counts *out);
/* act_take.c */
/* What an action says that is kept: its `arg`. */
int64_t kept_arg(enum kept_kind kind, int index);
/* Where it stands in the basket; -1: it does not. */
int basket_find(const struct state *s, struct kept kept);
/* What stands for a network in the basket: its nearest place that serves the site, or itself. */
struct kept kept_of_network(const struct state *s, int network);
/* layout.c: the layout is known: what had to fit the map or the list's page before fits now. */
void layout_found(struct state *s, const struct event_layout *found);
/* Index into text_scales of what is drawn: easy reading is one size larger than what the visitor chose. */
static inline int text_size_drawn(const struct state *s)
{
	int size = s->text_size + (s->options[OPTION_EASY] ? 1 : 0);
	return size < TEXT_SIZES ? size : TEXT_SIZES - 1;
}
/* Sizes that differ on the screen. */
static inline int text_sizes_drawn(const struct state *s)
{
	return s->options[OPTION_EASY] ? TEXT_SIZES - 1 : TEXT_SIZES;
}

/* keypad.c */
void keypad_key(struct state *s, enum keypad_key key, int64_t now_us, struct effects *fx);
/* directory.c */
/* How long the map takes to where a control sends it: DESIGN.md section 9, with high contrast or easy reading nothing
 * moves. */
int animation_ms(const struct state *s);
void directory_load(struct state *s);
void directory_filter(struct state *s);
/* What each filter could still choose, given the others. After every change of them; `counted`: how many places a day
 * would leave as well, which asks for the hours of each. */
void directory_offer(struct state *s, bool counted);
/* Asks who is open now. After every change of content and of the minute, and at no other time. */
void directory_count_nearby(struct state *s);
void directory_show_all(struct state *s, bool animate);
void directory_select(struct state *s, int place);
float directory_metres(const struct state *s, int place);
/* Never NULL. */
const struct near *directory_near(const struct state *s, int place);
/* The route to a place that the visitor sees: without steps when that was chosen and there is one. NULL: none. */
const struct route_record *directory_route(const struct state *s, int place);
/* Moves the map to the kiosk, the place and the route between them. */
void directory_show_place(struct state *s, int place, bool animate);
/* The list is what the map shows, from here on. */
void directory_follow_map(struct state *s);
/* The list is what the cluster of that place holds. */
void directory_open_cluster(struct state *s, int cluster);
/* All places again. */
void directory_unscope(struct state *s);
/* The map shows the places of the list's page. */
void directory_show_page(struct state *s, bool animate);
/* The page with that place. */
void directory_turn_to(struct state *s, int place);
/* The places of the page that is shown, as last laid out. */
struct list_page directory_page(const struct state *s);
/* territory.c */
/* The place is there for people of the site: of any department, or of its own where its network says so. */
bool territory_serves(const struct state *s, int place);
/* The nearest place of the network that serves the site; -1: there is none. */
int territory_nearest(const struct state *s, int network);
/* How many places of the network lie in the site's departments. */
int territory_places(const struct state *s, int network);
/* Name of the department the place lies in; NULL: not known. */
const struct text *territory_of_place(const struct state *s, int place);
/* Fills s->remote, which stays as long as the content. */
void territory_measure(struct state *s);
/* The map shows all communes of the site's territory. */
void territory_show(struct state *s);
/* marks.c */
void marks_load(struct state *s);
/* After every change of list or camera. */
void marks_update(struct state *s);
/* Where that cluster is shown now. */
struct world marks_place(const struct state *s, int cluster);
bool marks_move(const struct state *s);
/* Index of a place's cluster; -1: it has no marker. */
int marks_cluster_of(const struct state *s, int place);
/* framing.c */
#define ZOOM_HOME 15.3 /* with the kiosk in the middle, and the closest to the places of a list */
/* Some map has that place on it. Else its picture would be empty: pages have no map then. */
bool map_is_of_use(const struct state *s, double lon, double lat);
/* The same for a place of the catalogue: its own page and the page of the route to it. */
bool map_is_of_use_for(const struct state *s, int place);
/* The same for where the kiosk stands; without a site: there is any map. */
bool map_is_of_use_here(const struct state *s);
/* `to` within the limits, and where there are no streets far enough for names of towns to be in sight. */
struct map_camera map_first_view(const struct state *s, struct map_camera to);
/* Where the map is, px. Before a page with one is laid out: a guess; the layout then fits the map again (layout.c). */
struct rect map_room(const struct state *s);
/* Where a visit's map begins: the kiosk, or without a site all that the content is about. */
struct map_camera home_camera(const struct state *s);
/* `count` points, longitude and latitude one after the other, with their signs and names clear of the scale and the
 * buttons, none of which may cover another; no closer than `zoom_most`. On a strip of a map: as good as it goes. */
struct map_camera map_fit_markers(const struct state *s, const double *lon_lat, int count, double zoom_most);
/* Zooms *c about a point of the screen, or to the point where only there are streets. False: it is as close, or as far,
 * as it gets, and *c stays. */
bool map_zoom_about(const struct state *s, struct map_camera *c, float x, float y, double zoom);
/* What a button that zooms by `by` does. False: nothing. */
bool map_zoom_by(const struct state *s, double by, struct map_camera *to);
#endif
