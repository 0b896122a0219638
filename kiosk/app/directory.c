/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places: order by distance, filters, and the map that follows the list. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "store/hours_state.h"

#define ZOOM_CLOSE 16.0
#define ZOOM_ROUTE 17.0 /* a route round two corners should show both */
enum { ANIMATION_MS = 300 };

int animation_ms(const struct state *s)
{
	return s->theme == THEME_CONTRAST || s->options[OPTION_EASY] ? 0 : ANIMATION_MS;
}

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a;
	const struct near *y = b;
	if (x->metres != y->metres) {
		return x->metres < y->metres ? -1 : 1;
	}
	return (x->place > y->place) - (x->place < y->place);
}

static struct near measure(const struct state *s, const struct place *p, int index)
{
	double metres = s->site ? distance_metres(s->site->lon, s->site->lat, p->lon, p->lat) : 0;
	const struct route_record *record = routes_find(s->routes, p->row, ROUTE_SHORTEST);
	/* No way is computed to the centre of a commune, nor from the kiosk to itself. */
	bool looked = s->routes && s->routes->known && metres < s->routes->reach_m && metres > SAME_SPOT_METRES &&
		      !p->approximate;
	return (struct near){ index, record ? (float)record->metres : (float)metres, record, looked && !record,
		looked && !record && routes_is_beyond(s->routes, p->row) };
}

void directory_load(struct state *s)
{
	const struct catalogue *c = s->catalogue;
	s->near_len = c ? (int)c->places_len : 0;
	s->near = ARENA_ARRAY(s->content, struct near, (size_t)s->near_len + 1);
	s->list = ARENA_ARRAY(s->content, struct near, (size_t)s->near_len + 1);
	s->sorted = ARENA_ARRAY(s->content, uint8_t, (size_t)s->near_len + 1);
	s->classes = ARENA_ARRAY(s->content, uint8_t, (size_t)s->near_len + 1);
	for (int i = 0; i < s->near_len; i++) {
		const struct place *p = &c->places[i];
		s->near[i] = measure(s, p, i);
	}
	qsort(s->near, (size_t)s->near_len, sizeof *s->near, by_distance);
	s->near_of = ARENA_ARRAY(s->content, int, (size_t)s->near_len + 1);
	for (int i = 0; i < s->near_len; i++) {
		s->near_of[s->near[i].place] = i;
	}
	s->limits = (struct camera_limits){ .west = c ? c->west : -180,
		.south = c ? c->south : -85,
		.east = c ? c->east : 180,
		.north = c ? c->north : 85,
		.zoom_min = c ? 6.0 : CAMERA_ZOOM_MIN,
		.zoom_max = CAMERA_ZOOM_MAX,
		.areas = s->areas,
		.areas_len = s->areas_len };
	s->remote = (struct remote){ 0 };
	marks_load(s);
	directory_filter(s);
	directory_count_nearby(s);
}

void directory_count_nearby(struct state *s)
{
	struct nearby n = { 0 };
	for (int i = 0; i < s->near_len && s->near[i].metres < NEARBY_METRES; i++) {
		int place = s->near[i].place;
		bool open = hours_status_at(s->catalogue->places[place].hours, &s->local) == HOURS_OPEN;
		if (open && n.open < NEAR_SHOWN) {
			n.at[n.open] = place;
		}
		n.near++;
		n.open += open;
	}
	n.len = n.open < NEAR_SHOWN ? n.open : NEAR_SHOWN;
	for (int i = 0; n.open == 0 && i < n.near && i < NEAR_SHOWN; i++) {
		n.at[n.len++] = s->near[i].place;
	}
	s->nearby = n;
}

/* What a place is let through by. */
enum { PASS_NETWORK = 1, PASS_AUDIENCE = 2, PASS_ACCESS = 4, PASS_WHEN = 8, PASS_ALL = 15 };

