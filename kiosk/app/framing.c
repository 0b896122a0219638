/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map may show: as close as its data go, and never an empty picture first. */
#include <math.h>

#include "app/state.h"
#include "base/str.h"

/* A first view of a map without streets: so much land across its shorter side, that several names of towns are on it.
 */
#define NAMES_METRES 32000.0

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

/* A map with that place in its middle may come close enough for streets. */
static bool has_streets(const struct state *s, double lon, double lat)
{
	return camera_zoom_max(&s->limits, lon, lat) >= s->limits.zoom_max;
}

struct map_camera map_first_view(const struct state *s, struct map_camera to)
{
	to = camera_limit(to, &s->limits);
	if (has_streets(s, to.lon, to.lat)) {
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

struct rect map_room(const struct state *s)
{
	static const struct rect unknown = { 0, 0, 800, 600 }; /* not laid out yet */
	return rect_is_empty(s->map_rect) ? unknown : s->map_rect;
}

/* All that the content is about. */
static struct map_camera whole_region(const struct state *s)
{
	const struct camera_limits *l = &s->limits;
	const double corners[] = { l->west, l->south, l->east, l->north };
	return camera_fit((struct map_camera){ .zoom = l->zoom_min }, map_room(s), corners, 2, 0, ZOOM_HOME);
}

struct map_camera home_camera(const struct state *s)
{
	if (!s->site) {
		return whole_region(s);
	}
	return map_first_view(s, (struct map_camera){ .lon = s->site->lon, .lat = s->site->lat, .zoom = ZOOM_HOME });
}

/* What stands round the ends of a route, mm: half a sign or its name, what is above and below it, and the map's
 * buttons.
 */
struct surround {
	float side, above, below, buttons;
};

struct map_camera map_fit_markers(const struct state *s, const double *lon_lat, int count, double zoom_most)
{
	static const struct surround large[2] = { { 30, 20, 42, 34 }, { 30, 40, 36, 34 } };
	static const struct surround small[2] = { { 17, 12, 14, 16 }, { 8, 26, 24, 16 } };
	bool list = screen_at(s)->list_on_map; /* beside a list there are buttons above as well */
	struct rect r = map_room(s);
	float mm_per_px = s->config->mm_per_px;
	const struct surround *m = format_here(s) == FORMAT_SEVEN ? &small[list] : &large[list];
	float w = (float)r.w * mm_per_px - 2 * m->side - m->buttons;
	/* On a low one they have less, in the same parts: a name below takes more than what is above. */
	float around = m->above + m->below;
	float less = fminf(1, ((float)r.h * mm_per_px - m->side / 2) / around);
	if (w < m->side || less < 0.5F) { /* a strip of a map: as good as it goes */
		return camera_fit(s->camera, r, lon_lat, count, (r.w < r.h ? r.w : r.h) / 4, zoom_most);
	}
	float above = m->above * less;
	float below = m->below * less;
	float h = (float)r.h * mm_per_px - above - below;
	struct rect inner = { r.x, r.y, (int)(w / mm_per_px), (int)(h / mm_per_px) };
	struct map_camera to = camera_fit(s->camera, inner, lon_lat, count, 0, zoom_most);
	/* The buttons are on the side where lines of text end. */
	float aside = s->catalogue->languages[s->lang].rtl ? m->buttons / 2 : -m->buttons / 2;
	return camera_pan(to, aside / mm_per_px, (above - below) / 2 / mm_per_px);
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

/* What the visitor looks at stays where it is when a button zooms: the chosen place, else the kiosk, if the map shows
 * it; its middle may be far from anything. */
bool map_zoom_by(const struct state *s, double by, struct map_camera *to)
{
	*to = s->mover.animating ? s->mover.to : s->camera;
	double zoom = to->zoom + by;
	const struct rect r = s->map_rect;
	const struct place *chosen = s->selected >= 0 ? &s->catalogue->places[s->selected] : NULL;
	const struct {
		bool known;
		double lon, lat;
	} points[] = { { chosen != NULL, chosen ? chosen->lon : 0, chosen ? chosen->lat : 0 },
		{ s->site != NULL, s->site ? s->site->lon : 0, s->site ? s->site->lat : 0 } };
	for (size_t i = 0; i < ARRAY_LEN(points); i++) {
		float x;
		float y;
		if (!points[i].known) {
			continue;
		}
		camera_project(to, r, points[i].lon, points[i].lat, &x, &y);
		if (rect_contains(r, (int)x, (int)y)) {
			return map_zoom_about(s, to, x, y, zoom);
		}
	}
	return map_zoom_about(s, to, (float)r.x + (float)r.w / 2, (float)r.y + (float)r.h / 2, zoom);
}
