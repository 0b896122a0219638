/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places: order by distance, filters, and the map that follows the list. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"

#define ZOOM_HOME 15.3
#define ZOOM_CLOSE 16.0
enum { ANIMATION_MS = 300 };

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a;
	const struct near *y = b;
	if (x->metres != y->metres) {
		return x->metres < y->metres ? -1 : 1;
	}
	return (x->place > y->place) - (x->place < y->place);
}

struct map_camera home_camera(const struct state *s)
{
	if (!s->site) {
		return (struct map_camera){ .lon = 4.9, .lat = 45.6, .zoom = 7 };
	}
	return (struct map_camera){ .lon = s->site->lon, .lat = s->site->lat, .zoom = ZOOM_HOME };
}

void directory_load(struct state *s)
{
	const struct catalogue *c = s->catalogue;
	s->near_len = c ? (int)c->places_len : 0;
	s->near = ARENA_ARRAY(s->content, struct near, (size_t)s->near_len + 1);
	s->list = ARENA_ARRAY(s->content, struct near, (size_t)s->near_len + 1);
	for (int i = 0; i < s->near_len; i++) {
		const struct place *p = &c->places[i];
		double metres = s->site ? distance_metres(s->site->lon, s->site->lat, p->lon, p->lat) : 0;
		s->near[i] = (struct near){ i, (float)metres };
	}
	qsort(s->near, (size_t)s->near_len, sizeof *s->near, by_distance);
	s->limits = (struct camera_limits){ -180, -85, 180, 85, CAMERA_ZOOM_MIN, CAMERA_ZOOM_MAX };
	if (c) {
		s->limits = (struct camera_limits){ c->west, c->south, c->east, c->north, 6.0, CAMERA_ZOOM_MAX };
	}
	directory_filter(s);
}

static bool passes(const struct state *s, const struct place *p)
{
	const struct filters *f = &s->filters;
	const struct network *n = &s->catalogue->networks[p->network];
	if ((f->network >= 0 && p->network != f->network) || (f->access & ~(unsigned)p->access) != 0 ||
			!audience_matches(n->audiences, f->audience)) {
		return false;
	}
	return !f->open_now || hours_status_at(p->hours, &s->local) == HOURS_OPEN;
}

void directory_filter(struct state *s)
{
	s->list_len = 0;
	for (int i = 0; i < s->near_len; i++) {
		if (passes(s, &s->catalogue->places[s->near[i].place])) {
			s->list[s->list_len++] = s->near[i];
		}
	}
	s->at.page = s->at.screen == SCREEN_PLACES ? 0 : s->at.page;
	s->selected = -1;
	s->dirty = true;
}

/* The kiosk and the nearest places of the list on one map. */
void directory_show_all(struct state *s, bool animate)
{
	enum { SHOWN = 4 };
	double points[2 * (SHOWN + 1)];
	int count = 0;
	if (s->site) {
		points[0] = s->site->lon;
		points[1] = s->site->lat;
		count = 1;
	}
	for (int i = 0; i < s->list_len && i < SHOWN; i++) {
		const struct place *p = &s->catalogue->places[s->list[i].place];
		/* A lone far place would turn the map of the village into one of the region. */
		if (i > 0 && s->list[i].metres > 5000 && s->list[0].metres < 5000) {
			break;
		}
		points[2 * count] = p->lon;
		points[2 * count + 1] = p->lat;
		count++;
	}
	struct rect r = rect_is_empty(s->map_rect) ? (struct rect){ 0, 0, 800, 600 } : s->map_rect;
	struct map_camera to = camera_fit(s->camera, r, points, count, r.h / 5, ZOOM_HOME);
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), animate ? ANIMATION_MS : 0, s->now_us);
	s->dirty = true;
}

void directory_select(struct state *s, int place)
{
	s->selected = place;
	const struct place *p = &s->catalogue->places[place];
	struct rect r = rect_is_empty(s->map_rect) ? (struct rect){ 0, 0, 800, 500 } : s->map_rect;
	double points[4] = { p->lon, p->lat, s->site ? s->site->lon : p->lon, s->site ? s->site->lat : p->lat };
	struct map_camera to = camera_fit(s->camera, r, points, 2, r.h / 4, ZOOM_CLOSE);
	mover_go(&s->mover, &s->camera, camera_limit(to, &s->limits), s->at.screen == SCREEN_PLACES ? ANIMATION_MS : 0,
			s->now_us);
	s->dirty = true;
}

float directory_metres(const struct state *s, int place)
{
	for (int i = 0; i < s->near_len; i++) {
		if (s->near[i].place == place) {
			return s->near[i].metres;
		}
	}
	return 0;
}
