/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map may show: as close as its data go, and never an empty picture first. */
#include <math.h>

#include "app/state.h"

/* A first view of a map without streets: so much land across its shorter side, that several names of towns are on it.
 */
#define NAMES_METRES 32000.0

/* How large the map of a page is shows when the page is laid out: what had to fit before must fit now. */
static void fit_again(struct state *s, struct rect rect)
{
	bool same = rect.w == s->map_rect.w && rect.h == s->map_rect.h;
	bool page = s->at.screen == SCREEN_PLACE || s->at.screen == SCREEN_WAY;
	s->dirty = s->dirty || !rect_equal(rect, s->map_rect);
	s->map_rect = rect;
	if (!same && page && s->map_fitted && s->selected >= 0) {
		directory_show_place(s, s->selected, false);
	} else if (!same && s->at.screen == SCREEN_PLACES && s->map_fitted) {
		directory_show_page(s, false);
	} else if (!same && s->at.screen == SCREEN_HOME) {
		s->camera = home_camera(s);
	}
	marks_update(s);
}

void framing_on_layout(struct state *s, const struct event_layout *found)
{
	s->laid_out = true;
	s->held_scale = found->scale;
	if (!rect_is_empty(found->map)) {
		fit_again(s, found->map);
	}
	/* The last page may hold fewer; a full one says how many they are. */
	int rows = found->rows;
	if (rows > 0 && rows != s->list_rows && (s->at.page == 0 || rows > s->list_rows) && s->list_len > rows) {
		s->list_rows = rows;
		if (s->map_fitted) {
			directory_show_page(s, false);
			marks_update(s);
		}
	}
}

bool map_has_streets(const struct state *s, double lon, double lat)
{
	return camera_zoom_max(&s->limits, lon, lat) >= s->limits.zoom_max;
}

bool map_is_of_use(const struct state *s, double lon, double lat)
{
	return coverage_has(s->limits.areas, s->limits.areas_len, lon, lat);
}

bool map_is_of_use_for(const struct state *s, int place)
{
	const struct place *p = &s->catalogue->places[place];
	return map_is_of_use(s, p->lon, p->lat);
}

bool map_is_of_use_here(const struct state *s)
{
	return s->site ? map_is_of_use(s, s->site->lon, s->site->lat) : s->limits.areas_len > 0;
}

struct map_camera map_first_view(const struct state *s, struct map_camera to)
{
	to = camera_limit(to, &s->limits);
	if (map_has_streets(s, to.lon, to.lat)) {
		return to;
	}
	int wide = s->config->width_px;
	int high = s->config->height_px;
	int side = s->map_rect.w < s->map_rect.h ? s->map_rect.w : s->map_rect.h;
	if (side <= 0) { /* not laid out yet: about a third of the screen's longer side */
		side = (wide > high ? wide : high) / 3;
	}
	double names = to.zoom + log2(camera_metres_per_px(&to) * side / NAMES_METRES);
	to.zoom = fmin(to.zoom, fmax(names, s->limits.zoom_min));
	return to;
}

bool map_zoom_about(const struct state *s, struct map_camera *c, float x, float y, double zoom)
{
	double lon;
	double lat;
	double wanted = fmin(fmax(zoom, s->limits.zoom_min), s->limits.zoom_max);
	struct map_camera to = camera_limit(camera_zoom_about(*c, s->map_rect, x, y, wanted), &s->limits);
	camera_unproject(c, s->map_rect, x, y, &lon, &lat);
	double there = camera_zoom_max(&s->limits, lon, lat);
	if (to.zoom < wanted && there > to.zoom) { /* the streets are not under the middle yet: it goes to them */
		to = camera_limit((struct map_camera){ .lon = lon, .lat = lat, .zoom = fmin(wanted, there) },
				&s->limits);
	}
	bool moves = fabs(to.zoom - c->zoom) > 0.01;
	*c = moves ? to : *c;
	return moves;
}