static unsigned passes(const struct state *s, const struct place *p, enum hours_status *status)
{
	const struct filters *f = &s->filters;
	unsigned passed = f->network < 0 || p->network == f->network ? PASS_NETWORK : 0;
	passed |= audience_matches(s->catalogue->networks[p->network].audiences, f->audience) ? PASS_AUDIENCE : 0;
	passed |= (f->access & ~(unsigned)p->access) == 0 ? PASS_ACCESS : 0;
	*status = f->when == WHEN_ANY ? HOURS_OPEN : when_status(p->hours, f->when, &s->local);
	/* On another day there is time to call: who does not say the hours stays, behind those that are open. */
	bool open = *status == HOURS_OPEN || (*status == HOURS_UNKNOWN && f->when > WHEN_NOW);
	return passed | (open ? PASS_WHEN : 0);
}

static bool in_scope(const struct state *s, const struct place *p)
{
	struct world w = world_from_degrees(p->lon, p->lat);
	return !s->list_scoped ||
	       (w.x >= s->scope_low.x && w.x <= s->scope_high.x && w.y >= s->scope_low.y && w.y <= s->scope_high.y);
}

/* Where in the list near[i] belongs: by group, and in it what is known to be open before what has to be called. */
enum { SORT_UNSURE = 1, SORTS = 2 * REACHES, SORT_OUT = SORTS };

static int sort_of(const struct state *s, const struct near *near)
{
	const struct place *p = &s->catalogue->places[near->place];
	enum hours_status status;
	if (!in_scope(s, p) || passes(s, p, &status) != PASS_ALL) {
		return SORT_OUT;
	}
	return 2 * (int)reach_of(near) + (status == HOURS_UNKNOWN ? SORT_UNSURE : 0);
}

/* In longer lists, whose pages are counted in every frame, all rows are as high as the highest. */
enum { LIST_CLASSES_MAX = 4000 };

/* What rows are measured by: the longest words that the list has. */
static void find_longest(struct state *s)
{
	bool small = format_here(s) == FORMAT_SEVEN; /* there a row begins with the network */
	bool classes = !small && s->list_len <= LIST_CLASSES_MAX;
	size_t longest[NAME_CLASSES] = { 0 };
	size_t widest = 0;
	s->list_widest = 0;
	for (int k = 0; k < NAME_CLASSES; k++) {
		s->list_longest[k] = -1;
	}
	for (int i = 0; i < s->list_len; i++) {
		const struct place *p = &s->catalogue->places[s->list[i].place];
		const struct network *n = &s->catalogue->networks[p->network];
		size_t name_len = strlen(small ? text_in(&n->short_name, s->lang) : p->name);
		size_t town_len = strlen(p->commune);
		size_t k = classes ? name_len / NAME_CLASS_BYTES : 0;
		k = k < NAME_CLASSES ? k : NAME_CLASSES - 1;
		s->classes[i] = (uint8_t)k;
		s->list_longest[k] = name_len >= longest[k] ? i : s->list_longest[k];
		s->list_widest = town_len > widest ? i : s->list_widest;
		longest[k] = name_len > longest[k] ? name_len : longest[k];
		widest = town_len > widest ? town_len : widest;
	}
	s->groups.classes = classes ? s->classes : NULL;
}

void directory_filter(struct state *s)
{
	int count[SORTS + 1] = { 0 };
	int at[SORTS];
	for (int i = 0; i < s->near_len; i++) {
		s->sorted[i] = (uint8_t)sort_of(s, &s->near[i]);
		count[s->sorted[i]]++;
	}
	s->list_len = s->list_unsure = 0;
	for (int k = 0; k < SORTS; k++) {
		at[k] = s->list_len;
		s->list_len += count[k];
		s->list_unsure += k & SORT_UNSURE ? count[k] : 0;
		s->groups.from[k / 2 + 1] = s->list_len;
	}
	for (int i = 0; i < s->near_len; i++) {
		if (s->sorted[i] != SORT_OUT) {
			s->list[at[s->sorted[i]]++] = s->near[i];
		}
	}
	find_longest(s);
	s->list_serial++;
	s->at.page = screen_at(s)->list_on_map ? 0 : s->at.page;
	s->selected = -1;
	s->dirty = true;
}

/* Of one place: what the filters that it does not pass could choose. */
static void offer(const struct state *s, const struct place *p, struct offers *o, bool counted)
{
	const struct network *n = &s->catalogue->networks[p->network];
	enum hours_status status;
	unsigned failed = PASS_ALL & ~passes(s, p, &status);
	o->networks |= (failed & ~(unsigned)PASS_NETWORK) == 0 ? UINT64_C(1) << p->network : 0;
	o->access |= (failed & ~(unsigned)PASS_ACCESS) == 0 ? p->access : 0;
	if ((failed & ~(unsigned)PASS_AUDIENCE) == 0 && !(n->audiences & AUDIENCE_TOUS)) {
		o->audiences |= n->audiences;
	}
	if ((failed & ~(unsigned)PASS_WHEN) != 0) {
		return;
	}
	o->hours = o->hours || p->hours;
	o->unknown += !p->hours;
	for (int when = WHEN_NOW; counted && p->hours && when < WHENS; when++) {
		o->open[when] += when_status(p->hours, (enum when)when, &s->local) == HOURS_OPEN;
	}
}

void directory_offer(struct state *s, bool counted)
{
	struct offers o = { .counted = counted && s->near_len <= OFFERS_COUNTED_MAX };
	for (int i = 0; i < s->near_len; i++) {
		offer(s, &s->catalogue->places[s->near[i].place], &o, o.counted);
	}
	s->offers = o;
}

void directory_turn_to(struct state *s, int place)
{
	for (int i = 0; i < s->list_len && s->list_fit.room[1] > 0; i++) {
		if (s->list[i].place == place) {
			s->at.page = listing_page_of(&s->groups, &s->list_fit, i);
		}
	}
}

struct list_page directory_page(const struct state *s)
{
	static const struct list_fit unknown = { .room = { 0, 4, 4, 4 }, .cost = { 1, 1, 1, 1, 1, 1, 1, 1 } };
	return listing_page(&s->groups, s->list_fit.room[1] > 0 ? &s->list_fit : &unknown, s->at.page);
}

static void scope_to(struct state *s, struct world low, struct world high)
{
	int selected = s->selected;
	s->list_scoped = true;
	s->scope_low = low;
	s->scope_high = high;
	directory_filter(s);
	for (int i = 0; i < s->list_len; i++) {
		if (s->list[i].place == selected) {
			directory_turn_to(s, selected);
			s->selected = selected; /* still there */
		}
	}
}

void directory_follow_map(struct state *s)
{
	double lon;
	double lat;
	struct rect r = s->map_rect;
	/* As far as markers are drawn: DESIGN.md section 8. */
	float edge = token_mm(MAP_MARKER_EDGE, format_here(s)) / s->config->mm_per_px;
	camera_unproject(&s->camera, r, (float)r.x + edge, (float)r.y + edge, &lon, &lat);
	struct world low = world_from_degrees(lon, lat);
	camera_unproject(&s->camera, r, (float)(r.x + r.w) - edge, (float)(r.y + r.h) - edge, &lon, &lat);
	scope_to(s, low, world_from_degrees(lon, lat));
}

void directory_open_cluster(struct state *s, int cluster)
{
	struct world low = { 2, 2 };
	struct world high = { -1, -1 };
	for (int i = 0; i < s->marks.len; i++) {
		if (s->marks.home[i] == cluster) {
			const struct marker *m = &s->marks.at[i];
			low = (struct world){ fmin(low.x, m->x), fmin(low.y, m->y) };
			high = (struct world){ fmax(high.x, m->x), fmax(high.y, m->y) };
		}
	}
	scope_to(s, low, high);
}

void directory_unscope(struct state *s)
{
	s->list_scoped = false;
	directory_filter(s);
}

void directory_show_all(struct state *s, bool animate)
{
	s->at.page = 0;
	directory_show_page(s, animate);
}

/* The kiosk and the places of the list's page on one map; those that no map shows would only make it wide and empty. */
void directory_show_page(struct state *s, bool animate)
{
	enum { MOST = 12 };
	double points[2 * (MOST + 1)];
	struct list_page page = directory_page(s);
	int first = page.first;
	int count = 0;
	if (s->site) {
		points[0] = s->site->lon;
		points[1] = s->site->lat;
		count = 1;
	}
	bool here = map_is_of_use_here(s);
	for (int i = first; i < first + page.len && count <= MOST; i++) {
		const struct place *p = &s->catalogue->places[s->list[i].place];
		if (here && !map_is_of_use(s, p->lon, p->lat)) {
			continue;
		}
		/* A lone far place would turn the map of the village into one of the region. But an empty map tells
		 * less than a wide one. */
		bool enough = i > first + 1 && s->list[i - 1].metres < 5000;
		if (enough && s->list[i].metres > 5 * s->list[i - 1].metres && s->list[i].metres > 5000) {
			break;
		}
		points[2 * count] = p->lon;
		points[2 * count + 1] = p->lat;
		count++;
	}
	struct map_camera to = map_fit_markers(s, points, count, ZOOM_HOME);
	mover_go(&s->mover, &s->camera, map_first_view(s, to), animate ? ANIMATION_MS : 0, s->now_us);
	s->map_fitted = true;
	s->dirty = true;
}

const struct near *directory_near(const struct state *s, int place)
{
	static const struct near nowhere = { 0 };
	return place >= 0 && place < s->near_len ? &s->near[s->near_of[place]] : &nowhere;
}

float directory_metres(const struct state *s, int place)
{
	return directory_near(s, place)->metres;
}

const struct route_record *directory_route(const struct state *s, int place)
{
	int64_t row = s->catalogue->places[place].row;
	const struct route_record *easy = s->stepless ? routes_find(s->routes, row, ROUTE_STEPLESS) : NULL;
	return easy ? easy : routes_find(s->routes, row, ROUTE_SHORTEST);
}

void directory_show_place(struct state *s, int place, bool animate)
{
	const struct place *p = &s->catalogue->places[place];
	const struct route_record *record = directory_route(s, place);
	struct route_point low;
	struct route_point high;
	struct rect r = map_room(s);
	bool both = s->site &&
		    (record || map_is_of_use_here(s)); /* the route to a kiosk off the map would be all empty */
	double points[8] = { p->lon, p->lat, both ? s->site->lon : p->lon, both ? s->site->lat : p->lat };
	int count = 2;
	if (record && route_bounds(record->line, record->line_len, &low,
				      &high)) { /* it may bulge far out between its ends */
		points[4] = low.lon / 1e6;
		points[5] = low.lat / 1e6;
		points[6] = high.lon / 1e6;
		points[7] = high.lat / 1e6;
		count = 4;
	}
	bool here = near_is_here(directory_near(s, place)); /* one sign alone stands in the middle */
	struct map_camera to = here ? camera_fit(s->camera, r, points, count, r.h / 4, ZOOM_CLOSE)
				    : map_fit_markers(s, points, count, record ? ZOOM_ROUTE : ZOOM_CLOSE);
	mover_go(&s->mover, &s->camera, map_first_view(s, to), animate ? ANIMATION_MS : 0, s->now_us);
	s->map_fitted = true;
	s->dirty = true;
}

void directory_select(struct state *s, int place)
{
	s->selected = place;
	if (screen_at(s)->list_on_map) { /* the pages of a route are its own */
		directory_turn_to(s, place);
	}
	directory_show_place(s, place, screen_at(s)->list_on_map);
}
